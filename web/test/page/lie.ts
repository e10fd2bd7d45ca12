/** What a client that was tampered with puts in the place of something else in all that it sends to the node. */
export interface Lie {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The channel on which the worker hears what to lie. */
export const LIES = "lies";
