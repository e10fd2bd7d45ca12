import type { CompiledDevice, CompiledStep, CompiledStore, StoreChange } from "godwit-web-device";
import { DeviceError, failureOf, local } from "./failures";
import type { Compiled } from "./compiled";
import type { LocalStore } from "./store/localStore";

/** Inputs of one step, so that a step's transaction stays small. */
const INPUTS_PER_STEP_MAX = 256;

/**
 * How long the device may work before its step is taken: what a person asks waits no longer. Each step costs a write to
 * the disk, so in catching up few large ones are sooner done than many small ones.
 */
const STEP_MILLIS_MAX = 200;

/** How often the device is told that time passes. */
const TICK_MILLIS = 200;

/** How long to wait after a failure before another device is made, and how long at most. */
const RESTORE_MILLIS = 500;
const RESTORE_MILLIS_MAX = 8_000;

const CLIENT = "godwit-web/0.1.0";

/** Where a step goes once it is durable. */
export interface Outside {
  onStep(step: CompiledStep): void;
  /** The device was thrown away: so must be the connection. */
  onLost(error: DeviceError): void;
  /** Another device was restored: connect again. */
  onRestored(): void;
}

/** What somebody who asks has before them; `changes` become durable together with the device's own. */
export interface Desk {
  readonly device: CompiledDevice;
  readonly store: LocalStore;
  readonly now: number;
  readonly changes: StoreChange[];
}

interface Input {
  /** For the device of this generation; null for whichever there is. */
  readonly generation: number | null;
  /** It comes only when all steps before it are out, and begins a step. */
  readonly afterAll: boolean;
  readonly work: (desk: Desk) => void;
  readonly settle: (failure: DeviceError | null) => void;
}

/**
 * Drives the compiled device as its package says: lets it work on what has come, makes the step's changes durable in
 * one transaction, and only then answers those who asked and lets the step out. While a step is written, the device
 * works on the frames that have come since. When the store fails, device and steps are thrown away, and another device
 * is restored from the store when writing works again.
 */
export class DeviceLoop {
  private readonly store: LocalStore;
  private readonly compiled: Compiled;
  private readonly outside: Outside;
  private readonly clock: () => number;
  private readonly asks: Input[] = [];
  private readonly inputs: Input[] = [];
  private memory: CompiledStore;
  private device: CompiledDevice;
  private wake: (() => void) | null = null;
  private closing = false;
  private tickedMillis = 0;
  /** The step taken last; rejects when it could not be made durable. */
  private written: Promise<void> = Promise.resolve();
  private ended: Promise<void> = Promise.resolve();
  /** Which device is at work: what was meant for an older one must not reach it. */
  generation = 0;

  constructor(store: LocalStore, compiled: Compiled, outside: Outside, clock: () => number = Date.now) {
    this.store = store;
    this.compiled = compiled;
    this.outside = outside;
    this.clock = clock;
    [this.memory, this.device] = this.restore();
  }

  private restore(): [CompiledStore, CompiledDevice] {
    const memory = new this.compiled.CompiledStore();
    for (const key of this.store.scan("")) {
      if (!key.startsWith("shell/")) {
        memory.put(key, this.store.get(key) ?? new Uint8Array());
      }
    }
    return [memory, this.compiled.CompiledDevice.restore(memory, CLIENT)];
  }

  start() {
    this.ended = this.run();
  }

  /**
   * Brings an input for the device of a generation; without one, it is dropped.
   *
   * @param afterAll it comes only when all steps before it are out: what those say is not said after it
   */
  tell(generation: number, work: (desk: Desk) => void, afterAll = false) {
    this.inputs.push({ generation, afterAll, work, settle: () => undefined });
    this.wake?.();
  }

