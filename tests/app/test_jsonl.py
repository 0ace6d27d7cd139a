"""JSON Lines: in order, at once, with bounded memory, whoever reads and writes at the ends."""

import io
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from companion.app import jsonl
from companion.app.cli import UserError, main
from companion.app.jsonl import Record, require_text, run_stream
from tests.serving import isolated_environment

JOBS = 2
# What may be on its way between reading and writing: see `_Stream`.
MOST_UNDER_WAY = jsonl._CHUNK * (jsonl._AHEAD * JOBS + 1)


def shout(record: Record) -> Record:
    (text,) = require_text(record, "text")
    return {"loud": text.upper()}


def lines(numbers) -> Iterator[str]:
    return (json.dumps({"id": n, "text": f"word {n}"}) + "\n" for n in numbers)


class Sink(io.StringIO):
    """Counts what is written, and can be slow or closed at the other end."""

    def __init__(self, taken=lambda: 0, seconds: float = 0, most: float = float("inf")) -> None:
        super().__init__()
        self.taken, self.seconds, self.most = taken, seconds, most
        self.written = self.furthest = 0

    def write(self, text: str) -> int:
        if self.written >= self.most:
            raise BrokenPipeError
        time.sleep(self.seconds)
        self.furthest = max(self.furthest, self.taken() - self.written)
        self.written += text.count("\n")
        return super().write(text)


@pytest.mark.parametrize("jobs", [1, JOBS])
def test_every_line_is_answered_in_order_bad_ones_too(jobs: int) -> None:
    source = [
        *lines(range(300)),
        "no JSON\n",
        "\n",
        '{"id": "x", "text": 5}\n',
        "[]\n",
        *lines([7]),
    ]
    sink = Sink()
    assert run_stream(shout, jobs=jobs, source=source, sink=sink) == 0
    answers = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert answers[:300] == [{"id": n, "loud": f"WORD {n}"} for n in range(300)]
    assert [("error" in a, a["id"]) for a in answers[300:]] == [
        (True, None),
        (True, "x"),
        (True, None),
        (False, 7),
    ]


def test_a_slow_reader_slows_the_reading_down() -> None:
    counter = itertools.count()
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        for line in lines(range(4 * MOST_UNDER_WAY)):
            taken = next(counter) + 1
            yield line

    sink = Sink(lambda: taken, seconds=0.0005)
    run_stream(shout, jobs=JOBS, source=source(), sink=sink)
    assert sink.written == taken == 4 * MOST_UNDER_WAY
    assert 1 <= sink.furthest <= MOST_UNDER_WAY


@pytest.mark.parametrize("jobs", [1, JOBS])
def test_a_reader_who_leaves_ends_a_stream_without_end(jobs: int) -> None:
    with pytest.raises(BrokenPipeError):
        run_stream(shout, jobs=jobs, source=lines(itertools.count()), sink=Sink(most=100))


def give_up(record: Record) -> Record:
    if record["id"] == 50:
        os._exit(9)
    return shout(record)


def test_a_process_that_is_killed_is_told_and_answers_nothing_wrong() -> None:
    sink = Sink()
    with pytest.raises(UserError, match="fewer --jobs"):
        run_stream(give_up, jobs=JOBS, source=lines(itertools.count()), sink=sink)
    assert [json.loads(line)["id"] for line in sink.getvalue().splitlines()] == list(
        range(sink.written)
    )
    assert sink.written <= 50


@pytest.mark.parametrize("command", ["check", "guard", "drift"])
def test_files_beside_jsonl_are_a_mistake(command: str, capsys) -> None:
    assert main([command, "--jsonl", "a.md", "b.md"]) == 2
    assert "standard input" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_is_answered_before_the_next_one_comes(tmp_path, jobs: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "companion", "drift", "--jsonl", "--jobs", jobs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=isolated_environment(tmp_path),
    ) as process:
        assert process.stdin and process.stdout
        for n in range(5):
            process.stdin.write(json.dumps({"id": n, "before": "a b", "after": "a c"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == n
        process.stdin.close()
        assert process.stdout.read() == ""
    assert process.returncode == 0
