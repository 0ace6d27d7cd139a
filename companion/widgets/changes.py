"""Change sets as CodeMirror writes them in JSON, applied to and made from Python text.

A change set is a list of sections that cover the old document in UTF-16 units: ``n`` keeps n
units, ``[n]`` deletes n, ``[n, line, line, ...]`` replaces n by lines joined with a line break
(https://codemirror.net/docs/ref/#state.ChangeSet.toJSON).
"""

from __future__ import annotations

from collections.abc import Sequence

from companion.text.edit import Edit
from companion.text.span import Span
from companion.widgets.offsets import Offsets
from companion.widgets.protocol import ChangeSet


class BadChanges(ValueError):
    """A change set that does not fit the text, or is none."""


def edits_from_json(text: str, changes: object) -> tuple[Edit, ...]:
    """The edits of ``text`` that a JSON change set makes, in code points.

    Raises:
        BadChanges: if it is malformed, does not cover ``text``, or divides a surrogate pair.
    """
    if not isinstance(changes, list):
        raise BadChanges("a change set is a list of sections")
    offsets = Offsets(text)
    edits: list[Edit] = []
    at = 0
    for section in changes:
        length, lines = _section(section)
        if lines is not None:
            try:
                span = Span(offsets.to_points(at), offsets.to_points(at + length))
            except ValueError as error:
                raise BadChanges(str(error)) from None
            edits.append(Edit(span, "\n".join(lines)))
        at += length
    if at != offsets.units:
        raise BadChanges(f"the changes cover {at} units of a text of {offsets.units}")
    return tuple(edits)


def changes_to_json(text: str, edits: Sequence[Edit]) -> ChangeSet:
    """The JSON change set that applies ``edits``, in order and disjoint, to ``text``."""
    offsets = Offsets(text)
    sections: ChangeSet = []
    at = 0
    for edit in edits:
        start = offsets.to_units(edit.span.start)
        end = offsets.to_units(edit.span.end)
        if start > at:
            sections.append(start - at)
        sections.append([end - start, *(edit.replacement.split("\n") if edit.replacement else [])])
        at = end
    if offsets.units > at or not sections:
        sections.append(offsets.units - at)
    return sections


def _section(section: object) -> tuple[int, list[str] | None]:
    """The old length of a section and its new lines; None where it keeps the text."""
    if isinstance(section, int) and not isinstance(section, bool) and section >= 0:
        return section, None
    if isinstance(section, list) and section and isinstance(section[0], int) and section[0] >= 0:
        lines = section[1:]
        if all(isinstance(line, str) for line in lines):
            return section[0], lines
    raise BadChanges(f"not a section of a change set: {section!r:.80}")
