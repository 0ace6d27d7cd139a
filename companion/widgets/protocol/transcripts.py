"""The conversations that are kept."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from companion.widgets.contract import Request
from companion.widgets.protocol.basics import Nothing, Words


class Search(TypedDict):
    """Words that somebody said."""

    containing: NotRequired[str]


class ChosenTranscript(TypedDict):
    """One conversation."""

    transcript: int


class ImportTranscript(TypedDict):
    """A conversation to import.

    Attributes:
        author: the name whose turns are the author's own.
    """

    text: str
    author: NotRequired[str]


class ListedTranscript(TypedDict):
    """A conversation in the list."""

    id: int
    kind: Literal["freewriting", "critic", "duet", "imported"]
    title: str
    started: str
    words: int


class TranscriptTurn(TypedDict):
    """What somebody said."""

    speaker: Literal["author", "partner", "critic", "other"]
    name: str
    text: str


class Transcript(TypedDict):
    """A conversation."""

    turns: list[TranscriptTurn]
    markdown: str


TRANSCRIPTS_LIST = Request("transcripts-list", Search, list[ListedTranscript])
TRANSCRIPTS_READ = Request("transcripts-read", ChosenTranscript, Transcript)
TRANSCRIPTS_EXPORT = Request("transcripts-export", Nothing, str)
TRANSCRIPTS_NAMES = Request("transcripts-names", Words, list[str])
TRANSCRIPTS_IMPORT = Request("transcripts-import", ImportTranscript, list[ListedTranscript])
TRANSCRIPTS_DELETE = Request("transcripts-delete", ChosenTranscript, list[ListedTranscript])
