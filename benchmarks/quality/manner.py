"""How well `manner` ranks texts: by assistants above those by people, polished above their own.

    python -m benchmarks.quality.manner

Prints the area under the ROC curve (0.5: no better than chance) and counts. Texts of 150 words or
more of the development pack; part of the pairs was used to fit the meter's weights, the unpaired
texts were not all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from benchmarks.command import VOICE_DATA, parser
from benchmarks.voice_data import Row, is_strong, load_rows
from companion.text.tokens import count_words
from companion.voice.style_score import manner

LEAST_WORDS = 150


def area(above: list[float], below: list[float]) -> float:
    """How often one of ``above`` is greater than one of ``below``; ties count half."""
    ranked = sorted(below)
    wins = sum(bisect_left(ranked, x) + bisect_right(ranked, x) for x in above)
    return wins / (2 * len(above) * len(below))


def _texts(rows: list[Row], field: str) -> list[float]:
    return [manner(row[field]).lean for row in rows if count_words(row[field]) >= LEAST_WORDS]


def main() -> None:
    """Measure and print."""
    parser("benchmarks.quality.manner", __doc__, VOICE_DATA).parse_args()
    rows = load_rows()
    people = _texts([row for row in rows if row["kind"] == "human"], "text")
    assistants = _texts([row for row in rows if row["kind"] == "llm"], "text")
    polished = [row for row in rows if row["kind"] == "llm_polish" and is_strong(row)]
    after, before = _texts(polished, "edited"), _texts(polished, "original")
    print(f"assistants {len(assistants)}, people {len(people)}: {area(assistants, people):.3f}")
    print(f"polished {len(after)}, their originals {len(before)}: {area(after, before):.3f}")


if __name__ == "__main__":
    main()
