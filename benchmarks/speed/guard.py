"""How the guard's time grows with the text, beside the plain word diff of the same pair.

    python -m benchmarks.speed.guard

"edited": one word in ten replaced. "rewritten": another text of the same length. Each row gives
seconds of processor time, and in brackets how many times longer than for half the words (2 is
linear).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from benchmarks.command import parser
from benchmarks.speed.prose import draft
from companion.grammar.guard import guard
from companion.text.diff import diff_words

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)


def pair(words: int, *, rewritten: bool) -> tuple[str, str]:
    """An original of so many words, and a proposal."""
    original = _text(words, seed=1)
    if rewritten:
        return original, _text(words, seed=2)
    rng = random.Random(3)
    tokens = original.split(" ")
    return original, " ".join(t if rng.random() > 0.1 else rng.choice(tokens) for t in tokens)


def _text(words: int, seed: int) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in draft(words, seed))


def seconds(work: Callable[[str, str], object], texts: tuple[str, str]) -> float:
    """The best of three runs, in seconds of processor time."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(*texts)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure, and print the table."""
    parser("benchmarks.speed.guard", __doc__).parse_args()
    guard("teh cat", "the cat")  # load the word lists first
    for rewritten in (False, True):
        print("rewritten" if rewritten else "edited")
        last = 0.0
        for words in SIZES:
            texts = pair(words, rewritten=rewritten)
            spent, plain = seconds(guard, texts), seconds(diff_words, texts)
            grown = f"({spent / last:.1f})" if last else ""
            print(f"  {words:7,} words  guard {spent:6.2f} {grown:6s}  diff {plain:6.3f}")
            last = spent


if __name__ == "__main__":
    main()
