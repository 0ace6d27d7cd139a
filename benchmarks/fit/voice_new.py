"""Fit how new text is held against the text that it came into.

Run ``python -m benchmarks.fit.voice_new``. Each row of ``data/paragraphs_2026.jsonl`` has the
beginning of a human text, what its author wrote next, and a paragraph that a 2026 assistant wrote
when it was asked to add one. Logistic regression over two dozen measures; what is printed is
measured on documents left out. `companion.voice.new_text` reads what is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import FITTING, VOICE_DATA, parser, require
from benchmarks.fit.voice_texts import standing_model
from benchmarks.quality.voice_metrics import above, auc, threshold_at
from benchmarks.voice_data import fold_of, load_edits, load_rows, permissive
from companion.voice import shipped
from companion.voice.new_text import Own, measured

DATA = Path(__file__).resolve().parents[2] / "companion" / "voice" / "data"
ROWS = Path(__file__).parent / "data" / "paragraphs_2026.jsonl"
FOLDS = 5
STRENGTH = 0.05  # inverse, of the L2 penalty
# Bits from which it warns, and how much sooner than one in ten of the authors' own paragraphs do.
WARNS_AT = 1.0


def main() -> None:
    """Fit, report and write."""
    parser("benchmarks.fit.voice_new", __doc__, VOICE_DATA, FITTING).parse_args()
    require("sklearn")
    from sklearn.linear_model import LogisticRegression

    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    texts = [*filter(permissive, load_rows()), *load_edits()]
    # Where a text stands is read by models that never saw its document.
    models = [standing_model([t for t in texts if fold_of(t, FOLDS) != k]) for k in range(FOLDS)]
    names: list[str] = []
    values, labels, folds = [], [], []
    for row in rows:
        own = Own(row["before"], model=models[fold_of(row, FOLDS)])
        for label, text in ((False, row["own"]), (True, row["assistant"])):
            found = measured(text, own)
            names = list(found)
            values.append(list(found.values()))
            labels.append(label)
            folds.append(fold_of(row, FOLDS))
    x, y, fold = np.array(values), np.array(labels), np.array(folds)
    scale = x.std(axis=0) + 1e-9

    def fitted(chosen: np.ndarray) -> tuple[float, np.ndarray]:
        model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x[chosen] / scale, y[chosen])
        return float(model.intercept_[0] / np.log(2)), model.coef_[0] / scale / np.log(2)

    bits = np.zeros(len(y))
    for k in range(FOLDS):
        bias, weights = fitted(fold != k)
        bits[fold == k] = bias + x[fold == k] @ weights
    people, assistants = bits[~y], bits[y]
    print(
        f"{len(rows)} documents: AUC {auc(assistants, people):.3f}; "
        f"@5% {above(assistants, threshold_at(people, 0.05)):.2f} "
        f"@10% {above(assistants, threshold_at(people, 0.1)):.2f}; from {WARNS_AT} bits on "
        f"{above(assistants, WARNS_AT):.2f} of assistants' and {above(people, WARNS_AT):.2f} of "
        "people's"
    )
    bias, weights = fitted(np.ones(len(y), dtype=bool))
    content = {
        "bias": round(bias, 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        "warns_at": WARNS_AT,
    }
    shipped.save(DATA / "new_text.json.gz", content)


if __name__ == "__main__":
    main()
