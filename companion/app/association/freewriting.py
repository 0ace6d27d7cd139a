"""The free-association pane on one draft: answers its requests, keeps every word.

What the author writes is kept as soon as it arrives. Whenever a sitting changes, every view of the
page hears of it by the event ``association-changed``. Nothing here can change the draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from companion.app.association.kept_threads import KeptThreads
from companion.app.association.pane_context import PaneContext
from companion.app.association.partner import Partner
from companion.app.association.writing_sessions import Kept, Sittings, Written, mark
from companion.association import norms
from companion.association.turns import SessionOptions
from companion.store.associations import KeptAssociation, KeptTurn
from companion.widgets import protocol
from companion.widgets.contract import problems
from companion.widgets.messages import RequestError


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
        beside.answer(protocol.ASSOCIATION_OPEN, self._open)
        beside.answer(protocol.ASSOCIATION_WRITE, self._write)
        beside.answer(protocol.ASSOCIATION_NEW, self._begin_afresh)
        beside.answer(protocol.ASSOCIATION_ABOUT, self._set_about)
        beside.answer(protocol.ASSOCIATION_SPARKS, self._sparks)
        beside.answer(protocol.ASSOCIATION_RULES, self._set_rules)

    # Writing

    def _open(self, message: protocol.Backups) -> protocol.AssociationOpening:
        """All that a view needs to draw itself; words left in the browser are taken in first."""
        for backup in message.get("backups", ()):
            if isinstance(backup, dict) and (turns := _kept_in_browser(backup.get("turns"))):
                self._sittings.write(backup.get("association"), turns, seen="")
        return self._state(self._sittings.latest())

    def _state(self, sitting: KeptAssociation | None) -> protocol.AssociationOpening:
        turns = sitting.turns if sitting else ()
        return {
            "association": sitting.id if sitting else None,
            "seen": mark(turns),
            "turns": _said(turns),
            "about": sitting.about if sitting else self._about,
            "rules": _options(self._rules()),
            "threads": self._threads.payloads(),
            "partner": self._partner.state(),
        }

    def _write(self, message: protocol.Write) -> protocol.Sitting:
        """Keep the author's turns that changed; without any, see whether others wrote.

        Answers with the sitting that has them and its mark, and with all its turns where they are
        not as the page has them.
        """
        turns = {place: Written(text, same) for place, text, same in message.get("turns", ())}
        seen = message.get("seen", "")
        kept = self._sittings.write(message.get("association"), turns, seen, self._about)
        if kept is None:
            return {"association": None, "seen": mark(()), "turns": None}
        if turns:
            self._changed(kept.association.id)
        return _kept(kept)

    def _changed(self, association: int) -> None:
        there = self._sittings.get(association)
        if there is not None:
            changed = protocol.AssociationChanged(association=association, seen=mark(there.turns))
            self._beside.page.emit(protocol.ASSOCIATION_CHANGED, changed)

    def _begin_afresh(self, _message: protocol.Nothing) -> protocol.AssociationOpening:
        """End the sitting, which is kept, and begin an empty one."""
        self._sittings.end()
        self._about = ""
        self._beside.kept.revise_sitting(lambda state: {**state, "seen": []})
        return self._state(None)

    def _set_about(self, message: protocol.SetAbout) -> protocol.About:
        """Tie the sitting to the paragraph at an offset, in code points; to none without one."""
        self._about = self._beside.paragraph_at(message["at"])
        there = self._sittings.get(message.get("association"))
        if there is not None:
            self._beside.kept.describe(there.id, about=self._about)
        return {"about": self._about}

    def _written(self, number: int | None) -> str:
        there = self._sittings.get(number)
        turns = there.turns if there else ()
        return "\n".join(turn.text for turn in turns if turn.speaker == "author")

    # Sparks and rules

    def _sparks(self, message: protocol.Words) -> list[protocol.Spark]:
        """Associations to what was just written, none of them offered before in this sitting."""
        text, many = message["text"], self._rules().sparks
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

    def _set_rules(self, message: protocol.Rules) -> protocol.SessionOptions:
        try:
            rules = replace(self._rules(), **message["rules"])
        except ValueError as error:
            raise RequestError(f"this cannot be set: {error}") from error
        self._beside.kept.revise_sitting(lambda state: {**state, "rules": asdict(rules)})
        return _options(rules)


def _said(turns: Sequence[KeptTurn]) -> list[protocol.SaidTurn]:
    return [{"speaker": turn.speaker, "text": turn.text} for turn in turns]


def _kept(kept: Kept) -> protocol.Sitting:
    """What became of what a page wrote: only the mark, where all is as the page has it."""
    one = kept.association
    sitting = protocol.Sitting(association=one.id, seen=mark(one.turns), turns=None)
    if not kept.seen:
        sitting["turns"], sitting["about"] = _said(one.turns), one.about
    return sitting


def _options(rules: SessionOptions) -> protocol.SessionOptions:
    return {
        "goal_words": rules.goal_words,
        "minutes": rules.minutes,
        "backspace": rules.backspace,
        "pause_seconds": rules.pause_seconds,
        "hide_count": rules.hide_count,
        "sparks": rules.sparks,
    }


def _kept_in_browser(turns: object) -> dict[int, Written]:
    """The turns of a page's copy, by place; those of another form than `SentTurn` are left out."""
    pairs = turns if isinstance(turns, list) else []
    return {
        part[0]: Written(part[1], part[2])
        for part in pairs
        if not any(problems(protocol.SentTurn, part, "a turn"))
    }
