"""Missing apostrophes, words run together, prepositions that go with certain words."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples, rule
from companion.text.edit import Edit

_APOSTROPHES = {
    word.replace("'", ""): word
    for word in (
        "don't didn't doesn't isn't aren't wasn't weren't couldn't wouldn't shouldn't haven't hasn't "
        "hadn't mustn't needn't i've you've we've they've could've would've should've you're they're "
        "that's what's there's here's where's who's i'm he'd they'd you'd they'll you'll what'll "
        "that'll it'll who'll everyone's someone's"
    ).split()
}
_APOSTROPHES["i'am"] = "i'm"
for _word in ("heres", "wheres", "hed", "that'll"):
    _APOSTROPHES.pop(_word, None)


def _apostrophes(sentence: Sentence) -> Iterator[Edit]:
    """``dont``, ``im``: contractions without their apostrophe."""
    for at, word in enumerate(sentence):
        low, after = word.low, sentence[at + 1]
        new = _APOSTROPHES.get(low)
        if low in ("wont", "cant"):
            verb = {"VB"} <= lexicon.tags(after.low) or after.low in (
                "be",
                "not",
                "even",
                "really",
                "just",
                "help",
            )
            subject = sentence[at - 1].tag.startswith(
                ("PRP", "NN", "EX", "WP", "DT", "CC", "IN", ",")
            )
            article = sentence[at - 1].low in (
                "a",
                "the",
                "his",
                "her",
                "their",
                "of",
                "its",
                "as",
                "is",
                "was",
            )
            new = (
                low[:-1] + "'t" if (verb or not after.is_word) and subject and not article else None
            )
            if low == "wont" and after.low == "to":
                new = None
        elif low in ("hes", "shes"):
            new = low[:-1] + "'s"
        elif low in ("ill", "id") and word.text in ("Ill", "Id", "ill"):
            if after.low in (
                "be",
                "have",
                "go",
                "see",
                "get",
                "never",
                "always",
                "take",
                "tell",
                "give",
                "like",
            ) and (
                at == 0
                or sentence[at - 1].low in ("and", "but", "so", ",", "because", "think", "then")
            ):
                new = "I'll" if low == "ill" else "I'd"
        elif (
            low == "lets"
            and at == 0
            and {"VB"} <= lexicon.tags(after.low)
            and after.tag in ("VB", "VBP")
        ):
            new = "let's"
        elif low == "whos" and after.is_word:
            new = "who's"
        if new is None or (word.text.isupper() and len(low) > 2):
            continue
        if low.startswith("i") and new.startswith("i'"):
            new = "I" + new[1:]
        if low == "im" and (after.low == "allgemeinen" or not word.spaced):
            continue
        if word.text[0].isupper():
            new = new[0].upper() + new[1:]
        yield Edit(word.span, new)


def _possessive_names(sentence: Sentence) -> Iterator[Edit]:
    """``Hannahs coat``: a name that is no plural, before a noun."""
    for at, word in enumerate(sentence):
        low, after = word.low, sentence[at + 1]
        if low in (
            "todays",
            "yesterdays",
            "moms",
            "dads",
            "mums",
            "tomorrows",
            "everyones",
            "womens",
            "childrens",
            "mens",
            "someones",
        ):
            kin = low in ("moms", "dads", "mums")
            if kin and sentence[at - 1].low not in ("my", "your", "his", "her", "our", "their"):
                continue
            if after.tag.startswith(("NN", "JJ")) and after.is_word:
                yield Edit(word.span, word.text[:-1] + "'s")
            continue
        if not (
            word.text[:1].isupper()
            and word.text[1:].islower()
            and low.endswith("s")
            and len(low) > 4
        ):
            continue
        if lexicon.is_known(word.text) or (
            low.endswith(("ss", "us", "is", "as")) and not lexicon.is_name(word.text[:-1])
        ):
            continue
        owner = word.text[:-1]
        plain = sentence[at - 1].tag in ("DT", "CD", "JJ", "PRP$")
        if (
            lexicon.is_name(owner)
            and not plain
            and after.tag in ("NN", "NNS")
            and after.spaced
            and after.text.islower()
        ):
            yield Edit(word.span, owner + "'s")


# Usage guides list these; other small words run together are found by their parts.
_JOINED = {
    "alot": "a lot", "abit": "a bit", "alittle": "a little", "aswell": "as well",
    "infact": "in fact", "eachother": "each other", "atleast": "at least", "inspite": "in spite",
    "noone": "no one", "eventhough": "even though", "ofcourse": "of course", "aslong": "as long",
    "infront": "in front", "incase": "in case", "everytime": "every time", "upto": "up to",
    "highschool": "high school", "thankyou": "thank you",
}  # fmt: skip
# The commonest of the closed classes; not the particles, of which new nouns are made ("backend").
_SMALL = frozenset(
    word
    for word in closed.FUNCTION_WORDS - closed.PARTICLES - {"line", "like", "self", "one"}
    if word.isalpha() and len(word) > 1 and lexicon.zipf(word) >= 5.6
)


_MAX_JOINED = 2 * max(map(len, _SMALL))


def _parts(low: str) -> str | None:
    """``ofthe`` as ``of the``: an unknown word that is two of the smallest."""
    if not 5 <= len(low) <= _MAX_JOINED or not low.isalpha() or lexicon.is_known(low):
        return None
    for cut in range(2, len(low) - 1):
        if low[:cut] in _SMALL and low[cut:] in _SMALL:
            return f"{low[:cut]} {low[cut:]}"
    return None


def _joined(sentence: Sentence) -> Iterator[Edit]:
    """``alot``: two words written as one."""
    for at, word in enumerate(sentence):
        new = _JOINED.get(word.low) or _parts(word.low)
        if new is None or not word.text[1:].islower():
            continue
        if {sentence[at - 1].low, sentence[at + 1].low}.isdisjoint(("_", "-", "(", "/", "@", "#")):
            yield Edit(word.span, new[0].upper() + new[1:] if word.text[0].isupper() else new)


_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

RULES: tuple[Rule, ...] = (
    Rule(
        "missing-apostrophe",
        Kind.APOSTROPHE,
        "The apostrophe of this contraction is missing.",
        _apostrophes,
        examples(
            [
                "I dont know. -> I don't know.",
                "Im here. -> I'm here.",
                "I'am here. -> I'm here.",
                "He wont go. -> He won't go.",
                "You cant see it. -> You can't see it.",
                "I know youre right. -> I know you're right.",
                "Lets go home. -> Let's go home.",
                "Thats it. -> That's it.",
            ]
        ),
        (
            "He was wont to go.",
            "The cant of thieves.",
            "She lets go.",
            "I fell ill.",
            "His ID card.",
        ),
        triggers=frozenset(_APOSTROPHES) | set("wont cant hes shes ill id lets whos".split()),
    ),
    Rule(
        "missing-possessive",
        Kind.APOSTROPHE,
        "The apostrophe that shows possession is missing.",
        _possessive_names,
        examples(["Read todays news. -> Read today's news."]),
        ("The Smiths came.", "James house.", "Paris trains run.", "The Americans cars."),
    ),
    Rule(
        "joined-words",
        Kind.SPACING,
        "These are two words.",
        _joined,
        examples(["I like it alot. -> I like it a lot.", "One ofthe cats. -> One of the cats."]),
        ("We allot it.", "Upton is far.", "The backend is slow.", "Call typeof here."),
    ),
    rule(
        "preposition",
        Kind.PREPOSITION,
        "Another preposition goes with this word.",
        [
            ("depend|depends|depended|depending|dependent [of|from|in|by] !which", "on"),
            ("interested|interest [on|about] !the !behalf", "in"),
            ("interested [on|about|for]", "in"),
            ("married [with]", "to"),
            ("consist|consists|consisted|consisting [by|from|on]", "of"),
            ("afraid [from]", "of"),
            ("according [with|the]", "to"),
            ("superior|inferior [than]", "to"),
            ("[in] my point of view", "from"),
            ("[in] the same time $", "at"),
            ("[in] the weekend|weekends", "at"),
            ("[at] the morning|afternoon|evening", "in"),
            (f"[in|at] {_DAYS} !<NN*> !-", "on"),
            ("[in] the other|one hand $", "on"),
            ("[in|by] the other hand", "on"),
            ("[in] the contrary", "on"),
            (
                "have|has|i've|we've|they've . .? .? [since] "
                "two|three|four|five|six|ten|many|several|a years|months|days|weeks|hours|long !ago",
                "for",
            ),
            ("good|bad [in] <VBG>", "at"),
            ("responsible [of]", "for"),
            ("similar [with|as]", "to"),
            ("accused [for]", "of"),
            ("congratulate <PRP> [for|about]", "on"),
            ("participate|participated|participating [to|at|on]", "in"),
            ("belong|belongs|belonged [in|with] me|him|her|us|them", "to"),
            ("addicted|accustomed [with|of|on]", "to"),
            ("proud|aware|capable|full|tired [about|with|from] <DT|PRP*|NNP>", "of"),
            ("succeed|succeeded|specialized|specialised [on|at] <VBG>", "in"),
            ("insist|insisted [in|to]", "on"),
            ("pay attention|pays attention [on|in|at]", "to"),
            ("on|in [the] contrary $", "the"),
        ],
        fires=[
            "It depends of you. -> It depends on you.",
            "She is married with him. -> She is married to him.",
            "I am interested on art. -> I am interested in art.",
            "See you in Monday. -> See you on Monday.",
        ],
        silent=["It depends on you.", "In the morning.", "Interest on the loan."],
    ),
    rule(
        "missing-preposition",
        Kind.MISSING_WORD,
        "A preposition is missing.",
        [
            (
                "listen|listens|listening|listened [] music|songs|radio|the|my|him|her|me|them|this|your|his",
                "to",
            ),
            ("wait|waiting|waits|waited [] me|him|her|us|them|you $", "for"),
            ("in spite [] the|this|that|all|my|his|her|their|its", "of"),
            ("instead [] <VBG>", "of"),
            ("looking forward [] <VBG|DT|PRP$>", "to"),
            ("look forward [] <VBG|DT|PRP$>", "to"),
            ("thanks [] the|my|his|her|our|their|this", "to"),
            ("according [] the|my|a|this|our|some", "to"),
            ("a lot|couple [] <NNS>", "of"),
            ("lots|plenty [] people|things|money|time|fun", "of"),
            ("in front [] the|my|his|her|our|their|me|him|us|them|you", "of"),
            ("some|most|many|all|few [] them|us", "of"),
            ("in addition [] the|this|that", "to"),
        ],
        fires=[
            "I listen music. -> I listen to music.",
            "In spite the rain we went. -> In spite of the rain we went.",
        ],
        silent=["I listen to music.", "Listen, the birds.", "In spite of it."],
    ),
    rule(
        "extra-preposition",
        Kind.EXTRA_WORD,
        "The word goes without this preposition.",
        [
            ("[despite of]", "\\1"),
            ("^ [for an] example ,", "\\1"),
            (
                "to|can|may|could|will|would|easily [contact with] the|my|our|his|her|their|friends|people|anyone|others|each",
                "\\1",
            ),
            ("[discuss about]", "\\1"),
            ("[discussed about]", "\\1"),
            ("[discussing about]", "\\1"),
            ("[although but]", "\\1"),
            ("[enter into] the|a room|house|building", "\\1"),
            (
                "[emphasize|emphasise|emphasized|stress|stressed|mention|mentioned|approach|approached on|about|to] the|a|this|that|his",
                "\\1",
            ),
            ("[contact|contacted|contacting with] me|you|him|her|us|them", "\\1"),
            ("[marry|married with] him|her|me|a|the", "\\1"),
            (
                "to|can|will|not|didn't|i|you|we|they [answer to] the|my|your question|questions|phone",
                "\\1",
            ),
            ("[answered to] the|my|your question|questions|phone", "\\1"),
            ("[reach|reached to] the|a|my|our", "\\1"),
            ("[comprise of]", "\\1"),
            ("[return|returned back] to", "\\1"),
            ("[for to] <VB>", "\\2"),
        ],
        fires=[
            "Despite of the rain. -> Despite the rain.",
            "For an example, we left. -> For example, we left.",
            "We can contact with friends. -> We can contact friends.",
            "We discussed about it. -> We discussed it.",
        ],
        silent=[
            "In spite of the rain.",
            "A discussion about it.",
            "They discussed it.",
            "The answer to my question is no.",
        ],
    ),
)
