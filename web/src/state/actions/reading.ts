import type { AccountId, ConversationId } from "../../device/api";
import type { Context } from "./context";

/** Reading is told at most this often; only the newest counts. */
const READ_MILLIS = 200;
/** People whose presence is asked for at most. */
const WATCHED_MAX = 64;
/** A search waits for the next key for this long. */
const SEARCH_MILLIS = 120;
const FOUND_MAX = 50;

export function readingActions({ port, store }: Context) {
  const reads = new Map<ConversationId, number>();
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let watched = "";

  const tellReads = () => {
    readTimer = undefined;
    for (const [conversation, sequence] of reads) {
      void port.ask<"markRead">({ kind: "markRead", conversation, sequence });
    }
    reads.clear();
  };

  const find = async (text: string, conversation: ConversationId | null) => {
    const answer = await port.ask<"search">({ kind: "search", text, conversation, limit: FOUND_MAX });
    if (answer.ok) {
      store.dispatch({ kind: "found", text, result: answer.value });
    }
  };

  return {
    /** The row with this sequence is on the screen; it counts as read when the person is looking. */
    seen(conversation: ConversationId, sequence: number): void {
      const { attended, conversations } = store.get();
      const through = Math.max(conversations.get(conversation)?.readThrough ?? 0, reads.get(conversation) ?? 0);
      if (attended && sequence > through) {
        reads.set(conversation, sequence);
        readTimer ??= setTimeout(tellReads, READ_MILLIS);
      }
    },

    /** Looks in names and messages; an empty text ends the search. */
    search(text: string, conversation: ConversationId | null = null): void {
      clearTimeout(searchTimer);
      if (text.trim() === "") {
        store.dispatch({ kind: "searchClosed" });
        return;
      }
      store.dispatch({ kind: "searched", text });
      searchTimer = setTimeout(() => void find(text, conversation), SEARCH_MILLIS);
    },

    /** Keeps the presence of these people up to date from now on, and of nobody else. */
    watch(accounts: readonly AccountId[]): void {
      const some = [...new Set(accounts)].slice(0, WATCHED_MAX).sort();
      if (some.join() !== watched && store.get().supports.has("watch")) {
        watched = some.join();
        void port.ask<"watch">({ kind: "watch", accounts: some });
      }
    },

    /** Another worker knows nothing of whom the one before watched. */
    forgetWatched(): void {
      watched = "";
    },
  };
}
