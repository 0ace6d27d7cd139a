"""``companion guard``: what of a proposal is grammar, and the text with only that applied."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from companion.app.commands.common import add_jobs, read_text
from companion.app.jsonl import Record, require_text
from companion.app.terminal import say

DESCRIPTION = """\
Compares a proposed text with the original, change by change: grammar passes; what touches wording,
order, meaning, quotations or markup is held back, with the reason. It does not matter who proposed.
"""

EPILOG = """\
examples:
  companion guard mine.md proposed.md             each change, its verdict and the reason
  companion guard --jsonl --jobs 4 < pairs.jsonl  {"id", "original", "proposed"} a line; the answer
                                                  has "edits", and "kept": the original with only
                                                  what passed

exit status: 0 all of it passes (or --jsonl), 1 something is held back, 2 bad input
"""


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "guard",
        help="judge a proposed text: only grammar passes",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("original", nargs="?", metavar="ORIGINAL", type=Path)
    parser.add_argument("proposed", nargs="?", metavar="PROPOSED", type=Path)
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='judge lines {"id","original","proposed"} of standard input',
    )
    add_jobs(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Judge a stream, or one pair of files; 1 if a pair of files has a change held back."""
    from companion.errors import UserError

    if args.jsonl:
        from companion.app.jsonl import run_stream

        if args.original is not None:
            raise UserError("--jsonl reads standard input: leave the files out, or pipe them in")
        return run_stream(answer, jobs=args.jobs)
    if args.original is None or args.proposed is None:
        raise UserError("guard needs two files, ORIGINAL and PROPOSED, or --jsonl")
    return _print_pair(read_text(args.original), read_text(args.proposed))


def answer(record: Record) -> Record:
    """The judged edits of one record, and what is kept."""
    from companion.app.edit_record import edit_record
    from companion.grammar.guard import guard

    original, proposed = require_text(record, "original", "proposed")
    result = guard(original, proposed)
    edits = [edit_record(original, edit) for edit in result.edits]
    return {"edits": edits, "kept": result.kept}


def _print_pair(original: str, proposed: str) -> int:
    from companion.grammar.guard import guard
    from companion.grammar.kinds import plain_name

    result = guard(original, proposed)
    for edit in result.edits:
        line = original.count("\n", 0, edit.span.start) + 1
        mark = "passes" if edit.mechanical else "held  "
        say(f"{line}: {mark} {edit.before!r} -> {edit.after!r} ({plain_name(edit.kind)})")
        say(f"    {edit.message}")
    held = sum(not edit.mechanical for edit in result.edits)
    say(f"{len(result.edits)} changes, {held} held back")
    return 1 if held else 0
