"""A duet ends at its limits and keeps what was said, however it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from companion.app.association.duets import progress
from companion.association.duet import Duet, Limits, Reply, Said
from companion.association.transcript import read_transcripts, write_transcript


class Speaker:
    """A voice that counts, keeps what it heard, and can fail or hang at its nth turn."""

    def __init__(self, word: str, cost: float = 0.0, fails: int = 99, hangs: int = 99) -> None:
        self.word, self.cost, self.fails, self.hangs = word, cost, fails, hangs
        self.heard: list[Sequence[Said]] = []

    async def __call__(self, messages: Sequence[Said]) -> Reply:
        self.heard.append(messages)
        number = len(self.heard)
        if number == self.fails:
            raise ConnectionError("the line is down")
        if number == self.hangs:
            await asyncio.Event().wait()
        return Reply(f"{self.word} {number}", self.cost)


def converse(duet: Duet, one: Speaker, two: Speaker, draft: str = "The draft.") -> list[str]:
    async def listen() -> list[str]:
        return [turn.text async for turn in duet.run((one, two), ("Be one.", "Be two."), draft)]

    return asyncio.run(listen())


def test_the_two_speak_in_turn_and_hear_each_other() -> None:
    duet, one, two = Duet(("Ana", "Bo"), Limits(turns=4)), Speaker("tick"), Speaker("tock")
    assert converse(duet, one, two) == ["tick 1", "tock 1", "tick 2", "tock 2"]
    assert duet.ending == "all turns taken"
    assert [turn.name for turn in duet.turns] == ["Ana", "Bo", "Ana", "Bo"]
    for heard in (*one.heard, *two.heard):
        assert [said.speaker for said in heard[:2]] == ["system", "user"]
        assert "The draft." in heard[1].text
        speakers = [said.speaker for said in heard[1:]]
        assert all(a != b for a, b in zip(speakers, speakers[1:], strict=False))
    assert "tick 1" in two.heard[0][1].text
    assert [said.text for said in one.heard[1][2:]] == ["tick 1", "tock 1"]
    assert progress(duet) == {"turns": 4, "of": 4, "dollars": 0.0, "ending": "all turns taken"}


def test_it_stops_before_the_money_runs_out() -> None:
    duet = Duet(("Ana", "Bo"), Limits(turns=50, dollars=0.10))
    converse(duet, Speaker("tick", 0.03), Speaker("tock", 0.02))
    assert duet.ending == "money limit"
    assert 0.05 < duet.dollars <= 0.10


def test_what_was_said_is_kept_when_a_model_fails() -> None:
    duet = Duet(("Ana", "Bo"))
    with pytest.raises(ConnectionError):
        converse(duet, Speaker("tick"), Speaker("tock", fails=2))
    assert (duet.ending, duet.error) == ("failed", "the line is down")
    (read,) = read_transcripts(write_transcript(duet.transcript()))
    assert [turn.text for turn in read.turns] == ["tick 1", "tock 1", "tick 2"]


def test_what_was_said_is_kept_when_it_is_cancelled() -> None:
    async def cancelled() -> Duet:
        duet = Duet(("Ana", "Bo"))
        said = asyncio.Event()

        async def listen() -> None:
            async for _ in duet.run((Speaker("tick"), Speaker("tock", hangs=1)), ("", ""), "d"):
                said.set()

        task = asyncio.create_task(listen())
        await said.wait()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return duet

    duet = asyncio.run(cancelled())
    assert duet.ending == "cancelled"
    assert [turn.text for turn in duet.turns] == ["tick 1"]


def test_silence_ends_it_and_two_of_one_name_are_told_apart() -> None:
    duet, silent = Duet(("Same", "Same")), Speaker("")
    silent.word = "(end)"

    async def nothing(messages: Sequence[Said]) -> Reply:
        return Reply("  ", None)

    async def listen() -> list[str]:
        return [turn.name async for turn in duet.run((Speaker("tick"), nothing), ("", ""), "d")]

    assert asyncio.run(listen()) == ["Same"]
    assert duet.ending == "nothing said"
    assert duet.names == ("Same", "Same 2")
