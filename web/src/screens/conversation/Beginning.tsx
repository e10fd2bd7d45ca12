import { LockKeyhole } from "lucide-react";
import type { Conversation } from "../../device/api";
import { titleOf } from "../names";
import { ConversationAvatar } from "../parts/Avatar";
import { useTexts } from "../texts";

/** Above the first message. */
export function Beginning({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts();
  return (
    <div className="beginning">
      <ConversationAvatar conversation={conversation} size="large" />
      <h2>
        <bdi>{titleOf(conversation, texts)}</bdi>
      </h2>
      {conversation.kind === "group" && conversation.description !== "" && (
        <p dir="auto" className="beginning-description">
          {conversation.description}
        </p>
      )}
      <p className="beginning-lock">
        <LockKeyhole size={14} aria-hidden="true" />
        <span>{texts.conversation.encrypted}</span>
      </p>
    </div>
  );
}
