"""Where the words of a draft came from, as far as the page has seen: typed, or not by its author.

Not the author's are words that were pasted, taken from a version, put in by a change that the
guard held back, or written by another program while the draft was open. They are known again by
hashes of their runs of words (`companion.text.shingles`), so they may be moved about; what the
author changes in them becomes the author's.
"""

from __future__ import annotations

from collections.abc import Iterable

from companion.text.document import merge_spans
from companion.text.shingles import found_again, packed, shingles, unpacked
from companion.text.span import Span
from companion.text.tokens import count_words

_MOSTLY = 0.3  # the share of what is new in a paragraph from which it counts as not typed


class Origins:
    """The runs of words of a draft that its author did not type.

    Args:
        hashes: of earlier sittings, as `companion.text.shingles.packed` writes them.
    """

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self._known: set[bytes] = set().union(*map(unpacked, hashes))

    def came(self, text: str, known: str) -> None:
        """Note words that came into a draft which held what is ``known``."""
        self._known |= unpacked(packed(text, known=known))

    def mark(self, text: str, span: Span) -> None:
        """Note that the words in ``span`` of a paragraph are not its author's."""
        around = (digest for digest, run in shingles(text) if run.overlaps(span))
        self._known |= set(around)

    def words(self, text: str) -> int:
        """How many words of a paragraph were not typed."""
        if not self._known:
            return 0
        return sum(
            count_words(span.of(text)) for span in merge_spans(found_again(text, self._known))
        )

    def counts(self, text: str, changed: int) -> bool:
        """Whether a paragraph in which so many words changed counts as not typed."""
        return self.words(text) >= max(1.0, _MOSTLY * changed)
