import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import type { DirectConversation } from "../../device/api";
import { useApp, useGo } from "../context";
import { useAnswer, useDoing } from "../hooks";
import { nameOf } from "../names";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { Problem } from "../parts/Problem";
import { QrCode } from "../parts/QrCode";
import { Section } from "../parts/Rows";
import { useTexts } from "../texts";
import "./aside.css";

/** The digits that both sides see when nobody is between them. */
export default function Safety({ conversation }: { readonly conversation: DirectConversation }) {
  const texts = useTexts().contact;
  const all = useTexts();
  const go = useGo();
  const doing = useDoing();
  const { peer, identityChanged } = conversation;
  const name = nameOf(peer, all);
  const verifiable = useApp((state) => state.supports.has("verify"));
  const { answer, reload } = useAnswer<"safetyNumber">(
    { kind: "safetyNumber", account: peer.account },
    `${peer.account} ${String(identityChanged)}`,
  );
  const digits = answer?.ok ? answer.value.digits : "";
  const mark = async () => {
    const marked = await doing.ask<"verify">({ kind: "verify", account: peer.account, digits });
    if (!marked.ok) reload();
  };
  const unmark = () => doing.ask<"trust">({ kind: "trust", account: peer.account });
  return (
    <>
      <Bar title={texts.safety} onLeave={() => go({ aside: "info" })} />
      <div className="pane-body" aria-busy={answer === null}>
        <div className="safety">
          {identityChanged && (
            <p className="problem" role="alert">
              {texts.safetyChanged(name)}
            </p>
          )}
          <p>{texts.safetyLead(name)}</p>
          <Problem failure={answer?.ok === false ? answer.failure : doing.failure} />
          {digits !== "" && (
            <>
              <QrCode text={digits} label={texts.qrLabel} size={168} />
              <p className="digits" dir="ltr">
                {(digits.match(/.{5}/g) ?? []).map((group, i) => (
                  <span key={i}>{group}</span>
                ))}
              </p>
            </>
          )}
          {peer.verified && (
            <p className="safety-verified">
              <BadgeCheck size={18} aria-hidden="true" /> {texts.verified}
            </p>
          )}
          {verifiable && digits !== "" && (
            <Button
              look={peer.verified ? "plain" : "main"}
              busy={doing.busy}
              onClick={() => void (peer.verified ? unmark() : mark())}
            >
              {peer.verified ? texts.safetyUnmark : texts.safetyMatch}
            </Button>
          )}
        </div>
        {digits !== "" && <Compare digits={digits} />}
      </div>
    </>
  );
}

const DIGITS = 60;

/** Compares with digits that came another way, such as by e-mail. */
function Compare({ digits }: { readonly digits: string }) {
  const texts = useTexts().contact;
  const [given, setGiven] = useState("");
  const plain = given.replace(/\D/g, "");
  const same = plain === digits;
  const differs = !digits.startsWith(plain) || (plain.length === DIGITS && !same);
  return (
    <Section title={texts.safetyCompare}>
      <div className="section-form">
        <Field
          className="code-field"
          label={texts.safetyPaste}
          hint={texts.safetyShort}
          problem={differs ? texts.safetyDiffers : null}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          value={given}
          onChange={(event) => setGiven(event.target.value)}
        />
        <p role="status" className="safety-verified">
          {same && texts.safetySame}
        </p>
      </div>
    </Section>
  );
}
