"""Everything that was said beside a draft: listed, searched, read, brought in, deleted."""

from __future__ import annotations

from collections.abc import Callable

from companion.app.associating import as_transcript, keep_transcript
from companion.app.freewriting import telling
from companion.app.page import Page
from companion.association.transcript import (
    TranscriptError,
    read_transcripts,
    write_transcript,
    write_transcripts,
)
from companion.store.associations import Associations, KeptAssociation
from companion.text.tokens import count_words
from companion.widgets.messages import Message, RequestError


class Transcripts:
    """Answers the page about the conversations of one draft.

    Args:
        page: where they are shown.
        kept: where they are kept.
        draft: gives the draft as it stands.
        said: called when one has come in, or has gone.
    """

    def __init__(
        self,
        page: Page,
        kept: Associations,
        *,
        draft: Callable[[], str],
        said: Callable[[], None],
    ) -> None:
        self._kept = kept
        self._draft = draft
        self._said = said
        for kind, handler in {
            "transcripts-list": self._list,
            "transcripts-read": self._read,
            "transcripts-export": self._export,
            "transcripts-import": self._import,
            "transcripts-delete": self._delete,
        }.items():
            page.on_request(kind, telling(handler))

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

    def _import(self, message: Message) -> list[Message]:
        """Bring in what a file holds."""
        try:
            found = read_transcripts(str(message.get("text", "")))
        except TranscriptError as error:
            raise RequestError(str(error)) from error
        for transcript in found:
            keep_transcript(self._kept, transcript, self._draft())
        self._said()
        return self._list({})

    def _delete(self, message: Message) -> list[Message]:
        """Take one out of the history for good."""
        self._kept.delete(self._one(message).id)
        self._said()
        return self._list({})
