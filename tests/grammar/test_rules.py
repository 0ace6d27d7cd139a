"""Every rule has examples of what it must change and of what it must leave alone; both hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.grammar.engines.local_rules import LocalRules
from companion.grammar.guard import judge
from companion.grammar.kinds import MECHANICAL_KINDS
from companion.grammar.rules import RULES
from companion.text.diff import diff_words
from companion.text.edit import apply_edits
from companion.text.hunk import Hunk
from tests.strategies import TEXTS

FIRES = [(rule, before, after) for rule in RULES for before, after in rule.fires]
SILENT = [(rule, text) for rule in RULES for text in rule.silent]


@pytest.mark.parametrize(("rule", "before", "after"), FIRES, ids=lambda v: getattr(v, "name", None))
def test_a_rule_mends_its_examples(rule, before, after) -> None:
    edits = [finding.edit for finding in LocalRules((rule,)).check(before)]
    assert apply_edits(before, edits) == after


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=lambda v: getattr(v, "name", None))
def test_a_rule_leaves_its_counterexamples_alone(rule, text) -> None:
    assert [finding.edit for finding in LocalRules((rule,)).check(text)] == []


@pytest.mark.parametrize(("rule", "before", "after"), FIRES, ids=lambda v: getattr(v, "name", None))
def test_the_guard_agrees_that_it_is_grammar(rule, before, after) -> None:
    for judged in judge(before, [Hunk(diff_words(before, after))]):
        assert judged.mechanical, f"{judged.kind}: {judged.message}"


def test_every_rule_has_examples_of_both_and_a_name_of_its_own() -> None:
    assert [rule.name for rule in RULES if not rule.fires or not rule.silent] == []
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.kind in MECHANICAL_KINDS and rule.message.endswith(".") for rule in RULES)


@given(st.one_of(TEXTS, st.text()))
@settings(deadline=None)
def test_wild_text_is_no_trouble(text: str) -> None:
    for finding in LocalRules().check(text):
        assert 0 <= finding.edit.span.start <= finding.edit.span.end <= len(text)
