"""What sparks cost, and how the search for borrowed language grows with the draft.

    python -m benchmarks.speed.association [WORDS ...]

Prints milliseconds for the sparks of one pause (the best of fifty), and for drafts of the given
lengths seconds to find what a partner said in sixty turns (the best of three).
"""

from __future__ import annotations

import random
import sys

from benchmarks.speed.diff import seconds
from benchmarks.speed.prose import draft, text_of, words
from companion.association.borrowed import SaidPhrases, SaidSource
from companion.association.norms import sparks

TURNS, TURN = 60, 40  # of the partner, in words


def main(sizes: list[int]) -> None:
    """Measure and print."""
    written = text_of(draft(600, 1))
    print(f"sparks: {1000 * seconds(lambda: sparks(written, n=5, seed=1), 50):.2f} ms")
    rng = random.Random(2)
    said = SaidPhrases(SaidSource("partner", " ".join(words(TURN, rng))) for _ in range(TURNS))
    print("   words  seconds")
    for size in sizes:
        text = text_of(draft(size, 3))
        print(f"{size:8,} {seconds(lambda: said.found_in(text)):8.2f}")  # noqa: B023


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 20_000, 40_000, 80_000])
