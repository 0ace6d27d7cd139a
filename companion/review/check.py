"""From a draft to suggestions: engines propose, we diff, the guard judges.

Each paragraph is checked on its own and its answer kept, so that after a keystroke only the
paragraph that changed is checked again.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from companion.english.sentences import MAX_WORDS, has_endless
from companion.grammar.engines.base import SPELLING, Engine, EngineError, Finding, Proposals
from companion.grammar.guard import WINDOW, GuardOptions, Judged, guard, judge
from companion.grammar.kinds import Kind, Verdict
from companion.review.apart import Join, apart, canonical, collide
from companion.review.dismissed import fingerprint, without_dismissed
from companion.review.names import Names
from companion.text.characters import in_place
from companion.text.diff import diff_words
from companion.text.document import Paragraph, paragraphs, regions_of
from companion.text.edit import Edit, apply_edits
from companion.text.hunk import Hunk
from companion.text.masking import Masked, mask
from companion.text.span import Span

if TYPE_CHECKING:
    from companion.store.records import Decision

_MAX_NAMED = 5  # lines
_CACHED = 20_000  # paragraphs whose answers are kept: a few megabytes


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change proposed to the author, in code points of the checked text.

    ``id`` is unique within one check and stays the same while the words around stay;
    ``fingerprint`` is what a rejection remembers; ``drift_bits`` is None until the meter is asked.
    """

    id: str
    span: Span
    before: str
    after: str
    kind: Kind
    verdict: Verdict
    message: str
    source: str
    rule: str
    fingerprint: str
    drift_bits: float | None = None

    @property
    def edit(self) -> Edit:
        """The change as an edit of the checked text."""
        return Edit(self.span, self.after)

    @property
    def mechanical(self) -> bool:
        """Whether grammar alone asks for it."""
        return self.verdict is Verdict.MECHANICAL

    def shifted(self, by: int) -> Suggestion:
        """The same suggestion for a text in which it stands ``by`` code points further on."""
        return replace(self, span=self.span.shifted(by))


class PendingMarks(Protocol):
    """Changes that someone marked in a copy of the draft; see `companion.review.reviewer_marks`."""

    def pending(self, text: str, rules: GuardOptions) -> tuple[tuple[Paragraph, Suggestion], ...]:
        """Those that can still be decided, in order, each with its surroundings."""

    def decided(self, identity: str, decision: str) -> None:
        """Note what the author decided."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The suggestions for a paragraph, and whether some of it was too long to read."""

    suggestions: tuple[Suggestion, ...]
    endless: bool


Found = tuple[Paragraph, tuple[Suggestion, ...]]


