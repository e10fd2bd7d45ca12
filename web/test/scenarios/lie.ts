import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import type { Screen } from "./screen";
import { Tab } from "./person";

const UPGRADED = "HTTP/1.1 101";
const END_OF_HEADERS = "\r\n\r\n";

interface Lie {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** Stands before a node, and tells those behind it something else than the others hear. */
export class LyingProxy {
  private lie: Lie | null = null;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly node: URL,
  ) {}

  static async before(node: string): Promise<LyingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = new LyingProxy(server, new URL(node));
    server.on("connection", (client) => proxy.serve(client));
    return proxy;
  }

  get url(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Where the node names an account last in what it pushes, another one stands from now on. */
  async lies(who: Screen, group: string, { named, instead }: { named: string; instead: string }): Promise<void> {
    const tab = await Tab.open(who.context, this.url);
    const { conversations } = await tab.snapshot();
    const row = conversations.find((each) => each.kind === "group" && each.name === group);
    const members = await tab.ask({ kind: "members", conversation: row?.id ?? "" });
    await tab.page.close();
    const idOf = (handle: string) => Buffer.from(members.find((each) => each.handle === handle)?.account ?? "", "hex");
    this.lie = { from: idOf(named), to: idOf(instead) };
  }

  /** Where this text stands last in what is pushed, another of its length stands from now on. */
  misspells(text: string, instead: string) {
    this.lie = { from: Buffer.from(text), to: Buffer.from(instead) };
  }

  /** From now on it says what is so. */
  stops() {
    this.lie = null;
  }

  close() {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
  }

  private serve(client: Socket) {
    const upstream = connect(Number(this.node.port), this.node.hostname);
    const frames = new Frames((frame) => client.write(this.altered(frame)));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => frames.take(bytes));
  }

  private altered(frame: Buffer): Buffer {
    const at = this.lie ? frame.lastIndexOf(this.lie.from) : -1;
    if (this.lie && at >= 0) {
      this.lie.to.copy(frame, at);
    }
    return frame;
  }
}

/** What a node sends, in pieces that have their meaning alone: the frames of a WebSocket, and anything else as it comes. */
class Frames {
  private rest = Buffer.alloc(0);
  private upgraded = false;
  private begun = false;

  constructor(private readonly pass: (piece: Buffer) => void) {}

  take(bytes: Buffer) {
    this.rest = Buffer.concat([this.rest, bytes]);
    if (!this.begun) {
      this.begin();
    }
    for (let length = this.next(); length > 0 && length <= this.rest.length; length = this.next()) {
      this.pass(this.cut(length));
    }
  }

  private begin() {
    this.begun = true;
    const end = this.rest.indexOf(END_OF_HEADERS);
    this.upgraded = this.rest.toString("latin1", 0, UPGRADED.length) === UPGRADED && end > 0;
    if (this.upgraded) {
      this.pass(this.cut(end + END_OF_HEADERS.length));
    }
  }

  private cut(length: number): Buffer {
    const piece = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return piece;
  }

  /** Of the next frame with its header (RFC 6455, section 5.2), which a node does not mask; 0 when that is not known. */
  private next(): number {
    if (!this.upgraded || this.rest.length < 2) {
      return this.upgraded ? 0 : this.rest.length;
    }
    const short = (this.rest[1] ?? 0) & 0x7f;
    const header = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (this.rest.length < header) {
      return 0;
    }
    const length =
      short < 126 ? short : short === 126 ? this.rest.readUInt16BE(2) : Number(this.rest.readBigUInt64BE(2));
    return header + length;
  }
}
