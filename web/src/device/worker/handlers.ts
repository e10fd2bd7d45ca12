import type {
  CommandAnswers,
  CommandKind,
  CommandOf,
  DeviceCommand,
  DeviceEvent,
  MessagePage,
  Person,
  SearchResult,
} from "../api";
import { HISTORY_LIMIT_MAX, TEXT_BYTES_MAX } from "../api";
import type { Desk } from "./deviceLoop";
import { local } from "./failures";
import { DEVICE_COMMANDS } from "./deviceHandlers";
import { GROUP_COMMANDS } from "./groupHandlers";
import type { Running } from "./owner";
import { fold } from "./search";

/** How commands are answered, by their kinds. */
export type Handled = {
  readonly [K in CommandKind]?: (on: Handlers, command: CommandOf<K>) => Promise<CommandAnswers[K]>;
};

const TABLE: Handled = {
  find: (on, { handle }) => on.find(handle),
  watch: (on, { accounts }) => on.doing(({ device, now }) => device.watch(accounts, now)),
  trust: (on, { account }) => on.trust(account),
  openDirect: (on, { handle }) => on.openDirect(handle),
  send: (on, command) => on.send(command),
  markRead: (on, { conversation, sequence }) =>
    on.doing(({ device, now }) => device.markRead(conversation, sequence, now)),
  typing: (on, { conversation, typing }) => on.doing(({ device, now }) => device.typing(conversation, typing, now)),
  draft: (on, { conversation, text }) =>
    on.arrange(conversation, ({ device, now }) => device.draft(conversation, text, now)),
  pin: (on, { conversation, pinned }) =>
    on.arrange(conversation, ({ device, now }) => device.pin(conversation, pinned, now)),
  archive: (on, { conversation, archived }) =>
    on.arrange(conversation, ({ device, now }) => device.archive(conversation, archived, now)),
  mute: (on, { conversation, untilMillis }) =>
    on.arrange(conversation, ({ device, now }) => device.mute(conversation, untilMillis, now)),
  history: (on, command) => on.history(command),
  search: (on, command) => on.search(command),
  ...GROUP_COMMANDS,
  ...DEVICE_COMMANDS,
};

/** Those that Owner handles itself, and those of the table. */
export const SUPPORTED: readonly CommandKind[] = [
  "register",
  "signIn",
  "beginAnew",
  "signOut",
  "linkStart",
  "linkCancel",
  ...(Object.keys(TABLE) as CommandKind[]),
];

/** Answers the commands of somebody who is signed in. */
export class Handlers {
  readonly running: Running;
  private readonly tell: (event: DeviceEvent) => void;

  constructor(running: Running, tell: (event: DeviceEvent) => void) {
    this.running = running;
    this.tell = tell;
  }

  async answer(command: DeviceCommand): Promise<CommandAnswers[CommandKind]> {
    const handle = TABLE[command.kind] as
      ((on: Handlers, command: DeviceCommand) => Promise<CommandAnswers[CommandKind]>) | undefined;
    if (!handle) {
      throw local("NOT_SUPPORTED", "This version cannot do that yet.");
    }
    return handle(this, command);
  }

  async doing(deed: (desk: Desk) => void): Promise<null> {
    await this.running.loop.ask(deed);
    return null;
  }

  async find(given: string): Promise<Person> {
    const handle = normalised(given);
    const { loop, lookUps, views } = this.running;
    const found = lookUps.account(handle);
    found.catch(() => undefined);
    await loop.ask(({ device, now }) => device.find(handle, now));
    const account = await found;
    views.named(account, handle);
    return views.person(account, handle);
  }

  async openDirect(given: string): Promise<CommandAnswers["openDirect"]> {
    const handle = normalised(given);
    const { loop, me } = this.running;
    if (handle === me.handle) {
      throw local("OWN_HANDLE", "This is your own handle; a conversation is with somebody else.");
    }
    const known = await loop.ask(({ device }) => device.accountOf(handle));
    const account = known || (await this.find(handle)).account;
    const conversation = await loop.ask(({ device, now }) => device.openDirect(account, now));
    return { conversation };
  }

  async send({ conversation, text, mentions }: CommandOf<"send">): Promise<CommandAnswers["send"]> {
    this.requireKnown(conversation);
    if (text.trim() === "" || new TextEncoder().encode(text).length > TEXT_BYTES_MAX) {
      throw local("TEXT_INVALID", `A message has 1 to ${TEXT_BYTES_MAX} bytes; send a longer text in parts.`);
    }
    const id = await this.running.loop.ask(({ device, store, now }) => {
      if (store.conversation(conversation)?.draft !== "") {
        device.draft(conversation, "", now);
      }
      return device.send(conversation, text, mentions, now);
    });
    return { id };
  }

  /** Sets something of the list of conversations, on all devices of the account. */
  async arrange(conversation: string, deed: (desk: Desk) => void): Promise<null> {
    this.requireKnown(conversation);
    return this.doing(deed);
  }

  async verify(account: string, digits: string): Promise<null> {
    const same = await this.running.loop.ask(({ device, now }) => device.devices().verify(account, digits, now));
    if (!same) {
      throw local(
        "IDENTITY_CHANGED",
        "The number has changed while you compared it: compare the one that is shown now.",
      );
    }
    await this.tellVerified(account);
    return null;
  }

  async trust(account: string): Promise<null> {
    await this.doing(({ device, now }) => device.trust(account, now));
    await this.tellVerified(account);
    return null;
  }

  private async tellVerified(account: string): Promise<void> {
    const { loop, views } = this.running;
    views.verify(account, await loop.ask(({ device }) => device.devices().isVerified(account)));
    for (const row of views.conversations()) {
      if (row.kind === "direct" && row.peer.account === account) {
        this.tell({ kind: "conversation", conversation: row });
      }
    }
  }

  requireKnown(conversation: string) {
    if (!this.running.store.conversation(conversation)) {
      throw local("UNKNOWN_CONVERSATION", "There is no such conversation on this device.");
    }
  }

  async history({ conversation, from, limit }: CommandOf<"history">): Promise<MessagePage> {
    const { store, views } = this.running;
    const page = await store.page(conversation, from, Math.max(1, Math.min(HISTORY_LIMIT_MAX, limit)));
    return {
      messages: page.rows.map((row) => views.message(row)),
      hasOlder: page.hasOlder,
      hasNewer: page.hasNewer,
    };
  }

  async search({ text, conversation, limit }: CommandOf<"search">): Promise<SearchResult> {
    const { search, views } = this.running;
    const rows = await search.find(text, conversation, limit);
    return {
      conversations: conversation === null ? this.named(text) : [],
      messages: rows.slice(0, limit).map((row) => views.message(row)),
      more: rows.length > limit,
    };
  }

  private named(text: string): string[] {
    const folded = fold(text.trim());
    return this.running.views
      .conversations()
      .filter((each) => fold(each.kind === "direct" ? each.peer.handle : each.name).includes(folded))
      .map((each) => each.id);
  }
}

function normalised(handle: string): string {
  return handle.trim().replace(/^@/u, "").toLowerCase();
}
