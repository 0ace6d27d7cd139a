"""The features of a change, each with the words that an author would recognise it by.

A feature is counted with a sign: +1 where it came, -1 where it left. ``+word`` and ``-word`` stand
for a word put in or taken out and all that is known of it (`expanded`). Features named with ``#``
tell the shape of a change, not its words; they and those named with ``~`` are counted alike in
both directions, so that a change and its reverse score opposite on all else.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from companion.voice.change import SENTENCE_ENDS, Block, VoiceChange, is_word
from companion.voice.mannerisms import (
    ASIDES,
    COLLOQUIAL,
    FRAGMENTS,
    HEDGES,
    INTENSIFIERS,
    LINKS,
    OPENERS,
    REPEATS,
    SHORT,
    changed_only,
    mannered,
)
from companion.voice.mechanical import CLASS_OF, CLASS_WORDS, pair_up

Features = dict[str, float]

_SUFFIXES = ("ing", "tion", "ment", "ness", "ity", "ly", "ive", "ous", "ance", "ence", "ize", "ise",
             "able", "al", "ed", "ful", "less", "ism", "ic", "ate", "er", "est")  # fmt: skip
_NO_SPACE_BEFORE = frozenset(".,;:!?)")
# Answers kept of each small function below: the words of any text are few, its pairs of words are
# not, and the memory of a stream of texts must not grow with them.
_CACHED = 20_000
HOW_MUCH = "how much was replaced"
CORRECTED = "corrected words"
TAKEN_AWAY = "−"


@cache
def _common_words() -> dict[str, int]:
    text = files("companion.voice").joinpath("data/common.json").read_text(encoding="utf-8")
    return {word: int(level) for level, words in json.loads(text).items() for word in words.split()}


def commonness(word: str) -> int:
    """How common a word is in people's writing: 0 (rare or unknown) to 9, in powers of e."""
    return _common_words().get(word, 0)


def suffix_of(word: str) -> str:
    """The longest known suffix of a word of five letters or more, or a contraction's tail."""
    if "'" in word:
        return "'" + word.rpartition("'")[2]
    if len(word) < 5:
        return ""
    best = ""
    for suffix in _SUFFIXES:
        if len(suffix) > len(best) and word.endswith(suffix):
            best = suffix
    return best


@lru_cache(maxsize=_CACHED)
def expanded(name: str) -> tuple[tuple[str, float], ...]:
    """The weighted features behind a counted one, with their factors.

    For a word: itself either way, itself in this direction, its class or suffix, its length and
    how common it is.
    """
    mark, word = name[0], name[1:]
    if mark not in "+-" or not word:
        return ((name, 1.0),)
    sign = 1.0 if mark == "+" else -1.0
    found = [("w:" + word, sign)]
    if not is_word(word):
        return tuple(found)
    if word in CLASS_OF:
        found.append(("c:" + CLASS_OF[word], sign))
        return tuple(found)
    found.append((f"{mark}:{word}", 1.0))
    tail = suffix_of(word)
    if tail:
        found.append(("x:" + tail, sign))
    found.append((f"l:{min(len(word), 13)}", sign))
    found.append((f"f:{commonness(word)}", sign))
    return tuple(found)


def is_shape(name: str) -> bool:
    """Whether a feature tells the shape of a change rather than its words."""
    return name[0] == "#"


@lru_cache(maxsize=_CACHED)
def shown(name: str, came: bool) -> str:
    """What to show an author for a feature that came or left: a word, a phrase or a pattern."""
    if name[0] == "#":
        return CORRECTED if name.startswith("#same") or name == "#joined" else HOW_MUCH
    if name[0] in "+-":
        return name[1:] if name[0] == "+" else TAKEN_AWAY + name[1:]
    if name[0] == "~":
        word = name[2:] if name[1] in "+-" else name.partition("|")[2][2:]
        word = word.partition("|")[0] or "|"
        return TAKEN_AWAY + word if "~-" in name else word
    kind, _, rest = name.partition(":")
    minus = "" if came else TAKEN_AWAY
    if kind == "b":
        first, _, second = rest.partition(" ")
        return minus + first + ("" if second in _NO_SPACE_BEFORE else " ") + second
    if kind == "s":
        first, _, second = rest.partition(">")
        return second if came else first
    return PATTERN_NAMES[name] if not minus else minus + PATTERN_NAMES[name]


