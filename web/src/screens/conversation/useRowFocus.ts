import { type FocusEvent, type KeyboardEvent, type RefObject, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Message } from "../../device/api";
import { isEchoed } from "../../state/echo";
import { focusRow } from "../parts/focusRow";

interface Focused {
  readonly rows: readonly Message[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly virtual: RefObject<VirtualizerHandle | null>;
  readonly onLeave: () => void;
}

/**
 * Moves through the messages with the arrow keys; Escape goes back to the composer. An echo that becomes its row hands
 * the focus on to it.
 */
export function useRowFocus({ rows, scroller, virtual, onLeave }: Focused) {
  /** What has the focus, or is about to. */
  const focused = useRef<Message | undefined>(undefined);
  const find = () => {
    const id = focused.current?.id ?? "";
    return scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  };
  const focusAt = (index: number) => {
    focused.current = rows[index];
    focusRow(virtual.current, index, find);
  };
  const indexOf = (element: Element | null) => {
    const id = element?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    return rows.findIndex((row) => row.id === id);
  };

  const replaced = useEffectEvent(() => {
    const before = focused.current;
    if (before && !rows.some((row) => row.id === before.id)) {
      const after = rows.findLastIndex((row) => isEchoed(before, row));
      if (after >= 0) focusAt(after);
    }
  });
  useLayoutEffect(() => {
    replaced();
  }, [rows]);

  return {
    newest: () => focusAt(rows.length - 1),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      focused.current = rows[indexOf(event.target)];
    },
    onBlur: () => {
      focused.current = undefined;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const at = indexOf(document.activeElement);
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
