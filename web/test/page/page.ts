import { connectDevice } from "../../src/device/connect";
import type { DeviceEvent, DevicePort } from "../../src/device/api";

/** What the scenarios find on the page. */
export interface TestPage {
  readonly port: DevicePort;
  readonly events: DeviceEvent[];
}

declare global {
  interface Window {
    godwit: TestPage;
  }
}

const port = connectDevice();
const events: DeviceEvent[] = [];
port.listen((event) => events.push(event));
window.godwit = { port, events };
