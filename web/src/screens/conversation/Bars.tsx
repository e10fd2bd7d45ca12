import { ShieldAlert, UserPlus } from "lucide-react";
import type { Conversation } from "../../device/api";
import { useActions, useApp, useGo } from "../context";
import { nameOf } from "../names";
import { Button } from "../parts/Button";
import { useTexts } from "../texts";
import { HeldBar } from "./HeldBar";

/** What somebody should know about the conversation before they write. */
export function Bars({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts();
  const go = useGo();
  const { ask } = useActions();
  const supports = useApp((state) => state.supports);
  const { standing } = conversation;
  return (
    <div className="conversation-bars">
      {conversation.kind === "direct" && conversation.identityChanged && (
        <div className="conversation-notice conversation-warning" role="alert">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>{texts.conversation.identityChanged(nameOf(conversation.peer, texts))}</p>
          {supports.has("safetyNumber") && (
            <Button look="plain" onClick={() => go({ aside: "safety" })}>
              {texts.conversation.identityCompare}
            </Button>
          )}
          <Button look="plain" onClick={() => void ask<"trust">({ kind: "trust", account: conversation.peer.account })}>
            {texts.conversation.identityAccept}
          </Button>
        </div>
      )}
      {conversation.kind === "group" && conversation.requests > 0 && conversation.role !== "member" && (
        <div className="conversation-notice">
          <UserPlus size={18} aria-hidden="true" />
          <p>{texts.group.requestCount(conversation.requests)}</p>
          <Button look="plain" onClick={() => go({ aside: "info" })}>
            {texts.group.look}
          </Button>
        </div>
      )}
      {conversation.kind === "group" && conversation.held && <HeldBar conversation={conversation.id} />}
      {(standing === "joining" || standing === "repairing") && (
        <div className="conversation-notice" role="status">
          <span className="spinner" aria-hidden="true" />
          <p>{texts.conversation[standing]}</p>
        </div>
      )}
    </div>
  );
}
