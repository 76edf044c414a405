"""A linear model over named features: its weights are a table that a person can read, its answers have reasons."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature, and what each feature means in words."""

    weights: Mapping[str, float]
    meanings: Mapping[str, str]

    def score(self, features: Features) -> float:
        """The weighted sum of the features; one without a weight counts nothing."""
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features.items())

    def probability(self, features: Features) -> float:
        """The score as a probability."""
        return to_probability(self.score(features))

    def reasons(self, features: Features, sign: float = 1.0, most: int = 3) -> tuple[str, ...]:
        """The meanings of the features that speak most for the answer (or, with sign -1, against it)."""
        parts = [(sign * self.weights.get(name, 0.0) * value, name) for name, value in features.items()]
        strongest = sorted((part for part in parts if part[0] > 0.05 and part[1] != "bias"), reverse=True)[:most]
        return tuple(self.meanings.get(name) or name.replace("_", " ") for _, name in strongest)


def to_probability(score: float) -> float:
    """The logistic function, safe for large scores."""
    if score < -60:
        return 0.0
    return 1.0 / (1.0 + math.exp(-score))


def load_linear_model(path: Path) -> LinearModel:
    """The model of a CSV table with the columns feature, weight and meaning."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return LinearModel(
        {row["feature"]: float(row["weight"]) for row in rows}, {row["feature"]: row["meaning"] for row in rows}
    )
