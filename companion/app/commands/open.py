"""``companion [DRAFT]``: open the page on a draft in the browser."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from pathlib import Path

from companion.app.commands.common import add_serving
from companion.app.resources import PACKAGE
from companion.app.server.draft_request import DraftRequest
from companion.app.terminal import say
from companion.errors import UserError

SAMPLE = PACKAGE / "app" / "data" / "sample.md"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "open",
        help="open a draft in the browser (what 'companion DRAFT' does)",
        description="Opens DRAFT, a Markdown or plain text file, in the browser. It is made if"
        " there is none. Without a DRAFT, a copy of the sample essay is opened. Ctrl-C ends it.",
    )
    parser.add_argument("draft", nargs="?", type=Path, metavar="DRAFT")
    add_serving(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the page; returns the exit status."""
    from companion.store.draft_file import DraftError, DraftFile

    given = args.draft or own_sample()
    try:
        draft = DraftFile.open_or_create(given).path
    except DraftError as error:
        raise UserError(str(error)) from error
    return serve_draft(DraftRequest(draft), port=args.port, browser=not args.no_browser)


def serve_draft(
    request: DraftRequest,
    *,
    port: int | None,
    browser: bool,
    notebook: str = "companion.ipynb",
    greeting: str = "",
) -> int:
    """Serve the page on a draft that is there until Ctrl-C ends it; returns the exit status.

    Args:
        request: which, and what else the page is to know.
        port: where to listen; by default on one of the draft's own.
        browser: whether to open one.
        notebook: the dashboard that draws it.
        greeting: what to say of it; by default that the draft is opened.

    Raises:
        UserError: the settings are wrong, or nothing can be served.
    """
    from companion.app.resources import shipped
    from companion.app.server.serve import serve
    from companion.app.server.served_page import ServedPage
    from companion.app.settings import load_settings

    draft = request.draft
    load_settings(draft)  # what is wrong in them is told here rather than on the page
    page = ServedPage(
        notebook=shipped("dashboards") / notebook,
        title=draft.name,
        environment=request.environment(),
        usual_port=usual_port(draft),
        warm_up="import companion.app.dashboard",
    )
    say(f"{greeting or f'Opening {draft}'}. Ctrl-C ends it.", flush=True)
    return serve(page, port=port, browser=browser)


def usual_port(draft: Path) -> int:
    """A port for that draft, below those that systems give out by themselves."""
    digest = hashlib.sha256(os.fsencode(draft)).digest()
    return 20_000 + int.from_bytes(digest[:4], "big") % 12_000


def own_sample() -> Path:
    """The user's own copy of the sample essay, made on first use and kept as it was edited."""
    from platformdirs import user_data_path, user_documents_path

    documents = user_documents_path()
    folder = documents / "Companion" if documents.is_dir() else user_data_path("companion")
    draft = folder / "sample.md"
    if not draft.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(SAMPLE, draft)
        except OSError as error:
            raise UserError(
                f"the sample cannot be copied to {draft} ({error.strerror}):"
                " name a draft of your own, as in 'companion essay.md'"
            ) from error
    return draft
