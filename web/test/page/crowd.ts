import { compiled } from "../../src/device/worker/compiled";
import { base64, NodeApi } from "../../src/device/worker/nodeApi";
import { uploads } from "../../src/device/worker/nodeCalls";

/** Requests on their way at once. */
const AT_ONCE = 8;
/** Key packages that are published for each: one to be used, and one more. */
const KEY_PACKAGES = 2;

/** Registers people who are never there but can be added to groups; gives their handles. */
export async function crowd(name: string, people: number): Promise<string[]> {
  const handles = Array.from({ length: people }, (_, number) => `${name}${number}`);
  const { CompiledDevice } = await compiled();
  const api = new NodeApi();
  const now = await api.time();
  const next = handles.values();
  const work = async () => {
    for (const handle of next) {
      const made = CompiledDevice.register("crowd", now);
      await api.post("/v1/accounts", null, {
        account: made.account,
        handle,
        password: handle.repeat(8),
        identityKey: base64(made.identityKey),
        device: { id: made.device, certificate: base64(made.certificate) },
        keyPackages: uploads(made.keyPackages.slice(0, KEY_PACKAGES)),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return handles;
}
