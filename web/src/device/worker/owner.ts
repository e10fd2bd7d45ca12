import type { CompiledEvent, CompiledStep, GroupView, PendingCall, StoreChange } from "godwit-web-device";
import type {
  Answer,
  CommandAnswers,
  CommandKind,
  Connection,
  DeviceCommand,
  DeviceEvent,
  Failure,
  Me,
  SignedIn,
  Snapshot,
  Storage,
} from "../api";
import { CLOSES } from "../../protocol/catalogue";
import { compiled } from "./compiled";
import type { Compiled } from "./compiled";
import { browserName } from "./browserName";
import { DeviceLoop } from "./deviceLoop";
import { DeviceError, failureOf, local } from "./failures";
import { Handlers, SUPPORTED } from "./handlers";
import { HistoryReceiver } from "./historyReceiver";
import { HistorySender } from "./historySender";
import { Intentions } from "./intentions";
import { keySignIn } from "./keySignIn";
import { Link } from "./link";
import { Linker } from "./linker";
import { LookUps } from "./lookUps";
import { NodeApi } from "./nodeApi";
import { NodeCalls } from "./nodeCalls";
import { meIn, Registrar } from "./registrar";
import { Search } from "./search";
import { SignIn } from "./signIn";
import { StepEvents } from "./stepEvents";
import * as database from "./store/database";
import { LocalStore } from "./store/localStore";
import { storageKind } from "./storageKind";
import { Views } from "./views";

/** How long a code lives at the node. */
const CODE_MILLIS = 5 * 60_000;

/** Everything that works while somebody is signed in. */
export interface Running {
  readonly me: Me;
  readonly store: LocalStore;
  readonly loop: DeviceLoop;
  readonly link: Link;
  readonly signIn: SignIn;
  readonly views: Views;
  readonly search: Search;
  readonly lookUps: LookUps;
  readonly intentions: Intentions;
  /** Devices that were linked or removed here, since this was opened. */
  readonly doneHere: Set<string>;
  readonly api: NodeApi;
  /** Where this page comes from, for addresses to give away. */
  readonly origin: string;
}

/** The device of this browser, in the tab that leads. Answers commands and tells events. */
export class Owner {
  private readonly tell: (event: DeviceEvent) => void;
  private readonly api = new NodeApi();
  private readonly location: Location;
  private signedIn: SignedIn = { kind: "opening" };
  private connection: Connection = { kind: "none" };
  private storage: Storage = { kind: "kept" };
  private usual: Storage = { kind: "kept" };
  private store: LocalStore | null = null;
  private running: Running | null = null;
  private opened: Promise<void> | null = null;
  private linking: AbortController | null = null;
  /** Steps are told one after the other, though the store is asked for some of it. */
  private telling: Promise<void> = Promise.resolve();
  /** Registering, signing in and out: one at a time. */
  private changing: Promise<unknown> = Promise.resolve();

  constructor(location: Location, tell: (event: DeviceEvent) => void) {
    this.location = location;
    this.tell = tell;
  }

  /** Opens the store and, when there is a device in it, goes on where it was. */
  open(): Promise<void> {
    this.opened ??= this.opening();
    return this.opened;
  }

  private async opening(): Promise<void> {
    try {
      this.usual = await storageKind();
      this.setStorage(this.usual);
      if (await database.exists()) {
        await this.resume(await this.openStore());
      } else {
        this.setSignedIn({ kind: "nobody" });
      }
    } catch (error) {
      this.setStorage(troubled(error));
    }
    this.tell(this.snapshot());
  }

  private async openStore(): Promise<LocalStore> {
    this.store ??= await LocalStore.open();
    return this.store;
  }

  private async resume(store: LocalStore): Promise<void> {
    const me = meIn(store);
    if (!me) {
      this.setSignedIn({ kind: "nobody" });
      await this.resumeLinking(store);
      return;
    }
    const libraries = await compiled();
    await new HistoryReceiver(this.api, this.firstSignIn(store, me, libraries), store, libraries).takeCatalogue();
    const running = await this.run(store, me);
    this.running = running;
    running.loop.start();
    await lookAround(running);
    await nameThis(running);
    this.setSignedIn({ kind: "signedIn", me });
    running.link.start();
    this.moveHistory(running, libraries);
  }

