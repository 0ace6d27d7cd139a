from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.app.settings import FILE, Settings, SettingsError, load_settings, parse_settings
from companion.llm.prompts import load_prompt

PROMPT = load_prompt("grammar_only")


def read(text: str) -> Settings:
    return parse_settings(text, Path("companion.toml"))


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A user's folder and a draft's folder, both empty, and the environment that leads there."""
    own, beside = tmp_path / "own", tmp_path / "beside"
    own.mkdir()
    beside.mkdir()
    monkeypatch.chdir(beside)
    return own, beside, {"COMPANION_CONFIG": str(own)}


def agree(beside: Path, environ: dict[str, str], use: bool = True) -> None:
    """Answer the question that the file beside the draft raises."""
    asked = load_settings(beside / "essay.md", environ).asked
    assert asked is not None
    asked.remember(use)


def test_without_a_file_there_is_no_model_and_nothing_leaves(places):
    _, beside, environ = places
    settings = load_settings(beside / "essay.md", environ)
    assert settings == Settings()
    assert settings.nothing_leaves
    assert not settings.any_model


def test_a_whole_file_is_read():
    settings = read(
        """
        offline = false
        prompts = "my prompts"
        [grammar]
        engine = "both"
        dialect = "GB"
        dictionary = ["Aoife", "kinda"]
        serial_comma = true
        off = ["SentenceCapitalization"]
        [models]
        model = "ollama_chat/llama3.2"
        temperature = 0
        [models.critic]
        model = "openai/gpt-4o-mini"
        price = [0.15, 0.6]
        [budget]
        dollars = 2
        """
    )
    assert settings.offline is False
    assert settings.prompts == Path("my prompts")
    assert settings.grammar.dictionary == ("Aoife", "kinda")
    assert settings.grammar.serial_comma is True
    assert settings.budget.dollars == 2.0
    assert settings.role("proofreader", PROMPT).model == "ollama_chat/llama3.2"
    critic = settings.role("critic", PROMPT)
    assert (critic.model, critic.price, critic.temperature) == (
        "openai/gpt-4o-mini",
        (0.15, 0.6),
        0.0,
    )
    rules = settings.guard_options()
    assert (rules.dialect, rules.serial_comma) == ("GB", True)
    assert "aoife" in rules.dictionary


def test_another_model_does_not_inherit_the_address_of_the_first():
    settings = read(
        """
        [models]
        model = "openai/home-made"
        api_base = "http://localhost:9000/v1"
        [models.partner]
        model = "mistral/mistral-small-latest"
        """
    )
    assert settings.role("proofreader", PROMPT).api_base == "http://localhost:9000/v1"
    assert settings.role("partner", PROMPT).api_base is None


def test_what_is_not_set_is_the_prompts():
    settings = read('[models]\nmodel = "ollama/x"\n')
    role = settings.role("proofreader", PROMPT)
    assert (role.temperature, role.max_output) == (PROMPT.temperature, PROMPT.max_output)


def test_beside_the_draft_wins_over_the_users_and_variables_over_both(places):
    own, beside, environ = places
    (own / FILE).write_text('[grammar]\ndialect = "US"\ndictionary = ["own"]\n[budget]\ndollars=3')
    (beside / FILE).write_text('[grammar]\ndialect = "GB"\n')
    settings = load_settings(beside / "essay.md", environ)
    assert settings.grammar.dialect == "GB"
    assert settings.grammar.dictionary == ("own",)
    assert settings.files == (own / FILE, beside / FILE)
    variables = {
        "COMPANION_DIALECT": "AU",
        "COMPANION_DICTIONARY": "one, two",
        "COMPANION_BUDGET_DOLLARS": "0.5",
        "COMPANION_OFFLINE": "no",
        "COMPANION_SERIAL_COMMA": "on",
        "COMPANION_MODEL": "ollama/a",
        "COMPANION_PARTNER_MODEL": "ollama/b",
        "COMPANION_PRICE": "1, 2.5",
    }
    settings = load_settings(beside / "essay.md", environ | variables)
    assert settings.grammar.dialect == "AU"
    assert settings.grammar.dictionary == ("one", "two")
    assert settings.grammar.serial_comma is True
    assert settings.budget.dollars == 0.5
    assert settings.offline is False
    assert settings.of_role("proofreader").model == "ollama/a"
    assert settings.of_role("partner").model == "ollama/b"
    assert settings.models.price == (1.0, 2.5)


def test_the_switch_is_on_until_a_model_is_configured_and_then_the_authors():
    model = '[models]\nmodel = "openai/gpt-4o-mini"\n'
    assert not read(model).nothing_leaves
    assert read("offline = true\n" + model).nothing_leaves
    assert not read("offline = false\n").nothing_leaves


def test_a_folder_of_prompts_counts_from_its_file(places):
    own, beside, environ = places
    (own / FILE).write_text('prompts = "mine"\n')
    assert load_settings(beside / "essay.md", environ).prompts == own / "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[grammar]\ndialet = 'GB'", "did you mean 'dialect'"),
        ("[gramar]\ndialect = 'GB'", "did you mean 'grammar'"),
        ("[models.poet]\nmodel = 'x/y'", "there are"),
        ("[grammar]\ndialect = 'Klingon'", '"US", "GB"'),
        ("[grammar]\ndictionary = 'word'", "a list of texts"),
        ("[grammar]\ndictionary = [1]", "a list of texts"),
        ("[grammar]\nserial_comma = 'yes'", "true or false"),
        ("[budget]\ndollars = '1'", "a number"),
        ("[budget]\ndollars = true", "a number"),
        ("[budget]\ndollars = -1", "not negative"),
        ("[models]\nmax_output = 1.5", "a whole number"),
        ("[models]\nprice = [1]", "a list of 2 numbers"),
        ("grammar = 3", "must be a table"),
        ("offline = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)
    assert said in str(caught.value)
    assert str(caught.value).startswith("companion.toml")


@pytest.mark.parametrize("name", ["api_key", "OPENAI_API_KEY", "token"])
def test_a_key_in_a_file_is_refused_and_never_shown(name):
    with pytest.raises(SettingsError) as caught:
        read(f'[models]\n{name} = "sk-canary"\n')
    assert "keyring set companion" in str(caught.value)
    assert "sk-canary" not in str(caught.value)


def test_a_variable_that_is_wrong_is_named(places):
    _, beside, environ = places
    with pytest.raises(SettingsError, match="COMPANION_BUDGET_DOLLARS must be a number"):
        load_settings(beside / "essay.md", environ | {"COMPANION_BUDGET_DOLLARS": "lots"})


def test_an_address_that_only_came_with_the_draft_gets_no_key(places):
    own, beside, environ = places
    theirs = '[models]\nmodel = "openai/x"\napi_base = "https://models.example/v1"\n'
    (beside / FILE).write_text(theirs)
    agree(beside, environ)
    assert not load_settings(beside / "essay.md", environ).role("partner", PROMPT).send_key
    trusted = environ | {"COMPANION_API_BASE": "https://models.example/v1"}
    assert load_settings(beside / "essay.md", trusted).role("partner", PROMPT).send_key
    (own / FILE).write_text(theirs)
    assert load_settings(beside / "essay.md", environ).role("partner", PROMPT).send_key


def test_a_file_that_is_not_text_is_said(places):
    _, beside, environ = places
    (beside / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(beside / "essay.md", environ)


EVERYTHING = """
offline = false
prompts = "theirs"
[grammar]
engine = "model"
dialect = "GB"
dictionary = ["Aoife"]
serial_comma = true
off = ["SomeRule"]
[voice]
profile = "somebody"
[models]
model = "openai/x"
api_base = "https://models.example/v1"
key_variable = "AWS_SECRET_ACCESS_KEY"
price = [0, 0]
temperature = 2
[models.critic]
model = "mistral/y"
[budget]
dollars = 1000
unknown_price = true
"""


def test_what_came_with_a_draft_says_how_to_read_it_and_nothing_else(places):
    own, beside, environ = places
    (own / FILE).write_text("offline = true\n[budget]\ndollars = 3\n")
    (beside / FILE).write_text(EVERYTHING)
    settings = load_settings(beside / "essay.md", environ)
    grammar = settings.grammar
    assert (grammar.dialect, grammar.dictionary, grammar.serial_comma) == ("GB", ("Aoife",), True)
    assert grammar.off == ("SomeRule",)
    assert grammar.engine == "both"
    assert (settings.offline, settings.prompts, settings.voice.profile) == (True, None, None)
    assert (settings.budget.dollars, settings.budget.unknown_price) == (3.0, False)
    assert not settings.any_model
    assert settings.asked is not None
    for words in ("model = openai/x", "api_base = https://models.example/v1", "budget.dollars"):
        assert words in settings.asked.question
    assert settings.asked.question.endswith("Use it for this draft?")


def test_what_the_author_agreed_to_counts_until_the_file_asks_for_something_else(places):
    own, beside, environ = places
    (own / FILE).write_text("offline = true\n")
    (beside / FILE).write_text(EVERYTHING)
    agree(beside, environ)
    settings = load_settings(beside / "essay.md", environ)
    assert settings.of_role("proofreader").model == "openai/x"
    assert settings.of_role("critic").model == "mistral/y"
    assert settings.budget.dollars == 1000
    # Neither the switch nor the name of a key is anything that a folder may touch.
    assert settings.nothing_leaves
    assert settings.models.key_variable is None
    (beside / FILE).write_text(EVERYTHING.replace("openai/x", "openai/z"))
    again = load_settings(beside / "essay.md", environ)
    assert not again.any_model
    assert again.asked is not None and again.asked.answer == ""
    (beside / FILE).write_text(EVERYTHING.replace('"GB"', '"US"'))
    assert load_settings(beside / "essay.md", environ).any_model


def test_no_is_remembered_too_and_nothing_lies_in_the_drafts_folder(places):
    own, beside, environ = places
    (beside / FILE).write_text(EVERYTHING)
    agree(beside, environ, use=False)
    settings = load_settings(beside / "essay.md", environ)
    assert settings.asked is not None and settings.asked.answer == "no"
    assert not settings.any_model
    assert [path.name for path in beside.iterdir()] == [FILE]
    (kept,) = (own / "folders").iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_an_answer_for_one_folder_is_none_for_another_with_the_same_file(places):
    _, beside, environ = places
    (beside / FILE).write_text(EVERYTHING)
    agree(beside, environ)
    other = beside.parent / "other"
    other.mkdir()
    (other / FILE).write_text(EVERYTHING)
    assert not load_settings(other / "essay.md", environ).any_model


def test_prompts_that_changed_are_asked_about_again(places):
    _, beside, environ = places
    (beside / FILE).write_text('prompts = "theirs"\n')
    (beside / "theirs").mkdir()
    prompt = beside / "theirs" / "critic.md"
    prompt.write_text("one")
    agree(beside, environ)
    assert load_settings(beside / "essay.md", environ).prompts == beside / "theirs"
    prompt.write_text("another")
    assert load_settings(beside / "essay.md", environ).prompts is None


HARMFUL = {
    "nested": "a = " + "[" * 100_000,
    "tables in tables": "a = " + "{b=" * 100_000,
    "a long path": ".".join(["a"] * 100_000) + " = 1",
    "a long quoted path": ".".join(['"\\""'] * 100_000) + " = 1",
    "paths in tables": "model = " + "{a.b.c.d.e.f.g.h.i.j.k.l.m.n.o=" * 300,
    "a long number": "[budget]\ndollars = " + "9" * 6000,
    "nobody's home": 'prompts = "~nobody-of-that-name/x"',
    "a long value": "offline = '" + "x" * 100_000 + "'",
    "too much": "#" * 2_000_000,
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_a_file_that_does_harm_is_refused_in_a_sentence(places, kind):
    _, beside, environ = places
    (beside / FILE).write_text(HARMFUL[kind])
    with pytest.raises(SettingsError) as refused:
        load_settings(beside / "essay.md", environ)
    assert str(beside / FILE) in str(refused.value)
    assert len(str(refused.value)) < len(str(beside)) + 300


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_prompts_that_are_no_files_are_not_waited_for(places, make):
    _, beside, environ = places
    (beside / FILE).write_text('prompts = "theirs"\n')
    (beside / "theirs").mkdir()
    make(beside / "theirs" / "critic.md")
    agree(beside, environ)
    folders = load_settings(beside / "essay.md", environ).prompt_folders()
    assert folders[0] == beside / "theirs"
    assert load_prompt("critic", folders).path.parent != beside / "theirs"


def test_the_authors_variables_win_over_the_authors_file(places):
    own, beside, environ = places
    (own / FILE).write_text('offline = true\n[models]\nmodel = "openai/x"\n')
    assert load_settings(beside / "e.md", environ | {"COMPANION_MODEL": "openai/y"}).nothing_leaves
    assert not load_settings(beside / "e.md", environ | {"COMPANION_OFFLINE": "0"}).nothing_leaves


@pytest.mark.parametrize(
    ("model", "base", "variable", "fine"),
    [
        ("openai/x", None, "OPENAI_API_KEY", True),
        ("openai/x", None, "OPENAI_KEY", True),
        ("openai/x", None, "MY_OPENAI_API_KEY", True),
        ("openai/x", None, "OPENAI_WORK_API_KEY", True),
        ("gemini/x", None, "GOOGLE_API_KEY", True),
        ("ollama_chat/x", None, "OLLAMA_API_KEY", True),
        ("hosted_vllm/x", None, "VLLM_API_KEY", True),
        ("azure/x", None, "AZURE_OPENAI_API_KEY", True),
        ("newcomer/x", None, "NEWCOMER_KEY", True),
        ("openai/x", "https://api.together.xyz/v1", "TOGETHER_API_KEY", True),
        ("openai/x", "https://llm.home.example", "COMPANION_API_KEY", True),
        ("openai/x", None, "AWS_SECRET_ACCESS_KEY", False),
        ("openai/x", None, "GITHUB_TOKEN", False),
        ("openai/x", None, "ANTHROPIC_API_KEY", False),
        ("openai/x", None, "ANTHROPIC_OPENAI_API_KEY", False),
        ("openai/x", None, "OPENAI_SECRET_KEY", False),
        ("openai/x", None, "XOPENAI_API_KEY", False),
        ("openai/x", None, "API_KEY", False),
        ("openai/x", None, "HOME", False),
        ("openai/x", None, "sk-canary-0123456789", False),
        ("bedrock/x", None, "AWS_SECRET_ACCESS_KEY", False),
        ("openai/x", "https://api.evil.example", "STRIPE_API_KEY", False),
    ],
)
def test_a_key_variable_is_one_of_the_service(places, model, base, variable, fine):
    own, beside, environ = places
    address = f'api_base = "{base}"\n' if base else ""
    (own / FILE).write_text(f'[models]\nmodel = "{model}"\n{address}key_variable = "{variable}"\n')
    if fine:
        assert load_settings(beside / "e.md", environ).models.key_variable == variable
        return
    with pytest.raises(SettingsError, match="key_variable") as caught:
        load_settings(beside / "e.md", environ)
    assert variable not in str(caught.value).replace("COMPANION_API_KEY", "").split()
