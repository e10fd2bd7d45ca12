import type { CompiledHost, ToldDevice } from "godwit-web-device";
import type { CommandOf, OwnDevice, SafetyNumber } from "../api";
import { compiled } from "./compiled";
import { DeviceError, local } from "./failures";
import type { Handled, Handlers } from "./handlers";
import { HistorySender } from "./historySender";
import { LinkApi } from "./linkApi";
import type { Json } from "./nodeApi";
import { base64, bytesIn, listIn, numberIn, textIn } from "./nodeApi";

/** Devices that an account may have. */
const DEVICES_MAX = 10;

const DAY_MILLIS = 86_400_000;

/** The commands about the account's devices, and whom it trusts. */
export const DEVICE_COMMANDS: Handled = {
  linkApprove,
  devices,
  renameDevice: (on, { device, name }) =>
    on.doing(({ device: own, now }) => {
      own.devices().rename(device, name, now);
    }),
  revokeDevice,
  safetyNumber,
  verify: (on, { account, digits }) => on.verify(account, digits),
};

async function devices(on: Handlers): Promise<readonly OwnDevice[]> {
  const { api, signIn, loop } = on.running;
  const answer = await signIn.authorized((token) => api.get("/v1/devices", token));
  const told = listIn(answer, "devices").map(toldDevice);
  const list = await loop.ask(({ device }) => device.devices().list(told));
  return list.filter((each) => !each.revoked);
}

function toldDevice(json: Json): ToldDevice {
  return {
    id: textIn(json, "id"),
    certificate: bytesIn(json, "certificate"),
    linked: numberIn(json, "linked"),
    seen: numberIn(json, "seen"),
    revoked: json["revoked"] === true,
  };
}

async function linkApprove(on: Handlers, { code, days }: CommandOf<"linkApprove">): Promise<null> {
  const { api, signIn, loop, store, doneHere } = on.running;
  const libraries = await compiled();
  const place = libraries.CompiledDevices.placeOf(code);
  if (place === "") {
    throw local("CODE_INVALID", "A code has 32 digits; type it as the new device shows it.");
  }
  await requireRoom(on);
  const links = new LinkApi(api);
  const host = await answerOffer(on, links, code, place);
  const acceptance = await links.awaitAcceptance(place, () => signIn.access());
  const [accepted] = host.accepted(acceptance);
  if (!accepted) {
    throw local("CODE_INVALID", "The new device did not answer rightly: begin again there.");
  }
  doneHere.add(accepted.device);
  const sender = new HistorySender(api, signIn, store, loop, libraries);
  const sinceMillis = days === 0 ? 0 : Date.now() - days * DAY_MILLIS;
  try {
    await sender.begin(accepted, host.archive(), sinceMillis);
  } finally {
    // Until the device is closed; the next one goes on.
    void sender.run().catch(() => undefined);
  }
  return null;
}

/** Before the identity is handed over: the code stays good while the person makes room. */
async function requireRoom(on: Handlers): Promise<void> {
  const there = (await devices(on)).filter(({ hidden }) => !hidden).length;
  if (there >= DEVICES_MAX) {
    const text = "Your account has as many devices as it may; remove one, then enter the code again.";
    throw new DeviceError({ code: "TOO_MANY_DEVICES", text });
  }
}

async function answerOffer(on: Handlers, links: LinkApi, code: string, place: string): Promise<CompiledHost> {
  const { signIn, loop, me } = on.running;
  const offer = await signIn.authorized((token) => links.offerAt(place, token));
  const [host] = await loop.ask(({ device, now }) => device.devices().answer(code, offer, me.handle, now));
  if (!host) {
    throw local("CODE_INVALID", "The device that shows this code is not the one that waits: begin again there.");
  }
  await signIn.authorized((token) => links.answer(place, token, host.answer().bytes));
  return host;
}

async function revokeDevice(on: Handlers, { device }: CommandOf<"revokeDevice">): Promise<null> {
  const { api, signIn, loop, doneHere } = on.running;
  const { bytes } = await loop.ask(({ device: own, now }) => own.devices().revocation(device, now));
  const body = { revocation: base64(bytes) };
  doneHere.add(device);
  try {
    await signIn.authorized((token) => api.post(`/v1/devices/${device}/revocation`, token, body));
  } catch (error) {
    doneHere.delete(device);
    throw error;
  }
  return on.doing(({ device: own, now }) => {
    own.devices().revoked(device, bytes, now);
  });
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
