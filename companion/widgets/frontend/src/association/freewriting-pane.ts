// The free-association pane: a calm page to think on, in turns with a partner if wanted.

import { Channel, type Model } from "../core/channel";
import { button, h, setText, spoken, uniqueId } from "../core/dom";
import { suppressHostShortcuts } from "../core/host-page";
import { confirmSending } from "../core/model-consent";
import type {
  AssociationOpening,
  SaidTurn,
  SessionOptions,
  SessionOptionsChange,
} from "../core/protocol";
import { countWords } from "../core/word-count";
import { AssociationBackup } from "./association-backup";
import { AssociationText, type Sitting } from "./association-text";
import { Goal } from "./goal";
import { SessionOptionsForm } from "./session-options";
import { Sparks } from "./sparks";
import { ThreadList } from "./threads";

const PAUSE_LINE = "a pause: notice it, see what comes next";
/** Who has not typed for so long, in ms, is not in the middle of a word. */
const IDLE_MS = 1500;
/** How many of the last words are kept as a thread where nothing is selected. */
const LAST_WORDS = 6;

/** What the pane needs of the page around it; a notebook has no draft beside it. */
export interface PaneContext {
  draftId: string;
  /** The place of the caret in the draft, in code points. */
  caret: (() => number) | null;
  root: HTMLElement;
}

