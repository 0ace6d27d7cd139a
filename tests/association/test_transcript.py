"""Transcripts: what is written is read back letter for letter; files by others are understood."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.association.transcript import (
    Transcript,
    TranscriptError,
    Turn,
    plain_name,
    read_transcripts,
    write_transcript,
    write_transcripts,
)
from tests.strategies import TEXTS

FOREIGN = """\
# Ana ↔ Machine Z

**Started:** 2025-10-26 12:15:18
**Ended:** 2025-10-26 12:31:40
**Messages:** 4

---

### Ana

What does the humming know?

---

### Machine Z

### Three thoughts

one

---

### Ana said once

that mirrors lie

---
two

---

### Ana

---

### Machine Z

Still there.

---
"""

LINES = st.sampled_from(
    "--- ---  ### # ##|### A|###  A|###   A|### B|### b|###\tA|### \tA|# A ↔ B|#  A ↔ B|"
    "**Started:** 2025-10-26 12:15:18|**Messages:** 1|---|---|---|hello|  |".split("|")
)
BODIES = st.one_of(st.lists(LINES, max_size=9).map("\n".join), TEXTS)
MOMENTS = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
NAMES = st.one_of(st.sampled_from(["A", "B", "b", "A B"]), st.text(max_size=12)).map(plain_name)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    names = tuple(draw(st.lists(NAMES, min_size=2, max_size=3, unique=True)))
    turns = st.builds(Turn, st.sampled_from(names), BODIES)
    return Transcript(
        names, draw(MOMENTS), draw(st.none() | MOMENTS), tuple(draw(st.lists(turns, max_size=5)))
    )


def with_line_feeds(transcript: Transcript) -> Transcript:
    turns = tuple(
        Turn(turn.name, turn.text.replace("\r\n", "\n").replace("\r", "\n"))
        for turn in transcript.turns
    )
    return Transcript(transcript.names, transcript.started, transcript.ended, turns)


@given(st.lists(transcripts(), min_size=1, max_size=3))
def test_what_is_written_is_read_back(several: list[Transcript]) -> None:
    assert read_transcripts(write_transcripts(several)) == tuple(map(with_line_feeds, several))


@given(transcripts())
def test_line_endings_of_windows_and_a_byte_order_mark_change_nothing(one: Transcript) -> None:
    written = "\ufeff" + write_transcript(one).replace("\n", "\r\n")
    assert read_transcripts(written) == (with_line_feeds(one),)


@given(BODIES)
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    for written in (text, f"# A ↔ B\n{text}", f"# A ↔ B\n**Started:** 2025-01-01 10:00:00\n{text}"):
        try:
            assert read_transcripts(written)
        except TranscriptError as error:
            assert str(error)


def test_a_file_by_others_with_headings_rules_and_an_empty_turn() -> None:
    (transcript,) = read_transcripts(FOREIGN)
    assert transcript.names == ("Ana", "Machine Z")
    assert transcript.started == datetime(2025, 10, 26, 12, 15, 18)
    assert [turn.name for turn in transcript.turns] == ["Ana", "Machine Z"] * 2
    assert transcript.turns[1].text == (
        "### Three thoughts\n\none\n\n---\n\n### Ana said once\n\nthat mirrors lie\n\n---\ntwo"
    )
    assert transcript.turns[2].text == ""
    assert write_transcript(transcript).replace("\n\n\n\n---", "\n\n---") == FOREIGN


def test_the_number_of_messages_tells_turns_from_text_that_looks_like_them() -> None:
    quoted = FOREIGN.replace("### Ana said once", "### Machine Z")
    (transcript,) = read_transcripts(quoted)
    assert [turn.name for turn in transcript.turns] == ["Ana", "Machine Z"] * 2
    assert "### Machine Z\n\nthat mirrors lie" in transcript.turns[1].text
    assert read_transcripts(write_transcript(transcript)) == (transcript,)


def test_a_missing_last_rule_and_missing_blank_lines_are_forgiven() -> None:
    top = "# A ↔ B\n**Started:** 2025-01-01 10:00:00\n**Messages:** 2\n---"
    bare = f"{top}\n### A\nhi\n---\n### B\nyes"
    (transcript,) = read_transcripts(bare)
    assert transcript.turns == (Turn("A", "hi"), Turn("B", "yes"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (FOREIGN, "  \n", "empty"),
        ("# Ana ↔ Machine Z", "Dear diary", "line 1 should be the title"),
        ("# Ana ↔ Machine Z", "# Ana ↔", "should name two"),
        ("**Started:** 2025-10-26 12:15:18\n", "", "**Started:**"),
        ("2025-10-26 12:15:18", "last Sunday", "'last Sunday' is not a date"),
        ("**Messages:** 4", "**Messages:** four", "'four' is not a number"),
        ("**Messages:** 4", "**Messages:** 9", "says it holds 9 messages, but 5 could be found"),
        ("40\n**Messages:** 4\n\n---", "40\n**Messages:** 4\n\nHello", "'Hello'"),
        ("### ", "## ", "be found"),
    ],
)
def test_a_badly_formed_file_says_what_is_wrong(old: str, new: str, says: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        read_transcripts(FOREIGN.replace(old, new))
    assert says in str(refused.value)
