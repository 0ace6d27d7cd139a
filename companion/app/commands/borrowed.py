"""``companion borrowed``: words of a draft that a partner, a critic or a transcript said first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from companion.app.terminal import say


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "borrowed",
        help="find words of a draft that came from a conversation about it",
        description=(
            "Find words of a draft that a partner, a critic or a transcript said first. What you"
            " wrote in your own association, or in the draft before they spoke, is yours."
        ),
    )
    parser.add_argument("draft", metavar="DRAFT", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what is borrowed, in the order of the draft; 1 if there is anything."""
    from companion.app.session.kept_associations import read_associations, sources
    from companion.association.borrowed import borrowed

    kept, draft = read_associations(args.draft)
    found = borrowed(draft, sources(kept))
    if args.json:
        say(
            json.dumps(
                [
                    {
                        "start": one.span.start,
                        "end": one.span.end,
                        "text": one.text,
                        "origin": one.origin,
                    }
                    for one in found
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for one in found:
            line = draft.count("\n", 0, one.span.start) + 1
            say(f"{args.draft}:{line}: “{' '.join(one.text.split())}” ({one.origin})")
        if not found:
            say("Nothing here was said first by someone else, as far as is kept.")
    return 1 if found else 0
