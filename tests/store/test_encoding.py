"""What the author did not change is written as it was read, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from companion.store.encoding import Form, NotText, decode, encode

PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", "\u2028", "\f", "\x85", "\ufeff", "a", "word ", "é", "👩‍👩‍👧", "\x1b", ""]
)
RAW = st.lists(PIECES, max_size=40).map("".join)


@given(st.one_of(RAW.map(lambda s: s.encode()), st.binary()))
def test_reading_and_writing_gives_the_very_bytes(data: bytes) -> None:
    try:
        text, form = decode(data)
    except NotText:
        assume(False)
        raise
    assert encode(text, form, text)[0] == data


@given(RAW, RAW)
def test_what_was_written_is_read_again_as_it_was(old: str, new: str) -> None:
    before, form = decode(old.encode())
    data, written = encode(new, form, before)
    text, read = decode(data)
    assert text == new
    assert (read.bom, text.count("\n")) == (written.bom, new.count("\n"))


@given(st.text(alphabet=st.characters()))
def test_any_text_of_the_page_can_be_written(text: str) -> None:
    data, _ = encode(text, Form(), "")
    data.decode("utf-8")


def test_unchanged_lines_keep_their_ends_and_new_ones_take_the_commoner() -> None:
    text, form = decode(b"one\r\ntwo\nthree\r\nfour\r\n")
    assert text == "one\ntwo\nthree\nfour\n"
    data, _ = encode("zero\none\nTWO\nthree\nand a half\nfour\n", form, text)
    assert data == b"zero\r\none\r\nTWO\nthree\r\nand a half\r\nfour\r\n"


def test_ends_are_still_known_after_several_writes() -> None:
    text, form = decode(b"a\nb\r\nc\n")
    data, form = encode("new\na\nb\nc\n", form, text)
    data, form = encode("new\na\nb!\nc\n", form, "new\na\nb\nc\n")
    assert data == b"new\na\nb!\r\nc\n"


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    text, form = decode(b"\xef\xbb\xbfHello")
    assert text == "Hello"
    assert encode("Hello you", form, text)[0] == b"\xef\xbb\xbfHello you"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"fine\nna\xefve\n", ["line 2", "byte 7", "0xef", "UTF-8"]),
        ("hello".encode("utf-16"), ["UTF-16", "save it as UTF-8"]),
        (b"PK\x03\x04\x00\x00", ["not a text file", "export"]),
    ],
)
def test_other_bytes_are_refused_with_what_to_do(data: bytes, words: list[str]) -> None:
    with pytest.raises(NotText) as error:
        decode(data)
    for word in words:
        assert word in str(error.value)
