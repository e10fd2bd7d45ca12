import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestNode } from "./node";
import { profile, Tab } from "./person";
import { DEVICE_SITE } from "./site";

type Profile = Awaited<ReturnType<typeof profile>>;

describe("two people in two browsers", () => {
  let node: TestNode;
  let alices: Profile;
  let bobs: Profile;
  let alice: Tab;
  let bob: Tab;
  let conversation: string;

  beforeAll(async () => {
    node = await TestNode.start(DEVICE_SITE);
    [alices, bobs] = await Promise.all([profile(), profile()]);
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
    const texts = Array.from({ length: 20 }, (_, index) => `in the middle ${index}`);
    await alice.page.evaluate(
      ([id, all]) => {
        for (const text of all) {
          void window.godwit.port.ask<"send">({ kind: "send", conversation: id, text, mentions: [] });
        }
        return window.godwit.port.ask<"typing">({ kind: "typing", conversation: id, typing: true });
      },
      [conversation, texts] as const,
    );
    await alice.page.reload();
    await bob.untilTexts(conversation, ["hello, bob", ...texts]);
    await alice.untilTexts(conversation, ["hello, bob", ...texts]);
  });

  test("a node that is killed loses nothing; what is written meanwhile goes out when it is back", async () => {
    await node.kill();
    await alice.until("offline", (events) =>
      events.some((each) => each.kind === "connection" && each.connection.kind === "offline"),
    );
    const { id } = await alice.ask({ kind: "send", conversation, text: "while it is away", mentions: [] });
    await alice.untilTick(conversation, id, "waiting");
    await node.start();
    await alice.untilTick(conversation, id, "delivered");
    expect((await bob.texts(conversation)).at(-1)).toBe("while it is away");
  });
});
