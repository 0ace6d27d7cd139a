"""Strings that would be a program if a page made elements of them, through all that shows words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from companion.app.notebook.static_preview import still_html, still_text
from companion.app.session.kept_associations import keep_transcript
from companion.association.transcript import Transcript, Turn
from companion.llm.budget import Spend
from companion.store.history import History
from tests.browser.desk import Desk, open_desk
from tests.loopback import LoopbackModel, Reply, Request, says
from tests.serving import Serving, run_companion
from tests.word import run, word_file

Start = Callable[..., Serving]

# Each would set the mark of its own number; "MARK" is replaced by where it is shown.
CORPUS = (
    "<script>window.__xss='MARK 1'</script>",
    "<img src=x onerror=window.__xss='MARK2'>",
    "<svg onload=window.__xss='MARK3'><animate onbegin=window.__xss='MARK4'>",
    "<iframe srcdoc=\"<script>parent.__xss='MARK 5'</script>\"></iframe>",
    "<a href=\"javascript:window.__xss='MARK 6'\">go</a> [go](javascript:window.__xss=7)",
    "<details open ontoggle=window.__xss='MARK8'><input autofocus onfocus=window.__xss=9>",
    "\"><script>window.__xss=10</script> '><img src=x onerror=window.__xss=11>",
    "</title></style></textarea></script></template><script>window.__xss=12</script>",
    "<style>*{display:none!important}</style><base href=//evil.invalid/>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=window.__xss=13>",
    "{{7*7}}{% for a in ().__class__.__mro__ %}{{a}}{% endfor %}${7*7}<%=7*7%>",
    "&lt;img src=x onerror=window.__xss=14&gt; &#60;script&#62;window.__xss=15",
)
MADE = """() => {
  const bad = window.__xss === undefined ? [] : [`ran: ${window.__xss}`];
  const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot)];
  for (const root of roots.filter(Boolean))
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('img[src="x"], base, iframe:not([sandbox]), math, mglyph'))
        bad.push(element.outerHTML);
      if (element.matches('script') && element.textContent.includes('window.__xss='))
        bad.push(element.outerHTML);
      for (const {name, value} of element.attributes)
        if (/^on/.test(name) || /^\\s*javascript:/i.test(value) || /^.*__xss/.test(name))
          bad.push(`${name}=${value} in ${element.tagName}`);
    }
  return bad;
}"""


def evil(where: str) -> str:
    """The corpus as it would be shown there, on one line."""
    return " ".join(CORPUS).replace("MARK", where)


def innocent(page: Page) -> None:
    """Nothing ran, and no element was made."""
    assert page.evaluate(MADE) == []


NAME = "<img src=x onerror=window.__xss=20>{{7*7}}.md"
SHORT = "<img src=x onerror=window.__xss=21>"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    said = "the stove kept a list of all that it had forgiven us for"
    path.write_text(f"# {evil('draft')}\n\n{said}\n\nIts a pity about {SHORT}.\n", "utf-8")
    history = History(path, path.read_text("utf-8"))
    earlier = f"{evil('earlier')}\n\nIt was a pity in 1999.\n"
    history.versions.keep(
        earlier, "imported", name=evil("name"), note=evil("note"), made_by="person",
        maker=evil("maker"), source=SHORT,
    )  # fmt: skip
    talk = Transcript(
        (evil("me").strip("# "), SHORT), datetime(2025, 1, 1), None,
        (Turn(SHORT, f"{evil('turn')} {said}"),),
    )  # fmt: skip
    keep_transcript(history.associations, talk, "")
    history.ledger.record_paste(evil("paste"), evil("origin"))
    history.ledger.record_spend(Spend("partner", evil("model"), SHORT, 1, 1, 0.5, True, "done"))
    history.ledger.flush()
    history.close()
    return path


def test_words_are_shown_and_never_made_into_elements(
    companion_server: Start, page: Page, draft: Path, tmp_path: Path
) -> None:
    reviewed = tmp_path / "reviewed.md"
    text = draft.read_text("utf-8")
    reviewed.write_text(
        text.replace("Its a pity", f"{{~~Its~>It's~~}}{{>>{SHORT} by {SHORT}<<}} a pity"), "utf-8"
    )

    def answers(request: Request) -> Reply:
        if request.body["model"].startswith("critic"):
            question = {"quote": "the stove kept a list", "question": f"Why {SHORT}?"}
            return says(json.dumps([question]))
        return says(evil("reply"))

    with LoopbackModel(answers) as model:
        environment = {
            "COMPANION_PARTNER_MODEL": f"openai/{SHORT}",
            "COMPANION_PARTNER_API_BASE": model.api_base,
            "COMPANION_CRITIC_MODEL": f"openai/critic{SHORT}",
            "COMPANION_CRITIC_API_BASE": model.api_base,
        }
        serving = companion_server(reviewed, draft, command="marks", environment=environment)
        desk = open_desk(page, serving.url)
        assert page.title() == NAME
        assert desk.text() == text
        desk.suggestions.first.wait_for()
        expect(
            page.get_by_role("textbox", name="Draft").locator(".cp-borrowed").first
        ).to_be_visible()
        innocent(page)

        page.get_by_text("Conversations", exact=True).click()
        listed = page.get_by_role("list", name="Conversations")
        listed.get_by_role("button").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("window.__xss='turn2'")
        innocent(page)
        page.get_by_role("button", name="Close", exact=True).click()

        page.get_by_role("textbox", name="Free association").click()
        page.keyboard.type("the stove " + SHORT)
        page.get_by_role("button", name="Partner's turn", exact=True).click()
        expect(page.get_by_role("log", name="Partner")).to_contain_text("xss reply2")
        innocent(page)
        page.get_by_text("Critic", exact=True).click()
        page.get_by_role("button", name="Ask the critic").click()
        questions = page.get_by_role("list", name="Questions").get_by_role("listitem")
        expect(questions.first).to_contain_text(SHORT)
        innocent(page)

    page.get_by_role("tab", name="History").click()
    expect(page.locator("body")).to_contain_text("window.__xss='note2'")
    innocent(page)
    page.get_by_role("tab", name="Compare").click()
    page.wait_for_function("() => document.body.textContent.includes(\"__xss='name2'\")")
    innocent(page)
    page.get_by_role("tab", name="Disclosure").click()
    expect(page.locator("body")).to_contain_text("window.__xss='model2'")
    innocent(page)
    page.get_by_role("tab", name="Write").click()
    page.wait_for_timeout(100)  # what an element would do, it does by now
    innocent(page)
    assert Desk(page).text() == text


def test_what_comes_in_from_a_file_is_shown_as_words(
    companion_server: Start, page: Page, tmp_path: Path
) -> None:
    from html import escape

    draft, document = tmp_path / "mine.md", tmp_path / f"{SHORT}.docx"
    draft.write_text("One of them.\n", "utf-8")
    by = escape(evil("reviser"), quote=True)
    word_file(
        document,
        f"<w:p>{run('One of them.')}"
        f'<w:ins w:author="{by}">{run(escape(evil("document")))}</w:ins></w:p>',
        by=SHORT,
    )
    page.goto(companion_server(draft, document, command="compare").url)
    page.get_by_role("list", name="Differences").get_by_role("listitem").first.wait_for()
    expect(page.locator("body")).to_contain_text("window.__xss='document2'")
    expect(page.locator("body")).to_contain_text("window.__xss='reviser2'")
    innocent(page)
    page.get_by_role("tab", name="History").click()
    page.wait_for_function("() => document.body.textContent.includes(\"'reviser2'\")")
    innocent(page)


def test_what_cannot_be_opened_is_said_as_words(
    companion_server: Start, page: Page, tmp_path: Path, draft: Path
) -> None:
    """The page of a failure quotes the draft's name and what a kernel said."""
    serving = companion_server(draft)
    draft.write_bytes(b"\x00" + evil("bytes").encode())
    page.goto(serving.url)
    expect(page.get_by_role("alert").first).to_contain_text(SHORT[:20])
    innocent(page)
    assert "49" not in page.title()