  /** Asks, and answers when what it led to is durable. Rejects with a `DeviceError`. */
  ask<T>(question: (desk: Desk) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.closing) {
        reject(closed());
        return;
      }
      this.asks.push(asking(question, resolve, reject));
      this.wake?.();
    });
  }

  /** Ends when the step in hand is done; what waits is refused. */
  async close(): Promise<void> {
    this.closing = true;
    this.wake?.();
    await this.ended;
    this.refuseAll(closed());
  }

  private async run(): Promise<void> {
    while (!this.closing) {
      await this.arrival();
      try {
        await this.step();
      } catch (error) {
        await this.lose(asError(error));
      }
    }
    await this.written.catch(() => undefined);
  }

  private async arrival(): Promise<void> {
    if (this.closing || this.asks.length + this.inputs.length > 0) {
      return;
    }
    const wait = Math.min(TICK_MILLIS, Math.max(1, this.tickedMillis + TICK_MILLIS - this.clock()));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }

  /** Who asks, asks a store that has everything; frames only need what the device knows. */
  private async step(): Promise<void> {
    if (this.asks.length > 0 || this.inputs[0]?.afterAll) {
      await this.written;
    }
    const taken: Input[] = [];
    try {
      const [step, changes] = this.advance(taken);
      await this.written;
      this.written = this.write(step, changes, taken);
      this.written.catch(() => undefined);
    } catch (error) {
      settleAll(taken, asError(error));
      throw error;
    }
    if (this.inputs.length === 0) {
      await this.written;
    }
  }

  /** What the device makes of what has come. It sees its own changes at once; nobody else does before they are durable. */
  private advance(taken: Input[]): [CompiledStep, StoreChange[]] {
    const now = this.clock();
    const desk: Desk = { device: this.device, store: this.store, now, changes: [] };
    this.work(desk, taken);
    this.tick(now);
    const step = this.device.take();
    this.memory.apply(step.changes);
    return [step, [...desk.changes, ...step.changes]];
  }

  private async write(step: CompiledStep, changes: readonly StoreChange[], taken: readonly Input[]): Promise<void> {
    try {
      await this.store.apply(changes);
      this.outside.onStep(step);
      settleAll(taken, null);
    } catch (error) {
      settleAll(taken, asError(error));
      throw error;
    }
  }

  /** People first: what they ask does not wait behind what is being caught up. */
  private work(desk: Desk, taken: Input[]) {
    while (taken.length < INPUTS_PER_STEP_MAX && this.clock() - desk.now <= STEP_MILLIS_MAX) {
      const input = this.asks.shift() ?? this.next(taken.length === 0);
      if (!input) {
        return;
      }
      taken.push(input);
      if (input.generation === null || input.generation === this.generation) {
        input.work(desk);
      }
    }
  }

  private next(first: boolean): Input | undefined {
    return first || !this.inputs[0]?.afterAll ? this.inputs.shift() : undefined;
  }

  private tick(now: number) {
    if (now - this.tickedMillis >= TICK_MILLIS || now < this.tickedMillis) {
      this.tickedMillis = now;
      this.device.onTick(now);
    }
  }

  private async lose(why: DeviceError): Promise<void> {
    this.generation++;
    this.written = Promise.resolve();
    this.outside.onLost(why);
    let wait = RESTORE_MILLIS;
    while (!this.closing) {
      this.refuseAll(why);
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(RESTORE_MILLIS_MAX, wait * 2);
      if (await this.store.hasRoom()) {
        this.generation++;
        [this.memory, this.device] = this.restore();
        this.outside.onRestored();
        return;
      }
    }
  }

  private refuseAll(why: DeviceError) {
    settleAll([...this.asks.splice(0), ...this.inputs.splice(0)], why);
  }
}

function settleAll(inputs: readonly Input[], failure: DeviceError | null) {
  for (const input of inputs) {
    input.settle(failure);
  }
}

function asking<T>(question: (desk: Desk) => T, resolve: (answer: T) => void, reject: (why: unknown) => void): Input {
  let answer: () => void = () => undefined;
  return {
    generation: null,
    afterAll: false,
    work: (desk) => {
      try {
        const given = question(desk);
        answer = () => resolve(given);
      } catch (error) {
        answer = () => reject(error);
      }
    },
    settle: (failure) => (failure ? reject(failure) : answer()),
  };
}

function asError(thrown: unknown): DeviceError {
  return thrown instanceof DeviceError ? thrown : new DeviceError(failureOf(thrown));
}

const closed = () => local("CLOSED", "The device was closed; load the page again.");
