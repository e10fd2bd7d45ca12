import type { DeviceError } from "./failures";
import { local } from "./failures";

/** A person waits no longer than this for the node to say whose a handle is. */
const WAIT_MILLIS_MAX = 15_000;

interface Waiting {
  readonly resolve: (account: string) => void;
  readonly reject: (why: DeviceError) => void;
}

/** Those who wait for the node to say whose a handle is. */
export class LookUps {
  private readonly waiting = new Map<string, Waiting[]>();

  /** To be called before the node is asked. Rejects with what the node says instead. */
  account(handle: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.set(handle, [...(this.waiting.get(handle) ?? []), { resolve, reject }]);
      setTimeout(
        () => reject(local("NODE_UNREACHABLE", "The node does not answer; try again in a moment.")),
        WAIT_MILLIS_MAX,
      );
    });
  }

  found(handle: string, account: string) {
    this.take(handle).forEach((each) => each.resolve(account));
  }

  notFound(handle: string, why: DeviceError) {
    this.take(handle).forEach((each) => each.reject(why));
  }

  /** The node cannot be asked now: nobody waits any longer. */
  failAll(why: DeviceError) {
    [...this.waiting.keys()].forEach((handle) => this.notFound(handle, why));
  }

  private take(handle: string): Waiting[] {
    const waiting = this.waiting.get(handle) ?? [];
    this.waiting.delete(handle);
    return waiting;
  }
}
