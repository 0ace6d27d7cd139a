"""A hook of mkdocs: links that lead out of ``docs/`` into the repository.

The site holds the pages of ``docs/`` alone and has no home of its code to point to, so such a link
becomes the path of the file. A path that does not exist is a warning, and so fails a strict build.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(\.\./([^)#\s]+)(?:#[^)]*)?\)")
_log = logging.getLogger("mkdocs.hooks.docs_links")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Name the file instead of linking to it."""

    def named(match: re.Match[str]) -> str:
        words, path = match.groups()
        if not (REPOSITORY / path).exists():
            _log.warning("%s links to %s, which does not exist", page.file.src_uri, path)
        return f"`{path}`" if words in path else f"{words} (`{path}`)"

    return _LINK.sub(named, markdown)
