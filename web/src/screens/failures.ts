import type { Failure } from "../device/api";
import type { Texts } from "./texts";

/** A failure in the person's language; one that the catalogue does not know in the words it came with. */
export function failureText(failure: Failure, texts: Texts): string {
  return (texts.failures as Readonly<Record<string, string>>)[failure.code] ?? failure.text;
}
