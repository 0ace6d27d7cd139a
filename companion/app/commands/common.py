"""Options and history handling that several commands share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from companion.app.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

    from companion.store.draft_file import DraftFile
    from companion.store.history import History


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """``--jobs``, of a command that streams."""
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes for --jsonl (default: 1)"
    )


def add_serving(parser: argparse.ArgumentParser) -> None:
    """``--no-browser`` and ``--port``, of a command that opens the page."""
    parser.add_argument(
        "--no-browser", action="store_true", help="only print the address, open no browser"
    )
    parser.add_argument(
        "--port", type=int, help="listen on this port (default: one of the draft's own if free)"
    )


def read_text(path: Path) -> str:
    """The text of a UTF-8 file that is only read; its line ends stay as they are.

    Raises:
        UserError: it cannot be read, or is no text; the message says what to do.
    """
    from companion.errors import UserError
    from companion.formats.files import FileRefused, read_file
    from companion.store.encoding import NotText, decode

    try:
        data = read_file(path)
        decode(data)
    except FileRefused as error:
        raise UserError(f"cannot read {path}: {error}") from error
    except NotText as error:
        raise UserError(f"{path} {error}") from None
    return data.decode("utf-8-sig")


@contextmanager
def history_of(draft: DraftFile) -> Iterator[History]:
    """The history of a draft; what was wrong with it is told at the end, and stops nothing."""
    from companion.store.history import History

    history = History(draft.path, draft.text)
    try:
        yield history
    finally:
        if history.problem:
            say(f"companion: {history.problem}", file=sys.stderr)
        history.close()
