import { execFileSync } from "node:child_process";
import { join } from "node:path";

const WEB = join(import.meta.dirname, "../..");

/** What a node is started with to serve the page without screens. */
export const DEVICE_SITE = join(WEB, "target/test-site");

/** Builds the page without screens. */
export default function build() {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: WEB, stdio: "inherit" });
  run("npx", "--no-install", "vite", "build", "--logLevel", "error", "-c", "test/page/vite.config.ts", "test/page");
  run("node", "scripts/release.mjs", join(DEVICE_SITE, "web"), "test");
}
