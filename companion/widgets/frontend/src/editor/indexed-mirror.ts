// Copies of unsaved words in IndexedDB, beside those in `localStorage`.
//
// A browser writes `localStorage` to the disk some seconds late; what is put here survives even a
// browser that is killed. It answers later, though, so it is no place for a page that is going.

import type { Mirror } from "./backup";

const NAME = "companion";
const STORE = "unsaved";
/** A database that another page is changing may keep us waiting; a page must open all the same. */
const OPEN_TIMEOUT_MS = 1000;

export class IndexedMirror implements Mirror {
  private readonly opened: Promise<IDBDatabase | null>;

  constructor(factory: IDBFactory | undefined = globalThis.indexedDB) {
    this.opened = factory ? within(OPEN_TIMEOUT_MS, open(factory)) : Promise.resolve(null);
  }

  async all(prefix: string): Promise<Map<string, string>> {
    const database = await this.opened;
    if (!database) return new Map();
    const reading = new Promise<Map<string, string>>((resolve, reject) => {
      const found = new Map<string, string>();
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const request = database.transaction(STORE).objectStore(STORE).openCursor(range);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve(found);
        found.set(String(cursor.key), String(cursor.value));
        cursor.continue();
      };
    });
    return (await within(OPEN_TIMEOUT_MS, reading)) ?? new Map();
  }

  set(key: string, value: string): void {
    this.change((store) => store.put(value, key));
  }

  remove(key: string): void {
    this.change((store) => store.delete(key));
  }

  private change(work: (store: IDBObjectStore) => void): void {
    void this.opened.then(
      (database) => {
        if (database) work(database.transaction(STORE, "readwrite").objectStore(STORE));
      },
      () => {},
    );
  }
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What the promise gives; null if it fails or takes longer than `ms`. */
function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
  return Promise.race([promise.catch(() => null), late]);
}
