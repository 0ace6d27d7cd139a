"""Rules for neighbouring changes that only make sense together."""

from __future__ import annotations

from collections import Counter

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.confusables import looks_like, regularised
from companion.grammar.guard.changes import is_mark
from companion.grammar.guard.discontinuous import construction
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.guard.tense import aspect
from companion.grammar.kinds import Kind


def judge_group(place: Place) -> Opinion | None:
    """What a whole block of changes is, if a rule knows it as a whole."""
    for rule in _RULES:
        opinion = rule(place)
        if opinion is not None:
            return opinion
    return None


def _hyphens(place: Place) -> Opinion | None:
    if "-" not in place.before + place.after:
        return None
    old = [t for t in place.before if t != "-"]
    new = [t for t in place.after if t != "-"]
    if "".join(old) != "".join(new):
        return None
    whole = "".join(old)
    if [whole] in (old, new) and lexicon.zipf(whole) >= _COMMON:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' or '{place.new}': both are written.")
    return Opinion(Kind.HYPHENATION, f"'{place.new}' is how it is written here.", alone=True)


_COMMON = 3.0  # Zipf; a compound this common is written as one word, with a hyphen by some


def _run_together(place: Place) -> Opinion | None:
    """Words and apostrophes that a slip parted or joined: "wo nt", "users'opinions"."""
    old, new = "".join(place.before), "".join(place.after)
    if old.replace("'", "") != new.replace("'", "") or "'" not in old + new:
        return None
    known = all(lexicon.is_known(word) or word == "'" for word in place.after)
    if len(place.before) == len(place.after) or not known:
        return None
    if all(lexicon.is_known(word) for word in place.before):
        return None
    return Opinion(Kind.SPELLING, f"'{place.new}' is how it is written.", alone=True)


def _dots(place: Place) -> Opinion | None:
    """An abbreviation's full stops: "ie", "i.e."; "Mr" or "Mr." is dialect."""
    old = "".join(t for t in place.before if t != ".")
    new = "".join(t for t in place.after if t != ".")
    if old != new or len(place.before) == len(place.after) or old not in _ABBREVIATED:
        return None
    return Opinion(Kind.PUNCTUATION, f"'{place.new}' is written with full stops.", alone=True)


_ABBREVIATED = frozenset(("ie", "eg", "etc", "ca"))


def _contraction(place: Place) -> Opinion | None:
    if len(place.before) == len(place.after) or {"can", "cannot"} <= {*place.before, *place.after}:
        return None
    old, new = (Counter(map(_clipped, _expanded(side))) for side in (place.before, place.after))
    if old == new:
        return Opinion(
            Kind.WORD_CHOICE, f"'{place.new}' for '{place.old}': contractions are your choice."
        )
    spoken = place.before[0].removesuffix("'s") if place.before else ""
    if spoken in _POINTS and place.before[0] != spoken and place.after[:1] == (spoken,):
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' before several is how it is spoken.")
    if {place.before, place.after} == _THANKS:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' or '{place.new}': register is yours.")
    if {*place.before[:1], *place.after[:1]} & closed.SLANG:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is your way to say it.")
    return None


_POINTS = frozenset(("there", "where", "here"))
_THANKS = {("thanks",), ("thank", "you")}


def _clipped(word: str) -> str:
    """What the word is contracted to, for an ending that stands for two words."""
    return {"has": "is", "had": "would"}.get(word, word)


