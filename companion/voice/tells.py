"""Tells: turns of phrase that assistants use far more than people, as rules an author can read.

One tell alone says nothing: people wrote all of these first. They are shown only in clusters, or
when they are foreign to an author whose profile is known; never in quotations or code. They are
about the words on the page, not about who wrote them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from companion.text.document import paragraphs, protected_spans
from companion.text.span import Span
from companion.text.tokens import count_words
from companion.voice.change import is_word, tokens_of
from companion.voice.mechanical import CLASS_WORDS
from companion.voice.profile import VoiceProfile
from companion.voice.stock_phrases import CONNECTIVES, EXCESS, SINCERITY, TRAILING

KOBAK = "Kobak et al., Science Advances 2025: words in excess since 2023"
REINHART = "Reinhart et al., PNAS 2025: grammar of instruction-tuned models"
SIGNS = "Wikipedia, Signs of AI writing"

# Marks of a rhythm that many people have: they count beside another tell, not among themselves.
_ANYBODYS = frozenset({"triad", "dash-aside"})
_NEAR = 60  # words: two tells no further apart make a cluster
_ENOUGH_TO_BE_FOREIGN = 3_000  # words behind a profile before a word counts as foreign


@dataclass(frozen=True, slots=True)
class TellRule:
    """A tell: its name, what to look for, what to say, who observed it, and examples.

    ``fires`` are texts in which it must be found, ``silent`` texts in which it must not.
    """

    name: str
    pattern: str
    message: str
    source: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        compiled = re.compile(self.pattern, re.IGNORECASE | re.MULTILINE)
        object.__setattr__(self, "compiled", compiled)


@dataclass(frozen=True, slots=True, order=True)
class Tell:
    """A tell found in a text: where, by which rule, and why it is shown."""

    span: Span
    rule: str
    text: str
    message: str


_START = r"(?:^|(?<=[.!?]\s))"


def _any_of(words: list[str]) -> str:
    """A pattern for any of some whole words."""
    return rf"\b(?:{'|'.join(words)})\b"


RULES: tuple[TellRule, ...] = (
    TellRule(
        "not-just-but",
        r"\bnot (?:just|only|merely|simply) [^.!?\n]{1,80}?\bbut\b",
        "contrast for effect: not just this but that",
        SIGNS,
        ("It is not just a tool but a companion.", "She was not merely tired, but changed."),
        ("It is not a tool but a toy.", "I was not only late."),
    ),
    TellRule(
        "not-x-its-y",
        r"\b(?:isn't|is not|it's not|wasn't|aren't) (?:just |merely |simply |only |about )"
        r"[^.!?\n]{1,60}[.;:,—-]+ ?(?:it's|it is|it was|they're)\b",
        "a denial set up to be answered",
        SIGNS,
        ("This isn't just a bug. It's a warning.", "It's not about money; it's about time."),
        ("This isn't a bug. It was planned.", "It's not about the money."),
    ),
    TellRule(
        "trailing-ing",
        r", (?:\w+ly )?" + _any_of([*TRAILING, "underscoring", "showcasing"]),
        "significance hung on the end of a sentence",
        REINHART,
        ("The team grew, ensuring success.", "He sang, subtly underscoring the loss."),
        ("He came in, singing.", "Ensuring success takes work."),
    ),
    TellRule(
        "sincerity",
        _any_of(SINCERITY),
        "a word that vouches for sincerity",
        KOBAK,
        ("I genuinely love it.", "Honestly, it works."),
        ("An honest man, and a true friend.",),
    ),
    TellRule(
        "worth-noting",
        r"\b(?:it(?:'s| is) (?:also )?(?:worth (?:noting|mentioning|remembering|considering)|"
        r"(?:important|crucial|essential|vital) to (?:note|remember|understand|recogni[sz]e)))\b",
        "an announcement in place of the thing",
        SIGNS,
        ("It is worth noting that cats sleep.", "It's important to remember the date."),
        ("The note is worth a pound.", "It was important to her."),
    ),
    TellRule(
        "stock-opener",
        _START + r"in (?:today's|the ever[- ]\w+|an (?:era|age) (?:of|where)|a world (?:of|where)|"
        r"the (?:realm|world) of)\b",
        "an opening that fits any text",
        SIGNS,
        ("In today's fast-paced world, we hurry.", "In a world where cats rule, dogs hide."),
        ("We hurry in today's world.", "In the morning we left."),
    ),
    TellRule(
        "stock-closer",
        _START + r"(?:in conclusion|in summary|to sum up|ultimately|at the end of the day|"
        r"in essence),",
        "a closing that fits any text",
        SIGNS,
        ("Ultimately, it is up to you.", "In conclusion, cats win."),
        ("It ultimately failed.", "The case was closed in conclusion of the affair."),
    ),
    TellRule(
        "heavy-connective",
        _START + _any_of(CONNECTIVES) + ",",
        "a connective that weighs more than the step it takes",
        SIGNS,
        ("Moreover, it rained.", "It rained. Additionally, it snowed."),
        ("It rained, and moreover it snowed.", "Also, it rained."),
    ),
    TellRule(
        "excess-word",
        _any_of(EXCESS),
        "a word that came into fashion with assistants",
        KOBAK,
        ("We delve into the intricate realm.", "It showcases a vibrant city."),
        ("We dig into the hard parts.", "A score under par."),
    ),
    TellRule(
        "testament",
        r"\b(?:stands?|serves?|stood|served) as an? (?:\w+ )?(?:testament|reminder|beacon|symbol)\b"
        r"|\ba testament to\b",
        "a thing made to stand for something",
        SIGNS,
        ("It stands as a lasting testament.", "The bridge is a testament to their skill."),
        ("He read the Old Testament.", "She served as a nurse."),
    ),
    TellRule(
        "plays-a-role",
        r"\bplay(?:s|ed|ing)? an? (?:crucial|vital|pivotal|key|significant|important|central|"
        r"essential) (?:role|part)\b",
        "a role in place of what was done",
        KOBAK,
        ("Sleep plays a crucial role in health.",),
        ("She plays a role in the film.",),
    ),
    TellRule(
        "rich-tapestry",
        r"\ban? (?:rich|vibrant|diverse|complex|intricate|delicate|wide) "
        r"(?:tapestry|mosaic|array|landscape|interplay|blend|dance)\b",
        "variety as an ornament",
        SIGNS,
        ("The city is a rich tapestry of cultures.", "It is a delicate interplay of forces."),
        ("A rich man bought a wide hat.",),
    ),
    TellRule(
        "whether-youre",
        r"\bwhether you(?:'re| are) [^.!?\n]{1,80}? or\b",
        "an address to everybody",
        SIGNS,
        ("Whether you're a novice or an expert, come in.",),
        ("I asked whether you're coming.",),
    ),
    TellRule(
        "question-and-answer",
        _START + r"the (?:result|answer|catch|best part|kicker|takeaway|solution)\? ",
        "a question asked only to be answered",
        SIGNS,
        ("We tried it. The result? Chaos.",),
        ("What was the result? Chaos.",),
    ),
    TellRule(
        "triad",
        r"\b[a-z]{4,}, [a-z]{4,}, and [a-z]{4,}\b",
        "three of a kind",
        REINHART,
        ("It was clear, concise, and compelling.",),
        ("It was clear and concise.", "We saw Ann, Bob, and Al."),
    ),
    TellRule(
        "dash-aside",
        r"(?:(?<=\w)|(?<=\w ))—(?= ?\w)",
        "a dash for drama",
        SIGNS,
        ("It was over — or so we thought.",),
        ("A well-known fact - no more.",),
    ),
)


def tells(text: str, profile: VoiceProfile | None = None) -> tuple[Tell, ...]:
    """The tells of a Markdown text that are worth showing, in order.

    A tell counts if another stands within sixty words, or if the author never uses its words; it
    does not count if the author uses them markedly, nor in quotations, code and the like. Dashes
    and triads alone are a rhythm, and count only in a paragraph with some other tell.
    """
    shielded = protected_spans(text)
    found: list[Tell] = []
    for paragraph in paragraphs(text):
        if not paragraph.checkable:
            continue
        inside = [
            tell
            for tell in _found_in(text, paragraph.content)
            if not _shielded(tell.span, shielded) and not (profile and _is_own(tell, profile))
        ]
        near = _in_clusters(text, inside)
        found += [t for t in inside if t in near or (profile and _is_foreign(t, profile))]
    return tuple(found)


def _found_in(text: str, content: Span) -> Iterator[Tell]:
    """Every match of every rule in one paragraph, in order; of overlapping ones the first."""
    words = text[content.start : content.end].replace("’", "'")
    matches = sorted(
        (match.start(), match.end(), rule.name, rule)
        for rule in RULES
        for match in rule.compiled.finditer(words)
    )
    end = 0
    for start, stop, name, rule in matches:
        if start >= end:
            span = Span(start, stop).shifted(content.start)
            yield Tell(span, name, span.of(text), rule.message)
            end = stop


def _shielded(span: Span, shielded: tuple[Span, ...]) -> bool:
    """Whether a span begins inside a protected part, or holds the start of one."""
    k = bisect_right(shielded, span.start, key=lambda part: part.start)
    if k and shielded[k - 1].end > span.start:
        return True
    return k < len(shielded) and shielded[k].start < span.end


def _in_clusters(text: str, found: list[Tell]) -> set[Tell]:
    near: set[Tell] = set()
    if _ANYBODYS.issuperset(tell.rule for tell in found):
        return near
    for one, other in pairwise(found):
        if count_words(text[one.span.end : other.span.start]) <= _NEAR:
            near |= {one, other}
    return near


def _content_words(tell: Tell) -> list[str]:
    return [w for w in tokens_of(tell.text) if is_word(w) and w not in CLASS_WORDS]


def _is_own(tell: Tell, profile: VoiceProfile) -> bool:
    """Whether the author uses one of its words markedly more than people do."""
    return any(
        profile.words.get(word, 0) >= 3 and profile.lift(word) > 1 for word in _content_words(tell)
    )


def _is_foreign(tell: Tell, profile: VoiceProfile) -> bool:
    """Whether a well-known author never uses any of its words."""
    words = _content_words(tell)
    return (
        profile.tokens >= _ENOUGH_TO_BE_FOREIGN
        and bool(words)
        and not any(word in profile.words for word in words)
        and tell.rule not in _ANYBODYS
    )
