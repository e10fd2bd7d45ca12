import { EllipsisVertical, SquarePen } from "lucide-react";
import { chatList } from "../../state/select";
import { useApp, useGo, useMe } from "../context";
import { Avatar } from "../parts/Avatar";
import { IconButton } from "../parts/Button";
import { Menu } from "../parts/Menu";
import { useTexts } from "../texts";
import { ConnectionTitle } from "../notices/ConnectionTitle";
import { ChatList } from "./ChatList";
import { SearchField } from "./SearchField";
import { SearchResults } from "./SearchResults";
import "./chats.css";

/** The list of conversations with its head and search. */
export function ChatsPane() {
  const texts = useTexts();
  const me = useMe();
  const go = useGo();
  const searching = useApp((state) => state.search !== null);
  const list = useApp((state) => chatList(state.conversations));
  const { groups, devices } = useSupported();
  return (
    <>
      <header className="bar chats-bar">
        <button
          type="button"
          className="chats-me"
          aria-label={`${texts.settings.title}, @${me.handle}`}
          title={texts.settings.title}
          onClick={() => go({ rail: "settings" })}
        >
          <Avatar id={me.account} name={me.handle} size="small" />
        </button>
        <ConnectionTitle />
        <IconButton label={texts.chats.newChat} onClick={() => go({ rail: "newChat" })}>
          <SquarePen size={20} />
        </IconButton>
        <Menu
          items={[
            groups && { label: texts.chats.newGroup, onChoose: () => go({ rail: "newGroup" }) },
            list.archived.length > 0 && { label: texts.chats.archived, onChoose: () => go({ rail: "archived" }) },
            devices && { label: texts.devices.title, onChoose: () => go({ rail: "devices" }) },
            { label: texts.settings.title, onChoose: () => go({ rail: "settings" }) },
          ]}
        >
          <IconButton label={texts.chats.menu}>
            <EllipsisVertical size={20} />
          </IconButton>
        </Menu>
      </header>
      <SearchField />
      {searching ? <SearchResults /> : <ChatList list={list} />}
    </>
  );
}

function useSupported() {
  const supports = useApp((state) => state.supports);
  return { groups: supports.has("createGroup"), devices: supports.has("devices") };
}
