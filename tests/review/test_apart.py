"""What is offered can be accepted one by one, in any order, to the same end."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.grammar.engines.base import Finding
from companion.review.apart import canonical
from companion.review.check import Checker, Suggestion, corrected
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.rebase import rebase_all
from companion.text.span import Span


class Says:
    """An engine that finds what it was given."""

    def __init__(self, name: str, edits: list[Edit]) -> None:
        self.name = self.key = name
        self.edits = edits

    def check(self, text: str) -> list[Finding]:
        return [
            Finding(edit, "A slip.", f"{self.name}/{at}", self.name)
            for at, edit in enumerate(self.edits)
            if edit.span.end <= len(text)
        ]


class Knows:
    """A reader of whole paragraphs that would have them so."""

    name = "model"

    def __init__(self, revised: str) -> None:
        self.revised = revised

    def known(self, text: str) -> str:
        return self.revised


def one_by_one(text: str, suggestions: list[Suggestion]) -> str:
    """As the page does it: accept the first, carry the others over, drop what was touched."""
    waiting = tuple(suggestions)
    while waiting:
        first, *rest = waiting
        text = apply_edits(text, [first.edit])
        waiting = rebase_all(rest, [first.edit])
    return text


def deletes(text: str, words: str, at: int = 0) -> Edit:
    start = -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    return Edit(Span(start, start + len(words)), "")


WORDS = (
    "the",
    "a",
    "I",
    "went",
    "to",
    "teh",
    "she",
    "have",
    "has",
    "dogs",
    "dog",
    "is",
    "it",
    "an",
)
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


@st.composite
def contested(draw: st.DrawFn) -> tuple[str, list[list[Edit]], str]:
    """A sentence, what several engines would do to it, and how a reader would have it."""
    text = draw(SENTENCE)
    starts = st.integers(0, len(text))

    def edits() -> list[Edit]:
        found = []
        for _ in range(draw(st.integers(0, 4))):
            if draw(st.booleans()):  # a word, or a word with a space
                words = [Span(m, m + len(w)) for w in set(text.split()) for m in places(text, w)]
                span = draw(st.sampled_from(sorted(words)))
                left, right = draw(st.sampled_from([(0, 0), (0, 1), (1, 0)]))
                span = Span(max(0, span.start - left), min(len(text), span.end + right))
            else:
                a, b = sorted((draw(starts), draw(starts)))
                span = Span(a, min(b, a + 8))
            new = draw(
                st.sampled_from(["", "", "the", "the ", " the", "an", "has", ",", "dogs", " "])
            )
            found.append(Edit(span, new))
        return found

    return text, [edits() for _ in range(draw(st.integers(1, 3)))], draw(SENTENCE)


def places(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at)]


@settings(deadline=None, max_examples=150)
@given(contested(), st.booleans(), st.randoms(use_true_random=False))
def test_any_order_of_accepting_gives_what_is_applied(case, reads: bool, chance) -> None:
    text, engines, revised = case
    said = [Says(f"engine{n}", edits) for n, edits in enumerate(engines)]
    checker = Checker(said, proposals=[Knows(revised)] if reads else [])
    found = checker.check(text)
    mechanical = [s for s in found if s.mechanical]
    whole = corrected(text, found)
    for one, other in itertools.pairwise(mechanical):
        assert one.span.end < other.span.start
    for one, other in itertools.pairwise(found):
        assert not one.span.overlaps(other.span) and one.span <= other.span
    for _ in range(4):
        chance.shuffle(mechanical)
        assert one_by_one(text, mechanical) == whole
    # No word is lost between two suggestions of which each alone would leave it.
    for one, other in itertools.combinations(mechanical, 2):
        assert canonical(text, one.edit) != canonical(text, other.edit)


@given(SENTENCE, st.data())
def test_deletions_and_insertions_are_the_same_where_they_give_one_text(
    text: str, data: st.DataObject
) -> None:
    def edit() -> Edit:
        a, b = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
        word = data.draw(st.sampled_from(["the ", "a", text[a:b], " ", ""]))
        return Edit(Span(a, a), word) if data.draw(st.booleans()) else Edit(Span(a, b), "")

    one, other = edit(), edit()
    assert apply_edits(text, [canonical(text, one)]) == apply_edits(text, [one])
    same = apply_edits(text, [one]) == apply_edits(text, [other])
    assert (canonical(text, one) == canonical(text, other)) == same


DOUBLED = [
    ("I rode the the whole line.", "the ", "I rode the whole line."),
    ("I rode the the whole line.", " the", "I rode the whole line."),
    ("We we went home.", "we ", None),
    ("He was in in the house.", "in ", "He was in the house."),
    ("It is in the in the house.", "in the ", "It is in the house."),
    ("I think that that dog dog is old.", "dog ", "I think that that dog is old."),
    ("She has has a cat.", " has", "She has a cat."),
]


@pytest.mark.parametrize(("text", "word", "expected"), DOUBLED)
def test_two_engines_that_each_delete_another_of_two_words_delete_one(text, word, expected) -> None:
    low = text.lower()
    rest = low.index(word) + 1
    again = word if word in low[rest:] else f" {word.strip()}"
    start = low.index(again, rest)
    first, second = deletes(low, word), Edit(Span(start, start + len(again)), "")
    for edits in ([first, second], [second, first]):
        found = Checker([Says("one", edits[:1]), Says("two", edits[1:])]).check(text)
        result = corrected(text, found)
        gone = len(text.split()) - len(result.split())
        assert gone <= len(word.split())
        assert expected is None or result == expected
        revised = apply_edits(text, [edits[1]])
        found = Checker([Says("one", edits[:1])], proposals=[Knows(revised)]).check(text)
        assert len(text.split()) - len(corrected(text, found).split()) <= len(word.split())


def test_a_word_that_another_edit_relies_on_stays() -> None:
    text = "He said is it is late."
    found = Checker(
        [Says("one", [deletes(text, "is ", 0)]), Says("two", [deletes(text, " is", 1)])]
    ).check(text)
    assert corrected(text, found).count("is") >= 1


def test_edits_that_touch_are_one_suggestion_where_grammar_asks_for_both() -> None:
    text = "I have alot , and more."
    at = text.index("alot")
    edits = [Edit(Span(at, at + 4), "a lot"), Edit(Span(at + 4, at + 5), "")]
    found = Checker([Says("one", edits[:1]), Says("two", edits[1:])]).check(text)
    (one,) = [s for s in found if s.mechanical]
    assert (one.before, one.after) == ("alot ", "a lot")


def test_many_suggestions_in_one_line_are_told_apart_quickly() -> None:
    rng = random.Random(3)
    text = " ".join(rng.choice(["teh", "dog", "barked", "the the"]) for _ in range(1500))
    edits = [Edit(Span(m, m + 3), "the") for m in places(text, "teh")]
    edits += [e for m in places(text, "the the") for e in (Edit(Span(m, m + 4), ""),)]
    found = Checker([Says("one", edits), Says("two", list(edits))]).check(text)
    mechanical = [s for s in found if s.mechanical]
    rng.shuffle(mechanical)
    assert one_by_one(text, mechanical) == corrected(text, found)
    assert diff_words(text, corrected(text, found))
