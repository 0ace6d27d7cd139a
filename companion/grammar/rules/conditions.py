"""Conditions: what did not happen takes "had", not "would have"."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples
from companion.text.edit import Edit
from companion.text.span import Span

_WOULD = frozenset("would could might wouldn't couldn't i'd you'd he'd she'd we'd they'd".split())
# After these "if" asks whether.
_ASKING = frozenset(
    "wonder wonders wondered wondering ask asks asked asking know knows knew known see doubt doubts "
    "doubted sure unsure tell say said certain question wondering unclear clear as even".split()
)
_NOT = frozenset(("not", "never", "only", "just", "ever", "really"))


def _unreal(sentence: Sentence) -> Iterator[Edit]:
    """``if I would have known``, ``I wish you would have come``."""
    for at, word in enumerate(sentence):
        if word.low not in ("if", "wish", "wishes", "wished") or not sentence[at + 1].bears("PRP"):
            continue
        would, have = sentence[at + 2], sentence[at + 3]
        stop = at + 5 if sentence[at + 4].low in _NOT else at + 4
        past = sentence[stop]
        if (would.low, have.low) != ("would", "have") or not (
            "VBN" in lexicon.tags(past.low) or past.low.endswith("ed")
        ):
            continue
        if word.low == "if" and not _outcome(sentence, at):
            continue
        yield Edit(Span(would.span.start, have.span.end), "had")


def _outcome(sentence: Sentence, at: int) -> bool:
    """Whether the sentence says what would have been, before "if" or after its comma."""
    if sentence[at - 1].low in _ASKING or sentence[at - 2].low in _ASKING:
        return False
    words = sentence.words
    comma = next((n for n in range(at, len(words)) if words[n].low == ","), None)
    parts = [words[:at], words[comma:] if comma else ()]
    return any(word.low in _WOULD for part in parts for word in part)


RULES: tuple[Rule, ...] = (
    Rule(
        "unreal-condition",
        Kind.TENSE,
        "A condition that was not met takes “had” here.",
        _unreal,
        examples(
            [
                "If I would have known, I would have asked. -> If I had known, I would have asked.",
                "We could have stayed if you would have called. -> We could have stayed if you had called.",
                "I wish she would have told me. -> I wish she had told me.",
                "If they would have only asked, we would have come. -> If they had only asked, we would have come.",
            ]
        ),
        (
            "I wonder if he would have known, and if she would.",
            "If you would have me, I would come.",
            "She asked if I would have gone, and I said I would.",
            "If he would have gone is another matter.",
            "If I had known, I would have asked.",
        ),
        dialect=True,
        triggers=frozenset({"if", "wish", "wishes", "wished"}),
    ),
)
