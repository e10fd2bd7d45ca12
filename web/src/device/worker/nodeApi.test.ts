import { describe, expect, test } from "vitest";
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

  test("what is no answer of a node is not understood", async () => {
    await expect(answering("<html>", { status: 200 }).get("/v1/devices", "t")).rejects.toMatchObject({
      failure: { code: "NODE_NOT_UNDERSTOOD" },
    });
  });

  test("no answer at all means that it cannot be reached", async () => {
    const api = new NodeApi(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(api.get("/v1/devices", "t")).rejects.toMatchObject({ failure: { code: "NODE_UNREACHABLE" } });
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
