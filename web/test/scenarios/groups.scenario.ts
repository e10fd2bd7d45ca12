import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { GroupConversation } from "../../src/device/api";
import { type Profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");
const ALICE = "alice.groups";
const BOB = "bob.groups";
const CAROL = "carol.groups";

describe("a group of three in three browsers", () => {
  const profiles: Profile[] = [];
  let alice: Tab;
  let bob: Tab;
  let carol: Tab;
  let conversation: string;

  beforeAll(async () => {
    const open = async (handle: string) => {
      const own = await windowOfItsOwn();
      profiles.push(own);
      const tab = await Tab.open(own.context, NODE);
      await tab.register(handle);
      await tab.online();
      return tab;
    };
    [alice, bob, carol] = await Promise.all([open(ALICE), open(BOB), open(CAROL)]);
  });

  afterAll(async () => {
    for (const each of profiles) {
      await each.close();
    }
  });

  const group = async (tab: Tab) => (await tab.conversation(conversation)) as GroupConversation;

  test("it is made with a name; where somebody is unknown nothing is made, and it is said who", async () => {
    const refused = { ok: false, failure: { code: "ACCOUNT_UNKNOWN", handles: ["nobody.here", "nor.here"] } };
    const handles = [BOB, "nobody.here", "nor.here"];
    expect(await alice.tryAsk({ kind: "createGroup", name: "birds", handles })).toMatchObject(refused);
    expect((await alice.snapshot()).conversations).toEqual([]);
    const made = await alice.ask({ kind: "createGroup", name: "birds", handles: [BOB] });
    conversation = made.conversation;
    expect(made.unreachable).toEqual([]);
    expect(await alice.tryAsk({ kind: "addMembers", conversation, handles })).toMatchObject(refused);
    await bob.until("the group", (events) =>
      events.some((each) => each.kind === "conversation" && each.conversation.id === conversation),
    );
    await alice.ask({ kind: "send", conversation, text: "hello, group", mentions: [] });
    await bob.until("a message", (events) =>
      events.some(
        (each) =>
          each.kind === "messages" &&
          each.messages.some(({ content }) => content.kind === "text" && content.text === "hello, group"),
      ),
    );
    expect(await group(alice)).toMatchObject({ kind: "group", name: "birds", role: "owner", members: 2 });
  });

  test("members are added, get the name, and are removed again", async () => {
    await alice.ask({ kind: "addMembers", conversation, handles: [CAROL] });
    await carol.until("the group", (events) =>
      events.some(
        (each) =>
          each.kind === "conversation" && each.conversation.kind === "group" && each.conversation.name === "birds",
      ),
    );
    await carol.ask({ kind: "send", conversation, text: "hello from carol", mentions: [] });
    await bob.until("carol's message with her name", (events) =>
      events.some(
        (each) =>
          each.kind === "messages" &&
          each.messages.some(
            ({ content, sender }) =>
              content.kind === "text" && content.text === "hello from carol" && sender.handle === CAROL,
          ),
      ),
    );
    const members = await alice.ask({ kind: "members", conversation });
    expect(members.map(({ handle }) => handle).sort()).toEqual([ALICE, BOB, CAROL]);
    const since = new Map(members.map(({ handle, sinceMillis }) => [handle, sinceMillis]));
    expect(since.get(CAROL)).toBeGreaterThan(since.get(BOB) ?? Infinity);
    const account = members.find(({ handle }) => handle === CAROL)?.account ?? "";
    await alice.ask({ kind: "removeMember", conversation, account });
    await carol.until("left", (events) =>
      events.some((each) => each.kind === "conversation" && each.conversation.standing === "left"),
    );
    await bob.until("two members", (events) =>
      events.some(
        (each) => each.kind === "conversation" && each.conversation.kind === "group" && each.conversation.members === 2,
      ),
    );
  });

  const standing = (tab: Tab, wanted: string) =>
    tab.until(`standing ${wanted}`, (events) => {
      const told = events.flatMap((each) => (each.kind === "conversation" ? [each.conversation] : []));
      return told.findLast(({ id }) => id === conversation)?.standing === wanted;
    });

  test("whoever has an invitation's address sees the name and comes in; a revoked one is none", async () => {
    const made = await alice.ask({ kind: "invite", conversation, expiresSeconds: 600, approval: false });
    expect(await carol.ask({ kind: "previewInvitation", address: made.address })).toMatchObject({ name: "birds" });
    await carol.ask({ kind: "joinByInvitation", address: made.address });
    await standing(carol, "open");
    await alice.ask({ kind: "revokeInvitation", conversation, link: made.link });
    expect(await carol.tryAsk({ kind: "previewInvitation", address: made.address })).toMatchObject({ ok: false });
  });

  test("where an admin has to agree, nobody comes in before", async () => {
    const account = (await alice.ask({ kind: "members", conversation })).find(
      ({ handle }) => handle === CAROL,
    )?.account;
    await alice.ask({ kind: "removeMember", conversation, account: account ?? "" });
    await standing(carol, "left");
    const { address } = await alice.ask({ kind: "invite", conversation, expiresSeconds: 600, approval: true });
    await carol.ask({ kind: "joinByInvitation", address });
    await expect.poll(() => alice.ask({ kind: "joinRequests", conversation })).toMatchObject([{ handle: CAROL }]);
    expect((await carol.conversation(conversation)).standing).toBe("left");
    await alice.ask({ kind: "approveRequest", conversation, account: account ?? "" });
    await standing(carol, "open");
    expect(await group(bob)).toMatchObject({ members: 3 });
  });

  test("only admins speak when it is so set", async () => {
    await alice.ask({
      kind: "setSettings",
      conversation,
      settings: { add: "admins", send: "admins", changeDetails: "all" },
    });
    await bob.until("the settings", (events) =>
      events.some(
        (each) =>
          each.kind === "conversation" &&
          each.conversation.kind === "group" &&
          each.conversation.settings.send === "admins",
      ),
    );
    const refused = await bob.ask({ kind: "send", conversation, text: "may I?", mentions: [] });
    await bob.untilTick(conversation, refused.id, "failed");
  });
});
