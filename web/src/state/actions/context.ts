import type { DevicePort } from "../../device/api";
import type { AppState } from "../app";
import type { Action } from "../reduce";
import type { Store } from "../store";

/** What actions work with. */
export interface Context {
  readonly port: DevicePort;
  readonly store: Store<AppState, Action>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
