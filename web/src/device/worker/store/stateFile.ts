import type { StoreChange } from "godwit-web-device";
import { asked } from "./database";
import type { Vault } from "./vault";

export type StateChange = Extract<StoreChange, { readonly kind: "put" | "delete" }>;

/** A change that is ready to be written: where it goes, and what, null to take it away. */
export interface Sealed {
  readonly change: StateChange;
  readonly slot: number;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

const LENGTH_BYTES = 2;

/**
 * The small state: every key with its value is one encrypted record in a numbered slot, so that not even the keys are
 * to be read. All of it is in memory; the device keeps it small (some KiB for each conversation).
 */
export class StateFile {
  readonly values = new Map<string, Uint8Array<ArrayBuffer>>();
  private readonly slots = new Map<string, number>();
  private readonly vault: Vault;
  private slotMax = 0;

  private constructor(vault: Vault) {
    this.vault = vault;
  }

  static async load(database: IDBDatabase, vault: Vault): Promise<StateFile> {
    const file = new StateFile(vault);
    const store = database.transaction("state").objectStore("state");
    const range = IDBKeyRange.bound(0, Infinity);
    const [slots, values] = await Promise.all([asked(store.getAllKeys(range)), asked(store.getAll(range))]);
    await Promise.all(
      (values as Uint8Array<ArrayBuffer>[]).map((sealed, index) => file.read(sealed, slots[index] as number)),
    );
    return file;
  }

  private async read(sealed: Uint8Array<ArrayBuffer>, slot: number): Promise<void> {
    const opened = await this.vault.open(sealed, placeName(slot));
    const keyBytes = new DataView(opened.buffer, opened.byteOffset).getUint16(0);
    const key = new TextDecoder().decode(opened.subarray(LENGTH_BYTES, LENGTH_BYTES + keyBytes));
    this.values.set(key, opened.slice(LENGTH_BYTES + keyBytes));
    this.slots.set(key, slot);
    this.slotMax = Math.max(this.slotMax, slot);
  }

  /** Encrypts, which cannot be done within a transaction. Only the last change of a key counts. */
  seal(changes: readonly StateChange[]): Promise<Sealed[]> {
    const last = new Map(changes.map((change) => [change.key, change]));
    const known = [...last.values()].filter((each) => each.kind === "put" || this.slots.has(each.key));
    return Promise.all(
      known.map(async (change) => {
        const slot = this.slots.get(change.key) ?? ++this.slotMax;
        const bytes =
          change.kind === "put" ? await this.vault.seal(pack(change.key, change.value), placeName(slot)) : null;
        return { change, slot, bytes };
      }),
    );
  }

  static write(store: IDBObjectStore, sealed: readonly Sealed[]) {
    for (const { slot, bytes } of sealed) {
      if (bytes) {
        store.put(bytes, slot);
      } else {
        store.delete(slot);
      }
    }
  }

  /** The transaction is durable. */
  applied(sealed: readonly Sealed[]) {
    for (const { change, slot } of sealed) {
      if (change.kind === "put") {
        this.values.set(change.key, change.value as Uint8Array<ArrayBuffer>);
        this.slots.set(change.key, slot);
      } else {
        this.values.delete(change.key);
        this.slots.delete(change.key);
      }
    }
  }
}

function pack(key: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(key);
  const packed = new Uint8Array(LENGTH_BYTES + name.length + value.length);
  new DataView(packed.buffer).setUint16(0, name.length);
  packed.set(name, LENGTH_BYTES);
  packed.set(value, LENGTH_BYTES + name.length);
  return packed;
}

const placeName = (slot: number) => `state/${slot}`;
