// The Compare tab: the timeline, the versions side by side, and what differs, to be taken.

import { undo } from "@codemirror/commands";
import { Channel } from "./channel";
import { Difference, drawRows, Fact, Pair } from "./compare-rows";
import { h, setText, spoken } from "./dom";
import { DraftEditor } from "./editor";
import { Minimap } from "./minimap";
import { bits } from "./suggestion-list";
import { Column, Ref, Timeline } from "./timeline";

interface Comparison {
  key: string;
  refs: Ref[];
  columns: Column[];
  pairs: Pair[];
  grid: (number | null)[][];
  folds: [number, number][];
}

type Granularity = "words" | "sentences" | "paragraphs";

const GRANULARITIES: readonly Granularity[] = ["words", "sentences", "paragraphs"];
const PROMISE =
  "Taking one puts it in your draft as one change you can undo, and remembers where it came from.";
const MOST_COLUMNS = 6;
const MOST_FACTS = 30;
const MOST_LISTED = 300;
/** Reading and measuring fifty long versions takes a while. */
const PATIENCE = { timeout: 120_000 };

export class CompareView {
  readonly element: HTMLElement;
  private readonly timeline = new Timeline((ref, add) => this.pick(ref, add));
  private readonly between = h("section", { class: "cp-between", "aria-label": "Between these" });
  private readonly names = h("div", { class: "cp-compare-names" });
  private readonly rows = h("div", { class: "cp-compare-rows", tabindex: "0", role: "region", "aria-label": "Versions side by side" });
  private readonly list = h("ol", { class: "cp-differences", "aria-label": "Differences", role: "list" });
  private readonly listTitle = h("h2", {}, "Differences");
  private readonly status = h("p", { class: "cp-compare-status", role: "status", "aria-label": "Compared" });
  private readonly granularities: HTMLButtonElement[];
  private readonly minimap = new Minimap(this.rows);
  private editor: DraftEditor | null = null;
  private columns: Column[] = [];
  private refs: Ref[] = [];
  private granularity: Granularity = "words";
  private shown: Comparison | null = null;
  private items: { pair: number; difference: Difference; node: HTMLElement }[] = [];
  private at = -1;
  private asked = 0;
  private taking = false;

