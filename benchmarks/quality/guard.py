"""How well the guard tells grammar from rewording, beside two simple rules.

    python -m benchmarks.quality.guard [--half tuned|held-out|all] [--failures FILE] [--every N]

Figures, in percent (with the number of cases):

- *passed alone*: gold edits of mechanical type, each applied alone; `kept` must be the result.
- *passed together*: the same within the whole gold correction.
- *held alone*, *held together*: words swapped for others by models (lemma changed), likewise.
- *handmade*, *planted errors*, *let through*: see each section's heading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.command import GRAMMAR_DATA, data_file, parser
from benchmarks.quality import grammar_pack as pack
from benchmarks.quality.m2 import f_half
from companion.english import lexicon
from companion.english.closed_classes import FUNCTION_WORDS
from companion.grammar.guard import guard
from companion.grammar.guard.changes import Side, edits_of, find_changes
from companion.text.align import edit_distance
from companion.text.edit import Edit, apply_edits
from companion.text.tokens import split_words, tokenize

Judge = Callable[[str, str], list[tuple[Edit, bool]]]


def by_guard(original: str, proposed: str) -> list[tuple[Edit, bool]]:
    """Each hunk, and whether the guard lets it pass."""
    return [(one.edit, one.mechanical) for one in guard(original, proposed).edits]


def by_distance(original: str, proposed: str, *, small: bool = False) -> list[tuple[Edit, bool]]:
    """A change passes if at most two letters differ (or, with ``small``, only small words)."""
    old, new = Side.of(original), Side.of(proposed)
    out = []
    for edit in edits_of(old, new, find_changes(old, new)):
        a, b = edit.before(original).strip(), edit.replacement.strip()
        words = [t.casefold() for t in split_words(f"{a} {b}") if t.strip() and t.isalpha()]
        near = edit_distance(a, b) <= 2
        out.append((edit, near or (small and all(word in FUNCTION_WORDS for word in words))))
    return out


def by_distance_and_small_words(original: str, proposed: str) -> list[tuple[Edit, bool]]:
    """Edit distance, or only function words."""
    return by_distance(original, proposed, small=True)


JUDGES: dict[str, Judge] = {
    "distance": by_distance,
    "distance + small words": by_distance_and_small_words,
    "guard": by_guard,
}


class Tally:
    """Successes and cases, by judge and by row; optionally the failures of the guard."""

    def __init__(self, failures: list[str] | None) -> None:
        self.counts: dict[str, dict[str, list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )
        self.failures = failures

    def add(self, row: str, judge: str, good: float, what: str = "", cases: float = 1) -> None:
        """Count a case; ``what`` describes it, should the guard fail."""
        for name in (row, row.split(" / ")[0]) if " / " in row else (row,):
            cell = self.counts[name][judge]
            cell[0] += good  # type: ignore[call-overload]
            cell[1] += cases  # type: ignore[call-overload]
        if self.failures is not None and judge == "guard" and not good and what:
            self.failures.append(f"{row}\t{what}")

    def show(self, only: Callable[[str], bool] = lambda row: True) -> None:
        """Print the rows, one judge a column."""
        for row in sorted(filter(only, self.counts)):
            cells = self.counts[row]
            line = "".join(
                f"{100 * cells[j][0] / max(1, cells[j][1]):9.1f}" if j in cells else " " * 9
                for j in JUDGES
            )
            cases = max(cell[1] for cell in cells.values())
            print(f"  {row:44s}{line}{cases:9.0f}")


def kept(original: str, judged: Iterable[tuple[Edit, bool]]) -> str:
    """The original with what passes."""
    return apply_edits(original, [edit for edit, passes in judged if passes])


def touching(judged: Iterable[tuple[Edit, bool]], one: Edit) -> list[bool]:
    """Whether each judged edit that touches ``one`` passes."""
    return [
        passes
        for edit, passes in judged
        if edit.span.start <= one.span.end and one.span.start <= edit.span.end
    ]


def describe(edit: pack.TypedEdit) -> str:
    """An edit with a little of its sentence, and what the guard says of it alone."""
    judged = guard(edit.original, edit.proposed).edits
    said = "; ".join(f"{one.kind}: {one.message}" for one in judged)
    a, b = edit.edit.span.start, edit.edit.span.end
    text = edit.original
    change = f"[{text[a:b]} -> {edit.edit.replacement}]"
    return f"{text[max(0, a - 45) : a]}{change}{text[b : b + 40]}\t{said}"


def mechanical_passed(record: pack.Record, tally: Tally) -> None:
    """Gold corrections of mechanical types, alone and together."""
    edits = pack.gold_edits(record)
    gold = [edit for edit in edits if edit.type not in pack.NOT_MECHANICAL]
    whole = apply_if_apart(record["original"], [edit.edit for edit in edits])
    for name, judge in JUDGES.items():
        together = judge(record["original"], whole) if whole else []
        for edit in gold:
            closed = "closed" if edit.type not in pack.OPEN_CLASS else "open"
            alone = kept(edit.original, judge(edit.original, edit.proposed)) == edit.proposed
            tally.add(f"passed alone / {edit.type}", name, alone, describe(edit))
            tally.add(f"passed alone, {closed} types", name, alone)
            if whole:
                tally.add("passed together", name, all(touching(together, edit.edit)))


def apply_if_apart(text: str, edits: list[Edit]) -> str | None:
    """All edits applied; None where the annotators' edits overlap."""
    try:
        return apply_edits(text, edits)
    except ValueError:
        return None


def is_lexical(edit: pack.TypedEdit) -> bool:
    """A noun, verb, adjective or adverb swapped for one of another lemma."""
    if edit.type not in pack.LEXICAL or not edit.edit.replacement:
        return False
    return not lexicon.inflected(edit.before, edit.edit.replacement)


