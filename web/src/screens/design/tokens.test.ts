import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { expect, test } from "vitest";

const TOKENS = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

/** Colours of words, and what words stand on. */
const INKS = ["ink", "ink-soft", "ink-faint", "accent", "plumage", "danger"];
const SURFACES = ["ground", "flat", "surface", "raised", "sunken", "hover", "chosen"];

/** For text of any size (WCAG 2.2, 1.4.3). */
const CONTRAST_MIN = 4.5;

interface Color {
  parseString(text: string): void;
}

const { Color, getContrast } = (
  axe as unknown as {
    commons: { color: { Color: new () => Color; getContrast: (one: Color, other: Color) => number } };
  }
).commons.color;

/** In light and in the dark. */
function shades(token: string): [Color, Color] {
  const found = new RegExp(`--${token}: light-dark\\((oklch\\([^)]*\\)), (oklch\\([^)]*\\))\\);`).exec(TOKENS);
  return [shade(found?.[1] ?? ""), shade(found?.[2] ?? "")];
}

function shade(text: string): Color {
  const color = new Color();
  color.parseString(text);
  return color;
}

test.each(INKS)("words in %s can be read on whatever they stand", (ink) => {
  const light = SURFACES.map((surface) => [surface, getContrast(shades(ink)[0], shades(surface)[0])] as const);
  const dark = SURFACES.map((surface) => [surface, getContrast(shades(ink)[1], shades(surface)[1])] as const);
  expect([...light, ...dark].filter(([, contrast]) => contrast < CONTRAST_MIN)).toEqual([]);
});
