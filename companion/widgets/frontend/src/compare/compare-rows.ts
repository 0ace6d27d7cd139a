// The aligned paragraphs of some versions: a grid of rows, unchanged stretches folded.

import { h } from "../core/dom";
import type { Pair, Row, Segment } from "../core/protocol";

/** Where a row's paragraph can be taken from: the pair, and all that differs in it. */
export type TakeRow = (pair: number, ids: readonly string[]) => void;

/**
 * Draws the grid. `folds` are half-open ranges of it in which nothing differs; `back` says of each
 * pair whether the draft is on its right, so that what is taken is the older wording.
 */
export function drawRows(
  pairs: readonly Pair[],
  grid: readonly (readonly (number | null)[])[],
  folds: readonly (readonly [number, number])[],
  take: TakeRow,
  back: readonly boolean[] = [],
): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [first, stop] of folds) {
    for (; at < first; at++) fragment.append(drawRow(pairs, grid[at]!, take, back));
    const hidden = h("div", { class: "cp-fold-rows" });
    const summary = h("summary", {}, `${stop - first} unchanged paragraphs`);
    const fold = h("details", { class: "cp-fold" }, summary, hidden);
    const lines = grid.slice(first, stop);
    fold.addEventListener(
      "toggle",
      () => hidden.append(...lines.map((line) => drawRow(pairs, line, take, back))),
      { once: true },
    );
    fragment.append(fold);
    at = stop;
  }
  for (; at < grid.length; at++) fragment.append(drawRow(pairs, grid[at]!, take, back));
  return fragment;
}

function drawRow(
  pairs: readonly Pair[],
  line: readonly (number | null)[],
  take: TakeRow,
  back: readonly boolean[],
): HTMLElement {
  const rows = line.map((at, i) => (at === null ? null : pairs[i]!.rows[at]!));
  const base = rows.find((row) => row?.base.length) ?? null;
  // Beside several versions the words of the base are marked in none: each took others away.
  const plain = pairs.length > 1;
  return h(
    "div",
    { class: "cp-compare-row" },
    cell(base, base?.base ?? [], { plain, departs: true }),
    ...rows.map((row, i) =>
      cell(row, row?.revised ?? [], { pair: i, take, back: back[i] ?? false }),
    ),
  );
}

function cell(
  row: Row | null,
  segments: readonly Segment[],
  how: { plain?: boolean; departs?: boolean; pair?: number; take?: TakeRow; back?: boolean },
): HTMLElement {
  const element = h("div", { class: "cp-compare-cell" });
  if (!row) return element;
  const { take, pair, back } = how;
  const arrives = row.relation === "moved" && row.moved_number;
  const [there, wanted, unwanted] = back
    ? [row.base.length || arrives, row.base_number || row.moved_number, row.revised_number]
    : [row.revised.length, row.revised_number, row.base_number];
  const offered = take && pair !== undefined && row.differences.length > 0;
  const leaves = row.relation === "moved" && row.base.length > 0;
  const button =
    offered && !leaves
      ? h(
          "button",
          {
            type: "button",
            class: "cp-take",
            "aria-label": there
              ? `Take paragraph ${wanted}`
              : `Take the removal of paragraph ${unwanted}`,
            title: back
              ? "Take the older wording back into the draft"
              : "Take this paragraph into the draft",
            onclick: () => take(pair, row.differences),
          },
          back ? "→" : "←",
        )
      : null;
  if (!segments.length) {
    element.append(...(button ? [button] : []));
    return element;
  }
  const moved = row.relation === "moved" && !how.plain;
  const tag =
    moved &&
    h(
      "span",
      { class: "cp-moved-tag" },
      `moved ${how.departs ? "to" : "from"} ¶${row.moved_number}`,
    );
  const text = segments.map(([op, words, id]) =>
    op === "kept" || how.plain
      ? words
      : h(op === "removed" ? "del" : "ins", { "data-difference": id }, words),
  );
  const paragraph = h(
    "p",
    moved ? { class: "cp-moved", "data-difference": row.differences[0] } : {},
    ...text,
  );
  element.append(...[button, tag].filter((node): node is HTMLElement => Boolean(node)), paragraph);
  return element;
}
