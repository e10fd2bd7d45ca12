import { X } from "lucide-react";
import { useState } from "react";
import type { SignedIn } from "../../device/api";
import { PASSWORD_CHARACTERS_MIN } from "../../state/handles";
import { HOME } from "../../state/view";
import { useActions, useApp, useGo } from "../context";
import { failureText } from "../failures";
import { useDoing, useFormat } from "../hooks";
import { useUnpromised } from "../keeping";
import { Button, IconButton } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { PasswordField } from "../parts/Field";
import { useTexts } from "../texts";

/** States that stay until somebody does something about them: one strip for each. */
export function Standing() {
  const texts = useTexts();
  const signedIn = useApp((state) => state.signedIn);
  const storage = useApp((state) => state.storage);
  return (
    <>
      {signedIn.kind === "signInAgain" && (
        <SignInAgain handle={signedIn.me.handle} why={failureText(signedIn.failure, texts)} />
      )}
      {signedIn.kind === "ended" && <Ended {...signedIn} />}
      {storage.kind === "full" && <Strip text={texts.connection.quotaFull} />}
      {storage.kind === "unusable" && <Strip text={failureText(storage.failure, texts)} />}
      {storage.kind === "temporary" && <Temporary />}
      {storage.kind === "kept" && <Unpromised />}
    </>
  );
}

interface StripProps {
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly onClose?: () => void;
}

function Strip({ text, action, onAction, onClose }: StripProps) {
  const texts = useTexts();
  return (
    <div className="notice notice-standing" role="alert">
      <p>{text}</p>
      {action && (
        <Button look="plain" onClick={onAction}>
          {action}
        </Button>
      )}
      {onClose && (
        <IconButton label={texts.close} onClick={onClose}>
          <X size={18} />
        </IconButton>
      )}
    </div>
  );
}

/** Said once: it does not change, and it must not be in the way. */
function Temporary() {
  const texts = useTexts();
  const [closed, setClosed] = useState(false);
  return closed ? null : <Strip text={texts.connection.privateMode} onClose={() => setClosed(true)} />;
}

/** No browser says that a window is private, but in none is it promised that anything is kept. */
function Unpromised() {
  const texts = useTexts();
  const go = useGo();
  const { said, close } = useUnpromised();
  return (
    said && (
      <Strip
        text={texts.connection.unpromised}
        action={texts.devices.link}
        onAction={() => go({ ...HOME, rail: "devices" })}
        onClose={close}
      />
    )
  );
}

/** Only who was taken out of the account has nothing left to lose here. */
function Ended({ failure, removal }: Extract<SignedIn, { kind: "ended" }>) {
  const texts = useTexts();
  const format = useFormat();
  const { ask } = useActions();
  if (failure.code !== "DEVICE_REVOKED") {
    const action = failure.code === "DISPLACED" ? texts.connection.useHere : texts.connection.reload;
    return <Strip text={failureText(failure, texts)} action={action} onAction={() => location.reload()} />;
  }
  const said = removal && (removal.signed ? texts.connection.removedByYou : texts.connection.removedByNode);
  return (
    <Strip
      text={said ? said(format.when(removal.timeMillis)) : failureText(failure, texts)}
      action={texts.connection.startOver}
      onAction={() => void ask<"signOut">({ kind: "signOut" })}
    />
  );
}

function SignInAgain({ handle, why }: { readonly handle: string; readonly why: string }) {
  const texts = useTexts();
  const doing = useDoing();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const submit = () => {
    if (password.length >= PASSWORD_CHARACTERS_MIN) {
      void doing.ask<"signIn">({ kind: "signIn", handle, password });
    }
  };
  return (
    <>
      <Strip text={why} action={texts.entrance.signIn} onAction={() => setAsking(true)} />
      {asking && (
        <Dialog
          title={`${texts.entrance.signIn}, @${handle}`}
          onClose={() => setAsking(false)}
          actions={
            <Button look="main" busy={doing.busy} onClick={submit}>
              {texts.entrance.signIn}
            </Button>
          }
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <PasswordField
              label={texts.entrance.password}
              autoComplete="current-password"
              value={password}
              problem={doing.failure && failureText(doing.failure, texts)}
              onChange={(event) => setPassword(event.target.value)}
            />
          </form>
        </Dialog>
      )}
    </>
  );
}
