import type { ArchivePart, StoreChange } from "godwit-web-device";
import type { Compiled } from "./compiled";
import { DeviceError, isRefused } from "./failures";
import { rest } from "./linkApi";
import { memoryOf } from "./keySignIn";
import type { NodeApi } from "./nodeApi";
import { base64, bytesIn } from "./nodeApi";
import type { SignIn } from "./signIn";
import type { LocalStore } from "./store/localStore";
import { putJson } from "./store/localStore";

const KEY = "shell/history";

/** How often a part is looked for that has not come. */
const LOOK_MILLIS = 400;

/** Parts go from the node after a day: what has not come by then never will. */
const LIFE_MILLIS = 25 * 3_600_000;

/** How long the list of conversations is waited for; without it the device finds them itself. */
const CATALOGUE_MILLIS_MAX = 30_000;

/** What there is still to come; the key is secret, as all in the store. */
interface Task {
  readonly archive: string;
  readonly key: string;
  readonly next: number;
  readonly sinceMillis: number;
}

/** A history is to come. */
export function begin(archive: Uint8Array, key: Uint8Array): StoreChange {
  return putJson(KEY, { archive: base64(archive), key: base64(key), next: 0, sinceMillis: Date.now() });
}

/** Takes the history that another device of the account sends, part by part, in the background. */
export class HistoryReceiver {
  private readonly api: NodeApi;
  private readonly signIn: SignIn;
  private readonly store: LocalStore;
  private readonly compiled: Compiled;

  constructor(api: NodeApi, signIn: SignIn, store: LocalStore, compiled: Compiled) {
    this.api = api;
    this.signIn = signIn;
    this.store = store;
    this.compiled = compiled;
  }

  private task(): Task | undefined {
    return this.store.json(KEY) as Task | undefined;
  }

  /** Takes the list of conversations into the store of a device that was never connected. */
  async takeCatalogue(): Promise<void> {
    let task = this.task();
    const deadline = Date.now() + CATALOGUE_MILLIS_MAX;
    const chunks: Uint8Array[] = [];
    while (task && (task.next === 0 || chunks.length > 0) && Date.now() < deadline) {
      const part = await this.fetch(task);
      if (!part) {
        await rest(LOOK_MILLIS);
        continue;
      }
      chunks.push(part.catalogue);
      task = { ...task, next: task.next + 1 };
      if (part.kind === "lastOfCatalogue") {
        const memory = memoryOf(this.store, this.compiled);
        const changes = this.compiled.CompiledNewDevice.takeOver(memory, joined(chunks));
        await this.store.apply([...changes, putJson(KEY, task)]);
        return;
      }
    }
  }

  /**
   * Takes what comes until everything has.
   *
   * @param keep makes changes durable, and tells their rows
   */
  async run(keep: (changes: readonly StoreChange[]) => Promise<void>): Promise<void> {
    for (let task = this.task(); task; task = this.task()) {
      const old = Date.now() - task.sinceMillis > LIFE_MILLIS;
      const part = old ? null : await this.fetch(task);
      if (part) {
        const rows = part.rows.map((row) => ({ kind: "message", row }) as const);
        await keep([...rows, putJson(KEY, { ...task, next: task.next + 1 })]);
      }
      if (old || part?.kind === "last") {
        await this.finish(task, keep);
      } else if (!part) {
        await rest(LOOK_MILLIS);
      }
    }
  }

  private async finish(task: Task, keep: (changes: readonly StoreChange[]) => Promise<void>): Promise<void> {
    await keep([{ kind: "delete", key: KEY }]);
    await this.signIn.authorized((token) => this.api.delete(path(task), token)).catch(() => undefined);
  }

  /** Null when it has not come, or the node cannot be reached. */
  private async fetch(task: Task): Promise<ArchivePart | null> {
    try {
      const answer = await this.signIn.authorized((token) => this.api.get(`${path(task)}/${task.next}`, token));
      const archive = new this.compiled.CompiledArchive(bytesIn({ ...task }, "archive"), bytesIn({ ...task }, "key"));
      return archive.open(task.next, bytesIn(answer, "bytes"))[0] ?? null;
    } catch (error) {
      if (isRefused(error, "NOT_FOUND") || error instanceof DeviceError) {
        return null;
      }
      throw error;
    }
  }
}

/** @param task `archive` in base64 */
export function path(task: { readonly archive: string }): string {
  const bytes = bytesIn(task, "archive");
  return `/v1/archives/${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
