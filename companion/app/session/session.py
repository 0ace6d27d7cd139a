"""The state of one open draft: its text, its file, its suggestions, what was decided.

The session knows nothing of how the page looks; it answers the page's requests and tells it
what changed. `dashboard` joins the two.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from companion.app.session.autosave import Autosave
from companion.app.session.background_check import BackgroundCheck, Patch
from companion.app.session.history_recorder import HistoryRecorder
from companion.app.session.kept_associations import borrowed_phrases
from companion.app.session.notices import Level, Notices
from companion.app.session.page import Page
from companion.app.session.payloads import leaning_payloads, suggestion_payloads
from companion.app.session.resume import PageCopy, UnknownCopy, join_copy, resume
from companion.app.session.voice_watch import MeterReading, VoiceWatch
from companion.grammar.guard import GuardOptions
from companion.review.check import Checker, Suggestion
from companion.review.disclose import VENUES, Disclosure, disclosure_of, facts, statement
from companion.review.voice_reading import VoiceReader
from companion.store.database import HistoryError
from companion.store.draft_file import DraftError
from companion.store.recovery import Recovered
from companion.store.update_log import FileState, Superseded, UpdateLogs
from companion.text.characters import in_place, unwritable, writable
from companion.text.diff import diff_words
from companion.text.edit import Edit
from companion.text.merge import Merge
from companion.text.span import Span
from companion.voice.profile import VoiceProfile
from companion.voice.readability import readability
from companion.widgets import protocol
from companion.widgets.messages import RequestError
from companion.widgets.offsets import Offsets

CONFLICT = (
    "The file was changed in another place at the same time. Both versions stand in the draft,"
    " between notes in {>> <<}: keep what you want and delete the notes."
)
LOST = {
    "gone": (
        "The file of this draft was deleted or moved in another place. Your text is still here;"
        " what you type next, or Ctrl+S, writes it to the same place again."
    ),
    "emptied": (
        "The file of this draft was emptied in another place. Your text is still here; what you"
        " type next, or Ctrl+S, writes it again."
    ),
}


SUPERSEDED = (
    "This draft went on in another page, which has all of it. Reload this page, or run its cell"
    " again; what you typed here since then is kept in this browser and comes back"
)

log = logging.getLogger("companion")


class Draft(Protocol):
    """What a session works on: a file, the Markdown cells of a notebook, a text in memory.

    `companion.store.draft_file.DraftFile` tells what the methods do.
    """

    text: str
    place: str
    recovered: tuple[Recovered, ...]
    logs: UpdateLogs | None

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""

    @property
    def name(self) -> str:
        """What it is called."""

    def write(  # noqa: D102
        self, text: str, *, before: Callable[[], None] | None = None
    ) -> Merge | None: ...

    def alone(self) -> AbstractContextManager[None]: ...  # noqa: D102

    def reload(self) -> None: ...  # noqa: D102

    def adopt(self, merged: Merge) -> None: ...  # noqa: D102

    def merge(self, base: str, ours: str, theirs: str) -> Merge: ...  # noqa: D102

    def forget(self, recovered: Recovered) -> None: ...  # noqa: D102

    def outside_changes(self) -> AsyncIterator[str]: ...  # noqa: D102


class SessionPage(Page, Protocol):
    """The page as the session needs it: traits to set."""

    save_state: protocol.SaveState
    checking: bool
    read_share: float
    unread: str
    notices: list[protocol.Notice]
    minutes: int
    voice: protocol.Voice | None


class Session:
    """One draft, open on one page.

    Args:
        draft: the file, as it was read, or what stands for one.
        page: where it is shown.
        checker: what finds suggestions.
        record: what was decided before, and where decisions are kept.
        profile: the statistics of the author's writing, if there are any.
        options: what the author asks of the guard.
    """

    def __init__(
        self,
        draft: Draft,
        page: SessionPage,
        checker: Checker,
        record: HistoryRecorder,
        profile: VoiceProfile | None = None,
        options: GuardOptions = GuardOptions(),  # noqa: B008
    ) -> None:
        self.draft = draft
        self.page = page
        self._began = draft.text
        self.text, conflicts = resume(draft)
        self._viewed = False
        self._watchers: list[Callable[[], None]] = []
        self.record = record
        self.checker = checker
        self._notices = Notices(page)
        self._minutes = record.minutes()
        self._minute = 0
        page.minutes = self._minutes
        self.autosave = Autosave(self._write, self._report_save)
        self.origins = record.origins(draft.text)
        self.reader = VoiceReader(
            record.first_text(draft.text), profile, origins=self.origins, options=options
        )
        self.check = BackgroundCheck(
            self.text.text,
            checker,
            measure=self.reader.of_edit,
            publish=self._publish,
            progress=self._report_reading,
        )
        self.voice = VoiceWatch(self.reader, self._publish_voice)
        self._leanings: list[protocol.Leaning] = []
        # Every suggestion that the page was shown, so that a decision on it can be recorded.
        self._shown: dict[str, Suggestion] = {}
        self._watch: asyncio.Task[None] | None = None
        self.text.listen(self._text_changed)
        page.on_request(protocol.OPEN, self._open)
        page.on_request(protocol.PUSH, self._push)
        page.on_request(protocol.LOOK, self._look)
        page.on_request(protocol.SAVE, self._save)
        page.on_request(protocol.DECIDE, self._decide)
        page.on_request(protocol.PASTED, self._pasted)
        page.on_request(protocol.DISCLOSURE, self._disclosure)
        page.on_request(protocol.FACTS, self._facts)
        page.on_request(protocol.PUT_AWAY, self._put_away)
        if conflicts:
            self.notify(CONFLICT, "error")

    def start(self) -> None:
        """Begin checking and watching the file, in the running event loop."""
        self.check.start()
        self.voice.start()
        self.voice.changed(self.text.text, ())
        self._watch = asyncio.ensure_future(self._watch_file())
        self.record.keep(self.text.text, "sitting")
        if self.text.text != self.draft.text:  # what a killed process had not saved
            self.autosave.touched()
        if self.draft.logs is not None:
            self._expiry = asyncio.ensure_future(asyncio.to_thread(self.draft.logs.expire))

    async def close(self) -> None:
        """Stop, after everything is saved."""
        self.check.stop()
        self.voice.stop()
        if self._watch is not None:
            self._watch.cancel()
        await self.autosave.save()
        self.autosave.close()
        if self.text.log is not None:
            self.text.log.close()
        await asyncio.to_thread(self.record.close)

    def notify(self, text: str, level: Level = "info") -> None:
        """Show the author a notice until they dismiss it."""
        self._notices.tell(text, level)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call ``watcher()`` whenever the text, its suggestions or its drift have changed."""
        self._watchers.append(watcher)

    def came_in(self, text: str, *, known: str | None = None) -> None:
        """Note words that come into the draft other than by its author's keys."""
        self.origins.came(text, self.text.text if known is None else known)
        self.voice.changed(self.text.text, self.check.on_page)

    def teach(self, profile: VoiceProfile) -> None:
        """Hold the draft against its author's own writing from now on."""
        self.reader.teach(profile)
        self.check.refresh()  # the drift of each suggestion is measured anew
        self.voice.changed(self.text.text, self.check.on_page)

    def placed(self, place: str) -> None:
        """Note where a draft in no file is now kept, in words; empty where it is safe."""
        self.draft.place = place
        if not place:
            self._began = self.text.text
        self._report_save({"state": "saved", "at": time.strftime("%H:%M"), "message": ""})

    def replace(self, text: str) -> None:
        """Make the draft ``text``, as the author's own program asks: nobody has typed that."""
        self.came_in(text)
        self._edit(diff_words(self.text.text, writable(text)))

    # Requests of the page

    def _open(self, message: protocol.Copies) -> protocol.Opening:
        """What a view needs to draw itself, with what earlier pages left in the browser.

        ``base`` is what a text in no file began as, which the page needs to keep a copy of it;
        ``recovered`` are the keys of the copies that need no longer be kept.
        """
        recovered = self._recover(message.get("copies", ()))
        self._viewed = True
        if self.text.log is not None:
            self.text.log.begin()
        return {
            "text": self.text.text,
            "revision": self.text.revision,
            "session": self.text.session,
            "suggestions": suggestion_payloads(self.text.text, self.check.on_page),
            "leanings": self._leanings,
            "base": None if self.draft.path is not None else self._began,
            "recovered": recovered,
        }

    def _push(self, message: protocol.Push) -> protocol.Updates:
        """Take a view's changes; with ``save``, the page is about to go."""
        before = self.text.revision
        try:
            updates = self.text.push(message["revision"], message["updates"])
        except Superseded:
            raise RequestError(SUPERSEDED) from None
        except ValueError as error:
            raise RequestError(f"these changes do not fit the draft: {error}") from error
        if self.text.revision > before:
            if unwritable("".join(_inserted(message["updates"]))):  # a page that does not look
                self._edit(diff_words(self.text.text, in_place(self.text.text)))
            self._tell_views()
            self._active()
        if message.get("save"):
            self.autosave.save_soon()
        return {"updates": updates}

    def _look(self, message: protocol.Look) -> None:
        """Note which part of the draft a view shows."""
        if message["revision"] != self.text.revision:
            return  # it will look again when it has caught up
        offsets = Offsets(self.text.text)
        try:
            span = Span(offsets.to_points(message["start"]), offsets.to_points(message["end"]))
        except ValueError as error:
            raise RequestError(f"this is no part of the draft: {error}") from error
        self.check.look(span)

    async def _save(self, _message: protocol.Nothing) -> None:
        await self.autosave.save()

    def _recover(self, copies: Sequence[object]) -> list[str]:
        """Take in what earlier pages left unsaved; returns the keys of those copies."""
        found = [copy for copy in map(PageCopy.of, copies) if copy is not None]
        # A copy of this very session first: it is no longer ours to go on with another's after it.
        found.sort(key=lambda copy: copy.session != self.text.session)
        done = []
        for copy in found:
            try:
                self._recover_one(copy)
            except DraftError as error:
                self._keep_copy(copy, f"{error}.")
            except Exception:  # the author's words are in it, whatever else it is
                log.exception("a page's copy cannot be taken in")
                if copy.text is None:
                    continue  # it stays in the browser
                self._keep_copy(copy, "What this browser kept of an earlier page does not fit.")
            done.append(copy.key)
        return done

    def _recover_one(self, copy: PageCopy) -> None:
        """Put one copy into the text, on the revision that it and Python have in common."""
        try:
            merged = join_copy(self.draft, self.text, copy, fresh=not self._viewed)
        except UnknownCopy:
            if copy.base is None or copy.text is None:
                raise
            if self.draft.path is None and self.text.revision:
                return  # a text in no file is as old as its kernel: this one is of another
            merged = self.draft.merge(copy.base, copy.text, self.text.text)
            self._edit(diff_words(self.text.text, merged.text))
        if self.text.text != self.draft.text:
            self.autosave.touched()
        if self._viewed:
            self._tell_views()
        if merged.conflicts:
            self.notify(CONFLICT, "error")

    def _keep_copy(self, copy: PageCopy, why: str) -> None:
        if copy.text is not None:
            self.record.keep(copy.text, "recovered")
            self.notify(f"{why} What was unsaved is kept as a version.", "error")

    def _decide(self, message: protocol.DecisionMade) -> None:
        """Record what the author decided about a suggestion."""
        decision = message["decision"]
        suggestion = self._shown.get(message["suggestion"])
        if suggestion is None:
            raise RequestError("this suggestion is not known here; nothing was recorded")
        self.record.decided(suggestion, decision, self.text.previous, time.monotonic())
        self.checker.decided(suggestion, decision)
        if decision == "accepted" and not suggestion.mechanical:
            self.came_in(self.text.text, known=self.text.previous)
        self._active()
        self.check.refresh()

    def _pasted(self, message: protocol.Words) -> None:
        """Note that a text came in at once, rather than by typing.

        It is not in our text yet; what was cut out to be moved is still in the one before.
        """
        known = f"{self.text.previous}\n\n{self.text.text}"
        self.record.pasted(message["text"], known)
        self.came_in(message["text"], known=known)

    def _put_away(self, message: protocol.Words) -> None:
        """Forget a notice that the author has read."""
        self._notices.withdraw([message["text"]])

    async def _disclosure(self, message: protocol.VenueChoice) -> protocol.Disclosure:
        """What is on record, as a statement for a venue."""
        venue = message.get("venue", "generic")
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

    async def _facts(self, _message: protocol.Nothing) -> str:
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
        text, revision, updates = self.text.text, self.text.revision, self.text.log
        before = None if updates is None else lambda: updates.saving(revision)
        try:
            merged = await asyncio.to_thread(self.draft.write, text, before=before)
        except Superseded:
            raise DraftError(SUPERSEDED) from None
        state: FileState = revision
        if merged is not None:
            state = merged.text
            self.record.keep(text, "before merge")
            self._take_in(text, merged.text)
            self.draft.adopt(merged)
            if merged.conflicts:
                self.notify(CONFLICT, "error")
        if updates is not None:
            with contextlib.suppress(Superseded):  # it is saved all the same
                updates.saved(state)
                if updates is self.text.log:
                    self.text.checkpoint(revision, text, state)
        self.record.saved(self.draft.text)

    def _take_in(self, base: str, theirs: str) -> None:
        """Merge a revision of ``base`` made elsewhere into the text as it now stands."""
        result = self.draft.merge(base, self.text.text, theirs)
        self.came_in(theirs, known=self.text.text)
        self._edit(result.edits)
        if result.conflicts:
            self.notify(CONFLICT, "error")

    def _edit(self, edits: Sequence[Edit]) -> None:
        if edits:
            self.text.edit(edits)
            self._tell_views()

    async def _watch_file(self) -> None:
        async for change in self.draft.outside_changes():
            if change in LOST:
                self.notify(LOST[change], "error")
                self.autosave.lost(LOST[change])
            elif change == "back":
                self.autosave.found()
            else:
                await self.autosave.save(anyway=True)

    def _active(self) -> None:
        """The author is at work: count this minute once."""
        self.record.active()
        minute = int(time.time() // 60)
        if minute != self._minute:
            self._minute = minute
            self._minutes += 1
            self.page.minutes = self._minutes

    # Events

    def _text_changed(self, _base: str, edits: Sequence[Edit]) -> None:
        self.check.changed(edits, self.text.text)
        self.voice.changed(self.text.text, self.check.on_page)
        self.autosave.touched()
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _tell_views(self) -> None:
        """Tell every view to fetch the updates that it does not have."""
        self.page.emit(protocol.UPDATES, protocol.TextRevision(revision=self.text.revision))

    def _publish(self, patch: Patch) -> None:
        self._shown |= {s.id: s for s in patch.add}
        self.record.shown(patch.add)
        changes = protocol.SuggestionChanges(
            revision=self.text.revision,
            remove=list(patch.remove),
            add=suggestion_payloads(self.text.text, patch.add),
        )
        self.page.emit(protocol.SUGGESTIONS, changes)
        self.voice.changed(self.text.text, self.check.on_page)
        self._tell_watchers()

    def _publish_voice(self, standing: MeterReading) -> None:
        self.page.voice = {**standing.meter, "revision": self.text.revision}
        self._tell_watchers()
        leanings = leaning_payloads(standing.text, standing.leaning)
        if leanings != self._leanings:
            self._leanings = leanings
            now = protocol.Leanings(revision=self.text.revision, leanings=leanings)
            self.page.emit(protocol.LEANINGS, now)

    def _report_save(self, state: protocol.SaveState) -> None:
        if self.draft.place:
            state = {"state": "kept", "at": state["at"], "message": self.draft.place}
        elif state["state"] == "saved":  # what was wrong with the file is so no more
            self._notices.withdraw(LOST.values())
        self.page.save_state = state

    def _report_reading(self, share: float | None) -> None:
        self.page.checking = share is not None
        self.page.read_share = round(share, 2) if share else 0.0
        if share is None:
            self.page.unread = self.check.unread


def _inserted(updates: Sequence[protocol.Update]) -> Iterator[str]:
    """The lines that updates of a view put in."""
    for update in updates:
        for section in update["changes"]:
            if isinstance(section, list):
                yield from map(str, section[1:])
