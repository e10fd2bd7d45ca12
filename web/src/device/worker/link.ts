import type { CompiledBackoff } from "godwit-web-device";
import { CLOSES } from "../../protocol/catalogue";
import type { Connection, Failure } from "../api";
import type { Compiled } from "./compiled";
import type { Desk, DeviceLoop } from "./deviceLoop";
import { DeviceError, failureOf, isForGood, unreachable } from "./failures";

/** How long a connection, and its first frame, may take. */
const CONNECT_MILLIS_MAX = 5_000;
const FIRST_FRAME_MILLIS_MAX = 10_000;

const PROTOCOL = "godwit.v1";
const NORMAL_CLOSE = 1_000;

/** What a link needs from around it. */
export interface LinkOptions {
  readonly loop: DeviceLoop;
  /** A good token; checks with the node when the last attempt was refused, for a browser does not say why. */
  readonly token: (refusedBefore: boolean) => Promise<string>;
  readonly tell: (connection: Connection) => void;
  readonly compiled: Pick<Compiled, "CompiledBackoff">;
  readonly location: { readonly protocol: string; readonly host: string; readonly hostname: string };
  readonly connect?: (address: string, protocols: string[]) => WebSocket;
}

/**
 * The connection to the node, which comes back by itself. It ends for good when the node does not want the device any
 * more: displaced to stay so, revoked, signed out, or with no protocol version in common.
 */
export class Link {
  private readonly options: LinkOptions;
  private readonly backoff: CompiledBackoff;
  private session: Session | null = null;
  private closing = false;
  private failing = false;
  private busy = false;
  private goodbyeMillis = 0;
  private hurry: (() => void) | null = null;

  constructor(options: LinkOptions) {
    this.options = options;
    this.backoff = new options.compiled.CompiledBackoff(options.location.hostname);
  }

  start() {
    void this.run();
  }

  /** Sends in order, or not at all while there is no connection. */
  send(frame: Uint8Array) {
    this.session?.send(frame);
  }

  /** Gives the connection up and makes another. */
  reconnect() {
    this.session?.abort();
  }

  /** The network is back, or the person is: no use in waiting. */
  hasten() {
    this.hurry?.();
  }

  close() {
    this.closing = true;
    this.session?.abort();
    this.hurry?.();
  }

  private async run(): Promise<void> {
    let end: Failure | null;
    do {
      end = await this.once();
      await this.pause(end);
    } while (!this.closing && !end);
    if (end) {
      this.options.tell({ kind: "ended", failure: end });
    }
  }

  private async pause(end: Failure | null): Promise<void> {
    if (this.closing || end) {
      return;
    }
    const wait = this.waitMillis();
    this.goodbyeMillis = 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.hurry = null;
  }

  private waitMillis(): number {
    if (this.goodbyeMillis > 0) {
      return this.backoff.afterGoodbye(this.goodbyeMillis);
    }
    const now = performance.now();
    return this.busy ? this.backoff.afterBusy(now) : this.backoff.afterSilence(now);
  }

  /** One connection from its beginning to its end; the reason when no other should follow. */
  private async once(): Promise<Failure | null> {
    if (!this.failing) {
      this.options.tell({ kind: "connecting" });
    }
    try {
      const token = await this.options.token(this.failing);
      const session = new Session(this.options, token, (millis) => this.bye(millis));
      this.session = session;
      await session.opened;
      this.failing = false;
      this.options.tell({ kind: "catchingUp" });
      const since = performance.now();
      const code = await this.live(session);
      this.busy = this.options.compiled.CompiledBackoff.isBusyClose(code);
      return this.backoff.staysAway(code, performance.now() - since) ? endOf(code) : null;
    } catch (error) {
      return this.failed(error);
    } finally {
      this.session?.abort();
      this.session = null;
    }
  }

  private async live(session: Session): Promise<number> {
    void session.heard.then((heard) => (heard ? this.backoff.reset() : session.abort()));
    return session.closed;
  }

