import type {
  Answer,
  CommandAnswers,
  CommandKind,
  CommandOf,
  DeviceCommand,
  DeviceEvent,
  DevicePort,
  Invitation,
  Message,
  MessagePage,
  OwnDevice,
  SignedIn,
} from "../device/api";
import { comparePositions } from "../device/rows";
import { idOf, me, member, people, person } from "./people";
import type { DemoConversation } from "./world";

const ALL: readonly CommandKind[] = [
  ...["register", "signIn", "signOut", "linkStart", "linkCancel", "linkApprove", "devices", "renameDevice"],
  ...["revokeDevice", "beginAnew"],
  ...["find", "watch", "safetyNumber", "verify", "trust", "openDirect", "send", "markRead", "typing", "draft"],
  ...["pin", "archive", "mute", "history", "search", "receipts", "createGroup", "members", "addMembers"],
  ...["removeMember", "leaveGroup", "setRole", "setDetails", "setSettings", "invite", "invitations"],
  ...["revokeInvitation", "previewInvitation", "joinByInvitation", "joinRequests", "approveRequest", "refuseRequest"],
] as CommandKind[];

type Handlers = {
  readonly [K in CommandKind]?: (command: CommandOf<K>) => CommandAnswers[K] | Promise<CommandAnswers[K]>;
};

/** A device in memory that does what the real one would, for pages of development and pictures of states. */
export class DemoPort implements DevicePort {
  private readonly listeners = new Set<(event: DeviceEvent) => void>();
  private readonly devices: OwnDevice[] = [
    { id: me.device, name: "Firefox on Linux", platform: "web", current: true },
    { id: idOf(0x101), name: "kitchen", platform: "linux", current: false },
    { id: idOf(0x102), name: "", platform: "web", current: false },
  ].map((device, i) => ({
    ...device,
    linkedMillis: this.now - (i + 1) * 11 * 86_400_000,
    seenMillis: this.now - i * 86_400_000,
    certified: true,
    hidden: false,
  }));
  private readonly links: Invitation[] = [];
  private ids = 0x1000;

  constructor(
    private signedIn: SignedIn,
    readonly world: DemoConversation[],
    private readonly now: number,
    private readonly supports: readonly CommandKind[] = ALL,
  ) {}

  async ask<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<K>> {
    const handler = this.handlers[command.kind] as ((asked: DeviceCommand) => CommandAnswers[K]) | undefined;
    if (!handler) {
      return { ok: true, value: null as CommandAnswers[K] };
    }
    try {
      return { ok: true, value: await Promise.resolve(handler(command)) };
    } catch (failure) {
      return { ok: false, failure: failure as { code: string; text: string } };
    }
  }

  listen(listener: (event: DeviceEvent) => void): () => void {
    this.listeners.add(listener);
    listener({
      kind: "snapshot",
      signedIn: this.signedIn,
      connection: this.signedIn.kind === "signedIn" ? { kind: "online" } : { kind: "none" },
      storage: { kind: "kept" },
      tab: "leader",
      conversations: this.world.map((one) => one.conversation),
      supports: this.supports,
    });
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.listeners.clear();
  }

  emit(...events: DeviceEvent[]): void {
    for (const event of events) this.listeners.forEach((listener) => listener(event));
  }

  find(id: string): DemoConversation {
    const found = this.world.find((one) => one.conversation.id === id);
    if (!found) throw fail("UNKNOWN_CONVERSATION");
    return found;
  }

  /** Changes a row of the list and tells it. */
  /** What is shown of somebody after looking at their identity. */
  private compared(account: string, verified: boolean): null {
    for (const { conversation } of this.world) {
      if (conversation.kind === "direct" && conversation.peer.account === account) {
        this.change(conversation.id, { peer: { ...conversation.peer, verified }, identityChanged: false });
      }
    }
    return null;
  }

  change(id: string, fields: object): void {
    const found = this.find(id);
    found.conversation = { ...found.conversation, ...fields };
    this.emit({ kind: "conversation", conversation: found.conversation });
  }

  /** Adds a row and tells it. */
  add(id: string, handle: string, content: Message["content"], live = true): Message {
    const found = this.find(id);
    const own = handle === me.handle;
    const message: Message = {
      conversation: id,
      id: idOf(++this.ids),
      sequence: found.conversation.head + 1,
      order: 0,
      sender: person(handle),
      own,
      timeMillis: Date.now(),
      state: { kind: own ? "sent" : "received" },
      content,
    };
    found.rows.push(message);
    this.emit({ kind: "messages", messages: [message] });
    this.change(id, {
      head: message.sequence,
      last: message,
      timeMillis: message.timeMillis,
      unread: own ? 0 : found.conversation.unread + 1,
      ...(own ? { readThrough: message.sequence } : {}),
    });
    if (live && !own) this.emit({ kind: "arrived", message });
    return message;
  }

