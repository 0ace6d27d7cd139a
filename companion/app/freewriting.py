"""The free-association pane on one draft: answers its requests, keeps every word.

What the author writes is kept as soon as it arrives. What a partner says is announced by the event
``association-turn``, whoever asked, and is kept with what of it was the author's before. Nothing
here can change the draft.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from companion.app.associating import AUTHOR
from companion.app.cli import UserError
from companion.app.models import Models
from companion.app.page import Page, sending_to_wire
from companion.association import norms, threads
from companion.association.borrowed import Known
from companion.association.threads import Thread
from companion.association.turns import (
    Association,
    Rules,
    Turn,
    partner_context,
    partner_messages,
    tidy_reply,
)
from companion.llm.describe import describe_send
from companion.llm.errors import ModelError
from companion.llm.roles import Message as Said
from companion.llm.roles import RoleCall
from companion.store.associations import Associations, KeptAssociation, KeptThread, KeptTurn
from companion.store.database import HistoryError
from companion.text.document import paragraphs
from companion.widgets.messages import Message, RequestError

PARTNER = "Partner"
_PROMPT = "partner"
_EXPECTED_OUTPUT = 60  # tokens


class Freewriting:
    """Freewriting beside one draft.

    Args:
        page: where it is shown.
        kept: where associations are kept.
        draft: gives the draft as it stands.
        models: gives the models that may be asked; None if there are none at all.
        said: called after others have said something.
    """

    def __init__(
        self,
        page: Page,
        kept: Associations,
        *,
        draft: Callable[[], str],
        models: Callable[[], Models] | None = None,
        said: Callable[[], None] = lambda: None,
    ) -> None:
        self._page = page
        self._kept = kept
        self._draft = draft
        self._models = models
        self._said = said
        self._agreed: set[str] = set()
        self._own: set[asyncio.Task[None]] = set()
        # The sitting, as this page last kept it; None before its first word.
        self._now: KeptAssociation | None = None
        self._about = ""
        for kind, handler in {
            "association-open": self._open,
            "association-write": self._write,
            "association-new": self._begin_afresh,
            "association-about": self._set_about,
            "association-sparks": self._sparks,
            "association-rules": self._set_rules,
            "association-offer": self._offer,
            "association-threads": self._change_threads,
            "association-plan": self._plan,
            "association-partner": self._partner,
        }.items():
            page.on_request(kind, telling(handler))

    # Writing

    def _open(self, message: Message) -> Message:
        """All that a view needs to draw itself; words left in the browser are taken in first."""
        self._now = self._kept.latest("freewriting")
        self._about = self._now.about if self._now else ""
        backup = message.get("backup")
        if isinstance(backup, dict):
            self._recover(backup)
        return self._state()

    def _state(self) -> Message:
        now = self._now
        return {
            "association": now.id if now else None,
            "about": self._about,
            "turns": [{"speaker": t.speaker, "text": t.text} for t in now.turns] if now else [],
            "rules": asdict(self._rules()),
            "threads": self._threads_to_wire(),
            "partner": self._partner_state(),
        }

    def _write(self, message: Message) -> Message:
        """Keep the author's turns that changed; answers with the association that has them.

        If another page has written to the same association, this page's words go into one of
        their own: neither overwrites the other.
        """
        turns = _author_turns(message.get("turns"))
        if turns:
            self._put(turns)
        return {"association": self._now.id if self._now else None}

    def _put(self, turns: Mapping[int, KeptTurn]) -> None:
        now = self._now
        turns = _placed(now.turns if now else (), turns)
        if now is not None:
            there = self._kept.get(now.id)
            if there is not None and there.turns == now.turns:
                self._kept.put(now.id, turns)
                self._now = replace(now, turns=_with_turns(now.turns, turns))
                return
            if there is not None and _has(there.turns, turns):  # the next page was quicker
                self._now = there
                return
        self._start(_with_turns(now.turns if now else (), turns))

    def _start(self, turns: Sequence[KeptTurn]) -> None:
        """Keep an association of its own for this page."""
        names = (AUTHOR, PARTNER)
        number = self._kept.begin("freewriting", names, _now(), about=self._about, turns=turns)
        self._now = self._kept.get(number)

    def _recover(self, backup: Message) -> None:
        """Take in what an earlier page could not send: at worst a word stands twice, never not."""
        turns = _author_turns(backup.get("turns"))
        place = backup.get("association")
        if isinstance(place, int) and (self._now is None or self._now.id != place):
            earlier = self._kept.get(place)
            if earlier is not None:
                self._kept.put(place, _placed(earlier.turns, _merged(earlier.turns, turns)))
                return
        if turns:
            self._put(_merged(self._now.turns if self._now else (), turns))

    def _begin_afresh(self, _message: Message) -> Message:
        """End the sitting, which stays, and begin an empty one."""
        if self._now is not None:
            self._kept.describe(self._now.id, ended=_now())
        self._now, self._about = None, ""
        state = self._kept.sitting()
        self._kept.put_sitting({**state, "seen": []})
        return self._state()

    def _set_about(self, message: Message) -> Message:
        """Tie the sitting to the paragraph at an offset, in code points; to none without one."""
        self._about = paragraph_at(self._draft(), message.get("at"))
        if self._now is not None:
            self._kept.describe(self._now.id, about=self._about)
            self._now = replace(self._now, about=self._about)
        return {"about": self._about}

    def _sparks(self, message: Message) -> list[Message]:
        """Associations to what was just written, none of them offered before in this sitting."""
        state = self._kept.sitting()
        seen = list(state.get("seen", ()))
        found = norms.sparks(str(message.get("text", "")), n=self._rules().sparks, seen=seen)
        self._kept.put_sitting({**state, "seen": [*seen, *(s.response for s in found)]})
        return [{"cue": spark.cue, "response": spark.response} for spark in found]

    # Rules

    def _rules(self) -> Rules:
        try:
            return Rules(**self._kept.sitting().get("rules", {}))
        except (TypeError, ValueError):  # kept by another release
            return Rules()

    def _set_rules(self, message: Message) -> Message:
        wanted = message.get("rules")
        try:
            rules = replace(self._rules(), **(wanted if isinstance(wanted, dict) else {}))
        except (TypeError, ValueError) as error:
            raise RequestError(f"this cannot be set: {error}") from error
        self._kept.put_sitting({**self._kept.sitting(), "rules": asdict(rules)})
        return asdict(rules)

    # Threads

    async def _offer(self, _message: Message) -> list[str]:
        """Phrases of the author's own; found in a thread, for the library takes time to load."""
        kept = self._threads()
        text = self._association().authors_text
        return list(await asyncio.to_thread(threads.offer, text, kept=kept))

    def _change_threads(self, message: Message) -> list[Message]:
        """Keep, tick, tie, move or remove a thread; answers with all of them."""
        kept = self._threads()
        act, place = message.get("act"), message.get("place", -1)
        if act == "keep":
            kept = threads.keep(kept, str(message.get("phrase", "")))
        elif not (isinstance(place, int) and 0 <= place < len(kept)):
            raise RequestError("this thread is gone")
        elif act == "tick":
            kept = threads.tick(kept, place, bool(message.get("done")))
        elif act == "tie":
            kept = threads.tie(kept, place, paragraph_at(self._draft(), message.get("at")))
        elif act == "move":
            kept = threads.move(kept, place, int(message.get("by", 0)))
        elif act == "remove":
            kept = threads.remove(kept, place)
        self._kept.put_threads(KeptThread(t.phrase, t.paragraph, t.done) for t in kept)
        return self._threads_to_wire()

    def _threads(self) -> tuple[Thread, ...]:
        return tuple(Thread(t.phrase, t.paragraph, t.done) for t in self._kept.threads())

    def _threads_to_wire(self) -> list[Message]:
        draft = self._draft()
        wire = []
        for thread in self._threads():
            span = threads.find_paragraph(draft, thread.paragraph) if thread.paragraph else None
            wire.append(
                {
                    "phrase": thread.phrase,
                    "done": thread.done,
                    "tied": bool(thread.paragraph),
                    "to": _opening(span.of(draft)) if span else "",
                }
            )
        return wire

    # The partner

    def _association(self) -> Association:
        turns = self._now.turns if self._now else ()
        return Association(
            tuple(Turn("author" if t.speaker == "author" else "partner", t.text) for t in turns),
            self._about,
        )

    def _call(self) -> tuple[Models, RoleCall]:
        if self._models is None:
            raise RequestError("No partner is set up.")
        models = self._models()
        try:
            role, prompt = models.role(_PROMPT)
        except UserError as error:
            raise RequestError(str(error)) from error
        association, draft = self._association(), self._draft()
        context = partner_context(
            association,
            draft=draft,
            outline=_outline(draft),
            threads=[thread.phrase for thread in self._threads()],
        )
        try:
            told = Said("system", prompt.fill(**context))
        except ValueError as error:
            raise RequestError(str(error)) from error
        messages = [Said(m.speaker, m.text) for m in partner_messages(association)]
        return models, RoleCall(role, (told, *messages), expected_output=_EXPECTED_OUTPUT)

    def _partner_state(self) -> Message:
        """Who the partner is, or why there is none."""
        try:
            models, call = self._call()
            models.completer.destination(call.role)
        except (RequestError, ModelError) as error:
            return {"name": "", "why": str(error)}
        return {"name": call.role.model.rpartition("/")[2], "why": ""}

    def _plan(self, _message: Message) -> Message:
        """What asking the partner now would send where, at what price."""
        try:
            models, call = self._call()
            place = models.completer.destination(call.role)
            sending = describe_send([call], models.budget, place)
        except ModelError as error:
            raise RequestError(str(error)) from error
        return sending_to_wire(sending, agreed=place.is_local or place.where in self._agreed)

    async def _partner(self, _message: Message) -> Message:
        """The partner's turn. Cancelled, what it had said stays."""
        models, call = self._call()
        heard = self._draft(), self._association().authors_text
        pieces: list[str] = []

        def hear(piece: str) -> None:
            pieces.append(piece)
            self._page.emit("association-stream", text=tidy_reply("".join(pieces), unfinished=True))

        try:
            self._agreed.add(models.completer.destination(call.role).where)
            reply = await models.completer.complete(call, on_text=hear)
        except ModelError as error:
            raise RequestError(str(error)) from error
        except asyncio.CancelledError:
            self._partner_said(tidy_reply("".join(pieces)), heard)
            raise
        text = tidy_reply(reply.text)
        if not text:
            raise RequestError("The partner said nothing that could stand here. Ask it again.")
        self._partner_said(text, heard)
        return {"text": text}

    def _partner_said(self, text: str, known: tuple[str, str]) -> None:
        if not text:
            return
        turn = KeptTurn("partner", PARTNER, text)
        place = len(self._now.turns) if self._now else 0
        self._put({place: turn})
        assert self._now is not None
        place = len(self._now.turns) - 1
        self._page.emit(
            "association-turn", association=self._now.id, place=place, speaker="partner", text=text
        )
        task = asyncio.ensure_future(self._find_own(self._now.id, place, turn, known))
        self._own.add(task)
        task.add_done_callback(self._own.discard)

    async def _find_own(
        self, association: int, place: int, turn: KeptTurn, known: tuple[str, str]
    ) -> None:
        """Note what of a turn the author had written before; in a thread, the draft may be long."""
        own = await asyncio.to_thread(lambda: Known(*known).spans_in(turn.text))
        turn = replace(turn, own=own)
        if self._now is not None and self._now.id == association:
            self._kept.put(association, {place: turn})
            self._now = replace(self._now, turns=_with_turns(self._now.turns, {place: turn}))
        self._said()


