"""``companion transcript``: conversations about a draft, brought in and given out as Markdown."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from companion.app.terminal import hand_out, say
from companion.text.wording import counted


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "transcript",
        help="bring conversations in, and give them out, as Markdown",
        description="Bring in a conversation held elsewhere, or give out all that are kept.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    bring = actions.add_parser("import", help="keep the conversations of a file with a draft")
    bring.add_argument("file", metavar="FILE", type=Path, help="Markdown, or - for standard input")
    bring.add_argument(
        "--author",
        metavar="NAME",
        help="whose turns are the author's own words; all others' are told from them",
    )
    bring.set_defaults(run=run_import)
    give = actions.add_parser("export", help="print the conversations that are kept with a draft")
    give.add_argument("--json", action="store_true", help="print JSON")
    give.add_argument("--number", type=int, metavar="N", help="only the conversation N")
    give.set_defaults(run=run_export)
    for action in (bring, give):
        action.add_argument("--draft", metavar="DRAFT", type=Path, required=True)


def run_import(args: argparse.Namespace) -> int:
    """Keep what a file holds; says what it was."""
    from companion.app.session.kept_associations import keep_transcript, open_history
    from companion.association.transcript import TranscriptError, read_transcripts
    from companion.errors import UserError

    text = _read(args.file)
    try:
        transcripts = read_transcripts(text)
    except TranscriptError as error:
        raise UserError(f"{args.file}: {error}") from None
    if args.author is not None:
        for transcript in transcripts:
            if args.author not in transcript.names:
                raise UserError(
                    f"{args.file}: {args.author!r} is not in {transcript.title!r}; --author takes"
                    f" one of: {', '.join(transcript.names)}"
                )
    with open_history(args.draft) as (history, draft):
        kept = history.associations
        for transcript in transcripts:
            number = keep_transcript(kept, transcript, draft, author=args.author)
            count = len(transcript.turns)
            say(f"{number}: {transcript.title}, {counted(count, 'message')}")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Print what is kept, oldest first."""
    from companion.app.session.kept_associations import as_transcript, read_associations
    from companion.association.transcript import write_transcripts
    from companion.errors import UserError

    kept, _ = read_associations(args.draft)
    if args.number is not None:
        kept = tuple(one for one in kept if one.id == args.number)
        if not kept:
            raise UserError(f"no conversation {args.number} is kept with {args.draft}")
    if args.json:
        found = [
            {
                "number": one.id,
                "kind": one.kind,
                "names": list(one.names),
                "started": one.started.isoformat(" ", "seconds"),
                "ended": one.ended.isoformat(" ", "seconds") if one.ended else None,
                "about": one.about,
                "turns": [
                    {"name": turn.name, "speaker": turn.speaker, "text": turn.text}
                    for turn in one.turns
                ],
            }
            for one in kept
        ]
        say(json.dumps(found, ensure_ascii=False, indent=2))
    elif kept:
        hand_out(write_transcripts(map(as_transcript, kept)))
    return 0


def _read(path: Path) -> str:
    from companion.errors import UserError
    from companion.formats.files import LARGEST_TEXT, FileRefused, check_size, read_file

    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
            check_size("", len(data))
        else:
            data = read_file(path)
        text = data.decode("utf-8-sig")
    except FileRefused as error:
        raise UserError(f"{path} cannot be read: {error}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8: save it as UTF-8 and try again") from None
    if "\0" in text:
        raise UserError(f"{path} is not text: save it as Markdown, in UTF-8")
    return text
