import { useRef } from "react";
import type { ConversationId } from "../../device/api";
import { useApp } from "../context";
import { useTexts } from "../texts";
import { Bars } from "./Bars";
import { Composer, type ComposerHandle } from "./Composer";
import { Header } from "./Header";
import { History } from "./History";
import "./conversation.css";

/** The open conversation. */
export default function Conversation({ id }: { readonly id: ConversationId }) {
  const texts = useTexts().conversation;
  const conversation = useApp((state) => state.conversations.get(id));
  const composer = useRef<ComposerHandle>(null);
  const list = useRef<HTMLDivElement>(null);
  if (!conversation) {
    return (
      <div className="nothing">
        <p>{texts.notFound}</p>
      </div>
    );
  }
  return (
    <section className="conversation" aria-label={texts.history}>
      <Header conversation={conversation} />
      <Bars conversation={conversation} />
      <History conversation={conversation} ref={list} onLeave={() => composer.current?.focus()} />
      <Composer conversation={conversation} ref={composer} onUp={() => list.current?.focus()} />
    </section>
  );
}
