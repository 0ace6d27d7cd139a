"""``companion check``: grammar-only suggestions for drafts, as word diffs."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.commands.common import add_jobs, history_of
from companion.app.terminal import hand_out, say, visible
from companion.text.wording import counted

if TYPE_CHECKING:
    from companion.app.commands.draft_check import EngineName
    from companion.app.jsonl import Record
    from companion.app.settings import Settings
    from companion.review.check import Suggestion
    from companion.store.draft_file import DraftFile

DESCRIPTION = """\
Check drafts for grammar, and for grammar only: spelling, punctuation, agreement, verb forms,
articles, easily confused words. Style, dialect and tone are left alone; so are code, links,
quotations and front matter. Nothing is changed unless you say --apply.
"""

EPILOG = """\
examples:
  companion check essay.md                     word diffs, coloured on a terminal
  companion check --criticmarkup essay.md      the draft with {~~old~>new~~} marks in it
  companion check --diff essay.md | git apply  the same as --apply, by way of a patch
  companion check --lsp essay.md               diagnostics as an editor's language client has them
  companion check --json *.md > found.json     for other programs
  companion check --apply --dialect GB essay.md
  companion check --jsonl < lines.jsonl        {"id", "text"} in, {"id", "edits", "corrected"} out

exit status: 0 nothing found, 1 something found, 2 a draft could not be read
"""

_CONTEXT = 40  # code points of the draft shown on each side of a change


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "check",
        help="grammar-only suggestions for a draft",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("drafts", nargs="*", metavar="DRAFT", help="a plain text or Markdown file")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a list of one JSON object a draft")
    form.add_argument(
        "--criticmarkup", action="store_true", help="print the draft with the changes marked in it"
    )
    form.add_argument("--diff", action="store_true", help="print a unified diff, for git or patch")
    form.add_argument(
        "--lsp", action="store_true", help="print a list of LSP PublishDiagnosticsParams"
    )
    form.add_argument(
        "--jsonl", action="store_true", help="read texts from standard input, answer line by line"
    )
    form.add_argument(
        "--apply", action="store_true", help="make the changes in the draft, all or nothing"
    )
    parser.add_argument(
        "--engine",
        choices=("harper", "model", "both"),
        default="harper",
        help="who looks: the local engine (default), the model of your settings, or both",
    )
    parser.add_argument(
        "--dialect",
        choices=("US", "GB", "AU", "CA", "IN"),
        help="the English you write (default: that of your settings, else US)",
    )
    add_jobs(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check what was asked for; returns the exit status."""
    from companion.errors import UserError

    if args.jsonl:
        from companion.app.commands.draft_check import settings_for
        from companion.app.jsonl import run_stream

        if args.drafts:
            raise UserError("--jsonl reads standard input: leave the drafts out, or pipe them in")
        if args.jobs > 1 and args.engine != "harper":
            raise UserError("--jobs is for the local engine: a model is asked one text at a time")
        settings = settings_for(None, args.dialect)
        work = partial(answer, settings=settings, engine=args.engine)
        return run_stream(work, jobs=args.jobs)
    if not args.drafts:
        raise UserError("which draft? Try 'companion check essay.md'")
    return _check_files(args)


def _check_files(args: argparse.Namespace) -> int:
    from companion.app.commands.draft_check import check_of
    from companion.app.commands.lsp_diagnostics import published_diagnostics
    from companion.errors import UserError
    from companion.store.draft_file import DraftError, DraftFile

    show = _shower(args)
    failed = found_any = False
    records: list[Record] = []
    for name in args.drafts:
        try:
            draft = DraftFile.open(name)
            with check_of(Path(name), draft.text, args.engine, args.dialect) as checker:
                found, problems = checker.check(draft.text), checker.problems
            if checker.note:
                print(f"companion: {name}: {checker.note}", file=sys.stderr)
            for problem in problems:
                say(f"companion: {problem}", file=sys.stderr)
                failed = True
            found_any = found_any or bool(found)
            if args.json:
                records.append(as_record(name, draft.text, found))
            elif args.lsp:
                records.append(published_diagnostics(draft.path, draft.text, found))
            elif args.apply:
                _apply(draft, found)
            else:
                show(draft, name, found)
        except (DraftError, UserError) as error:
            say(f"companion: {error}", file=sys.stderr)
            failed = True
    if args.json or args.lsp:
        say(json.dumps(records, ensure_ascii=False, indent=2))
    return 2 if failed else int(found_any)


def answer(record: Record, *, settings: Settings, engine: EngineName = "harper") -> Record:
    """``{"text"}`` to ``{"edits", "corrected"}``."""
    from companion.app.commands.draft_check import shared_check
    from companion.app.edit_record import edit_record
    from companion.app.jsonl import require_text
    from companion.review.check import corrected

    (text,) = require_text(record, "text")
    checker = shared_check(settings, engine)
    found = checker.check(text)
    if checker.problems:
        raise RuntimeError("; ".join(checker.problems))
    return {"edits": [edit_record(text, s) for s in found], "corrected": corrected(text, found)}


