// The History tab: every kept version; name it, note it, bring it back, delete it.

import type { Channel } from "../core/channel";
import { openDialog } from "../core/dialog";
import { button, h, setText } from "../core/dom";
import { contentOf, FILES, MAX_BYTES, toBase64 } from "../core/files";
import { plural } from "../core/format";
import type { MadeBy, Ref, Version } from "../core/protocol";
import type { DraftEditor } from "../editor/draft-editor";

export class HistoryView {
  readonly element: HTMLElement;
  private readonly filter = h("input", {
    type: "search",
    "aria-label": "Filter versions",
    placeholder: "Filter",
  });
  private readonly list = h("ul", { class: "cp-versions", "aria-label": "Versions", role: "list" });
  private readonly status = h("p", {
    class: "cp-history-status",
    role: "status",
    "aria-label": "History",
  });
  private versions: readonly Version[] = [];
  private editor: DraftEditor | null = null;

  constructor(
    private readonly channel: Channel,
    private readonly onCompare: (ref: Ref) => void,
  ) {
    this.filter.addEventListener("input", () => this.draw());
    this.element = h(
      "section",
      { class: "cp-history" },
      h("h2", {}, "Keep this state"),
      this.keepForm(),
      h("h2", {}, "Bring another in"),
      this.importForm(),
      h("div", { class: "cp-history-top" }, h("h2", {}, "Versions"), this.status, this.filter),
      this.list,
    );
  }

  attach(editor: DraftEditor): void {
    this.editor = editor;
  }

  async show(): Promise<void> {
    await this.attempt(async () => {
      const { versions } = await this.channel.request("history");
      this.versions = versions;
      this.draw();
    });
  }

  private keepForm(): HTMLElement {
    const name = h("input", {
      "aria-label": "Name of this version",
      placeholder: "after reading aloud",
    });
    const note = h("input", { "aria-label": "Note", placeholder: "note" });
    const keep = async (event: Event) => {
      event.preventDefault();
      await this.attempt(async () => {
        await this.editor?.sync.flush();
        await this.channel.request("keep-version", { name: name.value, note: note.value });
        name.value = note.value = "";
        await this.show();
        this.say("Kept.");
      });
    };
    return h("form", { onsubmit: keep }, name, note, h("button", {}, "Keep this version"));
  }

  private importForm(): HTMLElement {
    const file = h("input", { type: "file", accept: FILES, "aria-label": "File to import" });
    const maker = h("input", {
      "aria-label": "Maker's name",
      placeholder: "name, if you like",
      size: "16",
    });
    const who = h(
      "select",
      { "aria-label": "Who made it" },
      h("option", { value: "person" }, "another person's"),
      h("option", { value: "model" }, "a model's"),
      h("option", { value: "me" }, "mine"),
    );
    const send = (name: string, content: string) =>
      this.attempt(async () => {
        const made = { made_by: who.value as MadeBy, maker: maker.value };
        await this.channel.request(
          "import-version",
          { name, content, ...made },
          { timeout: 60_000 },
        );
        await this.show();
        this.say(`Imported ${name}.`);
      });
    file.addEventListener("change", async () => {
      const chosen = file.files?.[0];
      if (!chosen) return;
      if (chosen.size > MAX_BYTES) {
        this.say(
          `${chosen.name} is too large for the browser to send: compare it from the command line.`,
        );
        return;
      }
      await send(chosen.name, await contentOf(chosen));
      file.value = "";
    });
    const pasted = h("textarea", {
      rows: "1",
      "aria-label": "Paste a version",
      placeholder: "or paste a version",
    });
    const keepPasted = async () => {
      const text = pasted.value;
      if (!text.trim()) return;
      const kept = await send("pasted text", toBase64(new TextEncoder().encode(text)));
      if (kept && pasted.value === text) pasted.value = ""; // else it is still wanted
    };
    return h(
      "span",
      { class: "cp-import", role: "group", "aria-label": "Bring another in" },
      file,
      who,
      maker,
      pasted,
      button("Import the pasted text", keepPasted),
    );
  }

  private draw(): void {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.versions.filter((v) =>
      [v.title, v.note, v.reason, v.maker, v.source, v.at].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
    );
    this.list.replaceChildren(...shown.map((version) => this.item(version)));
    const all = plural(this.versions.length, "version");
    setText(
      this.status,
      shown.length === this.versions.length ? all || "none yet" : `${shown.length} of ${all}`,
    );
  }

  private item(version: Version): HTMLElement {
    const dated = !version.name && version.reason === "sitting"; // its title says when
    const about = [
      dated ? "" : when(version.at),
      version.maker,
      `${version.words.toLocaleString("en")} words`,
    ];
    if (version.title !== version.reason) about.push(version.reason);
    if (version.source && version.source !== version.title) about.push(version.source);
    const act = (name: string, run: () => void) =>
      button(name, run, { "aria-label": `${name}: ${version.title}` });
    return h(
      "li",
      {},
      h(
        "div",
        {},
        h("b", {}, version.title),
        " ",
        h("span", { class: "cp-who" }, about.filter(Boolean).join(" · ")),
      ),
      version.note && h("p", {}, version.note),
      h(
        "div",
        { class: "cp-row" },
        act("Compare", () => this.onCompare(version.ref)),
        act("Rename", () =>
          this.write(version, "name", "Name", (ref, name) =>
            this.channel.request("rename-version", { version: ref, name }),
          ),
        ),
        act("Note", () =>
          this.write(version, "note", "Note", (ref, note) =>
            this.channel.request("note-version", { version: ref, note }),
          ),
        ),
        act("Restore", () => void this.restore(version)),
        act("Delete", () => this.remove(version)),
      ),
    );
  }

  /** Asks for a line of words in a dialog, and sends it. */
  private write(
    version: Version,
    field: "name" | "note",
    label: string,
    send: (ref: number, words: string) => Promise<unknown>,
  ): void {
    const input = h("input", { "aria-label": label, value: version[field] });
    this.ask(label, `${label} of “${version.title}”`, input, "Save", () =>
      send(version.ref, input.value),
    );
  }

  private remove(version: Version): void {
    const words = h(
      "p",
      {},
      "Its words are erased from the history for good. The draft stays as it is.",
    );
    this.ask("Delete", `Delete “${version.title}”, ${when(version.at)}?`, words, "Delete", () =>
      this.channel.request("delete-version", { version: version.ref }),
    );
  }

  private ask(
    label: string,
    title: string,
    body: HTMLElement,
    yes: string,
    act: () => Promise<unknown>,
  ): void {
    const submit = async (event: Event) => {
      event.preventDefault();
      dialog.close();
      await this.attempt(async () => {
        await act();
        await this.show();
      });
    };
    const dialog = h(
      "dialog",
      { class: "cp-help", "aria-label": label },
      h(
        "form",
        { onsubmit: submit },
        h("h2", {}, title),
        body,
        h(
          "div",
          { class: "cp-row" },
          h("button", {}, yes),
          button("Cancel", () => dialog.close()),
        ),
      ),
    );
    void openDialog(dialog, this.element);
  }

  private async restore(version: Version): Promise<void> {
    await this.attempt(async () => {
      await this.editor!.change("restore", { version: version.ref });
      await this.show();
      this.say(
        `“${version.title}” is your draft again. What stood there was kept; Ctrl+Z in the draft takes this back, too.`,
      );
    });
  }

  /** Whether it went well; else the author is told why not. */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.say((error as Error).message);
      return false;
    }
  }

  private say(text: string): void {
    setText(this.status, text);
  }
}

function when(at: string): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
