import type { CompiledEvent, CompiledStep, ConversationRow, GroupView, MessageRow } from "godwit-web-device";
import type { Conversation, DeviceEvent, Notice } from "../api";
import type { Search } from "./search";
import type { Views } from "./views";

/** Rows that are told again when the names in them became known. */
const NAMED_ROWS_MAX = 100;

/** What only the device knows. */
export interface Asked {
  /** Those of these conversations that are groups, as they are now. */
  readonly groups: (conversations: readonly string[]) => Promise<readonly GroupView[]>;
  readonly isVerified: (account: string) => Promise<boolean>;
  /** Whether this browser linked the device or removed it: its person need not be told. */
  readonly isDoneHere: (device: string) => boolean;
}

/** Before the account whose safety number was compared, in the name of a setting. */
const VERIFIED = "verified/";

/** What a durable step is told as. */
export class StepEvents {
  private readonly views: Views;
  private readonly search: Search;
  private readonly ask: Asked;

  constructor(views: Views, search: Search, ask: Asked) {
    this.views = views;
    this.search = search;
    this.ask = ask;
  }

  /** @param live everything that was there when the session opened has come: what arrives now is new */
  async of(step: CompiledStep, live: boolean): Promise<DeviceEvent[]> {
    const rows = step.changes.flatMap((each) => (each.kind === "message" ? [each.row] : []));
    const conversations = step.changes.flatMap((each) => (each.kind === "conversation" ? [each.row] : []));
    const forgotten = step.changes.flatMap((each) => (each.kind === "deleteConversation" ? [each.conversation] : []));
    const regrouped = await this.regroup(step.events, conversations);
    const touched = new Set([
      ...conversations.map(({ id }) => id),
      ...rows.map((row) => row.conversation),
      ...regrouped.all,
      ...(await this.reverified(step.events)),
    ]);
    if (touched.size === 0 && forgotten.length === 0 && step.events.length === 0) {
      return [];
    }
    await this.views.update(rows, new Set(conversations.map(({ id }) => id)));
    this.search.update(rows);
    const shown = [...(await this.named(regrouped.named)), ...rows];
    return [
      ...forgotten.map((conversation) => ({ kind: "forgotten", conversation }) as const),
      ...(shown.length > 0
        ? [{ kind: "messages", messages: shown.map((row) => this.views.message(row)) } as const]
        : []),
      ...[...touched].flatMap((id) => this.changed(id, this.views.told.get(id))),
      ...step.events.flatMap((event) => this.view(event, live)),
    ];
  }

  /** Conversations with those whose comparison may count no more, or was made on another device. */
  private async reverified(events: readonly CompiledEvent[]): Promise<string[]> {
    const accounts = events.flatMap((each) => {
      if (each.kind === "identityChanged") return [each.account];
      return each.kind === "settingChanged" && each.name.startsWith(VERIFIED) ? [each.name.slice(VERIFIED.length)] : [];
    });
    for (const account of accounts) {
      this.views.verify(account, await this.ask.isVerified(account));
    }
    return this.views
      .conversations()
      .filter((each) => each.kind === "direct" && accounts.includes(each.peer.account))
      .map(({ id }) => id);
  }

  /** Looks at the groups that have changed; `named` are those in which somebody got a name. */
  private async regroup(events: readonly CompiledEvent[], rows: readonly ConversationRow[]) {
    const learned = events.flatMap((each) => (each.kind === "namesLearned" ? each.accounts : []));
    const accounts = new Set(learned.map(({ account }) => account));
    const named = [...this.views.groups.values()]
      .filter(({ members, requests }) => [...members, ...requests].some(({ account }) => accounts.has(account)))
      .map(({ id }) => id);
    const changed = events.flatMap((each) => (each.kind === "groupChanged" ? [each.conversation] : []));
    const fresh = rows.filter((row) => row.kind === "group").map(({ id }) => id);
    const all = [...new Set([...named, ...changed, ...fresh])];
    for (const group of all.length > 0 ? await this.ask.groups(all) : []) {
      this.views.group(group);
    }
    return { all, named };
  }

  private async named(conversations: readonly string[]): Promise<MessageRow[]> {
    const pages = await Promise.all(conversations.map((id) => this.views.newest(id, NAMED_ROWS_MAX)));
    return pages.flat();
  }

  /** Whether a group waits for its person's word, which it says by itself for as long as it does. */
  private isHeld(id: string): boolean {
    const there = this.views.byId(id);
    return there?.kind === "group" && there.held;
  }

  private changed(id: string, before: Conversation | undefined): DeviceEvent[] {
    const now = this.views.byId(id);
    if (!now) {
      return [];
    }
    this.views.told.set(id, now);
    if (before && onlyTicks(before, now)) {
      const { deliveredThrough, seenThrough } = now;
      return [{ kind: "ticks", conversation: id, deliveredThrough, seenThrough }];
    }
    return [{ kind: "conversation", conversation: now }];
  }

  private view(event: CompiledEvent, live: boolean): DeviceEvent[] {
    switch (event.kind) {
      case "inRows":
      case "caughtUp":
      case "found":
      case "notFound":
        return [];
      case "arrived":
        return live ? [{ kind: "arrived", message: this.views.message(event.row) }] : [];
      case "presence":
        return [event];
      case "intentionDone":
      case "settingChanged":
      case "groupChanged":
      case "namesLearned":
      case "repaired": // The conversation says while it lasts.
      case "undecryptable": // The history has a row for it.
        return [];
      case "deviceRevoked":
        return this.ofDevices({ kind: "deviceRevoked", device: event.device, signed: event.signed });
      case "deviceRefused":
        return this.ofDevices(event);
      case "intentionFailed":
        return notice({ kind: "notDone", conversation: event.conversation, failure: event.failure });
      case "deviceLinked":
        return this.ofDevices({ kind: "deviceLinked", device: event.device });
      case "typing": {
        const { conversation, account, typing } = event;
        const peer = this.views.byId(conversation);
        const handle = peer?.kind === "direct" && peer.peer.account === account ? peer.peer.handle : "";
        return [{ kind: "typing", conversation, person: this.views.person(account, handle), typing }];
      }
      case "identityChanged":
        return notice({ kind: "identityChanged", person: this.views.person(event.account) });
      case "commitRefused":
        return this.isHeld(event.conversation)
          ? []
          : notice({
              kind: "commitRefused",
              conversation: event.conversation,
              failure: {
                code: event.reason,
                text: "A change of this conversation was not what it claimed to be, and was refused.",
              },
            });
      case "failure":
        return notice({ kind: "failure", failure: event.failure });
      case "oldCopy":
      case "logShortened":
        return notice(event);
    }
  }

  private ofDevices(told: Extract<Notice, { readonly device: string }>): DeviceEvent[] {
    const done = told.kind !== "deviceRefused" && this.ask.isDoneHere(told.device);
    return [{ kind: "devicesChanged" }, ...(done ? [] : notice(told))];
  }
}

function notice(told: Notice): DeviceEvent[] {
  return [{ kind: "notice", notice: told }];
}

function onlyTicks(before: Conversation, now: Conversation): boolean {
  const { deliveredThrough, seenThrough } = now;
  return JSON.stringify({ ...before, deliveredThrough, seenThrough }) === JSON.stringify(now);
}
