"""F0.5 of a corrected text against annotators' edits, after Dahlmeier and Ng's MaxMatch (2012).

An annotator's edit is hit when the correction turns exactly its words into exactly its
replacement; what else the correction changes counts against it. For each sentence the annotator
who agrees best is taken.
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks.command import part_of
from benchmarks.quality.grammar_pack import Record, TypedEdit, gold_edits
from companion.text.align import align
from companion.text.diff import diff_tokens
from companion.text.span import Span
from companion.text.tokens import tokenize

_BETA_SQUARED = 0.25


def f_half(outputs: list[tuple[Record, str]]) -> float:
    """F0.5 in percent over (record, corrected text) pairs."""
    hit = proposed = wanted = 0
    for record, output in outputs:
        by_annotator: dict[str, list[TypedEdit]] = defaultdict(list)
        for edit in gold_edits(record):
            by_annotator[edit.maker].append(edit)
        choices = [
            _count(record["original"], output, by_annotator.get(maker, [])) for maker in ("0", "1")
        ]
        best = max(choices, key=lambda c: (_f(hit + c[0], proposed + c[1], wanted + c[2]), -c[2]))
        hit, proposed, wanted = hit + best[0], proposed + best[1], wanted + best[2]
    return 100 * _f(hit, proposed, wanted)


def _f(hit: int, proposed: int, wanted: int) -> float:
    if not proposed or not wanted or not hit:
        return 1.0 if not proposed and not wanted else 0.0
    precision, recall = hit / proposed, hit / wanted
    return (1 + _BETA_SQUARED) * precision * recall / (_BETA_SQUARED * precision + recall)


def _count(original: str, output: str, gold: list[TypedEdit]) -> tuple[int, int, int]:
    """Hits, proposed edits, wanted edits."""
    blocks = _blocks(original, output)
    used: set[int] = set()
    hits = 0
    for edit in gold:
        inside = [
            k
            for k, (span, _) in enumerate(blocks)
            if k not in used and _within(span, edit.edit.span)
        ]
        if not inside:
            continue
        text, shift = edit.before, edit.edit.span.start
        parts, at = [], 0
        for k in inside:
            span, new = blocks[k]
            parts += [text[at : max(at, span.start - shift)], new]
            at = max(at, span.end - shift)
        parts.append(text[at:])
        if "".join("".join(parts).split()) == "".join(edit.edit.replacement.split()):
            hits += 1
            used.update(inside)
    return hits, hits + len(blocks) - len(used), len(gold)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _blocks(original: str, output: str) -> list[tuple[Span, str]]:
    """What ``output`` changes, word by word."""
    old = [token for token in tokenize(original) if not token.is_space]
    new = [token.text for token in tokenize(output) if not token.is_space]
    blocks = []
    i = j = 0
    pending = (0, 0)
    for op, run in [*diff_tokens([t.text for t in old], new), (0, [])]:
        if op == 0:
            if pending != (i, j):
                i0, j0 = pending
                for a, b, c, d in align([t.text for t in old[i0:i]], new[j0:j]):
                    if [t.text for t in old[i0 + a : i0 + b]] == new[j0 + c : j0 + d]:
                        continue
                    end = old[i0 + a - 1].span.end if i0 + a else 0
                    span = (
                        Span(old[i0 + a].span.start, old[i0 + b - 1].span.end)
                        if b > a
                        else Span(end, end)
                    )
                    blocks.append((span, " ".join(new[j0 + c : j0 + d])))
            i, j = i + len(run), j + len(run)
            pending = (i, j)
        elif op < 0:
            i += len(run)
        else:
            j += len(run)
    return blocks


if __name__ == "__main__":
    part_of("benchmarks.quality.m2", __doc__, "benchmarks.quality.guard")
