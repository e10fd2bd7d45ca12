import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports go only to the left: device ← state ← screens, and the worker's inside is nobody else's. */
const layers = (files, ...forbidden) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: forbidden.map((regex) => ({ regex, message: "Imports go only to the left." })) },
    ],
  },
});

export default defineConfig(
  globalIgnores(["target", "device", "**/node_modules"]),
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  // What runs in Node, and prints.
  {
    files: ["scripts/**", "test/**"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
  { files: ["src/**/*.tsx"], ...hooks.configs.flat["recommended"] },
  layers(["src/device/**"], "/state/", "/screens/", "^react"),
  layers(["src/state/**"], "/screens/", "^react", "/device/worker/"),
  layers(["src/screens/**"], "/device/worker/"),
);
