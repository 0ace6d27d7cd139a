// The draft: a CodeMirror editor that syncs its text, shows suggestions and decides them by key.

import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
} from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, type ViewUpdate } from "@codemirror/view";
import type { Channel } from "../core/channel";
import type { Borrowing, Decision, Leaning, Opening, Requests, Suggestion } from "../core/protocol";
import type { TextRange } from "../core/text-range";
import { suggestionMarks } from "../suggestions/suggestion-marks";
import {
  acceptance,
  type Decided,
  decide,
  findSuggestion,
  neighbour,
  patchSuggestions,
  refusal,
  retraction,
  selectSuggestion,
  showHeld,
  suggestionAt,
  suggestionState,
  suggestionsOf,
} from "../suggestions/suggestion-state";
import { leaningMarks, setLeanings } from "../voice/leaning";
import { setBorrowings } from "./borrowed-words";
import { cleanInput } from "./clean-input";
import { lineDirections } from "./line-direction";
import { prosaicMarkdown } from "./markdown";
import { type Connection, Sync } from "./sync";

export interface EditorOptions {
  channel: Channel;
  opening: Opening;
  /** Told after every transaction, so that panels can follow. */
  onUpdate: (update: ViewUpdate) => void;
  onConnection: (state: Connection) => void;
  /** The author asked to go from the text to the list of suggestions. */
  onGoToList: (id: string) => void;
  /** Characters that no text file can hold were typed or pasted, and left out. */
  onUnfit: () => void;
  extensions?: Extension;
}

/** How long scrolling rests before Python is told what is in sight, in ms. */
const VIEWPORT_DEBOUNCE_MS = 120;

/** So many characters that come at once, and not by an input method, no key has typed. */
const TYPED_AT_ONCE = 120;

