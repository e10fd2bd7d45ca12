import { chatList } from "../../state/select";
import { useApp, useGo } from "../context";
import { moveByArrows } from "../parts/arrows";
import { Bar } from "../parts/Bar";
import { useTexts } from "../texts";
import { ChatRow } from "./ChatRow";

/** Conversations that were put away. */
export default function ArchivedPane() {
  const texts = useTexts().chats;
  const go = useGo();
  const archived = useApp((state) => chatList(state.conversations).archived);
  return (
    <>
      <Bar title={texts.archived} onLeave={() => go({ rail: "chats" })} />
      <ul className="pane-body" onKeyDown={moveByArrows} aria-label={texts.archived}>
        {archived.map((conversation) => (
          <li key={conversation.id}>
            <ChatRow conversation={conversation} />
          </li>
        ))}
        {archived.length === 0 && <li className="section-text">{texts.archivedNone}</li>}
      </ul>
    </>
  );
}
