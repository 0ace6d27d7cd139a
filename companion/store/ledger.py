"""The record of one draft: what was shown, what the author decided, pasted, and spent.

Entries are only appended. Recording never fails: entries that cannot be written are queued, and
`Ledger.problem` says so.
"""

from __future__ import annotations

import platform
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from companion.store.database import Database, HistoryError, now
from companion.store.encoding import whole_characters
from companion.store.processes import lives, this_process
from companion.store.records import (
    DECISIONS,
    Accepted,
    Decision,
    Dismissed,
    ModelCall,
    Outcome,
    Paste,
    Shown,
    Spending,
)
from companion.text.shingles import packed
from companion.text.tokens import count_words

_MAX_WAITING = 100_000  # entries; more than a day's work, and a few megabytes


_SHOWN = """INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET drift_bits = coalesce(excluded.drift_bits, drift_bits)"""
_DECIDED = "INSERT INTO decisions (draft, suggestion, at, decision) VALUES (?, ?, ?, ?)"
_DISMISS = "INSERT OR REPLACE INTO dismissed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_WELCOME = "DELETE FROM dismissed WHERE draft = ? AND fingerprint = ?"
_MINUTE = "INSERT OR IGNORE INTO minutes VALUES (?, ?)"
_PASTE = """INSERT INTO pastes (draft, at, characters, words, origin, shingles)
    VALUES (?, ?, ?, ?, ?, ?)"""
