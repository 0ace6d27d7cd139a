"""The author's words of a sitting, which several pages may write at once: none is lost.

A page says what it last saw, by a mark of all turns. While that is what is kept, its turns replace
those kept. If another page has written meanwhile, the words of both stay, and the page is told how
the turns now are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from companion.app.association.pane_context import now
from companion.app.session.kept_associations import AUTHOR
from companion.store.associations import Associations, KeptAssociation, KeptTurn, Kind

PARTNER = "Partner"
_KIND: Kind = "freewriting"


class Written(NamedTuple):
    """A turn of the author's as a page has it.

    Attributes:
        text: all of it.
        same: how many characters at its start are as the page knows them to be kept.
    """

    text: str
    same: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of turns.

    Attributes:
        association: the sitting that has them now.
        seen: whether its turns are as the page has them.
    """

    association: KeptAssociation
    seen: bool


class Sittings:
    """The sittings of one draft."""

    def __init__(self, kept: Associations) -> None:
        self._kept = kept

    def get(self, number: object) -> KeptAssociation | None:
        """The sitting of that number, if it is still kept."""
        return self._kept.get(number) if isinstance(number, int) else None

    def latest(self) -> KeptAssociation | None:
        """The sitting that goes on."""
        return self._kept.latest(_KIND)

    def end(self) -> None:
        """End the current sitting; it is kept."""
        while one := self.latest():
            self._kept.describe(one.id, ended=now())

    def write(
        self, number: object, turns: Mapping[int, Written], seen: str, about: str = ""
    ) -> Kept | None:
        """Keep turns of the author's at their places among all turns.

        Args:
            number: the sitting that the page has; if it is none, or is gone, they go into the one
                that goes on, or into a new one.
            turns: those that changed.
            seen: the `mark` of the turns that the page saw last.
            about: what a new sitting is about.

        Returns:
            None if there is nothing to keep, nor anything kept.
        """
        there = self.get(number)
        if not turns:
            there = there or self.latest()
            return Kept(there, mark(there.turns) == seen) if there else None
        agreed = False

        def placed(said: tuple[KeptTurn, ...]) -> dict[int, KeptTurn]:
            nonlocal agreed
            agreed = mark(said) == seen and fits(said, turns)
            if agreed:
                return {place: _author(turn.text) for place, turn in turns.items()}
            return merged(said, turns)

        number = there.id if there else self._begin(about)
        self._kept.revise(number, placed)
        found = self._kept.get(number)
        assert found is not None, "nobody deletes between two statements of this thread"
        return Kept(found, agreed)

    def add(self, number: object, turn: KeptTurn, about: str = "") -> tuple[int, int]:
        """Keep a turn of the partner's at the end of a sitting: its number, and the place."""
        there = self.get(number)
        one = there.id if there else self._begin(about)
        turns = self._kept.revise(one, lambda said: {len(said): turn}) or ()
        return one, len(turns) - 1

    def replace(self, number: int, place: int, old: KeptTurn, new: KeptTurn) -> None:
        """Put ``new`` where ``old`` stands, if it still does."""
        self._kept.revise(
            number, lambda said: {place: new} if said[place : place + 1] == (old,) else {}
        )

    def _begin(self, about: str) -> int:
        return self._kept.going_on(_KIND, (AUTHOR, PARTNER), now(), about=about)


def mark(turns: Sequence[KeptTurn]) -> str:
    """A hash of turns, by which a page knows them again."""
    said = "\0".join(f"{turn.speaker}\0{turn.text}" for turn in turns)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fits(said: Sequence[KeptTurn], turns: Mapping[int, Written]) -> bool:
    """Whether each turn stands for one of the author's, or comes after all that was said."""
    end = len(said)
    for place in sorted(turns):
        if place > end or (place < len(said) and said[place].speaker != "author"):
            return False
        end = max(end, place + 1)
    return True


def merged(said: Sequence[KeptTurn], turns: Mapping[int, Written]) -> dict[int, KeptTurn]:
    """The author's turns with the words of both: of ``turns``, and what was ``said`` meanwhile.

    A turn whose place another's words have taken comes after all that was said.
    """
    now_said = list(said)
    changed: dict[int, KeptTurn] = {}
    for place, turn in sorted(turns.items()):
        if place >= len(now_said) or now_said[place].speaker != "author":
            place = len(now_said) - 1 if _author_is_last(now_said) else len(now_said)
        there = now_said[place].text if place < len(now_said) else ""
        changed[place] = _author(both(there, turn))
        now_said[place : place + 1] = [changed[place]]
    return changed


def both(kept: str, found: Written) -> str:
    """A text with all words of the kept one and of the one found; what they share is there once."""
    if kept.startswith(found.text):
        return kept
    if found.text.startswith(kept):
        return found.text
    same = 0
    for a, b in zip(kept, found.text[: found.same], strict=False):
        if a != b:
            break
        same += 1
    while same and not any(map(str.isspace, found.text[same - 1 : same + 1])):  # whole words
        same -= 1
    rest = found.text[same:].lstrip(" ")
    return kept + rest if kept[-1].isspace() or not rest.strip() else f"{kept}\n{rest}"


def _author_is_last(said: Sequence[KeptTurn]) -> bool:
    return bool(said) and said[-1].speaker == "author"


def _author(text: str) -> KeptTurn:
    return KeptTurn("author", AUTHOR, text)
