"""Whatever is wrong with the history, it is said, and nobody is kept from writing."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
from pathlib import Path

import pytest

from companion.store import migrations
from companion.store.database import Database
from companion.store.history import History
from companion.store.migrations import m001_versions, m005_reservations, migrate
from companion.store.spend_log import SpendLog
from companion.store.versions import Versions, digest_of


def history(folder: Path, name: str = "a.md", text: str = "Some words.") -> History:
    (folder / name).write_text(text)
    return History(folder / name, text)


def test_the_history_is_hidden_from_git(tmp_path: Path) -> None:
    history(tmp_path).close()
    assert (tmp_path / ".companion" / ".gitignore").read_text() == "*\n"


def test_drafts_of_one_folder_keep_apart(tmp_path: Path) -> None:
    one, two = history(tmp_path, "a.md"), history(tmp_path, "b.md")
    one.versions.keep("x", "sitting")
    assert len(one.versions.list()) == 1 and not two.versions.list()


def test_a_renamed_draft_keeps_its_history(tmp_path: Path) -> None:
    first = history(tmp_path)
    first.versions.keep("x", "sitting")
    first.saved("Other words.")
    first.close()
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    again = History(tmp_path / "b.md", "Other words.")
    assert len(again.versions.list()) == 1


def test_a_copy_and_a_new_empty_draft_have_histories_of_their_own(tmp_path: Path) -> None:
    history(tmp_path).versions.keep("x", "sitting")
    assert not history(tmp_path, "copy.md").versions.list()
    history(tmp_path, "empty.md", "").versions.keep("x", "sitting")
    (tmp_path / "empty.md").unlink()
    assert not history(tmp_path, "new.md", "").versions.list()


@pytest.mark.parametrize("damage", ["all", "middle"])
def test_a_damaged_history_is_moved_aside(tmp_path: Path, damage: str) -> None:
    first = history(tmp_path)
    first.versions.keep(random.Random(3).randbytes(50_000).hex(), "sitting")
    first.close()
    file = tmp_path / ".companion" / "history.sqlite"
    data = bytearray(file.read_bytes())
    span = slice(0, len(data)) if damage == "all" else slice(4096, len(data) - 4096)
    data[span] = b"\xa5" * len(data[span])
    file.write_bytes(data)
    again = history(tmp_path)
    assert "damaged" in again.problem and "history-damaged-" in again.problem
    assert any(p.name.startswith("history-damaged-") for p in file.parent.iterdir())
    again.versions.keep("x", "sitting")
    again.close()
    assert len(history(tmp_path).versions.list()) == 1


def test_a_locked_history_is_off_for_this_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.database._BUSY_SECONDS", 0.05)
    history(tmp_path).close()
    other = sqlite3.connect(tmp_path / ".companion" / "history.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    here = history(tmp_path)
    assert "History is off" in here.problem
    here.versions.keep("x", "sitting")
    assert here.versions.text(here.versions.list()[0].id) == "x"
    other.execute("ROLLBACK")
    other.close()
    assert not history(tmp_path).versions.list()


def test_entries_wait_while_another_process_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.database._BUSY_SECONDS", 0.05)
    here = history(tmp_path)
    other = sqlite3.connect(tmp_path / ".companion" / "history.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    here.ledger.record_paste("three words here")
    assert "locked" in here.problem
    other.execute("ROLLBACK")
    other.close()
    here.saved("Some words.")
    assert not here.problem
    assert [p.words for p in here.ledger.pastes()] == [3]


def test_where_no_folder_can_be_made_history_is_off(tmp_path: Path) -> None:
    (tmp_path / ".companion").write_text("in the way")
    here = history(tmp_path)
    assert "History is off" in here.problem
    here.ledger.record_paste("words")
    assert len(here.ledger.pastes()) == 1


@pytest.mark.parametrize("name", ["history.sqlite", "history.sqlite-wal", "history.sqlite-shm"])
@pytest.mark.parametrize("kind", ["link", "link to nothing", "pipe"])
def test_links_and_pipes_in_a_strangers_folder_lead_nowhere(
    tmp_path: Path, name: str, kind: str
) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite"
    folder = tmp_path / "drafts" / ".companion"
    folder.mkdir(parents=True)
    if kind == "link":
        with contextlib.closing(sqlite3.connect(elsewhere)) as db:
            db.execute("CREATE TABLE mine (words)")
    before = elsewhere.read_bytes() if kind == "link" else b""
    if kind == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to(elsewhere)
    (folder / ".gitignore").symlink_to(tmp_path / "ignored")
    here = history(folder.parent)
    assert "History is off" in here.problem and name in here.problem
    here.ledger.record_paste("words")
    assert (elsewhere.read_bytes() if elsewhere.exists() else b"") == before
    assert not (tmp_path / "ignored").exists()


def test_a_history_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    first = history(tmp_path)
    with first.database.transaction() as db:
        db.execute("INSERT INTO migrations VALUES ('m999_later', '')")
    first.close()
    before = (tmp_path / ".companion" / "history.sqlite").read_bytes()
    here = history(tmp_path)
    assert "newer" in here.problem
    here.versions.keep("x", "sitting")
    assert (tmp_path / ".companion" / "history.sqlite").read_bytes() == before


def test_a_history_deleted_meanwhile_begins_again(tmp_path: Path) -> None:
    here = history(tmp_path)
    here.versions.keep("x", "sitting")
    for file in (tmp_path / ".companion").iterdir():
        file.unlink()
    (tmp_path / ".companion").rmdir()
    here.ledger.record_paste("words")
    here.versions.keep("y", "sitting")
    here.close()
    assert [v.reason for v in history(tmp_path).versions.list()] == ["sitting"]


def test_the_oldest_tables_are_brought_up_to_date_with_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".companion").mkdir()
    monkeypatch.setattr(migrations, "MIGRATIONS", (m001_versions,))
    old = Database(tmp_path)
    number = old.draft("a.md", digest_of("Some words."))
    kept = Versions(old, number).keep("Some words.", "named", name="first")
    old.close()
    monkeypatch.undo()
    here = history(tmp_path)
    assert not here.problem
    assert here.versions.get(kept.id).name == "first"
    here.ledger.record_paste("words")
    assert here.ledger.pastes()


def test_a_history_from_before_reservations_keeps_what_was_spent_and_takes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = migrations.MIGRATIONS[: migrations.MIGRATIONS.index(m005_reservations)]
    monkeypatch.setattr(migrations, "MIGRATIONS", earlier)
    (tmp_path / ".companion").mkdir()
    old = Database(tmp_path)
    number = old.draft("a.md", digest_of("Some words."))
    kept = Versions(old, number).keep("Some words.", "named", name="first")
    with old.transaction() as db:
        db.execute(
            "INSERT INTO spends (draft, at, role, model, host, sent, received, dollars, counted,"
            " outcome) VALUES (?, '2025-01-01T00:00:00+00:00', 'critic', 'm', 'h', 1, 2, 0.75, 1,"
            " 'done')",
            (number,),
        )
    assert old.read("SELECT 1 FROM sqlite_master WHERE name = 'reservations'") == []
    old.close()
    monkeypatch.undo()
    here = history(tmp_path)
    assert not here.problem
    assert here.versions.get(kept.id).name == "first"
    log = SpendLog(here.ledger)
    assert log.reserve(0.5, 1.0) is None  # what was spent before counts
    assert log.reserve(0.2, 1.0) is not None
    assert log.reserved() == 0.2
    here.close()
    assert SpendLog(history(tmp_path).ledger).reserved() == 0.2  # this process is still there


def test_a_migration_that_fails_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m003_fails(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        db.execute("not SQL")

    db = sqlite3.connect(":memory:", isolation_level=None)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m003_fails))
    with pytest.raises(sqlite3.OperationalError):
        migrate(db)
    assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()
    monkeypatch.undo()
    migrate(db)
    migrate(db)
    db.close()


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on this system")
def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"na\xefve.md")
    history(tmp_path, name).versions.keep("x", "sitting")
    assert len(history(tmp_path, name).versions.list()) == 1


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_what_is_kept_is_closed_to_other_users_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        for _ in range(2):
            database = Database(tmp_path)
            with database.transaction() as db:
                db.execute("SELECT 1")
            kept = [tmp_path / ".companion", *(tmp_path / ".companion").iterdir()]
            assert len(kept) > 2
            assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
            database.close()
            for path in (tmp_path / ".companion").iterdir():  # as an earlier release left them
                path.chmod(0o644)
            (tmp_path / ".companion").chmod(0o755)
    finally:
        os.umask(old)
