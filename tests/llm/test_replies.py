from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.llm.errors import UnusableReply
from companion.llm.replies import likeness, read_correction

DRAFT = "Their was three cats on the mat, and they was all asleep."
RIGHT = "There were three cats on the mat, and they were all asleep."


@pytest.mark.parametrize(
    "reply",
    [
        RIGHT,
        f"\n\n{RIGHT}\n",
        f"```\n{RIGHT}\n```",
        f"```markdown\n{RIGHT}\n```",
        f"```text\n{RIGHT}",
        f"Here is the corrected paragraph:\n\n{RIGHT}",
        f"Here's the corrected text: {RIGHT}",
        f"Sure! Here is your paragraph with the grammar fixed:\n{RIGHT}",
        f"**Corrected:** {RIGHT}",
        f"Original: {DRAFT}\n\nCorrected: {RIGHT}",
        f"{RIGHT}\n\nI changed “Their was” to “There were”.",
        f"{RIGHT}\n\n**Changes made:**\n- Their was → There were\n- they was → they were",
        f'"{RIGHT}"',
        f"“{RIGHT}”",
        f"<corrected>{RIGHT}</corrected>",
        f"<paragraph>\n{RIGHT}\n</paragraph>",
        f"<think>Their was? No: {DRAFT} has errors.</think>\n{RIGHT}",
        RIGHT.replace(", and ", ",\nand "),
        json.dumps({"corrected": RIGHT}),
        json.dumps({"original": DRAFT, "corrected": RIGHT}, indent=2),
        "```json\n" + json.dumps({"corrected_text": RIGHT, "notes": []}) + "\n```",
        "Here you go: " + json.dumps({"corrected": RIGHT}) + " Hope this helps!",
        '{"corrected": ' + json.dumps(RIGHT) + ', "notes": "I cha',
        json.dumps(
            {
                "edits": [
                    {"before": "Their was", "after": "There were"},
                    {"before": "they was", "after": "they were"},
                ]
            }
        ),
        json.dumps(
            [
                {"original": "Their was", "replacement": "There were"},
                {"original": "they was", "replacement": "they were"},
                {"original": "not in the draft", "replacement": "praise"},
            ]
        ),
    ],
)
def test_the_corrected_paragraph_is_found_in_whatever_stands_around_it(reply):
    assert read_correction(reply, DRAFT) == RIGHT


@pytest.mark.parametrize(
    "reply",
    [
        "No changes needed.",
        "The paragraph is correct.",
        "This text has no errors!",
        '{"edits": []}',
    ],
)
def test_a_reply_that_finds_nothing_leaves_the_paragraph(reply):
    assert read_correction(reply, RIGHT) == RIGHT


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "   \n",
        "<think>What are cats?",
        "I'm sorry, but I can't help with that request.",
        "Il y avait trois chats sur le tapis, et ils dormaient tous.",
        "What a wonderful essay! You are the finest writer of your generation.",
        '{"corrected": "There were three cats on the mat, and they w',
        '```json\n{"corrected": "There were three cats on the mat, and they w',
        '[{"before": "Their was", "after": "There we',
        '{"corrected": 42}',
        "<!doctype html><title>Sign in</title>",
    ],
)
def test_a_reply_that_holds_no_version_of_the_paragraph_is_unusable(reply):
    with pytest.raises(UnusableReply):
        read_correction(reply, DRAFT)


def test_a_paragraph_keeps_the_space_around_it_and_its_own_quotation_marks():
    assert read_correction(RIGHT, f"  {DRAFT}\n") == f"  {RIGHT}\n"
    quoted = "“Their was three,” she said. “Three cats.”"
    assert read_correction(quoted, quoted) == quoted


def test_a_paragraph_that_talks_like_a_model_is_read_as_it_is():
    draft = "Here is the corrected version: I would of gone, if they had let me go home early."
    right = draft.replace("would of", "would have")
    assert read_correction(right, draft) == right
    assert read_correction(f"Corrected: {right}", draft) == right


@given(st.text(max_size=300), st.text(max_size=200))
def test_wild_replies_are_read_or_refused(reply, paragraph):
    try:
        text = read_correction(reply, paragraph)
    except UnusableReply:
        return
    assert isinstance(text, str)


@given(st.text(max_size=300))
def test_likeness_is_a_share(text):
    assert likeness(text, text) == 1.0
    assert 0.0 <= likeness(text, DRAFT) <= 1.0
