from hypothesis import given
from hypothesis import strategies as st

from companion.grammar.kinds import Kind
from companion.review.dismissed import fingerprint
from companion.text.span import Span

words = st.lists(st.sampled_from("the cat sat on a mat ☺ éa".split()), max_size=8).map(" ".join)


def mark(left: str, before: str, right: str, after: str, kind: Kind = Kind.SPELLING) -> str:
    text = left + before + right
    return fingerprint(text, Span(len(left), len(left) + len(before)), after, kind)


@given(words, words)
def test_a_fingerprint_does_not_depend_on_the_place(left: str, right: str) -> None:
    here = mark("I ", "seen", " it. ", "saw")
    assert mark(left + " I ", "seen", " it. " + right, "saw") == here


def test_a_fingerprint_depends_on_words_neighbours_and_kind() -> None:
    here = mark("I ", "seen", " it.", "saw")
    assert mark("We ", "seen", " it.", "saw") != here
    assert mark("I ", "seen", " them.", "saw") != here
    assert mark("I ", "seed", " it.", "saw") != here
    assert mark("I ", "seen", " it.", "have seen") != here
    assert mark("I ", "seen", " it.", "saw", Kind.TENSE) != here


@given(st.text(), st.text(), st.text(), st.text())
def test_a_fingerprint_can_be_taken_of_anything(a: str, b: str, c: str, d: str) -> None:
    assert len(mark(a, b, c, d)) == 16
