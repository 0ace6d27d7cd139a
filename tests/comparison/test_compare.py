"""Many versions: the grid, the measures, the page."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion import compare
from companion.comparison.compare import to_json
from companion.comparison.layout import lay_out
from companion.comparison.page import compare_page
from companion.comparison.readability import readability
from companion.comparison.source import Source
from tests.strategies import TEXTS
from tests.text.test_moves import DRAFT, MIRROR, POLISHED


@given(DRAFT, st.lists(DRAFT, min_size=1, max_size=3))
def test_the_grid_has_every_row_of_every_pair_once_and_base_in_line(
    base: list[str], others: list[list[str]]
) -> None:
    result = compare("\n\n".join(base), *("\n\n".join(other) for other in others))
    grid = lay_out(result.pairs).grid
    for n, pair in enumerate(result.pairs):
        assert [line[n] for line in grid if line[n] is not None] == list(range(len(pair.rows)))
    for line in grid:
        numbers = {
            pair.rows[at].base_number
            for pair, at in zip(result.pairs, line, strict=True)
            if at is not None
        }
        assert len(numbers) == 1


def test_unchanged_stretches_are_folded_but_for_their_edges() -> None:
    base = "\n\n".join(f"Paragraph number {n} stands here." for n in range(12))
    revised = base.replace("number 5", "the fifth")
    layout = lay_out(compare(base, revised).pairs)
    assert layout.folds == ((0, 4), (7, 12))


def test_measures_tell_voice_words_and_reading() -> None:
    result = compare(Source("mine", MIRROR, by="me"), Source("theirs", POLISHED))
    mine, theirs = result.columns
    assert (mine.drift.bits, mine.bits) == (0, 0)
    assert theirs.drift.bits > 0
    assert theirs.reading.words == readability(POLISHED).words
    assert set(theirs.tells) <= {reason.text for reason in theirs.drift.reasons}


def test_the_reading_grade_is_that_of_coleman_and_liau() -> None:
    # 57 letters, 5 words, 1 sentence: 0.0588 x 1140 - 0.296 x 20 - 15.8.
    text = "Considerable improvements require extraordinary determination."
    assert readability(text).grade == pytest.approx(45.31, abs=0.01)
    assert readability("# Only a heading\n\n    code").grade == readability("").grade == 0


def test_json_carries_all_that_a_page_draws() -> None:
    content = json.loads(json.dumps(to_json(compare(MIRROR, POLISHED))))
    (pair,) = content["pairs"]
    shown = {s[2] for row in pair["rows"] for s in row["base"] + row["revised"] if s[2]}
    moved = {d["id"] for d in pair["differences"] if d["kind"] == "moved"}
    assert shown | moved == {d["id"] for d in pair["differences"]}
    assert [column["name"] for column in content["columns"]] == ["text 1", "text 2"]


@given(TEXTS, TEXTS)
def test_a_page_can_be_made_of_any_text(base: str, revised: str) -> None:
    page = compare_page(compare(base, revised))
    assert page.startswith("<!doctype html>")


def test_a_page_holds_no_live_markup_of_the_texts_and_needs_no_network() -> None:
    evil = "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)>"
    page = compare_page(compare(Source(evil, evil), Source(evil + "!", evil + " more", by=evil)))
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert re.search(r"default-src 'none'", page)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)


def test_templates_escape_all_but_our_own_style_and_script() -> None:
    templates = sorted(Path(companion.__file__).parent.rglob("*.jinja"))
    assert len(templates) > 4
    unescaped = [
        found
        for template in templates
        for found in re.findall(
            r"\{\{[^}]*\bsafe\b[^}]*\}\}|autoescape", template.read_text("utf-8")
        )
    ]
    assert unescaped == ["{{ style|safe }}", "{{ script|safe }}"]


def test_more_versions_than_columns_are_shown_in_several_tables() -> None:
    page = compare_page(compare(*(f"Version {n} of it." for n in range(8))))
    assert page.count('class="names"') == 2


def test_too_few_texts_and_missing_files_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="2 to 50 texts"):
        compare("alone")
    with pytest.raises(ValueError, match="cannot read"):
        compare("one", Path("no such file.md"))


def test_a_notebook_shows_the_page_in_a_frame() -> None:
    html = compare(MIRROR, POLISHED)._repr_html_()
    assert html.startswith("<iframe") and "<script>" not in html
