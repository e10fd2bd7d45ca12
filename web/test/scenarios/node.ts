import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The checkout; another one's build can be tested with GODWIT_ROOT. */
export const ROOT = process.env["GODWIT_ROOT"] ?? join(import.meta.dirname, "../../..");

const READY_MILLIS_MAX = 60_000;

const JAVA_FLAGS = [
  "-XX:+UseSerialGC",
  "--enable-native-access=ALL-UNNAMED",
  "--sun-misc-unsafe-memory-access=allow",
  "-ea:dev.godwit...",
];

function java(): string {
  const home = process.env["JAVA_HOME"] ?? "";
  const inHome = join(home, "bin/java");
  return existsSync(inHome) ? inHome : "java";
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A process of the node or of the command line. */
export function javaProcess(module: string, main: string, args: readonly string[], first = ""): ChildProcess {
  const library = join(ROOT, module, "target/lib/*");
  return spawn(java(), [...JAVA_FLAGS, "-cp", first ? `${first}:${library}` : library, main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** A real node in a folder of its own, that can be killed and started again at the same address. */
export class TestNode {
  readonly url: string;
  readonly folder = mkdtempSync(join(tmpdir(), "godwit-scenario-"));
  private readonly port: number;
  private site: string;
  private child: ChildProcess | null = null;

  private constructor(port: number, site: string) {
    this.port = port;
    this.site = site;
    this.url = `http://localhost:${port}`;
  }

  /** @param site a folder with a web client to serve instead of the product's; empty for that one */
  static async start(site = ""): Promise<TestNode> {
    const node = new TestNode(await freePort(), site);
    await node.start();
    return node;
  }

  /** @param site what is served from now on, as above */
  async start(site = this.site): Promise<void> {
    this.site = site;
    const data = join(this.folder, "data");
    const child = javaProcess("node", "dev.godwit.node.Main", ["--port", `${this.port}`, "--data", data], this.site);
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the node is not ready in time")), READY_MILLIS_MAX);
      child.once("exit", (code) => reject(new Error(`the node ended with ${code}`)));
      child.stdout?.on("data", (chunk: Buffer) => {
        if (/^ready /mu.test(chunk.toString())) {
          clearTimeout(timer);
          resolve();
        }
      });
    });
  }

  /** kill -9. */
  kill(): Promise<void> {
    const child = this.child;
    this.child = null;
    return new Promise((resolve) => {
      if (child?.exitCode !== null) {
        resolve();
        return;
      }
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