PATTERN_NAMES = {"p:, -ing": ", …ing", "rarer": "rarer words", "longer": "longer words"}


def features_of(change: VoiceChange) -> tuple[Features, float]:
    """Every feature of a change, and how many tokens came or went: not corrected, not moved."""
    out: Features = {}
    blocks = [(block, *_bare(block, out)) for block in change.blocks]
    moved = _moved(blocks)
    changed = 0.0
    if moved:
        out["#moved"] = float(moved.total())
    came_back = moved.copy()
    for block, gone, came in blocks:
        if gone or came:
            gone = [w for w in gone if not _taken(w, moved)]
            came = [w for w in came if not _taken(w, came_back)]
            changed += len(gone) + len(came)
            _block_features(block, gone, came, out)
    return out, changed


def _bare(block: Block, out: Features) -> tuple[list[str], list[str]]:
    """The words of a block that are not just corrected."""
    removed, added = block.removed, block.added
    if not removed or not added:
        return list(removed), list(added)
    gone: list[str] = list(removed)
    came: list[str] = list(added)
    for i, j, kin in pair_up(removed, added):
        gone[i] = came[j] = ""
        _add(out, "#same:" + kin)
    gone, came = [w for w in gone if w], [w for w in came if w]
    if gone and came and "".join(gone) == "".join(came):
        _add(out, "#joined")
        return [], []
    return gone, came


def _moved(blocks: list[tuple[Block, list[str], list[str]]]) -> Counter[str]:
    """Words that left one place and came to another."""
    if len(blocks) < 2:
        return Counter()
    gone = Counter(w for _, words, _ in blocks for w in words if _content(w))
    came = Counter(w for _, _, words in blocks for w in words if _content(w))
    return gone & came


def _taken(word: str, stock: Counter[str]) -> bool:
    if stock.get(word, 0) > 0:
        stock[word] -= 1
        return True
    return False


def _add(out: Features, name: str, value: float = 1.0) -> None:
    out[name] = out.get(name, 0.0) + value


def _block_features(block: Block, gone: list[str], came: list[str], out: Features) -> None:
    lost = sum(map(_content, gone))
    won = sum(map(_content, came))
    _add(out, f"#block:{_bin(lost)}:{_bin(won)}")
    if len(gone) + len(came) <= 2 and not lost and not won:
        # Articles, prepositions and punctuation on their own: what proofreading consists of.
        for mark, words in (("~-", gone), ("~+", came)):
            for w in words:
                _add(out, mark + w)
                if block.right in CLASS_WORDS:
                    _add(out, f"{mark}{w}|{block.right}")
                if block.left in CLASS_WORDS:
                    _add(out, f"~{block.left}|{mark}{w}")
        return
    _add(out, f"#near:{_bin(block.gap)}")
    if len(gone) == 1 and len(came) == 1:
        first, second = gone[0], came[0]
        if lost and won:
            _add(out, "#word for word")
            _add(out, "rarer", (commonness(first) - commonness(second)) / 2)
            _add(out, "longer", (len(second) - len(first)) / 4)
        if first < second:
            _add(out, f"s:{first}>{second}")
        else:
            _add(out, f"s:{second}>{first}", -1.0)
    for name in ["-" + w for w in gone] + ["+" + w for w in came]:
        out[name] = out.get(name, 0.0) + 1.0
    _bigrams(block.left, block.removed, block.right, -1.0, out)
    _bigrams(block.left, block.added, block.right, 1.0, out)


