"""Markdown Annotations: ranges in grapheme clusters, a hash, and a text that is given back."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.formats.markdown_annotations import (
    AnnotationError,
    Author,
    author_key,
    block_start,
    cluster_bounds,
    join_document,
    ranges_of,
    read_block,
    split_document,
    write_block,
)
from companion.text.document import paragraphs
from companion.text.span import Span
from tests.strategies import TEXTS

FAMILY = "👩‍👩‍👧"  # one cluster of five code points
TEXT = f"Ann wrote {FAMILY} e\u0301te\u0301,\r\nthe rest not.\n"


def test_ranges_count_what_a_reader_counts() -> None:
    bounds = cluster_bounds(TEXT)
    spans = [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in (FAMILY, "te\u0301")]
    assert ranges_of(spans, bounds) == (Span(10, 11), Span(13, 15))
    assert ranges_of([Span(11, 12)], bounds) == (Span(10, 11),)  # part of a cluster: all of it
    assert len(bounds) - 1 == len("Ann wrote F ete,Nthe rest not.N")


def test_the_hash_is_sha_256_of_the_hashed_range() -> None:
    block = write_block(TEXT, [Author("@Ann", (Span(0, 30),)), Author("&Har:per", (Span(30, 31),))])
    lines = [line.strip() for line in block.splitlines()]
    digest = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert lines[1] == f"Annotations: 0,31 SHA-256 {digest[:32]}"
    assert lines[2:] == ["@Ann: 0,30", "&Har\\:per: 30", "..."]
    read = read_block(block)
    assert read.fits(TEXT)
    assert [author.key for author in read.authors] == ["@Ann", "&Har:per"]
    assert not read.fits(TEXT.replace("Ann", "Eve"))
    assert not read.fits(TEXT[:-5])


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5))
@example("\r", [])
@example("One.\r", [(0, 2)])
@example("One.\n\r", [(0, 2)])
@example("One.\r\r", [(0, 2)])
@example("One.\r\n\r\n", [(0, 2)])
@example("One.\rTwo.\r\r\nThree.\n\r\n", [(3, 4)])
def test_what_is_joined_is_split_again(text: str, parts: list[tuple[int, int]]) -> None:
    ranges = ranges_of([Span(a, a + n) for a, n in parts], list(range(100)))
    authors = (Author("@A: b", ranges), Author("&C", ()))
    document = join_document(text, write_block(text, authors))
    again, block = split_document(document)
    assert again == text
    annotations = read_block(block)
    assert annotations.authors == authors
    assert annotations.fits(text)


def test_other_programs_blocks_are_read() -> None:
    text = "One two three.\n"
    digest = hashlib.sha256(text.encode()).hexdigest().upper()
    block = (
        f"---\r\nAnmerkungen:   0,15    SHA-256  {digest}\r\n@Ann <ann@x.org>: 0,4 \r\n"
        "    8,7\r\n&: 4,4 and more to come\r\n...\r\n\r\n"
    )
    again, found = split_document(text + "\r\n" + block)
    assert again == text
    annotations = read_block(found)
    assert annotations.fits(text)
    assert annotations.authors == (
        Author("@Ann <ann@x.org>", (Span(0, 4), Span(8, 15))),
        Author("&", (Span(4, 8),), "and more to come"),
    )


@pytest.mark.parametrize(
    "document",
    [
        "No block, only dots\n...\n",
        "---\ntitle: front matter\n...\n",
        "A rule\n\n---\nAnd: words\n...\n",
        "---\n@Ann: 0,4\n---\n",
        "Text\n\n---\n...\n",
    ],
)
def test_what_is_no_block_is_text(document: str) -> None:
    assert split_document(document) == (document, "")
    assert block_start(document) is None


def test_a_hash_that_is_none_is_said() -> None:
    with pytest.raises(AnnotationError, match="hash"):
        read_block("---\nAnnotations: 0,4 MD5 1132bf5e376a605f5beed4b204456114\n@A: 0\n...\n")
    with pytest.raises(AnnotationError, match="no block"):
        read_block("words\n")


def test_a_block_is_no_prose_that_could_be_corrected() -> None:
    document = join_document("I know.\n", write_block("I know.\n", [Author("@Author", ())]))
    assert [block.kind for block in paragraphs(document)] == ["prose", "front-matter"]
    assert author_key("&", "A <b>,\n c") == "&A b c"
