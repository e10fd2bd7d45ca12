// Answers lines from standard input, one line each, until the input ends: see CompiledForm.java, which asks.
//
//   checks                the names of the checks on vectors
//   check NAME            runs one: `ok NOTE; …`
//   canary WHICH VALUE    a fault that must throw; VALUE `null` for null
//   seat LINE…            see Seats.java
//
// Anything that throws is answered `broken TEXT`.
import { createInterface } from "node:readline";
import { ready } from "#primitives";
import { takeNotes } from "#vector-files";

await ready;
const device = await import("../../../../target/js/device.js");
const harness = await import("../../../target/js/harness.js");

const canaries = { write: device.canaryWrite, read: device.canaryRead, length: device.canaryLength };

function answer(line) {
  const [verb, ...rest] = line.split(" ");
  switch (verb) {
    case "checks":
      return `ok ${harness.vectorChecks().split("\n").join(" ")}`;
    case "check":
      harness.runVectorCheck(rest[0]);
      return `ok ${takeNotes().join("; ")}`;
    case "canary":
      return `ok ${canaries[rest[0]](rest[1] === "null" ? null : rest[1])}`;
    case "seat":
      return harness.answer(rest.join(" "));
    default:
      throw new Error(`no such verb: ${verb}`);
  }
}

function answerOrBroken(line) {
  try {
    return answer(line);
  } catch (error) {
    return `broken ${String(error.stack ?? error).replaceAll("\n", " | ")}`;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${answerOrBroken(line)}\n`);
}
