import type { Answer, CommandKind, DeviceCommand, DeviceEvent, Failure } from "../api";
import type { FromWorker, ToWorker } from "./envelope";

/** What the tabs of a browser say to each other. */
export type TabMessage =
  | { readonly kind: "ask"; readonly tab: string; readonly ask: number; readonly command: DeviceCommand }
  | { readonly kind: "listen"; readonly tab: string }
  | { readonly kind: "answer"; readonly tab: string; readonly ask: number; readonly answer: Answer<CommandKind> }
  /** For all tabs, or for one. */
  | { readonly kind: "event"; readonly tab: string | null; readonly event: DeviceEvent }
  /** This tab leads from now on. */
  | { readonly kind: "leads" };

/** The device, as the tab that leads has it. */
export interface Leader {
  answer(command: DeviceCommand): Promise<Answer<CommandKind>>;
  snapshot(): DeviceEvent;
}

export interface HubOptions {
  readonly tab: string;
  /** To the page of this tab. */
  readonly post: (said: FromWorker) => void;
  /** To all other tabs. */
  readonly cast: (said: TabMessage) => void;
}

const INTERRUPTED: Failure = {
  code: "CLOSED",
  text: "The tab that was doing this was closed meanwhile; look whether it was done before you do it again.",
};

/** May be asked again of the next leader: it leads to the same, however often. */
const ONCE: ReadonlySet<CommandKind> = new Set<CommandKind>([
  "register",
  "send",
  "createGroup",
  "addMembers",
  "invite",
  "linkStart",
  "linkApprove",
]);

/**
 * Brings commands to the tab that leads, and events to all. A tab follows until it is elected; what it had asked of a
 * leader that is gone is asked again, unless that might do it twice.
 */
export class Hub {
  private readonly options: HubOptions;
  private readonly waiting = new Map<number, { command: DeviceCommand; asked: boolean }>();
  private leader: Leader | null = null;
  private followed = false;
  private listening = false;

  constructor(options: HubOptions) {
    this.options = options;
    options.cast({ kind: "listen", tab: options.tab });
  }

  /** This tab leads from now on. */
  lead(leader: Leader) {
    this.leader = leader;
    this.options.cast({ kind: "leads" });
    for (const [ask, { command, asked }] of [...this.waiting]) {
      this.again(ask, command, asked);
    }
    this.tellSnapshot();
  }

  private again(ask: number, command: DeviceCommand, asked: boolean) {
    if (asked && ONCE.has(command.kind)) {
      this.settle(ask, { ok: false, failure: INTERRUPTED });
    } else {
      this.ask(ask, command);
    }
  }

  /** The page of this tab says something. */
  onPage(said: ToWorker) {
    if (said.kind === "ask") {
      this.ask(said.ask, said.command);
    } else {
      this.listening = true;
      this.tellSnapshot();
    }
  }

  private tellSnapshot() {
    if (this.leader) {
      this.toPage(this.leader.snapshot());
    } else {
      this.options.cast({ kind: "listen", tab: this.options.tab });
    }
  }

  private ask(ask: number, command: DeviceCommand) {
    if (this.leader) {
      this.waiting.set(ask, { command, asked: true });
      void this.leader.answer(command).then((answer) => this.settle(ask, answer));
      return;
    }
    this.waiting.set(ask, { command, asked: this.followed });
    if (this.followed) {
      this.options.cast({ kind: "ask", tab: this.options.tab, ask, command });
    }
  }

  private settle(ask: number, answer: Answer<CommandKind>) {
    if (this.waiting.delete(ask)) {
      this.options.post({ kind: "answer", ask, answer });
    }
  }

  /** The leader tells something: to its own page and to all tabs. */
  tell(event: DeviceEvent) {
    this.toPage(event);
    this.options.cast({ kind: "event", tab: null, event });
  }

  private toPage(event: DeviceEvent) {
    if (this.listening) {
      this.options.post({ kind: "event", event: this.asSeenHere(event) });
    }
  }

  private asSeenHere(event: DeviceEvent): DeviceEvent {
    return event.kind === "snapshot" ? { ...event, tab: this.leader ? "leader" : "follower" } : event;
  }

  /** Another tab says something. */
  onTab(said: TabMessage) {
    switch (said.kind) {
      case "ask":
        void this.leader?.answer(said.command).then((answer) => {
          this.options.cast({ kind: "answer", tab: said.tab, ask: said.ask, answer });
        });
        break;
      case "listen":
        if (this.leader) {
          this.options.cast({ kind: "event", tab: said.tab, event: this.leader.snapshot() });
        }
        break;
      case "answer":
        if (said.tab === this.options.tab) {
          this.settle(said.ask, said.answer);
        }
        break;
      case "event":
        if (said.tab === null || said.tab === this.options.tab) {
          this.follow(said.event);
        }
        break;
      case "leads":
        this.onNewLeader();
        break;
    }
  }

  /** Whoever tells a snapshot leads: what waited for a leader goes to it. */
  private follow(event: DeviceEvent) {
    if (event.kind === "snapshot" && !this.followed) {
      this.onNewLeader();
    }
    this.toPage(event);
  }

  private onNewLeader() {
    this.followed = true;
    for (const [ask, { command, asked }] of [...this.waiting]) {
      this.again(ask, command, asked);
    }
    this.options.cast({ kind: "listen", tab: this.options.tab });
  }
}
