"""``companion history``: the versions of a draft."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.commands.common import history_of
from companion.app.terminal import hand_out, say

if TYPE_CHECKING:
    from companion.store.draft_file import DraftFile
    from companion.store.history import History
    from companion.store.versions import Version

EPILOG = """\
examples:
  companion history essay.md                      the versions, latest first
  companion history essay.md --keep "read aloud"  keep the draft as it is now, under a name
  companion history essay.md --show 12            the words of version 12
  companion history essay.md --restore 12         make it the draft (what was there is kept first)
"""


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "history",
        help="the versions of a draft",
        description="Lists the kept versions of DRAFT; they lie in .companion/ beside it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("draft", type=Path, metavar="DRAFT")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a list of JSON objects")
    form.add_argument("--keep", metavar="NAME", help="keep the draft as it is now")
    form.add_argument("--show", type=int, metavar="N", help="print the words of version N")
    form.add_argument("--restore", type=int, metavar="N", help="make version N the draft")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from companion.errors import UserError
    from companion.store.database import HistoryError
    from companion.store.draft_file import DraftError, DraftFile
    from companion.store.history import has_history

    try:
        draft = DraftFile.open(args.draft)
        if args.keep is None and not has_history(draft.path):
            if args.show is not None or args.restore is not None:
                raise UserError(f"{draft.path} has no versions yet")
            say("[]" if args.json else f"{draft.path} has no versions yet.")
            return 0
        with history_of(draft) as history:
            _answer(args, draft, history)
    except (DraftError, HistoryError) as error:
        raise UserError(str(error)) from error
    return 0


def _answer(args: argparse.Namespace, draft: DraftFile, history: History) -> None:
    versions = history.versions
    if args.keep is not None:
        kept = versions.keep(draft.text, "named", name=args.keep, form=draft.form)
        say(f"Kept as version {kept.id}, “{kept.name}”.")
    elif args.show is not None:
        hand_out(versions.text(args.show))
    elif args.restore is not None:
        wanted, form = versions.text(args.restore), versions.form(args.restore)
        before = versions.keep(draft.text, "before restore", form=draft.form)
        draft.write(wanted, form=form)
        history.saved(draft.text)
        say(f"Version {args.restore} is the draft again. It was version {before.id} until now.")
    elif args.json:
        found = [as_record(v) for v in versions.list()]
        say(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in describe(versions.list()):
            say(line)


def as_record(version: Version) -> dict[str, Any]:
    """A version as a JSON object."""
    return {
        "id": version.id,
        "at": version.at.isoformat(),
        "reason": version.reason,
        "name": version.name,
        "note": version.note,
        "made_by": version.made_by,
        "maker": version.maker,
        "source": version.source,
        "words": version.words,
        "digest": version.digest,
    }


def describe(versions: tuple[Version, ...]) -> list[str]:
    """One line a version: number, local time, words, maker, and name."""
    lines = []
    for v in versions:
        whose = v.made_by if not v.maker else f"{v.made_by}: {v.maker}"
        called = f"“{v.name}”" if v.name else v.reason
        origin = f" from {v.source}" if v.source else ""
        note = f" ({v.note})" if v.note else ""
        when = v.at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(f"{v.id:>5}  {when}  {v.words:>7,} words  {whose}  {called}{origin}{note}")
    return lines
