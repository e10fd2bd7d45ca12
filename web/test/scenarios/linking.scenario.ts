import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");

/** A draft is told when it has not changed for two seconds. */
const AGREED = { timeout: 20_000 };

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

  test("a new browser is let in by a code, and gets the history", async () => {
    const { code } = await phone.ask({ kind: "linkStart" });
    expect(code.replace(/\D/gu, "")).toHaveLength(32);
    await desk.ask({ kind: "linkApprove", code });
    await phone.until("signed in", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "signedIn"),
    );
    await phone.untilTexts(conversation, ["before"]);
    expect(await desk.ask({ kind: "devices" })).toHaveLength(2);
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
    const alice = (await desk.snapshot()).signedIn;
    const bobs = await bob.ask({
      kind: "safetyNumber",
      account: alice.kind === "signedIn" ? alice.me.account : "",
    });
    const row = await desk.conversation(conversation);
    const account = row.kind === "direct" ? row.peer.account : "";
    const own = await desk.ask({ kind: "safetyNumber", account });
    expect(own.digits).toMatch(/^\d{60}$/u);
    expect(own.digits).toBe(bobs.digits);
    await desk.ask({ kind: "verify", account, verified: true });
    expect(await desk.conversation(conversation)).toMatchObject({ peer: { verified: true } });
    await desk.page.reload();
    await desk.online();
    expect(await desk.conversation(conversation)).toMatchObject({ peer: { verified: true } });
  });

  test("a browser that is taken out is told so", async () => {
    const me = (await phone.snapshot()).signedIn;
    await desk.ask({ kind: "revokeDevice", device: me.kind === "signedIn" ? me.me.device : "" });
    await phone.until("ended", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "ended"),
    );
  });
});
