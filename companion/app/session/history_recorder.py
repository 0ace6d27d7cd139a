"""Records a sitting in the history: versions, decisions, minutes, spending.

Writing the record never blocks the page and never endangers the draft: it goes to a thread of
its own, in order, and trouble with it is told once, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from companion.grammar.kinds import HELD_KINDS, Kind
from companion.review.authorship import place_accepted
from companion.review.check import Suggestion
from companion.review.origin import Origins
from companion.store.database import HistoryError
from companion.store.history import History
from companion.store.records import Decision

# Acceptances closer together than this, in seconds, are one batch with one version before it.
BATCH = 600.0
APART = "That concerns versions and decisions; your draft is saved apart from them."


class HistoryRecorder:
    """The record of one draft.

    Args:
        history: where it is kept.
        trouble: told, in a thread, what the author should know about it.
    """

    def __init__(self, history: History, trouble: Callable[[str], None]) -> None:
        self.history = history
        self._trouble = trouble
        self._told = ""
        self._worker = ThreadPoolExecutor(1, "record")
        self._last_acceptance = -BATCH

    def origins(self, text: str) -> Origins:
        """What of the draft, which is ``text`` now, its author did not type, as is on record."""
        try:
            pastes = self.history.ledger.pastes()
            accepted = self.history.ledger.accepted_edits()
        except HistoryError:
            return Origins()
        origins = Origins(paste.shingles for paste in pastes)
        held = [one for one in accepted if Kind(one.kind) in HELD_KINDS]
        for claim in place_accepted(text, held).claims:
            origins.mark(text, claim.span)
        return origins

    def first_text(self, text: str) -> str:
        """The draft as its author first had it here; ``text`` if this is the first time."""
        try:
            versions = [v for v in self.history.versions.list() if v.made_by == "me"]
            return self.history.versions.text(versions[-1].id) if versions else text
        except HistoryError:
            return text

    def dismissed(self) -> set[str]:
        """The fingerprints of what the author rejected before."""
        try:
            return set(self.history.ledger.dismissed_fingerprints())
        except HistoryError:
            return set()

    def dictionary(self) -> frozenset[str]:
        """The words that the author added for this draft."""
        try:
            return frozenset(self.history.ledger.dictionary())
        except HistoryError:
            return frozenset()

    def rules_off(self) -> frozenset[str]:
        """The rules that the author has turned off."""
        try:
            dismissed = self.history.ledger.dismissed()
        except HistoryError:
            return frozenset()
        return frozenset(
            d.rule for d in dismissed if d.decision == "never" and d.rule and d.kind != "spelling"
        )

    def rejected(self) -> list[tuple[str, str]]:
        """What the author rejected, as (before, after), the latest last."""
        try:
            return [(d.before, d.after) for d in reversed(self.history.ledger.dismissed())]
        except HistoryError:
            return []

    def minutes(self) -> int:
        """How many minutes the author has worked on this draft."""
        try:
            return self.history.ledger.active_minutes()
        except HistoryError:
            return 0

    def keep(self, text: str, reason: str, **more: Any) -> None:
        """Keep a version."""
        self._do(lambda: self.history.versions.keep(text, reason, **more))

    def shown(self, suggestions: Iterable[Suggestion]) -> None:
        """Note suggestions that the page shows."""
        items = tuple(suggestions)
        self._do(lambda: self.history.ledger.record_shown(items))

    def decided(self, suggestion: Suggestion, decision: Decision, before: str, at: float) -> None:
        """Note a decision; before the first acceptance of a batch, the text is kept.

        Args:
            suggestion: what was decided.
            decision: how.
            before: the draft as it was before.
            at: a monotonic time, in seconds.
        """
        if decision == "accepted":
            if at - self._last_acceptance > BATCH:
                self.keep(before, "before accepting")
            self._last_acceptance = at
        if suggestion.kind == "spelling" and decision in ("never", "undone"):
            ledger = self.history.ledger
            change = ledger.add_words if decision == "never" else ledger.remove_words
            self._do(lambda: change([suggestion.before]))
        self._do(lambda: self.history.ledger.record_decision(suggestion, decision))

    def active(self) -> None:
        """Count the present minute as the author's work."""
        self._do(self.history.ledger.record_active)

    def pasted(self, text: str, known: str) -> None:
        """Record a paste into a draft that held what is ``known``."""
        self._do(lambda: self.history.ledger.record_paste(text, known=known))

    def saved(self, text: str) -> None:
        """Note that the draft on disk holds ``text``."""
        self._do(lambda: self.history.saved(text))

    def close(self) -> None:
        """Write what is queued, and stop."""
        self._worker.shutdown(wait=True)
        self.history.close()

    def _do(self, work: Callable[[], object]) -> None:
        self._worker.submit(self._try, work)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
            problem = self.history.problem
        except HistoryError as error:
            problem = str(error)
        if problem and not problem[0].isupper():
            problem = f"{problem[0].upper()}{problem[1:]}. {APART}"
        if problem and problem != self._told:
            self._trouble(problem)
        self._told = problem
