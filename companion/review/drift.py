"""The drift of a change beyond its corrections: what the guard lets pass weighs nothing.

A polish that also mends slips is read without the mending, so that it cannot hide behind it, and
a text of which only the slips were mended has no drift at all.
"""

from __future__ import annotations

from companion.grammar.guard import GuardOptions, guard
from companion.voice import drift as voice
from companion.voice.drift import Drift
from companion.voice.profile import VoiceProfile

__all__ = ["Drift", "drift"]


def drift(
    before: str,
    after: str,
    profile: VoiceProfile | None = None,
    options: GuardOptions = GuardOptions(),  # noqa: B008
) -> Drift:
    """How far ``after`` moved from ``before`` toward assistant style, corrections apart.

    Args:
        before: the author's text.
        after: the revised text.
        profile: the author's own statistics; what they really use is discounted.
        options: what the author asks of the guard, which tells what is a correction.

    Returns:
        The drift in bits and what made it (`companion.voice.drift.drift`), of what is left when
        the mechanical edits have been applied to each paragraph of ``before``.
    """

    def corrected(old: str, new: str) -> str:
        return guard(old, new, options).kept

    return voice.drift(before, after, profile, corrected)