export class FreewritingPane {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: uniqueId("cp-association-title") }, "Free association");
  private readonly page = h("div", { class: "cp-association-page" });
  private readonly goal = new Goal();
  private readonly line = h("span", { class: "cp-pause", role: "status", "aria-label": "Pause" });
  private readonly sparks: Sparks;
  private readonly log = h("div", {
    class: "cp-partner-log",
    role: "log",
    "aria-label": "Partner",
  });
  private readonly stream = h("p", { class: "cp-partner", "aria-hidden": "true", hidden: true });
  private readonly message = h("p", { class: "cp-quiet-text", role: "status" });
  private readonly mine = button("Your turn", () => this.myTurn());
  private readonly partners = button("Partner's turn", () => void this.partnersTurn());
  private readonly keep = button("Keep a thread", () => void this.keepThread());
  private readonly about: HTMLButtonElement;
  private readonly afresh = button("Begin afresh", () => void this.beginAfresh());
  private readonly threads: ThreadList;
  private readonly rulesForm: SessionOptionsForm;
  private readonly backup: AssociationBackup;
  private text: AssociationText | null = null;
  private rules!: SessionOptions;
  private partner = { name: "", why: "" };
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | null = null;
  private typed = 0;
  private closed = false;

  constructor(
    private readonly channel: Channel,
    private readonly context: PaneContext,
  ) {
    this.sparks = new Sparks(channel, (word) => this.take(word));
    this.threads = new ThreadList(
      channel,
      context.caret,
      () => this.text?.association ?? null,
      (message) => this.say(message),
    );
    this.rulesForm = new SessionOptionsForm((rules) => void this.setRules(rules));
    this.backup = new AssociationBackup(context.draftId, window.localStorage);
    this.about = button("About this paragraph", () => void this.setAbout());
    this.about.hidden = context.caret === null;
    this.element = h(
      "section",
      { class: "cp-association", "aria-labelledby": this.title.id },
      this.title,
      this.page,
      this.goal.bar,
      h("p", { class: "cp-association-facts" }, this.goal.count, this.line),
      this.sparks.element,
      this.log,
      this.stream,
      this.message,
      h("div", { class: "cp-row" }, this.mine, this.partners, this.keep),
      this.threads.element,
      h("div", { class: "cp-row cp-small" }, this.about, this.afresh, this.rulesForm.element),
    );
    channel.on("association-stream", (m) => this.streamed(m.text));
    channel.on("association-changed", (m) => this.changed(m.association, m.seen));
    channel.on("association-gone", (m) => {
      if (m.association === this.text?.association) void this.reopen();
    });
    void this.reopen();
  }

  /** What the partner has said in this sitting. */
  get partnerWords(): string[] {
    return [...this.log.children].map((said) => said.lastChild?.textContent ?? "");
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.pauseTimer);
    this.goal.stop();
    this.text?.close();
  }

  private async reopen(): Promise<void> {
    try {
      const backups = this.backup.read();
      const opening = await this.channel.request(
        "association-open",
        { backups },
        { timeout: 60_000 },
      );
      this.backup.taken();
      if (!this.closed) this.open(opening);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private open(opening: AssociationOpening): void {
    this.rules = opening.rules;
    this.partner = opening.partner;
    this.text?.close();
    this.text = new AssociationText(this.channel, this.backup, this.page, opening, {
      onTyped: () => this.onTyped(),
      onArrived: (sitting) => this.arrived(sitting),
      onTrouble: (text) => this.say(text),
    });
    this.text.reach = this.rules.backspace;
    this.goal.restart();
    this.sparks.clear();
    this.log.replaceChildren();
    this.showPartner(opening.turns);
    this.threads.show(opening.threads);
    this.rulesForm.show(this.rules);
    this.showAbout(opening.about);
    this.partners.title = this.partner.name ? `Asks ${this.partner.name}` : this.partner.why;
    this.showCount();
  }

  // Writing

  private onTyped(): void {
    this.typed = Date.now();
    this.goal.typed();
    setText(this.line, "");
    clearTimeout(this.pauseTimer);
    this.pauseTimer = setTimeout(() => void this.pause(), this.rules.pause_seconds * 1000);
    this.showCount();
  }

  /** Another page, or the partner, has written. */
  private arrived({ turns, about }: Sitting): void {
    this.showPartner(turns);
    if (about !== undefined) this.showAbout(about);
    this.showCount();
  }

  private changed(association: number, seen: string): void {
    // The author who rests goes on in a line of their own once the partner has spoken.
    if (this.asking && Date.now() - this.typed > IDLE_MS) this.text?.endLine();
    void this.text?.sync(association, seen);
  }

  private showCount(): void {
    this.goal.show(this.rules, countWords(this.text!.text));
  }

  private async pause(): Promise<void> {
    if (!this.text?.text || this.asking) return;
    setText(this.line, PAUSE_LINE);
    try {
      await this.sparks.offer(this.text.text);
    } catch {
      // Without a connection there are none; the author has been told why already.
    }
  }

  private take(word: string): void {
    const { text } = this.text!;
    this.text!.append(`${text && !/\s$/.test(text) ? " " : ""}${word} `);
    this.text!.view.focus();
  }

  // Turns

  private myTurn(): void {
    this.asking?.abort();
    this.text?.focusEnd();
  }

  private async partnersTurn(): Promise<void> {
    if (this.asking || !this.text) return;
    if (!this.partner.name) {
      const { text } = this.text;
      return this.attempt(async () => {
        const found = await this.sparks.offer(text);
        this.say(
          found
            ? "No partner is set up. These are what people said when they heard your words."
            : "No partner is set up, and no sparks are left for these words. Write on.",
        );
      });
    }
    this.asking = new AbortController();
    this.partners.disabled = true;
    try {
      await this.text.send();
      const { association } = this.text;
      const plan = await this.channel.request(
        "association-plan",
        { association },
        { timeout: 60_000 },
      );
      if (!plan.agreed && !(await confirmSending(plan, this.context.root, this.partners))) return;
      this.say("");
      this.streamed("…");
      const { signal } = this.asking;
      await this.channel.request("association-partner", { association }, { timeout: 0, signal });
      this.text.focusEnd();
    } catch (error) {
      const { message } = error as Error;
      this.say(message === "cancelled" ? "" : message);
    } finally {
      this.asking = null;
      this.partners.disabled = false;
      this.stream.hidden = true;
    }
  }

  private streamed(text: string): void {
    if (!text) return;
    setText(this.stream, text);
    this.stream.hidden = false;
  }

  /** Shows what of the partner's turns is not shown yet. */
  private showPartner(turns: readonly SaidTurn[]): void {
    const said = turns.filter((turn) => turn.speaker === "partner").map((turn) => turn.text);
    const shown = this.partnerWords;
    if (shown.some((text, i) => text !== said[i])) this.log.replaceChildren();
    const fresh = said.slice(this.log.children.length);
    if (!fresh.length) return;
    this.stream.hidden = true;
    this.log.append(
      ...fresh.map((text) => h("p", { class: "cp-partner" }, spoken("Partner: "), text)),
    );
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Threads, rules, place

  /** Keeps what is selected here or in the partner's words; else the last words written. */
  private async keepThread(): Promise<void> {
    const { state } = this.text!.view;
    const { from, to } = state.selection.main;
    const selected = window.getSelection();
    const inLog = selected && this.log.contains(selected.anchorNode) ? selected.toString() : "";
    const last = state.doc.toString().trim().split(/\s+/).slice(-LAST_WORDS).join(" ");
    const phrase = (state.doc.sliceString(from, to) || inLog || last).trim();
    if (!phrase) {
      this.say("Write something first, then keep what is worth keeping.");
      return;
    }
    await this.attempt(async () => {
      await this.threads.keep(phrase);
      await this.text!.send();
      await this.threads.offer();
    });
  }

  private async setRules(wanted: SessionOptionsChange): Promise<void> {
    const before = this.rules;
    this.applyRules({ ...before, ...wanted }); // at once; Python keeps them, or says why not
    try {
      await this.channel.request("association-rules", { rules: wanted });
    } catch (error) {
      this.applyRules(before);
      this.say((error as Error).message);
    }
  }

  private applyRules(rules: SessionOptions): void {
    this.rules = rules;
    this.text!.reach = rules.backspace;
    this.rulesForm.show(rules);
    this.showCount();
  }

  private async setAbout(): Promise<void> {
    const at = this.about.getAttribute("aria-pressed") === "true" ? null : this.context.caret!();
    const association = this.text?.association ?? null;
    await this.attempt(async () => {
      const place = { at, association };
      this.showAbout((await this.channel.request("association-about", place)).about);
    });
  }

  private showAbout(about: string): void {
    const opening = about.replace(/\s+/g, " ").trim();
    const short = opening.length > 34 ? `${opening.slice(0, 34).replace(/\s\S*$/, "")}…` : opening;
    setText(this.title, short ? `Free association · about “${short}”` : "Free association");
    this.about.setAttribute("aria-pressed", String(Boolean(short)));
  }

  /** Ends this association, which is kept, and begins an empty one. */
  private async beginAfresh(): Promise<void> {
    this.asking?.abort();
    await this.attempt(async () => {
      await this.text?.send();
      this.open(await this.channel.request("association-new"));
      this.text!.view.focus();
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private say(text: string): void {
    setText(this.message, text);
  }
}

/** Draws the pane alone, as a notebook shows it. */
export function renderFreewriting(model: Model, el: HTMLElement): () => void {
  const channel = new Channel(model);
  const root = h("div", { class: "cp-root cp-alone" });
  const pane = new FreewritingPane(channel, {
    draftId: String(model.get("draft_id")),
    caret: null,
    root,
  });
  suppressHostShortcuts(root);
  root.append(pane.element);
  el.append(root);
  return () => {
    pane.close();
    channel.close();
    root.remove();
  };
}
