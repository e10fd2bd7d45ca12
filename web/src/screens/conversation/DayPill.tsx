import { type RefObject, useEffect, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Message } from "../../device/api";
import { cx } from "../cx";
import { useFormat } from "../hooks";

interface DayPillProps {
  readonly rows: readonly Message[];
  readonly virtual: RefObject<VirtualizerHandle | null>;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** How long it stays after the last movement. */
const STAYS_MILLIS = 1_200;

/** The day of the topmost message, while somebody scrolls. */
export function DayPill({ rows, virtual, scroller }: DayPillProps) {
  const format = useFormat();
  const [shown, setShown] = useState<{ readonly day: string; readonly fading: boolean } | null>(null);
  useEffect(() => {
    const element = scroller.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const top = rows[virtual.current?.findItemIndex(virtual.current.scrollOffset) ?? -1];
      if (!top) return;
      const day = format.day(top.timeMillis);
      setShown((before) => (before?.day === day && !before.fading ? before : { day, fading: false }));
      clearTimeout(timer);
      timer = setTimeout(() => setShown({ day, fading: true }), STAYS_MILLIS);
    };
    const later = setTimeout(() => element?.addEventListener("scroll", onScroll, { passive: true }), STAYS_MILLIS);
    return () => {
      clearTimeout(timer);
      clearTimeout(later);
      element?.removeEventListener("scroll", onScroll);
    };
  }, [rows, virtual, scroller, format]);
  return (
    shown && (
      <div className={cx("day", "day-floating", shown.fading && "day-fading")} aria-hidden="true">
        <span>{shown.day}</span>
      </div>
    )
  );
}
