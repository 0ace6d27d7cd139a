"""Open what a notebook may show: a file, a notebook's Markdown cells, a text in memory."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.app.dashboard import identity_of
from companion.app.session.session import Draft
from companion.store.draft_file import DraftError, DraftFile
from companion.store.memory_draft import MemoryDraft
from companion.store.notebook_file import NotebookFile

IN_MEMORY = "Kept in this notebook's kernel, not in a file"
# How many drafts of each text the present run of a cell has made.
_made: dict[str, Counter[str]] = {}


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft, what it is known by in the browser's storage, and whether cells divide it."""

    draft: Draft
    identity: str
    cells: bool = False


def draft_of(path: str | Path | None, text: str | None) -> Opened:
    """The draft that is meant by a path or by a text.

    Raises:
        DraftError: the file cannot be a draft; the message says why.
        TypeError: both are given, or none.
    """
    if (path is None) == (text is None):
        raise TypeError("give a file, as in Companion('essay.md'), or a text, as in text='...'")
    if text is not None:
        return Opened(MemoryDraft(text, "A text", IN_MEMORY), identity_of_text(text))
    if Path(path or "").suffix == ".ipynb":
        return notebook_draft(Path(path or ""))
    draft = DraftFile.open_or_create(path or "")
    return Opened(draft, identity_of(draft.path))


def notebook_draft(path: str | Path) -> Opened:
    """The Markdown cells of a notebook.

    Raises:
        DraftError: it is no notebook that can be a draft, or it is the one that this code is in:
            what JupyterLab holds of it would be overwritten, or overwrite this.
    """
    draft = NotebookFile.open(path)
    running = os.environ.get("JPY_SESSION_NAME")
    if running and os.path.realpath(running) == os.path.realpath(draft.path):
        raise DraftError(
            f"{draft.path.name} is the notebook that this cell is in, and JupyterLab has it open:"
            " use %%companion in one of its cells, or open it from another notebook"
        )
    return Opened(draft, identity_of(draft.path), cells=True)


def identity_of_text(text: str) -> str:
    """The identity of a text in no file: the cell that shows it, and what it began as.

    So what was typed comes back when the same cell is run in a new kernel, and nowhere else. The
    text of a cell itself is known by the cell alone: give an empty one.
    """
    run, cell = running_cell()
    if not cell:
        return secrets.token_hex(8)
    if run not in _made:
        _made.clear()
    made = _made.setdefault(run, Counter())
    made[text] += 1
    notebook = os.environ.get("JPY_SESSION_NAME", "")
    mark = "\x1f".join((notebook, cell, str(made[text]), text))
    return hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:16]


def running_cell() -> tuple[str, str]:
    """The run that is under way and the id of its cell; empty where the front end tells none."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    run = str(parent.get("header", {}).get("msg_id", ""))
    return run, str(parent.get("metadata", {}).get("cellId", ""))
