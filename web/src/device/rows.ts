import type { Message, Position, Tick } from "./api";

/** The ticks of a message: they follow from its sequence and the numbers of its conversation. */
export function tickOf(
  message: Message,
  conversation: { readonly deliveredThrough: number; readonly seenThrough: number },
): Tick {
  if (!message.own || message.content.kind !== "text") {
    return "none";
  }
  if (message.sequence === 0) {
    return message.state.kind === "failed" ? "failed" : "waiting";
  }
  if (message.sequence <= conversation.seenThrough) {
    return "read";
  }
  return message.sequence <= conversation.deliveredThrough ? "delivered" : "sent";
}

/** Orders rows of one conversation: by sequence, those without one last, by when they were written. */
export function comparePositions(one: Position, other: Position): number {
  if (one.sequence === 0 || other.sequence === 0) {
    return one.sequence === other.sequence ? one.order - other.order : one.sequence === 0 ? 1 : -1;
  }
  return one.sequence - other.sequence;
}
