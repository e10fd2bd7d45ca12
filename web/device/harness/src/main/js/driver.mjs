// Answers lines from standard input, one line each, until the input ends: see CompiledForm.java, which asks.
import { createInterface } from "node:readline";
import { answer } from "./answers.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${answer(line)}\n`);
}
