"""A model as proofreader, on the page: a real LiteLLM, a loopback model, faults included."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.loopback import LoopbackModel, Reply, Request, corrects, says, status
from tests.serving import PATIENCE, Serving

ESSAY = """\
# On mirrors

My grandmother kept a mirror by the stove so it was warm there.

I thought about that mirror last week. Its a strange feeling.
"""

Start = Callable[..., Serving]


def open_with(model: LoopbackModel, start: Start, page: Page, path: Path) -> Desk:
    (path.parent / "companion.toml").write_text(
        f'[models.proofreader]\nmodel = "openai/local"\napi_base = "{model.api_base}"\n', "utf-8"
    )
    desk = open_desk(page, start(path).url)
    desk.suggestion("It's").wait_for()
    asked = page.get_by_role("group", name="This draft's folder asks for")
    expect(asked).to_contain_text(f"proofreader.api_base = {model.api_base}")
    asked.get_by_role("button", name="Use it").click()
    expect(asked).to_be_hidden()
    return desk


def ask(desk: Desk, answer: str = "Send") -> None:
    desk.page.get_by_role("button", name="Ask local to proofread").click()
    dialog = desk.page.get_by_role("dialog", name="What will be sent")
    expect(dialog).to_contain_text("stay on this machine")
    dialog.get_by_role("button", name=answer, exact=True).click()


def said(desk: Desk, text: str) -> None:
    expect(desk.page.locator(".cp-model")).to_contain_text(text)


def test_nothing_is_sent_before_the_author_has_seen_it(
    companion_server: Start, page: Page, path: Path
) -> None:
    with LoopbackModel(corrects({"stove so": "stove, so"})) as model:
        desk = open_with(model, companion_server, page, path)
        page.get_by_role("button", name="Ask local to proofread").click()
        dialog = page.get_by_role("dialog", name="What will be sent")
        dialog.get_by_text("Every word of it").click()
        expect(dialog).to_contain_text("My grandmother kept a mirror by the stove so")
        dialog.get_by_role("button", name="Do not send").click()
        assert model.requests == []

        ask(desk)
        said(desk, "paragraphs read")
        expect(desk.suggestion("punctuation")).to_be_visible()
        assert path.read_text("utf-8") == ESSAY


def test_what_is_not_grammar_is_held_back_and_says_why(
    companion_server: Start, page: Page, path: Path
) -> None:
    rewrite = {"I thought about that mirror": "I found myself reflecting upon that mirror"}
    with LoopbackModel(corrects({"stove so": "stove, so", **rewrite})) as model:
        desk = open_with(model, companion_server, page, path)
        ask(desk)
        said(desk, "paragraphs read")
        page.get_by_text("held back: not grammar").click()
        held = page.get_by_role("list", name="Held back").get_by_role("listitem")
        expect(held.filter(has_text="reflecting")).to_be_visible()
        expect(desk.suggestion("reflecting")).to_have_count(0)
        assert desk.text() == ESSAY

        # The author may still have it: one by one, on record, and it can be undone.
        held.filter(has_text="reflecting").get_by_role("button", name="Show anyway").click()
        desk.suggestion("reflecting").get_by_role("button", name="Accept").click()
        desk.wait_saved(path, ESSAY.replace("thought about", "found myself reflecting upon"))
        desk.draft.click()
        desk.press("Control+z")
        desk.wait_saved(path, ESSAY)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(401), "key"),
        (says("<script>document.title = 'gotcha'</script>"), ""),
        (says(""), ""),
        (says("Ich kann Ihnen dabei leider nicht helfen."), ""),
        (Reply("My grandmother kept", cut=1, ending="drop"), ""),
    ],
    ids=["401", "script", "empty", "another language", "dropped"],
)
def test_after_any_fault_the_draft_is_as_it_was(
    companion_server: Start, page: Page, path: Path, fault: Reply, told: str
) -> None:
    with LoopbackModel(fault) as model:
        desk = open_with(model, companion_server, page, path)
        before = desk.suggestions.count()
        ask(desk)
        page.get_by_role("button", name="Ask local to proofread").wait_for()
        expect(page.locator(".cp-model p")).not_to_be_empty()
        said(desk, told)
        assert desk.text() == path.read_text("utf-8") == ESSAY
        assert desk.suggestions.count() == before
        assert page.title() == "on-mirrors.md"


def test_stop_ends_the_request(companion_server: Start, page: Page, path: Path) -> None:
    with LoopbackModel(Reply("My grandmother", cut=1, ending="stall")) as model:
        desk = open_with(model, companion_server, page, path)
        ask(desk)
        assert model.arrived.wait(PATIENCE)
        page.get_by_role("button", name="Stop").click()
        said(desk, "Stopped")
        assert model.gone.wait(PATIENCE)
        assert desk.text() == ESSAY


def test_what_is_typed_meanwhile_is_never_touched(
    companion_server: Start, page: Page, path: Path
) -> None:
    def slow(request: Request) -> Reply:
        return Reply(request.paragraph.replace("stove so", "stove, so"), pause=0.3)

    with LoopbackModel(slow) as model:
        desk = open_with(model, companion_server, page, path)
        ask(desk)
        desk.draft.click()
        desk.press("Control+End")
        page.keyboard.type("Typed while the model reads. ")
        said(desk, "paragraphs read")
        assert desk.text() == ESSAY + "Typed while the model reads. "


def tab_to(page: Page, button: Locator) -> None:
    """Go there by the keyboard alone."""
    for _ in range(60):
        if button.evaluate("(it) => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("no way there by Tab")


def test_the_folder_s_question_is_answered_by_the_keyboard_and_the_answer_is_kept(
    companion_server: Start, page: Page, path: Path
) -> None:
    asks = '[models.proofreader]\nmodel = "openai/one"\napi_base = "http://127.0.0.1:9"\n'
    (path.parent / "companion.toml").write_text(asks, "utf-8")
    serving = companion_server(path)
    desk = open_desk(page, serving.url)
    asked = page.get_by_role("group", name="This draft's folder asks for")
    expect(asked).to_contain_text("proofreader.model = openai/one")
    desk.draft.focus()
    tab_to(page, asked.get_by_role("button", name="No"))
    page.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    expect(page.get_by_role("button", name="to proofread")).to_have_count(0)

    # Something else is asked for: the answer is none to that.
    (path.parent / "companion.toml").write_text(asks.replace("/one", "/two"), "utf-8")
    page.reload()
    expect(asked).to_contain_text("proofreader.model = openai/two")
    desk.draft.focus()
    tab_to(page, asked.get_by_role("button", name="Use it"))
    page.keyboard.press("Space")
    expect(asked).to_be_hidden()
    expect(page.get_by_role("button", name="Ask two to proofread")).to_be_enabled()
    page.reload()
    expect(page.get_by_role("button", name="Ask two to proofread")).to_be_enabled()
    expect(asked).to_be_hidden()


def test_a_grey_send_says_why_and_what_to_do(
    companion_server: Start, page: Page, path: Path
) -> None:
    with LoopbackModel(says("")) as model:
        environment = {
            "COMPANION_PROOFREADER_MODEL": "openai/local",
            "COMPANION_PROOFREADER_API_BASE": model.api_base,
            "COMPANION_PROOFREADER_PRICE": "1000,1000",
            "COMPANION_BUDGET_DOLLARS": "0.01",
        }
        open_desk(page, companion_server(path, environment=environment).url)
        page.get_by_role("button", name="Ask local to proofread").click()
        dialog = page.get_by_role("dialog", name="What will be sent")
        send = dialog.get_by_role("button", name="Send", exact=True)
        expect(send).to_be_disabled()
        expect(send).to_have_accessible_description(re.compile(r"budget.*\$0\.01"))
        expect(dialog.get_by_text(re.compile(r"budget.*\$0\.01")).last).to_be_visible()
        page.keyboard.press("Enter")  # it stands on "Do not send"
        expect(dialog).to_be_hidden()
        assert model.requests == []
