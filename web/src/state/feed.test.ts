import { describe, expect, it } from "vitest";
import type { DeviceEvent } from "../device/api";
import { createFeed } from "./feed";
import { message } from "./fixtures";

/** A browser whose frames come when the test says so. */
function rig() {
  const taken: number[] = [];
  let frame: (() => void) | null = null;
  const feed = createFeed(
    (events) => taken.push(events.length),
    (callback) => (frame = callback),
  );
  return {
    feed,
    taken,
    draw: () => {
      const due = frame;
      frame = null;
      due?.();
      return due !== null;
    },
  };
}

const rows = (count: number): DeviceEvent => ({
  kind: "messages",
  messages: Array.from({ length: count }, (_, i) => message(i + 1)),
});

describe("the feed", () => {
  it("hands over all events of a frame at once", () => {
    const { feed, taken, draw } = rig();
    for (let i = 0; i < 10; i++) feed({ kind: "tab", tab: "leader" });
    expect(taken).toEqual([]);
    draw();
    expect(taken).toEqual([10]);
    expect(draw()).toBe(false);
  });

  it("spreads a flood over several frames, and loses nothing", () => {
    const { feed, taken, draw } = rig();
    for (let i = 0; i < 10; i++) feed(rows(1_000));
    let frames = 0;
    while (draw()) frames++;
    expect(frames).toBeGreaterThan(2);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(10);
  });

  it("takes an event that is larger than a frame by itself", () => {
    const { feed, taken, draw } = rig();
    feed(rows(5_000));
    feed(rows(1));
    draw();
    draw();
    expect(taken).toEqual([1, 1]);
  });
});
