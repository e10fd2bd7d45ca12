import { connectDevice } from "../../src/device/connect";
import type { DeviceEvent, DevicePort } from "../../src/device/api";
import { crowd } from "./crowd";
import { fill } from "./fill";

/** What the scenarios find on the page. */
export interface TestPage {
  readonly port: DevicePort;
  readonly events: DeviceEvent[];
  /** How many events came, but for snapshots, which come when they are asked for. */
  told: number;
  /** When each event came, in milliseconds since the page was asked for. */
  readonly millis: number[];
}

declare global {
  interface Window {
    godwit: TestPage;
    tools: { readonly fill: typeof fill; readonly crowd: typeof crowd };
  }
}

/** With this behind the address the page has no device but what prepares a scenario. */
const TOOLS = "#tools";

if (location.hash === TOOLS) {
  window.tools = { fill, crowd };
} else {
  const port = connectDevice();
  const events: DeviceEvent[] = [];
  const millis: number[] = [];
  window.godwit = { port, events, told: 0, millis };
  port.listen((event) => {
    events.push(event);
    millis.push(performance.now());
    if (event.kind !== "snapshot") window.godwit.told++;
  });
}
