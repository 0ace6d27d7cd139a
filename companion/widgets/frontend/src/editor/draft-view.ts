// A draft that is open in a page: the editor, its copy in the browser, what it tells of its state.

import { type Extension, Text } from "@codemirror/state";
import type { ViewUpdate } from "@codemirror/view";
import type { Channel } from "../core/channel";
import type { Notices } from "../core/notices";
import type { Opening, SaveState } from "../core/protocol";
import { wordCount } from "../core/word-count";
import { Backup } from "./backup";
import { cellBoundaries } from "./cell-boundaries";
import { DraftEditor } from "./draft-editor";
import type { Header } from "./header";
import { IndexedMirror } from "./indexed-mirror";
import { StaticPreview } from "./static-preview";
import type { Connection } from "./sync";

export interface DraftPage {
  channel: Channel;
  root: HTMLElement;
  /** Where the editor goes. */
  place: HTMLElement;
  header: Header;
  notices: Notices;
  extensions?: Extension;
  onOpen: (editor: DraftEditor) => void;
  onUpdate: (update: ViewUpdate) => void;
  onGoToList: (id: string) => void;
}

const RESTARTED =
  "The kernel was restarted. Run this cell again to go on: your words are kept here.";

const UNFIT =
  "Some characters that no text file can hold, such as NUL, were left out of what you put in. The" +
  " rest is in the draft.";

export class DraftView {
  editor: DraftEditor | null = null;
  private readonly backup: Backup;
  private readonly preview: StaticPreview | null;
  private closed = false;
  private unfit = false;
  private readonly leave = () => {
    this.backup.write(true);
    this.editor?.sync.post();
  };
  private readonly hidden = () => document.visibilityState === "hidden" && this.leave();

  constructor(private readonly page: DraftPage) {
    const { channel, root, notices } = page;
    const id = String(channel.model.get("draft_id"));
    this.backup = new Backup(id, window.localStorage, new IndexedMirror());
    this.preview = StaticPreview.of(channel.model, root);
    this.backup
      .read()
      .then((copies) => channel.request("open", { copies }, { timeout: 60_000 }))
      .then((opening) => this.open(opening))
      .catch((error: Error) => notices.show({ level: "error", text: error.message }));
    // What is unsent must go before the page does.
    window.addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.hidden);
    root.addEventListener("keydown", (event) => this.key(event));
  }

  /** Whether something has not reached Python yet. */
  get dirty(): boolean {
    return this.editor !== null && !this.editor.sync.settled;
  }

  close(): void {
    this.closed = true;
    this.leave();
    this.backup.close();
    this.preview?.remove();
    window.removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.hidden);
    this.editor?.destroy();
  }

  private open(opening: Opening): void {
    if (this.closed) return;
    const { channel, place, header } = this.page;
    this.preview?.remove();
    const editor = new DraftEditor({
      channel,
      opening,
      onUpdate: (update: ViewUpdate) => {
        header.update({ words: update.state.field(wordCount), dirty: this.dirty });
        if (update.docChanged) this.backup.markChanged(update.state.doc);
        this.page.onUpdate(update);
      },
      onConnection: (connection) => this.connected(connection),
      onGoToList: this.page.onGoToList,
      onUnfit: () => {
        if (!this.unfit)
          this.page.notices.show({ level: "info", text: UNFIT }, () => (this.unfit = false));
        this.unfit = true;
      },
      extensions: [
        wordCount,
        channel.model.get("cells") ? cellBoundaries : [],
        this.page.extensions ?? [],
      ],
    });
    this.editor = editor;
    place.append(editor.view.dom);
    header.update({ words: editor.view.state.field(wordCount) });
    const { base } = opening;
    const began = typeof base === "string" ? Text.of(base.split("\n")) : null;
    this.backup.start(() => editor.sync.syncState(), began);
    this.backup.forget(opening.recovered);
    if (began && opening.text !== base) this.backup.markChanged(editor.view.state.doc);
    this.page.onOpen(editor);
    channel.trait("save_state", ({ state }) => this.saved(state));
  }

  private connected(connection: Connection): void {
    this.page.header.update({ connection });
    // From now on another page may take the copy in.
    if (connection !== "connected" && connection !== "lost") this.backup.write(true);
    if (connection === "restarted") {
      this.page.notices.show({ level: "error", text: RESTARTED });
    }
  }

  private saved(state: SaveState["state"]): void {
    if (this.closed) return; // its copy stays until another page has taken it in
    this.page.header.update({ dirty: this.dirty });
    if (!this.editor) return;
    if (state === "saved" && !this.dirty) this.backup.markSaved();
    // Python may have more to save than what was typed here: what an earlier page had left.
    else if (state !== "saved" && state !== "kept")
      this.backup.markChanged(this.editor.view.state.doc);
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return; // the editor has answered it
    const { editor, page } = this;
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      // Not asked for an answer: whether it was saved, or nobody is there, the status tells.
      void editor?.sync.flush().then(() => page.channel.post("save"));
    } else if (event.key === "Escape" && editor && !page.place.contains(document.activeElement)) {
      editor.focus();
    }
  }
}
