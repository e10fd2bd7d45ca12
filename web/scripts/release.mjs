// Finishes a build: compresses the files and lists them with their hashes in integrity.json, which the node serves and
// reads. The same sources give the same bytes.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** Beyond it the time grows, and hardly what is saved. */
const BROTLI_QUALITY = 9;

const COMPRESSED_ALREADY = [".png", ".woff2"];
const LIST = "integrity.json";

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function compress(path, bytes) {
  if (COMPRESSED_ALREADY.includes(extname(path))) {
    return;
  }
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}

function entry(folder, path) {
  const type = TYPES[extname(path)];
  if (!type) {
    throw new Error(`no media type is known for ${path}`);
  }
  const bytes = readFileSync(path);
  compress(path, bytes);
  return {
    path: `/${relative(folder, path)}`,
    type,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const folder = process.argv[2];
const files = filesUnder(folder).map((path) => entry(folder, path));
writeFileSync(join(folder, LIST), `${JSON.stringify({ release: process.argv[3], files }, null, 1)}\n`);
