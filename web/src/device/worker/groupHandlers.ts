import type { GroupView } from "godwit-web-device";
import type { CommandAnswers, CommandOf, Invitation, Member, MemberReceipt } from "../api";
import type { Desk } from "./deviceLoop";
import { DeviceError, local } from "./failures";
import type { Handled, Handlers } from "./handlers";
import { base64, numberIn, textIn } from "./nodeApi";
import { compiled } from "./compiled";
import * as invitations from "./invitations";

/** The commands about groups. */
export const GROUP_COMMANDS: Handled = {
  createGroup,
  members,
  receipts,
  addMembers,
  removeMember: (on, { conversation, account }) =>
    wanting(on, conversation, ({ device, now }) => device.groups().remove(conversation, account, now)),
  leaveGroup: (on, { conversation }) =>
    wanting(on, conversation, ({ device, now }) => device.groups().leave(conversation, now)),
  setRole: (on, { conversation, account, role }) =>
    wanting(on, conversation, ({ device, now }) => device.groups().setRole(conversation, account, role, now)),
  setSettings: (on, { conversation, settings }) =>
    wanting(on, conversation, ({ device, now }) => device.groups().setSettings(conversation, settings, now)),
  setDetails,
  goOn: (on, { conversation }) => on.doing(({ device, now }) => device.groups().letGoOn(conversation, now)),
  forget,
  invite,
  invitations: (on, { conversation }) => invitations.all(on.running, conversation),
  revokeInvitation: async (on, { conversation, link }) => {
    await invitations.revoke(on.running, conversation, link);
    return on.doing(({ device, now }) => device.groups().revokeInvitation(conversation, link, now));
  },
  previewInvitation: (on, { address }) => invitations.preview(on.running, address),
  joinByInvitation: async (on, { address }) => {
    await invitations.join(on.running, address);
    return null;
  },
  joinRequests: async (on, { conversation }) =>
    (await view(on, conversation)).requests.map(({ account, handle }) => on.running.views.person(account, handle)),
  approveRequest: (on, { conversation, account }) =>
    wanting(on, conversation, ({ device, now }) => device.groups().add(conversation, [account], now)),
  refuseRequest: async (on, { conversation, account }) => {
    const { api, signIn } = on.running;
    await signIn.authorized((token) => api.delete(`/v1/conversations/${conversation}/requests/${account}`, token));
    return on.doing(({ device, now }) => device.groups().refuseRequest(conversation, account, now));
  },
};

/** The group as it is now. */
async function view(on: Handlers, conversation: string): Promise<GroupView> {
  const [found] = await on.running.loop.ask(({ device, now }) => device.groups().view(conversation, now));
  if (!found) {
    throw local("UNKNOWN_CONVERSATION", "There is no such group on this device.");
  }
  return found;
}

/** Wants something, and waits until it is so; see `Intentions`. */
async function wanting(on: Handlers, conversation: string, want: (desk: Desk) => string): Promise<null> {
  await ending(on, conversation, want);
  return null;
}

async function ending(on: Handlers, conversation: string, want: (desk: Desk) => string): Promise<readonly string[]> {
  on.requireKnown(conversation);
  let ended: Promise<readonly string[]> = Promise.resolve([]);
  await on.running.loop.ask((desk) => {
    ended = on.running.intentions.end(want(desk));
    ended.catch(() => undefined);
  });
  return ended;
}

/** The accounts of handles. Throws ACCOUNT_UNKNOWN, which names those that are nobody's. */
async function accountsOf(on: Handlers, handles: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    handles.map((handle) =>
      on.find(handle).catch((error: unknown) => {
        if (error instanceof DeviceError && error.failure.code !== "NODE_UNREACHABLE") {
          return error;
        }
        throw error;
      }),
    ),
  );
  const unknown = handles.filter((_, index) => found[index] instanceof DeviceError);
  if (unknown.length > 0) {
    throw new DeviceError({
      code: "ACCOUNT_UNKNOWN",
      text: `Nobody has the handle ${unknown.map((handle) => `@${handle}`).join(", ")}; nothing was done.`,
      handles: unknown,
    });
  }
  return found.flatMap((each) => (each instanceof DeviceError ? [] : [each.account]));
}

