"""Dependencies between changes: how neighbouring changes affect a verdict.

A correction must stand on its own: a change that depends on a held one, a word that moves, and
small changes in a sentence that is written anew, are held with what they belong to.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from companion.english import closed_classes as closed
from companion.grammar.guard.changes import SENTENCE_ENDS, Change, Side, is_mark
from companion.grammar.guard.judgement import Judgement
from companion.grammar.kinds import Kind

_REACH = 1  # kept tokens across which a rewording takes its small words along
# From how many new words on a sentence counts as reworded, and which shares of new words hold its
# small changes, all but plain errors, and everything. Set on the tuned half of the development
# pack (`python -m benchmarks.quality.guard --half tuned`).
_NEW_WORDS = 3
_LITTLE, _MUCH, _MOST = 0.2, 0.35, 0.55
LOOSE = frozenset(
    (Kind.ARTICLE, Kind.PREPOSITION, Kind.PRONOUN, Kind.MISSING_WORD, Kind.EXTRA_WORD,
     Kind.VERB_FORM, Kind.WORD_FORM)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Changes ``first`` to ``last`` (exclusive), decided as one."""

    first: int
    last: int
    judgement: Judgement


# On which side the words stand that a change of this kind may depend on. An article depends on
# the noun that follows, a preposition on the word that asks for it, a verb on its subject.
_LEFT, _RIGHT = -1, 1
_LEANS: dict[Kind, tuple[int, ...]] = {
    Kind.ARTICLE: (_RIGHT,),
    Kind.PREPOSITION: (_LEFT,),
    Kind.VERB_FORM: (_LEFT,),
    Kind.PRONOUN: (),
    Kind.CAPITALIZATION: (),
}
# Kinds that depend on the sentence, not on a replaced word beside the change.
_OF_ITS_OWN = frozenset((Kind.PUNCTUATION, Kind.NOUN_NUMBER, Kind.AGREEMENT, Kind.TENSE))


def settle(
    first: int, own: Sequence[Change], sizes: Sequence[int], judgements: Sequence[Judgement]
) -> list[Group]:
    """Neighbouring parts: one that depends on a held one is held with it.

    ``own`` are the parts as changes, ``sizes`` how many changes each joins, counted from ``first``.
    """
    held = [judgement for judgement in judgements if not judgement.mechanical]
    falls = [not one.mechanical for one in judgements]
    swaps = all(
        change.i2 - change.i1 == change.j2 - change.j1 == 1
        for change, fallen in zip(own, falls, strict=True)
        if fallen
    )
    waiting = deque(range(len(judgements)) if held else ())
    while waiting:
        k = waiting.popleft()
        if falls[k] or judgements[k].alone:
            continue
        grows = own[k].i2 - own[k].i1 != own[k].j2 - own[k].j1
        if swaps and not _falls_with(k, judgements, falls, grows=grows):
            continue
        falls[k] = True
        waiting += (side for side in (k - 1, k + 1) if 0 <= side < len(judgements))
    worst = most_serious(held) if held else None
    groups: list[Group] = []
    at = first
    for one, size, fallen in zip(judgements, sizes, falls, strict=True):
        judgement = worst if fallen and worst is not None else one
        if fallen and groups and not groups[-1].judgement.mechanical:
            groups[-1] = Group(groups[-1].first, at + size, judgement)
        else:
            groups.append(Group(at, at + size, judgement))
        at += size
    return groups


def _falls_with(
    k: int, judgements: Sequence[Judgement], falls: Sequence[bool], *, grows: bool
) -> bool:
    """Whether the change depends on a word beside it that was replaced.

    A preposition that ``grows`` the phrase, or shrinks it, goes with either: "where", "at which".
    """
    return any(
        0 <= k + side < len(judgements)
        and falls[k + side]
        and (
            (grows and judgements[k].kind is Kind.PREPOSITION)
            or _leans(judgements[k].kind, side, judgements[k + side].kind)
        )
        for side in (_LEFT, _RIGHT)
    )


def _leans(kind: Kind, side: int, held: Kind) -> bool:
    """Whether a change of this kind depends on a held one on that side of it."""
    if kind in _OF_ITS_OWN:
        return held is Kind.MEANING and kind in _FOLLOWS and side == _LEFT
    return side in _LEANS.get(kind, (_LEFT, _RIGHT))


_SERIOUS = (
    Kind.MEANING, Kind.FORMAT, Kind.SPLIT_MERGE, Kind.REORDERING, Kind.REPHRASING,
    Kind.INSERTION, Kind.DELETION, Kind.WORD_CHOICE,
)  # fmt: skip


def most_serious(held: list[Judgement]) -> Judgement:
    """The held judgement that an author should read first."""
    return min(held, key=lambda one: _SERIOUS.index(one.kind))


