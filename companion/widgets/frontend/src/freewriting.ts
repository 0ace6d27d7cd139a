// The free-association pane: a calm page to think on, in turns with a partner if wanted.
//
// What the author writes is one text; what a partner says stands apart from it and can never be
// typed over. Every word goes to Python within half a second, and a copy stays in the browser
// until Python has it.

import { defaultKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder, ViewUpdate } from "@codemirror/view";
import { Channel, ConnectionLost, Model } from "./channel";
import { h, setText, spoken } from "./dom";
import { noBackspace, setReach } from "./no-backspace";
import { Rules, RulesForm } from "./rules-form";
import { confirmSending, Sending } from "./sending";
import { Thread, ThreadList } from "./threads";
import { AuthorTurns, SaidTurn } from "./turns";
import { countWords } from "./words";

/** How long words rest before they are sent, and before a failed sending is tried again, in ms. */
const REST = 400;
const RETRY = 1500;
const PAUSE_LINE = "a pause: notice it, see what comes next";
/** How many of the last words are kept as a thread where nothing is selected. */
const LAST_WORDS = 6;

interface Opening {
  association: number | null;
  about: string;
  turns: SaidTurn[];
  rules: Rules;
  threads: Thread[];
  partner: { name: string; why: string };
}

interface Spark {
  cue: string;
  response: string;
}

interface Said {
  place: number;
  text: string;
}

/** What the pane needs of the page around it; a notebook has no draft beside it. */
export interface Surroundings {
  draftId: string;
  /** The place of the caret in the draft, in code points. */
  caret: (() => number) | null;
  root: HTMLElement;
}

