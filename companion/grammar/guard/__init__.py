"""The guard: whatever a proposal holds, only grammar passes.

`guard` judges a proposal for a text, `judge` hunks of one. A change is read in `changes`, judged
by the module for its kind (`substitution`, `insertion_deletion`, `punctuation` and so on) and then
in the light of its neighbours (`verdicts`).
"""

from companion.grammar.guard.proposal import (
    WINDOW,
    GuardOptions,
    GuardResult,
    Judged,
    guard,
    judge,
)

__all__ = ["WINDOW", "GuardOptions", "GuardResult", "Judged", "guard", "judge"]
