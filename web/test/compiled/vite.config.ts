import { join } from "node:path";
import { defineConfig, mergeConfig } from "vite";
import main from "../../vite.config.ts";

/** The compiled form with its tests, for a browser. */
export default mergeConfig(
  main,
  defineConfig({
    root: import.meta.dirname,
    resolve: { alias: { "#vector-files": join(import.meta.dirname, "vector-files.ts") } },
    build: { minify: false, outDir: "../../target/test-compiled" },
  }),
);
