"""``companion check --engine model`` over real HTTP: whatever the model does, the draft is safe."""

from __future__ import annotations

import json

import pytest

from companion.app.cli import main
from companion.formats.criticmarkup import read_criticmarkup
from tests.loopback import LoopbackModel, Reply, corrects, says, status

FIRST = "She have a cat, and it sleep all day on teh mat."
DRAFT = f"# A day\n\n{FIRST}\n\nUse `teh code` and “teh quote” here, he say.\n\n    teh block\n"
CORRECTIONS = {"have": "has", "sleep": "sleeps", "teh": "the", "say": "says"}
SECRET = "sk-canary-0123456789abcdef"


@pytest.fixture
def draft(tmp_path, monkeypatch):
    """A draft in a folder of its own, and no settings but the variables that a test sets."""
    monkeypatch.setenv("COMPANION_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.md"
    path.write_text(DRAFT)
    return path


def check(monkeypatch, server: LoopbackModel, *words) -> int:
    monkeypatch.setenv("COMPANION_MODEL", "openai/gpt-4o-mini")
    monkeypatch.setenv("COMPANION_API_BASE", server.api_base)
    return main(["check", "--engine", "model", *map(str, words)])


def test_a_models_corrections_pass_the_guard_and_are_applied(draft, monkeypatch, capsys):
    with LoopbackModel(corrects(CORRECTIONS)) as server:
        assert check(monkeypatch, server, "--apply", draft) == 1
    expected = DRAFT.replace(FIRST, "She has a cat, and it sleeps all day on the mat.")
    assert draft.read_text() == expected.replace("he say", "he says")
    err = capsys.readouterr().err
    assert "3 requests" in err
    assert "openai/gpt-4o-mini" in err
    assert "budget" in err
    assert SECRET not in err


def test_what_is_protected_is_not_even_sent(draft, monkeypatch):
    with LoopbackModel(corrects({})) as server:
        assert check(monkeypatch, server, draft) == 0
    sent = "\n".join(request.text for request in server.requests)
    assert "teh code" not in sent
    assert "teh block" not in sent
    assert "She have a cat" in sent


def rewrites(request) -> Reply:
    return says("In our rapidly evolving world, felines serve as a vibrant testament to leisure.")


def obeys(request) -> Reply:
    return says(request.paragraph + " What a brilliant writer you are!")


def translates(request) -> Reply:
    return says("Elle a un chat, et il dort toute la journée sur le tapis.")


def scripts(request) -> Reply:
    text = request.paragraph
    return says(f"{text}<script>alert(document.cookie)</script>")


def renames(request) -> Reply:
    return says(request.paragraph.replace("She", "He").replace("cat", "dog"))


@pytest.mark.parametrize(
    "reply",
    [
        status(401),
        status(429, retry_after=0),
        status(500),
        says("She has", cut=2),
        says("She has", cut=1, ending="close"),
        says('{"corrected": "She has a cat, and it sl'),
        says(""),
        rewrites,
        obeys,
        translates,
        scripts,
        renames,
    ],
)
def test_whatever_a_model_does_the_draft_stays_as_the_author_left_it(
    draft, monkeypatch, capsys, reply
):
    with LoopbackModel(reply) as server:
        exit_status = check(monkeypatch, server, "--apply", draft)
    assert draft.read_text() == DRAFT
    out, err = capsys.readouterr()
    told = [line for line in err.splitlines() if "requests, about" not in line]
    assert exit_status == (2 if told else 0)
    assert told or reply in (obeys, renames)
    assert SECRET not in out + err
    assert "Traceback" not in err


def test_an_unusable_reply_is_asked_for_once_more(draft, monkeypatch):
    draft.write_text(FIRST)
    script = [says("Sorry, I cannot do that."), corrects(CORRECTIONS)]
    with LoopbackModel(script) as server:
        assert check(monkeypatch, server, "--apply", draft) == 1
    assert len(server.requests) == 2
    assert "sleeps" in draft.read_text()


def test_both_engines_give_one_suggestion_for_one_mistake(draft, monkeypatch, capsys):
    draft.write_text("It was teh best of times, and she have no idea.\n")
    with LoopbackModel(corrects(CORRECTIONS)) as server:
        check(monkeypatch, server, "--engine", "both", "--json", draft)
    (record,) = json.loads(capsys.readouterr().out)
    assert [edit["after"] for edit in record["edits"]] == ["the", "has"]
    assert record["corrected"] == "It was the best of times, and she has no idea.\n"


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        ("I rode the the whole line.", "I rode the whole line.", "I rode the whole line."),
        ("He was in in the house.", "He was in the house.", "He was in the house."),
        ("We saw a a dog and and a cat.", "We saw a dog and a cat.", "We saw a dog and a cat."),
        ("And the the dog barked at at me.", "And the dog barked at me.", None),
    ],
)
def test_a_doubled_word_that_both_see_is_taken_out_once(
    draft, monkeypatch, capsys, text, model, expected
):
    expected = f"{expected or model}\n"
    draft.write_text(f"{text}\n")
    with LoopbackModel(lambda request: says(model)) as server:
        for form in ("--json", "--criticmarkup", "--diff"):
            assert check(monkeypatch, server, "--engine", "both", form, draft) == 1
            out = capsys.readouterr().out
            if form == "--json":
                assert json.loads(out)[0]["corrected"] == expected
            elif form == "--criticmarkup":
                assert read_criticmarkup(out).revised == expected
            else:
                assert f"+{expected}" in out
        assert check(monkeypatch, server, "--engine", "both", "--apply", draft) == 1
    assert draft.read_text() == expected