def test_what_two_models_say_to_each_other_is_shown_as_words(
    companion_server: Start, page: Page, draft: Path
) -> None:
    answers = [says(evil("first")), says(evil("second")), says("(end)")]
    with LoopbackModel(answers) as model:
        environment = {"COMPANION_MODEL": f"openai/{SHORT}", "COMPANION_API_BASE": model.api_base}
        open_desk(page, companion_server(draft, environment=environment).url)
        page.get_by_text("Conversations", exact=True).click()
        page.get_by_role("button", name="Start a duet").click()
        listed = page.get_by_role("list", name="Conversations").get_by_role("listitem")
        expect(listed).to_have_count(2, timeout=60_000)
        expect(page.get_by_text("2 of 6 turns · nothing said")).to_be_visible()
    innocent(page)
    listed.filter(has_text="Partner").get_by_role("button").first.click()
    dialog = page.get_by_role("dialog")
    for where in ("first", "second"):
        expect(dialog).to_contain_text(f"window.__xss='{where}2'")
    page.wait_for_timeout(100)  # what an element would do, it does by now
    innocent(page)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("{name} = 1\n", "is not a setting"),
        ("[grammar]\ndialect = {value}\n", "must be one of"),
        ("[{name}]\nx = 1\n", "is not a setting"),
        ("{value}", "is not TOML"),
    ],
    ids=["name", "value", "table", "no TOML"],
)
def test_what_is_wrong_with_settings_is_said_as_words(
    companion_server: Start, page: Page, draft: Path, settings: str, told: str
) -> None:
    serving = companion_server(draft)
    quoted = json.dumps(evil("settings"))
    content = settings.format(name=quoted, value=quoted)
    (draft.parent / "companion.toml").write_text(content, "utf-8")
    page.goto(serving.url)
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text(told)
    page.wait_for_timeout(100)
    innocent(page)


