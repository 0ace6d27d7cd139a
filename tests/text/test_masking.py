import pytest
from hypothesis import given

from companion.text.document import paragraphs, protected_spans
from companion.text.edit import Edit
from companion.text.masking import STAND_IN, mask
from companion.text.span import Span
from tests.text.test_document import documents


def masked(text: str):
    (paragraph,) = [p for p in paragraphs(text) if p.checkable]
    return mask(text, paragraph)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Plain words.", "Plain words."),
        ("# A *bold* title", "A bold title"),
        ("- item one\n  goes on", "item one goes on"),
        ("Use `x` now.", f"Use {STAND_IN} now."),
        ("See [the *page*](http://a.b/c), please.", "See the page, please."),
        ("One\r\ntwo", "One two"),
        ("This &amp; that", "This & that"),
        ('He said "I seen it" once.', 'He said "I seen it" once.'),
        ("A note[^1] here.", "A note here."),
    ],
)
def test_prose_reads_as_prose(text: str, prose: str) -> None:
    assert masked(text).prose == prose


def test_a_finding_leads_back_to_the_words_it_is_about() -> None:
    text = "See [the *page*](http://a.b), it are good."
    found = masked(text)
    at = found.prose.index("are")
    assert found.edit_to_source(Edit(Span(at, at + 3), "is")) == Edit(
        Span(text.index("are"), text.index("are") + 3), "is"
    )


def test_a_finding_on_a_stand_in_or_across_a_mark_leads_nowhere() -> None:
    found = masked("Use `x` on *two* dogs.")
    for words in (STAND_IN, "two dogs", f"Use {STAND_IN}"):
        at = found.prose.index(words)
        assert found.to_source(Span(at, at + len(words))) is None


def test_a_finding_inside_a_quotation_leads_nowhere() -> None:
    found = masked('He said "I seen it" twice.')
    at = found.prose.index("seen")
    assert found.to_source(Span(at, at + 4)) is None


@given(documents)
def test_the_prose_comes_back_to_the_same_characters_outside_protected_regions(text: str) -> None:
    protected = protected_spans(text)
    for paragraph in paragraphs(text):
        if not paragraph.checkable:
            continue
        found = mask(text, paragraph)
        for at in range(len(found.prose)):
            span = found.to_source(Span(at, at + 1))
            if span is not None:
                assert span.of(text) == found.prose[at]
                assert not any(p.overlaps(span) for p in protected)
