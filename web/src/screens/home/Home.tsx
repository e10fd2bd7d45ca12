import { lazy, Suspense, useEffect, useState } from "react";
import { invitationIn } from "../address";
import { useApp } from "../context";
import { usePhone } from "../hooks";
import { Notices } from "../notices/Notices";
import { cx } from "../cx";
import { Said } from "../parts/Said";
import { Nothing } from "./Nothing";
import { RailPane } from "./RailPane";
import { useEffects } from "./effects";
import { useShortcuts } from "./shortcuts";
import "./home.css";

const loadConversation = () => import("../conversation/Conversation");
const Conversation = lazy(loadConversation);
const JoinByLink = lazy(() => import("./JoinByLink"));
const AsidePane = lazy(() => import("../aside/AsidePane"));

/** Everything somebody who is signed in sees: list, conversation and details; on a phone one of them. */
export default function Home() {
  const view = useApp((state) => state.view);
  const phone = usePhone();
  const [invitation, setInvitation] = useState(() => invitationIn(location));
  useShortcuts();
  useEffects();
  // The list is painted: whatever is opened first need not be waited for.
  useEffect(() => void loadConversation(), []);

  const aside = view.conversation !== null && view.aside !== "none";
  const main = view.conversation !== null;
  return (
    <div className={cx("home", aside && "home-aside")}>
      {(!phone || !main) && <RailPane rail={view.rail} />}
      {(!phone || (main && !aside)) && (
        <main className="home-main">
          {view.conversation === null ? (
            <Nothing />
          ) : (
            <Suspense>
              <Conversation key={view.conversation} id={view.conversation} />
            </Suspense>
          )}
        </main>
      )}
      {view.conversation !== null && aside && (
        <Suspense>
          <AsidePane key={view.conversation} id={view.conversation} aside={view.aside} />
        </Suspense>
      )}
      {invitation && (
        <Suspense>
          <JoinByLink address={invitation} onClose={() => setInvitation(null)} />
        </Suspense>
      )}
      <Notices />
      <Said />
    </div>
  );
}
