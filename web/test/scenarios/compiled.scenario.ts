import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Profile, windowOfItsOwn } from "./person";
import { COMPILED_SITE } from "./site";
import type { Site } from "./vectorSite";
import { serve } from "./vectorSite";

const VECTORS = process.env["GODWIT_MLS_VECTORS"] ?? "";

/** Of each simulation: Node runs more of them. */
const SEEDS = 3;

/** The tests of mls and device as they are compiled for the browser, in one. */
describe("the compiled form in Chromium", () => {
  let site: Site;
  let browser: Profile;
  let page: Page;
  let tests: string[];

  beforeAll(async () => {
    site = await serve(COMPILED_SITE, VECTORS);
    browser = await windowOfItsOwn();
    page = await browser.context.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => "answer" in window);
    await ask(`property godwit.mls.seeds ${SEEDS}`);
    tests = (await ask("tests")).split(";");
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  /** What the harness says, without the `ok` before it. */
  async function ask(line: string): Promise<string> {
    const answer = await page.evaluate((asked) => window.answer(asked), line);
    expect(answer).toMatch(/^ok/u);
    return answer.slice("ok".length).trim();
  }

  async function runAll(those: readonly string[]): Promise<string[]> {
    const printed: string[] = [];
    for (const each of those) {
      printed.push(await ask(`test ${each}`));
    }
    return printed;
  }

  const isOfVectors = (name: string) => name.includes("VectorTest ");

  test.skipIf(VECTORS === "")("the vectors of RFC 9420 hold", async () => {
    const those = tests.filter(isOfVectors);
    const printed = (await runAll(those)).join("; ");
    const cases = [...printed.matchAll(/: (\d+) cases ran/gu)].map((found) => Number(found[1]));
    const ran = cases.reduce((sum, each) => sum + each, 0);
    console.log(`in Chromium: ${those.length} tests, ${ran} cases of ${cases.length} files of vectors`);
    expect(those.length).toBeGreaterThan(8);
    expect(ran).toBeGreaterThan(those.length);
  });

  test("groups live, refuse and recover", async () => {
    const those = tests.filter((name) => name.startsWith("dev.godwit.mls.") && !isOfVectors(name));
    await runAll(those);
    console.log(`in Chromium: ${those.length} tests of mls without vectors`);
    expect(those.length).toBeGreaterThan(5);
  });

  test("devices chat", async () => {
    const those = tests.filter((name) => name.startsWith("dev.godwit.device."));
    await runAll(those);
    console.log(`in Chromium: ${those.length} tests of device`);
    expect(those.length).toBeGreaterThan(20);
  });
});
