"""Clause starts: a subject and its finite verb, found by parts of speech."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.grammar.guard.changes import Side, is_mark

FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))
_SUBJECT_TAGS = ("NN", "PRP", "EX", "CD", "VBG")
_SUBORDINATORS = frozenset(
    "if when because although though while since unless until whereas before after once".split()
)
_NO_SUBJECT = frozenset("that which who whom whose where what how to".split())
_RELATIVES = frozenset("that which who whom whose where".split())
_REACH = 12


def is_finite(side: Side, k: int) -> bool:
    """Whether token ``k`` is a finite verb in its sentence, perhaps negated: is, runs, didn't."""
    return any(part in FINITE for part in side.tag(k).split("+"))


def starts_clause(side: Side, i: int) -> bool:
    """Whether a clause of its own begins at token ``i``: a subject and then its verb."""
    if side.word(i) in _SUBORDINATORS:
        return True
    subject, wanted = False, 1
    for k in range(i, min(i + _REACH, len(side.tokens))):
        word, tag = side.low[k], side.tag(k)
        if is_finite(side, k):
            wanted -= 1
            if not subject and not tag.startswith(("PRP", "EX", "DT", "NN")):
                return False
            if wanted <= 0:
                return True
        if is_mark(word) or (word in _NO_SUBJECT and not subject):
            return False
        wanted += word in _RELATIVES
        subject = subject or tag.startswith(_SUBJECT_TAGS) or word in closed.DEMONSTRATIVES
    return False


def has_verb(side: Side, start: int, stop: int) -> bool:
    """Whether a finite verb stands among the tokens."""
    return any(is_finite(side, k) for k in range(start, stop))


def clause_start(side: Side, i: int) -> int:
    """Where the stretch without dividing marks that ends before token ``i`` starts."""
    first = side.sentence(max(i - 1, 0)).start
    k = i
    while k > first and side.low[k - 1] not in _DIVIDING:
        k -= 1
    return k


_DIVIDING = frozenset(",;:–—")