def in_order(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions of a whole text by their place, each with an id of its own."""
    seen: Counter[str] = Counter()
    numbered = []
    for suggestion in sorted(suggestions, key=lambda one: one.span):
        mark = suggestion.fingerprint
        name = f"{mark}-{seen[mark]}" if seen[mark] else mark
        seen[mark] += 1
        numbered.append(suggestion if suggestion.id == name else replace(suggestion, id=name))
    return tuple(numbered)


def _nearest(blocks: Sequence[Paragraph], first: Sequence[Span]) -> Iterator[Paragraph]:
    """Every block once: those that ``first`` touches, those after them, those before."""
    done: set[int] = set()
    at = 0
    for span in first:
        at = bisect_left(blocks, span.start, key=lambda block: block.span.end)
        while at < len(blocks) and blocks[at].span.start <= span.end:
            if at not in done:
                done.add(at)
                yield blocks[at]
            at += 1
    rest = (*range(at, len(blocks)), *range(at))
    yield from (blocks[n] for n in rest if n not in done)


class Checker:
    """Checks drafts paragraph by paragraph and remembers the answers.

    Not for use by several threads at once; its engines may be slow, so call it in one thread.

    Args:
        engines: asked in this order; where two findings overlap, the earlier engine's stays.
        options: what the author asks of the guard: dialect, dictionary, serial comma.
        proposals: of what is known of them the guard judges each paragraph as a whole.
        dismissed: fingerprints of what the author has rejected.
        off: rules that the author does not want to hear of.
        marks: changes that someone marked in a copy of the draft; where one stands, the engines
            are not heard.

    Attributes:
        problems: what each engine that could not work said, by its name.
        endless: the paragraphs of the last check that hold a sentence too long to be read.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        *,
        proposals: Sequence[Proposals] = (),
        options: GuardOptions = GuardOptions(),  # noqa: B008
        dismissed: Iterable[str] = (),
        off: Iterable[str] = (),
        marks: PendingMarks | None = None,
    ) -> None:
        self.engines = tuple(engines)
        self._proposals = tuple(proposals)
        self._marks = marks
        self._options = options
        self._dismissed = set(dismissed)
        self._off = frozenset(off)
        self.problems: dict[str, str] = {}
        self.endless: list[Span] = []
        self._answers: OrderedDict[bytes, _Answer] = OrderedDict()

    def decided(self, suggestion: Suggestion, decision: Decision) -> None:
        """Take a decision of the author into account from the next check on."""
        if self._marks is not None:
            self._marks.decided(suggestion.id, decision)
        if decision in ("rejected", "never"):
            self._dismissed.add(suggestion.fingerprint)
        elif decision == "undone":
            self._dismissed.discard(suggestion.fingerprint)
        if suggestion.kind is Kind.SPELLING:
            words, dictionary = {suggestion.before.casefold()}, self._options.dictionary
            if decision == "never":
                self._options = replace(self._options, dictionary=dictionary | words)
            elif decision == "undone":
                self._options = replace(self._options, dictionary=dictionary - words)
        elif suggestion.rule and decision == "never":
            self._off |= {suggestion.rule}
        elif decision == "undone":
            self._off -= {suggestion.rule}

    def check(self, text: str) -> tuple[Suggestion, ...]:
        """Every suggestion for ``text``, in order.

        They do not overlap, and the mechanical ones do not even touch: accepted one by one, in any
        order, they give what `corrected` gives.
        """
        return in_order(s for _, found in self.check_paragraphs(text) for s in found)

    def check_paragraphs(
        self,
        text: str,
        *,
        first: Sequence[Span] = (),
        cancelled: Callable[[], bool] = lambda: False,
        engines: Sequence[Engine] | None = None,
    ) -> Iterator[Found]:
        """Each paragraph that can be checked with its suggestions, as soon as they are known.

        After them come the marks that stand in no such paragraph, each with what is around it.
        The suggestions' ids are their fingerprints; `in_order` makes them unique.

        Args:
            text: the draft.
            first: the paragraphs that these touch come first, in this order; the others follow
                from the last of them on, the ones before it last.
            cancelled: asked before each paragraph; once true, the rest is left.
            engines: who is asked, if not all.
        """
        engines = self.engines if engines is None else engines
        self.endless = []
        names = cache(lambda: Names(text))  # asked for only where a word looks misspelt
        marked = self._marked(text)
        marks = sorted((s for found in marked.values() for s in found), key=lambda s: s.span)
        settings = (*(engine.key for engine in engines), *sorted(self._off), repr(self._options))
        for paragraph in _nearest([p for p in paragraphs(text) if p.checkable], first):
            if cancelled():
                return
            answer = self._answer(text, paragraph, engines, settings)
            if answer.endless:
                self.endless.append(paragraph.span)
            found = without_dismissed(answer.suggestions, self._dismissed)
            found = tuple(s for s in found if not (s.rule == SPELLING and names().holds(s.before)))
            shifted = (s.shifted(paragraph.span.start) for s in found)
            beside = (s for s in shifted if not _contested(s.span, marks))
            here = sorted((*marked.pop(paragraph, ()), *beside), key=lambda s: s.span)
            yield paragraph, tuple(here)
        yield from ((around, tuple(suggestions)) for around, suggestions in marked.items())

    def _marked(self, text: str) -> dict[Paragraph, list[Suggestion]]:
        """The marks that the author has not rejected, by their surroundings."""
        found: dict[Paragraph, list[Suggestion]] = {}
        for around, suggestion in self._marks.pending(text, self._options) if self._marks else ():
            if suggestion.fingerprint not in self._dismissed:
                found.setdefault(around, []).append(suggestion)
        return found

    def _answer(
        self,
        text: str,
        paragraph: Paragraph,
        engines: Sequence[Engine],
        settings: Iterable[str],
    ) -> _Answer:
        """What is known of one paragraph, counted from its start, kept or made."""
        words = paragraph.span.of(text)
        local = replace(paragraph, span=paragraph.span.shifted(-paragraph.span.start))
        proposed = self._proposed(words, local)
        keys = (
            words,
            f"{paragraph.kind}/{paragraph.marker}/{paragraph.trailer}",
            *settings,
            *(f"{name}/{revised}" for name, revised in proposed),
        )
        key = hashlib.blake2b("\x1f".join(keys).encode("utf-8", "replace")).digest()
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        answer, complete = self._check_paragraph(words, local, engines, proposed)
        if complete:
            self._answers[key] = answer
            while len(self._answers) > _CACHED:
                self._answers.popitem(last=False)
        return answer

    def _proposed(self, words: str, paragraph: Paragraph) -> list[tuple[str, str]]:
        """What is known of the proposals for a paragraph, as its revised source."""
        if not self._proposals:
            return []
        masked = mask(words, paragraph)
        known = ((one.name, one.known(masked.prose)) for one in self._proposals)
        return [(name, _unmasked(words, masked, text)) for name, text in known if text is not None]

    def _check_paragraph(
        self,
        words: str,
        paragraph: Paragraph,
        engines: Sequence[Engine],
        proposed: Sequence[tuple[str, str]],
    ) -> tuple[_Answer, bool]:
        regions = regions_of(words, paragraph)
        masked = mask(words, paragraph, regions)
        findings: list[Finding] = []
        complete = True
        if masked.prose.strip():
            for engine in engines:
                try:
                    findings += engine.check(masked.prose)
                    self.problems.pop(engine.name, None)
                except EngineError as error:  # the other engines are asked all the same
                    self.problems[engine.name] = str(error)
                    complete = False
        rules = replace(self._options, protected=tuple(region.span for region in regions))
        found = _judge_findings(words, masked, findings, rules)
        said = {canonical(words, s.edit) for s in found}
        # An engine that has read the whole paragraph wins over a rule; where both agree, it is
        # one suggestion, and the rule's, which was there first.
        for name, revised in reversed(proposed):
            heard = _judge_proposal(words, revised, name, rules)
            found = [s for s in heard if canonical(words, s.edit) not in said] + found
        wanted = (s for s in found if s.rule not in self._off)
        readers = frozenset(name for name, _ in proposed)
        suggestions = apart(words, wanted, _joined(words, rules), readers)
        return _Answer(suggestions, bool(engines) and has_endless(masked.prose)), complete


