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
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from companion.app.session.page import Page
from companion.app.session.shared_text import SharedText
from companion.comparison.apply import same_differences, take
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
from companion.formats.files import FileRefused, check_size
from companion.store.database import HistoryError
from companion.store.encoding import whole_characters
from companion.store.ledger import Ledger
from companion.store.versions import Version, Versions, digest_of
from companion.text.diff import Granularity, diff_words
from companion.voice.profile import VoiceProfile
from companion.widgets.changes import changes_to_json
from companion.widgets.messages import Message, RequestError

NOW = "now"  # the live text, beside the numbers of kept versions
_GRANULARITIES: tuple[Granularity, ...] = ("words", "sentences", "paragraphs")
_REMEMBERED = 4  # comparisons that a page may still take from
_TRIES = 5  # to answer before the author types again


class Comparing:
    """Answers what the page asks about versions.

    Args:
        page: where they are shown; it gets the event ``comparing`` as a comparison goes on.
        text: the live text of the draft.
        versions: its kept states.
        ledger: where it is noted what was taken, and from where.
        profile: the statistics of the author's writing, if there are any.
    """

    def __init__(
        self,
        page: Page,
        text: SharedText,
        versions: Versions,
        ledger: Ledger,
        profile: VoiceProfile | None = None,
    ) -> None:
        self._page = page
        self._text, self._versions, self._ledger = text, versions, ledger
        self._profile = profile
        self._comparisons: OrderedDict[str, tuple[list[str | int], Comparison]] = OrderedDict()
        self._made = 0
        self._measured: dict[tuple[bytes, bytes], Column] = {}
        for kind, handler in {
            "history": self._history,
            "timeline": self._timeline,
            "compare": self._compare,
            "take": self._take,
            "restore": self._restore,
            "keep-version": self._keep,
            "rename-version": self._rename,
            "note-version": self._note,
            "delete-version": self._delete,
            "import-version": self._import,
        }.items():
            page.on_request(kind, handler)

    # History

    async def _history(self, _message: Message) -> Message:
        """Every version, latest first."""
        kept = await _in_thread(self._versions.list)
        return {"versions": [version_json(version) for version in kept]}

    async def _keep(self, message: Message) -> Message:
        name, note = _words(message, "name"), _words(message, "note")
        kept = await _in_thread(
            self._versions.keep, self._text.text, "named" if name else "kept", name=name, note=note
        )
        return version_json(kept)

    async def _rename(self, message: Message) -> Message:
        version, name = _number(message), _words(message, "name")
        return version_json(await _in_thread(self._versions.rename, version, name))

    async def _note(self, message: Message) -> Message:
        version, note = _number(message), _words(message, "note")
        return version_json(await _in_thread(self._versions.annotate, version, note))

    async def _delete(self, message: Message) -> None:
        await _in_thread(self._versions.delete, _number(message))

    async def _import(self, message: Message) -> Message:
        """Keep the text of a file, or a pasted one, as a version."""
        name = PurePath(_words(message, "name") or "pasted text").name
        made_by = message.get("made_by", "person")
        if made_by not in ("me", "model", "person"):
            raise RequestError("say who made it: you, a model or a person")
        try:
            packed = str(message.get("content", ""))
            check_size(name, len(packed) * 3 // 4 - packed[-2:].count("="))
            content = base64.b64decode(packed, validate=True)
            sources = sources_of(name if PurePath(name).suffix else f"{name}.md", content)
        except FileRefused as error:
            raise RequestError(f"{name} cannot be read: {error}") from error
        except (binascii.Error, UnreadableError) as error:
            raise RequestError(str(error)) from error
        kept = []
        for source in sources:
            maker = _words(message, "maker") or source.by
            title = name if len(sources) == 1 else source.name
            kept.append(
                await _in_thread(
                    self._versions.keep,
                    source.text,
                    "imported",
                    name=title,
                    made_by=made_by,
                    maker=maker,
                    source=name,
                )
            )
        return {"versions": [version_json(version) for version in kept]}

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

    async def _timeline(self, _message: Message) -> Message:
        """How each version reads, oldest first and the live text last.

        Drift is from the oldest that the author made.
        """
        now = self._now()

        def measured() -> list[Message]:
            kept = list(reversed(self._versions.list()[: MAX_VERSIONS - 1]))
            sources: list[tuple[str | int, Source]] = [(v.id, self._source(v)) for v in kept]
            sources.append((NOW, now))
            own = next((v.id for v in kept if v.made_by == "me"), NOW)
            base = next(source.text for ref, source in sources if ref == own)
            return [
                {"ref": ref, **column_json(self._measure(base, source))} for ref, source in sources
            ]

        return {"columns": await _in_thread(measured)}

    async def _compare(self, message: Message) -> Message:
        """Compare the first of the versions with each of the others."""
        refs = message.get("versions")
        granularity = message.get("granularity", "words")
        if not isinstance(refs, list) or not 2 <= len(refs) <= MAX_COLUMNS:
            raise RequestError(f"choose 2 to {MAX_COLUMNS} versions")
        if granularity not in _GRANULARITIES:
            raise RequestError(f"there is no granularity {granularity!r}")
        now = self._now()
        loop = asyncio.get_running_loop()

        def tell(done: int, of: int) -> None:
            loop.call_soon_threadsafe(partial(self._page.emit, "comparing", done=done, of=of))

        def compared() -> tuple[Comparison, Message]:
            sources = [now if ref == NOW else self._source(self._get(ref)) for ref in refs]
            result = compare(
                *sources, granularity=granularity, profile=self._profile, progress=tell
            )
            return result, to_json(result)

        result, wire = await _in_thread(compared)
        self._made += 1
        key = str(self._made)
        self._comparisons[key] = refs, result
        while len(self._comparisons) > _REMEMBERED:
            self._comparisons.popitem(last=False)
        return {"key": key, "refs": refs, **wire}

    async def _take(self, message: Message) -> Message:
        """The change that takes differences into the draft, for the page's editor to make."""
        try:
            _, result = self._comparisons[str(message.get("key"))]
            pair = result.pairs[int(message["pair"])]
            source = result.columns[int(message["pair"]) + 1].source
            ids = [str(identity) for identity in message["ids"]]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise RequestError("this comparison is out of date: choose the versions again") from (
                error
            )
        answer = await self._change(lambda draft: taken(pair, draft, ids, result.granularity))
        words = " ".join(d.after for d in pair.differences if d.id in ids and d.kind != "moved")
        if words:
            await _in_thread(self._ledger.record_paste, words, f"version: {source.name}")
        return answer

    async def _restore(self, message: Message) -> Message:
        """The change that brings a version back; the draft as it stands is kept before it."""
        version = _number(message)
        wanted = await _in_thread(self._versions.text, version)
        await _in_thread(self._versions.keep, self._text.text, "before restoring")
        return await self._change(lambda _: wanted)

    async def _change(self, wanted: Callable[[str], str]) -> Message:
        """The changes from the live text to what is wanted of it, and the version they fit."""
        for _ in range(_TRIES):
            version, draft = self._text.version, self._text.text
            edits = await _in_thread(lambda draft=draft: diff_words(draft, wanted(draft)))
            if self._text.version == version:
                return {"version": version, "changes": changes_to_json(draft, edits)}
        raise RequestError("the draft changed meanwhile: try again")

    def _now(self) -> Source:
        return Source("now", self._text.text, "you")

    def _get(self, ref: Any) -> Version:
        if not isinstance(ref, int) or isinstance(ref, bool):
            raise RequestError("there is no such version")
        return self._versions.get(ref)

    def _source(self, version: Version) -> Source:
        when = version.at.astimezone().strftime("%Y-%m-%d %H:%M")
        return Source(title_of(version), self._versions.text(version.id), maker_of(version), when)

    def _measure(self, base: str, source: Source) -> Column:
        """Measures of a version, remembered by its words."""
        key = digest_of(base), digest_of(source.text)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = measure(base, source, self._profile)
        return Column(source, found.reading, found.drift, found.warns_at)


def taken(pair: Pair, draft: str, ids: list[str], granularity: Granularity) -> str:
    """``draft`` with differences of ``pair`` taken into it, also where it is not the pair's base.

    Raises:
        RequestError: nothing of it is left to take.
    """
    if pair.base == draft:
        try:
            return take(pair, ids)
        except KeyError as error:
            raise RequestError(f"there is no difference {error} here") from error
    fresh = compare_pair(draft, pair.revised, granularity=granularity)
    same = same_differences(pair, fresh, ids)
    if not same:
        raise RequestError("Your draft has this already.")
    return take(fresh, same)


def title_of(version: Version) -> str:
    """What a version is called on the page: the start of a sitting by its day."""
    if not version.name and version.reason == "sitting":
        return version.at.astimezone().strftime("%a %d %b, %H:%M")
    return version.name or version.reason


def maker_of(version: Version) -> str:
    """Who made a version, in words."""
    return (
        version.maker
        or {"me": "you", "model": "a model", "person": "another person"}[version.made_by]
    )


def version_json(version: Version) -> Message:
    """A version as `history.ts` declares it."""
    return {
        "ref": version.id,
        "title": title_of(version),
        "name": version.name,
        "note": version.note,
        "at": version.at.isoformat(),
        "reason": version.reason,
        "maker": maker_of(version),
        "madeBy": version.made_by,
        "source": version.source,
        "words": version.words,
    }


async def _in_thread(work: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Away from the event loop; what the store says in words is said to the author."""
    try:
        return await asyncio.to_thread(work, *args, **more)
    except HistoryError as error:
        raise RequestError(str(error)) from error


def _number(message: Message) -> int:
    version = message.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise RequestError("there is no such version")
    return version


def _words(message: Message, field: str) -> str:
    value = message.get(field, "")
    return whole_characters(value).strip() if isinstance(value, str) else ""
