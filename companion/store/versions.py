"""Kept states of a draft, and what is known of each.

A text is kept once, however often it comes back: whole, or as the edits that make it from the
version before. `Versions.text` gives it back exactly, or raises.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from companion.store.database import Database, HistoryError, now
from companion.store.encoding import Form, encode, whole_characters
from companion.text.diff import diff_tokens, presentable
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from companion.text.tokens import count_words

MadeBy = Literal["me", "model", "person"]

# Longest chain of deltas that has to be followed to read one text.
_DEEPEST = 40
# Two texts with little in common: rather keep the second whole than search long for a delta.
_DIFF_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Version:
    """A kept state of the draft; ``Versions.text`` has its words.

    ``reason`` says why it was kept ("sitting", "named", "before merge"), ``made_by`` whose words
    it holds, ``maker`` their name or the model's, ``source`` where it was imported from.
    """

    id: int
    at: datetime
    reason: str
    name: str
    note: str
    made_by: MadeBy
    maker: str
    source: str
    words: int
    digest: str


def digest_of(text: str) -> bytes:
    """The digest of a text."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()


class Versions:
    """The versions of one draft.

    All methods raise `HistoryError` if the history cannot be read or written, or holds no such
    version; the message says which. They may be called from any thread.
    """

    def __init__(self, database: Database, draft: int) -> None:
        self._database = database
        self._draft = draft

    def keep(
        self,
        text: str,
        reason: str,
        *,
        name: str = "",
        note: str = "",
        made_by: MadeBy = "me",
        maker: str = "",
        source: str = "",
        form: Form | None = None,
        at: datetime | None = None,
    ) -> Version:
        """Keep a state of the draft.

        If it is the latest version already, there is no second one: the name and the note are
        given to it, unless it has others.

        Args:
            text: the whole draft.
            reason: why it is kept.
            name: what the author calls it.
            note: what the author says of it.
            made_by: whose words they are.
            maker: the name of the person or the model.
            source: the file that it was imported from.
            form: how the file is written down, so that it can be restored byte for byte.
            at: when it was made, if not now.
        """
        if made_by not in get_args(MadeBy):
            raise ValueError(f"made_by is one of {get_args(MadeBy)}, not {made_by!r}")
        text = whole_characters(text)
        written = _form_to_json(form)
        when = at.astimezone(UTC).isoformat() if at else now()
        with self._database.transaction() as db:
            latest = db.execute(f"{_SELECT} WHERE v.draft = ? ORDER BY v.id DESC LIMIT 1",
                                (self._draft,)).fetchone()  # fmt: skip
            if (
                latest is not None
                and latest["digest"] == digest_of(text)
                and (latest["made_by"], latest["maker"]) == (made_by, maker)
                and latest["form"] == written
                and latest["name"] in ("", name or latest["name"])
                and latest["note"] in ("", note or latest["note"])
            ):
                db.execute(
                    "UPDATE versions SET name = ?, note = ? WHERE id = ?",
                    (name or latest["name"], note or latest["note"], latest["id"]),
                )
                return self.get(latest["id"])
            state = self._keep_state(db, text, latest["state"] if latest else None)
            row = db.execute(
                "INSERT INTO versions (draft, state, at, reason, name, note, made_by, maker,"
                " source, words, form) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (self._draft, state, when, reason, name, note, made_by,
                 maker, source, count_words(text), written),
            )  # fmt: skip
            return self.get(row.lastrowid or 0)

    def list(self, *, named: bool = False) -> tuple[Version, ...]:
        """The versions, latest first; with ``named``, those that the author gave a name."""
        only = " AND v.name <> ''" if named else ""
        rows = self._database.read(
            f"{_SELECT} WHERE v.draft = ?{only} ORDER BY v.at DESC, v.id DESC", (self._draft,)
        )
        return tuple(map(_version, rows))

    def get(self, version: int) -> Version:
        """What is known of a version."""
        return _version(self._row(version))

    def text(self, version: int) -> str:
        """The words of a version, exactly as they were kept."""
        return self._text_of(self._row(version)["state"])

    def form(self, version: int) -> Form | None:
        """How the file was written down, if that was kept: for `DraftFile.write`."""
        return _form_from_json(self._row(version)["form"])

    def data(self, version: int) -> bytes:
        """The bytes of the file at that time (if its form was not kept, as plain UTF-8)."""
        text = self.text(version)
        return encode(text, self.form(version) or Form(), text)[0]

    def rename(self, version: int, name: str) -> Version:
        """Give a version another name; an empty one takes it away."""
        return self._change(version, "UPDATE versions SET name = ? WHERE id = ?", name)

    def annotate(self, version: int, note: str) -> Version:
        """Set the note of a version."""
        return self._change(version, "UPDATE versions SET note = ? WHERE id = ?", note)

    def delete(self, version: int) -> None:
        """Forget a version; its words are erased unless another version has the same."""
        with self._database.transaction() as db:
            state = self._row(version)["state"]
            db.execute("DELETE FROM versions WHERE id = ?", (version,))
            if db.execute("SELECT 1 FROM versions WHERE state = ?", (state,)).fetchone():
                return
            old = db.execute("SELECT base, depth FROM states WHERE id = ?", (state,)).fetchone()
            heirs = db.execute("SELECT id FROM states WHERE base = ?", (state,)).fetchall()
            for (heir,) in heirs:  # what was kept as a change of this state needs another base
                text = self._text_of(heir)
                base = self._text_of(old["base"]) if old["base"] else None
                content, is_delta = _pack(text, base)
                db.execute(
                    "UPDATE states SET base = ?, depth = ?, content = ? WHERE id = ?",
                    (old["base"] if is_delta else None, old["depth"] if is_delta else 0, content,
                     heir),
                )  # fmt: skip
            db.execute("DELETE FROM states WHERE id = ?", (state,))

    def _change(self, version: int, command: str, value: str) -> Version:
        with self._database.transaction() as db:
            self._row(version)
            db.execute(command, (value, version))
            return self.get(version)

    def _row(self, version: int) -> sqlite3.Row:
        rows = self._database.read(f"{_SELECT} WHERE v.draft = ? AND v.id = ?",
                                   (self._draft, version))  # fmt: skip
        if not rows:
            raise HistoryError(f"there is no version {version} of this draft")
        return rows[0]

    def _keep_state(self, db: sqlite3.Connection, text: str, before: int | None) -> int:
        """The number of the state that has this text; it is kept if it is new."""
        digest = digest_of(text)
        known = db.execute("SELECT id FROM states WHERE draft = ? AND digest = ?",
                           (self._draft, digest)).fetchone()  # fmt: skip
        if known is not None:
            return int(known["id"])
        base, depth = None, 0
        if before is not None:
            depth = db.execute("SELECT depth FROM states WHERE id = ?", (before,)).fetchone()[0] + 1
            base = self._text_of(before) if depth <= _DEEPEST else None
        content, is_delta = _pack(text, base)
        row = db.execute(
            "INSERT INTO states (draft, digest, base, depth, content) VALUES (?, ?, ?, ?, ?)",
            (self._draft, digest, before if is_delta else None, depth if is_delta else 0, content),
        )
        return int(row.lastrowid or 0)

    def _text_of(self, state: int) -> str:
        chain: list[bytes] = []
        at: int | None = state
        digest = b""
        while at is not None:
            rows = self._database.read("SELECT digest, base, content FROM states WHERE id = ?",
                                       (at,))  # fmt: skip
            if not rows or len(chain) > 2 * _DEEPEST:
                raise HistoryError("this version is damaged: a part of it is missing")
            digest = digest or rows[0]["digest"]
            chain.append(rows[0]["content"])
            at = rows[0]["base"]
        try:
            text = _unpack(chain.pop(), None)
            while chain:
                text = _unpack(chain.pop(), text)
        except (ValueError, zlib.error) as error:
            raise HistoryError("this version is damaged: it cannot be read") from error
        if digest_of(text) != digest:
            raise HistoryError("this version is damaged: it is not what was kept")
        return text


