import { join } from "node:path";
import { defineConfig, mergeConfig } from "vite";
import main from "../../vite.config.ts";

/** The device's own page, for scenarios that need no screens; and the screens before a device in memory. */
export default mergeConfig(
  main,
  defineConfig({
    root: import.meta.dirname,
    publicDir: false,
    build: {
      outDir: "../../target/test-site/web",
      rolldownOptions: { input: ["device.html", "screens.html"].map((page) => join(import.meta.dirname, page)) },
    },
  }),
);
