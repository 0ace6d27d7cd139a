"""Versions compared on the page: take by key and button, undo, name, restore, delete."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.serving import Serving

MINE = """\
# On mirrors

I thought about that mirror last week. Every sentence was better.

It’s a strange feeling, to be improved and to recognise nobody.

So now I ask for one thing only: 35 words.
"""
THEIRS = """\
# On mirrors

It’s a strange feeling, to be improved and to recognise nobody.

I found myself reflecting on that mirror last week. Every sentence was better.

So now I ask for one thing only: 53 words.
"""

POLISHED_PARAGRAPH = """\
# On mirrors

Last week, I found myself reflecting on that mirror, genuinely struck by how a program had \
seamlessly refined my essay, underscoring a deeper and more profound tension. Moreover, every \
sentence had become remarkably polished and compelling.

"""

Start = Callable[..., Serving]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "mine.md"
    file.write_text(MINE, encoding="utf-8")
    (tmp_path / "theirs.md").write_text(THEIRS, encoding="utf-8")
    return file


@pytest.fixture
def desk(companion_server: Start, page: Page, path: Path) -> Desk:
    serving = companion_server(path, path.parent / "theirs.md", command="compare")
    page.goto(serving.url)
    differences(page).first.wait_for()
    return Desk(page)


def differences(page: Page) -> Locator:
    return page.get_by_role("list", name="Differences").get_by_role("listitem")


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name)


def test_what_slips_by_is_told_first_and_moves_are_seen(desk: Desk) -> None:
    page = desk.page
    first = page.get_by_role("list", name="Look at these first").get_by_role("listitem").first
    expect(first).to_have_text("number: 35 became 53")
    expect(page.get_by_text(re.compile("moved from ¶"))).to_be_visible()
    figure = page.get_by_role("figure", name="Voice across versions")
    expect(figure.get_by_role("button", name=re.compile("^theirs.md, "))).to_be_visible()


def test_take_by_key_undo_and_take_by_button(desk: Desk, path: Path) -> None:
    page = desk.page
    count = differences(page).count()
    number = differences(page).filter(has_text="53")
    while number.get_attribute("aria-current") != "true":
        desk.press("j")
    desk.press("t")
    taken = MINE.replace("35", "53")
    desk.wait_saved(path, taken)
    expect(differences(page)).to_have_count(count - 1)

    # One undo takes it back, here as in the draft.
    desk.press("Control+z")
    desk.wait_saved(path, MINE)
    expect(differences(page)).to_have_count(count)

    number.get_by_role("button", name="Take").click()
    desk.wait_saved(path, taken)
    tab(page, "Write").click()
    desk.draft.focus()
    desk.press("Control+z")
    desk.wait_saved(path, MINE)


def test_both_ways_tell_the_same_story(companion_server: Start, page: Page, path: Path) -> None:
    polished = POLISHED_PARAGRAPH + MINE.split("\n\n", 2)[2]
    open_desk(page, companion_server(path).url)
    tab(page, "History").click()
    page.get_by_role("combobox", name="Who made it").select_option("model")
    page.get_by_role("textbox", name="Paste a version").fill(polished)
    page.get_by_role("button", name="Import the pasted text").click()
    versions = page.get_by_role("list", name="Versions").get_by_role("listitem")
    pasted = versions.filter(has_text="pasted text")
    pasted.get_by_role("button", name=re.compile("^Compare")).click()

    # Old to new: the version left, the draft right, and what was just written reads as added.
    left = page.get_by_role("combobox", name="Compared with")
    right = page.get_by_role("combobox", name="Version 2")
    expect(left.locator("option:checked")).to_have_text("pasted text")
    expect(right.locator("option:checked")).to_have_text("now")
    figure = page.locator(".cp-compare-names em")
    expect(figure).to_have_text(re.compile(r"^−[0-9.]+ bits$"))
    size = figure.inner_text().strip("−")
    point = page.get_by_role("figure").get_by_role("button", name=re.compile("^now, "))
    expect(point).to_have_attribute("aria-label", re.compile(f"−{size}"))

    left.select_option(label="now")
    expect(right.locator("option:checked")).to_have_text("pasted text")
    expect(figure).to_have_text(f"+{size}")
    point = page.get_by_role("figure").get_by_role("button", name=re.compile("^pasted text, "))
    expect(point).to_have_attribute("aria-label", re.compile(re.escape(f"+{size}")))

    # Back again, and the model's wording is taken: the meter tells of it.
    left.select_option(label="pasted text")
    expect(page.get_by_role("status", name="Compared")).to_contain_text("older wording")
    page.get_by_role("button", name="Take paragraph 2").click()
    expect(page.get_by_role("meter", name="Voice drift")).to_have_attribute(
        "aria-valuetext", re.compile("^assistant-like .*came from elsewhere")
    )


def test_a_moved_paragraph_is_taken_whole(desk: Desk, path: Path) -> None:
    differences(desk.page).filter(has_text="moved").get_by_role("button", name="Take").click()
    head, first, second, last = MINE.split("\n\n")
    desk.wait_saved(path, "\n\n".join([head, second, first, last]))


def test_what_is_taken_goes_around_what_was_typed_meanwhile(desk: Desk, path: Path) -> None:
    tab(desk.page, "Write").click()
    desk.draft.focus()
    desk.press("Control+End")
    desk.page.keyboard.type("More 👩‍👩‍👧 of mine.")
    tab(desk.page, "Compare").click()
    removal = differences(desk.page).filter(has_text="of mine")
    expect(removal).to_be_visible()
    differences(desk.page).filter(has_text="53").get_by_role("button", name="Take").click()
    desk.wait_saved(path, MINE.replace("35", "53") + "More 👩‍👩‍👧 of mine.")


def test_a_version_is_kept_by_name_restored_and_deleted(
    companion_server: Start, page: Page, path: Path
) -> None:
    desk = open_desk(page, companion_server(path).url)
    versions = page.get_by_role("list", name="Versions").get_by_role("listitem")
    tab(page, "History").click()
    page.get_by_role("textbox", name="Name of this version").fill("after reading aloud")
    desk.press("Enter")
    named = versions.filter(has_text="after reading aloud")
    expect(named).to_be_visible()

    tab(page, "Write").click()
    desk.draft.focus()
    desk.press("Control+End")
    page.keyboard.type("Too much.")
    desk.wait_saved(path, MINE + "Too much.")

    tab(page, "History").click()
    named.get_by_role("button", name=re.compile("^Restore")).click()
    desk.wait_saved(path, MINE)
    expect(versions.filter(has_text="before restoring")).to_be_visible()
    tab(page, "Write").click()
    desk.draft.focus()
    desk.press("Control+z")
    desk.wait_saved(path, MINE + "Too much.")

    tab(page, "History").click()
    count = versions.count()
    named.get_by_role("button", name=re.compile("^Delete")).click()
    dialog = page.get_by_role("dialog", name="Delete")
    dialog.get_by_role("button", name="Cancel").click()
    expect(versions).to_have_count(count)
    named.get_by_role("button", name=re.compile("^Delete")).click()
    dialog.get_by_role("button", name="Delete").click()
    expect(named).to_have_count(0)


def test_a_pasted_version_is_compared_from_the_history(
    companion_server: Start, page: Page, path: Path
) -> None:
    open_desk(page, companion_server(path).url)
    tab(page, "History").click()
    page.get_by_role("textbox", name="Paste a version").fill(THEIRS)
    page.get_by_role("button", name="Import the pasted text").click()
    pasted = page.get_by_role("list", name="Versions").get_by_role("listitem")
    pasted = pasted.filter(has_text="pasted text")
    pasted.get_by_role("button", name=re.compile("^Compare")).click()
    expect(differences(page).filter(has_text="53")).to_be_visible()


def test_all_of_it_can_be_done_by_keyboard_and_is_named(desk: Desk, path: Path) -> None:
    page = desk.page
    compare = page.locator(".cp-compare")
    expect(compare).to_match_aria_snapshot("""
      - tabpanel "Compare":
        - figure "Voice across versions":
          - group "Measure":
            - button "Voice" [pressed]
            - button "Words"
            - button "Grade"
            - button "Sentences"
          - button /theirs.md, .* words, reading grade/
          - button /now, you, as it stands/ [pressed]
        - heading /now you/ [level=3]:
          - combobox "Compared with"
        - heading /theirs.md/ [level=3]:
          - combobox "Version 2"
        - region "Versions side by side":
          - button /Take paragraph/
        - region "Between these":
          - group:
            - list "Look at these first"
        - list "Differences":
          - listitem:
            - button "Take"
        - status "Compared"
        - group "Compare by":
          - button "words" [pressed]
    """)
    reached = set()
    compare.focus()
    for _ in range(60):
        desk.press("Tab")
        reached.add(
            page.evaluate(
                "() => document.activeElement.ariaLabel || document.activeElement.textContent"
            )
        )
        assert not page.evaluate("() => !!document.activeElement.closest('[aria-hidden=true]')")
    for name in ("Words", "Compared with", "Version 2", "Versions side by side", "Take"):
        assert name in reached

    # The picker: another version in the second column; a point of the figure does the same.
    picker = page.get_by_role("combobox", name="Version 2")
    picker.focus()
    options = picker.get_by_role("option").all_inner_texts()
    assert "theirs.md" in options and "now" in options
    figure = page.get_by_role("figure", name="Voice across versions")
    other = figure.get_by_role("button", pressed=False).last
    name = str(other.get_attribute("aria-label")).partition(",")[0]
    other.focus()
    desk.press("Enter")
    expect(picker.locator("option:checked")).to_contain_text(name)
    expect(page.get_by_role("status", name="Compared")).to_contain_text("the same")


def test_more_files_than_columns_are_all_in_the_figure(
    companion_server: Start, page: Page, path: Path
) -> None:
    others = [path.parent / f"other-{n}.md" for n in range(7)]
    for n, other in enumerate(others):
        other.write_text(THEIRS.replace("week", f"week {n}"), encoding="utf-8")
    page.goto(companion_server(path, *others, command="compare").url)
    differences(page).first.wait_for()
    expect(page.get_by_role("combobox", name=re.compile("^Version "))).to_have_count(5)
    figure = page.get_by_role("figure", name="Voice across versions")
    expect(figure.get_by_role("button", name=re.compile("^other-"))).to_have_count(7)


def test_loading_the_page_again_imports_nothing_twice(desk: Desk) -> None:
    page = desk.page
    points = page.get_by_role("figure", name="Voice across versions").get_by_role("button")
    theirs = points.and_(page.get_by_label(re.compile("^theirs.md, ")))
    expect(theirs).to_have_count(1)
    page.reload()
    differences(page).first.wait_for()
    expect(theirs).to_have_count(1)
