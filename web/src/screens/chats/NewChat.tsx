import { Users } from "lucide-react";
import { type SubmitEvent, useRef, useState } from "react";
import { handleProblem, normalHandle } from "../../state/handles";
import { HOME } from "../../state/view";
import { useActions, useApp, useGo } from "../context";
import { useDoing, useFirstFocus } from "../hooks";
import { failureText } from "../failures";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { LinkRow, Section } from "../parts/Rows";
import { useTexts } from "../texts";

/** Begins to write to somebody. */
export default function NewChat() {
  const texts = useTexts();
  const actions = useActions();
  const go = useGo();
  const doing = useDoing();
  const groups = useApp((state) => state.supports.has("createGroup"));
  const [handle, setHandle] = useState("");
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useFirstFocus(first, true);

  const wrong = tried && handleProblem(handle) !== null ? texts.entrance.handleWrong : null;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (handleProblem(handle) === null) {
      const answer = await doing.ask<"openDirect">({ kind: "openDirect", handle: normalHandle(handle) });
      if (answer.ok) actions.go({ ...HOME, conversation: answer.value.conversation });
    }
  };
  const { failure } = doing;
  const nobody = failure?.code === "ACCOUNT_UNKNOWN" && texts.chats.handleNobody(normalHandle(handle));
  return (
    <>
      <Bar title={texts.chats.newChat} onLeave={() => go({ rail: "chats" })} />
      <div className="pane-body">
        <form className="section-form" onSubmit={(event) => void submit(event)} noValidate>
          <Field
            ref={first}
            label={texts.chats.handleFor}
            hint={texts.chats.handleExample}
            problem={wrong ?? (failure && (nobody || failureText(failure, texts)))}
            prefix="@"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
            value={handle}
            maxLength={40}
            onChange={(event) => {
              setHandle(event.target.value);
              doing.clear();
            }}
          />
          <Button type="submit" look="main" busy={doing.busy}>
            {texts.chats.startChat}
          </Button>
        </form>
        {groups && (
          <Section>
            <LinkRow icon={<Users size={20} />} title={texts.chats.newGroup} onOpen={() => go({ rail: "newGroup" })} />
          </Section>
        )}
      </div>
    </>
  );
}