  /** Before there is a device, the store is written by nobody else. */
  private firstSignIn(store: LocalStore, me: Me, libraries: Compiled): SignIn {
    return this.signInOf(store, me, libraries, (change) => store.apply([change]));
  }

  private signInOf(
    store: LocalStore,
    me: Me,
    libraries: Compiled,
    persist: (change: StoreChange) => Promise<unknown>,
  ): SignIn {
    return new SignIn(this.api, store, persist, () => keySignIn(store, this.api, libraries, me));
  }

  /** What another device sends of the history, and what is sent to one, goes on in the background. */
  private moveHistory({ store, loop, signIn }: Running, libraries: Compiled) {
    const keep = async (changes: readonly StoreChange[]) => {
      await loop.ask((desk) => desk.changes.push(...changes));
      this.tellStep({ changes, frames: [], calls: [], events: [], reconnect: false });
    };
    // Both end when the device is closed; the next one goes on.
    new HistoryReceiver(this.api, signIn, store, libraries).run(keep).catch(() => undefined);
    new HistorySender(this.api, signIn, store, loop, libraries).run().catch(() => undefined);
  }

  private async run(store: LocalStore, me: Me): Promise<Running> {
    store.account = me.account;
    const views = new Views(store, me);
    await views.load();
    const search = new Search(store);
    const lookUps = new LookUps();
    const libraries = await compiled();
    const loop: DeviceLoop = new DeviceLoop(store, libraries, {
      onStep: (step) => this.onStep(step),
      onLost: (error) => this.onLost(error),
      onRestored: () => this.onRestored(),
    });
    const persist = (change: StoreChange) => loop.ask(({ changes }) => changes.push(change));
    const signIn = this.signInOf(store, me, libraries, persist);
    const link = new Link({
      loop,
      compiled: libraries,
      location: this.location,
      tell: (connection) => this.onConnection(connection),
      token: (refusedBefore) => this.token(loop, signIn, refusedBefore),
    });
    const intentions = new Intentions();
    const { origin } = this.location;
    const doneHere = new Set<string>();
    return { me, store, loop, link, signIn, views, search, lookUps, intentions, doneHere, api: this.api, origin };
  }

  /** A browser does not say why a socket was refused: the node is asked over REST whether the token is still good. */
  private async token(loop: DeviceLoop, signIn: SignIn, refusedBefore: boolean): Promise<string> {
    await loop.ask(() => null);
    if (refusedBefore) {
      await signIn.authorized((token) => this.api.get("/v1/key-packages", token));
    }
    return signIn.access();
  }

  // --- What a step leads to ---

  private onStep(step: CompiledStep) {
    const running = this.running;
    if (!running) {
      return;
    }
    for (const frame of step.frames) {
      running.link.send(frame.bytes);
    }
    for (const call of step.calls) {
      this.call(running, call);
    }
    for (const event of step.events) {
      this.onEvent(running, event);
    }
    if (step.reconnect) {
      running.link.reconnect();
    }
    this.tellStep(step);
  }

  private call(running: Running, pending: PendingCall) {
    const generation = running.loop.generation;
    const calls = new NodeCalls(this.api, running.signIn);
    void calls.make(pending.call).then((answer) => {
      running.loop.tell(generation, ({ device, now }) => device.onAnswer(pending.id, answer, now));
    });
  }

  private onEvent(running: Running, event: CompiledEvent) {
    if (event.kind === "caughtUp") {
      this.onConnection({ kind: "online" });
    } else if (isOwnEnd(event, running.me)) {
      this.tellRemoval(running).catch(() => undefined);
    } else if (event.kind === "found") {
      running.lookUps.found(event.handle, event.account);
    } else if (event.kind === "notFound") {
      running.lookUps.notFound(event.handle, new DeviceError(event.failure));
    }
  }

  /** What somebody waits for is told to them alone. */
  private untold(running: Running, event: CompiledEvent): boolean {
    const ended = event.kind === "intentionDone" || event.kind === "intentionFailed";
    return !(ended && running.intentions.ended(event)) && !isOwnEnd(event, running.me);
  }

