"""Many short pairs through ``companion drift --jsonl``: pairs a second, and whether memory grows.

    python -m benchmarks.speed.batch [--pairs 1000000] [--jobs 2]

The command runs as its users run it, fed and read through pipes. Every pair is another (seeded),
so that no cache can answer twice. The resident memory of the command and its processes is read at
each tenth; what is compared is the second tenth, when all that is loaded has been, and the last.

Measured in November 2026 on two shared cores: 1,000,000 pairs in 939 s, 201.4 MB after 200,000 and
202.5 MB after 900,000, of three processes together.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil

from benchmarks.command import parser
from benchmarks.speed.prose import words

SENTENCE, BLOCK = 12, 10_000  # words in a text, pairs made at a time


def pairs(count: int) -> Iterator[str]:
    """``count`` lines of JSON: a sentence of 12 words, and the same with two words changed."""
    chance = random.Random(7)
    for number in range(count):
        if number % BLOCK == 0:
            drawn = iter(words(BLOCK * (SENTENCE + 2), chance))
        text = [next(drawn) for _ in range(SENTENCE)]
        before = " ".join(text)
        for new in (next(drawn), next(drawn)):
            # A made-up word in some, so that a cache by word would be seen to grow.
            text[chance.randrange(SENTENCE)] = new if chance.random() < 0.9 else f"w{number:x}"
        yield json.dumps({"id": number, "before": before, "after": " ".join(text)}) + "\n"


def resident(process: psutil.Process) -> float:
    """Megabytes in memory, of a process and those that it started."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in family) / 1e6


def main() -> None:
    """Run and print."""
    arguments = parser("benchmarks.speed.batch", __doc__)
    arguments.add_argument("--pairs", type=int, default=1_000_000)
    arguments.add_argument("--jobs", type=int, default=2)
    args = arguments.parse_args()
    command = [sys.executable, "-m", "companion", "drift", "--jsonl", "--jobs", str(args.jobs)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        feed = process.stdin

        def write() -> None:
            for line in pairs(args.pairs):
                feed.write(line)
            feed.close()

        threading.Thread(target=write, daemon=True).start()
        family = psutil.Process(process.pid)
        memory = []
        for number, line in enumerate(process.stdout, 1):
            answer = json.loads(line)
            assert answer["id"] == number - 1 and "bits" in answer, answer
            if number % (args.pairs // 10) == 0 and number < args.pairs:
                memory.append(resident(family))
                print(f"{number:>9,} pairs  {memory[-1]:7.1f} MB", flush=True)
    seconds = time.perf_counter() - began
    assert number == args.pairs and process.returncode == 0
    print(
        f"{args.pairs / seconds:,.0f} pairs a second with {args.jobs} processes ({seconds:.0f} s)"
    )
    print(f"memory, second tenth to last: {memory[-1] - memory[1]:+.1f} MB")


if __name__ == "__main__":
    main()
