// libsodium's own functions, called on one area of its memory that is kept: its wrappers allocate and free every
// argument of every call, which costs more than a hash.
//
// Takes and gives Int8Array, the array behind Java's byte[]: then putting it into libsodium's memory and taking it out
// is a plain copy, and no view of it has to be made. The functions check what libsodium itself does not: lengths.
import sodium from "libsodium-wrappers-sumo";

const AREA_BYTES_MIN = 64 * 1024;
const HASH_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SIGNATURE_BYTES = 64;

let lib;
let memory = new Int8Array(0);
let area = 0;
let areaBytes = 0;
let next = 0;

/** To be awaited before the first call. */
export const ready = sodium.ready.then(() => {
  lib = sodium.libsodium;
});

// Makes the area large enough for one call, and empty.
function begin(bytes) {
  if (bytes > areaBytes) {
    const wanted = Math.max(AREA_BYTES_MIN, bytes);
    if (area !== 0) lib._free(area);
    area = lib._malloc(wanted);
    areaBytes = area === 0 ? 0 : wanted;
    if (area === 0) throw new RangeError("libsodium has no memory left");
  }
  // libsodium's memory has another buffer once it has grown.
  if (memory.buffer !== lib.HEAPU8.buffer) memory = new Int8Array(lib.HEAPU8.buffer);
  next = area;
}

function room(bytes) {
  const at = next;
  next += bytes;
  return at;
}

function put(bytes) {
  const at = room(bytes.length);
  memory.set(bytes, at);
  return at;
}

// Leaves nothing in the area: most of what comes here is secret.
function end() {
  memory.fill(0, area, next);
}

function take(at, bytes) {
  const taken = memory.slice(at, at + bytes);
  end();
  return taken;
}

function takeIf(fine, at, bytes) {
  if (fine) return take(at, bytes);
  end();
  return null;
}

function requireLength(bytes, length) {
  if (bytes.length !== length) throw new RangeError("a key or nonce has the wrong length");
}

export function sha256(input) {
  begin(HASH_BYTES + input.length);
  const hash = room(HASH_BYTES);
  lib._crypto_hash_sha256(hash, put(input), input.length, 0);
  return take(hash, HASH_BYTES);
}

export const hmacSha256 = (key, input) =>
  key.length === KEY_BYTES ? hmacWithKeyOf32Bytes(key, input) : hmacWithAnyKey(key, input);

function hmacWithKeyOf32Bytes(key, input) {
  begin(HASH_BYTES + KEY_BYTES + input.length);
  const tag = room(HASH_BYTES);
  lib._crypto_auth_hmacsha256(tag, put(input), input.length, 0, put(key));
  return take(tag, HASH_BYTES);
}

function hmacWithAnyKey(key, input) {
  const stateBytes = lib._crypto_auth_hmacsha256_statebytes();
  begin(stateBytes + HASH_BYTES + key.length + input.length);
  const state = room(stateBytes);
  const tag = room(HASH_BYTES);
  lib._crypto_auth_hmacsha256_init(state, put(key), key.length);
  lib._crypto_auth_hmacsha256_update(state, put(input), input.length, 0);
  lib._crypto_auth_hmacsha256_final(state, tag);
  return take(tag, HASH_BYTES);
}

export function chachaSeal(key, nonce, aad, plaintext) {
  requireLength(key, KEY_BYTES);
  requireLength(nonce, NONCE_BYTES);
  const sealedBytes = plaintext.length + TAG_BYTES;
  begin(sealedBytes + plaintext.length + aad.length + NONCE_BYTES + KEY_BYTES);
  const sealed = room(sealedBytes);
  lib._crypto_aead_chacha20poly1305_ietf_encrypt(
    sealed,
    0,
    put(plaintext),
    plaintext.length,
    0,
    put(aad),
    aad.length,
    0,
    0,
    put(nonce),
    put(key),
  );
  return take(sealed, sealedBytes);
}

/** Null when the tag is wrong. */
export function chachaOpen(key, nonce, aad, ciphertext) {
  requireLength(key, KEY_BYTES);
  requireLength(nonce, NONCE_BYTES);
  const plaintextBytes = ciphertext.length - TAG_BYTES;
  if (plaintextBytes < 0) return null;
  begin(plaintextBytes + ciphertext.length + aad.length + NONCE_BYTES + KEY_BYTES);
  const plaintext = room(plaintextBytes);
  const failed = lib._crypto_aead_chacha20poly1305_ietf_decrypt(
    plaintext,
    0,
    0,
    put(ciphertext),
    ciphertext.length,
    0,
    put(aad),
    aad.length,
    0,
    put(nonce),
    put(key),
  );
  return takeIf(failed === 0, plaintext, plaintextBytes);
}

export function x25519PublicKey(privateKey) {
  requireLength(privateKey, KEY_BYTES);
  begin(2 * KEY_BYTES);
  const publicKey = room(KEY_BYTES);
  lib._crypto_scalarmult_base(publicKey, put(privateKey));
  return take(publicKey, KEY_BYTES);
}

/** Null for a result of all zeros, or when a key has the wrong length. */
export function x25519Agree(privateKey, publicKey) {
  if (privateKey.length !== KEY_BYTES || publicKey.length !== KEY_BYTES) return null;
  begin(3 * KEY_BYTES);
  const shared = room(KEY_BYTES);
  const failed = lib._crypto_scalarmult(shared, put(privateKey), put(publicKey));
  return takeIf(failed === 0, shared, KEY_BYTES);
}

export function ed25519PublicKey(seed) {
  requireLength(seed, KEY_BYTES);
  begin(4 * KEY_BYTES);
  const publicKey = room(KEY_BYTES);
  lib._crypto_sign_seed_keypair(publicKey, room(2 * KEY_BYTES), put(seed));
  return take(publicKey, KEY_BYTES);
}

export function ed25519Sign(seed, publicKey, content) {
  requireLength(seed, KEY_BYTES);
  requireLength(publicKey, KEY_BYTES);
  begin(SIGNATURE_BYTES + 2 * KEY_BYTES + content.length);
  const signature = room(SIGNATURE_BYTES);
  // libsodium's secret key is the seed with the public key behind it.
  const secretKey = put(seed);
  put(publicKey);
  lib._crypto_sign_detached(signature, 0, put(content), content.length, 0, secretKey);
  return take(signature, SIGNATURE_BYTES);
}

export function ed25519Verify(publicKey, content, signature) {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  begin(SIGNATURE_BYTES + content.length + KEY_BYTES);
  const failed = lib._crypto_sign_verify_detached(put(signature), put(content), content.length, 0, put(publicKey));
  end();
  return failed === 0;
}
