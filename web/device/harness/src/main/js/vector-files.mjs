// Reads the vectors of the MLS working group from the folder in GODWIT_MLS_VECTORS.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = () => process.env.GODWIT_MLS_VECTORS;

export const load = (file) => JSON.parse(readFileSync(join(folder(), file), "utf8"));

export const names = (prefix) =>
  readdirSync(folder())
    .filter((name) => name.startsWith(prefix) && name.endsWith(".json"))
    .sort();
