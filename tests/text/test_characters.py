"""What no text file can hold is never written, and never takes the place of anything else."""

from hypothesis import given
from hypothesis import strategies as st

from companion.store.encoding import Form, decode, encode
from companion.text.characters import REPLACEMENT, in_place, unwritable, writable

# Any code points at all, halves of surrogate pairs and NUL among them.
anything = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\0\ud800\udfff\ud83d\ude00\ufffe\uffff\x0c\x1b\x85")
    )
)


@given(anything)
def test_what_is_written_can_be_opened_again(text: str) -> None:
    data, _ = encode(text, Form(), "")
    assert decode(data)[0] == writable(text).removeprefix("\ufeff").replace("\r\n", "\n")


@given(anything)
def test_only_nul_and_halves_of_pairs_are_replaced(text: str) -> None:
    kept = in_place(text)
    assert len(kept) == len(text)
    for old, new in zip(text, kept, strict=True):
        bad = old == "\0" or "\ud800" <= old <= "\udfff"
        assert new == (REPLACEMENT if bad else old)
    assert unwritable(kept) == ""
    assert writable(writable(text)) == writable(text)
    assert bool(unwritable(text)) == (kept != text)


def test_a_pair_in_two_halves_is_one_character() -> None:
    assert writable("a\ud83d\ude00\ud83d") == "a😀\ufffd"


def test_what_is_wrong_is_said_with_its_place() -> None:
    assert (
        unwritable("one\ntwo\0") == "a NUL character (U+0000, line 2), which no text file can hold"
    )
    assert "half of a character (U+D800, line 1)" in unwritable("\ud800")
