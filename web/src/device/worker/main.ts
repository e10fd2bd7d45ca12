import { local } from "./failures";
import type { FromWorker, ToWorker } from "./envelope";
import { Hub } from "./hub";
import type { TabMessage } from "./hub";
import { Owner } from "./owner";

/** Held by the tab that leads; the browser gives it to the next when that tab ends, however it ends. */
const LOCK = "godwit-device";
const CHANNEL = "godwit-tabs";

const post = (said: FromWorker) => self.postMessage(said);

/** Cryptography, locks and storage are given to pages of https and of this machine only. */
function refuse() {
  const { failure } = local(
    "STORAGE_UNUSABLE",
    "Open Godwit over https, or on the machine that it runs on: elsewhere browsers do not let pages keep keys.",
  );
  self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind === "ask") {
      post({ kind: "answer", ask: data.ask, answer: { ok: false, failure } });
    } else {
      post({
        kind: "event",
        event: {
          kind: "snapshot",
          signedIn: { kind: "nobody" },
          connection: { kind: "none" },
          storage: { kind: "unusable", failure },
          tab: "leader",
          conversations: [],
          supports: [],
        },
      });
    }
  });
}

function start() {
  const channel = new BroadcastChannel(CHANNEL);
  const hub = new Hub({
    tab: crypto.randomUUID(),
    post,
    cast: (said: TabMessage) => channel.postMessage(said),
  });
  self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => hub.onPage(data));
  channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => hub.onTab(data));
  void navigator.locks.request(LOCK, async () => {
    const owner = new Owner(self.location, (event) => hub.tell(event));
    self.addEventListener("online", () => owner.hasten());
    hub.lead(owner);
    await owner.open();
    // The lock is held until this worker ends.
    await new Promise<never>(() => undefined);
  });
}

if (self.isSecureContext) {
  start();
} else {
  refuse();
}
