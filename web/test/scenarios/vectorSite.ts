import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json" };

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a built page, and the vectors beside it: /vectors/FILE, and /vectors/?prefix=P for the names of the files. */
export async function serve(page: string, vectors: string): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const path = normalize(pathname);
    try {
      const body =
        path === "/vectors/"
          ? JSON.stringify(names(vectors, searchParams.get("prefix") ?? ""))
          : readFileSync(fileOf(path, page, vectors));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function fileOf(path: string, page: string, vectors: string): string {
  const prefix = "/vectors/";
  return path.startsWith(prefix)
    ? join(vectors, path.slice(prefix.length))
    : join(page, path === "/" ? "index.html" : path);
}

const names = (folder: string, prefix: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith(".json"))
    .sort();
