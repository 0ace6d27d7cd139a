"""``%load_ext companion``, then ``%%companion`` on a cell: its text with suggestions and meter.

The text goes back into the cell when the author says so: in JupyterLab and Notebook 7 at once, by
the page; in a front end that gives a widget no way to its notebook, when the cell is run again.
"""

from __future__ import annotations

import re
from typing import Any

from companion.app.notebook.companion import Companion
from companion.app.notebook.drafts import Opened, identity_of_text, running_cell
from companion.store.memory_draft import MemoryDraft
from companion.widgets import protocol
from companion.widgets.messages import RequestError

PLACE = "Not in the cell yet"
_MAGIC = re.compile(r"\s*%%companion[^\n]*\n?")


class CellText(Companion):
    """The page on the text of a cell.

    Args:
        shell: the kernel's, which can write into the cell that is being run.
        raw: the cell as it was run, with its first line.
    """

    def __init__(self, shell: Any, raw: str) -> None:
        head = _MAGIC.match(raw)
        self._head = head[0] if head else "%%companion\n"
        self._raw, self._shell = raw, shell
        self._cell = running_cell()[1]
        text = raw[head.end() :] if head else raw
        draft = MemoryDraft(text, "This cell", "")
        self._open(Opened(draft, identity_of_text("")), of_cell=True)
        self._written = text
        self.session.text.listen(lambda _base, _edits: self._tell_place())
        self.page.on_request(protocol.WRITE_BACK, lambda _message: self._wanted())
        self.page.on_request(protocol.WRITE_LATER, lambda _message: self._write_later())
        self.page.on_request(protocol.WRITTEN, self._note_written)

    @property
    def source(self) -> str:
        """The cell with the text as it stands now."""
        return self._head.rstrip("\n") + "\n" + self.text

    def _wanted(self) -> protocol.WriteBack:
        return {"cell": self._cell, "expected": self._raw, "source": self.source}

    def _note_written(self, message: protocol.CellSource) -> None:
        """The page has put a source into the cell."""
        source = message["source"]
        if not source.startswith(self._head.rstrip("\n") + "\n"):
            raise RequestError("this is not the text of the cell")
        self._raw, self._written = source, source[len(self._head.rstrip("\n")) + 1 :]
        self._tell_place()

    def _write_later(self) -> None:
        _waiting[self._cell or self._raw] = self

    def _tell_place(self) -> None:
        self.session.placed("" if self.text == self._written else PLACE)


# Texts that wait for their cell to be run again, by the cell, or by what it held.
_waiting: dict[str, CellText] = {}
_shown: dict[str, CellText] = {}


def companion_magic(shell: Any, line: str, cell: str) -> None:
    """Show the text of a cell, with suggestions and meter."""
    raw = shell.history_manager.input_hist_raw[-1]
    if not _MAGIC.match(raw):  # not typed in a cell, but run by a program
        raw = f"%%companion {line}".rstrip() + "\n" + cell
    key = running_cell()[1] or raw
    waiting = _waiting.pop(key, None)
    if waiting is not None and waiting._raw == raw:
        raw = waiting.source
        shell.set_next_input(raw, replace=True)
    companion = CellText(shell, raw)
    if before := _shown.pop(key, None):
        before.close()
    if running_cell()[1]:
        _shown[key] = companion
    companion._ipython_display_()


def register(shell: Any) -> None:
    """Make ``%%companion`` known to a kernel."""

    def companion(line: str, cell: str) -> None:
        companion_magic(shell, line, cell)

    shell.register_magic_function(companion, magic_kind="cell", magic_name="companion")
