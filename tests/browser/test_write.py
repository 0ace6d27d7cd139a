"""From a draft to an accepted correction, as its author lives it: real command, real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, open_desk
from tests.serving import Serving

ESSAY = """\
# On mirrors

My grandmother kept a mirror by the stove. Its a strange feeling, to be improved.

I should of known 👩‍👩‍👧. She hummed, and nobody checked.
"""

Start = Callable[..., Serving]


@pytest.fixture
def desk(companion_server: Start, page: Page, path: Path) -> Desk:
    return open_desk(page, companion_server(path).url)


def test_type_accept_by_key_undo_reload(desk: Desk, path: Path) -> None:
    desk.press("Control+End")
    desk.page.keyboard.type("\nThey was here.")
    typed = ESSAY + "\nThey was here."
    expect(desk.suggestion("were")).to_be_visible()
    expect(desk.suggestion("It's")).to_be_visible()
    desk.wait_saved(path, typed)

    # By key alone: to the first suggestion, to its card, accept.
    desk.press("Control+Home", "F8", "Control+.")
    expect(desk.suggestion("It's")).to_be_focused()
    desk.press("Enter")
    accepted = typed.replace("Its", "It's")
    desk.wait_saved(path, accepted)
    assert desk.text() == accepted
    expect(desk.suggestion("have")).to_be_focused()

    # Undo brings the old words back, and the suggestion with them.
    desk.press("Escape")
    expect(desk.draft).to_be_focused()
    desk.press("Control+z")
    expect(desk.suggestion("It's")).to_be_visible()
    desk.wait_saved(path, typed)

    desk.page.reload()
    desk.draft.wait_for()
    assert desk.text() == path.read_text("utf-8") == typed
    expect(desk.suggestion("It's")).to_be_visible()


def test_a_rejected_suggestion_stays_away_after_a_reload_too(desk: Desk, path: Path) -> None:
    expect(desk.suggestions).to_have_count(2)
    desk.suggestion("It's").focus()
    desk.press("x")
    expect(desk.suggestion("It's")).to_have_count(0)
    expect(desk.suggestion("have")).to_be_focused()
    desk.page.reload()
    expect(desk.suggestion("have")).to_be_visible()
    expect(desk.suggestion("It's")).to_have_count(0)
    assert path.read_text("utf-8") == ESSAY


def test_undo_in_the_list_takes_back_one_decision(desk: Desk, path: Path) -> None:
    desk.suggestion("It's").focus()
    desk.press("a")
    desk.wait_saved(path, ESSAY.replace("Its", "It's"))
    desk.press("u")
    expect(desk.suggestion("It's")).to_be_focused()
    desk.press("x", "u")
    expect(desk.suggestion("It's")).to_be_focused()
    desk.wait_saved(path, ESSAY)


def test_a_card_that_goes_and_comes_back_has_the_focus_again(desk: Desk, path: Path) -> None:
    desk.suggestion("It's").focus()
    path.write_text(ESSAY.replace("Its", "It is"), "utf-8")  # as another editor would
    expect(desk.suggestion("It's")).to_have_count(0)
    path.write_text(ESSAY, "utf-8")
    expect(desk.suggestion("It's")).to_be_focused()


def test_what_is_typed_in_the_last_moment_is_not_lost(desk: Desk, path: Path) -> None:
    desk.suggestions.first.wait_for()
    desk.press("Control+End")
    desk.page.keyboard.type("The last words.")
    desk.page.reload()
    desk.draft.wait_for()
    assert desk.text() == ESSAY + "The last words."


def test_inline_changes_are_ins_and_del_with_words_for_screen_readers(desk: Desk) -> None:
    mark = desk.draft.locator("ins", has_text="It's")
    expect(mark).to_contain_text("suggested instead")
    expect(desk.draft.locator("del", has_text="Its")).to_be_visible()
    assert desk.draft.get_attribute("spellcheck") == "false"


def test_the_keys_are_told_and_focus_returns(desk: Desk) -> None:
    desk.suggestions.first.focus()
    desk.press("?")
    dialog = desk.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("never again")
    desk.press("Escape")
    expect(dialog).to_have_count(0)
    expect(desk.suggestions.first).to_be_focused()


def test_no_button_accepts_everything(desk: Desk) -> None:
    desk.suggestions.first.wait_for()
    names = desk.page.get_by_role("button").all_inner_texts()
    assert not [name for name in names if "all" in name.lower()]


def test_the_draft_is_text_whatever_it_holds(
    companion_server: Start, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "wild.md"
    text = "<script>document.title = 'x'</script> <img src=x onerror=alert()>\n\nIts a pity.\n"
    path.write_text(text, encoding="utf-8")
    desk = open_desk(page, companion_server(path).url)
    expect(desk.suggestion("It's")).to_be_visible()
    assert desk.text() == text
    assert page.title() == "wild.md"


def test_what_another_program_writes_comes_in_and_nothing_is_lost(desk: Desk, path: Path) -> None:
    desk.press("Control+End")
    desk.page.keyboard.type("Mine.")
    path.write_text(ESSAY.replace("# On mirrors", "# On two mirrors"), "utf-8")
    both = ESSAY.replace("# On mirrors", "# On two mirrors") + "Mine."
    expect(desk.draft).to_contain_text("On two mirrors")
    desk.wait_saved(path, both)
    assert desk.text() == both


def test_a_draft_that_cannot_be_saved_says_so_and_keeps_the_words(desk: Desk, path: Path) -> None:
    path.unlink()
    path.mkdir()
    desk.press("Control+End")
    desk.page.keyboard.type("Still here.")
    expect(desk.saved).to_contain_text("is a folder")
    assert desk.text().endswith("Still here.")
    path.rmdir()
    expect(desk.saved).to_contain_text("Saved ")
    assert path.read_text("utf-8") == ESSAY + "Still here."


def test_words_typed_after_the_kernel_was_killed_are_there_after_a_reload(
    companion_server: Start, page: Page, path: Path
) -> None:
    serving = companion_server(path)
    desk = open_desk(page, serving.url)
    desk.suggestions.first.wait_for()
    for kernel in serving.kernels():
        kernel.kill()
    desk.press("Control+End")
    page.keyboard.type("Typed to nobody.")
    expect(desk.saved).to_contain_text("Your words are kept here")
    assert path.read_text("utf-8") == ESSAY
    page.reload()
    desk.draft.wait_for()
    assert desk.text() == ESSAY + "Typed to nobody."
    desk.wait_saved(path, ESSAY + "Typed to nobody.")


@pytest.mark.parametrize("lost", ["emptied", "deleted", "replaced by a folder"])
def test_saved_is_not_said_of_a_file_that_lost_the_text(desk: Desk, path: Path, lost: str) -> None:
    desk.suggestions.first.wait_for()
    expect(desk.saved).to_contain_text("Saved ")
    if lost == "emptied":
        path.write_text("", "utf-8")
    else:
        path.unlink()
        if lost != "deleted":
            path.mkdir()
    expect(desk.saved).to_contain_text("Not saved")
    expect(desk.saved).to_contain_text("Your text is still here")
    assert desk.text() == ESSAY
    if path.is_dir():
        path.rmdir()
    desk.draft.focus()
    desk.press("Control+s")
    desk.wait_saved(path, ESSAY)
    expect(desk.page.get_by_role("log", name="Notices")).not_to_contain_text("still here")


def test_a_file_that_comes_back_as_it_was_is_saved_again(desk: Desk, path: Path) -> None:
    aside = path.with_suffix(".aside")
    path.rename(aside)
    expect(desk.saved).to_contain_text("Not saved")
    aside.rename(path)
    desk.wait_saved(path, ESSAY)


PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const content = document.querySelector(".cm-content");
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  content.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def test_what_no_file_can_hold_is_left_out_of_a_paste_and_said(desk: Desk, path: Path) -> None:
    desk.suggestions.first.wait_for()
    desk.press("Control+End")
    desk.page.evaluate(PASTE, "one\0 two\r\nthree \ud800.")
    pasted = ESSAY + "one two\nthree \ufffd."
    desk.wait_saved(path, pasted)
    assert desk.text() == pasted
    notices = desk.page.get_by_role("log", name="Notices")
    expect(notices).to_contain_text("Some characters that no text file can hold")
    desk.press("Control+z")
    desk.wait_saved(path, ESSAY)


def test_reloads_while_typing_lose_nothing_and_say_nothing(desk: Desk, path: Path) -> None:
    desk.suggestions.first.wait_for()
    typed = ESSAY
    for number in range(3):
        desk.press("Control+End")
        words = f"Words number {number} and"
        desk.page.keyboard.type(words)
        typed += words
        desk.page.reload()
        desk.draft.wait_for()
        assert desk.text() == typed
        desk.press("Control+End")
        desk.page.keyboard.type(" on.")
        typed += " on."
    desk.wait_saved(path, typed)
    assert desk.page.get_by_role("alert").count() == 0


LIVING_STATES = """() => {
  const { view } = document.querySelector('[aria-label=Draft]').cmTile;
  return Object.getPrototypeOf(view.state);
}"""


def test_what_was_typed_does_not_keep_the_states_before_it(desk: Desk) -> None:
    desk.press("Control+End")
    desk.page.keyboard.type(" And so we went on and on, all day long." * 5)
    devtools = desk.page.context.new_cdp_session(desk.page)
    prototype = devtools.send("Runtime.evaluate", {"expression": f"({LIVING_STATES})()"})
    living = devtools.send(
        "Runtime.queryObjects", {"prototypeObjectId": prototype["result"]["objectId"]}
    )
    assert int(living["objects"]["description"].removeprefix("Array(").removesuffix(")")) < 50
