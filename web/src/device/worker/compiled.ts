import type * as Module from "godwit-web-device";

/** The classes of the compiled module. */
export type Compiled = typeof Module;

let loading: Promise<Compiled> | null = null;

/** The compiled device with libsodium under it, loaded when it is first needed: the sign-in page paints without it. */
export function compiled(): Promise<Compiled> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Compiled> {
  const { ready } = await import("godwit-web-device/primitives");
  await ready;
  return import("godwit-web-device");
}