def as_record(name: str, text: str, found: list[Suggestion]) -> Record:
    """What ``--json`` says about one draft."""
    from companion.app.edit_record import edit_record
    from companion.review.check import corrected

    return {
        "draft": name,
        "edits": [edit_record(text, s) for s in found],
        "corrected": corrected(text, found),
    }


def _apply(draft: DraftFile, found: list[Suggestion]) -> None:
    """Write the corrected text atomically; what another program wrote meanwhile is kept.

    The text before is kept as a version, and every change is on record: 'companion history' brings
    the one back, 'companion disclose' counts the other.
    """
    from companion.review.check import corrected
    from companion.store.database import HistoryError

    if found:
        with history_of(draft) as history:
            try:
                history.versions.keep(draft.text, "before check --apply", form=draft.form)
            except HistoryError as error:  # it does not stand in the way of what was asked for
                say(f"companion: no version is kept: {error}", file=sys.stderr)
            draft.write(corrected(draft.text, found))
            history.ledger.record_shown(found)
            for suggestion in found:
                history.ledger.record_decision(suggestion, "accepted")
            history.saved(draft.text)
    say(f"{draft.path}: {counted(len(found), 'correction')} made")


def _shower(args: argparse.Namespace) -> Callable[[DraftFile, str, list[Suggestion]], None]:
    if args.criticmarkup:
        return show_criticmarkup
    if args.diff:
        return show_patch
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return partial(show_diffs, colour=colour)


def show_criticmarkup(draft: DraftFile, name: str, found: list[Suggestion]) -> None:
    """Print the draft, as it is written down, with each change and its reason marked in it."""
    from companion.formats.criticmarkup import MarkedChange, mark_up
    from companion.store.encoding import encode

    marked = mark_up(
        draft.text, (MarkedChange(s.edit, f"{s.kind.value}: {s.message}") for s in found)
    )
    print_bytes(encode(marked, draft.form, draft.text)[0])


def show_patch(draft: DraftFile, name: str, found: list[Suggestion]) -> None:
    """Print what would make the changes, as a patch to the file."""
    from companion.review.check import corrected

    print_bytes(patch_of(draft, Path(name), corrected(draft.text, found)))


def patch_of(draft: DraftFile, path: Path, revised: str) -> bytes:
    """The unified diff that makes a draft say ``revised``, with line ends as they are.

    A path below the current folder is named from there, any other from its root.
    """
    from companion.formats.unified_diff import unified_diff
    from companion.store.encoding import encode

    with contextlib.suppress(ValueError):
        path = (path.parent.resolve() / path.name).relative_to(Path.cwd())
    before = encode(draft.text, draft.form, draft.text)[0]
    return unified_diff(before, encode(revised, draft.form, draft.text)[0], path, path)


def print_bytes(content: bytes) -> None:
    """Print what must come out as it is, line ends included, unless it is for a person to see."""
    if sys.stdout.isatty():
        hand_out(content.decode("utf-8", "surrogateescape").replace("\r\n", "\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def show_diffs(draft: DraftFile, name: str, found: list[Suggestion], *, colour: bool) -> None:
    """Print each change on a line of its own, within its words."""
    text = draft.text
    line = 1
    at = 0
    for s in found:
        line += text.count("\n", at, s.span.start)
        at = s.span.start
        place = f"{name}:{line}:{s.span.start - (text.rfind(chr(10), 0, s.span.start))}"
        say(f"{place}: {s.message} [{s.kind.value}]")
        print(f"    {diff_line(text, s, colour=colour)}")
    say(f"{name}: {counted(len(found), 'correction')}", file=sys.stderr)


def diff_line(text: str, s: Suggestion, *, colour: bool) -> str:
    """The change between some words of its line: ``[-old-]{+new+}``, or coloured."""
    start = max(s.span.start - _CONTEXT, text.rfind("\n", 0, s.span.start) + 1)
    stop = text.find("\n", s.span.end)
    end = min(s.span.end + _CONTEXT, len(text) if stop < 0 else stop)
    left, right = text[start : s.span.start], text[s.span.end : end].rstrip("\r")
    before, after = visible(s.before), visible(s.after)
    if start and text[start - 1] != "\n":
        left = "…" + left.partition(" ")[2]
    if end < len(text) and text[end] != "\n":
        right = right.rpartition(" ")[0] + "…"
    if colour:
        old = f"\x1b[33;9m{before}\x1b[0m" if before else ""
        new = f"\x1b[34;4m{after}\x1b[0m" if after else ""
    else:
        old = f"[-{before}-]" if before else ""
        new = f"{{+{after}+}}" if after else ""
    return visible(left) + old + new + visible(right)
