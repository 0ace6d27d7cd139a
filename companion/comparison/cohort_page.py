"""A cohort as one page of HTML: the matrix of likeness, shared passages, and shared manner."""

from __future__ import annotations

from dataclasses import dataclass

from companion.comparison.cohort import Cohort
from companion.comparison.html import page

_MAX_PASSAGES = 200
_MAX_NAMES = 12
_MAX_LENGTH = 60  # words; of a longer passage only the beginning stands open
_SHOWN = 30
_NUMBERED = 40  # above so many texts the matrix has no room for words
_FAINT = 0.005  # likeness that is not worth a tint


@dataclass(frozen=True, slots=True)
class _Likeness:
    """A cell of the matrix: how alike two texts are, and how deep the cell is tinted, in %."""

    other: str
    percent: int
    shade: int


def cohort_page(cohort: Cohort) -> str:
    """The page."""
    names = cohort.names
    ranked = sorted(range(len(names)), key=lambda n: -cohort.leans[n])
    return page(
        "cohort_page.html.jinja",
        f"Likeness among {len(names)} texts",
        thing="passage",
        names=names,
        passages=cohort.passages,
        manners=cohort.manners,
        leans=[(names[n], cohort.leans[n]) for n in ranked],
        matrix=[
            (name, [_cell(cohort, i, j) for j in range(len(names))]) for i, name in enumerate(names)
        ],
        numbered=len(names) <= _NUMBERED,
        most_passages=_MAX_PASSAGES,
        most_names=_MAX_NAMES,
        longest=_MAX_LENGTH,
        start=_SHOWN,
    )


def _cell(cohort: Cohort, i: int, j: int) -> _Likeness | None:
    value = cohort.likeness[i][j]
    if i == j or value < _FAINT:
        return None
    percent = round(100 * value)
    return _Likeness(cohort.names[j], percent, min(100, 10 + 2 * percent))
