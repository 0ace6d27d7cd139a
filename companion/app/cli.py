"""The ``companion`` command.

Exit status: 0 fine, 1 something found, 2 usage or bad input, with a message on stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from companion import __version__
from companion.app.commands import COMMANDS
from companion.app.terminal import say
from companion.errors import UserError

DESCRIPTION = """\
A writing companion that corrects grammar only, shows each change as a diff to accept or
reject, and warns when edits drift from your voice. The words stay yours.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of every subcommand."""
    parser = argparse.ArgumentParser(
        prog="companion",
        description=DESCRIPTION,
        epilog="'companion COMMAND --help' tells more. With a DRAFT or nothing, it opens the page.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"companion.app.commands.{name}").add_parser(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    args = build_parser().parse_args(_with_default_command(sys.argv[1:] if argv is None else argv))
    try:
        status: int = args.run(args)
    except UserError as error:
        say(f"companion: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has closed our output: there is nobody to tell
        sys.stderr.close()
        return 1
    return status


def _with_default_command(argv: Sequence[str]) -> list[str]:
    """``companion essay.md`` opens it; for a file named like a command, write ``./check``."""
    words = list(argv)
    if words and words[0] in ("-h", "--help", "--version"):
        return words
    if words and (words[0] in COMMANDS or words[0].replace("-", "_") in COMMANDS):
        return words
    return ["open", *words]
