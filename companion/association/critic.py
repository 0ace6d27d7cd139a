"""The critic: questions and objections, each tied to words that stand in the draft.

What a model says is taken apart here. A remark whose quotation is not in the draft is dropped, and
words that would replace the author's are cut away, so that a question remains or nothing does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

import regex

from companion.association.quotations import find_quotation, quotations
from companion.text.document import paragraphs
from companion.text.sentences import sentences
from companion.text.span import Span

Temper = Literal["balanced", "harsh"]
Status = Literal["open", "answered", "parked", "dismissed"]

MAX_REMARKS = 5
_MAX_WORDS = 45
_MAX_STARTS = 20  # places where JSON may begin that are tried
_MAX_READ = 100  # remarks of a reply that are looked up in the draft
_MAX_MARKS = 20  # quotation marks at which the quotation of an item may end

TEMPERS: dict[Temper, str] = {
    "balanced": (
        "Be a fair reader who wants the essay to hold: ask where you stumbled, and leave alone"
        " what stands."
    ),
    "harsh": (
        "Be the reader who does not want to be convinced: attack the weakest claims and the"
        " comfortable ones first. Attack the words, never the writer."
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A question or objection of the critic's.

    Attributes:
        span: the words of the draft that it is about.
        quotation: these words, as the draft has them.
        text: what is asked or held against them.
        status: what the author did with it.
    """

    span: Span
    quotation: str
    text: str
    status: Status = "open"

    def settled(self, status: Status) -> Remark:
        """The same with another status."""
        return replace(self, status=status)


def read_remarks(reply: str, draft: str, most: int = MAX_REMARKS) -> tuple[Remark, ...]:
    """The remarks in a model's ``reply``, in its order.

    JSON with a quotation and a text each is understood, and so are lists and paragraphs that begin
    with a quotation. Of what is said, only questions and objections stay.

    Args:
        reply: all that the model said.
        draft: what it was shown; spans are in its coordinates.
        most: how many are kept.
    """
    remarks: dict[tuple[Span, str], Remark] = {}
    reply = _THOUGHT.sub("", reply)
    pairs = _from_json(reply)
    found = _from_items(reply, draft) if pairs is None else pairs
    for quotation, said in islice(found, _MAX_READ):
        span = find_quotation(quotation, draft)
        text = only_questions(said, draft) if span else ""
        if span and text:
            remarks.setdefault((span, text), Remark(span, span.of(draft), text))
    return tuple(remarks.values())[:most]


def only_questions(said: str, draft: str) -> str:
    """What remains of a remark without words that would replace the author's.

    A sentence that quotes what is not in the draft goes, and so do advice and "for example"; a
    question that goes on with a proposal is cut before it. If a remark had to be cut, only its
    questions are kept. Empty if nothing is left.
    """
    kept: list[str] = []
    cut = False
    said = " ".join(said.split())
    for span in sentences(said):
        sentence = span.of(said).strip()
        plain = _without_proposal(sentence, draft)
        cut |= plain != sentence
        if plain:
            kept.append(plain)
    if cut:
        kept = [sentence for sentence in kept if sentence.endswith("?")]
    words = " ".join(kept).split()
    if len(words) > _MAX_WORDS:
        kept = [sentence for sentence in kept if sentence.endswith("?")][:1] or kept[:1]
        words = " ".join(kept).split()[:_MAX_WORDS]
    return " ".join(words).strip()


def unsupported(draft: str, most: int = MAX_REMARKS) -> tuple[Remark, ...]:
    """Ask "how do you know?", without a model, of claims with numbers, names or sources.

    Sentences that cite nothing come first, as many as ``most``; they are given in order.
    """
    found: list[tuple[int, Remark]] = []
    for paragraph in paragraphs(draft):
        if paragraph.kind not in ("prose", "list-item"):
            continue
        content = paragraph.content
        for part in sentences(content.of(draft)):
            sentence = part.of(content.of(draft))
            asks = _question(sentence)
            if asks:
                start = content.start + part.start
                length = len(sentence.rstrip())
                span = Span(start, start + length)
                found.append((asks[0], Remark(span, span.of(draft), asks[1])))
    first = sorted(found, key=lambda pair: pair[0])[:most]
    return tuple(sorted((remark for _, remark in first), key=lambda remark: remark.span))


