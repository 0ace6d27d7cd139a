"""The critic asks about words that are in the draft, and proposes none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.association.critic import only_questions, read_remarks, unsupported
from companion.association.quotations import find_quotation
from tests.strategies import TEXTS

DRAFT = (
    "My grandmother kept a *mirror* by the stove. Every sentence was “better” than\nbefore. It’s"
    " a strange feeling.\n\nStudies show that 73% of writers regret it. The crack stayed."
)


@pytest.mark.parametrize(
    ("reply", "quotation", "text"),
    [
        ('[{"quote": "kept a mirror by", "question": "Why?"}]', "kept a *mirror* by", "Why?"),
        ('```json\n{"remarks": [{"passage": "the crack stayed", "objection": "Did it?"}]}\n```',
         "The crack stayed", "Did it?"),
        ('1. "sentence was "better" than before" — better for whom?',
         "sentence was “better” than\nbefore", "better for whom?"),
        ("- “Studies show” Which studies?", "Studies show", "Which studies?"),
        ("> It's a strange feeling\n\nWhose is it?", "It’s a strange feeling", "Whose is it?"),
        ('"Every sentence ... before": who says so?', "Every sentence was “better” than\nbefore",
         "who says so?"),
        ('<think>hm</think>"The crack stayed." Where is it?', "The crack stayed", "Where is it?"),
    ],
)  # fmt: skip
def test_replies_of_many_shapes_are_read(reply: str, quotation: str, text: str) -> None:
    (remark,) = read_remarks(reply, DRAFT)
    assert remark.quotation == quotation == remark.span.of(DRAFT)
    assert remark.text == text
    assert remark.status == "open"


@pytest.mark.parametrize(
    "reply",
    [
        "",
        '[{"quote": "kept a clock by the stove", "question": "Why?"}]',
        "A great draft. I would not change a thing.",
        "My grandmother had a mirror near the oven, and every sentence improved.",
        '[{"quote": "a", "question": "Why?"}]',
        '[{"quote": "The crack stayed", "question": "Rewrite it as “the crack was kept by her”."}]',
        '[{"quote": "The crack stayed", "question": "You should say why it stayed."}]',
        '[{"quote": "The crack stayed", "question": 7}]',
        "[" * 5000,
    ],
)
def test_what_is_untied_or_no_question_is_dropped(reply: str) -> None:
    assert read_remarks(reply, DRAFT) == ()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Who says so?", "Who says so?"),
        ("This contradicts the stove. Which is it?", "This contradicts the stove. Which is it?"),
        ("Nobody checked this.", "Nobody checked this."),
        ("Who says so? Consider “nobody could have said so”.", "Who says so?"),
        ("Weak. Who says so? Try to write it as a scene.", "Who says so?"),
        ("Why not say it plainly: the mirror was cruel and she knew?", "Why not say it plainly?"),
        ("What about the people who liked it?", "What about the people who liked it?"),
        ("Here is a better version: The mirror hung there.", ""),
        ("Is “the crack stayed” true of both?", "Is “the crack stayed” true of both?"),
    ],
)  # fmt: skip
def test_replacement_prose_is_reduced_to_the_question(said: str, left: str) -> None:
    assert only_questions(said, DRAFT) == left


def test_at_most_a_handful_and_none_twice() -> None:
    words = DRAFT.split()
    items = [{"quote": " ".join(words[i : i + 3]), "question": "Why?"} for i in range(9)]
    assert len(read_remarks(json.dumps(items), DRAFT)) == 5
    assert len(read_remarks(json.dumps([items[0]] * 3), DRAFT)) == 1


def test_a_remark_is_settled_without_losing_it() -> None:
    (remark,) = read_remarks('"The crack stayed" Did it?', DRAFT)
    assert remark.settled("parked").status == "parked"
    assert remark.settled("parked").text == remark.text


@given(TEXTS, TEXTS, TEXTS)
def test_every_remark_stands_in_the_draft(before: str, quote: str, after: str) -> None:
    draft = before + quote + after
    reply = json.dumps([{"quote": quote, "question": "Why?"}]) + f'\n\n"{quote}" why?\n\n{after}'
    for remark in read_remarks(reply, draft):
        assert remark.quotation == remark.span.of(draft)
        assert remark.quotation and remark.text


@given(TEXTS, st.sampled_from(["the crack in it", "It’s “so” strange", "A — b… c d"]), TEXTS)
def test_a_quotation_is_found_however_it_is_typed(before: str, quote: str, after: str) -> None:
    draft = f"{before} {quote} {after}"
    typed = quote.translate({0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2014: "-"}).upper()
    for form in (quote, typed.replace(" ", "\n  "), f" {quote}. "):
        assert find_quotation(form, draft) is not None


def test_a_quotation_does_not_begin_inside_a_word() -> None:
    assert find_quotation("other kept", DRAFT) is None


def test_numbers_names_and_sources_are_asked_after_without_a_model() -> None:
    draft = (
        "I like it here.\n\nStudies show that it works. Seventy of 412 people left. In the end"
        " Albert Einstein said so. Fine (Smith 2019) as it is.\n\n    code 99 99\n\nWho knows 42?"
    )
    remarks = unsupported(draft)
    assert [remark.quotation for remark in remarks] == [
        "Studies show that it works.",
        "Seventy of 412 people left.",
        "In the end Albert Einstein said so.",
        "Fine (Smith 2019) as it is.",
    ]
    assert all(remark.text.startswith("How do you know") for remark in remarks)
    assert [remark.quotation for remark in unsupported(draft, most=1)] == [
        "Studies show that it works."
    ]


@given(TEXTS)
def test_any_draft_can_be_asked_about(draft: str) -> None:
    for remark in unsupported(draft):
        assert remark.span.of(draft) == remark.quotation


def test_a_time_of_day_is_asked_of_as_a_whole() -> None:
    (remark,) = unsupported("The last train was at 20:26, and I caught it.")
    assert remark.text == "How do you know “20:26”?"
