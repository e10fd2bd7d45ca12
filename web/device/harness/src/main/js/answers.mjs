// What the compiled form answers, in Node and in a browser: a line for a line.
//
//   property KEY VALUE    what System.getProperty gives from now on
//   tests                 `ok` and all compiled tests, each as CLASS METHOD…, a semicolon between
//   test CLASS METHOD…    calls these methods of a compiled test: `ok PRINTED`
//   canary WHICH VALUE    a fault that must throw; VALUE `null` for null
//   seat LINE…            see Seats.java
//
// Anything that throws is answered `broken TEXT`.
import { ready } from "#primitives";

await ready;
const device = await import("../../../../target/js/device.js");
const harness = await import("../../../target/js/harness.js");

// What the tests print goes into the answers.
let printed = [];
console.info = (...words) => printed.push(words.join(" "));

function takePrinted() {
  const taken = printed.join("; ");
  printed = [];
  return taken;
}

const canaries = { write: device.canaryWrite, read: device.canaryRead, length: device.canaryLength };

function answerOrThrow(line) {
  const [verb, ...rest] = line.split(" ");
  switch (verb) {
    case "property":
      harness.setProperty(...rest);
      return "ok";
    case "tests":
      return `ok ${harness.tests().join(";")}`;
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

export function answer(line) {
  try {
    return answerOrThrow(line);
  } catch (error) {
    return `broken ${String(error.stack ?? error).replaceAll("\n", " | ")}`;
  }
}
