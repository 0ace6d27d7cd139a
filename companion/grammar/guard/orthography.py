"""Rules for how one word is written: digits, capitals, apostrophes, dialect, register."""

from __future__ import annotations

from unicodedata import combining, normalize

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.dialect import spelling_variants
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.guard.tense import negated_auxiliary
from companion.grammar.kinds import Kind


def digits(context: ChangeContext) -> Judgement | None:
    """A change of a number."""
    if {context.before[0], context.after[0]} == {"am", "pm"}:
        return Judgement(Kind.MEANING, f"'{context.old}' to '{context.new}' changes the time.")
    if not any(ch.isdigit() for ch in context.old + context.new):
        return None
    if context.before == context.after:
        return None
    return Judgement(Kind.MEANING, f"'{context.old}' to '{context.new}' changes a number.")


# Common words that are names when they call someone or something.
_CALLED = frozenset("grandma grandpa mom mum dad mother father god lord sir internet".split())


def case(context: ChangeContext) -> Judgement | None:
    """Only capitals, or the shape of an apostrophe, changed."""
    if context.before != context.after:
        return None
    old, new = context.old, context.new
    if old.translate(_STRAIGHT) == new.translate(_STRAIGHT):
        return Judgement(Kind.FORMAT, f"The shape of the apostrophe in '{old}' is yours to choose.")
    word = old.casefold()
    if word in context.options.dictionary and old != word:
        return Judgement(Kind.WORD_CHOICE, f"'{old}' is in your dictionary.")
    shouted = old.isupper() and len(old) > 1 and not new.isupper()
    if (new == "I" or (new[:1].isupper() and context.at_start and not shouted)) and not (
        context.original.in_small_letters
    ):
        alone = new == "I" or context.original.starts_sentence(context.change.i1)
        return Judgement(Kind.CAPITALIZATION, f"'{new}' takes a capital here.", alone=alone)
    if shouted:
        return Judgement(Kind.WORD_CHOICE, f"'{old}' in capitals is your emphasis.")
    if new.isupper() and len(new) > 1 and not lexicon.is_written(new):
        return Judgement(
            Kind.WORD_CHOICE, f"'{new}' in capitals would be emphasis you did not put."
        )
    if context.original.in_small_letters:
        return Judgement(Kind.WORD_CHOICE, "You write in small letters throughout: your choice.")
    if new[:1].isupper():
        alone = lexicon.is_name(old)
        starts = context.proposed.starts_sentence(context.change.j1)
        common = lexicon.is_word(old) and not lexicon.is_written(new) and word not in _CALLED
        if common and not starts:
            return Judgement(Kind.WORD_CHOICE, f"'{old}' is a common word: small is right too.")
        return Judgement(Kind.CAPITALIZATION, f"'{new}' is written with a capital.", alone=alone)
    if old == "I" or lexicon.is_name(old) or context.proposed.starts_sentence(context.change.j1):
        return Judgement(Kind.WORD_CHOICE, f"'{old}' keeps its capital.")
    return Judgement(Kind.CAPITALIZATION, f"'{new}' needs no capital here.")


_STRAIGHT = str.maketrans("’ʼ‘", "'''")


def apostrophe(context: ChangeContext) -> Judgement | None:
    """Only an apostrophe, or the ending it sets off, changed."""
    old, new = context.before[0], context.after[0]
    if old.replace("'", "") != new.replace("'", ""):
        return _clitic(context, old, new)
    if old in closed.SLANG or new in closed.SLANG:
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is your way to say it.")
    if {old, new} in ({"its", "it's"}, {"whose", "who's"}, {"were", "we're"}, {"well", "we'll"}):
        kind = Kind.CONFUSABLE
    else:
        kind = Kind.APOSTROPHE
    return Judgement(kind, f"'{context.new}' is meant here, not '{context.old}'.", alone=True)


def _clitic(context: ChangeContext, old: str, new: str) -> Judgement | None:
    """An ending that an apostrophe sets off was put in, taken out or changed."""
    if old.endswith("n't") and new.endswith("n't"):
        return negated_auxiliary(context, old.removesuffix("n't"), new.removesuffix("n't"))
    for longer, shorter in ((old, new), (new, old)):
        if longer in (shorter + "'s", shorter + "'"):
            if shorter in closed.PRONOUNS or shorter in ("that", "there", "here", "what"):
                return Judgement(Kind.MISSING_WORD, f"'{context.new}' is the form that fits here.")
            return Judgement(Kind.APOSTROPHE, f"'{context.new}' is the form that fits here.")
        if longer == old and longer.endswith("'ve") and context.next() not in closed.AUXILIARIES:
            return Judgement(Kind.MEANING, f"'{old}' and '{new}' do not speak of the same time.")
        if longer in (shorter + "'re", shorter + "'m", shorter + "'ve"):
            return Judgement(Kind.MISSING_WORD, f"'{context.new}' is the form that fits here.")
    return None


def dialect(context: ChangeContext) -> Judgement | None:
    """Two spellings of one word, each right somewhere."""
    old, new = context.before[0], context.after[0]
    if _bare(old) == _bare(new):
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.old}' with or without its accent: your choice."
        )
    side = spelling_variants(old, new)
    if side is None:
        return None
    wanted = context.options.dialect
    if side != "either" and wanted is not None and (wanted == "US") == (side == "US"):
        return Judgement(
            Kind.SPELLING, f"'{context.new}' is the spelling you asked for.", alone=True
        )
    return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is right too: dialect is your choice.")


def _bare(word: str) -> str:
    """The word without accents: naive for naïve."""
    return "".join(ch for ch in normalize("NFD", word) if not combining(ch))


def slang(context: ChangeContext) -> Judgement | None:
    """A change from a spoken form to a written one, or back."""
    if context.before[0] in closed.SLANG or context.after[0] in closed.SLANG:
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.old}' or '{context.new}': the register is your choice."
        )
    return None


def own_word(context: ChangeContext) -> Judgement | None:
    """A word of the author's dictionary."""
    if context.before[0] in context.options.dictionary:
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is in your dictionary.")
    return None
