"""Fit the models of whole texts: where a text stands, and which family it leans to.

Run ``python -m benchmarks.fit.voice_texts``. It prints how good they are on unseen documents.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import FITTING, VOICE_DATA, parser, require
from benchmarks.voice_data import Row, fold_of, load_edits, load_rows, permissive
from companion.voice import shipped
from companion.voice.change import tokens_of
from companion.voice.fingerprint import SURE
from companion.voice.texts import TextModel, text_features

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

DATA = Path(__file__).resolve().parents[2] / "companion" / "voice" / "data"
FOLDS = 5
LEAST_DOCUMENTS = 12
LEAST_WEIGHT = 0.02
FAMILIES = {
    "claude": "Claude", "gpt": "GPT", "gemini": "Gemini", "gemma": "Gemini", "llama": "Llama",
}  # fmt: skip
FULL = {"rewrite", "improve", "polish", "professional", "flow"}


@dataclass(frozen=True)
class Text:
    """A text, its class and its document."""

    tokens: list[str]
    label: str
    doc: str


def standing_texts(rows: list[Row]) -> list[Text]:
    """Texts by people and by assistants, on the same subjects where there are such."""
    texts = []
    for row in rows:
        doc, kind = row["doc"], row["kind"]
        if kind in ("human", "llm"):
            texts.append(
                Text(tokens_of(row["text"]), "assistant" if kind == "llm" else "human", doc)
            )
        elif kind == "llm_polish" and row["level"] == "paragraph":
            texts.append(Text(tokens_of(row["original"]), "human", doc))
            if row["degree"] in FULL:
                texts.append(Text(tokens_of(row["edited"]), "assistant", doc))
        elif kind == "human_edit_of_llm":
            texts.append(Text(tokens_of(row["original"]), "assistant", doc))
            texts.append(Text(tokens_of(row["edited"]), "human", doc))
        elif kind == "human_revision" and row["level"] != "sentence":
            texts.append(Text(tokens_of(row["edited"]), "human", doc))
    return list(
        {(t.doc, t.label, tuple(t.tokens)): t for t in texts if len(t.tokens) >= 40}.values()
    )


def family_texts(rows: list[Row]) -> list[Text]:
    """Texts by assistants whose family is known."""
    texts = []
    for row in rows:
        family = next(
            (f for key, f in FAMILIES.items() if key in str(row.get("model")).lower()), ""
        )
        text = row.get("text") if row["kind"] == "llm" else None
        if row["kind"] == "llm_polish" and row["level"] == "paragraph" and row["degree"] in FULL:
            text = row["edited"]
        if family and text:
            texts.append(Text(tokens_of(text), family, row["doc"]))
    return [t for t in texts if len(t.tokens) >= 100]


def design(texts: list[Text]) -> tuple[list[str], csr_matrix]:
    """The features that occur in enough documents, and their values."""
    from scipy.sparse import csr_matrix

    found = [text_features(t.tokens) for t in texts]
    documents: dict[str, set[str]] = defaultdict(set)
    for text, values in zip(texts, found, strict=True):
        for name in values:
            documents[name].add(text.doc)
    names = sorted(n for n, docs in documents.items() if len(docs) >= LEAST_DOCUMENTS)
    index = {name: k for k, name in enumerate(names)}
    cells = [(k, index[n], v) for k, f in enumerate(found) for n, v in f.items() if n in index]
    rows, columns, values = zip(*cells, strict=True)
    return names, csr_matrix((values, (rows, columns)), shape=(len(texts), len(names)))


def fitted(matrix: csr_matrix, labels: np.ndarray) -> LogisticRegression:
    """A logistic model in which every class weighs alike."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=300, class_weight="balanced")
    return model.fit(matrix, labels)


def unseen(matrix: csr_matrix, labels: np.ndarray, texts: list[Text]) -> np.ndarray:
    """The probabilities of each class by models that never saw the text's document."""
    fold = np.array([fold_of({"doc": t.doc}, FOLDS) for t in texts])
    out = np.zeros((len(texts), len(set(labels))))
    for k in range(FOLDS):
        out[fold == k] = fitted(matrix[fold != k], labels[fold != k]).predict_proba(
            matrix[fold == k]
        )
    return out


def write(
    path: Path, classes: list[str], bias: np.ndarray, names: list[str], w: np.ndarray
) -> None:
    """Write a model as `companion.voice.texts` reads it; ``w`` has a row for each class."""
    kept = np.abs(w).max(axis=0) > LEAST_WEIGHT
    content = {
        "classes": classes,
        "bias": [round(float(b), 4) for b in bias],
        "weights": {
            n: [round(float(x), 3) for x in w[:, k]] for k, n in enumerate(names) if kept[k]
        },
    }
    shipped.save(path, content)


def standing_model(rows: list[Row]) -> TextModel:
    """A model of where a text stands, without a correction of its scale."""
    texts = standing_texts(rows)
    names, matrix = design(texts)
    model = fitted(matrix, np.array([t.label == "assistant" for t in texts]))
    weights = {n: (float(w),) for n, w in zip(names, model.coef_[0], strict=True)}
    return TextModel(("assistant",), (float(model.intercept_[0]),), weights)


def fit_standing(rows: list[Row]) -> None:
    """Fit, report and write where a text stands."""
    from sklearn.linear_model import LogisticRegression

    texts = standing_texts(rows)
    labels = np.array([t.label == "assistant" for t in texts])
    names, matrix = design(texts)
    chance = np.clip(unseen(matrix, labels, texts)[:, 1], 1e-6, 1 - 1e-6)
    logit = np.log(chance / (1 - chance))[:, None]
    scale = LogisticRegression(C=1e6, class_weight="balanced").fit(logit, labels)
    slope, offset = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    bits = (slope * logit[:, 0] + offset) / np.log(2)
    print(
        f"standing: {len(texts)} texts, accuracy {np.mean((bits > 0) == labels):.3f}; "
        f"at 3 bits {np.mean(bits[labels] > 3):.3f} of assistants', "
        f"{np.mean(bits[~labels] > 3):.3f} of people's point out"
    )
    model = fitted(matrix, labels)
    bias = slope * model.intercept_ + offset
    write(DATA / "standing.json.gz", ["assistant"], bias, names, slope * model.coef_)


def fit_families(rows: list[Row]) -> None:
    """Fit, report and write the families."""
    texts = family_texts(rows)
    labels = np.array([t.label for t in texts])
    names, matrix = design(texts)
    chances = unseen(matrix, labels, texts)
    classes = sorted(set(labels))
    guess, sure = np.array(classes)[chances.argmax(axis=1)], chances.max(axis=1) >= SURE
    right = np.mean(guess[sure] == labels[sure])
    print(f"families: {len(texts)} texts, named {sure.mean():.2f}, right {right:.2f}")
    for name in classes:
        said = sure & (guess == name)
        print(f"  {name}: named {said.sum()} times, right {np.mean(labels[said] == name):.2f}")
    model = fitted(matrix, labels)
    write(DATA / "families.json.gz", classes, model.intercept_, names, model.coef_)


def main() -> None:
    """Fit both on every row whose weights may be shipped."""
    parser("benchmarks.fit.voice_texts", __doc__, VOICE_DATA, FITTING).parse_args()
    rows = [row for row in load_rows() if permissive(row)]
    require("scipy", "sklearn")
    fit_standing([*rows, *load_edits()])
    fit_families(rows)


if __name__ == "__main__":
    main()
