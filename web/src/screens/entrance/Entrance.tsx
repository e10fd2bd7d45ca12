import { Globe, KeyRound, Lock } from "lucide-react";
import { Suspense, useState } from "react";
import { useApp } from "../context";
import { later } from "../later";
import { Bird } from "../parts/Bird";
import { LANGUAGES, useSpoken, type Language } from "../texts";
import { AccountForm } from "./AccountForm";
import "./entrance.css";

const LinkThis = later(() => import("./LinkThis"));

/** What somebody does here: make an account, come back to one, or bring one from another device. */
export type Way = "register" | "signIn" | "link";

export function Entrance() {
  const { texts } = useSpoken();
  const linking = useApp((state) => state.signedIn.kind === "linking");
  const [way, setWay] = useState<Way>(linking ? "link" : "register");
  return (
    <div className="entrance">
      <aside className="entrance-shore">
        <div className="entrance-sign">
          <Bird size={56} />
          <span>{texts.product}</span>
        </div>
        <p className="entrance-tagline">{texts.tagline}</p>
        <ul className="entrance-promises">
          <li>
            <Lock size={18} aria-hidden="true" /> {texts.entrance.promiseEncrypted}
          </li>
          <li>
            <Globe size={18} aria-hidden="true" /> {texts.entrance.promiseNobody}
          </li>
          <li>
            <KeyRound size={18} aria-hidden="true" /> {texts.entrance.promiseYours}
          </li>
        </ul>
      </aside>
      <main className="entrance-main">
        <div className="entrance-card">
          <div className="entrance-mark">
            <Bird size={44} />
          </div>
          {way === "link" ? (
            <Suspense>
              <LinkThis onOther={setWay} />
            </Suspense>
          ) : (
            <AccountForm key={way} way={way} onOther={setWay} />
          )}
        </div>
        <LanguageChoice />
      </main>
    </div>
  );
}

function LanguageChoice() {
  const { language, texts, change } = useSpoken();
  return (
    <label className="entrance-language">
      <span className="visually-hidden">{texts.entrance.language}</span>
      <select value={language} onChange={(event) => change(event.target.value as Language)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
