"""The proofreader that the author may ask, and what asking would send and cost."""

from __future__ import annotations

from types import NoneType
from typing import TypedDict

from companion.widgets.contract import Request
from companion.widgets.protocol.basics import Nothing


class Sending(TypedDict):
    """What would be sent where, at what price.

    Attributes:
        texts: every word of it.
        why: why it may not be sent, and what would make it possible; "" where it may.
        agreed: the author need not be asked again.
    """

    summary: str
    texts: list[str]
    allowed: bool
    why: str
    agreed: bool


class ModelState(TypedDict):
    """The proofreader as it is configured; never a key.

    Attributes:
        name: "" where none is configured.
        ready: whether it may be asked now.
        why: what to do where it may not.
        offline: the switch "nothing leaves this machine".
        spent: "$0.14 of $1.00"
        asks: what the settings beside the draft ask for, as a question; "" once it is answered.
    """

    name: str
    ready: bool
    why: str
    offline: bool
    spent: str
    asks: str


class ModelRun(TypedDict):
    """How far the model has read, in paragraphs."""

    running: bool
    done: int
    total: int
    message: str


class Offline(TypedDict):
    """The switch "nothing leaves this machine"."""

    offline: bool


class FolderAnswer(TypedDict):
    """Whether what the draft's folder asks for is to be used."""

    use: bool


MODEL_PLAN = Request("model-plan", Nothing, Sending)
MODEL_CHECK = Request("model-check", Nothing, NoneType)
SET_OFFLINE = Request("set-offline", Offline, NoneType)
FOLDER_SETTINGS = Request("folder-settings", FolderAnswer, NoneType)
