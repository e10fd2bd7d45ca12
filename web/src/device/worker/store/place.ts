import type { Position } from "../../api";

/** Above every sequence: rows without one come behind all others, by their order. */
export const UNPLACED = 2 ** 52;

/** Of the entry's random id: keeps apart what stands at one sequence. */
const TIE_DIGITS = 6;

/** The primary key of a row of history, ascending as the rows are shown. */
export type RowKey = [conversation: number, place: number, tie: number];

export function placeOf(position: Position): number {
  return position.sequence > 0 ? position.sequence : UNPLACED + position.order;
}

/** @param conversation the number that this store gave it */
export function keyOf(conversation: number, row: Position & { readonly id: string }): RowKey {
  return [conversation, placeOf(row), Number.parseInt(row.id.slice(0, TIE_DIGITS), 16)];
}

/** All rows of a conversation whose places lie between, both ends left out. */
export function between(conversation: number, after: number, before: number): IDBKeyRange {
  return IDBKeyRange.bound([conversation, after, Infinity], [conversation, before, -Infinity], true, true);
}
