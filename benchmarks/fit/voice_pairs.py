"""Training pairs for the voice meter: permissive rows and what can be made of them.

A pair is positive when an assistant polished, negative when people revised or corrected, when a
polish is read backwards, or when the words put in are simply a human's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from benchmarks.command import part_of
from benchmarks.fit.voice_errors import with_errors
from benchmarks.voice_data import Row
from companion.grammar.guard import guard
from companion.text.diff import diff_words
from companion.text.edit import apply_edits
from companion.text.hunk import group_hunks


@dataclass(frozen=True, slots=True)
class Pair:
    """One training pair; ``group`` is the family of rows whose total weight is shared."""

    before: str
    after: str
    assistant: bool
    group: str
    doc: str


# How much each group weighs in all; positives and negatives are then balanced against each other.
GROUP_WEIGHTS = {
    "l2r": 3.0, "l2r-sentence": 3.0, "l2r-part": 4.0, "l2r-errors": 0.3, "l2r-window": 1.0,
    "claude": 5.0, "claude-light": 5.0, "claude-strong": 8.0, "claude-sentence": 0.1,
    "claude-part": 1.0,
    "claude-errors": 0.3, "claude-window": 1.2, "lamp-back": 0.5,
    "revision": 8.0, "revision-part": 2.5, "revision-window": 3.0,
    "grammar": 1.5, "grammar-window": 0.7, "claude-grammar": 1.5,
    "planted": 1.5, "planted-llm": 0.5, "planted-words": 1.2, "human-words": 1.0,
    "back": 9.0, "back-part": 4.5, "back-window": 3.0, "lamp": 3.0,
    "copy-edit": 8.0,
}  # fmt: skip
# Rewrites so thorough that what the guard would take out of them is nothing beside the rest.
_THOROUGH = ("l2r", "back", "lamp")


def training_pairs(rows: Iterable[Row], seed: int = 0) -> list[Pair]:
    """Every training pair that the rows give; the same row and seed give the same pairs."""
    pairs: list[Pair] = []
    for row in rows:
        pairs += _pairs_of(row, random.Random(f"{seed} {row['id']}"))
    return [pair for pair in pairs if pair.before != pair.after and pair.before and pair.after]


def _pairs_of(row: Row, rng: random.Random) -> Iterator[Pair]:
    doc, kind = str(row["doc"]), row["kind"]
    if "text" in row:
        yield from _from_text(row["text"], doc, kind == "llm", rng)
        return
    before, after = row["original"], row["edited"]

    def pair(a: str, b: str, assistant: bool, group: str) -> Pair:
        return Pair(a, b, assistant, group, doc)

    if kind == "llm_polish":
        claude = row["source"].startswith("claude")
        name = "claude" if claude else "l2r"
        if claude and row["degree"] == "improve":
            group = "claude-strong"
        elif claude and row["degree"] == "light_polish" and row["level"] != "sentence":
            group = "claude-light"
        elif row["level"] == "sentence":
            group = name + "-sentence"
        else:
            group = name
        yield pair(before, after, True, group)
        yield pair(after, before, False, "back")
        if row["level"] != "sentence":
            for a, b in windows(before, after, rng):
                yield pair(a, b, True, name + "-window")
                yield pair(b, a, False, "back-window")
            part = partly(before, after, rng)
            yield pair(before, part, True, name + "-part")
            yield pair(part, before, False, "back-part")
            if rng.random() < 0.5:
                hurt = with_errors(before, rng, rng.randint(1, 6))
                yield pair(hurt, rng.choice([after, part]), True, name + "-errors")
            if rng.random() < 0.3:
                yield pair(with_errors(after, rng, rng.randint(1, 6)), after, False, "planted-llm")
    elif kind == "human_edit_of_llm":
        yield pair(before, after, False, "lamp")
        yield pair(after, before, True, "lamp-back")
    elif kind == "human_revision" and row["source"] == "edits":
        yield pair(before, after, False, "copy-edit")
    elif kind == "human_revision":
        yield pair(before, after, False, "revision")
        yield pair(before, partly(before, after, rng), False, "revision-part")
        for a, b in windows(before, after, rng):
            yield pair(a, b, False, "revision-window")
    elif kind == "llm_grammar":
        yield pair(before, after, False, "claude-grammar")
        for a, b in windows(before, after, rng):
            yield pair(a, b, False, "grammar-window")
    elif kind == "human_grammar":
        yield pair(before, after, False, "grammar")
        for a, b in windows(before, after, rng):
            yield pair(a, b, False, "grammar-window")


def _from_text(text: str, doc: str, assistant: bool, rng: random.Random) -> Iterator[Pair]:
    sentences = text.replace("\n", " ").split(". ")
    for _ in range(2):
        size = rng.choice([1, 1, 2, 5, 8])
        start = rng.randrange(max(1, len(sentences) - size))
        piece = ". ".join(sentences[start : start + size])
        words = len(piece.split())
        if words < 5:
            continue
        count = max(1, round(words * rng.choice([0.02, 0.04, 0.07, 0.12, 0.2, 0.3])))
        planted = with_errors(piece, rng, count)
        yield Pair(planted, piece, False, "planted-llm" if assistant else "planted", doc)
        if not assistant:
            worse = other_words(piece, sentences, rng)
            yield Pair(worse, piece, False, "human-words", doc)
            yield Pair(with_errors(worse, rng, count), piece, False, "planted-words", doc)


# What the guard leaves of each pair: fits on parts of the same rows share most pairs.
_KNOWN: dict[Pair, str] = {}


def after_guard(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs as the meter meets them: with the mechanical edits applied to the text before.

    Pairs in which nothing else was changed are left out.
    """
    pairs = list(pairs)
    asked = [pair for pair in dict.fromkeys(pairs) if pair not in _KNOWN]
    with ProcessPoolExecutor() as pool:
        _KNOWN.update(zip(asked, pool.map(_kept, asked, chunksize=200), strict=True))
    found = [replace(pair, before=_KNOWN[pair]) for pair in pairs]
    return [pair for pair in dict.fromkeys(found) if pair.before != pair.after]


