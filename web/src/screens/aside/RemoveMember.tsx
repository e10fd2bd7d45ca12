import type { GroupConversation } from "../../device/api";
import { nameOf } from "../names";
import { Confirm } from "../parts/Dialog";
import { useTexts } from "../texts";
import type { People } from "./useMembers";

interface RemoveMemberProps {
  readonly conversation: GroupConversation;
  readonly people: People;
}

/** Asks before somebody is removed from a group. */
export function RemoveMember({ conversation, people }: RemoveMemberProps) {
  const texts = useTexts();
  const { removing, setRemoving, reload } = people;
  return (
    removing && (
      <Confirm<"removeMember">
        title={texts.group.removeAsk(nameOf(removing, texts))}
        lead={texts.group.removeLead}
        verb={texts.group.remove}
        command={{ kind: "removeMember", conversation: conversation.id, account: removing.account }}
        onClose={() => setRemoving(null)}
        onDone={reload}
      />
    )
  );
}
