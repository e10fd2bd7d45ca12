import type { CommandOf, OwnDevice, SafetyNumber } from "../api";
import { compiled } from "./compiled";
import { local } from "./failures";
import type { Handled, Handlers } from "./handlers";
import { HistorySender } from "./historySender";
import { LinkApi } from "./linkApi";
import { base64 } from "./nodeApi";

/** The commands about the account's devices, and whom it trusts. */
export const DEVICE_COMMANDS: Handled = {
  linkApprove,
  devices: async (on) =>
    on.running.loop.ask(({ device }) =>
      device
        .devices()
        .all()
        .map((each): OwnDevice => ({ ...each, current: each.id === on.running.me.device })),
    ),
  revokeDevice,
  safetyNumber,
  verify: (on, { account, verified }) => on.verify(account, verified),
};

async function linkApprove(on: Handlers, { code }: CommandOf<"linkApprove">): Promise<null> {
  const { api, signIn, loop, me, store } = on.running;
  const libraries = await compiled();
  const place = libraries.CompiledDevices.placeOf(code);
  if (place === "") {
    throw local("CODE_INVALID", "A code has 32 digits; type it as the new device shows it.");
  }
  const links = new LinkApi(api);
  const offer = await signIn.authorized((token) => links.offerAt(place, token));
  const [host] = await loop.ask(({ device, now }) => device.devices().answer(code, offer, me.handle, now));
  if (!host) {
    throw local("CODE_INVALID", "The device that shows this code is not the one that waits: begin again there.");
  }
  await signIn.authorized((token) => links.answer(place, token, host.answer().bytes));
  const acceptance = await links.awaitAcceptance(place, () => signIn.access());
  const [accepted] = host.accepted(acceptance);
  if (!accepted) {
    throw local("CODE_INVALID", "The new device did not answer rightly: begin again there.");
  }
  await loop.ask(({ device, now }) => device.devices().host(accepted.device, now));
  const body = { id: accepted.device, certificate: base64(accepted.certificate) };
  await signIn.authorized((token) => api.post("/v1/devices", token, body));
  const sender = new HistorySender(api, signIn, store, loop, libraries);
  const { archive, key } = host.archive();
  await sender.begin(accepted.device, archive, key);
  // Until the device is closed; the next one goes on.
  void sender.run().catch(() => undefined);
  return null;
}

async function revokeDevice(on: Handlers, { device }: CommandOf<"revokeDevice">): Promise<null> {
  const { api, signIn, loop } = on.running;
  const { bytes } = await loop.ask(({ device: own, now }) => own.devices().revocation(device, now));
  const body = { revocation: base64(bytes) };
  await signIn.authorized((token) => api.post(`/v1/devices/${device}/revocation`, token, body));
  return null;
}

async function safetyNumber(on: Handlers, { account }: CommandOf<"safetyNumber">): Promise<SafetyNumber> {
  const { loop, views } = on.running;
  const digits = await loop.ask(({ device }) => device.devices().safetyNumber(account));
  if (digits === "") {
    throw local("UNKNOWN_CONVERSATION", "This account's identity is not known here yet; write to it first.");
  }
  const peer = views.conversations().find((each) => each.kind === "direct" && each.peer.account === account);
  return { person: peer?.kind === "direct" ? peer.peer : views.person(account), digits };
}
