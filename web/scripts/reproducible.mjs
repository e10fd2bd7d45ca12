// Builds the client once more, elsewhere and under another clock and language, and fails when a file is not the same.
//   node scripts/reproducible.mjs BUILT
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What only the machine knows, and what must not find its way into a file. */
const ELSEWHERE = { TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" };

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

function hashesUnder(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [`/${name}`, sha256(join(folder, name))]));
}

const { files } = JSON.parse(readFileSync(join(process.argv[2], "integrity.json"), "utf8"));
const listed = new Map(files.map(({ path, sha256: hash }) => [path, hash]));
const folder = mkdtempSync(join(tmpdir(), "godwit-build-"));
try {
  const args = ["--no-install", "vite", "build", "--logLevel", "error", "--emptyOutDir", "--outDir", folder];
  execFileSync("npx", args, { env: { ...process.env, ...ELSEWHERE }, stdio: "inherit" });
  const again = hashesUnder(folder);
  const all = [...new Set([...listed.keys(), ...again.keys()])];
  const other = all.filter((path) => listed.get(path) !== again.get(path));
  console.log(`built again: ${all.length - other.length} of ${all.length} files are the same`);
  other.forEach((path) => console.log(`  another one: ${path}`));
  process.exitCode = other.length === 0 && all.length > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
