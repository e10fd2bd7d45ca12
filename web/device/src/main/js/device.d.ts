// What dev.godwit.web.facade exports, by hand. Ids are 32 hexadecimal digits, times are milliseconds since 1970.

export interface Failed {
  readonly code: string;
  readonly text: string;
}

/** A row of history, as the worker keeps it. */
export interface MessageRow {
  readonly conversation: string;
  readonly id: string;
  readonly sequence: number;
  readonly order: number;
  readonly account: string;
  readonly timeMillis: number;
  readonly state:
    { readonly kind: "received" | "waiting" | "sent" } | { readonly kind: "failed"; readonly failure: Failed };
  readonly content: RowContent;
}

export interface Mention {
  readonly account: string;
  readonly start: number;
  readonly length: number;
}

export type Role = "owner" | "admin" | "member";
export type WhoMay = "all" | "admins";

export interface Settings {
  readonly add: WhoMay;
  readonly send: WhoMay;
  readonly changeDetails: WhoMay;
}

export type GroupChange =
  | { readonly kind: "created" }
  | {
      readonly kind: "added" | "removed" | "left" | "joinRequested" | "identity";
      readonly account: string;
    }
  /** Somebody's change was not followed. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "role"; readonly account: string; readonly role: Role }
  | { readonly kind: "settings"; readonly settings: Settings };

/** A group as it is now. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Empty for none. */
  readonly picture: Uint8Array;
  readonly settings: Settings;
  readonly role: Role;
  readonly members: readonly GroupMember[];
  readonly requests: readonly { readonly account: string; readonly handle: string }[];
  /** A change was refused, and the group stays as it was before. */
  readonly held: boolean;
}

export interface GroupMember {
  readonly account: string;
  /** Empty while it is not known. */
  readonly handle: string;
  readonly role: Role;
  readonly sinceMillis: number;
  readonly deliveredThrough: number;
  readonly readThrough: number;
}

export interface Named {
  readonly account: string;
}

