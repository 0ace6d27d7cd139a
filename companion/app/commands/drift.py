"""``companion drift``: how far a revision moved from the author's voice, and why."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from companion.app.jsonl import Record
    from companion.voice.drift import Drift
    from companion.voice.profile import VoiceProfile

HELP = "how far a revision moved from the author's voice toward assistant style, and why"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("drift", help=HELP, description=HELP + ".")
    parser.add_argument("before", nargs="?", type=Path, metavar="BEFORE", help="the author's text")
    parser.add_argument("after", nargs="?", type=Path, metavar="AFTER", help="the revised text")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id","before","after"} a line, write {"id","bits","warn","reasons"} a line',
    )
    parser.add_argument("--profile", metavar="NAME", help="the author's profile to judge by")
    parser.add_argument("--jobs", type=int, default=1, help="processes that share the lines")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; 1 when the drift warns."""
    from companion.app.cli import UserError

    profile = load_profile(args.profile)
    if args.jsonl:
        from companion.app.jsonl import run_stream

        return run_stream(partial(answer, profile=profile), jobs=args.jobs)
    if args.before is None or args.after is None:
        raise UserError("give two files, BEFORE and AFTER, or --jsonl to read lines")
    from companion.voice.drift import drift

    result = drift(read_text(args.before), read_text(args.after), profile)
    print(json.dumps(asdict(result), ensure_ascii=False) if args.json else describe(result))
    return 1 if result.warn else 0


def answer(record: Record, profile: VoiceProfile | None = None) -> dict[str, Any]:
    """The answer to one JSON Lines record."""
    from companion.app.jsonl import require_text
    from companion.voice.drift import drift

    before, after = require_text(record, "before", "after")
    return asdict(drift(before, after, profile))


def describe(result: Drift) -> str:
    """The drift in words."""
    lines = [f"{result.bits:+.1f} bits: {result.label}" + (" (warning)" if result.warn else "")]
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
    from companion.app.cli import UserError
    from companion.voice import profile

    try:
        return profile.load_profile(name)
    except profile.ProfileError as error:
        raise UserError(str(error)) from error


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        UserError: if it cannot be read as UTF-8 text.
    """
    from companion.app.cli import UserError

    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text: save it as UTF-8 and try again") from error
