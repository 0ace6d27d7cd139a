"""The free-association pane as its author lives it: real command, real browser, loopback model."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import open_desk
from tests.loopback import LoopbackModel, Reply, says
from tests.serving import PATIENCE, Serving, run_companion

ESSAY = "# On mirrors\n\nMy grandmother kept a mirror by the stove.\n\nLeave the crack.\n"
WORDS = "the crack in the mirror why do i keep coming back to the stove"
SAID = "clipboard and the stove both keep a list but only one forgives you"

Start = Callable[..., Serving]


class Pane:
    """Drives the pane by its accessible names."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.get_by_role("textbox", name="Free association")
        self.sparks = page.get_by_role("list", name="Sparks").get_by_role("button")
        self.threads = page.get_by_role("list", name="Threads").get_by_role("listitem")
        self.partner = page.get_by_role("log", name="Partner")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def write(self, words: str) -> None:
        self.text.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def wait_kept(self) -> None:
        """Until no page of the draft holds words that are not kept."""
        held = "Object.keys(localStorage).filter((key) => key.startsWith('companion-association'))"
        deadline = time.monotonic() + PATIENCE
        while self.page.evaluate(held):
            assert time.monotonic() < deadline, "words are not kept"
            self.page.wait_for_timeout(50)

    def come_back(self) -> None:
        """As when the author turns to this page again."""
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    def reload(self) -> None:
        self.page.reload()
        self.text.wait_for()


@pytest.fixture
def model() -> Iterator[LoopbackModel]:
    with LoopbackModel(says("What an image! Clipboard, and the stove: " + SAID[24:])) as server:
        yield server


def open_pane(start: Start, page: Page, path: Path, model: LoopbackModel | None = None) -> Pane:
    environment = (
        {"COMPANION_PARTNER_MODEL": "openai/muse", "COMPANION_PARTNER_API_BASE": model.api_base}
        if model
        else {}
    )
    open_desk(page, start(path, environment=environment).url)
    pane = Pane(page)
    pane.text.wait_for()
    return pane


def test_write_pause_spark_turn_thread_reload_all_there(
    companion_server: Start, page: Page, path: Path, model: LoopbackModel
) -> None:
    pane = open_pane(companion_server, page, path, model)
    pane.write(WORDS)
    expect(page.get_by_text("14 of 200 words")).to_be_visible()

    # A pause: the quiet line, and sparks; one of them goes into the association.
    expect(page.get_by_role("status", name="Pause")).to_contain_text("notice it")
    spark = pane.sparks.first
    response = spark.inner_text().rpartition("→ ")[2]
    spark.click()
    expect(pane.text).to_have_text(f"{WORDS} {response} ")

    pane.button("Partner's turn").click()
    expect(pane.partner).to_contain_text(SAID)
    expect(pane.text).not_to_contain_text(SAID)
    expect(pane.text).to_be_focused()
    assert WORDS in model.requests[0].text

    pane.write("so the list forgives")
    page.keyboard.press("Control+Shift+ArrowLeft")
    pane.button("Keep a thread").click()
    expect(pane.threads).to_have_count(1)
    expect(pane.threads.first).to_contain_text("forgives")

    written = pane.text.inner_text()
    pane.reload()
    expect(pane.text).to_contain_text("so the list forgives")
    assert pane.text.inner_text() == written
    expect(pane.partner).to_contain_text(SAID)
    expect(pane.threads.first).to_contain_text("forgives")
    assert path.read_text("utf-8") == ESSAY


def test_the_last_words_before_the_page_goes_are_kept(
    companion_server: Start, page: Page, path: Path, home: Path
) -> None:
    pane = open_pane(companion_server, page, path)
    pane.write("these are the last words")
    pane.reload()
    expect(pane.text).to_contain_text("these are the last words")

    status, out, _ = run_companion("transcript", "export", "--draft", path, "--json", home=home)
    assert status == 0
    (kept,) = json.loads(out)
    assert [turn["text"] for turn in kept["turns"]] == ["these are the last words"]


def test_only_the_last_characters_can_be_taken_back(
    companion_server: Start, page: Page, path: Path
) -> None:
    pane = open_pane(companion_server, page, path)
    pane.write("a" * 30 + "b" * 10)
    for _ in range(40):
        page.keyboard.press("Backspace")
    expect(pane.text).to_have_text("a" * 20)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    expect(pane.text).to_have_text("a" * 20)
    page.keyboard.press("Control+a")
    page.keyboard.type("on")
    expect(pane.text).to_have_text("a" * 20 + "on")

    page.get_by_text("Rules", exact=True).click()
    reach = page.get_by_label("Backspace reaches back, in characters")
    reach.fill("")
    reach.press("Enter")
    pane.text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(pane.text).not_to_contain_text("a" * 20)