def swaps_held(record: pack.Record, tally: Tally) -> None:
    """Words swapped for others by models, alone and within their whole output."""
    source = record["source"]
    edits = [edit for edit in pack.system_edits(record) if is_lexical(edit)]
    for name, judge in JUDGES.items():
        outputs: dict[str, list[tuple[Edit, bool]]] = {}
        for edit in edits:
            prompt = edit.maker.rpartition("/")[2]
            alone = kept(edit.original, judge(edit.original, edit.proposed)) != edit.proposed
            tally.add(f"held alone, {source} {prompt}", name, alone, describe(edit))
            if edit.maker not in outputs:
                outputs[edit.maker] = judge(edit.original, record["llm"][edit.maker])
            held = not all(touching(outputs[edit.maker], edit.edit))
            tally.add(f"held together, {source} {prompt} / {edit.maker}", name, held)


def handmade(record: pack.Record, tally: Tally) -> None:
    """One change to a fluent sentence."""
    original, proposed = record["original"], record["llm"]["edit"]
    for name, judge in JUDGES.items():
        result = kept(original, judge(original, proposed))
        good = result == (proposed if record["mechanical"] else original)
        row = "handmade passed" if record["mechanical"] else "handmade held"
        tally.add(row, name, good, f"{original} -> {proposed}")


def assistant(record: pack.Record, tally: Tally) -> None:
    """Planted errors mended, and words let through, in the edits of a 2026 assistant."""
    original, edited = record["original"], record["edited"]
    for name, judge in JUDGES.items():
        judged = judge(original, edited)
        if "clean" in record:
            _planted(record, judged, name, tally)
            continue
        words = [(passes, _words(original, edit)) for edit, passes in judged]
        passed = sum(n for passes, n in words if passes)
        row = f"let through, {record['degree']}"
        tally.add(row, name, passed, cases=sum(n for _, n in words))
        if tally.failures is not None and name == "guard":
            tally.failures += [
                f"{row}\t" + describe(pack.TypedEdit(original, edit, "", ""))
                for edit, passes in judged
                if passes
            ]


def _planted(record: pack.Record, judged: list[tuple[Edit, bool]], name: str, tally: Tally) -> None:
    original = record["original"]
    old, clean = Side.of(original), Side.of(record["clean"])
    for fix in edits_of(old, clean, find_changes(old, clean)):
        mended = any(edit == fix for edit, _ in judged)
        row = f"planted errors, {record['degree']}"
        what = describe(pack.TypedEdit(original, fix, "", ""))
        if mended:
            tally.add(row, name, any(edit == fix and ok for edit, ok in judged), what)
        alone = apply_edits(original, [fix])
        passed = kept(original, JUDGES[name](original, alone)) == alone
        tally.add("planted errors, alone", name, passed, what)


def _words(original: str, edit: Edit) -> int:
    before = sum(token.is_word for token in tokenize(edit.before(original)))
    return max(before, sum(token.is_word for token in tokenize(edit.replacement)))


def main() -> None:
    """Measure, and print the table."""
    arguments = parser("benchmarks.quality.guard", __doc__, GRAMMAR_DATA)
    arguments.add_argument("--half", choices=("tuned", "held-out", "all"), default="all")
    arguments.add_argument(
        "--every", type=int, default=1, metavar="N", help="each N-th record only"
    )
    arguments.add_argument("--failures", type=Path, help="write the guard's failures to this file")
    arguments.add_argument("--only", nargs="*", help="sources, e.g. bea_dev conll14 claude")
    args = arguments.parse_args()
    failures: list[str] | None = [] if args.failures else None
    tally = Tally(failures)
    systems: dict[str, list[tuple[pack.Record, str]]] = defaultdict(list)

    def wanted(source: str) -> bool:
        return not args.only or source in args.only

    def chosen(path: Path) -> Iterable[pack.Record]:
        for k, record in enumerate(pack.read_lines(path)):
            mine = args.half == "all" or pack.half(record["id"]) == args.half
            if mine and k % args.every == 0:
                yield record

    for record in chosen(data_file("grammar/pack_dev.jsonl")):
        if not wanted(record["source"]):
            continue
        if record["source"] == "handmade":
            handmade(record, tally)
        elif record["source"] == "bea_dev":
            mechanical_passed(record, tally)
        else:
            swaps_held(record, tally)
        if record["source"] == "conll14":
            for system, output in record["llm"].items():
                systems[system].append((record, output))
    if wanted("claude"):
        for record in chosen(data_file("voice/claude_2026.jsonl")):
            assistant(record, tally)
    print(f"{'':46s}" + "".join(f"{name[:8]:>9s}" for name in JUDGES) + "    cases")
    tally.show()
    if systems:
        _print_f_half(systems)
    if failures is not None:
        args.failures.write_text("\n".join(failures) + "\n", "utf-8")


def _print_f_half(systems: dict[str, list[tuple[pack.Record, str]]]) -> None:
    print("\nconll14, F0.5 of each system as it is and behind the guard")
    totals = [0.0, 0.0]
    for system, outputs in sorted(systems.items()):
        raw = f_half([(record, output) for record, output in outputs])
        behind = f_half(
            [(r, kept(r["original"], by_guard(r["original"], out))) for r, out in outputs]
        )
        totals = [totals[0] + raw, totals[1] + behind]
        print(f"  {system:44s}{raw:9.1f}{behind:9.1f}")
    n = len(systems)
    print(f"  {'mean':44s}{totals[0] / n:9.1f}{totals[1] / n:9.1f}")


if __name__ == "__main__":
    main()