export type RowContent =
  | { readonly kind: "text"; readonly text: string; readonly mentions: readonly Mention[] }
  | { readonly kind: "renamed"; readonly name: string }
  | { readonly kind: "described"; readonly description: string }
  | { readonly kind: "pictured" }
  | { readonly kind: "changed"; readonly changes: readonly GroupChange[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "lost"; readonly reason: LossReason };

export type LossReason =
  "keysMissing" | "notAuthentic" | "ownForgotten" | "tooManyWaiting" | "expired" | "malformed" | "notAllowed";

/** A row of the list of conversations. */
export interface ConversationRow {
  readonly kind: "direct" | "group";
  readonly id: string;
  readonly peer: string;
  readonly peerHandle: string;
  readonly standing: "new" | "joining" | "open" | "repairing" | "left";
  readonly head: number;
  readonly readThrough: number;
  readonly deliveredThrough: number;
  readonly seenThrough: number;
  readonly identityChanged: boolean;
  readonly timeMillis: number;
  readonly name: string;
  readonly role: Role;
  readonly members: number;
  readonly mutedUntilMillis: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  /** A text that is not sent yet, empty for none. */
  readonly draft: string;
}

export type StoreChange =
  | { readonly kind: "put"; readonly key: string; readonly value: Uint8Array }
  | { readonly kind: "delete"; readonly key: string }
  | { readonly kind: "message"; readonly row: MessageRow }
  | { readonly kind: "conversation"; readonly row: ConversationRow }
  /** With its whole history. */
  | { readonly kind: "deleteConversation"; readonly conversation: string };

export interface KeyPackageUpload {
  readonly bytes: Uint8Array;
  readonly expires: number;
  readonly lastResort: boolean;
}

export type Call =
  | { readonly kind: "findHandle"; readonly handle: string }
  | { readonly kind: "findAccount"; readonly account: string }
  | { readonly kind: "claimKeyPackages"; readonly account: string }
  | { readonly kind: "claimManyKeyPackages"; readonly accounts: readonly Named[] }
  | { readonly kind: "claimOwnKeyPackages"; readonly device: string; readonly count: number }
  | { readonly kind: "fetchMembers"; readonly conversation: string }
  | { readonly kind: "publishKeyPackages"; readonly keyPackages: readonly KeyPackageUpload[] }
  | { readonly kind: "countKeyPackages" }
  | { readonly kind: "fetchWelcome"; readonly conversation: string; readonly sequence: number }
  | { readonly kind: "fetchGroupInfo"; readonly conversation: string };

export interface PendingCall {
  readonly id: number;
  readonly call: Call;
}

export interface AccountDevice {
  readonly id: string;
  readonly certificate: Uint8Array;
  readonly revoked: boolean;
  /** Signed by the account, empty when there is none. */
  readonly revocation: Uint8Array;
}

export interface ClaimedKeyPackage {
  readonly device: string;
  readonly certificate: Uint8Array;
  readonly keyPackage: Uint8Array;
}

export type CallAnswer =
  | {
      readonly kind: "account";
      readonly account: string;
      readonly handle: string;
      readonly identityKey: Uint8Array;
      readonly devices: readonly AccountDevice[];
    }
  | { readonly kind: "keyPackages"; readonly keyPackages: readonly ClaimedKeyPackage[] }
  | {
      readonly kind: "manyKeyPackages";
      readonly accounts: readonly { readonly account: string; readonly keyPackages: readonly ClaimedKeyPackage[] }[];
      readonly unreachable: readonly Named[];
    }
  | {
      readonly kind: "members";
      /** Of the entry by which it is so. */
      readonly sequence: number;
      readonly members: readonly {
        readonly account: string;
        readonly handle: string;
        readonly role: string;
        readonly sinceSequence: number;
        readonly sinceMillis: number;
      }[];
    }
  | { readonly kind: "done" }
  | { readonly kind: "count"; readonly count: number }
  | {
      readonly kind: "welcome";
      /** An encoded CommitAttachment. */
      readonly attachment: Uint8Array;
    }
  | {
      readonly kind: "groupInfo";
      readonly sequence: number;
      readonly epoch: number;
      readonly groupInfo: Uint8Array;
      readonly ratchetTree: Uint8Array;
    }
  /** `number` is that of the catalogue. */
  | { readonly kind: "refused"; readonly number: number; readonly retryAfterMillis: number }
  | { readonly kind: "unreachable" };

export type CompiledEvent =
  /** Told by the rows of the same step. */
  | { readonly kind: "inRows" }
  | { readonly kind: "arrived"; readonly row: MessageRow }
  | {
      readonly kind: "presence";
      readonly account: string;
      readonly online: boolean;
      readonly lastSeenMillis: number;
    }
  | { readonly kind: "typing"; readonly conversation: string; readonly account: string; readonly typing: boolean }
  | { readonly kind: "caughtUp" }
  | { readonly kind: "found"; readonly handle: string; readonly account: string }
  | { readonly kind: "notFound"; readonly handle: string; readonly failure: Failed }
  | { readonly kind: "undecryptable"; readonly conversation: string; readonly reason: LossReason }
  | { readonly kind: "repaired"; readonly conversation: string }
  | { readonly kind: "identityChanged"; readonly account: string }
  | { readonly kind: "commitRefused"; readonly conversation: string; readonly reason: string }
  | { readonly kind: "oldCopy"; readonly conversation: string }
  | { readonly kind: "logShortened"; readonly conversation: string }
  | { readonly kind: "failure"; readonly failure: Failed }
  | {
      readonly kind: "intentionDone";
      readonly conversation: string;
      readonly intention: string;
      readonly leftOut: readonly Named[];
    }
  | {
      readonly kind: "intentionFailed";
      readonly conversation: string;
      readonly intention: string;
      readonly failure: Failed;
    }
  | { readonly kind: "groupChanged"; readonly conversation: string }
  | { readonly kind: "namesLearned"; readonly accounts: readonly Named[] }
  | { readonly kind: "deviceLinked"; readonly device: string; readonly platform: string }
  | {
      readonly kind: "deviceRevoked";
      readonly device: string;
      readonly platform: string;
      readonly signed: boolean;
    }
  | { readonly kind: "deviceRefused"; readonly device: string }
  | { readonly kind: "settingChanged"; readonly name: string };

export interface CompiledStep {
  readonly changes: readonly StoreChange[];
  readonly frames: readonly { readonly bytes: Uint8Array }[];
  readonly calls: readonly PendingCall[];
  readonly events: readonly CompiledEvent[];
  readonly reconnect: boolean;
}

export interface CompiledRegistration {
  readonly account: string;
  readonly device: string;
  readonly identityKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly keyPackages: readonly KeyPackageUpload[];
  readonly changes: readonly StoreChange[];
}

/** The device's small state in memory. */
export class CompiledStore {
  put(key: string, value: Uint8Array): void;
  /** Shows the changes of a step, once they are durable. */
  apply(changes: readonly StoreChange[]): void;
}

/** One device. Nothing but a fault of ours throws. */
export class CompiledDevice {
  private constructor();
  static register(platform: string, serverTimeMillis: number): CompiledRegistration;
  /** The same for an account that is there, under a new identity. */
  static beginAnew(account: string, platform: string, serverTimeMillis: number): CompiledRegistration;
  static restore(store: CompiledStore, client: string): CompiledDevice;
  onConnected(now: number): void;
  /**
   * Of a Goodbye, the longest time to wait before coming back in milliseconds; -2 when the frame could not be read;
   * -1 otherwise.
   */
  onFrame(frame: Uint8Array, now: number): number;
  onDisconnected(now: number): void;
  onTick(now: number): void;
  onAnswer(call: number, answer: CallAnswer, now: number): void;
  take(): CompiledStep;
  find(handle: string, now: number): void;
  /** Empty when the handle was never looked up. */
  accountOf(handle: string): string;
  openDirect(account: string, now: number): string;
  send(conversation: string, text: string, mentions: readonly Mention[], now: number): string;
  devices(): CompiledDevices;
  groups(): CompiledGroups;
  markRead(conversation: string, sequence: number, now: number): void;
  /** These four hold on all devices of the account, and come back in its rows; 0 is for notices again. */
  mute(conversation: string, untilMillis: number, now: number): void;
  pin(conversation: string, pinned: boolean, now: number): void;
  archive(conversation: string, archived: boolean, now: number): void;
  /** Other devices are told when it has not changed for two seconds, or is empty. */
  draft(conversation: string, text: string, now: number): void;
  typing(conversation: string, typing: boolean, now: number): void;
  watch(accounts: readonly string[], now: number): void;
  trust(account: string, now: number): void;
  conversations(): readonly ConversationRow[];
}

/** Methods that give an id are answered by `intentionDone` or `intentionFailed` with it. */
export class CompiledGroups {
  private constructor();
  create(name: string, accounts: readonly string[], now: number): string;
  /** The group in an array, or none. */
  view(conversation: string, now: number): readonly GroupView[];
  handleOf(account: string, conversation: string, now: number): string;
  add(conversation: string, accounts: readonly string[], now: number): string;
  remove(conversation: string, account: string, now: number): string;
  leave(conversation: string, now: number): string;
  setRole(conversation: string, account: string, role: Role, now: number): string;
  setSettings(conversation: string, settings: Settings, now: number): string;
  rename(conversation: string, name: string, now: number): void;
  describe(conversation: string, description: string, now: number): void;
  picture(conversation: string, picture: Uint8Array, now: number): void;
  invite(
    conversation: string,
    link: string,
    secret: Uint8Array,
    approval: boolean,
    expiresMillis: number,
    now: number,
  ): void;
  /** For the node to keep with a link: it cannot read it. */
  static sealPreview(name: string, members: number, secret: Uint8Array): Packed;
  /** In an array; none when the secret is not the link's. */
  static openPreview(
    secret: Uint8Array,
    sealed: Uint8Array,
  ): readonly { readonly name: string; readonly members: number }[];
  /** What goes with a request to be let in. */
  invitationProof(conversation: string, secret: Uint8Array): Packed;
  revokeInvitation(conversation: string, link: string, now: number): void;
  refuseRequest(conversation: string, account: string, now: number): void;
  askReceipts(conversation: string, now: number): void;
  /** Goes on with a group that was held after a refused change. */
  letGoOn(conversation: string, now: number): void;
  forget(conversation: string, now: number): boolean;
}

export interface Packed {
  readonly bytes: Uint8Array;
}

/** The account's devices, and whom it trusts. */
export class CompiledDevices {
  private constructor();
  /** Where the messages of a code go; empty when the text is no code. */
  static placeOf(code: string): string;
  /** In an array; none when the offer is not of the device that shows the code. */
  answer(code: string, offer: Uint8Array, handle: string, now: number): readonly CompiledHost[];
  /** Brings a device that the node has linked into all conversations. */
  host(device: string, now: number): void;
  catalogue(): Packed;
  isIn(conversation: string, device: string): boolean;
  /** What the node says of the account's devices, held against what is known here. */
  list(told: readonly ToldDevice[]): readonly ListedDevice[];
  rename(device: string, name: string, now: number): void;
  /** Empty for nothing. */
  nameOf(device: string): string;
  /** How this device was taken out of its account; empty while it is not known that it was. */
  ending(): readonly Ending[];
  revocation(device: string, now: number): Packed;
  /** The node has taken the statement: the device is let in nowhere any more. */
  revoked(device: string, statement: Uint8Array, now: number): void;
  /** Sixty digits; empty while the account's identity is not known here. */
  safetyNumber(account: string): string;
  isVerified(account: string): boolean;
  /** Marks these digits as compared; false when they are not the account's any more. */
  verify(account: string, digits: string, now: number): boolean;
}

/** What the node says of one device of the account. */
export interface ToldDevice {
  readonly id: string;
  readonly certificate: Uint8Array;
  readonly linked: number;
  readonly seen: number;
  readonly revoked: boolean;
}

export interface Ending {
  /** By the node's clock. */
  readonly timeMillis: number;
  /** A device of the account has said so; else the node alone did. */
  readonly signed: boolean;
}

export interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly linkedMillis: number;
  readonly seenMillis: number;
  readonly current: boolean;
  readonly revoked: boolean;
  readonly certified: boolean;
  readonly hidden: boolean;
}