  constructor(private readonly channel: Channel) {
    this.granularities = GRANULARITIES.map((name) =>
      h("button", { type: "button", class: "cp-chip", onclick: () => this.setGranularity(name) }, name),
    );
    const side = h("div", { class: "cp-compare-side" }, this.between, this.listTitle, this.list);
    this.element = h(
      "main",
      { class: "cp-compare", tabindex: "-1" },
      this.timeline.element,
      h(
        "div",
        { class: "cp-compare-body" },
        h("div", { class: "cp-compare-columns" }, this.names, this.rows, this.minimap.element),
        side,
      ),
      h(
        "div",
        { class: "cp-compare-foot" },
        this.status,
        h("span", { role: "group", "aria-label": "Compare by", class: "cp-granularities" }, ...this.granularities),
        h("span", { class: "cp-compare-keys" }, h("kbd", {}, "j"), h("kbd", {}, "k"), " next, previous ", h("kbd", {}, "t"), " take"),
      ),
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.setGranularity("words");
  }

  attach(editor: DraftEditor): void {
    this.editor = editor;
  }

  /** The tab was opened: what is compared may be older than what was typed. */
  async show(): Promise<void> {
    if (!this.editor) return;
    this.element.focus({ preventScroll: true });
    await this.load();
  }

  /** Compares these versions as soon as the tab is opened. */
  choose(refs: readonly Ref[]): void {
    this.refs = [...refs];
  }

  close(): void {
    this.timeline.close();
    this.minimap.close();
  }

  private async load(): Promise<void> {
    try {
      await this.editor!.sync.flush();
      const { columns } = await this.channel.request<{ columns: Column[] }>("timeline", {}, PATIENCE);
      this.columns = columns;
      const known = new Set(columns.map((c) => c.ref));
      this.refs = this.refs.filter((ref) => known.has(ref));
      if (this.refs.length < 2) this.refs = this.firstChoice();
      this.timeline.update(columns, this.refs);
      await this.compare();
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  /** The draft, and the latest version that is not the same. */
  private firstChoice(): Ref[] {
    const now = this.columns.at(-1)!;
    const other = this.columns.slice(0, -1).reverse();
    const latest = other.find((c) => c.bits !== now.bits || c.words !== now.words) ?? other[0];
    return latest ? ["now", latest.ref] : ["now"];
  }

  private pick(ref: Ref, add: boolean): void {
    if (this.refs.includes(ref)) {
      if (this.refs.length > 2) this.refs = this.refs.filter((other) => other !== ref);
    } else if (add && this.refs.length < MOST_COLUMNS) {
      this.refs = [...this.refs, ref];
    } else {
      this.refs = [this.refs[0]!, ref];
    }
    void this.compare();
  }

  private setGranularity(name: Granularity): void {
    this.granularity = name;
    GRANULARITIES.forEach((g, i) => this.granularities[i]!.setAttribute("aria-pressed", String(g === name)));
    if (this.shown) void this.compare();
  }

  private async compare(): Promise<void> {
    this.timeline.choose(this.refs);
    if (this.refs.length < 2) {
      this.say("There is no other version yet: keep one, or import one, under History.");
      return;
    }
    const asked = ++this.asked;
    try {
      const result = await this.channel.request<Comparison>(
        "compare",
        { versions: this.refs, granularity: this.granularity },
        PATIENCE,
      );
      if (asked === this.asked) this.draw(result);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private draw(result: Comparison): void {
    const { scrollTop } = this.rows;
    this.shown = result;
    this.element.style.setProperty("--columns", String(result.columns.length));
    this.names.replaceChildren(...result.columns.map((column, i) => this.head(column, i)));
    this.rows.replaceChildren(
      drawRows(result.pairs, result.grid, result.folds, (pair, ids) => void this.take(pair, ids)),
    );
    this.between.replaceChildren(...result.pairs.flatMap((pair, i) => summary(result, pair, i)));
    this.drawList(result);
    this.rows.scrollTop = scrollTop;
    this.minimap.draw();
    const count = this.items.length;
    this.say(count ? `${plural(count, "difference")}. ${PROMISE}` : "These say the same.");
    this.go(Math.min(this.at, count - 1), { scroll: false });
  }

  private head(column: Column, i: number): HTMLElement {
    const select = h(
      "select",
      {
        "aria-label": i ? `Version ${i + 1}` : "Compared with",
        onchange: () => {
          const ref = select.value === "now" ? "now" : Number(select.value);
          this.refs = this.refs.map((other, at) => (at === i ? ref : other));
          void this.compare();
        },
      },
      ...this.columns.map((c) =>
        h("option", { value: String(c.ref), selected: c.ref === this.refs[i] }, c.name),
      ),
    );
    const who = [column.when, column.by].filter(Boolean).join(", ");
    const more =
      i === this.refs.length - 1 &&
      this.refs.length < Math.min(MOST_COLUMNS, this.columns.length) &&
      h("button", { type: "button", "aria-label": "Another column", onclick: () => this.addColumn() }, "+");
    const less =
      i > 1 &&
      h(
        "button",
        { type: "button", "aria-label": `Leave out ${column.name}`, onclick: () => this.pick(this.refs[i]!, false) },
        "×",
      );
    const drift = i > 0 && h("em", { class: column.warn ? "cp-warned" : "" }, `${bits(column.bits)} bits`);
    return h("h3", {}, select, h("span", { class: "cp-who" }, who), drift, more, less);
  }

  private addColumn(): void {
    const next = [...this.columns].reverse().find((c) => !this.refs.includes(c.ref));
    if (next) this.pick(next.ref, true);
  }

  private drawList(result: Comparison): void {
    const several = result.pairs.length > 1;
    const all = result.pairs.flatMap((pair, i) =>
      pair.differences.map((difference) => ({ pair: i, difference })),
    );
    this.items = all.map((item, at) => ({ ...item, node: this.listItem(item.pair, item.difference, at, several) }));
    this.list.replaceChildren(...this.items.slice(0, MOST_LISTED).map((item) => item.node));
    setText(this.listTitle, all.length > MOST_LISTED ? `Differences, the first ${MOST_LISTED} of ${all.length}` : "Differences");
  }

  private listItem(pair: number, difference: Difference, at: number, several: boolean): HTMLElement {
    const { kind, before, after, note } = difference;
    const row = this.shown!.pairs[pair]!.rows[difference.row]!;
    const words =
      kind === "moved"
        ? [`¶${row.moved_number} moved to ¶${row.revised_number}: `, brief(after)]
        : [before && h("del", {}, brief(before)), before && after && " ", after && h("ins", {}, brief(after))];
    const where = several ? `${this.shown!.columns[pair + 1]!.name}: ` : "";
    return h(
      "li",
      { tabindex: "-1", onclick: () => this.go(at) },
      h("p", {}, spoken(kind), where && h("span", { class: "cp-who" }, where), ...words),
      note && h("p", { class: "cp-who" }, note),
      h(
        "button",
        {
          type: "button",
          onclick: (event: Event) => {
            event.stopPropagation();
            this.at = at;
            void this.take(pair, [difference.id]);
          },
        },
        "Take",
      ),
    );
  }

  /** Makes a difference current, in the list and in the columns. */
  private go(at: number, options: { scroll?: boolean } = {}): void {
    const { scroll = true } = options;
    this.items[this.at]?.node.removeAttribute("aria-current");
    this.rows.querySelectorAll(".cp-here").forEach((mark) => mark.classList.remove("cp-here"));
    this.at = at;
    const item = this.items[at];
    if (!item) return;
    item.node.setAttribute("aria-current", "true");
    const marks = this.rows.querySelectorAll(`[data-difference="${item.difference.id}"]`);
    marks.forEach((mark) => mark.classList.add("cp-here"));
    if (!scroll) return;
    if (marks[0]) reveal(this.rows, marks[0]);
    reveal(this.list.parentElement!, item.node);
    const { kind, before, after } = item.difference;
    this.say(`${at + 1} of ${this.items.length}, ${kind}: ${[brief(before), brief(after)].filter(Boolean).join(" became ")}`);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    const count = this.items.length;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "z" || event.shiftKey || !this.editor) return;
      event.preventDefault();
      this.takeBack();
    } else if (event.key === "j" && count) {
      this.go((this.at + 1) % count);
    } else if (event.key === "k" && count) {
      this.go((this.at <= 0 ? count : this.at) - 1);
    } else if (event.key === "t") {
      const item = this.items[this.at];
      if (item) void this.take(item.pair, [item.difference.id]);
    }
  }

  /** Takes differences into the draft, as one change that undo takes back. */
  private async take(pair: number, ids: readonly string[]): Promise<void> {
    if (!this.shown || !this.editor || this.taking) return;
    this.taking = true;
    try {
      await this.editor.change("take", { key: this.shown.key, pair, ids });
      await this.load();
      const back = h("button", { type: "button", onclick: () => this.takeBack() }, "Undo");
      this.status.replaceChildren("Taken into your draft. ", back);
    } catch (error) {
      this.say((error as Error).message);
    } finally {
      this.taking = false;
    }
  }

  private takeBack(): void {
    if (!this.editor || !undo(this.editor.view)) return;
    void this.load();
  }

  private say(text: string): void {
    setText(this.status, text);
  }
}

/** Scrolls `frame` alone: `scrollIntoView` would scroll the notebook around us as well. */
function reveal(frame: HTMLElement, mark: Element): void {
  const outer = frame.getBoundingClientRect();
  const inner = mark.getBoundingClientRect();
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  frame.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, " ").trim() || text.replace(/\n/g, "¶");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** What differs between the base and one version, in words; what slips by comes first. */
function summary(result: Comparison, pair: Pair, i: number): HTMLElement[] {
  const base = result.columns[0]!;
  const column = result.columns[i + 1]!;
  const s = pair.summary;
  const moved = [plural(s.paragraphs_moved, "paragraph"), plural(s.sentences_moved, "sentence")].filter(Boolean);
  const title = result.pairs.length > 1 ? `Between ${base.name} and ${column.name}` : "Between these two";
  const facts = pair.facts.slice(0, MOST_FACTS);
  const parts: HTMLElement[] = [
    h("h2", {}, title),
    h("p", {}, [`${s.words_added} words added`, `${s.words_removed} removed`, moved.length && `${moved.join(", ")} moved`].filter(Boolean).join(" · ")),
    h("p", {}, `reading grade ${base.grade} → ${column.grade}`),
    h("p", {}, `sentences ${base.sentence_words} → ${column.sentence_words} words on average`),
  ];
  if (column.tells.length)
    parts.push(h("p", { class: "cp-who" }, `${column.tells.slice(0, 8).map((t) => `“${t}”`).join(", ")} are new`));
  if (!pair.precise)
    parts.push(h("p", { class: "cp-who" }, "They differ so much that some words are marked which did not change."));
  if (facts.length) {
    const more = pair.facts.length - facts.length;
    const items = [...facts.map(fact), more > 0 && h("li", { class: "cp-who" }, `and ${more} more`)];
    const list = h("ul", { class: "cp-facts-list", "aria-label": "Look at these first" }, ...items);
    const title = `Look at these first (${pair.facts.length})`;
    parts.push(h("details", { open: result.pairs.length === 1 }, h("summary", {}, title), list));
  }
  return parts;
}

function fact({ kind, before, after, where }: Fact): HTMLElement {
  const change = before && after
    ? [h("del", {}, before), " became ", h("ins", {}, after)]
    : after
      ? [h("ins", {}, after), " came"]
      : [h("del", {}, before), " went"];
  return h("li", { title: where }, `${kind}: `, ...change);
}

function plural(count: number, thing: string): string {
  return count ? `${count} ${thing}${count > 1 ? "s" : ""}` : "";
}