def test_the_same_text_is_not_sent_twice(draft, monkeypatch, capsys):
    lines = "".join(json.dumps({"id": n, "text": FIRST}) + "\n" for n in range(3))
    monkeypatch.setattr("sys.stdin", iter(lines.splitlines(keepends=True)))
    with LoopbackModel(corrects(CORRECTIONS)) as server:
        assert check(monkeypatch, server, "--jsonl") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({answer["corrected"] for answer in answers}) == 1
    assert len(server.requests) == 1


def test_without_a_model_it_says_how_to_name_one(draft, capsys):
    assert main(["check", "--engine", "model", str(draft)]) == 2
    assert "COMPANION_MODEL" in capsys.readouterr().err


def test_a_budget_that_is_too_small_sends_nothing(draft, monkeypatch, capsys):
    monkeypatch.setenv("COMPANION_BUDGET_DOLLARS", "0.0001")
    with LoopbackModel(corrects(CORRECTIONS)) as server:
        assert check(monkeypatch, server, draft) == 2
    assert server.requests == []
    assert "budget" in capsys.readouterr().err


def test_the_budget_of_a_draft_holds_over_runs(draft, monkeypatch, capsys):
    draft.write_text(FIRST)
    monkeypatch.setenv("COMPANION_BUDGET_DOLLARS", "0.02")
    with LoopbackModel(corrects({}, usage=(1000, 25_000))) as server:
        assert check(monkeypatch, server, draft) == 0
        assert "$0.02 of the budget is left" in capsys.readouterr().err
        assert check(monkeypatch, server, draft) == 0
        assert "$0.00 of the budget is left" in capsys.readouterr().err
        assert check(monkeypatch, server, draft) == 2
        assert "Raise [budget] dollars" in capsys.readouterr().err
    assert len(server.requests) == 2


def test_no_more_than_a_few_requests_are_under_way(draft, monkeypatch):
    draft.write_text("\n\n".join(f"Paragraph {chr(97 + n)} is fine." for n in range(12)))
    with LoopbackModel(corrects({}, pause=0.02)) as server:
        assert check(monkeypatch, server, draft) == 0
    assert len(server.requests) == 12
    assert 1 < server.most_at_once <= 4
