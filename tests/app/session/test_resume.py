"""Kills at any moment: the text is what was on screen, nothing is lost and nothing is doubled."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from companion.app.session.resume import PageCopy, UnknownCopy, join_copy, resume
from companion.app.session.shared_text import SNAPSHOT_EVERY, SharedText, replay
from companion.store.draft_file import DraftFile
from companion.store.update_log import Logged, Superseded, Update, UpdateLogs
from companion.text.diff import diff_words
from companion.text.edit import Edit
from companion.text.span import Span
from companion.widgets.changes import changes_to_json

START = "A first paragraph, with a 👩 in it.\n\nA second one.\n"


class Kernel:
    """A process with the draft open, as `Session` does it, without a page of its own."""

    def __init__(self, path: Path, recovery: Path) -> None:
        self.draft = DraftFile.open(path, recovery=recovery)
        self.text, self.conflicts = resume(self.draft)
        self.viewed = False
        self.alive = True

    def open(self, copies: list[dict[str, Any]]) -> None:
        for copy in filter(None, map(PageCopy.of, copies)):
            merged = join_copy(self.draft, self.text, copy, fresh=not self.viewed)
            self.conflicts = self.conflicts or bool(merged.conflicts)
        self.viewed = True
        assert self.text.log is not None
        self.text.log.begin()

    def save(self, killed: str = "") -> None:
        """Write the draft; ``killed`` says before which step the process ends."""
        text, revision, log = self.text.text, self.text.revision, self.text.log
        assert log is not None
        if killed == "write":
            log.saving(revision)
            return self.kill()
        merged = self.draft.write(text, before=lambda: log.saving(revision))
        assert merged is None, "nobody else writes"
        if killed == "note":
            return self.kill()
        log.saved(revision)
        self.text.checkpoint(revision, text, revision)

    def kill(self) -> None:
        """End as by SIGKILL: the locks go, nothing else is done."""
        self.alive = False
        if self.text.log is not None:
            self.text.log.close()


@dataclass
class View:
    """A page of one typist, as `sync.ts` and `backup.ts` do it."""

    session: str
    revision: int
    doc: str
    name: str
    first: int = 0
    base: str = ""
    pending: list[Any] = field(default_factory=list)
    copy: dict[str, Any] | None = None

    def change(self, edit: Edit) -> None:
        changes = changes_to_json(self.doc, [edit])
        self.doc = replay(self.doc, [changes])
        self.pending.append(changes)

    def push(self, kernel: Kernel, *, heard: bool) -> None:
        updates = [{"client": self.name, "changes": changes} for changes in self.pending]
        given = kernel.text.push(self.revision, updates)
        if heard:
            own = sum(update["client"] == self.name for update in given)
            self.first += own
            self.pending = self.pending[own:]
            self.revision += len(given)

    def keep(self) -> None:
        """Write the browser's copy."""
        self.copy = json.loads(
            json.dumps(
                {
                    "key": self.name,
                    "session": self.session,
                    "client": self.name,
                    "version": self.revision,
                    "first": self.first,
                    "pending": self.pending,
                }
            )
        )


