import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PASSWORD, type Profile, profile, windowOfItsOwn } from "./person";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where the pictures of a run are kept, to be looked at. */
const PICTURES = join(import.meta.dirname, "../../target/screenshots");

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

const UNTIL_MILLIS_MAX = 30_000;

interface Look {
  readonly size?: { readonly width: number; readonly height: number };
  readonly colours?: "light" | "dark";
  readonly direction?: "ltr" | "rtl";
  /** Whether the warning was closed before that a browser may forget. */
  readonly warned?: boolean;
}

/** One person before the client's own screens. */
export class Screen {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly own: Profile,
    private readonly complaints: string[],
  ) {}

  /** In a browser of their own, with its profile on the disk. */
  static async open(url: string, look: Look = {}): Promise<Screen> {
    return Screen.of(await profile(optionsOf(look)), url, look);
  }

  /** In a window of the browser that all share. */
  static async inWindow(url: string, look: Look = {}): Promise<Screen> {
    return Screen.of(await windowOfItsOwn(optionsOf(look)), url, look);
  }

  private static async of(own: Profile, url: string, { direction = "ltr", warned = true }: Look): Promise<Screen> {
    const { context } = own;
    await context.addInitScript(
      ([dir, told]) => {
        new MutationObserver((_, observer) => {
          document.documentElement.dir = dir;
          observer.disconnect();
        }).observe(document, { childList: true });
        if (told) localStorage.setItem("godwit keeping told", "yes");
      },
      [direction, warned] as const,
    );
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(UNTIL_MILLIS_MAX);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (line) => {
      // A node that is away on purpose makes the browser complain about its network.
      if (line.type() === "error" && !/net::ERR|WebSocket|status of (401|404)/u.test(line.text())) {
        complaints.push(line.text());
      }
    });
    // Nothing is asked of anybody else, and no address ever holds more than where something is.
    context.on("request", (request) => {
      const address = new URL(request.url());
      const foreign = address.protocol.startsWith("http") && address.origin !== new URL(url).origin;
      if (foreign || address.search !== "") complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(url);
    return new Screen(page, context, own, complaints);
  }

  async close(): Promise<void> {
    await this.own.close();
    expect(this.complaints).toEqual([]);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** The right column. */
  get aside(): Locator {
    return this.page.getByRole("complementary");
  }

  get composer(): Locator {
    return this.page.getByRole("main").getByLabel("Message", { exact: true });
  }

  async register(handle: string): Promise<void> {
    await this.page.getByLabel("Handle").fill(handle);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.button("Create account").click();
    await this.chats();
  }

  /** Waits for the list of conversations. */
  async chats(): Promise<void> {
    await this.page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
  }

  /** Begins a conversation from the list. */
  async startChat(handle: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "New conversation" }).first().click();
    await this.page.getByLabel("Handle").fill(handle);
    await this.button("Start conversation").click();
    await this.composer.waitFor();
  }

  /** Makes a group of the people who are chosen. */
  async startGroup(name: string, choose: () => Promise<void>): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "Menu", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "New group" }).click();
    await this.page.getByLabel("Name of the group").fill(name);
    await choose();
    await this.accessible();
    await this.button("Create group").click();
    await this.composer.waitFor();
  }

  /** Picks somebody for a group by their handle. */
  async pick(handle: string): Promise<void> {
    await this.page.getByLabel("Add by handle").fill(handle);
    await this.page.getByLabel("Add by handle").press("Enter");
    await this.button(`Remove ${handle}`).waitFor();
  }

  /** Opens a conversation that is in the list. */
  async openChat(name: string): Promise<void> {
    await this.row(name).click();
    await this.composer.waitFor();
  }

  /** The row of a conversation in the list. */
  row(name: string): Locator {
    const title = this.page.locator(".chat-row-title", { hasText: new RegExp(`^${name}$`, "u") });
    return this.page.locator(".chat-row", { has: title });
  }

  /** Chooses from the menu of a row or a message. */
  async choose(of: Locator, label: string): Promise<void> {
    await of.click({ button: "right" });
    await this.page.getByRole("menuitem", { name: label, exact: true }).click();
  }

  /** Opens what there is to know about the conversation that is open. */
  async openDetails(name: string): Promise<void> {
    await this.page
      .getByRole("main")
      .getByRole("button", { name: new RegExp(name, "u") })
      .click();
    await this.aside.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.button("Send").click();
  }

  /** The bubble with a text. */
  said(text: string): Locator {
    return this.page.locator(".bubble", { hasText: text });
  }

  /** The line about something that happened to the group. */
  line(text: string): Locator {
    return this.page.locator(".line", { hasText: text });
  }

  /** Waits until an own message has its tick, as a screen reader would say it. */
  async ticked(text: string, tick: "Sent" | "Delivered" | "Read", timeout = UNTIL_MILLIS_MAX): Promise<void> {
    await this.said(text).getByRole("img", { name: tick, exact: true }).waitFor({ timeout });
  }

  /**
   * Another window has the focus, until it has it back. The browser under test always says that a page has it: what it
   * would tell the page is told here.
   */
  async looks(here: boolean): Promise<void> {
    await this.page.evaluate((focused) => {
      document.hasFocus = () => focused;
      window.dispatchEvent(new Event(focused ? "focus" : "blur"));
    }, here);
  }

  /** From now on `notified` says what the browser was asked to show outside of the page. */
  async listenForNotifications(): Promise<void> {
    await this.page.evaluate(() => {
      const all: string[] = [];
      const { Notification: Real } = window;
      class Heard extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          all.push(`${title}: ${options?.body ?? ""}`);
        }
      }
      Object.assign(window, { Notification: Heard, notified: all });
    });
  }

  notified(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { notified: string[] }).notified);
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  accessible(): Promise<void> {
    return accessible(this.page);
  }
}

/** Checks what a page shows by the rules of WCAG 2.2 AA; nothing at all is forgiven. */
export async function accessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(AXE);
  }
  const found = await page.evaluate(async (rules) => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run({ runOnly: rules });
    return violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }));
  }, RULES);
  expect(found).toEqual([]);
}

function optionsOf({ size = DESK, colours = "light" }: Look): BrowserContextOptions {
  const phone = size.width < 720;
  return {
    viewport: size,
    colorScheme: colours,
    reducedMotion: "reduce",
    hasTouch: phone,
    isMobile: phone,
    locale: "en-GB",
    permissions: ["clipboard-read", "clipboard-write", "notifications"],
  };
}
