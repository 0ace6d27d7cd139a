"""Fit ``companion/english/data/tagger.npz``, the weights of the part-of-speech tagger.

    python -m benchmarks.fit.tagger FOLDER

FOLDER is a clone of https://github.com/UniversalDependencies/UD_English-EWT (CC BY-SA 4.0, credit
in ``companion/english/data/README.md``). Fitted on the files that it lists for training and for
testing; the files for development are kept out and scored. Words that stand together are one word
here, with the tags of their parts joined by "+". The result does not depend on time or machine.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.command import parser
from companion.english.tagger import START, Weights, best, features, normal, save_model

TARGET = Path(__file__).parents[2] / "companion" / "english" / "data" / "tagger.npz"
SOURCE = "Data: github.com/UniversalDependencies/UD_English-EWT, release 2.16 (r2.16)."
EPOCHS = 6
CERTAIN = 20  # times a word must have been seen, always with one tag, to need no guess
SCALE = 10  # weights are kept in tenths

Sentence = tuple[list[str], list[str]]


def read(folder: Path, parts: tuple[str, ...]) -> Iterator[Sentence]:
    """The sentences of the parts named: surface words and their Penn tags."""
    kept = folder / "not-to-release"
    for part in parts:
        for name in (kept / "file-lists" / f"files.{part}").read_text().split():
            yield from sentences((kept / "sources" / name).read_text(encoding="utf-8"))


def sentences(conllu: str) -> Iterator[Sentence]:
    """The sentences of one CoNLL-U file."""
    for block in conllu.split("\n\n"):
        words: list[str] = []
        tags: list[str] = []
        whole: tuple[int, str] | None = None
        for line in block.splitlines():
            fields = line.split("\t")
            if line.startswith("#") or len(fields) < 5 or "." in fields[0]:
                continue
            if "-" in fields[0]:
                whole = (int(fields[0].split("-")[1]), fields[1])
                words.append(fields[1])
                tags.append("")
            elif whole is not None and int(fields[0]) <= whole[0]:
                tags[-1] += ("+" if tags[-1] else "") + fields[4]
            else:
                words.append(fields[1])
                tags.append(fields[4])
        if words:
            yield words, tags


def fit(data: list[Sentence], certain: dict[str, str]) -> Weights:
    """Averaged weights."""
    weights: Weights = defaultdict(dict)
    totals: dict[tuple[str, str], float] = defaultdict(float)
    stamps: dict[tuple[str, str], int] = defaultdict(int)
    step = 0

    def move(name: str, label: str, by: float) -> None:
        key = (name, label)
        now = weights[name].get(label, 0.0)
        totals[key] += (step - stamps[key]) * now
        stamps[key] = step
        weights[name][label] = now + by

    order = random.Random(0)
    for epoch in range(EPOCHS):
        order.shuffle(data)
        wrong = seen = 0
        for words, gold in data:
            keys = [normal(w) for w in words]
            before = second = START
            for at in range(len(words)):
                guess = certain.get(keys[at])
                if guess is None:
                    step += 1
                    seen += 1
                    names = features(words, keys, at, before, second)
                    guess = best(weights, names)
                    if guess != gold[at]:
                        wrong += 1
                        for name in names:
                            move(name, gold[at], 1.0)
                            move(name, guess, -1.0)
                second, before = before, guess
        print(f"epoch {epoch}: {100 * wrong / seen:.2f} % wrong", flush=True)
    averaged: Weights = {}
    for name, row in weights.items():
        for label, now in row.items():
            key = (name, label)
            value = (totals[key] + (step - stamps[key]) * now) / step
            if round(value * SCALE):
                averaged.setdefault(name, {})[label] = round(value * SCALE)
    return averaged


def main() -> None:
    """Fit, score, write."""
    arguments = parser("benchmarks.fit.tagger", __doc__, SOURCE)
    arguments.add_argument("folder", type=Path, metavar="FOLDER")
    folder = arguments.parse_args().folder
    if not (folder / "not-to-release").is_dir():
        sys.exit(f"{folder} is no clone of UD_English-EWT; --help says where it comes from.")
    data = list(read(folder, ("train", "test")))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, gold in data:
        for word, label in zip(words, gold, strict=True):
            counts[normal(word)][label] += 1
    certain = {
        word: next(iter(c))
        for word, c in sorted(counts.items())
        if len(c) == 1 and c.total() >= CERTAIN
    }
    weights = fit(data, certain)
    save_model(TARGET, {n: row for n, row in weights.items() if "\n" not in n}, certain)

    from companion.english.tagger import tag

    right = total = 0
    for words, gold in read(folder, ("dev",)):
        right += sum(a == b for a, b in zip(tag(words), gold, strict=True))
        total += len(words)
    print(f"{len(data)} sentences, {len(weights)} features, {TARGET.stat().st_size} bytes")
    print(f"development files: {100 * right / total:.2f} % of {total} words")


if __name__ == "__main__":
    main()
