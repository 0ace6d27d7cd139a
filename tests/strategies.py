"""Texts that break naive code: emoji, combining marks, CRLF, right-to-left, Markdown."""

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "the a mirror she her its it's don’t 3.5 1990s naïve e\u0301te\u0301 שלום مرحبا 👩‍👩‍👧 🇬🇧 "
    "well-known , . ; — … ' \" ( ) `code` **bold** [link](http://x.y) $a+b$ "
    "# > - * _x_ \\ \ufeff".split(" ")
)
SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00a0", "", " \u200d"])
TEXTS = st.one_of(
    st.lists(st.tuples(WORDS, SPACES).map("".join), max_size=30).map("".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
)
