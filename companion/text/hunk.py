"""Hunks: neighbouring edits that an author decides as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.text.edit import Edit, apply_edits
from companion.text.span import Span


@dataclass(frozen=True, slots=True)
class Hunk:
    """One or more edits of one base text, in order, decided together."""

    edits: tuple[Edit, ...]

    def __post_init__(self) -> None:
        if not self.edits:
            raise ValueError("a hunk has at least one edit")

    @property
    def span(self) -> Span:
        """From the start of the first edit to the end of the last."""
        return Span(self.edits[0].span.start, self.edits[-1].span.end)

    def before(self, base: str) -> str:
        """The base text over the hunk's span."""
        return self.span.of(base)

    def after(self, base: str) -> str:
        """What stands over the hunk's span once it is accepted."""
        start = self.span.start
        return apply_edits(self.before(base), [edit.shifted(-start) for edit in self.edits])


def group_hunks(base: str, edits: Sequence[Edit], *, gap: int = 0) -> tuple[Hunk, ...]:
    """Join edits that stand at most ``gap`` code points of white space apart.

    Only white space on one line is bridged: words between two edits keep them apart.
    """
    hunks: list[list[Edit]] = []
    for edit in edits:
        if hunks:
            between = base[hunks[-1][-1].span.end : edit.span.start]
            if len(between) <= gap and (not between or between.isspace()) and "\n" not in between:
                hunks[-1].append(edit)
                continue
        hunks.append([edit])
    return tuple(Hunk(tuple(group)) for group in hunks)
