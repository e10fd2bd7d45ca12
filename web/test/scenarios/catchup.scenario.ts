import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Profile, profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");
const ALICE = "alice.away";
const BOB = "bob.away";

/** How many messages wait, more than are counted as unread; the figure that is printed is for this many. */
const MESSAGES = Number(process.env["GODWIT_CATCHUP"] ?? 1_200);
const AT_ONCE = 100;

describe("coming back after a long time", () => {
  let alices: Profile;
  let bobs: Profile;
  let alice: Tab;
  let conversation: string;

  beforeAll(async () => {
    [alices, bobs] = await Promise.all([windowOfItsOwn(), profile()]);
    alice = await Tab.open(alices.context, NODE);
    const bob = await Tab.open(bobs.context, NODE);
    await alice.register(ALICE);
    await bob.register(BOB);
    conversation = await alice.openDirect(BOB);
    await alice.ask({ kind: "send", conversation, text: "see you", mentions: [] });
    await bob.untilTexts(conversation, ["see you"]);
    await bob.page.close();
  });

  afterAll(async () => {
    await alices.close();
    await bobs.close();
  });

  test(
    `${MESSAGES} messages are caught up with, in order, and the page stays responsive`,
    { timeout: 400_000 },
    async () => {
      for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
        await alice.page.evaluate(
          async ([id, from, to]) => {
            const sends = [];
            for (let index = from; index < to; index++) {
              sends.push(
                window.godwit.port.ask<"send">({
                  kind: "send",
                  conversation: id,
                  text: `message ${index}`,
                  mentions: [],
                }),
              );
            }
            await Promise.all(sends);
          },
          [conversation, sent, Math.min(MESSAGES, sent + AT_ONCE)] as const,
        );
      }
      await expect
        .poll(async () => (await alice.history(conversation, 1))[0]?.sequence, { timeout: 240_000, interval: 500 })
        .toBeGreaterThan(MESSAGES);

      const page = await bobs.context.newPage();
      await page.addInitScript(() => {
        const longest = { millis: 0 };
        Object.assign(window, { longest });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            longest.millis = Math.max(longest.millis, entry.duration);
          }
        }).observe({ type: "longtask" });
      });
      const started = Date.now();
      const bob = await Tab.of(page, NODE);
      await bob.untilHead(conversation, await head(alice, conversation));
      const took = Date.now() - started;
      const longest = await page.evaluate(() => (window as unknown as { longest: { millis: number } }).longest.millis);
      console.info(`figure: caught up with ${MESSAGES} messages in ${took} ms; longest task of the page ${longest} ms`);

      const newest = await bob.history(conversation, 500);
      expect(newest.map(({ content }) => (content.kind === "text" ? content.text : content.kind))).toEqual(
        Array.from(
          { length: Math.min(500, MESSAGES) },
          (_, index) => `message ${MESSAGES - Math.min(500, MESSAGES) + index}`,
        ),
      );
      expect((await bob.conversation(conversation)).unread).toBe(Math.min(1_000, MESSAGES + 1));
    },
  );
});

async function head(tab: Tab, conversation: string): Promise<number> {
  return (await tab.conversation(conversation)).head;
}
