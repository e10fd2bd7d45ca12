import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { ConversationRow, MessageRow } from "godwit-web-device";
import { beforeEach, describe, expect, test } from "vitest";
import { LocalStore, putJson } from "./localStore";

const ME = "a".repeat(32);
const BOB = "b".repeat(32);
const CONVERSATION = "c".repeat(32);

const message = (over: Partial<MessageRow> & { readonly id: string }): MessageRow => ({
  conversation: CONVERSATION,
  sequence: 0,
  order: 0,
  account: BOB,
  timeMillis: 1,
  state: { kind: "received" },
  content: { kind: "text", text: over.id, mentions: [] },
  ...over,
});

const id = (number: number) => number.toString(16).padStart(32, "0");
const written = (sequence: number) => ({ kind: "message", row: message({ id: id(sequence), sequence }) }) as const;
const sequences = (rows: readonly MessageRow[]) => rows.map(({ sequence }) => sequence);

async function open(): Promise<LocalStore> {
  const store = await LocalStore.open();
  store.account = ME;
  return store;
}

describe("the encrypted store", () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  test("what was written is there after it was closed and opened again", async () => {
    const store = await open();
    await store.apply([
      { kind: "put", key: "self", value: Uint8Array.of(1, 2, 3) },
      putJson("shell/me", { handle: "alice" }),
      { kind: "put", key: "gone", value: Uint8Array.of(9) },
      { kind: "conversation", row: { id: CONVERSATION, head: 7 } as ConversationRow },
      written(1),
    ]);
    await store.apply([{ kind: "delete", key: "gone" }]);
    store.close();
    const again = await open();
    expect(again.get("self")).toEqual(Uint8Array.of(1, 2, 3));
    expect(again.json("shell/me")).toEqual({ handle: "alice" });
    expect(again.get("gone")).toBeUndefined();
    expect(again.conversation(CONVERSATION)).toMatchObject({ head: 7 });
    expect(await again.last(CONVERSATION)).toEqual(message({ id: id(1), sequence: 1 }));
  });

  test("pages go both ways from a place, and say whether there is more", async () => {
    const store = await open();
    await store.apply(Array.from({ length: 10 }, (_, index) => written(index + 1)));
    const newest = await store.page(CONVERSATION, { kind: "newest" }, 3);
    expect([sequences(newest.rows), newest.hasOlder, newest.hasNewer]).toEqual([[8, 9, 10], true, false]);
    const before = await store.page(CONVERSATION, { kind: "before", position: { sequence: 3, order: 0 } }, 5);
    expect([sequences(before.rows), before.hasOlder]).toEqual([[1, 2], false]);
    const after = await store.page(CONVERSATION, { kind: "after", position: { sequence: 3, order: 0 } }, 3);
    expect([sequences(after.rows), after.hasNewer]).toEqual([[4, 5, 6], true]);
    const around = await store.page(CONVERSATION, { kind: "around", sequence: 5 }, 4);
    expect(sequences(around.rows)).toEqual([3, 4, 5, 6]);
  });

  test("a message that waits stands last, and moves when it gets its sequence", async () => {
    const store = await open();
    const own = message({ id: id(77), account: ME, order: 1, state: { kind: "waiting" } });
    await store.apply([written(1), { kind: "message", row: own }]);
    store.close();
    const again = await open();
    await again.apply([written(2), { kind: "message", row: { ...own, sequence: 3, state: { kind: "sent" } } }]);
    const page = await again.page(CONVERSATION, { kind: "newest" }, 10);
    expect(sequences(page.rows)).toEqual([1, 2, 3]);
  });

  test("only messages of others behind the read cursor are unread", async () => {
    const store = await open();
    const own = message({ id: id(50), account: ME, sequence: 4 });
    const line = message({ id: id(51), sequence: 5, content: { kind: "changed", changes: [{ kind: "created" }] } });
    await store.apply([
      written(1),
      written(2),
      written(3),
      { kind: "message", row: own },
      { kind: "message", row: line },
    ]);
    expect(await store.unread(CONVERSATION, 1)).toBe(2);
    expect(await store.unread(CONVERSATION, 3)).toBe(0);
  });

  test("a conversation that is deleted takes its history along, and no other", async () => {
    const store = await open();
    const other = message({ id: id(60), sequence: 1, conversation: BOB });
    await store.apply([written(1), { kind: "message", row: other }]);
    await store.apply([{ kind: "deleteConversation", conversation: CONVERSATION }]);
    expect(await store.last(CONVERSATION)).toBeNull();
    expect(await store.last(BOB)).toEqual(other);
  });

  test("a step is written whole or not at all", async () => {
    const store = await open();
    await store.apply([{ kind: "put", key: "before", value: Uint8Array.of(1) }]);
    const unwritable = { ...written(1), row: { ...message({ id: id(1) }), order: Number.NaN, sequence: 0 } };
    await expect(store.apply([{ kind: "put", key: "with it", value: Uint8Array.of(2) }, unwritable])).rejects.toThrow();
    expect(store.get("with it")).toBeUndefined();
    store.close();
    const again = await open();
    expect(again.get("before")).toEqual(Uint8Array.of(1));
    expect(again.get("with it")).toBeUndefined();
  });
});
