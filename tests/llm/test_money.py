"""The budget as an author relies on it: whole essays fit, and no number of processes passes it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest

from companion.app.session.models import open_models
from companion.app.settings import parse_settings
from companion.grammar.engines.model import Passage
from companion.llm.destinations import destination
from companion.llm.prices import price_of
from companion.llm.roles import Role
from companion.store.history import History
from companion.store.spend_log import SpendLog
from tests import forkserver
from tests.loopback import LoopbackModel, says
from tests.serving import PATIENCE, REPOSITORY, isolated_environment

LIMIT = 0.02
# Once LiteLLM is loaded, the process divides into as many as it is told.
SPENDS = """
import asyncio, os, sys
from pathlib import Path
from companion.llm.budget import Budget
from companion.llm.completer import LiteLLMCompleter
from companion.llm.errors import ModelError
from companion.llm.roles import Message, Role, RoleCall
from companion.store.history import History
from companion.store.spend_log import SpendLog

async def main():
    history = History(Path(sys.argv[1]), "A draft.")
    role = Role("partner", "openai/x", sys.argv[2], price=(3.0, 15.0), max_output=40)
    ours = LiteLLMCompleter(Budget(float(sys.argv[3]), SpendLog(history.ledger)), environ={})
    call = RoleCall(role, (Message("user", "Say something."),))
    told = await asyncio.gather(*(ours.complete(call) for _ in range(30)), return_exceptions=True)
    assert all(not isinstance(t, Exception) or isinstance(t, ModelError) for t in told), told
    history.close()

import litellm

processes = int(sys.argv[4])
for _ in range(processes):
    if processes == 1 or os.fork() == 0:
        asyncio.run(main())
        os._exit(0)
assert [os.wait()[1] for _ in range(processes)] == [0] * processes
"""


def test_three_processes_never_pass_the_limit(home, tmp_path):
    draft = tmp_path / "essay.md"
    draft.write_text("A draft.")
    with LoopbackModel(says("Well.", usage=(20, 40), pause=0.05)) as server:
        started, each = (1, 3) if forkserver.AVAILABLE else (3, 1)
        words = [str(draft), server.api_base, str(LIMIT), str(each)]
        running = [
            subprocess.Popen(
                [sys.executable, "-c", SPENDS, *words],
                env=isolated_environment(home),
                cwd=REPOSITORY,
            )
            for _ in range(started)
        ]
        assert {process.wait(5 * PATIENCE) for process in running} == {0}
    with closing(History(draft, "A draft.")) as history:
        log = SpendLog(history.ledger)
        call = (20 * 3 + 40 * 15) / 1e6
        assert log.total() == pytest.approx(call * len(server.requests))
        assert LIMIT / 2 < log.total() <= LIMIT
        assert log.reserved() == 0


def test_what_a_killed_process_had_set_aside_holds_nobody_up(home, tmp_path):
    draft = tmp_path / "essay.md"
    code = """
import os, sys
from pathlib import Path
from companion.store.history import History
assert History(Path(sys.argv[1]), "A.").ledger.reserve(0.9, 1.0) is not None
os.kill(os.getpid(), 9)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(draft)], env=isolated_environment(home), cwd=REPOSITORY
    )
    assert done.returncode == -9
    with closing(History(draft, "A.")) as history:
        assert history.database.read("SELECT count(*) FROM reservations")[0][0] == 1
        log = SpendLog(history.ledger)
        assert log.reserved() == 0
        number = log.reserve(0.9, 1.0)
        assert number is not None
        with closing(History(draft, "A.")) as other:
            assert SpendLog(other.ledger).reserved() == 0.9
            assert SpendLog(other.ledger).reserve(0.2, 1.0) is None
        log.settle(number, [])
        assert log.reserved() == 0


@pytest.mark.parametrize("paragraphs", [1, 5, 30])
def test_an_essay_fits_into_the_default_budget_with_its_bound(paragraphs, monkeypatch):
    monkeypatch.setenv("COMPANION_CONFIG", "nowhere")
    text = '[models]\nmodel = "openai/home"\nprice = [3, 15]\n'
    models = open_models(parse_settings(text, REPOSITORY / "companion.toml"))
    sentence = "My grandmother kept a mirror by the stove so it was warm there. "  # 13 words
    essay = [(sentence * 116)[: 116 * len(sentence) // paragraphs] for _ in range(paragraphs)]
    passages = [Passage(t, essay[n - 1], essay[n - 1]) for n, t in enumerate(essay)]
    sending = models.describe(models.proofreader(), passages)
    assert sending.allowed, sending.why
    assert sending.cost.at_most is not None and sending.cost.at_most <= 1.0
    models.completer.budget.limit = 0.01
    grey = models.describe(models.proofreader(), passages)
    assert not grey.allowed
    assert "Raise [budget] dollars" in grey.why


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("mistral/labs-leanstral-1-5", False),
        ("perplexity/sonar-small-online", False),
        ("gemini/gemini-exp-1206", False),
        ("openai/gpt-4o-mini", True),
        ("ollama/llama2", True),
    ],
)
def test_a_zero_in_the_list_is_not_a_price(model, known):
    price = price_of(Role("partner", model), destination(model, environ={}))
    assert (price is not None) is known
