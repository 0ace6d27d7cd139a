"""Rules for misspelt and mistaken words, and for names, which are neither."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.confusables import (
    common_slip,
    confused,
    looks_like,
    rare_slip,
    regularised,
    slip,
)
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.kinds import Kind
from companion.text.align import edit_distance


def spelling(place: Place) -> Opinion | None:
    """A misspelt word; but not a name."""
    old, new = place.before[0], place.after[0]
    named = place.old[:1].isupper() and lexicon.is_written(place.old)
    if rare_slip(old, new) and not named:
        return Opinion(Kind.SPELLING, f"'{place.new}' is meant here, not '{place.old}'.", True)
    if lexicon.is_word(old) or len(old) < 2:
        return None
    if not lexicon.is_known(new):
        return _unknown_slip(place)
    if {old, new} <= closed.DAYS_AND_MONTHS:
        return Opinion(Kind.MEANING, f"'{place.old}' to '{place.new}' changes the time.")
    if not looks_like(old, new) and not regularised(old, new):
        return None
    if place.old[:1].isupper() and new not in closed.DAYS_AND_MONTHS:
        plain = len(new) >= _SHORTEST_PLAIN_NAME or common_slip(old, new)
        unsure = not plain and not place.at_start
        if lexicon.is_name(place.old) or unsure or place.original.low.count(old) > 1:
            return Opinion(Kind.MEANING, f"'{place.old}' may be a name, and stays as you wrote it.")
    return Opinion(Kind.SPELLING, f"'{place.old}' is spelled '{place.new}'.", alone=True)


def _unknown_slip(place: Place) -> Opinion | None:
    """A long word no list has, written with one slip: "quantlies" for "quantiles"."""
    old, new = place.before[0], place.after[0]
    small = place.old.islower() and place.new.islower()
    once = place.original.low.count(old) == 1
    if not (small and once and min(len(old), len(new)) >= 6 and edit_distance(old, new) == 1):
        return None
    if old.removesuffix("s") == new.removesuffix("s"):
        return None
    return Opinion(Kind.SPELLING, f"'{place.old}' is spelled '{place.new}'.", alone=True)


# A name this long that differs by few letters is a misspelling, not someone else's name.
_SHORTEST_PLAIN_NAME = 8


def name(place: Place) -> Opinion | None:
    """A word with a capital inside a sentence is a name until something says otherwise."""
    old, new = place.old, place.new
    inside = not place.at_start
    if inside and old[:1].isupper() and new[:1].isupper() and old.casefold() != new.casefold():
        if lexicon.inflected(place.before[0], place.after[0]):
            return None
        if lexicon.derived(old, new) and lexicon.is_name(old) and lexicon.is_name(new):
            return None
        if old == "I" or _all_small(place):
            return None
        return Opinion(Kind.MEANING, f"'{old}' may be a name, and stays as you wrote it.")
    if lexicon.is_name(new) != lexicon.is_name(old) and new[:1].isupper() and inside:
        if lexicon.derived(old, new):
            return Opinion(Kind.WORD_FORM, f"'{new}' is the form that fits here.")
        return Opinion(Kind.MEANING, f"'{new}' is another name than '{old}'.")
    return None


def _all_small(place: Place) -> bool:
    return place.before[0] in closed.FUNCTION_WORDS and place.after[0] in closed.FUNCTION_WORDS


def could_of(place: Place) -> Opinion | None:
    """Mistaken by ear: "could of" for "could have"."""
    if place.before[0] in ("of", "off") and place.after[0] in ("have", "'ve"):
        return Opinion(Kind.CONFUSABLE, f"'{place.new}' is meant here, not '{place.old}'.", True)
    return None


_HABITS = frozenset((("used", "use"), ("supposed", "suppose")))


def confusable(place: Place) -> Opinion | None:
    """A word taken for another of the same sound, or mistyped as another."""
    old, new = place.before[0], place.after[0]
    if not confused(old, new) and not slip(old, new):
        return None
    if (old, new) in _HABITS and place.next() == "to":
        return Opinion(Kind.WORD_CHOICE, f"'{place.old} to' is right.")
    if old.endswith("ing") != new.endswith("ing") and "VERB" in lexicon.inflected(old, new):
        return None
    return Opinion(Kind.CONFUSABLE, f"'{place.new}' is meant here, not '{place.old}'.")
