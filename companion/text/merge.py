"""Merge two revisions of one text by paragraphs, losing no word of either.

A paragraph that only one side changed is taken from that side. Where both changed the same
paragraph, its lines are tried; where both changed the same line, both versions are kept, one
after the other, between notes that the author cannot overlook. Where one side has all that the
other did, and more (the file was saved while its author typed on), that side stands alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from companion.text.anchors import shared_start
from companion.text.diff import diff_tokens, diff_words
from companion.text.edit import Edit
from companion.text.span import Span
from companion.text.tokens import split_words

# CriticMarkup comments: visible in the plain text, a remark to every tool that reads the format.
NOTE_OURS = "{>>Changed in two places at once. The version here:<<}"
NOTE_OURS_GONE = "{>>Changed in two places at once. Deleted here;<<}"
NOTE_THEIRS = "{>>the version in the file:<<}"
NOTE_THEIRS_GONE = "{>>deleted in the file.<<}"
NOTE_END = "{>>Keep what you want and delete these notes.<<}"

_BLANK_LINES = re.compile(r"(\n(?:[ \t]*\n)+)")
_LINE_END = re.compile(r"(\n)")
_LEADING_BLANKS = re.compile(r"(?:[ \t]*\n)*")


@dataclass(frozen=True, slots=True)
class Merge:
    """Two revisions in one text.

    ``edits`` turn our text into ``text``; ``conflicts`` are the spans of ``text``, notes included,
    in which both versions stand.
    """

    text: str
    edits: tuple[Edit, ...]
    conflicts: tuple[Span, ...] = ()


def merge(base: str, ours: str, theirs: str) -> Merge:
    """Merge ``ours`` and ``theirs``, two revisions of ``base``.

    A side that changed nothing has no say: ``merge(b, b, y)`` is ``y`` and ``merge(b, x, b)`` is
    ``x``, to the last character.
    """
    if ours == base or theirs in (base, ours):
        text = theirs if ours == base else ours
        return Merge(text, diff_words(ours, text))
    if goes_further(base, ours, theirs):
        return Merge(ours, ())
    if goes_further(base, theirs, ours):
        return Merge(theirs, diff_words(ours, theirs))
    text, conflicts = _merge_paragraphs(base, ours, theirs)
    return Merge(text, diff_words(ours, text), conflicts)


def goes_further(base: str, far: str, near: str) -> bool:
    """Whether ``far`` has all that ``near`` made of ``base``, and only goes on from there.

    So it does if ``near`` put words in, and ``far`` is ``near`` with more words put in, none of
    which ``near`` took out of ``base``. Words that are put in at one place may begin inside one
    that was being typed.
    """
    if not near or len(far) <= len(near):
        return False
    if len(near) > len(base) and _is_continued(base, near, far):
        return True
    if not (_is_typed_on(near, far) or _is_subsequence(_words(near), _words(far))):
        return False
    was, kept = Counter(_words(base)), Counter(_words(near))
    put_in = Counter(_words(far)) - kept
    # One that only deleted is no step on the way of one that put something in.
    return bool(kept - was) and not put_in & (was - kept)


def _is_continued(base: str, near: str, far: str) -> bool:
    """Whether ``near`` put something into ``base`` at one place, and ``far`` goes on at its end."""
    started, ended = _shared_ends(base, near)
    started_on, ended_on = _shared_ends(near, far)
    return max(len(base) - started, len(near) - started_on) <= min(ended, ended_on)


def _is_typed_on(text: str, longer: str) -> bool:
    """Whether ``longer`` is ``text`` with something put in at one place.

    It may make a word of ``text`` longer at its end. It may not tear one: that two texts begin and
    end with the same letters says nothing ("Then." and "The cat is in the garden.").
    """
    started, ended = _shared_ends(text, longer)
    size = len(longer) - len(text)
    for place in range(len(text) - ended, started + 1):
        put_in = longer[place : place + size]
        if not any(map(str.isspace, put_in)):
            return True
        joined_after = text[place : place + 1].isalnum()
        if not (joined_after and (text[place - 1 : place].isalnum() or put_in[-1:].isalnum())):
            return True
    return False


def _shared_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts begin with together, and how many they end with."""
    return shared_start(one, other), shared_start(one[::-1], other[::-1])


