"""The diff between two texts, in whole words.

Tokens are mapped to characters and compared by diff-match-patch's algorithm (Myers 1986), its
C++ port where that is installed; very long texts are divided first, as that takes time
quadratic in what differs. `diff_words` is the true diff: applied, it gives the revised
text exactly. `presentable` gives it too, and is made for the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from companion.text.anchors import Block, divided, shared_start
from companion.text.cleanup import clean_up
from companion.text.edit import Edit
from companion.text.sentences import sentences
from companion.text.span import Span
from companion.text.tokens import split_words

Granularity = Literal["words", "sentences", "paragraphs"]

try:
    from fast_diff_match_patch import diff as _fast_diff
except ImportError:  # no wheel for this platform: the pure Python one is slower, not different
    _fast_diff = None

Run = tuple[int, list[str]]

MAX_EXACT = 20_000  # tokens: within a second or two, however little two texts share

_SURROGATES = range(0xD800, 0xE000)
_OPS = {"=": 0, "-": -1, "+": 1}


def diff_words(base: str, revised: str) -> tuple[Edit, ...]:
    """The edits, over whole tokens, that turn ``base`` into ``revised``.

    Edits are in order, do not touch one another, and satisfy
    ``apply_edits(base, diff_words(base, revised)) == revised``.
    """
    if base == revised:
        return ()
    return _edits_of(diff_tokens(split_words(base), split_words(revised)))


@dataclass(frozen=True, slots=True)
class Presentation:
    """A diff made to be read.

    ``apply_edits(base, edits)`` is the revised text. Where not ``precise``, the time ran out and
    some of what is shown as changed is not: say so.
    """

    edits: tuple[Edit, ...]
    precise: bool = True


def presentable(
    base: str, revised: str, *, seconds: float = 2.0, granularity: Granularity = "words"
) -> Presentation:
    """The diff as a reader wants it: whole words, natural cuts, no short unchanged islands.

    Args:
        base: the text before.
        revised: the text after.
        granularity: what changes as one; texts are taken as one paragraph each.
        seconds: how long the search for a smallest diff may take; two long texts with little in
            common would take very long.
    """
    if base == revised:
        return Presentation(())
    if granularity == "paragraphs":
        return Presentation((Edit(Span(0, len(base)), revised),))
    if granularity == "sentences":
        return Presentation(
            _edits_of(diff_tokens(_split_sentences(base), _split_sentences(revised)))
        )
    began = monotonic()
    runs, exact = _search(split_words(base), split_words(revised), seconds)
    precise = exact and (not seconds or monotonic() - began < seconds)
    return Presentation(_edits_of(clean_up(runs)), precise)


def _split_sentences(text: str) -> list[str]:
    """Sentences and the white space after each, apart: the last one has none."""
    parts = []
    for span in sentences(text):
        sentence = span.of(text)
        bare = sentence.rstrip()
        parts += [bare, sentence[len(bare) :]]
    return [part for part in parts if part]


def diff_tokens(base: list[str], revised: list[str], *, seconds: float = 0) -> list[Run]:
    """Compare two token lists: runs of ``(-1, removed) | (0, kept) | (1, inserted)`` tokens.

    The smallest diff is found as long as both have no more than `MAX_EXACT` tokens together.
    Longer ones are divided first; a piece that is still longer, and has nothing by which it could
    be divided, is one replacement. After ``seconds`` (0: never) the search ends too, and what it
    had not reached is one replacement.
    """
    return _search(base, revised, seconds)[0]


def _search(base: list[str], revised: list[str], seconds: float) -> tuple[list[Run], bool]:
    """The runs, and whether every piece was compared."""
    if len(base) + len(revised) <= MAX_EXACT:
        return _compare(base, revised, seconds), True
    runs: list[Run] = []
    exact = True
    for old, new in _pieces(base, revised):
        if old == new:
            found = [(0, old)]
        elif not old or not new or len(old) + len(new) > MAX_EXACT:
            exact = exact and not (old and new)
            found = [(-1, old), (1, new)]
        else:
            found = _compare(old, new, seconds)
        for op, run in found:
            if run and runs and runs[-1][0] == op:
                runs[-1][1].extend(run)
            elif run:
                runs.append((op, list(run)))
    return runs, exact


def _pieces(base: list[str], revised: list[str]) -> Iterator[Block]:
    """Two long lists in pieces that can be compared by themselves."""
    start = shared_start(base, revised)
    end = shared_start(base[start:][::-1], revised[start:][::-1])
    yield base[:start], base[:start]
    for pieces in divided(base[start : len(base) - end], revised[start : len(revised) - end]):
        if sum(map(len, pieces)) <= MAX_EXACT:
            yield pieces
        else:
            yield from divided(*pieces, phrase=1)
    yield base[len(base) - end :], base[len(base) - end :]


def _compare(base: list[str], revised: list[str], seconds: float) -> list[Run]:
    """The smallest diff; see `diff_tokens`."""
    codes: dict[str, str] = {}
    tokens: dict[str, str] = {}

    def encode(items: list[str]) -> str:
        out = []
        for item in items:
            code = codes.get(item)
            if code is None:
                n = len(codes) + 1
                n = n + len(_SURROGATES) if n >= _SURROGATES.start else n
                code = codes[item] = chr(n)
                tokens[code] = item
            out.append(code)
        return "".join(out)

    a, b = encode(base), encode(revised)
    return [(op, [tokens[c] for c in run]) for op, run in _diff_encoded(a, b, seconds)]


def _diff_encoded(a: str, b: str, seconds: float) -> list[tuple[int, str]]:
    if _fast_diff is not None:
        runs = _fast_diff(
            a, b, timelimit=seconds, checklines=False, cleanup="No", counts_only=False
        )
        return [(_OPS[op], run) for op, run in runs]
    from diff_match_patch import diff_match_patch

    matcher = diff_match_patch()
    matcher.Diff_Timeout = seconds
    return [(op, run) for op, run in matcher.diff_main(a, b, False)]


def _edits_of(runs: list[tuple[int, list[str]]]) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    at = start = 0
    removed = 0
    inserted: list[str] = []
    for op, run in [*runs, (0, [])]:
        text = "".join(run)
        if op == 0:
            if removed or inserted:
                edits.append(Edit(Span(start, start + removed), "".join(inserted)))
            at += len(text)
            start, removed, inserted = at, 0, []
        elif op < 0:
            removed += len(text)
            at += len(text)
        else:
            inserted.append(text)
    return tuple(edits)
