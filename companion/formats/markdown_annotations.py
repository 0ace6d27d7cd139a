r"""Markdown Annotations 0.1: who wrote which characters of a text, in a block after it.

    ---
    Annotations: 0,95 SHA-256 1132bf5e376a605f5beed4b204456114
    @Ann: 0,20 33,62
    &Harper: 20,13
    ...

Ranges are ``start,length`` (or ``start`` for one) in grapheme clusters of the text; the hash is of
the UTF-8 of the first range, so that annotations of another text are known as such. ``@`` is a
human author, ``&`` any other. See https://github.com/iainc/Markdown-Annotations.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex

from companion.text.annotation_block import BLOCK, HASH, KEY, block_start
from companion.text.span import Span
from companion.text.tokens import CLUSTER

_CLUSTER = regex.compile(CLUSTER)
_RANGE = regex.compile(r"(\d+)(?:,(\d+))?(?:\s+|$)")
_MIN_LENGTH, _MAX_LENGTH = 32, 64  # hexadecimal digits of a hash


class AnnotationError(ValueError):
    """A block of annotations cannot be read, or is of another text; the message says which."""


@dataclass(frozen=True, slots=True)
class Author:
    """What one author wrote: ``ranges`` in grapheme clusters, in order and apart.

    ``key`` is a sign (``@`` or ``&``) and a name. What is no authorship (``content``, which later
    versions of the format will define) is kept as it stands.
    """

    key: str
    ranges: tuple[Span, ...]
    content: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """A block: the range that was hashed, the hash's hexadecimal digits, and the authors.

    ``hashed`` is None where the block says nothing that could be verified.
    """

    hashed: Span | None
    digest: str
    authors: tuple[Author, ...]

    def fits(self, text: str) -> bool:
        """Whether they are of this text."""
        if self.hashed is None:
            return False
        bounds = cluster_bounds(text)
        if self.hashed.end >= len(bounds):
            return False
        part = text[bounds[self.hashed.start] : bounds[self.hashed.end]]
        return digest_of(part).startswith(self.digest)


def cluster_bounds(text: str) -> list[int]:
    """Where grapheme clusters begin, in code points, and where the last one ends."""
    return [0, *(match.end() for match in _CLUSTER.finditer(text))]


def draft_bounds(text: str) -> list[int]:
    """The same for a draft in memory, as it will be counted in its file.

    A line ends with a line feed there, so that a carriage return before one is of the author's own;
    the file has it before the line's end, as one cluster more.
    """
    bounds: list[int] = []
    for bound in cluster_bounds(text):
        if bounds and text[bounds[-1] : bound] == "\r\n":
            bounds.append(bound - 1)
        bounds.append(bound)
    return bounds


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 of ``text``, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def split_document(
    document: str, bounds_of: Callable[[str], list[int]] = cluster_bounds
) -> tuple[str, str]:
    """A text, and the block after it ("" if there is none).

    The empty line between the two belongs to neither as far as the hashed range leaves it out.

    Args:
        document: both.
        bounds_of: how clusters are counted: `draft_bounds` for a draft in memory.
    """
    start = block_start(document)
    if start is None:
        return document, ""
    text, block = document[:start], document[start:]
    hashed = read_block(block).hashed
    if hashed is not None:
        bounds = bounds_of(text)
        if hashed.end < len(bounds) and not text[bounds[hashed.end] :].strip("\r\n"):
            return text[: bounds[hashed.end]], block
    return text.removesuffix("\n").removesuffix("\r"), block


def read_block(block: str) -> Annotations:
    """Read a block.

    Raises:
        AnnotationError: it is none, or names ranges or a hash that cannot be.
    """
    start = block_start(block)
    match = None if start is None else BLOCK.match(block, start)
    if match is None:
        raise AnnotationError("there is no block of Markdown Annotations at its end")
    hashed, digest = None, ""
    authors: list[Author] = []
    for key, value in _entries(match["lines"]):
        found = HASH.fullmatch(value.strip())
        if found and key[0] not in "@&":
            name, digest = found[3].upper(), found[4].lower()
            if name != "SHA-256" or not _MIN_LENGTH <= len(digest) <= _MAX_LENGTH:
                raise AnnotationError(f"its hash is not of SHA-256: {value.strip()}")
            hashed = _span(found[1], found[2])
        elif key[0] in "@&":
            authors.append(_author(key, value))
    return Annotations(hashed, digest, tuple(authors))


def write_block(text: str, authors: Iterable[Author]) -> str:
    """The block for ``text``, whose range is all of it."""
    count = len(cluster_bounds(text)) - 1
    lines = [f"Annotations: 0,{count} SHA-256 {digest_of(text)[:_MIN_LENGTH]}"]
    for author in authors:
        ranges = " ".join(
            f"{r.start},{len(r)}" if len(r) != 1 else str(r.start) for r in author.ranges
        )
        value = " ".join(filter(None, (ranges, author.content)))
        lines.append(f"{author.key.replace(':', chr(92) + ':')}: {value}")
    # Two spaces end a line in Markdown: where the block is shown, its lines stay apart.
    return "---\n" + "".join(f"{line}  \n" for line in lines) + "...\n"


def join_document(text: str, block: str) -> str:
    """The text with its block behind an empty line."""
    if not text or text.endswith("\n\n"):
        return text + block
    if text.endswith("\r"):  # a line feed right behind it would make one line end of the two
        return text + "\r\n" + block
    return text + ("\n" if text.endswith("\n") else "\n\n") + block


def author_key(sign: str, name: str) -> str:
    """A key for a name, without what would end or divide it."""
    return sign + " ".join(regex.sub(r"[<>,\\\s]+", " ", name).split())


def ranges_of(spans: Sequence[Span], bounds: Sequence[int]) -> tuple[Span, ...]:
    """Spans in code points as ranges of clusters, joined where they touch.

    A cluster that a span holds in part is taken whole.
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if not len(span):
            continue
        start, end = bisect_right(bounds, span.start) - 1, bisect_left(bounds, span.end)
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def _entries(lines: str) -> list[tuple[str, str]]:
    """Keys and values; an indented line goes on with the value before it."""
    found: list[tuple[str, str]] = []
    for line in lines.splitlines():
        match = KEY.match(line)
        if line.startswith("  ") and found and (not match or line.lstrip()[0].isdigit()):
            key, value = found[-1]
            found[-1] = (key, f"{value.rstrip()} {line.strip()}")
        elif match:
            found.append((regex.sub(r"\\(.)", r"\1", match[1]), match[2]))
        elif line.strip():
            raise AnnotationError(f"a line of its annotations cannot be read: {line.strip()[:60]}")
    return found


def _author(key: str, value: str) -> Author:
    at, ranges = 0, []
    value = value.strip()
    while match := _RANGE.match(value, at):
        ranges.append(_span(match[1], match[2]))
        at = match.end()
    return Author(key, tuple(ranges), value[at:])


def _span(start: str, length: str | None) -> Span:
    first = int(start)
    return Span(first, first + (1 if length is None else int(length)))