  private tellStep(step: CompiledStep) {
    const running = this.running;
    if (!running) {
      return;
    }
    const live = this.connection.kind === "online";
    const told = { ...step, events: step.events.filter((event) => this.untold(running, event)) };
    const events = new StepEvents(running.views, running.search, {
      groups: (ids) => groupsOf(running.loop, ids),
      isVerified: (account) => running.loop.ask(({ device }) => device.devices().isVerified(account)),
      isDoneHere: (device) => running.doneHere.has(device),
    });
    this.telling = this.telling
      .then(() => events.of(told, live))
      .then((all) => all.forEach(this.tell))
      .catch((error: unknown) => this.tell({ kind: "notice", notice: { kind: "failure", failure: failureOf(error) } }));
  }

  // --- When the store fails ---

  private onLost(error: DeviceError) {
    this.running?.link.reconnect();
    this.running?.lookUps.failAll(error);
    this.setStorage(troubled(error));
  }

  private onRestored() {
    this.running?.link.reconnect();
    this.running?.link.hasten();
    this.setStorage(this.usual);
    this.tell(this.snapshot());
  }

  private onConnection(connection: Connection) {
    if (connection.kind === "offline" || connection.kind === "ended") {
      this.running?.lookUps.failAll(local("NODE_UNREACHABLE", "The node cannot be reached; try again when it can."));
    }
    if (connection.kind === "ended" && this.running) {
      this.setSignedIn(endOf(this.running.me, connection.failure));
      this.tellRemoval(this.running).catch(() => undefined);
    }
    if (JSON.stringify(connection) !== JSON.stringify(this.connection)) {
      this.connection = connection;
      this.tell({ kind: "connection", connection });
    }
  }

  /** Says who has taken this device out of its account, as soon as the device has heard. */
  private async tellRemoval({ loop }: Running) {
    const [removal] = await loop.ask(({ device }) => device.devices().ending());
    if (removal && this.signedIn.kind === "ended") {
      this.setSignedIn({ ...this.signedIn, removal });
    }
  }

  private setSignedIn(signedIn: SignedIn) {
    this.signedIn = signedIn;
    this.tell({ kind: "signedIn", signedIn });
  }

  private setStorage(storage: Storage) {
    if (JSON.stringify(storage) !== JSON.stringify(this.storage)) {
      this.storage = storage;
      this.tell({ kind: "storage", storage });
    }
  }

  snapshot(): Snapshot {
    return {
      kind: "snapshot",
      signedIn: this.signedIn,
      connection: this.connection,
      storage: this.storage,
      tab: "leader",
      conversations: this.running?.views.conversations() ?? [],
      supports: SUPPORTED,
    };
  }

  /** The network is back. */
  hasten() {
    this.running?.link.hasten();
  }

  // --- Commands ---

