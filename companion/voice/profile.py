"""The author's profile: the statistics of their own writing, and how near a text stands to them.

Rates of function words and punctuation are compared as in stylometry: standardised by their mean
and deviation over passages of many writers (z-scores), then by Burrows' Delta (Burrows 2002: the
mean absolute difference) or the cosine Delta (Smith and Aldridge 2011: one minus the cosine).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, log2, sqrt
from pathlib import Path

from companion.voice.change import SENTENCE_ENDS, is_word, tokens_of
from companion.voice.features import commonness

_CORPUS_TOKENS = 825_000  # behind data/common.json
_PRIOR = 1_500.0  # tokens that the general rate of a word counts for, beside the author's own
_MIN_WORDS = 300
_DASHES = ("—", "--")
DEFAULT_PROFILE = "default"
_CHOSEN = "chosen"  # the file beside the profiles that names one
_NAME = re.compile(r"[\w][\w .-]{0,63}")


class ProfileError(ValueError):
    """A profile cannot be made, found or read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """The statistics of one author's writing.

    Attributes:
        name: what the author calls it.
        tokens: how many words and marks it was learned from.
        words: how often each word occurs that occurs at least twice.
        phrases: how often each pair of neighbouring words occurs that occurs three times or more.
        style: rates per token of the words and marks of `style_names`.
        sentence_length: mean and deviation, in words.
    """

    name: str
    tokens: int
    words: dict[str, int] = field(repr=False)
    phrases: dict[str, int] = field(repr=False)
    style: tuple[float, ...] = field(repr=False)
    sentence_length: tuple[float, float]

    @classmethod
    def learn(cls, texts: Iterable[str], name: str = "default") -> VoiceProfile:
        """Learn a profile from an author's own texts.

        Raises:
            ProfileError: if they hold fewer than 300 words between them.
        """
        lists = [tokens_of(text) for text in texts]
        found = sum(1 for tokens in lists for token in tokens if is_word(token))
        if found < _MIN_WORDS:
            raise ProfileError(
                f"{found} words are too few for a profile: give at least {_MIN_WORDS}, "
                "better 3,000, of your own writing"
            )
        words: Counter[str] = Counter()
        phrases: Counter[str] = Counter()
        for tokens in lists:
            words.update(tokens)
            phrases.update(f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False))
        lengths = [n for tokens in lists for n in _sentence_lengths(tokens)] or [0]
        mean = sum(lengths) / len(lengths)
        spread = sqrt(sum((n - mean) ** 2 for n in lengths) / len(lengths))
        return cls(
            name=_checked(name),
            tokens=sum(map(len, lists)),
            words={word: n for word, n in sorted(words.items()) if n >= 2},
            phrases={phrase: n for phrase, n in sorted(phrases.items()) if n >= 3},
            style=style_rates([token for tokens in lists for token in tokens]),
            sentence_length=(round(mean, 2), round(spread, 2)),
        )

    def lift(self, shown: str) -> float:
        """How many bits more likely the author is to write a word or phrase than people are.

        0 for all but one word or two, or a dash; the rates of other marks are compared in `style`.
        """
        tokens = tokens_of(shown)
        if tokens == ["—"]:
            names, means, _ = _reference()
            general = sum(means[names.index(dash)] for dash in _DASHES)
            count = sum(self.words.get(dash, 0) for dash in _DASHES)
        elif not all(map(is_word, tokens)):
            return 0.0
        elif len(tokens) == 1:
            general, count = _general_rate(tokens[0]), self.words.get(tokens[0], 0)
        elif len(tokens) == 2:
            first, second = map(_general_rate, tokens)
            # Words of a phrase stand together far more often than chance has it.
            general, count = 20 * first * second, self.phrases.get(" ".join(tokens), 0)
        else:
            return 0.0
        return log2((count / general + _PRIOR) / (self.tokens + _PRIOR))

    def discount(self, shown: str) -> float:
        """What is left, 0 to 1, of the weight of a word that the author uses more than others."""
        return min(1.0, float(2.0 ** (1.0 - self.lift(shown))))

    def burrows_delta(self, text: str) -> float:
        """The mean absolute difference of z-scores between the text and the author."""
        pairs = list(zip(z_scores(style_rates(tokens_of(text))), z_scores(self.style), strict=True))
        return sum(abs(a - b) for a, b in pairs) / len(pairs)

    def cosine_delta(self, text: str) -> float:
        """One minus the cosine between the z-scores of the text and of the author (0 to 2)."""
        return self.distance(tokens_of(text))

    def distance(self, tokens: Iterable[str]) -> float:
        """The cosine Delta of a text already split into tokens."""
        a, b = z_scores(style_rates(list(tokens))), z_scores(self.style)
        norm = sqrt(sum(x * x for x in a)) * sqrt(sum(x * x for x in b))
        return 1.0 - sum(x * y for x, y in zip(a, b, strict=True)) / norm if norm else 1.0

    def to_json(self) -> str:
        """The profile as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> VoiceProfile:
        """The profile in a JSON text as `to_json` writes it.

        Raises:
            ProfileError: if it is no such text.
        """
        try:
            content = json.loads(text)
            mean, spread = content.pop("sentence_length")
            style = tuple(map(float, content.pop("style")))
            profile = cls(**content, style=style, sentence_length=(float(mean), float(spread)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ProfileError("the profile is damaged: learn it anew") from error
        if len(style) != len(style_names()):
            raise ProfileError("the profile was made by another version: learn it anew")
        return profile


@cache
def _reference() -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]:
    content = json.loads(
        files("companion.voice").joinpath("data/reference.json").read_text("utf-8")
    )
    return tuple(content["names"]), tuple(content["means"]), tuple(content["deviations"])


def style_names() -> tuple[str, ...]:
    """The words and marks whose rates make a style: the most common in people's writing."""
    return _reference()[0]


