import type { Language, Texts } from "./texts";

/** How dates and times are written in a language. Formats are made once: making one is slow. */
export interface Format {
  /** 14:05 */
  readonly time: (millis: number) => string;
  /** Today, Yesterday, Monday, or a date. */
  readonly day: (millis: number) => string;
  /** As short as a list wants it: the time of today, then the day. */
  readonly brief: (millis: number) => string;
  /** In a sentence: "last seen …". */
  readonly when: (millis: number) => string;
  readonly date: (millis: number) => string;
  /** 22 Nov 2026: where there is little room. */
  readonly short: (millis: number) => string;
  readonly number: (value: number) => string;
}

const formats = new Map<Language, Format>();
const DAY_MILLIS = 86_400_000;

export function formatOf(language: Language, texts: Texts): Format {
  const known = formats.get(language);
  if (known) {
    return known;
  }
  const made = make(language, texts);
  formats.set(language, made);
  return made;
}

function make(language: Language, texts: Texts): Format {
  const of = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(regional(language), options);
    return (millis: number) => format.format(millis);
  };
  const time = of({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekday = of({ weekday: "long" });
  const shortWeekday = of({ weekday: "short" });
  const dayAndMonth = of({ weekday: "short", day: "numeric", month: "long" });
  const date = of({ day: "numeric", month: "long", year: "numeric" });
  const short = of({ day: "numeric", month: "short", year: "numeric" });
  const digits = of({ day: "2-digit", month: "2-digit", year: "2-digit" });
  const number = new Intl.NumberFormat(language);

  const day = (millis: number) => {
    const ago = daysAgo(millis);
    if (ago === 0) return texts.conversation.today;
    if (ago === 1) return texts.conversation.yesterday;
    if (ago > 0 && ago < 7) return weekday(millis);
    return ago < 300 ? dayAndMonth(millis) : date(millis);
  };
  return {
    time,
    day,
    date,
    short,
    brief: (millis) => {
      const ago = daysAgo(millis);
      if (ago <= 0) return time(millis);
      if (ago === 1) return texts.conversation.yesterday;
      return ago < 7 ? shortWeekday(millis) : digits(millis);
    },
    when: (millis) => (daysAgo(millis) === 0 ? time(millis) : `${day(millis)}, ${time(millis)}`),
    number: (value) => number.format(value),
  };
}

/** The language as it is spoken where the person is, if the browser says so: days and months change places there. */
function regional(language: Language): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** Midnights between a time and now; 0 for today. */
export function daysAgo(millis: number): number {
  return Math.round((startOfDay(Date.now()) - startOfDay(millis)) / DAY_MILLIS);
}

export function startOfDay(millis: number): number {
  return new Date(millis).setHours(0, 0, 0, 0);
}

export function sameDay(one: number, other: number): boolean {
  return Math.abs(one - other) < 2 * DAY_MILLIS && startOfDay(one) === startOfDay(other);
}
