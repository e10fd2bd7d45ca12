import type { ConversationRow, MessageRow, StoreChange } from "godwit-web-device";
import type { HistoryFrom } from "../../api";
import { local } from "../failures";
import * as database from "./database";
import { asked } from "./database";
import { between, keyOf, placeOf, UNPLACED } from "./place";
import type { RowKey } from "./place";
import { StateFile } from "./stateFile";
import type { Sealed, StateChange } from "./stateFile";
import { Vault } from "./vault";

/** Unread messages are counted up to here. */
export const UNREAD_MAX = 1_000;

/** A row of history as it lies in IndexedDB: numbers, and the rest encrypted. */
interface StoredRow {
  /** The number of the conversation in this store. */
  readonly c: number;
  readonly p: number;
  readonly t: number;
  /** Its place when it counts as unread until it is read. */
  readonly u?: number;
  readonly b: Uint8Array<ArrayBuffer>;
}

/** Rows in ascending order. */
export interface RowPage {
  readonly rows: MessageRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

const CONVERSATION = "shell/row/";
const NUMBER = "shell/number/";
const MASTER = "master";
const FORMAT = "shell/format";
const FORMAT_VERSION = 1;

/** What one call of getRandomValues gives at most. */
const PROBE_BYTES = 65_536;

/**
 * The encrypted store of this browser: the device's small state, whole in memory, and the history, which is queried.
 *
 * Of what is stored only this is plain: how many values, conversations and messages there are, how long they are, and
 * at which sequences. One worker at a time has it open.
 */
export class LocalStore {
  private readonly database: IDBDatabase;
  private readonly vault: Vault;
  private readonly file: StateFile;
  /** The rows of the outbox: where a message lay before it got its sequence. */
  private readonly unplaced = new Map<string, RowKey>();
  private readonly numbers = new Map<string, number>();
  /** Who this is: its own messages never count as unread. */
  account = "";

  private constructor(opened: IDBDatabase, vault: Vault, file: StateFile) {
    this.database = opened;
    this.vault = vault;
    this.file = file;
  }

  /** Opens the store, and makes it when it is not there. Throws STORAGE_UNUSABLE or STORAGE_FULL. */
  static async open(): Promise<LocalStore> {
    const opened = await database.open();
    try {
      const vault = new Vault(await LocalStore.key(opened));
      const store = new LocalStore(opened, vault, await StateFile.load(opened, vault));
      await store.prepare();
      return store;
    } catch (error) {
      opened.close();
      throw database.trouble(error);
    }
  }

  private static async key(opened: IDBDatabase): Promise<CryptoKey> {
    const read = opened.transaction("keys").objectStore("keys").get(MASTER) as IDBRequest<CryptoKey | undefined>;
    const found = await asked(read);
    if (found) {
      return found;
    }
    const made = await Vault.newKey();
    await database.transact(opened, ["keys"], (store) => store("keys").put(made, MASTER));
    return made;
  }

  private async prepare(): Promise<void> {
    const version = this.json(FORMAT);
    if (version === undefined) {
      await this.apply([putJson(FORMAT, FORMAT_VERSION)]);
    } else if (version !== FORMAT_VERSION) {
      throw local("STORAGE_UNUSABLE", "A newer Godwit wrote what is stored here: load the page again to get it.");
    }
    for (const key of this.scan(NUMBER)) {
      this.numbers.set(key.slice(NUMBER.length), this.json(key) as number);
    }
    await Promise.all([...this.numbers.values()].map((number) => this.rememberUnplaced(number)));
  }

  private async rememberUnplaced(number: number): Promise<void> {
    for (const row of await this.rows(between(number, UNPLACED - 1, Infinity))) {
      this.unplaced.set(row.id, keyOf(number, row));
    }
  }

  // --- The small state ---

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    return this.file.values.get(key);
  }

  /** A value that was put by `putJson`. */
  json(key: string): unknown {
    const value = this.get(key);
    return value && JSON.parse(new TextDecoder().decode(value));
  }

  /** The keys that begin so, in no order. */
  scan(prefix: string): string[] {
    return [...this.file.values.keys()].filter((key) => key.startsWith(prefix));
  }

  conversations(): ConversationRow[] {
    return this.scan(CONVERSATION).map((key) => this.json(key) as ConversationRow);
  }

  conversation(id: string): ConversationRow | undefined {
    return this.json(CONVERSATION + id) as ConversationRow | undefined;
  }

