import type { ConversationId } from "../device/api";

export const RAILS = ["chats", "archived", "newChat", "newGroup", "settings", "devices", "keys"] as const;
export const ASIDES = ["none", "info", "safety", "edit", "members", "add", "links", "permissions", "receipts"] as const;

/** What the left column shows. */
export type Rail = (typeof RAILS)[number];
/** What the right column shows about the open conversation. */
export type Aside = (typeof ASIDES)[number];

/** Where the person is. It is in the address, so that the browser's back and a bookmark work. */
export interface View {
  readonly rail: Rail;
  readonly conversation: ConversationId | null;
  readonly aside: Aside;
  /** For `receipts`: of which message. For a jump: where to. 0 for none. */
  readonly sequence: number;
}

export const HOME: View = { rail: "chats", conversation: null, aside: "none", sequence: 0 };

const ID = /^[0-9a-f]{32}$/;

/** Reads the part of an address after its `#`; what makes no sense is left out. */
export function parseView(hash: string): View {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const conversation = parts.get("c");
  const open = conversation !== null && ID.test(conversation) ? conversation : null;
  return {
    rail: oneOf(RAILS, parts.get("rail"), "chats"),
    conversation: open,
    aside: open === null ? "none" : oneOf(ASIDES, parts.get("aside"), "none"),
    sequence: open === null ? 0 : whole(parts.get("at")),
  };
}

/** The opposite of `parseView`; empty for the first screen. */
export function formatView(view: View): string {
  const parts = new URLSearchParams();
  if (view.rail !== "chats") parts.set("rail", view.rail);
  if (view.conversation !== null) parts.set("c", view.conversation);
  if (view.aside !== "none") parts.set("aside", view.aside);
  if (view.sequence !== 0) parts.set("at", String(view.sequence));
  const text = parts.toString();
  return text === "" ? "" : `#${text}`;
}

function oneOf<T extends string>(all: readonly T[], text: string | null, otherwise: T): T {
  return all.find((one) => one === text) ?? otherwise;
}

function whole(text: string | null): number {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
