"""Associations kept with a draft: freewriting, partners, critics, duets, imported transcripts.

Every turn is kept as it was said, together with what of it the author had written before. An
association is deleted only when the author says so, and then it is gone from the file too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from companion.store.database import Database
from companion.store.encoding import whole_characters
from companion.text.span import Span

Kind = Literal["freewriting", "critic", "duet", "imported"]
Speaker = Literal["author", "partner", "critic", "other"]


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """What somebody said.

    Attributes:
        speaker: "author", or whose words these are; "other" for a transcript brought in.
        name: as it is shown.
        text: what was said.
        own: of what others said, the parts that the author had written before.
    """

    speaker: Speaker
    name: str
    text: str
    own: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptAssociation:
    """An association as it is kept.

    Attributes:
        id: its number.
        kind: how it came to be.
        names: who took part.
        started: in local time, as a transcript has it.
        ended: None while it goes on.
        about: the paragraph of the draft that it is about; empty for none.
        turns: what was said, in order.
    """

    id: int
    kind: Kind
    names: tuple[str, ...]
    started: datetime
    ended: datetime | None
    about: str
    turns: tuple[KeptTurn, ...]


@dataclass(frozen=True, slots=True)
class KeptThread:
    """A kept phrase, the fingerprint of the paragraph it is tied to, and whether it is done."""

    phrase: str
    paragraph: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class KeptRemark:
    """A critic's remark, the words it is about, and what the author did with it."""

    id: int
    quotation: str
    text: str
    status: str