  // --- Writing ---

  /** Makes all changes durable in one transaction, or throws and none is. One caller at a time. */
  async apply(changes: readonly StoreChange[]): Promise<void> {
    if (changes.length === 0) {
      return;
    }
    const numbered = this.numberConversations(changes);
    const values = [...changes, ...numbered.changes].flatMap(asState);
    const rows = changes.flatMap((each) => (each.kind === "message" ? [each.row] : []));
    const sealed = await this.file.seal(values);
    const sealedRows = await Promise.all(rows.map((row) => this.sealRow(row, numbered.of(row.conversation))));
    const forgotten = changes.flatMap((each) =>
      each.kind === "deleteConversation" ? [this.numbers.get(each.conversation) ?? 0] : [],
    );
    await this.write(sealed, rows, sealedRows, forgotten);
    for (const [id, number] of numbered.fresh) {
      this.numbers.set(id, number);
    }
    this.file.applied(sealed);
    rows.forEach((row, index) => this.placed(row, sealedRows[index]));
  }

  private write(
    sealed: readonly Sealed[],
    rows: readonly MessageRow[],
    sealedRows: readonly StoredRow[],
    forgotten: readonly number[],
  ) {
    return database.transact(this.database, ["state", "messages"], (store) => {
      StateFile.write(store("state"), sealed);
      const messages = store("messages");
      for (const number of forgotten) {
        messages.delete(between(number, 0, Infinity));
      }
      rows.forEach((row, index) => {
        const before = this.unplaced.get(row.id);
        if (before) {
          messages.delete(before);
        }
        messages.put(sealedRows[index]);
      });
    });
  }

  private placed(row: MessageRow, stored: StoredRow | undefined) {
    if (row.sequence > 0) {
      this.unplaced.delete(row.id);
    } else if (stored) {
      this.unplaced.set(row.id, [stored.c, stored.p, stored.t]);
    }
  }

  /** A conversation is known by a number here, so that its id does not lie about. */
  private numberConversations(changes: readonly StoreChange[]) {
    const fresh = new Map<string, number>();
    const of = (id: string) => this.numbers.get(id) ?? fresh.get(id) ?? 0;
    for (const change of changes) {
      if (change.kind === "message" && of(change.row.conversation) === 0) {
        fresh.set(change.row.conversation, this.numbers.size + fresh.size + 1);
      }
    }
    return { fresh, of, changes: [...fresh].map(([id, number]) => putJson(NUMBER + id, number)) };
  }

  private async sealRow(row: MessageRow, number: number): Promise<StoredRow> {
    const [c, p, t] = keyOf(number, row);
    const b = await this.vault.seal(new TextEncoder().encode(JSON.stringify(row)), placeName(c, p, t));
    return this.countsAsUnread(row) ? { c, p, t, u: p, b } : { c, p, t, b };
  }

  private countsAsUnread(row: MessageRow): boolean {
    return row.sequence > 0 && row.account !== this.account && row.content.kind === "text";
  }

  // --- Reading the history ---

  /** How many messages of others stand behind the read cursor, at most `UNREAD_MAX`. */
  async unread(conversation: string, readThrough: number): Promise<number> {
    const number = this.numbers.get(conversation);
    if (number === undefined) {
      return 0;
    }
    const index = this.messages().index("unread");
    const range = IDBKeyRange.bound([number, readThrough], [number, Infinity], true, false);
    return Math.min(UNREAD_MAX, await asked(index.count(range)));
  }

  async page(conversation: string, from: HistoryFrom, limit: number): Promise<RowPage> {
    const number = this.numbers.get(conversation);
    if (number === undefined) {
      return { rows: [], hasOlder: false, hasNewer: false };
    }
    switch (from.kind) {
      case "newest":
        return this.older(number, Infinity, limit, false);
      case "before":
        return this.older(number, placeOf(from.position), limit, true);
      case "after":
        return this.newer(number, placeOf(from.position), limit, true);
      case "around":
        return this.around(number, from.sequence, limit);
    }
  }

  private async older(number: number, before: number, limit: number, hasNewer: boolean): Promise<RowPage> {
    const rows = await this.lastRows(between(number, 0, before), limit + 1);
    const hasOlder = rows.length > limit;
    return { rows: hasOlder ? rows.slice(1) : rows, hasOlder, hasNewer };
  }

