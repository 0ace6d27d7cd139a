"""What an author's profile adds to the meter, on five single authors.

Run ``python -m benchmarks.quality.voice_profile``. Profiles are learned from each author's other
documents; assistants' edits of their paragraphs are set against grammar-only edits and against
rewrites in words of the author's own, taken from elsewhere in their writing. The shipped weights
saw these edits without a profile, so read the gain, not the level.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import FITTING, VOICE_DATA, parser, require
from benchmarks.fit.voice_pairs import other_words
from benchmarks.quality.voice_metrics import auc
from benchmarks.voice_data import Row, load_rows
from companion import VoiceProfile, drift

SOURCES = ("simonw-til", "standard-ebooks")
POLISH = ("light_polish", "tighten", "flow", "polish", "professional", "improve")


def own_texts() -> dict[str, list[Row]]:
    """The texts of each author."""
    texts: dict[str, list[Row]] = defaultdict(list)
    for row in load_rows():
        if row["kind"] == "human" and row["source"] in SOURCES:
            texts[row["author"]].append(row)
    return texts


def main() -> None:
    """Print the gain, and how well a profile knows its author."""
    parser("benchmarks.quality.voice_profile", __doc__, VOICE_DATA, FITTING).parse_args()
    texts = own_texts()
    require("scipy")
    rng = random.Random(0)

    @cache
    def profile_without(author: str, doc: str) -> VoiceProfile:
        return VoiceProfile.learn([r["text"] for r in texts[author] if r["doc"] != doc], "author")

    found: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def score(degree: str, before: str, after: str, row: Row) -> None:
        profile = profile_without(row["author"], row["doc"])
        found[degree].append((drift(before, after).bits, drift(before, after, profile).bits))

    for row in load_rows():
        if row.get("author") not in texts or "edited" not in row:
            continue
        if not str(row["source"]).startswith("claude"):
            continue
        score(row["degree"], row["original"], row["edited"], row)
        if row["degree"] == "polish":
            others = [r for r in texts[row["author"]] if r["doc"] != row["doc"]]
            pool = [s for r in rng.sample(others, 3) for s in r["text"].split(". ")]
            for _ in range(2):
                rewrite = other_words(other_words(row["original"], pool, rng), pool, rng)
                score("own words", row["original"], rewrite, row)
    scores = {degree: np.array(pairs) for degree, pairs in found.items()}
    grammar = np.concatenate([scores["grammar_only"], scores["proofread"]])
    print("AUC without -> with the profile")
    for degree in POLISH:
        against = []
        for name, other in (("own words", scores["own words"]), ("grammar", grammar)):
            one, two = (auc(scores[degree][:, k], other[:, k]) for k in (0, 1))
            against.append(f"against {name} {one:.3f} -> {two:.3f}")
        print(f"  {degree} (n={len(scores[degree])}): {', '.join(against)}")
    means = scores["own words"].mean(axis=0)
    print(f"mean bits of a rewrite in the author's own words: {means[0]:+.2f} -> {means[1]:+.2f}")
    print_delta(texts, rng)


def print_delta(texts: dict[str, list[Row]], rng: random.Random) -> None:
    """How well cosine and Burrows' Delta tell 120-word passages of an author from others'."""

    def passages(author: str, docs: set[str]) -> list[str]:
        words = [r["text"].split() for r in texts[author] if r["doc"] in docs]
        return [" ".join(w[:120]) for w in words if len(w) >= 120][:40]

    for size in (3_000, 10_000):
        found: dict[str, list[float]] = defaultdict(list)
        for author, rows in texts.items():
            docs = sorted({r["doc"] for r in rows})
            rng.shuffle(docs)
            known = set(docs[: len(docs) // 2])
            words = " ".join(r["text"] for r in rows if r["doc"] in known).split()[:size]
            profile = VoiceProfile.learn([" ".join(words)], "author")
            mine = passages(author, set(docs) - known)
            theirs = [
                p for a in texts if a != author for p in passages(a, {r["doc"] for r in texts[a]})
            ]
            for name in ("cosine_delta", "burrows_delta"):
                measure = getattr(profile, name)
                near = np.array([-measure(p) for p in mine])
                far = np.array([-measure(p) for p in theirs])
                found[name].append(auc(near, far))
        shown = ", ".join(f"{name} {np.mean(values):.3f}" for name, values in found.items())
        print(f"a profile of {size} words knows its author's 120 words from others': AUC {shown}")


if __name__ == "__main__":
    main()
