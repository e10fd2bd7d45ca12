/** What browsers say that they are; the first that is found counts, since most name several. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg/u, "Edge"],
  [/OPR\//u, "Opera"],
  [/Firefox|FxiOS/u, "Firefox"],
  [/Chrom|CriOS/u, "Chrome"],
  [/Safari/u, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/u, "Android"],
  [/iPhone|iPad/u, "iOS"],
  [/Windows/u, "Windows"],
  [/Mac OS/u, "macOS"],
  [/CrOS/u, "ChromeOS"],
  [/Linux/u, "Linux"],
];

/** A browser in words, such as "Firefox on Linux", until the person calls it something else. */
export function browserName(userAgent: string): string {
  const find = (table: typeof BROWSERS) => table.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = find(BROWSERS) ?? "Browser";
  const system = find(SYSTEMS);
  return system === undefined ? browser : `${browser} on ${system}`;
}
