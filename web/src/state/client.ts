import type { CommandKind, CommandOf, ConversationId, DeviceEvent, DevicePort, Message } from "../device/api";
import { historyActions } from "./actions/history";
import { readingActions } from "./actions/reading";
import { writingActions } from "./actions/writing";
import { type AppState, INITIAL } from "./app";
import { createFeed, type NextFrame } from "./feed";
import { type Action, reduce } from "./reduce";
import { peersToWatch } from "./select";
import { createStore, type Store } from "./store";
import type { View } from "./view";

/** What a client needs of its surroundings. */
export interface Surroundings {
  readonly port: DevicePort;
  readonly nextFrame: NextFrame;
  readonly now: () => number;
}

export type Client = ReturnType<typeof createClient>;
export type Actions = Client["actions"];

/** Puts the state, its actions and the device together. */
export function createClient({ port, nextFrame, now }: Surroundings) {
  const store: Store<AppState, Action> = createStore(INITIAL, reduce);
  const context = { port, store, now };
  const actions = {
    ...historyActions(context),
    ...writingActions(context),
    ...readingActions(context),
    /** For what a screen asks and keeps for itself: members, devices, safety numbers, links. */
    ask: <K extends CommandKind>(command: CommandOf<K>) => port.ask<K>(command),
    /** Shows another place. Drafts are kept when a conversation is left. */
    go(view: View): void {
      const before = store.get().view;
      store.dispatch({ kind: "view", view });
      if (before.conversation !== view.conversation) {
        actions.keepDrafts();
      }
      if (targetOf(view) > 0 && store.get().conversations.has(view.conversation ?? "")) {
        void actions.open(view.conversation ?? "", targetOf(view));
      }
      openShown();
    },
    attend: (attended: boolean) => store.dispatch({ kind: "attended", attended }),
    closeNotice: (number: number) => store.dispatch({ kind: "noticeClosed", number }),
  };
  const arrivals = new Set<(message: Message) => void>();

  /** A conversation can be in the address before the device has told that it is there. */
  const openShown = () => {
    const { view, conversations, histories } = store.get();
    if (view.conversation !== null && conversations.has(view.conversation) && !isRead(histories, view.conversation)) {
      void actions.open(view.conversation, targetOf(view));
    }
  };

  const take = (events: readonly DeviceEvent[]) => {
    const anew = events.some((event) => event.kind === "snapshot");
    store.dispatch({ kind: "events", events });
    if (anew) {
      actions.forgetWatched();
      store.dispatch({ kind: "historiesStale" });
    }
    if (events.some((event) => event.kind === "connection" && event.connection.kind === "online")) {
      actions.forgetWatched();
    }
    openShown();
    actions.watch(peersToWatch(store.get()));
    for (const event of events) {
      if (event.kind === "arrived") {
        arrivals.forEach((listener) => listener(event.message));
      }
    }
  };

  return {
    store,
    actions,
    /** Begins to listen to the device. */
    start: () => port.listen(createFeed(take, nextFrame)),
    /** Told of each message that came live. */
    onArrival: (listener: (message: Message) => void): (() => void) => {
      arrivals.add(listener);
      return () => arrivals.delete(listener);
    },
  };
}

/** Whether a history was read, or is being read. */
function isRead(histories: AppState["histories"], conversation: ConversationId): boolean {
  const history = histories.get(conversation);
  return history !== undefined && (history.generation > 0 || history.loading !== "nothing");
}

/** The message that a place leads to; in the details of a message the sequence is for them alone. */
function targetOf(view: View): number {
  return view.aside === "receipts" ? 0 : view.sequence;
}
