// The figure "Voice across versions": one line over all versions, drawn by uPlot. The points are
// buttons laid over it, so that they can be reached by key and read aloud.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { h, setText } from "../core/dom";
import { bits } from "../core/format";
import type { Column, Ref } from "../core/protocol";

interface Measure {
  name: string;
  title: string;
  value: (column: Column) => number;
  warns?: boolean;
}

const MEASURES: readonly Measure[] = [
  {
    name: "Voice",
    title: "Voice across versions, in bits toward generic assistant",
    value: (c) => c.bits,
    warns: true,
  },
  { name: "Words", title: "Words across versions", value: (c) => c.words },
  { name: "Grade", title: "Reading grade across versions", value: (c) => c.grade },
  {
    name: "Sentences",
    title: "Words a sentence, on average, across versions",
    value: (c) => c.sentence_words,
  },
];
const HEIGHT = 104;
/** So many names fit under the line; of more, only some are written. */
const MAX_NAMES = 8;

export class Timeline {
  readonly element: HTMLElement;
  private readonly title = h("h2", {});
  private readonly plot = h("div", { class: "cp-plot" });
  private readonly points = h("div", { class: "cp-points" });
  private readonly note = h("p", { class: "cp-point-note", "aria-hidden": "true" });
  private readonly measures: HTMLButtonElement[];
  private columns: readonly Column[] = [];
  private base = "";
  private chosen: readonly Ref[] = [];
  private measure = MEASURES[0]!;
  private chart: uPlot | null = null;
  private readonly resize: ResizeObserver;
  private readonly theme = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly redraw = () => this.chart?.redraw();

  constructor(private readonly onPick: (ref: Ref, add: boolean) => void) {
    this.measures = MEASURES.map((measure) =>
      h("button", { type: "button", onclick: () => this.show(measure) }, measure.name),
    );
    this.element = h(
      "figure",
      { class: "cp-timeline", "aria-label": "Voice across versions" },
      h(
        "div",
        { class: "cp-timeline-top" },
        this.title,
        h(
          "div",
          { class: "cp-measures", role: "group", "aria-label": "Measure" },
          ...this.measures,
        ),
      ),
      h("div", { class: "cp-plot-frame" }, this.plot, this.points),
      this.note,
    );
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.plot);
    this.theme.addEventListener("change", this.redraw);
    this.show(this.measure);
  }

  /** `base` is the version that drift is measured from. */
  update(columns: readonly Column[], chosen: readonly Ref[], base?: Ref): void {
    this.columns = columns;
    this.base = columns.find((c) => c.ref === base)?.name ?? "";
    this.choose(chosen);
    this.show(this.measure);
  }

  choose(chosen: readonly Ref[]): void {
    this.chosen = chosen;
    this.mark();
  }

  close(): void {
    this.resize.disconnect();
    this.theme.removeEventListener("change", this.redraw);
    this.chart?.destroy();
  }

  private show(measure: Measure): void {
    this.measure = measure;
    const since = measure.warns && this.base ? `, since “${this.base}”` : "";
    setText(this.title, measure.title + since);
    this.title.title = measure.title + since;
    for (const [i, m] of MEASURES.entries()) {
      this.measures[i]!.setAttribute("aria-pressed", String(m === measure));
    }
    this.draw();
  }

  private draw(): void {
    this.chart?.destroy();
    this.chart = null;
    const width = this.plot.clientWidth;
    if (!this.columns.length || !width) return;
    const values = this.columns.map(this.measure.value);
    const limits = this.measure.warns ? this.columns.map((c) => c.warns_at) : [];
    const low = Math.min(...values, ...limits, this.measure.warns ? 0 : Infinity);
    const high = Math.max(...values, ...limits);
    const room = (high - low || 1) * 0.15;
    const color = (name: string) => () =>
      getComputedStyle(this.element).getPropertyValue(name).trim();
    const series: uPlot.Series[] = [
      {},
      { stroke: color("--ink"), width: 1.6, points: { show: false } },
    ];
    const data: uPlot.AlignedData = [values.map((_, i) => i), values];
    if (this.measure.warns) {
      series.push({ stroke: color("--warn"), width: 1, dash: [4, 4], points: { show: false } });
      data.push(limits);
    }
    this.chart = new uPlot(
      {
        width,
        height: HEIGHT,
        padding: [6, 0, 26, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [-0.5, Math.max(0.5, values.length - 0.5)] },
          y: { range: [low - room, high + room] },
        },
        axes: [{ show: false }, { show: false }],
        series,
        // Only once it is drawn does it know where its points are.
        hooks: { draw: [(chart) => this.place(chart, values)] },
      },
      data,
      this.plot,
    );
  }

  /** Lays a button over each point, and the name of its version under it. */
  private place(chart: uPlot, values: readonly number[]): void {
    const every = Math.ceil(values.length / MAX_NAMES);
    const top = chart.over.offsetTop;
    const slot = chart.over.clientWidth / values.length;
    this.points.replaceChildren(
      ...this.columns.flatMap((column, i) => {
        const left = chart.over.offsetLeft + chart.valToPos(i, "x");
        const button = h("button", {
          type: "button",
          class: column.warn ? "cp-point cp-point-assistant" : "cp-point",
          style: `left:${left}px;top:${top + chart.valToPos(values[i]!, "y")}px`,
          "aria-label": this.describe(column),
          onclick: (event: MouseEvent) => this.onPick(column.ref, event.shiftKey),
          onmouseenter: () => this.tell(column),
          onfocus: () => this.tell(column),
          onmouseleave: () => this.tell(null),
          onblur: () => this.tell(null),
        });
        const last = values.length - 1;
        const named = i === last || (i % every === 0 && last - i >= every / 2);
        const most = `max-width:${Math.floor(every * slot) - 10}px`;
        const name =
          named &&
          h("span", { class: "cp-point-name", style: `left:${left}px;${most}` }, column.name);
        return [button, name].filter((node): node is HTMLElement => Boolean(node));
      }),
    );
    for (const name of this.points.querySelectorAll<HTMLElement>(".cp-point-name")) {
      const half = name.offsetWidth / 2;
      const left = Math.min(Math.max(parseFloat(name.style.left), half), chart.width - half);
      name.style.left = `${left}px`; // none is cut off at the edge
    }
    if (this.measure.warns) {
      const last = this.columns.length - 1;
      const at = top + chart.valToPos(this.columns[last]!.warns_at, "y");
      this.points.append(h("span", { class: "cp-warns-name", style: `top:${at}px` }, "warns"));
    }
    this.mark();
  }

  private mark(): void {
    this.points.querySelectorAll(".cp-point").forEach((point, i) => {
      const on = this.chosen.includes(this.columns[i]?.ref ?? -1);
      point.setAttribute("aria-pressed", String(on));
    });
  }

  private describe(column: Column): string {
    const moved = column.tells.length ? `; moved by ${column.tells.slice(0, 5).join(", ")}` : "";
    const warns = column.warn ? ", warns" : "";
    const some = column.warn || Math.abs(column.bits) >= 1;
    const drift = some ? `${bits(column.bits)} bits${warns}, ` : "";
    return (
      `${column.name}, ${column.by}, ${column.when || "as it stands"}: ` +
      `${drift}${column.words} words, ` +
      `reading grade ${column.grade}, ${column.sentence_words} words a sentence${moved}`
    );
  }

  private tell(column: Column | null): void {
    setText(this.note, column ? this.describe(column) : "");
  }

  private fit(): void {
    if (!this.chart) this.draw();
    else if (this.chart.width !== this.plot.clientWidth && this.plot.clientWidth) this.draw();
  }
}
