"""The tables of a history, built by plain functions, each applied once, by name, whole or not.

A function that has been released is never changed; what comes later is a new function. All
times are UTC in ISO 8601, all texts Unicode.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime


class FromTheFuture(Exception):
    """The tables were made by a later release of this program."""


def m001_versions(db: sqlite3.Connection) -> None:
    """Drafts, the states that they were in, and the versions that name those states.

    A state is kept once, whole or as a delta on ``base``; ``digest`` is of its text.
    """
    db.execute(
        """CREATE TABLE drafts (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            digest BLOB NOT NULL DEFAULT x'',
            made TEXT NOT NULL
        )"""
    )
    db.execute(
        """CREATE TABLE states (
            id INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            digest BLOB NOT NULL,
            base INTEGER REFERENCES states,
            depth INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (draft, digest)
        )"""
    )
    db.execute("CREATE INDEX states_by_base ON states (base)")
    db.execute(
        """CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            state INTEGER NOT NULL REFERENCES states,
            at TEXT NOT NULL,
            reason TEXT NOT NULL,
            name TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            made_by TEXT NOT NULL DEFAULT 'me',
            maker TEXT NOT NULL DEFAULT '',
            source TEXT NOT NULL DEFAULT '',
            words INTEGER NOT NULL,
            form TEXT NOT NULL DEFAULT ''
        )"""
    )
    db.execute("CREATE INDEX versions_by_draft ON versions (draft, id)")
    db.execute("CREATE INDEX versions_by_state ON versions (state)")


def m002_ledger(db: sqlite3.Connection) -> None:
    """What was shown and decided, pasted and spent; what is not to be shown again."""
    db.execute(
        """CREATE TABLE suggestions (
            draft INTEGER NOT NULL REFERENCES drafts,
            id TEXT NOT NULL,
            at TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            kind TEXT NOT NULL,
            verdict TEXT NOT NULL,
            source TEXT NOT NULL,
            rule TEXT NOT NULL,
            message TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            words_before INTEGER NOT NULL,
            words_after INTEGER NOT NULL,
            drift_bits REAL,
            PRIMARY KEY (draft, id)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE decisions (
            number INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            suggestion TEXT NOT NULL,
            at TEXT NOT NULL,
            decision TEXT NOT NULL
        )"""
    )
    db.execute("CREATE INDEX decisions_by_draft ON decisions (draft, suggestion)")
    db.execute(
        """CREATE TABLE dismissed (
            draft INTEGER NOT NULL REFERENCES drafts,
            fingerprint TEXT NOT NULL,
            at TEXT NOT NULL,
            decision TEXT NOT NULL,
            kind TEXT NOT NULL,
            rule TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            PRIMARY KEY (draft, fingerprint)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE dictionary (
            draft INTEGER NOT NULL REFERENCES drafts,
            word TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (draft, word)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE pastes (
            number INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            at TEXT NOT NULL,
            characters INTEGER NOT NULL,
            words INTEGER NOT NULL,
            origin TEXT NOT NULL
        )"""
    )
    db.execute(
        """CREATE TABLE minutes (
            draft INTEGER NOT NULL REFERENCES drafts,
            minute INTEGER NOT NULL,
            PRIMARY KEY (draft, minute)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE spends (
            number INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            at TEXT NOT NULL,
            role TEXT NOT NULL,
            model TEXT NOT NULL,
            host TEXT NOT NULL,
            sent INTEGER NOT NULL,
            received INTEGER NOT NULL,
            dollars REAL,
            counted INTEGER NOT NULL,
            outcome TEXT NOT NULL
        )"""
    )


def m003_associations(db: sqlite3.Connection) -> None:
    """Associations: freewriting, conversations, threads and remarks.

    ``started`` and ``ended`` are local times as a transcript has them, which names no time zone;
    ``own`` are the spans of a turn that the author had written before.
    """
    db.execute(
        """CREATE TABLE associations (
            id INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            kind TEXT NOT NULL,
            names TEXT NOT NULL,
            started TEXT NOT NULL,
            ended TEXT,
            about TEXT NOT NULL DEFAULT ''
        )"""
    )
    db.execute("CREATE INDEX associations_by_draft ON associations (draft, kind)")
    db.execute(
        """CREATE TABLE turns (
            association INTEGER NOT NULL REFERENCES associations,
            place INTEGER NOT NULL,
            speaker TEXT NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            own TEXT NOT NULL DEFAULT '[]',
            PRIMARY KEY (association, place)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE threads (
            draft INTEGER NOT NULL REFERENCES drafts,
            place INTEGER NOT NULL,
            phrase TEXT NOT NULL,
            paragraph TEXT NOT NULL DEFAULT '',
            done INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (draft, place)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE remarks (
            id INTEGER PRIMARY KEY,
            draft INTEGER NOT NULL REFERENCES drafts,
            quotation TEXT NOT NULL,
            text TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open',
            UNIQUE (draft, quotation, text)
        )"""
    )
    db.execute(
        """CREATE TABLE sittings (
            draft INTEGER PRIMARY KEY REFERENCES drafts,
            state TEXT NOT NULL
        )"""
    )


def m004_pasted_words(db: sqlite3.Connection) -> None:
    """What identifies a pasted text: hashes of its runs of words, not the words."""
    db.execute("ALTER TABLE pastes ADD COLUMN shingles BLOB NOT NULL DEFAULT x''")


def m005_reservations(db: sqlite3.Connection) -> None:
    """Reservations for model calls under way, each with its process.

    ``at`` and ``started`` are seconds since the epoch.
    """
    db.execute(
        """CREATE TABLE reservations (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            draft INTEGER NOT NULL REFERENCES drafts,
            dollars REAL NOT NULL,
            at REAL NOT NULL,
            machine TEXT NOT NULL,
            process INTEGER NOT NULL,
            started REAL NOT NULL
        )"""
    )


Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: tuple[Migration, ...] = (
    m001_versions,
    m002_ledger,
    m003_associations,
    m004_pasted_words,
    m005_reservations,
)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the tables up to date.

    Args:
        db: a connection that commits nothing by itself (``isolation_level=None``).

    Raises:
        FromTheFuture: they hold what this release does not know; nothing was changed.
    """
    db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
    known = {step.__name__ for step in MIGRATIONS}
    if not _applied(db) <= known:
        raise FromTheFuture
    for step in MIGRATIONS:
        if step.__name__ in _applied(db):
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            if step.__name__ not in _applied(db):  # another process may have been quicker
                step(db)
                now = datetime.now(UTC).isoformat()
                db.execute("INSERT INTO migrations VALUES (?, ?)", (step.__name__, now))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise


def _applied(db: sqlite3.Connection) -> set[str]:
    return {str(name) for (name,) in db.execute("SELECT name FROM migrations")}
