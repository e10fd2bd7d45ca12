import { defineConfig } from "vitest/config";

/** Scenarios in a real browser against a real node; those of two files side by side, for they mostly wait. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.scenario.ts"],
    globalSetup: "./site.ts",
    maxWorkers: 2,
    reporters: ["default", "../reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