def _kept(pair: Pair) -> str:
    if pair.group.startswith(_THOROUGH):
        return pair.before
    return guard(pair.before, pair.after).kept


_SENTENCE_END = re.compile(r"(?<=[.!?]) +|\n+")


def windows(before: str, after: str, rng: random.Random) -> list[tuple[str, str]]:
    """Up to two changed pieces of a pair, of one to three sentences, cut where nothing changed."""
    edits = diff_words(before, after)
    cuts = [(0, 0)]
    shift, k = 0, 0
    for match in _SENTENCE_END.finditer(before):
        at = match.end()
        while k < len(edits) and edits[k].span.end <= at:
            shift += len(edits[k].replacement) - len(edits[k].span)
            k += 1
        if k == len(edits) or edits[k].span.start > at:
            cuts.append((at, at + shift))
    cuts.append((len(before), len(after)))
    pieces = []
    for i in range(len(cuts) - 1):
        (a, b), (c, d) = cuts[i], cuts[min(len(cuts) - 1, i + rng.choice([1, 1, 2, 3]))]
        if before[a:c] != after[b:d] and (c - a) < 0.8 * len(before):
            pieces.append((before[a:c].strip(), after[b:d].strip()))
    return rng.sample(pieces, min(2, len(pieces)))


def partly(before: str, after: str, rng: random.Random) -> str:
    """``before`` with a random part of the hunks that lead to ``after``."""
    hunks = group_hunks(before, diff_words(before, after), gap=1)
    share = rng.choice([0.05, 0.1, 0.15, 0.25, 0.4, 0.6])
    chosen = [h for h in hunks if rng.random() < share] or ([rng.choice(hunks)] if hunks else [])
    return apply_edits(before, [edit for hunk in chosen for edit in hunk.edits])


def other_words(piece: str, sentences: list[str], rng: random.Random) -> str:
    """The text with runs of words dropped, doubled from elsewhere, or put in for others.

    Undoing this puts a human's own words back: an edit of any size that is no drift.
    """
    words = piece.split(" ")
    pool = " ".join(sentences).split(" ")
    count = max(1, round(len(words) * rng.choice([0.02, 0.04, 0.08, 0.12])))
    for _ in range(count):
        at = rng.randrange(len(words))
        length = rng.choice([1, 1, 1, 2, 3, 5])
        start = rng.randrange(len(pool))
        other = pool[start : start + rng.choice([1, 1, 1, 2, 3, 5])]
        action = rng.randrange(4)
        if action <= 1:
            words[at : at + length] = other
        elif action == 2 and len(words) > length + 4:
            del words[at : at + length]
        else:
            words[at:at] = other
        if not words:
            break
    return " ".join(words)


if __name__ == "__main__":
    part_of(
        "benchmarks.fit.voice_pairs",
        __doc__,
        "benchmarks.fit.voice",
        "benchmarks.quality.voice_profile",
    )
