import { useState } from "react";
import type { Message } from "../../device/api";
import { Button } from "../parts/Button";
import { Confirm } from "../parts/Dialog";
import { useTexts } from "../texts";

interface RefusedLineProps {
  readonly row: Message;
  readonly text: string;
}

/** A change of the group was refused: what has happened, and the way on. */
export function RefusedLine({ row, text }: RefusedLineProps) {
  const texts = useTexts().group;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p className="line line-lost">
        <bdi>{text}</bdi> <Button onClick={() => setAsking(true)}>{texts.goOn}</Button>
      </p>
      {asking && (
        <Confirm<"goOn">
          title={texts.goOnAsk}
          lead={texts.goOnLead}
          verb={texts.goOn}
          command={{ kind: "goOn", conversation: row.conversation }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
