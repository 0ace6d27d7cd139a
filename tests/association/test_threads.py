"""Threads: kept once, tied to a paragraph that moves, in the author's order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.association.threads import (
    Thread,
    find_paragraph,
    fingerprint,
    keep,
    move,
    offer,
    remove,
    tick,
    tie,
)
from tests.strategies import TEXTS

STOVE = "My grandmother kept a mirror by the stove, and she used to check it before the door."
OTHER = "So now I ask for one thing only. Tell me where the comma goes. Leave the crack."


def test_a_phrase_is_kept_once() -> None:
    threads = keep(keep((), " the  humming"), "The humming")
    assert [thread.phrase for thread in threads] == ["the humming"]
    assert keep(threads, "  ") == threads


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=6), st.data())
def test_moving_keeps_every_thread(phrases: list[str], data: st.DataObject) -> None:
    threads = tuple(Thread(phrase) for phrase in phrases)
    place = data.draw(st.integers(0, len(threads) - 1))
    by = data.draw(st.integers(-9, 9))
    moved = move(threads, place, by)
    assert sorted(t.phrase for t in moved) == sorted(phrases)
    assert moved[min(max(place + by, 0), len(threads) - 1)] == threads[place]
    rest = remove(threads, place)
    assert [t for n, t in enumerate(moved) if n != min(max(place + by, 0), len(moved) - 1)] == [
        *rest
    ]


def test_ticking_and_tying_change_one_thread() -> None:
    threads = (Thread("a"), Thread("b"))
    assert tick(threads, 1) == (Thread("a"), Thread("b", done=True))
    assert tick(tick(threads, 1), 1, done=False) == threads
    assert tie(threads, 0, STOVE)[0].paragraph == fingerprint(STOVE)
    assert tie(tie(threads, 0, STOVE), 0, "") == threads


def test_a_tie_holds_while_the_paragraph_moves_and_is_revised() -> None:
    tied = fingerprint(STOVE)
    revised = STOVE.replace("used to check it", "would look into it")
    draft = f"# Mirrors\n\n{OTHER}\n\n{revised}"
    span = find_paragraph(draft, tied)
    assert span is not None and span.of(draft) == revised
    assert find_paragraph(f"# Mirrors\n\n{OTHER}", tied) is None
    assert find_paragraph(draft, "") is None


@given(TEXTS, TEXTS)
def test_any_draft_can_be_searched(draft: str, paragraph: str) -> None:
    span = find_paragraph(draft, fingerprint(paragraph))
    assert span is None or span.of(draft)


def test_offered_phrases_are_the_authors_own_words() -> None:
    text = (
        "the hospital corridor was long and the hospital corridor smelled of a copper kettle and"
        " nobody checked the copper kettle"
    )
    offered = offer(text, 3)
    assert "hospital corridor smelled" in offered or "hospital corridor" in offered
    assert all(phrase in text for phrase in offered)
    again = offer(text, 3, kept=[Thread(offered[0])])
    assert offered[0] not in again


@given(TEXTS)
def test_any_text_can_be_offered_from(text: str) -> None:
    assert len(offer(text, 4)) <= 4
