import { Suspense, useEffect, useState } from "react";
import { chatList } from "../../state/select";
import { invitationIn } from "../address";
import { useApp, useClient } from "../context";
import { usePhone } from "../hooks";
import { later, whenIdle } from "../later";
import { Notices } from "../notices/Notices";
import { cx } from "../cx";
import { Said } from "../parts/Said";
import { Nothing } from "./Nothing";
import { preloadPanes, RailPane } from "./RailPane";
import { useEffects } from "./effects";
import { useShortcuts } from "./shortcuts";
import "./home.css";

const Conversation = later(() => import("../conversation/Conversation"));
const JoinByLink = later(() => import("./JoinByLink"));
const AsidePane = later(() => import("../aside/AsidePane"));

/** Everything somebody who is signed in sees: list, conversation and details; on a phone one of them. */
export default function Home() {
  const view = useApp((state) => state.view);
  const phone = usePhone();
  const [invitation, setInvitation] = useState(() => invitationIn(location));
  useShortcuts();
  useEffects();
  usePreparing();

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

/** The list is painted: whatever is opened first need not be waited for. */
function usePreparing(): void {
  const { store, actions } = useClient();
  useEffect(() => {
    Conversation.preload();
    whenIdle(() => {
      AsidePane.preload();
      preloadPanes();
      actions.prepare(chatList(store.get().conversations).shown.map(({ id }) => id));
    });
  }, [store, actions]);
}
