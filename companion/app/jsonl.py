"""JSON Lines over standard input and output: one line out as soon as one line in is done.

Lines stay in order, and are UTF-8 whatever the locale says. A bad line gives ``{"id", "error"}``
and the stream goes on. Memory does not grow with the number of lines, whatever ``jobs`` is and
however slowly the answers are read: a reader who stops, stops the reading too.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import partial
from io import TextIOWrapper
from typing import Any, TextIO

from companion.text.characters import unwritable

Record = dict[str, Any]
Line = str | bytes

# Lines that one process is given at once, where it has fallen behind: enough that handing them
# over costs little beside the work.
_CHUNK = 32
# Chunks that may be under way for each process, those whose answers wait to be written included.
_AHEAD = 3


# What some readers take for the end of a line, though JSON does not.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


class BadRecord(ValueError):
    """A record that lacks a field or holds one of the wrong type."""


def require_text(record: Record, *fields: str) -> tuple[str, ...]:
    """The named fields, which must all be strings that a text file can hold.

    Raises:
        BadRecord: naming the field that is missing, no string, or holds what no file can.
    """
    for field in fields:
        text = record.get(field)
        if not isinstance(text, str):
            raise BadRecord(f'"{field}" must be a string')
        if what := unwritable(text):
            raise BadRecord(f'"{field}" holds {what}: take it out and try again')
    return tuple(record[field] for field in fields)


def run_stream(
    work: Callable[[Record], Record],
    *,
    jobs: int = 1,
    source: Iterable[Line] | None = None,
    sink: TextIO | None = None,
) -> int:
    """Answer every line of ``source`` with ``work``; returns the exit status (0).

    Args:
        work: from a record to the answer's fields; its ``id`` is added. For ``jobs`` above 1 it
            must be importable by name, as it runs in other processes.
        jobs: how many processes share the lines.
        source: defaults to standard input.
        sink: defaults to standard output.

    Raises:
        UserError: a process was killed.
    """
    from companion.errors import UserError

    if source is None:
        source = getattr(sys.stdin, "buffer", sys.stdin)
    if sink is None:
        sink = sys.stdout
        if isinstance(sink, TextIOWrapper):
            sink.reconfigure(encoding="utf-8")
    answer = partial(answer_line, work)
    lines = (line for line in source if line.strip())

    def write(answers: Iterable[str]) -> None:
        for out in answers:
            sink.write(out + "\n")
        sink.flush()

    if jobs > 1:
        try:
            with ProcessPoolExecutor(jobs) as pool:
                _Stream(pool, partial(_answer_lines, answer), jobs, write).run(lines)
        except BrokenExecutor as error:
            raise UserError(
                "a process that shared the lines was ended from outside, most likely for want of"
                " memory: the lines without an answer are still to do; try fewer --jobs"
            ) from error
    else:
        for line in lines:
            write([answer(line)])
    return 0


def answer_line(work: Callable[[Record], Record], line: Line) -> str:
    """The answer to one line, as JSON; never raises on account of the line."""
    identity: Any = None
    try:
        record = _record(line)
        identity = record.get("id")
        result = {"id": identity, **work(record)}
    except Exception as error:  # the stream must go on, whatever one line does
        result = {"id": identity, "error": _reason(error)}
    try:
        return _written(result)
    except Exception as error:  # it is the id that cannot be given back
        return _written({"id": None, "error": f"the answer cannot be written: {_reason(error)}"})


def _record(line: Line) -> Record:
    """The object that a line holds."""
    text = line.decode("utf-8") if isinstance(line, bytes) else line
    try:
        record = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadRecord(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise BadRecord("a line must be a JSON object")
    return record


def _no_number(name: str) -> Any:
    raise BadRecord(f"not JSON: {name} is no number that JSON knows")


def _written(result: Record) -> str:
    """An answer on one line, which UTF-8 can hold."""
    written = json.dumps(result, ensure_ascii=False, allow_nan=False)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, in an id: as it came
        return json.dumps(result, allow_nan=False)
    return written.translate(_LINE_ENDS)


def _reason(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return f"not UTF-8 (byte {error.start} of the line, 0x{error.object[error.start]:02x})"
        case RecursionError():
            return "nested too deep"
        case _:
            return str(error) or type(error).__name__


def _answer_lines(answer: Callable[[Line], str], lines: list[Line]) -> list[str]:
    return [answer(line) for line in lines]


class _Stream:
    """Hands lines to a pool and writes the answers, in order, in a thread of its own.

    A line goes to a process that is idle at once; while all are busy, lines gather in a chunk that
    goes as soon as one is done. So a single line is never held back for want of others, and where
    lines come fast, few messages carry many. The reading waits while too many are under way.
    """

    def __init__(
        self,
        pool: ProcessPoolExecutor,
        answer: Callable[[list[Line]], list[str]],
        jobs: int,
        write: Callable[[Iterable[str]], None],
    ) -> None:
        self._pool = pool
        self._answer = answer
        self._jobs = jobs
        self._write = write
        self._changed = threading.Condition()
        # Under the lock of the condition:
        self._gathered: list[Line] = []
        self._waiting: deque[Future[list[str]]] = deque()  # their answers are not yet written
        self._busy = 0  # chunks that the processes have
        self._ended = False
        self._error: BaseException | None = None

    def run(self, lines: Iterable[Line]) -> None:
        """Answer every line.

        Raises:
            OSError: the answers cannot be written.
        """
        writer = threading.Thread(target=self._write_all, name="answers")
        writer.start()
        try:
            for line in lines:
                if not self._take(line):
                    break
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()  # it wakes once the lock is free
                self._send()
            writer.join()
        if self._error is not None:
            raise self._error

    def _take(self, line: Line) -> bool:
        """Take in one line, as soon as there is room; false if nothing can be written any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room() or self._error is not None)
            if self._error is not None:
                return False
            self._gathered.append(line)
            if self._busy < self._jobs or len(self._gathered) >= _CHUNK:
                self._send()
            return True

    def _has_room(self) -> bool:
        return len(self._waiting) < _AHEAD * self._jobs

    def _send(self) -> None:
        """Hand on what has gathered."""
        if not self._gathered or self._error is not None:
            return
        chunk, self._gathered = self._gathered, []
        future = self._pool.submit(self._answer, chunk)
        self._waiting.append(future)
        self._busy += 1
        self._changed.notify_all()
        future.add_done_callback(self._done)

    def _done(self, _future: Future[list[str]]) -> None:
        with self._changed:
            self._busy -= 1
            self._send()

    def _write_all(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._waiting or self._ended)
                    if not self._waiting:
                        return
                    future = self._waiting[0]
                answers = future.result()
                self._write(answers)
                with self._changed:
                    self._waiting.popleft()
                    self._changed.notify_all()
        except BaseException as error:  # it is raised where the lines are read
            with self._changed:
                self._error = error
                self._changed.notify_all()
