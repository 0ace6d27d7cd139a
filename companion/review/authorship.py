"""Who wrote what of a draft, as far as the record knows.

What the author typed is the author's. Not theirs is what a suggestion that they accepted put in,
what was pasted, and what a partner, a critic or a transcript said first. Nothing is known of what
was written in other programs: it counts as typed, unless annotations say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.formats.markdown_annotations import (
    Annotations,
    Author,
    author_key,
    draft_bounds,
    ranges_of,
)
from companion.grammar.kinds import Kind
from companion.review.disclose import LOCAL_CHECKERS
from companion.review.dismissed import fingerprint
from companion.review.reviewer_marks import SOURCE as MARKS
from companion.store.records import Accepted, Paste
from companion.text.diff import diff_words
from companion.text.document import merge_spans, paragraphs
from companion.text.edit import Edit
from companion.text.shingles import found_again, shingles, unpacked
from companion.text.span import Span

PASTED = "&Pasted"
_TELLING = 4  # code points: the shortest words that are known again without their neighbours


@dataclass(frozen=True, slots=True)
class Claim:
    """Some of the text that is somebody's: a key as annotations have it, and code points."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """The accepted suggestions: what of them stands in the text, and how many do no longer.

    One whose words were changed again since, or stand in other company, cannot be found.
    """

    claims: tuple[Claim, ...]
    lost: int


def authors_of(text: str, author: str, claims: Iterable[Claim]) -> tuple[Author, ...]:
    """Every character of ``text`` given to one author; of two claims to it, the later one counts.

    Args:
        text: the draft.
        author: the key of who wrote all that nobody claims.
        claims: in rising order of authority.
    """
    bounds = draft_bounds(text)
    owners = [0] * (len(bounds) - 1)
    keys = [author]
    for claim in claims:
        if claim.key not in keys:
            keys.append(claim.key)
        for part in ranges_of([claim.span], bounds):
            owners[part.start : part.end] = [keys.index(claim.key)] * len(part)
    ranges: list[list[Span]] = [[] for _ in keys]
    start = 0
    for at in range(1, len(owners) + 1):
        if at == len(owners) or owners[at] != owners[start]:
            ranges[owners[start]].append(Span(start, at))
            start = at
    found = zip(keys, ranges, strict=True)
    return tuple(Author(key, tuple(spans)) for key, spans in found if spans or key == author)


def place_accepted(text: str, accepted: Iterable[Accepted]) -> Placed:
    """Where what was accepted stands, known again by its words and their neighbours."""
    blocks = [block.span for block in paragraphs(text)]
    claims: list[Claim] = []
    lost = 0
    for one in accepted:
        if not one.after:
            continue  # it took words out: nobody wrote what is not there
        found = _place(text, blocks, one)
        if found is None:
            lost += 1
        else:
            claims.append(Claim(_tool(one.source), _new_part(one, found)))
    return Placed(tuple(claims), lost)


def place_pasted(text: str, pastes: Iterable[Paste], earlier: Mapping[str, str]) -> Iterator[Claim]:
    """Where pasted words stand.

    Args:
        text: the draft.
        pastes: what was pasted.
        earlier: versions of the draft by the time that they were kept (ISO 8601); what stood in one
            before it was pasted was moved, not borrowed.
    """
    for paste in pastes:
        known = unpacked(paste.shingles)
        at = paste.at.isoformat()
        for when, version in earlier.items():
            if known and when < at:
                known -= {digest for digest, _ in shingles(version)}
        for span in merge_spans(found_again(text, known)):
            yield Claim(PASTED, span)


def carried(annotations: Annotations, old: str, new: str) -> Iterator[Claim]:
    """What annotations of ``old`` say of the characters that stand in ``new`` still.

    Raises:
        ValueError: they name characters that ``old`` has not.
    """
    bounds = draft_bounds(old)
    kept = list(_kept(old, diff_words(old, new)))
    for author in annotations.authors:
        for part in author.ranges:
            if part.end >= len(bounds):
                raise ValueError(f"{author.key} is said to have written past the end of the text")
            start, end = bounds[part.start], bounds[part.end]
            for was, shift in kept:
                first, last = max(start, was.start), min(end, was.end)
                if first < last:
                    yield Claim(author.key, Span(first + shift, last + shift))


def _kept(old: str, edits: Sequence[Edit]) -> Iterator[tuple[Span, int]]:
    """The stretches that edits leave alone, and how far each of them moves."""
    at = shift = 0
    for edit in edits:
        yield Span(at, edit.span.start), shift
        at = edit.span.end
        shift += len(edit.replacement) - len(edit.span)
    yield Span(at, len(old)), shift


def _tool(source: str) -> str:
    if source == MARKS:
        return author_key("&", "Reviewer (CriticMarkup)")
    return author_key("&", LOCAL_CHECKERS.get(source, source))


def _place(text: str, blocks: Sequence[Span], one: Accepted) -> Span | None:
    """The one place whose words and neighbours are those that the record names."""
    alone: list[Span] = []
    for block in blocks:
        words = block.of(text)
        at = words.find(one.after)
        while at >= 0:
            before = words[:at] + one.before + words[at + len(one.after) :]
            changed = Span(at, at + len(one.before))
            here = Span(block.start + at, block.start + at + len(one.after))
            if fingerprint(before, changed, one.after, Kind(one.kind)) == one.fingerprint:
                return here
            alone.append(here)
            at = words.find(one.after, at + 1)
    # A mark of a file is known by where it stood there, and a neighbour may have changed since:
    # words that stand here once, and say something, are those.
    return alone[0] if len(alone) == 1 and len(one.after) >= _TELLING else None


def _new_part(one: Accepted, place: Span) -> Span:
    """What of an accepted change was not there before: "'" of "don't" for "dont"."""
    before, after = one.before, one.after
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    return Span(place.start + head, max(place.start + head, place.end - tail))
