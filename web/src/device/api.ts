/**
 * What the worker and the screen's side say to each other: plain objects that can be cloned, never a key, a ciphertext
 * or a token. The words are those of the protocol: conversation, entry, sequence, cursor, tick, epoch, device.
 *
 * Ids are 32 hexadecimal digits. Times are milliseconds since 1970 by the node's clock. Sequences count from 1 in each
 * conversation; 0 means "none yet".
 */

export type AccountId = string;
export type DeviceId = string;
export type ConversationId = string;
export type EntryId = string;

// --- What there is to be seen ---

/** Who this browser is signed in as. */
export interface Me {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly handle: string;
}

/** Somebody, as far as this device knows them. */
export interface Person {
  readonly account: AccountId;
  /** Without the sign before it; empty while it is not known. */
  readonly handle: string;
  /** The safety number was compared and found equal, here or on another own device. */
  readonly verified: boolean;
}

export type Role = "owner" | "admin" | "member";

export interface Member extends Person {
  readonly role: Role;
  /** When they were added; 0 when that is not known. */
  readonly sinceMillis: number;
}

/** Who may do something in a group. */
export type WhoMay = "all" | "admins";

export interface GroupSettings {
  readonly add: WhoMay;
  /** `admins`: an announcement group. */
  readonly send: WhoMay;
  readonly changeDetails: WhoMay;
}

/** How far this device is in a conversation's group; what is sent meanwhile waits. */
export type Standing = "new" | "joining" | "open" | "repairing" | "left";

interface ConversationBase {
  readonly id: ConversationId;
  readonly standing: Standing;
  /** The last entry that this device has stored. */
  readonly head: number;
  /** The last entry that the person has seen, here or on another own device. */
  readonly readThrough: number;
  /** Two ticks for own messages with sequences up to this. */
  readonly deliveredThrough: number;
  /** Blue ticks for own messages with sequences up to this. */
  readonly seenThrough: number;
  /** Messages of others that the person has not seen. */
  readonly unread: number;
  /** Of those, whether one mentions this account. */
  readonly mentioned: boolean;
  /** Of the newest message, 0 when there is none. */
  readonly timeMillis: number;
  /** The newest row of history, if there is one. */
  readonly last: Message | null;
  /** What was typed and not sent; empty when nothing was. */
  readonly draft: string;
  readonly pinned: boolean;
  readonly archived: boolean;
  /** No notifications until then; 0 when not muted. */
  readonly mutedUntilMillis: number;
}

export interface DirectConversation extends ConversationBase {
  readonly kind: "direct";
  readonly peer: Person;
  /** The peer shows another identity key than the one remembered: nothing is sent until `trust`. */
  readonly identityChanged: boolean;
}

export interface GroupConversation extends ConversationBase {
  readonly kind: "group";
  readonly name: string;
  readonly description: string;
  /** A JPEG or PNG, null when there is none. */
  readonly picture: Uint8Array | null;
  readonly members: number;
  /** This account's own. */
  readonly role: Role;
  readonly settings: GroupSettings;
  /** Requests to join that wait for an admin. */
  readonly requests: number;
  /** A change was refused: the group stays as it was, and nothing is sent, until `goOn`. */
  readonly held: boolean;
}

/** One row of the list of conversations. */
export type Conversation = DirectConversation | GroupConversation;

export interface Mention {
  /** In UTF-16 units, as JavaScript counts. */
  readonly start: number;
  readonly length: number;
  readonly account: AccountId;
}

/** What happened to a group, for a line between the messages. Its doer is the message's `sender`. */
export type Change =
  /** Several things by one entry, in this order. */
  | { readonly kind: "several"; readonly changes: readonly Change[] }
  /** Somebody has another identity: the safety number is another now. */
  | { readonly kind: "identity"; readonly person: Person }
  | { readonly kind: "created" }
  | { readonly kind: "added"; readonly people: readonly Person[] }
  | { readonly kind: "removed"; readonly people: readonly Person[] }
  | { readonly kind: "left" }
  | { readonly kind: "joinedByLink" }
  | { readonly kind: "joinRequested" }
  /** A change of somebody was not followed: nothing goes on until the person says so. */
  | { readonly kind: "refused" }
  | { readonly kind: "role"; readonly person: Person; readonly role: Role }
  | { readonly kind: "renamed"; readonly name: string }
  | { readonly kind: "described"; readonly description: string }
  | { readonly kind: "pictured" }
  | { readonly kind: "settings"; readonly settings: GroupSettings };

