import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestNode } from "./node";
import { PHONE, Screen } from "./screen";

/** Until both browsers are back after the node was: they try more and more seldom. */
const BACK_MILLIS_MAX = 45_000;

const HOSTILE = [
  '<img src=x onerror="alert(1)"><b>bold</b>',
  "\u202Eevil\u202C \u2066nested\u2067",
  "z" + "\u0300\u0301\u0302\u0303".repeat(60),
  "W".repeat(60_000),
];

/** The talk on the pictures of the README. */
const TALK: readonly (readonly ["alice" | "bob" | "carla", string])[] = [
  ["bob", "me! when do we meet?"],
  ["carla", "low water is at 10:40, so nine at the pier: https://example.org/tides"],
  ["alice", "nine it is. I bring tea"],
  ["bob", "and I the good binoculars \u{1F52D}"],
  ["carla", "last year there were four hundred bar-tailed godwits on the flats"],
  ["carla", "they had flown eleven days from Alaska without landing once"],
  ["bob", "and I get tired on the way to the bus"],
  ["alice", "see you on Saturday!"],
];

describe("people before the client's screens", () => {
  let node: TestNode;
  let alice: Screen;
  let bob: Screen;
  let carla: Screen;

  beforeAll(async () => {
    node = await TestNode.start({ site: process.env["GODWIT_SITE"] ?? "" });
    [alice, bob] = await Promise.all([
      Screen.open(node.url),
      Screen.inWindow(node.url, { size: PHONE, colours: "dark" }),
    ]);
  });

  afterAll(async () => {
    try {
      await Promise.all([alice.close(), bob.close(), carla.close()]);
    } finally {
      await node.close();
    }
  });

  test("register, and see an empty list", async () => {
    await alice.page.getByLabel("Handle").waitFor();
    await alice.page.getByText("This is a Godwit server: choose a handle").waitFor();
    expect(await alice.page.getByText("Messages that only the people in the conversation can read.").count()).toBe(1);
    const cdp = await alice.context.newCDPSession(alice.page);
    expect(await cdp.send("Page.getInstallabilityErrors")).toEqual({ installabilityErrors: [] });
    await alice.accessible();
    await alice.picture("register-desk-light");
    await alice.register("alice");
    await bob.picture("register-phone-dark");
    await bob.register("bob");
    await alice.page.getByText("No conversations yet").waitFor();
    await alice.accessible();
  });

  test("every file of the release is what its list says", async () => {
    const { files, wrong } = await alice.page.evaluate(async () => {
      const { files } = (await (await fetch("/integrity.json")).json()) as {
        files: { path: string; sha256: string }[];
      };
      const hashes = files.map(async ({ path, sha256 }) => {
        const hash = await crypto.subtle.digest("SHA-256", await (await fetch(path)).arrayBuffer());
        const found = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        return found === sha256 ? [] : [path];
      });
      return { files: files.length, wrong: (await Promise.all(hashes)).flat() };
    });
    expect(wrong).toEqual([]);
    expect(files).toBeGreaterThan(20);
  });

  test("what cannot be a handle is said beside it, and what is taken too", async () => {
    carla = await Screen.inWindow(node.url);
    await carla.page.getByLabel("Handle").fill("x");
    await carla.button("Create account").click();
    await carla.page.getByText(/A handle has 3 to 32/u).waitFor();
    await carla.page.getByLabel("Handle").fill("alice");
    await carla.page.getByLabel("Password", { exact: true }).fill("correct horse");
    await carla.button("Create account").click();
    await carla.page.getByText("This handle is taken; choose another.").waitFor();
    await carla.register("carla");
  });

  test("a first conversation, three ticks seen on both sides", async () => {
    await alice.startChat("bob");
    await alice.send("hello, bob");
    await alice.ticked("hello, bob", "Delivered");
    await bob.page.getByRole("img", { name: "1 unread message" }).waitFor();
    await bob.picture("list-phone-dark");
    await bob.openChat("alice");
    await bob.said("hello, bob").waitFor();
    await alice.ticked("hello, bob", "Read");
    await bob.send("hello, alice https://example.org/tides");
    await alice.said("hello, alice").waitFor();
    await bob.ticked("hello, alice", "Read");
    expect(await alice.page.getByRole("link", { name: "https://example.org/tides" }).count()).toBe(1);
    await Promise.all([alice.accessible(), bob.accessible()]);
  });

  test("typing and being online are seen", async () => {
    await bob.composer.pressSequentially("hm");
    await alice.page.getByRole("main").getByText("typing…").waitFor();
    await bob.composer.fill("");
    await alice.page.getByRole("main").getByText("online", { exact: true }).waitFor();
  });

  test("an own message is there in the next frame, before the node has it", async () => {
    await alice.composer.fill("at once");
    const frames = await alice.page.evaluate(async () => {
      const before = document.querySelectorAll(".bubble-own").length;
      document.querySelector<HTMLButtonElement>(".composer-send")?.click();
      for (let frame = 1; frame < 20; frame++) {
        await new Promise(requestAnimationFrame);
        if (document.querySelectorAll(".bubble-own").length > before) return frame;
      }
      return 99;
    });
    expect(frames).toBeLessThanOrEqual(2);
    await alice.ticked("at once", "Read");
    expect(await alice.said("at once").count()).toBe(1);
  });

  test("an own message that was focused stays so when the device has taken it", async () => {
    await alice.composer.fill("taken");
    await alice.page.evaluate(async () => {
      const before = document.querySelectorAll(".bubble-own").length;
      document.querySelector<HTMLButtonElement>(".composer-send")?.click();
      while (document.querySelectorAll(".bubble-own").length === before) await new Promise(requestAnimationFrame);
      const up = new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true });
      document.querySelector(".composer textarea")?.dispatchEvent(up);
    });
    await bob.said("taken").waitFor();
    await expect.poll(() => alice.page.locator('[data-id^="echo "]').count()).toBe(0);
    await alice.page.locator(".row-focus:focus", { hasText: "taken" }).waitFor();
    await alice.page.keyboard.press("Escape");
  });

  test("keys do what people expect", async () => {
    await alice.composer.fill("two");
    await alice.composer.press("Shift+Enter");
    await alice.composer.pressSequentially("lines");
    await alice.composer.press("Enter");
    await bob.said("lines").waitFor();
    expect(await bob.said("lines").locator(".text").innerText()).toBe("two\nlines");
    await alice.composer.press("ArrowUp");
    await alice.page.locator(".row-focus:focus", { hasText: "lines" }).waitFor();
    await alice.page.keyboard.press("Escape");
    await expect.poll(() => alice.composer.evaluate((field) => field === document.activeElement)).toBe(true);
    await alice.page.keyboard.press("Control+k");
    await alice.page.keyboard.type("hello");
    await alice.page.getByRole("heading", { name: "Messages", exact: true }).waitFor();
    await alice.page.keyboard.type(", alice");
    await alice.page.locator(".chat-row", { hasText: "hello, bob" }).waitFor({ state: "detached" });
    await alice.page.locator(".chat-row", { hasText: "hello, alice" }).waitFor();
    await alice.page.getByRole("button", { name: "Clear the search" }).click();
    await alice.page.keyboard.type("bo");
    await alice.page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
    await alice.accessible();
    await alice.page.keyboard.press("Escape");
  });

  test("a group is made, shows what happens to it, and has its members", async () => {
    await carla.startChat("alice");
    await carla.send("I have the tide tables");
    await alice.page.getByRole("img", { name: "1 unread message" }).waitFor();
    await alice.startGroup("Saturday walk", async () => {
      await alice.button("bob").click();
      await alice.button("carla").click();
    });
    await alice.page.getByRole("main").getByText("3 members").waitFor();
    await alice.send("who is in?");
    await bob.page.getByRole("button", { name: "Back" }).click();
    await bob.openChat("Saturday walk");
    await bob.said("who is in?").waitFor();
    await carla.openChat("Saturday walk");
    await alice.ticked("who is in?", "Read");
    await alice.openDetails("Saturday walk");
    await alice.aside.getByText("Owner").waitFor();
    await alice.accessible();
    await alice.picture("group-desk-light");
    await bob.accessible();
    await alice.aside.getByRole("button", { name: "Close" }).click();
  });

  test("a message is copied, and says who has read it", async () => {
    await alice.choose(alice.said("who is in?"), "Copy text");
    await alice.page.getByText("Text copied").waitFor();
    expect(await alice.page.evaluate(() => navigator.clipboard.readText())).toBe("who is in?");
    await alice.choose(alice.said("who is in?"), "Details");
    await alice.aside.getByRole("heading", { name: "Read by" }).waitFor();
    for (const name of ["bob", "carla"]) await alice.aside.getByText(name, { exact: true }).waitFor();
    await alice.accessible();
    await alice.picture("receipts-desk-light");
    await alice.aside.getByRole("button", { name: "Close" }).click();
  });

  test("a talk of three", async () => {
    const people = { alice, bob, carla };
    for (const [who, text] of TALK) {
      await people[who].send(text);
      await Promise.all([alice, bob].map((each) => each.said(text).waitFor()));
    }
    await alice.ticked(TALK.at(-1)?.[1] ?? "", "Read");
    await alice.composer.blur();
    await bob.composer.blur();
    await alice.picture("conversation-desk-light");
    await bob.picture("conversation-phone-dark");
    await bob.accessible();
    await bob.page.getByRole("button", { name: "Back" }).click();
    await bob.openChat("alice");
    await alice.openChat("bob");
  });

  test("safety numbers are the same on both screens, and a comparison is shown", async () => {
    const digits = async (who: Screen, name: string) => {
      await who.openDetails(name);
      await who.aside.getByText("Safety number").click();
      return who.aside.locator(".digits").innerText();
    };
    const shown = await digits(alice, "bob");
    expect((await digits(bob, "alice")).replace(/\D/gu, "")).toBe(shown.replace(/\D/gu, ""));
    await bob.page.getByLabel("The digits of the other side").fill(shown);
    await bob.page.getByText("The numbers are the same.").waitFor();
    await bob.accessible();
    await bob.picture("safety-phone-dark");
    await alice.button("They match").click();
    await alice.page.getByRole("main").getByRole("img", { name: "Verified" }).waitFor();
    await alice.accessible();
    await alice.button("Back").click();
    await alice.aside.getByRole("button", { name: "Close" }).click();
    for (const leave of ["Back", "Close"]) await bob.button(leave).click();
  });

  test("a conversation is pinned, muted and put away from the list", async () => {
    const row = alice.row("carla");
    await alice.openChat("carla");
    await alice.said("I have the tide tables").waitFor();
    await alice.choose(row, "Pin");
    await row.getByRole("img", { name: "Pinned" }).waitFor();
    expect(await alice.page.locator(".chat-row-title").first().innerText()).toBe("carla");
    await alice.choose(row, "Mute");
    await row.getByRole("img", { name: "Muted" }).waitFor();
    await alice.choose(row, "Archive");
    await row.waitFor({ state: "detached" });
    await alice.page.getByRole("button", { name: /^Archived/u }).click();
    await alice.accessible();
    await alice.choose(row, "Move out of the archive");
    await alice.button("Back").click();
    await alice.choose(row, "Unpin");
    await alice.page.locator(".chat-row-title").first().getByText("carla").waitFor({ state: "detached" });
    await alice.openChat("bob");
  });

  test("hostile texts stay texts, and stay inside", async () => {
    for (const text of HOSTILE) {
      await alice.send(text);
      await bob.said(text.slice(0, 40)).last().waitFor();
      await alice.ticked(text.slice(0, 40), "Read");
    }
    expect(await bob.page.locator(".bubble img, .bubble b").count()).toBe(0);
    const wide = () => document.scrollingElement && document.scrollingElement.scrollWidth > window.innerWidth;
    expect([await alice.page.evaluate(wide), await bob.page.evaluate(wide)]).toEqual([false, false]);
    await bob.picture("hostile-phone-dark");
    await bob.accessible();
  });

  test("somebody who has scrolled away comes back to the newest message", async () => {
    await alice.button("Show the whole message").click();
    const newest = alice.button("To the newest message");
    await alice.page.locator(".history-scroller").hover();
    await alice.page.mouse.wheel(0, -5_000);
    await newest.waitFor();
    await newest.click();
    await newest.waitFor({ state: "detached" });
  });

  test("an emoji is chosen and stands where the caret was", async () => {
    await alice.composer.fill("good  day");
    await alice.composer.press("ArrowLeft");
    for (let i = 0; i < 3; i++) await alice.composer.press("ArrowLeft");
    await alice.button("Emoji").click();
    await alice.page.getByLabel("Search emoji").fill("godwit");
    await alice.page.getByText("No such emoji").waitFor();
    await alice.page.getByLabel("Search emoji").fill("duck");
    await alice.page.getByRole("gridcell", { name: "duck", exact: true }).click();
    await alice.page.keyboard.press("Escape");
    expect(await alice.composer.inputValue()).toBe("good \u{1F986} day");
    await alice.composer.fill("");
  });

  test("what was half written is still there after a reload", async () => {
    await alice.composer.fill("half a thought");
    const otherTab = await alice.context.newPage();
    await otherTab.goto(node.url);
    await otherTab.locator(".chat-row", { hasText: "Draft: half a thought" }).waitFor();
    await otherTab.close();
    await alice.page.reload();
    await alice.composer.waitFor();
    expect(await alice.composer.inputValue()).toBe("half a thought");
    await alice.composer.fill("");
  });

  test("a node that is away is said quietly, and what is sent goes out when it is back", async () => {
    await alice.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await expect.poll(() => alice.page.evaluate(async () => (await caches.keys()).length)).toBeGreaterThan(0);
    await node.kill();
    await alice.page.locator(".connection", { hasText: /Connecting|Offline/u }).waitFor();
    await alice.send("written meanwhile");
    await alice.said("written meanwhile").getByRole("img", { name: "Waiting to be sent" }).waitFor();
    await alice.picture("away-desk-light");
    await alice.page.reload();
    await alice.openChat("Saturday walk");
    await alice.said("see you on Saturday!").waitFor();
    await alice.openChat("bob");
    await alice.said("written meanwhile").getByRole("img", { name: "Waiting to be sent" }).waitFor();
    await alice.send("and read without a node");
    await node.start();
    await alice.ticked("written meanwhile", "Read", BACK_MILLIS_MAX);
    await alice.ticked("and read without a node", "Read", BACK_MILLIS_MAX);
    expect(await bob.said("written meanwhile").count()).toBe(1);
  });

  test("somebody who has gone was last seen a while ago", async () => {
    await alice.openChat("carla");
    await alice.page.getByRole("main").getByText("online", { exact: true }).waitFor();
    await carla.page.goto(`${node.url}/integrity.json`);
    await alice.page
      .getByRole("main")
      .getByText(/^last seen \d\d:\d\d$/u)
      .waitFor();
  });

  test("settings, devices and keys have nothing to hide from a screen reader", async () => {
    await alice.page.getByRole("button", { name: /^Settings/u }).click();
    await alice.accessible();
    await alice.picture("settings-desk-light");
    await alice.page.getByText("Keyboard shortcuts").click();
    await alice.accessible();
    await alice.button("Back").first().click();
  });

  test("language, colours and movement are as the person wants them", async () => {
    const root = alice.page.locator("html");
    await alice.page.getByText("Deutsch", { exact: true }).click();
    await alice.page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    expect(await root.getAttribute("lang")).toBe("de");
    await alice.page.getByText("Dunkel", { exact: true }).click();
    expect(await root.getAttribute("data-theme")).toBe("dark");
    await alice.accessible();
    await alice.picture("settings-desk-dark-german");
    const calm = () => alice.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--calm"));
    await alice.page.emulateMedia({ reducedMotion: "no-preference" });
    expect(await calm()).not.toMatch(/^0/u);
    await alice.page.emulateMedia({ reducedMotion: "reduce" });
    expect(await calm()).toMatch(/^0/u);
    await alice.page.getByText("English", { exact: true }).click();
    await alice.page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    await alice.button("Back").first().click();
    await alice.page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
  });
});
