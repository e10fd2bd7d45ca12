import { describe, expect, test } from "vitest";
import type { Answer, CommandKind, DeviceCommand, DeviceEvent } from "../api";
import type { FromWorker } from "./envelope";
import { Hub } from "./hub";
import type { Leader, TabMessage } from "./hub";

const SNAPSHOT: DeviceEvent = {
  kind: "snapshot",
  signedIn: { kind: "nobody" },
  connection: { kind: "none" },
  storage: { kind: "kept" },
  tab: "leader",
  conversations: [],
  supports: [],
};

const FIND: DeviceCommand = { kind: "find", handle: "bob" };
const SEND: DeviceCommand = { kind: "send", conversation: "c", text: "x", mentions: [] };

/** Tabs in one browser, whose messages arrive when the test lets them. */
class Browser {
  private readonly tabs: Tab[] = [];

  open(): Tab {
    const tab = new Tab(`tab ${this.tabs.length}`, (from, said) => {
      this.tabs.filter((each) => each !== from && !each.closed).forEach((each) => each.hub.onTab(said));
    });
    this.tabs.push(tab);
    return tab;
  }
}

class Tab {
  readonly said: FromWorker[] = [];
  readonly hub: Hub;
  closed = false;
  private asks = 0;

  constructor(name: string, cast: (from: Tab, said: TabMessage) => void) {
    this.hub = new Hub({ tab: name, post: (said) => this.said.push(said), cast: (said) => cast(this, said) });
  }

  listen() {
    this.hub.onPage({ kind: "listen" });
  }

  ask(command: DeviceCommand): number {
    const ask = ++this.asks;
    this.hub.onPage({ kind: "ask", ask, command });
    return ask;
  }

  answers(): Answer<CommandKind>[] {
    return this.said.flatMap((each) => (each.kind === "answer" ? [each.answer] : []));
  }

  events(): DeviceEvent[] {
    return this.said.flatMap((each) => (each.kind === "event" ? [each.event] : []));
  }
}

/** Answers when it is let. */
class Device implements Leader {
  readonly asked: DeviceCommand[] = [];
  private readonly answering: boolean;

  constructor(answering = true) {
    this.answering = answering;
  }

  answer(command: DeviceCommand): Promise<Answer<CommandKind>> {
    this.asked.push(command);
    return this.answering ? Promise.resolve({ ok: true, value: null }) : new Promise(() => undefined);
  }

  snapshot(): DeviceEvent {
    return SNAPSHOT;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("tabs of one browser", () => {
  test("a command of a tab that follows is done by the one that leads, once", async () => {
    const browser = new Browser();
    const [first, second] = [browser.open(), browser.open()];
    const device = new Device();
    first.hub.lead(device);
    second.ask(FIND);
    await settled();
    expect(device.asked).toEqual([FIND]);
    expect(second.answers()).toEqual([{ ok: true, value: null }]);
    expect(first.answers()).toEqual([]);
  });

  test("events reach the pages of all tabs that listen, and a snapshot says who leads", () => {
    const browser = new Browser();
    const [first, second] = [browser.open(), browser.open()];
    first.hub.lead(new Device());
    first.listen();
    second.listen();
    first.hub.tell({ kind: "connection", connection: { kind: "online" } });
    expect(first.events().map(({ kind }) => kind)).toEqual(["snapshot", "connection"]);
    expect(first.events()[0]).toMatchObject({ tab: "leader" });
    expect(second.events().find(({ kind }) => kind === "snapshot")).toMatchObject({ tab: "follower" });
    expect(second.events().at(-1)?.kind).toBe("connection");
  });

  test("what is asked before anybody leads is done as soon as somebody does", async () => {
    const browser = new Browser();
    const [first, second] = [browser.open(), browser.open()];
    second.ask(SEND);
    const device = new Device();
    first.hub.lead(device);
    await settled();
    expect(device.asked).toEqual([SEND]);
    expect(second.answers()).toHaveLength(1);
  });

  test("when the leader ends, what can be asked again is, and what might be done twice is told", async () => {
    const browser = new Browser();
    const [first, second] = [browser.open(), browser.open()];
    first.hub.lead(new Device(false));
    second.ask(FIND);
    second.ask(SEND);
    first.closed = true;
    const next = new Device();
    second.hub.lead(next);
    await settled();
    expect(next.asked).toEqual([FIND]);
    expect(second.answers()).toContainEqual({ ok: true, value: null });
    expect(second.answers()).toContainEqual(
      expect.objectContaining({ ok: false, failure: expect.objectContaining({ code: "CLOSED" }) as unknown }),
    );
  });
});
