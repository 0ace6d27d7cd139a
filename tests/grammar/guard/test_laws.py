"""What holds for any two texts: the laws of the guard."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.grammar.guard import GuardOptions, guard, judge
from companion.grammar.guard.changes import Side, edits_of, find_changes
from companion.grammar.kinds import HELD_KINDS
from companion.text.diff import diff_words
from companion.text.edit import apply_edits
from companion.text.hunk import group_hunks
from companion.text.span import Span
from tests.strategies import TEXTS

PROSE = st.lists(
    st.sampled_from(
        "The the a an cat cats sat sit mat , . ; - and but it its it's every day everyday alot a "
        "lot \n teh not 3 “so” *x* Dana I me could of have been very very in at to".split(" ")
    ),
    max_size=14,
).map(" ".join)
ANY = st.one_of(PROSE, TEXTS)
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(ANY, ANY)
def test_all_changes_applied_give_the_proposal(original: str, proposed: str) -> None:
    old, new = Side.of(original), Side.of(proposed)
    edits = edits_of(old, new, find_changes(old, new))
    assert apply_edits(original, edits) == proposed


@relaxed
@given(ANY, ANY)
def test_edits_are_in_order_and_apart_and_explain_the_whole_proposal(
    original: str, proposed: str
) -> None:
    result = guard(original, proposed)
    for one, other in zip(result.edits, result.edits[1:], strict=False):
        assert one.span.end <= other.span.start
    assert apply_edits(original, [edit.edit for edit in result.edits]) == proposed
    assert all(edit.before == edit.span.of(original) for edit in result.edits)
    assert all(edit.mechanical == (edit.kind not in HELD_KINDS) for edit in result.edits)
    assert all(edit.message.endswith(".") for edit in result.edits)


@relaxed
@given(ANY, ANY)
def test_kept_is_the_original_with_only_the_mechanical_edits(original: str, proposed: str) -> None:
    result = guard(original, proposed)
    mechanical = [edit.edit for edit in result.edits if edit.mechanical]
    assert result.kept == apply_edits(original, mechanical)


@given(ANY)
def test_the_same_text_has_no_edits(text: str) -> None:
    assert guard(text, text).edits == ()


@relaxed
@given(ANY, ANY)
def test_each_hunk_of_an_engine_gets_one_judgement(original: str, proposed: str) -> None:
    hunks = group_hunks(original, diff_words(original, proposed))
    judged = judge(original, hunks)
    assert [one.span for one in judged] == [hunk.span for hunk in hunks]
    assert [one.after for one in judged] == [hunk.after(original) for hunk in hunks]


@relaxed
@given(ANY, ANY)
def test_what_passes_is_a_correction_by_itself(original: str, proposed: str) -> None:
    kept = guard(original, proposed).kept
    again = guard(original, kept)
    assert again.kept == kept
    assert all(edit.mechanical for edit in again.edits)


@relaxed
@given(ANY, st.data())
def test_protected_spans_are_never_changed(original: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    proposed = data.draw(ANY)
    part = Span(start, end)
    result = guard(original, proposed, GuardOptions(protected=(part,)))
    for edit in result.edits:
        assert not (edit.mechanical and edit.span.overlaps(part))
