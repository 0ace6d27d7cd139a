// The Compare tab: the timeline, the versions side by side, and what differs, to be taken.

import { undo } from "@codemirror/commands";
import type { Channel } from "../core/channel";
import { button, h, setText, spoken } from "../core/dom";
import { bits, plural } from "../core/format";
import type { Column, Comparison, Difference, Granularity, Measures, Ref } from "../core/protocol";
import type { DraftEditor } from "../editor/draft-editor";
import { firstChoice, MAX_COLUMNS, nextColumn, picked, replaced } from "./compare-choice";
import { drawRows } from "./compare-rows";
import { brief, summary, told } from "./compare-summary";
import { Minimap } from "./minimap";
import { Timeline } from "./timeline";

const GRANULARITIES: readonly Granularity[] = ["words", "sentences", "paragraphs"];
const PROMISE =
  "Taking one puts it in your draft as one change you can undo, and remembers where it came from.";
const BACK =
  "Taking one brings the older wording back into your draft, as one change you can undo.";
const MAX_LISTED = 300;
/** Reading and measuring fifty long versions, or comparing books, takes a while; it tells how far it is. */
const TIMEOUT_MS = 600_000;

export class CompareView {
  readonly element: HTMLElement;
  private readonly timeline = new Timeline((ref, add) => this.pick(ref, add));
  private readonly between = h("section", { class: "cp-between", "aria-label": "Between these" });
  private readonly names = h("div", { class: "cp-compare-names" });
  private readonly rows = h("div", {
    class: "cp-compare-rows",
    tabindex: "0",
    role: "region",
    "aria-label": "Versions side by side",
  });
  private readonly list = h("ol", {
    class: "cp-differences",
    "aria-label": "Differences",
    role: "list",
  });
  private readonly listTitle = h("h2", {}, "Differences");
  private readonly status = h("p", {
    class: "cp-compare-status",
    role: "status",
    "aria-label": "Compared",
  });
  private readonly granularities: HTMLButtonElement[];
  private readonly minimap = new Minimap(this.rows);
  private editor: DraftEditor | null = null;
  private columns: readonly Column[] = [];
  /** From which the figures of `columns` are measured. */
  private base: Ref | null = null;
  private refs: Ref[] = [];
  private granularity: Granularity = "words";
  private shown: Comparison | null = null;
  private items: { pair: number; difference: Difference; node: HTMLElement }[] = [];
  private at = -1;
  private asked = 0;
  private busy = false;
  private taking = false;

  /** `onChoice` hears what is compared. */
  constructor(
    private readonly channel: Channel,
    private readonly onChoice: (refs: readonly Ref[]) => void = () => {},
  ) {
    this.granularities = GRANULARITIES.map((name) =>
      button(name, () => this.setGranularity(name), { class: "cp-chip" }),
    );
    const side = h("div", { class: "cp-compare-side" }, this.between, this.listTitle, this.list);
    this.element = h(
      "section",
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
        h(
          "span",
          { role: "group", "aria-label": "Compare by", class: "cp-granularities" },
          ...this.granularities,
        ),
        h(
          "span",
          { class: "cp-compare-keys" },
          h("kbd", {}, "j"),
          h("kbd", {}, "k"),
          " next, previous ",
          h("kbd", {}, "t"),
          " take",
        ),
      ),
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
    channel.on("comparing", ({ done, of }) => {
      if (this.busy) this.say(of > 1 ? `Comparing, ${done + 1} of ${of}…` : "Comparing…");
    });
    this.setGranularity("words");
  }

  attach(editor: DraftEditor): void {
    this.editor = editor;
  }

  /** The tab was opened: what is compared may be older than what was typed. */
  async show({ focus = true } = {}): Promise<void> {
    if (!this.editor) return;
    if (focus) this.element.focus({ preventScroll: true });
    await this.load();
  }

  /** What is compared, the first with each of the others. */
  get chosen(): readonly Ref[] {
    return this.refs;
  }

  /** Compares these versions as soon as the tab is opened. */
  choose(refs: readonly Ref[]): void {
    this.refs = refs.slice(0, MAX_COLUMNS); // the others are in the figure
  }

  close(): void {
    this.timeline.close();
    this.minimap.close();
  }

