"""Every view and Python hold the same text, whatever the interleaving."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.app.session.shared_text import SharedText
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from companion.widgets.changes import changes_to_json, edits_from_json


@dataclass
class View:
    """A page as the protocol sees it; it pushes at once, so it never has to rebase."""

    name: str
    text: str
    revision: int = 0
    pushed: list[str] = field(default_factory=list)

    def pull(self, shared: SharedText) -> None:
        for update in shared.push(self.revision, []):
            self.take(update)

    def take(self, update: dict) -> None:
        self.text = apply_edits(self.text, edits_from_json(self.text, update["changes"]))
        self.revision += 1

    def type(self, shared: SharedText, at: float, insert: str) -> bool:
        """Type somewhere; False if others were first and it has to be typed again."""
        place = Span(int(at * len(self.text)), int(at * len(self.text)))
        changes = changes_to_json(self.text, [Edit(place, insert)])
        updates = shared.push(self.revision, [{"client": self.name, "changes": changes}])
        for update in updates:
            self.take(update)
        return bool(updates) and updates[-1]["client"] == self.name


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "disk"]), st.floats(0, 1), st.sampled_from(["a", "👩", "\n"])
    ),
    max_size=25,
)


@settings(deadline=None)
@given(STEPS)
def test_views_and_python_agree_after_any_interleaving(
    steps: list[tuple[str, float, str]],
) -> None:
    shared = SharedText("It's a 👩 draft.\n")
    views = {name: View(name, shared.text) for name in ("one", "two")}
    for who, at, insert in steps:
        if who == "disk":
            place = Span(int(at * len(shared.text)), int(at * len(shared.text)))
            shared.edit([Edit(place, insert)])
        elif not views[who].type(shared, at, insert):
            assert views[who].type(shared, at, insert)
    for view in views.values():
        view.pull(shared)
        assert view.text == shared.text
        assert view.revision == shared.revision


def test_what_listeners_hear_gives_the_text() -> None:
    shared = SharedText("one two")
    heard = []
    shared.listen(lambda base, edits: heard.append(apply_edits(base, edits)))
    shared.edit([Edit(Span(0, 3), "1")])
    assert heard == ["1 two"] == [shared.text]


def test_a_page_of_another_session_is_told_to_reload() -> None:
    with pytest.raises(ValueError, match="reload"):
        SharedText("").push(3, [])
