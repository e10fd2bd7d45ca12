import type { MessageRow } from "godwit-web-device";
import type { LocalStore } from "./store/localStore";
import { comparePositions } from "../rows";

/** Rows that are read and decrypted at once. */
const BATCH = 500;

/** Characters of text that are kept in memory for searching; older messages are not found beyond it. */
const CHARACTERS_MAX = 50_000_000;

interface Entry {
  readonly row: MessageRow;
  readonly folded: string;
}

/** Case and accents do not matter. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

/**
 * Finds words in the messages of this device. The texts are decrypted into memory with the first search, and nowhere
 * else: an index on the disk would tell what was said.
 */
export class Search {
  private readonly store: LocalStore;
  private readonly entries = new Map<string, Entry>();
  private characters = 0;
  private loading: Promise<void> | null = null;

  constructor(store: LocalStore) {
    this.store = store;
  }

  /** The rows that hold all words, newest first, at most one more than `limit`. */
  async find(text: string, conversation: string | null, limit: number): Promise<MessageRow[]> {
    this.loading ??= this.load();
    await this.loading;
    const words = fold(text)
      .split(/\s+/u)
      .filter((word) => word !== "");
    if (words.length === 0) {
      return [];
    }
    const found = [...this.entries.values()].filter(
      ({ row, folded }) =>
        (conversation === null || row.conversation === conversation) && words.every((word) => folded.includes(word)),
    );
    return found
      .map(({ row }) => row)
      .sort((one, other) => other.timeMillis - one.timeMillis || comparePositions(other, one))
      .slice(0, limit + 1);
  }

  /** Takes in what was written since. */
  update(rows: readonly MessageRow[]) {
    if (this.loading) {
      rows.forEach((row) => this.add(row));
    }
  }

  private async load(): Promise<void> {
    for await (const rows of this.store.everything(BATCH)) {
      rows.filter((row) => !this.entries.has(row.id)).forEach((row) => this.add(row));
    }
  }

  private add(row: MessageRow) {
    if (row.content.kind !== "text" || this.characters > CHARACTERS_MAX) {
      return;
    }
    const folded = fold(row.content.text);
    this.characters += folded.length - (this.entries.get(row.id)?.folded.length ?? 0);
    this.entries.set(row.id, { row, folded });
  }
}
