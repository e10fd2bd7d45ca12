import { createContext, type ReactNode, use } from "react";
import { en, type Texts } from "./en";

export type { Texts };

/** The languages that are complete, by their names in themselves. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

interface Spoken {
  readonly language: Language;
  readonly texts: Texts;
  readonly change: (language: Language) => void;
}

const SpokenContext = createContext<Spoken>({ language: "en", texts: en, change: () => undefined });

export function TextsProvider({ spoken, children }: { spoken: Spoken; children: ReactNode }) {
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useTexts(): Texts {
  return use(SpokenContext).texts;
}

export function useSpoken(): Spoken {
  return use(SpokenContext);
}

/** The catalogue of a language; only the wanted one is loaded. */
export async function loadTexts(language: Language): Promise<Texts> {
  switch (language) {
    case "en":
      return en;
    case "de":
      return (await import("./de")).de;
  }
}

const KEY = "godwit language";

/** What was chosen here before, or else the first language of the browser that there is. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? "", ...navigator.languages];
  const known = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES);
  return (known as Language | undefined) ?? "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
