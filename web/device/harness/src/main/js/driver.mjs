// Answers lines from standard input, one line each, until the input ends: see CompiledForm.java, which asks.
//
//   property KEY VALUE    what System.getProperty gives from now on
//   test CLASS METHOD…    calls these methods of a compiled test: `ok PRINTED`
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
console.info = (...words) => printed.push(words.join(" "));

function takePrinted() {
  const taken = printed.join("; ");
  printed = [];
  return taken;
}

const canaries = { write: device.canaryWrite, read: device.canaryRead, length: device.canaryLength };

function answer(line) {
  const [verb, ...rest] = line.split(" ");
  switch (verb) {
    case "property":
      harness.setProperty(...rest);
      return "ok";
    case "test":
      harness.runTest(rest[0], rest.slice(1));
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
