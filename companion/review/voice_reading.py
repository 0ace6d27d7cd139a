"""Where a draft stands against the author's own words, paragraph by paragraph.

The base is a state of the draft that the author made (`versions`); each paragraph is measured
against the one it grew from. The reading is that of the paragraph which leans furthest: a change
toward oneself in one paragraph does not excuse another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from companion.text.document import paragraphs
from companion.text.edit import Edit, apply_edits
from companion.text.moves import align_paragraphs
from companion.text.span import Span
from companion.voice.absolute_score import AbsoluteScore, standing
from companion.voice.drift import Drift, drift
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import Reason
from companion.voice.tells import Tell, tells

_CACHED = 4096  # pairs of paragraphs


@dataclass(frozen=True, slots=True)
class ParagraphReading:
    """A paragraph that was changed since the base, or has tells.

    ``number`` counts the paragraphs of prose from 1, as a reader would: headings are none.
    ``drift`` is None where it stands as it did or is new; a new one has its ``standing`` where
    that leans. The spans of ``tells`` are in the draft.
    """

    span: Span
    number: int
    drift: Drift | None
    tells: tuple[Tell, ...] = ()
    standing: AbsoluteScore | None = None

    @property
    def bits(self) -> float:
        """The drift since the base."""
        return self.drift.bits if self.drift else 0.0

    @property
    def leans(self) -> bool:
        """Whether the author should look at it: the meter warns, or tells stand together."""
        return bool(self.tells or self.reasons)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What makes it lean, beside the tells."""
        if self.drift is not None and self.drift.warn:
            return self.drift.reasons
        return self.standing.reasons if self.standing else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a draft stands.

    Attributes:
        bits: of the paragraph that leans furthest; 0 where nothing leans.
        furthest: that paragraph, if any leans at all.
        paragraphs: every one that was changed or has tells, in the order of the draft.
    """

    bits: float
    furthest: ParagraphReading | None
    paragraphs: tuple[ParagraphReading, ...]

    @property
    def leaning(self) -> tuple[ParagraphReading, ...]:
        """The paragraphs that the author should look at."""
        return tuple(p for p in self.paragraphs if p.leans)


class VoiceReader:
    """Reads drafts against one base; what did not change since is not measured again.

    Args:
        base: the author's own state of the draft.
        profile: the statistics of the author's writing.
    """

    def __init__(self, base: str, profile: VoiceProfile | None = None) -> None:
        self.base = base
        self._paragraphs = [p.span for p in paragraphs(base)]
        self._drift = lru_cache(_CACHED)(lambda before, after: drift(before, after, profile))
        # Tells count by their neighbours in the same paragraph, so each can be kept by its text.
        self._standing = lru_cache(_CACHED)(lambda words: standing(words, profile))
        self._tells = lru_cache(_CACHED)(lambda words: tells(words, profile))

    def read(self, text: str) -> Reading:
        """Where ``text`` stands."""
        blocks = paragraphs(text)
        changed = dict(self._changed(text, [p.span for p in blocks]))
        found = []
        number = 0
        for block in blocks:
            span = block.span
            number += block.checkable and block.kind != "heading"
            shown = tuple(
                replace(tell, span=tell.span.shifted(span.start))
                for tell in self._tells(span.of(text))
            )
            measured = new = None
            if span in changed and block.checkable:
                before = changed[span]
                if before is not None:
                    measured = self._drift(before, span.of(text))
                elif self._standing(span.of(text)).leans:
                    new = self._standing(span.of(text))
            if shown or measured or new:
                found.append(ParagraphReading(span, number, measured, shown, new))
        furthest = max(found, key=lambda p: p.bits, default=None)
        if furthest is not None and furthest.bits <= 0:
            furthest = None
        return Reading(furthest.bits if furthest else 0.0, furthest, tuple(found))

    def read_after(self, text: str, edits: Iterable[Edit]) -> Reading:
        """Where ``text`` would stand with ``edits`` applied."""
        return self.read(apply_edits(text, edits))

    def of_edit(self, text: str, edit: Edit) -> Drift:
        """The drift of one edit of a paragraph."""
        return self._drift(text, apply_edits(text, [edit]))

    def _changed(self, text: str, news: Sequence[Span]) -> Iterator[tuple[Span, str | None]]:
        """The paragraphs that differ, each with what it grew from; None for one that is new.

        Only what stands between the first and the last changed paragraph is aligned: at a
        keystroke that is one paragraph, not the draft.
        """
        olds = self._paragraphs
        same = [a.of(self.base) == b.of(text) for a, b in zip(olds, news, strict=False)]
        head = same.index(False) if False in same else len(same)
        tail = 0
        while tail < min(len(olds), len(news)) - head and (
            olds[-1 - tail].of(self.base) == news[-1 - tail].of(text)
        ):
            tail += 1
        old, new = _between(olds, head, tail), _between(news, head, tail)
        if new is None:
            return
        base = old.of(self.base) if old else ""
        for row in align_paragraphs(base, new.of(text)):
            if row.revised is not None and row.relation != "same":
                before = row.base or row.moved
                yield row.revised.shifted(new.start), before.of(base) if before else None


def _between(spans: Sequence[Span], head: int, tail: int) -> Span | None:
    """The stretch of the paragraphs without the first ``head`` and the last ``tail``."""
    inner = spans[head : len(spans) - tail]
    return Span(inner[0].start, inner[-1].end) if inner else None