/** The editor and what may be done with its suggestions. */
export class DraftEditor {
  readonly view: EditorView;
  readonly sync: Sync;
  /** Decisions of this sitting, for `undoLast`. */
  private readonly decided: Decided[] = [];
  private viewportTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EditorOptions) {
    const { channel, opening } = options;
    this.sync = new Sync(channel, opening.session, opening.text, options.onConnection);
    this.view = new EditorView({
      state: EditorState.create({
        doc: opening.text,
        extensions: [
          history(),
          drawSelection(),
          EditorView.lineWrapping,
          lineDirections,
          EditorState.allowMultipleSelections.of(false),
          // Python counts a carriage return as a character; so must the editor.
          EditorState.lineSeparator.of("\n"),
          cleanInput(options.onUnfit),
          prosaicMarkdown,
          suggestionState,
          suggestionMarks,
          leaningMarks,
          highlightSelectionMatches(),
          search({ top: true }),
          Prec.high(keymap.of(this.keys())),
          keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({
            role: "textbox",
            "aria-label": "Draft",
            "aria-multiline": "true",
            tabindex: "0",
            spellcheck: "false",
            autocorrect: "off",
            autocapitalize: "off",
            "data-gramm": "false",
          }),
          this.sync.extension(opening.revision),
          EditorView.updateListener.of((update) => this.updated(update)),
          options.extensions ?? [],
        ],
      }),
    });
    this.patch(opening.revision, "all", opening.suggestions);
    this.lean(opening.revision, opening.leanings);
    const { sync } = this;
    channel.on("leanings", (m) => sync.whenAt(m.revision, () => this.lean(m.revision, m.leanings)));
    channel.on("borrowed", (m) => sync.whenAt(m.revision, () => this.borrow(m.revision, m.spans)));
    channel.post("borrowed");
    channel.on("suggestions", (m) =>
      sync.whenAt(m.revision, () => this.patch(m.revision, m.remove, m.add)),
    );
    this.look();
  }

  /** Takes in suggestions that Python made at `revision` of the text. */
  private patch(
    revision: number,
    remove: readonly string[] | "all",
    add: readonly Suggestion[],
  ): void {
    this.view.dispatch({
      effects: patchSuggestions.of({ remove, add: this.sync.current(revision, add) }),
    });
  }

  /** Takes in the paragraphs that lean away; those typed in meanwhile wait for the next reading. */
  private lean(revision: number, leanings: readonly Leaning[]): void {
    this.view.dispatch({ effects: setLeanings.of(this.sync.carry(revision, leanings)) });
  }

  /** Takes in which words others said first. */
  private borrow(revision: number, spans: readonly Borrowing[]): void {
    this.view.dispatch({ effects: setBorrowings.of(this.sync.carry(revision, spans)) });
  }

  accept(id: string): boolean {
    const transaction = acceptance(this.view.state, id);
    if (transaction) this.view.dispatch(transaction);
    return transaction !== null;
  }

  refuse(id: string, decision: "rejected" | "never"): boolean {
    const transaction = refusal(this.view.state, id, decision);
    if (transaction) this.view.dispatch(transaction);
    return transaction !== null;
  }

  /** Takes back the last decision, and only it; false where that cannot be done. */
  undoLast(): Suggestion | null {
    const last = this.decided.at(-1);
    const transaction = last && retraction(this.view.state, last);
    if (!last || !transaction) return null;
    this.view.dispatch(transaction, { effects: selectSuggestion.of(last.suggestion.id) });
    return last.suggestion;
  }

  show(id: string): void {
    this.view.dispatch({ effects: [showHeld.of(id), selectSuggestion.of(id)] });
  }

  /** Makes a suggestion current and brings it into sight. */
  select(id: string, options: { caret?: boolean } = {}): void {
    const s = findSuggestion(this.view.state, id);
    if (!s) return;
    this.view.dispatch({
      effects: [
        selectSuggestion.of(id),
        EditorView.scrollIntoView(s.start, { y: "nearest", yMargin: 80 }),
      ],
      ...(options.caret ? { selection: EditorSelection.cursor(s.end) } : {}),
    });
  }

  /** Goes to the next suggestion (1) or the previous one (-1) from the current one or the caret. */
  step(direction: 1 | -1): Suggestion | null {
    const { state } = this.view;
    const current = suggestionsOf(state).current;
    const here = current === null ? null : findSuggestion(state, current);
    const from = here ? here.start : state.selection.main.head;
    const s = neighbour(state, from, direction, here?.id);
    if (s) this.select(s.id, { caret: true });
    return s;
  }

  /** Asks Python for a change of the text and makes it, as one that undo takes back. */
  async change<K extends "take" | "restore">(
    kind: K,
    payload: Requests[K]["payload"],
  ): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      await this.sync.flush();
      const answer = await this.options.channel.request(kind, payload, { timeout: 60_000 });
      if (this.sync.apply(answer.revision, answer.changes, kind)) return this.sync.flush();
    }
    throw new Error("The draft changed meanwhile: try again.");
  }

  focus(): void {
    this.view.focus();
  }

  /** Selects words that stand in the text, if they still do, and brings them into sight. */
  find(words: string): void {
    const at = this.view.state.doc.toString().indexOf(words);
    if (at < 0) return;
    this.view.dispatch({
      selection: { anchor: at, head: at + words.length },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    this.focus();
  }

  /** Selects what Python placed in the text at `revision`, and brings it into sight. */
  go(revision: number, place: TextRange): void {
    const { length } = this.view.state.doc;
    const [at = place] = this.sync.carry(revision, [place]);
    const anchor = Math.min(at.start, length);
    const head = Math.min(at.end, length);
    this.view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.focus();
  }

  destroy(): void {
    clearTimeout(this.viewportTimer);
    this.view.destroy();
  }

  private keys() {
    return [
      { key: "F8", run: () => this.step(1) !== null, shift: () => this.step(-1) !== null },
      {
        key: "Mod-.",
        run: () => {
          const s = suggestionAt(this.view.state, this.view.state.selection.main.head);
          if (!s) return false;
          this.select(s.id);
          this.options.onGoToList(s.id);
          return true;
        },
      },
      {
        key: "Escape",
        run: (view: EditorView) => {
          view.dispatch({ effects: selectSuggestion.of(null) });
          return false;
        },
      },
      { key: "Mod-]", run: indentMore },
      { key: "Mod-[", run: indentLess },
    ];
  }

  /** Tells Python what is in sight, so that it is read first. */
  private look(): void {
    clearTimeout(this.viewportTimer);
    this.viewportTimer = setTimeout(() => {
      if (this.sync.settled) {
        const { from: start, to: end } = this.view.viewport;
        this.options.channel.post("look", { revision: this.sync.revision, start, end });
      } else this.look();
    }, VIEWPORT_DEBOUNCE_MS);
  }

  private updated(update: ViewUpdate): void {
    if (update.viewportChanged) this.look();
    for (const tr of update.transactions) {
      for (const effect of tr.effects) if (effect.is(decide)) this.record(effect.value);
      const pasted = tr.isUserEvent("input.paste") || tr.isUserEvent("input.drop");
      if (!pasted && (!tr.isUserEvent("input.type") || tr.isUserEvent("input.type.compose")))
        continue;
      tr.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
        if (inserted.length >= (pasted ? 1 : TYPED_AT_ONCE))
          this.options.channel.post("pasted", { text: inserted.toString() });
      });
    }
    this.options.onUpdate(update);
  }

  private record({ suggestion, decision }: Decided): void {
    if (decision === "undone") {
      const at = this.decided.findLastIndex((d) => d.suggestion.id === suggestion.id);
      if (at >= 0) this.decided.splice(at, 1);
    } else {
      this.decided.push({ suggestion, decision });
    }
    void this.tell(suggestion, decision);
  }

  /**
   * Text first, then the decision about it: Python sees them in that order. What changes no text
   * is told at once, so that it is not lost with a page that is closed at that moment.
   */
  private async tell(suggestion: Suggestion, decision: Decision): Promise<void> {
    if (decision === "accepted" || decision === "undone") await this.sync.flush();
    this.options.channel.post("decide", { suggestion: suggestion.id, decision });
  }
}
