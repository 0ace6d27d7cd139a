"""``companion marks``: decide on the changes that someone marked in a copy of a draft."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.commands.common import add_serving
from companion.app.terminal import say

if TYPE_CHECKING:
    from companion.formats.criticmarkup import MarkedText
    from companion.review.check import Suggestion

DESCRIPTION = """\
Reads FILE, in which someone marked changes as CriticMarkup, and opens DRAFT with each of them as a
suggestion: judged by the guard and the meter like any other, to accept or reject one by one. What
is more than grammar stands under "Held back". FILE is never written.

DRAFT is the text that the changes are for. It may have been written on since: a change whose own
words are no longer there is left out. Without a DRAFT, FILE's text before the changes becomes one,
beside it, with ".unmarked" in its name.
"""

EPILOG = """\
examples:
  companion marks essay.reviewed.md essay.md   what a reviewer marked, decided in your draft
  companion marks --text essay.reviewed.md     what is marked, judged, in the terminal
  companion check --criticmarkup essay.md       the other way: suggestions as marks

The marks: {++added++} {--removed--} {~~old~>new~~} {==about this==}{>>a comment<<}

exit status of --text and --json: 0 nothing left to decide, 1 something, 2 bad input
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "marks",
        help="decide on changes that someone marked as CriticMarkup",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a text with marks in it")
    parser.add_argument("draft", metavar="DRAFT", type=Path, nargs="?", help="what they are for")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="print what is marked, judged")
    form.add_argument("--json", action="store_true", help="print it as JSON")
    add_serving(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what is marked, or open the page on it; returns the exit status."""
    from companion.app.session.reviewer_copy import read_marked
    from companion.comparison.source import UnreadableError
    from companion.errors import UserError
    from companion.store.draft_file import DraftError

    try:
        reading = read_marked(args.file)
        if args.text or args.json:
            return _print(args, reading)
        return _open(args, reading)
    except (UnreadableError, DraftError) as error:
        raise UserError(str(error)) from error


def _print(args: argparse.Namespace, reading: MarkedText) -> int:
    text, found = _pending(args.draft, reading)
    comments = [(comment.span.of(reading.base), comment.text) for comment in reading.comments]
    if args.json:
        say(json.dumps(_as_json(text, found, comments), ensure_ascii=False, indent=2))
        return 1 if found else 0
    from companion.app.commands.check import diff_line

    for one in found:
        line = text.count("\n", 0, one.span.start) + 1
        say(f"{line}: {one.verdict.value}: {one.message} [{one.kind.value}]")
        say(f"    {diff_line(text, one, colour=False)}")
    for quotation, comment in comments:
        say(f"comment on “{' '.join(quotation.split())}”: {' '.join(comment.split())}")
    gone = len(reading.changes) - len(found)
    say(f"{len(found)} to decide, {gone} decided before or no longer fitting the draft")
    return 1 if found else 0


def _as_json(text: str, found: list[Suggestion], comments: list[tuple[str, str]]) -> dict[str, Any]:
    from companion.app.edit_record import edit_record

    return {
        "edits": [edit_record(text, one) for one in found],
        "comments": [{"quotation": quotation, "text": said} for quotation, said in comments],
    }


def _pending(path: Path | None, reading: MarkedText) -> tuple[str, list[Suggestion]]:
    """The text that the changes are for, and those still open; writes nothing."""
    from companion.app.settings import load_settings
    from companion.review.reviewer_marks import Marks
    from companion.store.draft_file import DraftFile
    from companion.store.history import History, has_history

    text, accepted, dismissed = reading.base, frozenset[str](), frozenset[str]()
    if path is not None:
        text = DraftFile.open(path).text
        if has_history(path):
            history = History(path, text)
            try:
                accepted = history.ledger.accepted()
                dismissed = history.ledger.dismissed_fingerprints()
            finally:
                history.close()
    marks = Marks(reading.base, reading.changes, accepted)
    pending = marks.pending(text, load_settings(path).guard_options())
    return text, [one for _, one in pending if one.fingerprint not in dismissed]


def _open(args: argparse.Namespace, reading: MarkedText) -> int:
    """Open the page; a draft that is not there yet is the text before the changes."""
    from companion.app.commands.open import serve_draft
    from companion.app.server.draft_request import DraftRequest
    from companion.store.draft_file import DraftFile

    path: Path = args.draft or args.file.with_name(
        f"{args.file.stem}.unmarked{args.file.suffix or '.md'}"
    )
    if os.path.lexists(path):
        draft = DraftFile.open(path).path
    else:
        draft = DraftFile.create(path, reading.base).path
    request = DraftRequest(draft, marked=args.file.resolve())
    return serve_draft(request, port=args.port, browser=not args.no_browser)
