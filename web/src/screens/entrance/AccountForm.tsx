import { type SubmitEvent, useRef, useState } from "react";
import type { Failure } from "../../device/api";
import { handleProblem, normalHandle, PASSWORD_CHARACTERS_MIN } from "../../state/handles";
import { useApp } from "../context";
import { failureText } from "../failures";
import { useDoing, useFirstFocus } from "../hooks";
import { askToKeep } from "../keeping";
import { Button } from "../parts/Button";
import { Confirm } from "../parts/Dialog";
import { Field, PasswordField } from "../parts/Field";
import { useTexts } from "../texts";
import type { Way } from "./Entrance";

interface AccountFormProps {
  readonly way: "register" | "signIn";
  readonly onOther: (way: Way) => void;
}

/** Makes an account, or signs in to one. */
export function AccountForm({ way, onOther }: AccountFormProps) {
  const all = useTexts();
  const texts = all.entrance;
  const doing = useDoing();
  const linkable = useApp((state) => state.supports.has("linkStart"));
  const [handle, setHandle] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [anew, setAnew] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useFirstFocus(first);

  const registering = way === "register";
  const problems = {
    handle: handleProblem(handle) === null ? null : handle.trim() === "" ? texts.handleNeeded : texts.handleWrong,
    password: password.length < PASSWORD_CHARACTERS_MIN ? texts.passwordShort : null,
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.handle) {
      first.current?.focus();
    } else if (!problems.password) {
      askToKeep();
      void doing.ask<"register" | "signIn">({ kind: way, handle: normalHandle(handle), password });
    }
  };
  const toLink = () => {
    askToKeep();
    onOther("link");
  };
  const wrong = (problem: string | null) => (tried ? problem : null);
  const { failure } = doing;
  return (
    <form className="entrance-form" onSubmit={submit} noValidate>
      <header>
        <h1>{registering ? texts.register : texts.signIn}</h1>
        <p>{registering ? texts.registerLead : texts.signInLead}</p>
      </header>
      <Field
        ref={first}
        label={texts.handle}
        hint={registering ? texts.handleHint : undefined}
        problem={wrong(problems.handle) ?? ofHandle(failure, all)}
        prefix="@"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={handle}
        maxLength={40}
        onChange={(event) => {
          setHandle(event.target.value);
          doing.clear();
        }}
      />
      <PasswordField
        label={texts.password}
        hint={registering ? texts.passwordHint : undefined}
        problem={wrong(problems.password)}
        name="password"
        autoComplete={registering ? "new-password" : "current-password"}
        value={password}
        maxLength={256}
        onChange={(event) => setPassword(event.target.value)}
      />
      {failure && !ofHandle(failure, all) && (
        <div className="problem" role="alert">
          <p>{failureText(failure, all)}</p>
          {failure.code === "LINK_NEEDED" && linkable && (
            <>
              <Button look="plain" onClick={toLink}>
                {texts.link}
              </Button>
              <Button look="plain" onClick={() => setAnew(true)}>
                {texts.toBeginAnew}
              </Button>
            </>
          )}
        </div>
      )}
      {anew && (
        <Confirm<"beginAnew">
          title={texts.beginAnewAsk(normalHandle(handle))}
          lead={texts.beginAnewLead}
          verb={texts.beginAnew}
          command={{ kind: "beginAnew", handle: normalHandle(handle), password }}
          onClose={() => setAnew(false)}
        />
      )}
      <Button type="submit" look="main" busy={doing.busy} className="entrance-go">
        {registering ? texts.register : texts.signIn}
      </Button>
      <p className="visually-hidden" role="status">
        {doing.busy ? (registering ? texts.makingKeys : texts.busy) : ""}
      </p>
      <div className="entrance-others">
        <Button look="plain" onClick={() => onOther(registering ? "signIn" : "register")}>
          {registering ? texts.toSignIn : texts.toRegister}
        </Button>
        {linkable && (
          <Button look="plain" onClick={toLink}>
            {texts.toLink}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A failure that is about the handle stands at its field. */
function ofHandle(failure: Failure | null, texts: ReturnType<typeof useTexts>): string | null {
  const about = failure?.code === "HANDLE_TAKEN" || failure?.code === "HANDLE_INVALID";
  return failure && about ? failureText(failure, texts) : null;
}
