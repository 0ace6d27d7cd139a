"""Freewriting in turns: the state of a sitting, what a partner is told, and what it may say.

The association is a list of turns, by the author and by a partner. Nothing here deletes: a turn
grows, and another follows. What a partner replies is brought to the form that is promised: lower
case, unpunctuated, short, without praise or advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import regex

from companion.text.tokens import count_words

Speaker = Literal["author", "partner"]

# Beyond this many words back, what was said is no longer told to the partner.
_REMEMBERED_WORDS = 600
# How much of the draft around the place a partner hears, in characters.
_PLACE = 1_200
_REGISTER_WORDS = 80
MAX_WORDS = 60
_TELLING_WORDS = 6  # words after which a sentence of praise or advice has been recognised


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """How a sitting goes; all are the author's settings.

    Attributes:
        goal_words: when the bar is full; 0 for no goal.
        minutes: how long it takes; None for no timer.
        backspace: how many characters at the end may still be deleted; None for all of them.
        pause_seconds: without a key, before a pause is noticed and sparks are offered.
        hide_count: whether the count is only shown when the goal or the time is reached.
        sparks: how many are offered at a pause.
    """

    goal_words: int = 200
    minutes: float | None = None
    backspace: int | None = 20
    pause_seconds: float = 4.0
    hide_count: bool = False
    sparks: int = 5

    def __post_init__(self) -> None:
        least = {"goal_words": 0, "minutes": 0, "backspace": 0, "pause_seconds": 0.5, "sparks": 0}
        for name, lowest in least.items():
            value = getattr(self, name)
            if value is not None and value < lowest:
                raise ValueError(f"{name} must be at least {lowest}, not {value}")


@dataclass(frozen=True, slots=True)
class PaneTurn:
    """What one of the two said."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Association:
    """A sitting: its turns in order, no two of the author's side by side.

    Attributes:
        turns: what was said so far.
        about: the paragraph of the draft that it is about; empty if it is about nothing.
    """

    turns: tuple[PaneTurn, ...] = ()
    about: str = ""

    @property
    def words(self) -> int:
        """How many words the author has written; the partner's do not count."""
        return sum(count_words(turn.text) for turn in self.turns if turn.speaker == "author")

    @property
    def authors_text(self) -> str:
        """All that the author wrote, turn after turn."""
        return "\n".join(turn.text for turn in self.turns if turn.speaker == "author")

    def written(self, text: str) -> Association:
        """With the author's current turn as ``text``; a new one if the partner spoke last."""
        turn = PaneTurn("author", text)
        if self.turns and self.turns[-1].speaker == "author":
            return replace(self, turns=(*self.turns[:-1], turn))
        return replace(self, turns=(*self.turns, turn)) if text else self

    def answered(self, text: str) -> Association:
        """With a turn of the partner's; nothing said is no turn."""
        return replace(self, turns=(*self.turns, PaneTurn("partner", text))) if text else self


class RoleMessage(NamedTuple):
    """One turn in the words of the chat protocol."""

    speaker: Literal["user", "assistant"]
    text: str


def partner_messages(association: Association) -> tuple[RoleMessage, ...]:
    """The association as a conversation, oldest first, ending with the author.

    The partner may begin: then there is one message that asks it to.
    """
    messages: list[RoleMessage] = []
    room = _REMEMBERED_WORDS
    for turn in reversed(association.turns):
        if room <= 0:
            break
        words = turn.text.split()
        room -= len(words)
        text = turn.text if room >= 0 else " ".join(words[-room:])
        if text.strip():
            messages.append(RoleMessage("user" if turn.speaker == "author" else "assistant", text))
    messages.reverse()
    if not messages or messages[-1].speaker == "assistant":
        messages.append(RoleMessage("user", "(your turn)" if messages else "(you begin)"))
    if messages[0].speaker == "assistant":  # some services insist that the user speaks first
        messages.insert(0, RoleMessage("user", "(you begin)"))
    return tuple(messages)


def partner_context(
    association: Association, *, draft: str = "", outline: str = "", threads: Sequence[str] = ()
) -> dict[str, str]:
    """What the prompt ``partner.md`` can name: ``place``, ``outline``, ``threads``, ``register``.

    Args:
        association: the sitting.
        draft: all of it; the paragraph that the sitting is about is given with what is around it.
        outline: headings, or whatever the author keeps as one.
        threads: phrases that the author kept before.
    """
    return {
        "place": _place(draft, association.about) or "nothing in particular",
        "outline": outline.strip() or "none",
        "threads": "\n".join(f"- {thread}" for thread in threads) or "none",
        "register": _register(association, draft) or "none yet",
    }


