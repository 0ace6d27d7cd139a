"""A reviewer's copy: a file with CriticMarkup, whose marks become suggestions for the draft."""

from __future__ import annotations

from pathlib import Path

from companion.comparison.source import UnreadableError, read_text
from companion.formats.criticmarkup import MarkedText, read_criticmarkup
from companion.review.reviewer_marks import Marks
from companion.store.database import HistoryError
from companion.store.history import History


def read_marked(path: Path) -> MarkedText:
    """The marks of a file.

    Raises:
        UnreadableError: it is no text, or no change is marked in it.
    """
    reading = read_criticmarkup(read_text(path))
    if reading is None:
        raise UnreadableError(
            f"no change is marked in {path}: {{++added++}}, {{--removed--}} and {{~~old~>new~~}}"
            " are what this command reads"
        )
    return reading


def marks_of(reading: MarkedText, history: History) -> Marks:
    """The marks, without those that the author has accepted before; comments are kept as remarks.

    A remark stands where the critic's do. One that is kept already, or dismissed, stays so.
    """
    try:
        accepted = history.ledger.accepted()
        remarks = [(c.span.of(reading.base), c.text) for c in reading.comments if c.text.strip()]
        history.associations.add_remarks(remarks)
    except HistoryError:  # then nothing was decided before, or it cannot be known
        accepted = frozenset()
    return Marks(reading.base, reading.changes, accepted)