_THOUGHT = regex.compile(r"(?si)<(think|thinking|reasoning)>.*?(?:</\1>|\Z)")
_QUOTE_FIELDS = ("quote", "quotation", "passage", "excerpt", "text_quoted", "words")
_TEXT_FIELDS = ("question", "objection", "remark", "comment", "text", "issue")
_ITEM = regex.compile(r"(?m)^(?:[ \t]*(?:[-*+]|\d{1,2}[.)]|#{1,6})[ \t]+|[ \t]*\n)")
_LEAD = regex.compile(r"^[\s\-–—:>*_.,)\]→]+")
_MARK = regex.compile(r"[\"“”„«»]")
_EMPTY_QUOTES = regex.compile(r"[\"“”„«»‘’]{2}")
# Advice, and what leads up to a sentence in the author's place.
_PROPOSAL = regex.compile(
    r"""(?xi)\b(?:
      (?:you|one|the\ author|the\ writer)\ (?:should|could|might|may|need\ to|ought\ to|can)\b
    | (?:how|what)\ about\ (?:\p{L}+ing\b|["“:])
    | (?:for\ (?:example|instance)|something\ like|along\ the\ lines)
    | (?:better|clearer|stronger|tighter|alternative)\ (?:as|version|phrasing|wording)
    | i(?:['’]d|\ would)\ (?:suggest|recommend|say|write|put)
    | (?:should|could|might)\ (?:read|say|be\ (?:rewritten|rephrased|replaced))
    )"""
)
_COMMAND = regex.compile(
    r"""(?xi)^\W*(?:(?:consider|try|rewrite|rephrase|reword|replace|revise|delete|remove|swap
      |suggest\p{L}*|revised|rewritten|instead\ of|here(?:['’]s|\ is))\b
    | (?:change|cut|use|say|write|add|make)\ (?:it|this|that|the|an?|more|to|in|just)\b)"""
)
# A question that may go on with a proposal after a colon or a dash.
_OPENING = regex.compile(
    r"""(?xi)^\W*(?:why\ not|could\ (?:you|this|it)|can\ (?:you|this|it)|would\ (?:it|this|you)
    |should(?:n['’]t)?\ (?:this|it|you)|what\ if)\b"""
)
_ASKS = regex.compile(
    r"(?i)^\W*(?:who|what|why|where|when|which|how|is|are|was|were|do|does|did|has|have|can|could"
    r"|would|should|will|(?:is|are|do|does|should)n['’]t)\b"
)
_TAIL = regex.compile(
    r"(?i)\s*(?:[:;–—]|\s-\s|,?\s(?:for example|for instance|such as|something like|as in)\b"
    r"|,?\s(?=[\"“‘«])).*"
)
_CITATION = regex.compile(
    r"\[@|\[\^|\[\d{1,3}\]|\]\(|https?://|\([A-Z][^()]*\b(?:1[5-9]|20)\d\d[a-z]?\)"
)
_VAGUE_SOURCE = regex.compile(
    r"(?i)\b(?:studies|research|experts?|scientists|surveys?|evidence|statistics|data)\s+"
    r"(?:\w+\s+){0,2}?(?:shows?|says?|suggests?|finds?|found|proves?|agrees?|indicates?)\b"
)
_NUMBER = regex.compile(
    r"\b\d[\d.,:]*\d\b|\b\d+\s?(?:%|per\s?cent\b)|\b(?:half|most|nine in ten) of\b"
)
_NAME = regex.compile(r"(?<=[\p{Ll},;] )(?:\p{Lu}\p{Ll}+(?:\s+(?:de|van|von|of)\s+|\s+)?){2,}")
_CLAIM = regex.compile(
    r"(?i)\b(?:said|says|argued|argues|showed|shows|believed|believes|thought|thinks|claimed|claims"
    r"|wrote|writes|found|finds|invented|discovered|proved|proves)\b"
)
_MIN_REPLACEMENT = 3  # words: a quotation of that many that the draft lacks is a proposal


