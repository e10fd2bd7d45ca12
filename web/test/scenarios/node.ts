import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The checkout; another one's build can be tested with GODWIT_ROOT. */
export const ROOT = process.env["GODWIT_ROOT"] ?? join(import.meta.dirname, "../../..");

const MAIN = "dev.godwit.node.Main";

const READY_MILLIS_MAX = 60_000;

const JAVA_FLAGS = [
  "-XX:+UseSerialGC",
  "--enable-native-access=ALL-UNNAMED",
  "--sun-misc-unsafe-memory-access=allow",
  "-ea:dev.godwit...",
];

/** What ends soon is not compiled well, which takes longer than it runs; where figures are taken it is. */
const MEASURED = process.env["GODWIT_MEASURED"] ?? process.env["GODWIT_CATCHUP"];
const COMPILER_FLAGS = MEASURED === undefined ? ["-XX:TieredStopAtLevel=1"] : [];

/** As many accounts and messages as one likes, and password hashes that cost nothing. */
const UNLIMITED = `
[limit]
requests-per-second = 1000000
registrations-per-hour = 1000000000
sends-per-second = 1000000
sends-burst = 1000000
[password]
memory-kib = 8
passes = 1
`;

/** How a node is started. */
export interface Setup {
  /** What stands first on its class path; empty for the product alone. */
  readonly site?: string;
  /** Without the limits that a node has as it comes. */
  readonly unlimited?: boolean;
}

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

/** A process of the command line, which is built already. */
export function commandLineProcess(args: readonly string[]): ChildProcess {
  return spawn(join(ROOT, "godwit"), args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, GODWIT_BUILT: "1", GODWIT_JAVA_OPTIONS: "-ea:dev.godwit..." },
  });
}

/** A real node in a folder of its own, that can be killed and started again at the same address. */
export class TestNode {
  readonly url: string;
  readonly folder = mkdtempSync(join(tmpdir(), "godwit-scenario-"));
  private readonly port: number;
  private readonly setup: Setup;
  private child: ChildProcess | null = null;

  private constructor(port: number, setup: Setup) {
    this.port = port;
    this.setup = setup;
    this.url = `http://localhost:${port}`;
  }

  static async start(setup: Setup = {}): Promise<TestNode> {
    const node = new TestNode(await freePort(), setup);
    await node.start();
    return node;
  }

  async start(): Promise<void> {
    const library = join(ROOT, "node/target/lib/*");
    const path = this.setup.site ? `${this.setup.site}:${library}` : library;
    const child = spawn(java(), [...JAVA_FLAGS, ...COMPILER_FLAGS, "-cp", path, MAIN, ...this.arguments()], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the node is not ready in time")), READY_MILLIS_MAX);
      child.once("exit", (code) => reject(new Error(`the node ended with ${code}`)));
      child.stdout.on("data", (chunk: Buffer) => {
        if (/^ready /mu.test(chunk.toString())) {
          clearTimeout(timer);
          resolve();
        }
      });
    });
  }

  private arguments(): string[] {
    const all = ["--port", `${this.port}`, "--data", join(this.folder, "data")];
    if (!this.setup.unlimited) {
      return all;
    }
    const config = join(this.folder, "node.toml");
    writeFileSync(config, UNLIMITED);
    return [...all, "--config", config];
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
