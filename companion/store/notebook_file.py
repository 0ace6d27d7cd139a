"""The Markdown cells of a notebook as a draft: saved like one, with the same promises."""

from __future__ import annotations

from companion.formats.notebook import (
    NotebookError,
    NotebookText,
    boundary,
    join_cells,
    read_notebook,
    split_cells,
)
from companion.store.draft_file import DraftError, DraftFile
from companion.store.encoding import Form
from companion.text.diff import diff_words
from companion.text.merge import Merge, merge
from companion.text.span import Span


class NotebookFile(DraftFile):
    """A notebook (``.ipynb``), of which only the Markdown cells are text.

    Another program may write it meanwhile: what it did to code, outputs and metadata stands, and
    Markdown cells are merged one by one. Cells that it added, moved or deleted are so here, too;
    only where it deleted a cell that was changed here, saving is refused, in words.
    """

    _smaller = "clear its outputs in JupyterLab, or divide it"
    _notebook: NotebookText

    def _decode(self, data: bytes) -> tuple[str, Form]:
        try:
            self._notebook = read_notebook(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise DraftError(f"{self.path} is no notebook: it is not UTF-8") from None
        except NotebookError as error:
            raise DraftError(f"{self.path} {error}") from None
        return self._notebook.text, Form()

    def _encode(self, text: str, before: str) -> tuple[bytes, Form]:
        try:
            written = self._notebook.with_text(text)
        except NotebookError as error:
            raise DraftError(f"{self.path} {error}") from None
        self._notebook = read_notebook(written)
        return written.encode("utf-8"), Form()

    def merge(self, base: str, ours: str, theirs: str) -> Merge:
        """Two revisions of ``base`` in one, cell by cell; the cells are those of ``theirs``.

        Raises:
            DraftError: ``theirs`` lacks a cell that ``ours`` changed, or a boundary is broken.
        """
        try:
            return _merge_cells(base, ours, theirs)
        except NotebookError as error:
            raise DraftError(f"{self.path} {error}") from None


def _merge_cells(base: str, ours: str, theirs: str) -> Merge:
    was, our, their = split_cells(base), split_cells(ours), split_cells(theirs)
    if list(our) != list(was):
        raise NotebookError("has a boundary between cells that was changed here: undo that")
    for name, source in our.items():
        if name not in their and source != was[name]:
            raise NotebookError(
                f"was changed in another program, which deleted the cell {name} that you changed"
                " here: copy your words to another place, then undo what you did in this cell"
            )
    merged: dict[str, str] = {}
    conflicts: list[Span] = []
    at = 0
    for name, source in their.items():
        one = merge(was[name], our[name], source) if name in was else Merge(source, ())
        merged[name] = one.text
        start = at + len(boundary(name)) + 2
        conflicts += [span.shifted(start) for span in one.conflicts]
        at = start + len(one.text) + 2
    text = join_cells(merged)
    return Merge(text, diff_words(ours, text), tuple(conflicts))
