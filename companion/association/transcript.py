"""Conversations as Markdown: the form in which associations are kept, exported and brought in.

::

    # Name A ↔ Name B

    **Started:** 2025-10-26 12:15:18
    **Ended:** 2025-10-26 12:31:40
    **Messages:** 2

    ---

    ### Name A

    The text of a turn, which may be empty or hold headings and rules of its own.

    ---

    ### Name B

    ...

    ---

A turn begins where a rule is followed by ``### `` and one of the names in the title; all else is
text. Where a text itself holds such lines, we write one more space after the ``#``, which means
the same in Markdown, and take it away when we read: so reading what we wrote gives back every text
letter for letter. In files by others, the number of messages and the alternation of the names tell
turns from text that looks like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from companion.text.wording import shortened

ARROW = "↔"
RULE = "---"

# Characters of a file, names in a title, and characters of a name: what is more is no conversation.
LARGEST = 20_000_000
_MAX_NAMES, _MAX_NAME = 100, 500
# How often at most to weigh which lines begin a message, where more look so than there are.
_MAX_WAYS = 4_000_000


class TranscriptError(ValueError):
    """A file that is not in the form; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of them said, with lines ending in a line feed."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation: who took part, when, and what was said in turn.

    Attributes:
        names: those who took part, as in the title; each at least one visible character, on one
            line, without "↔".
        started: to the second, in local time.
        ended: None while it goes on, or where that is not known.
        turns: each by one of ``names``.
    """

    names: tuple[str, ...]
    started: datetime
    ended: datetime | None
    turns: tuple[Turn, ...]

    def __post_init__(self) -> None:
        if len(self.names) < 2 or any(name != plain_name(name) for name in self.names):
            raise ValueError(f"not names for a transcript: {self.names!r}")
        if strange := {turn.name for turn in self.turns} - set(self.names):
            raise ValueError(f"turns by {strange}, who did not take part")

    @property
    def title(self) -> str:
        """The names, joined by "↔"."""
        return f" {ARROW} ".join(self.names)


def plain_name(name: str) -> str:
    """``name`` as it can stand in a title and a heading; never empty."""
    return " ".join(name.replace(ARROW, " ").split()).strip("# ") or "Someone"


def write_transcripts(transcripts: Iterable[Transcript]) -> str:
    """The Markdown of several conversations, one after another."""
    return "\n".join(map(write_transcript, transcripts))


def write_transcript(transcript: Transcript) -> str:
    """The Markdown of a conversation."""
    lines = [f"# {transcript.title}", "", f"**Started:** {_moment(transcript.started)}"]
    if transcript.ended is not None:
        lines.append(f"**Ended:** {_moment(transcript.ended)}")
    lines += (f"**Messages:** {len(transcript.turns)}", "", RULE, "")
    names = _keys(transcript.names)
    for turn in transcript.turns:
        lines += (f"### {turn.name}", "", *_veil(_lines(turn.text), names), "", RULE, "")
    return "\n".join(lines)


def read_transcripts(text: str) -> tuple[Transcript, ...]:
    """Read one conversation or several that follow one another.

    Raises:
        TranscriptError: if the text is not in the form.
    """
    if len(text) > LARGEST:
        raise TranscriptError(
            f"the file is too large ({len(text) / 1e6:.0f} million characters;"
            f" {LARGEST / 1e6:.0f} million can be read): divide it"
        )
    lines = _lines(_whole(text).removeprefix("\ufeff"))
    if not any(line.strip() for line in lines):
        raise TranscriptError("the file is empty: a transcript begins with '# Name A ↔ Name B'")
    first = next(number for number, line in enumerate(lines) if line.strip())
    if not _title(lines[first]):
        if lines[first].lstrip().startswith(("{", "[")):
            raise TranscriptError(
                "the file looks like JSON, and a transcript is Markdown: a title,"
                f" '# Name A {ARROW} Name B', a line '**Started:** 2025-10-26 12:15:18', a line"
                f" '{RULE}', and then each message under '### ' and a name"
            )
        raise TranscriptError(
            f"line {first + 1} should be the title, '# Name A {ARROW} Name B', and is"
            f" {_shown(lines[first])}"
        )
    starts = [first, *(n for n in range(first + 1, len(lines)) if _is_title(lines, n))]
    return tuple(_read(lines, start, end) for start, end in pairwise([*starts, len(lines)]))


_TITLE = re.compile(rf"#[ \t](?![ \t])(.*{ARROW}.*)")
_HEADING = re.compile(r"###[ \t](?![ \t])(.*)")
_FIELD = re.compile(r"\*\*(Started|Ended|Messages):\*\*(.*)")
_HEAD_LIKE = re.compile(r"(###|#)([ \t].*)")


def _read(lines: list[str], start: int, end: int) -> Transcript:
    names = _names(lines[start], start)
    fields, at = _fields(lines, start + 1, end)
    if "Started" not in fields:
        raise TranscriptError(
            f"line {start + 2}: after the title there should be '**Started:** 2025-10-26 12:15:18'"
        )
    started = _read_moment(*fields["Started"])
    ended = _read_moment(*fields["Ended"]) if "Ended" in fields else None
    count = _read_count(*fields["Messages"]) if "Messages" in fields else None
    if at < end and lines[at].strip() != RULE:
        raise TranscriptError(
            f"line {at + 1}: a line '{RULE}' should end the top of the file, not"
            f" {_shown(lines[at])}"
        )
    heads = _heads(lines, at, end, names, count)
    turns = tuple(_turns(lines, heads, end, names))
    names = tuple(dict.fromkeys((*names, *(turn.name for turn in turns))))
    return Transcript(names, started, ended, turns)


def _names(line: str, number: int) -> tuple[str, ...]:
    title = _title(line)
    parts = title.split(ARROW)
    names = tuple(map(plain_name, parts))
    if len(parts) < 2 or not all(part.strip() for part in parts):
        raise TranscriptError(
            f"line {number + 1}: the title should name two, as in '# Name A {ARROW} Name B', and"
            f" is {_shown(line)}"
        )
    return names


def _fields(lines: list[str], at: int, end: int) -> tuple[dict[str, tuple[str, int]], int]:
    """The fields under the title, each with its line, and where they end."""
    fields: dict[str, tuple[str, int]] = {}
    while at < end:
        match = _FIELD.fullmatch(lines[at].strip())
        if match:
            fields[match[1]] = (match[2].strip(), at)
        elif lines[at].strip():
            break
        at += 1
    return fields, at


def _heads(
    lines: list[str], at: int, end: int, names: tuple[str, ...], count: int | None
) -> list[int]:
    """The lines on which turns begin."""
    keys = _keys(names)
    after_rule = [n for n in range(at, end) if _heading(lines[n]) and _follows_rule(lines, n, at)]
    named = [n for n in after_rule if _heading(lines[n]).casefold() in keys]
    if count is None:
        if not after_rule:
            raise TranscriptError(
                f"line {at + 1}: no message could be found. Each begins with '### ' and a name of"
                f" the title, after a line '{RULE}'."
            )
        return named or after_rule
    loose = [n for n in range(at, end) if _heading(lines[n]).casefold() in keys]
    pools = (named, after_rule, loose)
    for heads in pools:
        if len(heads) == count:
            return heads
    for heads in pools:
        if len(heads) > count:
            if len(heads) * count > _MAX_WAYS:
                break
            return _alternating(heads, [_heading(lines[n]).casefold() for n in heads], count)
    raise TranscriptError(
        f"line {at + 1}: the file says it holds {count} messages, but {max(map(len, pools))} could"
        f" be found. A message begins with '### ' and a name of the title, after a line '{RULE}'."
        " If the end of the file is missing, get it again; if not, correct the number after"
        " '**Messages:**'."
    )


def _alternating(heads: list[int], names: list[str], count: int) -> list[int]:
    """The ``count`` heads, the first among them, where the speaker changes most often.

    The rest is text that looks like a turn. Among equals, the earlier heads are taken. Time and
    memory grow with the number of heads times ``count``.
    """
    if count == 0:
        return []
    # For each name and number of heads taken: the most changes, and the head (negated, so that
    # the earlier is the greater) by that name at which they end.
    best: dict[str, dict[int, tuple[int, int]]] = {names[0]: {1: (0, 0)}}
    before: dict[tuple[int, int], int] = {}
    for i in range(1, len(heads)):
        for taken in range(min(count, i + 1), 1, -1):
            ways = [
                (ends[taken - 1][0] + (name != names[i]), ends[taken - 1][1])
                for name, ends in best.items()
                if taken - 1 in ends
            ]
            changes, previous = max(ways)
            before[i, taken] = -previous
            mine = best.setdefault(names[i], {})
            mine[taken] = max(mine.get(taken, (-1, 0)), (changes, -i))
    last = -max(ends[count] for ends in best.values() if count in ends)[1]
    chosen = [last]
    for taken in range(count, 1, -1):
        chosen.append(before[chosen[-1], taken])
    return [heads[place] for place in reversed(chosen)]


def _turns(
    lines: list[str], heads: Sequence[int], end: int, names: tuple[str, ...]
) -> Iterator[Turn]:
    keys = _keys(names)
    for head, following in pairwise([*heads, end]):
        body = lines[head + 1 : following]
        while body and not body[-1].strip():
            body.pop()
        if body and body[-1].strip() == RULE:
            body.pop()
        if body and not body[0].strip():
            body = body[1:]
        if body and not body[-1].strip():
            body = body[:-1]
        name = _heading(lines[head])
        alike = (n for n in names if n.casefold() == name.casefold())
        yield Turn(
            name if name in names else next(alike, plain_name(name)),
            "\n".join(_unveil(body, keys)),
        )


def _veil(body: list[str], keys: frozenset[str]) -> Iterator[str]:
    """A text's lines, those that would begin a turn or a transcript with one more space."""
    for number, line in enumerate(body):
        match = _marked(body, number, keys)
        yield f"{match[1]} {match[2]}" if match else line


