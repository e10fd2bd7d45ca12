import { useEffect, useEffectEvent } from "react";
import { useActions, useApp } from "../context";
import { failureText } from "../failures";
import { useDoing, useNow } from "../hooks";
import { Button } from "../parts/Button";
import { QrCode } from "../parts/QrCode";
import { useTexts } from "../texts";
import type { Way } from "./Entrance";

/** Shows a code that a device of the account approves. */
export default function LinkThis({ onOther }: { readonly onOther: (way: Way) => void }) {
  const all = useTexts();
  const texts = all.entrance;
  const doing = useDoing();
  const actions = useActions();
  const signedIn = useApp((state) => state.signedIn);
  const now = useNow(1000);
  const shown = signedIn.kind === "linking" ? signedIn : null;
  const left = shown ? Math.max(0, Math.ceil((shown.expiresMillis - now) / 1000)) : 0;

  const begin = useEffectEvent(() => {
    if (!shown) void doing.ask<"linkStart">({ kind: "linkStart" });
  });
  useEffect(() => {
    begin();
  }, []);
  const leave = (way: Way) => {
    void actions.ask<"linkCancel">({ kind: "linkCancel" });
    onOther(way);
  };
  return (
    <section className="entrance-form">
      <header>
        <h1>{texts.link}</h1>
        <p>{texts.linkLead}</p>
      </header>
      {shown && left > 0 && (
        <div className="entrance-code">
          <QrCode text={shown.code} label={texts.qrLabel} size={148} />
          <div>
            <p>{texts.linkOn}</p>
            <p className="digits" dir="ltr">
              {groupsOf(shown.code).map((group, i) => (
                <span key={i}>{group}</span>
              ))}
            </p>
          </div>
        </div>
      )}
      {shown && left > 0 && (
        <p className="entrance-waiting" role="status">
          <span className="spinner" aria-hidden="true" /> {texts.linkWaiting}
        </p>
      )}
      {shown && left > 0 && <p className="entrance-hint">{texts.linkExpires(clock(left))}</p>}
      {shown && left === 0 && <p role="status">{texts.linkExpired}</p>}
      {doing.failure && (
        <p className="problem" role="alert">
          {failureText(doing.failure, all)}
        </p>
      )}
      {(left === 0 || doing.failure) && (
        <Button look="main" busy={doing.busy} onClick={() => void doing.ask<"linkStart">({ kind: "linkStart" })}>
          {texts.linkNew}
        </Button>
      )}
      <div className="entrance-others">
        <Button look="plain" onClick={() => leave("register")}>
          {texts.toRegister}
        </Button>
        <Button look="plain" onClick={() => leave("signIn")}>
          {texts.toSignIn}
        </Button>
      </div>
    </section>
  );
}

function groupsOf(code: string): readonly string[] {
  return code.replace(/\D/g, "").match(/.{1,4}/g) ?? [];
}

function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
