import type { Failure } from "../device/api";
import type { Texts } from "./texts";

/** A failure in the person's language; one that the catalogue does not know in the words it came with. */
export function failureText({ code, text, handles = [] }: Failure, texts: Texts): string {
  const said = (texts.failures as Readonly<Record<string, string>>)[code] ?? text;
  return handles.length === 0 ? said : `${handles.map(texts.at).join(", ")}: ${said}`;
}
