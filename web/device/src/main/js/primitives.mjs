// The primitives under dev.godwit.web.crypto: libsodium's, and noble's for what libsodium's WebAssembly lacks.
//
// Java's byte[] arrives as the Int8Array behind it and is only ever read. What goes back is a fresh Int8Array, or null
// for "no": nothing here throws for bytes that others chose. `ready` must be awaited before the first call.
import { gcm } from "@noble/ciphers/aes.js";
import { p256 } from "@noble/curves/nist.js";

export * from "./sodium.mjs";

// What one call of getRandomValues gives at most.
const RANDOM_BYTES_MAX = 65536;

// What is taken from the pool at most.
const POOLED_BYTES_MAX = 64;

const ECDSA = { format: "der", lowS: false };

const view = (java) => new Uint8Array(java.buffer, java.byteOffset, java.byteLength);
const toJava = (bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function orNull(attempt) {
  try {
    return toJava(attempt());
  } catch {
    return null;
  }
}

function orFalse(attempt) {
  try {
    return attempt();
  } catch {
    return false;
  }
}

// Random bytes that nobody has had yet, from the first on: a call for each few of them costs more than they do.
const pool = new Int8Array(1024);
let unused = pool.length;

// libsodium draws from the same source, but in as many calls as there are words: 40 times slower for a key.
export function random(length) {
  return length <= POOLED_BYTES_MAX ? pooled(length) : fresh(length);
}

function pooled(length) {
  if (pool.length - unused < length) {
    crypto.getRandomValues(pool);
    unused = 0;
  }
  const end = unused + length;
  const bytes = pool.slice(unused, end);
  pool.fill(0, unused, end);
  unused = end;
  return bytes;
}

function fresh(length) {
  const bytes = new Int8Array(length);
  for (let at = 0; at < length; at += RANDOM_BYTES_MAX) {
    crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES_MAX));
  }
  return bytes;
}

export const aesGcmSeal = (key, nonce, aad, plaintext) =>
  toJava(gcm(view(key), view(nonce), view(aad)).encrypt(view(plaintext)));

export const aesGcmOpen = (key, nonce, aad, ciphertext) =>
  orNull(() => gcm(view(key), view(nonce), view(aad)).decrypt(view(ciphertext)));

export const p256IsPrivateKey = (candidate) => p256.utils.isValidSecretKey(view(candidate));

export const p256IsPublicKey = (publicKey) => orFalse(() => p256.utils.isValidPublicKey(view(publicKey), false));

export const p256PublicKey = (privateKey) => toJava(p256.getPublicKey(view(privateKey), false));

// The x coordinate of the shared point.
export const p256Agree = (privateKey, publicKey) =>
  orNull(() => p256.getSharedSecret(view(privateKey), view(publicKey), false).slice(1, 33));

export const p256Sign = (privateKey, content) => toJava(p256.sign(view(content), view(privateKey), ECDSA));

export const p256Verify = (publicKey, content, signature) =>
  orFalse(() => p256.verify(view(signature), view(content), view(publicKey), ECDSA));