class Associations:
    """The associations of one draft. All methods raise `HistoryError` where none can be kept."""

    def __init__(self, database: Database, draft: int) -> None:
        self._db = database
        self._draft = draft

    def begin(
        self,
        kind: Kind,
        names: Sequence[str],
        started: datetime,
        *,
        ended: datetime | None = None,
        about: str = "",
        turns: Iterable[KeptTurn] = (),
    ) -> int:
        """Keep a new association; returns its number."""
        with self._db.transaction() as db:
            number = self._begin(db, kind, names, started, ended, about)
            for place, turn in enumerate(turns):
                _put(db, number, place, turn)
        return number

    def _begin(
        self,
        db: Any,
        kind: Kind,
        names: Sequence[str],
        started: datetime,
        ended: datetime | None,
        about: str,
    ) -> int:
        made = db.execute(
            "INSERT INTO associations (draft, kind, names, started, ended, about)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._draft,
                kind,
                json.dumps(list(names)),
                started.isoformat(),
                ended.isoformat() if ended else None,
                whole_characters(about),
            ),
        )
        return int(made.lastrowid or 0)

    def going_on(
        self, kind: Kind, names: Sequence[str], started: datetime, *, about: str = ""
    ) -> int:
        """The number of the association of that kind that goes on; of a new one if none does.

        Two processes that ask concurrently get the same number.
        """
        with self._db.transaction() as db:
            latest = self.latest(kind)
            return latest.id if latest else self._begin(db, kind, names, started, None, about)

    def put(self, association: int, turns: Mapping[int, KeptTurn]) -> None:
        """Keep turns at their places, counted from 0; what stood there is replaced."""
        with self._db.transaction() as db:
            for place, turn in turns.items():
                _put(db, association, place, turn)

    def revise(
        self,
        association: int,
        change: Callable[[tuple[KeptTurn, ...]], Mapping[int, KeptTurn]],
    ) -> tuple[KeptTurn, ...] | None:
        """Put the turns that ``change`` makes of those that are kept.

        Reading and writing are one transaction. Returns the turns as they are then;
        None if there is no such association any more.
        """
        with self._db.transaction() as db:
            there = self.get(association)
            if there is None:
                return None
            for place, turn in change(there.turns).items():
                _put(db, association, place, turn)
            found = self.get(association)
            return found.turns if found else None

    def describe(
        self,
        association: int,
        *,
        about: str | None = None,
        ended: datetime | None = None,
        names: Sequence[str] | None = None,
    ) -> None:
        """Change what is known of an association; what is None stays."""
        with self._db.transaction() as db:
            db.execute(
                "UPDATE associations SET about = coalesce(?, about), ended = coalesce(?, ended),"
                " names = coalesce(?, names) WHERE id = ? AND draft = ?",
                (
                    None if about is None else whole_characters(about),
                    ended.isoformat() if ended else None,
                    None if names is None else json.dumps(list(names)),
                    association,
                    self._draft,
                ),
            )

    def all(self, containing: str = "") -> tuple[KeptAssociation, ...]:
        """Every association, oldest first; of those, where somebody said ``containing``."""
        rows = self._db.read(
            "SELECT * FROM associations WHERE draft = ? ORDER BY started, id", (self._draft,)
        )
        kept = tuple(self._kept(row) for row in rows)
        sought = containing.casefold()
        return (
            tuple(one for one in kept if any(sought in turn.text.casefold() for turn in one.turns))
            if sought
            else kept
        )

    def latest(self, kind: Kind) -> KeptAssociation | None:
        """The association of that kind that goes on, if there is one."""
        rows = self._db.read(
            "SELECT * FROM associations WHERE draft = ? AND kind = ? AND ended IS NULL"
            " ORDER BY id DESC LIMIT 1",
            (self._draft, kind),
        )
        return self._kept(rows[0]) if rows else None

    def get(self, association: int) -> KeptAssociation | None:
        """The association of that number, if this draft has it."""
        rows = self._db.read(
            "SELECT * FROM associations WHERE draft = ? AND id = ?", (self._draft, association)
        )
        return self._kept(rows[0]) if rows else None

    def delete(self, association: int) -> bool:
        """Delete an association from the file; returns whether there was one."""
        with self._db.transaction() as db:
            mine = db.execute(
                "DELETE FROM associations WHERE id = ? AND draft = ?", (association, self._draft)
            )
            if mine.rowcount:
                db.execute("DELETE FROM turns WHERE association = ?", (association,))
            return bool(mine.rowcount)

    def threads(self) -> tuple[KeptThread, ...]:
        """The kept phrases in the author's order."""
        rows = self._db.read(
            "SELECT phrase, paragraph, done FROM threads WHERE draft = ? ORDER BY place",
            (self._draft,),
        )
        return tuple(KeptThread(row["phrase"], row["paragraph"], bool(row["done"])) for row in rows)

    def revise_threads(
        self, change: Callable[[tuple[KeptThread, ...]], Iterable[KeptThread]]
    ) -> tuple[KeptThread, ...]:
        """Keep what ``change`` makes of the phrases, in that order; returns them.

        Reading and writing are one transaction.
        """
        with self._db.transaction() as db:
            threads = tuple(change(self.threads()))
            db.execute("DELETE FROM threads WHERE draft = ?", (self._draft,))
            db.executemany(
                "INSERT INTO threads (draft, place, phrase, paragraph, done)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    (self._draft, place, whole_characters(t.phrase), t.paragraph, t.done)
                    for place, t in enumerate(threads)
                ],
            )
        return threads

    def remarks(self) -> tuple[KeptRemark, ...]:
        """The critic's remarks, oldest first."""
        rows = self._db.read(
            "SELECT id, quotation, text, status FROM remarks WHERE draft = ? ORDER BY id",
            (self._draft,),
        )
        return tuple(KeptRemark(*row) for row in rows)

    def add_remarks(self, remarks: Iterable[tuple[str, str]]) -> None:
        """Keep new remarks, each a quotation and a text; one that is kept stays as it is."""
        with self._db.transaction() as db:
            db.executemany(
                "INSERT OR IGNORE INTO remarks (draft, quotation, text) VALUES (?, ?, ?)",
                [(self._draft, whole_characters(q), whole_characters(t)) for q, t in remarks],
            )

    def settle(self, remark: int, status: str) -> None:
        """Note what the author did with a remark."""
        with self._db.transaction() as db:
            db.execute(
                "UPDATE remarks SET status = ? WHERE id = ? AND draft = ?",
                (status, remark, self._draft),
            )

    def sitting(self) -> dict[str, Any]:
        """The state of the pane itself: its options, and the sparks that were offered."""
        rows = self._db.read("SELECT state FROM sittings WHERE draft = ?", (self._draft,))
        return dict(json.loads(rows[0]["state"])) if rows else {}

    def revise_sitting(self, change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        """Keep what ``change`` makes of what `sitting` gives; in one transaction."""
        with self._db.transaction() as db:
            state = change(self.sitting())
            db.execute(
                "INSERT INTO sittings (draft, state) VALUES (?, ?)"
                " ON CONFLICT (draft) DO UPDATE SET state = excluded.state",
                (self._draft, json.dumps(dict(state))),
            )

    def _kept(self, row: Any) -> KeptAssociation:
        turns = self._db.read(
            "SELECT speaker, name, text, own FROM turns WHERE association = ? ORDER BY place",
            (row["id"],),
        )
        return KeptAssociation(
            id=row["id"],
            kind=row["kind"],
            names=tuple(json.loads(row["names"])),
            started=datetime.fromisoformat(row["started"]),
            ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
            about=row["about"],
            turns=tuple(
                KeptTurn(t["speaker"], t["name"], t["text"], _spans(t["own"])) for t in turns
            ),
        )


def _put(db: Any, association: int, place: int, turn: KeptTurn) -> None:
    own = json.dumps([(span.start, span.end) for span in turn.own])
    db.execute(
        "INSERT INTO turns (association, place, speaker, name, text, own)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (association, place) DO UPDATE SET"
        " speaker = excluded.speaker, name = excluded.name, text = excluded.text,"
        " own = excluded.own",
        (association, place, turn.speaker, turn.name, whole_characters(turn.text), own),
    )


def _spans(own: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(own))
