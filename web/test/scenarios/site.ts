import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const WEB = join(import.meta.dirname, "../..");

/** First on a node's class path, it makes the node serve the page without screens too, at `DEVICE_PAGE`. */
export const DEVICE_SITE = join(WEB, "target/test-site");
export const DEVICE_PAGE = "/device.html";
/** And the screens without a device, see `src/demo`. */
export const SCREENS_PAGE = "/screens.html";

/** The page that runs the compiled tests. */
export const COMPILED_SITE = join(WEB, "target/test-compiled");

const LIST = "web/integrity.json";

interface List {
  readonly files: readonly object[];
}

const run = promisify(execFile);

/** Builds what the scenarios open beside the product. */
export async function buildSites(): Promise<void> {
  await Promise.all([buildPage(), viteBuild("test/compiled")]);
}

const viteBuild = (folder: string) =>
  run("npx", ["--no-install", "vite", "build", "--logLevel", "error", "-c", `${folder}/vite.config.ts`, folder], {
    cwd: WEB,
    // As the product is built, whatever runs the scenarios.
    env: { ...process.env, NODE_ENV: "production" },
  });

/** The product's files are further along the class path; the list names both. */
async function buildPage(): Promise<void> {
  await viteBuild("test/page");
  await run("node", ["scripts/release.mjs", join(DEVICE_SITE, "web"), "test"], { cwd: WEB });
  const list = join(DEVICE_SITE, LIST);
  const page = JSON.parse(readFileSync(list, "utf8")) as List;
  const product = JSON.parse(readFileSync(join(WEB, "target/classes", LIST), "utf8")) as List;
  writeFileSync(list, JSON.stringify({ ...page, files: [...product.files, ...page.files] }));
}