@lru_cache(maxsize=_CACHED)
def _content(token: str) -> bool:
    return token not in CLASS_WORDS and token[0].isalpha()


def _bin(n: int) -> int:
    return n if n < 4 else 4 if n < 7 else 5 if n < 12 else 6


def _bigrams(left: str, run: tuple[str, ...], right: str, sign: float, out: Features) -> None:
    if not run:
        return
    previous = left
    for token in (*run, right):
        if previous and token:
            name = f"b:{previous} {token}"
            out[name] = out.get(name, 0.0) + sign
            if previous in ",—" and token[-3:] == "ing":
                _add(out, "p:, -ing", sign)
        previous = token


SHIFTS = {
    "sentence length": "longer sentences",
    "word length": "longer words",
    "contractions": "contractions",
    "commas": "commas",
    "function words": "function words",
    "first person": "first person",
    "variety": "variety of words",
}
_FIRST = frozenset("i me my mine we us our ours i'm i've i'd i'll we're we've we'd we'll".split())


def style_shifts(change: VoiceChange) -> dict[str, float]:
    """How far the style moved, after minus before, in units in which 1 is a lot."""
    before, after = _style(Counter(change.before)), _style(Counter(change.after))
    return {name: b - a for name, a, b in zip(SHIFTS, before, after, strict=True)}


def _style(tokens: Counter[str]) -> tuple[float, ...]:
    words = distinct = letters = contracted = common = first = ends = 0
    for token, n in tokens.items():
        if token[0].isalpha():
            words += n
            distinct += 1
            letters += n * len(token)
            if token in CLASS_WORDS:
                common += n
            if "'" in token:
                contracted += n
            if token in _FIRST:
                first += n
        elif token in SENTENCE_ENDS:
            ends += n
    total = words + 5
    return (
        (words / (ends or 1)) ** 0.5,
        letters / total,
        20 * contracted / total,
        20 * tokens[","] / total,
        10 * common / total,
        10 * first / total,
        distinct / total**0.8,
    )


ALL_OVER = "small changes all over"
STRUCTURE = {
    "spread": ALL_OVER,
    "small": ALL_OVER,
    "growth": "how the length changed",
    "joined": "sentences joined",
    "split": "sentences split",
    "numbers": "numbers",
    LINKS: "subordinate clauses",
    **{
        each.name: each.many
        for each in (
            FRAGMENTS, OPENERS, REPEATS, INTENSIFIERS, HEDGES, COLLOQUIAL, ASIDES, SHORT,
        )
    },
}  # fmt: skip
_SMALL = 3  # tokens that came or went in a small change


def structure_shifts(change: VoiceChange) -> dict[str, float]:
    """How a text was gone over, and what became of its mannerisms: after minus before.

    A copy-editor and an assistant make many small changes everywhere; an author who revises makes
    few, and larger ones. All are by the root of the length, in units in which 1 is a lot.
    """
    root = (len(change.before) + 20.0) ** 0.5
    came = left = small = joined = split = numbers = 0
    for block in change.blocks:
        came += len(block.added)
        left += len(block.removed)
        small += len(block.added) + len(block.removed) <= _SMALL
        ends = sum(t in SENTENCE_ENDS for t in block.added)
        ends -= sum(t in SENTENCE_ENDS for t in block.removed)
        joined += ends < 0
        split += ends > 0
        numbers += sum(t[0].isdigit() for t in block.added)
        numbers -= sum(t[0].isdigit() for t in block.removed)
    before, after = (mannered(rest).counts for rest in changed_only(change.before, change.after))
    found = {
        "spread": len(change.blocks) / root,
        "small": small / (len(change.blocks) + 2.0),
        "growth": (came - left) / root,
        "joined": joined / root,
        "split": split / root,
        "numbers": numbers / root,
    }
    return {
        name: found[name] if name in found else (after[name] - before[name]) / root
        for name in STRUCTURE
    }
