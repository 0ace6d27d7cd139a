"""The disclosure adds up, and says in each venue's words what was recorded and no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from companion.app.commands.disclose import VENUES as OFFERED
from companion.review.disclose import (
    RECORDED,
    VENUES,
    Disclosure,
    as_html,
    as_json,
    disclose,
    statement,
)
from companion.store.records import Outcome, Paste, Spending

TEXT = "word " * 200


def outcome(
    decision: str, words: int = 1, verdict: str = "mechanical", by: str = "harper"
) -> Outcome:
    return Outcome("spelling", verdict, by, words, 1, 0.5, decision)


CHECKED = [outcome("accepted"), outcome("accepted", 3), outcome("rejected"), outcome("never"),
           outcome("")]  # fmt: skip
MODEL = Spending("proofreader", "ollama_chat/<small>", "localhost", 4, 0.0, 0)
PARTNER = Spending("partner", "some/model", "example.org", 9, 0.02, 0)


def plain() -> Disclosure:
    return disclose("essay.md", TEXT, CHECKED, minutes=61)


def with_models() -> Disclosure:
    paste = Paste(datetime(2026, 1, 1, tzinfo=UTC), 40, 8, "clipboard")
    outcomes = [*CHECKED, outcome("accepted", verdict="held", by="model")]
    return disclose("essay.md", TEXT, outcomes, minutes=61, spending=[MODEL, PARTNER],
                    pastes=[paste], borrowed=["salt of dawn"])  # fmt: skip


def test_it_adds_up() -> None:
    d = plain()
    assert (d.shown, d.accepted, d.rejected, d.undecided) == (5, 2, 2, 1)
    assert (d.words, d.words_changed, d.percent, d.drift_bits) == (200, 4, 2.0, 1.0)
    assert d.checkers == ("Harper",) and not d.used_model


def test_accepted_marks_of_a_file_are_told_apart_and_are_no_model() -> None:
    d = disclose("essay.md", TEXT, [*CHECKED, outcome("accepted", by="CriticMarkup")])
    assert (d.accepted, d.marked_accepted, d.used_model) == (3, 1, False)
    assert "1 of the accepted came as a mark in a file (CriticMarkup)." in statement(d).text


def test_the_models_are_named_once_and_by_role() -> None:
    d = with_models()
    assert [(use.role, use.model) for use in d.models] == [
        ("proofreader", "ollama_chat/<small>"), ("partner", "some/model")]  # fmt: skip
    assert d.held_accepted == 1


def test_what_was_held_back_is_not_counted_as_shown_unless_it_was_decided() -> None:
    d = disclose("a.md", TEXT, [*CHECKED, outcome("", verdict="held")])
    assert (d.shown, d.held_back, d.undecided) == (5, 1, 1)
    assert "1 suggestion that went beyond grammar was held back" in statement(d).text


def test_the_checkers_of_this_device_are_no_models() -> None:
    d = disclose("a.md", TEXT, [outcome("accepted"), outcome("accepted", by="rules")])
    assert "Harper and Companion's own rules found them, on this device" in statement(d).text


def test_suggestions_of_a_model_whose_calls_were_not_booked_are_still_disclosed() -> None:
    d = disclose("a.md", TEXT, [outcome("accepted", by="somebody/model")])
    assert [use.model for use in d.models] == ["somebody/model"]
    d = disclose("a.md", TEXT, [outcome("accepted", by="model")])
    assert "The author used a language model to propose corrections" in statement(d).text


def test_every_venue_of_the_command_is_there() -> None:
    assert tuple(VENUES) == OFFERED


@pytest.mark.parametrize("venue", OFFERED)
@pytest.mark.parametrize("make", [plain, with_models])
def test_every_venue_gives_exact_numbers_and_claims_no_proof(venue: str, make) -> None:  # type: ignore[no-untyped-def]
    d = make()
    said = statement(d, venue)
    assert f"accepted {d.accepted} and rejected 2" in said.text
    assert RECORDED in said.text
    assert "{" not in said.text and "  " not in said.text
    if d.used_model:
        assert "ollama_chat/<small>" in said.text and "some/model" in said.text
        assert "salt of dawn" in said.text and "8 words" in said.text
    else:
        assert "model" not in said.text.replace("No language model was used in Companion", "")


def test_nothing_recorded_is_said_as_that() -> None:
    said = statement(disclose("a.md", "", []))
    assert (
        said.text == f"No suggestion was shown. No language model was used in Companion. {RECORDED}"
    )


def test_the_old_guideline_of_lesswrong_counts_minutes_and_is_marked_as_old() -> None:
    said = statement(plain(), "lesswrong-2025")
    assert "61 minutes on 200 words" in said.text and "asked for 4" in said.text
    assert "replaced" in said.advice


def test_the_html_is_well_formed_escaped_and_loads_nothing() -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []
            self.meta: dict[str, str | None] = {}

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            assert not {"src", "href"} & set(values)
            if tag == "meta":
                self.meta[str(values.get("name"))] = values.get("content")
            else:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    d = with_models()
    page = as_html(d, statement(d))
    reader.feed(page.removeprefix("<!doctype html>"))
    assert not reader.open
    assert reader.meta["ai-disclosure"] == "ai-assisted"
    assert "ollama_chat/<small>" in str(reader.meta["ai-model"])
    assert "<small>" not in page
    assert 'content="none"' in as_html(plain(), statement(plain()))


def test_json_has_numbers_and_words() -> None:
    record = json.loads(json.dumps(as_json(plain(), statement(plain(), "acl"))))
    assert record["accepted"] == 2 and record["venue"] == "acl" and record["text"]
