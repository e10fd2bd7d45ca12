import { Archive } from "lucide-react";
import { useRef } from "react";
import { Virtualizer } from "virtua";
import type { ChatList as Rows } from "../../state/select";
import { useGo } from "../context";
import { Button } from "../parts/Button";
import { moveByArrows } from "../parts/arrows";
import { useTexts } from "../texts";
import { ChatRow } from "./ChatRow";

/** All conversations that are not archived. Only those on the screen are in the page. */
export function ChatList({ list }: { readonly list: Rows }) {
  const texts = useTexts().chats;
  const go = useGo();
  const scroller = useRef<HTMLDivElement>(null);
  if (list.shown.length === 0) {
    return <NoChats archived={list.archived.length} />;
  }
  return (
    <div className="pane-body" ref={scroller} onKeyDown={moveByArrows} role="list" aria-label={texts.title}>
      {list.archived.length > 0 && (
        <div role="listitem">
          <button type="button" className="chats-archived" data-row onClick={() => go({ rail: "archived" })}>
            <Archive size={18} aria-hidden="true" />
            <span>{texts.archived}</span>
            <span className="chats-archived-count">{list.archived.length}</span>
          </button>
        </div>
      )}
      <Virtualizer scrollRef={scroller} data={list.shown} startMargin={list.archived.length > 0 ? ARCHIVED_PIXELS : 0}>
        {(conversation) => (
          <div role="listitem" key={conversation.id}>
            <ChatRow conversation={conversation} />
          </div>
        )}
      </Virtualizer>
    </div>
  );
}

/** The height of the row that leads to the archive. */
const ARCHIVED_PIXELS = 44;

function NoChats({ archived }: { readonly archived: number }) {
  const texts = useTexts().chats;
  const go = useGo();
  return (
    <div className="pane-body chats-none">
      <h2>{texts.empty}</h2>
      <p>{texts.emptyLead}</p>
      <Button look="main" onClick={() => go({ rail: "newChat" })}>
        {texts.newChat}
      </Button>
      {archived > 0 && (
        <Button look="plain" onClick={() => go({ rail: "archived" })}>
          {texts.archived}
        </Button>
      )}
    </div>
  );
}
