import type { Invitation, InvitationPreview } from "../api";
import { compiled } from "./compiled";
import { isRefused, local } from "./failures";
import { base64, bytesIn, listIn, numberIn, textIn } from "./nodeApi";
import type { Running } from "./owner";
import { putJson } from "./store/localStore";

const SECRET_BYTES = 32;
const SECRET = "shell/invitation/";

/** What only those know who are given the link. */
export function newSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** The secret is kept, so that the address can be shown again. */
export function kept(link: string, secret: Uint8Array) {
  return putJson(SECRET + link, base64(secret));
}

/** What stands behind the number sign is never sent to the node. */
export function address(origin: string, link: string, secret: Uint8Array): string {
  return `${origin}/join#${link}.${urlSafe(base64(secret))}`;
}

function urlSafe(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "");
}

/** The node's list; addresses only of links that were made in this browser. */
export async function all(running: Running, conversation: string): Promise<readonly Invitation[]> {
  const { api, signIn, store, origin } = running;
  const answer = await signIn.authorized((token) => api.get(`/v1/conversations/${conversation}/links`, token));
  return listIn(answer, "links").map((each) => {
    const link = textIn(each, "link");
    const secret = store.json(SECRET + link) as string | undefined;
    return {
      link,
      address: secret ? `${origin}/join#${link}.${urlSafe(secret)}` : "",
      expiresMillis: numberIn(each, "expires"),
      approval: each["approval"] === true,
    };
  });
}

/** Idempotent: a link that the node knows no more is revoked already. */
export async function revoke(running: Running, conversation: string, link: string): Promise<void> {
  const { api, signIn } = running;
  try {
    await signIn.authorized((token) => api.delete(`/v1/conversations/${conversation}/links/${link}`, token));
  } catch (error) {
    if (!isRefused(error, "LINK_UNKNOWN")) {
      throw error;
    }
  }
}

/** A link begins with the id of its conversation. */
const CONVERSATION_DIGITS = 32;
const ADDRESS = /#([0-9a-f]{64})\.([A-Za-z0-9_-]{43})\s*$/u;

interface Given {
  readonly link: string;
  readonly conversation: string;
  readonly secret: Uint8Array;
}

function parse(text: string): Given {
  const [, link, secret] = ADDRESS.exec(text) ?? [];
  if (!link || !secret) {
    throw local("TEXT_INVALID", "This is no invitation; copy the whole address, with all that is behind the #.");
  }
  const plain = `${secret.replaceAll("-", "+").replaceAll("_", "/")}=`;
  return { link, conversation: link.slice(0, CONVERSATION_DIGITS), secret: bytesIn({ plain }, "plain") };
}

export async function preview({ api, signIn }: Running, given: string): Promise<InvitationPreview> {
  const { link, secret } = parse(given);
  const shown = await signIn.authorized((token) => api.get(`/v1/links/${link}`, token));
  const [opened] = (await compiled()).CompiledGroups.openPreview(secret, bytesIn(shown, "preview"));
  return { name: opened?.name ?? "", description: "", approval: shown["approval"] === true };
}

/** Asks to be let in; the group comes when a member or an admin has done so. */
export async function join({ api, signIn, loop }: Running, given: string): Promise<void> {
  const { link, conversation, secret } = parse(given);
  const { bytes } = await loop.ask(({ device }) => device.groups().invitationProof(conversation, secret));
  await signIn.authorized((token) => api.post(`/v1/links/${link}/join`, token, { proof: base64(bytes) }));
}
