import type { GroupConversation } from "../../device/api";
import { PeoplePicker, usePicking } from "../chats/PeoplePicker";
import { useGo, useMe } from "../context";
import { useAnswer, useDoing } from "../hooks";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Problem } from "../parts/Problem";
import { say } from "../parts/Said";
import { useTexts } from "../texts";

/** Brings people into a group. */
export default function AddMembers({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts().group;
  const go = useGo();
  const me = useMe();
  const doing = useDoing();
  const { answer } = useAnswer<"members">({ kind: "members", conversation: conversation.id }, conversation.members);
  const inside = new Set([me.account, ...(answer?.ok ? answer.value.map((one) => one.account) : [])]);
  const picking = usePicking(inside);
  const { length } = picking.people;
  const add = async () => {
    const people = await picking.take();
    if (!people || people.length === 0) {
      return;
    }
    const handles = people.map((person) => person.handle);
    const done = await doing.ask<"addMembers">({ kind: "addMembers", conversation: conversation.id, handles });
    if (done.ok) {
      if (done.value.unreachable.length > 0) say(texts.unreachable(done.value.unreachable));
      go({ aside: "info" });
    }
  };
  return (
    <>
      <Bar title={texts.add} onLeave={() => go({ aside: "info" })} />
      <div className="pane-body">
        <div className="section-form">
          <PeoplePicker picking={picking} />
          <Problem failure={doing.failure} />
          <Button
            look="main"
            busy={doing.busy}
            disabled={length === 0 && picking.handle.trim() === ""}
            onClick={() => void add()}
          >
            {length === 0 ? texts.add : texts.addButton(length)}
          </Button>
        </div>
      </div>
    </>
  );
}
