import type { DeviceError } from "./failures";
import { notUnderstood, refused, unreachable } from "./failures";

/** Until an answer begins, beside the time that the slowest line needs for the request. */
const REQUEST_MILLIS_MAX = 10_000;
const BYTES_PER_MILLI_MIN = 2;

/** Until it has come whole: the largest tree of a group over a slow line. */
const ANSWER_MILLIS_MAX = 300_000;

const RETRY_AFTER_SECONDS_MAX = 3_600;

type Init = Pick<RequestInit, "method" | "headers"> & { readonly body?: string | null };

export type Json = Readonly<Record<string, unknown>>;

interface Exchanged {
  readonly response: Response;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The REST interface of the node that this page comes from. Rejects with a `DeviceError`. */
export class NodeApi {
  private readonly ask: typeof fetch;

  constructor(ask: typeof fetch = (...request) => fetch(...request)) {
    this.ask = ask;
  }

  /** The node's clock, from the date of an answer; this machine's when it does not say. */
  async time(): Promise<number> {
    const { response } = await this.exchange("/healthz", { method: "GET" });
    const time = Date.parse(response.headers.get("date") ?? "");
    return Number.isNaN(time) ? Date.now() : time;
  }

  get(path: string, token: string): Promise<Json> {
    return this.request("GET", path, token, null);
  }

  post(path: string, token: string | null, body: Json): Promise<Json> {
    return this.request("POST", path, token, body);
  }

  delete(path: string, token: string): Promise<Json> {
    return this.request("DELETE", path, token, null);
  }

  async request(method: string, path: string, token: string | null, body: Json | null): Promise<Json> {
    const headers = new Headers();
    if (token !== null) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    if (body !== null) {
      headers.set("Content-Type", "application/json");
    }
    const { response, bytes } = await this.exchange(path, { method, headers, body: body && JSON.stringify(body) });
    requireDone(response, bytes);
    return parse(bytes);
  }

  /** For an answer that is no JSON. */
  async getBytes(path: string, token: string): Promise<Uint8Array<ArrayBuffer>> {
    const headers = new Headers({ Authorization: `Bearer ${token}` });
    const { response, bytes } = await this.exchange(path, { method: "GET", headers });
    requireDone(response, bytes);
    return bytes;
  }

  private async exchange(path: string, init: Init): Promise<Exchanged> {
    const line = new AbortController();
    const hangUp = () => line.abort();
    let timer = setTimeout(hangUp, REQUEST_MILLIS_MAX + (init.body?.length ?? 0) / BYTES_PER_MILLI_MIN);
    try {
      const response = await this.ask(path, {
        ...init,
        // No cookie goes along, nothing is cached, and no other address is asked instead.
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: line.signal,
      });
      clearTimeout(timer);
      timer = setTimeout(hangUp, ANSWER_MILLIS_MAX);
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      throw unreachable();
    } finally {
      clearTimeout(timer);
    }
  }
}

function requireDone(response: Response, bytes: Uint8Array): void {
  if (response.ok) {
    return;
  }
  const number = parse(bytes)["number"];
  if (typeof number !== "number") {
    throw response.status >= 500 ? unreachable() : notUnderstood();
  }
  throw refusal(number, response);
}

function refusal(number: number, response: Response): DeviceError {
  const seconds = Number(response.headers.get("retry-after") ?? 0);
  const known = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, RETRY_AFTER_SECONDS_MAX) : 0;
  return refused(number, known * 1_000);
}

function parse(bytes: Uint8Array): Json {
  const text = new TextDecoder().decode(bytes);
  try {
    const value: unknown = text.trim() === "" ? {} : JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Json;
    }
  } catch {
    // Said below.
  }
  throw notUnderstood();
}

// --- Reading fields; what is not of the form that it must have is not understood ---

export function textIn(json: Json, name: string): string {
  const value = json[name];
  if (typeof value !== "string") {
    throw notUnderstood();
  }
  return value;
}

export function numberIn(json: Json, name: string): number {
  const value = json[name];
  if (typeof value !== "number") {
    throw notUnderstood();
  }
  return value;
}

export function listIn(json: Json, name: string): Json[] {
  const value = json[name];
  if (!Array.isArray(value)) {
    throw notUnderstood();
  }
  return value as Json[];
}

export function textsIn(json: Json, name: string): string[] {
  const value = json[name];
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) {
    throw notUnderstood();
  }
  return value;
}

export function bytesIn(json: Json, name: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(textIn(json, name)), (character) => character.charCodeAt(0));
  } catch {
    throw notUnderstood();
  }
}

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}
