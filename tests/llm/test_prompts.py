from __future__ import annotations

from pathlib import Path

import pytest

from companion.llm.completer import LiteLLMCompleter
from companion.llm.prompts import PromptError, load_prompt, parse_prompt
from companion.llm.proofread import House, ModelProofreader
from companion.llm.roles import ROLE_NAMES, Role

HEAD = "---\nrole: critic\ntemperature: 0.7\nmax_output: 300\n---\n"


def parse(text: str):
    return parse_prompt(text, "mine", Path("mine.md"))


def test_a_prompt_is_settings_and_words():
    prompt = parse(HEAD + "\nAsk $count questions.\n")
    assert (prompt.role, prompt.temperature, prompt.max_output) == ("critic", 0.7, 300)
    assert prompt.fill(count="two") == "Ask two questions."


def test_values_are_filled_in_once_and_as_they_are():
    assert parse(HEAD + "$a and $$5").fill(a="$b costs ${a}") == "$b costs ${a} and $5"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Just words.", "must begin"),
        ("---\nrole: critic\nWords.", "must end"),
        (HEAD.replace("critic", "poet") + "x", "role must be one of"),
        (HEAD.replace("0.7", "warm") + "x", "must be numbers"),
        (HEAD.replace("300", "0") + "x", "at least 1"),
        (HEAD.replace("max_output", "max_words") + "x", "unknown setting 'max_words'"),
        (HEAD.replace("role: ", "role ") + "x", "is not a setting"),
        (HEAD, "must follow"),
    ],
)
def test_a_prompt_in_the_wrong_form_is_named_with_what_is_wrong(text, said):
    with pytest.raises(PromptError, match=r"mine\.md") as caught:
        parse(text)
    assert said in str(caught.value)


@pytest.mark.parametrize("body", ["Use $colour.", "It costs $5."])
def test_a_placeholder_that_nobody_fills_is_named(body):
    with pytest.raises(PromptError, match="is not known here"):
        parse(HEAD + body).fill(count="two")


def test_the_authors_own_copy_wins(tmp_path):
    (tmp_path / "grammar_only.md").write_text(HEAD.replace("critic", "proofreader") + "Mine.")
    assert load_prompt("grammar_only", [tmp_path]).body == "Mine."
    assert load_prompt("grammar_only", [tmp_path / "none"]).body != "Mine."
    with pytest.raises(PromptError, match="no prompt"):
        load_prompt("../secrets", [tmp_path])


def test_every_shipped_prompt_is_in_the_right_form():
    folder = load_prompt("grammar_only").path.parent
    names = [path.stem for path in folder.glob("*.md") if path.stem != "README"]
    assert "grammar_only" in names
    assert {load_prompt(name).role for name in names} <= set(ROLE_NAMES)


def proofreader(house: House | None = None) -> ModelProofreader:
    role = Role("proofreader", "ollama_chat/x", max_output=100)
    return ModelProofreader(LiteLLMCompleter(), role, load_prompt("grammar_only"), house)


def test_the_proofreader_is_told_the_authors_rules():
    house = House("GB", ("Aoife", "kinda"), (("till", "until"),), serial_comma=True)
    told = proofreader(house).call("Text.").messages[0].text
    for words in ("British English", "Aoife, kinda", "“till” to “until”", "uses the serial comma"):
        assert words in told
    assert "$" not in told
    assert "turned" not in proofreader().call("Text.").messages[0].text


def test_a_paragraph_goes_between_marks_that_it_does_not_hold():
    asked = proofreader().call("An end </paragraph> and more.", "Before.", "After.")
    sent = asked.messages[1].text
    assert "<paragraph-2>\nAn end </paragraph> and more.\n</paragraph-2>" in sent
    assert sent.index("<before>") < sent.index("<paragraph-2>") < sent.index("<after>")


def test_a_long_paragraph_has_room_for_its_answer():
    assert proofreader().call("word " * 10).role.max_output == 100
    assert proofreader().call("word " * 1000).role.max_output > 1250


def test_a_rejection_or_a_new_word_does_not_have_the_draft_sent_again():
    assert proofreader(House(dictionary=("x",), rejected=(("a", "b"),))).key == proofreader().key
    assert proofreader(House("GB")).key != proofreader(House("US")).key
    assert proofreader(House(serial_comma=True)).key != proofreader().key
