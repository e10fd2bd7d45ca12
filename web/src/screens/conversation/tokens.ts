import type { AccountId, Mention } from "../../device/api";

/** A piece of a text: as it is, a link, or somebody who is mentioned. */
export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly address: string }
  | { readonly kind: "mention"; readonly text: string; readonly account: AccountId };

/** Longer links are left as text: nobody can read where they lead. */
const LINK_CHARACTERS_MAX = 2_048;
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
/** What ends a sentence does not belong to a link. */
const TRAILING = /[.,;:!?'"\u2019\u201d\u00bb\u2026*_~]+$/u;

/** Cuts a text into pieces. Only addresses of the web become links, whatever else a text claims. */
export function tokensOf(text: string, mentions: readonly Mention[]): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const mention of fitting(text, mentions)) {
    tokens.push(...linksOf(text.slice(at, mention.start)));
    const end = mention.start + mention.length;
    tokens.push({ kind: "mention", text: text.slice(mention.start, end), account: mention.account });
    at = end;
  }
  tokens.push(...linksOf(text.slice(at)));
  return tokens;
}

/** Mentions in their order; those that overlap or lie outside of the text are left out. */
function fitting(text: string, mentions: readonly Mention[]): readonly Mention[] {
  let end = 0;
  return [...mentions]
    .sort((one, other) => one.start - other.start)
    .filter((mention) => {
      const fits = mention.start >= end && mention.length > 0 && mention.start + mention.length <= text.length;
      if (fits) end = mention.start + mention.length;
      return fits;
    });
}

function linksOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const found = withoutTrailing(match[0]);
    const address = addressOf(found);
    if (address !== null) {
      if (match.index > at) tokens.push({ kind: "text", text: text.slice(at, match.index) });
      tokens.push({ kind: "link", text: found, address });
      at = match.index + found.length;
    }
  }
  if (at < text.length) tokens.push({ kind: "text", text: text.slice(at) });
  return tokens;
}

/** "(see https://example.org/a_(b))." ends before the outer bracket. */
function withoutTrailing(link: string): string {
  let rest = link.replace(TRAILING, "");
  while (/[)\]}]$/.test(rest) && !balanced(rest)) {
    rest = rest.slice(0, -1).replace(TRAILING, "");
  }
  return rest;
}

function balanced(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/[([{]/g) >= count(/[)\]}]/g);
}

/** Null for what is no address of the web. */
function addressOf(text: string): string | null {
  if (text.length > LINK_CHARACTERS_MAX) {
    return null;
  }
  try {
    const address = new URL(text.startsWith("http") || /^https?:/i.test(text) ? text : `https://${text}`);
    const web = address.protocol === "https:" || address.protocol === "http:";
    return web && address.hostname.includes(".") && address.username === "" ? address.href : null;
  } catch {
    return null;
  }
}

const EMOJI_ONLY =
  /^(?:\p{RI}\p{RI}|\p{Emoji_Presentation}|\p{Emoji}\uFE0F)(?:\p{EMod}|\u200d|\uFE0F|\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{RI}|\s)*$/u;
const BIG_EMOJI_MAX = 3;

/** How many emoji a text is made of, up to three; 0 for any other text. */
export function bigEmoji(text: string): number {
  const trimmed = text.trim();
  if (trimmed.length > 40 || !EMOJI_ONLY.test(trimmed)) {
    return 0;
  }
  const count = [...new Intl.Segmenter().segment(trimmed)].filter(({ segment }) => segment.trim() !== "").length;
  return count <= BIG_EMOJI_MAX ? count : 0;
}

/** Characters and lines of a text that are shown before somebody asks for all of it. */
const SHORT_CHARACTERS = 1_800;
const SHORT_LINES = 40;

/** The beginning of a long text, cut where it does not break a character; null when it is short. */
export function shortened(text: string): string | null {
  const lineEnd = nthIndex(text, "\n", SHORT_LINES);
  const end = Math.min(
    lineEnd < 0 ? text.length : lineEnd,
    text.length > SHORT_CHARACTERS * 1.3 ? SHORT_CHARACTERS : text.length,
  );
  if (end >= text.length) {
    return null;
  }
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end);
}

function nthIndex(text: string, sought: string, n: number): number {
  let at = -1;
  for (let i = 0; i < n; i++) {
    at = text.indexOf(sought, at + 1);
    if (at < 0) return -1;
  }
  return at;
}