def telling(handler: Callable[[Message], Any]) -> Callable[[Message], Any]:
    """``handler``, with trouble of the history told in words."""

    def answer(message: Message) -> Any:
        try:
            return handler(message)
        except HistoryError as error:
            raise RequestError(str(error)) from error

    return answer


def paragraph_at(draft: str, at: object) -> str:
    """The paragraph around an offset, in code points, or the one before it; none without."""
    if not isinstance(at, int):
        return ""
    before = [p for p in paragraphs(draft) if p.span.start <= at]
    return before[-1].span.of(draft) if before else ""


def _author_turns(turns: object) -> dict[int, KeptTurn]:
    """The page's ``[[place, text], ...]``; what is not in this form is left out."""
    pairs = turns if isinstance(turns, list) else []
    return {
        pair[0]: KeptTurn("author", AUTHOR, pair[1])
        for pair in pairs
        if isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], int)
        and isinstance(pair[1], str)
        and pair[0] >= 0
    }


def _placed(there: Sequence[KeptTurn], new: Mapping[int, KeptTurn]) -> dict[int, KeptTurn]:
    """``new`` at places where no one else's words stand, and without gaps."""
    placed: dict[int, KeptTurn] = {}
    end = len(there)
    for place, turn in sorted(new.items()):
        if place >= len(there) or there[place].speaker != turn.speaker:
            place, end = end, end + 1
        placed[place] = turn
    return placed


