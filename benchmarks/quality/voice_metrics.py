"""The measures by which voice-drift meters are compared; scores rise toward assistant style."""

from __future__ import annotations

import numpy as np

from benchmarks.command import part_of

Scores = np.ndarray
_EDGES = (0, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)


def auc(positive: Scores, negative: Scores) -> float:
    """The chance that a positive scores above a negative, ties half."""
    if not len(positive) or not len(negative):
        return float("nan")
    from scipy.stats import rankdata

    ranks = rankdata(np.concatenate([positive, negative]))
    n = len(positive)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative)))


def threshold_at(negative: Scores, rate: float) -> float:
    """The score that a share ``rate`` of the negatives lies above."""
    return float(np.quantile(negative, 1 - rate))


def above(scores: Scores, threshold: float) -> float:
    """The share of the scores above a threshold."""
    return float((scores > threshold).mean()) if len(scores) else float("nan")


def size_matched_auc(
    positive: Scores, negative: Scores, sizes: Scores, other_sizes: Scores, draws: int = 8
) -> float:
    """The AUC with as many positives as negatives of each size of change, over some draws."""
    found = []
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        one: list[float] = []
        two: list[float] = []
        for low, high in zip(_EDGES, _EDGES[1:], strict=False):
            i = rng.permutation(np.flatnonzero((sizes >= low) & (sizes < high)))
            j = rng.permutation(np.flatnonzero((other_sizes >= low) & (other_sizes < high)))
            count = min(len(i), len(j))
            one += list(positive[i[:count]])
            two += list(negative[j[:count]])
        found.append(auc(np.array(one), np.array(two)))
    return float(np.mean(found))


def reliability(bits: Scores, labels: Scores, edges: tuple[float, ...]) -> list[tuple[float, ...]]:
    """Per bin of bits: lower edge, count, mean bits, bits observed (both classes weighed alike)."""
    rows = []
    weight = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
    for low, high in zip(edges, edges[1:], strict=False):
        inside = (bits >= low) & (bits < high)
        if inside.sum() < 20:
            continue
        yes = weight[inside & labels].sum() + 1e-5
        no = weight[inside & ~labels].sum() + 1e-5
        mean = float((bits * weight)[inside].sum() / weight[inside].sum())
        rows.append((low, int(inside.sum()), mean, float(np.log2(yes / no))))
    return rows


if __name__ == "__main__":
    part_of(
        "benchmarks.quality.voice_metrics", __doc__, "benchmarks.quality.voice",
        "benchmarks.quality.voice_profile",
    )  # fmt: skip
