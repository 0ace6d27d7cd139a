"""The free-association pane on one draft: answers its requests, keeps every word.

What the author writes is kept as soon as it arrives. Whenever a sitting changes, every view of the
page hears of it by the event ``association-changed``. Nothing here can change the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from companion.app.association.kept_threads import KeptThreads
from companion.app.association.pane_context import PaneContext
from companion.app.association.partner import Partner
from companion.app.association.writing_sessions import Kept, Sittings, Written, mark
from companion.association import norms
from companion.association.turns import SessionOptions
from companion.store.associations import KeptAssociation
from companion.widgets.messages import Message, RequestError


class Freewriting:
    """Freewriting beside one draft."""

    def __init__(self, beside: PaneContext) -> None:
        self._beside = beside
        self._sittings = Sittings(beside.kept)
        # What a sitting that has no words yet is about.
        self._about = ""
        self._partner = Partner(
            beside, self._sittings, about=lambda: self._about, spoken=self._changed
        )
        self._threads = KeptThreads(beside, self._written)
        beside.answer(
            {
                "association-open": self._open,
                "association-write": self._write,
                "association-new": self._begin_afresh,
                "association-about": self._set_about,
                "association-sparks": self._sparks,
                "association-rules": self._set_rules,
            }
        )

    # Writing

    def _open(self, message: Message) -> Message:
        """All that a view needs to draw itself; words left in the browser are taken in first."""
        backups = message.get("backups")
        for backup in backups if isinstance(backups, list) else []:
            turns = _turns_from_wire(backup.get("turns")) if isinstance(backup, dict) else {}
            if turns:
                self._sittings.write(backup.get("association"), turns, seen="")
        return self._state(self._sittings.latest())

    def _state(self, sitting: KeptAssociation | None) -> Message:
        return {
            **_sitting_to_wire(sitting),
            "about": sitting.about if sitting else self._about,
            "rules": asdict(self._rules()),
            "threads": self._threads.to_wire(),
            "partner": self._partner.state(),
        }

    def _write(self, message: Message) -> Message:
        """Keep the author's turns that changed; without any, see whether others wrote.

        Answers with the sitting that has them and its mark, and with all its turns where they are
        not as the page has them.
        """
        turns = _turns_from_wire(message.get("turns"))
        seen = str(message.get("seen", ""))
        kept = self._sittings.write(message.get("association"), turns, seen, self._about)
        if kept is None:
            return {"association": None, "seen": mark(()), "turns": None}
        if turns:
            self._changed(kept.association.id)
        return _written_to_wire(kept)

    def _changed(self, association: int) -> None:
        there = self._sittings.get(association)
        if there is not None:
            self._beside.page.emit(
                "association-changed", association=association, seen=mark(there.turns)
            )

    def _begin_afresh(self, _message: Message) -> Message:
        """End the sitting, which stays, and begin an empty one."""
        self._sittings.end()
        self._about = ""
        self._beside.kept.revise_sitting(lambda state: {**state, "seen": []})
        return self._state(None)

    def _set_about(self, message: Message) -> Message:
        """Tie the sitting to the paragraph at an offset, in code points; to none without one."""
        self._about = self._beside.paragraph_at(message.get("at"))
        there = self._sittings.get(message.get("association"))
        if there is not None:
            self._beside.kept.describe(there.id, about=self._about)
        return {"about": self._about}

    def _written(self, message: Message) -> str:
        there = self._sittings.get(message.get("association"))
        turns = there.turns if there else ()
        return "\n".join(turn.text for turn in turns if turn.speaker == "author")

    # Sparks and rules

    def _sparks(self, message: Message) -> list[Message]:
        """Associations to what was just written, none of them offered before in this sitting."""
        text, many = str(message.get("text", "")), self._rules().sparks
        found: tuple[norms.Spark, ...] = ()

        def offered(state: dict[str, Any]) -> Mapping[str, Any]:
            nonlocal found
            seen = list(state.get("seen", ()))
            found = norms.sparks(text, n=many, seen=seen)
            return {**state, "seen": [*seen, *(spark.response for spark in found)]}

        self._beside.kept.revise_sitting(offered)
        return [{"cue": spark.cue, "response": spark.response} for spark in found]

    def _rules(self) -> SessionOptions:
        try:
            return SessionOptions(**self._beside.kept.sitting().get("rules", {}))
        except (TypeError, ValueError):  # kept by another release
            return SessionOptions()

    def _set_rules(self, message: Message) -> Message:
        wanted = message.get("rules")
        try:
            rules = replace(self._rules(), **(wanted if isinstance(wanted, dict) else {}))
        except (TypeError, ValueError) as error:
            raise RequestError(f"this cannot be set: {error}") from error
        self._beside.kept.revise_sitting(lambda state: {**state, "rules": asdict(rules)})
        return asdict(rules)


def _sitting_to_wire(sitting: KeptAssociation | None) -> Message:
    turns = sitting.turns if sitting else ()
    return {
        "association": sitting.id if sitting else None,
        "seen": mark(turns),
        "turns": [{"speaker": turn.speaker, "text": turn.text} for turn in turns],
    }


def _written_to_wire(kept: Kept) -> Message:
    wire = _sitting_to_wire(kept.association)
    return {**wire, "turns": None} if kept.seen else {**wire, "about": kept.association.about}


def _turns_from_wire(turns: object) -> dict[int, Written]:
    """The page's ``[[place, text, same], ...]``; what is not in this form is left out."""
    pairs = turns if isinstance(turns, list) else []
    return {
        part[0]: Written(part[1], part[2])
        for part in pairs
        if isinstance(part, list)
        and len(part) == 3
        and isinstance(part[0], int)
        and isinstance(part[1], str)
        and isinstance(part[2], int)
        and part[0] >= 0
        and part[2] >= 0
    }
