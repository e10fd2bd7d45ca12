import { describe, expect, it } from "vitest";
import { message, waiting } from "./fixtures";
import {
  type History,
  indexOfSequence,
  merged,
  NO_HISTORY,
  replaced,
  rested,
  ROWS_KEPT,
  withNewer,
  withOlder,
  withRows,
} from "./history";

const page = (sequences: readonly number[], hasOlder = false, hasNewer = false) => ({
  messages: sequences.map((sequence) => message(sequence)),
  hasOlder,
  hasNewer,
});
const open = (sequences: readonly number[], hasOlder = false, hasNewer = false): History =>
  replaced({ ...NO_HISTORY, loading: "newest" }, page(sequences, hasOlder, hasNewer), 0);
const sequences = ({ rows }: History) => rows.map((row) => row.sequence);

describe("merged", () => {
  it("puts a late row into its place", () => {
    const rows = merged([message(1), message(3)], [message(2)]);
    expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3]);
  });

  it("moves an own row from the end to its place in the log", () => {
    const rows = merged([message(1), waiting(1), waiting(2)], [message(2, { id: "own 1", own: true })]);
    expect(rows.map((row) => row.id)).toEqual(["id 1", "own 1", "own 2"]);
  });

  it("keeps rows that wait behind all others, in the order they were written", () => {
    const rows = merged([message(1), waiting(2)], [waiting(1), message(2)]);
    expect(rows.map((row) => row.id)).toEqual(["id 1", "id 2", "own 1", "own 2"]);
  });

  it("takes the last state of a row that comes twice in a batch", () => {
    const rows = merged([], [waiting(1), message(1, { id: "own 1" }), message(2)]);
    expect(rows.map((row) => [row.id, row.sequence])).toEqual([
      ["own 1", 1],
      ["id 2", 2],
    ]);
  });

  it("shows no row twice, whatever order a log comes in", () => {
    const order = [5, 1, 4, 4, 2, 3, 1, 6];
    const rows = order.reduce((before, sequence) => merged(before, [message(sequence)]), merged([], []));
    expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("does not touch the rows it was given", () => {
    const before = [message(1)];
    merged(before, [message(2)]);
    expect(before).toHaveLength(1);
  });
});

describe("a window of history", () => {
  it("grows at its start, and says so", () => {
    const grown = withOlder(open([3, 4], true), page([1, 2]));
    expect(sequences(grown)).toEqual([1, 2, 3, 4]);
    expect(grown.grewAtStart).toBe(true);
    expect(grown.hasOlder).toBe(false);
  });

  it("takes no row twice when pages overlap", () => {
    expect(sequences(withOlder(open([3, 4], true), page([2, 3])))).toEqual([2, 3, 4]);
    expect(sequences(withNewer(open([3, 4], false, true), page([4, 5])))).toEqual([3, 4, 5]);
  });

  it("leaves out what comes live while it does not reach the newest row", () => {
    const detached = open([3, 4], false, true);
    expect(withRows(detached, [message(9), waiting(1)])).toBe(detached);
    expect(sequences(withRows(detached, [message(3, { own: true })]))).toEqual([3, 4]);
  });

  it("leaves out what is older than its start while there are older rows", () => {
    const late = open([3, 4], true);
    expect(withRows(late, [message(1)])).toBe(late);
  });

  it("keeps what came live while its page was being read", () => {
    const loading = withRows({ ...NO_HISTORY, hasOlder: false, loading: "newest" }, [message(5), waiting(1)]);
    const rows = replaced(loading, page([3, 4]), 0).rows.map((row) => row.id);
    expect(rows).toEqual(["id 3", "id 4", "id 5", "own 1"]);
  });

  it("counts as new whenever it is replaced", () => {
    expect(open([1]).generation).toBe(NO_HISTORY.generation + 1);
  });
});

describe("a window that nobody looks at", () => {
  const all = Array.from({ length: 5 * ROWS_KEPT }, (_, i) => i + 1);

  it("keeps its newest rows, and knows that there are older ones", () => {
    const kept = rested({ ...open(all), target: 7 }, 0);
    expect(kept).toMatchObject({ hasOlder: true, hasNewer: false, target: 0 });
    expect(kept && sequences(kept)).toEqual(all.slice(-ROWS_KEPT));
    expect(rested(open([1, 2]), 0)).toMatchObject({ hasOlder: false, rows: [{ sequence: 1 }, { sequence: 2 }] });
  });

  it("keeps the rows around the first unread one when it does not reach the newest", () => {
    const kept = rested(open(all, true, true), 300);
    expect(kept).toMatchObject({ hasOlder: true, hasNewer: true, target: 300 });
    expect(kept && sequences(kept)).toEqual(all.slice(299 - ROWS_KEPT / 2, 299 + ROWS_KEPT / 2));
  });

  it("keeps nothing when what is shown next is elsewhere", () => {
    const detached = open([300, 301], true, true);
    expect([rested(detached, 0), rested(detached, 299), rested(detached, 302)]).toEqual([null, null, null]);
  });
});

describe("indexOfSequence", () => {
  it("finds a row, or the next one after it", () => {
    const rows = [message(2), message(4), message(6), waiting(1)];
    expect([1, 2, 3, 4, 6, 7].map((sequence) => indexOfSequence(rows, sequence))).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it("stays quick in a long history", () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => message(i + 1));
    expect(indexOfSequence(rows, 77_777)).toBe(77_776);
  });
});
