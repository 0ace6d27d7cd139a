import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companion.text.document import merge_spans, paragraphs, protected_regions, protected_spans
from companion.text.span import Span

PIECES = [
    "I seen it",
    "She don't know.",
    "`code`",
    "``a ` b``",
    "*very*",
    "**so**",
    "_under_",
    "snake_case",
    '"Quoted words,"',
    "“Curly",
    "”",
    "‘single’",
    "it's",
    "'tis",
    "https://a.org/x_(y).",
    "<b>",
    "</b>",
    "<!-- note -->",
    '[text](http://x.org "t")',
    "![alt](a.png)",
    "[ref][id]",
    "[^1]",
    "[@key, p. 3]",
    "$x^2$",
    "$5",
    "\\(a\\)",
    "{++new++}",
    "{--",
    "&amp;",
    "me@example.org",
    "\\*",
    "👩‍🚀",
    "é",
    "ﷺ",
    "\r",
    "(Smith 2010)",
    "«oui»",
    "#tag",
    "]",
    "](",
    "[",
    "(",
    ")",
    "!",
    "`",
    "``",
    "<",
    "$",
    "$$",
    "{",
    "}",
]
LINES = [
    "",
    "",
    "# Head",
    "## Head ##",
    "===",
    "---",
    "***",
    "- item",
    "* item",
    "1. one",
    "7) seven",
    "  more",
    "    four",
    "\tcode",
    "      six",
    "```",
    "```py",
    "~~~",
    "````",
    "> quote",
    ">",
    "| a | b |",
    "|---|---|",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "[id]: http://x.org",
    "[^1]: Note.",
    "$$",
    "\\[",
    "\\]",
    "<pre>",
    "</pre>",
    "+++",
    "title: x",
    "- ```",
    "  ```",
    "- - two",
    "-     far",
    ":::",
    "- > q",
    "12. a",
]
inline = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
lines = st.lists(st.one_of(st.sampled_from(LINES), inline, glued), max_size=14)
documents = st.one_of(
    lines.map("\n".join), lines.map("\r\n".join), st.text(), st.text("`$<[](){}\"'*_-#> \n\\|:~ab")
)


def protected_texts(text: str) -> list[str]:
    return [span.of(text) for span in protected_spans(text)]


@given(documents)
@settings(max_examples=300)
def test_blocks_are_whole_lines_apart_and_between_them_is_only_white_space(text: str) -> None:
    at = 0
    for block in paragraphs(text):
        assert not text[at : block.span.start].strip()
        assert block.span.start == 0 or text[block.span.start - 1] == "\n"
        assert block.span.end == len(text) or text[block.span.end] in "\r\n"
        assert block.span.covers(block.content)
        at = block.span.end
    assert not text[at:].strip()


@given(documents)
@settings(max_examples=300)
def test_protected_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    at = -1
    for span in protected_spans(text):
        assert at < span.start < span.end <= len(text)
        at = span.end


@given(documents)
@settings(max_examples=200)
def test_a_region_lies_in_one_block_and_a_block_that_is_not_prose_is_one_region(text: str) -> None:
    blocks = paragraphs(text)
    regions = protected_regions(text)
    assert all(any(b.span.covers(r.span) for b in blocks) for r in regions)
    for block in blocks:
        if not block.checkable:
            assert [r.span for r in regions if block.span.overlaps(r.span)] == [block.span]


@given(lines.map("\n".join))
@example("-     far\n      six")
@settings(max_examples=400)
def test_what_commonmark_calls_code_is_never_checked(text: str) -> None:
    if text.startswith(("---", "+++")) or re.search(r"\$\$|\\\[|^:::|\[\^|[\u2028\r]", text, re.M):
        return  # front matter, math, divisions and footnotes are not CommonMark
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    protected = protected_spans(text)
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("fence", "code_block") and token.map:
            for number in range(*token.map):
                start = starts[number]
                line = text[start:].split("\n", 1)[0]
                words = re.search(r"\w.*\w|\w", line)
                if words and token.content.find(words.group()) >= 0:
                    span = Span(start + words.start(), start + words.end())
                    assert any(p.covers(span) for p in protected), (line, text)


@given(inline)
def test_what_commonmark_calls_a_code_span_is_protected(text: str) -> None:
    if re.search(r"[\r$\\{&]|\[\^|\[@|<!--", text):
        return
    for token in MarkdownIt("commonmark").parseInline(text)[0].children or []:
        if token.type == "code_inline" and text.count(token.content) == 1:
            start = text.index(token.content)
            span = Span(start, start + len(token.content))
            assert any(p.covers(span) for p in protected_spans(text))


