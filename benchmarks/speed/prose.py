"""Drafts of any length to measure on, made from the shipped lexicon by a fixed seed."""

from __future__ import annotations

import gzip
import random
from functools import cache
from importlib.resources import files

from benchmarks.command import part_of

SENTENCE, PARAGRAPH = 17, 100  # words


@cache
def _lexicon() -> tuple[list[str], list[float]]:
    """Words, each with its frequency."""
    packed = files("companion.english").joinpath("data/lexicon.txt.gz").read_bytes()
    words, weights = [], []
    for line in gzip.decompress(packed).decode().splitlines():
        word, _, zipf = line.partition("\t")
        if zipf.isdigit() and int(zipf):
            words.append(word)
            weights.append(10 ** (int(zipf) / 10))
    return words, weights


def words(count: int, rng: random.Random) -> list[str]:
    """Words drawn by their frequency."""
    vocabulary, weights = _lexicon()
    return rng.choices(vocabulary, weights, k=count)


def draft(count: int, seed: int) -> list[list[str]]:
    """Paragraphs of words, ``count`` words in all, with sentences marked by their full stops."""
    rng = random.Random(seed)
    drawn = words(count, rng)
    for at in range(SENTENCE - 1, count, SENTENCE):
        drawn[at] += "."
    return [drawn[at : at + PARAGRAPH] for at in range(0, count, PARAGRAPH)]


def edited(paragraphs: list[list[str]], share: float, seed: int) -> list[list[str]]:
    """The draft with that share of its words replaced by others."""
    rng = random.Random(seed)
    return [
        [words(1, rng)[0] if rng.random() < share else word for word in paragraph]
        for paragraph in paragraphs
    ]


def text_of(paragraphs: list[list[str]]) -> str:
    """The draft as text."""
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


if __name__ == "__main__":
    part_of("benchmarks.speed.prose", __doc__, "benchmarks.speed.*")