/** Why an entry cannot be read. */
export type LossReason =
  /** Encrypted with keys that this device never had, or has no more. */
  | "keysMissing"
  /** Damaged, forged, or a replay. */
  | "notAuthentic"
  /** Sent by this device, whose store is an older copy that does not know it. */
  | "ownForgotten"
  /** More came than is kept while this device waits to join. */
  | "tooManyWaiting"
  /** The entries up to this one are past retention at the node. */
  | "expired"
  /** Decrypted, but it holds no content. */
  | "malformed"
  /** Said by somebody who was not allowed to. */
  | "notAllowed";

export type Content =
  | { readonly kind: "text"; readonly text: string; readonly mentions: readonly Mention[] }
  | { readonly kind: "change"; readonly change: Change }
  /** Of a kind that needs a newer version. */
  | { readonly kind: "unknown" }
  | { readonly kind: "lost"; readonly reason: LossReason };

/**
 * Where a message stands. Delivered and read are not states of it but numbers of its conversation: see `tickOf`.
 */
export type MessageState =
  | { readonly kind: "received" }
  | { readonly kind: "waiting" }
  | { readonly kind: "sent" }
  | { readonly kind: "failed"; readonly failure: Failure };

/**
 * One row of history. Rows stand in the order of their `position`; a message that gets its sequence moves. An own
 * message keeps its `id` from the moment it is written.
 */
export interface Message {
  readonly conversation: ConversationId;
  readonly id: EntryId;
  /** Its place in the log; 0 while it waits, or when it failed. */
  readonly sequence: number;
  /** Sorts those without a sequence, which come last; 0 for others' messages. */
  readonly order: number;
  readonly sender: Person;
  /** Of this account, whichever device sent it. */
  readonly own: boolean;
  readonly timeMillis: number;
  readonly state: MessageState;
  readonly content: Content;
}

/** The one place of a row in its conversation. */
export interface Position {
  readonly sequence: number;
  readonly order: number;
}

