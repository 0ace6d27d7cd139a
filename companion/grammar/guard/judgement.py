"""A rule's judgement of one change, and the context of the change that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from companion.grammar.guard.changes import SENTENCE_ENDS, Change, Side
from companion.grammar.kinds import HELD_KINDS, Kind
from companion.text.span import Span

Dialect = Literal["US", "GB", "AU", "CA", "IN"]


@dataclass(frozen=True, slots=True)
class GuardOptions:
    """What the author's settings ask for, and what they protect.

    ``dialect`` None leaves every accepted spelling alone; a dialect asks for its spellings.
    ``serial_comma`` True asks for the comma before the last "and", False for none, None for what
    stands. ``protected`` spans of the original are never changed.
    """

    dictionary: frozenset[str] = frozenset()
    dialect: Dialect | None = None
    serial_comma: bool | None = None
    protected: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Case does not matter in the author's dictionary."""
        folded = frozenset(word.casefold() for word in self.dictionary)
        object.__setattr__(self, "dictionary", folded)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A kind, a sentence for the author, and whether it stands whatever the neighbours become.

    ``soft`` is for a change that is held only because both sides are English: what it corrects
    where other errors in the sentence make one more likely here.
    """

    kind: Kind
    message: str
    alone: bool = False
    soft: Kind | None = None

    @property
    def forgiven(self) -> Judgement:
        """The judgement in a sentence that has other errors."""
        if self.soft is None:
            return self
        return Judgement(self.soft, "In this sentence, with its other slips, this mends one more.")

    @property
    def mechanical(self) -> bool:
        """Whether the change is grammar only."""
        return self.kind not in HELD_KINDS


@dataclass(frozen=True)
class ChangeContext:
    """One change where it stands: what a rule looks at."""

    original: Side
    proposed: Side
    change: Change
    options: GuardOptions = field(default_factory=GuardOptions)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The changed tokens as they are, in lower case with straight quotes."""
        return self.original.low[self.change.i1 : self.change.i2]

    @cached_property
    def after(self) -> tuple[str, ...]:
        """The tokens that stand in their place, likewise."""
        return self.proposed.low[self.change.j1 : self.change.j2]

    @property
    def old(self) -> str:
        """The changed tokens as the author wrote them."""
        return self._text(self.original, self.change.i1, self.change.i2)

    @property
    def new(self) -> str:
        """The proposed tokens as proposed."""
        return self._text(self.proposed, self.change.j1, self.change.j2)

    @staticmethod
    def _text(side: Side, a: int, b: int) -> str:
        return side.text[side.start(a) : side.end(b - 1)] if b > a else ""

    def prev(self, k: int = 1) -> str:
        """The ``k``-th proposed token before the change."""
        return self.proposed.word(self.change.j1 - k)

    def next(self, k: int = 1) -> str:
        """The ``k``-th proposed token after the change."""
        return self.proposed.word(self.change.j2 - 1 + k)

    def old_prev(self, k: int = 1) -> str:
        """The ``k``-th original token before the change."""
        return self.original.word(self.change.i1 - k)

    def old_next(self, k: int = 1) -> str:
        """The ``k``-th original token after the change."""
        return self.original.word(self.change.i2 - 1 + k)

    @property
    def at_start(self) -> bool:
        """Whether the change stands at the start of a sentence of the original."""
        return self.original.starts_sentence(self.change.i1)

    def sentence_before(self, most: int = 40) -> tuple[str, ...]:
        """The original's tokens from the start of the sentence to the change."""
        side, i = self.original, self.change.i1
        k = i
        while k > 0 and i - k < most and side.low[k - 1] not in SENTENCE_ENDS:
            k -= 1
            if "\n" in side.gap(k):
                break
        return side.low[k:i]

    def sentence_after(self, most: int = 40) -> tuple[str, ...]:
        """The original's tokens from the change to the end of the sentence, its mark included."""
        side, i = self.original, self.change.i2
        k = i
        while k < len(side.tokens) and k - i < most:
            if k > i and "\n" in side.gap(k):
                break
            k += 1
            if side.low[k - 1] in SENTENCE_ENDS:
                break
        return side.low[i:k]
