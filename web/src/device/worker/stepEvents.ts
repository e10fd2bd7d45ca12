import type { CompiledEvent, CompiledStep, ConversationRow, MessageRow } from "godwit-web-device";
import type { Conversation, DeviceEvent, Notice } from "../api";
import type { Search } from "./search";
import type { Views } from "./views";

/** What a durable step is told as. */
export class StepEvents {
  private readonly views: Views;
  private readonly search: Search;

  constructor(views: Views, search: Search) {
    this.views = views;
    this.search = search;
  }

  /** @param live everything that was there when the session opened has come: what arrives now is new */
  async of(step: CompiledStep, live: boolean): Promise<DeviceEvent[]> {
    const rows = step.changes.flatMap((each) => (each.kind === "message" ? [each.row] : []));
    const conversations = step.changes.flatMap((each) => (each.kind === "conversation" ? [each.row] : []));
    if (rows.length === 0 && conversations.length === 0 && step.events.length === 0) {
      return [];
    }
    const before = new Map([...touched(rows, conversations)].map((id) => [id, this.views.told.get(id)] as const));
    await this.views.update(rows, new Set(conversations.map((row) => row.id)));
    this.search.update(rows);
    return [
      ...(rows.length > 0 ? [{ kind: "messages", messages: rows.map((row) => this.views.message(row)) } as const] : []),
      ...[...before].flatMap(([id, old]) => this.changed(id, old)),
      ...step.events.flatMap((event) => this.view(event, live)),
    ];
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
      case "typing": {
        const { conversation, account, typing } = event;
        const peer = this.views.byId(conversation);
        const handle = peer?.kind === "direct" && peer.peer.account === account ? peer.peer.handle : "";
        return [{ kind: "typing", conversation, person: this.views.person(account, handle), typing }];
      }
      case "identityChanged":
        return notice({ kind: "identityChanged", person: this.views.person(event.account) });
      case "commitRefused":
        return notice({
          kind: "commitRefused",
          conversation: event.conversation,
          failure: {
            code: event.reason,
            text: "A change of this conversation was not what it claimed to be, and was refused.",
          },
        });
      case "failure":
        return notice({ kind: "failure", failure: event.failure });
      case "undecryptable":
      case "repaired":
      case "oldCopy":
      case "logShortened":
        return notice(event);
    }
  }
}

function notice(told: Notice): DeviceEvent[] {
  return [{ kind: "notice", notice: told }];
}

function touched(rows: readonly MessageRow[], conversations: readonly ConversationRow[]): Set<string> {
  return new Set([...conversations.map((row) => row.id), ...rows.map((row) => row.conversation)]);
}

function onlyTicks(before: Conversation, now: Conversation): boolean {
  const { deliveredThrough, seenThrough } = now;
  return JSON.stringify({ ...before, deliveredThrough, seenThrough }) === JSON.stringify(now);
}
