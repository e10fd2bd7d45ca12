import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Storage } from "../../src/device/api";
import { type Profile, profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");
const ALICE = "alice.storage";
const BOB = "bob.storage";

/** What alice's browser may store, and how long the messages are that fill it. */
const QUOTA_BYTES = 1_000_000;
const TEXT_CHARACTERS = 60_000;

describe("what the browser keeps", () => {
  let alices: Profile;
  let alice: Tab;
  let bobs: Profile;
  let bob: Tab;
  let cdp: CDPSession;
  let conversation: string;

  beforeAll(async () => {
    [alices, bobs] = await Promise.all([profile(), windowOfItsOwn()]);
    const page = await alices.context.newPage();
    cdp = await alices.context.newCDPSession(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: NODE, quotaSize: QUOTA_BYTES });
    alice = await Tab.of(page, NODE);
    bob = await Tab.open(bobs.context, NODE);
    await alice.register(ALICE);
    await bob.register(BOB);
    conversation = await alice.openDirect(BOB);
    await alice.ask({ kind: "send", conversation, text: "a secret to look for", mentions: [] });
    await bob.untilTexts(conversation, ["a secret to look for"]);
  });

  afterAll(async () => {
    await alices.close();
    await bobs.close();
  });

  test("an ordinary window is said to be kept", async () => {
    expect((await alice.snapshot()).storage).toEqual({ kind: "kept" });
  });

  test("nothing that was said, and no key of it, is to be read in what is stored", async () => {
    const stored = await alice.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open("godwit");
        request.onsuccess = () => resolve(request.result);
      });
      const texts: string[] = [];
      for (const name of ["state", "messages"]) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => resolve(request.result as unknown[]);
        });
        for (const row of rows) {
          const bytes = row instanceof Uint8Array ? row : (row as { b: Uint8Array }).b;
          texts.push(new TextDecoder("latin1").decode(bytes));
        }
      }
      const key = await new Promise<CryptoKey>((resolve) => {
        const request = database.transaction("keys").objectStore("keys").get("master");
        request.onsuccess = () => resolve(request.result as CryptoKey);
      });
      database.close();
      return { all: texts.join("\n"), extractable: key.extractable, rows: texts.length };
    });
    expect(stored.rows).toBeGreaterThan(10);
    expect(stored.extractable).toBe(false);
    expect(stored.all).not.toContain("secret");
    expect(stored.all).not.toContain(ALICE);
    expect(stored.all).not.toContain("accessToken");
    expect(stored.all).not.toContain("outbox");
  });

  test("a full disk is told, loses nothing, and is recovered from", async () => {
    const texts = Array.from({ length: 40 }, (_, index) => `${index} `.padEnd(TEXT_CHARACTERS, "x"));
    for (const text of texts) {
      await bob.ask({ kind: "send", conversation, text, mentions: [] });
    }
    await alice.until("full", (events) => storageOf(events).kind === "full");
    const refused = await alice.tryAsk({ kind: "send", conversation, text: "nor does this", mentions: [] });
    expect(refused).toMatchObject({ ok: false, failure: { code: "STORAGE_FULL" } });
    expect((await alice.texts(conversation))[0]).toBe("a secret to look for");
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: NODE });
    await alice.until("kept again", (events) => storageOf(events).kind === "kept");
    await alice.untilTexts(conversation, ["a secret to look for", ...texts]);
    await alice.ask({ kind: "send", conversation, text: "there is room again", mentions: [] });
    await bob.untilTexts(conversation, ["a secret to look for", ...texts, "there is room again"]);
  });
});

function storageOf(events: Awaited<ReturnType<Tab["events"]>>): Storage {
  let storage: Storage = { kind: "kept" };
  for (const event of events) {
    if (event.kind === "storage" || event.kind === "snapshot") {
      storage = event.storage;
    }
  }
  return storage;
}
