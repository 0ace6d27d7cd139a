"""Whether one word was written for another: by sound (homophones) or by a typing error.

Words come in lower case. Nothing here knows the text around them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from companion.english import lexicon
from companion.text.align import edit_distance, likeness


@cache
def _confusables() -> dict[str, frozenset[str]]:
    text = files("companion.english").joinpath("data/confusables.txt").read_text("utf-8")
    table: dict[str, set[str]] = {}
    for line in text.splitlines():
        group = [] if line.startswith("#") else line.split()
        for word in group:
            table.setdefault(word, set()).update(group)
    return {word: frozenset(group - {word}) for word, group in table.items()}


def confused(old: str, new: str) -> bool:
    """Whether the two are confused often enough to be listed."""
    return new in _confusables().get(old, frozenset())


def looks_like(old: str, new: str) -> bool:
    """Whether ``old`` can be a misspelling of ``new``: few letters apart for its length."""
    distance = edit_distance(old, new)
    longest = max(len(old), len(new))
    return distance <= (1 if longest < 4 else 2 if longest < 7 else 3 if longest < 10 else 4) or (
        longest > 5 and likeness(old, new) >= 0.5 and (old[0], old[-1]) == (new[0], new[-1])
    )


def regularised(old: str, new: str) -> bool:
    """Whether ``old`` is a regular form where English has an irregular one: tooths, teeth."""
    for ending in ("s", "es", "ed", "d", "er", "est"):
        for stem in (old.removesuffix(ending), old.removesuffix(ending)[:-1]):
            if old.endswith(ending) and lexicon.is_word(stem) and lexicon.inflected(stem, new):
                return True
    return False


def rare_typo(old: str, new: str) -> bool:
    """Whether a rare word is one letter from a common one: "wold" for "would"."""
    if len(old) < 4 or edit_distance(old, new) != 1 or lexicon.inflected(old, new):
        return False
    rare, common = lexicon.zipf(old), lexicon.zipf(new)
    return rare < 3.6 and common >= 4.3 and common - rare >= 1.8


def common_typo(old: str, new: str) -> bool:
    """Whether a common word had two letters swapped, or is long enough to be no brand."""
    swapped = len(new) >= 5 and sorted(old) == sorted(new)
    common = lexicon.zipf(new)
    return (swapped and common >= 4.0) or (len(new) >= 6 and common >= 4.5)


def typo(old: str, new: str) -> bool:
    """Whether a rare word is a common one with two letters swapped, or one doubled or not.

    No one rewords that way: "prefect" for "perfect", "siting" for "sitting".
    """
    if min(len(old), len(new)) < 5 or edit_distance(old, new) != 1 or not lexicon.is_word(new):
        return False
    swapped = len(old) == len(new) and sorted(old) == sorted(new)
    longer, shorter = (old, new) if len(old) > len(new) else (new, old)
    doubled = len(old) != len(new) and any(
        longer[k] == longer[k + 1] and longer[:k] + longer[k + 1 :] == shorter
        for k in range(len(shorter))
    )
    return (swapped or doubled) and lexicon.zipf(new) > lexicon.zipf(old)
