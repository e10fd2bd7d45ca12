import type { Answer, CommandKind, DeviceCommand, DeviceEvent } from "../api";

/** What a page says to its worker. */
export type ToWorker =
  | { readonly kind: "ask"; readonly ask: number; readonly command: DeviceCommand }
  /** Somebody new listens and wants a snapshot. */
  | { readonly kind: "listen" };

/** What a worker says to its page. */
export type FromWorker =
  | { readonly kind: "answer"; readonly ask: number; readonly answer: Answer<CommandKind> }
  | { readonly kind: "event"; readonly event: DeviceEvent };
