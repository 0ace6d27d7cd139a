"""Runs of words known by their hashes: to find a text again of which the words are not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator

from companion.text.span import Span
from companion.text.tokens import tokenize

RUN = 4  # words; a text with fewer is too common to be told from any other
SIZE = 8  # bytes of a hash
_MAX_COUNT = 50_000  # of one text: beyond it, what is found again is its beginning


def shingles(text: str) -> Iterator[tuple[bytes, Span]]:
    """The hash of each run of words, in any case and spacing, and where the run stands."""
    words = [(token.text.casefold(), token.span) for token in tokenize(text) if token.is_word]
    for at in range(len(words) - RUN + 1):
        run = words[at : at + RUN]
        joined = " ".join(word for word, _ in run).encode("utf-8", "replace")
        digest = hashlib.blake2b(joined, digest_size=SIZE).digest()
        yield digest, Span(run[0][1].start, run[-1][1].end)


def packed(text: str, *, known: str = "") -> bytes:
    """The hashes of a text, one after the other, without those that ``known`` has too."""
    old = {digest for digest, _ in shingles(known)}
    found = (digest for digest, _ in shingles(text) if digest not in old)
    return b"".join(digest for digest, _ in zip(found, range(_MAX_COUNT), strict=False))


def unpacked(hashes: bytes) -> set[bytes]:
    """The hashes that `packed` wrote, as a set."""
    return {hashes[at : at + SIZE] for at in range(0, len(hashes), SIZE)}


def found_again(text: str, known: Container[bytes]) -> Iterator[Span]:
    """Where runs of words stand whose hashes are known; spans may overlap."""
    return (span for digest, span in shingles(text) if digest in known)