export class FreewritingPane {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: "cp-association-title" }, "Free association");
  private readonly page = h("div", { class: "cp-association-page" });
  private readonly goal = h("div", { class: "cp-goal", role: "progressbar", "aria-label": "Word goal" }, h("i", {}));
  private readonly count = h("span", { class: "cp-count" });
  private readonly line = h("span", { class: "cp-pause", role: "status", "aria-label": "Pause" });
  private readonly sparks = h("ul", { class: "cp-sparks", role: "list", "aria-label": "Sparks" });
  private readonly log = h("div", { class: "cp-partner-log", role: "log", "aria-label": "Partner" });
  private readonly stream = h("p", { class: "cp-partner", "aria-hidden": "true", hidden: true });
  private readonly message = h("p", { class: "cp-quiet-text", role: "status" });
  private readonly mine = button("Your turn", () => this.myTurn());
  private readonly partners = button("Partner's turn", () => void this.partnersTurn());
  private readonly keep = button("Keep a thread", () => void this.keepThread());
  private readonly about: HTMLButtonElement;
  private readonly afresh = button("Begin afresh", () => void this.beginAfresh());
  private readonly threads: ThreadList;
  private readonly rulesForm: RulesForm;
  private view: EditorView | null = null;
  private turns = new AuthorTurns([]);
  private association: number | null = null;
  private rules!: Rules;
  private partner = { name: "", why: "" };
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private sendTimer: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private sending: Promise<void> | null = null;
  private asking: AbortController | null = null;
  /** Whether the message says that words could not be sent. */
  private unsent = false;
  private begun = 0;
  private typed = 0;
  private closed = false;
  private readonly leave = () => this.sendNow();
  private readonly hidden = () => document.visibilityState === "hidden" && this.sendNow();

  constructor(
    private readonly channel: Channel,
    private readonly around: Surroundings,
  ) {
    this.threads = new ThreadList(channel, around.caret);
    this.rulesForm = new RulesForm((rules) => void this.setRules(rules));
    this.about = button("About this paragraph", () => void this.setAbout());
    this.about.hidden = around.caret === null;
    this.element = h(
      "section",
      { class: "cp-association", "aria-labelledby": "cp-association-title" },
      this.title,
      this.page,
      this.goal,
      h("p", { class: "cp-association-facts" }, this.count, this.line),
      this.sparks,
      this.log,
      this.stream,
      this.message,
      h("div", { class: "cp-row" }, this.mine, this.partners, this.keep),
      this.threads.element,
      h("div", { class: "cp-row cp-small" }, this.about, this.afresh, this.rulesForm.element),
    );
    channel.on("association-stream", (m: { text: string }) => this.streamed(m.text));
    channel.on("association-turn", (m: Said) => this.partnerSaid(m));
    window.addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.hidden);
    channel
      .request<Opening>("association-open", { backup: this.readBackup() }, { timeout: 60_000 })
      .then((opening) => !this.closed && this.open(opening))
      .catch((error: Error) => this.say(error.message));
  }

  /** What the partner has said in this sitting. */
  get partnerWords(): string[] {
    return [...this.log.children].map((said) => said.lastChild?.textContent ?? "");
  }

  close(): void {
    this.sendNow();
    this.closed = true;
    window.removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.hidden);
    clearTimeout(this.pauseTimer);
    clearTimeout(this.sendTimer);
    clearInterval(this.clock);
    this.view?.destroy();
  }

  private open(opening: Opening): void {
    this.association = opening.association;
    this.rules = opening.rules;
    this.partner = opening.partner;
    this.turns = new AuthorTurns(opening.turns);
    this.clearBackup();
    this.view?.destroy();
    this.view = new EditorView({
      parent: this.page,
      state: EditorState.create({
        doc: this.turns.text,
        selection: { anchor: this.turns.text.length },
        extensions: [
          drawSelection(),
          EditorView.lineWrapping,
          placeholder("Begin anywhere. Nothing here goes into the draft."),
          noBackspace,
          keymap.of([{ key: "Mod-z", run: () => true }, ...defaultKeymap]),
          EditorView.contentAttributes.of({
            role: "textbox",
            "aria-label": "Free association",
            "aria-multiline": "true",
            spellcheck: "false",
            autocorrect: "off",
            autocapitalize: "off",
            "data-gramm": "false",
          }),
          EditorView.updateListener.of((update) => this.updated(update)),
        ],
      }),
    });
    this.view.dispatch({ effects: setReach.of(this.rules.backspace) });
    this.begun = 0;
    this.log.replaceChildren();
    this.sparks.replaceChildren();
    for (const turn of opening.turns) if (turn.speaker === "partner") this.addPartner(turn.text);
    this.threads.show(opening.threads);
    this.rulesForm.show(this.rules);
    this.showAbout(opening.about);
    this.partners.title = this.partner.name ? `Asks ${this.partner.name}` : this.partner.why;
    this.showCount();
  }

  // Writing

  private updated(update: ViewUpdate): void {
    if (!update.docChanged) return;
    this.turns.changed(update.changes);
    this.typed = Date.now();
    this.begun ||= this.typed;
    this.writeBackup();
    this.sendTimer ??= setTimeout(() => void this.send(), REST);
    setText(this.line, "");
    clearTimeout(this.pauseTimer);
    this.pauseTimer = setTimeout(() => void this.pause(), this.rules.pause_seconds * 1000);
    if (this.rules.minutes) this.clock ??= setInterval(() => this.showCount(), 1000);
    this.showCount();
  }

  /** Sends what Python does not have; resolves when it has, or when the connection is lost. */
  private async send(): Promise<void> {
    clearTimeout(this.sendTimer);
    this.sendTimer = undefined;
    while (this.sending) await this.sending;
    const doc = this.view!.state.doc;
    const turns = this.turns.unkept(doc);
    if (!turns.length) return;
    this.sending = this.channel
      .request<{ association: number | null }>("association-write", { turns })
      .then(({ association }) => {
        this.association = association;
        this.turns.markKept(turns);
        if (this.turns.unkept(this.view!.state.doc).length) this.writeBackup();
        else this.clearBackup();
        if (this.unsent) this.say("");
        this.unsent = false;
      })
      .catch((error: Error) => {
        this.unsent = true;
        const lost = error instanceof ConnectionLost;
        this.say(lost ? "The connection is lost. Your words stay in this browser until it is back." : error.message);
        this.sendTimer ??= setTimeout(() => void this.send(), RETRY);
      })
      .finally(() => (this.sending = null));
    await this.sending;
  }

  /** Sends without waiting: the page is about to go. */
  private sendNow(): void {
    const turns = this.view && this.turns.unkept(this.view.state.doc);
    if (!turns?.length) return;
    this.writeBackup();
    this.channel.post("association-write", { turns });
  }

  private get backupKey(): string {
    return `companion-association-${this.around.draftId}`;
  }

  private readBackup(): unknown {
    try {
      return JSON.parse(window.localStorage.getItem(this.backupKey) ?? "null");
    } catch {
      return null;
    }
  }

  private writeBackup(): void {
    const turns = this.turns.unkept(this.view!.state.doc);
    try {
      window.localStorage.setItem(this.backupKey, JSON.stringify({ association: this.association, turns }));
    } catch {
      // Full, or forbidden: the words are on the page, and go to Python in a moment.
    }
  }

  private clearBackup(): void {
    try {
      window.localStorage.removeItem(this.backupKey);
    } catch {
      // A browser without storage has nothing to remove.
    }
  }

  private showCount(): void {
    const words = countWords(this.view!.state.doc.toString());
    const { goal_words: goal, minutes, hide_count } = this.rules;
    const left = minutes && this.begun ? Math.ceil(minutes - (Date.now() - this.begun) / 60_000) : minutes;
    const over = (goal > 0 && words >= goal) || (minutes !== null && left !== null && left <= 0);
    const done = goal ? Math.min(1, words / goal) : 0;
    const hide = hide_count && !over && (goal > 0 || minutes !== null);
    this.goal.hidden = goal === 0 || hide;
    (this.goal.firstChild as HTMLElement).style.width = `${100 * done}%`;
    this.goal.setAttribute("aria-valuenow", String(Math.round(100 * done)));
    const counted = goal ? `${words} of ${goal} words` : `${words} ${words === 1 ? "word" : "words"}`;
    const time = minutes === null || left === null ? "" : left > 0 ? `${left} min left` : "time";
    setText(this.count, [hide ? "" : counted, time].filter(Boolean).join(" · "));
  }

  private async pause(): Promise<void> {
    if (!this.view?.state.doc.length || this.asking) return;
    setText(this.line, PAUSE_LINE);
    await this.offerSparks();
  }

  private async offerSparks(): Promise<boolean> {
    const text = this.view!.state.doc.toString().slice(-2000);
    const sparks = await this.channel.request<Spark[]>("association-sparks", { text });
    let cue = "";
    const items = sparks.map((spark) => {
      const same = spark.cue === cue;
      cue = spark.cue;
      const from = same ? spoken(`${cue} `) : h("span", {}, `${cue} `);
      const item = h("li", {}, h("button", { type: "button", onclick: () => take() }, from, "→ ", spark.response));
      const take = () => {
        item.remove();
        this.append(spark.response);
      };
      return item;
    });
    if (items.length) this.sparks.replaceChildren(...items);
    return items.length > 0;
  }

  /** Puts a word at the end of the association, and the caret after it. */
  private append(word: string): void {
    const { state } = this.view!;
    const end = state.doc.length;
    const before = end && !/\s$/.test(state.doc.sliceString(end - 1)) ? " " : "";
    const insert = `${before}${word} `;
    this.view!.dispatch({
      changes: { from: end, insert },
      selection: { anchor: end + insert.length },
      scrollIntoView: true,
    });
    this.view!.focus();
  }

  // Turns

  private myTurn(): void {
    this.asking?.abort();
    const end = this.view!.state.doc.length;
    this.view!.dispatch({ selection: { anchor: end }, scrollIntoView: true });
    this.view!.focus();
  }

  private async partnersTurn(): Promise<void> {
    if (this.asking) return;
    if (!this.partner.name) {
      const found = await this.offerSparks();
      this.say(
        found
          ? "No partner is set up. These are what people said when they heard your words."
          : "No partner is set up, and no sparks are left for these words. Write on.",
      );
      return;
    }
    this.asking = new AbortController();
    this.partners.disabled = true;
    try {
      await this.send();
      const plan = await this.channel.request<Sending>("association-plan", {}, { timeout: 60_000 });
      if (!plan.agreed && !(await confirmSending(plan, this.around.root, this.partners))) return;
      this.say("");
      this.streamed("…");
      const { signal } = this.asking;
      await this.channel.request("association-partner", {}, { timeout: 0, signal });
      this.myTurn();
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

  private partnerSaid({ place, text }: Said): void {
    this.stream.hidden = true;
    this.addPartner(text);
    if (!this.view) return;
    const { doc } = this.view.state;
    const resting = Date.now() - this.typed > 1500;
    if (resting && doc.length && !doc.sliceString(doc.length - 1).endsWith("\n")) {
      this.view.dispatch({ changes: { from: doc.length, insert: "\n" } });
    }
    this.turns.partnerSpoke(place, this.view.state.doc);
  }

  private addPartner(text: string): void {
    this.log.append(h("p", { class: "cp-partner" }, spoken("Partner: "), text));
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Threads, rules, place

  /** Keeps what is selected here or in the partner's words; else the last words written. */
  private async keepThread(): Promise<void> {
    const { state } = this.view!;
    const { from, to } = state.selection.main;
    const selected = window.getSelection();
    const inLog = selected && this.log.contains(selected.anchorNode) ? selected.toString() : "";
    const last = state.doc.toString().trim().split(/\s+/).slice(-LAST_WORDS).join(" ");
    const phrase = (state.doc.sliceString(from, to) || inLog || last).trim();
    if (!phrase) {
      this.say("Write something first, then keep what is worth keeping.");
      return;
    }
    try {
      await this.threads.keep(phrase);
      await this.send();
      await this.threads.offer();
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private async setRules(wanted: Partial<Rules>): Promise<void> {
    const before = this.rules;
    this.applyRules({ ...before, ...wanted }); // at once; Python keeps them, or says why not
    try {
      await this.channel.request<Rules>("association-rules", { rules: wanted });
    } catch (error) {
      this.applyRules(before);
      this.say((error as Error).message);
    }
  }

  private applyRules(rules: Rules): void {
    this.rules = rules;
    this.view!.dispatch({ effects: setReach.of(rules.backspace) });
    this.rulesForm.show(rules);
    this.showCount();
  }

  private async setAbout(): Promise<void> {
    const at = this.about.getAttribute("aria-pressed") === "true" ? null : this.around.caret!();
    const { about } = await this.channel.request<{ about: string }>("association-about", { at });
    this.showAbout(about);
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
    await this.send();
    this.open(await this.channel.request<Opening>("association-new"));
    this.view!.focus();
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
  root.addEventListener("keydown", (event) => event.stopPropagation());
  root.append(pane.element);
  el.append(root);
  return () => {
    pane.close();
    channel.close();
    root.remove();
  };
}

function button(name: string, run: () => void): HTMLButtonElement {
  return h("button", { type: "button", onclick: run }, name);
}
