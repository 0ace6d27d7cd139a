"""``companion doctor``: what works on this machine, and what to do about the rest."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from companion.app.terminal import say

DESCRIPTION = """\
See what works on this machine: packages, the local engine, a browser, your models and whether
their keys are there. Keys are never shown. The only connections made are to the servers that you
have configured, to see whether they answer.
"""


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="what works here, and what to do about what does not",
        description=DESCRIPTION,
        epilog="exit status: 0 all is well, 1 something needs your attention",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "draft", nargs="?", type=Path, metavar="DRAFT", help="look at this draft's folder, too"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument(
        "--allow-folder",
        action="store_true",
        help="use what the settings beside the draft ask for, such as a model",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the checks and print them; returns the exit status."""
    from companion import __version__
    from companion.app.health import examine, lines

    if args.allow_folder:
        _allow(args.draft)
    signs = examine(args.draft)
    well = all(sign.state != "problem" for sign in signs)
    if args.json:
        record = {"version": __version__, "ok": well, "signs": [sign.as_dict() for sign in signs]}
        say(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        say(f"companion {__version__}\n")
        say("\n".join(lines(signs)))
    return 0 if well else 1


def _allow(draft: Path | None) -> None:
    """Record the author's consent to what the settings beside a draft ask for."""
    from companion.app.settings import load_settings
    from companion.errors import UserError

    asked = load_settings(draft).asked
    if asked is None:
        raise UserError("the settings beside this draft ask for nothing that needs your word")
    try:
        asked.remember(True)
    except OSError as error:
        raise UserError(f"your answer cannot be kept: {error}") from error
