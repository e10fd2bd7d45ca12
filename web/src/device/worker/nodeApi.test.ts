import { describe, expect, onTestFinished, test, vi } from "vitest";
import { base64, bytesIn, NodeApi } from "./nodeApi";

const answering = (body: string, init: ResponseInit) => new NodeApi(() => Promise.resolve(new Response(body, init)));

describe("asking the node", () => {
  test("a refusal of the catalogue is told with its text and when to ask again", async () => {
    const api = answering('{"code":"RATE_LIMITED","number":50,"text":"x"}', {
      status: 429,
      headers: { "retry-after": "7" },
    });
    await expect(api.get("/v1/devices", "t")).rejects.toMatchObject({
      failure: { code: "RATE_LIMITED" },
      retryAfterMillis: 7_000,
    });
  });

  test("an answer in bytes is given as it came, and a refusal of it is told as any other", async () => {
    const bytes = Uint8Array.of(0x3a, 0x01, 0xff);
    const welcome = new NodeApi(() => Promise.resolve(new Response(bytes)));
    await expect(welcome.getBytes("/v1/conversations/c/welcomes/1", "t")).resolves.toEqual(bytes);
    const refused = answering('{"code":"NOT_FOUND","number":5,"text":"x"}', { status: 404 });
    await expect(refused.getBytes("/v1/conversations/c/welcomes/1", "t")).rejects.toMatchObject({
      failure: { code: "NOT_FOUND" },
    });
  });

  test("what is no answer of a node is not understood", async () => {
    await expect(answering("<html>", { status: 200 }).get("/v1/devices", "t")).rejects.toMatchObject({
      failure: { code: "NODE_NOT_UNDERSTOOD" },
    });
  });

  test("no answer at all means that it cannot be reached", async () => {
    const api = new NodeApi(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(api.get("/v1/devices", "t")).rejects.toMatchObject({ failure: { code: "NODE_UNREACHABLE" } });
  });

  test("an answer that comes slowly is waited for, one that never begins is not", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const body = new ReadableStream({
      start: (stream) => {
        setTimeout(() => {
          stream.enqueue(new TextEncoder().encode("{}"));
          stream.close();
        }, 60_000);
      },
    });
    const slow = new NodeApi(() => Promise.resolve(new Response(body))).get("/v1/devices", "t");
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(slow).resolves.toEqual({});
    const silent = new NodeApi(
      (_, init) => new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("gone")))),
    ).get("/v1/devices", "t");
    const told = expect(silent).rejects.toMatchObject({ failure: { code: "NODE_UNREACHABLE" } });
    await vi.advanceTimersByTimeAsync(10_000);
    await told;
  });

  test("the token goes into the header, never into the address, and no cookie goes along", async () => {
    let asked: { url: string; init: RequestInit } | undefined;
    const api = new NodeApi((url, init) => {
      asked = { url: typeof url === "string" ? url : "", init: init ?? {} };
      return Promise.resolve(new Response("{}"));
    });
    await api.get("/v1/devices", "secret");
    expect(asked?.url).toBe("/v1/devices");
    expect(new Headers(asked?.init.headers).get("authorization")).toBe("Bearer secret");
    expect(asked?.init).toMatchObject({ credentials: "omit", redirect: "error", cache: "no-store" });
  });

  test("bytes come back from base64 as they went", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(bytesIn({ all: base64(bytes) }, "all")).toEqual(bytes);
  });
});
