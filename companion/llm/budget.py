"""A budget that no call may pass.

Before a call its highest possible price is reserved in the log, so that concurrent calls, from
whatever window or process, cannot exceed the limit together; after it, what it really cost is
recorded. What failed or was cancelled before the first word of an answer costs
nothing.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Protocol

from companion.llm.errors import OverBudget
from companion.llm.prices import dollars
from companion.text.wording import counted

DEFAULT_LIMIT = 1.0  # dollars a draft
_DUST = 1e-9  # dollars; sums of floats are not exact


@dataclass(frozen=True, slots=True)
class Spend:
    """One call as it is recorded.

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
        """Record one more call."""

    def total(self) -> float:
        """The dollars of all calls whose price is known."""

    def unpriced(self) -> int:
        """How many calls were made at an unknown price."""

    def reserved(self) -> float:
        """The dollars reserved for calls under way, in any process."""

    def reserve(self, dollars: float, limit: float) -> int | None:
        """Reserve dollars; None if spent and reserved would then exceed ``limit``.

        Raises:
            OSError: if the log cannot be read or written.
        """

    def settle(self, reservation: int, spends: Sequence[Spend]) -> None:
        """Release a reservation and record what the call cost, in one step."""


@dataclass
class SpendList:
    """A spend log in memory."""

    spends: list[Spend] = field(default_factory=list)
    _aside: dict[int, float] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def record(self, spend: Spend) -> None:
        """Record one more call."""
        self.spends.append(spend)

    def total(self) -> float:
        """The dollars of all calls whose price is known."""
        return sum(spend.dollars for spend in self.spends if spend.dollars is not None)

    def unpriced(self) -> int:
        """How many calls were made at an unknown price."""
        return sum(1 for spend in self.spends if spend.dollars is None)

    def reserved(self) -> float:
        """The dollars reserved for calls under way."""
        return sum(self._aside.values())

    def reserve(self, dollars: float, limit: float) -> int | None:
        """Reserve dollars; None if spent and reserved would then exceed ``limit``."""
        with self._lock:
            if self.total() + self.reserved() + dollars > limit + _DUST:
                return None
            number = next(self._numbers)
            self._aside[number] = dollars
            return number

    def settle(self, reservation: int, spends: Sequence[Spend]) -> None:
        """Release a reservation and record what the call cost."""
        with self._lock:
            self.spends.extend(spends)
            self._aside.pop(reservation, None)


@dataclass
class Hold:
    """The reservation for one call, while it is under way."""

    spends: list[Spend] = field(default_factory=list)

    def book(self, spend: Spend) -> None:
        """Note what the call cost; it is recorded when the call is over."""
        self.spends.append(spend)


class Budget:
    """The dollars that a draft may cost.

    Args:
        limit: dollars in all.
        log: what was spent before, and where to record; in memory unless given.
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

    @property
    def spent(self) -> float:
        """Dollars recorded so far, as far as prices are known."""
        return self.log.total()

    @property
    def left(self) -> float:
        """Dollars neither spent nor reserved for a call under way."""
        return max(0.0, self.limit - self.spent - self.log.reserved())

    def check(self, at_most: float | None, *, is_local: bool = False, calls: int = 1) -> None:
        """Whether so many calls of that highest price together may be made now.

        Raises:
            OverBudget: if they may not; the message says what to do.
        """
        if at_most is None:
            if is_local or self.allow_unknown:
                return
            raise OverBudget(
                "The price of this model is not known, so the budget could not be kept. Set"
                " price = [in, out] in dollars per million tokens for the model in your own"
                " companion.toml, or allow it with [budget] unknown_price = true."
            )
        if at_most > 0 and self.spent + self.log.reserved() + at_most > self.limit + _DUST:
            raise self._over(at_most, calls)

    @contextmanager
    def reserve(self, at_most: float | None, *, is_local: bool = False) -> Iterator[Hold]:
        """Reserve ``at_most`` dollars for one call, until the block is left.

        Raises:
            OverBudget: if there is not that much left.
        """
        hold, number = Hold(), None
        if not at_most:
            self.check(at_most, is_local=is_local)
        else:
            try:
                number = self.log.reserve(at_most, self.limit)
            except OSError as error:
                raise OverBudget(
                    f"What is left of the budget cannot be told, so nothing was sent: {error}."
                    " Try again in a moment."
                ) from error
            if number is None:
                raise self._over(at_most, 1)
        try:
            yield hold
        finally:
            if number is not None:
                self.log.settle(number, hold.spends)
            else:
                for spend in hold.spends:
                    self.log.record(spend)

    def _over(self, at_most: float, calls: int) -> OverBudget:
        what = "This call" if calls == 1 else f"These {calls} calls together"
        needed = math.ceil((self.limit - self.left + at_most) * 100) / 100
        less = "" if calls == 1 else ", ask about less at a time"
        return OverBudget(
            f"{what} could cost up to {dollars(at_most)}, and of the budget of"
            f" {dollars(self.limit)} for this draft {dollars(self.left)} is left. Raise [budget]"
            f" dollars in your own companion.toml to {needed:.2f}{less}, or choose a cheaper model."
        )

    def book(self, spend: Spend) -> None:
        """Record what a call cost for which nothing was reserved."""
        self.log.record(spend)

    def summary(self) -> str:
        """The running total for the page: "$0.12 of $1.00 spent, and 2 calls of unknown price"."""
        total = f"${self.spent:.2f} of ${self.limit:.2f} spent"
        unpriced = self.log.unpriced()
        if not unpriced:
            return total
        return f"{total}, and {counted(unpriced, 'call')} of unknown price"
