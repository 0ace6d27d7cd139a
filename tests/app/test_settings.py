from __future__ import annotations

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
    rules = settings.rules()
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
    _, beside, environ = places
    (beside / FILE).write_text('prompts = "mine"\n')
    assert load_settings(beside / "essay.md", environ).prompts == beside / "mine"


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
