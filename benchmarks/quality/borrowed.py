"""How often language counts as borrowed between texts that have nothing to do with each other.

    python -m benchmarks.quality.borrowed

Pairs human texts of different documents, takes one of each pair as what a partner said and the
other as the draft, and prints finds in 1,000 words, with some of them. Every find is a false one.
"""

from __future__ import annotations

import random

from benchmarks.voice_data import load_rows
from companion.association.borrowed import SaidSource, borrowed

PAIRS = 400
SHORTEST = 800  # characters
SHOWN = 12


def main() -> None:
    """Measure and print."""
    texts: dict[str, str] = {}
    for row in load_rows():
        text = row.get("original") or ""
        if row["level"] != "sentence" and len(text) >= SHORTEST:
            texts.setdefault(str(row.get("doc") or row["id"]), text)
    documents = random.Random(1).sample(sorted(texts.values()), min(2 * PAIRS, len(texts)))
    half = len(documents) // 2
    count, finds = 0, list[str]()
    for said, draft in zip(documents[:half], documents[half:], strict=False):
        count += len(draft.split())
        finds += [find.text for find in borrowed(draft, [SaidSource("partner", said)])]
    print(f"{half} pairs, {count:,} words, {len(finds)} finds: {1000 * len(finds) / count:.3f}")
    print("in 1,000 words. Some:", "; ".join(" ".join(find.split()) for find in finds[:SHOWN]))


if __name__ == "__main__":
    main()
