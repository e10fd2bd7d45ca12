import type { Change, Conversation, Member, Message, Person } from "../device/api";
import type { Texts } from "./texts";

/** How somebody is called here: by the handle, without the sign before it. */
export function nameOf(person: Person, texts: Texts): string {
  return person.handle === "" ? texts.somebody : person.handle;
}

export function titleOf(conversation: Conversation, texts: Texts): string {
  return conversation.kind === "direct" ? nameOf(conversation.peer, texts) : conversation.name;
}

/** A message in one line, for the list and for notifications. */
export function lineOf(message: Message, texts: Texts, me: string): string {
  switch (message.content.kind) {
    case "text":
      return message.content.text.slice(0, LINE_CHARACTERS);
    case "change":
      return changeLine(message, texts, me);
    case "unknown":
      return texts.conversation.unknown;
    case "lost":
      return texts.conversation.lost[message.content.reason];
  }
}

const LINE_CHARACTERS = 160;

/** What happened to a group, in words. */
export function changeLine(message: Message, texts: Texts, me: string): string {
  return message.content.kind === "change" ? wordsOf(message.content.change, message, texts, me) : "";
}

function wordsOf(change: Change, message: Message, texts: Texts, me: string): string {
  const say = texts.system;
  const who = nameOf(message.sender, texts);
  const { own } = message;
  switch (change.kind) {
    case "several":
      return change.changes.map((one) => wordsOf(one, message, texts, me)).join(" · ");
    case "identity":
      return say.identity(nameOf(change.person, texts));
    case "created":
      return own ? say.createdYou : say.created(who);
    case "added":
    case "removed":
      return membersLine(change, message, texts, me);
    case "left":
      return own ? say.leftYou : say.left(who);
    case "joinedByLink":
      return own ? say.joinedYou : say.joined(who);
    case "joinRequested":
      return say.asked(who);
    case "refused":
      return say.changeRefused(who);
    case "role":
      return roleLine(change, message, texts, me);
    case "renamed":
      return own ? say.renamedYou(change.name) : say.renamed(who, change.name);
    case "described":
      return own ? say.describedYou : say.described(who);
    case "pictured":
      return own ? say.picturedYou : say.pictured(who);
    case "settings":
      return own ? say.settingsYou : say.settings(who);
  }
}

type ChangeOf<K extends Change["kind"]> = Extract<Change, { readonly kind: K }>;

function membersLine(
  change: ChangeOf<"added" | "removed">,
  { own, sender }: Message,
  texts: Texts,
  me: string,
): string {
  const who = nameOf(sender, texts);
  const whom = namesOf(change.people, texts);
  const { added, addedYou, youWereAdded, removed, removedYou, youWereRemoved } = texts.system;
  const [they, you, toYou] =
    change.kind === "added" ? [added, addedYou, youWereAdded] : [removed, removedYou, youWereRemoved];
  return own ? you(whom) : isMe(change.people, me) ? toYou(who) : they(who, whom);
}

function roleLine({ role, person }: ChangeOf<"role">, { own, sender }: Message, texts: Texts, me: string): string {
  const who = nameOf(sender, texts);
  const as = { owner: texts.roles.asOwner, admin: texts.roles.asAdmin, member: texts.roles.asMember }[role];
  const whom = nameOf(person, texts);
  if (own) {
    return texts.system.roleYou(whom, as);
  }
  return person.account === me ? texts.system.youGotRole(who, as) : texts.system.role(who, whom, as);
}

/** Many names become a few and a number. */
function namesOf(people: readonly Person[], texts: Texts): string {
  const names = people.map((person) => nameOf(person, texts));
  const more = names.length - NAMES_MAX + 1;
  return texts.list(more > 1 ? [...names.slice(0, NAMES_MAX - 1), texts.others(more)] : names);
}

const NAMES_MAX = 6;

function isMe(people: readonly Person[], me: string): boolean {
  return people.length === 1 && people[0]?.account === me;
}

/** Owners, then admins, then by name. */
export function byRoleAndName(one: Member, other: Member): number {
  const rank = { owner: 0, admin: 1, member: 2 };
  return rank[one.role] - rank[other.role] || one.handle.localeCompare(other.handle);
}