def test_two_tabs_share_a_sitting_and_neither_loses_a_word(
    companion_server: Start, page: Page, path: Path, home: Path
) -> None:
    one = open_pane(companion_server, page, path)
    one.write("begun here ")
    other = page.context.new_page()
    other.goto(page.url)
    two = Pane(other)
    expect(two.text).to_contain_text("begun here")
    one.write("then one ")
    two.write("then two ")
    one.wait_kept()
    for pane in (one, two):
        pane.come_back()
        expect(pane.text).to_contain_text("then one")
        expect(pane.text).to_contain_text("then two")
    one.write("both")
    one.wait_kept()
    two.come_back()
    expect(two.text).to_contain_text("both")
    assert one.text.inner_text() == two.text.inner_text()
    other.close()
    status, out, _ = run_companion("transcript", "export", "--draft", path, "--json", home=home)
    assert status == 0
    (kept,) = json.loads(out)
    assert sorted("".join(turn["text"] for turn in kept["turns"]).split()) == sorted(
        "begun here then one then two both".split()
    )


def test_a_timer_ends_the_sitting_and_a_hidden_count_is_shown_then(
    companion_server: Start, page: Page, path: Path
) -> None:
    page.clock.install()
    pane = open_pane(companion_server, page, path)
    expect(page.get_by_role("progressbar", name="Word goal")).to_be_visible()
    page.get_by_text("Rules", exact=True).click()
    minutes = page.get_by_label("Minutes")
    minutes.fill("2")
    minutes.press("Enter")
    page.get_by_label("Hide the count until the end").check()
    pane.button("Begin afresh").click()
    expect(pane.text).to_be_focused()  # all is answered: no clock is moved under a request
    facts = page.locator(".cp-count")
    expect(facts).to_have_text("2 min left")
    pane.write("only what comes")
    expect(page.get_by_role("progressbar", name="Word goal")).to_be_hidden()
    pane.wait_kept()
    page.clock.fast_forward("01:05")
    expect(facts).to_have_text("1 min left")
    page.clock.fast_forward("01:00")
    expect(facts).to_have_text("3 of 200 words · time")
    pane.write(" and more")  # time is told, never enforced
    expect(facts).to_have_text("5 of 200 words · time")


def test_without_a_model_the_pane_is_whole(companion_server: Start, page: Page, path: Path) -> None:
    pane = open_pane(companion_server, page, path)
    pane.write("my grandmother kept a mirror")
    pane.button("Partner's turn").click()
    expect(page.get_by_text("No partner is set up.")).to_be_visible()
    expect(pane.sparks.first).to_be_visible()
    pane.button("Keep a thread").click()
    expect(pane.threads.first).to_contain_text("grandmother kept a mirror")


def test_threads_are_ordered_ticked_and_let_go_by_keyboard(
    companion_server: Start, page: Page, path: Path
) -> None:
    pane = open_pane(companion_server, page, path)
    for words in ("the crack ", "the stove "):
        pane.write(words)
        page.keyboard.press("Shift+Home") if words == "the crack " else None
        pane.button("Keep a thread").click()
    expect(pane.threads).to_have_count(2)
    pane.threads.nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(pane.threads.nth(0)).to_be_focused()
    expect(pane.threads.nth(0)).to_contain_text("stove")
    pane.threads.nth(0).get_by_role("checkbox").check()
    pane.reload()
    expect(pane.threads.nth(0).get_by_role("checkbox")).to_be_checked()
    pane.threads.nth(0).focus()
    page.keyboard.press("Delete")
    expect(pane.threads).to_have_count(1)


def test_a_partner_can_be_stopped(companion_server: Start, page: Page, path: Path) -> None:
    reply = Reply("a tin roof in the rain and then it stops", cut=8, ending="stall")
    with LoopbackModel(reply) as model:
        pane = open_pane(companion_server, page, path, model)
        pane.write("rain")
        pane.button("Partner's turn").click()
        stream = page.get_by_text("a tin roof in the rain").first
        expect(stream).to_be_visible()
        pane.button("Your turn").click()
        expect(pane.partner).to_contain_text("a tin roof in the rain")
        assert model.gone.wait(PATIENCE)
    expect(pane.text).to_be_focused()
    expect(pane.button("Partner's turn")).to_be_enabled()


def test_what_the_partner_said_first_is_underlined_in_the_draft(
    companion_server: Start, page: Page, path: Path, model: LoopbackModel
) -> None:
    pane = open_pane(companion_server, page, path, model)
    pane.write("the stove")
    pane.button("Partner's turn").click()
    expect(pane.partner).to_contain_text(SAID)
    page.get_by_role("textbox", name="Draft").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("Both keep a list, but only one forgives.")
    mark = page.get_by_role("textbox", name="Draft").locator(".cp-borrowed")
    expect(mark).to_have_text("Both keep a list, but only one forgives")
    assert mark.get_attribute("aria-description") == "Said first by: partner"


def test_pasting_the_partners_words_asks_once(
    companion_server: Start, page: Page, path: Path, model: LoopbackModel
) -> None:
    pane = open_pane(companion_server, page, path, model)
    pane.button("Partner's turn").click()
    expect(pane.partner).to_contain_text(SAID)
    draft = page.get_by_role("textbox", name="Draft")
    paste = """(draft, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      draft.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
        cancelable: true}));
    }"""
    draft.click()
    page.keyboard.press("Control+End")
    draft.evaluate(paste, SAID)
    dialog = page.get_by_role("dialog", name="The partner's words")
    dialog.get_by_role("button", name="Leave them there").click()
    expect(draft).not_to_contain_text("keep a list")
    draft.evaluate(paste, SAID)
    expect(draft).to_contain_text(SAID)
    expect(draft.locator(".cp-borrowed").first).to_be_visible()


