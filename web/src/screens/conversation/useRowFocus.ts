import type { KeyboardEvent, RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Message } from "../../device/api";

interface Focused {
  readonly rows: readonly Message[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly virtual: RefObject<VirtualizerHandle | null>;
  readonly onLeave: () => void;
}

/** Frames to wait for a row that has to be put into the page first. */
const FRAMES_MAX = 20;

/** Moves through the messages with the arrow keys; Escape goes back to the composer. */
export function useRowFocus({ rows, scroller, virtual, onLeave }: Focused) {
  const focusRow = (index: number, frames = FRAMES_MAX) => {
    const id = rows[index]?.id ?? "";
    const row = scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (row) {
      row.focus();
    } else if (frames > 0) {
      virtual.current?.scrollToIndex(index, { align: "nearest" });
      requestAnimationFrame(() => focusRow(index, frames - 1));
    }
  };
  const current = () => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    return rows.findIndex((row) => row.id === focused);
  };

  return {
    newest: () => focusRow(rows.length - 1),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const at = current();
      const to = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[
        event.key
      ];
      if (event.altKey || event.metaKey || event.ctrlKey) {
        return;
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        onLeave();
      } else if (to !== undefined && rows.length > 0) {
        event.preventDefault();
        if (to >= rows.length) onLeave();
        else focusRow(Math.max(to, 0));
      }
    },
  };
}