def _contested(span: Span, marks: Sequence[Suggestion]) -> bool:
    """Whether one of ``marks``, which are in order and apart, is of the same words."""
    at = bisect_left(marks, span.start, key=lambda mark: mark.span.end)
    while at < len(marks) and marks[at].span.start <= span.end:
        if collide(marks[at].span, span):
            return True
        at += 1
    return False


def _unmasked(words: str, masked: Masked, proposed: str) -> str:
    """The paragraph's source as revised prose would have it; what may not be changed is not."""
    edits = (masked.edit_to_source(edit) for edit in diff_words(masked.prose, proposed))
    return apply_edits(words, [edit for edit in edits if edit is not None])


def _judge_findings(
    words: str, masked: Masked, findings: Sequence[Finding], rules: GuardOptions
) -> list[Suggestion]:
    """What an engine found, each judged on its own."""
    found: list[Suggestion] = []
    protected = _Protected(rules.protected)
    for finding in findings:
        edit = masked.edit_to_source(finding.edit)
        small = diff_words(edit.before(words), edit.replacement) if edit else ()
        if edit is None or not small:
            continue
        hunk = Hunk(tuple(e.shifted(edit.span.start) for e in small))
        near = replace(rules, protected=protected.around(hunk.span))
        (judged,) = judge(words, [hunk], near)
        message = finding.message if judged.mechanical else judged.message
        found.append(_suggest(words, judged, message, finding.source, finding.rule))
    return found


