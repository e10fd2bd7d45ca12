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
    [alice, bob] = await Promise.all([Screen.open(node.url), Screen.open(node.url, { size: PHONE, colours: "dark" })]);
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
    await alice.accessible();
    await alice.picture("register-desk-light");
    await alice.register("alice");
    await bob.picture("register-phone-dark");
    await bob.register("bob");
    await alice.page.getByText("No conversations yet").waitFor();
    await alice.accessible();
  });

  test("what cannot be a handle is said beside it, and what is taken too", async () => {
    carla = await Screen.open(node.url);
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
    await node.kill();
    await alice.page.locator(".connection", { hasText: /Connecting|Offline/u }).waitFor();
    await alice.send("written meanwhile");
    await alice.said("written meanwhile").getByRole("img", { name: "Waiting to be sent" }).waitFor();
    await alice.picture("away-desk-light");
    await node.start();
    await alice.ticked("written meanwhile", "Read", BACK_MILLIS_MAX);
    expect(await bob.said("written meanwhile").count()).toBe(1);
  });

  test("settings, devices and keys have nothing to hide from a screen reader", async () => {
    await alice.page.getByRole("button", { name: /^Settings/u }).click();
    await alice.accessible();
    await alice.picture("settings-desk-light");
    await alice.page.getByText("Keyboard shortcuts").click();
    await alice.accessible();
    await alice.button("Back").first().click();
    await alice.button("Back").first().click();
    await alice.page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
  });
});
