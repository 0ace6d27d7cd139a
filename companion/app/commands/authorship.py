"""``companion authorship``: who wrote what of a draft, as Markdown Annotations."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.terminal import say

if TYPE_CHECKING:
    from companion.app.session.authorship import Authorship
    from companion.store.draft_file import DraftFile

DESCRIPTION = """\
Says who wrote what of DRAFT: you what you typed; others what an accepted suggestion put in, what
you pasted, and what a partner, a critic or a transcript said first. It is what was recorded on
this device, and knows nothing of other programs.

It can be written down as Markdown Annotations 0.1, which iA Writer reads: ranges of characters,
with a hash of the text that they are of. Annotations that are there already, at the draft's end
or beside it, are taken up; those of an earlier text are carried over to the words that still
stand if that text is a kept version, and refused if it is not.
"""

EPILOG = """\
examples:
  companion authorship essay.md                       the shares, in words
  companion authorship essay.md --beside              writes essay.md.annotations
  companion authorship essay.md --at-end --author Ann puts them at the end of the draft, or renews
  companion authorship essay.md --from sent.md --beside    takes up those of another copy
  companion authorship essay.md --remove              the draft without them

exit status: 0 fine, 2 the draft or its annotations cannot be read, or are of another text
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "authorship",
        help="who wrote what of a draft, as Markdown Annotations",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("draft", type=Path, metavar="DRAFT")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--beside", action="store_true", help="write DRAFT.annotations")
    form.add_argument("--at-end", action="store_true", help="write them at the end of the draft")
    form.add_argument("--remove", action="store_true", help="take them off the end of the draft")
    form.add_argument("--json", action="store_true", help="print who wrote what as JSON")
    parser.add_argument("--author", metavar="NAME", default="Author", help="your name in them")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--from", dest="given", type=Path, metavar="FILE", help="take up FILE's")
    start.add_argument("--discard", action="store_true", help="leave those that are there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from companion.app.session.authorship import authorship, beside
    from companion.errors import UserError
    from companion.formats.markdown_annotations import join_document
    from companion.store.atomic import replace_file
    from companion.store.draft_file import DraftError, DraftFile

    try:
        draft = DraftFile.open(args.draft)
        if args.remove:
            return _remove(draft)
        found = authorship(draft, args.author, given=args.given, discard=args.discard)
        for note in found.notes:
            say(f"companion: {note}", file=sys.stderr)
        if args.beside:
            path = beside(draft.path)
            replace_file(path.resolve(), found.block.encode("utf-8"))
            say(f"wrote {path}", file=sys.stderr)
        elif args.at_end:
            _write(draft, join_document(found.text, found.block))
            say(f"wrote them at the end of {draft.path}", file=sys.stderr)
        elif args.json:
            say(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        else:
            say(describe(found))
    except DraftError as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(f"the annotations cannot be written: {error.strerror}") from error
    return 0


def _remove(draft: DraftFile) -> int:
    from companion.errors import UserError
    from companion.formats.markdown_annotations import draft_bounds, split_document
    from companion.text.annotation_block import block_start

    if block_start(draft.text) is None:
        raise UserError(f"there are no annotations at the end of {draft.path}")
    _write(draft, split_document(draft.text, draft_bounds)[0])
    say(f"took them off the end of {draft.path}", file=sys.stderr)
    return 0


def _write(draft: DraftFile, text: str) -> None:
    """Write the draft; what stood there before is kept as a version, where versions are kept."""
    from companion.store.database import HistoryError
    from companion.store.history import History, has_history

    history = History(draft.path, draft.text) if has_history(draft.path) else None
    try:
        if history is not None:
            history.versions.keep(draft.text, "before annotating", form=draft.form)
        draft.write(text)
        if history is not None:
            history.saved(draft.text)
    except HistoryError as error:
        say(f"companion: no version is kept: {error}", file=sys.stderr)
        draft.write(text)
    finally:
        if history is not None:
            history.close()


def describe(found: Authorship) -> str:
    """Each author's share, in characters as a reader counts them."""
    whole = sum(len(part) for author in found.authors for part in author.ranges) or 1
    width = max(len(author.key) for author in found.authors)
    lines = []
    for author in found.authors:
        own = sum(map(len, author.ranges))
        lines.append(f"{author.key:<{width}}  {own:>9,} characters  {100 * own / whole:5.1f} %")
    return "\n".join(lines)


def _as_json(found: Authorship) -> dict[str, Any]:
    """Ranges in grapheme clusters, as annotations have them, and in code points."""
    from companion.formats.markdown_annotations import draft_bounds

    bounds = draft_bounds(found.text)
    return {
        "authors": [
            {
                "key": author.key,
                "graphemes": [[part.start, len(part)] for part in author.ranges],
                "spans": [[bounds[part.start], bounds[part.end]] for part in author.ranges],
            }
            for author in found.authors
        ],
        "annotations": found.block,
    }
