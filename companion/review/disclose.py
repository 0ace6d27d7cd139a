"""What the tools did to a draft, in numbers and in sentences for the place it goes to.

All of it is computed from the ledger: what this program recorded on this device. It is the
author's own account with exact numbers, and proves nothing; every form says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from companion.formats.html import render
from companion.review.reviewer_marks import SOURCE as MARKS
from companion.store.history import History
from companion.store.records import Outcome, Paste, Spending
from companion.text.tokens import count_words
from companion.text.wording import counted, listed

RECORDED = "Recorded by Companion on this device: a record, not a proof, and of no other tool."

# The sources of suggestions that work on this device, without a language model; any other is one.
LOCAL_CHECKERS = {"harper": "Harper", "rules": "Companion's own rules"}
_SOME_MODEL = {"model": "a language model"}  # a source that does not say which
_ROLES = {
    "proofreader": "to propose corrections of grammar",
    "partner": "as a partner in free association",
    "critic": "to ask questions about the draft",
}
# The LessWrong guideline of 2025 asked for a minute of work for every so many words.
_WORDS_A_MINUTE = 50


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A language model that was asked while the draft was open."""

    role: str
    model: str
    calls: int
    dollars: float


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the ledger adds up to.

    ``held_back`` suggestions went beyond grammar and were not offered; they are not in ``shown``.
    ``words_changed`` counts the words of the accepted suggestions, and ``percent`` sets it against
    the words that the draft has now; ``held_accepted`` of the accepted went beyond grammar, and
    ``marked_accepted`` were marks in a file from elsewhere, of whose origin nothing is known.
    ``borrowed`` are phrases of the draft that a model said first.
    """

    draft: str
    words: int
    minutes: int
    shown: int
    held_back: int
    accepted: int
    held_accepted: int
    marked_accepted: int
    rejected: int
    undecided: int
    words_changed: int
    percent: float
    drift_bits: float
    checkers: tuple[str, ...]
    models: tuple[ModelUse, ...]
    pastes: int
    pasted_words: int
    borrowed: tuple[str, ...]

    @property
    def used_model(self) -> bool:
        """Whether a language model was asked for anything."""
        return bool(self.models)


@dataclass(frozen=True, slots=True)
class Statement:
    """A disclosure for one venue: ``text`` to hand in, ``advice`` for the author's eyes."""

    venue: str
    title: str
    text: str
    advice: str


def disclose(
    draft: str,
    text: str,
    outcomes: Iterable[Outcome],
    *,
    pastes: Sequence[Paste] = (),
    spending: Iterable[Spending] = (),
    minutes: int = 0,
    borrowed: Sequence[str] = (),
) -> Disclosure:
    """Add up what was recorded.

    Args:
        draft: its name.
        text: as it now stands.
        outcomes: of every suggestion that was shown.
        pastes: what was put in at once.
        spending: the calls of models.
        minutes: in which the author typed or decided.
        borrowed: phrases of the draft that a model said first.
    """
    known = tuple(outcomes)
    shown = [o for o in known if o.verdict != "held" or o.decision]
    accepted = [o for o in shown if o.decision == "accepted"]
    rejected = sum(o.decision in ("rejected", "never") for o in shown)
    words = count_words(text)
    changed = sum(max(o.words_before, o.words_after) for o in accepted)
    sources = sorted({o.source for o in known} - {MARKS})
    called = tuple(ModelUse(s.role, s.model, s.calls, s.dollars) for s in spending)
    booked = {use.model for use in called}
    unbooked = [s for s in sources if s not in LOCAL_CHECKERS and s not in booked]
    if called and any(use.role == "proofreader" for use in called):
        unbooked = []  # its suggestions bear the engine's name, its calls the model's
    return Disclosure(
        draft=draft,
        words=words,
        minutes=minutes,
        shown=len(shown),
        held_back=len(known) - len(shown),
        accepted=len(accepted),
        held_accepted=sum(o.verdict == "held" for o in accepted),
        marked_accepted=sum(o.source == MARKS for o in accepted),
        rejected=rejected,
        undecided=len(shown) - len(accepted) - rejected,
        words_changed=changed,
        percent=min(100.0, 100 * changed / words) if words else 0.0,
        drift_bits=sum(o.drift_bits or 0.0 for o in accepted),
        checkers=tuple(LOCAL_CHECKERS[s] for s in sources if s in LOCAL_CHECKERS),
        models=(
            *called,
            *(ModelUse("proofreader", _SOME_MODEL.get(s, s), 0, 0.0) for s in unbooked),
        ),
        pastes=len(pastes),
        pasted_words=sum(p.words for p in pastes),
        borrowed=tuple(borrowed),
    )


