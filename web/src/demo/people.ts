import type { Member, Message, Person, Role } from "../device/api";

/** Small stable ids for pages of development. */
export function idOf(number: number): string {
  return number.toString(16).padStart(32, "0");
}

export const me = { account: idOf(1), device: idOf(0x100), handle: "alice" };

const HANDLES = ["alice", "bob", "carla", "dmitri", "esra", "femi", "grace", "hiro", "ines", "jonas", "klara", "leila"];

export const people: readonly Person[] = HANDLES.map((handle, i) => ({
  account: idOf(i + 1),
  handle,
  verified: handle === "bob" || handle === "grace",
}));

export function person(handle: string): Person {
  const found = people.find((one) => one.handle === handle);
  if (!found) throw new Error(`nobody is called ${handle}`);
  return found;
}

export function member(handle: string, role: Role = "member"): Member {
  return { ...person(handle), role, sinceMillis: Date.now() };
}

/** Rows of a conversation from a short script of sender and text, minutes apart. */
export function scripted(
  conversation: string,
  endMillis: number,
  lines: readonly (readonly [handle: string, text: string, minutesBefore: number])[],
): Message[] {
  return lines.map(([handle, text, minutes], i) => ({
    conversation,
    id: `${conversation.slice(-4)}${String(i)}`.padStart(32, "0"),
    sequence: i + 1,
    order: 0,
    sender: person(handle),
    own: handle === me.handle,
    timeMillis: endMillis - minutes * 60_000,
    state: handle === me.handle ? { kind: "sent" } : { kind: "received" },
    content: { kind: "text", text, mentions: [] },
  }));
}
