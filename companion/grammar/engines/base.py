"""The interface of a grammar engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from companion.text.edit import Edit

SPELLING = "spelling"  # the rule that speaks of words which no dictionary knows


class EngineError(RuntimeError):
    """An engine cannot work here and now; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An engine's proposal, not yet judged.

    ``edit`` is in the coordinates of the prose that the engine was given, ``rule`` names what
    found it (rules can be turned off by this name) and ``source`` is the engine's name.
    """

    edit: Edit
    message: str
    rule: str
    source: str


@runtime_checkable
class Engine(Protocol):
    """Finds mistakes in plain prose, one paragraph at a time.

    ``check`` may block, is called from threads, and raises `EngineError` where it cannot work.
    ``key`` changes whenever the same prose could be answered differently (dialect, model, rules).
    """

    @property
    def name(self) -> str:
        """A short name, shown to the author."""

    @property
    def key(self) -> str:
        """Name and settings, for caches."""

    def check(self, text: str) -> list[Finding]:
        """The mistakes in ``text``, which is plain prose."""


class Proposals(Protocol):
    """Whole paragraphs as someone would have them, asked for beforehand: see `proofreader`."""

    @property
    def name(self) -> str:
        """A short name, shown to the author."""

    def known(self, text: str) -> str | None:
        """What is proposed for a paragraph's prose; None while it has not been asked for."""
