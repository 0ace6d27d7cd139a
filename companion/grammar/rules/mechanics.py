"""Capitals, spaces, doubled words, and the comma after an opening word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples, sentence_starts
from companion.text.edit import Edit
from companion.text.span import Span

_DOUBLED = frozenset(
    "the a an of to at with from by and or but as is are was were it its this these those my your "
    "his our their we they i be been being have has will would can could should may if which for "
    "into than about some because also when then how what not you between under during".split()
)
_PARTICLES = frozenset("in on over up".split())


def _repeated(sentence: Sentence) -> list[int]:
    """Where a word stands right after itself."""
    groups = (places for places in sentence.places.values() if len(places) > 1)
    return sorted(b for group in groups for a, b in pairwise(group) if b == a + 1)


def _marked(sentence: Sentence, marks: str) -> list[int]:
    """Where one of these marks stands, but for the first place."""
    return sorted(at for mark in marks for at in sentence.places.get(mark, ()) if at)


def _doubled(sentence: Sentence) -> Iterator[Edit]:
    """``the the``: a small word twice, with nothing but a space between."""
    for at in _repeated(sentence):
        one, two = sentence[at - 1], sentence[at]
        if not two.spaced or not one.is_word:
            continue
        if one.low in _PARTICLES:
            if sentence[at - 2].tag.startswith("VB"):
                continue  # "moved in in May"
        elif one.low not in _DOUBLED:
            continue
        if one.low in ("is", "was", "are") and any(
            w.low in ("what", "it", "there") for w in sentence.words[:at]
        ):
            continue  # "what it is is a bird"
        if one.low in ("you", "not", "i") and sentence[at - 2].low in ("", ",", "no", "not"):
            continue  # a stutter, or insistence
        if (
            sentence[at + 1].low == one.low
            or sentence[at - 2].low == one.low
            or sentence[at + 1].low == "-"
        ):
            continue
        if one.low == "a" and one.text != two.text:
            continue
        yield Edit(Span(one.span.end, two.span.end), "")


_CONTRACTED_I = {"i'm": "I'm", "i've": "I've", "i'll": "I'll", "i'd": "I'd"}


_MATHEMATICAL = frozenset("variable index letter integer counter for each every where let".split())


def _capital_i(sentence: Sentence) -> Iterator[Edit]:
    """``i`` as a pronoun."""
    if sum(w.text == "I" for w in sentence) == 0 and sum(w.text == "i" for w in sentence) > 3:
        return
    for at, word in enumerate(sentence):
        before, after = sentence[at - 1], sentence[at + 1]
        if word.text.replace("’", "'") in _CONTRACTED_I:
            yield Edit(Span(word.span.start, word.span.start + 1), "I")
        elif word.text == "i" and word.spaced and after.spaced and after.is_word:
            verb = after.tag.startswith(("VB", "MD", "RB")) or lexicon.tags(after.low) & {
                "VBP",
                "VBD",
            }
            if (
                verb
                and before.tag not in ("NN", "DT")
                and before.low not in _MATHEMATICAL
                and before.low not in ("(", "=", "[", "/")
                and after.low not in ("in", "e", "j")
            ):
                yield Edit(word.span, "I")


_ALWAYS_CAPITAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "september october november december english spanish german italian chinese japanese american "
    "british european african asian indian canadian australian russian mexican brazilian korean "
    "christmas england london america europe africa asia australia germany spain italy japan china "
    "paris portuguese swedish norwegian islam muslim christian christianity buddhism".split()
)


def _proper(sentence: Sentence) -> Iterator[Edit]:
    """``monday``: names of days, months, nations."""
    if not any(w.text[:1].isupper() for w in sentence):
        return
    for at, word in enumerate(sentence):
        if (
            word.text in _ALWAYS_CAPITAL
            and sentence[at + 1].low not in ("-", "_")
            and sentence[at - 1].low != "-"
        ):
            yield Edit(word.span, word.text.capitalize())


_SAYING = frozenset(
    "said say says thought think asked ask cried cry himself herself myself answered replied wrote "
    "read called told tell shout shouted exclaimed word words saying".split()
)
_LOWERED = frozenset("He She They We My His Their Our It This These That There The".split())


def _stray_capital(sentence: Sentence) -> Iterator[Edit]:
    """``In the end, She smiled``: a pronoun with a capital after a comma."""
    if sum(w.text in _LOWERED for w in sentence) > 2:
        return
    for at, word in enumerate(sentence):
        after = sentence[at + 1]
        if word.text not in _LOWERED or at < 2 or after.text[:1].isupper() or not after.is_word:
            continue
        said = any(w.low in _SAYING for w in sentence.words[max(0, at - 6) : at])
        if (
            not said
            and sentence[at - 1].low == ","
            and sentence[at - 2].is_word
            and after.tag.startswith(("VB", "MD", "NN", "RB", "JJ"))
        ):
            yield Edit(word.span, word.text.lower())


def _sentence_capital(sentence: Sentence) -> Iterator[Edit]:
    """``It rained. we stayed``: a full stop, and then a small letter."""
    if sentence[0].text.islower():
        return  # who begins one sentence so means the next as well
    for at in (mark + 1 for mark in _marked(sentence, ".")):
        if not 3 <= at < len(sentence) - 2:
            continue
        stop, word = sentence[at - 1], sentence[at]
        before = sentence[at - 2]
        if stop.text != "." or stop.spaced or not word.spaced or not word.text.islower():
            continue
        if not word.text.isalpha():
            continue
        if not before.is_word or len(before.text) < 3 or not lexicon.is_word(before.text):
            continue
        if before.low in _ABBREVIATED or "." in (sentence[at - 3].text, sentence[at + 1].text):
            continue
        if lexicon.is_word(word.low) and word.tag.startswith(
            ("PRP", "DT", "NN", "IN", "RB", "JJ", "WP", "WRB", "EX", "CC", "VBG")
        ):
            yield Edit(Span(word.span.start, word.span.start + 1), word.text[0].upper())


_OPENING_WORDS = frozenset(
    "i he she it we they you this these those the a an my your his her our their there in on at if "
    "when while although because so but and however also for first some many most people someone "
    "somebody everyone what as even now then after before since with by".split()
)


def _first_capital(sentence: Sentence) -> Iterator[Edit]:
    """``it rained.``: a paragraph that begins with a small letter and ends as a sentence does."""
    first = sentence[0]
    if first.span.start or not sentence.closed or len(sentence) < 6:
        return
    if not first.text.islower() or first.low not in _OPENING_WORDS or not sentence[1].spaced:
        return
    if any(word.text == "i" for word in sentence) and first.low != "i":
        return  # who writes small letters throughout may mean it
    if any(word.text in (".", "!", "?", "…") for word in sentence.words[:-2]):
        return  # and so may who begins the next sentence so
    verb = any(word.tag in ("VBZ", "VBP", "VBD", "MD") or "+" in word.tag for word in sentence)
    if verb:
        yield Edit(Span(first.span.start, first.span.start + 1), first.text[0].upper())


_ABBREVIATED = frozenset(
    "etc vs inc ltd approx dept est fig vol mrs prof gen col sgt rev hon gov sen rep jan feb mar "
    "apr jun jul aug sept oct nov dec viz cf ibid esp incl max min misc resp".split()
)


def _missing_space(sentence: Sentence) -> Iterator[Edit]:
    """``it rained,then``, ``the end.Then``: a mark with no space after it."""
    for at in _marked(sentence, ",;.!?"):
        before, mark, after = sentence[at - 1], sentence[at], sentence[at + 1]
        if mark.spaced or after.spaced:
            continue
        if (
            len(before.text) < 2
            or len(after.text) < 2
            or not (before.text.isalpha() and after.text.isalpha())
        ):
            continue
        begins = after.text[0].isupper() and after.text[1:].islower() and before.text.islower()
        if mark.text in (".", "!", "?") and not begins:
            continue
        if (
            sentence[at + 2].text in (".", "(", "=", "_")
            and not sentence[at + 2].spaced
            and mark.text == "."
        ):
            continue
        if sentence[at - 2].text in (".", "/", "@", "_", ",") and not before.spaced:
            continue
        if lexicon.is_known(before.text) and lexicon.is_known(after.text):
            yield Edit(Span(mark.span.end, mark.span.end), " ")


def _space_before_mark(sentence: Sentence) -> Iterator[Edit]:
    """``rain ,`` : a space before a comma or full stop."""
    for at in _marked(sentence, ",."):
        before, mark, after = sentence[at - 1], sentence[at], sentence[at + 1]
        if (
            mark.spaced and before.is_word and (after.spaced or not after.text)
        ) and after.text not in (".", ","):
            yield Edit(Span(before.span.end, mark.span.start), "")


_OPENERS = {
    "however", "moreover", "furthermore", "additionally", "consequently", "nevertheless",
    "firstly", "secondly", "thirdly", "lastly", "therefore", "unfortunately", "nonetheless",
}  # fmt: skip
_OPENING_PHRASES = (
    "for example", "for instance", "in addition", "in conclusion", "first of all", "as a result",
    "on the other hand", "in other words", "in my opinion", "to sum up", "to conclude",
    "on the contrary", "in contrast", "as a consequence", "in my view", "last but not least",
)  # fmt: skip
_SUBJECT = ("PRP", "DT", "EX", "PRP$", "NNS", "NNP")


def _opening_comma(sentence: Sentence) -> Iterator[Edit]:
    """``However it rained``: the comma after an opening word."""
    lows = [w.low for w in sentence.words[:6]]
    for size in (1, 2, 3, 4):
        opening = " ".join(lows[:size])
        if opening not in _OPENERS if size == 1 else opening not in _OPENING_PHRASES:
            continue
        after = sentence[size]
        if (
            not sentence_starts(sentence, 0)
            or not after.bears(*_SUBJECT)
            or len(sentence) < size + 3
        ):
            continue
        if opening == "however" and any(w.low == "," for w in sentence.words[size : size + 12]):
            continue  # "However you look at it, ..."
        if opening == "therefore" and after.tag not in ("PRP", "EX"):
            continue
        if after.tag == "NNS" and size > 1 and opening.startswith("in "):
            continue
        end = sentence[size - 1].span.end
        yield Edit(Span(end, end), ",")
        return


RULES: tuple[Rule, ...] = (
    Rule(
        "doubled-word", Kind.DUPLICATE, "The word stands there twice.", _doubled,
        examples(["I saw the the cat. -> I saw the cat.", "One of of them. -> One of them."]),
        ("He had had enough.", "Very very good.", "No no no.", "What it is is a bird.", "We moved in in May.",
         "I know that that is so.", "the the the"),
    ),
    Rule(
        "capital-i", Kind.CAPITALIZATION, "The pronoun “I” is a capital.", _capital_i,
        examples(["Then i went home. -> Then I went home.", "I think i'm late. -> I think I'm late."]),
        ("For each i in the list.", "Part (i) is easy.", "The letter i is thin."),
        triggers=frozenset({"i", *_CONTRACTED_I}),
    ),
    Rule(
        "proper-capital", Kind.CAPITALIZATION, "Names of days, months and nations have a capital.", _proper,
        examples(["I came on monday. -> I came on Monday.", "We speak english. -> We speak English."]),
        ("It may march.", "no capitals on monday here"),
        triggers=_ALWAYS_CAPITAL,
    ),
    Rule(
        "stray-capital", Kind.CAPITALIZATION, "No new sentence begins here.", _stray_capital,
        examples(["In the end, She smiled. -> In the end, she smiled."]),
        ("He said to himself, It shall be.", "In him, He said, and He is, and His are."),
    ),
    Rule(
        "sentence-capital", Kind.CAPITALIZATION, "A sentence begins with a capital.", _sentence_capital,
        examples(["It rained all day. we stayed at home. -> It rained all day. We stayed at home."]),
        ("Apples, pears etc. are sold.", "“Why not?” he said.", "I use node.js for that.", "Wait... what is it now?"),
    ),
    Rule(
        "first-capital", Kind.CAPITALIZATION, "A sentence begins with a capital.", _first_capital,
        examples(["it rained all day in town. -> It rained all day in town."]),
        ("it rained. we stayed. all was well with us.", "where the sea lies open", "the sea at night, and the moon.",
         "if i see that one i go."),
    ),
    Rule(
        "missing-space", Kind.SPACING, "A space is missing after the mark.", _missing_space,
        examples(["It rained,then it stopped. -> It rained, then it stopped.",
                  "It was the end.Then we left. -> It was the end. Then we left."]),
        ("Open main.py now.", "It is 3,000.", "See e.g. this.", "Use Node.Js there."),
    ),
    Rule(
        "space-before-mark", Kind.SPACING, "No space stands before this mark.", _space_before_mark,
        examples(["It rained , and we left. -> It rained, and we left."]),
        ("Wait ... no.", "The .net domain.", "Version .5 came."),
    ),
    Rule(
        "opening-comma", Kind.PUNCTUATION, "A comma stands after this opening word.", _opening_comma,
        examples(["However it rained. -> However, it rained.", "For example we have two cats. -> For example, we have two cats."]),
        ("However you look at it, it is so.", "However hard it is.", "For example in May.", "Therefore the law holds."),
    ),
)  # fmt: skip
