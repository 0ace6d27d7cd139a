"""The spends of a draft, for a budget that must hold over sessions, windows and processes."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from companion.store.database import HistoryError
from companion.store.ledger import Ledger
from companion.store.records import ModelCall


class SpendLog:
    """The spends of a draft, for a budget that must hold over sessions, windows and processes.

    What was spent in this session is remembered even while the history cannot be written.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known = (0.0, 0)
        self._read()

    def record(self, spend: ModelCall) -> None:
        """Record one more call."""
        self._ledger.record_spend(spend)

    def total(self) -> float:
        """The dollars of all calls whose price is known, by whomever they were made."""
        return self._read()[0]

    def unpriced(self) -> int:
        """How many calls were made at an unknown price."""
        return self._read()[1]

    def reserved(self) -> float:
        """The dollars reserved for calls under way, in any process."""
        try:
            return self._ledger.reserved()
        except HistoryError:
            return 0.0

    def reserve(self, dollars: float, limit: float) -> int | None:
        """Reserve dollars; None if spent and reserved would then exceed ``limit``.

        Raises:
            OSError: the history cannot be written.
        """
        try:
            return self._ledger.reserve(dollars, limit)
        except HistoryError as error:
            raise OSError(str(error)) from error

    def settle(self, reservation: int, spends: Sequence[ModelCall]) -> None:
        """Release a reservation and record what the call cost."""
        self._ledger.settle(reservation, spends)

    def _read(self) -> tuple[float, int]:
        """Dollars, and calls at an unknown price; as last known if the history cannot be read."""
        with contextlib.suppress(HistoryError):
            self._known = self._ledger.total_spend(), self._ledger.unpriced_calls()
        waiting = self._ledger.unwritten_spends()
        dollars, unpriced = self._known
        return (
            dollars + sum(amount for amount in waiting if amount is not None),
            unpriced + sum(1 for amount in waiting if amount is None),
        )
