"""The Compare and History tabs: the versions of the open draft, compared, taken from, restored.

What the page asks is answered here; the text changes only through the page's own editor, as one
change that it can undo.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Literal, ParamSpec, TypeVar

from companion.app.session.page import Page
from companion.app.session.payloads import maker_of, title_of, version_payload
from companion.app.session.shared_text import SharedText
from companion.comparison.apply import mirrored, same_differences, take
from companion.comparison.column import Column, measure
from companion.comparison.compare import (
    MAX_VERSIONS,
    Comparison,
    column_json,
    compare,
    to_json,
)
from companion.comparison.layout import MAX_COLUMNS
from companion.comparison.pairing import Pair, compare_pair
from companion.comparison.source import Source, UnreadableError, read_sources, sources_of
from companion.formats import comparison_json
from companion.formats.files import FileRefused, check_size
from companion.store.database import HistoryError
from companion.store.encoding import whole_characters
from companion.store.ledger import Ledger
from companion.store.versions import Version, Versions, digest_of
from companion.text.diff import Granularity, diff_words
from companion.text.edit import Edit
from companion.voice.profile import VoiceProfile
from companion.widgets import protocol
from companion.widgets.changes import changes_to_json
from companion.widgets.messages import RequestError

NOW: Literal["now"] = "now"  # the live text, beside the numbers of kept versions
_REMEMBERED = 4  # comparisons that a page may still take from
_TRIES = 5  # to answer before the author types again


_Args = ParamSpec("_Args")
_Found = TypeVar("_Found")


class Comparing:
    """Answers what the page asks about versions.

    Args:
        page: where they are shown; it gets the event ``comparing`` as a comparison goes on.
        text: the live text of the draft.
        versions: its kept states.
        ledger: where it is noted what was taken, and from where.
        profile: gives the statistics of the author's writing, if there are any.
        came: told the words that are about to come into the draft.
    """

    def __init__(
        self,
        page: Page,
        text: SharedText,
        versions: Versions,
        ledger: Ledger,
        *,
        profile: Callable[[], VoiceProfile | None] = lambda: None,
        came: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._page = page
        self._came = came
        self._text, self._versions, self._ledger = text, versions, ledger
        self._profile = profile
        # Each with what is compared in it, in the order of its columns.
        self._comparisons: OrderedDict[str, tuple[Comparison, list[protocol.Ref]]] = OrderedDict()
        self._made = 0
        self._measured: dict[tuple[bytes, bytes], Column] = {}
        self._measured_by: VoiceProfile | None = None
        page.on_request(protocol.HISTORY, self._history)
        page.on_request(protocol.TIMELINE, self._timeline)
        page.on_request(protocol.COMPARE, self._compare)
        page.on_request(protocol.TAKE, self._take)
        page.on_request(protocol.RESTORE, self._restore)
        page.on_request(protocol.KEEP_VERSION, self._keep)
        page.on_request(protocol.RENAME_VERSION, self._rename)
        page.on_request(protocol.NOTE_VERSION, self._note)
        page.on_request(protocol.DELETE_VERSION, self._delete)
        page.on_request(protocol.IMPORT_VERSION, self._import)

    # History

    async def _history(self, _message: protocol.Nothing) -> protocol.Versions:
        """Every version, latest first."""
        kept = await _in_thread(self._versions.list)
        return {"versions": [version_payload(version) for version in kept]}

    async def _keep(self, message: protocol.KeepVersion) -> protocol.Version:
        name, note = _words(message.get("name", "")), _words(message.get("note", ""))
        kept = await _in_thread(
            self._versions.keep, self._text.text, "named" if name else "kept", name=name, note=note
        )
        return version_payload(kept)

    async def _rename(self, message: protocol.RenameVersion) -> protocol.Version:
        version, name = message["version"], _words(message["name"])
        return version_payload(await _in_thread(self._versions.rename, version, name))

    async def _note(self, message: protocol.NoteVersion) -> protocol.Version:
        version, note = message["version"], _words(message["note"])
        return version_payload(await _in_thread(self._versions.annotate, version, note))

    async def _delete(self, message: protocol.ChosenVersion) -> None:
        await _in_thread(self._versions.delete, message["version"])

    async def _import(self, message: protocol.ImportVersion) -> protocol.Versions:
        """Keep the text of a file, or a pasted one, as a version."""
        name = PurePath(_words(message.get("name", "")) or "pasted text").name
        try:
            packed = message["content"]
            check_size(name, len(packed) * 3 // 4 - packed[-2:].count("="))
            content = base64.b64decode(packed, validate=True)
            sources = sources_of(name if PurePath(name).suffix else f"{name}.md", content)
        except FileRefused as error:
            raise RequestError(f"{name} cannot be read: {error}") from error
        except (binascii.Error, UnreadableError) as error:
            raise RequestError(str(error)) from error
        kept = []
        for source in sources:
            maker = _words(message.get("maker", "")) or source.by
            title = name if len(sources) == 1 else source.name
            kept.append(
                await _in_thread(
                    self._versions.keep,
                    source.text,
                    "imported",
                    name=title,
                    made_by=message.get("made_by", "person"),
                    maker=maker,
                    source=name,
                )
            )
        return {"versions": [version_payload(version) for version in kept]}

    def import_files(self, paths: Sequence[Path]) -> list[int]:
        """Keep the texts of files as versions; returns their numbers.

        Raises:
            UnreadableError: one of them cannot be read as a text.
            HistoryError: there is no history to keep them in.
        """
        there = self._versions.list()
        return [
            self._imported(there, path.name, source)
            or self._versions.keep(
                source.text,
                "imported",
                name=source.name,
                made_by="person",
                maker=source.by,
                source=path.name,
                at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            ).id
            for path in paths
            for source in read_sources(path)
        ]

    def _imported(self, there: Sequence[Version], file: str, source: Source) -> int | None:
        """The version that an earlier page made of the same file, if it still says the same."""
        same = (v.id for v in there if v.source == file and v.reason == "imported")
        return next((v for v in same if self._versions.text(v) == source.text), None)

    # Compare

    async def _timeline(self, message: protocol.TimelineBase) -> protocol.Timeline:
        """How each version reads, oldest first and the live text last.

        Drift is from the version that is asked for, or else from the oldest that the author made.
        """
        now = self._now()

        def measured() -> protocol.Timeline:
            kept = list(reversed(self._versions.list()[: MAX_VERSIONS - 1]))
            sources: list[tuple[protocol.Ref, Source]] = [(v.id, self._source(v)) for v in kept]
            sources.append((NOW, now))
            first: protocol.Ref = next((v.id for v in kept if v.made_by == "me"), NOW)
            texts = {ref: source.text for ref, source in sources}
            asked = message.get("base", first)
            base = asked if asked in texts else first
            return {
                "base": base,
                "columns": [
                    {"ref": ref, **column_json(self._measure(texts[base], source))}
                    for ref, source in sources
                ],
            }

        return await _in_thread(measured)

    async def _compare(self, message: protocol.Compare) -> protocol.Comparison:
        """Compare the first of the versions with each of the others."""
        refs, granularity = message["versions"], message.get("granularity", "words")
        if not 2 <= len(refs) <= MAX_COLUMNS:
            raise RequestError(f"choose 2 to {MAX_COLUMNS} versions")
        now = self._now()
        loop = asyncio.get_running_loop()

        def tell(done: int, of: int) -> None:
            now_done = protocol.Comparing(done=done, of=of)
            loop.call_soon_threadsafe(self._page.emit, protocol.COMPARING, now_done)

        def compared() -> tuple[Comparison, comparison_json.ComparisonData]:
            sources = [
                now if ref == "now" else self._source(self._versions.get(ref)) for ref in refs
            ]
            result = compare(
                *sources, granularity=granularity, profile=self._profile(), progress=tell
            )
            return result, to_json(result)

        result, drawn = await _in_thread(compared)
        self._made += 1
        key = str(self._made)
        self._comparisons[key] = result, refs
        while len(self._comparisons) > _REMEMBERED:
            self._comparisons.popitem(last=False)
        return {"key": key, "refs": refs, **drawn}

    async def _take(self, message: protocol.Take) -> protocol.TextChange:
        """The change that takes differences into the draft, for the page's editor to make.

        What differs is taken from the other version where one of the two is the draft: where the
        draft is the later one, the older wording comes back.
        """
        ids, at = message["ids"], message["pair"]
        try:
            result, refs = self._comparisons[message["key"]]
            pair, other = result.pairs[at], at + 1
        except (KeyError, IndexError) as error:
            raise RequestError("this comparison is out of date: choose the versions again") from (
                error
            )
        back = refs[other] == NOW
        if back:
            pair, other = mirrored(pair), 0
        answer = await self._change(
            lambda draft: taken(pair, draft, ids, result.granularity, back=back)
        )
        words = " ".join(d.after for d in pair.differences if d.id in ids and d.kind != "moved")
        if words and not await self._is_own(refs[other]):
            self._came(words)
            name = result.columns[other].source.name
            await _in_thread(self._ledger.record_paste, words, f"version: {name}")
        return answer

    async def _is_own(self, ref: protocol.Ref) -> bool:
        """Whether the author made a version."""
        if ref == "now":
            return True
        return (await _in_thread(self._versions.get, ref)).made_by == "me"

    async def _restore(self, message: protocol.ChosenVersion) -> protocol.TextChange:
        """The change that brings a version back; the draft as it stands is kept before it."""
        version = message["version"]
        wanted = await _in_thread(self._versions.text, version)
        if not await self._is_own(version):
            self._came(wanted)
        await _in_thread(self._versions.keep, self._text.text, "before restoring")
        return await self._change(lambda _: wanted)

    async def _change(self, wanted: Callable[[str], str]) -> protocol.TextChange:
        """The changes from the live text to what is wanted of it, and the revision they fit."""
        for _ in range(_TRIES):
            revision, draft = self._text.revision, self._text.text
            edits = await _in_thread(_edits_to, wanted, draft)
            if self._text.revision == revision:
                return {"revision": revision, "changes": changes_to_json(draft, edits)}
        raise RequestError("the draft changed meanwhile: try again")

    def _now(self) -> Source:
        return Source("now", self._text.text, "you")

    def _source(self, version: Version) -> Source:
        when = version.at.astimezone().strftime("%Y-%m-%d %H:%M")
        return Source(title_of(version), self._versions.text(version.id), maker_of(version), when)

    def _measure(self, base: str, source: Source) -> Column:
        """Measures of a version, remembered by its words."""
        profile = self._profile()
        if profile is not self._measured_by:
            self._measured, self._measured_by = {}, profile
        key = digest_of(base), digest_of(source.text)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = measure(base, source, profile)
        return replace(found, source=source)


def taken(
    pair: Pair, draft: str, ids: list[str], granularity: Granularity, *, back: bool = False
) -> str:
    """``draft`` with differences of ``pair`` taken into it, also where it is not the pair's base.

    Args:
        pair: its revised text is the version that they are taken from.
        draft: the draft as it is now.
        ids: of the differences.
        granularity: with which they were found.
        back: the draft is the later of the two: ``pair`` is `mirrored`.

    Raises:
        RequestError: nothing of it is left to take.
    """
    if pair.base == draft:
        try:
            return take(pair, ids)
        except KeyError as error:
            raise RequestError(f"there is no difference {error} here") from error
    if back:
        fresh = mirrored(compare_pair(pair.revised, draft, granularity=granularity))
    else:
        fresh = compare_pair(draft, pair.revised, granularity=granularity)
    same = same_differences(pair, fresh, ids)
    if not same:
        raise RequestError("Your draft has this already.")
    return take(fresh, same)


def _edits_to(wanted: Callable[[str], str], draft: str) -> tuple[Edit, ...]:
    return diff_words(draft, wanted(draft))


async def _in_thread(
    work: Callable[_Args, _Found], *args: _Args.args, **more: _Args.kwargs
) -> _Found:
    """Run in a thread; what the store reports is shown to the author."""
    try:
        return await asyncio.to_thread(work, *args, **more)
    except HistoryError as error:
        raise RequestError(str(error)) from error


def _words(text: str) -> str:
    return whole_characters(text).strip()