class _Protected:
    """Protected spans of a paragraph, asked for by place: there may be many, and long ones."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def around(self, place: Span) -> tuple[Span, ...]:
        """Those that reach into the surroundings that a judgement looks at."""
        at = bisect_left(self._spans, place.end + WINDOW, key=lambda span: span.start)
        found = []
        while at and self._ends[at - 1] > place.start - WINDOW:
            at -= 1
            if self._spans[at].end > place.start - WINDOW:
                found.append(self._spans[at])
        return tuple(reversed(found))


def _judge_proposal(words: str, revised: str, source: str, rules: GuardOptions) -> list[Suggestion]:
    """What a proposal for the whole paragraph would change, judged together."""
    return [
        _suggest(words, judged, judged.message, source, f"{source}/{judged.kind.value}")
        for judged in guard(words, revised, rules).edits
    ]


def _joined(words: str, rules: GuardOptions) -> Join[Suggestion]:
    """Makes one suggestion of two that touch, where the guard lets both pass together."""

    def join(first: Suggestion, last: Suggestion) -> Suggestion | None:
        (judged,) = judge(words, [Hunk((first.edit, last.edit))], rules)
        if not judged.mechanical or judged.before == judged.after:
            return None
        message = " ".join(dict.fromkeys((first.message, last.message)))
        return _suggest(words, judged, message, first.source, first.rule)

    return join


def _suggest(words: str, judged: Judged, message: str, source: str, rule: str) -> Suggestion:
    mark = fingerprint(words, judged.span, judged.after, judged.kind)
    return Suggestion(
        id=mark,
        span=judged.span,
        before=judged.before,
        after=judged.after,
        kind=judged.kind,
        verdict=judged.verdict,
        message=message,
        source=source,
        rule=rule,
        fingerprint=mark,
    )


def check(
    text: str,
    *,
    engines: Sequence[Engine] | None = None,
    dismissed: Collection[str] = (),
) -> tuple[Suggestion, ...]:
    """Grammar-only suggestions for a Markdown text, in order; they do not overlap.

    Args:
        text: the draft; for characters that no text file can hold, U+FFFD is read.
        engines: who proposes; by default the local ones, for American English.
        dismissed: fingerprints of suggestions that were rejected before.

    Raises:
        EngineError: if an engine cannot work; the message says what to do.
    """
    checker = Checker(default_engines() if engines is None else engines, dismissed=dismissed)
    found = checker.check(in_place(text))
    if checker.problems:
        raise EngineError("; ".join(checker.problems.values()))
    return found


@cache
def default_engines(dialect: str = "US") -> tuple[Engine, ...]:
    """The engines that need no key and no network, shared by the whole process."""
    from companion.grammar.engines.harper import HarperEngine
    from companion.grammar.engines.local_rules import LocalRules

    harper = HarperEngine(dialect)  # type: ignore[arg-type]
    with suppress(EngineError):  # it is reported when the engine is asked
        harper.process.start()  # it starts while we do
    return (LocalRules(), harper)


def about_endless(text: str, endless: Sequence[Span]) -> str:
    """What to tell of paragraphs with sentences too long to be read; empty if there are none."""
    if not endless:
        return ""
    lines = [str(text.count("\n", 0, span.start) + 1) for span in sorted(endless)[:_MAX_NAMED]]
    where = ", ".join(lines) + (", ..." if len(endless) > _MAX_NAMED else "")
    return (
        f"sentences of more than {MAX_WORDS} words were left unread (line {where}):"
        " to have them checked, divide them"
    )


def corrected(text: str, suggestions: Sequence[Suggestion]) -> str:
    """``text`` with every mechanical suggestion applied."""
    return apply_edits(text, [s.edit for s in suggestions if s.mechanical])
