import type { Message } from "../../device/api";
import { sameDay } from "../format";

/** Messages of one person that are further apart than this begin a new group. */
const TOGETHER_MILLIS = 5 * 60_000;

/** How a row stands among its neighbours. */
export interface Place {
  readonly newDay: boolean;
  readonly firstUnread: boolean;
  /** First and last of consecutive messages of one person. */
  readonly first: boolean;
  readonly last: boolean;
}

export function placeOf(
  row: Message,
  before: Message | undefined,
  after: Message | undefined,
  unreadAfter: number,
): Place {
  const firstUnread = unreadAfter > 0 && isUnread(row, unreadAfter) && !(before && isUnread(before, unreadAfter));
  const nextUnread =
    unreadAfter > 0 && after !== undefined && isUnread(after, unreadAfter) && !isUnread(row, unreadAfter);
  return {
    newDay: !before || !sameDay(before.timeMillis, row.timeMillis),
    firstUnread,
    first: firstUnread || !before || !together(before, row),
    last: nextUnread || !after || !together(row, after),
  };
}

function isUnread(row: Message, unreadAfter: number): boolean {
  return row.sequence > unreadAfter;
}

function together(one: Message, other: Message): boolean {
  return (
    one.content.kind === "text" &&
    other.content.kind === "text" &&
    one.sender.account === other.sender.account &&
    one.own === other.own &&
    Math.abs(other.timeMillis - one.timeMillis) < TOGETHER_MILLIS &&
    sameDay(one.timeMillis, other.timeMillis)
  );
}
