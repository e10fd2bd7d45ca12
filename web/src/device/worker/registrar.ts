import type { CompiledRegistration, StoreChange } from "godwit-web-device";
import type { Me } from "../api";
import type { Compiled } from "./compiled";
import { DeviceError, isRefused, local } from "./failures";
import type { Json, NodeApi } from "./nodeApi";
import { base64, textIn } from "./nodeApi";
import { uploads } from "./nodeCalls";
import { tokensIn } from "./signIn";
import type { LocalStore } from "./store/localStore";
import { putJson } from "./store/localStore";

const REGISTRATION = "shell/registration";
const DEVICE = "shell/device";
const ME = "shell/me";
/** What others are told this device is. */
export const PLATFORM = "web";

/** What the node is told of a new device. */
interface Introduction {
  readonly account: string;
  readonly identityKey: string;
  readonly device: { readonly id: string; readonly certificate: string };
  readonly keyPackages: readonly Json[];
}

/** Whose device is in the store, if there is one. */
export function meIn(store: LocalStore): Me | null {
  return (store.json(ME) as Me | undefined) ?? null;
}

export function keepMe(me: Me): StoreChange {
  return putJson(ME, me);
}

function introductionOf(made: CompiledRegistration): Introduction {
  return {
    account: made.account,
    identityKey: base64(made.identityKey),
    device: { id: made.device, certificate: base64(made.certificate) },
    keyPackages: uploads(made.keyPackages),
  };
}

/**
 * Makes an account with this browser as its device, or signs the device in again. The keys are durable before the node
 * hears of them, so a registration whose answer was lost is simply done again: the node knows the account by its id.
 */
export class Registrar {
  private readonly store: LocalStore;
  private readonly api: NodeApi;
  private readonly compiled: Compiled;

  constructor(store: LocalStore, api: NodeApi, compiled: Compiled) {
    this.store = store;
    this.api = api;
    this.compiled = compiled;
  }

  async register(handle: string, password: string): Promise<Me> {
    if (meIn(this.store)) {
      throw local("ALREADY_REGISTERED", "This browser is signed in already; sign out first.");
    }
    const before = this.store.json(REGISTRATION) as Introduction | undefined;
    const introduction = before ?? (await this.make());
    const answer = await this.introduce(introduction, handle, password, before !== undefined);
    return this.finish(introduction, handle, answer);
  }

  private async make(): Promise<Introduction> {
    const made = this.compiled.CompiledDevice.register(PLATFORM, await this.api.time());
    const introduction = introductionOf(made);
    await this.store.apply([...made.changes, putJson(REGISTRATION, introduction)]);
    return introduction;
  }

  /**
   * An attempt that was made before may have succeeded without its answer coming here: then the handle is taken by this
   * very device, which can sign in.
   */
  private async introduce(made: Introduction, handle: string, password: string, again: boolean): Promise<Json> {
    try {
      return await this.api.post("/v1/accounts", null, { ...made, handle, password });
    } catch (error) {
      if (!again || !(isRefused(error, "ACCOUNT_EXISTS") || isRefused(error, "HANDLE_TAKEN"))) {
        throw error;
      }
      return this.signInInstead(made, handle, password, error);
    }
  }

  private async signInInstead(made: Introduction, handle: string, password: string, why: DeviceError): Promise<Json> {
    try {
      return await this.session(handle, password, made.device);
    } catch (error) {
      throw error instanceof DeviceError && error.refusal ? why : error;
    }
  }

  private session(handle: string, password: string, device: Json): Promise<Json> {
    return this.api.post("/v1/sessions", null, { handle, password, device });
  }

  private async finish(made: Introduction, handle: string, answer: Json): Promise<Me> {
    const me: Me = { account: made.account, device: made.device.id, handle: handle.toLowerCase() };
    await this.store.apply([
      keepMe(me),
      tokensIn(answer),
      putJson(DEVICE, made.device),
      { kind: "delete", key: REGISTRATION },
    ]);
    return me;
  }

  /** The account under a new identity, with this browser as its only device. */
  async beginAnew(handle: string, password: string): Promise<Me> {
    if (meIn(this.store)) {
      throw local("ALREADY_REGISTERED", "This browser is signed in already; sign out first.");
    }
    const account = textIn(await this.api.post("/v1/sessions/whose", null, { handle, password }), "account");
    const made = this.compiled.CompiledDevice.beginAnew(account, PLATFORM, await this.api.time());
    const introduction = introductionOf(made);
    const { identityKey, device, keyPackages } = introduction;
    const answer = await this.api.post("/v1/sessions/new-identity", null, { handle, password, identityKey, device });
    await this.store.apply(made.changes);
    await this.api.post("/v1/key-packages", textIn(answer, "accessToken"), { keyPackages });
    return this.finish(introduction, handle, answer);
  }

  /**
   * Signs this browser's device in again; gives the tokens to be made durable.
   *
   * Throws LINK_NEEDED when the device of the handle is not in this browser.
   */
  async signIn(handle: string, password: string): Promise<{ me: Me; change: StoreChange }> {
    const me = meIn(this.store);
    if (me?.handle !== handle.toLowerCase()) {
      throw local(
        "LINK_NEEDED",
        "The keys of this account are on your other devices: link this browser from one of them.",
      );
    }
    const device = this.store.json(DEVICE) as Json;
    const answer = await this.session(textIn({ handle }, "handle"), password, device);
    return { me, change: tokensIn(answer) };
  }
}