@given(st.text())
def test_plain_words_alone_are_never_protected(text: str) -> None:
    plain = "word " + "".join(c for c in text if c.isalpha() or c == " ")
    assert protected_spans(plain) == ()


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("Plain prose, don't touch? No, do.", []),
        ("It is the dogs' bone, 'tis true, and rock 'n' roll of the '90s.", []),
        ("Use `x = 1` and ``a`b``.", ["`x = 1`", "``a`b``"]),
        ("He said, \"I seen it,\" and left.", ['"I seen it,"']),
        ("He said, \"I seen it and left.\n\nI stayed.", ['"I seen it and left.']),
        ("“One “two” three” four", ["“One “two” three”"]),
        ("the ‘dogs’ home’ sign, it’s", ["‘dogs’"]),
        ("A 5\" nail and a 6\" nail.", []),
        ("see 'a b' here", ["'a b'"]),
        ("« oui »", []),
        ("«oui»", ["«oui»"]),
        ("A [link *x*](http://a.b/(c) 'T') end", ["[", "*", "*](http://a.b/(c) 'T')"]),
        ("![alt](x.png)", ["![", "](x.png)"]),
        ("go to https://a.org/b?c=d. Then", ["https://a.org/b?c=d"]),
        ("(see www.a.org/b)", ["www.a.org/b"]),
        ("mail me@example.org now", ["me@example.org"]),
        ("run foo_bar() or main.py", ["foo_bar()", "main.py"]),
        ("edit /etc/hosts or ~/notes and/or this", ["/etc/hosts", "~/notes"]),
        ("as shown (Smith and Li 2010, 3), yes", ["(Smith and Li 2010, 3)"]),
        ("as shown [@li2010, p. 3] and @li2010.", ["[@li2010, p. 3]", "@li2010"]),
        ("a note[^1] here", ["[^1]"]),
        ("$x^2$ but $5 and $6", ["$x^2$"]),
        ("x {++new++} {--old--} y", ["{++new++}", "{--old--}"]),
        ("a <b class='x'>bold</b> &amp; 2 < 3", ["<b class='x'>", "</b>", "&amp;"]),
        ("*so* and **so** but 2 * 3", ["*", "*", "**", "**"]),
        ("# Title #", ["# ", " #"]),
        ("Title\n=====", ["\n====="]),
        ("- [ ] do it\n- done", ["- [ ] ", "- "]),
        ("---\na: b\n---\nText", ["---\na: b\n---"]),
        ("+++\na = 1\n+++\nText", ["+++\na = 1\n+++"]),
        ("> quoted\nlazily\n\nmine", ["> quoted\nlazily"]),
        ("a | b\n--|--\n1 | 2\n\nmine", ["a | b\n--|--\n1 | 2"]),
        ("text\n\n    code\n\n    code\n\ntext", ["    code\n\n    code"]),
        ("```\nnever closed\n\nx", ["```\nnever closed\n\nx"]),
        ("In\n1985. It was", []),
        ("- In\n  1985. It was", ["- "]),
        ("- In\n  1. It was", ["- ", "  1. "]),
        ("7. In\n8. It was", ["7. ", "8. "]),
        ("a\r\n\r\n# b\r\n", ["# "]),
    ],
)  # fmt: skip
def test_examples(text: str, protected: list[str]) -> None:
    assert protected_texts(text) == protected


def test_kinds_of_blocks() -> None:
    text = "# T\n\nProse\nmore\n\n- a\n- b\n\n> q\n\n```\nc\n```\n\n[^1]: note\n\n[x]: y\n\n***\n"
    kinds = [p.kind for p in paragraphs(text)]
    assert kinds == [
        "heading", "prose", "list-item", "list-item", "quote", "code", "footnote",
        "reference", "rule",
    ]  # fmt: skip


def test_merged_spans_neither_overlap_nor_touch() -> None:
    assert merge_spans([Span(4, 6), Span(0, 2), Span(2, 3), Span(5, 9)]) == (Span(0, 3), Span(4, 9))


@pytest.mark.parametrize(
    "hostile", ["`a", "[a](", '"a ', "<a", "{++", "$a", "[" * 3, "](a '", "\\(", "a.py"]
)
def test_hostile_text_is_scanned_without_blowing_up(hostile: str) -> None:
    """Quadratic work on this much text would take minutes, and the suite would show it."""
    text = hostile * (400_000 // len(hostile))
    assert all(span.end <= len(text) for span in protected_spans(text))
