"""The grammar development pack as single edits of natural text, for measuring only.

The pack gives edits over tokens; here they become edits of the untokenised sentence. The pack's
licences do not let it, or anything made from it, be committed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.command import part_of
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span

Record = dict[str, Any]

# ERRANT types whose corrections are no matter of grammar alone.
NOT_MECHANICAL = frozenset("R:NOUN R:VERB R:ADJ R:ADV R:OTHER R:WO R:CONJ UNK noop".split())
# Types that put in or take out a word of an open class, or several words.
OPEN_CLASS = frozenset(
    f"{change}:{kind}"
    for change in "MU"
    for kind in ("NOUN", "VERB", "ADJ", "ADV", "OTHER", "CONJ")
)
LEXICAL = frozenset("R:NOUN R:VERB R:ADJ R:ADV".split())


@dataclass(frozen=True, slots=True)
class TypedEdit:
    """An edit of ``original`` with its ERRANT or NUCLE type and who made it."""

    original: str
    edit: Edit
    type: str
    maker: str

    @property
    def proposed(self) -> str:
        """The original with this edit alone."""
        return apply_edits(self.original, [self.edit])

    @property
    def before(self) -> str:
        """What the edit takes away."""
        return self.edit.before(self.original)


def read_lines(path: Path) -> Iterator[Record]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def half(identity: str) -> str:
    """The half a record belongs to by the hash of its id: "tuned" or "held-out".

    Rules were written looking at the failures of the first half only.
    """
    return "tuned" if hashlib.sha1(identity.encode()).digest()[0] % 2 else "held-out"


def token_spans(record: Record) -> list[Span] | None:
    """Where each of the record's tokens stands in its natural text; None if they do not match."""
    text, at, spans = record["original"], 0, []
    for token in record["tokens"].split():
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(token, at):
            return None
        spans.append(Span(at, at + len(token)))
        at += len(token)
    return spans


_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]|n't|'(?:s|re|ve|ll|d|m)?$|'\w{1,2}\b)")


def natural_edit(text: str, spans: Sequence[Span], start: int, end: int, correction: str) -> Edit:
    """An edit of tokens ``start`` to ``end`` as an edit of the natural text."""
    words = correction.split()
    new = ""
    for word in words:
        new += word if not new or _NO_SPACE_BEFORE.match(word) else " " + word
    if start == end:
        if start == 0:
            return Edit(Span(0, 0), new + " ")
        glue = "" if _NO_SPACE_BEFORE.match(new) or new == "-" else " "
        return Edit(Span(spans[start - 1].end, spans[start - 1].end), glue + new)
    left, right = spans[start].start, spans[end - 1].end
    if not new:
        if start:
            left = spans[start - 1].end
        elif end < len(spans):
            right = spans[end].start
    elif _NO_SPACE_BEFORE.match(new) and start:
        left = spans[start - 1].end
    return Edit(Span(left, right), new)


def gold_edits(record: Record) -> list[TypedEdit]:
    """The annotators' edits; those whose correction is unknown are left out."""
    known = (
        (start, end, kind, correction, str(annotator))
        for annotator, start, end, kind, correction in record.get("gold_edits", ())
        if correction is not None and kind != "UNK"
    )
    return _typed(record, known)


def system_edits(record: Record) -> list[TypedEdit]:
    """The edits of every system whose edits the pack types."""
    made = (
        (*edit, system) for system, edits in record.get("llm_edits", {}).items() for edit in edits
    )
    return _typed(record, made)


def _typed(record: Record, edits: Iterable[tuple[int, int, str, str, str]]) -> list[TypedEdit]:
    """Edits over tokens, given as (start, end, type, correction, maker), as edits of the text."""
    text, spans = record["original"], token_spans(record)
    if spans is None:
        return []
    return [
        TypedEdit(text, natural_edit(text, spans, start, end, correction), kind, maker)
        for start, end, kind, correction, maker in edits
    ]


if __name__ == "__main__":
    part_of("benchmarks.quality.grammar_pack", __doc__, "benchmarks.quality.guard")
