"""What the messages of all panes share."""

from __future__ import annotations

from typing import Annotated, TypedDict

from companion.widgets.contract import AtLeast

Natural = Annotated[int, AtLeast(0)]


class Nothing(TypedDict):
    """No fields."""


class Words(TypedDict):
    """A text."""

    text: str
