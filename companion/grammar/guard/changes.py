"""What changed between two texts, word by word: the guard's reading of a proposal.

White space belongs to the token after it. A `Change` says which tokens of the original became
which of the proposal; kept tokens lie between changes. Works in linear time for any two texts:
blocks too long to align stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from companion.english import lexicon
from companion.english.closed_classes import CLASSES, FUNCTION_WORDS
from companion.english.tagger import tag
from companion.grammar.guard.patience_diff import diff_long
from companion.text.align import align, edit_distance, likeness
from companion.text.edit import Edit
from companion.text.span import Span
from companion.text.tokens import Token, tokenize

_TYPOGRAPHY = str.maketrans("‘’ʼ“”", "'''\"\"")
SENTENCE_ENDS = frozenset(".!?…")
_MAX_TAGGED = 150  # tokens; a longer sentence is tagged in pieces


@dataclass(frozen=True)
class Side:
    """One text as its tokens, white space apart; the text's end counts as a token's place."""

    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> Side:
        """Tokenize a text."""
        return cls(text, tuple(token for token in tokenize(text) if not token.is_space))

    @cached_property
    def low(self) -> tuple[str, ...]:
        """The tokens in lower case, with straight quotes."""
        return tuple(fold(token.text) for token in self.tokens)

    @cached_property
    def in_small_letters(self) -> bool:
        """Whether an author wrote several sentences without one capital: on purpose."""
        ends = sum(token.text in SENTENCE_ENDS for token in self.tokens)
        return ends >= 8 and not any(ch.isupper() for ch in self.text)

    @cached_property
    def _sentences(self) -> tuple[int, ...]:
        """For each token the one that its sentence, or a piece of a very long one, starts with."""
        starts, start = [], 0
        for i in range(len(self.tokens)):
            ended = i > 0 and (self.low[i - 1] in SENTENCE_ENDS or "\n" in self.gap(i))
            if ended or i - start >= _MAX_TAGGED:
                start = i
            starts.append(start)
        return tuple(starts)

    @cached_property
    def _tagged(self) -> dict[int, list[str]]:
        return {}

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that token ``i`` is in; past the last one, of the last."""
        if not self.tokens:
            return range(0)
        starts = self._sentences
        start = starts[min(max(i, 0), len(starts) - 1)]
        stop = start + 1
        while stop < len(starts) and starts[stop] == start:
            stop += 1
        return range(start, stop)

    def tag(self, i: int) -> str:
        """The Penn tag of token ``i`` in its sentence, or nothing where there is none."""
        if not 0 <= i < len(self.tokens):
            return ""
        start = self._sentences[i]
        if start not in self._tagged:
            words = [self.tokens[k].text for k in self.sentence(i)]
            self._tagged[start] = tag(words)
        return self._tagged[start][i - start]

    def start(self, i: int) -> int:
        """Where token ``i`` starts; past the last one, where the text ends."""
        return self.tokens[i].span.start if i < len(self.tokens) else len(self.text)

    def end(self, i: int) -> int:
        """Where token ``i`` ends; before the first one, where the text starts."""
        return self.tokens[i].span.end if i >= 0 else 0

    def gap(self, i: int) -> str:
        """The white space before token ``i``."""
        return self.text[self.end(i - 1) : self.start(i)]

    def word(self, i: int) -> str:
        """Token ``i`` in lower case, or nothing where there is none."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` exists and is a word or a number."""
        return 0 <= i < len(self.tokens) and self.tokens[i].is_word

    def starts_sentence(self, i: int) -> bool:
        """Whether token ``i`` is the first word of a sentence or of a line."""
        k = i - 1
        while k >= 0 and self.low[k] in "\"'([*_#>-":
            if "\n" in self.gap(k + 1):
                return True
            k -= 1
        return k < 0 or self.low[k] in SENTENCE_ENDS or "\n" in self.gap(k + 1)


@dataclass(frozen=True, slots=True)
class Change:
    """``original.tokens[i1:i2]`` became ``proposed.tokens[j1:j2]``; one may be empty.

    With both empty only the white space before token ``i1`` changed.
    """

    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def is_gap(self) -> bool:
        """Whether only white space changed."""
        return self.i1 == self.i2 and self.j1 == self.j2


def fold(text: str) -> str:
    """A token as the diff compares it: case and the shape of quotation marks aside."""
    return text.casefold().translate(_TYPOGRAPHY)


