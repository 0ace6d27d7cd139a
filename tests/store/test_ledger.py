"""What happened is recorded once, adds up, and outlives the session."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.store.history import History
from companion.store.records import DECISIONS
from companion.store.spend_log import SpendLog
from tests.suggested import Suggested


@dataclass(frozen=True)
class Call:
    role: str = "proofreader"
    model: str = "some/model"
    host: str = "example.org"
    sent: int = 100
    received: int = 50
    dollars: float | None = 0.25
    counted: bool = True
    outcome: str = "done"
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


def history(folder: Path) -> History:
    return History(folder / "a.md", "Some words.")


def test_a_suggestion_shown_again_counts_once_and_takes_the_drift_found_later(
    tmp_path: Path,
) -> None:
    ledger = history(tmp_path).ledger
    ledger.record_shown([Suggested(), Suggested(id="f1-1"), Suggested(drift_bits=1.5)])
    ledger.record_shown([Suggested()])
    assert [o.drift_bits for o in ledger.outcomes()] == [1.5, None]
    assert {o.decision for o in ledger.outcomes()} == {""}


@given(st.lists(st.sampled_from(DECISIONS), max_size=8))
def test_undoing_takes_back_the_decision_before(decisions: list[str]) -> None:
    here = History(Path("/nonexistent-folder-of-a-test/a.md"), "")  # remembered, not kept
    standing: list[str] = []
    for decision in decisions:
        here.ledger.record_decision(Suggested(), decision)  # type: ignore[arg-type]
        if decision != "undone":
            standing.append(decision)
        elif standing:
            standing.pop()
    if decisions:
        (outcome,) = here.ledger.outcomes()
        assert outcome.decision == (standing[-1] if standing else "")
    here.close()


def test_decisions_outlive_the_session_and_can_be_cleared(tmp_path: Path) -> None:
    first = history(tmp_path)
    first.ledger.record_decision(Suggested(), "rejected")
    first.ledger.record_decision(Suggested("f2", "f2", before="colour", after="color"), "never")
    first.ledger.record_decision(Suggested("f3", "f3"), "accepted")
    first.close()
    ledger = history(tmp_path).ledger
    assert ledger.dismissed_fingerprints() == {"f1", "f2"}
    assert {(d.fingerprint, d.decision, d.after) for d in ledger.dismissed()} == {
        ("f1", "rejected", "the"), ("f2", "never", "color")}  # fmt: skip
    ledger.record_decision(Suggested(), "undone")
    assert ledger.dismissed_fingerprints() == {"f2"}
    ledger.welcome(["f2"])
    assert not ledger.dismissed()
    ledger.record_decision(Suggested(), "rejected")
    ledger.welcome()
    assert not ledger.dismissed()
    assert [o.decision for o in ledger.outcomes()] == ["rejected", "never", "accepted"]


def test_the_dictionary_of_the_draft(tmp_path: Path) -> None:
    ledger = history(tmp_path).ledger
    ledger.add_words(["Zarathustra", "naïveté", "Zarathustra"])
    ledger.remove_words(["naïveté", "unknown"])
    assert ledger.dictionary() == ("Zarathustra",)


def test_minutes_count_once(tmp_path: Path) -> None:
    here = history(tmp_path)
    for second in (0, 1, 59, 60, 61, 3600, 5):
        here.ledger.record_active(at=second)
    assert here.ledger.active_minutes() == 3
    here.close()


def test_pastes_keep_size_and_origin_but_not_the_words(tmp_path: Path) -> None:
    here = history(tmp_path)
    here.ledger.record_paste("an unmistakable paragraph", "clipboard")
    (paste,) = here.ledger.pastes()
    assert (paste.characters, paste.words, paste.origin) == (25, 3, "clipboard")
    here.close()
    for file in (tmp_path / ".companion").iterdir():
        assert b"unmistakable" not in file.read_bytes()


def test_spending_adds_up_over_sessions(tmp_path: Path) -> None:
    first = history(tmp_path)
    log = SpendLog(first.ledger)
    log.record(Call())
    log.record(replace(Call(), dollars=None))
    log.record(replace(Call(), model="other"))
    first.close()
    again = SpendLog(history(tmp_path).ledger)
    assert (again.total(), again.unpriced()) == (0.5, 1)
    assert [(s.model, s.calls, s.dollars) for s in history(tmp_path).ledger.spending()] == [
        ("other", 1, 0.25), ("some/model", 2, 0.25)]  # fmt: skip


def test_a_history_that_came_with_a_draft_gives_no_money_back(tmp_path: Path) -> None:
    here = history(tmp_path)
    log = SpendLog(here.ledger)
    log.record(replace(Call(), dollars=-100.0))
    log.record(Call())
    with here.database.transaction() as db:
        db.execute(
            "INSERT INTO reservations (draft, dollars, at, machine, process, started)"
            " VALUES (1, -100, ?, 'elsewhere', 1, 1)",
            (time.time(),),
        )
    assert (log.total(), log.reserved()) == (0.25, 0.0)
    assert log.reserve(0.8, limit=1.0) is None
    assert log.reserve(0.7, limit=1.0) is not None


def test_where_what_was_spent_is_not_known_nothing_is_reserved(tmp_path: Path) -> None:
    (tmp_path / ".companion").write_text("in the way")
    with pytest.raises(OSError, match="history is off"):
        SpendLog(history(tmp_path).ledger).reserve(0.1, limit=1.0)
    nowhere = History(None, "Some words.")  # a draft in no folder has only this session
    assert SpendLog(nowhere.ledger).reserve(0.1, limit=1.0) is not None


def test_money_spent_while_the_history_is_locked_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.database._BUSY_SECONDS", 0.05)
    here = history(tmp_path)
    log = SpendLog(here.ledger)
    other = sqlite3.connect(tmp_path / ".companion" / "history.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    log.record(Call())
    assert log.total() == 0.25
    other.execute("ROLLBACK")
    other.close()
    assert here.ledger.total_spend() == 0.25


def test_half_a_surrogate_pair_does_not_stop_the_record(tmp_path: Path) -> None:
    ledger = history(tmp_path).ledger
    ledger.record_shown([Suggested(before="\ud83d")])
    ledger.record_paste("x")
    assert not ledger.problem and len(ledger.outcomes()) == 1


def test_several_threads_record_at_once(tmp_path: Path) -> None:
    here = history(tmp_path)

    def work(thread: int) -> None:
        for i in range(50):
            here.ledger.record_shown([Suggested(id=f"{thread}-{i}")])
            here.versions.keep(f"{thread} {i}", "sitting")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(here.ledger.outcomes()) == 200
    assert sorted(here.versions.text(v.id) for v in here.versions.list()) == sorted(
        f"{t} {i}" for t in range(4) for i in range(50)
    )
