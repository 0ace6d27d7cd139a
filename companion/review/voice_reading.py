"""Where a draft stands against the author's own words, paragraph by paragraph.

The base is a state of the draft that the author made (`versions`); each paragraph is measured
against the one it grew from, corrections apart, and a new one against all of the base. The
reading is that of the whole: the paragraph that leans furthest counts in full, others that lean add
to it, and a change toward oneself in one paragraph does not excuse another.

What the author typed is the author's: without a profile to hold it against it is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from companion.grammar.guard import GuardOptions, guard
from companion.review.origin import Origins
from companion.text.document import paragraphs
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from companion.text.tokens import count_words
from companion.voice.drift import (
    Drift,
    ParagraphDrift,
    added_up,
    changed_paragraphs,
    paragraph_evidence,
)
from companion.voice.evidence import Evidence
from companion.voice.new_text import ENOUGH, Own
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import Reason
from companion.voice.tells import Tell, tells

_CACHED = 4096  # paragraphs, or pairs of them
_GROWN = 1.3  # times as many typed words as were read before, from which they are read anew


@dataclass(frozen=True, slots=True)
class ParagraphReading:
    """A paragraph that was changed since the base, or has tells.

    ``number`` counts the paragraphs of prose from 1, as a reader would: headings are none.
    ``drift`` is None where it stands as it did; ``counts`` says whether it weighs in the reading
    of the whole. The spans of ``tells`` are in the draft.
    """

    span: Span
    number: int
    drift: ParagraphDrift | None
    tells: tuple[Tell, ...] = ()
    counts: bool = True

    @property
    def bits(self) -> float:
        """The drift since the base."""
        return self.drift.bits if self.drift else 0.0

    @property
    def warns(self) -> bool:
        """Whether the meter warns of it."""
        return self.drift is not None and self.drift.warn and self.counts

    @property
    def leans(self) -> bool:
        """Whether the author should look at it: the meter warns, or tells stand together."""
        return bool(self.tells) or self.warns

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What makes it lean, beside the tells."""
        return self.drift.reasons if self.drift is not None and self.warns else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a draft stands.

    Attributes:
        drift: of the whole draft, of what counts in it.
        furthest: the paragraph that leans furthest, if any leans at all.
        paragraphs: every one that was changed or has tells, in the order of the draft.
        words: of the draft; ``foreign`` of them were not typed by its author.
    """

    drift: Drift
    furthest: ParagraphReading | None
    paragraphs: tuple[ParagraphReading, ...]
    words: int
    foreign: int

    @property
    def bits(self) -> float:
        """The drift of the whole; 0 where nothing leans."""
        return max(0.0, self.drift.bits)

    @property
    def leaning(self) -> tuple[ParagraphReading, ...]:
        """The paragraphs that the author should look at."""
        return tuple(p for p in self.paragraphs if p.leans)


class VoiceReader:
    """Reads drafts against one base; what did not change since is not measured again.

    Args:
        base: the author's own state of the draft.
        profile: the statistics of the author's writing.
        origins: what of the draft the author did not type; without it, all that changed counts.
        options: what the author asks of the guard, which tells what is a correction.
    """

    def __init__(
        self,
        base: str,
        profile: VoiceProfile | None = None,
        *,
        origins: Origins | None = None,
        options: GuardOptions = GuardOptions(),  # noqa: B008
    ) -> None:
        self.base = base
        self.origins = origins
        self._options = options
        self._empty = Own(base).words < ENOUGH
        self._paragraphs = [p.span for p in paragraphs(base)]
        self.teach(profile)

    def teach(self, profile: VoiceProfile | None) -> None:
        """Hold drafts against these statistics from now on."""
        self.profile = profile
        self._own = Own(self.base, profile)
        self._evidence = lru_cache(_CACHED)(self._measure)
        # Tells count by their neighbours in the same paragraph, so each can be kept by its text.
        self._tells = lru_cache(_CACHED)(lambda words: tells(words, profile))
        self._words = lru_cache(_CACHED)(count_words)

    def read(self, text: str) -> Reading:
        """Where ``text`` stands."""
        blocks = paragraphs(text)
        changed = dict(self._changed(text, [p.span for p in blocks]))
        self._learn_typed(text, [p.span for p in blocks if p.checkable])
        measured: dict[Span, tuple[bool, tuple[Evidence, ...]]] = {}
        for block in blocks:
            if block.span in changed and block.checkable:
                before = changed[block.span]
                measured[block.span] = (
                    before is None,
                    self._evidence(before, block.span.of(text)),
                )
        own = {span: self._counts(span.of(text), every) for span, (_, every) in measured.items()}
        words = sum(self._words(block.span.of(text)) for block in blocks)
        prose = sum(block.checkable for block in blocks)

        def added(some: Iterable[Span]) -> Drift:
            return added_up(
                [(span, *measured[span]) for span in some],
                text,
                self._own,
                words=words,
                paragraphs=prose,
            )

        every = added(measured)
        whole = every if all(own.values()) else added(span for span in measured if own[span])
        drifts = {Span(each.start, each.end): each for each in every.paragraphs}
        found = []
        number = 0
        for block in blocks:
            span = block.span
            number += block.checkable and block.kind != "heading"
            shown = tuple(
                replace(tell, span=tell.span.shifted(span.start))
                for tell in self._tells(span.of(text))
            )
            if shown or span in drifts:
                found.append(
                    ParagraphReading(span, number, drifts.get(span), shown, own.get(span, True))
                )
        counted = [p for p in found if p.counts and p.bits > 0]
        furthest = max(counted, key=lambda p: p.bits, default=None)
        foreign = 0
        if self.origins is not None:
            foreign = sum(self.origins.words(span.of(text)) for span in changed)
        return Reading(whole, furthest, tuple(found), words, foreign)

    def read_after(self, text: str, edits: Iterable[Edit]) -> Reading:
        """Where ``text`` would stand with ``edits`` applied."""
        return self.read(apply_edits(text, edits))

    def of_edit(self, text: str, edit: Edit) -> float:
        """The bits of one edit of a paragraph, corrections apart; 0 where it says nothing."""
        evidence = self._evidence(text, apply_edits(text, [edit]))
        return max((each.bits for each in evidence), default=0.0)

    def _measure(self, before: str | None, after: str) -> tuple[Evidence, ...]:
        """The evidence of a paragraph beyond its corrections."""
        if before is not None:
            before = guard(before, after, self._options).kept
        return paragraph_evidence(before, after, self._own)

    def _learn_typed(self, text: str, spans: Sequence[Span]) -> None:
        """Where a draft began empty, hold what is new against what its author has typed since.

        It is read anew as it grows, not at each key, so that readings stay as they are.
        """
        if self.origins is None or not self._empty:
            return
        typed = [span.of(text) for span in spans if not self.origins.words(span.of(text))]
        words = sum(map(self._words, typed))
        if words >= max(ENOUGH, _GROWN * self._own.words):
            self._own = Own("\n\n".join(typed), self.profile)
            self._evidence.cache_clear()

    def _counts(self, paragraph: str, evidence: Sequence[Evidence]) -> bool:
        """Whether a paragraph that changed weighs: it was not typed, or there is a profile."""
        if self.origins is None or self.profile is not None:
            return True
        return self.origins.counts(paragraph, sum(each.words for each in evidence))

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
        for before, span in changed_paragraphs(base, new.of(text)):
            yield span.shifted(new.start), before.of(base) if before else None


def _between(spans: Sequence[Span], head: int, tail: int) -> Span | None:
    """The stretch of the paragraphs without the first ``head`` and the last ``tail``."""
    inner = spans[head : len(spans) - tail]
    return Span(inner[0].start, inner[-1].end) if inner else None
