"""How long the store takes, and how large a history grows.

Run: ``python -m benchmarks.speed.store`` (writes in a temporary folder and removes it).
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.command import parser
from companion.store.draft_file import DraftFile
from companion.store.history import History
from companion.text.merge import merge

_LETTERS = "etaoinshrdlu"


class Draft:
    """A draft of random words that is revised a little at a time."""

    def __init__(self, words: int) -> None:
        self._chance = random.Random(7)
        self.paragraphs = [[self._word() for _ in range(100)] for _ in range(words // 100)]

    def _word(self) -> str:
        return "".join(self._chance.choices(_LETTERS, k=self._chance.randint(2, 9)))

    def revise(self, words: int) -> None:
        """Change so many words, anywhere."""
        for _ in range(words):
            self._chance.choice(self.paragraphs)[self._chance.randrange(100)] = self._word()

    @property
    def text(self) -> str:
        """The whole draft."""
        return "\n\n".join(map(" ".join, self.paragraphs)) + "\n"


def median_ms(work: Callable[[], object], times: int) -> float:
    """The median duration in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1e3)
    return statistics.median(taken)


def main() -> None:
    """Print one line a measurement."""
    parser("benchmarks.speed.store", __doc__).parse_args()
    for words in (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            draft = Draft(words)
            file = DraftFile.create(Path(folder) / "draft.md", draft.text)
            history = History(file.path, file.text)

            def save(draft: Draft = draft, file: DraftFile = file) -> None:
                draft.revise(1)
                file.write(draft.text)

            def keep(draft: Draft = draft, history: History = history) -> None:
                draft.revise(20)
                history.versions.keep(draft.text, "sitting")

            print(f"{words:>7,} words: save durably {median_ms(save, 30):.0f} ms")
            print(
                f"{words:>7,} words: look for changes {median_ms(file.changed_on_disk, 30):.3f} ms"
            )
            print(f"{words:>7,} words: keep a version {median_ms(keep, 30):.0f} ms")
            base = draft.text
            draft.revise(words // 100)
            ours = draft.text
            theirs = base + "\nOne more paragraph.\n"
            took = median_ms(lambda b=base, o=ours, t=theirs: merge(b, o, t), 5)  # type: ignore[misc]
            print(f"{words:>7,} words: merge {took:.0f} ms")
            history.close()
    with tempfile.TemporaryDirectory() as folder:
        draft = Draft(10_000)
        history = History(Path(folder) / "draft.md", draft.text)
        for _ in range(1000):
            draft.revise(20)
            history.versions.keep(draft.text, "sitting")
        sample = iter(random.Random(1).sample([v.id for v in history.versions.list()], 50))
        took = median_ms(lambda: history.versions.text(next(sample)), 50)
        history.close()
        size = sum(p.stat().st_size for p in (Path(folder) / ".companion").iterdir())
        print(f"1,000 versions of 10,000 words, 20 words changed in each: {size / 1e6:.1f} MB,"
              f" one read in {took:.1f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
