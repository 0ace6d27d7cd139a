"""``companion drift``: how far a revision moved from the author's voice, and why."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.commands.common import add_jobs, read_text
from companion.app.terminal import say

if TYPE_CHECKING:
    from companion.app.jsonl import Record
    from companion.review.drift import Drift
    from companion.voice.profile import VoiceProfile

HELP = "how far a revision moved from the author's voice toward assistant style, and why"


EPILOG = """\
examples:
  companion drift draft.md polished.md            what a revision did to your voice
  companion drift --git HEAD draft.md             what you have changed since the last commit
  companion drift --git main~3 --new-is-fine chapters/*.md
  companion drift --jsonl --jobs 4 < pairs.jsonl  {"id", "before", "after"} a line

exit status: 0 within your voice, 1 the meter warns, 2 bad input
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "drift",
        help=HELP,
        description=f"{HELP[0].upper()}{HELP[1:]}.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "texts", nargs="*", type=Path, metavar="TEXT", help="BEFORE and AFTER; with --git, drafts"
    )
    parser.add_argument("--git", metavar="REV", help="compare drafts with this git revision")
    parser.add_argument(
        "--new-is-fine",
        action="store_true",
        help="with --git: a draft that REV has not got is passed over, not an error",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id","before","after"} a line, write {"id","bits","warn","reasons","lost",'
        '"amount","paragraphs"} a line',
    )
    parser.add_argument("--profile", metavar="NAME", help="the author's profile to judge by")
    add_jobs(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; 1 when the drift warns."""
    from companion.errors import UserError

    profile = load_profile(args.profile)
    if args.jsonl:
        from companion.app.jsonl import run_stream

        if args.texts or args.git:
            raise UserError("--jsonl reads standard input: leave the files out, or pipe them in")
        return run_stream(partial(answer, profile=profile), jobs=args.jobs)
    if args.git is not None:
        return _since_revision(args, profile)
    if len(args.texts) != 2:
        raise UserError(
            "give two files, BEFORE and AFTER; or --git REV and drafts; or --jsonl to read lines"
        )
    from companion.review.drift import drift

    before, after = args.texts
    result = drift(_read(before), _read(after), profile)
    say(json.dumps(asdict(result), ensure_ascii=False) if args.json else describe(result))
    return 1 if result.warn else 0


def _read(path: Path) -> str:
    """A text whose lines end alike: how a file is written down is no matter of voice."""
    return read_text(path).replace("\r\n", "\n").replace("\r", "\n")


def _since_revision(args: argparse.Namespace, profile: VoiceProfile | None) -> int:
    """Compare each draft with a revision of it; what fails is said, and the others still read."""
    from companion.app.commands.git import NotInRevision, text_in_revision
    from companion.errors import UserError
    from companion.review.drift import drift
    from companion.store.draft_file import DraftError, DraftFile

    if not args.texts:
        raise UserError("which draft? Try 'companion drift --git HEAD essay.md'")
    failed = warned = False
    records = []
    for path in args.texts:
        try:
            now = DraftFile.open(path).text
            result = drift(text_in_revision(path, args.git), now, profile)
        except (DraftError, UserError) as error:
            if isinstance(error, NotInRevision) and args.new_is_fine:
                continue
            say(f"companion: {error}", file=sys.stderr)
            failed = True
            continue
        warned = warned or result.warn
        records.append({"draft": str(path), **asdict(result)})
        if not args.json:
            say(f"{path}: {describe(result)}")
    if args.json:
        say(json.dumps(records, ensure_ascii=False))
    return 2 if failed else int(warned)


def answer(record: Record, profile: VoiceProfile | None = None) -> dict[str, Any]:
    """The answer to one JSON Lines record."""
    from companion.app.jsonl import require_text
    from companion.review.drift import drift

    before, after = require_text(record, "before", "after")
    return asdict(drift(before, after, profile))


def describe(result: Drift) -> str:
    """The drift in words."""
    if not result.paragraphs:
        return f"no drift: {result.amount}"
    lines = [f"{result.bits:+.1f} bits: {result.label}" + (" (warning)" if result.warn else "")]
    lines.append(str(result.amount))
    lines += [f"lost: {loss.text}" for loss in result.lost]
    if result.reliability != "enough":
        lines.append(f"{result.reliability} text to tell: take the number lightly")
    width = max((len(reason.text) for reason in result.reasons), default=0)
    lines += [f"  {reason.text:<{width}}  {reason.bits:+6.2f}" for reason in result.reasons]
    return "\n".join(lines)


def load_profile(name: str | None) -> VoiceProfile | None:
    """The profile of that name, or none if no name is given.

    Raises:
        UserError: if there is no such profile.
    """
    if name is None:
        return None
    from companion.errors import UserError
    from companion.voice import profile

    try:
        return profile.load_profile(name)
    except profile.ProfileError as error:
        raise UserError(str(error)) from error
