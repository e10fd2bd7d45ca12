import type { StoreChange } from "godwit-web-device";
import { isRefused, refused } from "./failures";
import type { Json, NodeApi } from "./nodeApi";
import { numberIn, textIn } from "./nodeApi";
import type { LocalStore } from "./store/localStore";
import { putJson } from "./store/localStore";

const KEY = "shell/tokens";

/** A token that ends so soon is refreshed before it is used. */
const EARLY_MILLIS = 30_000;

const UNAUTHORIZED = 10;

/** The node has ended this sign-in, or does not know it any more: the device's key is good all the same. */
const SIGN_IN_OVER = ["UNAUTHORIZED", "TOKEN_REUSED"];

/** What the node handed out. Never leaves this worker but in the header of a request to the node. */
interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly expiresMillis: number;
}

/** The tokens of an answer, to be made durable; their time runs by this machine's clock. */
export function tokensIn(answer: Json): StoreChange {
  const tokens: Tokens = {
    access: textIn(answer, "accessToken"),
    refresh: textIn(answer, "refreshToken"),
    expiresMillis: Date.now() + numberIn(answer, "expiresSeconds") * 1_000,
  };
  return putJson(KEY, tokens);
}

/**
 * The device's sign-in at its node: a short access token, and a refresh token that is good once. A new pair is durable
 * before it is used, and at most one request for a new pair is on its way. When the answer with a new pair was lost for
 * so long that the node refuses the old one, the device signs in anew by its key.
 */
export class SignIn {
  private readonly api: NodeApi;
  private readonly store: LocalStore;
  private readonly persist: (change: StoreChange) => Promise<unknown>;
  private readonly byKey: () => Promise<Json>;
  private refreshing: Promise<string> | null = null;

  /**
   * @param persist makes a change durable before it resolves
   * @param byKey signs the device in by its key
   */
  constructor(
    api: NodeApi,
    store: LocalStore,
    persist: (change: StoreChange) => Promise<unknown>,
    byKey: () => Promise<Json>,
  ) {
    this.api = api;
    this.store = store;
    this.persist = persist;
    this.byKey = byKey;
  }

  private tokens(): Tokens {
    const tokens = this.store.json(KEY) as Tokens | undefined;
    if (!tokens) {
      throw refused(UNAUTHORIZED);
    }
    return tokens;
  }

  /** A token that is good at this moment. */
  async access(): Promise<string> {
    const current = this.tokens();
    return current.expiresMillis - Date.now() < EARLY_MILLIS ? this.refresh() : current.access;
  }

  /**
   * Does something with a token, once more with a fresh one if the node says that it has expired or is over: a device
   * that was removed learns that then.
   */
  async authorized<T>(action: (token: string) => Promise<T>): Promise<T> {
    try {
      return await action(await this.access());
    } catch (error) {
      if (!["TOKEN_EXPIRED", ...SIGN_IN_OVER].some((name) => isRefused(error, name))) {
        throw error;
      }
      return action(await this.refresh());
    }
  }

  private refresh(): Promise<string> {
    this.refreshing ??= this.renew().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async renew(): Promise<string> {
    const answer = await this.api
      .post("/v1/sessions/refresh", null, { refreshToken: this.tokens().refresh })
      .catch((error: unknown) => this.anew(error));
    await this.persist(tokensIn(answer));
    return this.tokens().access;
  }

  private anew(error: unknown): Promise<Json> {
    if (SIGN_IN_OVER.some((name) => isRefused(error, name))) {
      return this.byKey();
    }
    throw error;
  }
}
