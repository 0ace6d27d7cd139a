"""Verb forms: after modals, after "have", after "to", after prepositions."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_MODAL = (
    "can|could|will|would|should|must|may|might|shall|cannot|can't|couldn't|won't|wouldn't|"
    "shouldn't|i'll|you'll|he'll|she'll|it'll|we'll|they'll"
)
_PRONOUN = "i|you|he|she|it|we|they|who|that|this|there"
# Verbs that are hardly ever nouns or adjectives.
_ONLY_VERBS = (
    "be|go|see|buy|eat|learn|become|know|get|do|say|tell|give|take|meet|keep|choose|speak|"
    "write|improve|understand|bring|make|find|build|receive|achieve|explain|teach|spend|"
    "send|sell|lose|follow|enjoy|decide|develop|provide|reduce|create|solve|earn|"
    "communicate|participate|continue|agree|happen|prepare|protect|relax|arrive|choose"
)

RULES: tuple[Rule, ...] = (
    rule(
        "modal-of",
        Kind.VERB_FORM,
        "Here “of” is a mishearing of “have”.",
        [
            (
                "could|would|should|must|might|couldn't|wouldn't|shouldn't|may <RB>? [of] !course|all|the|necessity|any|many",
                "have",
            )
        ],
        fires=[
            "I could of gone. -> I could have gone.",
            "You should not of done it. -> You should not have done it.",
        ],
        silent=["He would of course go.", "Of what might of all kings?"],
    ),
    rule(
        "modal-base",
        Kind.VERB_FORM,
        "After a modal verb the plain form of the verb stands.",
        [
            (
                f"!the|a|his|her|my|your|their|free|good|ill|of <PRP|NN*|EX|WDT|WP|DT> {_MODAL} "
                "not|never|also|always|really|just|still|only|even? [{VBD!VB!NN!JJ!VBP}]",
                "=VB",
            ),
            (
                f"<PRP|NN*|EX|WDT|WP> {_MODAL} not|never|also|always|really|just|still|only|even? "
                "[{VBZ!NNS!VB!NN}]",
                "=VB",
            ),
            (
                f"i|you|he|she|we|they {_MODAL} not|never|also|always|really|just|still? [<VBZ>]",
                "=VB",
            ),
        ],
        fires=[
            "He can goes home. -> He can go home.",
            "They will went there. -> They will go there.",
            "She should not ate it. -> She should not eat it.",
        ],
        silent=[
            "His will wrote him out of it.",
            "Will cars drive?",
            "She would put it there.",
            "He could set it.",
            "The can held milk.",
        ],
    ),
    rule(
        "do-base",
        Kind.VERB_FORM,
        "After “do”, “does” and “did” the plain form of the verb stands.",
        [
            (
                "don't|doesn't|didn't really|even|ever|always|just|actually|also? [{VBD!VB!NN!JJ!VBP}]",
                "=VB",
            ),
            (
                "don't|doesn't|didn't really|even|ever|always|just|actually|also? [{VBZ!NNS!VB!NN}]",
                "=VB",
            ),
            ("doesn't|didn't really|even|ever|always|just|actually|also? [<VBZ>]", "=VB"),
            (
                "did|do|does i|you|he|she|we|they really|even|ever|always|just|actually? [{VBD!VB!NN!JJ!VBP!VBN}]",
                "=VB",
            ),
            ("do|does|did not really|even|ever|always|just|actually? [{VBZ!NNS!VB!NN}]", "=VB"),
            ("didn't|did i|you|he|she|we|they? [saw]", "see"),
            ("did|do|does not really|even|ever|always|just|actually? [{VBD!VB!NN!JJ!VBP}]", "=VB"),
        ],
        fires=[
            "I didn't went. -> I didn't go.",
            "She doesn't knows him. -> She doesn't know him.",
            "Did you saw it? -> Did you see it?",
        ],
        silent=["I didn't put it there.", "She doesn't need it.", "I did what I saw."],
    ),
    rule(
        "have-participle",
        Kind.VERB_FORM,
        "After “have” the past participle stands.",
        [
            (
                "have|has|had|haven't|hasn't|hadn't|having|i've|you've|we've|they've "
                "not|never|just|already|ever|always|also|since|recently|only|really? !got|showed|forgot|awoke|hid|bit|beat|proved [{VBD!VBN!NN!JJ!VB}]",
                "=VBN",
            ),
            (
                "has|haven't|hasn't|hadn't|i've|you've|we've|they've not|never|just|already|ever|always|"
                "also|recently|only|really? [{VB!NN!VBN!JJ!VBD!RB}] !<RP>",
                "=VBN",
            ),
            (
                "i|you|we|they|who have|had never|just|already|ever|always|also|recently|only? "
                "[{VB!NN!VBN!JJ!VBD!RB}] !<RP>",
                "=VBN",
            ),
            ("have|has|had|i've|you've|we've|they've been [{VB!NN!VBN!JJ!VBD!RB}] !<VBG>", "=VBN"),
        ],
        fires=[
            "I have went there. -> I have gone there.",
            "She had wrote it. -> She had written it.",
            "I've adopt a dog. -> I've adopted a dog.",
            "It has been install. -> It has been installed.",
        ],
        silent=[
            "I have come home.",
            "They have become rich.",
            "We have read it.",
            "Had you go there?",
            "I had help.",
            "What have they become?",
        ],
        dialect=True,
    ),
    rule(
        "passive-participle",
        Kind.VERB_FORM,
        "After “be” the past participle stands here.",
        [
            (
                "is|are|was|were|be|been|being not|also|often|never|always? [wrote|took|stole|drove|ate|chose|gave|"
                "spoke|wore|tore|threw|drew|flew|grew|knew|began|rode|shook|hid|bit|did|saw|forgave|mistook|undertook] "
                "<IN|.|,|CC|RB|TO>",
                "=VBN",
            ),
            (
                "is|are|was|were|be|been|being not|also|often|never|always|mainly|mostly? [{VB!VBN!JJ!VBD!RB!NN}] by",
                "=VBN",
            ),
            (
                "is|are|was|were|be|been|being not|also|often|never|always|mainly|mostly? [<VB|VBP>] by",
                "=VBN",
            ),
        ],
        fires=[
            "The book was wrote by her. -> The book was written by her.",
            "It was create by us. -> It was created by us.",
        ],
        silent=["He is broke.", "He is seen by her."],
    ),
    rule(
        "infinitive",
        Kind.VERB_FORM,
        "After “to” the plain form of the verb stands.",
        [
            (
                "want|wants|wanted|need|needs|needed|try|tries|tried|trying|decide|decided|going|able|order|"
                "hope|hopes|hoped|like|have|has|had|ready|possible|chance|opportunity|how|way|able|wish|"
                "plan|planned|began|started|refused|managed|learned|learnt|him|me|us|them|easy|hard|"
                "difficult|impossible|important|necessary|allowed|supposed|used to [{VBD!VB!NN!JJ!VBP!VBN}]",
                "=VB",
            ),
            (
                "want|wants|wanted|need|needs|needed|try|tries|tried|trying|decide|decided|going|able|"
                "hope|hopes|hoped|ready|chance|opportunity|how|way|wish|plan|planned|refused|managed|"
                "easy|hard|difficult|impossible|important|necessary|allowed|supposed|order|people|things|"
                f"{_PRONOUN} to [{{VBN!VB!NN!JJ!VBP}}] the|a|an|my|your|his|her|our|their|them|him|us|it",
                "=VB",
            ),
            (
                "want|wants|wanted|need|needs|needed|try|tries|tried|decide|decided|going|able|"
                "has|have|had|order|him|me|them|us to [{VBZ!NNS!VB!NN}]",
                "=VB",
            ),
            (
                "want|wants|wanted|need|needs|try|tries|tried|decide|decided|able|order to [<VBZ>]",
                "=VB",
            ),
        ],
        fires=[
            "I want to went home. -> I want to go home.",
            "He needs to knows it. -> He needs to know it.",
            "They tried to asked the man. -> They tried to ask the man.",
        ],
        silent=["Thanks to increased prices.", "He likes to put it there.", "I went to saw mills."],
    ),
    rule(
        "missing-to",
        Kind.MISSING_WORD,
        "“To” is missing before this verb.",
        [
            (
                f"want|wants|wanted|decided|decides|hopes|hoped|needs|able|unable|wishes|trying [] {_ONLY_VERBS}",
                "to",
            ),
            (f"would|i'd|they'd|we'd|he'd|she'd like|love|prefer [] {_ONLY_VERBS}", "to"),
            (
                f"am|is|are|was|were|i'm|he's|she's|we're|they're going [] {_ONLY_VERBS} !<VBG> !<RP>",
                "to",
            ),
        ],
        fires=[
            "I want go home. -> I want to go home.",
            "She would like see it. -> She would like to see it.",
        ],
        silent=[
            "I want to go.",
            "They want what they see.",
            "I would like tea.",
            "I need be no hero.",
        ],
    ),
    rule(
        "look-forward",
        Kind.VERB_FORM,
        "“Look forward to” takes the -ing form.",
        [
            (
                "look|looking|looked|looks forward to [meet|see|hear|receive|go|have|be|get|know|speak|come|join|"
                "read|meeting]",
                "=VBG",
            )
        ],
        fires=["I look forward to hear from you. -> I look forward to hearing from you."],
        silent=["I look forward to seeing you.", "I look forward to work."],
    ),
    rule(
        "gerund",
        Kind.VERB_FORM,
        "After a preposition the -ing form stands.",
        [
            (
                f"of|without|about|before|after|instead|for|in|from !each !to [{_ONLY_VERBS}] "
                "the|a|an|my|your|his|her|our|their|it|them|new|more|english|money|things|to|about|with",
                "=VBG",
            ),
            (f"interested in [{_ONLY_VERBS}]", "=VBG"),
            (f"by [{_ONLY_VERBS}|let|help] the|a|an|us|them|me|my|your|our|their", "=VBG"),
            ("avoid|avoids|avoided [be]", "being"),
        ],
        fires=[
            "He left without say a word. -> He left without saying a word.",
            "I am fond of learn new words. -> I am fond of learning new words.",
            "It helps by let us talk. -> It helps by letting us talk.",
            "We avoid be late. -> We avoid being late.",
        ],
        silent=["After they go to bed.", "From each the same."],
    ),
    rule(
        "enjoy",
        Kind.VERB_FORM,
        "This verb takes the -ing form.",
        [
            (
                "enjoy|enjoys|enjoyed|avoid|avoids|avoided|finish|finished|dislike|dislikes|disliked|"
                f"quit|imagine [to {_ONLY_VERBS}|play|read|watch|work|travel|dance|swim|study|talk|cook|run|walk|"
                "visit|help|use|listen|live|sing|drink|drive]",
                "=VBG2",
            )
        ],
        fires=["I enjoy to read. -> I enjoy reading."],
        silent=["I enjoy reading.", "I want to read."],
    ),
    rule(
        "used-to",
        Kind.VERB_FORM,
        "Of habits in the past: “used to”.",
        [
            (
                "^ i|you|he|she|we|they|people|there always|often|never|also|just? [use] to {VB} !by",
                "used",
            ),
            (
                "am|is|are|was|were|get|got|getting|be|i'm|he's|she's|we're|they're|become|became [use] to",
                "used",
            ),
            (
                "am|is|are|was|were|i'm|he's|she's|we're|they're|you're|it's|not|wasn't|isn't|aren't "
                "not? [suppose] to",
                "supposed",
            ),
        ],
        fires=[
            "I use to live there. -> I used to live there.",
            "I am use to it. -> I am used to it.",
            "We are suppose to go. -> We are supposed to go.",
        ],
        silent=[
            "I didn't use to.",
            "The tool I use to dig.",
            "It is of use to me.",
            "They use it to dig.",
        ],
    ),
    rule(
        "seen",
        Kind.TENSE,
        "“Seen” needs “have”; alone, the past is “saw”.",
        [("^ i|we|they|he|she|you [seen] <PRP*|DT|NNP|NNS|WP>", "saw")],
        fires=["I seen him today. -> I saw him today."],
        silent=["I have seen him.", "Having been seen by him.", "We been and seen it."],
        dialect=True,
    ),
)
