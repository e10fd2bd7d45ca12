const ALGORITHM = "AES-GCM";
const KEY_BITS = 256;
const IV_BYTES = 12;

/**
 * Encrypts what is stored. The key is one of WebCrypto that cannot be extracted: scripts use it, none reads it. Each
 * value is bound to where it stands, so values cannot be exchanged for each other.
 *
 * Random nonces of 96 bits are good for 2^32 values under one key.
 */
export class Vault {
  private readonly key: CryptoKey;

  constructor(key: CryptoKey) {
    this.key = key;
  }

  static newKey(): Promise<CryptoKey> {
    return crypto.subtle.generateKey({ name: ALGORITHM, length: KEY_BITS }, false, ["encrypt", "decrypt"]);
  }

  /** @param place where the value stands, not secret */
  async seal(value: Uint8Array<ArrayBuffer>, place: string): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(Vault.parameters(iv, place), this.key, value);
    const whole = new Uint8Array(IV_BYTES + sealed.byteLength);
    whole.set(iv);
    whole.set(new Uint8Array(sealed), IV_BYTES);
    return whole;
  }

  /** Rejects when the value was not sealed for this place under this key. */
  async open(sealed: Uint8Array<ArrayBuffer>, place: string): Promise<Uint8Array<ArrayBuffer>> {
    const iv = sealed.subarray(0, IV_BYTES);
    return new Uint8Array(
      await crypto.subtle.decrypt(Vault.parameters(iv, place), this.key, sealed.subarray(IV_BYTES)),
    );
  }

  private static parameters(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
    return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(place) };
  }
}
