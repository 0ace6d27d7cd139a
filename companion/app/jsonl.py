"""JSON Lines over standard input and output: one line out as soon as one line in is done.

Lines stay in order. A bad line gives ``{"id", "error"}`` and the stream goes on. Memory does not
grow with the number of lines, whatever ``jobs`` is.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from typing import Any, TextIO

Record = dict[str, Any]


class BadRecord(ValueError):
    """A record that lacks a field or holds one of the wrong type."""


def require_text(record: Record, *fields: str) -> tuple[str, ...]:
    """The named fields, which must all be strings.

    Raises:
        BadRecord: naming the field that is missing or no string.
    """
    for field in fields:
        if not isinstance(record.get(field), str):
            raise BadRecord(f'"{field}" must be a string')
    return tuple(record[field] for field in fields)


def run_stream(
    work: Callable[[Record], Record],
    *,
    jobs: int = 1,
    source: TextIO | None = None,
    sink: TextIO | None = None,
) -> int:
    """Answer every line of ``source`` with ``work``; returns the exit status (0).

    Args:
        work: from a record to the answer's fields; its ``id`` is added. For ``jobs`` above 1 it
            must be importable by name, as it runs in other processes.
        jobs: how many processes share the lines.
        source: defaults to standard input.
        sink: defaults to standard output.
    """
    source = source or sys.stdin
    sink = sink or sys.stdout
    answer = partial(answer_line, work)
    lines = (line for line in source if line.strip())
    for out in map(answer, lines) if jobs <= 1 else _pooled(answer, lines, jobs):
        sink.write(out + "\n")
        sink.flush()
    return 0


def answer_line(work: Callable[[Record], Record], line: str) -> str:
    """The answer to one line, as JSON; never raises on account of the line."""
    identity: Any = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise BadRecord("a line must be a JSON object")
        identity = record.get("id")
        result = {"id": identity, **work(record)}
    except json.JSONDecodeError as error:
        result = {"id": identity, "error": f"not JSON: {error}"}
    except Exception as error:  # the stream must go on, whatever one line does
        result = {"id": identity, "error": str(error) or type(error).__name__}
    return json.dumps(result, ensure_ascii=False)


def _pooled(answer: Callable[[str], str], lines: Iterable[str], jobs: int) -> Iterator[str]:
    """Answers in order, with a bounded number of lines under way."""
    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for line in lines:
            waiting.append(pool.submit(answer, line))
            while waiting and (len(waiting) >= 4 * jobs or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
