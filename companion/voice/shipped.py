"""The data files that come with the meter: compressed JSON, the same bytes for the same content."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Any


def load(name: str) -> Any:
    """The content of the file of that name."""
    data = files("companion.voice").joinpath(f"data/{name}.json.gz").read_bytes()
    return json.loads(gzip.decompress(data))


def save(path: Path, content: Any) -> None:
    """Write ``content`` as `load` reads it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
