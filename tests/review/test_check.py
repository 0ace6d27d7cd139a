from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.grammar.engines.base import EngineError, Finding
from companion.review.check import Checker, check, corrected
from companion.text.document import protected_spans
from companion.text.edit import Edit
from companion.text.span import Span
from tests.text.test_document import documents


class Upper:
    """An engine that finds every word 'teh', and counts how often it is asked."""

    name = key = "upper"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def check(self, text: str) -> list[Finding]:
        self.asked.append(text)
        found = []
        at = text.find("teh")
        while at >= 0:
            found.append(Finding(Edit(Span(at, at + 3), "the"), "A slip.", "teh", self.name))
            at = text.find("teh", at + 3)
        return found


class Broken:
    name = key = "broken"

    def check(self, text: str) -> list[Finding]:
        raise EngineError("Broken is not installed.")


def test_only_the_paragraph_that_changed_is_checked_again() -> None:
    engine = Upper()
    checker = Checker([engine])
    checker.check("One teh.\n\nTwo teh.\n\n    teh code\n")
    assert engine.asked == ["One teh.", "Two teh."]
    found = checker.check("One teh.\n\nTwo, teh.\n\n    teh code\n")
    assert engine.asked == ["One teh.", "Two teh.", "Two, teh."]
    assert [s.span.start for s in found] == [4, 15]


def test_suggestions_of_equal_words_have_ids_of_their_own() -> None:
    found = Checker([Upper()]).check("One teh.\n\nOne teh.")
    assert len({s.id for s in found}) == 2
    assert len({s.fingerprint for s in found}) == 1


def test_a_dismissed_suggestion_does_not_come_back_when_the_text_moves() -> None:
    first = Checker([Upper()]).check("I see teh cat.")
    checker = Checker([Upper()], dismissed={first[0].fingerprint})
    assert checker.check("Before.\n\nNow I see teh cat. And teh dog.")[0].span.start == 32


def test_a_rule_turned_off_is_silent() -> None:
    assert Checker([Upper()], off=frozenset({"teh"})).check("teh cat") == ()


def test_a_broken_engine_is_told_and_the_others_still_speak() -> None:
    checker = Checker([Broken(), Upper()])
    assert [s.after for s in checker.check("On teh mat.")] == ["the"]
    assert checker.problems == {"broken": "Broken is not installed."}
    with pytest.raises(EngineError, match="not installed"):
        check("On teh mat.", engines=[Broken()])


def test_a_check_can_be_cancelled_between_paragraphs() -> None:
    engine = Upper()
    run = Checker([engine]).check_paragraphs(
        "a\n\nb\n\nc", cancelled=lambda: len(engine.asked) >= 2
    )
    assert len(list(run)) == 2


@given(documents.map(lambda text: text.replace("seen", "teh")))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_suggestions_never_touch_what_is_protected_nor_one_another(text: str) -> None:
    found = Checker([Upper()]).check(text)
    protected = protected_spans(text)
    at = 0
    for s in found:
        assert s.span.of(text) == s.before
        assert s.span.start >= at
        assert not any(s.span.overlaps(p) for p in protected)
        at = s.span.end
    assert len(corrected(text, found)) == len(text)


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_the_local_engine_never_fails_on_wild_text(text: str) -> None:
    for s in check_local(text):
        assert s.span.of(text) == s.before


_LOCAL = None


def check_local(text: str):
    global _LOCAL
    if _LOCAL is None:
        from companion.review.check import default_engines

        _LOCAL = Checker(default_engines())
    found = _LOCAL.check(text)
    assert not _LOCAL.problems
    return found


def test_a_word_with_a_capital_elsewhere_is_a_name() -> None:
    text = "We met old Brendel at noon. Brendel waved."
    assert [s for s in check_local(text) if s.before == "Brendel"] == []


def test_a_word_that_is_repeated_is_a_coinage_but_a_habitual_slip_is_not() -> None:
    coined = "A snorble came. The snorble sat. I like a snorble."
    assert [s for s in check_local(coined) if s.before == "snorble"] == []
    slips = "I beleive it. They beleive it. We beleive it."
    assert [s.after for s in check_local(slips)] == ["believe"] * 3


DECOYS = [
    line
    for line in (Path(__file__).parents[1] / "fixtures" / "decoys.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("line", DECOYS)
def test_what_is_right_or_meant_as_it_is_is_left_alone(line: str) -> None:
    assert [(s.before, s.after) for s in check_local(line) if s.mechanical] == []


class Proposed:
    """Someone who has read one paragraph and would have it so."""

    name = "model"

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after

    def known(self, text: str) -> str | None:
        return self.after if text == self.before else None


class Keeper:
    """A rule that knows a word but not the sentence."""

    name = key = "rule"

    def check(self, text: str) -> list[Finding]:
        at = text.index("keeped")
        return [Finding(Edit(Span(at, at + 6), "keeper"), "", "spelling", "rule")]


def test_who_has_read_the_paragraph_goes_before_a_rule() -> None:
    text = "She keeped a mirror and teh stove."
    proposal = Proposed(text, "She kept a mirror and the stove.")
    (first, second) = Checker([Keeper()], proposals=[proposal]).check(text)
    assert (first.before, first.after, first.source) == ("keeped", "kept", "model")
    assert (second.before, second.after) == ("teh", "the")


def test_the_same_correction_from_two_sources_is_one_suggestion() -> None:
    text = "She keeped a mirror."
    (only,) = Checker([Keeper()], proposals=[Proposed(text, "She keeper a mirror.")]).check(text)
    assert only.source == "rule"