  private failed(error: unknown): Failure | null {
    if (error instanceof DeviceError && isForGood(error)) {
      return error.failure;
    }
    this.failing = true;
    this.busy = this.isBusy(error);
    this.options.tell({ kind: "offline", failure: failureOf(error) });
    return null;
  }

  /** Whether the node answered, and said that it has too much to do. */
  private isBusy(error: unknown): boolean {
    const number = error instanceof DeviceError ? error.refusal?.code : undefined;
    return number !== undefined && this.options.compiled.CompiledBackoff.isBusyError(number);
  }

  private bye(millis: number) {
    this.goodbyeMillis = millis;
  }
}

/** One socket and the device that it belongs to. */
class Session {
  private readonly loop: DeviceLoop;
  private readonly generation: number;
  private readonly socket: WebSocket;
  private readonly bye: (millis: number) => void;
  private over = false;
  /** What the device said before it knew of this session was said in another, or in none. */
  private known = false;
  private hear: (heard: boolean) => void = () => undefined;
  /** Rejects when it does not come about. */
  readonly opened: Promise<void>;
  /** Whether a first frame came in time. */
  readonly heard: Promise<boolean>;
  /** The close code. */
  readonly closed: Promise<number>;

  constructor(options: LinkOptions, token: string, bye: (millis: number) => void) {
    this.loop = options.loop;
    this.generation = options.loop.generation;
    this.bye = bye;
    const connect = options.connect ?? ((address, protocols) => new WebSocket(address, protocols));
    const scheme = options.location.protocol === "https:" ? "wss" : "ws";
    this.socket = connect(`${scheme}://${options.location.host}/v1/socket`, [PROTOCOL, `bearer.${token}`]);
    this.socket.binaryType = "arraybuffer";
    this.opened = this.opening();
    this.heard = new Promise((resolve) => (this.hear = resolve));
    this.closed = this.ending();
    this.opened.catch(() => undefined);
  }

  private opening(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.abort(), CONNECT_MILLIS_MAX);
      this.socket.addEventListener("open", () => {
        clearTimeout(timer);
        setTimeout(() => this.hear(false), FIRST_FRAME_MILLIS_MAX);
        this.loop.tell(this.generation, (desk) => this.begin(desk), true);
        resolve();
      });
      this.socket.addEventListener("message", (message: MessageEvent<ArrayBuffer>) => this.onMessage(message.data));
      this.socket.addEventListener("close", () => {
        clearTimeout(timer);
        reject(unreachable());
      });
    });
  }

  private begin({ device, now }: Desk) {
    this.known = true;
    device.onConnected(now);
  }

  private onMessage(data: ArrayBuffer) {
    this.hear(true);
    if (this.over) {
      return;
    }
    // What came before the end counts, though the socket was closed right behind it: it may say why.
    this.loop.tell(this.generation, ({ device, now }) => {
      const answer = device.onFrame(new Uint8Array(data), now);
      if (answer >= 0) {
        this.bye(answer);
      } else if (answer === MALFORMED) {
        this.abort();
      }
    });
  }

  private ending(): Promise<number> {
    return new Promise((resolve) => {
      const end = (code: number) => {
        if (!this.over) {
          this.over = true;
          this.loop.tell(this.generation, ({ device, now }) => device.onDisconnected(now));
        }
        resolve(code);
      };
      this.socket.addEventListener("close", (close) => end(close.code));
      // The browser may take long to notice that nobody answers; this side has given up already.
      this.abort = () => {
        this.socket.close();
        end(NORMAL_CLOSE);
      };
    });
  }

  send(frame: Uint8Array) {
    if (this.known && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(frame as Uint8Array<ArrayBuffer>);
    }
  }

  abort: () => void = () => this.socket.close();
}

/** What the compiled device says of a frame that it cannot read. */
const MALFORMED = -2;

function endOf(code: number): Failure | null {
  const close = CLOSES.find((each) => each.code === code);
  return close ? { code: close.name, text: close.text } : null;
}
