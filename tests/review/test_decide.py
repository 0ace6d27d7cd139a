"""A disagreement between page and decision is seen and said, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given

from companion.review.decide import compare_decision
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from tests.strategies import TEXTS

BASE = "She go home."
EDITS = [Edit(Span(4, 6), "goes")]


@given(TEXTS, TEXTS)
def test_what_was_accepted_as_shown_agrees(base: str, revised: str) -> None:
    edits = diff_words(base, revised)
    after = apply_edits(base, edits)
    assert compare_decision(base, edits, base, after, accepted=True).finding == "agrees"
    assert compare_decision(base, edits, base, base, accepted=False).finding == "agrees"


@pytest.mark.parametrize(
    ("before", "received", "accepted", "finding", "words"),
    [
        (BASE, "She goes home.", True, "agrees", ""),
        (BASE, "She went home.", True, "disagrees", "She went home."),
        (BASE, "She goes home.", False, "disagrees", "rejected suggestion changed"),
        ("She go home!", "anything", True, "typed-on", ""),
    ],
)
def test_each_finding(before: str, received: str, accepted: bool, finding: str, words: str) -> None:
    found = compare_decision(BASE, EDITS, before, received, accepted=accepted)
    assert found.finding == finding
    assert words in found.report and bool(found.report) is (finding == "disagrees")


def test_edits_that_do_not_fit_are_reported_not_raised() -> None:
    far = [Edit(Span(100, 101), "x")]
    assert "does not fit" in compare_decision(BASE, far, BASE, BASE, accepted=True).report
