// The list beside the draft: each suggestion as a diff in its words, decided by button or key.

import type { EditorView, ViewUpdate } from "@codemirror/view";
import { h, setText, spoken, uniqueId } from "../core/dom";
import { bits } from "../core/format";
import { showKeys } from "../core/key-help";
import type { SavedSuggestion, Suggestion } from "../core/protocol";
import { isVisible, neighbour, suggestionField, suggestionsOf } from "./suggestion-state";

/** How much of the text around a change its card shows, in UTF-16 units. */
const CONTEXT = 26;
/** Fewer bits than this say nothing, and are not shown. */
const LEAST_BITS = 0.5;
/** More cards than this are not drawn at once; the rest come as the list gets shorter. */
const MAX_CARDS = 120;

/** What the list needs of the editor beside it. */
export interface SuggestionEditor {
  readonly view: EditorView;
  focus(): void;
  /** Makes a suggestion current and brings it into sight. */
  select(id: string): void;
  /** Shows a suggestion that was held back. */
  show(id: string): void;
  /** Whether the words of the suggestion stood there. */
  accept(id: string): boolean;
  refuse(id: string, decision: "rejected" | "never"): boolean;
  /** Takes back the last decision; null where that cannot be done. */
  undoLast(): Suggestion | null;
}

export class SuggestionList {
  readonly element: HTMLElement;
  private readonly heading = h("h2", { id: uniqueId("cp-suggestions-title") });
  private readonly list = h("ul", { class: "cp-cards", "aria-label": "Suggestions", role: "list" });
  private readonly more = h("p", { class: "cp-more" });
  private readonly empty = h("p", { class: "cp-empty" });
  private readonly heldList = h("ul", {
    class: "cp-cards",
    "aria-label": "Held back",
    role: "list",
  });
  private readonly heldSummary = h("summary", {});
  private readonly held = h("details", { class: "cp-held" }, this.heldSummary, this.heldList);
  private readonly live = h("p", { class: "cp-spoken", "aria-live": "polite" });
  private cards = new Map<string, { s: Suggestion; node: HTMLLIElement; look: string }>();
  private editor: SuggestionEditor | null = null;
  private readonly progress = h("p", { class: "cp-reading", hidden: "" });
  private readonly unread = h("p", { class: "cp-unread", role: "note", hidden: true });
  private saved: readonly SavedSuggestion[] = [];
  private checking = false;
  private share = 0;
  private frame = 0;
  /** The card that had the focus when it went without a decision: it may come back. */
  private awaited: string | null = null;

