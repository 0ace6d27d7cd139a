"""Changes that someone marked in a copy of the draft, as suggestions like any other.

The marks stay what they are, in terms of the text that they were made for. Where they stand in the
draft as it is now, which may have been written on, is found anew each time it is asked.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from companion.formats.criticmarkup import MarkedChange
from companion.grammar.guard import GuardOptions, Judged, judge
from companion.review.check import Suggestion
from companion.text.diff import diff_words
from companion.text.document import Paragraph, paragraphs, regions_of
from companion.text.edit import Edit, apply_edits
from companion.text.hunk import Hunk
from companion.text.rebase import rebase_span
from companion.text.span import Span

SOURCE = "CriticMarkup"
_CACHED = 5_000  # judged marks


@dataclass(frozen=True, slots=True)
class _Mark:
    identity: str
    edit: Edit
    note: str


class Marks:
    """The marks of one file, and which of them the author has accepted.

    Args:
        base: the text that they were made for.
        changes: in terms of it.
        accepted: the identities of those that are in the draft already.
    """

    def __init__(
        self, base: str, changes: Sequence[MarkedChange], accepted: Iterable[str] = ()
    ) -> None:
        digest = hashlib.sha256(base.encode("utf-8", "replace")).hexdigest()
        self._base = base
        self._marks = tuple(_Mark(_identity(digest, edit), edit, note) for edit, note in changes)
        self._accepted = {mark.identity for mark in self._marks} & set(accepted)
        self._judged: OrderedDict[tuple[object, ...], Judged] = OrderedDict()

    def __len__(self) -> int:
        return len(self._marks)

    def decided(self, identity: str, decision: str) -> None:
        """Note what the author decided on a suggestion; on one that is no mark, nothing."""
        if any(mark.identity == identity for mark in self._marks):
            (self._accepted.add if decision == "accepted" else self._accepted.discard)(identity)

    def pending(self, text: str, rules: GuardOptions) -> tuple[tuple[Paragraph, Suggestion], ...]:
        """The marks that can still be decided in ``text``, in order, each with its surroundings.

        A mark whose own words were changed meanwhile is stale, and is left out. The surroundings
        are one paragraph, or all that a mark reaches into, as one.
        """
        blocks = paragraphs(text)
        return tuple(
            self._suggestion(text, blocks, mark, span, rules) for mark, span in self._standing(text)
        )

    def _standing(self, text: str) -> list[tuple[_Mark, Span]]:
        """The marks that are neither accepted nor stale, and where they stand in ``text``."""
        accepted: list[Edit] = []
        waiting: list[tuple[_Mark, Span]] = []
        shift = 0
        for mark in self._marks:
            if mark.identity in self._accepted:
                accepted.append(mark.edit)
                shift += len(mark.edit.replacement) - len(mark.edit.span)
            else:
                waiting.append((mark, mark.edit.span.shifted(shift)))
        later = diff_words(apply_edits(self._base, accepted), text)
        found = []
        for mark, span in waiting:
            now = rebase_span(span, later)
            if now is not None and now.of(text) == mark.edit.before(self._base):
                found.append((mark, now))
        return found

    def _suggestion(
        self, text: str, blocks: Sequence[Paragraph], mark: _Mark, span: Span, rules: GuardOptions
    ) -> tuple[Paragraph, Suggestion]:
        touched = _touched(blocks, span)
        around = _around(touched, span)
        words = around.span.of(text)
        edit = Edit(span.shifted(-around.span.start), mark.edit.replacement)
        key = (words, edit, repr(rules))
        judged = self._judged.get(key)
        if judged is None:
            protected = tuple(
                region.span.shifted(-around.span.start)
                for block in touched
                for region in regions_of(text, block)
            )
            (judged,) = judge(words, [Hunk((edit,))], replace(rules, protected=protected))
            self._judged[key] = judged
            while len(self._judged) > _CACHED:
                self._judged.popitem(last=False)
        return around, Suggestion(
            id=mark.identity,
            span=span,
            before=judged.before,
            after=judged.after,
            kind=judged.kind,
            verdict=judged.verdict,
            message=_message(judged, mark.note),
            source=SOURCE,
            rule="",  # there is none that could be turned off
            fingerprint=mark.identity,
        )


def _identity(digest: str, edit: Edit) -> str:
    fields = (digest, str(edit.span.start), str(edit.span.end), edit.replacement)
    joined = "\x1f".join(fields).encode("utf-8", "replace")
    return "mark-" + hashlib.sha256(joined).hexdigest()[:16]


def _touched(blocks: Sequence[Paragraph], span: Span) -> Sequence[Paragraph]:
    """The blocks that a span reaches into or stands beside."""
    first = bisect_left(blocks, span.start, key=lambda block: block.span.end)
    last = first
    while last < len(blocks) and blocks[last].span.start <= span.end:
        last += 1
    return blocks[first:last]


def _around(touched: Sequence[Paragraph], span: Span) -> Paragraph:
    if len(touched) == 1 and touched[0].span.covers(span):
        return touched[0]
    spans = [span, *(block.span for block in touched)]
    return Paragraph(Span(min(s.start for s in spans), max(s.end for s in spans)), "prose")


def _message(judged: Judged, note: str) -> str:
    said = " ".join(note.split())
    if not said:
        return judged.message
    return said if judged.mechanical else f"{judged.message} The file says: “{said}”"