async function createGroup(
  on: Handlers,
  { name, handles }: CommandOf<"createGroup">,
): Promise<CommandAnswers["createGroup"]> {
  const accounts = await accountsOf(on, handles);
  let ended: Promise<readonly string[]> = Promise.resolve([]);
  const conversation = await on.running.loop.ask(({ device, now }) => {
    const made = device.groups().create(name, accounts, now);
    ended = on.running.intentions.end(made);
    ended.catch(() => undefined);
    return made;
  });
  return { conversation, unreachable: handlesOf(on, await ended) };
}

async function addMembers(
  on: Handlers,
  { conversation, handles }: CommandOf<"addMembers">,
): Promise<CommandAnswers["addMembers"]> {
  const accounts = await accountsOf(on, handles);
  const leftOut =
    accounts.length > 0
      ? await ending(on, conversation, ({ device, now }) => device.groups().add(conversation, accounts, now))
      : [];
  return { unreachable: handlesOf(on, leftOut) };
}

function handlesOf(on: Handlers, accounts: readonly string[]): string[] {
  return accounts.map((account) => on.running.views.person(account).handle);
}

async function members(on: Handlers, { conversation }: CommandOf<"members">): Promise<readonly Member[]> {
  const group = await view(on, conversation);
  return group.members.map(({ account, handle, role, sinceMillis }) => ({
    ...on.running.views.person(account, handle),
    role,
    sinceMillis,
  }));
}

/** As far as is known now; what the node knows beyond it comes as ticks. */
async function receipts(
  on: Handlers,
  { conversation, sequence }: CommandOf<"receipts">,
): Promise<readonly MemberReceipt[]> {
  const { views, me, loop } = on.running;
  const direct = views.byId(conversation);
  if (direct?.kind === "direct") {
    const { deliveredThrough, seenThrough } = direct;
    return [{ ...direct.peer, delivered: sequence <= deliveredThrough, read: sequence <= seenThrough }];
  }
  const group = await view(on, conversation);
  await loop.ask(({ device, now }) => device.groups().askReceipts(conversation, now));
  return group.members
    .filter(({ account }) => account !== me.account)
    .map(({ account, handle, deliveredThrough, readThrough }) => ({
      ...views.person(account, handle),
      delivered: sequence <= deliveredThrough,
      read: sequence <= readThrough,
    }));
}

/** Says only what is otherwise than before. */
async function setDetails(
  on: Handlers,
  { conversation, name, description, picture }: CommandOf<"setDetails">,
): Promise<null> {
  const before = await view(on, conversation);
  const after = picture ?? new Uint8Array();
  return on.doing(({ device, now }) => {
    const groups = device.groups();
    if (name !== before.name) {
      groups.rename(conversation, name, now);
    }
    if (description !== before.description) {
      groups.describe(conversation, description, now);
    }
    if (!isSame(after, before.picture)) {
      groups.picture(conversation, after, now);
    }
  });
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

async function forget(on: Handlers, { conversation }: CommandOf<"forget">): Promise<null> {
  const done = await on.running.loop.ask(({ device, now }) => device.groups().forget(conversation, now));
  if (!done) {
    throw local("UNKNOWN_CONVERSATION", "Leave this group before you delete it.");
  }
  return null;
}

async function invite(on: Handlers, command: CommandOf<"invite">): Promise<Invitation> {
  const { conversation, approval, expiresSeconds } = command;
  const { api, signIn, loop, origin } = on.running;
  const secret = invitations.newSecret();
  const { name, members: all } = await view(on, conversation);
  const preview = base64((await compiled()).CompiledGroups.sealPreview(name, all.length, secret).bytes);
  const made = await signIn.authorized((token) =>
    api.post(`/v1/conversations/${conversation}/links`, token, { expiresSeconds, approval, preview }),
  );
  const link = textIn(made, "link");
  const expiresMillis = numberIn(made, "expires");
  await loop.ask(({ device, changes, now }) => {
    changes.push(invitations.kept(link, secret));
    device.groups().invite(conversation, link, secret, approval, expiresMillis, now);
  });
  return { link, address: invitations.address(origin, link, secret), expiresMillis, approval };
}
