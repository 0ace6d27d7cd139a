// Everything that was said beside the draft, to be read, searched, given out and deleted; and the
// duet: two models that talk about the draft while the author is away.

import type { Channel } from "../core/channel";
import { openDialog } from "../core/dialog";
import { button, h, setText, uniqueId } from "../core/dom";
import { confirmSending } from "../core/model-consent";
import type { DuetProgress, ListedTranscript } from "../core/protocol";

/** In bytes: Jupyter closes the connection at 10 MiB. */
const MAX_BYTES = 8_000_000;

export class TranscriptsPart {
  readonly element: HTMLElement;
  private readonly list = h("ul", {
    class: "cp-transcripts",
    role: "list",
    "aria-label": "Conversations",
  });
  private readonly search = h("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search the conversations",
    oninput: () => void this.load(),
  });
  private readonly file = h("input", {
    type: "file",
    accept: ".md,.markdown,.txt",
    hidden: true,
    onchange: () => void this.bringIn(),
  });
  private readonly message = h("p", { class: "cp-quiet-text", role: "status" });
  private readonly turns = number("Turns", 6, 1, 1);
  private readonly dollars = number("Dollars at most", 0.25, 0, 0.05);
  private readonly progress = h("progress", { "aria-label": "Turns of the duet", hidden: true });
  private readonly start = button("Start a duet", () => void this.duet());
  private readonly cancel = button("Cancel", () => this.abort?.abort(), { hidden: true });
  private abort: AbortController | null = null;

  constructor(
    private readonly channel: Channel,
    private readonly root: HTMLElement,
  ) {
    this.element = h(
      "details",
      { class: "cp-critic", ontoggle: () => void this.load() },
      h("summary", {}, "Conversations"),
      h(
        "div",
        { class: "cp-row cp-small" },
        this.search,
        button("Bring one in", () => this.file.click()),
        button("Save all", () => void this.saveAll()),
        this.file,
      ),
      h(
        "div",
        { class: "cp-row cp-small cp-duet" },
        this.start,
        this.turns.label,
        this.dollars.label,
        this.progress,
        this.cancel,
      ),
      this.message,
      this.list,
    );
    channel.on("duet", (progress) => this.told(progress));
  }

  private async load(): Promise<void> {
    if (!(this.element as HTMLDetailsElement).open) return;
    await this.run(async () => {
      const containing = this.search.value.trim();
      this.show(await this.channel.request("transcripts-list", { containing }));
    });
  }

  private show(listed: readonly ListedTranscript[]): void {
    this.list.replaceChildren(
      ...listed.map((one) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "cp-quotation", onclick: () => void this.read(one) },
            one.title,
          ),
          h("small", {}, `${one.kind} · ${one.started} · ${one.words} words`),
        ),
      ),
    );
  }

  private async read(one: ListedTranscript): Promise<void> {
    await this.run(async () => {
      const whole = await this.channel.request("transcripts-read", { transcript: one.id });
      const close = () => dialog.close();
      const remove = h("button", { type: "button" }, "Delete");
      remove.onclick = () => {
        if (remove.textContent === "Delete") remove.textContent = "Delete for good?";
        else void this.delete(one, dialog);
      };
      const dialog = h(
        "dialog",
        { class: "cp-help cp-plan", "aria-label": one.title },
        h("h2", {}, one.title),
        h("p", { class: "cp-quiet-text" }, `${one.kind} · ${one.started}`),
        ...whole.turns.map((turn) =>
          h(
            "section",
            { class: turn.speaker === "author" ? "cp-said" : "cp-said cp-partner" },
            h("h3", {}, turn.name),
            h("p", {}, turn.text),
          ),
        ),
        h(
          "div",
          { class: "cp-row" },
          button("Close", close, { autofocus: true }),
          button("Save", () => save(whole.markdown, "conversation.md")),
          remove,
        ),
      );
      void openDialog(dialog, this.root);
    });
  }

  private async delete(one: ListedTranscript, dialog: HTMLDialogElement): Promise<void> {
    await this.run(async () => {
      this.show(await this.channel.request("transcripts-delete", { transcript: one.id }));
      dialog.close();
    });
  }

  private async bringIn(): Promise<void> {
    const file = this.file.files?.[0];
    this.file.value = "";
    if (!file) return;
    if (file.size > MAX_BYTES) {
      setText(
        this.message,
        `${file.name} is too large for the browser to send: “companion transcript import” takes it.`,
      );
      return;
    }
    await this.run(async () => {
      const text = await file.text();
      const names = await this.channel.request("transcripts-names", { text }, { timeout: 60_000 });
      const author = await this.askWho(names);
      if (author === null) return;
      const what = author ? { text, author } : { text };
      this.show(await this.channel.request("transcripts-import", what, { timeout: 60_000 }));
      setText(this.message, `${file.name} is kept with this draft.`);
    });
  }

  /** Which of those who speak is the author, whose words are theirs; "" for none, null for cancelled. */
  private async askWho(names: readonly string[]): Promise<string | null> {
    const choices = [
      ...names.map((name) => ({ name, value: name })),
      { name: "None of them", value: "" },
    ];
    const group = uniqueId("cp-author");
    const options = choices.map(({ name, value }, i) => {
      const input = h("input", {
        type: "radio",
        name: group,
        value,
        checked: i === choices.length - 1,
      });
      return h("label", {}, input, name);
    });
    const dialog = h(
      "dialog",
      { class: "cp-help cp-whose", "aria-label": "Which of them are you?" },
      h("h2", {}, "Which of them are you?"),
      h(
        "p",
        {},
        "Your own words stay yours. What the others said is underlined where it comes up in the draft.",
      ),
      h("div", { role: "radiogroup", "aria-label": "You are" }, ...options),
      h(
        "div",
        { class: "cp-row" },
        button("Bring it in", () => dialog.close("bring"), { autofocus: true }),
        button("Cancel", () => dialog.close()),
      ),
    );
    if ((await openDialog(dialog, this.root)) !== "bring") return null;
    return dialog.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
  }

  private async saveAll(): Promise<void> {
    await this.run(async () =>
      save(await this.channel.request("transcripts-export"), "conversations.md"),
    );
  }

  private async duet(): Promise<void> {
    if (this.abort) return;
    this.abort = new AbortController();
    this.start.disabled = true;
    const limits = {
      turns: Number(this.turns.input.value),
      dollars: Number(this.dollars.input.value),
    };
    await this.run(async () => {
      const plan = await this.channel.request("duet-plan", limits, { timeout: 60_000 });
      if (!plan.agreed && !(await confirmSending(plan, this.root, this.start))) return;
      this.cancel.hidden = this.progress.hidden = false;
      const { signal } = this.abort!;
      await this.channel.request("duet-start", limits, { timeout: 0, signal });
    });
    this.abort = null;
    this.start.disabled = false;
    this.cancel.hidden = this.progress.hidden = true;
    await this.load();
  }

  private told({ turns, of, dollars, ending }: DuetProgress): void {
    this.progress.max = of;
    this.progress.value = turns;
    const spent = dollars ? ` · $${dollars.toFixed(2)}` : "";
    setText(
      this.message,
      `${turns} of ${of} turns${spent}${ending === "running" ? "" : ` · ${ending}`}`,
    );
  }

  private async run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { message } = error as Error;
      if (message !== "cancelled") setText(this.message, message);
    }
  }
}

function number(name: string, value: number, min: number, step: number) {
  const input = h("input", { type: "number", min, step, value });
  return { input, label: h("label", {}, name, input) };
}

/** Offers a text as a file to the browser. */
function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  h("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
