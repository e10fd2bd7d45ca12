import { Archive } from "lucide-react";
import { Virtualizer } from "virtua";
import type { ChatList as Rows } from "../../state/select";
import { useGo, useMe } from "../context";
import { Button } from "../parts/Button";
import { useLongList } from "../parts/longList";
import { say } from "../parts/Said";
import { useTexts } from "../texts";
import { ChatRow } from "./ChatRow";

/** All conversations that are not archived. Only those on the screen are in the page. */
export function ChatList({ list }: { readonly list: Rows }) {
  const texts = useTexts().chats;
  const go = useGo();
  const before = list.archived.length > 0 ? 1 : 0;
  const size = before + list.shown.length;
  const { scroller, virtual, kept, ...events } = useLongList(size, before);
  if (list.shown.length === 0) {
    return <NoChats archived={list.archived.length} />;
  }
  return (
    <div className="pane-body" ref={scroller} role="list" aria-label={texts.title} {...events}>
      {before > 0 && (
        <div role="listitem" aria-setsize={size} aria-posinset={1}>
          <button type="button" className="chats-archived" data-row onClick={() => go({ rail: "archived" })}>
            <Archive size={18} aria-hidden="true" />
            <span>{texts.archived}</span>
            <span className="chats-archived-count">{list.archived.length}</span>
          </button>
        </div>
      )}
      <Virtualizer
        ref={virtual}
        scrollRef={scroller}
        data={list.shown}
        startMargin={before * ARCHIVED_PIXELS}
        keepMounted={kept}
      >
        {(conversation, index) => (
          <div key={conversation.id} role="listitem" aria-setsize={size} aria-posinset={before + index + 1}>
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
  const { copied, chats: texts } = useTexts();
  const go = useGo();
  const { handle } = useMe();
  const invite = async () => {
    await navigator.clipboard.writeText(texts.inviteText(`${location.origin}/`, handle));
    say(copied);
  };
  return (
    <div className="pane-body chats-none">
      <h2>{texts.empty}</h2>
      <p>{texts.emptyLead}</p>
      <Button look="main" onClick={() => go({ rail: "newChat" })}>
        {texts.newChat}
      </Button>
      <p className="chats-invite">{texts.inviteLead(handle)}</p>
      <Button look="plain" onClick={() => void invite()}>
        {texts.invite}
      </Button>
      {archived > 0 && (
        <Button look="plain" onClick={() => go({ rail: "archived" })}>
          {texts.archived}
        </Button>
      )}
    </div>
  );
}
