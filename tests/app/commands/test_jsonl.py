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
from companion.app.cli import main
from companion.app.jsonl import Record, require_text, run_stream
from companion.errors import UserError
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


BAD_LINES = [
    b'{"id": 1, "text": "caf\xe9"}',
    b"\xff\xfe\x00",
    b"\0",
    b'{"id": 2, "text": "a\\u0000b"}',
    b'{"id": 3, "text": "a\\ud800b"}',
    b'{"id": 4, "text": "\\udc00\\ud800"}',
    b'{"id": NaN, "text": "a"}',
    b'{"id": 1e999, "text": "a"}',
    b'{"id": ' + b"9" * 5000 + b', "text": "a"}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b', "text": "a"}',
    b"null",
    b'"text"',
    b"12",
    b"{}",
    b'{"id": 5}',
    b'{"id": 6, "text": null}',
    b'{"id": 7, "text": ["a"]}',
    b'{"id": 8, "text": "a"',
]
ODD_LINES = [
    ("\ufeff" + json.dumps({"id": 1, "text": "bom"}), 1),
    ('{"id": "\\ud800", "text": "a"}', "\ud800"),
    ('{"id": [1, {"a": null}], "text": "a"}', [1, {"a": None}]),
    ('{"text": "a"}', None),
    ('{"id": 0.5, "id": true, "text": "a"}', True),
    (json.dumps({"id": "é", "text": "naïve ☃ 😀"}, ensure_ascii=False), "é"),
    (json.dumps({"id": 9, "text": "a\u2028b\x85c\x0cd\x1b\ufffe"}, ensure_ascii=False) + "\r", 9),
]


@pytest.mark.parametrize("jobs", [1, JOBS])
def test_whatever_a_line_holds_the_batch_goes_on(jobs: int) -> None:
    source: list[str | bytes] = []
    for bad in BAD_LINES:
        source += [bad + b"\n", json.dumps({"id": "next", "text": "b"}) + "\n"]
    source += [line.encode() + b"\n" for line, _ in ODD_LINES]
    sink = Sink()
    assert run_stream(shout, jobs=jobs, source=source, sink=sink) == 0
    written = sink.getvalue()
    written.encode("utf-8")  # can be written down
    answers = [json.loads(line, parse_constant=pytest.fail) for line in written.splitlines()]
    assert len(answers) == len(source)
    for bad, good in zip(answers[0 : 2 * len(BAD_LINES) : 2], answers[1::2], strict=False):
        assert bad.keys() == {"id", "error"} and bad["error"], bad
        assert good == {"id": "next", "loud": "B"}
    for answer, (_, identity) in zip(answers[2 * len(BAD_LINES) :], ODD_LINES, strict=True):
        assert answer["id"] == identity and "error" not in answer


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
                                    {"PYTHONIOENCODING": "latin-1"}])  # fmt: skip
@pytest.mark.parametrize("command", ["check", "guard", "drift"])
def test_a_stream_is_utf_8_whatever_the_locale(tmp_path, command: str, locale) -> None:
    text = "Łódź ☃ is naïve."
    fields = dict.fromkeys(("text", "original", "proposed", "before", "after"), text)
    lines = [json.dumps({"id": "Ł", **fields}, ensure_ascii=False).encode(), *BAD_LINES]
    done = subprocess.run(
        [sys.executable, "-m", "companion", command, "--jsonl"],
        input=b"\n".join(lines),
        capture_output=True,
        env=isolated_environment(tmp_path) | locale,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert answers[0]["id"] == "Ł" and "error" not in answers[0]
    assert [a["error"] != "" for a in answers[1:]] == [True] * len(BAD_LINES)


@pytest.mark.parametrize("content", [b"a\0b", b"\0", b"caf\xe9", b"\xed\xa0\x80", b"\xff\xfea\0"])
@pytest.mark.parametrize("command", ["check", "guard", "drift", "compare", "marks"])
def test_a_file_that_is_no_text_is_refused_in_a_sentence(
    tmp_path, capsys, command: str, content: bytes
) -> None:
    bad, good = tmp_path / "bad.md", tmp_path / "good.md"
    bad.write_bytes(content * 3)
    good.write_text("A dog.\n")
    words = {"check": [bad], "marks": ["--text", bad], "compare": ["--text", good, bad]}
    status = main([command, *map(str, words.get(command, [good, bad]))])
    out, err = capsys.readouterr()
    read_as_western = command in ("compare", "marks") and b"\0" not in content
    if read_as_western or (command in ("compare", "marks") and content.startswith(b"\xff")):
        assert status in (0, 1, 2)  # these read what other programs wrote, in their encodings
    else:
        assert status == 2 and "bad.md" in err
    assert "\0" not in out and "Traceback" not in err
    assert bad.read_bytes() == content * 3


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
