import type { Conversation, Message, SearchResult } from "../../device/api";
import { HOME } from "../../state/view";
import { useActions, useApp } from "../context";
import { useFormat } from "../hooks";
import { nameOf, titleOf } from "../names";
import { moveByArrows } from "../parts/arrows";
import { ConversationAvatar } from "../parts/Avatar";
import { useTexts } from "../texts";
import { ChatRow } from "./ChatRow";
import { Marked } from "./Marked";

/** What a search has found: conversations by name, then messages. */
export function SearchResults() {
  const texts = useTexts().chats;
  const search = useApp((state) => state.search);
  const conversations = useApp((state) => state.conversations);
  const result = search?.result;
  if (!search || !result) {
    return <div className="pane-body" aria-busy="true" />;
  }
  const named = result.conversations.flatMap((id) => conversations.get(id) ?? []);
  return (
    <div className="pane-body" onKeyDown={moveByArrows}>
      <p className="visually-hidden" role="status">
        {isEmpty(result)
          ? texts.foundNothing(search.text)
          : `${texts.foundChats}: ${String(named.length)}, ${texts.foundMessages}: ${String(result.messages.length)}`}
      </p>
      {isEmpty(result) && <p className="found-nothing">{texts.foundNothing(search.text)}</p>}
      {named.length > 0 && <h2 className="found-head">{texts.foundChats}</h2>}
      {named.map((conversation) => (
        <ChatRow key={conversation.id} conversation={conversation} />
      ))}
      {result.messages.length > 0 && <h2 className="found-head">{texts.foundMessages}</h2>}
      {result.messages.map((message) => {
        const conversation = conversations.get(message.conversation);
        return (
          conversation && <Found key={message.id} message={message} conversation={conversation} query={search.text} />
        );
      })}
    </div>
  );
}

function isEmpty(result: SearchResult): boolean {
  return result.conversations.length === 0 && result.messages.length === 0;
}

interface FoundProps {
  readonly message: Message;
  readonly conversation: Conversation;
  readonly query: string;
}

function Found({ message, conversation, query }: FoundProps) {
  const texts = useTexts();
  const actions = useActions();
  const format = useFormat();
  const text = message.content.kind === "text" ? message.content.text : "";
  return (
    <button
      type="button"
      data-row
      className="chat-row"
      onClick={() => actions.go({ ...HOME, conversation: conversation.id, sequence: message.sequence })}
    >
      <ConversationAvatar conversation={conversation} />
      <span className="chat-row-top">
        <bdi className="chat-row-title">{titleOf(conversation, texts)}</bdi>
        <time className="chat-row-time">{format.brief(message.timeMillis)}</time>
      </span>
      <span className="chat-row-bottom">
        <span className="chat-row-line">
          {message.own ? texts.chats.youPrefix : conversation.kind === "group" && `${nameOf(message.sender, texts)}: `}
          <Marked text={text} query={query} />
        </span>
      </span>
    </button>
  );
}
