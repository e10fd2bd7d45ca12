import { lazy, Suspense } from "react";
import type { Rail } from "../../state/view";
import { ChatsPane } from "../chats/ChatsPane";

const ArchivedPane = lazy(() => import("../chats/ArchivedPane"));
const NewChat = lazy(() => import("../chats/NewChat"));
const NewGroup = lazy(() => import("../chats/NewGroup"));
const Settings = lazy(() => import("../settings/Settings"));
const Devices = lazy(() => import("../settings/Devices"));
const Keys = lazy(() => import("../settings/Keys"));

/** The left column. */
export function RailPane({ rail }: { readonly rail: Rail }) {
  return (
    <nav className="pane rail">
      <Suspense>{paneOf(rail)}</Suspense>
    </nav>
  );
}

function paneOf(rail: Rail) {
  switch (rail) {
    case "chats":
      return <ChatsPane />;
    case "archived":
      return <ArchivedPane />;
    case "newChat":
      return <NewChat />;
    case "newGroup":
      return <NewGroup />;
    case "settings":
      return <Settings />;
    case "devices":
      return <Devices />;
    case "keys":
      return <Keys />;
  }
}