def _words(text: str) -> list[str]:
    """The words and marks of ``text``."""
    return [token for token in split_words(text) if not token.isspace()]


def _is_subsequence(some: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in some)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """A text in blocks: ``gaps[i]`` stands before ``blocks[i]``, the last gap at the end."""

    blocks: list[str]
    gaps: list[str]

    @classmethod
    def split(cls, text: str, boundary: re.Pattern[str]) -> _Blocks:
        match = _LEADING_BLANKS.match(text)
        start = match.end() if match else 0
        body = text[start:].rstrip(" \t\n")
        if not body:
            return cls([], [text])
        parts = boundary.split(body)
        return cls(parts[::2], [text[:start], *parts[1::2], text[start + len(body) :]])


@dataclass(frozen=True, slots=True)
class _Region:
    """``base[b1:b2]`` stands for ``ours[o1:o2]`` and ``theirs[t1:t2]``."""

    b1: int
    b2: int
    o1: int
    o2: int
    t1: int
    t2: int


def _merge_paragraphs(base: str, ours: str, theirs: str) -> tuple[str, tuple[Span, ...]]:
    out = _Writer("\n\n")

    def try_lines(*sides: str) -> None:
        if not any("\n" in side for side in sides):
            out.both(*sides)
            return
        lines = _Writer("\n")
        _merge_blocks(sides, _LINE_END, lines, lines.both, touching=True)
        out.take(lines)

    _merge_blocks((base, ours, theirs), _BLANK_LINES, out, try_lines, touching=False)
    return out.finished()


def _merge_blocks(
    sides: Sequence[str],
    boundary: re.Pattern[str],
    out: _Writer,
    conflict: Callable[[str, str, str], None],
    *,
    touching: bool,
) -> None:
    """Write the merged blocks of base, ours and theirs to ``out``.

    What both sides changed goes to ``conflict``; changes that only touch count if ``touching``.
    """
    b, o, t = (_Blocks.split(text, boundary) for text in sides)
    for region in _regions(b.blocks, o.blocks, t.blocks, touching=touching):
        was = b.blocks[region.b1 : region.b2]
        our = o.blocks[region.o1 : region.o2]
        their = t.blocks[region.t1 : region.t2]
        if our == was == their:
            for i in range(len(was)):
                gaps = b.gaps[region.b1 + i], o.gaps[region.o1 + i], t.gaps[region.t1 + i]
                out.add(was[i], _gap(*gaps))
        elif was == their or our == their:
            out.add_all(our, o.gaps[region.o1 :])
        elif was == our:
            out.add_all(their, t.gaps[region.t1 :])
        elif (larger := _larger(was, our, their)) is not None:
            gaps_of_larger = o.gaps[region.o1 :] if larger is our else t.gaps[region.t1 :]
            out.add_all(larger, gaps_of_larger)
        elif not was:  # both put something new in one place: there is room for both
            out.add_all(our, o.gaps[region.o1 :])
            out.add_all(their, t.gaps[region.t1 :])
        else:
            conflict(
                _joined(b, region.b1, region.b2),
                _joined(o, region.o1, region.o2),
                _joined(t, region.t1, region.t2),
            )
    out.end(_gap(b.gaps[-1], o.gaps[-1], t.gaps[-1]))


def _larger(was: list[str], our: list[str], their: list[str]) -> list[str] | None:
    """The blocks of the side that goes further than the other, if one does."""
    base, ours, theirs = ("\n\n".join(blocks) for blocks in (was, our, their))
    if goes_further(base, ours, theirs):
        return our
    return their if goes_further(base, theirs, ours) else None


