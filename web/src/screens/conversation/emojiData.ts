import type { EmojiData } from "frimousse";
import german from "emojibase-data/de/data.json?url";
import germanWords from "emojibase-data/de/messages.json?url";
import english from "emojibase-data/en/data.json?url";
import englishWords from "emojibase-data/en/messages.json?url";
import type { Language } from "../texts";

/** Newer ones than this are boxes on too many systems still. */
const VERSION_MAX = 15;
/** Skin tones and hair, which are not emoji by themselves. */
const COMPONENTS = 2;

interface Emojibase {
  readonly emoji: string;
  readonly label: string;
  readonly group?: number;
  readonly version: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly emoji: string; readonly tone: number | readonly number[] }[];
}

const FILES: Readonly<Record<Language, readonly [data: string, words: string]>> = {
  en: [english, englishWords],
  de: [german, germanWords],
};

const TONES = ["light", "medium-light", "medium", "medium-dark", "dark"] as const;

/** Emoji with their names in a language. They come from this site: the page asks nobody else. */
export async function emojiData(locale: string): Promise<EmojiData> {
  const [data, words] = FILES[locale === "de" ? "de" : "en"];
  const [all, said] = await Promise.all([fetched<Emojibase[]>(data), fetched<Words>(words)]);
  return {
    locale,
    emojis: all
      .filter((one) => one.group !== undefined && one.group !== COMPONENTS && one.version <= VERSION_MAX)
      .map((one) => ({
        emoji: one.emoji,
        category: one.group ?? 0,
        label: one.label,
        version: one.version,
        tags: [...(one.tags ?? [])],
        ...skinsOf(one),
      })),
    categories: said.groups
      .filter(({ order }) => order !== COMPONENTS)
      .map(({ order, message }) => ({ index: order, label: message })),
    skinTones: Object.fromEntries(said.skinTones.map(({ key, message }) => [key, message])) as EmojiData["skinTones"],
  };
}

interface Words {
  readonly groups: readonly { readonly order: number; readonly message: string }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

function skinsOf(one: Emojibase) {
  const single = one.skins?.filter((skin) => typeof skin.tone === "number");
  if (single?.length !== TONES.length) {
    return {};
  }
  const pairs = single.map((skin) => [TONES[(skin.tone as number) - 1], skin.emoji]);
  return { skins: Object.fromEntries(pairs) as Record<(typeof TONES)[number], string> };
}

async function fetched<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  return (await answer.json()) as T;
}