def tidy_reply(reply: str, most_words: int = MAX_WORDS, *, unfinished: bool = False) -> str:
    """A partner's reply in the form that is promised; empty if nothing fit is left.

    Reasoning, labels and lists are taken away, then sentences of praise, advice and talk about
    the task; the rest is put in lower case without punctuation, and cut to ``most_words``. Of a
    reply that is ``unfinished``, a last sentence is held back until it shows what it will be.
    """
    text = _THOUGHT.sub("", reply)
    text = _MARKUP.sub("", _LABEL.sub("", text.strip()))
    parts = _SENTENCE_END.split(text)
    if unfinished and len(parts[-1].split()) < _TELLING_WORDS:
        parts.pop()
    kept = [part for part in parts if not _NOT_ASSOCIATING.match(part)]
    plain = _APOSTROPHE.sub("", " ".join(kept)).lower()
    return " ".join(_NOT_WORD.sub(" ", plain).split()[:most_words])


_THOUGHT = regex.compile(r"(?si)<(think|thinking|reasoning)>.*?(?:</\1>|\Z)")
_LABEL = regex.compile(
    r"(?i)\A(?:[*_#\s]*(?:(?:partner|assistant|ai|me|reply|response|association)[*_]*:[*_]*\s*"
    r"|(?:sure|okay|ok|certainly|of course|here(?:'s| is| are))[^.:!\n]{0,60}[.:!]\s*))+"
)
_SENTENCE_END = regex.compile(r"(?<=[.!?…])\s+|\n+")
_MARKUP = regex.compile(r"(?m)^[ \t]*(?:[-*+>#]+|\d{1,2}[.)])[ \t]+|```[^\n]*")
_APOSTROPHE = regex.compile(r"(?<=\p{L})['’ʼ](?=\p{L})")
_NOT_WORD = regex.compile(r"[^\p{L}\p{M}\p{Nd}\s]+")
_NOT_ASSOCIATING = regex.compile(
    r"""(?xi) \W*
    (?: (?:what\ an?|such\ an?|how)\ (?:\w+\ ){0,2}(?:beautiful|lovely|powerful|evocative|striking
          |wonderful|great|interesting|vivid|rich|poetic|image|line|phrase)\b
      | (?:that|this|your)(?:['’]s|\ is|\ was|\ writing\ is|\ words\ are)?\ (?:\w+\ ){0,3}
          (?:beautiful|lovely|powerful|evocative|striking|wonderful|great|brilliant|vivid)\b
      | (?:great|beautiful|lovely|wonderful|nice|brilliant|excellent|well\ done|good\ job)\b
          [^.!?]*[!.]
      | i\ (?:really\ )?(?:love|like|enjoy|admire|appreciate)\ (?:how|the\ way|your|that|this)\b
      | (?:you|maybe\ you|perhaps\ you)\ (?:should|could|might|may|need\ to|must|ought)\b
      | (?:try|consider|remember\ to|focus\ on|think\ about\ (?:adding|using|writing)|start\ by
          |don['’]?t\ forget)\b
      | (?:i['’]?d|i\ would)\ (?:suggest|recommend|advise)\b
      | (?:as\ an\ ai|i['’]?m\ (?:just\ )?(?:an\ ai|a\ language)|i\ am\ unable)\b
      | (?:let\ me\ know|feel\ free|hope\ this|would\ you\ like|do\ you\ want\ me|shall\ i)\b
    )"""
)


def _place(draft: str, about: str) -> str:
    """The paragraph that the sitting is about, with a little of the draft around it."""
    if not about.strip():
        return ""
    at = draft.find(about)
    if at < 0:
        return about.strip()
    around = max(0, (_PLACE - len(about)) // 2)
    return draft[max(0, at - around) : at + len(about) + around].strip()


def _register(association: Association, draft: str) -> str:
    """The author's last words, from the association if it has any, else from the draft."""
    words = (association.authors_text.strip() or draft).split()
    return " ".join(words[-_REGISTER_WORDS:])
