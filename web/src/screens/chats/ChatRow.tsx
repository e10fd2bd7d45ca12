import { BellOff, Pin } from "lucide-react";
import { memo } from "react";
import type { Conversation } from "../../device/api";
import { tickOf } from "../../device/rows";
import { presenceOf } from "../../state/select";
import { HOME } from "../../state/view";
import { useActions, useApp, useMe } from "../context";
import { cx } from "../cx";
import { useFormat } from "../hooks";
import { lineOf, nameOf, titleOf } from "../names";
import { ConversationAvatar } from "../parts/Avatar";
import { ContextMenu } from "../parts/ContextMenu";
import { Ticks } from "../parts/Ticks";
import { useTexts } from "../texts";
import { useConversationItems } from "./useConversationItems";

interface ChatRowProps {
  readonly conversation: Conversation;
}

/** A conversation in the list. */
export const ChatRow = memo(function ChatRow({ conversation }: ChatRowProps) {
  const texts = useTexts();
  const actions = useActions();
  const format = useFormat();
  const items = useConversationItems(conversation);
  const open = useApp((state) => state.view.conversation === conversation.id);
  const online = useApp(
    (state) => conversation.kind === "direct" && (presenceOf(state, conversation.peer.account)?.online ?? false),
  );
  const muted = conversation.mutedUntilMillis > 0;
  /** Who points at it may be about to open it. */
  const prepare = () => actions.prepare([conversation.id]);
  return (
    <ContextMenu items={() => items}>
      <button
        type="button"
        data-row
        className={cx("chat-row", open && "chat-row-open")}
        aria-current={open || undefined}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => actions.go({ ...HOME, conversation: conversation.id })}
      >
        <ConversationAvatar conversation={conversation} online={online} />
        <span className="chat-row-top">
          <bdi className="chat-row-title">{titleOf(conversation, texts)}</bdi>
          {muted && <BellOff size={13} aria-label={texts.chats.muted} role="img" />}
          {conversation.timeMillis > 0 && (
            <time className={cx("chat-row-time", conversation.unread > 0 && !muted && "chat-row-time-new")}>
              {format.brief(conversation.timeMillis)}
            </time>
          )}
        </span>
        <span className="chat-row-bottom">
          <LastLine conversation={conversation} open={open} />
          {conversation.pinned && conversation.unread === 0 && (
            <Pin size={14} className="chat-row-pin" role="img" aria-label={texts.chats.pinned} />
          )}
          {conversation.mentioned && (
            <span className="badge" aria-hidden="true">
              @
            </span>
          )}
          {conversation.unread > 0 && (
            <span
              className={cx("badge", muted && "badge-muted")}
              role="img"
              aria-label={texts.chats.unread(conversation.unread)}
            >
              {conversation.unread > 999 ? "999+" : conversation.unread}
            </span>
          )}
        </span>
      </button>
    </ContextMenu>
  );
});

/** Who is typing, what was not sent, or the newest message. */
function LastLine({ conversation, open }: { readonly conversation: Conversation; readonly open: boolean }) {
  const texts = useTexts();
  const me = useMe();
  const typing = useApp((state) => state.typing.get(conversation.id));
  const draft = useApp((state) => state.drafts.get(conversation.id) ?? conversation.draft);
  if (typing) {
    const names = typing.map((person) => nameOf(person, texts));
    return (
      <span className="chat-row-line chat-row-typing">
        {conversation.kind === "group" ? texts.chats.typingWho(names) : texts.chats.typing}
      </span>
    );
  }
  if (draft !== "" && !open) {
    return (
      <span className="chat-row-line" dir="auto">
        <bdi className="chat-row-draft">{texts.chats.draft}</bdi> {draft.slice(0, 160)}
      </span>
    );
  }
  const { last } = conversation;
  if (!last) {
    return <span className="chat-row-line">{texts.chats.nothingYet}</span>;
  }
  const text = lineOf(last, texts, me.account);
  const sender = conversation.kind === "group" && last.content.kind === "text" && !last.own;
  return (
    <>
      <Ticks tick={tickOf(last, conversation)} />
      <span className={cx("chat-row-line", last.content.kind !== "text" && "chat-row-aside")} dir="auto">
        {sender && <bdi className="chat-row-sender">{nameOf(last.sender, texts)}: </bdi>}
        {text}
      </span>
    </>
  );
}
