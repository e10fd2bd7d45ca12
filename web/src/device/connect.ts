import type { Answer, CommandKind, CommandOf, DeviceEvent, DevicePort, Failure } from "./api";
import type { FromWorker, ToWorker } from "./worker/envelope";

const CLOSED: Failure = { code: "CLOSED", text: "The device was closed; load the page again." };

type Settle = (answer: Answer<CommandKind>) => void;

/** Starts the worker of this tab. One of the browser's tabs does the work; the others follow it. */
export function connectDevice(): DevicePort {
  const worker = new Worker(new URL("./worker/main.ts", import.meta.url), { type: "module", name: "godwit" });
  return portOf(worker);
}

/** The face of a worker, or of anything that posts and receives as one. */
export function portOf(worker: Pick<Worker, "postMessage" | "terminate" | "addEventListener">): DevicePort {
  const listeners = new Set<(event: DeviceEvent) => void>();
  const asked = new Map<number, Settle>();
  let asks = 0;
  let closed = false;

  worker.addEventListener("message", (message: MessageEvent<FromWorker>) => {
    const said = message.data;
    if (said.kind === "event") {
      for (const listener of [...listeners]) {
        listener(said.event);
      }
      return;
    }
    asked.get(said.ask)?.(said.answer);
    asked.delete(said.ask);
  });

  const post = (said: ToWorker) => worker.postMessage(said);

  return {
    ask<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<K>> {
      if (closed) {
        return Promise.resolve({ ok: false, failure: CLOSED });
      }
      const ask = ++asks;
      return new Promise((resolve) => {
        asked.set(ask, resolve as Settle);
        post({ kind: "ask", ask, command });
      });
    },

    listen(listener) {
      listeners.add(listener);
      post({ kind: "listen" });
      return () => listeners.delete(listener);
    },

    close() {
      closed = true;
      worker.terminate();
      listeners.clear();
      for (const settle of asked.values()) {
        settle({ ok: false, failure: CLOSED });
      }
      asked.clear();
    },
  };
}