  private async load(): Promise<void> {
    try {
      await this.editor!.sync.flush();
      if (!this.shown) this.say("Reading the versions…");
      await this.measure(this.refs[0]);
      const known = new Set(this.columns.map((c) => c.ref));
      this.refs = this.refs.filter((ref) => known.has(ref));
      if (this.refs.length < 2) this.refs = firstChoice(this.columns);
      await this.compare();
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  /** Measures every version from one of them, so that the figure agrees with the columns. */
  private async measure(from?: Ref): Promise<void> {
    const asked = from === undefined ? {} : { base: from };
    const { base, columns } = await this.channel.request("timeline", asked, {
      timeout: TIMEOUT_MS,
    });
    this.base = base;
    this.columns = columns;
    this.timeline.update(columns, this.refs, base);
  }

  private pick(ref: Ref, add: boolean): void {
    this.choose(picked(this.refs, ref, add));
    void this.compare();
  }

  private setGranularity(name: Granularity): void {
    this.granularity = name;
    for (const [i, g] of GRANULARITIES.entries()) {
      this.granularities[i]!.setAttribute("aria-pressed", String(g === name));
    }
    if (this.shown) void this.compare();
  }

  private async compare(): Promise<void> {
    this.timeline.choose(this.refs);
    if (this.refs.length < 2) {
      this.say("There is no other version yet: keep one, or import one, under History.");
      return;
    }
    const asked = ++this.asked;
    this.busy = true;
    this.rows.setAttribute("aria-busy", "true");
    try {
      if (this.base !== this.refs[0]) await this.measure(this.refs[0]);
      const result = await this.channel.request(
        "compare",
        { versions: this.refs, granularity: this.granularity },
        { timeout: TIMEOUT_MS },
      );
      if (asked !== this.asked) return;
      this.draw(result);
      this.onChoice(result.refs);
    } catch (error) {
      if (asked === this.asked) this.say((error as Error).message);
    } finally {
      if (asked === this.asked) {
        this.busy = false;
        this.rows.removeAttribute("aria-busy");
      }
    }
  }

  private draw(result: Comparison): void {
    const { scrollTop } = this.rows;
    this.shown = result;
    this.element.style.setProperty("--columns", String(result.columns.length));
    this.element.classList.toggle("cp-many", result.columns.length > 3);
    this.names.replaceChildren(...result.columns.map((column, i) => this.head(column, i)));
    this.rows.replaceChildren(
      drawRows(
        result.pairs,
        result.grid,
        result.folds,
        (pair, ids) => void this.take(pair, ids),
        result.pairs.map((_, pair) => this.isBack(pair)),
      ),
    );
    const alone = result.pairs.length === 1;
    this.between.replaceChildren(
      ...result.pairs.map((pair, i) =>
        summary(result.columns[0]!, result.columns[i + 1]!, pair, alone),
      ),
    );
    this.drawList(result);
    this.rows.scrollTop = scrollTop;
    this.minimap.draw();
    const count = this.items.length;
    const promise = result.pairs.every((_, pair) => this.isBack(pair)) ? BACK : PROMISE;
    this.say(count ? `${plural(count, "difference")}. ${promise}` : "These say the same.");
    this.go(Math.min(this.at, count - 1), { scroll: false });
  }

  /** Whether the draft is on the right of a pair, so that the older wording is taken. */
  private isBack(pair: number): boolean {
    return this.shown?.refs[pair + 1] === "now";
  }

  private head(column: Measures, i: number): HTMLElement {
    const select = h(
      "select",
      {
        "aria-label": i ? `Version ${i + 1}` : "Compared with",
        title: column.name,
        onchange: () => {
          const ref = select.value === "now" ? "now" : Number(select.value);
          this.choose(replaced(this.refs, i, ref));
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
      nextColumn(this.refs, this.columns) !== null &&
      h(
        "button",
        { type: "button", "aria-label": "Another column", onclick: () => this.addColumn() },
        "+",
      );
    const less =
      i > 1 &&
      h(
        "button",
        {
          type: "button",
          "aria-label": `Leave out ${column.name}`,
          onclick: () => this.pick(this.refs[i]!, false),
        },
        "×",
      );
    const drift =
      i > 0 &&
      (column.warn || Math.abs(column.bits) >= 1) &&
      h(
        "em",
        { class: column.warn ? "cp-warned" : "", title: `${column.label}; ${column.amount}` },
        `${bits(column.bits)} bits`,
      );
    const about = who && h("span", { class: "cp-who", title: who }, who);
    return h("h3", {}, select, about, drift, more, less);
  }

  private addColumn(): void {
    const next = nextColumn(this.refs, this.columns);
    if (next !== null) this.pick(next, true);
  }

  private drawList(result: Comparison): void {
    const several = result.pairs.length > 1;
    const all = result.pairs.flatMap((pair, i) =>
      pair.differences.map((difference) => ({ pair: i, difference })),
    );
    this.items = all.map((item, at) => ({
      ...item,
      node: this.listItem(item.pair, item.difference, at, several),
    }));
    this.list.replaceChildren(...this.items.slice(0, MAX_LISTED).map((item) => item.node));
    setText(
      this.listTitle,
      all.length > MAX_LISTED
        ? `Differences, the first ${MAX_LISTED} of ${all.length}`
        : "Differences",
    );
  }

  private listItem(
    pair: number,
    difference: Difference,
    at: number,
    several: boolean,
  ): HTMLElement {
    const { kind, before, after, note } = difference;
    const row = this.shown!.pairs[pair]!.rows[difference.row]!;
    const words =
      kind === "moved"
        ? [`¶${row.moved_number} moved to ¶${row.revised_number}: `, brief(after)]
        : [
            before && h("del", {}, brief(before)),
            before && after && " ",
            after && h("ins", {}, brief(after)),
          ];
    const where = several ? `${this.shown!.columns[pair + 1]!.name}: ` : "";
    return h(
      "li",
      { tabindex: "-1", onclick: () => this.go(at) },
      h(
        "p",
        {},
        kind !== "moved" && spoken(`${kind} `),
        where && h("span", { class: "cp-who" }, where),
        ...words,
      ),
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
    for (const mark of this.rows.querySelectorAll(".cp-here")) mark.classList.remove("cp-here");
    this.at = at;
    const item = this.items[at];
    if (!item) return;
    item.node.setAttribute("aria-current", "true");
    const marks = this.rows.querySelectorAll(`[data-difference="${item.difference.id}"]`);
    for (const mark of marks) mark.classList.add("cp-here");
    if (!scroll) return;
    if (marks[0]) reveal(this.rows, marks[0]);
    reveal(this.list.parentElement!, item.node);
    this.say(`${at + 1} of ${this.items.length}, ${told(item.difference)}`);
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
      const back = button("Undo", () => this.takeBack());
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
