"""Make ``companion/association/data/common.txt.gz``: common English words and how common they are.

They are the words of the grammar guard's lexicon with a Zipf frequency of at least 4 (ten in a
million words), grouped: a line is 10 x the Zipf frequency and the words that have it. Run as::

    python -m benchmarks.fit.common_words
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import parser

PACKAGE = Path(__file__).parents[2] / "companion"
SOURCE = PACKAGE / "english" / "data" / "lexicon.txt.gz"
TARGET = PACKAGE / "association" / "data" / "common.txt.gz"
LEAST = 40
# The corpus behind the frequencies divides contractions, and so undercounts them.
CONTRACTION = 52


def main() -> None:
    """Write the data file; prints its size."""
    parser("benchmarks.fit.common_words", __doc__).parse_args()
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for line in gzip.decompress(SOURCE.read_bytes()).decode().splitlines():
        word, _, zipf = line.partition("\t")
        common = max(int(zipf), CONTRACTION) if "'" in word and int(zipf) else int(zipf)
        if common >= LEAST and word == word.lower():
            groups[common].append(word)
    lines = [f"{zipf} {' '.join(sorted(words))}" for zipf, words in sorted(groups.items())]
    data = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    TARGET.write_bytes(data)
    print(f"{sum(map(len, groups.values()))} words, {len(data)} bytes")


if __name__ == "__main__":
    main()
