"""Recognise files that cannot be drafts, with advice on what to do instead.

Some would pass for text (a notebook is JSON, a page of RTF is ASCII), and be checked, counted and
saved as if their markup were the author's prose.
"""

from __future__ import annotations

from pathlib import PurePath

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = (
    "is a Word document, and a draft is plain text or Markdown: save it as one of them in Word, or"
    " see it beside a draft with 'companion compare DRAFT {name}'"
)
_EXPORT = (
    "is {what}, and a draft is plain text or Markdown: save it as one of them where it is from"
)


def foreign_kind(name: str, data: bytes) -> str | None:
    """Why a file of that name with that content is no draft, going on from its name; else None."""
    suffix = PurePath(name).suffix.lower()
    start = data[:512].lstrip()
    if data.startswith(_ZIP):
        if suffix in (".docx", ".docm", ".dotx"):
            return _WORD.format(name=name)
        return _EXPORT.format(what="an office document or an archive")
    if data.startswith(_OLE):
        return _EXPORT.format(what="a document of an old Word, or one with a password")
    if start.startswith(b"%PDF-"):
        return _EXPORT.format(what="a PDF")
    if start.startswith(b"{\\rtf"):
        return _EXPORT.format(what="in Rich Text Format")
    if suffix == ".ipynb":
        return (
            "is a notebook, not plain text: its Markdown cells are a draft in JupyterLab, as"
            f" Companion.from_notebook({name!r})"
        )
    return None
