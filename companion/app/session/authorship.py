"""The authorship of one draft: from its record and from annotations, to annotations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from companion.app.session.kept_associations import sources
from companion.association.borrowed import borrowed
from companion.comparison.source import UnreadableError, read_text
from companion.errors import UserError
from companion.formats.markdown_annotations import (
    AnnotationError,
    Annotations,
    Author,
    author_key,
    draft_bounds,
    read_block,
    split_document,
    write_block,
)
from companion.review.authorship import (
    Claim,
    authors_of,
    carried,
    place_accepted,
    place_pasted,
)
from companion.store.database import HistoryError
from companion.store.draft_file import DraftFile
from companion.store.encoding import encode
from companion.store.history import History, has_history
from companion.text.wording import counted


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote what of a draft.

    ``text`` is the draft without a block of annotations at its end, ``block`` the new one, and
    ``notes`` what its author should know about it.
    """

    text: str
    authors: tuple[Author, ...]
    block: str
    notes: tuple[str, ...]


def beside(draft: Path) -> Path:
    """Where the annotations of a draft are kept that are not to stand in it."""
    return draft.with_name(draft.name + ".annotations")


def authorship(
    draft: DraftFile, author: str, *, given: Path | None = None, discard: bool = False
) -> Authorship:
    """Put together what is known.

    Args:
        draft: the draft.
        author: the name of who writes it.
        given: a file with annotations: another copy of the draft, or a block alone. By default
            those at the draft's end, or else beside it.
        discard: whether to begin without any.

    Raises:
        UserError: annotations cannot be read, or are of a text that is not at hand.
    """
    notes: list[str] = []
    history = History(draft.path, draft.text) if has_history(draft.path) else None
    try:
        text, own = _split(draft.text, str(draft.path), discard=discard)
        claims = _recorded(text, history, notes) if history else []
        if not discard:
            claims += _annotated(draft, text, own, given, history, notes)
    except HistoryError as error:
        raise UserError(str(error)) from error
    finally:
        if history is not None:
            history.close()
    authors = authors_of(text, author_key("@", author), claims)
    return Authorship(text, authors, write_block(_as_written(draft, text), authors), tuple(notes))


def _split(document: str, name: str, *, discard: bool = False) -> tuple[str, str]:
    try:
        return split_document(document, draft_bounds)
    except AnnotationError as error:
        hint = "" if discard else ": mend them, or take the block out"
        raise UserError(f"the annotations of {name} cannot be read: {error}{hint}") from error


def _recorded(text: str, history: History, notes: list[str]) -> list[Claim]:
    """What the record of the draft knows, the surest last."""
    versions = history.versions
    earlier = {v.at.isoformat(): versions.text(v.id) for v in versions.list() if v.made_by == "me"}
    claims = list(place_pasted(text, history.ledger.pastes(), earlier))
    claims += (
        Claim(author_key("&", one.origin.capitalize()), one.span)
        for one in borrowed(text, sources(history.associations.all()))
    )
    placed = place_accepted(text, history.ledger.accepted_edits())
    if placed.lost:
        notes.append(
            f"{counted(placed.lost, 'accepted suggestion')} cannot be found in the"
            " text any more: those words count as yours"
        )
    return [*claims, *placed.claims]


def _annotated(
    draft: DraftFile,
    text: str,
    own: str,
    given: Path | None,
    history: History | None,
    notes: list[str],
) -> list[Claim]:
    """What annotations say, carried over to the text as it is now."""
    name, of, block = str(draft.path), text, own
    if given is not None or (not own and beside(draft.path).is_file()):
        path = given or beside(draft.path)
        name = str(path)
        try:
            of, block = _split(read_text(path), name)
        except UnreadableError as error:
            raise UserError(str(error)) from error
        if not of.strip():
            of = text
    if not block:
        if given is not None:
            raise UserError(f"there are no Markdown Annotations at the end of {given}")
        return []
    annotations = read_block(block)
    old = _annotated_text(annotations, [of, text], draft, history)
    if old is None:
        raise UserError(
            f"the annotations of {name} are of another text than this, and no version that is kept"
            " here is the one: bring that text back, or begin anew with --discard"
        )
    if old != text:
        notes.append(
            f"the annotations of {name} were of an earlier text: they are carried over to the words"
            " that still stand, and new words are given to who wrote them here"
        )
    try:
        return list(carried(annotations, old, text))
    except ValueError as error:
        raise UserError(f"the annotations of {name} do not fit their own text: {error}") from error


def _annotated_text(
    annotations: Annotations, texts: list[str], draft: DraftFile, history: History | None
) -> str | None:
    """The text that annotations are of: one of ``texts``, or a version that was kept."""
    versions = history.versions if history is not None else None
    kept = (versions.text(version.id) for version in versions.list()) if versions else ()
    for text in chain(texts, (_split(text, "a version")[0] for text in kept)):
        written = (text, text.replace("\n", "\r\n"), _as_written(draft, text))
        if any(map(annotations.fits, written)):
            return text
    return None


def _as_written(draft: DraftFile, text: str) -> str:
    """The characters that the file has for ``text``: its line ends are part of what is hashed."""
    return encode(text, draft.form, draft.text)[0].decode("utf-8-sig")
