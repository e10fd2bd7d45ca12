const FIRST_MILLIS = 50;
const NEAR_MILLIS_MAX = 1_000;
const FAR_MILLIS_MAX = 30_000;

const NEAR = ["localhost", "127.0.0.1", "[::1]"];

/**
 * How long to wait before the next attempt to connect: doubling, half of it by chance, so that a thousand devices do
 * not come back in step. A node on the same machine is asked at least each second, for a person waits.
 */
export class Backoff {
  private readonly random: () => number;
  private readonly millisMax: number;
  private millis = FIRST_MILLIS;

  /** @param random gives numbers in [0, 1) */
  constructor(host: string, random: () => number = Math.random) {
    this.random = random;
    this.millisMax = NEAR.includes(host) ? NEAR_MILLIS_MAX : FAR_MILLIS_MAX;
  }

  next(): number {
    const wait = this.millis / 2 + this.random() * (this.millis / 2);
    this.millis = Math.min(this.millisMax, this.millis * 2);
    return wait;
  }

  /** The connection is good: the next loss starts anew. */
  reset() {
    this.millis = FIRST_MILLIS;
  }
}
