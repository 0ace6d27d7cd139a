"""The evidence of one change or one new piece of text: bits, what made them, and how much it was.

Evidence is read piece by piece, so that many small leanings of a long text are not averaged away,
and so that what did not change need not be read again; `companion.voice.drift` adds it up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.text.diff import diff_words
from companion.text.sentences import sentences
from companion.voice.change import VoiceChange, change_of, is_word, tokens_of
from companion.voice.features import CORRECTED, HOW_MUCH, PATTERN_NAMES, SHIFTS, STRUCTURE
from companion.voice.mannerisms import Mannered, changed_only, mannered
from companion.voice.mechanical import CLASS_WORDS
from companion.voice.model import measure_tokens, shipped_model
from companion.voice.profile import VoiceProfile

PATTERNS = frozenset(
    {HOW_MUCH, CORRECTED, *SHIFTS.values(), *STRUCTURE.values(), *PATTERN_NAMES.values()}
)
# Bits per unit of cosine Delta and root of a token. Chosen on assistants' edits of five authors;
# benchmarks/quality/voice_profile.py shows what it adds.
PROFILE_WEIGHT = 1.2
_MAX_BY_DISTANCE = 3.0  # bits
# Words: a longer paragraph is read in pieces, cut where a sentence ends that nobody touched.
PIECE = 120
LONGEST = 180

UNMANNERED = Mannered(Counter(), {}, ())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a change, or a new piece of text, says of where it came from.

    Attributes:
        bits: log2 of how much likelier an assistant made it than its author.
        parts: the bits by what made them; they sum to ``bits``.
        tokens: words and marks of the text before, or of what is new.
        words: words that came or were replaced or left.
        gone, came: the mannerisms of the sentences that changed, before and after.
        warns_at: the bits from which this alone would warn.
        phrases: what was put in, in the tokens of each run, without what the text had before.
        new: whether it is a new piece of text, rather than a change.
    """

    bits: float
    parts: Mapping[str, float]
    tokens: int
    words: int
    gone: Mannered
    came: Mannered
    warns_at: float
    phrases: tuple[tuple[str, ...], ...] = ()
    new: bool = False


def read_change(before: str, after: str, profile: VoiceProfile | None = None) -> Evidence:
    """The evidence of one text that became another, of the length of a paragraph or so."""
    old, new = tokens_of(before), tokens_of(after)
    change = change_of(old, new)
    parts = shipped_model().parts(measure_tokens(old, new)) if change.blocks else {}
    if profile is not None and parts:
        parts = judged_by(profile, old, new, parts)
    gone, came = changed_only(old, new)
    return Evidence(
        bits=sum(parts.values()),
        parts=parts,
        tokens=len(old),
        words=words_changed(change),
        gone=mannered(gone),
        came=mannered(came),
        warns_at=shipped_model().warns_at(len(old)),
        phrases=_phrases(change),
    )


def _phrases(change: VoiceChange) -> tuple[tuple[str, ...], ...]:
    known = set(change.before)
    found = []
    for block in change.blocks:
        run = list(block.added)
        while run and (not is_word(run[0]) or (run[0] in known and run[0] in CLASS_WORDS)):
            run.pop(0)
        while run and (not is_word(run[-1]) or (run[-1] in known and run[-1] in CLASS_WORDS)):
            run.pop()
        if run and not all(token in known for token in run):
            found.append(tuple(run))
    return tuple(found)


def words_changed(change: VoiceChange) -> int:
    """Words that came, left or were replaced; one replaced by another counts once."""
    return sum(
        max(sum(map(is_word, block.removed)), sum(map(is_word, block.added)))
        for block in change.blocks
    )


def judged_by(
    profile: VoiceProfile, before: Sequence[str], after: Sequence[str], parts: dict[str, float]
) -> dict[str, float]:
    """The parts of a drift between two lists of tokens as the author's profile sees them.

    What was put in and is the author's own costs less; moving away from the author's function
    words and punctuation costs more, moving nearer less.
    """
    seen = {
        shown: bits * profile.discount(shown) if bits > 0 and shown not in PATTERNS else bits
        for shown, bits in parts.items()
    }
    nearer = profile.distance(before) - profile.distance(after)
    bits = -PROFILE_WEIGHT * nearer * len(after) ** 0.5
    seen["distance from your style"] = max(-_MAX_BY_DISTANCE, min(_MAX_BY_DISTANCE, bits))
    return seen


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """A changed paragraph, cut where a sentence ends that was not touched, if it is long.

    Joined, the pieces are the two texts; a piece has about `PIECE` words where it can.
    """
    if before.count(" ") <= LONGEST and after.count(" ") <= LONGEST:
        return [(before, after)]
    edits = diff_words(before, after)
    found = []
    start = (0, 0)
    shift = k = 0
    for span in sentences(before):
        at = span.end
        while k < len(edits) and edits[k].span.end < at:
            shift += len(edits[k].replacement) - len(edits[k].span)
            k += 1
        if k < len(edits) and edits[k].span.start <= at:
            continue  # something was changed here
        cut = (at, at + shift)
        one, other = before[start[0] : cut[0]], after[start[1] : cut[1]]
        if max(one.count(" "), other.count(" ")) >= PIECE:
            found.append((one, other))
            start = cut
    rest = (before[start[0] :], after[start[1] :])
    if found and max(rest[0].count(" "), rest[1].count(" ")) < PIECE // 3:
        found[-1] = (found[-1][0] + rest[0], found[-1][1] + rest[1])
    else:
        found.append(rest)
    return found
