import { defineConfig } from "vitest/config";
import scenarios from "./vitest.config.ts";

// Nodes are started as they run on, not as they end soon.
process.env["GODWIT_MEASURED"] = "yes";

/** Measures instead of testing, one after the other. */
export default defineConfig({
  test: {
    ...scenarios.test,
    include: ["*.figures.ts"],
    maxWorkers: 1,
    reporters: ["default"],
    testTimeout: 580_000,
    hookTimeout: 580_000,
  },
});
