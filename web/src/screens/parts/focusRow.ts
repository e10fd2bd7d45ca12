import type { VirtualizerHandle } from "virtua";

/** Frames to wait for a row that has to be put into the page first. */
const FRAMES_MAX = 20;

/** Puts the focus on a row of a list of which only those on the screen are in the page. */
export function focusRow(
  virtual: VirtualizerHandle | null,
  index: number,
  find: () => HTMLElement | null | undefined,
  frames = FRAMES_MAX,
): void {
  const row = find();
  row?.focus();
  // What is in the page but was not measured yet is hidden, and takes no focus.
  if (frames > 0 && (!row || document.activeElement !== row)) {
    if (!row) virtual?.scrollToIndex(index, { align: "nearest" });
    requestAnimationFrame(() => focusRow(virtual, index, find, frames - 1));
  }
}
