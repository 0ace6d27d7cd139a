// A copy of unsaved words in the browser's own storage, in case Python goes before it has saved.
//
// It names a revision that both sides know: the session, the revision that Python confirmed last,
// and the updates that came after it, of which some may have arrived. So Python knows exactly what
// is missing, and puts it where it belongs. The text itself is kept beside it, less often where it
// is long, for a Python that knows nothing of that session.
//
// Each page has a copy of its own, under its own name, and holds a lock of that name while it
// lives: only a copy that nobody holds is taken in by another page.

import type { Text } from "@codemirror/state";
import { randomId } from "../core/dom";

/** What Python is told of an earlier page. */
export interface PageCopy {
  key: string;
  session?: string;
  client?: string;
  /** The revision; the name is that of the copies that browsers have. */
  version?: number;
  first?: number;
  pending?: unknown[];
  base?: string;
  text?: string;
}

interface Stored extends PageCopy {
  /** When it was written, in ms: the later of two counts. */
  at: number;
  /** Its page has no Python any more, so another may take it in though the page is still open. */
  adrift: boolean;
}

/** The revision that an editor shows, as `Sync` knows it. */
export interface SyncState {
  session: string;
  client: string;
  revision: number;
  first: number;
  pending: unknown[];
  /** The text at `revision`. */
  base: Text;
  adrift: boolean;
}

/** Code units of text that a browser surely stores: its usual limit is five million in all. */
const MAX_UNITS = 2_000_000;
/** How long typing goes on before it is copied, in ms. */
const DEBOUNCE_MS = 250;
/** The text itself is copied at least so much later, by its length. */
const UNITS_PER_MS = 400;

/** A storage that outlives a browser that is killed, unlike `localStorage` in its first seconds. */
export interface Mirror {
  all(prefix: string): Promise<Map<string, string>>;
  set(key: string, value: string): void;
  remove(key: string): void;
}

export class Backup {
  private syncState: (() => SyncState) | null = null;
  private doc: Text | null = null;
  private began: Text | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wholeAt = 0;
  private readonly key: string;
  private readonly prefix: string;
  private release = () => {};

  constructor(
    draftId: string,
    private readonly storage: Storage,
    private readonly mirror: Mirror | null = null,
    private readonly locks: LockManager | undefined = globalThis.navigator?.locks,
  ) {
    this.prefix = `companion-unsaved-${draftId}`;
    this.key = `${this.prefix}-${randomId()}`;
    const until = new Promise<void>((resolve) => (this.release = resolve));
    void this.locks?.request(this.key, () => until)?.catch(() => {});
  }

  /** What earlier pages left unsaved, the earliest first. */
  async read(): Promise<PageCopy[]> {
    const found = new Map<string, Stored>();
    const see = (key: string, value: string | null) => {
      const copy = parse(key, value);
      if (copy && key !== this.key && (found.get(key)?.at ?? -1) < copy.at) found.set(key, copy);
    };
    attempt(() => {
      for (let i = 0; i < this.storage.length; i++) {
        const key = this.storage.key(i)!;
        if (key.startsWith(this.prefix)) see(key, this.storage.getItem(key));
      }
    });
    for (const [key, value] of (await this.mirror?.all(this.prefix)) ?? []) see(key, value);
    const held = await this.held();
    return [...found.values()]
      .filter((copy) => copy.adrift || !held.has(copy.key))
      .sort((a, b) => a.at - b.at)
      .map(({ at: _at, adrift: _adrift, ...copy }) => copy);
  }

  /** These copies are in the text now. */
  forget(keys: readonly string[]): void {
    for (const key of keys) this.remove(key);
  }

  /** From now on the page shows a text; `began` is what one began as that is in no file. */
  start(syncState: () => SyncState, began: Text | null): void {
    this.syncState = syncState;
    this.began = began;
  }

  /** Everything up to the text as it stands is on disk. */
  markSaved(): void {
    this.doc = null;
    this.clear();
    this.remove(this.key);
  }

  /** The text has changed and is not on disk yet. */
  markChanged(doc: Text): void {
    this.doc = doc;
    this.timer ??= setTimeout(() => this.write(false), DEBOUNCE_MS);
  }

  /** Copies now; with `whole` the text itself too, however long: the page is about to go. */
  write(whole: boolean): void {
    this.clear();
    const { doc, syncState } = this;
    if (!doc || !syncState) return;
    const { base, revision: version, ...copy } = syncState();
    const stored: Stored = { key: this.key, at: Date.now(), version, ...copy };
    const from = this.began ?? base;
    const units = doc.length + from.length;
    const now = performance.now();
    if (units <= MAX_UNITS && (whole || this.began || now - this.wholeAt > units / UNITS_PER_MS)) {
      this.wholeAt = now;
      Object.assign(stored, { base: from.toString(), text: doc.toString() });
    }
    const value = JSON.stringify(stored);
    attempt(() => this.storage.setItem(this.key, value));
    this.mirror?.set(this.key, value);
  }

  /** The page goes: another may take its copy in. */
  close(): void {
    this.clear();
    this.release();
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private remove(key: string): void {
    attempt(() => this.storage.removeItem(key));
    this.mirror?.remove(key);
  }

  /** The names of the copies whose pages live. */
  private async held(): Promise<Set<string>> {
    try {
      const { held } = (await this.locks?.query()) ?? {};
      return new Set((held ?? []).map((lock) => lock.name ?? ""));
    } catch {
      return new Set();
    }
  }
}

function parse(key: string, value: string | null): Stored | null {
  try {
    const copy = JSON.parse(value ?? "null");
    if (typeof copy !== "object" || copy === null) return null;
    const known = typeof copy.session === "string" || typeof copy.text === "string";
    return known ? { at: 0, adrift: false, ...copy, key } : null;
  } catch {
    return null;
  }
}

/** Storage may be full, or forbidden: the words are still on the page, and its status says so. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing to be done about it.
  }
}
