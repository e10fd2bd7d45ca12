import type { GroupConversation } from "../../device/api";
import { Confirm } from "../parts/Dialog";
import { useTexts } from "../texts";

interface LeaveGroupProps {
  readonly conversation: GroupConversation;
  readonly onClose: () => void;
}

/** Asks before a group is left; one that was left already can be deleted. */
export function LeaveGroup({ conversation, onClose }: LeaveGroupProps) {
  const texts = useTexts().group;
  const { id, name, standing } = conversation;
  return standing === "left" ? (
    <Confirm<"forget">
      title={texts.forgetAsk(name)}
      lead={texts.forgetLead}
      verb={texts.forget}
      command={{ kind: "forget", conversation: id }}
      onClose={onClose}
    />
  ) : (
    <Confirm<"leaveGroup">
      title={texts.leaveAsk(name)}
      lead={texts.leaveLead}
      verb={texts.leave}
      command={{ kind: "leaveGroup", conversation: id }}
      onClose={onClose}
    />
  );
}
