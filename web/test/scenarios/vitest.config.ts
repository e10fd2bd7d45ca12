import { defineConfig } from "vitest/config";

/** Scenarios in a real browser against a real node, one after the other. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.scenario.ts"],
    globalSetup: "./site.ts",
    fileParallelism: false,
    reporters: ["default", "../reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
