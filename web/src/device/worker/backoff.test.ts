import { describe, expect, test } from "vitest";
import { Backoff } from "./backoff";

describe("waiting before the next attempt", () => {
  test("doubles up to a bound, and begins anew after a good connection", () => {
    const backoff = new Backoff("chat.example", () => 0.999);
    const waits = Array.from({ length: 12 }, () => Math.round(backoff.next()));
    expect(waits.slice(0, 4)).toEqual([50, 100, 200, 400]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits.at(-1)).toBeGreaterThan(29_000);
    backoff.reset();
    expect(Math.round(backoff.next())).toBe(50);
  });

  test("half of it is by chance", () => {
    expect(new Backoff("chat.example", () => 0).next()).toBe(25);
  });

  test("a node on the same machine is asked at least each second", () => {
    const near = new Backoff("localhost", () => 0.999);
    expect(Math.max(...Array.from({ length: 12 }, () => near.next()))).toBeLessThanOrEqual(1_000);
  });
});
