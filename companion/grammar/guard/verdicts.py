"""From changes to verdicts: each change judged, then what its neighbours do to it.

A correction must stand on its own. A change that only makes sense with a held one is held with
it; one that stands alone (a misspelt word, a doubled word) passes even beside a rewording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.grammar.guard.changes import Change, Side, is_mark
from companion.grammar.guard.dependencies import (
    LOOSE,
    Group,
    forgive,
    hold_moves,
    hold_rewritten_sentences,
    settle,
    spread,
)
from companion.grammar.guard.discontinuous import construction
from companion.grammar.guard.error_density import is_rough
from companion.grammar.guard.insertion_deletion import judge_put_in, judge_taken_out
from companion.grammar.guard.judgement import ChangeContext, GuardOptions, Judgement
from companion.grammar.guard.multiword import judge_group
from companion.grammar.guard.punctuation import judge_marks
from companion.grammar.guard.substitution import judge_joined, judge_word
from companion.grammar.kinds import Kind

_MAX_GROUP = 6
_MAX_ACROSS = 8  # tokens from the first change of a construction to its last
_MAX_RUNS = 3
_MAX_WORDS = 2  # words in a row that may change without being a new phrase


def judge_changes(
    old: Side,
    new: Side,
    changes: Sequence[Change],
    options: GuardOptions,
    sealed: Mapping[Change, str],
) -> tuple[Group, ...]:
    """Judge all changes; the groups cover them in order.

    ``sealed`` names what part of the text a change touches that must stay as it is.
    """
    groups: list[Group] = []
    runs = _runs(changes)
    k = 0
    while k < len(runs):
        first, last = runs[k]
        pair = _across(old, new, changes, runs[k : k + _MAX_RUNS], options, sealed)
        if pair is not None:
            groups.append(pair)
            while k < len(runs) and runs[k][1] <= pair.last:
                k += 1
            continue
        groups += _judge_run(old, new, changes, first, last, options, sealed)
        k += 1
    groups = forgive(old, changes, groups)
    groups = hold_moves(old, new, changes, groups)
    groups = spread(old, changes, groups)
    groups = hold_rewritten_sentences(old, new, changes, groups)
    return tuple(groups)


def _runs(changes: Sequence[Change]) -> list[tuple[int, int]]:
    """Stretches of changes with no kept token between them."""
    runs: list[tuple[int, int]] = []
    for k, change in enumerate(changes):
        if runs:
            before = changes[k - 1]
            if (before.i2, before.j2) == (change.i1, change.j1):
                runs[-1] = (runs[-1][0], k + 1)
                continue
        runs.append((k, k + 1))
    return runs


def _across(
    old: Side, new: Side, changes: Sequence[Change], runs: Sequence[tuple[int, int]],
    options: GuardOptions, sealed: Mapping[Change, str],
) -> Group | None:  # fmt: skip
    """Two or more runs around words that stay: "Me and Dana" to "Dana and I"."""
    for count in range(len(runs), 1, -1):
        first, last = runs[0][0], runs[count - 1][1]
        own = changes[first:last]
        if own[-1].i2 - own[0].i1 > _MAX_ACROSS or any(change in sealed for change in own):
            continue
        whole = Change(own[0].i1, own[-1].i2, own[0].j1, own[-1].j2)
        judgement = construction(ChangeContext(old, new, whole, options))
        if judgement is not None:
            return Group(first, last, judgement)
    return None


def _judge_run(
    old: Side, new: Side, changes: Sequence[Change], first: int, last: int, options: GuardOptions,
    sealed: Mapping[Change, str],
) -> list[Group]:  # fmt: skip
    own = changes[first:last]
    parts = [sealed[change] for change in own if change in sealed]
    if parts:
        kind = Kind.MEANING if parts[0] in _WORDS_OF_OTHERS else Kind.FORMAT
        message = f"This touches {parts[0]}, which stays as it is."
        return [Group(first, last, Judgement(kind, message))]
    whole = Change(own[0].i1, own[-1].i2, own[0].j1, own[-1].j2)
    if len(own) <= _MAX_GROUP and last - first > 1:
        context = ChangeContext(old, new, whole, options)
        known = judge_group(context)
        if known is not None:
            return [Group(first, last, _softened(context, known))]
    own, sizes, judgements = _judge_parts(old, new, own, options)
    if sum(not one.alone and one.kind in LOOSE for one in judgements) > _MAX_WORDS:
        judgement = Judgement(Kind.REPHRASING, "This says it in other words than yours.")
        judgements = [one if one.alone or not one.mechanical else judgement for one in judgements]
    return settle(first, own, sizes, judgements)


def _judge_parts(
    old: Side, new: Side, own: Sequence[Change], options: GuardOptions
) -> tuple[list[Change], list[int], list[Judgement]]:
    """The parts of a run that a rule knows as a whole, or else its single changes.

    Each part as one change, with how many changes it joins and what it is.
    """
    parts: list[Change] = []
    sizes: list[int] = []
    judgements: list[Judgement] = []
    k = 0
    while k < len(own):
        part, size, judgement = _longest_known(old, new, own[k : k + _MAX_GROUP], options)
        parts.append(part)
        sizes.append(size)
        judgements.append(judgement)
        k += size
    return parts, sizes, judgements


def _longest_known(
    old: Side, new: Side, own: Sequence[Change], options: GuardOptions
) -> tuple[Change, int, Judgement]:
    """The longest part at the start of a run that a rule knows; else its first change."""
    for size in range(len(own), 1, -1):
        last = own[size - 1]
        part = Change(own[0].i1, last.i2, own[0].j1, last.j2)
        context = ChangeContext(old, new, part, options)
        known = judge_group(context)
        if known is not None:
            return part, size, _softened(context, known)
    return own[0], 1, _judge_softly(ChangeContext(old, new, own[0], options))


_WORDS_OF_OTHERS = frozenset(("a quotation", "a citation"))


def _judge_softly(context: ChangeContext) -> Judgement:
    return _softened(context, judge_one(context))


def _softened(context: ChangeContext, judgement: Judgement) -> Judgement:
    """The judgement as it is in a sentence that may have other errors."""
    return judgement.forgiven if judgement.soft is not None and is_rough(context) else judgement


def judge_one(context: ChangeContext) -> Judgement:
    """Judge one change on its own."""
    change = context.change
    if _breaks(context.original, change.i1, change.i2) != _breaks(
        context.proposed, change.j1, change.j2
    ):
        return Judgement(Kind.FORMAT, "Line breaks stay where you set them.")
    if change.is_gap:
        return _judge_gap(context)
    old_marks = all(is_mark(token) for token in context.before)
    new_marks = all(is_mark(token) for token in context.after)
    if old_marks and new_marks:
        return judge_marks(context)
    sizes = (len(context.before), len(context.after))
    if sizes == (1, 1):
        if context.old == context.new:
            return _judge_gap(context)
        return construction(context) or judge_word(context)
    group = judge_group(context)
    if group is not None:
        return group
    if sizes in ((1, 2), (2, 1)) and "".join(context.before) == "".join(context.after):
        return judge_joined(context)
    if sizes == (0, 1):
        return judge_put_in(context)
    if sizes == (1, 0):
        return judge_taken_out(context)
    return Judgement(Kind.REPHRASING, "This says it in other words than yours.")


def _breaks(side: Side, start: int, stop: int) -> int:
    """How many line breaks stand before and between the tokens."""
    if stop == start:
        return 0
    return side.text.count("\n", side.end(start - 1), side.end(stop - 1))


def _judge_gap(context: ChangeContext) -> Judgement:
    old = context.original.gap(context.change.i1)
    new = context.proposed.gap(context.change.j1)
    if "\n" in old + new:
        return Judgement(Kind.FORMAT, "Line breaks stay where you set them.")
    if not old or not new or old.strip(" ") == new.strip(" "):
        return Judgement(Kind.SPACING, "The space here is a slip.", alone=True)
    return Judgement(Kind.FORMAT, "White space stays as you set it.")
