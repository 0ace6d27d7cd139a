"""How long a check takes: whole drafts, and the one paragraph that a keystroke changed.

    python -m benchmarks.speed.check [WORDS ...]

Times are in milliseconds, and beside them what splitting the same text into paragraphs costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files
from statistics import median

from benchmarks.command import sizes
from companion.review.check import Checker, default_engines
from companion.text.document import paragraphs, protected_spans
from companion.text.tokens import count_words

_KEYSTROKES = 20


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def draft(words: int) -> str:
    """The sample essay over and over, no two paragraphs alike, until there are so many words."""
    sample = files("companion.app").joinpath("data/sample.md").read_text(encoding="utf-8")
    blocks = sample.strip().split("\n\n")
    times = words // count_words(sample) + 1
    copies = [f"{block} So it was, {n} times." for n in range(times) for block in blocks[1:]]
    return "\n\n".join(copies)


def main() -> None:
    """Print one line for each size."""
    lengths = sizes("benchmarks.speed.check", __doc__, [1_000, 10_000])
    engines = default_engines("US")
    first = milliseconds(lambda: Checker(engines).check("It was an cold day."))
    print(f"first sentence, engines started: {first:.0f} ms")
    for size in lengths:
        text = draft(size)
        checker = Checker(engines)
        whole = milliseconds(lambda: checker.check(text))  # noqa: B023
        at = text.index("\n\n", len(text) // 2)
        typed = []
        for n in range(_KEYSTROKES):
            changed = text[:at] + " Then" * (n + 1) + text[at:]
            typed.append(milliseconds(lambda: checker.check(changed)))  # noqa: B023
        split = milliseconds(lambda: paragraphs(text))  # noqa: B023
        spans = milliseconds(lambda: protected_spans(text))  # noqa: B023
        print(
            f"{count_words(text):7} words: all {whole:7.0f}   after a keystroke"
            f" p50 {median(typed):5.1f} max {max(typed):5.1f}   paragraphs {split:5.1f}"
            f"   protected spans {spans:6.1f}"
        )


if __name__ == "__main__":
    main()
