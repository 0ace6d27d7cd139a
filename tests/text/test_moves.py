"""Aligned paragraphs: nothing lost, nothing doubled, and moves seen as moves."""

from hypothesis import given
from hypothesis import strategies as st

from companion.text.document import paragraphs
from companion.text.moves import align_paragraphs, match_paragraphs, moved_sentences
from tests.strategies import TEXTS

WORD = st.sampled_from("mirror river stone light paper seven window garden winter bread".split())
PARAGRAPH = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
DRAFT = st.lists(PARAGRAPH, max_size=8)


def spans(text: str) -> list[tuple[int, int]]:
    return [(p.span.start, p.span.end) for p in paragraphs(text)]


@given(TEXTS, TEXTS)
def test_every_paragraph_stands_in_one_row_in_its_order(base: str, revised: str) -> None:
    rows = align_paragraphs(base, revised)
    assert [(r.base.start, r.base.end) for r in rows if r.base] == spans(base)
    assert [(r.revised.start, r.revised.end) for r in rows if r.revised] == spans(revised)


@given(DRAFT, st.randoms(use_true_random=False))
def test_a_shuffle_neither_loses_nor_doubles(draft: list[str], random: object) -> None:
    shuffled = list(draft)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    matches = match_paragraphs(draft, shuffled)
    assert sorted(m.base for m in matches) == list(range(len(draft)))
    assert sorted(m.revised for m in matches) == list(range(len(draft)))
    assert all(draft[m.base] == shuffled[m.revised] for m in matches)
    rows = align_paragraphs("\n\n".join(draft), "\n\n".join(shuffled))
    assert {row.relation for row in rows} <= {"same", "moved"}
    assert sum(r.relation == "moved" and r.base is not None for r in rows) == sum(
        r.relation == "moved" and r.revised is not None for r in rows
    )


@given(DRAFT, DRAFT)
def test_each_paragraph_is_matched_at_most_once(base: list[str], revised: list[str]) -> None:
    matches = match_paragraphs(base, revised)
    assert len({m.base for m in matches}) == len({m.revised for m in matches}) == len(matches)
    kept = [m.revised for m in matches if not m.moved]
    assert kept == sorted(kept)


MIRROR = """I thought about that mirror last week. A program had fixed my essay and I could not say
what was wrong with it. Every sentence was better.

It’s a strange feeling, to be improved and to recognise nobody.

So now I ask for one thing only. Tell me where the comma goes. Leave the crack."""
POLISHED = """It is a strange feeling, to be improved and recognise nobody at all.

I found myself reflecting on that mirror last week. A program had seamlessly refined my essay, and
yet something essential felt subtly absent. Every sentence was better.

So now I ask for one thing only. Show me where the comma belongs."""


def test_a_paragraph_that_was_moved_and_edited_is_shown_as_moved() -> None:
    rows = align_paragraphs(MIRROR, POLISHED)
    assert [row.relation for row in rows] == ["moved", "changed", "moved", "changed"]
    came, left = rows[0], rows[2]
    assert came.revised and came.revised.of(POLISHED).startswith("It is a strange")
    assert came.moved == left.base
    assert left.moved == came.revised


def test_a_sentence_that_changed_its_paragraph_is_found() -> None:
    base = (
        "The house was cold. We lit the old stove with wet paper that evening. Nobody spoke.\n\n"
        "In the morning the snow had gone. The road was brown and empty."
    )
    revised = (
        "The house was cold. Nobody spoke.\n\n"
        "In the morning the snow had gone. We lit the old stove with damp paper that evening."
        " The road was brown and empty."
    )
    (move,) = moved_sentences(base, revised, align_paragraphs(base, revised))
    assert move.base.of(base).startswith("We lit the old stove with wet")
    assert move.revised.of(revised).startswith("We lit the old stove with damp")


def test_a_text_of_many_like_paragraphs_is_aligned_in_reasonable_steps() -> None:
    base = "\n\n".join(f"The same words again and again, number {n}." for n in range(400))
    revised = "\n\n".join(f"The same words again and again, number {n}." for n in range(1, 401))
    rows = align_paragraphs(base, revised)
    assert [r.relation for r in rows].count("same") == 399
