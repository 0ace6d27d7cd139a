"""Verb forms that one word beside them decides: "used to", modals, "to", plural subjects."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.english.spelling import irregular_past
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples, rule
from companion.text.edit import Edit

_BARE_MODAL = "can|could|will|would|should|must|may|might"
_SUBJECT = "i|you|he|she|it|we|they"
_THINK = "think|thinks|thought|know|knew|say|says|said|believe|remember|heard"
_FEELING = "able|aware|careful|willing|afraid|unable|responsible|capable"
_HAPPENING = "happen|occur|exist|become|arise|appear|disappear|die|arrive|seem|remain"
_GROUP = "people|men|women|children|parents|students|teachers|scientists|others|companies"

_HAVE = frozenset("have has had having haven't hasn't hadn't i've you've we've they've".split())
_BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
_ADVERBS = frozenset("not never ever already always just also only often".split())


def _participle(sentence: Sentence) -> Iterator[Edit]:
    """``have eated``: an irregular verb that was given a regular participle."""
    for at, word in enumerate(sentence):
        if not word.low.endswith("ed") or lexicon.is_known(word.low) or not word.text.islower():
            continue
        before = sentence[at - 2] if sentence[at - 1].low in _ADVERBS else sentence[at - 1]
        if before.low not in _HAVE | _BE:
            continue
        # Nothing is risen: who writes "was rised" means the other verb.
        raised = word.low == "rised" and before.low in _BE
        new = "raised" if raised else irregular_past(word.low, "VBN")
        if new:
            yield Edit(word.span, new)


_BEFORE_PAST = frozenset("i he she it we they who becomes became".split())
_DETERMINERS = frozenset("the a an this that my your his her our their its".split())


def _clipped(sentence: Sentence) -> Iterator[Edit]:
    """``was realiz``: a past form without its ending, which leaves no word."""
    for at, word in enumerate(sentence):
        if lexicon.is_known(word.low) or len(word.low) < 4:
            continue
        if not (word.text.islower() and word.text.isalpha()):
            continue
        before = sentence[at - 2] if sentence[at - 1].low in _ADVERBS else sentence[at - 1]
        follows = before.low in _HAVE | _BE | _BEFORE_PAST
        between = before.low in _DETERMINERS and sentence[at + 1].tag in ("NN", "NNS")
        if not (follows or between):
            continue
        new = next((n for n in (word.low + "ed", word.low[:-1] + "ied") if lexicon.is_word(n)), "")
        if new and lexicon.zipf(new) >= 2.8:
            yield Edit(word.span, new)


RULES: tuple[Rule, ...] = (
    Rule(
        "clipped-past",
        Kind.SPELLING,
        "The ending of this form is missing.",
        _clipped,
        examples(
            [
                "I realiz that it was late. -> I realized that it was late.",
                "It was reduc by half. -> It was reduced by half.",
                "The desir effect was small. -> The desired effect was small.",
            ]
        ),
        ("It was red.", "She was glad.", "I saw the fjord at dawn.", "He is an emir."),
    ),
    Rule(
        "regular-participle",
        Kind.SPELLING,
        "This verb has a form of its own here.",
        _participle,
        examples(
            [
                "I have eated it. -> I have eaten it.",
                "It was builded long ago. -> It was built long ago.",
                "We were rised on it. -> We were raised on it.",
            ]
        ),
        ("I have needed it.", "It was bedded down.", "She has texted us."),
    ),
    rule(
        "used-to-habit",
        Kind.VERB_FORM,
        "Of habits in the past: “used to”.",
        [
            ("^ he|she|<NNP> always|often|never|also|just? [use] to {VB} !by", "used"),
            (f"{_THINK} that? he|she|it|<NNP> always|often|never|also? [use] to {{VB}} !by", "used"),
            ("^ my|his|her|our|their <NN> always|often|never|also? [use] to {VB} !by", "used"),
        ],
        fires=[
            "I think she use to check it twice. -> I think she used to check it twice.",
            "My mother use to sing. -> My mother used to sing.",
            "When she use to sing, we slept. -> When she used to sing, we slept.",
        ],
        silent=[
            "Did she use to check it?",
            "The knife he uses to cut it.",
            "She uses to-do lists.",
            "My phone is what I use to write.",
        ],
    ),
    rule(
        "modal-be",
        Kind.MISSING_WORD,
        "“Be” is missing after the modal verb.",
        [
            (f"{_SUBJECT}|who|that|<NN*> {_BARE_MODAL} not|also|always|never? [] {_FEELING}", "be"),
        ],
        fires=[
            "She will able to sing. -> She will be able to sing.",
            "They must careful here. -> They must be careful here.",
        ],
        silent=["He may be able to come.", "We will ready the ship.", "The will happy men make."],
    ),
    rule(
        "modal-plain",
        Kind.VERB_FORM,
        "After a modal verb the plain form of the verb stands.",
        [
            (f"{_SUBJECT} {_BARE_MODAL} [{{VBG!NN!JJ}}]", "=VB"),
            (f"{_SUBJECT} {_BARE_MODAL} not? [going|planning|coming|doing] to|with|there|it|the|home|back|out", "=VB"),
            (
                f"{_SUBJECT}|people {_BARE_MODAL} not? possibly|easily|probably|then|therefore|only "
                "[{VBZ!NNS}|causes|makes|needs|helps|wants|changes|leads|results]",
                "=VB",
            ),
            (f"{_SUBJECT} would|could|should|must|might|will|can [increased|decreased|improved|changed|"
             "developed|used|caused|helped|needed|wanted|worked|tried|reduced]", "=VB"),
        ],
        fires=[
            "We can going home. -> We can go home.",
            "They would probably needs help. -> They would probably need help.",
            "It would increased the price. -> It would increase the price.",
        ],
        silent=["We can go home.", "He could, possibly, go.", "Will going there help?", "We will, going by this, win."],
    ),
    rule(
        "passive-after-modal",
        Kind.VERB_FORM,
        "After “be” the past participle stands here.",
        [
            (
                f"{_BARE_MODAL} not|also|easily|always? be [{{VB!NN!JJ!VBN!RB!IN}}] !{_HAPPENING} "
                "by|in|from|at|as|to|for|.|,|and",
                "=VBN",
            ),
        ],
        fires=["It will be recognize by all. -> It will be recognized by all."],
        silent=["It will be recognized by all.", "It can be fun.", "It must be so."],
    ),
    rule(
        "infinitive-not-gerund",
        Kind.VERB_FORM,
        "After “to” the plain form of the verb stands here.",
        [
            (
                "want|wants|wanted|need|needs|needed|decide|decided|able|enough time|hope|hopes|"
                "hoped|try|tried|tries|trying|manage|managed|refuse|refused|plan|planned to [{VBG!NN!JJ}]",
                "=VB",
            ),
            (
                "want|wants|wanted|need|needs|needed|decided|able|try|tried|tries|time to "
                "[helping|going|doing|making|having|being|getting|working|learning|living|studying|playing|finding]",
                "=VB",
            ),
        ],
        fires=["He has enough time to learning it. -> He has enough time to learn it.",
               "I want to doing it. -> I want to do it."],
        silent=["I want to help.", "He is used to helping us.", "It came down to being there."],
    ),
    rule(
        "want-to",
        Kind.VERB_FORM,
        "This verb takes “to” and the plain form.",
        [
            (f"{_SUBJECT} want|wanted|decide|decided|hope|hoped|agreed|refused|plan|planned "
             "[going]", "to go"),
            (f"{_SUBJECT} want|wanted|decide|decided|hope|hoped|agreed|refused|plan|planned "
             "[being]", "to be"),
        ],
        fires=["I want going home. -> I want to go home."],
        silent=["I want to go.", "They stopped going there."],
    ),
    rule(
        "plural-subject",
        Kind.AGREEMENT,
        "The subject is plural, so the verb has no -s.",
        [
            (f"^ many|some|most|few|young|old|poor|rich|other|these|those? {_GROUP} !is|was|has|does [{{VBZ!NNS}}]", "=VB"),
            (
                f"^^ many|some|most|few|young|old|poor|rich|other|these|those? {_GROUP} !is|was|has|does "
                "[<VBZ>] <DT|PRP*|TO|IN|VBG|NN*|JJ|RB>",
                "=VB",
            ),
            ("^^ people|students|parents|teachers|children !is|was|has|does [<VBZ>] <DT|PRP*|NN*|TO|JJ|IN>", "=VB"),
            (", people|students|parents|teachers !is|was|has|does [<VBZ>] <DT|PRP*|NN*|TO|JJ|IN>", "=VB"),
            ("^ people|men|women|children [is]", "are"),
            ("^ people|men|women|children [was]", "were"),
            ("^ people|men|women|children [has]", "have"),
        ],
        fires=["People tends to do it. -> People tend to do it.",
               "Young people knows it. -> Young people know it.",
               "First of all, people makes mistakes. -> First of all, people make mistakes."],
        silent=["People tend to do it.", "Helping people makes sense.", "What people needs is love.",
                "The number of people grows."],
        dialect=True,
    ),
    rule(
        "news-is",
        Kind.AGREEMENT,
        "This noun is singular although it ends in -s.",
        [
            ("^ the|this|that|his|her|my|our|their <JJ>? news [are]", "is"),
            ("^ the|this|that|his|her|my|our|their <JJ>? news [were]", "was"),
            ("^ the|this|that|his|her|my|our|their <JJ>? news [have]", "has"),
        ],
        fires=["The news are bad. -> The news is bad."],
        silent=["The news is bad.", "News outlets are bad."],
    ),
)  # fmt: skip