_SELECT = "SELECT v.*, s.digest FROM versions v JOIN states s ON s.id = v.state"


def _version(row: sqlite3.Row) -> Version:
    return Version(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        reason=row["reason"],
        name=row["name"],
        note=row["note"],
        made_by=row["made_by"],
        maker=row["maker"],
        source=row["source"],
        words=row["words"],
        digest=row["digest"].hex(),
    )


def _pack(text: str, base: str | None) -> tuple[bytes, bool]:
    """A text as bytes, and whether they are a delta on ``base``."""
    raw = text.encode("utf-8")
    if base is None:
        return zlib.compress(raw, 9), False
    moves = [[e.span.start, len(e.span), e.replacement] for e in _small_edits(base, text)]
    delta = zlib.compress(json.dumps(moves, ensure_ascii=False).encode("utf-8"), 9)
    if len(delta) < len(raw) // 16:  # prose shrinks to a third or so: no need to try
        return delta, True
    whole = zlib.compress(raw, 9)
    return (delta, True) if len(delta) < len(whole) // 2 else (whole, False)


def _small_edits(base: str, text: str) -> Iterator[Edit]:
    """Edits that make ``text`` of ``base``: words are compared only where lines differ."""
    old, new = (side.splitlines(keepends=True) for side in (base, text))
    at = 0
    removed, added = "", ""
    for op, run in [*diff_tokens(old, new, seconds=_DIFF_SECONDS), (0, [])]:
        if op < 0:
            removed += "".join(run)
        elif op > 0:
            added += "".join(run)
        else:
            for edit in presentable(removed, added, seconds=_DIFF_SECONDS).edits:
                yield edit.shifted(at)
            at += len(removed) + sum(map(len, run))
            removed = added = ""


def _unpack(content: bytes, base: str | None) -> str:
    raw = zlib.decompress(content).decode("utf-8")
    if base is None:
        return raw
    moves: Sequence[tuple[int, int, str]] = json.loads(raw)
    return apply_edits(base, [Edit(Span(a, a + size), words) for a, size, words in moves])


def _form_to_json(form: Form | None) -> str:
    if form is None:
        return ""
    return json.dumps([form.bom, form.line_end, sorted(form.others)])


def _form_from_json(written: str) -> Form | None:
    if not written:
        return None
    bom, line_end, others = json.loads(written)
    return Form(bom, line_end, frozenset(others))