  async answer(command: DeviceCommand): Promise<Answer<CommandKind>> {
    try {
      await this.open();
      return { ok: true, value: await this.perform(command) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  private perform(command: DeviceCommand): Promise<CommandAnswers[CommandKind]> {
    if (command.kind === "register") {
      return this.change(() => this.enter((registrar) => registrar.register(command.handle, command.password)));
    }
    if (command.kind === "signIn") {
      return this.change(() => this.signInAgain(command.handle, command.password));
    }
    if (command.kind === "beginAnew") {
      return this.change(() => this.enter((registrar) => registrar.beginAnew(command.handle, command.password)));
    }
    if (command.kind === "signOut") {
      return this.change(() => this.signOut());
    }
    if (command.kind === "linkStart") {
      return this.change(() => this.linkStart());
    }
    if (command.kind === "linkCancel") {
      this.linking?.abort();
      return Promise.resolve(null);
    }
    return new Handlers(this.require(), this.tell).answer(command);
  }

  private change<T>(action: () => Promise<T>): Promise<T> {
    const next = this.changing.then(action, action);
    this.changing = next.catch(() => undefined);
    return next;
  }

  private require(): Running {
    if (!this.running) {
      throw local("NOT_REGISTERED", "Nobody is signed in here; sign in first.");
    }
    return this.running;
  }

  /** Makes this browser a device of an account. */
  private async enter(way: (registrar: Registrar) => Promise<Me>): Promise<Me> {
    const store = await this.openStore();
    const me = await way(new Registrar(store, this.api, await compiled()));
    await this.resume(store);
    this.tell(this.snapshot());
    return me;
  }

  // --- Linking this browser ---

  private async linkStart(): Promise<CommandAnswers["linkStart"]> {
    if (this.running) {
      throw local("ALREADY_REGISTERED", "This browser is signed in already; sign out first.");
    }
    this.linking?.abort();
    const linking = new AbortController();
    this.linking = linking;
    const store = await this.openStore();
    const linker = new Linker(store, this.api, await compiled());
    const device = await linker.begin();
    const shown = { code: device.code(), expiresMillis: Date.now() + CODE_MILLIS };
    this.setSignedIn({ kind: "linking", ...shown });
    this.linkTo(store, linker.finish(device, linking.signal));
    return shown;
  }

  /** This browser was let in before, and reloaded before it had signed in. */
  private async resumeLinking(store: LocalStore): Promise<void> {
    if (Linker.isPending(store)) {
      this.linkTo(store, new Linker(store, this.api, await compiled()).signIn());
    }
  }

  private linkTo(store: LocalStore, linked: Promise<Me>) {
    linked
      .then(() => this.resume(store))
      .catch((error: unknown) => {
        this.setSignedIn({ kind: "nobody" });
        if (!this.linking?.signal.aborted) {
          this.tell({ kind: "notice", notice: { kind: "failure", failure: failureOf(error) } });
        }
      })
      .finally(() => this.tell(this.snapshot()));
  }

  private async signInAgain(handle: string, password: string): Promise<Me> {
    const store = await this.openStore();
    const { me, change } = await new Registrar(store, this.api, await compiled()).signIn(handle, password);
    await this.require().loop.ask(({ changes }) => changes.push(change));
    await this.stop();
    await this.resume(store);
    this.tell(this.snapshot());
    return me;
  }

  private async signOut(): Promise<null> {
    const running = this.require();
    await running.signIn
      .authorized((token) => this.api.delete("/v1/sessions/current", token))
      .catch((error: unknown) => {
        // Without the node everything is erased here all the same; its session ends when its token does.
        if (!(error instanceof DeviceError)) {
          throw error;
        }
      });
    await this.stop();
    await this.store?.erase();
    this.store = null;
    this.setSignedIn({ kind: "nobody" });
    this.tell(this.snapshot());
    return null;
  }

  private async stop(): Promise<void> {
    const running = this.running;
    this.running = null;
    running?.link.close();
    await running?.loop.close();
    this.onConnection({ kind: "none" });
  }
}

function groupsOf(loop: DeviceLoop, conversations: readonly string[]): Promise<readonly GroupView[]> {
  return loop.ask(({ device, now }) => conversations.flatMap((id) => device.groups().view(id, now)));
}

/** Takes in what only the device knows: the groups, and whose safety numbers were compared. */
async function lookAround({ store, loop, views }: Running): Promise<void> {
  const peers = store.conversations().flatMap((row) => (row.kind === "direct" ? [row.peer] : []));
  await loop.ask(({ device }) => {
    const devices = device.devices();
    peers.forEach((account) => views.verify(account, devices.isVerified(account)));
  });
  const groups = store.conversations().filter((row) => row.kind === "group");
  for (const group of await groupsOf(
    loop,
    groups.map(({ id }) => id),
  )) {
    views.group(group);
  }
}

/** A browser that has no name yet is called by what it is and what it runs on. */
async function nameThis({ loop, me }: Running): Promise<void> {
  const name = browserName(navigator.userAgent);
  await loop.ask(({ device, now }) => {
    const own = device.devices();
    if (own.nameOf(me.device) === "") {
      own.rename(me.device, name, now);
    }
  });
}

function troubled(error: unknown): Storage {
  const failure = failureOf(error);
  return failure.code === "STORAGE_FULL" ? { kind: "full", failure } : { kind: "unusable", failure };
}

/** What this device hears of its own end; it stands for as long as the device is shown. */
function isOwnEnd(event: CompiledEvent, me: Me): boolean {
  return event.kind === "failure"
    ? event.failure.code === "DEVICE_REVOKED"
    : event.kind === "deviceRevoked" && event.device === me.device;
}

/** Whether the person can help by signing in again. */
function endOf(me: Me, failure: Failure): SignedIn {
  const gone = CLOSES.some(({ name, reconnect }) => name === failure.code && !reconnect);
  return gone ? { kind: "ended", me, failure, removal: null } : { kind: "signInAgain", me, failure };
}
