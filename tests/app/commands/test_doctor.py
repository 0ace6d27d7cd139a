from __future__ import annotations

import json

from tests.loopback import LoopbackModel, says
from tests.serving import run_companion

SECRET = "sk-canary-0123456789abcdef"


def doctor(home, *words, **environment):
    status, out, err = run_companion("doctor", "--json", *words, home=home, **environment)
    record = json.loads(out)
    return status, {sign["name"]: sign for sign in record["signs"]}, out + err


def test_without_a_model_all_is_well_and_it_says_how_to_have_one(home):
    status, signs, _ = doctor(home)
    assert status == 0
    assert signs["local engine"]["state"] == "ok"
    assert signs["network"]["told"] == "nothing leaves this machine"
    assert "companion.toml" in signs["models"]["advice"]


def test_a_model_that_answers_is_said_to_be_reachable_and_its_key_is_not_shown(home):
    with LoopbackModel(says("")) as server:
        status, signs, printed = doctor(
            home,
            COMPANION_MODEL="openai/x",
            COMPANION_API_BASE=server.api_base,
            OPENAI_API_KEY=SECRET,
        )
    assert status == 0
    assert "OPENAI_API_KEY" in signs["critic"]["told"]
    assert signs["critic"]["state"] == "ok"
    assert SECRET not in printed
    assert server.requests == []


def test_a_model_that_does_not_answer_is_a_problem_with_advice(home):
    with LoopbackModel(says("")) as server:
        base = f"http://127.0.0.1:{server.port}"
    status, signs, _ = doctor(home, COMPANION_MODEL="ollama_chat/x", COMPANION_API_BASE=base)
    assert status == 1
    assert signs["proofreader"]["state"] == "problem"
    assert "ollama serve" in signs["proofreader"]["advice"]


def test_a_missing_key_is_a_problem_that_says_where_to_put_it(home):
    status, signs, _ = doctor(home, COMPANION_PARTNER_MODEL="mistral/small")
    assert status == 1
    assert "keyring set companion MISTRAL_API_KEY" in signs["partner"]["advice"]


def test_a_model_of_unknown_price_is_a_problem_that_says_how_to_set_it(home):
    variables = {"COMPANION_PARTNER_MODEL": "mistral/unheard-of", "MISTRAL_API_KEY": SECRET}
    status, signs, _ = doctor(home, **variables)
    assert status == 1
    assert "price = [in, out]" in signs["partner"]["advice"]


def test_offline_asks_no_other_machine(home):
    status, signs, _ = doctor(home, COMPANION_MODEL="openai/x", COMPANION_OFFLINE="yes")
    assert status == 0
    assert "nothing leaves this machine" in signs["critic"]["told"]


def test_settings_are_named_by_where_they_come_from(home):
    assert "the defaults" in doctor(home)[1]["settings"]["told"]
    told = doctor(home, COMPANION_DIALECT="GB")[1]["settings"]["told"]
    assert "COMPANION_DIALECT" in told and "default" not in told


def test_broken_settings_are_named_and_the_rest_is_looked_at(home):
    (home / "companion.toml").write_text("[grammar]\ndialect = 'Klingon'")
    status, signs, _ = doctor(home)
    assert status == 1
    assert "dialect" in signs["settings"]["told"]
    assert signs["python"]["state"] == "ok"


def test_a_folder_that_is_not_there_is_a_problem(home):
    status, signs, _ = doctor(home, home / "gone" / "essay.md")
    assert status == 1
    assert "does not exist" in signs["draft folder"]["told"]


def test_for_people_each_sign_is_a_line(home):
    status, out, _ = run_companion("doctor", home=home)
    assert status == 0
    assert "python" in out
    assert "-> To have one" in out


ASKS = '[grammar]\ndialect = "GB"\n[models]\nmodel = "ollama_chat/x"\n[budget]\ndollars = 9\n'


def asks(home):
    """A draft whose folder asks for a model."""
    folder = home / "drafts"
    folder.mkdir()
    (folder / "companion.toml").write_text(ASKS)
    draft = folder / "essay.md"
    draft.write_text("Its a strange feeling.\n")
    return draft


def test_what_a_draft_s_folder_asks_for_is_told_and_can_be_allowed(home):
    draft = asks(home)
    _, signs, _ = doctor(home, draft)
    (told,) = [sign for sign in signs.values() if "asks for" in sign["told"]]
    assert "model = ollama_chat/x; budget.dollars = 9" in told["told"]
    assert "doctor --allow-folder" in told["advice"]
    assert "proofreader" not in signs  # nobody is asked meanwhile
    _, signs, _ = doctor(home, "--allow-folder", draft)
    assert "ollama_chat/x" in signs["proofreader"]["told"]
    assert "ollama_chat/x" in doctor(home, draft)[1]["proofreader"]["told"]  # it is remembered
    assert [path.name for path in draft.parent.iterdir() if path.suffix == ".json"] == []


def test_a_folder_that_was_allowed_and_asks_for_something_else_is_not_allowed(home):
    draft = asks(home)
    doctor(home, "--allow-folder", draft)
    (draft.parent / "companion.toml").write_text(ASKS.replace("9", "10"))
    assert "proofreader" not in doctor(home, draft)[1]


def test_a_folder_that_asks_for_nothing_cannot_be_allowed(home):
    (home / "companion.toml").write_text('[grammar]\ndialect = "GB"\n')
    for words in ([home / "essay.md"], []):
        status, out, err = run_companion("doctor", "--allow-folder", *words, home=home)
        assert (status, out) == (2, "")
        assert "ask for nothing" in err


def test_an_answer_that_cannot_be_kept_is_told(home):
    draft = asks(home)
    (home / "config").mkdir()
    (home / "config" / "folders").write_text("in the way")
    status, _, err = run_companion(
        "doctor", "--allow-folder", draft, home=home, COMPANION_CONFIG=str(home / "config")
    )
    assert status == 2
    assert "cannot be kept" in err


def test_a_command_that_leaves_a_folder_s_settings_out_says_so_once_on_stderr(home):
    draft = asks(home)
    other = draft.with_name("other.md")
    other.write_text("Its cold.\n")
    status, out, err = run_companion("check", draft, other, home=home)
    assert status == 1
    assert "It's" in out
    assert "asks for" not in out
    (line,) = [line for line in err.splitlines() if "asks for" in line]
    assert "model = ollama_chat/x; budget.dollars = 9: left out" in line
    assert "companion doctor --allow-folder DRAFT" in line
    doctor(home, "--allow-folder", draft)
    assert "asks for" not in run_companion("check", "--engine", "harper", draft, home=home)[2]
