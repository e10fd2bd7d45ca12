import type { DeviceEvent } from "../device/api";

/** Rows that are reduced in one go; more wait for the next frame, so that no frame is late. */
const ROWS_PER_FRAME = 2_000;

/** Calls back before the next frame; in a page that shows none, soon. */
export type NextFrame = (callback: () => void) => void;

/**
 * Gathers the device's events and hands them over once a frame: however many come in catching up, the screen is drawn
 * once for all of a frame.
 */
export function createFeed(take: (events: readonly DeviceEvent[]) => void, nextFrame: NextFrame) {
  let waiting: DeviceEvent[] = [];
  let asked = false;

  const drain = () => {
    asked = false;
    const events = waiting.splice(0, countThatFits(waiting));
    take(events);
    if (waiting.length > 0) {
      ask();
    } else {
      waiting = [];
    }
  };
  const ask = () => {
    if (!asked) {
      asked = true;
      nextFrame(drain);
    }
  };

  return (event: DeviceEvent) => {
    waiting.push(event);
    ask();
  };
}

/** How many of the events, at least one, hold no more rows than a frame takes. */
function countThatFits(events: readonly DeviceEvent[]): number {
  let rows = 0;
  let count = 0;
  for (const event of events) {
    rows += event.kind === "messages" ? event.messages.length : 1;
    if (count > 0 && rows > ROWS_PER_FRAME) {
      break;
    }
    count++;
  }
  return count;
}

/** Of a browser: a hidden page draws no frames, and is told all the same, for its title and its notifications. */
export const browserFrame: NextFrame = (callback) => {
  if (document.visibilityState === "visible") {
    let done = false;
    const once = () => {
      if (!done) {
        done = true;
        callback();
      }
    };
    requestAnimationFrame(once);
    setTimeout(once, HIDDEN_MILLIS);
  } else {
    setTimeout(callback, 0);
  }
};

/** A page that was hidden after it asked for a frame gets none: then this long. */
const HIDDEN_MILLIS = 250;
