import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import type { ConversationId } from "../../device/api";
import { Button } from "../parts/Button";
import { Confirm } from "../parts/Dialog";
import { useTexts } from "../texts";

/** A change of the group was refused: what that means for who writes, and the way on. */
export function HeldBar({ conversation }: { readonly conversation: ConversationId }) {
  const texts = useTexts().group;
  const [asking, setAsking] = useState(false);
  return (
    <div className="conversation-notice conversation-warning" role="alert">
      <ShieldAlert size={20} aria-hidden="true" />
      <p>{texts.held}</p>
      <Button look="plain" onClick={() => setAsking(true)}>
        {texts.goOn}
      </Button>
      {asking && (
        <Confirm<"goOn">
          title={texts.goOnAsk}
          lead={texts.goOnLead}
          verb={texts.goOn}
          command={{ kind: "goOn", conversation }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
