"""Marks of a file become suggestions; each is decided once, whatever is decided first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.formats.criticmarkup import MarkedChange, read_criticmarkup
from companion.grammar.guard import GuardOptions
from companion.grammar.kinds import Kind
from companion.review.check import Checker, default_engines
from companion.review.reviewer_marks import SOURCE, Marks
from companion.text.diff import diff_words
from companion.text.edit import apply_edits
from tests.strategies import TEXTS

RULES = GuardOptions()
FILE = """\
# On {~~mirorrs~>mirrors~~}

I dont{~~ were~> was~~}{>>Agreement.<<} there, {++genuinely ++}cold.

> They {--never --}said so.
{++
A whole paragraph that is new.
++}
"""


def marks_in(text: str) -> tuple[str, Marks]:
    reading = read_criticmarkup(text)
    assert reading is not None
    return reading.base, Marks(reading.base, reading.changes)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_every_mark_is_decided_once_and_only_the_accepted_change_the_text(
    base, revised, chance
) -> None:
    edits = diff_words(base, revised)
    marks = Marks(base, [MarkedChange(edit) for edit in edits])
    text, rejected, taken = base, set(), 0
    for _ in edits:
        waiting = [s for _, s in marks.pending(text, RULES) if s.id not in rejected]
        suggestion = chance.choice(waiting)
        if chance.random() < 0.5:
            rejected.add(suggestion.id)
            marks.decided(suggestion.id, "rejected")
        else:
            text = apply_edits(text, [suggestion.edit])
            marks.decided(suggestion.id, "accepted")
            taken += 1
    left = {s.id for _, s in marks.pending(text, RULES)}
    assert left == rejected
    assert len(edits) == taken + len(rejected)
    if not rejected:
        assert text == revised


def test_marks_are_judged_wherever_they_stand_and_win_over_the_engines() -> None:
    base, marks = marks_in(FILE)
    found = Checker(default_engines(), marks=marks).check(base)
    assert [s.span for s in found] == sorted(s.span for s in found)
    ours = {s.after.strip(): s for s in found if s.source == SOURCE}
    assert set(ours) == {"mirrors", "was", "genuinely", "", "A whole paragraph that is new."}
    assert [s.source for s in found if s.before == "mirorrs"] == [SOURCE]
    assert [s.after for s in found if s.before == "dont"] == ["don't"]  # nobody marked it
    assert (ours["mirrors"].kind, ours["mirrors"].mechanical) == (Kind.SPELLING, True)
    assert (ours["was"].mechanical, ours["was"].message) == (True, "Agreement.")
    for held in ("genuinely", "", "A whole paragraph that is new."):
        assert not ours[held].mechanical and ours[held].message
    assert base[ours[""].span.start : ours[""].span.end] == "never "


def test_a_mark_that_was_turned_away_leaves_its_words_to_the_engines() -> None:
    base, marks = marks_in("She have a {~~mirorr~>window~~} at home.\n")
    checker = Checker(default_engines(), marks=marks)
    (mark,) = [s for s in checker.check(base) if s.source == SOURCE]
    assert not mark.mechanical
    checker.decided(mark, "rejected")
    assert "mirror" in [s.after for s in checker.check(base)]


def test_marks_follow_a_draft_that_was_written_on_and_stale_ones_are_left_out() -> None:
    base, marks = marks_in(
        "It {~~were~>was~~} late. They {~~was~>were~~} cold. The the{-- the--} end.\n"
    )
    text = "Once more: " + base.replace("They was", "Nobody was not")
    found = [s for _, s in marks.pending(text, RULES)]
    assert [(s.before, s.after) for s in found] == [("were", "was"), ("was", "were"), (" the", "")]
    assert all(text[s.span.start : s.span.end] == s.before for s in found)
    gone = text.replace("was not cold", "froze")
    assert [s.before for _, s in marks.pending(gone, RULES)] == ["were", " the"]


def test_one_of_several_like_words_that_was_taken_out_is_not_taken_out_again() -> None:
    base, marks = marks_in("The the{-- the--} end.\n")
    ((_, mark),) = marks.pending(base, RULES)
    text = apply_edits(base, [mark.edit])
    marks.decided(mark.id, "accepted")
    assert marks.pending(text, RULES) == ()
    again = Marks(base, read_criticmarkup("The the{-- the--} end.\n").changes, {mark.id})
    assert again.pending(text, RULES) == ()
    marks.decided(mark.id, "undone")
    assert [s.id for _, s in marks.pending(base, RULES)] == [mark.id]
