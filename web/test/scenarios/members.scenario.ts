import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { EVERYBODY } from "../../src/demo/world";
import { type Profile, windowOfItsOwn } from "./person";
import { accessible, DESK } from "./screen";
import { SCREENS_PAGE } from "./site";

/** As many as a group may have, without the one who looks at it. */
const MEMBERS = 1_023;

/** Rows in the page at most: those on the screen, some around them, and the one with the focus. */
const ROWS_MAX = 60;

describe("a group of very many people before the client's screens", () => {
  let own: Profile;
  let page: Page;

  beforeAll(async () => {
    own = await windowOfItsOwn({ viewport: DESK });
    page = await own.context.newPage();
    await page.goto(`${inject("node")}${SCREENS_PAGE}?members=${MEMBERS}#c=${EVERYBODY}&aside=info`);
  });

  afterAll(() => own.close());

  const rows = () => page.getByRole("complementary").getByRole("listitem");
  const place = (row: ReturnType<typeof rows>, name: "posinset" | "setsize") =>
    row.evaluate((element, attribute) => Number(element.getAttribute(attribute)), `aria-${name}`);
  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute("aria-posinset")));

  test("some are shown at once, and all of them in a list that says how long it is", async () => {
    await page.getByRole("button", { name: "All 1,023 members" }).waitFor();
    expect(await rows().count()).toBeLessThan(MEMBERS / 2);
    await page.getByRole("button", { name: "All 1,023 members" }).click();
    await page.getByRole("button", { name: "What to do with walker0003" }).waitFor();
    expect(await rows().count()).toBeLessThan(ROWS_MAX);
    expect([await place(rows().first(), "posinset"), await place(rows().first(), "setsize")]).toEqual([1, MEMBERS]);
    await accessible(page);
  });

  test("the keys reach the last and the first, and who has the focus keeps it while others pass", async () => {
    await rows().nth(1).getByRole("button").focus();
    await page.keyboard.press("End");
    await expect.poll(focused).toBe(MEMBERS);
    await page.keyboard.press("ArrowUp");
    await expect.poll(focused).toBe(MEMBERS - 1);
    await page.keyboard.press("Home");
    await expect.poll(focused).toBe(1);
    await rows().first().hover();
    // The jump to the first takes some frames, which take back what is scrolled meanwhile.
    const wheeled = async () => {
      await page.mouse.wheel(0, 20_000);
      return place(rows().last(), "posinset");
    };
    await expect.poll(wheeled).toBeGreaterThan(300);
    expect(await focused()).toBe(1);
    expect(await rows().count()).toBeLessThan(ROWS_MAX);
    await accessible(page);
  });

  test("somebody is found among them by name, and taken out", async () => {
    await page.getByLabel("Find a member").fill("walker0777");
    await expect.poll(() => rows().count()).toBe(1);
    expect(await place(rows(), "setsize")).toBe(1);
    await page.getByRole("button", { name: "What to do with walker0777" }).click();
    await page.getByRole("menuitem", { name: "Remove from group" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove from group" }).click();
    await page.getByText("Nothing found for “walker0777”").waitFor();
    await page.getByLabel("Find a member").fill("");
    await expect.poll(() => place(rows().first(), "setsize")).toBe(MEMBERS - 1);
  });
});
