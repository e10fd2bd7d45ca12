import type { Storage } from "../api";

/** Chromium gives a private window less room than this many times the heap. */
const HEAPS_OF_QUOTA = 2;

interface WithHeap {
  readonly memory?: { readonly jsHeapSizeLimit: number };
}

/** Whether the browser keeps what is stored: in a private window it does not. No browser says so plainly. */
export async function storageKind(): Promise<Storage> {
  return (await isPrivate()) ? { kind: "temporary" } : { kind: "kept" };
}

async function isPrivate(): Promise<boolean> {
  const heap = (performance as WithHeap).memory?.jsHeapSizeLimit;
  if (heap !== undefined) {
    const { quota } = await navigator.storage.estimate();
    return quota !== undefined && quota < heap * HEAPS_OF_QUOTA;
  }
  return lacksFiles();
}

/** Firefox and Safari give a private window no file system of its own. */
async function lacksFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return false;
  } catch {
    return true;
  }
}
