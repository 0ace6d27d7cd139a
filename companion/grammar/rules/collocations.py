"""Collocations, words that ask for a form beside them: must go, made me laugh, explained to me, agree."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_SUBJECT = "i|you|he|she|it|we|they"
_ME = "me|him|us|them|you"
_PERSON = (
    "man|woman|boy|girl|child|person|student|teacher|friend|doctor|neighbour|neighbor|someone|"
    "somebody|men|women|boys|girls|children|students|teachers|friends|doctors|neighbours|neighbors"
)

RULES: tuple[Rule, ...] = (
    rule(
        "must-to",
        Kind.EXTRA_WORD,
        "“Must” and “should” go without “to”.",
        [(f"^ {_SUBJECT} [must|should|can to {{VB}}]", "\\1 \\3")],
        fires=["He must to go home. -> He must go home."],
        silent=["He must, to go home, run.", "It is a must to see."],
    ),
    rule(
        "make-do",
        Kind.EXTRA_WORD,
        "After “make” the verb goes without “to”.",
        [(f"make|makes|made {_ME} [to !be {{VB!NN}}|laugh|cry|feel|think|go|do|see|work|wait]", "\\2")],
        fires=["She made me to laugh. -> She made me laugh."],
        silent=["He was made to laugh.", "The coat was made to measure.", "Made him to order.", "It made him to be feared."],
        dialect=True,
    ),
    rule(
        "agree",
        Kind.EXTRA_WORD,
        "“Agree” is the verb already.",
        [("i|we|they|you [am|are agree|disagree] with|that|to|on|$", "\\2")],
        fires=["I am agree with you. -> I agree with you."],
        silent=["I agree with you.", "We are, I agree, late."],
    ),
    rule(
        "used-to-doing",
        Kind.VERB_FORM,
        "After “I am used to” the -ing form stands.",
        [("i'm not|so|never|quite? used to [{VB!NN!RB}|get|wake|live|eat]", "=VBG"),
         ("i am|was not|so|never|quite? used to [{VB!NN!RB}|get|wake|live|eat]", "=VBG")],
        fires=["I'm used to get up early. -> I'm used to getting up early."],
        silent=["I used to get up early.", "I'm used to work that is hard.", "It is used to get water."],
    ),
    rule(
        "mind-doing",
        Kind.VERB_FORM,
        "This verb takes the -ing form.",
        [("would|do|don't|didn't|wouldn't you|i|we|they|he|she? mind [to {VB}]", "=VBG2")],
        fires=["Would you mind to open it? -> Would you mind opening it?"],
        silent=["Would you set your mind to open it?", "I had a mind to go."],
    ),
    rule(
        "explain-to",
        Kind.MISSING_WORD,
        "One explains a thing to someone.",
        [("explain|explains|explained [] me|him|us|them the|a|how|why|what|that|this|my|his|her|their|our|everything|$", "to")],
        fires=["He explained me the rules. -> He explained to me the rules."],
        silent=["He explained it to me.", "She explained him away."],
    ),
    rule(
        "seem-to-have",
        Kind.VERB_FORM,
        "After “to” the plain form of the verb stands.",
        [("seem|seems|seemed|appear|appears|need|needs|want|wants|have|had|going|able|ought to [has]", "have"),
         ("do|does|did i|you|he|she|it|we|they [has]", "have")],
        fires=["They seem to has it. -> They seem to have it.", "Does she has a car? -> Does she have a car?"],
        silent=["They seem to have it.", "An ode to has-beens."],
    ),
    rule(
        "could-see",
        Kind.VERB_FORM,
        "After a modal verb the plain form of the verb stands.",
        [(f"{_SUBJECT} can|can't|could|couldn't|will|would|might [saw] {_ME}|it|that|how|what|her", "see")],
        fires=["We could saw that it was deep. -> We could see that it was deep."],
        silent=["I could saw wood.", "He never could, and saw it.", "When I saw her, I knew."],
    ),
    rule(
        "past-not-participle",
        Kind.TENSE,
        "The participle needs “have”; alone, the past stands.",
        [(f"^ {_SUBJECT}|who [begun|sung|rung|swum|shrunk|sprung] $|<IN|TO|DT|PRP*|NN*|RB|RP>", "=VBD"),
         ("^ i|he|she|we|they|you [done] it|that|this|my|his|her|our|their|the|nothing|well", "did")],
        fires=["He begun to sing. -> He began to sing.", "I done my work. -> I did my work."],
        silent=["Have I done it?", "He has begun to sing.", "When I, done, sat down.", "The bell he rung."],
        dialect=True,
    ),
    rule(
        "irregular-form",
        Kind.SPELLING,
        "This verb has a form of its own here.",
        [("was|were|am|is|are|be|been|being [borned|bornt]", "born"),
         ("[payed] for|me|him|her|us|them|attention|the|my|a|$", "paid"),
         ("[costed] me|him|her|us|them|too|a|more", "cost")],
        fires=["She was borned in May. -> She was born in May.", "I payed for it. -> I paid for it."],
        silent=["She was born in May.", "They payed out the rope."],
    ),
    rule(
        "interested-person",
        Kind.VERB_FORM,
        "One who feels it is “interested”.",
        [("i|he|she|we am|is|are|was|were very|really|not|also|always? [interesting] in", "interested"),
         ("i'm|he's|she's|we're very|really|not|also|always? [interesting] in", "interested")],
        fires=["I am interesting in music. -> I am interested in music."],
        silent=["It is interesting in parts.", "She is an interesting woman."],
    ),
    rule(
        "person-who",
        Kind.PRONOUN,
        "For people it is “who”.",
        [(f"{_PERSON} [which] <VBZ|VBD|VBP|MD> !art", "who")],
        fires=["The man which lives here is kind. -> The man who lives here is kind."],
        silent=["The man, which is odd, left.", "The house which stands here.", "I know to which man he spoke."],
        dialect=True,
    ),
    rule(
        "and-me",
        Kind.PRONOUN,
        "After a preposition the pronoun takes its object form.",
        [("with|between|for|to|from|of|by|about|against|without my|your|his|her|our|their|the <NN> and [i] $", "me"),
         ("with|between|for|to|from|against|without <NNP> and [i] $", "me"),
         ("invited|told|gave|saw|met|asked|helped|drove my|his|her|our|their <NN> and [i] $", "me")],
        fires=["He gave it to my brother and I. -> He gave it to my brother and me."],
        silent=["My brother and I.", "To my brother and me.", "Because of the rain my wife and I, who were late, ran."],
    ),
)  # fmt: skip
