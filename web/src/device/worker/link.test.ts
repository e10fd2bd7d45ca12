import { CompiledBackoff } from "godwit-web-device";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../api";
import type { DeviceLoop } from "./deviceLoop";
import { refused } from "./failures";
import { Link } from "./link";

const OVERLOADED = 51;
const CLOSED_DISPLACED = 4001;
const CLOSED_OVERLOADED = 4006;
const CLOSED_SILENT = 4003;

/** Less than the shortest wait after the node said that it has too much to do; more than the first one otherwise. */
const AT_ONCE_MILLIS = 60;

/** A socket of a node that does what the test says. */
class ScriptedSocket extends EventTarget {
  binaryType = "";
  readonly readyState = 1;

  close() {
    // The link has given up on it already.
  }

  open() {
    this.dispatchEvent(new Event("open"));
  }

  end(code: number) {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

describe("coming back", () => {
  let sockets: ScriptedSocket[];
  let told: Connection[];
  let token: () => Promise<string>;
  let link: Link;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    told = [];
    token = () => Promise.resolve("token");
    link = new Link({
      loop: { generation: 1, tell: () => undefined } as unknown as DeviceLoop,
      compiled: { CompiledBackoff },
      token: () => token(),
      tell: (connection) => told.push(connection),
      location: { protocol: "https:", host: "chat.example", hostname: "chat.example" },
      connect: () => {
        const socket = new ScriptedSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    });
    link.start();
  });

  afterEach(() => {
    link.close();
    vi.useRealTimers();
  });

  const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

  async function connected(): Promise<ScriptedSocket> {
    await pass(0);
    const socket = sockets.at(-1);
    socket?.open();
    await pass(0);
    if (!socket) {
      throw new Error("there is no socket");
    }
    return socket;
  }

  test("a connection that was lost is made again at once", async () => {
    (await connected()).end(CLOSED_SILENT);
    await pass(AT_ONCE_MILLIS);
    expect(sockets).toHaveLength(2);
  });

  test("who is displaced soon comes back twice, and then stays away", async () => {
    for (const sessions of [1, 2]) {
      (await connected()).end(CLOSED_DISPLACED);
      await pass(AT_ONCE_MILLIS);
      expect(sockets).toHaveLength(sessions + 1);
    }
    (await connected()).end(CLOSED_DISPLACED);
    await pass(60_000);
    expect(sockets).toHaveLength(3);
    expect(told.at(-1)).toMatchObject({ kind: "ended", failure: { code: "DISPLACED" } });
  });

  test("who is displaced after a while stays away", async () => {
    const socket = await connected();
    socket.dispatchEvent(Object.assign(new Event("message"), { data: new ArrayBuffer(0) }));
    await pass(31_000);
    socket.end(CLOSED_DISPLACED);
    await pass(60_000);
    expect(sockets).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ kind: "ended", failure: { code: "DISPLACED" } });
  });

  test("a node that closes because it has too much to do is left alone, longer each time", async () => {
    (await connected()).end(CLOSED_OVERLOADED);
    await pass(AT_ONCE_MILLIS);
    expect(sockets).toHaveLength(1);
    await pass(1_000);
    expect(sockets).toHaveLength(2);
    (await connected()).end(CLOSED_OVERLOADED);
    await pass(900);
    expect(sockets).toHaveLength(2);
    await pass(1_100);
    expect(sockets).toHaveLength(3);
  });

  test("so is one that refuses a token for now", async () => {
    let asked = 0;
    token = () => {
      asked++;
      return Promise.reject(refused(OVERLOADED));
    };
    (await connected()).end(CLOSED_SILENT);
    await pass(AT_ONCE_MILLIS);
    expect(asked).toBe(1);
    await pass(400);
    expect(asked).toBe(1);
    await pass(600);
    expect(asked).toBe(2);
    expect(told.at(-1)?.kind).toBe("offline");
  });
});
