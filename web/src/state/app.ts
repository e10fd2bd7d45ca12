import type {
  AccountId,
  CommandKind,
  Connection,
  Conversation,
  ConversationId,
  Notice,
  Person,
  SearchResult,
  SignedIn,
  Storage,
  Tab,
} from "../device/api";
import type { Echo } from "./echo";
import type { History } from "./history";
import { HOME, type View } from "./view";

export interface Presence {
  readonly online: boolean;
  /** 0 when it is not told. */
  readonly lastSeenMillis: number;
}

/** A search for conversations and messages. */
export interface Search {
  readonly text: string;
  /** Null while the device is looking. */
  readonly result: SearchResult | null;
}

/** A notice with a number of its own, so that each is shown and closed once. */
export interface ShownNotice {
  readonly number: number;
  readonly notice: Notice;
}

/** Everything that the screens show. Immutable; what is not changed by an action is the same object after it. */
export interface AppState {
  readonly signedIn: SignedIn;
  readonly connection: Connection;
  readonly storage: Storage;
  readonly tab: Tab;
  readonly supports: ReadonlySet<CommandKind>;
  readonly conversations: ReadonlyMap<ConversationId, Conversation>;
  /** Of the conversations that were opened or made ready to be, newest last; at most `HISTORIES_MAX`. */
  readonly histories: ReadonlyMap<ConversationId, History>;
  readonly echoes: readonly Echo[];
  /** What is being typed here; it goes before the draft that the device keeps. */
  readonly drafts: ReadonlyMap<ConversationId, string>;
  readonly typing: ReadonlyMap<ConversationId, readonly Person[]>;
  readonly presence: ReadonlyMap<AccountId, Presence>;
  readonly search: Search | null;
  readonly notices: readonly ShownNotice[];
  /** How often the list of the account's devices has become another one. */
  readonly devicesChanges: number;
  /** Messages that came in catching up since the connection was last up to date. */
  readonly caughtUp: number;
  readonly view: View;
  /** The page has the person's attention: it is visible and has the focus. */
  readonly attended: boolean;
}

export const INITIAL: AppState = {
  signedIn: { kind: "opening" },
  connection: { kind: "none" },
  storage: { kind: "kept" },
  tab: "leader",
  supports: new Set(),
  conversations: new Map(),
  histories: new Map(),
  echoes: [],
  drafts: new Map(),
  typing: new Map(),
  presence: new Map(),
  search: null,
  notices: [],
  devicesChanges: 0,
  caughtUp: 0,
  view: HOME,
  attended: true,
};

/** Histories that stay in memory, so that opening a conversation again needs no reading. */
export const HISTORIES_MAX = 16;

/** Notices that are shown at most; older ones give way. */
export const NOTICES_MAX = 3;

/** Whether this version can do all of it. */
export function supported(state: AppState, ...commands: readonly CommandKind[]): boolean {
  return commands.every((command) => state.supports.has(command));
}
