import { describe, expect, it } from "vitest";
import type { Message } from "../../device/api";
import { ALICE, message } from "../../state/fixtures";
import { placeOf } from "./grouping";

const MINUTE_MILLIS = 60_000;
const NOON = new Date(2026, 4, 12, 12).getTime();

const at = (minutes: number, fields: Partial<Message> = {}) =>
  message(minutes + 1, { timeMillis: NOON + minutes * MINUTE_MILLIS, ...fields });
/** Whether the second begins a group, and the first ends one. */
const apart = (one: Message, other: Message, unreadAfter = 0) => [
  placeOf(other, one, undefined, unreadAfter).first,
  placeOf(one, undefined, other, unreadAfter).last,
];

describe("a row among its neighbours", () => {
  it("stands together with what the same person said just before", () => {
    expect(apart(at(0), at(4))).toEqual([false, false]);
    expect(apart(at(0), at(6))).toEqual([true, true]);
    expect(apart(at(0), at(1, { sender: ALICE }))).toEqual([true, true]);
    expect(apart(at(0), at(1, { content: { kind: "lost", reason: "keysMissing" } }))).toEqual([true, true]);
  });

  it("begins a day when the one before is of another", () => {
    const midnight = 12 * 60;
    expect(placeOf(at(0), undefined, undefined, 0).newDay).toBe(true);
    expect(placeOf(at(midnight - 1), at(midnight - 2), undefined, 0).newDay).toBe(false);
    expect(placeOf(at(midnight + 1), at(midnight - 1), undefined, 0)).toMatchObject({ newDay: true, first: true });
  });

  it("has the divider before it when it is the first unread one, and parts there", () => {
    const [read, first, second] = [at(0), at(1), at(2)];
    const unreadAfter = read.sequence;
    expect(apart(read, first, unreadAfter)).toEqual([true, true]);
    expect(placeOf(first, read, second, unreadAfter).firstUnread).toBe(true);
    expect(placeOf(second, first, undefined, unreadAfter).firstUnread).toBe(false);
    expect(placeOf(read, undefined, first, unreadAfter).firstUnread).toBe(false);
  });
});
