"""A model's corrections for a draft: what would be sent, and proposals as they come.

The proposals are kept by the words they are for. A paragraph that was changed while the model
read it is simply another one: its proposal is never applied to what it was not made for.
"""

from __future__ import annotations

from companion.grammar.engines.base import EngineError
from companion.grammar.engines.model import Passage, PassageError
from companion.llm.errors import ModelError
from companion.llm.proofread import ModelProofreader
from companion.text.document import paragraphs
from companion.text.masking import mask


def passages(text: str) -> tuple[Passage, ...]:
    """The prose of every paragraph that can be checked, each with its neighbours' prose.

    Code, formulas, addresses and other protected regions are not in it.
    """
    prose = [mask(text, paragraph).prose for paragraph in paragraphs(text) if paragraph.checkable]
    around = ["", *prose, ""]
    return tuple(
        Passage(words, around[at], around[at + 2])
        for at, words in enumerate(prose)
        if words.strip()
    )


class RoleCorrector:
    """A model's proofreader as the grammar knows correctors."""

    def __init__(self, proofreader: ModelProofreader) -> None:
        self._proofreader = proofreader
        self.key = proofreader.key

    async def correct(self, paragraph: str, before: str = "", after: str = "") -> str:
        """The paragraph corrected.

        Raises:
            PassageError: if the model could not do this one.
            EngineError: if it could not do any.
        """
        try:
            return await self._proofreader.correct(paragraph, before, after)
        except ModelError as error:
            raise (EngineError if error.spoils_all else PassageError)(str(error)) from error
