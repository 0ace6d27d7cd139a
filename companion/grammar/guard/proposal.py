"""The guard: whatever a proposal holds, only grammar passes.

`guard` compares a proposal with the author's text, judges every change by rules that name their
reason, and gives the text with only the mechanical changes applied. It never raises on any two
texts, takes time linear in them, and leaves everything it holds back byte for byte as it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.grammar.guard.changes import Change, Side, edits_of, find_changes
from companion.grammar.guard.dependencies import Group
from companion.grammar.guard.judgement import GuardOptions, Judgement
from companion.grammar.guard.verdicts import judge_changes
from companion.grammar.kinds import Kind, Verdict
from companion.text.document import protected_regions
from companion.text.edit import Edit, apply_edits
from companion.text.hunk import Hunk
from companion.text.inline import Region
from companion.text.span import Span

__all__ = ["GuardOptions", "GuardResult", "Judged", "guard", "judge"]

_DEFAULTS = GuardOptions()
_WINDOW = 400
_MAX_WORD = 100  # how far from there a word's start is looked for
WINDOW = _WINDOW + _MAX_WORD  # code points on each side of a hunk that `judge` may look at
_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One hunk of the original with its kind, its verdict and the reason in a sentence."""

    span: Span
    before: str
    after: str
    kind: Kind
    verdict: Verdict
    message: str

    @property
    def mechanical(self) -> bool:
        """Whether the guard lets it pass."""
        return self.verdict is Verdict.MECHANICAL

    @property
    def edit(self) -> Edit:
        """The hunk as an edit of the original."""
        return Edit(self.span, self.after)


@dataclass(frozen=True, slots=True)
class GuardResult:
    """A judged proposal.

    ``edits`` are in order and do not overlap; all of them applied give the proposal. ``kept`` is
    the original with only the mechanical ones applied.
    """

    original: str
    edits: tuple[Judged, ...]
    kept: str


def guard(original: str, proposed: str, options: GuardOptions = _DEFAULTS) -> GuardResult:
    """Judge every change that ``proposed`` makes to ``original``, whoever proposed it.

    Never raises for any two texts, and takes time in proportion to them.

    Args:
        original: the author's Markdown.
        proposed: any text that is offered in its place.
        options: what the author asks for: dialect, dictionary, serial comma, more protected spans.

    Returns:
        The edits in order, apart, in code points of ``original``, each with kind, verdict and
        message; and ``kept``, the original with the mechanical ones applied. Protected regions
        (code, links, quotations, ...) are found by `companion.text.document` and need not be in
        ``options.protected``. What passes is a correction by itself: ``kept``, given as a proposal,
        passes whole.
    """
    if original == proposed:
        return GuardResult(original, (), original)
    regions = _regions(original, options)
    old = Side.of(original)
    judged = _judge_all(old, proposed, options, regions)
    for _ in range(_MAX_ROUNDS):
        kept = _applied(original, judged)
        if kept in (original, proposed):
            break
        unsound = [
            one.span for one in _judge_all(old, kept, options, regions) if not one.mechanical
        ]
        if not unsound:
            break
        judged = _demoted(judged, unsound)
    else:
        judged = _demoted(judged, [Span(0, len(original))])
    return GuardResult(original, judged, _applied(original, judged))


def _judge_all(
    old: Side, proposed: str, options: GuardOptions, regions: Sequence[Region]
) -> tuple[Judged, ...]:
    new = Side.of(proposed)
    changes = find_changes(old, new)
    edits = edits_of(old, new, changes)
    groups = judge_changes(old, new, changes, options, _sealed(changes, edits, regions))
    return tuple(_judged(old.text, edits, group) for group in groups)


def _applied(original: str, judged: Sequence[Judged]) -> str:
    return apply_edits(original, [one.edit for one in judged if one.mechanical])


