// Writes src/protocol/catalogue.ts from the catalogue of wire: errors and close codes, as Java and the docs have them.
import { readFileSync, writeFileSync } from "node:fs";

const source = new URL("../../wire/src/main/catalogue/catalogue.json", import.meta.url);
const target = new URL("../src/protocol/catalogue.ts", import.meta.url);

/** The text of the module. */
function generate() {
  const { errors, closes } = JSON.parse(readFileSync(source, "utf8"));
  const rows = (list, fields) =>
    list
      .map((each) => `  { ${fields.map((field) => `${field}: ${JSON.stringify(each[field])}`).join(", ")} },`)
      .join("\n");
  return `// Generated from wire's catalogue.json by scripts/protocol.mjs.

/** Whether the same may be tried again. */
export type Retry = "never" | "at_once" | "later" | "after_catch_up";

export interface CatalogueError {
  readonly code: number;
  readonly name: string;
  readonly http: number;
  readonly retry: Retry;
  readonly text: string;
}

/** Why a node closes a session. */
export interface CatalogueClose {
  readonly code: number;
  readonly name: string;
  /** Whether a device comes back by itself. */
  readonly reconnect: boolean;
  readonly text: string;
}

export const ERRORS: readonly CatalogueError[] = [
${rows(errors, ["code", "name", "http", "retry", "text"])}
];

export const CLOSES: readonly CatalogueClose[] = [
${rows(closes, ["code", "name", "reconnect", "text"])}
];
`;
}

if (readFileSync(target, "utf8") !== generate()) {
  writeFileSync(target, generate());
}
