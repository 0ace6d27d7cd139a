"""Rules for misspelt and mistaken words, and for names, which are neither."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.confusables import (
    common_typo,
    confused,
    looks_like,
    rare_typo,
    regularised,
    typo,
)
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.kinds import Kind
from companion.text.align import edit_distance


def spelling(context: ChangeContext) -> Judgement | None:
    """A misspelt word; but not a name."""
    old, new = context.before[0], context.after[0]
    named = context.old[:1].isupper() and lexicon.is_written(context.old)
    if rare_typo(old, new) and not named:
        return Judgement(
            Kind.SPELLING, f"'{context.new}' is meant here, not '{context.old}'.", True
        )
    if lexicon.is_word(old) or len(old) < 2:
        return None
    if not lexicon.is_known(new):
        return _unknown_typo(context)
    if {old, new} <= closed.DAYS_AND_MONTHS:
        return Judgement(Kind.MEANING, f"'{context.old}' to '{context.new}' changes the time.")
    if not looks_like(old, new) and not regularised(old, new):
        return None
    if context.old[:1].isupper() and new not in closed.DAYS_AND_MONTHS:
        plain = len(new) >= _MIN_PLAIN_NAME or common_typo(old, new)
        unsure = not plain and not context.at_start
        if lexicon.is_name(context.old) or unsure or context.original.low.count(old) > 1:
            return Judgement(
                Kind.MEANING, f"'{context.old}' may be a name, and stays as you wrote it."
            )
    return Judgement(Kind.SPELLING, f"'{context.old}' is spelled '{context.new}'.", alone=True)


def _unknown_typo(context: ChangeContext) -> Judgement | None:
    """A long word that no list has, with one typing error: "quantlies" for "quantiles"."""
    old, new = context.before[0], context.after[0]
    small = context.old.islower() and context.new.islower()
    once = context.original.low.count(old) == 1
    if not (small and once and min(len(old), len(new)) >= 6 and edit_distance(old, new) == 1):
        return None
    if old.removesuffix("s") == new.removesuffix("s"):
        return None
    return Judgement(Kind.SPELLING, f"'{context.old}' is spelled '{context.new}'.", alone=True)


# A name this long that differs by few letters is a misspelling, not someone else's name.
_MIN_PLAIN_NAME = 8


def name(context: ChangeContext) -> Judgement | None:
    """A word with a capital inside a sentence is a name until something says otherwise."""
    old, new = context.old, context.new
    inside = not context.at_start
    if inside and old[:1].isupper() and new[:1].isupper() and old.casefold() != new.casefold():
        if lexicon.inflected(context.before[0], context.after[0]):
            return None
        if lexicon.derived(old, new) and lexicon.is_name(old) and lexicon.is_name(new):
            return None
        if old == "I" or _all_small(context):
            return None
        return Judgement(Kind.MEANING, f"'{old}' may be a name, and stays as you wrote it.")
    if lexicon.is_name(new) != lexicon.is_name(old) and new[:1].isupper() and inside:
        if lexicon.derived(old, new):
            return Judgement(Kind.WORD_FORM, f"'{new}' is the form that fits here.")
        return Judgement(Kind.MEANING, f"'{new}' is another name than '{old}'.")
    return None


def _all_small(context: ChangeContext) -> bool:
    return context.before[0] in closed.FUNCTION_WORDS and context.after[0] in closed.FUNCTION_WORDS


def could_of(context: ChangeContext) -> Judgement | None:
    """Written as it sounds: "could of" for "could have"."""
    if context.before[0] in ("of", "off") and context.after[0] in ("have", "'ve"):
        return Judgement(
            Kind.CONFUSABLE, f"'{context.new}' is meant here, not '{context.old}'.", True
        )
    return None


_HABITS = frozenset((("used", "use"), ("supposed", "suppose")))


def confusable(context: ChangeContext) -> Judgement | None:
    """A word confused with another of the same sound, or mistyped as another."""
    old, new = context.before[0], context.after[0]
    if not confused(old, new) and not typo(old, new):
        return None
    if (old, new) in _HABITS and context.next() == "to":
        return Judgement(Kind.WORD_CHOICE, f"'{context.old} to' is right.")
    if old.endswith("ing") != new.endswith("ing") and "VERB" in lexicon.inflected(old, new):
        return None
    return Judgement(Kind.CONFUSABLE, f"'{context.new}' is meant here, not '{context.old}'.")