def find_changes(original: Side, proposed: Side) -> tuple[Change, ...]:
    """The changes that turn one side into the other, in order, each as small as it can be."""
    changes: list[Change] = []
    i = j = 0
    pending: list[int] = []  # starts of the block under way: [i1, j1]

    def close() -> None:
        if pending:
            changes.extend(_refine(original, proposed, pending[0], i, pending[1], j))
            pending.clear()

    for op, run in diff_long(list(original.low), list(proposed.low)):
        if op == 0:
            close()
            for _ in run:
                changes.extend(_kept(original, proposed, i, j, changes))
                i, j = i + 1, j + 1
        else:
            if not pending:
                pending.extend((i, j))
            if op < 0:
                i += len(run)
            else:
                j += len(run)
    close()
    n, m = len(original.tokens), len(proposed.tokens)
    touched = changes and (changes[-1].i2, changes[-1].j2) == (n, m)
    if original.gap(n) != proposed.gap(m) and not touched:
        changes.append(Change(n, n, m, m))
    return tuple(changes)


def _kept(
    original: Side, proposed: Side, i: int, j: int, so_far: list[Change]
) -> tuple[Change, ...]:
    """A token that the diff kept may still have changed its case, its quotes or its gap."""
    if original.tokens[i].text != proposed.tokens[j].text:
        return (Change(i, i + 1, j, j + 1),)
    touched = so_far and (so_far[-1].i2, so_far[-1].j2) == (i, j)
    if original.gap(i) != proposed.gap(j) and not touched:
        return (Change(i, i, j, j),)
    return ()


def _refine(original: Side, proposed: Side, i1: int, i2: int, j1: int, j2: int) -> list[Change]:
    pairs = align(original.low[i1:i2], proposed.low[j1:j2], swap_cost, drop_cost)
    changes = []
    for a, b, c, d in pairs:
        change = Change(i1 + a, i1 + b, j1 + c, j1 + d)
        same = (
            [t.text for t in original.tokens[change.i1 : change.i2]]
            == [t.text for t in proposed.tokens[change.j1 : change.j2]]
        )  # fmt: skip
        if not same or original.gap(change.i1) != proposed.gap(change.j1):
            changes.append(change)
    return changes


def is_mark(token: str) -> bool:
    """Whether a token is punctuation or a symbol: it has neither letter nor digit."""
    return not any(ch.isalnum() for ch in token)


def drop_cost(token: str) -> float:
    """What leaving a token out costs the alignment: content is dearer than small words."""
    if is_mark(token):
        return 0.4
    return 0.6 if token in FUNCTION_WORDS else 1.0


def swap_cost(one: str, other: str) -> float:
    """What one token becoming another costs the alignment."""
    if one == other:
        return 0.0
    if is_mark(one) or is_mark(other):
        return 0.3 if is_mark(one) and is_mark(other) else 9.0
    small, other_small = one in FUNCTION_WORDS, other in FUNCTION_WORDS
    if lexicon.inflected(one, other):
        return 0.15
    alike = likeness(one, other)
    if small and other_small:
        together = any(one in group and other in group for group in CLASSES)
        return (0.7 if together else 1.1) if alike < 0.5 else 0.5
    if alike >= 0.6 and edit_distance(one, other) <= 3:
        return 0.3
    if small != other_small:
        return 1.5
    return 0.5 if lexicon.derived(one, other) else 1.6 - 0.6 * alike


def edits_of(original: Side, proposed: Side, changes: tuple[Change, ...]) -> tuple[Edit, ...]:
    """Each change as an edit of the original's text, white space included.

    The edits, applied, give the proposed text: a change owns the white space before it, and the
    white space after it too where the next token is kept. An edit may touch the next, never
    overlap it.
    """
    edits = []
    for change, following in zip(changes, (*changes[1:], None), strict=False):
        start, text = _owned(original, proposed, change)
        end = max(start, original.end(change.i2 - 1))
        if change.is_gap:
            end = original.start(change.i1)
        elif following is None or (following.i1, following.j1) != (change.i2, change.j2):
            before, after = original.gap(change.i2), proposed.gap(change.j2)
            if before != after:
                end, text = end + len(before), text + after
        edits.append(Edit(Span(start, end), text))
    return tuple(edits)


def _owned(original: Side, proposed: Side, change: Change) -> tuple[int, str]:
    """Where the change starts, and what it puts there, the white space after it apart."""
    i, j = change.i1, change.j1
    if change.is_gap:
        return original.end(i - 1), proposed.gap(j)
    if change.j2 == j:
        return original.end(i - 1), ""
    own = proposed.text[proposed.start(j) : proposed.end(change.j2 - 1)]
    if change.i2 > i and original.gap(i) == proposed.gap(j):
        return original.start(i), own
    return original.end(i - 1), proposed.gap(j) + own
