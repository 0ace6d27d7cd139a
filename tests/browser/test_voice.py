"""The voice meter on the page: it stays silent on corrections, warns of drift, and says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.serving import Serving

OWN = (
    "I thought about that mirror last week. A program had fixed my essay and I could not say what "
    "was wrong with it. Every sentence was better."
)
POLISHED = (
    "Last week, I found myself reflecting on that mirror, genuinely struck by how a program had "
    "seamlessly refined my essay, underscoring a deeper and more profound tension. Moreover, every "
    "sentence had become remarkably polished and compelling."
)
ASSISTANT = (
    "In today's rapidly evolving landscape, it is crucial to recognize the profound impact that "
    "technology has on our sense of identity. Moreover, these tools not only streamline our "
    "workflows but also foster a deeper understanding of our own creative processes. By embracing "
    "this nuanced perspective, we can navigate the complexities of modern authorship while "
    "preserving the authenticity that makes our voices truly unique."
)
ESSAY = f"# On mirrors\n\nMy grandmother kept a mirror. Its a strange feeling.\n\n{OWN}\n"
UNKNOWN = "nothing to hold it against yet: teach it your voice, or begin here"
PASTE = """(draft, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  draft.dispatchEvent(new ClipboardEvent("paste", options));
}"""
# What an author might have written before, of no fixed length.
LETTERS = [
    f"I walked to the shop on day {n} and it rained, which I hate. The bread was stale. So I went "
    f"home again, with wet socks, and wrote to my sister about the {n} pigeons on the wall."
    for n in range(12)
]


@pytest.fixture
def desk(companion_server: Callable[..., Serving], page: Page, tmp_path: Path) -> Desk:
    path = tmp_path / "on-mirrors.md"
    path.write_text(ESSAY, encoding="utf-8")
    desk = open_desk(page, companion_server(path).url)
    desk.suggestion("It's").wait_for()
    return desk


@pytest.fixture
def meter(desk: Desk) -> Locator:
    meter = desk.page.get_by_role("meter", name="Voice drift")
    expect(meter).to_have_attribute("aria-valuenow", "0.0")
    return meter


def test_a_foreign_draft_is_held_against_nothing_and_a_correction_moves_nothing(
    desk: Desk, meter: Locator
) -> None:
    foot = desk.page.locator(".cp-meter")
    expect(meter).to_have_attribute("aria-valuetext", UNKNOWN)
    expect(foot).to_contain_text(UNKNOWN)
    expect(foot).not_to_contain_text(re.compile("yours|0.0 bits"))
    expect(desk.suggestion("It's")).not_to_contain_text("bits")
    desk.suggestion("It's").get_by_role("button", name="Accept").click()
    expect(desk.suggestions).to_have_count(0)
    expect(meter).to_have_attribute("aria-valuenow", "0.0")
    expect(foot).not_to_contain_text(re.compile("drifting|[0-9] bits if"))


def test_what_the_author_types_is_theirs(desk: Desk, meter: Locator) -> None:
    desk.draft.focus()
    desk.press("Control+End")
    desk.page.keyboard.type("I ate a plum. It was cold and kinda sour, and I liked it.")
    expect(meter).to_have_attribute("aria-valuetext", _containing("yours; warns from"))
    expect(desk.page.locator(".cp-meter")).not_to_have_class(re.compile("cp-warns"))
    expect(desk.page.locator(".cp-meter")).to_contain_text("all that is new was typed here")


def test_a_pasted_paragraph_counts_at_once_and_is_one_click_away(
    desk: Desk, meter: Locator
) -> None:
    page = desk.page
    desk.draft.focus()
    desk.press("Control+End", "Enter")
    desk.draft.evaluate(PASTE, ASSISTANT)
    state = page.locator(".cp-state")
    expect(state).to_have_text(re.compile(r"^assistant-like · \+[0-9.]+ bits$"))
    value = str(meter.get_attribute("aria-valuetext"))
    assert "beyond grammar" in value
    assert "came from elsewhere" in value
    bits = meter.get_attribute("aria-valuenow")

    # Typing in another paragraph does not move it.
    desk.press("Control+Home", "ArrowDown", "ArrowDown", "End")
    page.keyboard.type(" I looked away.")
    expect(meter).to_have_attribute("aria-valuetext", _containing("in 1 of"))
    expect(meter).to_have_attribute("aria-valuenow", str(bits))

    desk.press("Control+Home")
    fault = page.get_by_role("button", name=re.compile("^paragraph 3 leans away"))
    fault.first.click()
    expect(desk.draft).to_be_focused()
    at = page.evaluate("getSelection().anchorNode.parentElement.closest('.cm-line').textContent")
    assert at.startswith("In today's rapidly")

    # All of it is in the panel, by keyboard too.
    page.get_by_role("button", name="More on voice").click()
    expect(meter).to_be_focused()
    note = page.get_by_role("note").filter(has_text="bits toward assistant style")
    expect(note).to_be_visible()
    expect(note).to_contain_text("beyond grammar")
    desk.press("Tab")
    expect(note.get_by_role("button").first).to_be_focused()
    desk.press("Enter")
    expect(desk.draft).to_be_focused()


def test_a_held_back_change_that_is_accepted_counts(
    companion_server: Callable[..., Serving], page: Page, tmp_path: Path
) -> None:
    reviewed, draft = tmp_path / "reviewed.md", tmp_path / "essay.md"
    reviewed.write_text(ESSAY.replace(OWN, f"{{~~{OWN}~>{POLISHED}~~}}"), encoding="utf-8")
    draft.write_text(ESSAY, encoding="utf-8")
    desk = open_desk(page, companion_server(reviewed, draft, command="marks").url)
    meter = page.get_by_role("meter", name="Voice drift")
    expect(meter).to_have_attribute("aria-valuetext", UNKNOWN)
    page.get_by_text("held back: not grammar").click()
    held = page.get_by_role("list", name="Held back").get_by_role("listitem")
    expect(held.first).to_contain_text(re.compile(r"\+[0-9.]+ bits"))
    held.first.get_by_role("button", name="Show anyway").click()
    desk.suggestion("genuinely struck").get_by_role("button", name="Accept").click()
    expect(meter).to_have_attribute("aria-valuetext", _containing("came from elsewhere"))
    expect(page.locator(".cp-state")).to_have_text(re.compile("^assistant-like"))


def test_a_polished_paragraph_is_marked_and_says_why_and_so_after_a_reload(
    desk: Desk, meter: Locator
) -> None:
    desk.draft.get_by_text("I thought about").click(click_count=3)
    desk.page.keyboard.insert_text(POLISHED)
    leaning = desk.draft.locator(".cp-leaning")
    expect(leaning).to_contain_text("genuinely struck")
    expect(leaning).to_have_attribute("aria-description", _containing("leans away"))
    expect(desk.page.locator(".cp-meter")).to_contain_text("paragraph 2 leans away")
    expect(meter).not_to_have_attribute("aria-valuenow", "0.0")

    desk.page.mouse.move(300, 20)  # off the text: no other tooltip is in the way
    expect(desk.page.locator(".cp-tooltip")).to_have_count(0)
    desk.draft.locator(".cp-tell", has_text="genuinely").hover()
    expect(desk.page.locator(".cp-tooltip")).to_be_visible()
    meter.hover()
    note = desk.page.get_by_role("note")
    expect(note).to_contain_text("bits toward assistant style")
    expect(note).to_contain_text("words a sentence")

    expect(desk.saved).to_contain_text("Saved ")
    desk.page.reload()
    expect(desk.draft.locator(".cp-leaning")).to_contain_text("genuinely struck")
    expect(meter).not_to_have_attribute("aria-valuenow", "0.0")


def test_a_voice_is_taught_from_the_page_and_remembered(
    desk: Desk, meter: Locator, tmp_path: Path
) -> None:
    page = desk.page
    page.get_by_role("button", name="Teach it your voice…").first.click()
    dialog = page.get_by_role("dialog", name="Teach it your voice")
    files = dialog.get_by_label("Files of your own writing")
    learn = dialog.get_by_role("button", name="Learn my voice")
    said = dialog.get_by_role("status")
    learn.click()
    expect(said).to_contain_text("Choose a file")
    (tmp_path / "short.txt").write_text("Too short.", encoding="utf-8")
    files.set_input_files(tmp_path / "short.txt")
    learn.click()
    expect(said).to_contain_text("2 words are too few for a profile")
    for name in ("one.md", "two.txt"):
        (tmp_path / name).write_text("\n\n".join(LETTERS), encoding="utf-8")
    files.set_input_files([tmp_path / "one.md", tmp_path / "two.txt"])
    learn.click()
    expect(said).to_contain_text("Learned “my voice”")
    dialog.get_by_role("button", name="Close").click()
    expect(meter).to_be_focused()
    against = page.locator(".cp-meter-name")
    expect(against).to_contain_text("against your own writing")
    expect(page.locator(".cp-meter")).not_to_contain_text(UNKNOWN)

    page.reload()
    desk.draft.wait_for()
    expect(against).to_contain_text("against your own writing")


def _containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))
