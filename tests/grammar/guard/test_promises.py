"""What no proposal may change in sound prose, tried at every place of hundreds of sentences.

The sentences are the originals of the pairs of which nothing is to pass; each rewrite breaks one
promise wherever it can: a number, a negation, a modal, a name, a contraction, a mark of rhythm.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.grammar.guard import guard

_PAIRS = Path(__file__).parents[1] / "fixtures" / "guard_pairs.jsonl"
_ROWS = [json.loads(line) for line in _PAIRS.read_text("utf-8").splitlines()]
SENTENCES = sorted({row["original"] for row in _ROWS if not row["mechanical"]})

MODALS = ("may", "might", "must", "should", "can", "would")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
OWNERS = {"his": "her", "my": "your", "our": "their"}
SYNONYMS = {
    "big": "large", "use": "utilize", "help": "assist", "start": "commence", "show": "demonstrate",
    "house": "home", "old": "elderly", "said": "stated", "happy": "joyful", "bad": "poor",
    "road": "street", "left": "departed", "went": "travelled", "nice": "pleasant", "dog": "hound",
}  # fmt: skip


def _each(pattern: str, new: Callable[[re.Match[str]], str]) -> Callable[[str], Iterator[str]]:
    """A rewrite of each place where the pattern matches, one at a time."""

    def rewrites(text: str) -> Iterator[str]:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + new(match) + text[match.end() :]

    return rewrites


def _next_of(words: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
    return lambda match: words[(words.index(match.group()) + 1) % len(words)]


def _one_of(words: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


REWRITES: dict[str, Callable[[str], Iterator[str]]] = {
    "another number": _each(r"\d", lambda match: str((int(match.group()) + 1) % 10)),
    "another number in words": _each(_one_of(NUMBERS), _next_of(NUMBERS)),
    "another day": _each(_one_of(DAYS), _next_of(DAYS)),
    "another modal": _each(_one_of(MODALS), _next_of(MODALS)),
    "a negation put in": _each(
        r"\b(?:is|was|are|were|will|should)\b", lambda m: m.group() + " not"
    ),
    "a negation taken out": _each(r" (?:not|never)\b", lambda match: ""),
    "a contraction spelled out": _each(
        r"\b(do|does|did|is|was|were|has|had)n't\b", lambda match: f"{match[1]} not"
    ),
    "a contraction made": _each(
        r"\b([Ii]t|[Tt]hat|[Tt]here|[Hh]e|[Ss]he) is\b", lambda match: f"{match[1]}'s"
    ),
    "a synonym": _each(_one_of(tuple(SYNONYMS)), lambda match: SYNONYMS[match.group()]),
    "emphasis taken out": _each(r" (?:very|really|so|quite|just|only)\b(?= \w)", lambda match: ""),
    "sentences joined": _each(r"(?<=\w)\. (\w)", lambda match: f", and {match[1].lower()}"),
    "a dash for a comma": _each(r", ", lambda match: " — "),
    "a semicolon for a full stop": _each(r"(?<=\w)\. (\w)", lambda m: f"; {m[1].lower()}"),
    "an exclamation": _each(r"(?<=\w)\.$", lambda match: "!"),
    "that for this": _each(r"\bthis(?= [a-z]+[ .])", lambda match: "that"),
    "another person": _each(_one_of(tuple(OWNERS)), lambda match: OWNERS[match.group()]),
}


@pytest.mark.parametrize("name", REWRITES)
def test_sound_prose_keeps_its_promise(name: str) -> None:
    tried, leaks = 0, []
    for sentence in SENTENCES:
        for broken in REWRITES[name](sentence):
            tried += 1
            if guard(sentence, broken).kept != sentence:
                leaks.append(broken)
    assert tried > 3
    assert not leaks
