import type { CompiledLinked, CompiledNewDevice } from "godwit-web-device";
import type { Me } from "../api";
import type { Compiled } from "./compiled";
import { isRefused, local } from "./failures";
import * as history from "./historyReceiver";
import { keySignIn } from "./keySignIn";
import { LinkApi, rest } from "./linkApi";
import type { Json, NodeApi } from "./nodeApi";
import { uploads } from "./nodeCalls";
import { keepMe, PLATFORM } from "./registrar";
import { tokensIn } from "./signIn";
import type { LocalStore } from "./store/localStore";
import { putJson } from "./store/localStore";

const KEY = "shell/linking";

/** How long the old device may take to tell the node of this one. */
const SIGN_IN_TRIES_MAX = 120;
const SIGN_IN_REST_MILLIS = 500;

/** A device that was let in, until it has signed in. */
interface Pending {
  readonly account: string;
  readonly device: string;
  readonly handle: string;
  readonly keyPackages: readonly Json[];
}

/**
 * Makes this browser a device of an account that is there already. The keys are durable before the old device hears of
 * them; when this ends halfway, it goes on at the next start.
 */
export class Linker {
  private readonly store: LocalStore;
  private readonly api: NodeApi;
  private readonly links: LinkApi;
  private readonly compiled: Compiled;

  constructor(store: LocalStore, api: NodeApi, compiled: Compiled) {
    this.store = store;
    this.api = api;
    this.links = new LinkApi(api);
    this.compiled = compiled;
  }

  /** Whether this browser was let in but has not signed in. */
  static isPending(store: LocalStore): boolean {
    return store.json(KEY) !== undefined;
  }

  /** Offers this device; its code is to be shown. */
  async begin(): Promise<CompiledNewDevice> {
    const device = new this.compiled.CompiledNewDevice(PLATFORM);
    await this.links.offer(device.place().bytes, device.offer().bytes);
    return device;
  }

  /** Waits for an old device, and becomes one of the account's. */
  async finish(device: CompiledNewDevice, signal: AbortSignal): Promise<Me> {
    const place = device.place().hex;
    const [linked] = device.open(await this.links.awaitAnswer(place, signal));
    if (!linked) {
      throw local("CODE_INVALID", "Another device answered that does not know the code: begin again.");
    }
    await this.keep(linked);
    await this.links.accept(place, linked.acceptance);
    return this.signIn();
  }

  private keep(linked: CompiledLinked): Promise<void> {
    const { account, device, handle, archive, archiveKey, changes } = linked;
    const pending: Pending = { account, device, handle, keyPackages: uploads(linked.keyPackages) };
    return this.store.apply([...changes, putJson(KEY, pending), history.begin(archive, archiveKey)]);
  }

  /** Signs in with the key of a device that was let in; waits until the node knows it. */
  async signIn(): Promise<Me> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.once();
      } catch (error) {
        if (!isRefused(error, "BAD_CREDENTIALS") || tries >= SIGN_IN_TRIES_MAX) {
          throw error;
        }
        await rest(SIGN_IN_REST_MILLIS);
      }
    }
  }

  private async once(): Promise<Me> {
    const { account, device, handle, keyPackages } = this.store.json(KEY) as Pending;
    const answer = await keySignIn(this.store, this.api, this.compiled, { account, device });
    await this.api.post("/v1/key-packages", String(answer["accessToken"]), { keyPackages });
    const me: Me = { account, device, handle };
    await this.store.apply([keepMe(me), tokensIn(answer), { kind: "delete", key: KEY }]);
    return me;
  }
}
