import type {
  Connection,
  Conversation,
  ConversationId,
  DeviceEvent,
  Message,
  Notice,
  Person,
  Snapshot,
} from "../device/api";
import { type AppState, INITIAL, NOTICES_MAX } from "./app";
import { withoutEchoed } from "./echo";
import { type History, rested, ROWS_KEPT, withRows, withUnseen } from "./history";
import { HOME } from "./view";

type EventOf<K extends DeviceEvent["kind"]> = Extract<DeviceEvent, { readonly kind: K }>;

/** Takes all events of a frame at once: each map is copied once, whatever the number of events. */
export function reduceEvents(state: AppState, events: readonly DeviceEvent[]): AppState {
  let next = state;
  for (let i = 0; i < events.length;) {
    const run = runAt(events, i);
    next = reduceRun(next, run);
    i += run.length;
  }
  return next;
}

/** The events of one kind that stand together: these can be taken as one. */
function runAt(events: readonly DeviceEvent[], start: number): readonly DeviceEvent[] {
  let end = start + 1;
  while (end < events.length && events[end]?.kind === events[start]?.kind) {
    end++;
  }
  return events.slice(start, end);
}

function reduceRun(state: AppState, run: readonly DeviceEvent[]): AppState {
  const conversations = run.filter((event) => event.kind === "conversation");
  if (conversations.length > 0) {
    return withConversations(state, conversations);
  }
  const messages = run.filter((event) => event.kind === "messages");
  if (messages.length > 0) {
    return withMessages(
      state,
      messages.flatMap((event) => event.messages),
    );
  }
  return run.reduce(reduceOne, state);
}

function reduceOne(state: AppState, event: DeviceEvent): AppState {
  switch (event.kind) {
    case "snapshot":
      return withSnapshot(state, event);
    case "signedIn":
      return event.signedIn.kind === "nobody" ? signedOut(state) : { ...state, signedIn: event.signedIn };
    case "connection":
      return withConnection(state, event.connection);
    case "storage":
      return { ...state, storage: event.storage };
    case "tab":
      return { ...state, tab: event.tab };
    case "conversation":
      return withConversations(state, [event]);
    case "forgotten":
      return withoutConversation(state, event.conversation);
    case "messages":
      return withMessages(state, event.messages);
    case "ticks":
      return withTicks(state, event);
    case "arrived":
      return state;
    case "presence":
      return { ...state, presence: new Map(state.presence).set(event.account, event) };
    case "typing":
      return { ...state, typing: withTyping(state.typing, event) };
    case "devicesChanged":
      return { ...state, devicesChanges: state.devicesChanges + 1 };
    case "notice":
      return withNotice(state, event);
  }
}

/** Another worker took over: what was read before may be older than what it holds, so histories are read anew. */
function withSnapshot(state: AppState, snapshot: Snapshot): AppState {
  const { signedIn, connection, storage, tab } = snapshot;
  return {
    ...state,
    signedIn,
    connection,
    storage,
    tab,
    supports: new Set(snapshot.supports),
    conversations: new Map(snapshot.conversations.map((conversation) => [conversation.id, conversation])),
    typing: new Map(),
    presence: new Map(),
  };
}

/** Without a connection nobody knows who is typing. */
function withConnection(state: AppState, connection: Connection): AppState {
  switch (connection.kind) {
    case "online":
      return { ...state, connection, caughtUp: 0 };
    case "catchingUp":
      return { ...state, connection };
    case "none":
    case "connecting":
    case "offline":
    case "ended":
      return { ...state, connection, typing: new Map() };
  }
}

function signedOut(state: AppState): AppState {
  return { ...INITIAL, signedIn: { kind: "nobody" }, storage: state.storage, tab: state.tab, supports: state.supports };
}

function withConversations(state: AppState, events: readonly EventOf<"conversation">[]): AppState {
  const conversations = new Map(state.conversations);
  const drafts = new Map(state.drafts);
  for (const { conversation } of events) {
    if (isKept(drafts.get(conversation.id), state.conversations.get(conversation.id), conversation)) {
      drafts.delete(conversation.id);
    }
    conversations.set(conversation.id, conversation);
  }
  return { ...state, conversations, drafts };
}