def _expanded(tokens: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for token in tokens:
        special = {"can't": "can not", "won't": "will not", "cannot": "can not",
                   "shan't": "shall not", "let's": "let us"}.get(token)  # fmt: skip
        if special:
            out += special.split()
            continue
        for ending, word in closed.CONTRACTIONS.items():
            if token.endswith(ending) and len(token) > len(ending):
                out += [token[: -len(ending)], word]
                break
        else:
            out.append(token)
    return out


def _comparative(place: Place) -> Opinion | None:
    old, new = place.before, place.after
    if len(old) == 2 and len(new) == 1 and old[0] in ("more", "most"):
        short, long = new[0], old[1]
    elif len(new) == 2 and len(old) == 1 and new[0] in ("more", "most"):
        short, long = old[0], new[1]
    else:
        return None
    degree = {"more": {"JJR", "RBR"}, "most": {"JJS", "RBS"}}
    which = old[0] if len(old) == 2 else new[0]
    misformed = not lexicon.is_known(short) and short[:3] == long[:3]
    if misformed or (lexicon.inflected(short, long) and lexicon.can_be(short) & degree[which]):
        return Opinion(Kind.WORD_FORM, f"'{place.new}' is the form that fits here.", alone=True)
    return None


def _reordered(place: Place) -> Opinion | None:
    words = [token for token in place.before if not is_mark(token)]
    moved = [token for token in place.after if not is_mark(token)]
    if words != moved and len(words) > 1 and Counter(words) == Counter(moved):
        return Opinion(Kind.REORDERING, f"'{place.new}' puts your words in another order.")
    return None


def _do_for_be(place: Place) -> Opinion | None:
    """I am not agree -> I don't agree."""
    old, new = " ".join(place.before).replace("n't", " not"), " ".join(place.after)
    be, _, negation = old.partition(" ")
    do, _, denied = new.replace("n't", " not").partition(" ")
    if be not in closed.BE or do not in closed.DO or {negation, denied} != {"not"}:
        return None
    if lexicon.can_be(place.next()) & {"VB", "NN", "JJ", "VBN", "RB", "IN"} != {"VB"}:
        return None
    return Opinion(Kind.VERB_FORM, f"'{place.next()}' is denied with '{do}'.")


def _complement(place: Place) -> Opinion | None:
    """Prevented me to go -> from going; a dream of become -> to become is for the verb group."""
    old, new = place.before, place.after
    if len(old) != 2 or len(new) != 2 or old[0] != "to" or not _one_verb(old[1], new[1]):
        return None
    if new[0] in closed.IDIOMATIC_PREPOSITIONS and "VBG" in lexicon.can_be(new[1]):
        return Opinion(Kind.VERB_FORM, f"'{place.new}' is the form that goes here.")
    return None


def _verb_group(place: Place) -> Opinion | None:
    """Forms of one verb with its auxiliaries: "have saw", "saw"; "to meet", "meeting"."""
    if max(len(place.before), len(place.after)) < 2:
        return None
    before, after = tuple(_expanded(place.before)), tuple(_expanded(place.after))
    if not before or not after:
        return None
    if before[0] in closed.PRONOUNS or after[0] in closed.PRONOUNS:
        if before[:1] != after[:1]:
            return None
        before, after = before[1:], after[1:]
    old, new = _verb_core(before), _verb_core(after)
    if old is None or new is None or len(old) != 1 or len(new) != 1:
        return None
    if (old[0], new[0]) != (before[-1], after[-1]):
        return None
    if not _one_verb(old[0], new[0]) or not {"VERB", "AUX"} & lexicon.parts(new[0]):
        return None
    if {before[0], after[0]} & {"do", "does", "did"} and "did" in {before[0], after[0]}:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is your emphasis.")
    if {"to", "VBG"} <= {before[0], after[0], *lexicon.can_be(old[0]), *lexicon.can_be(new[0])}:
        governors = {lemma for _, lemma in lexicon.lemmas(place.old_prev())}
        wished = place.old_prev(2) == "would" or place.old_prev(2).endswith("'d")
        both = governors & _TAKES_BOTH and not (wished and "to" in after)
        if both and ("to" in before) != ("to" in after):
            said = f"'{place.old}' is right too: your choice."
            return Opinion(Kind.WORD_CHOICE, said, soft=Kind.VERB_FORM)
    changed = aspect(place, before, after)
    if changed is not None:
        return changed
    return Opinion(Kind.VERB_FORM, f"'{place.new}' is the verb form that fits here.")


# Verbs after which "to swim" and "swimming" are both English, with or without another sense.
_TAKES_BOTH = frozenset(
    "begin start continue cease like love hate prefer remember stop try regret forget need "
    "propose intend bother".split()
)


def _would_have(place: Place) -> Opinion | None:
    """If I would have known -> if I had known."""
    unreal = {"if", "wish"} & set(place.sentence_before()[-4:])
    twice = "would" in place.sentence_after() or "would" in place.sentence_before()
    if unreal and twice and len(place.before) == 2 and len(place.after) == 1:
        modal, verb = place.before
        past = lexicon.can_be(place.after[0]) & {"VBD"} and lexicon.inflected(verb, place.after[0])
        if modal == "would" and past:
            return Opinion(Kind.TENSE, "A condition takes the past tense here.")
    if unreal and place.before == ("would", "have") and place.after == ("had",):
        return Opinion(Kind.TENSE, "A condition takes 'had' here.")
    return None


def _verb_core(tokens: tuple[str, ...]) -> list[str] | None:
    if any(
        closed.is_negative(token) or token in closed.MODALS or is_mark(token) for token in tokens
    ):
        return None
    return [t for t in tokens if t not in closed.AUXILIARIES and t != "to"] or list(tokens[-1:])


def _one_verb(old: str, new: str) -> bool:
    """Whether both are forms of one verb, the old one perhaps misspelt: "likeing", "like"."""
    if old == new or {"VERB", "AUX"} & lexicon.inflected(old, new):
        return True
    return not lexicon.is_known(old) and (looks_like(old, new) or regularised(old, new))


_RULES = (
    _hyphens,
    _run_together,
    _dots,
    _do_for_be,
    _contraction,
    _comparative,
    construction,
    _reordered,
    _would_have,
    _complement,
    _verb_group,
)
