import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");

describe("two tabs of one browser", () => {
  let alices: Profile;
  let bobs: Profile;
  let bob: Tab;
  let first: Tab;
  let second: Tab;
  let conversation: string;

  beforeAll(async () => {
    [alices, bobs] = await Promise.all([windowOfItsOwn(), windowOfItsOwn()]);
    first = await Tab.open(alices.context, NODE);
    second = await Tab.open(alices.context, NODE);
    bob = await Tab.open(bobs.context, NODE);
    await bob.register("bob.tabs");
  });

  afterAll(async () => {
    await alices.close();
    await bobs.close();
  });

  test("one leads, and the other follows it", async () => {
    expect([(await first.snapshot()).tab, (await second.snapshot()).tab]).toEqual(["leader", "follower"]);
    await second.register("alice.tabs");
    await first.until("signed in", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "signedIn"),
    );
    await second.online();
  });

  test("what one tab does is seen in both", async () => {
    conversation = await second.openDirect("bob.tabs");
    await second.ask({ kind: "send", conversation, text: "from the second tab", mentions: [] });
    await first.ask({ kind: "send", conversation, text: "from the first tab", mentions: [] });
    const texts = ["from the second tab", "from the first tab"];
    await first.untilTexts(conversation, texts);
    await second.untilTexts(conversation, texts);
    await bob.untilTexts(conversation, texts);
  });

  test("when the tab that leads is closed, the other goes on in its place", async () => {
    await first.page.close();
    await second.until("leader", (events) => events.some((each) => each.kind === "snapshot" && each.tab === "leader"));
    await second.online();
    await second.ask({ kind: "send", conversation, text: "still here", mentions: [] });
    await bob.untilTexts(conversation, ["from the second tab", "from the first tab", "still here"]);
  });

  test("signing out erases the store and ends the session", async () => {
    await second.ask({ kind: "signOut" });
    expect((await second.snapshot()).signedIn.kind).toBe("nobody");
    const databases = await second.page.evaluate(() => indexedDB.databases());
    expect(databases).toEqual([]);
  });
});
