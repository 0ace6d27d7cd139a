"""Number where a word before the noun decides it; comparison, and words that go together."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

# Nouns that mean one thing each, are no verbs, and hardly ever stand alone in the singular.
_COUNTABLE = (
    "advantage|disadvantage|reason|problem|person|thing|student|teacher|scientist|customer|friend|"
    "country|city|town|company|place|book|car|idea|subject|example|topic|issue|factor|"
    "method|website|network|job|parent|kid|girl|boy|animal|bird|dog|cat|house|language|question|"
    "product|tourist|traveler|worker|expert|leader|member|doctor|tool|game|movie|song|picture|"
    "opportunity|benefit|decision|mistake|rule|skill|resource|event|building|computer|phone|"
    "device|machine|vehicle|disease|patient|gene|concept|opinion|hospital|university|"
    "professor|advertisement|newspaper|magazine|program|project|activity|situation|memory|prize"
)
RULES: tuple[Rule, ...] = (
    rule(
        "a-lot-of-plural",
        Kind.NOUN_NUMBER,
        "More than one: the noun is plural.",
        [
            (f"a lot of <JJ>? [{_COUNTABLE}] <IN|VB*|MD|CC|WDT|WP|TO|RB|PRP|DT|.|,>", "=NNS"),
            (f"lots of <JJ>? [{_COUNTABLE}] <IN|VB*|MD|CC|WDT|WP|TO|RB|PRP|DT|.|,>", "=NNS"),
            (f"many|different|various kinds|types of [{_COUNTABLE}] <IN|VB*|MD|CC|WDT|WP|TO|.|,>", "=NNS"),
            (f"a|the number|variety|range of <JJ>? [{_COUNTABLE}] <IN|VB*|MD|CC|WDT|WP|TO|.|,>", "=NNS"),
            ("many|several|different|various [kind|type|sort] of", "=NNS"),
            (f"one of the|my|his|her|our|their|these|those|its <JJS|JJ|RBS>? <JJ|NN>? [{_COUNTABLE}] !<NN*> !-", "=NNS"),
            (f"so|too|how many|few <JJ>? [{_COUNTABLE}] <IN|VB*|MD|CC|WDT|WP|TO|RB|PRP|DT|.|,>", "=NNS"),
        ],
        fires=[
            "There were a lot of scientist in it. -> There were a lot of scientists in it.",
            "I know many kind of birds. -> I know many kinds of birds.",
            "One of the best student came. -> One of the best students came.",
            "One of the family member came. -> One of the family members came.",
        ],
        silent=["A lot of family time.", "I know many kinds of birds.", "A lot of thought."],
    ),
    rule(
        "this-plural",
        Kind.AGREEMENT,
        "“This” and “that” stand before one, “these” and “those” before more.",
        [
            ("[this] <JJ>? problems|things|animals|children|students|books|countries|ideas|"
             "reasons|examples|methods|products|days|questions|words|facts|companies|cars !-", "these"),
            ("of|in|for|with|from|about|all [that] problems|things|animals|children|students|"
             "books|countries|ideas|reasons|products $", "those"),
        ],
        fires=["This problems are hard. -> These problems are hard."],
        silent=["These problems are hard.", "All this and books.", "This people shall return.", "I like this, children."],
    ),
    rule(
        "an-other",
        Kind.ARTICLE,
        "“Another” is one word.",
        [
            ("[an other]", "another"),
        ],
        fires=["It is an other day. -> It is another day."],
        silent=["Another day.", "Another three days.", "Another few days."],
    ),
    rule(
        "double-comparison",
        Kind.EXTRA_WORD,
        "The comparison is made twice.",
        [
            ("[more better|worse|easier|bigger|faster|cheaper|stronger|higher|smaller|older|younger|safer|healthier|happier] !and !<NNS>", "\\2"),
            ("[more {JJR!NN!VB!RBR}] $|than", "\\2"),
            ("the [most {JJS}]", "\\2"),
        ],
        fires=["It was more better than before. -> It was better than before.",
               "She is more taller than me. -> She is taller than me.",
               "He is the most biggest man. -> He is the biggest man."],
        silent=["It was better.", "The most.", "More than before."],
    ),
    rule(
        "on-the-contrary",
        Kind.ARTICLE,
        "An article is missing.",
        [("^^ on [] contrary ,", "the")],
        fires=["On contrary, it works. -> On the contrary, it works."],
        silent=["On the contrary, it works.", "On contrary winds we sailed."],
    ),
    rule(
        "because-of-clause",
        Kind.EXTRA_WORD,
        "Before a whole sentence “because” stands alone.",
        [("[because of] i|he|she|we|they <VB*|MD>", "\\1")],
        fires=["I left because of I was tired. -> I left because I was tired."],
        silent=["Because of him I left.", "Because of what they said."],
    ),
)  # fmt: skip