/** This device's side of letting another one in. */
export class CompiledHost {
  private constructor();
  answer(): Packed;
  archive(): { readonly archive: Uint8Array; readonly key: Uint8Array };
  /** In an array; none when it does not hold. */
  accepted(
    acceptance: Uint8Array,
  ): readonly { readonly device: string; readonly certificate: Uint8Array; readonly platform: string }[];
}

/** What an old device has made of a new one. */
export interface CompiledLinked {
  readonly account: string;
  readonly device: string;
  readonly handle: string;
  readonly acceptance: Uint8Array;
  readonly keyPackages: readonly KeyPackageUpload[];
  readonly archive: Uint8Array;
  readonly archiveKey: Uint8Array;
  readonly changes: readonly StoreChange[];
}

/** A device that shows a code and waits for one of the account's to let it in. */
export class CompiledNewDevice {
  constructor(platform: string);
  code(): string;
  place(): { readonly hex: string; readonly bytes: Uint8Array };
  offer(): Packed;
  open(answer: Uint8Array): readonly CompiledLinked[];
  /** What the device of the store signs to sign in by its key. */
  static signIn(store: CompiledStore, challenge: string): Packed;
  static takeOver(store: CompiledStore, catalogue: Uint8Array): readonly StoreChange[];
}

export interface ArchivePart {
  readonly kind: "catalogue" | "lastOfCatalogue" | "rows" | "last";
  readonly catalogue: Uint8Array;
  readonly rows: readonly MessageRow[];
}