def _with_turns(turns: Iterable[KeptTurn], new: Mapping[int, KeptTurn]) -> tuple[KeptTurn, ...]:
    """``turns`` with some replaced and others added at the end."""
    by_place = {**dict(enumerate(turns)), **new}
    return tuple(by_place[place] for place in sorted(by_place))


def _has(there: Sequence[KeptTurn], turns: Mapping[int, KeptTurn]) -> bool:
    """Whether every word of ``turns`` is kept already."""
    return all(
        place < len(there) and there[place].text.startswith(turn.text)
        for place, turn in turns.items()
    )


def _merged(kept: Sequence[KeptTurn], found: Mapping[int, KeptTurn]) -> dict[int, KeptTurn]:
    """Turns with the words of both: what was kept, and what the browser still had."""
    merged = {}
    for place, turn in found.items():
        there = kept[place].text if place < len(kept) else ""
        is_mine = place < len(kept) and kept[place].speaker == "author"
        merged[place] = replace(turn, text=_both(there if is_mine else "", turn.text))
    return merged


def _both(kept: str, found: str) -> str:
    if kept.startswith(found):
        return kept
    if found.startswith(kept):
        return found
    same = next(i for i, (a, b) in enumerate(zip(kept, found, strict=False)) if a != b)
    return f"{kept}\n{found[same:]}"


def _outline(draft: str) -> str:
    return "\n".join(p.span.of(draft) for p in paragraphs(draft) if p.kind == "heading")


def _opening(paragraph: str, most: int = 40) -> str:
    words = " ".join(paragraph.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