  private page(command: CommandOf<"history">): MessagePage {
    const { rows } = this.find(command.conversation);
    const { from, limit } = command;
    let start = Math.max(0, rows.length - limit);
    let end = rows.length;
    if (from.kind === "before") {
      end = rows.findIndex((row) => comparePositions(row, from.position) >= 0);
      start = Math.max(0, end - limit);
    } else if (from.kind === "after") {
      const after = rows.findIndex((row) => comparePositions(row, from.position) > 0);
      start = after < 0 ? rows.length : after;
      end = Math.min(rows.length, start + limit);
    } else if (from.kind === "around") {
      start = Math.max(0, from.sequence - 1 - Math.floor(limit / 2));
      end = Math.min(rows.length, start + limit);
    }
    return { messages: rows.slice(start, end), hasOlder: start > 0, hasNewer: end < rows.length };
  }

  private readonly handlers: Handlers = {
    register: ({ handle }) => this.enter(handle),
    signIn: ({ handle }) => {
      if (handle !== me.handle) throw fail("BAD_CREDENTIALS");
      return this.enter(handle);
    },
    signOut: () => {
      this.emit({ kind: "signedIn", signedIn: { kind: "nobody" } });
      return null;
    },
    linkStart: () => {
      const started = { code: "48203915776104829913560718243377", expiresMillis: Date.now() + 300_000 };
      this.emit({ kind: "signedIn", signedIn: { kind: "linking", ...started } });
      return started;
    },
    linkCancel: () => {
      this.emit({ kind: "signedIn", signedIn: { kind: "nobody" } });
      return null;
    },
    history: (command) => this.page(command),
    send: ({ conversation, text, mentions }) => {
      const message = this.add(conversation, me.handle, { kind: "text", text, mentions });
      const told = (deliveredThrough: number, seenThrough: number) =>
        this.emit({ kind: "ticks", conversation, deliveredThrough, seenThrough });
      setTimeout(() => told(message.sequence, message.sequence - 1), 600);
      setTimeout(() => told(message.sequence, message.sequence), 1400);
      return { id: message.id };
    },
    markRead: ({ conversation, sequence }) => {
      const { rows } = this.find(conversation);
      this.change(conversation, {
        readThrough: sequence,
        unread: rows.filter((row) => row.sequence > sequence && !row.own).length,
        mentioned: false,
      });
      return null;
    },
    draft: ({ conversation, text }) => (this.change(conversation, { draft: text }), null),
    pin: ({ conversation, pinned }) => (this.change(conversation, { pinned }), null),
    archive: ({ conversation, archived }) => (this.change(conversation, { archived }), null),
    mute: ({ conversation, untilMillis }) => (this.change(conversation, { mutedUntilMillis: untilMillis }), null),
    search: ({ text }) => this.search(text),
    find: ({ handle }) => found(handle),
    openDirect: ({ handle }) => this.openDirect(handle),
    receipts: ({ conversation, sequence }) => {
      const { conversation: row, members } = this.find(conversation);
      const others = row.kind === "direct" ? [row.peer] : members.filter((one) => one.account !== me.account);
      return others.map((one, i) => ({
        ...one,
        delivered: row.kind === "direct" ? row.deliveredThrough >= sequence : i < 3,
        read: row.kind === "direct" ? row.seenThrough >= sequence : i < 2,
      }));
    },
    devices: () => this.devices,
    renameDevice: ({ device, name }) => {
      const at = this.devices.findIndex((one) => one.id === device);
      const known = this.devices[at];
      if (known) this.devices[at] = { ...known, name };
      return null;
    },
    revokeDevice: ({ device }) => {
      this.devices.splice(
        this.devices.findIndex((one) => one.id === device),
        1,
      );
      return null;
    },
    linkApprove: ({ code }) => {
      if (code.startsWith("0")) throw fail("CODE_INVALID");
      return null;
    },
    safetyNumber: ({ account }) => ({
      person: people.find((one) => one.account === account) ?? person("bob"),
      digits: "374015928846150377219064885132709461582036471995027384615063",
    }),
    verify: ({ account }) => this.compared(account, true),
    trust: ({ account }) => this.compared(account, false),
    createGroup: ({ name, handles }) => this.createGroup(name, handles),
    members: ({ conversation }) => this.find(conversation).members,
    addMembers: ({ conversation, handles }) => {
      const group = this.find(conversation);
      group.members.push(...handles.map((handle) => member(found(handle).handle)));
      this.add(conversation, me.handle, { kind: "change", change: { kind: "added", people: handles.map(found) } });
      this.change(conversation, { members: group.members.length });
      return { unreachable: [] };
    },
    removeMember: ({ conversation, account }) => {
      const group = this.find(conversation);
      const people = group.members.filter((one) => one.account === account);
      group.members = group.members.filter((one) => one.account !== account);
      this.add(conversation, me.handle, { kind: "change", change: { kind: "removed", people } });
      this.change(conversation, { members: group.members.length });
      return null;
    },
    leaveGroup: ({ conversation }) => {
      this.add(conversation, me.handle, { kind: "change", change: { kind: "left" } });
      this.change(conversation, { standing: "left" });
      return null;
    },
    setRole: ({ conversation, account, role }) => {
      const group = this.find(conversation);
      group.members = group.members.map((one) => (one.account === account ? { ...one, role } : one));
      const who = group.members.find((one) => one.account === account);
      if (who) this.add(conversation, me.handle, { kind: "change", change: { kind: "role", person: who, role } });
      return null;
    },
    setDetails: ({ conversation, name, description }) => {
      this.add(conversation, me.handle, { kind: "change", change: { kind: "renamed", name } });
      this.change(conversation, { name, description });
      return null;
    },
    setSettings: ({ conversation, settings }) => {
      this.add(conversation, me.handle, { kind: "change", change: { kind: "settings", settings } });
      this.change(conversation, { settings });
      return null;
    },
    invite: ({ expiresSeconds, approval }) => {
      const link = {
        link: idOf(++this.ids),
        address: `${location.origin}/join#${idOf(this.ids)}.bGlua3NlY3JldGxpbmtzZWNyZXRsaW5rc2VjcmV0`,
        expiresMillis: expiresSeconds === 0 ? 0 : Date.now() + expiresSeconds * 1000,
        approval,
      };
      this.links.push(link);
      return link;
    },
    invitations: () => [...this.links],
    revokeInvitation: ({ link }) => {
      this.links.splice(
        this.links.findIndex((one) => one.link === link),
        1,
      );
      return null;
    },
    previewInvitation: () => ({ name: "Shore birds", description: "Sightings and walks", approval: true }),
    joinRequests: ({ conversation }) =>
      this.find(conversation).conversation.id === idOf(0x20) ? [person("femi")] : [],
  };

