"""What a ledger takes in and gives out, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args

Decision = Literal["accepted", "rejected", "never", "undone"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


class Shown(Protocol):
    """A suggestion as the ledger knows it; its ``id`` stays while the words around it do."""

    @property
    def id(self) -> str:
        """Unique among the suggestions shown at one time."""

    @property
    def fingerprint(self) -> str:
        """What a rejection remembers: the words and their neighbours."""

    @property
    def kind(self) -> str:
        """What it corrects."""

    @property
    def verdict(self) -> str:
        """Either "mechanical" or "held"."""

    @property
    def source(self) -> str:
        """Who proposed it."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def message(self) -> str:
        """What the author is told."""

    @property
    def before(self) -> str:
        """The words that stood there."""

    @property
    def after(self) -> str:
        """The words that would stand there."""

    @property
    def drift_bits(self) -> float | None:
        """How far it moves the voice; None if not measured."""


class ModelCall(Protocol):
    """One call of a model, with its price."""

    @property
    def role(self) -> str:
        """What the model was asked to be."""

    @property
    def model(self) -> str:
        """Which model."""

    @property
    def host(self) -> str:
        """Where it was asked."""

    @property
    def sent(self) -> int:
        """Tokens sent."""

    @property
    def received(self) -> int:
        """Tokens received."""

    @property
    def dollars(self) -> float | None:
        """The price; None if it is not known."""

    @property
    def counted(self) -> bool:
        """Whether the tokens are counted by the service, not estimated."""

    @property
    def outcome(self) -> str:
        """One of "done", "failed" and "cancelled"."""

    @property
    def at(self) -> datetime:
        """When."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A suggestion that is not to come back: ``decision`` is "rejected" or "never"."""

    fingerprint: str
    decision: str
    kind: str
    rule: str
    before: str
    after: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """A suggestion that was shown, and the decision that stands; "" while there is none."""

    kind: str
    verdict: str
    source: str
    words_before: int
    words_after: int
    drift_bits: float | None
    decision: str


@dataclass(frozen=True, slots=True)
class Paste:
    """A text that was put in at once; ``origin`` says from where ("clipboard", "version").

    ``shingles`` are hashes of its runs of words (`companion.text.shingles`).
    """

    at: datetime
    characters: int
    words: int
    origin: str
    shingles: bytes = b""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A suggestion that was accepted, and by what it is known again."""

    id: str
    fingerprint: str
    kind: str
    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Spending:
    """The calls of one model in one role; ``unpriced`` of them at an unknown price."""

    role: str
    model: str
    host: str
    calls: int
    dollars: float
    unpriced: int
