import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Snapshot } from "../../src/device/api";
import { PASSWORD, type Profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");

/** A draft is told when it has not changed for two seconds. */
const AGREED = { timeout: 20_000 };

async function meOf(tab: Tab) {
  const { signedIn } = await tab.snapshot();
  if (signedIn.kind !== "signedIn") throw new Error(`not signed in: ${signedIn.kind}`);
  return signedIn.me;
}

const idOf = async (tab: Tab) => (await meOf(tab)).device;
const accountOf = async (tab: Tab) => (await meOf(tab)).account;

describe("two browsers of one person", () => {
  const profiles: Profile[] = [];
  let desk: Tab;
  let phone: Tab;
  let bob: Tab;
  let conversation: string;

  beforeAll(async () => {
    const open = async () => {
      const own = await windowOfItsOwn();
      profiles.push(own);
      return Tab.open(own.context, NODE);
    };
    [desk, phone, bob] = await Promise.all([open(), open(), open()]);
    await Promise.all([desk.register("alice.linking"), bob.register("bob.linking")]);
    conversation = await desk.openDirect("bob.linking");
    await desk.ask({ kind: "send", conversation, text: "before", mentions: [] });
    await bob.untilTexts(conversation, ["before"]);
  });

  afterAll(async () => {
    for (const each of profiles) {
      await each.close();
    }
  });

  test("a new browser is let in by a code, and gets the history, though the old one dies meanwhile", async () => {
    const messages = /\/v1\/archives\/[0-9a-f]+\/[1-9]/u;
    const context = desk.page.context();
    const { code } = await phone.ask({ kind: "linkStart" });
    expect(code.replace(/\D/gu, "")).toHaveLength(32);
    await context.route(messages, (route) => route.abort());
    await desk.ask({ kind: "linkApprove", code, days: 0 });
    await phone.until("signed in", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "signedIn"),
    );
    await desk.page.close();
    expect(await phone.texts(conversation)).toEqual([]);
    await context.unroute(messages);
    desk = await Tab.open(context, NODE);
    await phone.untilTexts(conversation, ["before"]);
    expect(await desk.ask({ kind: "devices" })).toHaveLength(2);
  });

  test("devices are listed by name, with when they were linked and seen, and a name is the same on all", async () => {
    const [first, second] = [await idOf(desk), await idOf(phone)];
    const known = { platform: "web", certified: true, hidden: false };
    expect(await desk.ask({ kind: "devices" })).toMatchObject([
      { id: first, name: "Chrome on Linux", current: true, ...known },
      { id: second, current: false, ...known },
    ]);
    for (const each of await desk.ask({ kind: "devices" })) {
      expect(each.seenMillis).toBeGreaterThanOrEqual(each.linkedMillis);
      expect(each.linkedMillis).toBeGreaterThan(Date.now() - 600_000);
    }
    await desk.ask({ kind: "renameDevice", device: second, name: "the one in the hall" });
    for (const tab of [desk, phone]) {
      const names = async () => (await tab.ask({ kind: "devices" })).map(({ name }) => name);
      await expect.poll(names, AGREED).toContain("the one in the hall");
    }
  });

  test("what either writes, and what is written to them, is in both", async () => {
    await phone.ask({ kind: "send", conversation, text: "from the phone", mentions: [] });
    await bob.untilTexts(conversation, ["before", "from the phone"]);
    await bob.ask({ kind: "send", conversation, text: "to both", mentions: [] });
    await desk.untilTexts(conversation, ["before", "from the phone", "to both"]);
    await phone.untilTexts(conversation, ["before", "from the phone", "to both"]);
  });

  test("what is pinned, muted, put away or half written in one is so in the other", async () => {
    await desk.ask({ kind: "pin", conversation, pinned: true });
    await desk.ask({ kind: "mute", conversation, untilMillis: 4_102_444_800_000 });
    await phone.ask({ kind: "draft", conversation, text: "half a thought" });
    const set = { pinned: true, archived: false, mutedUntilMillis: 4_102_444_800_000, draft: "half a thought" };
    for (const tab of [desk, phone]) {
      await expect.poll(() => tab.conversation(conversation), AGREED).toMatchObject(set);
    }
    await phone.ask({ kind: "archive", conversation, archived: true });
    await phone.ask({ kind: "pin", conversation, pinned: false });
    await desk.ask({ kind: "send", conversation, text: "a whole one", mentions: [] });
    for (const tab of [desk, phone]) {
      await expect
        .poll(() => tab.conversation(conversation), AGREED)
        .toMatchObject({ archived: true, pinned: false, draft: "" });
    }
    await desk.page.reload();
    await desk.online();
    expect(await desk.conversation(conversation)).toMatchObject({ archived: true, pinned: false, draft: "" });
  });

  test("safety numbers are the same on both sides, and a comparison is remembered", async () => {
    const bobs = await bob.ask({ kind: "safetyNumber", account: await accountOf(desk) });
    const row = await desk.conversation(conversation);
    const account = row.kind === "direct" ? row.peer.account : "";
    const own = await desk.ask({ kind: "safetyNumber", account });
    expect(own.digits).toMatch(/^\d{60}$/u);
    expect(own.digits).toBe(bobs.digits);
    const other = own.digits.replace(/^./u, (digit) => (digit === "1" ? "2" : "1"));
    expect(await desk.tryAsk({ kind: "verify", account, digits: other })).toMatchObject({
      failure: { code: "IDENTITY_CHANGED" },
    });
    expect(await desk.conversation(conversation)).toMatchObject({ peer: { verified: false } });
    await desk.ask({ kind: "verify", account, digits: own.digits });
    expect(await desk.conversation(conversation)).toMatchObject({ peer: { verified: true } });
    await expect.poll(() => phone.conversation(conversation), AGREED).toMatchObject({ peer: { verified: true } });
    await desk.page.reload();
    await desk.online();
    expect(await desk.conversation(conversation)).toMatchObject({ peer: { verified: true } });
  });

  test("a browser that is taken out is told so", async () => {
    await desk.ask({ kind: "revokeDevice", device: await idOf(phone) });
    await phone.until("ended", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "ended"),
    );
    const removedBy = ({ signedIn }: Snapshot) => signedIn.kind === "ended" && signedIn.removal;
    await expect.poll(async () => removedBy(await phone.snapshot())).toMatchObject({ signed: true });
    expect(await desk.ask({ kind: "devices" })).toHaveLength(1);
  });

  test("with the password alone the account begins anew, and who has compared it sends nothing until they look", async () => {
    const account = await accountOf(desk);
    const before = await bob.ask({ kind: "safetyNumber", account });
    await bob.ask({ kind: "verify", account, digits: before.digits });
    const own = await windowOfItsOwn();
    profiles.push(own);
    const fresh = await Tab.open(own.context, NODE);
    const credentials = { handle: "alice.linking", password: PASSWORD };
    expect(await fresh.tryAsk({ kind: "signIn", ...credentials })).toMatchObject({ failure: { code: "LINK_NEEDED" } });
    expect(await fresh.tryAsk({ kind: "beginAnew", ...credentials, password: "not the one" })).toMatchObject({
      failure: { code: "BAD_CREDENTIALS" },
    });
    await fresh.ask({ kind: "beginAnew", ...credentials });
    await desk.until("ended", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "ended"),
    );
    const there = await fresh.openDirect("bob.linking");
    await fresh.ask({ kind: "send", conversation: there, text: "it is me", mentions: [] });
    const looked = (changed: boolean) => ({ identityChanged: changed, peer: { verified: false } });
    await expect.poll(() => bob.conversation(conversation), AGREED).toMatchObject(looked(true));
    await bob.ask({ kind: "send", conversation, text: "is it?", mentions: [] });
    const after = await bob.ask({ kind: "safetyNumber", account });
    expect(after.digits).not.toBe(before.digits);
    expect(await bob.tryAsk({ kind: "verify", account, digits: before.digits })).toMatchObject({ ok: false });
    expect(await bob.conversation(conversation)).toMatchObject(looked(true));
    expect(await fresh.texts(there)).not.toContain("is it?");
    await bob.ask({ kind: "verify", account, digits: after.digits });
    await expect
      .poll(() => bob.conversation(conversation), AGREED)
      .toMatchObject({ identityChanged: false, peer: { verified: true } });
    await expect.poll(() => fresh.texts(there), AGREED).toContain("is it?");
  });
});
