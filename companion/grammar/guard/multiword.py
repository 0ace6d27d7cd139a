"""Rules for multi-word changes: neighbouring changes that only make sense together."""

from __future__ import annotations

from collections import Counter

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.confusables import looks_like, regularised
from companion.grammar.guard.changes import is_mark
from companion.grammar.guard.discontinuous import construction
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.guard.tense import aspect
from companion.grammar.kinds import Kind


def judge_group(context: ChangeContext) -> Judgement | None:
    """Judge a block of changes as a whole, if a rule applies to it."""
    for rule in _RULES:
        judgement = rule(context)
        if judgement is not None:
            return judgement
    return None


def _hyphens(context: ChangeContext) -> Judgement | None:
    if "-" not in context.before + context.after:
        return None
    old = [t for t in context.before if t != "-"]
    new = [t for t in context.after if t != "-"]
    if "".join(old) != "".join(new):
        return None
    whole = "".join(old)
    if [whole] in (old, new) and lexicon.zipf(whole) >= _COMMON:
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' or '{context.new}': both are written.")
    return Judgement(Kind.HYPHENATION, f"'{context.new}' is how it is written here.", alone=True)


_COMMON = 3.0  # Zipf; a compound this common is written as one word, with a hyphen by some


def _run_together(context: ChangeContext) -> Judgement | None:
    """Words and apostrophes split or joined by mistake: "wo nt", "users'opinions"."""
    old, new = "".join(context.before), "".join(context.after)
    if old.replace("'", "") != new.replace("'", "") or "'" not in old + new:
        return None
    known = all(lexicon.is_known(word) or word == "'" for word in context.after)
    if len(context.before) == len(context.after) or not known:
        return None
    if all(lexicon.is_known(word) for word in context.before):
        return None
    return Judgement(Kind.SPELLING, f"'{context.new}' is how it is written.", alone=True)


def _dots(context: ChangeContext) -> Judgement | None:
    """An abbreviation's full stops: "ie", "i.e."; "Mr" or "Mr." is dialect."""
    old = "".join(t for t in context.before if t != ".")
    new = "".join(t for t in context.after if t != ".")
    if old != new or len(context.before) == len(context.after) or old not in _ABBREVIATED:
        return None
    return Judgement(Kind.PUNCTUATION, f"'{context.new}' is written with full stops.", alone=True)


_ABBREVIATED = frozenset(("ie", "eg", "etc", "ca"))


def _contraction(context: ChangeContext) -> Judgement | None:
    if len(context.before) == len(context.after) or {"can", "cannot"} <= {
        *context.before,
        *context.after,
    }:
        return None
    old, new = (Counter(map(_clipped, _expanded(side))) for side in (context.before, context.after))
    if old == new:
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.new}' for '{context.old}': contractions are your choice."
        )
    spoken = context.before[0].removesuffix("'s") if context.before else ""
    if spoken in _POINTS and context.before[0] != spoken and context.after[:1] == (spoken,):
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' before several is how it is spoken.")
    if {context.before, context.after} == _THANKS:
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.old}' or '{context.new}': register is yours."
        )
    if {*context.before[:1], *context.after[:1]} & closed.SLANG:
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is your way to say it.")
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


def _comparative(context: ChangeContext) -> Judgement | None:
    old, new = context.before, context.after
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
        return Judgement(Kind.WORD_FORM, f"'{context.new}' is the form that fits here.", alone=True)
    return None


def _reordered(context: ChangeContext) -> Judgement | None:
    words = [token for token in context.before if not is_mark(token)]
    moved = [token for token in context.after if not is_mark(token)]
    if words != moved and len(words) > 1 and Counter(words) == Counter(moved):
        return Judgement(Kind.REORDERING, f"'{context.new}' puts your words in another order.")
    return None


def _do_for_be(context: ChangeContext) -> Judgement | None:
    """I am not agree -> I don't agree."""
    old, new = " ".join(context.before).replace("n't", " not"), " ".join(context.after)
    be, _, negation = old.partition(" ")
    do, _, denied = new.replace("n't", " not").partition(" ")
    if be not in closed.BE or do not in closed.DO or {negation, denied} != {"not"}:
        return None
    if lexicon.can_be(context.next()) & {"VB", "NN", "JJ", "VBN", "RB", "IN"} != {"VB"}:
        return None
    return Judgement(Kind.VERB_FORM, f"'{context.next()}' is denied with '{do}'.")


def _complement(context: ChangeContext) -> Judgement | None:
    """Prevented me to go -> from going; a dream of become -> to become is for the verb group."""
    old, new = context.before, context.after
    if len(old) != 2 or len(new) != 2 or old[0] != "to" or not _one_verb(old[1], new[1]):
        return None
    if new[0] in closed.IDIOMATIC_PREPOSITIONS and "VBG" in lexicon.can_be(new[1]):
        return Judgement(Kind.VERB_FORM, f"'{context.new}' is the form that goes here.")
    return None


def _verb_group(context: ChangeContext) -> Judgement | None:
    """Forms of one verb with its auxiliaries: "have saw", "saw"; "to meet", "meeting"."""
    if max(len(context.before), len(context.after)) < 2:
        return None
    before, after = tuple(_expanded(context.before)), tuple(_expanded(context.after))
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
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is your emphasis.")
    if {"to", "VBG"} <= {before[0], after[0], *lexicon.can_be(old[0]), *lexicon.can_be(new[0])}:
        governors = {lemma for _, lemma in lexicon.lemmas(context.old_prev())}
        wished = context.old_prev(2) == "would" or context.old_prev(2).endswith("'d")
        both = governors & _TAKES_BOTH and not (wished and "to" in after)
        if both and ("to" in before) != ("to" in after):
            said = f"'{context.old}' is right too: your choice."
            return Judgement(Kind.WORD_CHOICE, said, soft=Kind.VERB_FORM)
    changed = aspect(context, before, after)
    if changed is not None:
        return changed
    return Judgement(Kind.VERB_FORM, f"'{context.new}' is the verb form that fits here.")


# Verbs after which "to swim" and "swimming" are both English, with or without another sense.
_TAKES_BOTH = frozenset(
    "begin start continue cease like love hate prefer remember stop try regret forget need "
    "propose intend bother".split()
)


def _would_have(context: ChangeContext) -> Judgement | None:
    """If I would have known -> if I had known."""
    unreal = {"if", "wish"} & set(context.sentence_before()[-4:])
    twice = "would" in context.sentence_after() or "would" in context.sentence_before()
    if unreal and twice and len(context.before) == 2 and len(context.after) == 1:
        modal, verb = context.before
        past = lexicon.can_be(context.after[0]) & {"VBD"} and lexicon.inflected(
            verb, context.after[0]
        )
        if modal == "would" and past:
            return Judgement(Kind.TENSE, "A condition takes the past tense here.")
    if unreal and context.before == ("would", "have") and context.after == ("had",):
        return Judgement(Kind.TENSE, "A condition takes 'had' here.")
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
