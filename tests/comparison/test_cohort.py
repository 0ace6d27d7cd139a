"""Texts read together: passages, likeness, manner; and words that accuse nobody."""

import random
import re

import pytest

from companion.comparison.cohort import cohort, cohort_json
from companion.comparison.cohort_page import cohort_page
from companion.comparison.source import Source

SHARED = "the river ran brown and slow under the bridge all that long wet summer"
PLAIN = "We got up late. I couldn't find my boots, so I went out in dad's. It rained on us."
GLOSSY = (
    "The experience underscores a nuanced tapestry of resilience, fostering a profound and"
    " transformative journey. Moreover, it serves as a testament to the intricate interplay"
    " of memory, highlighting the crucial role of community."
)


def filler(seed: int, words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(5000)}" for _ in range(words)) + "."


def test_a_shared_passage_is_found_whole_with_all_who_have_it() -> None:
    texts = [filler(n) for n in range(4)]
    texts[1] += f" And {SHARED}. {filler(11)}"
    texts[3] = f"{filler(12)} {SHARED.capitalize()}, {texts[3]}"
    result = cohort([Source(f"{n}.md", text) for n, text in enumerate(texts)])
    (passage,) = result.passages
    assert passage.text == SHARED
    assert (passage.texts, passage.words, passage.common) == ((1, 3), 14, False)
    assert passage.spans[1].of(texts[3]) == SHARED.capitalize()
    assert result.likeness[1][3] > 0 == result.likeness[0][1]
    assert result.likeness[3][1] == result.likeness[1][3]


def test_what_nearly_all_quote_is_marked_and_not_counted_as_likeness() -> None:
    result = cohort([Source(str(n), f"{SHARED}. {filler(n)}") for n in range(8)])
    assert [passage.common for passage in result.passages] == [True]
    assert result.likeness[0][1] == 0


def test_texts_that_lean_the_same_way_are_named_together() -> None:
    texts = [PLAIN + filler(n, 60) for n in range(8)] + [GLOSSY, GLOSSY.replace("Moreover, ", "")]
    result = cohort([Source(f"{n}.md", text) for n, text in enumerate(texts)])
    assert sorted(result.leans)[-2:] == sorted(result.leans[8:])
    assert [group.texts for group in result.manners] == [(8, 9)]


def test_the_page_speaks_of_likeness_and_escapes() -> None:
    texts = [f"<b>{SHARED}</b> {filler(n)}" for n in range(3)]
    page = cohort_page(cohort([Source(f"<i>{n}", text) for n, text in enumerate(texts)]))
    assert "<b>" not in page and "<i>" not in page
    assert not re.search(r"guilt|cheat|plagiar|AI-generated|suspect", page, re.IGNORECASE)
    assert "Likeness among 3 texts" in page


def test_a_long_passage_stands_folded_on_the_page_and_is_there_whole() -> None:
    long = filler(99, 100)
    page = cohort_page(cohort([Source(f"{n}.md", f"{long} {filler(n)}") for n in range(2)]))
    (folded,) = re.findall(r'<details class="passage"><summary>(.*?) …</summary>', page)
    assert len(folded.split()) == 30
    (whole,) = re.findall(r"<blockquote>(.*?)</blockquote>", page)
    assert whole.startswith(folded) and len(whole.split()) >= 100
    assert "next, previous passage" in page


def test_one_text_is_no_cohort_and_empty_texts_do_no_harm() -> None:
    with pytest.raises(ValueError, match="at least two"):
        cohort([Source("a", "b")])
    result = cohort_json(cohort([Source("a", ""), Source("b", "")]))
    assert result["likeness"] == [[1.0, 0.0], [0.0, 1.0]]