def disclosure_of(
    history: History, draft: str, text: str, *, borrowed: Sequence[str] = ()
) -> Disclosure:
    """The disclosure of a draft that now holds ``text``.

    Raises:
        HistoryError: the history cannot be read.
    """
    ledger = history.ledger
    return disclose(
        draft,
        text,
        ledger.outcomes(),
        pastes=ledger.pastes(),
        spending=ledger.spending(),
        minutes=ledger.active_minutes(),
        borrowed=borrowed,
    )


def statement(d: Disclosure, venue: str = "generic") -> Statement:
    """The disclosure as a venue wants it.

    Raises:
        KeyError: there is no such venue; see `VENUES`.
    """
    title, write = VENUES[venue]
    text, advice = write(d)
    return Statement(venue, title, text, advice)


def as_json(d: Disclosure, said: Statement) -> dict[str, Any]:
    """For other programs."""
    return {**asdict(d), "venue": said.venue, "text": said.text, "advice": said.advice,
            "recorded": RECORDED}  # fmt: skip


def as_html(d: Disclosure, said: Statement) -> str:
    """A page of its own, with the disclosure for readers and for machines."""
    return render(
        "companion.review",
        "disclose.html.jinja",
        draft=d.draft,
        said=said,
        facts=facts(d),
        level="ai-assisted" if d.used_model else "none",
        models=", ".join(sorted({use.model for use in d.models})),
    )


def facts(d: Disclosure) -> list[tuple[str, str]]:
    """What is recorded, as rows of a table: a name and a value in words."""
    return [
        ("Words in the draft", f"{d.words:,}"),
        ("Minutes of writing", f"{d.minutes:,}"),
        ("Suggestions shown", f"{d.shown:,}"),
        ("Suggestions accepted", f"{d.accepted:,}"),
        ("Suggestions rejected", f"{d.rejected:,}"),
        ("Words changed by suggestions", f"{d.words_changed:,} ({d.percent:.1f} %)"),
        ("Passages pasted", f"{d.pastes:,} ({d.pasted_words:,} words)"),
        ("Checkers", ", ".join(d.checkers) or "none"),
        ("Language models", ", ".join(sorted({use.model for use in d.models})) or "none"),
    ]


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _suggestions(d: Disclosure) -> str:
    """The sentence on what was shown, accepted and rejected."""
    held = ""
    if d.held_back:
        went = "suggestion that went" if d.held_back == 1 else "suggestions that went"
        held = f" {d.held_back:,} {went} beyond grammar {_was(d.held_back)} held back."
    if not d.shown:
        return "No suggestion was shown." + held
    kinds = "corrections of grammar, spelling and punctuation"
    beyond = ""
    if d.held_accepted:
        goes = "goes" if d.held_accepted == 1 else "go"
        beyond = f" {d.held_accepted:,} of the accepted {goes} beyond grammar."
    if d.marked_accepted:
        came = "came as a mark" if d.marked_accepted == 1 else "came as marks"
        beyond += f" {d.marked_accepted:,} of the accepted {came} in a file (CriticMarkup)."
    return (
        f"Of {counted(d.shown, 'suggestion')} ({kinds}) the author accepted {d.accepted:,} and"
        f" rejected {d.rejected:,}; the accepted ones changed"
        f" {counted(d.words_changed, 'word')} of {d.words:,} ({d.percent:.1f} %).{beyond}{held}"
    )


def _models(d: Disclosure) -> str:
    """The sentence on language models."""
    if not d.models:
        found = f" {listed(d.checkers)} found them, on this device." if d.checkers else ""
        return "No language model was used in Companion." + (found if d.shown else "")
    roles: dict[str, set[str]] = {}
    for use in d.models:
        roles.setdefault(use.role, set()).add(use.model)
    used = listed(
        f"{listed(sorted(names))} {_ROLES.get(role, f'as {role}')}" for role, names in roles.items()
    )
    return (
        f"The author used {used}; Companion put no text of a model into the draft except by the"
        " author's decision on one suggestion."
    )


