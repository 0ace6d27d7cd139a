"""Which family of assistants a revised text leans to, when there is evidence for one.

It tells likeness of style, not authorship. On documents that it was not fitted on, of the same
sources, `benchmarks/fit/voice_texts.py` prints how often a named family is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

from companion.voice.texts import load_text_model

ASSISTANT_LIKE = "assistant-like"
_MIN_TOKENS = 100
SURE = 0.85  # right nine times in ten on unseen documents, in each family


def family_of(tokens: Sequence[str]) -> str:
    """Claude-like, GPT-like, Gemini-like or Llama-like; without evidence just assistant-like."""
    if len(tokens) < _MIN_TOKENS:
        return ASSISTANT_LIKE
    family, probability = max(
        load_text_model("families").probabilities(tokens).items(), key=lambda item: item[1]
    )
    return f"{family}-like" if probability >= SURE else ASSISTANT_LIKE
