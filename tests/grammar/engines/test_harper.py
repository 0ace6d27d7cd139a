import subprocess
import sys
import threading

import pytest

from companion.grammar.engines.base import Engine, EngineError
from companion.grammar.engines.harper import Dialect, HarperEngine, HarperProcess


@pytest.fixture(scope="module")
def process():
    process = HarperProcess("US")
    yield process
    process.close()


def test_it_is_an_engine() -> None:
    assert isinstance(HarperEngine(), Engine)


def test_a_lint_carries_its_place_and_its_offers(process: HarperProcess) -> None:
    text = "👩‍🚀 This is an test."
    lint = next(found for found in process.lint(text) if found.rule == "AnA")
    assert lint.span.of(text) == "an"
    assert lint.offers[0].replacement == "a"


@pytest.mark.parametrize(
    ("dialect", "meant"), [("US", "neighbor behavior"), ("GB", "neighbour behaviour")]
)
def test_a_misspelt_word_is_mended_as_its_author_spells(dialect: Dialect, meant: str) -> None:
    engine = HarperEngine(dialect)
    found = engine.check("My nieghbor told me of his behavoir.")
    engine.close()
    assert [finding.edit.replacement for finding in found] == meant.split()


def test_it_comes_back_after_its_process_was_killed(process: HarperProcess) -> None:
    process.lint("An test.")
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert process.lint("An test.")


def test_closing_it_ends_a_call_under_way_in_another_thread() -> None:
    process = HarperProcess("US")
    process.start()
    raised = threading.Event()

    def work() -> None:
        with pytest.raises(EngineError, match="stopped"):
            process.lint("An test. " * 60_000)
        raised.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not process._lock.locked():
        pass
    threading.Event().wait(0.3)
    process.close()
    thread.join()
    assert raised.is_set()


def test_no_worker_outlives_its_parent() -> None:
    code = (
        "from companion.grammar.engines.harper import HarperProcess\n"
        "p = HarperProcess('GB'); p.lint('An test.'); print(p._process.pid, flush=True)\n"
        "import os; os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(2400):  # two minutes
        if subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode:
            return
        threading.Event().wait(0.05)
    pytest.fail("the worker is still there")


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="US, GB, AU, CA, IN"):
        HarperProcess("FR")