_SPEND = """INSERT INTO spends
    (draft, at, role, model, host, sent, received, dollars, counted, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_FREE = "DELETE FROM reservations WHERE number = ?"
# A history may have come with the draft: nothing in it gives money back.
_ASIDE = "SELECT total(max(dollars, 0)) FROM reservations WHERE draft = ?"
_SPENT = "SELECT total(max(dollars, 0)) FROM spends WHERE draft = ?"
_MAX_CALL = 3600.0  # seconds; an older reservation has expired
_DUST = 1e-9  # dollars; sums of floats are not exact

_Entry = tuple[str, Sequence[Any]]


class Ledger:
    """What is recorded of one draft. May be used from any thread.

    Methods that read raise `HistoryError` if the history cannot be read.

    Attributes:
        problem: why entries are waiting to be written, or an empty string.
    """

    def __init__(self, database: Database, draft: int) -> None:
        self._database = database
        self._draft = draft
        self._waiting: list[_Entry] = []
        self._lock = threading.Lock()
        self._last_minute = -1
        self.problem = ""

    # What is recorded

    def record_shown(self, suggestions: Iterable[Shown]) -> None:
        """Record suggestions that the author was shown; one that comes again counts once."""
        self._record(self._shown_entry(s) for s in suggestions)

    def record_decision(self, suggestion: Shown, decision: Decision) -> None:
        """Record what the author decided; a rejected suggestion does not come back.

        "undone" takes back the decision before it.
        """
        if decision not in DECISIONS:
            raise ValueError(f"a decision is one of {DECISIONS}, not {decision!r}")
        entries = [
            self._shown_entry(suggestion),
            (_DECIDED, (self._draft, suggestion.id, now(), decision)),
        ]
        if decision in ("rejected", "never"):
            entries.append(
                (_DISMISS, (self._draft, suggestion.fingerprint, now(), decision,
                            str(suggestion.kind), suggestion.rule, suggestion.before,
                            suggestion.after))
            )  # fmt: skip
        elif decision == "undone":
            entries.append((_WELCOME, (self._draft, suggestion.fingerprint)))
        self._record(entries)

    def record_active(self, at: float | None = None) -> None:
        """Record that the author typed or decided something in this minute.

        Args:
            at: seconds since the epoch, if not now.
        """
        minute = int((time.time() if at is None else at) // 60)
        if minute != self._last_minute:
            self._last_minute = minute
            self._record([(_MINUTE, (self._draft, minute))])

    def record_paste(self, text: str, origin: str = "clipboard", *, known: str = "") -> None:
        """Record a paste; its words are not kept here.

        Args:
            text: what was put in.
            origin: where it came from.
            known: the draft before; what it had is moved or copied, and no one else's.
        """
        values = (self._draft, now(), len(text), count_words(text), origin,
                  packed(text, known=known))  # fmt: skip
        self._record([(_PASTE, values)])

    def record_spend(self, call: ModelCall) -> None:
        """Record a call of a model."""
        self._record([self._spend_entry(call)])

    # Reservations for calls under way

    def reserve(self, dollars: float, limit: float) -> int | None:
        """Reserve dollars for a call, unless spent and reserved would then exceed ``limit``.

        Every process that works on the draft sees it. A reservation of a process that ended
        before it could settle does not count.

        Returns:
            The number to settle it by; None where there is not that much left.

        Raises:
            HistoryError: the history cannot be written, so nothing was reserved.
        """
        if self._database.forgets:
            raise HistoryError("what was spent before is not known while the history is off")
        with self._lock:
            with self._database.transaction() as db:
                self._write_waiting(db)
                number = self._set_aside(db, dollars, limit)
            self._waiting.clear()
            return number

    def _set_aside(self, db: sqlite3.Connection, dollars: float, limit: float) -> int | None:
        for row in db.execute("SELECT * FROM reservations").fetchall():
            if not _holds(row):
                db.execute(_FREE, (row["number"],))
        (spent,) = db.execute(_SPENT, (self._draft,)).fetchone()
        (aside,) = db.execute(_ASIDE, (self._draft,)).fetchone()
        if spent + aside + dollars > limit + _DUST:
            return None
        made = db.execute(
            "INSERT INTO reservations (draft, dollars, at, machine, process, started)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._draft, dollars, time.time(), platform.node(), *this_process()),
        )
        return int(made.lastrowid or 0)

    def settle(self, reservation: int, calls: Iterable[ModelCall]) -> None:
        """Release a reservation and record what the call cost, in one transaction."""
        self._record([*map(self._spend_entry, calls), (_FREE, (reservation,))])

    def reserved(self) -> float:
        """The dollars reserved for calls under way."""
        rows = self._database.read("SELECT * FROM reservations WHERE draft = ?", (self._draft,))
        return sum(max(0.0, float(row["dollars"])) for row in rows if _holds(row))

    def unwritten_spends(self) -> tuple[float | None, ...]:
        """The dollars of calls that wait to be written, as they are recorded."""
        place = 7  # of the dollars among the values
        with self._lock:
            return tuple(values[place] for command, values in self._waiting if command == _SPEND)

    def flush(self) -> bool:
        """Try again to write what is waiting; returns whether nothing is."""
        self._record(())
        return not self._waiting

    # What is not to be shown again

    def dismissed(self) -> tuple[Dismissed, ...]:
        """The suggestions that are not to come back, latest first."""
        rows = self._read("SELECT * FROM dismissed WHERE draft = ? ORDER BY at DESC")
        return tuple(
            Dismissed(r["fingerprint"], r["decision"], r["kind"], r["rule"], r["before"],
                      r["after"], datetime.fromisoformat(r["at"]))
            for r in rows
        )  # fmt: skip

    def dismissed_fingerprints(self) -> frozenset[str]:
        """The fingerprints of the suggestions that are not to come back."""
        rows = self._read("SELECT fingerprint FROM dismissed WHERE draft = ?")
        return frozenset(str(r["fingerprint"]) for r in rows)

    def welcome(self, fingerprints: Iterable[str] | None = None) -> None:
        """Let dismissed suggestions come back; all of them if none are named."""
        if fingerprints is None:
            self._record([("DELETE FROM dismissed WHERE draft = ?", (self._draft,))])
        else:
            self._record((_WELCOME, (self._draft, mark)) for mark in fingerprints)

    def dictionary(self) -> tuple[str, ...]:
        """The words that the author added for this draft, in alphabetical order."""
        rows = self._read("SELECT word FROM dictionary WHERE draft = ? ORDER BY word")
        return tuple(str(r["word"]) for r in rows)

    def add_words(self, words: Iterable[str]) -> None:
        """Add words to the draft's dictionary."""
        command = "INSERT OR IGNORE INTO dictionary VALUES (?, ?, ?)"
        self._record((command, (self._draft, word, now())) for word in words)

    def remove_words(self, words: Iterable[str]) -> None:
        """Take words from the draft's dictionary."""
        command = "DELETE FROM dictionary WHERE draft = ? AND word = ?"
        self._record((command, (self._draft, word)) for word in words)

    # Queries

    def outcomes(self) -> tuple[Outcome, ...]:
        """Every suggestion that was shown with the decision that stands, in the order shown."""
        standing = self._standing()
        rows = self._read("SELECT * FROM suggestions WHERE draft = ? ORDER BY at, id")
        return tuple(
            Outcome(r["kind"], r["verdict"], r["source"], r["words_before"], r["words_after"],
                    r["drift_bits"], standing.get(r["id"], ""))
            for r in rows
        )  # fmt: skip

    def accepted(self) -> frozenset[str]:
        """The ids of the suggestions that were accepted, and not undone since."""
        return frozenset(s for s, decision in self._standing().items() if decision == "accepted")

    def accepted_edits(self) -> tuple[Accepted, ...]:
        """What was accepted, and not undone since, in the order shown."""
        standing = self.accepted()
        rows = self._read("SELECT * FROM suggestions WHERE draft = ? ORDER BY at, id")
        return tuple(
            Accepted(r["id"], r["fingerprint"], r["kind"], r["source"], r["before"], r["after"])
            for r in rows
            if r["id"] in standing
        )

    def _standing(self) -> dict[str, str]:
        """The decision that stands on each suggestion, by its id."""
        made: dict[str, list[str]] = {}
        for row in self._read("SELECT * FROM decisions WHERE draft = ? ORDER BY number"):
            decisions = made.setdefault(row["suggestion"], [])
            if row["decision"] != "undone":
                decisions.append(row["decision"])
            elif decisions:
                decisions.pop()
        return {suggestion: found[-1] for suggestion, found in made.items() if found}

    def pastes(self) -> tuple[Paste, ...]:
        """The pastes, in order."""
        rows = self._read("SELECT * FROM pastes WHERE draft = ? ORDER BY number")
        return tuple(
            Paste(datetime.fromisoformat(r["at"]), r["characters"], r["words"], r["origin"],
                  r["shingles"])
            for r in rows
        )  # fmt: skip

    def active_minutes(self) -> int:
        """How many minutes saw typing or a decision."""
        return int(self._read("SELECT count(*) FROM minutes WHERE draft = ?")[0][0])

    def spending(self) -> tuple[Spending, ...]:
        """The calls of models, by role and model."""
        rows = self._read(
            "SELECT role, model, host, count(*) AS calls,"
            " total(max(dollars, 0)) AS dollars,"
            " count(*) - count(dollars) AS unpriced FROM spends WHERE draft = ?"
            " GROUP BY role, model, host ORDER BY role, model, host"
        )
        return tuple(Spending(**dict(r)) for r in rows)

    def total_spend(self) -> float:
        """The dollars of all calls whose price is known."""
        return sum(s.dollars for s in self.spending())

    def unpriced_calls(self) -> int:
        """How many calls were made at an unknown price."""
        return sum(s.unpriced for s in self.spending())

    def _spend_entry(self, call: ModelCall) -> _Entry:
        values = (self._draft, call.at.isoformat(), call.role, call.model, call.host, call.sent,
                  call.received, call.dollars, call.counted, call.outcome)  # fmt: skip
        return _SPEND, values

    def _shown_entry(self, s: Shown) -> _Entry:
        values = (self._draft, s.id, now(), s.fingerprint, str(s.kind), str(s.verdict), s.source,
                  s.rule, s.message, s.before, s.after, count_words(s.before),
                  count_words(s.after), s.drift_bits)  # fmt: skip
        return _SHOWN, values

    def _read(self, query: str) -> list[sqlite3.Row]:
        self.flush()
        return self._database.read(query, (self._draft,))

    def _record(self, entries: Iterable[_Entry]) -> None:
        """Write entries, and what is waiting, in one transaction."""
        with self._lock:
            self._waiting.extend(entries)
            if not self._waiting:
                return
            try:
                with self._database.transaction() as db:
                    self._write_waiting(db)
            except HistoryError as error:
                self.problem = str(error)
                del self._waiting[:-_MAX_WAITING]
                return
            self._waiting.clear()
            self.problem = ""

    def _write_waiting(self, db: sqlite3.Connection) -> None:
        for command, values in self._waiting:
            db.execute(command, [_storable(value) for value in values])


def _storable(value: Any) -> Any:
    return whole_characters(value) if isinstance(value, str) else value


def _holds(row: sqlite3.Row) -> bool:
    """Whether a reservation still counts: not if its process has ended, or it has expired."""
    if not 0 <= time.time() - row["at"] < _MAX_CALL:
        return False
    return row["machine"] != platform.node() or lives(row["process"], row["started"])
