"""What the drift of a paragraph costs, against reading the text once with a compiled expression.

Run ``python -m benchmarks.speed.drift``; figures are medians of many runs in this one process,
in time of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import VOICE_DATA, parser
from benchmarks.voice_data import load_rows, permissive
from companion import drift
from companion.grammar.guard import guard
from companion.voice.evidence import read_change

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def milliseconds(work: Callable[[], object], repeats: int) -> float:
    """The median time of a call."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the costs."""
    parser("benchmarks.speed.drift", __doc__, VOICE_DATA).parse_args()
    rng = random.Random(0)
    rows = [r for r in load_rows() if permissive(r) and r["kind"] == "llm_polish"]
    rows = [r for r in rows if r["level"] == "paragraph"]
    pairs = [(r["original"], r["edited"]) for r in rng.sample(rows, 400)]
    start = time.process_time()
    drift("a cold start", "a warm start")
    print(f"first call, with reading the model: {1000 * (time.process_time() - start):.0f} ms")
    words, costs, passes, readings = [], [], [], []
    for _ in range(30):
        chosen = rng.sample(pairs, 3)
        before = "\n\n".join(a for a, _ in chosen)
        after = "\n\n".join(b for _, b in chosen)
        words.append(len(before.split()))
        costs.append(milliseconds(lambda a=before, b=after: drift(a, b), 9))
        kept = [guard(a, b).kept for a, b in chosen]
        after_guard = list(zip(kept, (b for _, b in chosen), strict=True))
        readings.append(
            milliseconds(lambda some=after_guard: [read_change(a, b) for a, b in some], 9)
        )
        passes.append(
            milliseconds(lambda a=before, b=after: (_WORD.findall(a), _WORD.findall(b)), 9)
        )
    per_300 = [300 * cost / n for cost, n in zip(costs, words, strict=True)]
    ratio = statistics.median(c / p for c, p in zip(costs, passes, strict=True))
    print(
        f"rewritten paragraphs: {statistics.median(per_300):.2f} ms for 300 words, "
        f"{ratio:.1f} times one pass of a compiled expression over both texts"
    )
    alone = statistics.median(300 * cost / n for cost, n in zip(readings, words, strict=True))
    print(f"of which the meter, after the guard: {alone:.2f} ms")
    before = "\n\n".join(a for a, _ in pairs)
    after = "\n\n".join(b if k % 10 == 0 else a for k, (a, b) in enumerate(pairs))
    cost = milliseconds(lambda: drift(before, after), 5)
    print(f"a draft of {len(before.split())} words, a tenth of it rewritten: {cost:.0f} ms")
    many = (rng.sample(pairs, 1)[0] for _ in iter(int, 1))
    done, start = 0, time.process_time()
    while done < 1_000_000:
        a, b = next(many)
        drift(a, b)
        done += len(a.split())
    print(f"a million words in paragraphs, all rewritten: {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
