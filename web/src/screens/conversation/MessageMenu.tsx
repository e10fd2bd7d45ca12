import { CheckCheck, Copy, RotateCcw, Trash2 } from "lucide-react";
import { type ReactElement, useRef } from "react";
import type { Conversation, Message } from "../../device/api";
import { tokenOf } from "../../state/echo";
import { useActions, useApp, useGo } from "../context";
import { ContextMenu } from "../parts/ContextMenu";
import type { MenuItem } from "../parts/Menu";
import { say } from "../parts/Said";
import { useTexts } from "../texts";

interface MessageMenuProps {
  readonly rows: readonly Message[];
  readonly conversation: Conversation;
  readonly children: ReactElement;
}

/** What can be done with a message. One menu for the whole list; it opens for the message that was pressed. */
export function MessageMenu({ rows, conversation, children }: MessageMenuProps) {
  const texts = useTexts();
  const go = useGo();
  const actions = useActions();
  const receipts = useApp((state) => state.supports.has("receipts"));
  const pressed = useRef<string | undefined>(undefined);

  const items = (): readonly MenuItem[] => {
    const row = rows.find((one) => one.id === pressed.current);
    if (row?.content.kind !== "text") {
      return [];
    }
    const { text } = row.content;
    const failed = row.state.kind === "failed";
    const token = tokenOf(row);
    return [
      {
        label: texts.conversation.copyText,
        icon: <Copy />,
        onChoose: () => void navigator.clipboard.writeText(text).then(() => say(texts.conversation.dropCopied)),
      },
      receipts &&
        row.own &&
        row.sequence > 0 && {
          label: texts.conversation.details,
          icon: <CheckCheck />,
          onChoose: () => go({ aside: "receipts", sequence: row.sequence }),
        },
      failed && {
        label: texts.conversation.resend,
        icon: <RotateCcw />,
        onChoose: () => (token === null ? void actions.send(conversation.id, text, []) : actions.resend(token)),
      },
      token !== null &&
        failed && {
          label: texts.conversation.discard,
          icon: <Trash2 />,
          danger: true,
          onChoose: () => actions.dropEcho(token),
        },
    ];
  };
  const remember = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-id]") : null;
    pressed.current = row?.dataset["id"];
  };
  return (
    <div
      className="history-menu"
      onPointerDownCapture={(event) => remember(event.target)}
      onContextMenuCapture={(event) => remember(event.target)}
    >
      <ContextMenu items={items}>{children}</ContextMenu>
    </div>
  );
}
