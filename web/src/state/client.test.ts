import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer, CommandKind, DeviceCommand, DeviceEvent, DevicePort } from "../device/api";
import { HISTORY_LIMIT_MAX } from "../device/api";
import { createClient } from "./client";
import { direct, message, snapshot, text, waiting, WITH_BOB } from "./fixtures";
import { HOME } from "./view";

const PAGE = { messages: [message(1)], hasOlder: false, hasNewer: false };

/** A device that answers as it is told and remembers what it was asked. */
function rig(answers: Partial<Record<CommandKind, unknown>> = { history: PAGE, send: { id: "own 1" } }) {
  const asked: DeviceCommand[] = [];
  let tell: (event: DeviceEvent) => void = () => undefined;
  const port: DevicePort = {
    ask: (command) => {
      asked.push(command);
      return Promise.resolve({ ok: true, value: answers[command.kind] ?? null } as Answer<never>);
    },
    listen: (listener) => {
      tell = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  const client = createClient({ port, nextFrame: (callback) => callback(), now: () => Date.now() });
  client.start();
  const kinds = () => asked.map((command) => command.kind);
  return { ...client, asked, kinds, tell: (event: DeviceEvent) => tell(event) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the client", () => {
  it("reads a conversation when it is opened, and only once", async () => {
    const { tell, actions, kinds, store } = rig();
    tell(snapshot());
    actions.go({ ...HOME, conversation: WITH_BOB });
    await vi.runAllTimersAsync();
    actions.go(HOME);
    actions.go({ ...HOME, conversation: WITH_BOB });
    expect(kinds().filter((kind) => kind === "history")).toHaveLength(1);
    expect(store.get().histories.get(WITH_BOB)?.rows).toHaveLength(1);
  });

  it("has read what the list shows first before it is opened", async () => {
    const others = Array.from({ length: 20 }, (_, i) => direct({ id: `other ${String(i)}` }));
    const { tell, actions, asked } = rig();
    tell(snapshot({ conversations: [direct(), ...others] }));
    actions.prepare([WITH_BOB, ...others.map(({ id }) => id)]);
    await vi.runAllTimersAsync();
    const read = () => asked.flatMap((command) => (command.kind === "history" ? [command.conversation] : []));
    expect(read().slice(0, 2)).toEqual([WITH_BOB, "other 0"]);
    expect(read().length).toBeLessThan(others.length);
    const before = read().length;
    actions.go({ ...HOME, conversation: WITH_BOB });
    actions.prepare([WITH_BOB]);
    await vi.runAllTimersAsync();
    expect(read()).toHaveLength(before);
  });

  it("reads more at once for who scrolls on", async () => {
    const newest = Array.from({ length: 60 }, (_, i) => message(901 + i));
    const older = Array.from({ length: 150 }, (_, i) => message(751 + i));
    const answers = { history: { messages: newest, hasOlder: true, hasNewer: false } };
    const { tell, actions, asked } = rig(answers);
    tell(snapshot());
    await actions.open(WITH_BOB, 0);
    answers.history = { messages: older, hasOlder: true, hasNewer: false };
    await actions.loadOlder(WITH_BOB);
    await actions.loadOlder(WITH_BOB);
    const limits = asked.flatMap((command) => (command.kind === "history" ? [command.limit] : []));
    expect(limits).toEqual([60, 150, HISTORY_LIMIT_MAX]);
  });

  it("reads a conversation of the address as soon as the device has told of it", () => {
    const { tell, actions, kinds } = rig();
    actions.go({ ...HOME, conversation: WITH_BOB });
    expect(kinds()).toEqual([]);
    tell(snapshot());
    expect(kinds()).toContain("history");
  });

  it("reads a conversation that was just begun when the device tells of it", async () => {
    const { tell, actions, kinds, store } = rig();
    tell(snapshot({ conversations: [] }));
    actions.go({ ...HOME, conversation: WITH_BOB });
    expect(kinds()).not.toContain("history");
    tell({ kind: "conversation", conversation: direct() });
    await vi.runAllTimersAsync();
    expect(store.get().histories.get(WITH_BOB)?.rows).toHaveLength(1);
  });

  it("reads anew when another worker has taken over", async () => {
    const { tell, actions, kinds } = rig();
    tell(snapshot());
    actions.go({ ...HOME, conversation: WITH_BOB });
    await vi.runAllTimersAsync();
    tell(snapshot());
    expect(kinds().filter((kind) => kind === "history")).toHaveLength(2);
    expect(kinds().filter((kind) => kind === "watch")).toHaveLength(2);
  });

  it("shows an own message before the device has answered", async () => {
    const { tell, actions, store } = rig();
    tell(snapshot());
    const sent = actions.send(WITH_BOB, "hi", []);
    expect(store.get().echoes).toHaveLength(1);
    await sent;
    tell({ kind: "messages", messages: [waiting(1, { content: text("hi") })] });
    expect(store.get().echoes).toHaveLength(0);
  });

  it("tells reading once for many rows, and only while somebody looks", async () => {
    const { tell, actions, asked } = rig();
    tell(snapshot({ conversations: [direct({ head: 9 })] }));
    actions.attend(false);
    actions.seen(WITH_BOB, 3);
    actions.attend(true);
    [5, 7, 6].forEach((sequence) => actions.seen(WITH_BOB, sequence));
    await vi.runAllTimersAsync();
    expect(asked.filter((command) => command.kind === "markRead")).toEqual([
      { kind: "markRead", conversation: WITH_BOB, sequence: 7 },
    ]);
  });

  it("says that somebody types, says it again, and says when they stopped", async () => {
    const { tell, actions, asked } = rig();
    tell(snapshot());
    for (const text of ["h", "he", "hel"]) {
      actions.typed(WITH_BOB, text);
      await vi.advanceTimersByTimeAsync(2_000);
    }
    await vi.runAllTimersAsync();
    const typing = asked.filter((command) => command.kind === "typing").map((command) => command.typing);
    expect(typing).toEqual([true, true, false]);
  });

  it("keeps a draft when nothing was typed for a while, and at once when the conversation is left", async () => {
    const { tell, actions, asked } = rig();
    tell(snapshot());
    actions.go({ ...HOME, conversation: WITH_BOB });
    actions.typed(WITH_BOB, "half");
    expect(asked.some((command) => command.kind === "draft")).toBe(false);
    actions.go(HOME);
    await vi.runAllTimersAsync();
    expect(asked.filter((command) => command.kind === "draft")).toEqual([
      { kind: "draft", conversation: WITH_BOB, text: "half" },
    ]);
  });

  it("tells what came live", () => {
    const { tell, onArrival } = rig();
    const arrived: string[] = [];
    onArrival((one) => arrived.push(one.id));
    tell({ kind: "arrived", message: message(4) });
    expect(arrived).toEqual(["id 4"]);
  });
});
