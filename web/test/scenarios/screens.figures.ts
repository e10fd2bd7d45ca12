import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { TestNode } from "./node";
import { type Profile, profile, Tab, toolsOf } from "./person";
import { DESK } from "./screen";
import { DEVICE_SITE } from "./site";

/** How long the history is that is opened and scrolled through. */
const MESSAGES = Number(process.env["GODWIT_HISTORY"] ?? 100_000);

const ROUNDS = 5;
const SCROLL_FRAMES = 600;
const SCROLL_PIXELS = 120;

/** Not run with the tests: it prints, and asserts nothing. */
describe("what a person feels", () => {
  let node: TestNode;
  let own: Profile;
  let page: Page;

  const figure = (text: string) => console.info(`figure: ${text}`);

  beforeAll(async () => {
    node = await TestNode.start({ site: DEVICE_SITE });
    own = await profile();
    const alice = await Tab.open(own.context, node.url);
    const { account } = await alice.register("alice");
    const others = await profile();
    await (await Tab.open(others.context, node.url)).register("bob");
    await others.close();
    const conversation = await alice.openDirect("bob");
    const { id } = await alice.ask({ kind: "send", conversation, text: "hello", mentions: [] });
    await alice.untilTick(conversation, id, "sent");
    await alice.page.close();
    const filling = await toolsOf(own, node.url);
    await filling.evaluate(([id, from, count]) => window.tools.fill(id, from, count), [
      conversation,
      account,
      MESSAGES,
    ] as const);
    await filling.close();
  });

  afterAll(async () => {
    await own.close();
    await node.close();
  });

  test("the first page", async () => {
    const fresh = await profile();
    const first = await fresh.context.newPage();
    await first.goto(node.url);
    await first.getByLabel("Handle").fill("carol");
    figure(`sign-in page usable ${await sinceStart(first)} ms after it was asked for`);
    await fresh.close();
  });

  test("a page with a long history", async () => {
    page = await own.context.newPage();
    await page.setViewportSize(DESK);
    const [listed, first, again]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto(node.url);
      await page.reload();
      await page.locator(".chat-row-title").first().waitFor();
      listed.push(await sinceStart(page));
      await page.waitForLoadState("networkidle");
      first.push(await opened(page));
      await page.keyboard.press("Escape");
      await page.locator(".history").waitFor({ state: "detached" });
      again.push(await opened(page));
    }
    figure(`list of conversations shown ${median(listed)} ms after it was asked for (medians of ${ROUNDS})`);
    figure(`conversation of ${MESSAGES} messages opened in ${median(first)} ms, and again in ${median(again)} ms`);
  });

  test("scrolling through it", async () => {
    const { millis, rows } = await page.evaluate(
      async ([frames, pixels]) => {
        const scroller = document.querySelector(".history-scroller");
        const number = () => Number(/^\d+/u.exec(document.querySelector(".bubble .text")?.textContent ?? "")?.[0] ?? 0);
        const before = number();
        const spans: number[] = [];
        let last = await new Promise(requestAnimationFrame);
        for (let frame = 0; frame < frames; frame++) {
          if (scroller) scroller.scrollTop -= pixels;
          const now = await new Promise(requestAnimationFrame);
          spans.push(now - last);
          last = now;
        }
        return { millis: spans.sort((one, other) => one - other), rows: before - number() };
      },
      [SCROLL_FRAMES, SCROLL_PIXELS] as const,
    );
    const at = (share: number) => (millis[Math.floor(share * (millis.length - 1))] ?? 0).toFixed(1);
    const whole = millis.reduce((sum, each) => sum + each, 0);
    figure(
      `scrolled past ${rows} messages at ${Math.round((1_000 * millis.length) / whole)} frames a second; a frame took ` +
        `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at most ${at(1)} ms`,
    );
  });

  test("sending", async () => {
    await page.getByRole("main").getByLabel("Message", { exact: true }).fill("on the screen when?");
    const { frames, millis } = await page.evaluate(async () => {
      const started = performance.now();
      const shown = () => document.querySelector(".history")?.textContent.includes("on the screen when?");
      document.querySelector<HTMLElement>(".composer-send")?.click();
      let frames = 0;
      while (!shown() && frames < 100) {
        await new Promise(requestAnimationFrame);
        frames++;
      }
      return { frames, millis: performance.now() - started };
    });
    figure(`a sent message is on the screen after ${frames} frames, ${Math.round(millis)} ms`);
  });
});

const median = (millis: readonly number[]) =>
  [...millis].sort((one, other) => one - other)[Math.floor(millis.length / 2)] ?? 0;

const sinceStart = (page: Page) => page.evaluate(() => Math.round(performance.now()));

/** From the click on the only conversation of the list until a message of it is there. */
const opened = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const started = performance.now();
        const look = () =>
          document.querySelector(".bubble")
            ? resolve(Math.round(performance.now() - started))
            : requestAnimationFrame(look);
        document.querySelector<HTMLElement>(".chat-row")?.click();
        look();
      }),
  );
