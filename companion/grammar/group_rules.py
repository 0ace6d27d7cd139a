"""Rules for neighbouring changes that only make sense together."""

from __future__ import annotations

from collections import Counter

from companion.grammar import closed, lexicon
from companion.grammar.changes import is_mark
from companion.grammar.kinds import Kind
from companion.grammar.opinion import Opinion, Place


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
    return Opinion(Kind.HYPHENATION, f"'{place.new}' is how it is written here.", alone=True)


def _dots(place: Place) -> Opinion | None:
    """An abbreviation's full stops: "ie", "i.e."; "Mr" or "Mr." is dialect."""
    old = "".join(t for t in place.before if t != ".")
    new = "".join(t for t in place.after if t != ".")
    if old != new or len(place.before) == len(place.after) or old not in _ABBREVIATED:
        return None
    return Opinion(Kind.PUNCTUATION, f"'{place.new}' is written with full stops.", alone=True)


_ABBREVIATED = frozenset(("ie", "eg", "am", "pm", "etc", "ca"))


def _contraction(place: Place) -> Opinion | None:
    if len(place.before) == len(place.after) or {"can", "cannot"} <= {*place.before, *place.after}:
        return None
    old, new = _expanded(place.before), _expanded(place.after)
    if old == new or Counter(old) == Counter(new):
        return Opinion(
            Kind.WORD_CHOICE, f"'{place.new}' for '{place.old}': contractions are your choice."
        )
    if {*place.before[:1], *place.after[:1]} & closed.SLANG:
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is your way to say it.")
    return None


def _expanded(tokens: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for token in tokens:
        special = {"can't": "can not", "won't": "will not", "cannot": "can not",
                   "shan't": "shall not"}.get(token)  # fmt: skip
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
    if misformed or (lexicon.inflected(short, long) and lexicon.tags(short) & degree[which]):
        return Opinion(Kind.WORD_FORM, f"'{place.new}' is the form that fits here.", alone=True)
    return None


def me_and(place: Place) -> Opinion | None:
    """Me and Dana built -> Dana and I built."""
    forms = {form: subject for subject, form in closed.SUBJECTS.items()}
    old = Counter(forms.get(token, token) for token in place.before)
    new = Counter(forms.get(token, token) for token in place.after)
    if old == new and "and" in old and len(place.before) >= 3 and place.before != place.after:
        if Counter(place.before) == Counter(place.after):
            return None
        return Opinion(Kind.PRONOUN, f"'{place.new}' is the subject here.", alone=True)
    return None


def _reordered(place: Place) -> Opinion | None:
    words = [token for token in place.before if not is_mark(token)]
    moved = [token for token in place.after if not is_mark(token)]
    if words != moved and len(words) > 1 and Counter(words) == Counter(moved):
        return Opinion(Kind.REORDERING, f"'{place.new}' puts your words in another order.")
    return None


def _verb_group(place: Place) -> Opinion | None:
    """Forms of one verb with its auxiliaries: "have saw", "saw"; "to meet", "meeting"."""
    if max(len(place.before), len(place.after)) < 2:
        return None
    old, new = _verb_core(place.before), _verb_core(place.after)
    if old is None or new is None or len(old) != 1 or len(new) != 1:
        return None
    if not (old[0] == new[0] or "VERB" in lexicon.inflected(old[0], new[0])):
        return None
    if "VERB" not in lexicon.parts(new[0]):
        return None
    return Opinion(Kind.VERB_FORM, f"'{place.new}' is the verb form that fits here.")


def _would_have(place: Place) -> Opinion | None:
    """If I would have known -> if I had known."""
    unreal = {"if", "wish"} & set(place.sentence_before()[-4:])
    if unreal and place.before == ("would", "have") and place.after == ("had",):
        return Opinion(Kind.TENSE, "A condition takes 'had' here.")
    return None


def _verb_core(tokens: tuple[str, ...]) -> list[str] | None:
    if any(
        closed.is_negative(token) or token in closed.MODALS or is_mark(token) for token in tokens
    ):
        return None
    return [t for t in tokens if t not in closed.AUXILIARIES and t != "to"]


_RULES = (_hyphens, _dots, _contraction, _comparative, me_and, _reordered, _would_have, _verb_group)
