"""A comparison as one page of HTML that opens anywhere, with no network, and prints well."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from companion.comparison.column import Column
from companion.comparison.facts import Fact
from companion.comparison.html import page, timeline
from companion.comparison.layout import MAX_COLUMNS, lay_out
from companion.comparison.pairing import Pair, PairRow, Segment

_MAX_FACTS = 40  # a list that is longer is not read; the rest is counted
_MAX_TELLS = 8
_TAGS = {"removed": "del", "added": "ins"}


class Compared(Protocol):
    """A comparison, as a page needs it: a column for each text, a pair for each but the first."""

    @property
    def columns(self) -> Sequence[Column]:
        """Each text with its measures, the base first."""

    @property
    def pairs(self) -> Sequence[Pair]:
        """The base with each of the others."""


def compare_page(comparison: Compared) -> str:
    """The page."""
    names = [column.source.name for column in comparison.columns]
    parts = [_timeline(comparison.columns)]
    parts += [_between(comparison, n) for n in range(len(comparison.pairs))]
    across = MAX_COLUMNS - 1
    for first in range(0, len(comparison.pairs), across):
        shown = range(first, min(first + across, len(comparison.pairs)))
        parts.append(_side_by_side(comparison, shown))
    return page(" · ".join(names[:3]) + (" …" if len(names) > 3 else ""), "\n".join(parts))


def embedded_page(comparison: Compared) -> str:
    """The page in a frame of its own, for a notebook: it can neither style nor reach the rest."""
    source = escape(compare_page(comparison))
    return (
        '<iframe title="Versions compared" sandbox="allow-scripts" style="width:100%;height:640px;'
        f'border:1px solid #8888" srcdoc="{source}"></iframe>'
    )


def _timeline(columns: Sequence[Column]) -> str:
    rows = []
    for column in columns:
        reading, drift = column.reading, column.drift
        who = " · ".join(filter(None, (column.source.when, column.source.by)))
        warns = ' <span class="warns">warns</span>' if drift.warn else ""
        rows.append(
            f'<tr><th scope="row">{escape(column.source.name)}'
            f' <span class="quiet">{escape(who)}</span></th>'
            f'<td class="number">{column.bits_per_100_words:+.1f}{warns}</td>'
            f'<td class="number">{reading.words}</td><td class="number">{reading.grade:.1f}</td>'
            f'<td class="number">{reading.sentence:.1f}</td></tr>'
        )
    return (
        '<section class="time"><h2>Voice across versions, bits per 100 words toward generic'
        f" assistant</h2>{timeline(columns)}<table><thead><tr><th>version</th>"
        '<th class="number">bits per 100 words</th><th class="number">words</th>'
        '<th class="number">reading grade</th><th class="number">words a sentence</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _between(comparison: Compared, n: int) -> str:
    pair, base, column = comparison.pairs[n], comparison.columns[0], comparison.columns[n + 1]
    summary = pair.summary
    told = [f"{summary.words_added} words added", f"{summary.words_removed} removed"]
    for count, thing in (
        (summary.paragraphs_moved, "paragraph"),
        (summary.sentences_moved, "sentence"),
    ):
        if count:
            told.append(f"{count} {thing}{'s' if count > 1 else ''} moved")
    lines = [" · ".join(told)]
    if not pair.precise:
        lines.append("The texts differ so much that some words are marked which are unchanged.")
    tells = column.tells[:_MAX_TELLS]
    if tells:
        lines.append("Toward generic assistant: " + ", ".join(f"“{text}”" for text in tells))
    facts = pair.facts[:_MAX_FACTS]
    items = "".join(f"<li>{_fact(fact)}</li>" for fact in facts)
    if len(pair.facts) > len(facts):
        items += f"<li>and {len(pair.facts) - len(facts)} more</li>"
    said = "".join(f"<div>{escape(line)}</div>" for line in lines)
    check = f'<div class="quiet">Look at these first:</div><ul>{items}</ul>' if items else ""
    return (
        f'<section class="between" id="version-{n + 1}"><h2>Between {escape(base.source.name)} and'
        f" {escape(column.source.name)}</h2>{said}{check}</section>"
    )


def _fact(fact: Fact) -> str:
    before, after = escape(fact.before), escape(fact.after)
    if before and after:
        change = f"<del>{before}</del> became <ins>{after}</ins>"
    else:
        change = f"<ins>{after}</ins> came" if after else f"<del>{before}</del> went"
    where = f' <span class="quiet">{escape(fact.where)}</span>' if fact.where else ""
    return f"{fact.kind}: {change}{where}"


def _side_by_side(comparison: Compared, shown: range) -> str:
    pairs = [comparison.pairs[n] for n in shown]
    columns = [comparison.columns[0], *(comparison.columns[n + 1] for n in shown)]
    layout = lay_out(pairs)
    lines = [_line(pairs, line) for line in layout.grid]
    for first, stop in reversed(layout.folds):
        folded = "".join(lines[first:stop])
        lines[first:stop] = [
            f"<details><summary>{stop - first} unchanged paragraphs</summary>{folded}</details>"
        ]
    heads = "".join(_head(column, first=n == 0) for n, column in enumerate(columns))
    return (
        f'<section class="cols" style="--columns:{len(columns)}"><div class="names">{heads}</div>'
        f"{''.join(lines)}</section>"
    )


def _head(column: Column, *, first: bool) -> str:
    source = column.source
    who = " · ".join(filter(None, (source.when, source.by)))
    warns = ' class="warns"' if column.drift.warn else ""
    bits = "" if first else f"<em{warns}>{column.drift.bits:+.1f} bits</em>"
    return f"<h3>{escape(source.name)} <span class='quiet'>{escape(who)}</span>{bits}</h3>"


def _line(pairs: Sequence[Pair], line: Sequence[int | None]) -> str:
    rows = [None if at is None else pair.rows[at] for pair, at in zip(pairs, line, strict=True)]
    base = next((row for row in rows if row is not None and row.base), None)
    # With several versions the words of base are marked in none: each took others away.
    plain = len(pairs) > 1
    cells = [_cell(base, base.base if base else (), plain=plain, departs=True)]
    cells += [_cell(row, row.revised if row else (), departs=False) for row in rows]
    return f'<div class="row">{"".join(cells)}</div>'


def _cell(
    row: PairRow | None, segments: Sequence[Segment], *, plain: bool = False, departs: bool
) -> str:
    if row is None or not segments:
        return '<div class="cell"></div>'
    moved = row.relation == "moved" and not plain
    where = "to" if departs else "from"
    tag = f'<span class="tag">moved {where} ¶{row.moved_number}</span>' if moved else ""
    body = "".join(_segment(segment, plain=plain) for segment in segments)
    mark = f' data-difference="{row.differences[0]}"' if moved else ""
    return f'<div class="cell{" moved" if moved else ""}"><p{mark}>{tag}{body}</p></div>'


def _segment(segment: Segment, *, plain: bool) -> str:
    if segment.op == "kept" or plain:
        return escape(segment.text)
    tag = _TAGS[segment.op]
    return f'<{tag} data-difference="{segment.difference}">{escape(segment.text)}</{tag}>'
