import type { AccountId, Conversation, ConversationId, Mention, Message, SignedIn } from "../device/api";
import type { AppState, Presence } from "./app";
import { type Echo, rowOfEcho } from "./echo";

/** The rows of the list of conversations, in its order. */
export interface ChatList {
  /** Pinned ones first, then by time, newest first. */
  readonly shown: readonly Conversation[];
  readonly archived: readonly Conversation[];
  /** Unread messages in conversations that are neither muted nor archived. */
  readonly unread: number;
}

/** The list of conversations. The same object as long as no conversation changed. */
export const chatList: (conversations: AppState["conversations"]) => ChatList = remembered((conversations) => {
  const all = [...conversations.values()].sort(byPinAndTime);
  const shown = all.filter((conversation) => !conversation.archived);
  return {
    shown,
    archived: all.filter((conversation) => conversation.archived),
    unread: shown.reduce((sum, one) => sum + (one.mutedUntilMillis > 0 ? 0 : one.unread), 0),
  };
});

function byPinAndTime(one: Conversation, other: Conversation): number {
  const pins = Number(other.pinned) - Number(one.pinned);
  return pins !== 0 ? pins : other.timeMillis - one.timeMillis || one.id.localeCompare(other.id);
}

/** Peers who are worth knowing whether they are online: of the open conversation, then of the newest ones. */
export function peersToWatch(state: AppState): readonly AccountId[] {
  const open = state.view.conversation === null ? undefined : state.conversations.get(state.view.conversation);
  const candidates = open ? [open, ...chatList(state.conversations).shown] : chatList(state.conversations).shown;
  return candidates.flatMap((one) => (one.kind === "direct" ? [one.peer.account] : []));
}

/** The echoes of a conversation as rows. */
export function echoesFrom(
  echoes: readonly Echo[],
  signedIn: SignedIn,
  conversation: ConversationId,
): readonly Message[] {
  return "me" in signedIn
    ? echoes.filter((echo) => echo.conversation === conversation).map((echo) => rowOfEcho(echo, signedIn.me))
    : [];
}

/** Whether somebody is there, as far as it is known: without a connection it is not. */
export function presenceOf(state: AppState, account: AccountId): Presence | undefined {
  const { kind } = state.connection;
  return kind === "online" || kind === "catchingUp" ? state.presence.get(account) : undefined;
}

/** What stands in the composer of a conversation. */
export function draftOf(state: AppState, conversation: ConversationId): string {
  return state.drafts.get(conversation) ?? state.conversations.get(conversation)?.draft ?? "";
}

/** Whether the person has this conversation before their eyes. */
export function isLookedAt(state: AppState, conversation: ConversationId): boolean {
  return state.attended && state.view.conversation === conversation;
}

/** Whether a message that came deserves a notification. Being mentioned does, though the conversation is muted. */
export function worthNotifying(state: AppState, message: Message, now: number): boolean {
  if (message.content.kind !== "text" || message.own || isLookedAt(state, message.conversation)) {
    return false;
  }
  const conversation = state.conversations.get(message.conversation);
  const quiet = (conversation?.mutedUntilMillis ?? 0) > now || conversation?.archived === true;
  return !quiet || mentions(message.content.mentions, state.signedIn);
}

function mentions(mentioned: readonly Mention[], signedIn: SignedIn): boolean {
  return "me" in signedIn && mentioned.some(({ account }) => account === signedIn.me.account);
}

/** A function of one object that remembers its last answer. */
function remembered<A, B>(compute: (from: A) => B): (from: A) => B {
  let last: { readonly from: A; readonly to: B } | null = null;
  return (from) => {
    if (last?.from !== from) {
      last = { from, to: compute(from) };
    }
    return last.to;
  };
}
