"""What changed between two texts, as the voice meter reads it: lower-cased words, in blocks.

Case and the shape of quotation marks carry no voice, so they are gone before anything is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

BREAK = "¶"
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:]\d+)*|\n[^\S\n]*\n\s*|--+|\.\.+|[^\w\s]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "…": "...", "–": "-"})
# Above this many tokens on both sides a block is split at sentences common to both: the diff's
# time grows with the product of length and difference.
_WHOLE = 1500
_FAR = 1 << 30  # the first block has no block before it
SENTENCE_ENDS = frozenset({".", "!", "?", BREAK})
CLAUSE_ENDS = SENTENCE_ENDS | {";", ":"}


def tokens_of(text: str) -> list[str]:
    """The lower-cased words, numbers and punctuation marks; ``BREAK`` between paragraphs."""
    found: list[str] = _TOKEN.findall(text.translate(_PLAIN).lower())
    return [BREAK if token[0] == "\n" else token for token in found]


def is_word(token: str) -> bool:
    """Whether the token begins with a letter."""
    return token[0].isalpha()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of tokens replaced by another, with the kept tokens beside it ("" at the ends)."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    left: str
    right: str
    gap: int  # kept tokens between this block and the one before it


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """Both texts as tokens, and the blocks in which they differ."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    blocks: tuple[Block, ...]


def change_between(before: str, after: str) -> VoiceChange:
    """Align the words of two texts."""
    return change_of(tokens_of(before), tokens_of(after))


def change_of(before: list[str], after: list[str]) -> VoiceChange:
    """Align two lists of tokens."""
    blocks = tuple(_blocks(before, after)) if before != after else ()
    return VoiceChange(tuple(before), tuple(after), blocks)


def _blocks(a: list[str], b: list[str]) -> list[Block]:
    blocks: list[Block] = []
    removed: list[str] = []
    added: list[str] = []
    left, kept = "", _FAR
    for op, run in [*_runs(a, b), (0, [""])]:
        if op < 0:
            removed += run
        elif op > 0:
            added += run
        elif run:
            if removed or added:
                blocks.append(Block(tuple(removed), tuple(added), left, run[0], kept))
                removed, added, kept = [], [], 0
            left = run[-1]
            kept += len(run)
    return blocks


def _runs(a: list[str], b: list[str]) -> list[tuple[int, list[str]]]:
    if min(len(a), len(b)) <= _WHOLE:
        if max(len(a), len(b)) > 20 * _WHOLE:  # nothing much of the one is in the other
            return [(-1, a), (1, b)]
        return _common(a, b)
    runs: list[tuple[int, list[str]]] = []
    at_a = at_b = 0
    for end_a, end_b in [*_anchors(a, b), (len(a), len(b))]:
        runs += _piece(a[at_a:end_a], b[at_b:end_b])
        at_a, at_b = end_a, end_b
    return runs


def _common(a: list[str], b: list[str]) -> list[tuple[int, list[str]]]:
    """Diff two lists by their longest common subsequence, bit-parallel (Hyyro 2004)."""
    runs: list[tuple[int, list[str]]] = []
    for code in LCSseq.opcodes(a, b):
        old = a[code.src_start : code.src_end]
        if code.tag == "equal":
            runs.append((0, old))
            continue
        new = b[code.dest_start : code.dest_end]
        if old:
            runs.append((-1, old))
        if new:
            runs.append((1, new))
    return runs


def _piece(a: list[str], b: list[str]) -> list[tuple[int, list[str]]]:
    """Diff two pieces, cut in proportion where they are still too long to compare whole."""
    parts = max(len(a), len(b)) // (2 * _WHOLE) + 1
    runs: list[tuple[int, list[str]]] = []
    for k in range(parts):
        piece_a = a[len(a) * k // parts : len(a) * (k + 1) // parts]
        piece_b = b[len(b) * k // parts : len(b) * (k + 1) // parts]
        runs += [(0, piece_a)] if piece_a == piece_b else _common(piece_a, piece_b)
    return runs


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Where sentences that occur once in each text begin, in both orders rising.

    The longest rising chain of unique common lines is Bram Cohen's patience diff.
    """
    first, second = _unique_sentences(a), _unique_sentences(b)
    pairs = [(start, second[key]) for key, start in first.items() if key in second]
    tails: list[int] = []
    chains: list[tuple[tuple[int, int], int | None]] = []
    at: list[int] = []
    for pair in pairs:
        k = bisect_left(tails, pair[1])
        chains.append((pair, at[k - 1] if k else None))
        tails[k : k + 1] = [pair[1]]
        at[k : k + 1] = [len(chains) - 1]
    out: list[tuple[int, int]] = []
    node = at[-1] if at else None
    while node is not None:
        pair, node = chains[node]
        out.append(pair)
    return out[::-1]


def _unique_sentences(tokens: list[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    twice = set()
    start = 0
    for k, token in enumerate(tokens):
        if token in CLAUSE_ENDS:
            key = tuple(tokens[start : k + 1])
            if len(key) > 3:
                if key in seen:
                    twice.add(key)
                seen[key] = start
            start = k + 1
    return {key: at for key, at in seen.items() if key not in twice}