def style_rates(tokens: list[str]) -> tuple[float, ...]:
    """Rates of the words and marks of a style, drawn to the general mean in a short text."""
    names, means, _ = _reference()
    counts = Counter(tokens)
    total = len(tokens) + 30.0
    return tuple((counts[n] + 30.0 * m) / total for n, m in zip(names, means, strict=True))


def z_scores(rates: tuple[float, ...]) -> list[float]:
    """Rates as deviations from the mean over passages of many writers."""
    _, means, deviations = _reference()
    return [(r - m) / d for r, m, d in zip(rates, means, deviations, strict=True)]


def _general_rate(word: str) -> float:
    level = commonness(word)
    return exp(level) / _CORPUS_TOKENS if level else 1e-6


def _sentence_lengths(tokens: list[str]) -> list[int]:
    lengths, n = [], 0
    for token in tokens:
        if token in SENTENCE_ENDS:
            lengths.append(n)
            n = 0
        elif is_word(token):
            n += 1
    return [n for n in lengths if n]


def profile_folder() -> Path:
    """Where profiles are kept: the user's data folder of this platform."""
    from platformdirs import user_data_path

    return user_data_path("companion") / "voice"


def save_profile(profile: VoiceProfile, folder: Path | None = None) -> Path:
    """Write a profile under its name; returns the file."""
    folder = profile_folder() if folder is None else folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{_checked(profile.name)}.json"
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    # No other user may read it: it tells of how its author writes.
    part.touch(mode=0o600)
    part.write_text(profile.to_json(), encoding="utf-8")
    part.replace(path)
    return path


def load_profile(name: str, folder: Path | None = None) -> VoiceProfile:
    """The profile of that name.

    Raises:
        ProfileError: if there is none; the message names those that there are.
    """
    folder = profile_folder() if folder is None else folder
    path = folder / f"{_checked(name)}.json"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        known = ", ".join(profile_names(folder)) or "none yet"
        raise ProfileError(
            f'there is no voice profile "{name}" (known: {known}); '
            f"make it with: companion voice learn FILES --name {name}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"cannot read {path}: learn the profile anew") from error
    return VoiceProfile.from_json(text)


def choose_profile(name: str, folder: Path | None = None) -> None:
    """Remember that drafts are held against this profile, where no settings name another."""
    folder = profile_folder() if folder is None else folder
    (folder / _CHOSEN).write_text(_checked(name), encoding="utf-8")


def chosen_profile(folder: Path | None = None) -> str | None:
    """The profile that drafts are held against: the one chosen, else the one without a name."""
    folder = profile_folder() if folder is None else folder
    known = profile_names(folder)
    try:
        chosen = (folder / _CHOSEN).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        chosen = DEFAULT_PROFILE
    return next((name for name in (chosen, DEFAULT_PROFILE) if name in known), None)


def profile_names(folder: Path | None = None) -> list[str]:
    """The names of the profiles that are kept."""
    folder = profile_folder() if folder is None else folder
    return sorted(path.stem for path in folder.glob("*.json"))


def _checked(name: str) -> str:
    """The name, if it can be a file's name.

    Raises:
        ProfileError: if it cannot.
    """
    if not _NAME.fullmatch(name):
        raise ProfileError(f'"{name}" cannot name a profile: use letters, digits, - and _')
    return name
