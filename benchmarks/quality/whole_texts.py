"""How the meter reads whole texts: an assistant's polish, corrections, the author's own revising.

Run ``python -m benchmarks.quality.whole_texts``. It prints, for each form of the pieces in
``data/whole_texts.jsonl``, how many of them the meter warns of and the bits, and how often a polish
scores above the author's own revision of the same text. ``--sets`` chooses among a, b and c.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import parser
from companion import drift

TEXTS = Path(__file__).parent / "data" / "whole_texts.jsonl"
FORMS = (
    "grammar", "light", "polish", "improve", "assistant_paragraph", "own_paragraph", "own_second",
    "own_touch",
)  # fmt: skip
ORDERS = (("polish", "own_second"), ("light", "own_touch"))


def main() -> None:
    """Read every form of every piece."""
    arguments = parser("benchmarks.quality.whole_texts", __doc__)
    arguments.add_argument("--sets", default="abc", help="which pieces: a, b, c (default: all)")
    sets = arguments.parse_args().sets
    rows = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["set"] in sets]
    drafts = {row["piece"]: row["text"] for row in rows if row["form"] == "draft"}
    found = {
        (row["piece"], row["form"]): (drift(drafts[row["piece"]], row["text"]), row["real"])
        for row in rows
        if row["form"] != "draft"
    }
    print("| form | pieces | warned | bits, in order |\n|---|---|---|---|")
    for form in FORMS:
        for real in (False, True):
            some = [d for (_, f), (d, is_real) in found.items() if f == form and is_real == real]
            if some:
                bits = " ".join(f"{b:.1f}" for b in sorted(d.bits for d in some))
                name = f"{form}{', real drafts' if real else ''}"
                print(f"| {name} | {len(some)} | {sum(d.warn for d in some)} | {bits} |")
    for above, below in ORDERS:
        pairs = [
            (d.bits, found[piece, below][0].bits)
            for (piece, form), (d, _) in found.items()
            if form == above and (piece, below) in found
        ]
        wins = sum(a > b for a, b in pairs)
        print(f"{above} above {below} of the same text: {wins} of {len(pairs)}")
    lost: dict[str, list[int]] = defaultdict(list)
    for (_, form), (d, _) in found.items():
        lost[form].append(len(d.lost))
    for form in FORMS:
        some = lost[form]
        print(f"losses named, {form}: {sum(map(bool, some))} of {len(some)} texts")


if __name__ == "__main__":
    main()
