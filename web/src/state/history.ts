import type { Message, MessagePage } from "../device/api";
import { comparePositions } from "../device/rows";

/**
 * The part of a conversation's history that is in memory: one gapless window of rows, in order. It reaches the newest
 * row unless `hasNewer`; then what arrives is left out, since it would not join on.
 */
export interface History {
  readonly rows: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** What is being fetched; one thing at a time. */
  readonly loading: "nothing" | "newest" | "older" | "newer" | "around";
  /** Rows of others after this sequence were unread when somebody last began to look; 0 for no divider. */
  readonly unreadAfter: number;
  /** How many those were. */
  readonly unreadCount: number;
  /** Grows whenever the window is replaced as a whole instead of being extended. */
  readonly generation: number;
  /** The last change put rows before the others: what is on the screen has to stay where it is. */
  readonly grewAtStart: boolean;
  /** The sequence that was jumped to, 0 when the newest row is wanted. */
  readonly target: number;
}

export const NO_HISTORY: History = {
  rows: [],
  hasOlder: true,
  hasNewer: false,
  loading: "nothing",
  unreadAfter: 0,
  unreadCount: 0,
  generation: 0,
  grewAtStart: false,
  target: 0,
};

/** Takes a page as the whole window; what came live while it was being read follows it. */
export function replaced(history: History, page: MessagePage, target: number): History {
  const last = lastInLog(page.messages);
  const since = page.hasNewer ? [] : history.rows.filter((row) => row.sequence > last || row.sequence === 0);
  return {
    ...history,
    rows: since.length === 0 ? page.messages : merged(page.messages, since),
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    loading: "nothing",
    generation: history.generation + 1,
    grewAtStart: false,
    target,
  };
}

/** Takes a page of rows that are older than the window. */
export function withOlder(history: History, page: MessagePage): History {
  const first = history.rows[0];
  const older = first ? page.messages.filter((row) => comparePositions(row, first) < 0) : page.messages;
  return {
    ...history,
    rows: [...older, ...history.rows],
    hasOlder: page.hasOlder,
    loading: "nothing",
    grewAtStart: true,
  };
}

/** Takes a page of rows that are newer than the window. */
export function withNewer(history: History, page: MessagePage): History {
  return {
    ...history,
    rows: merged(history.rows, page.messages),
    hasNewer: page.hasNewer,
    loading: "nothing",
    grewAtStart: false,
  };
}

/** Takes new and changed rows, in any order. */
export function withRows(history: History, changed: readonly Message[]): History {
  const last = lastInLog(history.rows);
  const fitting = history.hasNewer ? changed.filter((row) => row.sequence > 0 && row.sequence <= last) : changed;
  const first = history.rows[0];
  const oldest = history.hasOlder && first ? first : null;
  const inside = oldest ? fitting.filter((row) => comparePositions(row, oldest) >= 0) : fitting;
  if (inside.length === 0) {
    return history;
  }
  return { ...history, rows: merged(history.rows, inside), grewAtStart: false };
}

/** Puts the divider before rows that come while nobody looks, or counts them behind the one that is there. */
export function withUnseen(history: History, came: readonly Message[]): History {
  const last = lastInLog(history.rows);
  const unseen = came.filter((row) => !row.own && row.content.kind === "text" && row.sequence > last);
  if (unseen.length === 0 || history.generation === 0) {
    return history;
  }
  const first = Math.min(...unseen.map(({ sequence }) => sequence));
  return {
    ...history,
    unreadAfter: history.unreadAfter > 0 ? history.unreadAfter : first - 1,
    unreadCount: history.unreadCount + unseen.length,
  };
}

/** Of a conversation that nobody looks at so many rows stay in memory. */
export const ROWS_KEPT = 120;

/**
 * What stays of a window when its conversation is left: where it would be opened again, at the newest rows or at the
 * first unread one. Null when the window does not hold that.
 *
 * @param firstUnread 0 when all was read
 */
export function rested(history: History, firstUnread: number): History | null {
  const { rows, hasNewer } = history;
  if (!hasNewer) {
    return part(history, rows.length - ROWS_KEPT, rows.length, 0);
  }
  const at = indexOfSequence(rows, firstUnread);
  return firstUnread > 0 && holds(history, firstUnread)
    ? part(history, at - ROWS_KEPT / 2, at + ROWS_KEPT / 2, firstUnread)
    : null;
}

/** Whether the window has the row with this sequence, or what stands in its place. */
export function holds({ rows, hasOlder, hasNewer }: History, sequence: number): boolean {
  const first = rows[0]?.sequence ?? 0;
  const begun = !hasOlder || first === 0 || first <= sequence;
  return begun && (!hasNewer || sequence <= lastInLog(rows));
}

function part(history: History, from: number, to: number, target: number): History {
  const { rows } = history;
  const start = Math.max(0, from);
  const end = Math.min(rows.length, to);
  return {
    ...history,
    rows: rows.slice(start, end),
    hasOlder: history.hasOlder || start > 0,
    hasNewer: history.hasNewer || end < rows.length,
    loading: "nothing",
    grewAtStart: false,
    target,
  };
}

/** The divider has served. */
export function withoutDivider(history: History): History {
  return { ...history, unreadAfter: 0, unreadCount: 0 };
}

/** The sequence of the newest row that is in the log, 0 when none is. */
export function lastInLog(rows: readonly Message[]): number {
  for (let i = rows.length - 1; i >= 0; i--) {
    const sequence = rows[i]?.sequence ?? 0;
    if (sequence > 0) {
      return sequence;
    }
  }
  return 0;
}

/** The index of the row with the sequence, or of the next one after it; the length when there is none. */
export function indexOfSequence(rows: readonly Message[], sequence: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = rows[middle]?.sequence ?? 0;
    if (at !== 0 && at < sequence) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Puts rows into others by their positions; a row with a known id takes the place of the old one. */
export function merged(rows: readonly Message[], changed: readonly Message[]): readonly Message[] {
  const sorted = changed.length > 1 ? newestOfEach(changed).sort(comparePositions) : changed;
  const start = firstTouched(rows, sorted);
  const ids = new Set(sorted.map((row) => row.id));
  const tail = rows.slice(start).filter((row) => !ids.has(row.id));
  const result = rows.slice(0, start);
  let t = 0;
  for (const row of sorted) {
    for (let old = tail[t]; old && comparePositions(old, row) < 0; old = tail[++t]) {
      result.push(old);
    }
    result.push(row);
  }
  return result.concat(tail.slice(t));
}

/** A batch may hold several states of one row; the last one told counts. */
function newestOfEach(changed: readonly Message[]): Message[] {
  return [...new Map(changed.map((row) => [row.id, row])).values()];
}

/** The first index that a merge can change: what comes before it is only copied. */
function firstTouched(rows: readonly Message[], sorted: readonly Message[]): number {
  const smallest = sorted[0]?.sequence ?? 0;
  const waiting = firstWaiting(rows);
  if (smallest === 0) {
    return waiting;
  }
  return Math.min(waiting, indexOfSequence(rows, smallest));
}

function firstWaiting(rows: readonly Message[]): number {
  let i = rows.length;
  while (i > 0 && rows[i - 1]?.sequence === 0) {
    i--;
  }
  return i;
}