def _unveil(body: list[str], keys: frozenset[str]) -> Iterator[str]:
    """What `_veil` was given."""
    for number, line in enumerate(body):
        match = _marked(body, number, keys)
        veiled = match and match[2][0] == " " and match[2][1].isspace()
        yield match[1] + match[2][1:] if match and veiled else line


def _marked(body: list[str], number: int, keys: frozenset[str]) -> re.Match[str] | None:
    """The line as hashes and the rest, if it looks like a head, however many spaces it has."""
    match = _HEAD_LIKE.fullmatch(body[number])
    if match is None or not _follows_rule(body, number, 0):
        return None
    what = match[2].strip()
    return match if (ARROW in what if match[1] == "#" else what.casefold() in keys) else None


def _follows_rule(lines: Sequence[str], number: int, first: int) -> bool:
    """Whether the last line before that is not blank, from ``first`` on, is a rule."""
    number -= 1
    while number >= first and not lines[number].strip():
        number -= 1
    return number >= first and lines[number].strip() == RULE


def _is_title(lines: list[str], number: int) -> bool:
    """Whether another transcript begins on this line."""
    if not _title(lines[number]) or not _follows_rule(lines, number, 0):
        return False
    after = next((line for line in lines[number + 1 : number + 9] if line.strip()), "")
    return after.startswith("**Started:**")


def _title(line: str) -> str:
    match = _TITLE.fullmatch(line)
    return match[1].strip() if match else ""


def _heading(line: str) -> str:
    match = _HEADING.fullmatch(line)
    return match[1].strip() if match else ""


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _whole(text: str) -> str:
    """``text`` without halves of characters, which no database and no file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _moment(moment: datetime) -> str:
    return moment.isoformat(" ", "seconds")


def _read_moment(written: str, number: int) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise TranscriptError(
            f"line {number + 1}: {_shown(written)} is not a date and time; write it as in"
            " 2025-10-26 12:15:18"
        ) from None


def _read_count(written: str, number: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise TranscriptError(
            f"line {number + 1}: {_shown(written)} is not a number of messages; write it as in"
            " '**Messages:** 6'"
        )
    return int(written)


def _shown(line: str) -> str:
    """A line as a message can quote it."""
    line = line.strip()
    return repr(shortened(line, 60)) if line else "empty"