def _joined(side: _Blocks, start: int, end: int) -> str:
    if start == end:
        return ""
    inner = (side.gaps[i] + side.blocks[i] for i in range(start + 1, end))
    return side.blocks[start] + "".join(inner)


def _gap(base: str, ours: str, theirs: str) -> str:
    return theirs if ours == base else ours


class _Writer:
    """Gathers blocks, and sees that two blocks are never run together."""

    def __init__(self, least: str) -> None:
        self.least = least
        self.parts: list[str] = []
        self.length = 0
        self.conflicts: list[Span] = []

    def add(self, block: str, gap: str) -> None:
        if not self.parts:
            gap = ""
        elif gap.count("\n") < self.least.count("\n"):
            gap = self.least
        self._put(gap)
        self._put(block)

    def add_all(self, blocks: Sequence[str], gaps: Sequence[str]) -> None:
        for block, gap in zip(blocks, gaps, strict=False):
            self.add(block, gap)

    def both(self, _base: str, ours: str, theirs: str) -> None:
        """Both versions between notes."""
        notes = [NOTE_OURS, ours] if ours else [NOTE_OURS_GONE]
        notes += [NOTE_THEIRS, theirs] if theirs else [NOTE_THEIRS_GONE]
        start = self.length + (len(self.least) if self.parts else 0)
        for block in (*notes, NOTE_END):
            self.add(block, self.least)
        self.conflicts.append(Span(start, self.length))

    def take(self, other: _Writer) -> None:
        """Add what another writer gathered, as one block."""
        text, conflicts = other.finished()
        if not text:
            return
        self.add(text, self.least)
        start = self.length - len(text)
        self.conflicts += [span.shifted(start) for span in conflicts]

    def end(self, gap: str) -> None:
        self._put(gap)

    def finished(self) -> tuple[str, tuple[Span, ...]]:
        return "".join(self.parts), tuple(self.conflicts)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


Change = tuple[int, int, int, int]  # base[b1:b2] became side[s1:s2]


def _changes(base: Sequence[str], side: Sequence[str]) -> list[Change]:
    changes: list[Change] = []
    b = s = b0 = s0 = 0
    for op, run in [*diff_tokens(list(base), list(side)), (0, [])]:
        if op == 0:
            if (b, s) != (b0, s0):
                changes.append((b0, b, s0, s))
            b, s = b + len(run), s + len(run)
            b0, s0 = b, s
        elif op < 0:
            b += len(run)
        else:
            s += len(run)
    return changes


def _regions(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *, touching: bool
) -> Iterator[_Region]:
    """All of ``base`` in order: what all three share, and what at least one side changed."""
    pending = sorted(
        [(c, 0) for c in _changes(base, ours)] + [(c, 1) for c in _changes(base, theirs)]
    )
    b = o = t = 0
    at = 0
    while at < len(pending):
        group = [pending[at]]
        start, end = pending[at][0][:2]
        at += 1
        while at < len(pending) and _meet(start, end, pending[at][0], touching=touching):
            group.append(pending[at])
            end = max(end, pending[at][0][1])
            at += 1
        same = start - b
        if same:
            yield _Region(b, start, o, o + same, t, t + same)
        o, t = o + same, t + same
        grown = [end - start, end - start]
        for (b1, b2, s1, s2), side in group:
            grown[side] += (s2 - s1) - (b2 - b1)
        yield _Region(start, end, o, o + grown[0], t, t + grown[1])
        b, o, t = end, o + grown[0], t + grown[1]
    if b < len(base):
        yield _Region(b, len(base), o, len(ours), t, len(theirs))


def _meet(start: int, end: int, change: Change, *, touching: bool) -> bool:
    """Whether a change (which begins no earlier) stands in the way of ``base[start:end]``."""
    b1, b2 = change[:2]
    if touching:
        return b1 <= end
    return b1 < end or (start == end == b1 == b2)
