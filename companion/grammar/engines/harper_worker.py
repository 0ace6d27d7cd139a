"""Harper in a process of its own: JSON Lines in and out, until standard input closes.

Harper prints debug lines and one linter must not be shared by threads. Here its prints go nowhere,
a slow call can be ended by ending the process, and the process ends when its parent does.

In: ``{"text"}``. Out: first ``{"ready": true}``, then for each line ``{"lints": [[rule, kind,
start, end, message, [[operation, text], ...]], ...]}`` or ``{"error"}``. Run by its path, as
``python -P harper_worker.py US``: it imports nothing of ours.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

DIALECTS = {"US": 0, "GB": 1, "AU": 2, "CA": 3, "IN": 4}


def lints(linter: Any, text: str) -> list[list[Any]]:
    """Every lint of ``text``, in plain values.

    Overlapping ones too: left to Harper, the remark that a sentence is long hides all others in it.
    """
    found = []
    for rule, group in linter.organized_lints(text, language="plaintext", dedup=False).items():
        for lint in group:
            offers = [[s.kind.name, s.replacement_text] for s in lint.suggestions]
            span = lint.span
            found.append([rule, lint.lint_kind, span.start, span.end, lint.message, offers])
    return found


def main(dialect: str) -> int:
    """Answer standard input until it closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    from harper import Linter

    linter = Linter(DIALECTS[dialect])
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        try:
            answer: dict[str, Any] = {"lints": lints(linter, json.loads(line)["text"])}
        except Exception as error:  # one text must not end the service
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