  constructor(private readonly root: HTMLElement) {
    this.element = h(
      "section",
      { class: "cp-suggestions", "aria-labelledby": this.heading.id, tabindex: "-1" },
      this.heading,
      this.progress,
      this.unread,
      this.list,
      this.more,
      this.empty,
      this.held,
      this.live,
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  /** Shows the suggestions for what is in an editor; for that of none, the saved ones remain. */
  attach(editor: SuggestionEditor | null): void {
    this.editor = editor;
    if (editor) this.draw();
    else this.drawSaved();
  }

  /** The suggestions as they were last known, to be read where there is no editor. */
  setSaved(found: readonly SavedSuggestion[]): void {
    this.saved = found;
    if (!this.editor) this.drawSaved();
  }

  private drawSaved(): void {
    this.cards.clear();
    setText(this.heading, title(this.saved.length, 0));
    setText(this.empty, "The draft's own editor must be open here to decide them.");
    this.list.replaceChildren(
      ...this.saved.map((s) =>
        h(
          "li",
          { class: "cp-card", role: "listitem" },
          h("p", { class: "cp-card-diff" }, h("del", {}, s.before), h("ins", {}, s.after)),
          h("p", { class: "cp-card-why" }, s.message),
        ),
      ),
    );
    this.more.hidden = this.held.hidden = true;
  }

  setChecking(checking: boolean): void {
    this.checking = checking;
    this.element.setAttribute("aria-busy", String(checking));
    if (this.editor) this.draw();
  }

  /** Says how far the first reading of a long draft has come: a share of 0 says nothing. */
  setShare(share: number): void {
    this.share = share;
    this.progress.hidden = share === 0;
    this.progress.style.setProperty("--cp-share", String(share));
    setText(this.progress, share ? reading(share) : "");
    if (this.editor) this.draw();
  }

  /** Says what of the draft was left unread; nothing where all was read. */
  setUnread(note: string): void {
    this.unread.hidden = !note;
    setText(this.unread, note);
  }

  update(update: ViewUpdate): void {
    if (!this.editor) return;
    if (update.startState.field(suggestionField) === update.state.field(suggestionField)) return;
    const decided = update.transactions.some((tr) => tr.effects.length > 0);
    if (decided) this.draw();
    else this.drawSoon(); // plain typing only shifts the list: that can wait for the next frame
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.editor && this.draw());
  }

  /** Puts the focus on a card; false if it has none for this suggestion. */
  focus(id: string): boolean {
    const card = this.cards.get(id);
    card?.node.focus();
    return card !== undefined;
  }

  private draw(): void {
    const { state } = this.editor!.view;
    const field = suggestionsOf(state);
    const open = field.items.filter((s) => isVisible(field, s));
    // What would change the meaning comes first: it must not slip by.
    const weight = (s: Suggestion) => (s.kind === "meaning" ? 0 : 1);
    const held = field.items
      .filter((s) => !isVisible(field, s))
      .sort((a, b) => weight(a) - weight(b));
    const from = Math.max(0, open.findIndex((s) => s.id === field.current) - MAX_CARDS / 2);
    const shown = open.slice(from, from + MAX_CARDS);
    const focus = document.activeElement;
    const focused =
      focus && this.element.contains(focus) ? cardOf(focus)?.dataset.suggestion : null;

    setText(this.heading, title(open.length, held.length));
    const seen = new Set<string>();
    this.place(this.list, shown, field.current, seen);
    this.place(this.heldList, held.slice(0, MAX_CARDS), field.current, seen);
    for (const id of this.cards.keys()) if (!seen.has(id)) this.cards.delete(id);
    this.keepFocus(focused);

    setText(this.more, open.length > shown.length ? `and ${open.length - shown.length} more` : "");
    this.more.hidden = open.length <= shown.length;
    this.empty.hidden = open.length > 0;
    setText(
      this.empty,
      this.checking
        ? this.share
          ? "Nothing yet."
          : "Reading…"
        : "No changes needed. What you wrote stands as you wrote it.",
    );
    this.held.hidden = held.length === 0;
    setText(this.heldSummary, `${held.length} held back: not grammar`);
  }

  /**
   * Holds the focus for a card that went, and gives it back when the card comes again: a decision
   * that was taken back at once can still be on its way to the server and back.
   */
  private keepFocus(focused: string | null | undefined): void {
    if (focused && !this.cards.has(focused)) {
      this.awaited = focused;
      this.element.focus({ preventScroll: true });
    } else if (
      this.awaited &&
      document.activeElement === this.element &&
      this.focus(this.awaited)
    ) {
      this.awaited = null;
    }
  }

  /** Reuses the cards that are there, so that focus and scroll stay. */
  private place(
    list: HTMLElement,
    items: readonly Suggestion[],
    current: string | null,
    seen: Set<string>,
  ): void {
    const nodes = items.map((s, i) => {
      seen.add(s.id);
      const now = s.id === current || (current === null && i === 0);
      const context = this.context(s);
      const look = JSON.stringify([context, s.drift_bits, s.message, this.isHeld(s)]);
      let card = this.cards.get(s.id);
      if (!card || card.look !== look) {
        const node = this.card(s, context);
        if (card?.node === document.activeElement) queueMicrotask(() => node.focus());
        card?.node.replaceWith(node);
        card = { s, node, look };
        this.cards.set(s.id, card);
      }
      card.s = s;
      card.node.classList.toggle("cp-on", s.id === current);
      card.node.tabIndex = now ? 0 : -1;
      if (s.id === current) card.node.setAttribute("aria-current", "true");
      else card.node.removeAttribute("aria-current");
      return card.node;
    });
    if (nodes.length !== list.children.length || nodes.some((n, i) => list.children[i] !== n)) {
      const focused = document.activeElement as HTMLElement | null;
      list.replaceChildren(...nodes);
      if (focused && focused !== document.activeElement && list.contains(focused)) focused.focus();
    }
    const active = nodes.find((n) => n.classList.contains("cp-on"));
    active?.scrollIntoView?.({ block: "nearest" });
  }

  private isHeld(s: Suggestion): boolean {
    return !isVisible(suggestionsOf(this.editor!.view.state), s);
  }

  /** The words around a change, within its line. */
  private context(s: Suggestion): [string, string] {
    const { doc } = this.editor!.view.state;
    const line = doc.lineAt(s.start);
    const end = doc.lineAt(s.end).to;
    const left = doc.sliceString(Math.max(line.from, s.start - CONTEXT), s.start);
    const right = doc.sliceString(s.end, Math.min(end, s.end + CONTEXT));
    return [
      s.start - CONTEXT > line.from ? left.replace(/^\S*\s/, "… ") : left,
      s.end + CONTEXT < end ? right.replace(/\s\S*$/, " …") : right,
    ];
  }

  private card(s: Suggestion, [left, right]: [string, string]): HTMLLIElement {
    const visible = (text: string) => text.replace(/\n/g, "↵");
    const held = this.isHeld(s);
    return h(
      "li",
      {
        class: `cp-card${s.verdict === "held" ? " cp-card-held" : ""}${s.kind === "meaning" ? " cp-card-meaning" : ""}`,
        role: "listitem",
        "data-suggestion": s.id,
        onclick: (event: Event) => {
          if (!(event.target as Element).closest("button")) this.editor!.select(s.id);
        },
        onfocus: () => this.editor!.select(s.id),
      },
      h(
        "div",
        { class: "cp-card-top" },
        h("span", {}, s.kind_name),
        (s.drift_bits ?? 0) >= LEAST_BITS &&
          h("span", { class: "cp-bits" }, `${bits(s.drift_bits!)} bits`),
      ),
      h(
        "p",
        { class: "cp-card-diff", dir: "auto" },
        left,
        s.before ? h("del", {}, spoken(" delete "), visible(s.before)) : null,
        s.after
          ? h("ins", {}, spoken(s.before ? " insert instead " : " insert "), visible(s.after))
          : null,
        spoken(" "),
        right,
      ),
      s.message ? h("p", { class: "cp-card-why" }, s.message) : null,
      h(
        "div",
        { class: "cp-row" },
        ...(held
          ? [keyButton("Show anyway", null, () => this.showAnyway(s.id))]
          : [
              keyButton("Accept", "⏎", () => this.decide(s.id, "accept"), "cp-go"),
              keyButton("Reject", "x", () => this.decide(s.id, "rejected")),
              keyButton("Never again", "n", () => this.decide(s.id, "never")),
            ]),
      ),
    );
  }

  private showAnyway(id: string): void {
    this.editor!.show(id);
    this.focus(id);
  }

  /** Decides, says so, and moves on to the next suggestion without losing the focus. */
  private decide(id: string, decision: "accept" | "rejected" | "never"): void {
    const editor = this.editor!;
    const next = neighbour(editor.view.state, this.cards.get(id)?.s.end ?? 0, 1, id);
    const inList = this.element.contains(document.activeElement);
    const done = decision === "accept" ? editor.accept(id) : editor.refuse(id, decision);
    if (!done) {
      this.say("These words have changed since; the suggestion no longer fits.");
      return;
    }
    const left = this.list.children.length;
    const did = { accept: "Accepted", rejected: "Rejected", never: "Never again" }[decision];
    this.say(`${did}. ${left} left.`);
    this.awaited = null;
    if (next) {
      editor.select(next.id);
      if (inList) this.focus(next.id);
    } else if (inList) {
      this.element.focus(); // not the draft: the next key is meant for the list
    }
  }

  private undo(): void {
    const s = this.editor!.undoLast();
    this.say(
      s ? `Taken back: ${s.kind_name}.` : "Nothing to take back here. In the draft, Ctrl+Z undoes.",
    );
    if (s) this.focus(s.id);
  }

  private say(text: string): void {
    this.live.textContent = text;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && event.key === "Enter") return; // what runs a cell of a notebook
    const card = cardOf(event.target as Element);
    const id = card?.dataset.suggestion;
    if (id) this.awaited = null;
    const onButton = (event.target as Element).tagName === "BUTTON";
    const move = (step: 1 | -1) => {
      const cards = [...this.element.querySelectorAll<HTMLElement>(".cp-card")].filter(
        (c) => c.offsetParent !== null,
      );
      cards[(cards.indexOf(card!) + step + cards.length) % cards.length]?.focus();
    };
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      j: () => move(1),
      k: () => move(-1),
      F8: () => move(event.shiftKey ? -1 : 1),
      Escape: () => this.editor!.focus(),
      "?": () => showKeys(this.root),
      u: () => this.undo(),
    };
    if (id) {
      const open = card!.querySelector(".cp-go") !== null;
      const accept = () => (open ? this.decide(id, "accept") : this.showAnyway(id));
      if (!onButton) actions.Enter = accept;
      actions.a = accept;
      if (open) {
        actions.x = actions.Delete = () => this.decide(id, "rejected");
        actions.n = () => this.decide(id, "never");
      }
    }
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}

/** The card that an element is in. */
function cardOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("[data-suggestion]");
}

function reading(share: number): string {
  return `Reading the draft… ${Math.round(100 * share)} %`;
}

function title(open: number, held: number): string {
  const changes = `${open} ${open === 1 ? "change" : "changes"}`;
  return `Grammar only · ${changes}${held ? `, ${held} held back` : ""}`;
}

function keyButton(
  name: string,
  key: string | null,
  run: () => void,
  look = "",
): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: look, onclick: run },
    name,
    key && h("kbd", { "aria-hidden": "true" }, key),
  );
}
