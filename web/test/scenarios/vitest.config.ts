import { defineConfig } from "vitest/config";

/** Scenarios in a real browser against a real node; those of two files side by side, for they mostly wait. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.scenario.ts"],
    globalSetup: "./surroundings.ts",
    maxWorkers: 2,
    reporters: ["default", "../reporter.ts"],
    // A machine that does other things too may need this long for what takes a moment.
    expect: { poll: { timeout: 20_000, interval: 25 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