def _rest(d: Disclosure) -> str:
    sentences = []
    if d.pastes:
        pasted = counted(d.pasted_words, "word")
        sentences.append(f"{counted(d.pastes, 'passage')} ({pasted}) {_was(d.pastes)} pasted in.")
    if d.borrowed:
        quoted = listed(f"“{phrase}”" for phrase in d.borrowed)
        sentences.append(f"Phrases that a model said first: {quoted}.")
    return " ".join(sentences)


def _say(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _generic(d: Disclosure) -> tuple[str, str]:
    minutes = f"It was written in {counted(d.minutes, 'active minute')}." if d.minutes else ""
    return _say(_suggestions(d), _models(d), _rest(d), minutes, RECORDED), ""


def _lesswrong(d: Disclosure) -> tuple[str, str]:
    advice = (
        "Text that a person wrote and a model edited lightly does not count as LLM output there;"
        " text that a model edited substantially, and language borrowed from a model, does, and"
        " belongs in an LLM content block with the model's name."
    )
    if d.borrowed:
        advice += " Put the borrowed phrases in such a block, or write them anew."
    return _say(_suggestions(d), _models(d), _rest(d), RECORDED), advice


def _lesswrong_2025(d: Disclosure) -> tuple[str, str]:
    asked = -(-d.words // _WORDS_A_MINUTE)
    spent = (
        f"The author worked {counted(d.minutes, 'minute')} on {counted(d.words, 'word')}"
        f" (the old LessWrong guideline asked for {asked:,})."
    )
    advice = "This guideline of 2025, a minute of work for 50 words, was replaced in March 2026."
    return _say(spent, _suggestions(d), _models(d), _rest(d), RECORDED), advice


def _acl(d: Disclosure) -> tuple[str, str]:
    answer = "Yes." if d.used_model else "No AI assistant was used in Companion."
    advice = (
        "For the question on AI assistants in the checklist for responsible research: say what was"
        " used, and how far. Assistance with the language alone is a category of its own."
    )
    return _say(answer, _suggestions(d), _models(d), _rest(d), RECORDED), advice


def _nature(d: Disclosure) -> tuple[str, str]:
    advice = (
        "AI-assisted copy editing (grammar, spelling, readability, tone) need not be declared"
        " there, as long as people answer for the text; generative work must be, in the methods."
    )
    return _say(_suggestions(d), _models(d), _rest(d), RECORDED), advice


def _icmje(d: Disclosure) -> tuple[str, str]:
    models = {use.model for use in d.models if use.role == "proofreader"}
    tools = [*d.checkers, *sorted(models)]
    used = (
        f"used {listed(tools)}, through Companion, to check grammar and spelling in all sections"
        if tools
        else "took no suggestion of a tool in Companion"
    )
    text = (
        f"During the preparation of this work the author(s) {used}. {_suggestions(d)} The"
        " author(s) reviewed each change and take full responsibility for the content."
    )
    advice = (
        "Goes into the cover letter and the acknowledgments: the tool, what for, and in which"
        " sections. An AI cannot be an author."
    )
    return _say(text, _models(d) if d.used_model else "", _rest(d), RECORDED), advice


def _caltech(d: Disclosure) -> tuple[str, str]:
    if any(use.role == "proofreader" for use in d.models):
        answer = "I used an AI tool, in Companion, to review grammar and spelling."
    else:
        answer = "I used no AI tool in Companion to write or correct this essay."
    advice = (
        "Reviewing grammar and spelling is allowed there; drafting and outlining with an AI is"
        " not. The application asks about it: add what you used besides Companion."
    )
    if any(use.role == "partner" for use in d.models):
        advice += " A model was your partner in free association: judge yourself what that was."
    return _say(answer, _suggestions(d), _models(d), _rest(d), RECORDED), advice


_Writer = Callable[[Disclosure], tuple[str, str]]
# Rules of venues change: the advice says what they were when this was written (early 2026).
VENUES: dict[str, tuple[str, _Writer]] = {
    "generic": ("Use of writing tools", _generic),
    "lesswrong": ("LessWrong", _lesswrong),
    "lesswrong-2025": ("LessWrong, old guideline", _lesswrong_2025),
    "acl": ("ACL responsible research checklist", _acl),
    "nature": ("Nature", _nature),
    "icmje": ("ICMJE acknowledgment", _icmje),
    "caltech": ("Caltech application", _caltech),
}
