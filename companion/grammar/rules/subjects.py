"""Subjects that tell their number by a word: this and these, one of, everyone, there is, who."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_SINGULARS = "everyone|everybody|everything|someone|somebody|something|nobody|nothing|anyone|anybody|anything"

RULES: tuple[Rule, ...] = (
    rule(
        "demonstrative",
        Kind.AGREEMENT,
        "“This” is one, “these” are more.",
        [
            ("^ this [have] <DT|JJ*|VBN|RB|NN*>", "has"),
            ("^ this [are] <DT|JJ|RB|VB*|IN>", "is"),
            ("^^ this [were] <DT|JJ|RB|VB*|IN>", "was"),
            ("^ these|those [is]", "are"),
            ("^ these|those [was]", "were"),
            ("^ these|those [has]", "have"),
            ("^^ my|<NNP> <NN>? and i [was]", "were"),
            ("^^ my|<NNP> <NN>? and i [am|is]", "are"),
        ],
        fires=[
            "This are the rules. -> This is the rules.",
            "Those is mine. -> Those are mine.",
            "My wife and I was late. -> My wife and I were late.",
        ],
        silent=["This is it.", "He ate and I was late.", "If this were so."],
    ),
    rule(
        "one-of",
        Kind.AGREEMENT,
        "The subject is “one” or “each”, so the verb is singular.",
        [
            ("^ one|each of the|my|his|her|our|their|these|those <JJ*>? <NNS> [are]", "is"),
            ("^ one|each of the|my|his|her|our|their|these|those <JJ*>? <NNS> [were]", "was"),
            (
                "^ one|each of the|my|his|her|our|their|these|those|us|them <JJ*>? <NNS>? [have]",
                "has",
            ),
            (
                "^ one|each of the|my|his|her|our|their|these|those|us|them <JJ*>? <NNS>? [don't]",
                "doesn't",
            ),
        ],
        fires=[
            "One of the cars are red. -> One of the cars is red.",
            "Each of us have one. -> Each of us has one.",
        ],
        silent=["One of the cars is red.", "Some of the cars are red."],
    ),
    rule(
        "everyone",
        Kind.AGREEMENT,
        "“Everyone”, “nobody” and their like are singular.",
        [
            (f"^ {_SINGULARS} [are]", "is"),
            (f"^^ {_SINGULARS} [were]", "was"),
            (f"^ {_SINGULARS} [have]", "has"),
            (f"^ {_SINGULARS} [don't]", "doesn't"),
            (
                f"^^ {_SINGULARS} [want|need|know|like|love|think|believe|feel|say|go|agree|hate|look|seem]",
                "=VBZ",
            ),
        ],
        fires=["Everyone are here. -> Everyone is here.", "Nobody know me. -> Nobody knows me."],
        silent=["Is everyone here?", "Does everyone have one?", "Let everyone have one."],
    ),
    rule(
        "there-is",
        Kind.AGREEMENT,
        "What there is decides the number of the verb.",
        [
            ("there [is] many|several|two|three|four|five|various|numerous <JJ>? <NNS>", "are"),
            ("there [was] many|several|two|three|four|five|various|numerous <JJ>? <NNS>", "were"),
            ("there [is] many|several|various|numerous !a|an|of", "are"),
            ("there [is] {NNS!NN!VBZ}", "are"),
            ("there [are] the <NN> of", "is"),
            (
                "there [are] no way|doubt|reason|need|point|one|time|place|evidence|difference|chance|excuse|guarantee",
                "is",
            ),
            ("there [is] a lot of <JJ>? {NNS!NN}", "are"),
            ("there [is] so|too many", "are"),
            ("there [are] also? a|an|one|another !<JJ> {NN!NNS} !of !and", "is"),
            ("there [were] also? a|an|one|another !<JJ> {NN!NNS} !of !and", "was"),
        ],
        fires=[
            "There is many cars. -> There are many cars.",
            "There was two cats. -> There were two cats.",
            "There is a lot of children. -> There are a lot of children.",
        ],
        silent=[
            "There is a cat.",
            "There are a lot of cats.",
            "There is many a slip.",
            "There are a few.",
        ],
    ),
    rule(
        "who-verb",
        Kind.AGREEMENT,
        "The verb agrees with the noun before “who” or “that”.",
        [
            (
                "!one|of|the? people|students|men|women|children|those|others|parents|teachers|friends|drivers|workers "
                "who|that [is]",
                "are",
            ),
            (
                "people|students|men|women|children|those|others|parents|teachers|friends who|that [was]",
                "were",
            ),
            (
                "people|students|men|women|children|those|others|parents|teachers|friends who|that [has]",
                "have",
            ),
            (
                "people|students|men|women|children|those|others|parents|teachers|friends who|that [doesn't]",
                "don't",
            ),
            (
                "people|students|men|women|children|those|parents|teachers|friends who [<VBZ>]",
                "=VB",
            ),
            (
                "a|the|every|any <JJ>? person|man|woman|student|child|teacher|someone|anyone|everyone who [are|have]",
                "=VBZ",
            ),
            ("someone|anyone|everyone|somebody who [are|have]", "=VBZ"),
        ],
        fires=[
            "People who thinks so are wrong. -> People who think so are wrong.",
            "I know people who has cats. -> I know people who have cats.",
        ],
        silent=["People who think so.", "Ask people what that is."],
    ),
)
