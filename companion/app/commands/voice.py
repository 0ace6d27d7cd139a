"""``companion voice``: learn and show the author's profile; export the tells for Vale."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from companion.app.terminal import say

if TYPE_CHECKING:
    from companion.voice.profile import VoiceProfile

HELP = "the author's voice: learn it from their own texts, show it, export the tells"
EPILOG = """\
examples:
  companion voice learn essays/ letters.docx      from your own writing, the more the better
  companion voice show                            what is markedly yours
  companion drift before.md after.md --profile default
  companion voice vale styles/                    the tells, for the Vale linter

Code, quotations and what a reviewer marked in a document as a change are not learnt. Whole folders
are read: .md, .txt, .docx, .ipynb.

exit status: 0 fine, 2 a file cannot be read, or there is too little to learn from
"""
_MAX_SHOWN = 12


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its actions."""
    parser = subparsers.add_parser(
        "voice",
        help=HELP,
        description=f"{HELP[0].upper()}{HELP[1:]}.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    learn = actions.add_parser("learn", help="learn a profile from files or folders of your own")
    learn.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=".md .txt .docx .ipynb")
    learn.add_argument("--name", default="default", help="what to call it (default: default)")
    learn.set_defaults(run=run_learn)
    show = actions.add_parser("show", help="show a profile")
    show.add_argument("--name", default="default", help="which one (default: default)")
    show.add_argument("--json", action="store_true", help="print all of it as JSON")
    show.set_defaults(run=run_show)
    vale = actions.add_parser("vale", help="write the tells as a style for the Vale linter")
    vale.add_argument("folder", type=Path, metavar="DIR", help="Vale's StylesPath")
    vale.set_defaults(run=run_vale)


def run_learn(args: argparse.Namespace) -> int:
    """Learn a profile and keep it."""
    from companion.errors import UserError
    from companion.voice.profile import ProfileError, VoiceProfile, save_profile
    from companion.voice.sources import texts_in

    try:
        profile = VoiceProfile.learn(texts_in(args.paths), args.name)
        path = save_profile(profile)
    except ProfileError as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(f"cannot keep the profile: {error}") from error
    say(describe(profile))
    say(f"kept in {path}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Show a profile."""
    from companion.app.commands.drift import load_profile

    profile = load_profile(args.name)
    assert profile is not None
    say(profile.to_json() if args.json else describe(profile))
    return 0


def run_vale(args: argparse.Namespace) -> int:
    """Write the Vale style."""
    from companion.errors import UserError
    from companion.voice.vale import write_style

    try:
        folder, rules = write_style(args.folder)
    except OSError as error:
        raise UserError(f"cannot write the style: {error}") from error
    say(f"wrote {rules} rules to {folder}")
    return 0


def describe(profile: VoiceProfile) -> str:
    """A profile in a few lines."""
    mean, spread = profile.sentence_length
    own = sorted(
        (word for word, count in profile.words.items() if count >= 4 and profile.lift(word) > 1),
        key=profile.lift,
        reverse=True,
    )
    return "\n".join(
        (
            f"profile {profile.name}: {profile.tokens} words and marks of yours",
            f"sentences: {mean:.1f} words, give or take {spread:.1f}",
            f"words that are markedly yours: {', '.join(own[:_MAX_SHOWN]) or 'none yet'}",
        )
    )
