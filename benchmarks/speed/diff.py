"""The word diff beside diff-match-patch on characters, 2 % of the words edited.

    python -m benchmarks.speed.diff [WORDS ...]

Prints CPU seconds (the best of three; the peer's once) and how many times faster ours is.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from diff_match_patch import diff_match_patch

from benchmarks.command import sizes
from benchmarks.speed.prose import draft, edited, text_of
from companion.text.diff import diff_words, presentable

SHARE = 0.02


def seconds(call: Callable[[], object], times: int = 3) -> float:
    """The least of some runs."""
    best = float("inf")
    for _ in range(times):
        began = process_time()
        call()
        best = min(best, process_time() - began)
    return best


def main(lengths: list[int]) -> None:
    """Measure and print."""
    print("   words  diff_words  presentable      peer    ratio  presentable")
    for size in lengths:
        paragraphs = draft(size, 1)
        base, revised = text_of(paragraphs), text_of(edited(paragraphs, SHARE, 2))
        matcher = diff_match_patch()
        matcher.Diff_Timeout = 0
        ours = seconds(lambda: diff_words(base, revised))  # noqa: B023
        shown = seconds(lambda: presentable(base, revised))  # noqa: B023
        peer = seconds(lambda: matcher.diff_main(base, revised, False), times=1)  # noqa: B023
        print(
            f"{size:>8} {ours:>10.4f}s {shown:>11.4f}s {peer:>7.3f}s {peer / ours:>6.1f}x"
            f" {peer / shown:>7.1f}x"
        )


if __name__ == "__main__":
    main(sizes("benchmarks.speed.diff", __doc__, [500, 5_000, 100_000]))
