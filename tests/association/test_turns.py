"""A sitting in turns: nothing is lost, and the partner keeps to the promised form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.association.turns import (
    MAX_WORDS,
    Association,
    PaneTurn,
    SessionOptions,
    partner_context,
    partner_messages,
    tidy_reply,
)
from tests.strategies import TEXTS

ACTS = st.lists(st.tuples(st.booleans(), TEXTS), max_size=8)


@given(ACTS)
def test_every_word_written_stays(acts: list[tuple[bool, str]]) -> None:
    association = Association()
    said: list[str] = []
    for by_author, text in acts:
        association = association.written(text) if by_author else association.answered(text)
        if by_author and association.turns and association.turns[-1].speaker == "author":
            said = [*said[: len(association.turns) - 1], text]
        elif text:
            said.append(text)
    assert [turn.text for turn in association.turns] == said
    speakers = [turn.speaker for turn in association.turns]
    assert ("author", "author") not in list(zip(speakers, speakers[1:], strict=False))


def test_only_the_authors_words_count() -> None:
    association = Association().written("the crack in the mirror").answered("a list of stoves")
    assert association.words == 5
    assert association.written("and then").words == 7


@given(ACTS)
def test_the_conversation_alternates_in_the_way_services_want(acts: list[tuple[bool, str]]) -> None:
    association = Association(tuple(PaneTurn("author" if a else "partner", t) for a, t in acts))
    messages = partner_messages(association)
    assert messages[0].speaker == messages[-1].speaker == "user"
    assert all(message.text.strip() for message in messages)


def test_what_lies_far_back_is_not_told_again() -> None:
    association = Association().written("old " * 900 + "new").answered("yes").written("now")
    first = partner_messages(association)[0].text.split()
    assert first[-1] == "new" and len(first) < 700


def test_the_partner_may_begin() -> None:
    assert [message.speaker for message in partner_messages(Association())] == ["user"]


def test_the_partner_hears_the_place_the_outline_the_threads_and_the_register() -> None:
    draft = "# Mirrors\n\nFirst.\n\nThe stove was warm.\n\nLast."
    association = Association(about="The stove was warm.").written("humming along")
    context = partner_context(association, draft=draft, outline="Mirrors", threads=["the crack"])
    assert "First." in context["place"] and "The stove was warm." in context["place"]
    assert context["outline"] == "Mirrors"
    assert "the crack" in context["threads"]
    assert "humming along" in context["register"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Clipboard! And the stove: both keep...", "clipboard and the stove both keep"),
        ("What a beautiful image. The stove keeps a list.", "the stove keeps a list"),
        ("Partner: the mirror doesn’t know", "the mirror doesnt know"),
        ("<think>They want an echo.</think>\nthe tin roof", "the tin roof"),
        ("Sure! Here is my association:\n\ntin roofs, rain", "tin roofs rain"),
        ("- tin\n- rain", "tin rain"),
        ("You should describe the stove. rain on tin", "rain on tin"),
        ("You could try adding a smell.", ""),
        ("I love how you use the stove!", ""),
        ("", ""),
        ("**Rain** on _tin_", "rain on tin"),
    ],
)  # fmt: skip
def test_replies_are_brought_to_the_promised_form(reply: str, said: str) -> None:
    assert tidy_reply(reply) == said


@given(TEXTS)
def test_whatever_comes_is_short_lower_case_and_unpunctuated(reply: str) -> None:
    said = tidy_reply(reply * 3)
    assert len(said.split()) <= MAX_WORDS
    assert said == " ".join(said.split())
    assert all(c.isalnum() or c == " " or not c.isascii() for c in said)
    assert said == said.lower()


def test_praise_is_not_even_shown_while_it_comes_in() -> None:
    reply = "What a really lovely image. You might try more. the tin roof hums and it rains there"
    shown = [tidy_reply(reply[:end], unfinished=True) for end in range(len(reply) + 1)]
    assert all("the tin roof hums and it rains there".startswith(text) for text in shown)
    assert shown[-1] == tidy_reply(reply)


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="backspace"):
        SessionOptions(backspace=-1)
    assert SessionOptions(backspace=None).goal_words == 200
