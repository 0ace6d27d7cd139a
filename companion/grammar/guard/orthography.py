"""Rules for how one word is written: digits, capitals, apostrophes, dialect, register."""

from __future__ import annotations

from unicodedata import combining, normalize

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.dialect import spelling_variants
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.guard.tense import negated_auxiliary
from companion.grammar.kinds import Kind


def digits(place: Place) -> Opinion | None:
    """A number became another."""
    if {place.before[0], place.after[0]} == {"am", "pm"}:
        return Opinion(Kind.MEANING, f"'{place.old}' to '{place.new}' changes the time.")
    if not any(ch.isdigit() for ch in place.old + place.new):
        return None
    if place.before == place.after:
        return None
    return Opinion(Kind.MEANING, f"'{place.old}' to '{place.new}' changes a number.")


# Common words that are names when they call someone or something.
_CALLED = frozenset("grandma grandpa mom mum dad mother father god lord sir internet".split())


def case(place: Place) -> Opinion | None:
    """Only capitals, or the shape of an apostrophe, changed."""
    if place.before != place.after:
        return None
    old, new = place.old, place.new
    if old.translate(_STRAIGHT) == new.translate(_STRAIGHT):
        return Opinion(Kind.FORMAT, f"The shape of the apostrophe in '{old}' is yours to choose.")
    word = old.casefold()
    if word in place.rules.dictionary and old != word:
        return Opinion(Kind.WORD_CHOICE, f"'{old}' is in your dictionary.")
    shouted = old.isupper() and len(old) > 1 and not new.isupper()
    if (new == "I" or (new[:1].isupper() and place.at_start and not shouted)) and not (
        place.original.in_small_letters
    ):
        alone = new == "I" or place.original.starts_sentence(place.change.i1)
        return Opinion(Kind.CAPITALIZATION, f"'{new}' takes a capital here.", alone=alone)
    if shouted:
        return Opinion(Kind.WORD_CHOICE, f"'{old}' in capitals is your emphasis.")
    if new.isupper() and len(new) > 1 and not lexicon.is_written(new):
        return Opinion(Kind.WORD_CHOICE, f"'{new}' in capitals would be emphasis you did not put.")
    if place.original.in_small_letters:
        return Opinion(Kind.WORD_CHOICE, "You write in small letters throughout: your choice.")
    if new[:1].isupper():
        alone = lexicon.is_name(old)
        starts = place.proposed.starts_sentence(place.change.j1)
        common = lexicon.is_word(old) and not lexicon.is_written(new) and word not in _CALLED
        if common and not starts:
            return Opinion(Kind.WORD_CHOICE, f"'{old}' is a common word: small is right too.")
        return Opinion(Kind.CAPITALIZATION, f"'{new}' is written with a capital.", alone=alone)
    if old == "I" or lexicon.is_name(old) or place.proposed.starts_sentence(place.change.j1):
        return Opinion(Kind.WORD_CHOICE, f"'{old}' keeps its capital.")
    return Opinion(Kind.CAPITALIZATION, f"'{new}' needs no capital here.")


_STRAIGHT = str.maketrans("’ʼ‘", "'''")


def apostrophe(place: Place) -> Opinion | None:
    """Only an apostrophe, or the ending it sets off, changed."""
    old, new = place.before[0], place.after[0]
    if old.replace("'", "") != new.replace("'", ""):
        return _clitic(place, old, new)
    if old in closed.SLANG or new in closed.SLANG:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is your way to say it.")
    if {old, new} in ({"its", "it's"}, {"whose", "who's"}, {"were", "we're"}, {"well", "we'll"}):
        kind = Kind.CONFUSABLE
    else:
        kind = Kind.APOSTROPHE
    return Opinion(kind, f"'{place.new}' is meant here, not '{place.old}'.", alone=True)


def _clitic(place: Place, old: str, new: str) -> Opinion | None:
    """An ending that an apostrophe sets off was put in, taken out or changed."""
    if old.endswith("n't") and new.endswith("n't"):
        return negated_auxiliary(place, old.removesuffix("n't"), new.removesuffix("n't"))
    for longer, shorter in ((old, new), (new, old)):
        if longer in (shorter + "'s", shorter + "'"):
            if shorter in closed.PRONOUNS or shorter in ("that", "there", "here", "what"):
                return Opinion(Kind.MISSING_WORD, f"'{place.new}' is the form that fits here.")
            return Opinion(Kind.APOSTROPHE, f"'{place.new}' is the form that fits here.")
        if longer == old and longer.endswith("'ve") and place.next() not in closed.AUXILIARIES:
            return Opinion(Kind.MEANING, f"'{old}' and '{new}' do not speak of the same time.")
        if longer in (shorter + "'re", shorter + "'m", shorter + "'ve"):
            return Opinion(Kind.MISSING_WORD, f"'{place.new}' is the form that fits here.")
    return None


def dialect(place: Place) -> Opinion | None:
    """Two spellings of one word, each right somewhere."""
    old, new = place.before[0], place.after[0]
    if _bare(old) == _bare(new):
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' with or without its accent: your choice.")
    side = spelling_variants(old, new)
    if side is None:
        return None
    wanted = place.rules.dialect
    if side != "either" and wanted is not None and (wanted == "US") == (side == "US"):
        return Opinion(Kind.SPELLING, f"'{place.new}' is the spelling you asked for.", alone=True)
    return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is right too: dialect is your choice.")


def _bare(word: str) -> str:
    """The word without accents: naive for naïve."""
    return "".join(ch for ch in normalize("NFD", word) if not combining(ch))


def slang(place: Place) -> Opinion | None:
    """A spoken form became a written one, or the other way."""
    if place.before[0] in closed.SLANG or place.after[0] in closed.SLANG:
        return Opinion(
            Kind.WORD_CHOICE, f"'{place.old}' or '{place.new}': the register is your choice."
        )
    return None


def own_word(place: Place) -> Opinion | None:
    """A word of the author's dictionary."""
    if place.before[0] in place.rules.dictionary:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is in your dictionary.")
    return None
