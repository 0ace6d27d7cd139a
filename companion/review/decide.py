"""Compare the text of the page, once a suggestion is decided, with what the decision says.

The author's text always wins. What does not agree is reported, so that a fault of ours is seen; it
is never repaired behind the author's back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from companion.text.edit import Edit, apply_edits

Finding = Literal["agrees", "typed-on", "disagrees"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparing gave; ``report`` says in words what disagrees, else it is empty.

    "typed-on": the paragraph was no longer the one that the suggestion was made for, so nothing
    can be said.
    """

    finding: Finding
    report: str = ""


def compare_decision(
    base: str, edits: Iterable[Edit], before: str, received: str, *, accepted: bool
) -> Agreement:
    """Compare the paragraph that the page sent with what the decision must have made of it.

    Args:
        base: the paragraph for which the suggestion was made.
        edits: the suggestion, in terms of ``base``.
        before: the paragraph just before the decision.
        received: the paragraph after it, as the page has it.
        accepted: whether the suggestion was accepted; a rejection changes nothing.
    """
    if before != base:
        return Agreement("typed-on")
    if not accepted:
        if received == base:
            return Agreement("agrees")
        return Agreement("disagrees", _report("A rejected suggestion changed the text", received))
    try:
        wanted = apply_edits(base, edits)
    except ValueError as error:
        return Agreement("disagrees", f"The suggestion does not fit its paragraph: {error}.")
    if received == wanted:
        return Agreement("agrees")
    return Agreement("disagrees", _report("Accepting gave another text than was shown", received))


def _report(what: str, received: str) -> str:
    shown = received if len(received) <= 80 else received[:79] + "…"
    return f"{what}. Yours was kept as it is: “{shown}”."
