import type { CompiledArchive, MessageRow } from "godwit-web-device";
import type { Compiled } from "./compiled";
import type { DeviceLoop } from "./deviceLoop";
import { DeviceError, isForGood } from "./failures";
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

/** Devices that something is being sent to. */
const SENDING = new Set<string>();

/** A device that was let in. */
interface Accepted {
  readonly device: string;
  readonly certificate: Uint8Array;
}

/** Where its history goes, and what it is sealed under. */
interface Seal {
  readonly archive: Uint8Array;
  readonly key: Uint8Array;
}

/** What is still to be sent; the key is secret, as all in the store. */
interface Task {
  /** What the node is still to be told of the device; empty when it knows. */
  readonly certificate: string;
  /** Only messages from then on; 0 for all. */
  readonly sinceMillis: number;
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

  /**
   * Makes it durable that the device was let in, and tells the node; `run` sends everything. When the node cannot be
   * told now, `run` does that too; when it refuses, nothing is left to be done.
   */
  async begin(accepted: Accepted, seal: Seal, sinceMillis: number): Promise<void> {
    const rows = this.store.conversations().sort((one, other) => other.timeMillis - one.timeMillis);
    const task: Task = {
      certificate: base64(accepted.certificate),
      sinceMillis,
      archive: base64(seal.archive),
      key: base64(seal.key),
      next: 0,
      done: 0,
      left: rows.map(({ id }) => id),
    };
    await this.loop.ask(({ device: own, changes, now }) => {
      own.devices().host(accepted.device, now);
      changes.push(putJson(PREFIX + accepted.device, task));
    });
    await this.register(accepted.device, task);
  }

  /** Tells the node of the device; doing it again is done already. */
  private async register(device: string, task: Task): Promise<Task> {
    try {
      const body = { id: device, certificate: task.certificate };
      await this.signIn.authorized((token) => this.api.post("/v1/devices", token, body));
    } catch (error) {
      if (error instanceof DeviceError && isForGood(error)) {
        await this.forget(device);
      }
      throw error;
    }
    const known = { ...task, certificate: "" };
    await this.keep(device, known);
    return known;
  }

  /** Undefined when the node does not take the device. */
  private async registerPatiently(device: string, task: Task): Promise<Task | undefined> {
    try {
      return await this.register(device, task);
    } catch (error) {
      if (!(error instanceof DeviceError && isForGood(error))) {
        await rest(RETRY_MILLIS);
      }
      return this.reload(device);
    }
  }

  /** The list of conversations goes first, whole or from its beginning again. */
  private async sendCatalogue(device: string, task: Task): Promise<Task> {
    const catalogue = await this.loop.ask(({ device: own }) => own.devices().catalogue().bytes);
    const parts = Math.max(1, Math.ceil(catalogue.length / CATALOGUE_BYTES_PER_PART));
    for (let part = 0; part < parts; part++) {
      const chunk = catalogue.slice(part * CATALOGUE_BYTES_PER_PART, (part + 1) * CATALOGUE_BYTES_PER_PART);
      await this.putPatiently(task, part, this.seal(task).sealCatalogue(part, chunk, part === parts - 1).bytes);
    }
    const after = { ...task, next: parts };
    await this.keep(device, after);
    return after;
  }

  /** Goes on with everything that was begun. */
  async run(): Promise<void> {
    for (const key of this.store.scan(PREFIX)) {
      const device = key.slice(PREFIX.length);
      if (!SENDING.has(device)) {
        SENDING.add(device);
        await this.send(device).finally(() => SENDING.delete(device));
      }
    }
  }

  private async send(device: string): Promise<void> {
    let task = await this.reload(device);
    while (task && task.certificate !== "") {
      task = await this.registerPatiently(device, task);
    }
    if (task?.next === 0) {
      task = await this.sendCatalogue(device, task);
    }
    while (task) {
      task = await this.conversation(device, task);
    }
  }

  /** As the loop has it by now; rejects when the device was closed. */
  private reload(device: string): Promise<Task | undefined> {
    return this.loop.ask(() => this.store.json(PREFIX + device) as Task | undefined);
  }

  /** Sends all rows of the conversation in hand; undefined after the last. */
  private async conversation(device: string, begun: Task): Promise<Task | undefined> {
    const [id, ...left] = begun.left;
    let task = begun;
    if (id !== undefined) {
      await this.awaitMember(device, id);
      for await (const rows of this.store.history(id, ROWS_PER_PART)) {
        task = await this.rows(
          task,
          rows.filter(({ timeMillis }) => timeMillis >= begun.sinceMillis),
        );
      }
    }
    if (left.length > 0) {
      task = { ...task, left };
      await this.keep(device, task);
      return task;
    }
    await this.putPatiently(task, task.next, this.seal(task).sealRows(task.next, [], task.done, task.done, true).bytes);
    await this.forget(device);
    return undefined;
  }

  private async rows(task: Task, rows: readonly MessageRow[]): Promise<Task> {
    if (rows.length === 0) {
      return task;
    }
    const done = task.done + rows.length;
    await this.putPatiently(task, task.next, this.seal(task).sealRows(task.next, rows, done, done, false).bytes);
    return { ...task, next: task.next + 1, done };
  }

  private async forget(device: string): Promise<void> {
    await this.loop.ask(({ changes }) => changes.push({ kind: "delete", key: PREFIX + device }));
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
