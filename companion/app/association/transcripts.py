"""The conversations about a draft on the page: list, search, read, import, export, delete."""

from __future__ import annotations

from companion.app.association.pane_context import PaneContext
from companion.app.session.kept_associations import as_transcript, keep_transcript
from companion.association.transcript import (
    Transcript,
    TranscriptError,
    read_transcripts,
    write_transcript,
    write_transcripts,
)
from companion.store.associations import KeptAssociation
from companion.text.tokens import count_words
from companion.widgets import protocol
from companion.widgets.messages import RequestError


class Transcripts:
    """Answers the page about the conversations of one draft."""

    def __init__(self, beside: PaneContext) -> None:
        self._beside = beside
        self._kept = beside.kept
        beside.answer(protocol.TRANSCRIPTS_LIST, self._list)
        beside.answer(protocol.TRANSCRIPTS_READ, self._read)
        beside.answer(protocol.TRANSCRIPTS_EXPORT, self._export)
        beside.answer(protocol.TRANSCRIPTS_NAMES, self._names)
        beside.answer(protocol.TRANSCRIPTS_IMPORT, self._import)
        beside.answer(protocol.TRANSCRIPTS_DELETE, self._delete)

    def _list(self, message: protocol.Search) -> list[protocol.ListedTranscript]:
        """Those that contain the words searched for, the latest first."""
        found = self._kept.all(message.get("containing", ""))
        return [
            {
                "id": one.id,
                "kind": one.kind,
                "title": as_transcript(one).title,
                "started": one.started.strftime("%Y-%m-%d %H:%M"),
                "words": sum(count_words(turn.text) for turn in one.turns),
            }
            for one in reversed(found)
        ]

    def _one(self, number: int) -> KeptAssociation:
        one = self._kept.get(number)
        if one is None:
            raise RequestError("this conversation is no longer kept")
        return one

    def _read(self, message: protocol.ChosenTranscript) -> protocol.Transcript:
        """One conversation, with its turns and as Markdown."""
        one = self._one(message["transcript"])
        return {
            "turns": [
                {"speaker": turn.speaker, "name": turn.name, "text": turn.text}
                for turn in one.turns
            ],
            "markdown": write_transcript(as_transcript(one)),
        }

    def _export(self, _message: protocol.Nothing) -> str:
        """All of them as Markdown."""
        return write_transcripts(map(as_transcript, self._kept.all()))

    def _names(self, message: protocol.Words) -> list[str]:
        """The speakers in a file, so that the author can say which of them they are."""
        found = _read_file(message["text"])
        return list(dict.fromkeys(name for transcript in found for name in transcript.names))

    def _import(self, message: protocol.ImportTranscript) -> list[protocol.ListedTranscript]:
        """Import a file; the turns under the name ``author`` are the author's own."""
        author = message.get("author")
        for transcript in _read_file(message["text"]):
            keep_transcript(self._kept, transcript, self._beside.draft(), author=author)
        self._beside.said()
        return self._list({})

    def _delete(self, message: protocol.ChosenTranscript) -> list[protocol.ListedTranscript]:
        """Delete one from the history for good."""
        number = self._one(message["transcript"]).id
        self._kept.delete(number)
        gone = protocol.AssociationGone(association=number)
        self._beside.page.emit(protocol.ASSOCIATION_GONE, gone)
        self._beside.said()
        return self._list({})


def _read_file(text: str) -> tuple[Transcript, ...]:
    if "\0" in text:
        raise RequestError("the file is not text: save it as Markdown, in UTF-8")
    try:
        return read_transcripts(text)
    except TranscriptError as error:
        raise RequestError(str(error)) from error
