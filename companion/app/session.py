"""The state of one open draft: its text, its file, its suggestions, what was decided.

The session knows nothing of how the page looks; it answers the page's requests and tells it
what changed. `dashboard` joins the two.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

from companion.app.associating import borrowed_phrases
from companion.app.autosave import Autosave, SaveState
from companion.app.checking import BackgroundCheck, Patch
from companion.app.page import Page
from companion.app.record import Record
from companion.app.shared_text import SharedText
from companion.app.voice_watch import Standing, VoiceWatch
from companion.app.wire import leanings_to_wire, suggestions_to_wire
from companion.grammar.kinds import Kind
from companion.review.check import Checker, Suggestion
from companion.review.disclose import VENUES, Disclosure, disclosure_of, facts, statement
from companion.review.voice_reading import VoiceReader
from companion.store.database import HistoryError
from companion.store.draft_file import DraftError
from companion.store.recovery import Recovered
from companion.text.diff import diff_words
from companion.text.edit import Edit
from companion.text.merge import Merge
from companion.text.span import Span
from companion.voice.profile import VoiceProfile
from companion.voice.readability import readability
from companion.widgets.changes import BadChanges
from companion.widgets.messages import Message, RequestError
from companion.widgets.offsets import Offsets

DECISIONS = ("accepted", "rejected", "never", "undone")

CONFLICT = (
    "The file was changed in another place at the same time. Both versions stand in the draft,"
    " between notes in {>> <<}: keep what you want and delete the notes."
)
GONE = (
    "The file of this draft was deleted or moved in another place. Your text is still here; what"
    " you type next writes it to the same place again."
)


class Draft(Protocol):
    """What a session works on: a file, the Markdown cells of a notebook, a text in memory.

    `companion.store.draft_file.DraftFile` tells what the methods do.
    """

    text: str
    place: str
    recovered: tuple[Recovered, ...]

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""

    @property
    def name(self) -> str:
        """What it is called."""

    def write(self, text: str) -> Merge | None: ...  # noqa: D102

    def adopt(self, merged: Merge) -> None: ...  # noqa: D102

    def merge(self, base: str, ours: str, theirs: str) -> Merge: ...  # noqa: D102

    def forget(self, recovered: Recovered) -> None: ...  # noqa: D102

    def outside_changes(self) -> AsyncIterator[str]: ...  # noqa: D102


class SessionPage(Page, Protocol):
    """The page as the session needs it: traits to set."""

    save_state: dict[str, Any]
    checking: bool
    read_share: float
    notices: list[dict[str, Any]]
    minutes: int
    voice: dict[str, Any]


class Session:
    """One draft, open on one page.

    Args:
        draft: the file, as it was read, or what stands for one.
        page: where it is shown.
        checker: what finds suggestions.
        record: what was decided before, and where decisions are kept.
        profile: the statistics of the author's writing, if there are any.
    """

    def __init__(
        self,
        draft: Draft,
        page: SessionPage,
        checker: Checker,
        record: Record,
        profile: VoiceProfile | None = None,
    ) -> None:
        self.draft = draft
        self.page = page
        self.text = SharedText(draft.text)
        self._began = draft.text
        self._watchers: list[Callable[[], None]] = []
        self.record = record
        self.checker = checker
        self.dismissed = record.dismissed()
        checker.dismissed = self.dismissed
        checker.off |= record.rules_off()
        self._add_words(record.dictionary())
        self._minutes = record.minutes()
        self._minute = 0
        page.minutes = self._minutes
        self.autosave = Autosave(self._write, self._report_save)
        self.reader = VoiceReader(record.first_text(draft.text), profile)
        self.check = BackgroundCheck(
            draft.text,
            checker,
            measure=lambda paragraph, edit: self.reader.of_edit(paragraph, edit).bits,
            publish=self._publish,
            progress=self._report_reading,
        )
        self.voice = VoiceWatch(self.reader, _against(profile), self._publish_voice)
        self._leanings: list[dict[str, Any]] = []
        # Every suggestion that the page was shown, so that a decision on it can be recorded.
        self._shown: dict[str, Suggestion] = {}
        self._watch: asyncio.Task[None] | None = None
        self.text.listen(self._text_changed)
        for kind, handler in {
            "open": self._open,
            "push": self._push,
            "look": self._look,
            "save": self._save,
            "decide": self._decide,
            "pasted": self._pasted,
            "disclosure": self._disclosure,
            "facts": self._facts,
            "put-away": self._put_away,
        }.items():
            page.on_request(kind, handler)

    def start(self) -> None:
        """Begin checking and watching the file, in the running event loop."""
        self.check.start()
        self.voice.start()
        self.voice.changed(self.text.text, ())
        self._watch = asyncio.ensure_future(self._watch_file())
        self.record.keep(self.text.text, "sitting")

    async def close(self) -> None:
        """Stop, after everything is saved."""
        self.check.stop()
        self.voice.stop()
        if self._watch is not None:
            self._watch.cancel()
        await self.autosave.save()
        self.autosave.close()
        await asyncio.to_thread(self.record.close)

    def notify(self, text: str, level: str = "info") -> None:
        """Show the author a notice until they put it away."""
        if all(notice["text"] != text for notice in self.page.notices):
            self.page.notices = [*self.page.notices, {"level": level, "text": text}]

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call ``watcher()`` whenever the text, its suggestions or its drift have changed."""
        self._watchers.append(watcher)

    def placed(self, place: str) -> None:
        """Note where a draft in no file is now kept, in words; empty where it is safe."""
        self.draft.place = place
        if not place:
            self._began = self.text.text
        self._report_save(SaveState("saved", time.strftime("%H:%M")))

    def replace(self, text: str) -> None:
        """Make the draft ``text``, as the author's own program asks."""
        self._edit(diff_words(self.text.text, text))

    # Requests of the page

    def _open(self, message: Message) -> Message:
        """What a view needs to draw itself; words it holds from an unsaved page are merged in.

        ``base`` is what a text in no file began as, which the page needs to keep a copy of it.
        """
        in_file = self.draft.path is not None
        # A text in no file is as old as its kernel: there is nothing to recover later.
        if (unsaved := message.get("unsaved")) and (in_file or self.text.version == 0):
            self._recover(unsaved)
        return {
            "text": self.text.text,
            "version": self.text.version,
            "suggestions": suggestions_to_wire(self.text.text, self.check.on_page),
            "leanings": self._leanings,
            "base": None if in_file else self._began,
        }

    def _push(self, message: Message) -> Message:
        """Take a view's changes; with ``save``, the page is about to go."""
        before = self.text.version
        try:
            updates = self.text.push(message["version"], message["updates"])
        except (BadChanges, ValueError, KeyError, TypeError) as error:
            raise RequestError(f"these changes do not fit the draft: {error}") from error
        if self.text.version > before:
            self._tell_views()
            self._active()
        if message.get("save"):
            self.autosave.save_soon()
        return {"updates": updates}

    def _look(self, message: Message) -> None:
        """Note which part of the draft a view shows."""
        if message.get("version") != self.text.version:
            return  # it will look again when it has caught up
        offsets = Offsets(self.text.text)
        try:
            span = Span(*(offsets.to_points(int(message[end])) for end in ("from", "to")))
        except (ValueError, KeyError, TypeError) as error:
            raise RequestError(f"this is no part of the draft: {error}") from error
        self.check.look(span)

    async def _save(self, _message: Message) -> None:
        await self.autosave.save()

    def _recover(self, copy: Message) -> None:
        """Merge what an earlier page left unsaved in the browser."""
        base, text = copy.get("base"), copy.get("text")
        if not (isinstance(base, str) and isinstance(text, str)):
            return
        try:
            result = self.draft.merge(base, text, self.text.text)
        except DraftError as error:
            self.record.keep(text, "recovered")
            self.notify(f"{error}. What was unsaved is kept as a version.", "error")
            return
        self._edit(diff_words(self.text.text, result.text))
        if result.conflicts:
            self.notify(CONFLICT, "error")

    def _decide(self, message: Message) -> None:
        """Record what the author decided about a suggestion."""
        decision = message.get("decision")
        suggestion = self._shown.get(str(message.get("suggestion")))
        if suggestion is None or decision not in DECISIONS:
            raise RequestError("this suggestion is not known here; nothing was recorded")
        self.record.decided(suggestion, decision, self.text.previous, time.monotonic())
        if self.checker.marks is not None:
            self.checker.marks.decided(suggestion.id, decision)
        self._active()
        if decision in ("rejected", "never"):
            self.dismissed.add(suggestion.fingerprint)
        elif decision == "undone":
            self.dismissed.discard(suggestion.fingerprint)
        if suggestion.kind is Kind.SPELLING:
            if decision == "never":
                self._add_words({suggestion.before})
            elif decision == "undone":
                self._remove_words({suggestion.before})
        elif suggestion.rule and decision == "never":
            self.checker.off |= {suggestion.rule}
        elif decision == "undone":
            self.checker.off -= {suggestion.rule}
        self.check.refresh()

    def _pasted(self, message: Message) -> None:
        """Note that a text came in at once, rather than by typing.

        It is not in our text yet; what was cut out to be moved is still in the one before.
        """
        known = f"{self.text.previous}\n\n{self.text.text}"
        self.record.pasted(str(message.get("text", "")), known)

    def _put_away(self, message: Message) -> None:
        """Forget a notice that the author has read."""
        self.page.notices = [n for n in self.page.notices if n["text"] != message.get("text")]

    async def _disclosure(self, message: Message) -> Message:
        """What is on record, as a statement for a venue."""
        venue = str(message.get("venue", "generic"))
        if venue not in VENUES:
            raise RequestError(f"there is no form for {venue!r}")
        try:
            found = await asyncio.to_thread(self._disclose, self.text.text)
        except HistoryError as error:
            raise RequestError(str(error)) from error
        said = statement(found, venue)
        return {
            "text": said.text,
            "advice": said.advice,
            "facts": facts(found),
            "venues": [(name, title) for name, (title, _) in VENUES.items()],
        }

    def _disclose(self, text: str) -> Disclosure:
        history = self.record.history
        phrases = borrowed_phrases(history.associations.all(), text)
        return disclosure_of(history, self.draft.name, text, borrowed=phrases)

    async def _facts(self, _message: Message) -> str:
        """Readability, as facts beside the meter; loaded only when someone looks."""
        found = await asyncio.to_thread(readability, self.text.text)
        if found.grade is None:
            return f"{found.words:,} words: too few to speak of readability."
        return (
            f"Reading grade {found.grade:.1f}, reading ease {found.reading_ease:.0f},"
            f" {found.words_per_sentence:.1f} words a sentence."
        )

    # The file

    async def _write(self) -> None:
        """Make the text durable; what another program wrote meanwhile is merged in."""
        text = self.text.text
        merged = await asyncio.to_thread(self.draft.write, text)
        if merged is not None:
            self.record.keep(text, "before merge")
            self._take_in(text, merged.text)
            self.draft.adopt(merged)
            if merged.conflicts:
                self.notify(CONFLICT, "error")
        self.record.saved(self.draft.text)

    def _take_in(self, base: str, theirs: str) -> None:
        """Merge a revision of ``base`` made elsewhere into the text as it now stands."""
        result = self.draft.merge(base, self.text.text, theirs)
        self._edit(result.edits)
        if result.conflicts:
            self.notify(CONFLICT, "error")

    def _edit(self, edits: Sequence[Edit]) -> None:
        if edits:
            self.text.edit(edits)
            self._tell_views()

    async def _watch_file(self) -> None:
        async for change in self.draft.outside_changes():
            if change == "gone":
                self.notify(GONE, "error")
            else:
                await self.autosave.save(anyway=True)

    # The author's wishes

    def _add_words(self, words: AbstractSet[str]) -> None:
        rules = self.checker.rules
        self.checker.rules = replace(rules, dictionary=rules.dictionary | words)

    def _remove_words(self, words: AbstractSet[str]) -> None:
        rules = self.checker.rules
        self.checker.rules = replace(rules, dictionary=rules.dictionary - words)

    def _active(self) -> None:
        """The author is at work: count this minute once."""
        self.record.active()
        minute = int(time.time() // 60)
        if minute != self._minute:
            self._minute = minute
            self._minutes += 1
            self.page.minutes = self._minutes

    # What happens meanwhile

    def _text_changed(self, _base: str, edits: Sequence[Edit]) -> None:
        self.check.changed(edits, self.text.text)
        self.voice.changed(self.text.text, self.check.on_page)
        self.autosave.touched()
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _tell_views(self) -> None:
        """Every view fetches what it has not got."""
        self.page.emit("updates", version=self.text.version)

    def _publish(self, patch: Patch) -> None:
        self._shown |= {s.id: s for s in patch.add}
        self.record.shown(patch.add)
        self.page.emit(
            "suggestions",
            version=self.text.version,
            remove=list(patch.remove),
            add=suggestions_to_wire(self.text.text, patch.add),
        )
        self.voice.changed(self.text.text, self.check.on_page)
        self._tell_watchers()

    def _publish_voice(self, standing: Standing) -> None:
        self.page.voice = standing.meter
        self._tell_watchers()
        leanings = leanings_to_wire(standing.text, standing.leaning)
        if leanings != self._leanings:
            self._leanings = leanings
            self.page.emit("leanings", version=self.text.version, leanings=leanings)

    def _report_save(self, state: SaveState) -> None:
        if self.draft.place:
            state = SaveState("kept", state.at, self.draft.place)
        self.page.save_state = asdict(state)

    def _report_reading(self, share: float | None) -> None:
        self.page.checking = share is not None
        self.page.read_share = round(share, 2) if share else 0.0


def _against(profile: VoiceProfile | None) -> str:
    """What the meter holds the draft against, in words for the page."""
    if profile is None:
        return "against this draft as you began"
    return f"against your own writing, {profile.tokens:,} words and marks"