def test_what_a_folder_asks_for_is_shown_as_words(
    companion_server: Start, page: Page, draft: Path
) -> None:
    (draft.parent / "companion.toml").write_text(
        f"[models]\nmodel = {json.dumps('openai/' + evil('model'))}\n"
        f"api_base = {json.dumps('http://127.0.0.1:9/' + SHORT)}\n",
        "utf-8",
    )
    open_desk(page, companion_server(draft).url)
    asked = page.get_by_role("group", name="This draft's folder asks for")
    expect(asked).to_contain_text(SHORT)
    innocent(page)
    asked.get_by_role("button", name="Use it").click()
    expect(asked).to_be_hidden()
    expect(page.locator("body")).to_contain_text("window.__xss='model2'")
    page.wait_for_timeout(100)
    innocent(page)


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """A page for files, which is let ask for nothing but them."""
    context = browser.new_context()
    page = context.new_page()
    context.route(re.compile("^https?:"), lambda route: route.abort())
    yield page
    context.close()


def test_pages_that_are_written_show_words(draft: Path, home: Path, alone: Page) -> None:
    folder = draft.parent
    other = folder / f"b {SHORT}.md"
    passage = "The stove kept a long list of all the things that it had forgiven us for."
    other.write_text(f"{evil('other')}\n\n{passage} {evil('same')}\n", "utf-8")
    third = folder / f"c {SHORT}.md"
    third.write_text(f"Another start.\n\n{passage} {evil('same')}\n", "utf-8")
    made = [folder / name for name in ("compare.html", "cohort.html", "disclose.html")]
    assert run_companion("compare", draft, other, "--html", made[0], home=home)[0] == 1
    assert run_companion("compare", "--cohort", other, third, "--html", made[1], home=home)[0] == 1
    status, out, _ = run_companion("disclose", draft, "--html", home=home)
    assert status == 0
    made[2].write_text(out, "utf-8")
    made += [folder / "notebook.html", folder / "classic.html", folder / "embedded.html"]
    save_notebook(folder)
    from companion.comparison.compare import compare

    made[5].write_text(compare(evil("one"), evil("two"))._repr_html_(), "utf-8")

    for path, shown in zip(
        made,
        ("'other2'", "'same2'", "'model2'", "'still2'", "'still2'", ""),
        strict=True,
    ):
        alone.goto(path.as_uri())
        alone.wait_for_timeout(50)
        body = alone.locator("body")
        if shown:
            expect(body).to_contain_text(f"window.__xss={shown}")
        for frame in alone.frames:
            made_of = [one for one in frame.evaluate(MADE) if not is_nbconverts(one)]
            assert made_of == [], path.name


def is_nbconverts(one: str) -> bool:
    """What nbconvert's own template makes elements of."""
    return one.startswith("onclick=") and "__xss" not in one


def save_notebook(folder: Path) -> None:
    """A notebook as it is saved with a draft in it, and what nbconvert makes of it."""
    from nbconvert import HTMLExporter

    still = {
        "name": evil("title"),
        "facts": evil("facts"),
        "pieces": [["", evil("still")], ["del", evil("del")], ["ins", evil("ins")],
                   ["cell", f"<!-- cell: {SHORT} -->"]],
    }  # fmt: skip
    data = {"text/html": still_html(still), "text/plain": still_text(still)}
    output = nbformat.v4.new_output("display_data", data)
    cell = nbformat.v4.new_code_cell("Companion('essay.md')", outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    for name, template in (("notebook", "lab"), ("classic", "classic")):
        page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
        (folder / f"{name}.html").write_text(page, "utf-8")
