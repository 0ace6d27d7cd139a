"""What a model sent back, as the text we asked for: parsed, never trusted.

Models wrap the corrected paragraph in fences, tags, JSON and chat, or send a list of edits.
Here that is taken away and nothing is added. Whether a change in what remains is allowed is not
decided here: that is the guard's.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from companion.llm.errors import UnusableReply
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from companion.text.tokens import split_words

# Where models put the corrected text, and an edit's two sides, whatever they were asked.
_TEXT_FIELDS = (
    "corrected",
    "corrected_paragraph",
    "corrected_text",
    "correction",
    "paragraph",
    "text",
    "output",
    "result",
)
_EDIT_FIELDS = ("edits", "corrections", "changes")
_BEFORE_FIELDS = ("before", "original", "old", "from")
_AFTER_FIELDS = ("after", "replacement", "corrected", "new", "to")

# A text that shares less than this part of its words with the paragraph is no version of it. Even
# a heavy rewrite shares more; another language, a refusal or an essay shares less.
_LIKENESS = 0.3

_THOUGHT = re.compile(r"<(think|thinking|reasoning|scratchpad)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^[ \t]*(?:```+|~~~+)[^\n`]*\n(.*?)(?:\n[ \t]*(?:```+|~~~+)|\Z)", re.S | re.M)
_TAGGED = re.compile(
    r"<(corrected|correction|corrected_paragraph|output|result|answer|paragraph[\w-]*)>"
    r"(.*?)(?:</\1>|\Z)",
    re.S | re.I,
)
_STRING_FIELD = re.compile(rf'"(?:{"|".join(_TEXT_FIELDS)})"\s*:\s*("(?:[^"\\]|\\.)*")', re.S)
_JSON_START = re.compile(r'\s*(?:(?:```+|~~~+)[^\n`]*\n)?\s*(?:\{\s*"|\[\s*\{)')
_LABEL = re.compile(
    r"^(?:[^\w\n]|_){0,20}(?:here(?:['’]s| is| are)[^:\n]{0,80}"
    r"|(?:sure|certainly|of course)[^:\n]{0,80}"
    r"|(?:the )?(?:corrected|proofread|revised|edited)(?: (?:paragraph|text|version|passage))?)"
    r"[*_ ]*:[*_ \t]*",
    re.I | re.M,
)
_NO_MISTAKE = re.compile(
    r"^\W*(?:no (?:changes?|corrections?|errors?|mistakes?|edits?)\b"
    r"|(?:the|this|your) (?:paragraph|text|passage) (?:is|has|contains|looks|needs)\b[^.\n]*"
    r"\b(?:correct|fine|good|no (?:changes?|corrections?|errors?|mistakes?)))",
    re.I,
)
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "`": "`"}


def read_correction(reply: str, paragraph: str) -> str:
    """The corrected paragraph in ``reply``.

    The most reliable interpretation that gives a version of the paragraph is taken: JSON, then
    tags, fences, what follows a label such as "Corrected:", then the most similar block or line.

    Args:
        reply: all that the model said.
        paragraph: what it was asked to correct.

    Raises:
        UnusableReply: if nothing in the reply is a version of the paragraph.
    """
    reply = _THOUGHT.sub("", reply.replace("\r\n", "\n")).strip()
    if not reply:
        raise UnusableReply("The model sent an empty answer.")
    readings = [_from_json, _from_tags, _from_fences, _after_label, _from_blocks]
    if _JSON_START.match(reply) and not _JSON_START.match(paragraph):
        readings = [_from_json]  # what cannot be read as JSON is not prose either
    # A text of fewer words cannot be that much alike. Most lines of a long reply have fewer.
    least = _counts_of_paragraph(paragraph).total() * _LIKENESS / (2 - _LIKENESS)
    for reading in readings:
        found = (text for text in reading(reply, paragraph) if _counts(text).total() >= least)
        texts = [_tidy(text, paragraph) for text in found]
        best = max(texts, key=lambda text: likeness(text, paragraph), default="")
        if likeness(best, paragraph) >= _LIKENESS:
            return best
    if len(reply) < 300 and _NO_MISTAKE.match(reply):
        return paragraph
    raise UnusableReply("The model answered with something other than the corrected paragraph.")


def likeness(text: str, paragraph: str) -> float:
    """How many of their words two texts share, from 0 to 1 (Dice's coefficient over words)."""
    a, b = _counts(text), _counts_of_paragraph(paragraph)
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 1.0


def _counts(text: str) -> Counter[str]:
    return Counter(token.lower() for token in split_words(text) if not token.isspace())


# One paragraph is compared with each line of a reply.
_counts_of_paragraph = lru_cache(maxsize=4)(_counts)


def _from_json(reply: str, paragraph: str) -> Iterator[str]:
    for source in (reply, *(match.group(1) for match in _FENCE.finditer(reply))):
        value = _json_in(source)
        if value is not None:
            yield from _texts_of(value, paragraph)
    for match in _STRING_FIELD.finditer(reply):  # JSON that is broken elsewhere
        yield str(json.loads(match.group(1), strict=False))


def _json_in(source: str) -> Any:
    """The JSON value that starts at the first brace or bracket, if there is one."""
    start = re.search(r"[{\[]", source)
    if start is None:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(source, start.start())[0]
    except (ValueError, RecursionError):
        return None


def _texts_of(value: Any, paragraph: str) -> Iterator[str]:
    """Corrected texts in a JSON value: a text field, or edits applied to the paragraph."""
    if isinstance(value, list):
        value = {_EDIT_FIELDS[0]: value}
    if not isinstance(value, dict):
        return
    for name in _TEXT_FIELDS:
        if isinstance(value.get(name), str):
            yield value[name]
    for name in _EDIT_FIELDS:
        if isinstance(value.get(name), list):
            revised = _apply(value[name], paragraph)
            if revised is not None:
                yield revised


def _apply(changes: list[Any], paragraph: str) -> str | None:
    """The paragraph with those changes made whose old words stand in it exactly once.

    None if there were changes and not one of them could be made.
    """
    edits: list[Edit] = []
    for change in changes:
        before, after = _side(change, _BEFORE_FIELDS), _side(change, _AFTER_FIELDS)
        if not before or after is None or paragraph.count(before) != 1:
            continue
        start = paragraph.index(before)
        span = Span(start, start + len(before))
        if not any(edit.span.overlaps(span) for edit in edits):
            edits.append(Edit(span, after))
    return apply_edits(paragraph, edits) if edits or not changes else None


def _side(change: Any, names: tuple[str, ...]) -> str | None:
    if not isinstance(change, dict):
        return None
    return next((change[name] for name in names if isinstance(change.get(name), str)), None)


def _from_tags(reply: str, paragraph: str) -> Iterator[str]:
    return (match.group(2) for match in _TAGGED.finditer(reply))


def _from_fences(reply: str, paragraph: str) -> Iterator[str]:
    return (match.group(1) for match in _FENCE.finditer(reply))


def _after_label(reply: str, paragraph: str) -> Iterator[str]:
    """What follows the last label, unless the author's own paragraph has such words."""
    labels = [match for match in _LABEL.finditer(reply) if match.group() not in paragraph]
    if labels:
        yield from _from_blocks(reply[labels[-1].end() :], paragraph)


def _from_blocks(reply: str, paragraph: str) -> Iterator[str]:
    """The whole, its blocks and its lines: the most similar one leaves the chat out."""
    yield reply
    yield from re.split(r"\n[ \t]*\n", reply)
    yield from reply.splitlines()


def _tidy(text: str, paragraph: str) -> str:
    """``text`` with the outer white space, line breaks and quotation marks of the paragraph."""
    body, inner = text.strip(), paragraph.strip()
    closing = _QUOTES.get(body[:1])
    if closing and len(body) > 1 and body.endswith(closing) and not inner.startswith(body[0]):
        body = body[1:-1].strip()
    if "\n" not in inner:
        body = re.sub(r"[ \t]*\n\s*", " ", body)
    start = len(paragraph) - len(paragraph.lstrip())
    return paragraph[:start] + body + paragraph[start + len(inner) :]
