import type { CompiledEvent } from "godwit-web-device";
import { DeviceError } from "./failures";

/** What is wanted is durable; a person waits no longer than this to hear that it is so. */
const WAIT_MILLIS_MAX = 8_000;

type Ended = Extract<CompiledEvent, { readonly kind: "intentionDone" | "intentionFailed" }>;

/** Those who wait for a change of a group that they wanted. */
export class Intentions {
  private readonly waiting = new Map<string, (ended: Ended) => void>();

  /**
   * Gives the accounts that were left out. Without an answer in time it goes on by itself, and ends with a notice.
   *
   * @param key the intention, or the conversation that is made
   */
  async end(key: string): Promise<readonly string[]> {
    const ended = await new Promise<Ended | null>((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(key);
        resolve(null);
      }, WAIT_MILLIS_MAX);
      this.waiting.set(key, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
    if (ended?.kind === "intentionFailed") {
      throw new DeviceError(ended.failure);
    }
    return ended ? ended.leftOut.map(({ account }) => account) : [];
  }

  /** Whether somebody waited for it. */
  ended(told: Ended): boolean {
    return [told.intention, told.conversation].some((key) => {
      const settle = this.waiting.get(key);
      this.waiting.delete(key);
      settle?.(told);
      return settle !== undefined;
    });
  }
}
