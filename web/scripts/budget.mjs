// Fails when the client has grown beyond its budget of bytes over the wire (gzip, which every browser takes).
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Until the sign-in page paints: the page, what it imports at once, its styles, one typeface and the worker's start. */
const FIRST_BYTES_MAX = 400 * 1024;

/** Everything that a browser loads in the end. */
const ALL_BYTES_MAX = 1200 * 1024;

const folder = process.argv[2];
const { files } = JSON.parse(readFileSync(join(folder, "integrity.json"), "utf8"));

function wireBytes({ path, bytes }) {
  try {
    return statSync(join(folder, `${path}.gz`)).size;
  } catch {
    return bytes;
  }
}

/** What a text of the build names. */
function namedIn(text) {
  return files.filter(({ path }) => path.startsWith("/assets/") && text.includes(path.slice("/assets/".length)));
}

/** The page's own scripts and styles, what those import statically, and the worker. */
function first() {
  const page = files.find(({ path }) => path === "/index.html");
  const found = new Set([page, ...namedIn(readFileSync(join(folder, page.path), "utf8"))]);
  for (const file of found) {
    if (file.path.endsWith(".js")) {
      const text = readFileSync(join(folder, file.path), "utf8");
      const imports = [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(([, name]) => name);
      files.filter(({ path }) => imports.some((name) => path.endsWith(`/${name}`))).forEach((each) => found.add(each));
      files
        .filter(({ path }) => /\/main-[^/]+\.js$/.test(path) && text.includes(path))
        .forEach((each) => found.add(each));
    }
  }
  const face = files.find(({ path }) => /-latin-[^/]*\.woff2$/.test(path) && !path.includes("latin-ext"));
  return [...found, ...(face ? [face] : [])];
}

const isIcon = ({ path }) => path.endsWith(".png");
const sum = (list) => list.reduce((total, file) => total + wireBytes(file), 0);
const kib = (bytes) => `${Math.ceil(bytes / 1024)} KiB`;

const firstBytes = sum(first());
const allBytes = sum(files.filter((file) => !isIcon(file)));
console.log(`first load ${kib(firstBytes)} of ${kib(FIRST_BYTES_MAX)}, all ${kib(allBytes)} of ${kib(ALL_BYTES_MAX)}`);
if (process.argv.includes("--list")) {
  first().forEach((file) => console.log(`  first ${kib(wireBytes(file))} ${file.path}`));
  files.forEach((file) => console.log(`  ${kib(wireBytes(file))} ${file.path}`));
}
if (firstBytes > FIRST_BYTES_MAX || allBytes > ALL_BYTES_MAX) {
  process.exitCode = 1;
}
