import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { focusRow } from "./focusRow";

/**
 * A list of which only those rows are in the page that are on the screen; each says by `aria-posinset` which it is. The
 * arrow keys, Home and End move through all of them, and the one with the focus stays in the page.
 *
 * @param before of its rows so many come before those that are put into the page one by one
 */
export function useLongList(size: number, before = 0) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [focused, setFocused] = useState(-1);
  const focusAt = (index: number) =>
    focusRow(virtual.current, index - before, () => {
      const row = scroller.current?.querySelector<HTMLElement>(`[aria-posinset="${String(index + 1)}"]`);
      return row?.querySelector<HTMLElement>("[data-row]") ?? row;
    });
  return {
    scroller,
    virtual,
    kept: focused >= before && focused < size ? [focused - before] : [],
    onFocus: (event: FocusEvent) => {
      const index = indexOf(event.target);
      if (index >= 0) setFocused(index);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const at = indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: size - 1 }[event.key];
      const meant = at >= 0 && !event.defaultPrevented && !event.altKey && !event.ctrlKey && !event.metaKey;
      if (meant && to !== undefined) {
        event.preventDefault();
        focusAt(Math.min(Math.max(to, 0), size - 1));
      }
    },
  };
}

/** Which row something is in, from 0; -1 for none. */
function indexOf(element: Element | null): number {
  return Number(element?.closest("[aria-posinset]")?.getAttribute("aria-posinset") ?? 0) - 1;
}
