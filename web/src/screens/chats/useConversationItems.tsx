import { Archive, ArchiveRestore, Bell, BellOff, CheckCheck, Pin, PinOff } from "lucide-react";
import type { Conversation } from "../../device/api";
import { useActions, useApp } from "../context";
import type { MenuItem } from "../parts/Menu";
import { useTexts } from "../texts";

/** What can be done with a conversation from the list and from its own menu. */
export function useConversationItems(conversation: Conversation): readonly MenuItem[] {
  const texts = useTexts().chats;
  const { ask } = useActions();
  const supports = useApp((state) => state.supports);
  const { id, pinned, archived, unread, head } = conversation;
  const muted = conversation.mutedUntilMillis > 0;
  return [
    unread > 0 && {
      label: texts.markRead,
      icon: <CheckCheck />,
      onChoose: () => void ask<"markRead">({ kind: "markRead", conversation: id, sequence: head }),
    },
    supports.has("pin") && {
      label: pinned ? texts.unpin : texts.pin,
      icon: pinned ? <PinOff /> : <Pin />,
      onChoose: () => void ask<"pin">({ kind: "pin", conversation: id, pinned: !pinned }),
    },
    supports.has("mute") && {
      label: muted ? texts.unmute : texts.mute,
      icon: muted ? <Bell /> : <BellOff />,
      onChoose: () =>
        void ask<"mute">({ kind: "mute", conversation: id, untilMillis: muted ? 0 : Number.MAX_SAFE_INTEGER }),
    },
    supports.has("archive") && {
      label: archived ? texts.unarchive : texts.archive,
      icon: archived ? <ArchiveRestore /> : <Archive />,
      onChoose: () => void ask<"archive">({ kind: "archive", conversation: id, archived: !archived }),
    },
  ];
}
