"""``companion disclose``: what the tools did to a draft, ready to hand in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from companion.app.commands.common import history_of
from companion.app.terminal import hand_out, say

VENUES = ("generic", "lesswrong", "lesswrong-2025", "acl", "nature", "icmje", "caltech")

EPILOG = """\
examples:
  companion disclose essay.md                   a plain statement
  companion disclose essay.md --venue icmje     as medical journals ask for it
  companion disclose essay.md --html > note.html

Everything is computed from what Companion recorded on this device while the draft was open in it.
It is a record, not a proof, and knows nothing of other tools.
"""


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "disclose",
        help="what the tools did to a draft, as a statement",
        description="Says how many suggestions were shown, accepted and rejected, how many words"
        " they changed, which models were used, and for how long you wrote.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("draft", type=Path, metavar="DRAFT")
    parser.add_argument("--venue", choices=VENUES, default="generic", help="where it goes to")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON object")
    form.add_argument("--html", action="store_true", help="print a self-contained page")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from companion.app.session.kept_associations import borrowed_phrases
    from companion.errors import UserError
    from companion.review.disclose import as_html, as_json, disclosure_of, statement
    from companion.store.database import HistoryError
    from companion.store.draft_file import DraftError, DraftFile
    from companion.store.history import has_history

    try:
        draft = DraftFile.open(args.draft)
        if not has_history(draft.path):
            raise UserError(
                f"nothing is recorded of {draft.path}: open it with 'companion {args.draft}' first"
            )
        with history_of(draft) as history:
            phrases = borrowed_phrases(history.associations.all(), draft.text)
            found = disclosure_of(history, draft.path.name, draft.text, borrowed=phrases)
    except (DraftError, HistoryError) as error:
        raise UserError(str(error)) from error
    said = statement(found, args.venue)
    if args.json:
        say(json.dumps(as_json(found, said), ensure_ascii=False, indent=2))
    elif args.html:
        hand_out(as_html(found, said))
    else:
        say(said.text)
        if said.advice:
            say(f"\n{said.title}: {said.advice}", file=sys.stderr)
    return 0
