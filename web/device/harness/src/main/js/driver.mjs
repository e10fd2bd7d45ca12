// Answers lines from standard input, one line each, until the input ends: see CompiledForm.java, which asks.
//
//   checks                the names of the checks on vectors
//   check NAME            runs one: `ok NOTE; …`, the notes being what it printed
//   lifecycles N          lives through N of mls' simulated groups, all members compiled
//   canary WHICH VALUE    a fault that must throw; VALUE `null` for null
//   seat LINE…            see Seats.java
//
// Anything that throws is answered `broken TEXT`.
import { createInterface } from "node:readline";
import { ready } from "#primitives";

await ready;
const device = await import("../../../../target/js/device.js");
const harness = await import("../../../target/js/harness.js");

// Standard output is for answers: what the tests print goes into them.
let printed = [];
console.log = (...words) => printed.push(words.join(" "));

function takePrinted() {
  const taken = printed.join("; ");
  printed = [];
  return taken;
}

const canaries = { write: device.canaryWrite, read: device.canaryRead, length: device.canaryLength };

function answer(line) {
  const [verb, ...rest] = line.split(" ");
  switch (verb) {
    case "checks":
      return `ok ${harness.vectorChecks().split("\n").join(" ")}`;
    case "check":
      harness.runVectorCheck(rest[0]);
      return `ok ${takePrinted()}`;
    case "lifecycles":
      harness.runLifecycles(Number(rest[0]));
      return `ok ${takePrinted()}`;
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
