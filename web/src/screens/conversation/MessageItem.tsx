import { memo } from "react";
import type { Conversation, Message, Tick } from "../../device/api";
import { useMe } from "../context";
import { cx } from "../cx";
import { useFormat } from "../hooks";
import { changeLine } from "../names";
import { useTexts } from "../texts";
import { Beginning } from "./Beginning";
import { Bubble } from "./Bubble";
import type { Place } from "./grouping";

interface MessageItemProps extends Place {
  readonly row: Message;
  readonly tick: Tick;
  readonly group: boolean;
  readonly unreadCount: number;
  /** It was jumped to. */
  readonly wanted: boolean;
  /** Of which conversation it is the first message, when it is. */
  readonly beginning: Conversation | null;
}

/**
 * A row of the history: the day or the divider that it begins, and what was said or what happened. It does not know its
 * index, so that it stays as it is when older rows come before it.
 */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { row, first, newDay, firstUnread, unreadCount, wanted, beginning } = props;
  const texts = useTexts().conversation;
  const format = useFormat();
  return (
    <div className={cx("row", first && "row-first", wanted && "row-wanted")} role="listitem">
      {beginning && <Beginning conversation={beginning} />}
      {newDay && (
        <div className="day">
          <span>{format.day(row.timeMillis)}</span>
        </div>
      )}
      {firstUnread && (
        <div className="unread" role="separator">
          <span>{texts.unreadDivider(unreadCount)}</span>
        </div>
      )}
      <div className={cx("row-focus", row.own && "row-own")} tabIndex={-1} data-id={row.id}>
        <Inside {...props} />
      </div>
    </div>
  );
});

function Inside({ row, tick, group, first, last }: MessageItemProps) {
  const texts = useTexts();
  const me = useMe();
  switch (row.content.kind) {
    case "text":
      return <Bubble row={row} content={row.content} tick={tick} group={group} first={first} last={last} />;
    case "change":
      return <Line text={changeLine(row, texts, me.account)} lost={row.content.change.kind === "refused"} />;
    case "unknown":
      return <Line text={texts.conversation.unknown} lost />;
    case "lost":
      return <Line text={texts.conversation.lost[row.content.reason]} lost />;
  }
}

/** Something that happened, or that cannot be shown, in the middle. */
function Line({ text, lost = false }: { readonly text: string; readonly lost?: boolean }) {
  return (
    <p className={cx("line", lost && "line-lost")}>
      <bdi>{text}</bdi>
    </p>
  );
}