def _without_proposal(sentence: str, draft: str) -> str:
    """A sentence without what it proposes; empty if it does nothing else."""
    head = _TAIL.sub("", sentence).rstrip(" ,.?")
    continued = head != sentence.rstrip(" ,.?")
    if not _proposes(sentence, draft) and not (continued and _OPENING.match(sentence)):
        return sentence
    if continued and _ASKS.match(head) and not _proposes(head, draft):
        return f"{head}?"
    return ""


def _proposes(sentence: str, draft: str) -> bool:
    """Whether it advises, or quotes words that the draft does not have."""
    return bool(
        _PROPOSAL.search(sentence)
        or _COMMAND.match(sentence)
        or any(
            len(quoted.split()) >= _MIN_REPLACEMENT and not find_quotation(quoted, draft)
            for quoted in quotations(sentence)
        )
    )


def _from_json(reply: str) -> list[tuple[str, str]] | None:
    """The pairs in the first JSON value that has objects; None if there is no such value."""
    for match in islice(regex.finditer(r"[\[{](?=\s*[\[{\"])", reply), _MAX_STARTS):
        try:
            value = json.JSONDecoder(strict=False).raw_decode(reply, match.start())[0]
            return list(_pairs(value))
        except (ValueError, RecursionError):
            continue
    return None


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _pairs(item)
    elif isinstance(value, dict):
        quote, text = _field(value, _QUOTE_FIELDS), _field(value, _TEXT_FIELDS)
        if quote and text:
            yield quote, text
        else:
            for item in value.values():
                yield from _pairs(item)


def _field(item: dict[str, Any], names: Iterable[str]) -> str:
    return next((item[name] for name in names if isinstance(item.get(name), str)), "")


def _from_items(reply: str, draft: str) -> Iterator[tuple[str, str]]:
    """Items that begin with a quotation, or a quotation alone with the remark after it."""
    waiting = ""
    for item in _ITEM.split(reply):
        quoted = _longest_quotation(item, draft)
        rest = item.replace(quoted, "", 1) if quoted else item
        rest = _LEAD.sub("", _EMPTY_QUOTES.sub("", rest)).strip()
        if quoted and rest:
            yield quoted, rest
            waiting = ""
        elif quoted:
            waiting = quoted
        elif waiting and rest:
            yield waiting, rest
            waiting = ""


def _longest_quotation(item: str, draft: str) -> str:
    """What an item quotes of the draft first; it may hold quotation marks of its own."""
    marks = [match.start() for match in _MARK.finditer(item)]
    for closing in reversed(marks[1 : _MAX_MARKS + 1]):
        if find_quotation(item[marks[0] + 1 : closing], draft):
            return item[marks[0] + 1 : closing]
    inner = islice(quotations(item), _MAX_MARKS)
    return next((quoted for quoted in inner if find_quotation(quoted, draft)), "")


def _question(sentence: str) -> tuple[int, str] | None:
    """The priority of the question (0 is the highest), and the question; None for no claim."""
    cited = bool(_CITATION.search(sentence))
    if sentence.rstrip().endswith("?"):
        return None
    if _VAGUE_SOURCE.search(sentence) and not cited:
        return 0, "How do you know? Which source says so?"
    number = _NUMBER.search(sentence)
    if number:
        return (3 if cited else 1), (
            f"How do you know “{number.group().strip()}”?"
            + (" Does the source say just that?" if cited else "")
        )
    name = _NAME.search(sentence)
    if name and _CLAIM.search(sentence):
        return (4 if cited else 2), f"How do you know this of {name.group().strip()}?"
    if cited:
        return 5, "How do you know? Does the source say just that?"
    return None
