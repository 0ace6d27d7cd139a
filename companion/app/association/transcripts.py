"""Everything that was said beside a draft: listed, searched, read, brought in, deleted."""

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
from companion.widgets.messages import Message, RequestError


class Transcripts:
    """Answers the page about the conversations of one draft."""

    def __init__(self, beside: PaneContext) -> None:
        self._beside = beside
        self._kept = beside.kept
        beside.answer(
            {
                "transcripts-list": self._list,
                "transcripts-read": self._read,
                "transcripts-export": self._export,
                "transcripts-names": self._names,
                "transcripts-import": self._import,
                "transcripts-delete": self._delete,
            }
        )

    def _list(self, message: Message) -> list[Message]:
        """Those in which somebody said the words sought, the latest first."""
        found = self._kept.all(str(message.get("containing", "")))
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

    def _one(self, message: Message) -> KeptAssociation:
        number = message.get("transcript")
        one = self._kept.get(number) if isinstance(number, int) else None
        if one is None:
            raise RequestError("this conversation is no longer kept")
        return one

    def _read(self, message: Message) -> Message:
        """One conversation, with its turns and as Markdown."""
        one = self._one(message)
        return {
            "turns": [
                {"speaker": turn.speaker, "name": turn.name, "text": turn.text}
                for turn in one.turns
            ],
            "markdown": write_transcript(as_transcript(one)),
        }

    def _export(self, _message: Message) -> str:
        """All of them as Markdown."""
        return write_transcripts(map(as_transcript, self._kept.all()))

    def _names(self, message: Message) -> list[str]:
        """Who took part in what a file holds, for the author to say which of them they are."""
        found = _read_file(message)
        return list(dict.fromkeys(name for transcript in found for name in transcript.names))

    def _import(self, message: Message) -> list[Message]:
        """Bring in what a file holds; the turns under the name ``author`` are the author's own."""
        author = message.get("author")
        for transcript in _read_file(message):
            keep_transcript(self._kept, transcript, self._beside.draft(), author=author)
        self._beside.said()
        return self._list({})

    def _delete(self, message: Message) -> list[Message]:
        """Take one out of the history for good."""
        number = self._one(message).id
        self._kept.delete(number)
        self._beside.page.emit("association-gone", association=number)
        self._beside.said()
        return self._list({})


def _read_file(message: Message) -> tuple[Transcript, ...]:
    text = str(message.get("text", ""))
    if "\0" in text:
        raise RequestError("the file is not text: save it as Markdown, in UTF-8")
    try:
        return read_transcripts(text)
    except TranscriptError as error:
        raise RequestError(str(error)) from error
