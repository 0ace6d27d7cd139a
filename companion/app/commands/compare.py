"""``companion compare``: versions of a text side by side, or what many texts share."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from companion.app.commands.common import add_serving
from companion.app.terminal import say, visible

if TYPE_CHECKING:
    from companion.comparison.cohort import Cohort
    from companion.comparison.compare import Comparison

HELP = "compare versions: aligned paragraphs, moves, numbers and names that changed, voice"
EPILOG = """\
examples:
  companion compare essay.md polished.md                on the page, to take what is yours
  companion compare essay.md polished.md --text         the differences, in the terminal
  companion compare essay.md a.md b.docx --html page.html
  companion compare essay.md polished.md --json
  companion compare essay.md polished.md --diff > polish.patch
  companion compare --cohort essays/*.md --html likeness.html

.md, .txt, .docx and .ipynb are read. A file with changes marked in it (CriticMarkup, tracked
changes) is compared with itself: before them and after.

exit status, where nothing is opened: 0 no difference, 1 some (or, with --cohort, something shared),
2 a text could not be read
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "compare",
        help=HELP,
        description=f"{HELP[0].upper()}{HELP[1:]}.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT", help="the base text first")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page that stands alone")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--by",
        choices=("words", "sentences", "paragraphs"),
        default="words",
        help="what differs as one (words)",
    )
    parser.add_argument(
        "--cohort", action="store_true", help="look for passages and manners that texts share"
    )
    parser.add_argument(
        "--diff", action="store_true", help="print a unified diff that makes the first the second"
    )
    parser.add_argument("--text", action="store_true", help="print the differences")
    add_serving(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command.

    Without an output asked for, it opens the page. Else it returns 1 if something differs (or, in
    a cohort, is shared).
    """
    from companion.errors import UserError

    try:
        if args.cohort:
            return _run_cohort(args)
        if args.diff:
            return _run_diff(args)
        if args.html is None and not (args.json or args.text):
            return _open(args)
        return _run_compare(args)
    except ValueError as error:
        raise UserError(str(error)) from error


def _open(args: argparse.Namespace) -> int:
    """Open the page on the first text, with the others beside it."""
    from companion.app.commands.open import serve_draft
    from companion.app.server.draft_request import DraftRequest
    from companion.comparison.source import read_sources
    from companion.errors import UserError
    from companion.store.draft_file import DraftError, DraftFile

    first, *others = args.texts
    if not others:
        raise UserError(
            f"with what is {first} to be compared? The page shows a draft first, then others:"
            f" 'companion compare DRAFT {first.name}'; --text or --html FILE shows one file with"
            " changes marked in it alone"
        )
    if not first.exists():
        raise UserError(f"cannot read {first}: there is no such file")
    for path in others:  # what cannot be read is told here rather than on the page
        read_sources(path)
    try:
        draft = DraftFile.open_or_create(first).path
    except DraftError as error:
        raise UserError(
            f"{error}. The page shows a draft first: put one there, or compare without a page"
            " (--text, or --html FILE)"
        ) from error
    return serve_draft(
        DraftRequest(draft, tuple(path.resolve() for path in others)),
        port=args.port,
        browser=not args.no_browser,
        notebook="compare.ipynb",
        greeting=f"Comparing {draft.name} with {len(others)} more",
    )


def _run_compare(args: argparse.Namespace) -> int:
    from companion.comparison.compare import compare, to_json
    from companion.comparison.source import read_sources
    from companion.errors import UserError

    if len(args.texts) == 1 and len(read_sources(args.texts[0])) == 1:
        raise UserError(
            f"no changes are marked in {args.texts[0]}, so it takes another text to compare it"
            f" with: 'companion compare DRAFT {args.texts[0].name}'"
        )
    result = compare(*args.texts, granularity=args.by)
    if args.html is not None:
        from companion.comparison.page import compare_page

        _write(args.html, compare_page(result))
    if args.json:
        say(json.dumps(to_json(result), ensure_ascii=False))
    elif args.text:
        print(describe(result, color=sys.stdout.isatty()))
    return 1 if any(pair.differences for pair in result.pairs) else 0


def _run_diff(args: argparse.Namespace) -> int:
    """Print the patch that gives the first text the words of the second; its line ends stay."""
    from companion.app.commands.check import patch_of, print_bytes
    from companion.comparison.source import read_sources
    from companion.errors import UserError
    from companion.store.draft_file import DraftError, DraftFile

    if len(args.texts) != 2:
        raise UserError(
            "--diff takes two texts: the one to patch, and the one that it is to become"
        )
    first, second = args.texts
    try:
        draft = DraftFile.open(first)
    except DraftError as error:
        raise UserError(f"{error}; --diff patches a plain text or Markdown file") from error
    patch = patch_of(draft, first, read_sources(second)[-1].text)
    print_bytes(patch)
    return 1 if patch else 0


def _run_cohort(args: argparse.Namespace) -> int:
    from companion.comparison.cohort import cohort
    from companion.comparison.source import read_sources

    result = cohort([read_sources(path)[-1] for path in args.texts])
    if args.html is not None:
        from companion.comparison.cohort_page import cohort_page

        _write(args.html, cohort_page(result))
    if args.json:
        from companion.comparison.cohort import cohort_json

        say(json.dumps(cohort_json(result), ensure_ascii=False))
    elif args.html is None:
        say(describe_cohort(result))
    return 1 if result.passages else 0


def _write(path: Path, text: str) -> None:
    from companion.errors import UserError
    from companion.text.characters import in_place

    try:
        # A file's name may hold bytes that are no characters.
        path.write_text(in_place(text), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from error
    say(f"wrote {path}", file=sys.stderr)


def describe(result: Comparison, *, color: bool = False) -> str:
    """The comparison in words, with each difference."""
    out, into, plain = ("\x1b[31;9m", "\x1b[34;4m", "\x1b[0m") if color else ("[-", "{+", "")
    out_end, into_end = (plain, plain) if color else ("-]", "+}")
    lines = []
    for column, pair in zip(result.columns[1:], result.pairs, strict=True):
        summary = pair.summary
        lines.append(
            f"{_inline(result.columns[0].source.name)} -> {_inline(column.source.name)}:"
            f" {summary.words_added} words"
            f" added, {summary.words_removed} removed, {summary.paragraphs_moved} paragraphs and"
            f" {summary.sentences_moved} sentences moved"
        )
        lines.append(
            f"  voice {column.bits:+.1f} bits: {column.label}; reading grade"
            f" {result.columns[0].reading.grade:.1f} -> {column.reading.grade:.1f}; words a"
            f" sentence {result.columns[0].reading.sentence:.1f} -> {column.reading.sentence:.1f}"
        )
        if not pair.precise:
            lines.append("  the texts differ so much that some words are marked as changed wrongly")
        lines += [
            f"  {fact.kind}: {_inline(fact.before or '(none)')} ->"
            f" {_inline(fact.after or '(none)')}"
            for fact in pair.facts
        ]
        for difference in pair.differences:
            note = f"  ({difference.note})" if difference.note else ""
            if difference.kind == "moved":
                row = pair.rows[difference.row]
                where = f"¶{row.moved_number} moved to ¶{row.revised_number}"
                lines.append(f"  {difference.id}  {where}: {_inline(difference.after)}")
                continue
            before = f"{out}{_inline(difference.before)}{out_end}" if difference.before else ""
            after = f"{into}{_inline(difference.after)}{into_end}" if difference.after else ""
            lines.append(f"  {difference.id}  {' '.join(filter(None, (before, after)))}{note}")
    return "\n".join(lines)


def _inline(text: str) -> str:
    """One line, with nothing in it that a terminal would obey."""
    return visible(text.replace("\n", "⏎").replace("\t", " "))


def describe_cohort(result: Cohort) -> str:
    """What the texts share, in words."""
    lines = [f"{len(result.names)} texts; likeness is no proof of anything but likeness"]
    for passage in result.passages[:20]:
        names = ", ".join(result.names[n] for n in passage.texts[:6])
        more = f" and {len(passage.texts) - 6} more" if len(passage.texts) > 6 else ""
        lines.append(f"  “{_inline(passage.text)}”  in {names}{more}")
    lines += [
        f"  in manner: {', '.join(result.names[n] for n in group.texts)}"
        f" ({', '.join(group.shared[:6])})"
        for group in result.manners
    ]
    return "\n".join(lines)
