from __future__ import annotations

import asyncio

import pytest

from companion.grammar.engines.base import EngineError
from companion.grammar.engines.model import Passage, PassageError, PassageOutcome, Proofreader


class Capitals:
    """A corrector that answers in capitals, and fails where the text says so."""

    key = "capitals"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.under_way = self.most = self.cancelled = 0

    async def correct(self, paragraph: str, before: str = "", after: str = "") -> str:
        self.asked.append((paragraph, before, after))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(30 if "slow" in paragraph else 0.001)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.under_way -= 1
        if "unclear" in paragraph:
            raise PassageError("not this one")
        if "broke" in paragraph:
            raise EngineError("none at all")
        return paragraph.upper()


def collect(proofreader: Proofreader, *texts: str) -> list[PassageOutcome]:
    async def work() -> list[PassageOutcome]:
        return [outcome async for outcome in proofreader.run(map(Passage, texts))]

    return asyncio.run(work())


def test_each_passage_is_asked_once_and_then_known():
    corrector = Capitals()
    proofreader = Proofreader(corrector)
    outcomes = collect(proofreader, "one", "two", "one", "  ", "1984")
    assert {(o.passage.text, o.proposed) for o in outcomes} == {("one", "ONE"), ("two", "TWO")}
    assert len(corrector.asked) == 2
    assert proofreader.known("one") == "ONE"
    assert collect(proofreader, "one", "two") == []


def test_another_key_knows_nothing_of_the_first():
    kept: dict[str, str] = {}
    first, second = Capitals(), Capitals()
    second.key = "other rules"
    collect(Proofreader(first, kept=kept), "one")
    assert Proofreader(first, kept=kept).known("one") == "ONE"
    assert Proofreader(second, kept=kept).known("one") is None


def test_neighbours_go_along():
    corrector = Capitals()

    async def work() -> None:
        async for _ in Proofreader(corrector).run([Passage("b", "a", "c")]):
            pass

    asyncio.run(work())
    assert corrector.asked == [("b", "a", "c")]


def test_no_more_than_the_limit_are_under_way():
    corrector = Capitals()
    collect(Proofreader(corrector, at_once=3), *(f"text {chr(97 + n)}" for n in range(20)))
    assert corrector.most == 3


def test_a_problem_with_one_passage_leaves_the_others():
    outcomes = collect(Proofreader(Capitals()), "a", "unclear", "b")
    assert len(outcomes) == 3
    assert [o.problem for o in outcomes if o.proposed is None] == ["not this one"]


def test_a_problem_with_all_ends_the_run():
    corrector = Capitals()
    outcomes = collect(Proofreader(corrector, at_once=1), "broke", *"abcdefgh")
    assert outcomes[-1].final
    assert outcomes[-1].problem == "none at all"
    assert len(corrector.asked) < 9


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_giving_up_ends_what_is_under_way(how):
    corrector = Capitals()

    async def work() -> None:
        run = Proofreader(corrector).run(map(Passage, ("quick", "slow one", "slow two")))
        first = await anext(run)
        assert first.proposed == "QUICK"
        if how == "close":
            await run.aclose()
            return
        task = asyncio.create_task(anext(run))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(work())
    assert corrector.cancelled == 2
