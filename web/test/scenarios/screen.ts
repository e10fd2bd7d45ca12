import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type axe from "axe-core";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { expect } from "vitest";
import { EXECUTABLE, PASSWORD } from "./person";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where the pictures of a run are kept, to be looked at. */
const PICTURES = join(import.meta.dirname, "../../target/screenshots");

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

const UNTIL_MILLIS_MAX = 15_000;

interface Look {
  readonly size?: { readonly width: number; readonly height: number };
  readonly colours?: "light" | "dark";
}

/** One person before the client's own screens, in a browser profile of their own. */
export class Screen {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly folder: string,
    private readonly complaints: string[],
  ) {}

  static async open(url: string, { size = DESK, colours = "light" }: Look = {}): Promise<Screen> {
    const folder = mkdtempSync(join(tmpdir(), "godwit-screen-"));
    const phone = size.width < 720;
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: EXECUTABLE,
      args: ["--no-sandbox"],
      viewport: size,
      colorScheme: colours,
      hasTouch: phone,
      isMobile: phone,
      locale: "en-GB",
      permissions: ["clipboard-read", "clipboard-write"],
    });
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
    await page.goto(url);
    return new Screen(page, context, folder, complaints);
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
    expect(this.complaints).toEqual([]);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  get composer(): Locator {
    return this.page.getByRole("main").getByLabel("Message", { exact: true });
  }

  async register(handle: string): Promise<void> {
    await this.page.getByLabel("Handle").fill(handle);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.button("Create account").click();
    await this.page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
  }

  /** Begins a conversation from the list. */
  async startChat(handle: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "New conversation" }).first().click();
    await this.page.getByLabel("Handle").fill(handle);
    await this.button("Start conversation").click();
    await this.composer.waitFor();
  }

  /** Opens a conversation that is in the list. */
  async openChat(name: string): Promise<void> {
    await this.page.locator(".chat-row-title", { hasText: new RegExp(`^${name}$`, "u") }).click();
    await this.composer.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.button("Send").click();
  }

  /** The bubble with a text. */
  said(text: string): Locator {
    return this.page.locator(".bubble", { hasText: text });
  }

  /** Waits until an own message has its tick, as a screen reader would say it. */
  async ticked(text: string, tick: "Sent" | "Delivered" | "Read", timeout = UNTIL_MILLIS_MAX): Promise<void> {
    await this.said(text).getByRole("img", { name: tick, exact: true }).waitFor({ timeout });
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** Checks what is shown by the rules of WCAG 2.2 AA; nothing at all is forgiven. */
  async accessible(): Promise<void> {
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(async (rules) => {
      const { axe: checker } = window as unknown as { axe: typeof axe };
      const { violations } = await checker.run({ runOnly: rules });
      return violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }));
    }, RULES);
    expect(found).toEqual([]);
  }
}
