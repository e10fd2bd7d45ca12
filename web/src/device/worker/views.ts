import type { ConversationRow, GroupView, MessageRow } from "godwit-web-device";
import type { Conversation, Me, Message, Person } from "../api";
import { contentOf } from "./contents";
import type { LocalStore } from "./store/localStore";
import { UNREAD_MAX } from "./store/localStore";
import { comparePositions } from "../rows";

/** What is known of a conversation beyond its row, kept up to date with what is written. */
interface Summary {
  last: MessageRow | null;
  unread: number;
  /** What the count is for. */
  readThrough: number;
  /** Where this account was mentioned last, 0 for nowhere. */
  mentionedAt: number;
}

/** So many of the newest rows are looked through for a mention at the start. */
const MENTIONS_ROWS_MAX = 100;

/** Rows of the store as the screen's side sees them. */
export class Views {
  private readonly store: LocalStore;
  private readonly me: Me;
  private readonly summaries = new Map<string, Summary>();
  /** Groups as they were when they changed last. */
  readonly groups = new Map<string, GroupView>();
  /** Accounts whose safety numbers were compared. */
  private readonly verified = new Set<string>();
  private readonly handles = new Map<string, string>();
  /** Conversations as they were told last. */
  readonly told = new Map<string, Conversation>();

  constructor(store: LocalStore, me: Me) {
    this.store = store;
    this.me = me;
  }

  /** Reads what is not in memory, once at the start. */
  async load(): Promise<void> {
    await Promise.all(this.store.conversations().map((row) => this.summarise(row)));
  }

  private async summarise(row: ConversationRow): Promise<void> {
    const [last, unread] = await Promise.all([this.store.last(row.id), this.store.unread(row.id, row.readThrough)]);
    const newest = row.kind === "group" ? await this.newest(row.id, Math.min(unread, MENTIONS_ROWS_MAX)) : [];
    this.summaries.set(row.id, { last, unread, readThrough: row.readThrough, mentionedAt: this.mentionIn(newest) });
  }

  /** The place of the newest row that mentions this account, 0 when none does. */
  private mentionIn(rows: readonly MessageRow[]): number {
    return Math.max(0, ...rows.map((row) => (this.mentionsMe(row) ? row.sequence : 0)));
  }

  /** Takes in rows that were written, and what was read; says which conversations look different now. */
  async update(rows: readonly MessageRow[], moved: ReadonlySet<string>): Promise<void> {
    const touched = new Set([...moved, ...rows.map((row) => row.conversation)]);
    for (const row of rows) {
      const summary = this.summary(row.conversation);
      if (!summary.last || summary.last.id === row.id || comparePositions(summary.last, row) < 0) {
        summary.last = row;
      }
      summary.mentionedAt = Math.max(summary.mentionedAt, this.mentionIn([row]));
    }
    await Promise.all([...touched].map((id) => this.count(id)));
  }

  /** Counting takes longer the more there are: beyond what is told, only reading changes the number. */
  private async count(id: string): Promise<void> {
    const readThrough = this.store.conversation(id)?.readThrough ?? 0;
    const summary = this.summary(id);
    if (summary.unread < UNREAD_MAX || summary.readThrough !== readThrough) {
      summary.unread = await this.store.unread(id, readThrough);
      summary.readThrough = readThrough;
    }
  }

  private summary(id: string): Summary {
    const known = this.summaries.get(id);
    if (known) {
      return known;
    }
    const fresh: Summary = { last: null, unread: 0, readThrough: 0, mentionedAt: 0 };
    this.summaries.set(id, fresh);
    return fresh;
  }

  /** The newest rows of a conversation, ascending. */
  async newest(conversation: string, limit: number): Promise<MessageRow[]> {
    return (await this.store.page(conversation, { kind: "newest" }, limit)).rows;
  }

  conversations(): Conversation[] {
    return this.store.conversations().map((row) => this.conversation(row));
  }

  /** As it stands in the store; null when there is none. */
  byId(id: string): Conversation | null {
    const row = this.store.conversation(id);
    return row ? this.conversation(row) : null;
  }

  private conversation(row: ConversationRow): Conversation {
    const { last, unread, mentionedAt } = this.summary(row.id);
    const base = {
      id: row.id,
      standing: row.standing,
      head: row.head,
      readThrough: row.readThrough,
      deliveredThrough: row.deliveredThrough,
      seenThrough: row.seenThrough,
      timeMillis: Math.max(row.timeMillis, last?.timeMillis ?? 0),
      unread,
      mentioned: mentionedAt > row.readThrough,
      last: last && this.message(last),
      draft: row.draft,
      pinned: row.pinned,
      archived: row.archived,
      mutedUntilMillis: row.mutedUntilMillis,
    };
    if (row.kind === "direct") {
      const peer = this.person(row.peer, row.peerHandle);
      return { ...base, kind: "direct", peer, identityChanged: row.identityChanged };
    }
    const group = this.groups.get(row.id);
    return {
      ...base,
      kind: "group",
      name: row.name,
      description: group?.description ?? "",
      picture: group && group.picture.length > 0 ? group.picture : null,
      members: row.members,
      role: row.role,
      settings: group?.settings ?? { add: "admins", send: "all", changeDetails: "all" },
      requests: group?.requests.length ?? 0,
      held: group?.held ?? false,
    };
  }

  private mentionsMe({ content }: MessageRow): boolean {
    return content.kind === "text" && content.mentions.some(({ account }) => account === this.me.account);
  }

  /** Takes in a group as it is now, and the names in it. */
  group(view: GroupView) {
    this.groups.set(view.id, view);
    for (const { account, handle } of [...view.members, ...view.requests]) {
      this.named(account, handle);
    }
  }

  verify(account: string, verified: boolean) {
    if (verified) {
      this.verified.add(account);
    } else {
      this.verified.delete(account);
    }
  }

  named(account: string, handle: string) {
    if (handle !== "") {
      this.handles.set(account, handle);
    }
  }

  message(row: MessageRow): Message {
    const { conversation, id, sequence, order, timeMillis, state } = row;
    const own = row.account === this.me.account;
    const sender = this.person(row.account, this.peerHandle(row));
    const content = contentOf(row.content, (account) => this.person(account), row.account);
    return { conversation, id, sequence, order, sender, own, timeMillis, state, content };
  }

  private peerHandle(row: MessageRow): string {
    const conversation = this.store.conversation(row.conversation);
    return conversation?.peer === row.account ? conversation.peerHandle : "";
  }

  /** @param handle as it stands elsewhere, empty when it does not */
  person(account: string, handle = ""): Person {
    const known = account === this.me.account ? this.me.handle : handle || (this.handles.get(account) ?? "");
    return { account, handle: known, verified: this.verified.has(account) };
  }
}
