import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type {
  CommandAnswers,
  CommandKind,
  CommandOf,
  Conversation,
  DeviceEvent,
  Message,
  Snapshot,
  Tick,
} from "../../src/device/api";
import { inject } from "vitest";
import { tickOf } from "../../src/device/rows";
import { LAUNCH } from "./chromium";
import { DEVICE_PAGE } from "./site";

/** A browser looks at its quota anew only twice a minute. */
const UNTIL_MILLIS_MAX = 60_000;

/** How often a scenario looks whether something was told, and that it looks though nothing was. */
const LOOK_MILLIS = 25;
const QUIET_MILLIS = 1_000;

export const PASSWORD = "correct horse";

/** The browser of one person. */
export interface Profile {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** A browser of its own, with what it stores on the disk, as a person has it. */
export async function profile(options: BrowserContextOptions = {}): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), "godwit-profile-"));
  const context = await chromium.launchPersistentContext(folder, { ...LAUNCH, ...options });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A window of the browser that all scenarios share: sooner there, shares nothing with others, and stores in memory. */
export async function windowOfItsOwn(options: BrowserContextOptions = {}): Promise<Profile> {
  const browser = await chromium.connect(inject("browser"));
  return { context: await browser.newContext(options), close: () => browser.close() };
}

/** A page without a device, for what prepares a scenario. */
export async function toolsOf({ context }: Profile, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}${DEVICE_PAGE}#tools`);
  await page.waitForFunction(() => "tools" in window);
  return page;
}

/** One tab with a device and no screens. */
export class Tab {
  readonly page: Page;
  private heard: DeviceEvent[] = [];
  /** When the page was loaded that `heard` is from. */
  private loaded = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, url: string): Promise<Tab> {
    return Tab.of(await context.newPage(), url);
  }

  /** Opens a page that is there already. */
  static async of(page: Page, url: string): Promise<Tab> {
    page.on("pageerror", (error) => console.error("page error:", error));
    page.on("console", (line) => {
      if (line.type() === "error") {
        console.error("console:", line.text());
      }
    });
    await page.goto(url + DEVICE_PAGE);
    const tab = new Tab(page);
    await tab.until("a snapshot of an opened store", (events) =>
      events.some((each) => each.kind === "snapshot" && each.signedIn.kind !== "opening"),
    );
    return tab;
  }

  /** Asks, and fails the scenario when the answer is a failure. */
  async ask<K extends CommandKind>(command: CommandOf<K>): Promise<CommandAnswers[K]> {
    const answer = await this.tryAsk(command);
    if (!answer.ok) {
      throw new Error(`${command.kind}: ${answer.failure.code}: ${answer.failure.text}`);
    }
    return answer.value;
  }

  tryAsk<K extends CommandKind>(command: CommandOf<K>) {
    return this.page.evaluate((asked) => window.godwit.port.ask<K>(asked as CommandOf<K>), command);
  }

  /** All that were told since the page was loaded; what was fetched before is not fetched again. */
  async events(): Promise<DeviceEvent[]> {
    const { loaded, more } = await this.page.evaluate(
      ([before, from]) => {
        const { timeOrigin } = performance;
        return { loaded: timeOrigin, more: window.godwit.events.slice(timeOrigin === before ? from : 0) };
      },
      [this.loaded, this.heard.length] as const,
    );
    this.heard = loaded === this.loaded ? [...this.heard, ...more] : more;
    this.loaded = loaded;
    return this.heard;
  }

  /** Waits until the events so far fulfil a condition. */
  async until(what: string, condition: (events: DeviceEvent[]) => boolean): Promise<void> {
    const deadline = Date.now() + UNTIL_MILLIS_MAX;
    while (!condition(await this.events())) {
      if (Date.now() > deadline) {
        throw new Error(`not in time: ${what}; last events: ${JSON.stringify((await this.events()).slice(-8))}`);
      }
      await this.page.waitForTimeout(LOOK_MILLIS);
    }
  }

  /** Looks until it is good: again when something was told, for what lasts is in the store before that. */
  private async look<T>(what: string, find: () => Promise<T>, isGood: (found: T) => boolean): Promise<void> {
    const deadline = Date.now() + UNTIL_MILLIS_MAX;
    for (;;) {
      const told = await this.page.evaluate(() => window.godwit.told);
      const found = await find();
      if (isGood(found)) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`not in time: ${what}; there is ${JSON.stringify(found)}`);
      }
      await this.page
        .waitForFunction((before) => window.godwit.told !== before, told, {
          polling: LOOK_MILLIS,
          timeout: QUIET_MILLIS,
        })
        .catch(() => undefined);
    }
  }

  register(handle: string) {
    return this.ask({ kind: "register", handle, password: PASSWORD });
  }

  online(): Promise<void> {
    return this.until("online", (events) => connectionOf(events) === "online");
  }

  async openDirect(handle: string): Promise<string> {
    return (await this.ask({ kind: "openDirect", handle })).conversation;
  }

  async history(conversation: string, limit = 100): Promise<readonly Message[]> {
    const page = await this.ask({ kind: "history", conversation, from: { kind: "newest" }, limit });
    return page.messages;
  }

  async texts(conversation: string): Promise<string[]> {
    const messages = await this.history(conversation, 500);
    return messages.map(({ content }) => (content.kind === "text" ? content.text : `<${content.kind}>`));
  }

  /** Waits until the history has exactly these texts. */
  async untilTexts(conversation: string, expected: readonly string[]): Promise<void> {
    const wanted = JSON.stringify(expected);
    await this.look(
      wanted,
      () => this.texts(conversation),
      (texts) => JSON.stringify(texts) === wanted,
    );
  }

  async snapshot(): Promise<Snapshot> {
    return this.page.evaluate(
      () =>
        new Promise<Snapshot>((resolve) => {
          const end = window.godwit.port.listen((event) => {
            if (event.kind === "snapshot") {
              end();
              resolve(event);
            }
          });
        }),
    );
  }

  async conversation(id: string): Promise<Conversation> {
    const found = (await this.snapshot()).conversations.find((each) => each.id === id);
    if (!found) {
      throw new Error(`there is no conversation ${id}`);
    }
    return found;
  }

  /** Waits until all entries up to this one are stored. The page looks by itself, which keeps nobody from working. */
  async untilHead(conversation: string, head: number): Promise<void> {
    await this.page.evaluate(
      ([id, wanted]) =>
        new Promise<void>((resolve) => {
          const end = window.godwit.port.listen((event) => {
            const told = event.kind === "snapshot" ? event.conversations : [];
            const rows = event.kind === "conversation" ? [event.conversation] : told;
            if (rows.some((row) => row.id === id && row.head >= wanted)) {
              queueMicrotask(() => end());
              resolve();
            }
          });
        }),
      [conversation, head] as const,
    );
  }

  /** Waits until the message has come so far. */
  async untilTick(conversation: string, id: string, tick: Tick): Promise<void> {
    const now = async () => {
      const row = await this.conversation(conversation);
      const message = (await this.history(conversation, 500)).find((each) => each.id === id);
      return message && tickOf(message, row);
    };
    await this.look(tick, now, (found) => found === tick);
  }
}

export function connectionOf(events: readonly DeviceEvent[]): string {
  let connection = "none";
  for (const event of events) {
    if (event.kind === "connection" || event.kind === "snapshot") {
      connection = event.connection.kind;
    }
  }
  return connection;
}
