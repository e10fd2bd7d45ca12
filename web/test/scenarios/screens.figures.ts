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
    const number = () => page.locator(".bubble .text").first().innerText().then(Number.parseInt);
    const plain = await plainPage(own);
    const floor = await scrolled(plain);
    await plain.close();
    const before = await number();
    const history = await scrolled(page);
    figure(`scrolled past ${before - (await number())} messages at ${history}`);
    figure(`… and through a page of plain lines, which is what this browser can do here, at ${floor}`);
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

/** Lines of text that are all there from the start, in a box as large as that of the messages. */
async function plainPage({ context }: Profile): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(DESK);
  const lines = Array.from({ length: SCROLL_FRAMES * 4 }, (_, number) => `<p>${number}: Low water is at 10:40.</p>`);
  await page.setContent(
    `<style>p { margin: 0; block-size: ${SCROLL_PIXELS / 3}px }</style>` +
      `<div class="history-scroller" style="height: 800px; margin-left: 384px; overflow: auto">${lines.join("")}</div>`,
  );
  await page.evaluate(() => document.querySelector(".history-scroller")?.scrollTo(0, Number.MAX_SAFE_INTEGER));
  return page;
}

/** Scrolls up frame by frame; says how long a frame took, and how long of it the page's own thread was at work. */
async function scrolled(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  // Of the thread alone, whatever else the processors do.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const measured = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const seconds = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
    return ["TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration"].map(seconds);
  };
  const before = await measured();
  const millis = await page.evaluate(
    async ([frames, pixels]) => {
      const scroller = document.querySelector(".history-scroller");
      const spans: number[] = [];
      let last = await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < frames; frame++) {
        if (scroller) scroller.scrollTop -= pixels;
        const now = await new Promise(requestAnimationFrame);
        spans.push(now - last);
        last = now;
      }
      return spans.sort((one, other) => one - other);
    },
    [SCROLL_FRAMES, SCROLL_PIXELS] as const,
  );
  const after = await measured();
  const work = after.map((each, i) => ((1_000 * (each - (before[i] ?? 0))) / SCROLL_FRAMES).toFixed(1));
  await cdp.detach();
  const at = (share: number) => (millis[Math.floor(share * (millis.length - 1))] ?? 0).toFixed(1);
  const whole = millis.reduce((sum, each) => sum + each, 0);
  return (
    `${((1_000 * millis.length) / whole).toFixed(1)} frames a second; a frame took p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
    `at most ${at(1)} ms, and the page's thread worked ${work[0]} ms of it (script ${work[1]}, layout ${work[2]}, ` +
    `styles ${work[3]})`
  );
}

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
