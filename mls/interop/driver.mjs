// One member of one group, run by ts-mls. Answers lines from standard input, one line each, until the input ends: see
// TsMember.java, which asks. Bytes are hex, `-` is nothing at all.
//
//   begin SUITE NAME SECONDS     a client with this suite's number and name, at this time
//   keyPackage                   → a key package, whose secrets are kept for `join`
//   create GROUP                 founds a group
//   join WELCOME TREE            the tree is `-` when it is inside the welcome
//   commit WIRE TREE ADD REMOVE  enters the next epoch → COMMIT WELCOME TREE; WIRE is public or private, TREE inside or
//                                apart, ADD a key package or `-`, REMOVE a leaf or `-`; proposals that wait go in first
//   propose WIRE ADD REMOVE      → PROPOSAL
//   receive HANDSHAKE            a proposal or commit
//   send DATA                    → MESSAGE
//   read MESSAGE                 → DATA
//   state                        → EPOCH AUTHENTICATOR LEAF MEMBERS EXPORTED
//
// The answer is `ok WORD…`; for anything that throws, `broken TEXT`.
import { createInterface } from "node:readline";
import { p256 } from "@noble/curves/nist.js";
import {
  acceptAll,
  createApplicationMessage,
  createCommit,
  createGroup,
  createProposal,
  decodeMlsMessage,
  defaultCapabilities,
  emptyPskIndex,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  getCiphersuiteFromName,
  getCiphersuiteImpl,
  ciphersuites,
  joinGroup,
  mlsExporter,
  processMessage,
} from "ts-mls";
import { getGroupMembers } from "ts-mls/clientState.js";
import { decodeRatchetTree, encodeRatchetTree } from "ts-mls/ratchetTree.js";

const NONE = "-";
const LIFETIME_SECONDS = 3600;
const P256_SUITE = 2;

let suite;
let own;
let state;
let name;
let now;

const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (data) => Buffer.from(data).toString("hex");

function decoded(decoder, encoded) {
  const result = decoder(bytes(encoded), 0);
  if (result === undefined || result[1] !== encoded.length / 2) {
    throw new Error("malformed");
  }
  return result[0];
}

const encodedMessage = (content) => hex(encodeMlsMessage({ version: "mls10", ...content }));

async function begin(number, nameHex, seconds) {
  const [suiteName] = Object.entries(ciphersuites).find(([, id]) => id === Number(number));
  suite = await getCiphersuiteImpl(getCiphersuiteFromName(suiteName));
  name = bytes(nameHex);
  now = Number(seconds);
  Date.now = () => now * 1000;
}

// Points are uncompressed on the wire (RFC 9420, 5.1.1); ts-mls makes compressed ones, but takes both.
async function newSignatureKeyPair() {
  const pair = await suite.signature.keygen();
  const isP256 = ciphersuites[suite.name] === P256_SUITE;
  return isP256 ? { ...pair, publicKey: p256.getPublicKey(pair.signKey, false) } : pair;
}

async function newKeyPackage() {
  const lifetime = { notBefore: BigInt(now - LIFETIME_SECONDS), notAfter: BigInt(now + LIFETIME_SECONDS) };
  const credential = { credentialType: "basic", identity: name };
  own = await generateKeyPackageWithKey(
    credential,
    defaultCapabilities(),
    lifetime,
    [],
    await newSignatureKeyPair(),
    suite,
  );
}

async function keyPackage() {
  await newKeyPackage();
  return [encodedMessage({ wireformat: "mls_key_package", keyPackage: own.publicPackage })];
}

async function create(groupId) {
  await newKeyPackage();
  state = await createGroup(bytes(groupId), own.publicPackage, own.privatePackage, [], suite);
}

async function join(welcome, tree) {
  const message = decoded(decodeMlsMessage, welcome);
  const apart = tree === NONE ? undefined : decoded(decodeRatchetTree, tree);
  state = await joinGroup(message.welcome, own.publicPackage, own.privatePackage, emptyPskIndex, suite, apart);
}

function proposals(add, remove) {
  const list = [];
  if (add !== NONE) {
    list.push({ proposalType: "add", add: { keyPackage: decoded(decodeMlsMessage, add).keyPackage } });
  }
  if (remove !== NONE) {
    list.push({ proposalType: "remove", remove: { removed: Number(remove) } });
  }
  return list;
}

async function commit(wire, tree, add, remove) {
  const made = await createCommit(
    { state, cipherSuite: suite },
    {
      wireAsPublicMessage: wire === "public",
      ratchetTreeExtension: tree === "inside",
      extraProposals: proposals(add, remove),
    },
  );
  state = made.newState;
  const welcome =
    made.welcome === undefined ? NONE : encodedMessage({ wireformat: "mls_welcome", welcome: made.welcome });
  return [hex(encodeMlsMessage(made.commit)), welcome, hex(encodeRatchetTree(state.ratchetTree))];
}

async function propose(wire, add, remove) {
  const [proposal] = proposals(add, remove);
  const made = await createProposal(state, wire === "public", proposal, suite);
  state = made.newState;
  return [hex(encodeMlsMessage(made.message))];
}

async function processed(message) {
  const result = await processMessage(decoded(decodeMlsMessage, message), state, emptyPskIndex, acceptAll, suite);
  state = result.newState;
  return result;
}

async function receive(message) {
  const { kind } = await processed(message);
  if (kind !== "newState") {
    throw new Error(`a proposal or commit was expected, not ${kind}`);
  }
}

async function read(message) {
  const result = await processed(message);
  if (result.kind !== "applicationMessage") {
    throw new Error(`application data was expected, not ${result.kind}`);
  }
  return [hex(result.message)];
}

async function send(data) {
  const made = await createApplicationMessage(state, bytes(data), suite);
  state = made.newState;
  return [encodedMessage({ wireformat: "mls_private_message", privateMessage: made.privateMessage })];
}

async function told() {
  const { groupContext, keySchedule, privatePath } = state;
  const exported = await mlsExporter(keySchedule.exporterSecret, "interop", new Uint8Array([1, 2]), 32, suite);
  return [
    groupContext.epoch,
    hex(keySchedule.epochAuthenticator),
    privatePath.leafIndex,
    getGroupMembers(state).length,
    hex(exported),
  ];
}

const verbs = { begin, keyPackage, create, join, commit, propose, receive, send, read, state: told };

async function answer(line) {
  const [verb, ...words] = line.split(" ");
  const answers = (await verbs[verb](...words)) ?? [];
  return ["ok", ...answers].join(" ");
}

async function answerOrBroken(line) {
  try {
    return await answer(line);
  } catch (error) {
    return `broken ${String(error.stack ?? error).replaceAll("\n", " | ")}`;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answerOrBroken(line)}\n`);
}
