import type { Storage } from "../api";

/**
 * Whether the browser keeps what is stored: in a private window it does not. No browser says so plainly. Firefox and
 * Safari give such a window no file system of its own; Chromium has taken care that a page cannot tell the difference.
 *
 * @param directory asks for the file system
 */
export async function storageKind(directory = () => navigator.storage.getDirectory()): Promise<Storage> {
  try {
    await directory();
    return { kind: "kept" };
  } catch {
    return { kind: "temporary" };
  }
}
