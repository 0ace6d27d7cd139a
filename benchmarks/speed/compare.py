"""Comparing 12 versions of 10,000 words beside one pair, and a cohort of 200 texts of 800 words.

python -m benchmarks.speed.compare
"""

from __future__ import annotations

import random

from benchmarks.command import parser
from benchmarks.speed.diff import seconds
from benchmarks.speed.prose import draft, edited, text_of
from companion.comparison.cohort import cohort
from companion.comparison.cohort_page import cohort_page
from companion.comparison.compare import compare
from companion.comparison.page import compare_page
from companion.comparison.source import Source

VERSIONS, WORDS = 12, 10_000
TEXTS, TEXT_WORDS = 200, 800


def versions() -> list[Source]:
    """A draft and versions of it: 2 % of the words edited, some paragraphs moved."""
    first = draft(WORDS, 1)
    made = [Source("v0", text_of(first))]
    for n in range(1, VERSIONS):
        paragraphs = edited(first, 0.02, n)
        rng = random.Random(n)
        for _ in range(3):
            paragraphs.insert(rng.randrange(len(paragraphs)), paragraphs.pop())
        made.append(Source(f"v{n}", text_of(paragraphs)))
    return made


def main() -> None:
    """Measure and print."""
    parser("benchmarks.speed.compare", __doc__).parse_args()
    sources = versions()
    compare(*sources[:2])  # the meter's model is read once
    first, *others = sources
    alone = seconds(lambda: [compare(first, other) for other in others])
    every = seconds(lambda: compare(*sources))
    print(f"one pair of {WORDS} words: {alone / len(others):.3f}s")
    print(f"{VERSIONS} versions: {every:.3f}s, {every / alone:.2f} of {len(others)} pairs alone")
    result = compare(*sources)
    print(f"their page: {seconds(lambda: compare_page(result), times=1):.3f}s")
    texts = [Source(f"{n}.md", text_of(draft(TEXT_WORDS, n))) for n in range(TEXTS)]
    read = seconds(lambda: cohort_page(cohort(texts)), times=1)
    print(f"a cohort of {TEXTS} texts of {TEXT_WORDS} words, and its page: {read:.2f}s")


if __name__ == "__main__":
    main()