def _demoted(judged: Sequence[Judged], spans: Sequence[Span]) -> tuple[Judged, ...]:
    """Hold what passed but touches one of the spans: without what is held it is no correction."""
    out, waiting = [], deque(spans)
    for one in judged:
        while waiting and waiting[0].end < one.span.start:
            waiting.popleft()
        if one.mechanical and waiting and waiting[0].start <= one.span.end:
            message = "This makes sense only with a change that is held back."
            one = replace(one, kind=Kind.REPHRASING, verdict=Verdict.HELD, message=message)
        out.append(one)
    return tuple(out)


def _regions(original: str, options: GuardOptions) -> list[Region]:
    """What of the original must stay, in order of the starts."""
    own = [Region(span, "block") for span in options.protected]
    return sorted((*protected_regions(original), *own))


def judge(
    original: str, hunks: Sequence[Hunk], options: GuardOptions = _DEFAULTS
) -> tuple[Judged, ...]:
    """Judge hunks as an engine offers them, each on its own, in the order given."""
    return tuple(_judge_hunk(original, hunk, options) for hunk in hunks)


def _judge_hunk(original: str, hunk: Hunk, options: GuardOptions) -> Judged:
    """Judge a hunk inside its own stretch of text, so that many hunks take linear time."""
    span, before, after = hunk.span, hunk.before(original), hunk.after(original)
    start = original.rfind("\n", max(0, span.start - _WINDOW), span.start) + 1
    start = start or _word_start(original, span.start - _WINDOW)
    end = original.find("\n", span.end, span.end + _WINDOW)
    end = end if end >= 0 else _word_start(original, span.end + _WINDOW)
    shifted = [
        Span(max(0, p.start - start), max(0, p.end - start))
        for p in options.protected
        if p.start < end and p.end > start
    ]
    local = GuardOptions(options.dictionary, options.dialect, options.serial_comma, tuple(shifted))
    window = original[start:end]
    proposed = apply_edits(window, [edit.shifted(-start) for edit in hunk.edits])
    found = guard(window, proposed, local).edits
    worst = [one for one in found if not one.mechanical] or list(found)
    if not worst:
        return Judged(span, before, after, Kind.FORMAT, Verdict.HELD, "Nothing would change.")
    first = min(worst, key=lambda one: one.kind is not Kind.MEANING)
    return Judged(span, before, after, first.kind, first.verdict, first.message)


def _word_start(text: str, at: int) -> int:
    """A place near ``at`` that divides no word."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    space = text.rfind(" ", max(0, at - _MAX_WORD), at)
    return space + 1 if space >= 0 else at


_NAMES: dict[str, str] = {
    "quotation": "a quotation",
    "citation": "a citation",
    "code": "code",
    "math": "a formula",
    "url": "a link",
    "name": "a name of a file or the like",
    "html": "markup",
    "markup": "markup",
    "critic": "markup",
    "block": "a protected part of your text",
}


def _sealed(
    changes: Sequence[Change], edits: Sequence[Edit], regions: Sequence[Region]
) -> dict[Change, str]:
    """The changes that touch a region, and what it is; ``regions`` in order of their starts."""
    sealed: dict[Change, str] = {}
    live: list[Region] = []
    waiting = iter(regions)
    upcoming = next(waiting, None)
    for change, edit in zip(changes, edits, strict=True):
        while upcoming is not None and upcoming.span.start <= edit.span.end:
            live.append(upcoming)
            upcoming = next(waiting, None)
        live = [region for region in live if region.span.end >= edit.span.start]
        touched = next((region for region in live if region.span.overlaps(edit.span)), None)
        if touched is not None:
            sealed[change] = _NAMES[touched.kind]
    return sealed


def _judged(original: str, edits: Sequence[Edit], group: Group) -> Judged:
    own = edits[group.first : group.last]
    hunk = Hunk(tuple(own))
    judgement: Judgement = group.judgement
    verdict = Verdict.MECHANICAL if judgement.mechanical else Verdict.HELD
    return Judged(
        hunk.span, hunk.before(original), hunk.after(original), judgement.kind, verdict,
        judgement.message,
    )  # fmt: skip
