import type { ConversationId, HistoryFrom, Message } from "../../device/api";
import { HISTORY_LIMIT_MAX } from "../../device/api";
import type { History } from "../history";
import { NO_HISTORY } from "../history";
import type { Context } from "./context";

/** Rows that are read when a conversation is opened. */
const FIRST_ROWS = 60;
/** Of the conversations at the top of the list so many are read before somebody opens one. */
const PREPARED_MAX = 6;
/**
 * Rows that are read at once while somebody scrolls: first these, and as many as there may be for who goes on. However
 * many come, all that is on the screen moves when they stand before it, which takes longer than a frame.
 */
const MORE_ROWS = 150;
const moreAfter = (rows: number) => (rows < FIRST_ROWS + MORE_ROWS ? MORE_ROWS : HISTORY_LIMIT_MAX);

export function historyActions({ port, store }: Context) {
  const historyOf = (id: ConversationId): History => store.get().histories.get(id) ?? NO_HISTORY;

  const load = async (
    conversation: ConversationId,
    loading: History["loading"],
    from: HistoryFrom,
    limit: number,
    target = 0,
  ): Promise<void> => {
    store.dispatch({ kind: "historyAsked", conversation, loading });
    const answer = await port.ask<"history">({ kind: "history", conversation, from, limit });
    if (!answer.ok) {
      store.dispatch({ kind: "historyFailed", conversation });
    } else if (historyOf(conversation).loading === loading) {
      store.dispatch({ kind: "historyCame", conversation, page: answer.value, target });
    }
  };

  const position = ({ sequence, order }: Message) => ({ sequence, order });

  const openNewest = (conversation: ConversationId): Promise<void> => {
    const row = store.get().conversations.get(conversation);
    const unread = row?.unread ?? 0;
    if (row && unread > HISTORY_LIMIT_MAX - FIRST_ROWS) {
      const sequence = row.readThrough + 1;
      return load(conversation, "around", { kind: "around", sequence }, FIRST_ROWS, sequence);
    }
    return load(conversation, "newest", { kind: "newest" }, FIRST_ROWS + unread);
  };

  /** One after the other, so that what is opened meanwhile does not wait. */
  const prepare = async (conversations: readonly ConversationId[]) => {
    for (const conversation of conversations.slice(0, PREPARED_MAX)) {
      const { conversations: known, histories } = store.get();
      if (known.has(conversation) && !histories.has(conversation)) {
        await openNewest(conversation);
      }
    }
  };

  return {
    /** Reads what these conversations show first, so that they are there when they are opened. */
    prepare: (conversations: readonly ConversationId[]) => void prepare(conversations),

    /** Reads what a conversation shows first, unless it is in memory already. */
    open(conversation: ConversationId, sequence: number): Promise<void> {
      const history = historyOf(conversation);
      if (sequence > 0) {
        return load(conversation, "around", { kind: "around", sequence }, FIRST_ROWS, sequence);
      }
      return history.generation > 0 || history.loading !== "nothing" ? Promise.resolve() : openNewest(conversation);
    },

    async loadOlder(conversation: ConversationId): Promise<void> {
      const { rows, hasOlder, loading } = historyOf(conversation);
      const first = rows[0];
      if (hasOlder && loading === "nothing" && first) {
        await load(conversation, "older", { kind: "before", position: position(first) }, moreAfter(rows.length));
      }
    },

    async loadNewer(conversation: ConversationId): Promise<void> {
      const { rows, hasNewer, loading } = historyOf(conversation);
      const last = rows.at(-1);
      if (hasNewer && loading === "nothing" && last) {
        await load(conversation, "newer", { kind: "after", position: position(last) }, moreAfter(rows.length));
      }
    },

    /** Makes the window reach the newest row. True when it did already. */
    async toNewest(conversation: ConversationId): Promise<boolean> {
      if (!historyOf(conversation).hasNewer) {
        return true;
      }
      await load(conversation, "newest", { kind: "newest" }, FIRST_ROWS);
      return false;
    },

    /** The person has seen the divider, or answered: it has served. */
    passDivider(conversation: ConversationId): void {
      if (historyOf(conversation).unreadAfter > 0) {
        store.dispatch({ kind: "dividerPassed", conversation });
      }
    },
  };
}
