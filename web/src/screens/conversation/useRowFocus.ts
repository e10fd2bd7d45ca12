import type { KeyboardEvent, RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Message } from "../../device/api";
import { focusRow } from "../parts/focusRow";

interface Focused {
  readonly rows: readonly Message[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly virtual: RefObject<VirtualizerHandle | null>;
  readonly onLeave: () => void;
}

/** Moves through the messages with the arrow keys; Escape goes back to the composer. */
export function useRowFocus({ rows, scroller, virtual, onLeave }: Focused) {
  const focusAt = (index: number) =>
    focusRow(virtual.current, index, () => {
      const id = rows[index]?.id ?? "";
      return scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    });
  const current = () => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    return rows.findIndex((row) => row.id === focused);
  };

  return {
    newest: () => focusAt(rows.length - 1),
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
        else focusAt(Math.max(to, 0));
      }
    },
  };
}
