import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where a node listens while the client is developed with `npm run dev`. */
const node = process.env["GODWIT_NODE"] ?? "http://localhost:8080";

const absent = fileURLToPath(new URL("./src/device/worker/absent.ts", import.meta.url));

export default defineConfig({
  plugins: [react()],
  // libsodium asks for these only when it runs in Node.
  resolve: { alias: { path: absent, fs: absent } },
  build: {
    target: ["chrome120", "firefox121", "safari17.4"],
    outDir: "target/classes/web",
    emptyOutDir: true,
    // No inline script and no data: address: the policy of the page forbids both.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    // How long each plugin took is of no use to whoever builds it.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  worker: { format: "es" },
  server: {
    proxy: { "/v1": { target: node, ws: true }, "/healthz": node },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    reporters: ["default", "./test/reporter.ts"],
  },
});
