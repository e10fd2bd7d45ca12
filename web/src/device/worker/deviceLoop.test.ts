import "fake-indexeddb/auto";
import type { CompiledDevice, CompiledStep, StoreChange } from "godwit-web-device";
import { afterEach, describe, expect, test } from "vitest";
import type { Compiled } from "./compiled";
import { DeviceLoop, type Outside } from "./deviceLoop";
import { local } from "./failures";
import { LocalStore } from "./store/localStore";

/** A device that does what the test says, and keeps what it was told. */
class ScriptedDevice {
  readonly heard: string[] = [];
  private frames: Uint8Array[] = [];
  private changes: StoreChange[] = [];

  say(byte: number) {
    this.frames.push(Uint8Array.of(byte));
    this.changes.push({ kind: "put", key: `said ${byte}`, value: Uint8Array.of(byte) });
  }

  onTick() {
    // Time does nothing here.
  }

  take(): CompiledStep {
    const step = {
      changes: this.changes,
      frames: this.frames.map((bytes) => ({ bytes })),
      calls: [],
      events: [],
      reconnect: false,
    };
    this.frames = [];
    this.changes = [];
    return step;
  }
}

async function rig() {
  const store = await LocalStore.open();
  const devices: ScriptedDevice[] = [];
  const compiled = {
    CompiledStore: class {
      put() {
        // The scripted device reads no store.
      }
      apply() {
        // Nor what became of its changes.
      }
    },
    CompiledDevice: {
      restore: () => {
        const made = new ScriptedDevice();
        devices.push(made);
        return made as unknown as CompiledDevice;
      },
    },
  } as unknown as Compiled;
  const out: string[] = [];
  const outside: Outside = {
    onStep: (step) => {
      for (const { bytes } of step.frames) {
        out.push(`frame ${bytes[0]} durable ${store.get(`said ${bytes[0]}`) !== undefined}`);
      }
    },
    onLost: (error) => out.push(`lost ${error.failure.code}`),
    onRestored: () => out.push("restored"),
  };
  // Time stands still: a step takes as many inputs as it may.
  const loop = new DeviceLoop(store, compiled, outside, () => 0);
  const device = () => {
    const last = devices.at(-1);
    if (!last) {
      throw new Error("there is no device");
    }
    return last;
  };
  return { store, loop, out, device, devices };
}

describe("driving the device", () => {
  let ended: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await ended?.();
  });

  async function started() {
    const made = await rig();
    made.loop.start();
    ended = () => made.loop.close();
    return made;
  }

  test("a frame leaves, and who asked is answered, only when the step is durable", async () => {
    const { loop, out, device } = await started();
    await loop.ask(() => device().say(7));
    expect(out).toEqual(["frame 7 durable true"]);
  });

  test("when the store fails nothing leaves, who asked is told, and another device is restored", async () => {
    const { store, loop, out, device, devices } = await started();
    const apply = store.apply.bind(store);
    let full = true;
    store.apply = (changes) => (full ? Promise.reject(local("STORAGE_FULL", "full")) : apply(changes));
    store.hasRoom = () => Promise.resolve(!full);
    await expect(loop.ask(() => device().say(1))).rejects.toMatchObject({ failure: { code: "STORAGE_FULL" } });
    expect(out).toEqual(["lost STORAGE_FULL"]);
    full = false;
    await expect.poll(() => out, { timeout: 5_000 }).toContain("restored");
    expect(devices).toHaveLength(2);
    await loop.ask(() => device().say(2));
    expect(out.at(-1)).toBe("frame 2 durable true");
  });

  test("the device works on while a step is written, and what rests on it leaves after it", async () => {
    const { store, loop, out, device } = await started();
    const apply = store.apply.bind(store);
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const disk = new Promise<void>((resolve) => (finish = resolve));
    store.apply = async (changes) => {
      order.push(`write ${changes.length}`);
      await disk;
      await apply(changes);
      order.push("written");
    };
    for (let byte = 0; byte < 300; byte++) {
      loop.tell(loop.generation, () => {
        order.push(`${byte}`);
        device().say(byte % 256);
      });
    }
    await expect.poll(() => order).toContain("299");
    expect(out).toEqual([]);
    finish();
    await expect.poll(() => out).toHaveLength(300);
    expect(order.filter((each) => each.startsWith("w")).slice(0, 4)).toEqual([
      "write 256",
      "written",
      "write 44",
      "written",
    ]);
  });

  test("what begins after all finds every step before it out, however slow the disk is", async () => {
    const { store, loop, out, device } = await started();
    const apply = store.apply.bind(store);
    store.apply = async (changes) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return apply(changes);
    };
    loop.tell(loop.generation, () => device().say(1));
    loop.tell(loop.generation, () => device().say(2));
    loop.tell(loop.generation, () => out.push("a new session"), true);
    loop.tell(loop.generation, () => device().say(3));
    await expect.poll(() => out).toHaveLength(4);
    expect(out).toEqual(["frame 1 durable true", "frame 2 durable true", "a new session", "frame 3 durable true"]);
  });

  test("what rests on a step that could not be written does not leave", async () => {
    const { store, loop, out, device } = await started();
    const apply = store.apply.bind(store);
    let writes = 0;
    store.apply = (changes) => (writes++ === 0 ? Promise.reject(local("STORAGE_FULL", "full")) : apply(changes));
    for (let byte = 0; byte < 300; byte++) {
      loop.tell(loop.generation, () => device().say(byte % 256));
    }
    await expect.poll(() => out, { timeout: 5_000 }).toContain("restored");
    expect(out).toEqual(["lost STORAGE_FULL", "restored"]);
  });

  test("what was meant for a device that is gone does not reach the next", async () => {
    const { store, loop, out, device } = await started();
    const old = loop.generation;
    const apply = store.apply.bind(store);
    store.apply = () => Promise.reject(local("STORAGE_FULL", "full"));
    await expect(loop.ask(() => device().say(1))).rejects.toThrow();
    store.apply = apply;
    await expect.poll(() => out, { timeout: 5_000 }).toContain("restored");
    loop.tell(old, () => device().heard.push("late"));
    await loop.ask(() => null);
    expect(device().heard).toEqual([]);
  });

  test("a fault in one question is its own", async () => {
    const { loop, devices } = await started();
    await expect(
      loop.ask(() => {
        throw local("TEXT_INVALID", "empty");
      }),
    ).rejects.toMatchObject({ failure: { code: "TEXT_INVALID" } });
    expect(devices).toHaveLength(1);
  });
});
