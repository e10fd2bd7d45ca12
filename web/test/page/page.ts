import { connectDevice } from "../../src/device/connect";
import { fill } from "./fill";
import type { DeviceEvent, DevicePort } from "../../src/device/api";

/** What the scenarios find on the page. */
export interface TestPage {
  readonly port: DevicePort;
  readonly events: DeviceEvent[];
}

declare global {
  interface Window {
    godwit: TestPage;
    fill: typeof fill;
  }
}

/** With this behind the address the page has no device: the store is filled instead. */
const FILL = "#fill";

if (location.hash === FILL) {
  window.fill = fill;
} else {
  const port = connectDevice();
  const events: DeviceEvent[] = [];
  port.listen((event) => events.push(event));
  window.godwit = { port, events };
}
