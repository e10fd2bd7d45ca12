import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Conversation, Message } from "../../device/api";
import { type History, indexOfSequence, lastInLog } from "../../state/history";
import { useActions, useApp } from "../context";

/** As near to the newest message as this counts as being there. */
const AT_END_PIXELS = 80;
/** Further away from it than this there is a button to go back. */
const AWAY_PIXELS = 400;
/** More rows are read before the last one that is in memory comes into sight; sooner when so many were read already. */
const AHEAD_PIXELS = 1_500;
const FAR_AHEAD_PIXELS = 5_000;
const FAR_ROWS = 200;

interface Scrolled {
  readonly conversation: Conversation;
  readonly history: History;
  readonly rows: readonly Message[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly virtual: RefObject<VirtualizerHandle | null>;
}

/** Where the history stands: at the unread ones when opened, at the end while new ones come, else where it was. */
export function useHistoryScroll({ conversation, history, rows, scroller, virtual }: Scrolled) {
  const actions = useActions();
  const attended = useApp((state) => state.attended);
  const atEnd = useRef(true);
  const lastId = useRef<string | undefined>(undefined);
  /** Which generation stands where it should: before that nothing can be told from where it is. */
  const placed = useRef(0);
  const [away, setAway] = useState(false);
  const { id } = conversation;

  const toEnd = () => virtual.current?.scrollToIndex(rows.length - 1, { align: "end" });
  /** As far down as the divider stays on the screen. */
  const toUnread = () =>
    virtual.current?.scrollToIndex(indexOfSequence(rows, history.unreadAfter + 1), { align: "start", offset: -72 });

  const place = useEffectEvent(() => {
    if (rows.length === 0) {
      return;
    }
    lastId.current = rows.at(-1)?.id;
    const unread = history.unreadAfter > 0 ? indexOfSequence(rows, history.unreadAfter + 1) : rows.length;
    if (history.target > 0) {
      atEnd.current = false;
      virtual.current?.scrollToIndex(indexOfSequence(rows, history.target), { align: "center" });
    } else if (unread < rows.length) {
      atEnd.current = false;
      toUnread();
    } else {
      atEnd.current = true;
      toEnd();
    }
  });
  useLayoutEffect(() => {
    place();
  }, [history.generation]);

  const grew = useEffectEvent(() => {
    const last = rows.at(-1);
    const added = last !== undefined && last.id !== lastId.current;
    const own = added && last.own && last.sequence === 0;
    lastId.current = last?.id;
    if (added && (atEnd.current || own)) {
      atEnd.current = attended || own || history.unreadAfter === 0;
      if (atEnd.current) toEnd();
      else toUnread();
    }
    look();
  });
  useLayoutEffect(() => {
    grew();
  }, [rows]);

  /** Tells how far the person has seen, and reads more rows when they come near the edge. */
  const look = useEffectEvent(() => {
    const element = scroller.current;
    const handle = virtual.current;
    if (!element || !handle || rows.length === 0 || placed.current !== history.generation) {
      return;
    }
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    atEnd.current = below < AT_END_PIXELS && !history.hasNewer;
    setAway(below > AWAY_PIXELS || history.hasNewer);
    const ahead = rows.length < FAR_ROWS ? AHEAD_PIXELS : FAR_AHEAD_PIXELS;
    if (element.scrollTop < ahead) void actions.loadOlder(id);
    if (below < ahead) void actions.loadNewer(id);
    const lowest = rows[handle.findItemIndex(handle.scrollOffset + element.clientHeight - 8)];
    const sequence = atEnd.current ? lastInLog(rows) : (lowest?.sequence ?? 0);
    actions.seen(id, sequence);
  });
  useEffect(() => {
    // Placing takes a frame, and the rows around it are measured in the next.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        placed.current = history.generation;
        look();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [attended, history.generation]);

  const resized = useEffectEvent(() => {
    if (atEnd.current) toEnd();
  });
  useEffect(() => {
    const observer = new ResizeObserver(() => resized());
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller]);

  return {
    away,
    onScroll: () => look(),
    onResize: () => resized(),
    toNewest: () => {
      void actions.toNewest(id).then((there) => {
        if (there) toEnd();
      });
    },
  };
}
