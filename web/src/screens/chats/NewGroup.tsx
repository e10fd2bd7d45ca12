import { type SubmitEvent, useRef, useState } from "react";
import { HOME } from "../../state/view";
import { useActions, useGo } from "../context";
import { useDoing, useFirstFocus } from "../hooks";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { Problem } from "../parts/Problem";
import { say } from "../parts/Said";
import { useTexts } from "../texts";
import { PeoplePicker, usePicking } from "./PeoplePicker";

/** Characters of a group's name. */
export const NAME_CHARACTERS_MAX = 80;

/** Makes a group. */
export default function NewGroup() {
  const texts = useTexts();
  const actions = useActions();
  const go = useGo();
  const doing = useDoing();
  const [name, setName] = useState("");
  const picking = usePicking(NOBODY);
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useFirstFocus(first, true);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "") {
      first.current?.focus();
      return;
    }
    const people = await picking.take();
    if (!people) {
      return;
    }
    const handles = people.map((person) => person.handle);
    const answer = await doing.ask<"createGroup">({ kind: "createGroup", name: name.trim(), handles });
    if (answer.ok) {
      const { conversation, unreachable } = answer.value;
      if (unreachable.length > 0) say(texts.group.unreachable(unreachable));
      actions.go({ ...HOME, conversation });
    }
  };
  return (
    <>
      <Bar title={texts.chats.newGroup} onLeave={() => go({ rail: "chats" })} />
      <div className="pane-body">
        <form className="section-form" onSubmit={(event) => void submit(event)} noValidate>
          <Field
            ref={first}
            label={texts.chats.groupName}
            problem={tried && name.trim() === "" ? texts.chats.noName : null}
            value={name}
            maxLength={NAME_CHARACTERS_MAX}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <PeoplePicker picking={picking} />
          <Problem failure={doing.failure} />
          <Button type="submit" look="main" busy={doing.busy}>
            {texts.chats.createGroup}
          </Button>
        </form>
      </div>
    </>
  );
}

const NOBODY: ReadonlySet<string> = new Set();
