"""A judged edit as the JSON object that every command gives."""

from __future__ import annotations

from typing import Any, TypedDict

from companion.grammar.kinds import JudgedEdit
from companion.text.edit import Edit

# Code points on each side of an edit that its drift is measured with: some sentences, so that a
# long text with many edits takes time in proportion to the edits.
_AROUND = 300


class EditFields(TypedDict):
    """What is known of an edit by itself, as JSON; offsets are code points."""

    start: int
    end: int
    before: str
    after: str
    kind: str
    verdict: str
    message: str


def edit_record(text: str, edit: JudgedEdit) -> dict[str, Any]:
    """``E`` for one edit of ``text``, its drift included; offsets are code points."""
    bits = drift_of_edit(text, Edit(edit.span, edit.after))
    return {**fields_of(edit), "drift_bits": round(bits, 2)}


def fields_of(edit: JudgedEdit) -> EditFields:
    """What is known of an edit by itself."""
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "before": edit.before,
        "after": edit.after,
        "kind": edit.kind.value,
        "verdict": edit.verdict.value,
        "message": edit.message,
    }


def drift_of_edit(text: str, edit: Edit) -> float:
    """The bits of one edit, measured with the words around it."""
    from companion.review.drift import drift
    from companion.text.edit import apply_edits

    start = max(0, edit.span.start - _AROUND)
    around = text[start : edit.span.end + _AROUND]
    return drift(around, apply_edits(around, [edit.shifted(-start)])).bits
