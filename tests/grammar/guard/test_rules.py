"""What the author's settings change, how hunks are divided, and what wild proposals leave."""

import pytest

from companion.grammar.guard import GuardOptions, guard, judge
from companion.grammar.kinds import Kind
from companion.text.edit import Edit
from companion.text.hunk import Hunk
from companion.text.span import Span

TEXT = "The hens hid in teh barn. It rained all night, and the roof leaked on us."


def test_a_word_of_the_dictionary_is_never_corrected() -> None:
    pair = "We sail to Skaill in our yoal.", "We sail to Skaill in our yawl."
    assert guard(*pair, GuardOptions(dictionary=frozenset({"Yoal"}))).kept == pair[0]


@pytest.mark.parametrize(
    ("dialect", "passes"), [(None, False), ("US", True), ("GB", False), ("AU", False)]
)
def test_a_dialect_is_corrected_only_where_asked_for(dialect: str | None, passes: bool) -> None:
    pair = "The colour faded.", "The color faded."
    assert (guard(*pair, GuardOptions(dialect=dialect)).kept == pair[1]) is passes


def test_a_serial_comma_is_set_or_taken_only_where_asked_for() -> None:
    without, with_one = "Red, white and blue.", "Red, white, and blue."
    assert guard(without, with_one).kept == without
    assert guard(without, with_one, GuardOptions(serial_comma=True)).kept == with_one
    assert guard(with_one, without, GuardOptions(serial_comma=True)).kept == with_one
    assert guard(with_one, without, GuardOptions(serial_comma=False)).kept == without


def test_a_protected_span_stays() -> None:
    start = TEXT.index("teh")
    fixed = TEXT.replace("teh", "the")
    assert guard(TEXT, fixed).kept == fixed
    assert guard(TEXT, fixed, GuardOptions(protected=(Span(start, start + 3),))).kept == TEXT


def test_a_slip_beside_a_rewording_is_mended_and_the_rewording_held() -> None:
    result = guard("She was realy angry.", "She was really furious.")
    assert result.kept == "She was really angry."
    assert [edit.kind for edit in result.edits] == [Kind.SPELLING, Kind.WORD_CHOICE]


def test_a_small_word_that_goes_with_a_rewording_is_held_with_it() -> None:
    original = "He took an apple."
    assert guard(original, "He took a pear.").kept == original


@pytest.mark.parametrize(
    "proposed",
    [
        "",
        "Sure! Here is the corrected text:\n\n" + TEXT,
        TEXT + "\n\nI only fixed the spelling. Let me know if you need more!",
        "```\n" + TEXT + "\n```",
        "Les poules se cachaient dans la grange.",
        "Poultry sought shelter while relentless rain found every gap above our heads.",
        TEXT.upper(),
        TEXT[: len(TEXT) // 2],
        " ".join(reversed(TEXT.split())),
        "I'm sorry, but I can't help with that.",
        TEXT.replace(". ", ".\n- "),
    ],
)
def test_a_wild_proposal_changes_nothing(proposed: str) -> None:
    assert guard(TEXT, proposed).kept == TEXT


def test_inside_a_chatty_reply_the_correction_is_still_found() -> None:
    fixed = TEXT.replace("teh", "the")
    assert guard(TEXT, "Here is the corrected text:\n\n" + fixed).kept == fixed


def test_messages_name_the_words() -> None:
    (edit,) = guard("The man that left.", "The man who left.").edits
    assert edit.message == "'who' for 'that': your choice, not grammar."


def test_a_change_of_meaning_is_named_so() -> None:
    for proposed in ("We waited 50 minutes.", "They waited 15 minutes.", "We never waited."):
        result = guard("We waited 15 minutes.", proposed)
        assert result.edits[0].kind is Kind.MEANING


def test_an_engines_hunks_are_judged_in_long_texts_too() -> None:
    text = (TEXT + " ") * 200
    at = text.rindex("teh")
    hunks = [
        Hunk((Edit(Span(at, at + 3), "the"),)),
        Hunk((Edit(Span(at + 4, at + 8), "shed"),)),
    ]
    assert [one.mechanical for one in judge(text, hunks)] == [True, False]