/** Rows in ascending order. */
export interface MessagePage {
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export type Tick = "none" | "waiting" | "failed" | "sent" | "delivered" | "read";

/** How far each other member is, for one message. */
export interface MemberReceipt extends Person {
  readonly delivered: boolean;
  readonly read: boolean;
}

/** A device of this account. */
export interface OwnDevice {
  readonly id: DeviceId;
  /** What the person calls it; empty when nothing was said. */
  readonly name: string;
  /** Such as "web" or "linux"; chosen by that device. Empty when nobody can know. */
  readonly platform: string;
  readonly linkedMillis: number;
  /** When it signed in last; 0 when the node does not say. */
  readonly seenMillis: number;
  /** This browser. */
  readonly current: boolean;
  /** Whether the account's identity has signed it; one that is not was made up by the node. */
  readonly certified: boolean;
  /** This browser knows of it, and the node does not tell of it. */
  readonly hidden: boolean;
}

/** Two people who see the same digits talk to each other and nobody else. */
export interface SafetyNumber {
  readonly person: Person;
  /** 60 digits, without spaces. */
  readonly digits: string;
}

/** An invitation into a group. */
export interface Invitation {
  readonly link: string;
  /** The whole address to give away: it holds a secret that the node never sees. */
  readonly address: string;
  readonly expiresMillis: number;
  readonly approval: boolean;
}

/** What an invitation shows before joining. */
export interface InvitationPreview {
  readonly name: string;
  readonly description: string;
  readonly approval: boolean;
}

/** Why something was not done. */
export interface Failure {
  /** A name of the error catalogue, or a `LocalCode`. It does not change between versions. */
  readonly code: string;
  /** One English sentence that says what to do. */
  readonly text: string;
  /** The handles that it is about, where it is about some of several. */
  readonly handles?: readonly string[];
}

/** What this side finds by itself, beside the codes of the node's catalogue. */
export type LocalCode =
  /** No answer from the node; what was asked may have happened. */
  | "NODE_UNREACHABLE"
  /** The node answered in a way that this client cannot read. */
  | "NODE_NOT_UNDERSTOOD"
  /** This browser holds no device of an account. */
  | "NOT_REGISTERED"
  /** This browser holds a device of an account already. */
  | "ALREADY_REGISTERED"
  /** The account exists, but its keys are on other devices: link this browser instead. */
  | "LINK_NEEDED"
  /** There is no such conversation on this device. */
  | "UNKNOWN_CONVERSATION"
  /** A conversation with oneself. */
  | "OWN_HANDLE"
  /** The message is empty, or longer than a conversation takes. */
  | "TEXT_INVALID"
  /** Somebody shows another identity than the one that was compared. */
  | "IDENTITY_CHANGED"
  /** The linking code is wrong, was used, or has expired. */
  | "CODE_INVALID"
  /** The browser has no room left, or may not store: nothing new is taken until it can. */
  | "STORAGE_FULL"
  | "STORAGE_UNUSABLE"
  /** This part is not in this version. */
  | "NOT_SUPPORTED"
  /** The worker was ended while it was asked. */
  | "CLOSED";

// --- What the person does ---

/** Everything that can be asked of the device. What it changed is durable when the answer comes. */
export type DeviceCommand =
  // The account
  | { readonly kind: "register"; readonly handle: string; readonly password: string }
  /** Signs this browser's device in again, or answers LINK_NEEDED. */
  | { readonly kind: "signIn"; readonly handle: string; readonly password: string }
  /** The account without its history under a new identity, which everybody sees: for who has the password alone. */
  | { readonly kind: "beginAnew"; readonly handle: string; readonly password: string }
  /** Ends the session at the node and erases everything of it in this browser. */
  | { readonly kind: "signOut" }
  // Linking. The new device shows a code; a signed-in one approves it.
  | { readonly kind: "linkStart" }
  | { readonly kind: "linkCancel" }
  /** With how many days of the history; 0 for all. */
  | { readonly kind: "linkApprove"; readonly code: string; readonly days: number }
  /** Those that were not removed. */
  | { readonly kind: "devices" }
  | { readonly kind: "renameDevice"; readonly device: DeviceId; readonly name: string }
  | { readonly kind: "revokeDevice"; readonly device: DeviceId }
  // People
  | { readonly kind: "find"; readonly handle: string }
  /** Whose presence to tell from now on, instead of those before: peers of conversations. */
  | { readonly kind: "watch"; readonly accounts: readonly AccountId[] }
  | { readonly kind: "safetyNumber"; readonly account: AccountId }
  /** Marks digits as compared; IDENTITY_CHANGED when they are not the account's any more. */
  | { readonly kind: "verify"; readonly account: AccountId; readonly digits: string }
  /** Goes on with the identity that the account showed last, as one that was not compared. */
  | { readonly kind: "trust"; readonly account: AccountId }
  // Conversations
  | { readonly kind: "openDirect"; readonly handle: string }
  | {
      readonly kind: "send";
      readonly conversation: ConversationId;
      readonly text: string;
      readonly mentions: readonly Mention[];
    }
  | { readonly kind: "markRead"; readonly conversation: ConversationId; readonly sequence: number }
  /** To be repeated each 3 s while the person types. */
  | { readonly kind: "typing"; readonly conversation: ConversationId; readonly typing: boolean }
  | { readonly kind: "draft"; readonly conversation: ConversationId; readonly text: string }
  | { readonly kind: "pin"; readonly conversation: ConversationId; readonly pinned: boolean }
  | { readonly kind: "archive"; readonly conversation: ConversationId; readonly archived: boolean }
  /** 0 ends it; `Number.MAX_SAFE_INTEGER` is for ever. */
  | { readonly kind: "mute"; readonly conversation: ConversationId; readonly untilMillis: number }
  // History
  | {
      readonly kind: "history";
      readonly conversation: ConversationId;
      readonly from: HistoryFrom;
      /** At most `HISTORY_LIMIT_MAX`. */
      readonly limit: number;
    }
  /** Case and accents do not matter. Names first, then messages, newest first. */
  | {
      readonly kind: "search";
      readonly text: string;
      /** Only there; null for everywhere. */
      readonly conversation: ConversationId | null;
      readonly limit: number;
    }
  | { readonly kind: "receipts"; readonly conversation: ConversationId; readonly sequence: number }
  // Groups
  | { readonly kind: "createGroup"; readonly name: string; readonly handles: readonly string[] }
  | { readonly kind: "members"; readonly conversation: ConversationId }
  | { readonly kind: "addMembers"; readonly conversation: ConversationId; readonly handles: readonly string[] }
  | { readonly kind: "removeMember"; readonly conversation: ConversationId; readonly account: AccountId }
  | { readonly kind: "leaveGroup"; readonly conversation: ConversationId }
  /** Goes on with a group after a change of it was refused; harmless when none was. */
  | { readonly kind: "goOn"; readonly conversation: ConversationId }
  /** Deletes a group that was left, with its history on this device. */
  | { readonly kind: "forget"; readonly conversation: ConversationId }
  | {
      readonly kind: "setRole";
      readonly conversation: ConversationId;
      readonly account: AccountId;
      readonly role: Role;
    }
  | {
      readonly kind: "setDetails";
      readonly conversation: ConversationId;
      readonly name: string;
      readonly description: string;
      readonly picture: Uint8Array | null;
    }
  | { readonly kind: "setSettings"; readonly conversation: ConversationId; readonly settings: GroupSettings }
  | {
      readonly kind: "invite";
      readonly conversation: ConversationId;
      readonly expiresSeconds: number;
      readonly approval: boolean;
    }
  | { readonly kind: "invitations"; readonly conversation: ConversationId }
  | { readonly kind: "revokeInvitation"; readonly conversation: ConversationId; readonly link: string }
  | { readonly kind: "previewInvitation"; readonly address: string }
  | { readonly kind: "joinByInvitation"; readonly address: string }
  | { readonly kind: "joinRequests"; readonly conversation: ConversationId }
  | { readonly kind: "approveRequest"; readonly conversation: ConversationId; readonly account: AccountId }
  | { readonly kind: "refuseRequest"; readonly conversation: ConversationId; readonly account: AccountId };

/** Which rows: the newest ones, those before or after a row, or those on both sides of a sequence. */
export type HistoryFrom =
  | { readonly kind: "newest" }
  | { readonly kind: "before"; readonly position: Position }
  | { readonly kind: "after"; readonly position: Position }
  | { readonly kind: "around"; readonly sequence: number };

/** Rows that one `history` gives at most. */
export const HISTORY_LIMIT_MAX = 500;

/** The longest text of a message in bytes of UTF-8. */
export const TEXT_BYTES_MAX = 63_984;

/** The largest picture of a group. */
export const PICTURE_BYTES_MAX = 32_768;

export interface SearchResult {
  readonly conversations: readonly ConversationId[];
  readonly messages: readonly Message[];
  /** There are more than `limit`. */
  readonly more: boolean;
}

/** What each command is answered with; `null` where there is nothing to tell. */
export interface CommandAnswers {
  register: Me;
  signIn: Me;
  beginAnew: Me;
  signOut: null;
  linkStart: { readonly code: string; readonly expiresMillis: number };
  linkCancel: null;
  linkApprove: null;
  devices: readonly OwnDevice[];
  renameDevice: null;
  revokeDevice: null;
  find: Person;
  watch: null;
  safetyNumber: SafetyNumber;
  verify: null;
  trust: null;
  openDirect: { readonly conversation: ConversationId };
  send: { readonly id: EntryId };
  markRead: null;
  typing: null;
  draft: null;
  pin: null;
  archive: null;
  mute: null;
  history: MessagePage;
  search: SearchResult;
  receipts: readonly MemberReceipt[];
  /**
   * ACCOUNT_UNKNOWN, and nothing is done, when one of the handles is nobody's. `unreachable`: those who could not be
   * added, for no device of theirs has keys at the node.
   */
  createGroup: { readonly conversation: ConversationId; readonly unreachable: readonly string[] };
  members: readonly Member[];
  addMembers: { readonly unreachable: readonly string[] };
  removeMember: null;
  leaveGroup: null;
  goOn: null;
  forget: null;
  setRole: null;
  setDetails: null;
  setSettings: null;
  invite: Invitation;
  invitations: readonly Invitation[];
  revokeInvitation: null;
  previewInvitation: InvitationPreview;
  joinByInvitation: null;
  joinRequests: readonly Person[];
  approveRequest: null;
  refuseRequest: null;
}

export type CommandKind = DeviceCommand["kind"];
export type CommandOf<K extends CommandKind> = Extract<DeviceCommand, { readonly kind: K }>;

export type Answer<K extends CommandKind> =
  { readonly ok: true; readonly value: CommandAnswers[K] } | { readonly ok: false; readonly failure: Failure };

// --- What happens ---

/** Whether there is an account in this browser. */
export type SignedIn =
  /** The store is being opened. */
  | { readonly kind: "opening" }
  | { readonly kind: "nobody" }
  /** This browser shows a code and waits for another device. */
  | { readonly kind: "linking"; readonly code: string; readonly expiresMillis: number }
  | { readonly kind: "signedIn"; readonly me: Me }
  /** The sign-in was ended: everything can be read, and waits until the person signs in again. */
  | { readonly kind: "signInAgain"; readonly me: Me; readonly failure: Failure }
  /**
   * The device was removed from its account, another session of it took over, or the node does not understand it.
   * `removal` says who removed it, when this device has heard of that.
   */
  | { readonly kind: "ended"; readonly me: Me; readonly failure: Failure; readonly removal: Removal | null };

/** How this device came to be taken out of its account. */
export interface Removal {
  readonly timeMillis: number;
  /** Another device of the account did it; else the node alone. */
  readonly signed: boolean;
}

export type Connection =
  /** Nobody is signed in. */
  | { readonly kind: "none" }
  | { readonly kind: "connecting" }
  | { readonly kind: "catchingUp" }
  | { readonly kind: "online" }
  /** Tried again by itself. */
  | { readonly kind: "offline"; readonly failure: Failure | null }
  /** Not tried again. */
  | { readonly kind: "ended"; readonly failure: Failure };

/** What the browser lets this client keep. */
export type Storage =
  | { readonly kind: "kept" }
  /** A private window, or storage that the browser may clear: all is lost when it is closed. */
  | { readonly kind: "temporary" }
  /** No room: what comes is not acknowledged and so not lost, and what is written is not taken. */
  | { readonly kind: "full"; readonly failure: Failure }
  | { readonly kind: "unusable"; readonly failure: Failure };

/** Whether this tab does the work, or another one of the same browser does it for this one. */
export type Tab = "leader" | "follower";

/** Something that a person should be told, once. */
export type Notice =
  | { readonly kind: "identityChanged"; readonly person: Person }
  | { readonly kind: "commitRefused"; readonly conversation: ConversationId; readonly failure: Failure }
  | { readonly kind: "oldCopy"; readonly conversation: ConversationId }
  | { readonly kind: "logShortened"; readonly conversation: ConversationId }
  /** What the person wanted of a group was not done, since somebody else came first. */
  | { readonly kind: "notDone"; readonly conversation: ConversationId; readonly failure: Failure }
  /** Not by this browser: whoever does it here knows. So it is with `deviceRevoked`. */
  | { readonly kind: "deviceLinked"; readonly device: DeviceId }
  /** `signed`: by another device of the account; otherwise the node alone says so. */
  | { readonly kind: "deviceRevoked"; readonly device: DeviceId; readonly signed: boolean }
  /** The node tells of a device that the account has not signed, or has removed: it was let in nowhere. */
  | { readonly kind: "deviceRefused"; readonly device: DeviceId }
  | { readonly kind: "failure"; readonly failure: Failure };

/** Everything at once: the first event, and again whenever another tab or another worker takes over. */
export interface Snapshot {
  readonly kind: "snapshot";
  readonly signedIn: SignedIn;
  readonly connection: Connection;
  readonly storage: Storage;
  readonly tab: Tab;
  /** In no order. */
  readonly conversations: readonly Conversation[];
  /** The commands that are not answered by NOT_SUPPORTED; for the others the screens show no button. */
  readonly supports: readonly CommandKind[];
}

/** What lasts is in the store before its event is told. */
export type DeviceEvent =
  | Snapshot
  | { readonly kind: "signedIn"; readonly signedIn: SignedIn }
  | { readonly kind: "connection"; readonly connection: Connection }
  | { readonly kind: "storage"; readonly storage: Storage }
  | { readonly kind: "tab"; readonly tab: Tab }
  /** New, or any field but the ticks changed. */
  | { readonly kind: "conversation"; readonly conversation: Conversation }
  /** Deleted on this device. */
  | { readonly kind: "forgotten"; readonly conversation: ConversationId }
  | {
      readonly kind: "ticks";
      readonly conversation: ConversationId;
      readonly deliveredThrough: number;
      readonly seenThrough: number;
    }
  /** New or changed rows; in catching up, many at once. */
  | { readonly kind: "messages"; readonly messages: readonly Message[] }
  /** A message of somebody else came live, not in catching up: worth a notification. */
  | { readonly kind: "arrived"; readonly message: Message }
  | {
      readonly kind: "presence";
      readonly account: AccountId;
      readonly online: boolean;
      /** 0 when it is not told. */
      readonly lastSeenMillis: number;
    }
  | {
      readonly kind: "typing";
      readonly conversation: ConversationId;
      readonly person: Person;
      readonly typing: boolean;
    }
  /** What `devices` answers is another list now. */
  | { readonly kind: "devicesChanged" }
  | { readonly kind: "notice"; readonly notice: Notice };

/** The device, as the screen's side has it. */
export interface DevicePort {
  /** Never rejects: what goes wrong is a `Failure`. Commands take effect in the order of the calls. */
  ask<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<K>>;
  /** Tells events in order, from a `snapshot` on; returns what ends it. */
  listen(listener: (event: DeviceEvent) => void): () => void;
  close(): void;
}
