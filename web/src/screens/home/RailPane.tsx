import { Suspense } from "react";
import type { Rail } from "../../state/view";
import { ChatsPane } from "../chats/ChatsPane";
import { later } from "../later";

const ArchivedPane = later(() => import("../chats/ArchivedPane"));
const NewChat = later(() => import("../chats/NewChat"));
const NewGroup = later(() => import("../chats/NewGroup"));
const Settings = later(() => import("../settings/Settings"));
const Devices = later(() => import("../settings/Devices"));
const Keys = later(() => import("../settings/Keys"));

export function preloadPanes(): void {
  for (const pane of [NewChat, NewGroup, Settings, Devices]) {
    pane.preload();
  }
}

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
