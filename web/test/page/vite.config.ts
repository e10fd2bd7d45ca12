import { defineConfig } from "vite";
import main from "../../vite.config.ts";

/** The device's own page, for scenarios that need no screens. The node serves it when it stands first on its class path. */
export default defineConfig({
  ...main,
  root: import.meta.dirname,
  build: { ...main.build, outDir: "../../target/test-site/web" },
});
