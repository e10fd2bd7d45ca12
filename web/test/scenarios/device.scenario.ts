import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestNode } from "./node";
import { type Profile, Tab, windowOfItsOwn } from "./person";
import { DEVICE_SITE } from "./site";

const TOKEN_EXPIRED = 11;

const IN_THE_MIDDLE = Array.from({ length: 20 }, (_, index) => `in the middle ${index}`);

describe("two people in two browsers", () => {
  let node: TestNode;
  let alices: Profile;
  let bobs: Profile;
  let alice: Tab;
  let bob: Tab;
  let conversation: string;

  beforeAll(async () => {
    node = await TestNode.start({ site: DEVICE_SITE });
    [alices, bobs] = await Promise.all([windowOfItsOwn(), windowOfItsOwn()]);
    alice = await Tab.open(alices.context, node.url);
    bob = await Tab.open(bobs.context, node.url);
    await alice.register("alice");
    await bob.register("bob");
    await Promise.all([alice.online(), bob.online()]);
  });

  afterAll(async () => {
    await alices.close();
    await bobs.close();
    await node.close();
  });

  test("a first message gets its three ticks", async () => {
    conversation = await alice.openDirect("bob");
    const { id } = await alice.ask({ kind: "send", conversation, text: "hello, bob", mentions: [] });
    await bob.untilTexts(conversation, ["hello, bob"]);
    await alice.untilTick(conversation, id, "delivered");
    expect((await bob.conversation(conversation)).unread).toBe(1);
    const [message] = await bob.history(conversation);
    await bob.ask({ kind: "markRead", conversation, sequence: message?.sequence ?? 0 });
    await alice.untilTick(conversation, id, "read");
    expect((await bob.conversation(conversation)).unread).toBe(0);
  });

  test("a reload in the middle of sending loses nothing and shows nothing twice", async () => {
    await alice.page.evaluate(
      ([id, all]) => {
        for (const text of all) {
          void window.godwit.port.ask<"send">({ kind: "send", conversation: id, text, mentions: [] });
        }
        return window.godwit.port.ask<"typing">({ kind: "typing", conversation: id, typing: true });
      },
      [conversation, IN_THE_MIDDLE] as const,
    );
    await alice.page.reload();
    await bob.untilTexts(conversation, ["hello, bob", ...IN_THE_MIDDLE]);
    await alice.untilTexts(conversation, ["hello, bob", ...IN_THE_MIDDLE]);
  });

  test("a refresh token that was used elsewhere ends no sign-in: the device's key begins another", async () => {
    const refresh = "**/v1/sessions/refresh";
    const { context } = alices;
    const spent: unknown[] = [];
    await context.route(refresh, async (route) => {
      spent.push(route.request().postDataJSON());
      await route.continue();
    });
    const expire = async (handle: string) => {
      const expired = { status: 401, json: { number: TOKEN_EXPIRED } };
      await context.route("**/v1/handles/**", (route) => route.fulfill(expired), { times: 1 });
      expect(await alice.tryAsk({ kind: "openDirect", handle })).toMatchObject({
        failure: { code: "ACCOUNT_UNKNOWN" },
      });
    };
    await expire("nobody.one");
    const elsewhere = await context.request.post(`${node.url}/v1/sessions/refresh`, { data: spent[0] });
    expect(elsewhere.status()).toBe(200);
    const refused = context.waitForEvent("response", (each) => each.url().endsWith("/refresh") && !each.ok());
    await expire("nobody.two");
    expect(await (await refused).json()).toMatchObject({ code: "TOKEN_REUSED" });
    await context.unroute(refresh);
    await alice.ask({ kind: "send", conversation, text: "still signed in", mentions: [] });
    await bob.untilTexts(conversation, ["hello, bob", ...IN_THE_MIDDLE, "still signed in"]);
  });

  test("a node that is killed loses nothing; what is written meanwhile goes out when it is back", async () => {
    await node.kill();
    await alice.until("offline", (events) =>
      events.some((each) => each.kind === "connection" && each.connection.kind === "offline"),
    );
    const { id } = await alice.ask({ kind: "send", conversation, text: "while it is away", mentions: [] });
    await alice.untilTick(conversation, id, "waiting");
    const large = await alice.ask({ kind: "send", conversation, text: "W".repeat(60_000), mentions: [] });
    await node.start();
    await alice.page.reload();
    await alice.online();
    await alice.untilTick(conversation, id, "delivered");
    await alice.untilTick(conversation, large.id, "delivered");
    expect((await bob.texts(conversation)).slice(-2)).toEqual(["while it is away", "W".repeat(60_000)]);
  });
});
