"""Two texts compared, and what is taken from one into the other."""

from hypothesis import given
from hypothesis import strategies as st

from companion.comparison.apply import mirrored, take
from companion.comparison.pairing import Pair, compare_pair
from companion.text.diff import diff_words
from companion.text.document import paragraphs
from companion.text.edit import apply_edits
from tests.strategies import TEXTS
from tests.text.test_moves import DRAFT, MIRROR, POLISHED


def blocks(text: str) -> list[str]:
    return [p.span.of(text) for p in paragraphs(text)]


def side(pair: Pair, which: str) -> list[str]:
    rows = [row.base if which == "base" else row.revised for row in pair.rows]
    return ["".join(segment.text for segment in row) for row in rows if row]


def all_of(pair: Pair) -> list[str]:
    return [difference.id for difference in pair.differences]


@given(TEXTS, TEXTS)
def test_the_segments_are_the_two_texts(base: str, revised: str) -> None:
    pair = compare_pair(base, revised)
    assert side(pair, "base") == blocks(base)
    assert side(pair, "revised") == blocks(revised)
    for difference in pair.differences:
        if difference.kind != "moved":
            assert difference.before == difference.base.of(base)
            assert difference.after == difference.revised.of(revised)


@given(DRAFT, DRAFT, st.data())
def test_all_taken_is_revised_none_is_base_and_any_choice_keeps_the_rest(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    kept = [text for text in old if data.draw(st.booleans())]
    revised = "\n\n".join(data.draw(st.permutations([*kept, *new])))
    base = "\n\n".join(old)
    pair = compare_pair(base, revised)
    assert take(pair, all_of(pair)) == revised
    assert take(pair, []) == base
    some = [name for name in all_of(pair) if data.draw(st.booleans())]
    assert apply_edits(base, diff_words(base, take(pair, some))) == take(pair, some)
    taken = {d.row for d in pair.differences if d.id in some}
    result = blocks(take(pair, some))
    for at, row in enumerate(pair.aligned):
        if row.base is not None and row.relation != "moved" and at not in taken:
            assert row.base.of(base) in result


@given(DRAFT, DRAFT, st.data())
def test_told_from_the_other_side_the_same_differences_lead_back(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    kept = [text for text in old if data.draw(st.booleans())]
    base, revised = "\n\n".join(old), "\n\n".join(data.draw(st.permutations([*kept, *new])))
    pair = compare_pair(base, revised)
    back = mirrored(pair)
    assert take(back, all_of(pair)) == base
    assert take(back, []) == revised
    some = [name for name in all_of(pair) if data.draw(st.booleans())]
    rest = [name for name in all_of(pair) if name not in some]
    assert sorted(take(back, some).split()) == sorted(take(pair, rest).split())
    again = mirrored(back)
    assert (again.aligned, again.differences) == (pair.aligned, pair.differences)


@given(TEXTS, TEXTS)
def test_taking_never_fails_on_wild_text(base: str, revised: str) -> None:
    pair = compare_pair(base, revised)
    words = "".join(take(pair, all_of(pair)).split())
    assert words == "".join(revised.split())


def test_a_move_is_taken_without_the_words_changed_in_it() -> None:
    pair = compare_pair(MIRROR, POLISHED)
    (moved,) = [d for d in pair.differences if d.kind == "moved"]
    result = blocks(take(pair, [moved.id]))
    assert result == [blocks(MIRROR)[1], blocks(MIRROR)[0], blocks(MIRROR)[2]]
    row = pair.rows[moved.row]
    assert (row.moved_number, row.revised_number) == (2, 1)
    whole = blocks(take(pair, row.differences))
    assert whole[0] == blocks(POLISHED)[0]
    assert pair.summary.paragraphs_moved == 1


def test_one_changed_word_is_taken_alone() -> None:
    pair = compare_pair("A tea pot.\n\nA cup.", "A tin pot.\n\nA mug.")
    first, second = pair.differences
    assert take(pair, [second.id]) == "A tea pot.\n\nA mug."
    assert (first.before, first.after) == ("tea", "tin")


def test_a_paragraph_is_taken_between_its_neighbours() -> None:
    pair = compare_pair("One.\n\nThree.\n", "One.\n\nTwo.\n\nThree.\n")
    assert take(pair, all_of(pair)) == "One.\n\nTwo.\n\nThree.\n"
    pair = compare_pair("- one\n- three\n", "- one\n- two\n- three\n")
    assert take(pair, all_of(pair)) == "- one\n- two\n- three\n"


def test_granularity_widens_what_is_taken_as_one() -> None:
    base, revised = "The dog ran. The cat sat.", "The dog ran. The hat sat."
    befores = [
        [d.before for d in compare_pair(base, revised, granularity=g).differences]
        for g in ("words", "sentences", "paragraphs")
    ]
    assert befores == [["cat"], ["The cat sat."], [base]]


def test_a_sentence_that_moved_is_noted_where_it_left_and_where_it_came() -> None:
    base = (
        "The house was cold. We lit the old stove with wet paper that evening. Nobody spoke.\n\n"
        "In the morning the snow had gone. The road was brown and empty."
    )
    revised = (
        "The house was cold. Nobody spoke.\n\nIn the morning the snow had gone."
        " We lit the old stove with wet paper that evening. The road was brown and empty."
    )
    notes = [difference.note for difference in compare_pair(base, revised).differences]
    assert notes == ["a sentence that went to ¶2", "a sentence from ¶1"]
