"""Associations as they are kept with a draft, and what of the draft came from them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from companion.association.borrowed import Known, SaidSource, borrowed
from companion.association.transcript import Transcript, Turn, plain_name
from companion.errors import UserError
from companion.store.associations import Associations, KeptAssociation, KeptTurn
from companion.store.draft_file import DraftError, DraftFile
from companion.store.history import History, has_history

AUTHOR = "You"


@contextlib.contextmanager
def open_history(draft: Path) -> Iterator[tuple[History, str]]:
    """The history of a draft that is not on a page, and the draft's text.

    Raises:
        UserError: the draft cannot be read, or no history can be kept beside it.
    """
    text = _read(draft)
    history = History(draft, text)
    try:
        if history.problem:
            raise UserError(history.problem)
        yield history, text
    finally:
        history.close()


def read_associations(draft: Path) -> tuple[tuple[KeptAssociation, ...], str]:
    """What is kept with a draft, and the draft's text; looking leaves no trace.

    Raises:
        UserError: one of the two cannot be read.
    """
    if not has_history(draft):
        return (), _read(draft)
    with open_history(draft) as (history, text):
        return history.associations.all(), text


def _read(draft: Path) -> str:
    try:
        return DraftFile.open(draft).text
    except DraftError as error:
        raise UserError(str(error)) from None


def keep_transcript(
    kept: Associations, transcript: Transcript, draft: str, *, author: str | None = None
) -> int:
    """Keep a conversation held elsewhere; returns its number.

    Args:
        kept: where the draft's conversations are.
        transcript: the conversation.
        draft: the text of the draft now; what it has already is the author's.
        author: the name whose turns are the author's own words, if one is.
    """
    known = Known(draft)
    turns: list[KeptTurn] = []
    for turn in transcript.turns:
        if turn.name == author:
            known.add(turn.text)
            turns.append(KeptTurn("author", turn.name, turn.text))
        else:
            own = known.spans_in(turn.text)
            turns.append(KeptTurn("other", turn.name, turn.text, own))
    return kept.begin(
        "imported",
        transcript.names,
        transcript.started,
        ended=transcript.ended,
        turns=turns,
    )


def as_transcript(kept: KeptAssociation) -> Transcript:
    """A kept association in the form that is exported."""
    turns = tuple(Turn(plain_name(turn.name), turn.text) for turn in kept.turns)
    names = dict.fromkeys([*map(plain_name, kept.names), *(turn.name for turn in turns)])
    if len(names) < 2:
        names.setdefault("Partner")
    return Transcript(tuple(names), kept.started, kept.ended, turns)


def sources(kept: Iterable[KeptAssociation]) -> Iterator[SaidSource]:
    """What others said, oldest first, each with its origin in words for the author."""
    for association in kept:
        for turn in association.turns:
            if turn.speaker != "author":
                yield SaidSource(_origin(association, turn), turn.text, turn.own)


def borrowed_phrases(kept: Iterable[KeptAssociation], draft: str) -> tuple[str, ...]:
    """The phrases of a draft that others said first, for its disclosure."""
    return tuple(find.text for find in borrowed(draft, sources(kept)))


def _origin(association: KeptAssociation, turn: KeptTurn) -> str:
    if association.kind == "imported":
        return f"transcript: {turn.name}"
    return "duet" if association.kind == "duet" else turn.speaker
