"""Harper as an engine: its findings filtered, its process separate."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from companion.english.dialect import spelling_variants
from companion.english.spelling import correction, looks_misspelt
from companion.english.spoken_dialect import writes_dialect
from companion.grammar.engines.base import SPELLING, EngineError, Finding
from companion.text.characters import in_place
from companion.text.edit import Edit
from companion.text.sentences import sentences
from companion.text.span import Span

Dialect = Literal["US", "GB", "AU", "CA", "IN"]
DIALECTS: tuple[str, ...] = get_args(Dialect)

# Style, layout and taste are the author's own, and capitals are our own rules' concern.
KINDS = frozenset(
    "Agreement BoundaryError Eggcorn Grammar Miscellaneous Punctuation Repetition Typo Usage "
    "WordChoice".split()
)
# Rules that were more often wrong than right on the tuned half of the benchmark, or that say what
# one of our own rules says with fewer false alarms.
DROPPED_RULES = frozenset(
    """
    AWhile AfterAll AnA AndIn AnotherThings AvoidCurses CommaFixes CompoundNouns DayOneNames
    DiscourseMarkers DisjointPrefixes EveryTime Everyone ExpandMemoryShorthands FindOut
    ForAWhile HavePassed HowTo InDemandInDepth InMyOpinion InflectedVerbAfterTo ItsContraction
    LastButNotLeast LetsConfusion LongTimeAgo MassNouns MergeWords MissingDeterminer
    MissingPreposition MissingTo ModalBeAdjective ModalOf MultipleSequentialPronouns
    NominalWants NounVerbConfusion OhMyGod OkToOkay OneOfTheSingular OrthographicConsistency
    Overall PhrasalVerbAsCompoundNoun PluralDecades PointsOfView PronounContraction
    PronounInflectionBe PronounKnew PronounVerbAgreement QuantifierNeedsOf QuiteQuiet RedundantThat
    RegularIrregulars RepeatedWords Respond RightClick SimplePastToPastParticiple SingleBe Someone
    SplitWords ThatThan The TheMy TheirToThere TheirToTheyre Themself ThereIsAgreement TheyToThem
    ThisTypeOfThing ToTo ToTwoToo UpdatePlaceNames WantBe WayTooAdjective WillNonLemma
    WrongNegative
    """.split()
)

# Whether words are joined, hyphenated or apart is mostly taste; these rules speak of mistakes.
_JOINTS = re.compile(r"[\s-]")
_JOINING = frozenset(("OpenCompounds", "Everyday", "Everybody", "Itself"))
_WORKER = Path(__file__).with_name("harper_worker.py")
# Code points that are sent at once: on some texts Harper takes time in the square of their length.
LONGEST_SENT = 4_000
TIMEOUT = 20.0  # seconds for one paragraph; a thousand words take well under one


@dataclass(frozen=True, slots=True)
class Lint:
    """What Harper says about one place: a rule, a kind, and the texts it offers for it."""

    rule: str
    kind: str
    span: Span
    message: str
    offers: tuple[Edit, ...]

    def shifted(self, by: int) -> Lint:
        """The same for a text in which it stands ``by`` code points further on."""
        offers = tuple(offer.shifted(by) for offer in self.offers)
        return replace(self, span=self.span.shifted(by), offers=offers)


class HarperProcess:
    """A worker process that is started when first needed, and again if it dies.

    Safe to call from several threads, one at a time. `close` may be called from another thread to
    end a call that is under way, which then raises `EngineError`.
    """

    def __init__(self, dialect: Dialect = "US") -> None:
        if dialect not in DIALECTS:
            raise ValueError(f"dialect must be one of {', '.join(DIALECTS)}, not {dialect!r}")
        self.dialect = dialect
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._end: weakref.finalize[[subprocess.Popen[str]], HarperProcess] | None = None
        self._closings = 0

    def start(self) -> None:
        """Start the worker without waiting for it to be ready.

        Raises:
            EngineError: if it cannot be started.
        """
        with self._lock:
            self._started()

    def lint(self, text: str) -> list[Lint]:
        """Everything Harper finds in plain prose.

        Raises:
            EngineError: if the worker cannot be started, dies twice, takes too long, or is closed.
        """
        with self._lock:
            closings = self._closings
            answer = self._ask(text)
            if answer is None and closings == self._closings:
                answer = self._ask(text)
        if answer is None:
            raise EngineError("Harper stopped while checking: try again, or run 'companion doctor'")
        if "error" in answer:
            raise EngineError(f"Harper could not check this paragraph ({answer['error']})")
        return [_lint(*fields) for fields in answer["lints"]]

    def close(self) -> None:
        """End the worker, and with it a call that is under way; a later call starts another."""
        self._closings += 1
        if self._end is not None:
            self._end()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            # By its file, and with no folder put before the libraries: neither a folder named
            # "companion" where the author works nor this module may stand in for what is meant.
            command = [sys.executable, "-P", str(_WORKER), self.dialect]
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    encoding="utf-8",
                )
            except OSError as error:
                raise EngineError(f"Harper could not be started: {error}") from error
            self._end = weakref.finalize(self, _end, self._process)
        return self._process

    def _ask(self, text: str) -> dict[str, Any] | None:
        """One question and its answer; None if the worker has died."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        killer = threading.Timer(TIMEOUT, process.kill)
        killer.daemon = True
        killer.start()
        try:
            process.stdin.write(json.dumps({"text": in_place(text)}) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            if "ready" in answer:
                answer = json.loads(process.stdout.readline())
        except (OSError, ValueError):  # the pipe is closed, or the line is empty
            _end(process)
            return None
        finally:
            killer.cancel()
        return answer


def _end(process: subprocess.Popen[str]) -> None:
    """Kill the worker, wait for it, so that no zombie is left, and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # unsent words of a dead process
                pipe.close()


def _lint(
    rule: str, kind: str, start: int, end: int, message: str, offers: list[list[str]]
) -> Lint:
    edits = []
    for operation, text in offers:
        if operation == "INSERT_AFTER":
            edits.append(Edit(Span(end, end), text))
        else:
            edits.append(Edit(Span(start, end), text if operation == "REPLACE" else ""))
    return Lint(rule, kind, Span(start, end), message, tuple(edits))


class HarperEngine:
    """Harper's findings, filtered."""

    name = "harper"

    def __init__(self, dialect: Dialect = "US") -> None:
        self.process = HarperProcess(dialect)

    @property
    def key(self) -> str:
        """Name and dialect."""
        return f"harper/{self.process.dialect}"

    def check(self, text: str) -> list[Finding]:
        """The mistakes in ``text``; sentences of more than `LONGEST_SENT` are left alone."""
        found = []
        dialect = writes_dialect(text)
        for lint in self._lints(text):
            if dialect and lint.kind in ("Agreement", "Grammar"):
                continue
            finding = (
                self._spelling(text, lint) if lint.kind == "Spelling" else self._kept(text, lint)
            )
            if finding is not None:
                found.append(finding)
        return found

    def _lints(self, text: str) -> Iterator[Lint]:
        """What Harper finds, counted from the start of ``text``."""
        for part in _portions(text):
            for lint in self.process.lint(part.of(text)):
                yield lint.shifted(part.start) if part.start else lint

    def _kept(self, text: str, lint: Lint) -> Finding | None:
        if not lint.offers or lint.kind not in KINDS or lint.rule in DROPPED_RULES:
            return None
        edit = lint.offers[0]
        if (
            _JOINTS.sub("", edit.replacement) == _JOINTS.sub("", edit.before(text))
            and lint.rule not in _JOINING
        ):
            return None
        return Finding(edit, _in_our_style(lint.message), lint.rule, self.name)

    def _spelling(self, text: str, lint: Lint) -> Finding | None:
        """A word that Harper does not know, and neither do we, with the word that was meant."""
        word = lint.span.of(text)
        if not looks_misspelt(word) or _may_be_a_name(text, lint.span):
            return None
        meant = _as_offered(correction(word), lint.offers)
        if meant is None or (_unknown_neighbours(text, lint.span) and len(word) < 9):
            return None
        message = f"“{word}” is not in the dictionary."
        return Finding(Edit(lint.span, meant), message, SPELLING, self.name)

    def close(self) -> None:
        """End the worker process."""
        self.process.close()


def _portions(text: str) -> Iterator[Span]:
    """What Harper is sent at once: a paragraph, or some sentences of a very long one."""
    if len(text) <= LONGEST_SENT:
        yield Span(0, len(text))
        return
    start = end = 0
    for sentence in sentences(text):
        if sentence.end - start > LONGEST_SENT:
            if end > start:
                yield Span(start, end)
            start = sentence.start
        if len(sentence) > LONGEST_SENT:
            start = sentence.end
        end = sentence.end
    if end > start:
        yield Span(start, end)


def _as_offered(meant: str | None, offers: Sequence[Edit]) -> str | None:
    """The word as Harper spells it, which knows the author's dialect."""
    offered = [offer.replacement for offer in offers]
    if meant is None or meant in offered:
        return meant
    variants = (word for word in offered if spelling_variants(meant, word) in ("US", "GB"))
    return next(variants, meant)


def _in_our_style(message: str) -> str:
    """A message in our style: words in quotation marks, a full stop at the end."""
    said = re.sub(r"`([^`]*)`", r"“\1”", message).strip()
    return said if said.endswith((".", "?", "!")) else f"{said}."


_SENTENCE_END = re.compile(
    r"(?:^|(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!St)[.!?:]['\"”’)]*\s+|[\"“‘(]|[-–—]\s)\Z"
)


def _may_be_a_name(text: str, span: Span) -> bool:
    """Whether a word has a capital that its place does not explain, or is part of a compound."""
    before, after = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 1]
    if before[-1:] in ("-", "'", "’", "_", "/", ".", "@", "#") or after in (
        "-",
        "'",
        "’",
        "_",
        "/",
    ):
        return True
    return text[span.start].isupper() and not _SENTENCE_END.search(before)


_LAST_WORD, _NEXT_WORD = re.compile(r"([A-Za-z]+)[ ,]+\Z"), re.compile(r"[ ,]+([A-Za-z]+)")


def _unknown_neighbours(text: str, span: Span) -> bool:
    """Whether a word beside it is unknown as well: another language, or a name."""
    last = _LAST_WORD.search(text[max(0, span.start - 40) : span.start])
    following = _NEXT_WORD.match(text, span.end)
    beside = [match.group(1) for match in (last, following) if match is not None]
    return any(w.islower() and looks_misspelt(w) and correction(w) is None for w in beside)
