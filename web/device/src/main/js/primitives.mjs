// The primitives under dev.godwit.web.crypto: libsodium, and noble for what libsodium's WebAssembly lacks.
//
// Java's byte[] arrives as the Int8Array behind it and is only ever read. What goes back is a fresh Int8Array, or null
// for "no": nothing here throws for bytes that others chose. `ready` must be awaited before the first call.
import sodium from "libsodium-wrappers-sumo";
import { gcm } from "@noble/ciphers/aes.js";
import { p256 } from "@noble/curves/nist.js";

export const ready = sodium.ready;

const HMAC_KEY_BYTES = 32;

// What one call of getRandomValues gives at most.
const RANDOM_BYTES_MAX = 65536;

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

// libsodium draws from the same source, but in as many calls as there are words: 40 times slower for a key.
export function random(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += RANDOM_BYTES_MAX) {
    crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES_MAX));
  }
  return toJava(bytes);
}

export const sha256 = (input) => toJava(sodium.crypto_hash_sha256(view(input)));

export function hmacSha256(key, input) {
  if (key.length === HMAC_KEY_BYTES) {
    return toJava(sodium.crypto_auth_hmacsha256(view(input), view(key)));
  }
  const state = sodium.crypto_auth_hmacsha256_init(view(key));
  sodium.crypto_auth_hmacsha256_update(state, view(input));
  return toJava(sodium.crypto_auth_hmacsha256_final(state));
}

export const chachaSeal = (key, nonce, aad, plaintext) =>
  toJava(
    sodium.crypto_aead_chacha20poly1305_ietf_encrypt(view(plaintext), view(aad), null, view(nonce), view(key)),
  );

export const chachaOpen = (key, nonce, aad, ciphertext) =>
  orNull(() =>
    sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, view(ciphertext), view(aad), view(nonce), view(key)),
  );

export const aesGcmSeal = (key, nonce, aad, plaintext) =>
  toJava(gcm(view(key), view(nonce), view(aad)).encrypt(view(plaintext)));

export const aesGcmOpen = (key, nonce, aad, ciphertext) =>
  orNull(() => gcm(view(key), view(nonce), view(aad)).decrypt(view(ciphertext)));

export const x25519PublicKey = (privateKey) => toJava(sodium.crypto_scalarmult_base(view(privateKey)));

// libsodium refuses a result of all zeros.
export const x25519Agree = (privateKey, publicKey) =>
  orNull(() => sodium.crypto_scalarmult(view(privateKey), view(publicKey)));

export const ed25519PublicKey = (seed) => toJava(sodium.crypto_sign_seed_keypair(view(seed)).publicKey);

// libsodium's secret key is the seed with the public key behind it.
export function ed25519Sign(seed, publicKey, content) {
  const secretKey = new Uint8Array(seed.length + publicKey.length);
  secretKey.set(view(seed));
  secretKey.set(view(publicKey), seed.length);
  return toJava(sodium.crypto_sign_detached(view(content), secretKey));
}

export const ed25519Verify = (publicKey, content, signature) =>
  orFalse(() => sodium.crypto_sign_verify_detached(view(signature), view(content), view(publicKey)));

export const p256IsPrivateKey = (candidate) => p256.utils.isValidSecretKey(view(candidate));

export const p256IsPublicKey = (publicKey) => orFalse(() => p256.utils.isValidPublicKey(view(publicKey), false));

export const p256PublicKey = (privateKey) => toJava(p256.getPublicKey(view(privateKey), false));

// The x coordinate of the shared point.
export const p256Agree = (privateKey, publicKey) =>
  orNull(() => p256.getSharedSecret(view(privateKey), view(publicKey), false).slice(1, 33));

export const p256Sign = (privateKey, content) => toJava(p256.sign(view(content), view(privateKey), ECDSA));

export const p256Verify = (publicKey, content, signature) =>
  orFalse(() => p256.verify(view(signature), view(content), view(publicKey), ECDSA));
