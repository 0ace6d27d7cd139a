// Words of an association that Python does not have yet, as they wait in the browser's storage.
//
// Each page has a key of its own there: what one has sent must not take away what another,
// whose connection is lost, still holds.

import { randomId } from "../core/dom";
import type { SentTurn } from "../core/protocol";

interface Waiting {
  association: number | null;
  turns: SentTurn[];
}

export class AssociationBackup {
  private readonly key: string;
  /** The keys of other pages, once they are read. */
  private found: string[] = [];

  constructor(
    private readonly draft: string,
    private readonly storage: Storage,
  ) {
    this.key = `${this.prefix}${randomId()}`;
  }

  private get prefix(): string {
    return `companion-association-${this.draft}-`;
  }

  /** What earlier pages left. */
  read(): Waiting[] {
    try {
      const keys = Array.from({ length: this.storage.length }, (_, i) => this.storage.key(i)!);
      this.found = keys.filter((key) => key.startsWith(this.prefix) && key !== this.key);
      return this.found.map((key) => JSON.parse(this.storage.getItem(key)!));
    } catch {
      return [];
    }
  }

  /** What was read is kept now. */
  taken(): void {
    this.attempt(() => {
      for (const key of this.found) this.storage.removeItem(key);
    });
    this.found = [];
  }

  /** Leaves this page's words; null once there are none to leave. */
  write(waiting: Waiting | null): void {
    this.attempt(() => {
      if (waiting) this.storage.setItem(this.key, JSON.stringify(waiting));
      else this.storage.removeItem(this.key);
    });
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch {
      // Full, or forbidden: the words are on the page, and go to Python in a moment.
    }
  }
}
