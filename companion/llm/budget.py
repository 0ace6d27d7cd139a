"""A budget that no call may pass.

Before a call its highest possible price is set aside, so that calls made at the same time cannot
pass the limit together; after it, what it really cost is booked, also when it failed or was
cancelled on the way.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from companion.llm.errors import OverBudget
from companion.llm.prices import dollars

DEFAULT_LIMIT = 1.0  # dollars a draft


@dataclass(frozen=True, slots=True)
class Spend:
    """One call as it is booked.

    ``dollars`` is None where the price is unknown; ``counted`` says whether the tokens are the
    service's own count or our estimate; ``outcome`` is "done", "failed" or "cancelled".
    """

    role: str
    model: str
    host: str
    sent: int
    received: int
    dollars: float | None
    counted: bool
    outcome: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class SpendLog(Protocol):
    """What has been spent on a draft; kept by whoever keeps the draft's history."""

    def record(self, spend: Spend) -> None:
        """Keep one more call."""

    def total(self) -> float:
        """The dollars of all calls whose price is known."""

    def unpriced(self) -> int:
        """How many calls were made at an unknown price."""


@dataclass
class SpendList:
    """A spend log in memory."""

    spends: list[Spend] = field(default_factory=list)

    def record(self, spend: Spend) -> None:
        """Keep one more call."""
        self.spends.append(spend)

    def total(self) -> float:
        """The dollars of all calls whose price is known."""
        return sum(spend.dollars for spend in self.spends if spend.dollars is not None)

    def unpriced(self) -> int:
        """How many calls were made at an unknown price."""
        return sum(1 for spend in self.spends if spend.dollars is None)


class Budget:
    """The dollars that a draft may cost.

    Args:
        limit: dollars in all.
        log: what was spent before, and where to book; in memory unless given.
        allow_unknown: whether a call to another machine may be made at an unknown price.
    """

    def __init__(
        self,
        limit: float = DEFAULT_LIMIT,
        log: SpendLog | None = None,
        *,
        allow_unknown: bool = False,
    ) -> None:
        self.limit = limit
        self.allow_unknown = allow_unknown
        self.log: SpendLog = SpendList() if log is None else log
        self._set_aside = 0.0
        self._lock = threading.Lock()

    @property
    def spent(self) -> float:
        """Dollars booked so far, as far as prices are known."""
        return self.log.total()

    @property
    def left(self) -> float:
        """Dollars neither booked nor set aside for a call under way."""
        return max(0.0, self.limit - self.spent - self._set_aside)

    def check(self, at_most: float | None, *, is_local: bool = False) -> None:
        """Whether a call of that highest price may be made now.

        Raises:
            OverBudget: if it may not; the message says what to do.
        """
        if at_most is None:
            if is_local or self.allow_unknown:
                return
            raise OverBudget(
                "The price of this model is not known, so the budget could not be kept. Set"
                " price = [in, out] in dollars per million tokens for the model in companion.toml,"
                " or allow it with [budget] unknown_price = true."
            )
        if at_most > 0 and self.spent + self._set_aside + at_most > self.limit:
            raise OverBudget(
                f"This call could cost up to {dollars(at_most)}, and of the budget of"
                f" {dollars(self.limit)} for this draft {dollars(self.left)} is left. Raise"
                " [budget] dollars in companion.toml to go on."
            )

    @contextmanager
    def reserve(self, at_most: float | None, *, is_local: bool = False) -> Iterator[None]:
        """Set ``at_most`` dollars aside for one call, until the block is left.

        Raises:
            OverBudget: if there is not that much left.
        """
        with self._lock:
            self.check(at_most, is_local=is_local)
            self._set_aside += at_most or 0.0
        try:
            yield
        finally:
            with self._lock:
                self._set_aside -= at_most or 0.0

    def book(self, spend: Spend) -> None:
        """Record what a call cost."""
        with self._lock:
            self.log.record(spend)

    def summary(self) -> str:
        """The running total for the page: "$0.12 of $1.00 spent, and 2 calls of unknown price"."""
        total = f"${self.spent:.2f} of ${self.limit:.2f} spent"
        unpriced = self.log.unpriced()
        if not unpriced:
            return total
        return f"{total}, and {unpriced} call{'s' * (unpriced != 1)} of unknown price"
