"""Every rule fires on its examples and stays silent on the others; tells show in clusters only."""

import re
from pathlib import Path

import pytest
import yaml

from companion.text.span import Span
from companion.voice.profile import VoiceProfile
from companion.voice.tells import RULES, TellRule, tells
from companion.voice.vale import write_style

FIRES = [pytest.param(rule, text, id=rule.name) for rule in RULES for text in rule.fires]
SILENT = [pytest.param(rule, text, id=rule.name) for rule in RULES for text in rule.silent]
CLUSTER = "I genuinely love it, ensuring success. It is worth noting that cats sleep."


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_fires(rule: TellRule, text: str) -> None:
    assert rule.compiled.search(text)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_stays_silent(rule: TellRule, text: str) -> None:
    assert not rule.compiled.search(text)


def test_every_rule_has_examples_both_ways_and_a_name_of_its_own() -> None:
    assert all(rule.fires and rule.silent and rule.source for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_cluster_is_shown_with_its_places() -> None:
    found = tells(CLUSTER)
    assert [tell.rule for tell in found] == ["sincerity", "trailing-ing", "worth-noting"]
    assert all(tell.span.of(CLUSTER) == tell.text for tell in found)
    assert found[0].span == Span(2, 11)


def test_a_dash_is_shown_without_the_letters_beside_it() -> None:
    text = "It genuinely was over — or so we thought, and it—honestly—was not."
    assert [t.text for t in tells(text) if t.rule == "dash-aside"] == ["—"] * 3


def test_dashes_and_triads_alone_are_a_rhythm_not_a_cluster() -> None:
    aside = "The foreman — his name was Yann, he never smiled — said so."
    assert tells(f"{aside} It was cold, windy, and bright.") == ()
    assert len(tells(f"{aside} I genuinely liked him.")) == 3


def test_one_alone_is_not_shown() -> None:
    assert tells("I genuinely love the cat that sits on my old grey mat.") == ()


@pytest.mark.parametrize(
    "text",
    [
        f"> {CLUSTER}",
        f'He said, "{CLUSTER}"',
        f"```\n{CLUSTER}\n```",
    ],
)
def test_not_in_quotations_or_code(text: str) -> None:
    assert tells(text) == ()


PLAIN = "I went out and saw the sea. The wind was cold but I liked it all the same. "


def test_foreign_to_a_known_author_is_shown_alone() -> None:
    profile = VoiceProfile.learn([PLAIN * 200], "sailor")
    text = "The wind was genuinely cold."
    assert tells(text) == ()
    assert [tell.text for tell in tells(text, profile)] == ["genuinely"]


def test_the_authors_own_words_are_not() -> None:
    own = "I genuinely like it, and the sea genuinely is cold, ensuring a red nose. "
    profile = VoiceProfile.learn([(PLAIN + own) * 100], "vouching")
    assert tells(CLUSTER.partition(" It is")[0], profile) == ()


def test_the_vale_style_is_yaml_with_patterns_that_compile(tmp_path: Path) -> None:
    folder, count = write_style(tmp_path)
    files = sorted(folder.glob("*.yml"))
    assert len(files) == count == len(RULES)
    for file in files:
        rule = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert rule["extends"] == "existence"
        assert re.compile(rule["raw"][0])
