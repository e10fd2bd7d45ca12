// Measures the compiled form in Node: the steps of a large group, and beside each the floor of the bare operations of
// libsodium that it cannot avoid, measured in the same run.
//
//   node web/device/bench.mjs [MEMBERS] [--cpu]
import { ready } from "#primitives";

await ready;
const { Speed } = await import("./harness/target/js/harness.js").catch(() => {
  console.error("Nothing is compiled: mvn -pl web/device/harness -am package -DskipTests");
  process.exit(3);
});

const members = Number(process.argv[2] ?? 1024);
const levels = Math.ceil(Math.log2(members));
const FLOOR_MILLIS = 500;
const PAIRS_MILLIS = 2000;
const RUNS = 5;

// The clock: time on the processor, with --cpu, is of use on a machine that does other things too.
const cpuMillis = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const now = process.argv.includes("--cpu") ? cpuMillis : () => performance.now();

function perSecond(call, millis) {
  const start = now();
  let calls = 0;
  while (now() - start < millis) {
    for (let i = 0; i < 10; i++) call();
    calls += 10;
  }
  return (calls * 1000) / (now() - start);
}

function millis(step) {
  const start = now();
  step();
  return now() - start;
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const medianOf = (runs, step) => median(Array.from({ length: runs }, (_, i) => millis(() => step(i))));

const speed = new Speed(members);

// Milliseconds of one bare operation, the second of two measurements.
function floorOf(operation) {
  perSecond(() => speed[operation](), FLOOR_MILLIS);
  return 1000 / perSecond(() => speed[operation](), FLOOR_MILLIS);
}

const names = ["encapsulate", "decapsulate", "sign", "verify", "hash"];
const measureFloor = () => Object.fromEntries(names.map((name) => [name, floorOf(name)]));

function print(what, took, floor, goal) {
  const columns = [what.padEnd(44), `${took.toFixed(1)} ms`.padStart(11), `goal ${goal}`.padEnd(14)];
  console.log(`${columns.join("  ")}  floor ${floor.toFixed(1)} ms (× ${(took / floor).toFixed(2)})`);
}

const op = measureFloor();
console.log(
  `bare operations per second: ${names.map((name) => `${name} ${Math.round(1000 / op[name]).toLocaleString("en")}`).join(", ")}`,
);

const others = members - 1;
const create = medianOf(3, () => speed.create());
print(`create ${members} by one commit`, create, others * (2 * op.verify + op.encapsulate), "≤ 2,500 ms");
const join = medianOf(RUNS, (i) => speed.join(i));
print(`join ${members}, every leaf checked`, join, others * op.verify + 2 * members * op.hash, "≤ 1,000 ms");
print("update just after, made", millis(() => speed.update()), others * op.encapsulate, "");
console.log(`  its commit: ${speed.commitBytes.toLocaleString("en")} bytes`);
print("update just after, processed", millis(() => speed.follow()), op.decapsulate + 2 * op.verify, "");

// One commit from each subtree beside the founder's path gives all these subtrees a key.
for (let leaf = 1; leaf < members; leaf *= 2) speed.refresh(leaf - 1);
const made = [];
const processed = [];
for (let i = 0; i < RUNS; i++) {
  made.push(millis(() => speed.update()));
  processed.push(millis(() => speed.follow()));
}
const updateFloor = levels * (op.encapsulate + op.encapsulate / 2) + 2 * op.sign;
print("update in a filled tree, made", median(made), updateFloor, "≤ 60 ms");
console.log(`  its commit: ${speed.commitBytes.toLocaleString("en")} bytes`);
print("update in a filled tree, processed", median(processed), op.decapsulate + 2 * op.verify, "");

let bytes = 0;
perSecond(() => speed.pass(), PAIRS_MILLIS / 2);
const pairs = perSecond(() => (bytes = speed.pass()), PAIRS_MILLIS);
print("message of 160 bytes, encrypted and decrypted", 1000 / pairs, op.sign + op.verify, "≤ 0.5 ms");
console.log(`  ${Math.round(pairs).toLocaleString("en")} pairs/s (goal ≥ 2,000); ciphertext ${bytes} bytes (goal ≤ 310)`);