class Killed(RuleBasedStateMachine):
    """One author at one page; kernels and browsers that are killed under their hands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "essay.md"
        self.path.write_text(START, "utf-8")
        self.pages = 0
        self.old: list[tuple[Kernel, View]] = []
        self.kernel = self.started()
        self.view = self.opened([])
        self.states = [self.view.doc]
        self.safe = 0  # the last state that Python or the browser surely has

    def teardown(self) -> None:
        for kernel, _ in [*self.old, (self.kernel, self.view)]:
            kernel.kill()
        self.folder.cleanup()

    def started(self) -> Kernel:
        return Kernel(self.path, Path(self.folder.name) / "unsaved")

    def opened(self, copies: list[dict[str, Any]]) -> View:
        self.pages += 1
        self.kernel.open(copies)
        text = self.kernel.text
        assert not self.kernel.conflicts
        return View(text.session, text.revision, text.text, f"page-{self.pages}", base=text.text)

    def typed(self, edit: Edit) -> None:
        self.view.change(edit)
        self.states.append(self.view.doc)

    @rule(
        at=st.floats(0, 1), words=st.sampled_from(["x", " word", "\n\n", "👩", " again and again"])
    )
    def type(self, at: float, words: str) -> None:
        place = int(at * len(self.view.doc))
        self.typed(Edit(Span(place, place), words))

    @rule(words=st.sampled_from([" and", " so", ".\n\nThen", " it"]))
    def go_on_typing(self, words: str) -> None:
        end = len(self.view.doc.rstrip("\n"))
        self.typed(Edit(Span(end, end), words))

    @rule(at=st.floats(0, 1), length=st.integers(1, 8))
    def delete(self, at: float, length: int) -> None:
        start = int(at * len(self.view.doc))
        self.typed(Edit(Span(start, min(start + length, len(self.view.doc))), ""))

    @precondition(lambda self: self.kernel.alive)
    @rule(heard=st.booleans())
    def push(self, heard: bool) -> None:
        self.view.push(self.kernel, heard=heard)
        if self.kernel.text.text == self.view.doc:
            self.safe = len(self.states) - 1

    @precondition(lambda self: self.kernel.alive)
    @rule(killed=st.sampled_from(["", "", "write", "note"]))
    def save(self, killed: str) -> None:
        self.kernel.save(killed)

    @rule()
    def keep_a_copy(self) -> None:
        self.view.keep()
        self.safe = len(self.states) - 1

    @precondition(lambda self: self.kernel.alive)
    @rule()
    def kill_the_kernel(self) -> None:
        self.kernel.kill()

    @rule()
    def reload(self) -> None:
        """The page goes, and writes its copy; another kernel is started for the next."""
        self.view.keep()
        self.next_page()
        assert self.view.doc == self.states[-1]
        self.safe = len(self.states) - 1

    @rule()
    def kill_the_browser(self) -> None:
        """What was typed since the last copy and the last push is gone, and nothing else."""
        self.next_page()
        assert self.view.doc == self.states[self.safe]
        self.states = [self.view.doc]
        self.safe = 0

    @rule()
    def kill_everything(self) -> None:
        self.kernel.kill()
        self.kill_the_browser()

    def next_page(self) -> None:
        before = self.view
        self.old.append((self.kernel, before))
        self.kernel = self.started()
        if self.old[-1][0].alive and before.copy is None:
            # Without a copy the new kernel knows nothing of the old one, which saves by itself.
            self.old[-1][0].save()
            self.old[-1][0].kill()
            self.kernel.kill()
            self.kernel = self.started()
        self.view = self.opened([before.copy] if before.copy else [])

    @precondition(lambda self: any(kernel.alive for kernel, _ in self.old))
    @rule(pushes=st.booleans())
    def an_old_kernel_comes_late(self, pushes: bool) -> None:
        """What was on its way to it arrives, and it would save: it may do neither."""
        before = self.path.read_bytes()
        for kernel, view in self.old:
            if not kernel.alive:
                continue
            with pytest.raises(Superseded):
                if pushes and view.pending:
                    view.push(kernel, heard=False)
                kernel.save()
        assert self.path.read_bytes() == before

    @precondition(lambda self: self.kernel.alive)
    @rule()
    def everything_is_saved_in_the_end(self) -> None:
        while self.view.pending:
            self.view.push(self.kernel, heard=True)
        self.safe = len(self.states) - 1
        self.kernel.save()
        assert self.path.read_text("utf-8") == self.view.doc == self.kernel.text.text


TestKilled = Killed.TestCase
TestKilled.settings = settings(max_examples=150, stateful_step_count=40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "essay.md").write_text(START, "utf-8")
    return tmp_path


def start(folder: Path) -> Kernel:
    return Kernel(folder / "essay.md", folder / "unsaved")


def test_what_another_program_wrote_meanwhile_is_merged(folder: Path) -> None:
    kernel = start(folder)
    kernel.open([])
    view = View(kernel.text.session, 0, kernel.text.text, "page")
    view.change(Edit(Span(0, 0), "My words. "))
    view.push(kernel, heard=True)
    kernel.kill()
    (folder / "essay.md").write_text(START + "\nTheirs.\n", "utf-8")
    again = start(folder)
    assert again.text.text == "My words. " + START + "\nTheirs.\n"
    assert not again.conflicts


def test_two_killed_kernels_on_one_draft_leave_the_words_of_both(folder: Path) -> None:
    one, other = start(folder), start(folder)
    for kernel, at, words in ((one, 0, "One. "), (other, len(START) - 1, " Other.")):
        kernel.open([])
        view = View(kernel.text.session, 0, START, words)
        view.change(Edit(Span(at, at), words))
        view.push(kernel, heard=True)
    one.kill()
    other.kill()
    again = start(folder)
    assert again.text.text == "One. " + START[:-1] + " Other.\n"
    again.save()
    again.kill()
    assert start(folder).text.text == (folder / "essay.md").read_text("utf-8")


def test_a_view_beside_another_takes_the_copy_of_a_lost_one(folder: Path) -> None:
    lost = start(folder)
    lost.open([])
    page = View(lost.text.session, 0, START, "lost")
    page.change(Edit(Span(0, 0), "Lost. "))
    page.push(lost, heard=False)
    page.change(Edit(Span(0, 0), "And more. "))
    page.keep()
    kernel = start(folder)
    kernel.open([])
    kernel.text.edit([Edit(Span(len(START) - 1, len(START) - 1), " Here.")])
    kernel.open([page.copy or {}])
    assert kernel.text.text == "And more. Lost. " + START[:-1] + " Here.\n"
    kernel.open([page.copy or {}])  # the browser may be killed before it has let the copy go
    assert kernel.text.text == "And more. Lost. " + START[:-1] + " Here.\n"


def test_a_copy_of_no_known_session_is_refused_so_that_it_is_kept(folder: Path) -> None:
    kernel = start(folder)
    for copy in ({"key": "k", "session": "../../etc/passwd"}, {"key": "k", "session": "0f" * 8}):
        with pytest.raises(UnknownCopy):
            kernel.open([copy])
    page = {"key": "k", "session": kernel.text.session, "client": "c", "version": 0}
    for pending in ([[3]], ["x"], [[[0, 7]]], [None]):
        with pytest.raises(UnknownCopy):
            kernel.open([{**page, "pending": pending}])
    assert kernel.text.text == START


def test_what_is_no_copy_is_none() -> None:
    assert PageCopy.of(None) is PageCopy.of([]) is PageCopy.of("x") is None
    copy = PageCopy.of({"version": True, "first": "1", "pending": {"a": 1}, "base": 3})
    assert copy == PageCopy("")


def test_a_log_stays_short_and_its_text_right(folder: Path) -> None:
    kernel = start(folder)
    kernel.open([])
    view = View(kernel.text.session, 0, START, "page")
    sizes = []
    for _ in range(6):
        for _ in range(SNAPSHOT_EVERY):
            view.change(Edit(Span(0, 0), "a"))
        view.push(kernel, heard=True)
        kernel.save()
        sizes.append(sum(file.stat().st_size for file in (folder / "unsaved").rglob("*.jsonl")))
    assert max(sizes[3:]) < 1.3 * sizes[2]
    view.change(Edit(Span(0, 0), "b"))
    view.push(kernel, heard=False)
    view.keep()
    kernel.kill()
    again = start(folder)
    assert again.text.text == view.doc
    again.open([view.copy or {}])
    assert again.text.text == view.doc


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_cut_off_by_a_kill_is_left_out(folder: Path, cut: int) -> None:
    kernel = start(folder)
    kernel.text.edit([Edit(Span(0, 0), "one ")])
    kernel.text.edit([Edit(Span(0, 0), "two ")])
    kernel.kill()
    (log,) = (folder / "unsaved").rglob("*.jsonl")
    log.write_bytes(log.read_bytes()[:-cut])
    assert start(folder).text.text in ("two one " + START, "one " + START)


def test_a_log_that_is_no_log_does_no_harm(folder: Path) -> None:
    kernel = start(folder)
    kernel.text.edit([Edit(Span(0, 0), "one ")])
    kernel.kill()
    (log,) = (folder / "unsaved").rglob("*.jsonl")
    whole = log.read_bytes()
    for content in (b"", b"\0\0\0", b"[]\n", b'{"session": 3}\n', whole.replace(b"one", b"\xff")):
        log.write_bytes(content)
        assert start(folder).text.text == START
    head, update = whole.splitlines(keepends=True)[:2]
    log.write_bytes(head + update + update.replace(b"[", b"[9,", 1))
    assert start(folder).text.text == START


def test_where_no_log_can_be_kept_the_draft_is_saved_all_the_same(folder: Path) -> None:
    kernel = start(folder)
    (folder / "unsaved").write_text("in the way")
    kernel.text.edit([Edit(Span(0, 0), "one ")])
    kernel.save()
    assert (folder / "essay.md").read_text("utf-8") == "one " + START


def test_logs_are_closed_to_others_and_go_after_some_days(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = start(folder)
    kernel.text.edit([Edit(Span(0, 0), "one ")])
    for file in (folder / "unsaved").rglob("*"):
        assert file.stat().st_mode & 0o077 == 0
    logs = UpdateLogs(folder / "essay.md", folder / "unsaved")
    monkeypatch.setattr("companion.store.update_log._KEPT_SECONDS", -1.0)
    kernel.kill()
    logs.expire()  # it has something unsaved
    assert list((folder / "unsaved").rglob("*.jsonl"))
    again = start(folder)
    again.save()
    logs.expire()  # it has an owner
    assert list((folder / "unsaved").rglob("*.jsonl"))
    again.kill()
    logs.expire()
    assert not list((folder / "unsaved").rglob("*"))


def test_a_session_names_no_file_outside_its_folder(folder: Path) -> None:
    logs = UpdateLogs(folder / "essay.md", folder / "unsaved")
    (folder / "other.jsonl").write_text(
        '{"session":"x","version":0,"text":"","taken":{},"file":[]}\n'
    )
    assert logs.take("../../other") is None
    assert logs.take("") is None


def test_of_a_pages_updates_those_that_arrived_are_known() -> None:
    shared = SharedText("ab")
    first, second = [2, [0, "c"]], [3, [0, "d"]]
    shared.push(0, [{"client": "p", "changes": first}])
    merged = shared.history.with_pending(0, "p", 0, [first, second], _no_merge)
    assert merged.text == "abcd"
    shared.take("p", 1, diff_words(shared.text, merged.text))
    assert shared.history.taken("p") == 2
    assert shared.history.with_pending(0, "p", 0, [first, second], _no_merge).text == "abcd"
    with pytest.raises(ValueError, match="never were"):
        shared.history.with_pending(0, "p", 7, [], _no_merge)


def _no_merge(base: str, ours: str, theirs: str) -> Any:
    from companion.text.merge import merge

    assert base in (ours, theirs), "one person typed: there is nothing to merge"
    return merge(base, ours, theirs)


def test_updates_of_a_snapshot_count_as_taken() -> None:
    from companion.app.session.shared_text import TextHistory

    updates = tuple(Update("p", [i, [0, "x"]]) for i in range(1, 5))
    history = TextHistory(Logged("s", 3, "a", updates, {"p": 2}))
    history.forget_before(5, "axx")
    assert (history.taken("p"), history.revision, history.text) == (6, 7, "axxxx")
    with pytest.raises(ValueError, match="reload"):
        history.since(4)
