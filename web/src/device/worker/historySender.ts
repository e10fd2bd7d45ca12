import type { CompiledArchive } from "godwit-web-device";
import type { Compiled } from "./compiled";
import type { DeviceLoop } from "./deviceLoop";
import { path } from "./historyReceiver";
import { rest } from "./linkApi";
import type { NodeApi } from "./nodeApi";
import { base64, bytesIn } from "./nodeApi";
import type { SignIn } from "./signIn";
import type { LocalStore } from "./store/localStore";
import { putJson } from "./store/localStore";

const PREFIX = "shell/sending/";
const ROWS_PER_PART = 500;
const CATALOGUE_BYTES_PER_PART = 400 * 1024;
const REST_MILLIS = 100;
const RETRY_MILLIS = 2_000;

/** A conversation that the new device does not get into is waited for so long, then its history goes all the same. */
const PATIENCE_MILLIS = 120_000;

/** What is still to be sent; the key is secret, as all in the store. */
interface Task {
  readonly archive: string;
  readonly key: string;
  readonly next: number;
  readonly done: number;
  /** Conversations whose messages are still to go, the first is in hand. */
  readonly left: readonly string[];
}

/**
 * Sends the history to a device that this one has let in: the list of conversations, then their messages. Those of a
 * conversation go when the new device is in its group, so that what came before is in the archive, and what comes after
 * is for it to read.
 */
export class HistorySender {
  private readonly api: NodeApi;
  private readonly signIn: SignIn;
  private readonly store: LocalStore;
  private readonly loop: DeviceLoop;
  private readonly compiled: Compiled;

  constructor(api: NodeApi, signIn: SignIn, store: LocalStore, loop: DeviceLoop, compiled: Compiled) {
    this.api = api;
    this.signIn = signIn;
    this.store = store;
    this.loop = loop;
    this.compiled = compiled;
  }

  /** Sends the list of conversations at once; what follows is `run`'s. */
  async begin(device: string, archive: Uint8Array, key: Uint8Array): Promise<void> {
    const catalogue = await this.loop.ask(({ device: own }) => own.devices().catalogue().bytes);
    const rows = this.store.conversations().sort((one, other) => other.timeMillis - one.timeMillis);
    const task: Task = { archive: base64(archive), key: base64(key), next: 0, done: 0, left: rows.map(({ id }) => id) };
    const parts = Math.max(1, Math.ceil(catalogue.length / CATALOGUE_BYTES_PER_PART));
    for (let part = 0; part < parts; part++) {
      const chunk = catalogue.slice(part * CATALOGUE_BYTES_PER_PART, (part + 1) * CATALOGUE_BYTES_PER_PART);
      await this.put(task, part, this.seal(task).sealCatalogue(part, chunk, part === parts - 1).bytes);
    }
    await this.keep(device, { ...task, next: parts });
  }

  /** Goes on with everything that was begun. */
  async run(): Promise<void> {
    for (const key of this.store.scan(PREFIX)) {
      await this.send(key.slice(PREFIX.length));
    }
  }

  private async send(device: string): Promise<void> {
    let task = this.store.json(PREFIX + device) as Task | undefined;
    while (task) {
      task = await this.conversation(device, task);
    }
  }

  /** Sends all rows of the conversation in hand; undefined after the last. */
  private async conversation(device: string, begun: Task): Promise<Task | undefined> {
    const [id, ...left] = begun.left;
    let task = begun;
    if (id !== undefined) {
      await this.awaitMember(device, id);
      for await (const rows of this.store.history(id, ROWS_PER_PART)) {
        const done = task.done + rows.length;
        const sealed = this.seal(task).sealRows(task.next, rows, done, done, false).bytes;
        await this.putPatiently(task, task.next, sealed);
        task = { ...task, next: task.next + 1, done };
      }
    }
    if (left.length > 0) {
      task = { ...task, left };
      await this.keep(device, task);
      return task;
    }
    await this.putPatiently(task, task.next, this.seal(task).sealRows(task.next, [], task.done, task.done, true).bytes);
    await this.loop.ask(({ changes }) => changes.push({ kind: "delete", key: PREFIX + device }));
    return undefined;
  }

  private async awaitMember(device: string, conversation: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLIS;
    const standing = this.store.conversation(conversation)?.standing;
    if (standing === "left" || standing === "new") {
      return;
    }
    while (Date.now() < deadline && !(await this.isIn(device, conversation))) {
      await rest(REST_MILLIS);
    }
  }

  private isIn(device: string, conversation: string): Promise<boolean> {
    return this.loop.ask(({ device: own }) => own.devices().isIn(conversation, device));
  }

  private seal(task: Task): CompiledArchive {
    return new this.compiled.CompiledArchive(bytesIn({ ...task }, "archive"), bytesIn({ ...task }, "key"));
  }

  private async put(task: Task, part: number, sealed: Uint8Array): Promise<void> {
    const body = { bytes: base64(sealed) };
    await this.signIn.authorized((token) => this.api.post(`${path(task)}/${part}`, token, body));
  }

  private async putPatiently(task: Task, part: number, sealed: Uint8Array): Promise<void> {
    for (;;) {
      try {
        await this.put(task, part, sealed);
        return;
      } catch {
        await rest(RETRY_MILLIS);
        // The device may have been closed meanwhile.
        await this.loop.ask(() => null);
      }
    }
  }

  private async keep(device: string, task: Task): Promise<void> {
    await this.loop.ask(({ changes }) => changes.push(putJson(PREFIX + device, task)));
  }
}
