"""From changes to verdicts: each change judged, then what its neighbours do to it.

A correction must stand on its own. A change that only makes sense with a held one is held with
it; one that stands alone (a misspelt word, a doubled word) passes even beside a rewording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.grammar import closed
from companion.grammar.changes import SENTENCE_ENDS, Change, Side, is_mark
from companion.grammar.group_rules import judge_group, me_and
from companion.grammar.kinds import Kind
from companion.grammar.mark_rules import judge_marks
from companion.grammar.opinion import Opinion, Place, Rules
from companion.grammar.small_rules import judge_put_in, judge_taken_out
from companion.grammar.word_rules import judge_joined, judge_word

_LONGEST_GROUP = 6
_MOST_WORDS = 2  # words in a row that may change without being a new phrase
_LOOSE = frozenset(
    (Kind.ARTICLE, Kind.PREPOSITION, Kind.PRONOUN, Kind.MISSING_WORD, Kind.EXTRA_WORD,
     Kind.VERB_FORM, Kind.WORD_FORM)
)  # fmt: skip
_REACH = 1  # kept tokens across which a rewording takes its small words along
# From how many new words on a sentence counts as reworded, and which shares of new words hold its
# small changes, all but plain slips, and everything. Set on the tuned half of the development
# pack (`python -m benchmarks.quality.guard --half tuned`).
_NEW_WORDS = 3
_LITTLE, _MUCH, _MOST = 0.15, 0.3, 0.55


@dataclass(frozen=True, slots=True)
class Group:
    """Changes ``first`` to ``last`` (exclusive), decided as one."""

    first: int
    last: int
    opinion: Opinion


def judge_changes(
    old: Side, new: Side, changes: Sequence[Change], rules: Rules, sealed: Mapping[Change, str]
) -> tuple[Group, ...]:
    """Judge all changes; the groups cover them in order.

    ``sealed`` names what part of the text a change touches that must stay as it is.
    """
    groups: list[Group] = []
    runs = _runs(changes)
    k = 0
    while k < len(runs):
        first, last = runs[k]
        pair = _subject_pair(old, new, changes, runs[k : k + 2], rules, sealed)
        if pair is not None:
            groups.append(pair)
            k += 2
            continue
        groups += _judge_run(old, new, changes, first, last, rules, sealed)
        k += 1
    groups = _hold_moves(old, new, changes, groups)
    groups = _spread(old, changes, groups)
    groups = _hold_rewritten_sentences(old, new, changes, groups)
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


def _subject_pair(
    old: Side, new: Side, changes: Sequence[Change], runs: Sequence[tuple[int, int]],
    rules: Rules, sealed: Mapping[Change, str],
) -> Group | None:  # fmt: skip
    """Two runs around a name that stays: "Me and Dana" to "Dana and I"."""
    if len(runs) < 2:
        return None
    first, last = runs[0][0], runs[1][1]
    own = changes[first:last]
    if own[-1].i2 - own[0].i1 > _LONGEST_GROUP or any(change in sealed for change in own):
        return None
    whole = Change(own[0].i1, own[-1].i2, own[0].j1, own[-1].j2)
    opinion = me_and(Place(old, new, whole, rules))
    return None if opinion is None else Group(first, last, opinion)


def _judge_run(
    old: Side, new: Side, changes: Sequence[Change], first: int, last: int, rules: Rules,
    sealed: Mapping[Change, str],
) -> list[Group]:  # fmt: skip
    own = changes[first:last]
    parts = [sealed[change] for change in own if change in sealed]
    if parts:
        kind = Kind.MEANING if parts[0] in _WORDS_OF_OTHERS else Kind.FORMAT
        message = f"This touches {parts[0]}, which stays as it is."
        return [Group(first, last, Opinion(kind, message))]
    whole = Change(own[0].i1, own[-1].i2, own[0].j1, own[-1].j2)
    if len(own) <= _LONGEST_GROUP and last - first > 1:
        opinion_or_none = judge_group(Place(old, new, whole, rules))
        if opinion_or_none is not None:
            return [Group(first, last, opinion_or_none)]
    opinions = [judge_one(Place(old, new, change, rules)) for change in own]
    if sum(not one.alone and one.kind in _LOOSE for one in opinions) > _MOST_WORDS:
        opinion = Opinion(Kind.REPHRASING, "This says it in other words than yours.")
        opinions = [one if one.alone or not one.mechanical else opinion for one in opinions]
    return _settle(first, own, opinions)


_WORDS_OF_OTHERS = frozenset(("a quotation", "a citation"))


# What a word owes to the sentence, not to the word beside it that someone swapped.
_OF_ITS_OWN = frozenset((Kind.PUNCTUATION, Kind.NOUN_NUMBER, Kind.AGREEMENT, Kind.TENSE))


def _settle(first: int, own: Sequence[Change], opinions: list[Opinion]) -> list[Group]:
    """Neighbouring changes: those that stand alone stay apart, the others share their fate."""
    held = [opinion for opinion in opinions if not opinion.mechanical]
    if not held:
        return [Group(first + k, first + k + 1, one) for k, one in enumerate(opinions)]
    verdict = most_serious(held)
    swaps = all(
        change.i2 - change.i1 == change.j2 - change.j1 == 1
        for change, one in zip(own, opinions, strict=True)
        if not one.mechanical
    )
    groups: list[Group] = []
    for k, one in enumerate(opinions, first):
        if one.mechanical and (one.alone or (swaps and one.kind in _OF_ITS_OWN)):
            groups.append(Group(k, k + 1, one))
        elif groups and not groups[-1].opinion.mechanical:
            groups[-1] = Group(groups[-1].first, k + 1, verdict)
        else:
            groups.append(Group(k, k + 1, verdict))
    return groups


_SERIOUS = (
    Kind.MEANING, Kind.FORMAT, Kind.SPLIT_MERGE, Kind.REORDERING, Kind.REPHRASING,
    Kind.INSERTION, Kind.DELETION, Kind.WORD_CHOICE,
)  # fmt: skip


def most_serious(held: list[Opinion]) -> Opinion:
    """The held opinion that an author should read first."""
    return min(held, key=lambda one: _SERIOUS.index(one.kind))


def judge_one(place: Place) -> Opinion:
    """Judge one change on its own."""
    change = place.change
    if _breaks(place.original, change.i1, change.i2) != _breaks(
        place.proposed, change.j1, change.j2
    ):
        return Opinion(Kind.FORMAT, "Line breaks stay where you set them.")
    if change.is_gap:
        return _judge_gap(place)
    old_marks = all(is_mark(token) for token in place.before)
    new_marks = all(is_mark(token) for token in place.after)
    if old_marks and new_marks:
        return judge_marks(place)
    sizes = (len(place.before), len(place.after))
    if sizes == (1, 1):
        if place.old == place.new:
            return _judge_gap(place)
        return judge_word(place)
    group = judge_group(place)
    if group is not None:
        return group
    if sizes in ((1, 2), (2, 1)) and "".join(place.before) == "".join(place.after):
        return judge_joined(place)
    if sizes == (0, 1):
        return judge_put_in(place)
    if sizes == (1, 0):
        return judge_taken_out(place)
    return Opinion(Kind.REPHRASING, "This says it in other words than yours.")


def _breaks(side: Side, start: int, stop: int) -> int:
    """How many line breaks stand before and between the tokens."""
    if stop == start:
        return 0
    return side.text.count("\n", side.end(start - 1), side.end(stop - 1))


def _judge_gap(place: Place) -> Opinion:
    old = place.original.gap(place.change.i1)
    new = place.proposed.gap(place.change.j1)
    if "\n" in old + new:
        return Opinion(Kind.FORMAT, "Line breaks stay where you set them.")
    if not old or not new or old.strip(" ") == new.strip(" "):
        return Opinion(Kind.SPACING, "The space here is a slip.", alone=True)
    return Opinion(Kind.FORMAT, "White space stays as you set it.")


def _hold_moves(
    old: Side, new: Side, changes: Sequence[Change], groups: list[Group]
) -> list[Group]:
    """A word taken out here and put in there, in one sentence, has moved."""
    out = list(groups)
    for start, stop in _sentences(old, changes, groups):
        gone: dict[str, list[int]] = defaultdict(list)
        come: dict[str, list[int]] = defaultdict(list)
        for k in range(start, stop):
            for change in changes[groups[k].first : groups[k].last]:
                before = old.low[change.i1 : change.i2]
                after = new.low[change.j1 : change.j2]
                for token in set(before) - set(after):
                    gone[token].append(k)
                for token in set(after) - set(before):
                    come[token].append(k)
        for token in gone.keys() & come.keys():
            if is_mark(token) or token in _EVERYWHERE or gone[token] == come[token]:
                continue
            opinion = Opinion(Kind.REORDERING, f"'{token}' would stand in another place.")
            if token in closed.PREPOSITIONS and abs(gone[token][0] - come[token][0]) > 2:
                continue
            for k in (*gone[token], *come[token]):
                group = out[k]
                if group.opinion.mechanical and not group.opinion.alone:
                    out[k] = Group(group.first, group.last, opinion)
    return out


_EVERYWHERE = closed.ARTICLES | closed.AUXILIARIES | {"to"}


def _spread(old: Side, changes: Sequence[Change], groups: list[Group]) -> list[Group]:
    """Hold the small changes that stand beside a rewording, for they belong to it."""
    out = list(groups)
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        last_held: Group | None = None
        for k in order:
            group = out[k]
            if not group.opinion.mechanical:
                last_held = group if group.opinion.kind in _REWORDING else last_held
                continue
            if last_held is None or group.opinion.alone:
                continue
            if _belongs(old, changes, group, last_held):
                opinion = Opinion(Kind.REPHRASING, "This goes with the rewording beside it.")
                out[k] = last_held = Group(group.first, group.last, opinion)
    return out


# What changes with the subject or the noun that a change of meaning put in.
_FOLLOWS = frozenset((Kind.AGREEMENT, Kind.VERB_FORM, Kind.TENSE, Kind.ARTICLE))
_REWORDING = frozenset(
    (Kind.MEANING, Kind.WORD_CHOICE, Kind.REPHRASING, Kind.INSERTION, Kind.DELETION,
     Kind.REORDERING, Kind.SPLIT_MERGE)
)  # fmt: skip


# Small words, which the words beside them choose.
_SMALL = frozenset((Kind.ARTICLE, Kind.PREPOSITION, Kind.MISSING_WORD, Kind.EXTRA_WORD))


def _belongs(old: Side, changes: Sequence[Change], one: Group, held: Group) -> bool:
    a, b = (one, held) if one.first < held.first else (held, one)
    between = old.low[changes[a.last - 1].i2 : changes[b.first].i1]
    if one.opinion.kind not in (_FOLLOWS if held.opinion.kind is Kind.MEANING else _SMALL):
        return False
    return len(between) <= _REACH and all(
        token in closed.FUNCTION_WORDS and not is_mark(token) for token in between
    )


def _hold_rewritten_sentences(
    old: Side, new: Side, changes: Sequence[Change], groups: list[Group]
) -> list[Group]:
    """In a sentence of which much is held as reworded, nothing is a mere correction."""
    out: list[Group] = []
    for start, stop in _sentences(old, changes, groups):
        own = groups[start:stop]
        held = [group for group in own if group.opinion.kind in _REWORDING]
        lost = sum(_content(old.low[changes[k].i1 : changes[k].i2]) for k in _indices(held))
        won = sum(_content(new.low[changes[k].j1 : changes[k].j2]) for k in _indices(held))
        a, b = changes[own[0].first], changes[own[-1].last - 1]
        lo, hi = _sentence_bounds(old, a.i1, b.i2)
        size = max(1, _content(old.low[lo:hi]))
        made = max(lost, won)
        if made >= _NEW_WORDS:
            own = [_held_with(group, made / size) for group in own]
        out += own
    return out


def _held_with(group: Group, rewritten: float) -> Group:
    """The group as it stands in a sentence of which that share of words is someone else's."""
    opinion = group.opinion
    passes = (
        rewritten < _LITTLE
        or (rewritten < _MUCH and opinion.kind not in _LOOSE)
        or (rewritten < _MOST and opinion.alone)
    )
    if not opinion.mechanical or passes:
        return group
    message = "This sentence is rewritten, not corrected."
    return Group(group.first, group.last, Opinion(Kind.REPHRASING, message))


def _indices(groups: Sequence[Group]) -> list[int]:
    return [k for group in groups for k in range(group.first, group.last)]


def _content(tokens: Sequence[str]) -> int:
    return sum(not is_mark(token) and token not in closed.FUNCTION_WORDS for token in tokens)


def _sentences(
    old: Side, changes: Sequence[Change], groups: Sequence[Group]
) -> list[tuple[int, int]]:
    """Stretches of groups that lie in one sentence of the original."""
    out: list[tuple[int, int]] = []
    for k, group in enumerate(groups):
        if out:
            between = old.low[changes[groups[k - 1].last - 1].i2 : changes[group.first].i1]
            if not any(token in SENTENCE_ENDS for token in between):
                out[-1] = (out[-1][0], k + 1)
                continue
        out.append((k, k + 1))
    return out


def _sentence_bounds(old: Side, lo: int, hi: int) -> tuple[int, int]:
    while lo > 0 and old.low[lo - 1] not in SENTENCE_ENDS:
        lo -= 1
    while hi < len(old.low) and old.low[hi] not in SENTENCE_ENDS:
        hi += 1
    return lo, hi
