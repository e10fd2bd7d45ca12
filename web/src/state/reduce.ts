import type {
  Conversation,
  ConversationId,
  DeviceEvent,
  EntryId,
  Failure,
  MessagePage,
  SearchResult,
} from "../device/api";
import { type AppState, HISTORIES_MAX } from "./app";
import { type Echo, withoutEchoed } from "./echo";
import { reduceEvents } from "./events";
import { holds, type History, NO_HISTORY, replaced, rested, withNewer, withOlder, withoutDivider } from "./history";
import type { View } from "./view";

/** Everything that can change the state. */
export type Action =
  | { readonly kind: "events"; readonly events: readonly DeviceEvent[] }
  | { readonly kind: "view"; readonly view: View }
  | { readonly kind: "attended"; readonly attended: boolean }
  | { readonly kind: "historyAsked"; readonly conversation: ConversationId; readonly loading: History["loading"] }
  | {
      readonly kind: "historyCame";
      readonly conversation: ConversationId;
      readonly page: MessagePage;
      readonly target: number;
    }
  | { readonly kind: "historyFailed"; readonly conversation: ConversationId }
  | { readonly kind: "historiesStale" }
  | { readonly kind: "dividerPassed"; readonly conversation: ConversationId }
  | { readonly kind: "echoed"; readonly echo: Echo }
  | { readonly kind: "taken"; readonly token: number; readonly id: EntryId }
  | { readonly kind: "notTaken"; readonly token: number; readonly failure: Failure }
  | { readonly kind: "echoDropped"; readonly token: number }
  | { readonly kind: "drafted"; readonly conversation: ConversationId; readonly text: string }
  | { readonly kind: "searched"; readonly text: string }
  | { readonly kind: "found"; readonly text: string; readonly result: SearchResult }
  | { readonly kind: "searchClosed" }
  | { readonly kind: "noticeClosed"; readonly number: number };

/** The state after an action. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.kind) {
    case "events":
      return reduceEvents(state, action.events);
    case "view":
      return isSamePlace(state.view, action.view) ? { ...state, view: action.view } : moved(state, action.view);
    case "attended":
      return action.attended === state.attended ? state : { ...lookedAway(state), attended: action.attended };
    case "historyAsked":
      return withHistory(state, action.conversation, (history) => asked(state, history, action));
    case "historyCame":
      return {
        ...withHistory(state, action.conversation, (history) => came(history, action.page, action.target)),
        echoes: withoutEchoed(state.echoes, action.page.messages),
      };
    case "historyFailed":
      return withHistory(state, action.conversation, (history) => ({ ...history, loading: "nothing" }));
    case "historiesStale":
      return { ...state, histories: new Map() };
    case "dividerPassed":
      return withHistory(state, action.conversation, withoutDivider);
    case "echoed":
      return { ...state, echoes: [...state.echoes, action.echo] };
    case "taken":
      return taken(state, action.token, action.id);
    case "notTaken":
      return {
        ...state,
        echoes: state.echoes.map((echo) => (echo.token === action.token ? { ...echo, failure: action.failure } : echo)),
      };
    case "echoDropped":
      return { ...state, echoes: state.echoes.filter((echo) => echo.token !== action.token) };
    case "drafted":
      return { ...state, drafts: new Map(state.drafts).set(action.conversation, action.text) };
    case "searched":
      return { ...state, search: { text: action.text, result: state.search?.result ?? null } };
    case "found":
      return state.search?.text === action.text ? { ...state, search: { ...action } } : state;
    case "searchClosed":
      return { ...state, search: null };
    case "noticeClosed":
      return { ...state, notices: state.notices.filter((shown) => shown.number !== action.number) };
  }
}

const isSamePlace = (one: View, other: View) => one.conversation === other.conversation;

/** Another conversation is opened, or none. */
function moved(state: AppState, view: View): AppState {
  const left = lookedAway(state);
  const rests = changed(left, left.view.conversation, (history, row) => rested(history, firstUnread(row)));
  return { ...changed(rests, view.conversation, shownAnew), view };
}

/** Changes a window that is there; null takes it out of memory. */
function changed(
  state: AppState,
  id: ConversationId | null,
  change: (history: History, row: Conversation | undefined) => History | null,
): AppState {
  const history = id === null ? undefined : state.histories.get(id);
  if (id === null || !history || history.generation === 0) {
    return state;
  }
  const histories = new Map(state.histories);
  histories.delete(id);
  const after = change(history, state.conversations.get(id));
  if (after) histories.set(id, after);
  return { ...state, histories };
}

/** With a divider before what is unread now. */
function shownAnew(history: History, row: Conversation | undefined): History | null {
  const from = firstUnread(row);
  const fits = from > 0 ? holds(history, from) : !history.hasNewer;
  return fits ? { ...history, unreadAfter: Math.max(0, from - 1), unreadCount: row?.unread ?? 0 } : null;
}

/** Where reading goes on; 0 when all was read. */
function firstUnread(row: Conversation | undefined): number {
  return row?.unread ? row.readThrough + 1 : 0;
}

/** Somebody no longer looks at the open conversation: when they have read all of it, its divider has served. */
function lookedAway(state: AppState): AppState {
  const id = state.view.conversation;
  const history = id === null ? undefined : state.histories.get(id);
  if (id === null || !history || !state.attended || state.conversations.get(id)?.unread !== 0) {
    return state;
  }
  return { ...state, histories: new Map(state.histories).set(id, withoutDivider(history)) };
}

type Came = Extract<Action, { kind: "historyAsked" }>;

function asked(state: AppState, history: History, { conversation, loading }: Came): History {
  if (loading !== "newest" && loading !== "around") {
    return { ...history, loading };
  }
  const row = state.conversations.get(conversation);
  return { ...history, loading, unreadAfter: Math.max(0, firstUnread(row) - 1), unreadCount: row?.unread ?? 0 };
}

function came(history: History, page: MessagePage, target: number): History {
  switch (history.loading) {
    case "nothing":
      return history;
    case "newest":
    case "around":
      return replaced(history, page, target);
    case "older":
      return withOlder(history, page);
    case "newer":
      return withNewer(history, page);
  }
}

/** Changes a history and makes it the one that was used last. */
function withHistory(state: AppState, id: ConversationId, change: (history: History) => History): AppState {
  const old = state.histories.get(id);
  const histories = new Map(state.histories);
  histories.delete(id);
  histories.set(id, change(old ?? NO_HISTORY));
  return { ...state, histories: withoutOldest(histories, state.view.conversation) };
}

function withoutOldest(histories: Map<ConversationId, History>, shown: ConversationId | null): AppState["histories"] {
  for (const oldest of histories.keys()) {
    if (histories.size <= HISTORIES_MAX) {
      break;
    }
    if (oldest !== shown) histories.delete(oldest);
  }
  return histories;
}

/** The device has the message: its row may have come before this answer, or comes with the next events. */
function taken(state: AppState, token: number, id: EntryId): AppState {
  const echoes = state.echoes.map((echo) => (echo.token === token ? { ...echo, id } : echo));
  const conversation = echoes.find((echo) => echo.token === token)?.conversation;
  const rows = conversation ? (state.histories.get(conversation)?.rows ?? []) : [];
  return { ...state, echoes: withoutEchoed(echoes, rows.slice(-NEWEST_ROWS)) };
}

/** A row that was faster than its answer is among this many newest ones. */
const NEWEST_ROWS = 64;
