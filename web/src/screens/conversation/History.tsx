import { ChevronDown } from "lucide-react";
import { type Ref, useImperativeHandle, useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { Conversation } from "../../device/api";
import { tickOf } from "../../device/rows";
import { NO_HISTORY } from "../../state/history";
import { echoesFrom } from "../../state/select";
import { useApp } from "../context";
import { useTexts } from "../texts";
import { Beginning } from "./Beginning";
import { DayPill } from "./DayPill";
import { placeOf } from "./grouping";
import { MessageItem } from "./MessageItem";
import { MessageMenu } from "./MessageMenu";
import { useHistoryScroll } from "./useHistoryScroll";
import { useRowFocus } from "./useRowFocus";
import "./history.css";

interface HistoryProps {
  readonly conversation: Conversation;
  /** Somebody is done moving through the messages. */
  readonly onLeave: () => void;
  /** Focusing it goes to the newest message. */
  readonly ref: Ref<Pick<HTMLDivElement, "focus">>;
}

/** The messages of a conversation. Only those on the screen are in the page, however many there are. */
export function History({ conversation, onLeave, ref }: HistoryProps) {
  const texts = useTexts().conversation;
  const history = useApp((state) => state.histories.get(conversation.id)) ?? NO_HISTORY;
  const echoes = useApp((state) => state.echoes);
  const signedIn = useApp((state) => state.signedIn);
  const rows = useMemo(
    () => [...history.rows, ...(history.hasNewer ? [] : echoesFrom(echoes, signedIn, conversation.id))],
    [history, echoes, signedIn, conversation.id],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const scroll = useHistoryScroll({ conversation, history, rows, scroller, virtual });
  const focus = useRowFocus({ rows, scroller, virtual, onLeave });
  useImperativeHandle(ref, () => ({ focus: focus.newest }));

  return (
    <div className="history">
      <DayPill rows={rows} virtual={virtual} scroller={scroller} />
      <MessageMenu rows={rows} conversation={conversation}>
        <div
          ref={scroller}
          className="history-scroller"
          tabIndex={0}
          role="list"
          aria-label={texts.history}
          aria-busy={history.loading !== "nothing"}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
          onKeyDown={focus.onKeyDown}
        >
          <div className="history-space" />
          {rows.length === 0 && !history.hasOlder && <Beginning conversation={conversation} />}
          {history.loading === "older" && <div className="history-loading spinner" aria-hidden="true" />}
          <Virtualizer
            key={history.generation}
            ref={virtual}
            data={rows}
            shift={history.grewAtStart}
            itemSize={ROW_PIXELS}
            onScroll={scroll.onScroll}
            onResize={scroll.onResize}
          >
            {(row, index) => (
              <MessageItem
                key={row.id}
                row={row}
                tick={tickOf(row, conversation)}
                group={conversation.kind === "group"}
                unreadCount={history.unreadCount}
                beginning={index === 0 && !history.hasOlder ? conversation : null}
                wanted={history.target > 0 && row.sequence === history.target}
                {...placeOf(row, rows[index - 1], rows[index + 1], history.unreadAfter)}
              />
            )}
          </Virtualizer>
        </div>
      </MessageMenu>
      {scroll.away && (
        <button
          type="button"
          className="to-newest"
          aria-label={conversation.unread > 0 ? texts.toNewestUnread(conversation.unread) : texts.toNewest}
          onClick={scroll.toNewest}
        >
          <ChevronDown size={22} />
          {conversation.unread > 0 && <span className="badge">{conversation.unread}</span>}
        </button>
      )}
    </div>
  );
}

/** The height of a row that was not measured yet. */
const ROW_PIXELS = 44;
