import type { Content, DirectConversation, GroupConversation, Message, Person, Snapshot } from "../device/api";

/** Makers of what a device tells, for tests: every field has a value, tests give those they are about. */

export const ALICE: Person = { account: "a".repeat(32), handle: "alice", verified: true };
export const BOB: Person = { account: "b".repeat(32), handle: "bob", verified: false };
export const ME = { account: ALICE.account, device: "d".repeat(32), handle: "alice" };
export const WITH_BOB = "1".repeat(32);
export const GROUP = "2".repeat(32);

export function text(said: string): Content {
  return { kind: "text", text: said, mentions: [] };
}

export function message(sequence: number, fields: Partial<Message> = {}): Message {
  return {
    conversation: WITH_BOB,
    id: `id ${String(sequence)}`,
    sequence,
    order: 0,
    sender: BOB,
    own: false,
    timeMillis: sequence * 1_000,
    state: { kind: "received" },
    content: text(`message ${String(sequence)}`),
    ...fields,
  };
}

export function waiting(order: number, fields: Partial<Message> = {}): Message {
  return message(0, {
    id: `own ${String(order)}`,
    order,
    sender: ALICE,
    own: true,
    state: { kind: "waiting" },
    ...fields,
  });
}

const BASE = {
  standing: "open",
  head: 0,
  readThrough: 0,
  deliveredThrough: 0,
  seenThrough: 0,
  unread: 0,
  mentioned: false,
  timeMillis: 0,
  last: null,
  draft: "",
  pinned: false,
  archived: false,
  mutedUntilMillis: 0,
} as const;

export function direct(fields: Partial<DirectConversation> = {}): DirectConversation {
  return { ...BASE, kind: "direct", id: WITH_BOB, peer: BOB, identityChanged: false, ...fields };
}

export function group(fields: Partial<GroupConversation> = {}): GroupConversation {
  return {
    ...BASE,
    kind: "group",
    id: GROUP,
    name: "Walk",
    description: "",
    picture: null,
    members: 3,
    role: "member",
    settings: { add: "admins", send: "all", changeDetails: "all" },
    requests: 0,
    held: false,
    ...fields,
  };
}

export function snapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    kind: "snapshot",
    signedIn: { kind: "signedIn", me: ME },
    connection: { kind: "online" },
    storage: { kind: "kept" },
    tab: "leader",
    conversations: [direct()],
    supports: ["send", "typing", "draft", "watch"],
    ...fields,
  };
}