  private async newer(number: number, after: number, limit: number, hasOlder: boolean): Promise<RowPage> {
    const rows = await this.rows(between(number, after, Infinity), limit + 1);
    return { rows: rows.slice(0, limit), hasOlder, hasNewer: rows.length > limit };
  }

  private async around(number: number, sequence: number, limit: number): Promise<RowPage> {
    const half = Math.ceil(limit / 2);
    const older = await this.older(number, sequence, half, true);
    const newer = await this.newer(number, sequence - 0.5, limit - half, true);
    return { rows: [...older.rows, ...newer.rows], hasOlder: older.hasOlder, hasNewer: newer.hasNewer };
  }

  /** The row that stands last. */
  async last(conversation: string): Promise<MessageRow | null> {
    const page = await this.page(conversation, { kind: "newest" }, 1);
    return page.rows[0] ?? null;
  }

  /** The rows of a conversation that have a sequence, ascending, a batch at a time. */
  async *history(conversation: string, batch: number): AsyncGenerator<MessageRow[]> {
    const number = this.numbers.get(conversation);
    let after = 0;
    while (number !== undefined) {
      const rows = await this.rows(between(number, after, UNPLACED), batch);
      const last = rows.at(-1);
      if (!last) {
        return;
      }
      after = last.sequence;
      yield rows;
    }
  }

  /** All rows of all conversations, a batch at a time, in the order of the store. */
  async *everything(batch: number): AsyncGenerator<MessageRow[]> {
    let after: RowKey = [0, 0, 0];
    for (;;) {
      const found = (await asked(this.messages().getAll(IDBKeyRange.lowerBound(after, true), batch))) as StoredRow[];
      const last = found.at(-1);
      if (!last) {
        return;
      }
      after = [last.c, last.p, last.t];
      yield await this.opened(found);
    }
  }

  private async rows(range: IDBKeyRange, limit?: number): Promise<MessageRow[]> {
    return this.opened((await asked(this.messages().getAll(range, limit))) as StoredRow[]);
  }

  /** The last of a range, ascending: there is no `getAll` from the end. */
  private async lastRows(range: IDBKeyRange, limit: number): Promise<MessageRow[]> {
    const found: StoredRow[] = [];
    await new Promise<void>((resolve, reject) => {
      const request = this.messages().openCursor(range, "prev");
      request.onerror = () => reject(database.trouble(request.error));
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor || found.push(cursor.value as StoredRow) >= limit) {
          resolve();
        } else {
          cursor.continue();
        }
      };
    });
    return this.opened(found.reverse());
  }

  private opened(stored: readonly StoredRow[]): Promise<MessageRow[]> {
    return Promise.all(
      stored.map(async ({ c, p, t, b }) => {
        const opened = await this.vault.open(b, placeName(c, p, t));
        return JSON.parse(new TextDecoder().decode(opened)) as MessageRow;
      }),
    );
  }

  private messages(): IDBObjectStore {
    return this.database.transaction("messages").objectStore("messages");
  }

  /** Whether as much as a step may need can be written: after there was no room. */
  async hasRoom(): Promise<boolean> {
    try {
      const probe = crypto.getRandomValues(new Uint8Array(PROBE_BYTES));
      const key = "probe";
      await database.transact(this.database, ["state"], (store) => store("state").put(probe, key));
      await database.transact(this.database, ["state"], (store) => store("state").delete(key));
      return true;
    } catch {
      return false;
    }
  }

  close() {
    this.database.close();
  }

  /** Erases everything, the key first of all. */
  async erase(): Promise<void> {
    await database.transact(this.database, ["keys"], (store) => store("keys").clear());
    this.close();
    await database.erase();
  }
}

function placeName(c: number, p: number, t: number): string {
  return `messages/${c}/${p}/${t}`;
}

/** A change that keeps a small value of the worker's own, encrypted as all. */
export function putJson(key: string, value: unknown): StateChange {
  return { kind: "put", key, value: new TextEncoder().encode(JSON.stringify(value)) };
}

/** The list of conversations is small, and part of the state. */
function asState(change: StoreChange): StateChange[] {
  switch (change.kind) {
    case "put":
    case "delete":
      return [change];
    case "conversation":
      return [putJson(CONVERSATION + change.row.id, change.row)];
    case "deleteConversation":
      return [{ kind: "delete", key: CONVERSATION + change.conversation }];
    case "message":
      return [];
  }
}