/** Whether what was typed here is what the device keeps, or kept until another device said something else. */
function isKept(typed: string | undefined, before: Conversation | undefined, now: Conversation): boolean {
  return typed === now.draft || (before?.draft !== now.draft && typed === before?.draft);
}

function withoutConversation(state: AppState, id: ConversationId): AppState {
  const conversations = new Map(state.conversations);
  const histories = new Map(state.histories);
  const drafts = new Map(state.drafts);
  for (const map of [conversations, histories, drafts]) {
    map.delete(id);
  }
  return { ...state, conversations, histories, drafts, view: state.view.conversation === id ? HOME : state.view };
}

function withTicks(state: AppState, event: EventOf<"ticks">): AppState {
  const old = state.conversations.get(event.conversation);
  if (!old) {
    return state;
  }
  const { deliveredThrough, seenThrough } = event;
  const conversation: Conversation = { ...old, deliveredThrough, seenThrough };
  return { ...state, conversations: new Map(state.conversations).set(old.id, conversation) };
}

function withMessages(state: AppState, messages: readonly Message[]): AppState {
  const caughtUp = state.connection.kind === "catchingUp" ? state.caughtUp + messages.length : state.caughtUp;
  const histories = new Map(state.histories);
  let touched = false;
  for (const [id, rows] of byConversation(messages)) {
    const history = histories.get(id);
    const after = history && (state.view.conversation === id ? shown : unshown)(state, history, rows);
    if (after && after !== history) {
      histories.set(id, after);
      touched = true;
    }
  }
  return {
    ...state,
    caughtUp,
    histories: touched ? histories : state.histories,
    echoes: withoutEchoed(state.echoes, messages),
  };
}

function shown(state: AppState, history: History, rows: readonly Message[]): History {
  return withRows(state.attended ? history : withUnseen(history, rows), rows);
}

/** However much comes to a conversation that is not open: no more of it stays in memory than is shown at first. */
function unshown(_: AppState, history: History, rows: readonly Message[]): History {
  const after = withRows(withUnseen(history, rows), rows);
  return after.rows.length > 2 * ROWS_KEPT ? (rested(after, 0) ?? after) : after;
}

function byConversation(messages: readonly Message[]): ReadonlyMap<ConversationId, readonly Message[]> {
  const groups = new Map<ConversationId, Message[]>();
  for (const message of messages) {
    const group = groups.get(message.conversation);
    if (group) {
      group.push(message);
    } else {
      groups.set(message.conversation, [message]);
    }
  }
  return groups;
}

function withTyping(all: AppState["typing"], event: EventOf<"typing">): AppState["typing"] {
  const others: readonly Person[] = (all.get(event.conversation) ?? []).filter(
    (person) => person.account !== event.person.account,
  );
  const now = event.typing ? [...others, event.person] : others;
  const next = new Map(all);
  if (now.length > 0) {
    next.set(event.conversation, now);
  } else {
    next.delete(event.conversation);
  }
  return next;
}

function withNotice(state: AppState, { notice }: EventOf<"notice">): AppState {
  const number = (state.notices.at(-1)?.number ?? 0) + 1;
  const others = state.notices.filter((shown) => !saysTheSame(shown.notice, notice));
  return { ...state, notices: [...others, { number, notice }].slice(-NOTICES_MAX) };
}

/** Whether one takes the place of the other. Which device came or went is not said, nor where keys are old. */
function saysTheSame(one: Notice, other: Notice): boolean {
  const nameless = one.kind === "deviceLinked" || one.kind === "deviceRefused" || one.kind === "oldCopy";
  if (one.kind === "deviceRevoked" && other.kind === "deviceRevoked") {
    return one.signed === other.signed;
  }
  return one.kind === other.kind && (nameless || JSON.stringify(one) === JSON.stringify(other));
}