_PLAIN = frozenset(
    (Kind.SPELLING, Kind.AGREEMENT, Kind.VERB_FORM, Kind.NOUN_NUMBER, Kind.APOSTROPHE,
     Kind.CAPITALIZATION, Kind.CONFUSABLE, Kind.WORD_FORM, Kind.ARTICLE, Kind.DUPLICATE,
     Kind.PREPOSITION, Kind.MISSING_WORD, Kind.TENSE, Kind.SPACING)
)  # fmt: skip
_ENOUGH_SLIPS = 2


def forgive(old: Side, changes: Sequence[Change], groups: list[Group]) -> list[Group]:
    """Pass what was held only because both forms are English, near other corrections."""
    out: list[Group] = []
    for start, stop in _sentences(old, changes, groups):
        own = groups[start:stop]
        slips = sum(group.judgement.kind in _PLAIN for group in own)
        firm = any(not g.judgement.mechanical and g.judgement.soft is None for g in own)
        if slips >= _ENOUGH_SLIPS and not firm:
            own = [Group(g.first, g.last, g.judgement.forgiven) for g in own]
        out += own
    return out


def hold_moves(old: Side, new: Side, changes: Sequence[Change], groups: list[Group]) -> list[Group]:
    """Hold a word that is deleted here and inserted there in one sentence: it has moved."""
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
            where = sorted({*gone[token], *come[token]})
            if gone[token] == come[token] or not _moves(token, where, changes, groups):
                continue
            judgement = Judgement(Kind.REORDERING, f"'{token}' would stand in another place.")
            for k in where:
                group = out[k]
                if group.judgement.mechanical and not group.judgement.alone:
                    out[k] = Group(group.first, group.last, judgement)
    return out


def _moves(
    word: str, where: Sequence[int], changes: Sequence[Change], groups: Sequence[Group]
) -> bool:
    """Whether a word that goes at one place and comes at another is the same word moved.

    Small words stand everywhere: they move only near by, and "to" and the auxiliaries only from
    or into a rewording, by themselves.
    """
    own = [change for k in where for change in changes[groups[k].first : groups[k].last]]
    held = any(not groups[k].judgement.mechanical for k in where)
    if word in closed.ARTICLES:
        return False
    if is_mark(word):
        return held and own[-1].i1 - own[0].i2 <= _ACROSS_QUOTES
    if word in closed.AUXILIARIES or word == "to":
        single = all(
            change.i2 - change.i1 + change.j2 - change.j1 == 1
            for k in where
            if groups[k].judgement.mechanical
            for change in changes[groups[k].first : groups[k].last]
        )
        return held and single and own[-1].i1 - own[0].i2 <= _NEAR
    one_for_one = all(change.i2 - change.i1 == change.j2 - change.j1 for change in own)
    swapped = one_for_one and all(groups[k].judgement.kind is Kind.PREPOSITION for k in where)
    return word not in closed.PREPOSITIONS or (max(where) - min(where) <= 2 and not swapped)


_NEAR = 6  # tokens
_ACROSS_QUOTES = 2  # tokens


def spread(old: Side, changes: Sequence[Change], groups: list[Group]) -> list[Group]:
    """Hold the small changes that stand beside a rewording, for they belong to it."""
    out = list(groups)
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        last_held: Group | None = None
        for k in order:
            group = out[k]
            if not group.judgement.mechanical:
                last_held = group if group.judgement.kind in _REWORDING else last_held
                continue
            if last_held is None or group.judgement.alone:
                continue
            if _belongs(old, changes, group, last_held):
                judgement = Judgement(Kind.REPHRASING, "This goes with the rewording beside it.")
                out[k] = last_held = Group(group.first, group.last, judgement)
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
    a, b, side = (one, held, _RIGHT) if one.first < held.first else (held, one, _LEFT)
    between = old.low[changes[a.last - 1].i2 : changes[b.first].i1]
    kind = one.judgement.kind
    if kind not in (_FOLLOWS if held.judgement.kind is Kind.MEANING else _SMALL):
        return False
    if side not in _LEANS.get(kind, (_LEFT, _RIGHT)):
        return False
    return len(between) <= _REACH and all(
        token in closed.FUNCTION_WORDS and not is_mark(token) for token in between
    )


def hold_rewritten_sentences(
    old: Side, new: Side, changes: Sequence[Change], groups: list[Group]
) -> list[Group]:
    """In a sentence of which much is held as reworded, nothing is a mere correction."""
    out: list[Group] = []
    for start, stop in _sentences(old, changes, groups):
        own = groups[start:stop]
        held = [group for group in own if group.judgement.kind in _REWORDING]
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
    judgement = group.judgement
    passes = (
        rewritten < _LITTLE
        or (rewritten < _MUCH and judgement.kind not in LOOSE)
        or (rewritten < _MOST and judgement.alone)
    )
    if not judgement.mechanical or passes:
        return group
    message = "This sentence is rewritten, not corrected."
    return Group(group.first, group.last, Judgement(Kind.REPHRASING, message))


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