  private enter(handle: string) {
    const who = { ...me, handle };
    this.signedIn = { kind: "signedIn", me: who };
    this.emit({ kind: "signedIn", signedIn: this.signedIn }, { kind: "connection", connection: { kind: "online" } });
    return who;
  }

  private search(text: string) {
    const wanted = text.toLocaleLowerCase();
    const has = (value: string) => value.toLocaleLowerCase().includes(wanted);
    const messages = this.world
      .flatMap((one) => one.rows)
      .filter((row) => row.content.kind === "text" && has(row.content.text))
      .sort((one, other) => other.timeMillis - one.timeMillis);
    const named = this.world.filter(({ conversation: row }) => has(row.kind === "direct" ? row.peer.handle : row.name));
    return {
      conversations: named.map((one) => one.conversation.id),
      messages: messages.slice(0, 50),
      more: messages.length > 50,
    };
  }

  private openDirect(handle: string) {
    const who = found(handle);
    const known = this.world.find(({ conversation: row }) => row.kind === "direct" && row.peer.account === who.account);
    if (known) return { conversation: known.conversation.id };
    throw fail("ACCOUNT_UNKNOWN");
  }

  private createGroup(name: string, handles: readonly string[]) {
    const pattern = this.world.find((one) => one.conversation.kind === "group");
    if (!pattern) throw fail("NOT_SUPPORTED");
    const id = idOf(++this.ids);
    const members = [member(me.handle, "owner"), ...handles.map((handle) => member(found(handle).handle))];
    const conversation = {
      ...pattern.conversation,
      id,
      name,
      members: members.length,
      head: 0,
      unread: 0,
      pinned: false,
    };
    this.world.push({ conversation: { ...conversation, last: null, draft: "" }, rows: [], members });
    this.add(id, me.handle, { kind: "change", change: { kind: "created" } });
    return { conversation: id, unreachable: [] };
  }
}

function found(handle: string) {
  const who = people.find((one) => one.handle === handle);
  if (!who) throw fail("ACCOUNT_UNKNOWN");
  return who;
}

function fail(code: string): Error {
  return Object.assign(new Error(code), { code, text: code });
}
