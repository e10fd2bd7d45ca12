// Measures the compiled form in Node for `./bench mls --compiled`, which knows the floors and prints the table.
//
//   node web/device/bench.mjs MEMBERS ROUNDS WALL|CPU
//
// Prints JSON, a line each: { say } or { say, done, all } while it works, at the end { steps, sizes, primitives } in
// nanoseconds, bytes and calls a second. CPU counts the time of this process on the processors.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ready } from "#primitives";

await ready;
const { Speed } = await import("./harness/target/js/harness.js").catch(() => {
  console.error("Nothing is compiled: mvn -pl web/device/harness -am package -DskipTests");
  process.exit(3);
});

const members = Number(process.argv[2] ?? 1024);
const rounds = Number(process.argv[3] ?? 5);
const FLOOR_NANOS = 400e6;
const PAIRS_PER_ROUND = 1000;
const WARM_UP_MEMBERS = 64;
const COPIES = 4;

const cpuNanos = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
const now = process.argv[4] === "CPU" ? cpuNanos : () => performance.now() * 1e6;

const tell = (line) => console.log(JSON.stringify(line));

function nanosOf(step) {
  const start = now();
  step();
  return now() - start;
}

const median = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

function perSecond(call) {
  const start = now();
  let calls = 0;
  while (now() - start < FLOOR_NANOS) {
    for (let i = 0; i < 20; i++) call();
    calls += 20;
  }
  return (calls * 1e9) / (now() - start);
}

function measurePrimitives(speed) {
  // The second of two measurements.
  const rateOf = (operation) => [1, 2].map(() => perSecond(() => speed[operation]()))[1];
  const verifications = rateOf("verify");
  return {
    encapsulations: rateOf("encapsulate"),
    decapsulations: rateOf("decapsulate"),
    derivations: rateOf("derive"),
    signatures: rateOf("sign"),
    verifications,
    // libsodium remembers no keys
    newVerifications: verifications,
    hashes: rateOf("hash"),
  };
}

const timesOf = (step) => Array.from({ length: rounds }, (_, round) => nanosOf(() => step(round)));

function renew(speed) {
  const update = [];
  const follow = [];
  for (let round = 0; round < rounds; round++) {
    update.push(nanosOf(() => speed.update()));
    follow.push(nanosOf(() => speed.follow()));
  }
  return { update: median(update), follow: median(follow), commitBytes: speed.commitBytes };
}

// Every second member leaves fresh keys on its path; then no node of the tree is blank. The first are far from each
// other, so that blank parts are soon small: a path costs an encryption for every member below a blank node.
function fill(speed, size, say) {
  const bits = Math.ceil(Math.log2(size)) - 1;
  const last = (1 << bits) - 1;
  for (let i = 1; i <= last; i++) {
    say({ say: "Filling the tree", done: i, all: last });
    const leaf = 2 * reversed(i, bits);
    if (leaf < size) speed.refresh(leaf - 1);
  }
}

function reversed(number, bits) {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result = (result << 1) | ((number >> bit) & 1);
  return result;
}

function passMany(speed) {
  let bytes = 0;
  for (let i = 0; i < PAIRS_PER_ROUND; i++) bytes = speed.pass();
  return bytes;
}

// The collector frees what lies outside of the heap a little later.
async function usedBytes() {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function weigh(speed) {
  const before = await usedBytes();
  for (let i = 0; i < COPIES; i++) speed.copy();
  return ((await usedBytes()) - before) / COPIES;
}

async function measure(size, say) {
  say({ say: `Making ${size} key packages …` });
  const speed = new Speed(size);
  say({ say: `Making the group and joining it, ${rounds} times each …` });
  speed.create();
  const create = median(timesOf(() => speed.create()));
  const join = median(timesOf((round) => speed.join((round + 1) % (size - 1))));
  speed.join(0);
  say({ say: `Renewing keys, ${rounds} times …` });
  const fresh = renew(speed);
  fill(speed, size, say);
  const filled = renew(speed);
  say({ say: `Sending messages, ${rounds} times …` });
  const ciphertext = passMany(speed);
  const pair = median(timesOf(() => passMany(speed))) / PAIRS_PER_ROUND;
  say({ say: "Weighing the group …" });
  return {
    steps: {
      create,
      join,
      updateFresh: fresh.update,
      followFresh: fresh.follow,
      updateFilled: filled.update,
      followFilled: filled.follow,
      pair,
    },
    sizes: { commitFresh: fresh.commitBytes, commitFilled: filled.commitBytes, ciphertext, group: await weigh(speed) },
  };
}

tell({ say: "Warming up …" });
await measure(WARM_UP_MEMBERS, () => {});
const before = measurePrimitives(new Speed(2));
const measured = await measure(members, tell);
const after = measurePrimitives(new Speed(2));
const best = Object.fromEntries(Object.keys(before).map((key) => [key, Math.max(before[key], after[key])]));
tell({ ...measured, primitives: best });
