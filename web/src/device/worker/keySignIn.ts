import type { Compiled } from "./compiled";
import { LinkApi } from "./linkApi";
import type { Json, NodeApi } from "./nodeApi";
import type { LocalStore } from "./store/localStore";

/** A device signs in by its own key: nobody is asked for a password. Answers what holds the tokens. */
export async function keySignIn(
  store: LocalStore,
  api: NodeApi,
  compiled: Compiled,
  { account, device }: { readonly account: string; readonly device: string },
): Promise<Json> {
  const links = new LinkApi(api);
  const challenge = await links.challenge();
  const { bytes } = compiled.CompiledNewDevice.signIn(memoryOf(store, compiled), challenge);
  return links.signIn(account, device, challenge, bytes);
}

/** The device's part of the store, as the compiled device reads it. */
export function memoryOf(store: LocalStore, { CompiledStore }: Compiled) {
  const memory = new CompiledStore();
  for (const key of store.scan("")) {
    if (!key.startsWith("shell/")) {
      memory.put(key, store.get(key) ?? new Uint8Array());
    }
  }
  return memory;
}
