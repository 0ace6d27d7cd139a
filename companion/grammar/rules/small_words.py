"""Small words that sound alike: then and than, to and too, maybe and may be."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "than",
        Kind.CONFUSABLE,
        "“Than” compares; “then” is about time.",
        [
            (
                "<JJR|RBR> [then] a|an|the|my|your|his|her|our|their|me|him|us|them|this|that|these|"
                "those|most|any|before|ever|usual|normal|expected|one|other|others|anyone|anything",
                "than",
            ),
            ("<JJR|RBR> [then] <CD|NNS|NNP|NN|VBG>", "than"),
            (
                "<JJR|RBR> [then] i|you|he|she|it|we|they do|did|does|is|was|are|were|am|have|has|had|"
                "can|could|thought|think|expected|ever|used",
                "than",
            ),
            (
                "more|less <RB>? <JJ|RB|NN|NNS> [then] a|an|the|my|your|his|her|our|their|me|him|us|them|"
                "this|that|those|these|other|others|ever|before|any|one|in|on|with|just|only",
                "than",
            ),
            ("more|less <JJ> [then] <CD|NNS|NNP|VBG>", "than"),
            ("rather|other [then] <NN*|VB*|JJ|DT|PRP*|IN|TO|CD>", "than"),
            ("rather <VB> [then] <VB>", "than"),
            (
                "more|less .? .? <NN|NNS|JJ|RB|PRP> [then] i|he|she|we|they|you would|had|did|do|does|could",
                "than",
            ),
            ("no sooner had <PRP> <VBN|VBD> [then]", "than"),
        ],
        fires=[
            "She is taller then me. -> She is taller than me.",
            "It cost more money then the car. -> It cost more money than the car.",
            "I would walk rather then drive. -> I would walk rather than drive.",
            "I would rather stay then go. -> I would rather stay than go.",
            "I know more about it then I did. -> I know more about it than I did.",
            "He runs faster then I do. -> He runs faster than I do.",
        ],
        silent=[
            "It got colder. Then it rained.",
            "Things were better then.",
            "We ate more, then we left.",
            "It was colder then, and darker.",
        ],
    ),
    rule(
        "then",
        Kind.CONFUSABLE,
        "“Then” is about time; “than” compares.",
        [
            ("^^ [than] <PRP|DT|EX|PRP$|NNP>", "then"),
            ("and|but|until|since|by|just|back|even [than] $", "then"),
            ("and|but [than] <PRP|VBD|VBP|DT>", "then"),
            ("now and [than]", "then"),
        ],
        fires=[
            "Than we went home. -> Then we went home.",
            "He ate and than he slept. -> He ate and then he slept.",
        ],
        silent=["More than we knew.", "No better than that."],
    ),
    rule(
        "too",
        Kind.CONFUSABLE,
        "“Too” means more than enough, or also; “to” is the preposition.",
        [
            (
                "way|far|is|was|are|were|isn't|not|it's|that's|be|been|bit|spend|spent|got|took|takes [to] "
                "much|many !<NNP> !of",
                "too",
            ),
            (
                "way [to] {JJ!VB!NN}|upset|long|late|early|much|big|hot|cold|hard|expensive|fast|slow|close",
                "too",
            ),
            (
                "not [to] bad|shabby|late|far|sure|happy|big|keen|good|long $|of|about|for|in|and",
                "too",
            ),
            (
                "is|was|are|were|it's|that's|be|been|am|i'm|being|got|getting [to] "
                "late|cold|wet|long|short|thick|thin|fat|rich|poor|proud|sick|ill|sad|angry|noisy|crowded|big|expensive|difficult|tired|young|old|small|soon|loud|busy|lazy|dangerous|"
                "strong|weak|high|heavy|shy|hot|hard|easy|easily|often|quickly|afraid|bad|good|far "
                "<TO|IN|.|,|CC|RB>",
                "too",
            ),
            ("me [to] $", "too"),
            (
                "taste|tastes|tasted|look|looks|looked|feel|feels|felt|seem|seems|seemed|sound|sounds [to] {JJ!VB!NN} <IN|.|,|CC>",
                "too",
            ),
            (
                "say|said|talk|talked|talks|eat|ate|drink|drank|think|work|cost|costs [to] much $",
                "too",
            ),
        ],
        fires=[
            "It was to late to call. -> It was too late to call.",
            "The sea is to cold. -> The sea is too cold.",
            "There is way to much noise. -> There is way too much noise.",
        ],
        silent=[
            "It came to much the same thing.",
            "Go to bed.",
            "He gave to many charities.",
            "It is to me.",
            "That is to good effect.",
        ],
    ),
    rule(
        "to-preposition",
        Kind.CONFUSABLE,
        "“To” is the preposition; “too” means more than enough, or also.",
        [
            (
                "want|wants|wanted|going|need|needs|needed|have|has|had|able|like|used|try|trying|tried|"
                "love|hope|decided|plan|ready|supposed|started|forgot|how [too] {VB!JJ!RB}",
                "to",
            ),
            (
                "went|go|goes|going|came|come|back|listen|talk|talked|close|next|according|due|"
                "gave|moved|walked|drove|ran [too] the|my|your|his|her|our|their|a|an|school|work|bed",
                "to",
            ),
        ],
        fires=[
            "I want too go home. -> I want to go home.",
            "We went too the park. -> We went to the park.",
        ],
        silent=[
            "I want too much.",
            "She went too far.",
            "I want to, too.",
            "He came, too, the fool.",
        ],
    ),
    rule(
        "whether",
        Kind.CONFUSABLE,
        "“Whether” introduces a choice; “weather” is rain and sun.",
        [
            (
                "know|decide|wonder|wondering|see|ask|asked|tell|sure|matter|question|unsure|"
                "determine|decided|care [weather] <PRP|DT|TO>",
                "whether",
            ),
            ("[weather] or not", "whether"),
            ("^ [weather] i|you|he|she|it|we|they", "whether"),
            ("^ [wether] <PRP|DT|PRP$|EX|TO|NNP>", "whether"),
            (
                "<VB*|IN|CC|RB|RP|PRP|JJ|NN|NNS> [wether] "
                "i|you|he|she|it|we|they|there|the|a|my|your|his|her|our|their|this|these|to|or",
                "whether",
            ),
        ],
        fires=[
            "I don't know weather he came. -> I don't know whether he came.",
            "You are asked, wether you are kin. -> You are asked, whether you are kin.",
            "She asked me wether to stay. -> She asked me whether to stay.",
        ],
        silent=["The weather is nice.", "I see weather ahead.", "The bell of the wether rang."],
    ),
    rule(
        "everyday",
        Kind.CONFUSABLE,
        "“Every day” says when; “everyday” is the adjective.",
        [
            ("<VB*|NN|NNS|PRP|RB> [everyday] $", "every day"),
            ("^^ [everyday] <PRP|,>", "every day"),
            ("<VB*|NN|NNS|PRP> [everyday] <IN|CC|PRP|TO>", "every day"),
        ],
        fires=["I run everyday. -> I run every day.", "Everyday I run. -> Every day I run."],
        silent=["My everyday life.", "It is an everyday thing."],
    ),
    rule(
        "maybe",
        Kind.CONFUSABLE,
        "“May be” is the verb; “maybe” means perhaps.",
        [
            ("^^ [may be] <PRP|DT|NNP|PRP$|EX>", "maybe"),
            ("it|this|that|there|he|she|they|you|we [maybe] a|an|the|not|<VBN>", "may be"),
        ],
        fires=["It maybe a problem. -> It may be a problem."],
        silent=["Maybe it is.", "Then he, maybe, left."],
    ),
)
