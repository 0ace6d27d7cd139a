"""A cohort as one page of HTML: the matrix of likeness, shared passages, and shared manner."""

from __future__ import annotations

from html import escape

from companion.comparison.cohort import Cohort
from companion.comparison.html import page

_MAX_PASSAGES = 200
_MAX_NAMES = 12
_MAX_LENGTH = 60  # words; of a longer passage only the beginning stands open
_SHOWN = 30
_NUMBERED = 40  # above so many texts the matrix has no room for words
_FAINT = 0.005  # likeness that is not worth a tint

CAUTION = (
    "This page tells how alike these texts are, and nothing of why. Texts that answer one question"
    " share its words; writers taught together write alike; many people's own prose leans to what"
    " an assistant writes. Read the passages, and ask before you conclude."
)


def cohort_page(cohort: Cohort) -> str:
    """The page."""
    body = (
        f'<section class="between"><p>{CAUTION}</p></section>'
        f"{_passages(cohort)}{_manners(cohort)}{_matrix(cohort)}"
    )
    return page(f"Likeness among {len(cohort.names)} texts", body, thing="passage")


def _names(cohort: Cohort, texts: tuple[int, ...]) -> str:
    names = ", ".join(escape(cohort.names[n]) for n in texts[:_MAX_NAMES])
    more = len(texts) - _MAX_NAMES
    return names + (f" and {more} more" if more > 0 else "")


def _passages(cohort: Cohort) -> str:
    told = cohort.passages[:_MAX_PASSAGES]
    items = []
    for n, passage in enumerate(told):
        common = ' · <span class="quiet">most texts have it: the question, perhaps</span>'
        items.append(
            f'<li data-difference="p{n}">{_quoted(passage.text)}'
            f'<div class="quiet">{passage.words} words in {len(passage.texts)} texts:'
            f" {_names(cohort, passage.texts)}{common if passage.common else ''}</div></li>"
        )
    more = len(cohort.passages) - len(told)
    after = f'<p class="quiet">and {more} more, shorter or in fewer texts</p>' if more > 0 else ""
    nothing = "" if items else "<p>No passage of eight words or more is in two of them.</p>"
    return (
        '<section class="between"><h2>Passages that several texts share</h2>'
        f"{nothing}<ol>{''.join(items)}</ol>{after}</section>"
    )


def _quoted(text: str) -> str:
    """A passage; of a long one the beginning, with the whole behind it."""
    words = text.split()
    whole = f"<blockquote>{escape(text)}</blockquote>"
    if len(words) <= _MAX_LENGTH:
        return whole
    start = escape(" ".join(words[:_SHOWN]))
    return f'<details class="passage"><summary>{start} …</summary>{whole}</details>'


def _manners(cohort: Cohort) -> str:
    groups = [
        f"<li>{_names(cohort, group.texts)}<div class='quiet'>have in common:"
        f" {', '.join(f'“{escape(mark)}”' for mark in group.shared)}</div></li>"
        for group in cohort.manners
    ]
    ranked = sorted(range(len(cohort.names)), key=lambda n: -cohort.leans[n])
    rows = "".join(
        f"<tr><th scope='row'>{escape(cohort.names[n])}</th>"
        f"<td class='number'>{cohort.leans[n]:+.1f}</td></tr>"
        for n in ranked
    )
    nothing = "" if groups else "<p>No two texts lean to it by the same words.</p>"
    return (
        '<section class="between"><h2>Texts that lean to the same assistant manner</h2>'
        f"{nothing}<ul>{''.join(groups)}</ul><details><summary>How far each text leans</summary>"
        "<table><thead><tr><th>text</th><th class='number'>standard deviations from the mean of"
        f" these texts</th></tr></thead><tbody>{rows}</tbody></table></details></section>"
    )


def _matrix(cohort: Cohort) -> str:
    size = len(cohort.names)
    lines = []
    for i, name in enumerate(cohort.names):
        cells = "".join(_cell(cohort, i, j, numbered=size <= _NUMBERED) for j in range(size))
        lines.append(f"<tr><th scope='row'>{escape(name)}</th>{cells}</tr>")
    return (
        '<section class="between" style="max-width:none;overflow:auto"><h2>Likeness of wording,'
        " in hundredths of the shorter text</h2>"
        f"<table class='matrix'><tbody>{''.join(lines)}</tbody></table></section>"
    )


def _cell(cohort: Cohort, i: int, j: int, *, numbered: bool) -> str:
    if i == j:
        return "<td></td>"
    value = cohort.likeness[i][j]
    if value < _FAINT:
        return "<td></td>"
    percent = round(100 * value)
    shade = min(100, 10 + 2 * percent)
    label = "" if not numbered else str(percent)
    title = escape(f"{cohort.names[i]} and {cohort.names[j]}: {percent}")
    return (
        f"<td title='{title}' style='background:color-mix(in srgb,var(--ins) {shade}%,"
        f"var(--paper))'>{label}</td>"
    )
