"""The drift of a change: how far it moves from the author toward assistant style, in bits, and why.

Bits are a log2 likelihood ratio: that an assistant polished the text, against that its author
revised it or it was proofread. It is a measure of direction. It says nothing about who wrote a
text, and never that a text "is AI".

A text is read paragraph by paragraph, and the evidence adds up: the paragraph that leans furthest
counts in full, each other that leans adds to it, and one that does not lean takes nothing away.
What is read here is read as it stands: `companion.review.drift` first takes the corrections out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from companion.text import document
from companion.text.moves import Row, align_paragraphs
from companion.text.span import Span
from companion.text.tokens import count_words
from companion.voice.change import tokens_of
from companion.voice.evidence import Evidence, pieces, read_change
from companion.voice.fingerprint import ASSISTANT_LIKE, family_of
from companion.voice.losses import Loss, losses
from companion.voice.model import shipped_model
from companion.voice.new_text import Own, read_new
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import Reason, Reliability, ranked, reliability_of, told

Label = Literal["yours", "drifting", "assistant-like"]

# How much a paragraph beside the one that leans furthest adds: as if this share of the paragraphs
# of a text that an assistant went over were its work (`added`).
SHARE = 0.3
# Bits by which the threshold rises as the pieces that changed double: the more there are, the
# likelier one of them leans by chance. Chosen on whole texts (benchmarks/quality/whole_texts.py).
PER_DOUBLING = 0.55
DRIFTING = 1.0  # bits from which a text is said to drift


@dataclass(frozen=True, slots=True)
class Amount:
    """How much was changed beyond corrections, of how much text there is now."""

    words: int
    of_words: int
    paragraphs: int
    of_paragraphs: int

    def __str__(self) -> str:
        """In words: "74 words in 11 of 16 paragraphs changed beyond grammar"."""
        if not self.words and not self.paragraphs:
            return "nothing changed beyond grammar"
        words = f"{self.words:,} word" + ("s" if self.words != 1 else "")
        many = self.of_paragraphs != 1
        where = f" in {self.paragraphs:,} of {self.of_paragraphs:,} paragraphs" if many else ""
        return f"{words}{where} changed beyond grammar"


@dataclass(frozen=True, slots=True)
class ParagraphDrift:
    """The drift of one paragraph.

    ``start`` and ``end`` are code points of the revised text; ``new`` says that it grew from none.
    ``reasons`` sum to ``bits``.
    """

    start: int
    end: int
    bits: float
    warn: bool
    new: bool
    words: int
    reasons: tuple[Reason, ...]
    lost: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """The drift of one change.

    ``reasons`` sum to ``bits``, the largest share first; from ``warns_at`` bits on it warns.
    ``lost`` are the author's mannerisms that went, ``paragraphs`` those that changed.
    """

    bits: float
    warn: bool
    reasons: tuple[Reason, ...]
    reliability: Reliability
    label: Label
    family: str
    warns_at: float
    lost: tuple[Loss, ...]
    amount: Amount
    paragraphs: tuple[ParagraphDrift, ...]


def drift(
    before: str,
    after: str,
    profile: VoiceProfile | None = None,
    corrected: Callable[[str, str], str] = lambda before, _: before,
) -> Drift:
    """How far ``after`` moved from ``before`` toward assistant style.

    Args:
        before: the author's text.
        after: the revised text.
        profile: the author's own statistics; what they really use is discounted.
        corrected: gives a paragraph before, and as it is after, the one before with what was only
            corrected taken over: that is not read.

    Returns:
        The drift in bits, the log2 likelihood ratio of an assistant's polish against an author's
        revision or a proofreader's; whether it passes the shipped threshold, which is higher for
        short texts; the words and patterns that moved it, whose shares sum to the bits; what was
        lost and how much was changed; and the same for each paragraph that changed.
    """
    found = []
    own = Own(before, profile)
    for old, new in changed_paragraphs(before, after):
        was = corrected(old.of(before), new.of(after)) if old else None
        found.append((new, old is None, paragraph_evidence(was, new.of(after), own)))
    return added_up(found, after, own)


def paragraph_evidence(before: str | None, after: str, own: Own) -> tuple[Evidence, ...]:
    """The evidence of a paragraph: in several pieces where it is long."""
    if before is None:
        return (read_new(after, own),)
    return tuple(read_change(a, b, own.profile) for a, b in pieces(before, after) if a != b)


Read = tuple[Span, bool, Sequence[Evidence]]


def added_up(
    found: Sequence[Read],
    text: str,
    own: Own,
    *,
    words: int | None = None,
    paragraphs: int | None = None,
) -> Drift:
    """The drift of a text, of which each changed paragraph has been read.

    Args:
        found: of each paragraph its place, whether it is new, and its evidence.
        text: the whole text as it is now.
        own: the text that it is held against.
        words: how many words that has, where they have been counted.
        paragraphs: the same of its paragraphs of prose.
    """
    every = [each for _, _, evidence in found for each in evidence]
    bits, parts = pooled(every)
    tokens = sum(each.tokens for each in every)
    warns_at = _warns_at(every)
    warn = bool(every) and bits >= warns_at
    read = tokens_of(" ".join(span.of(text) for span, _, _ in found))
    return Drift(
        bits=bits,
        warn=warn,
        reasons=ranked(told(parts, _runs(every)), bits),
        reliability=reliability_of(max(tokens, len(read))) if every else "enough",
        label="assistant-like" if warn else "drifting" if bits >= DRIFTING else "yours",
        family=family_of(read) if warn else ASSISTANT_LIKE,
        warns_at=warns_at,
        lost=losses(every, own.mannerisms),
        amount=Amount(
            words=sum(each.words for each in every),
            of_words=count_words(text) if words is None else words,
            paragraphs=sum(any(e.words for e in evidence) for _, _, evidence in found),
            of_paragraphs=max(len(found), prose(text) if paragraphs is None else paragraphs),
        ),
        paragraphs=tuple(_paragraph(*each, own) for each in found),
    )


def _paragraph(span: Span, new: bool, evidence: Sequence[Evidence], own: Own) -> ParagraphDrift:
    bits, parts = pooled(evidence)
    return ParagraphDrift(
        start=span.start,
        end=span.end,
        bits=bits,
        warn=bool(evidence) and bits >= _warns_at(evidence),
        new=new,
        words=sum(each.words for each in evidence),
        reasons=ranked(told(parts, _runs(evidence)), bits),
        lost=losses(evidence, own.mannerisms),
    )


def prose(text: str) -> int:
    """How many paragraphs of a text are prose."""
    return sum(block.checkable for block in document.paragraphs(text))


def _runs(evidence: Sequence[Evidence]) -> Iterator[tuple[str, ...]]:
    return (run for each in evidence for run in each.phrases)


def _warns_at(evidence: Sequence[Evidence]) -> float:
    """The bits from which pieces together warn.

    What is short is little to go by: all that was changed counts. The threshold rises with the
    number of pieces. New text has one of its own, where it reaches that by itself.
    """
    new = [each for each in evidence if each.new]
    if new:
        lowest = min(each.warns_at for each in new)
        if len(new) == len(evidence) or pooled(new)[0] >= lowest:
            return lowest
    changed = [each for each in evidence if not each.new]
    length = sum(each.tokens for each in changed)
    return shipped_model().warns_at(length) + PER_DOUBLING * log2(max(1, len(changed)))


def pooled(evidence: Sequence[Evidence]) -> tuple[float, dict[str, float]]:
    """The bits of several pieces together, and what made them.

    The one that leans furthest counts in full and each other that leans adds to it, so the sum
    never falls where one is added that leans, and is the same in any order.
    """
    if not evidence:
        return 0.0, {}
    furthest = max(range(len(evidence)), key=lambda at: evidence[at].bits)
    total = 0.0
    parts: dict[str, float] = {}
    for at, each in enumerate(evidence):
        bits = each.bits if at == furthest else added(each.bits)
        if not bits or not each.bits:
            continue
        total += bits
        share = bits / each.bits
        for name, value in each.parts.items():
            parts[name] = parts.get(name, 0.0) + share * value
    return total, parts


def added(bits: float) -> float:
    """What a piece adds beside one that leans further: 0 where it does not lean itself."""
    return log2(1 - SHARE + SHARE * 2.0 ** min(bits, 60.0)) if bits > 0 else 0.0


def changed_paragraphs(before: str, after: str) -> Iterator[tuple[Span | None, Span]]:
    """The paragraphs of ``after`` that differ, each with what it grew from; None: it is new."""
    checkable = {block.span for block in document.paragraphs(after) if block.checkable}
    for old, new in _paired(align_paragraphs(before, after)):
        if new in checkable and (old is None or old.of(before) != new.of(after)):
            yield old, new


def _paired(rows: Sequence[Row]) -> Iterator[tuple[Span | None, Span]]:
    """The rows of the revised text with what each grew from.

    Where as many paragraphs left as came between two that stayed, they were rewritten.
    """
    gone: list[Span] = []
    came: list[Span] = []
    for row in [*rows, None]:
        if row is not None and row.relation == "removed" and row.base:
            gone.append(row.base)
        elif row is not None and row.relation == "added" and row.revised:
            came.append(row.revised)
        else:
            rewritten = len(gone) == len(came)
            yield from zip(gone if rewritten else [None] * len(came), came, strict=True)
            gone, came = [], []
            if row is not None and row.revised is not None:
                yield row.base or row.moved, row.revised