def test_the_critic_asks_of_words_in_the_draft_and_each_question_is_settled(
    companion_server: Start, page: Page, path: Path
) -> None:
    reply = json.dumps(
        [
            {"quote": "a mirror by the stove", "question": "Why there? Try: it hung near heat."},
            {"quote": "not in the draft", "question": "Why?"},
            {"quote": "Leave the crack", "question": "Who would mend it?"},
        ]
    )
    environment = {"COMPANION_CRITIC_MODEL": "openai/eye"}
    with LoopbackModel(says(reply)) as model:
        environment["COMPANION_CRITIC_API_BASE"] = model.api_base
        open_desk(page, companion_server(path, environment=environment).url)
        page.get_by_text("Critic", exact=True).click()
        page.get_by_role("button", name="Ask the critic").click()
        questions = page.get_by_role("list", name="Questions").get_by_role("listitem")
        expect(questions).to_have_count(2)
    expect(questions.first).to_contain_text("Why there?")
    expect(questions.first).not_to_contain_text("heat")
    questions.first.get_by_role("button", name="Dismiss").click()
    expect(questions).to_have_count(1)
    questions.first.get_by_role("button", name="Park").click()
    expect(questions.first).to_contain_text("parked")
    page.reload()
    page.get_by_text("Critic", exact=True).click()
    expect(questions).to_have_count(1)
    expect(questions.first).to_contain_text("parked")
    assert path.read_text("utf-8") == ESSAY


def test_without_a_critic_claims_are_asked_after_all_the_same(
    companion_server: Start, page: Page, path: Path
) -> None:
    path.write_text(ESSAY + "\nStudies show that 73% of mirrors lie.\n", "utf-8")
    open_desk(page, companion_server(path).url)
    page.get_by_text("Critic", exact=True).click()
    page.get_by_role("button", name="Ask the critic").click()
    question = page.get_by_role("list", name="Questions").get_by_role("listitem")
    expect(question).to_contain_text("How do you know?")
    expect(page.get_by_text("No critic is set up.")).to_be_visible()


def test_a_duet_is_kept_to_be_read_and_can_be_deleted(
    companion_server: Start, page: Page, path: Path
) -> None:
    with LoopbackModel(
        [says("Why the stove?"), says("Heat breaks glass."), says("(end)")]
    ) as model:
        environment = {
            "COMPANION_MODEL": "openai/reader",
            "COMPANION_API_BASE": model.api_base,
        }
        open_desk(page, companion_server(path, environment=environment).url)
        page.get_by_text("Conversations", exact=True).click()
        page.get_by_role("button", name="Start a duet").click()
        listed = page.get_by_role("list", name="Conversations").get_by_role("listitem")
        expect(listed).to_have_count(1)
    expect(page.get_by_text("2 of 6 turns · nothing said")).to_be_visible()
    listed.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Heat breaks glass.")
    dialog.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete for good?").click()
    expect(listed).to_have_count(0)
    assert path.read_text("utf-8") == ESSAY


def test_a_conversation_is_brought_in_and_a_bad_file_is_refused_in_words(
    companion_server: Start, page: Page, path: Path, tmp_path: Path
) -> None:
    open_desk(page, companion_server(path).url)
    page.get_by_text("Conversations", exact=True).click()
    listed = page.get_by_role("list", name="Conversations").get_by_role("listitem")
    chosen = page.locator(".cp-association input[type=file]")
    chosen.set_input_files({"name": "a.md", "mimeType": "text/plain", "buffer": b"Dear diary"})
    expect(page.get_by_text("line 1 should be the title")).to_be_visible()
    top = "# A ↔ B\n\n**Started:** 2025-10-26 12:15:18\n**Messages:** 1\n\n---\n\n"
    talk = f"{top}### A\n\nA <b>copper</b> kettle hums at dawn.\n\n---\n"
    talk = talk.replace("**Messages:** 1", "**Messages:** 2")
    talk += "\n### B\n\nMine is the dented pewter jug.\n\n---\n"
    chosen.set_input_files({"name": "b.md", "mimeType": "text/plain", "buffer": talk.encode()})
    whose = page.get_by_role("dialog", name="Which of them are you?")
    expect(whose.get_by_role("radio", name="None of them")).to_be_checked()
    whose.get_by_role("radio", name="B").check()
    whose.get_by_role("button", name="Bring it in").click()
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("A ↔ B")
    draft = page.get_by_role("textbox", name="Draft")
    draft.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("A copper kettle hums at dawn. The dented pewter jug is mine.")
    mark = draft.locator(".cp-borrowed")
    expect(mark).to_have_count(1)
    expect(mark).to_have_text("copper kettle hums at dawn")
    assert mark.get_attribute("aria-description") == "Said first by: transcript: A"
    page.get_by_role("searchbox", name="Search the conversations").fill("zebra")
    expect(listed).to_have_count(0)
