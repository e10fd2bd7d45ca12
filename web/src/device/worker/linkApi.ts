import type { NodeApi } from "./nodeApi";
import { base64, bytesIn, textIn } from "./nodeApi";

/** How often a message is looked for that the other device has not left yet. */
const LOOK_MILLIS = 300;

/** The part of the node's interface by which two devices meet. */
export class LinkApi {
  private readonly api: NodeApi;

  constructor(api: NodeApi) {
    this.api = api;
  }

  async offer(place: Uint8Array, message: Uint8Array): Promise<void> {
    await this.api.post("/v1/linkings", null, { place: base64(place), message: base64(message) });
  }

  async offerAt(place: string, token: string): Promise<Uint8Array> {
    return bytesIn(await this.api.get(path(place), token), "message");
  }

  async answer(place: string, token: string, message: Uint8Array): Promise<void> {
    await this.api.post(`${path(place)}/answer`, token, { message: base64(message) });
  }

  /** Waits as long as the code lives; then rejects with LINKING_UNKNOWN. */
  awaitAnswer(place: string, signal: AbortSignal): Promise<Uint8Array> {
    return this.await(() => this.api.request("GET", `${path(place)}/answer`, null, null), signal);
  }

  async accept(place: string, message: Uint8Array): Promise<void> {
    await this.api.post(`${path(place)}/acceptance`, null, { message: base64(message) });
  }

  awaitAcceptance(place: string, token: () => Promise<string>): Promise<Uint8Array> {
    const never = new AbortController().signal;
    return this.await(async () => this.api.get(`${path(place)}/acceptance`, await token()), never);
  }

  private async await(look: () => ReturnType<NodeApi["get"]>, signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      signal.throwIfAborted();
      const found = bytesIn(await look(), "message");
      if (found.length > 0) {
        return found;
      }
      await rest(LOOK_MILLIS);
    }
  }

  async challenge(): Promise<string> {
    return textIn(await this.api.post("/v1/sessions/challenge", null, {}), "challenge");
  }

  signIn(account: string, device: string, challenge: string, signature: Uint8Array) {
    return this.api.post("/v1/sessions/device", null, { account, device, challenge, signature: base64(signature) });
  }
}

const path = (place: string) => `/v1/linkings/${place}`;

export const rest = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