/** The sealed parts in which a history goes from one device of an account to another. */
export class CompiledArchive {
  constructor(archive: Uint8Array, key: Uint8Array);
  open(number: number, sealed: Uint8Array): readonly ArchivePart[];
  sealCatalogue(number: number, chunk: Uint8Array, last: boolean): Packed;
  sealRows(number: number, rows: readonly MessageRow[], done: number, total: number, last: boolean): Packed;
}

/** When to connect again. Times are milliseconds of a clock that only goes forward. */
export class CompiledBackoff {
  /** @param host of the node, as it stands in its address */
  constructor(host: string);
  /** Whether a session that was closed with this code left a node with too much to do. */
  static isBusyClose(code: number): boolean;
  /** Whether a refusal with this number says that the node has too much to do. */
  static isBusyError(number: number): boolean;
  /** Whether to stay away now that a session, which was so long, was closed with this code. */
  staysAway(code: number, livedMillis: number): boolean;
  /** How long to wait when the connection was lost or nobody answered. */
  afterSilence(now: number): number;
  /** How long to wait when the node said that it has too much to do. */
  afterBusy(now: number): number;
  /** How long to wait when the node is about to stop and named the longest time. */
  afterGoodbye(reconnectMillisMax: number): number;
  /** The connection is good: the next loss starts anew. */
  reset(): void;
}
