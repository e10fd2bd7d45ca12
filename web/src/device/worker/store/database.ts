import { DeviceError, local } from "../failures";

const NAME = "godwit";
const VERSION = 1;

/** The stores of the database. Everything but numbers is encrypted. */
export type StoreName = "keys" | "state" | "messages";

/** The answer of a request, awaited. Within a transaction nothing else may be awaited. */
export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("no answer", "UnknownError"));
  });
}

/** Whether there is a database that an account was written to: without opening, and so making, one. */
export async function exists(): Promise<boolean> {
  const databases = await indexedDB.databases();
  return databases.some((each) => each.name === NAME);
}

export function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore("keys");
    database.createObjectStore("state");
    const messages = database.createObjectStore("messages", { keyPath: ["c", "p", "t"] });
    messages.createIndex("unread", ["c", "u"]);
  };
  return asked(request).catch((error: unknown) => Promise.reject(trouble(error)));
}

/** Erases everything; waits until all connections are closed. */
export async function erase(): Promise<void> {
  await asked(indexedDB.deleteDatabase(NAME));
}

/**
 * Does one transaction whose writes are all made durable, or none. `write` must not await.
 *
 * Throws STORAGE_FULL or STORAGE_UNUSABLE.
 */
export function transact(
  database: IDBDatabase,
  names: StoreName[],
  write: (store: (name: StoreName) => IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => reject(trouble(error));
    let transaction: IDBTransaction | null = null;
    try {
      const begun = database.transaction(names, "readwrite", { durability: "strict" });
      transaction = begun;
      begun.oncomplete = () => resolve();
      begun.onabort = () => failed(begun.error);
      write((name) => begun.objectStore(name));
    } catch (error) {
      failed(error);
      // What was written before the fault must not stay.
      transaction?.abort();
    }
  });
}

/** What to say when the browser does not store. */
export function trouble(error: unknown): DeviceError {
  if (error instanceof DeviceError) {
    return error;
  }
  return error instanceof DOMException && error.name === "QuotaExceededError"
    ? local("STORAGE_FULL", "This browser has no room left for Godwit: free some space on the disk, then go on here.")
    : local("STORAGE_UNUSABLE", "This browser does not let Godwit store anything: allow it, then load the page again.");
}
