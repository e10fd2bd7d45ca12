/** A handle: 3 to 32 of a-z, 0-9, _ and dots, a letter first. The node decides; this is to tell it while typing. */
const HANDLE = /^[a-z][a-z0-9_.]{2,31}$/;

/** Characters that a password has at least. */
export const PASSWORD_CHARACTERS_MIN = 8;

/** What somebody typed as a handle, without the sign before it and in small letters. */
export function normalHandle(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

/** Why it cannot be a handle, or null. */
export function handleProblem(typed: string): "empty" | "malformed" | null {
  const handle = normalHandle(typed);
  if (handle === "") {
    return "empty";
  }
  return HANDLE.test(handle) ? null : "malformed";
}
