"""Calibrates the confidence of incidents on labelled text: of those at 0.8, about 80 % shall be right.

    python data/triggers/calibrate.py FOLDER [--articles FILE ...] [--write]

FOLDER holds articles.jsonl and gold.jsonl, short reports with the kind of the incident that they tell, in the manner
of CASE 2021, task 2 (https://github.com/emerging-welfare/case-2021-shared-task); nothing of them is kept. The
project's own labelled articles that may be looked at, or the FILEs of that form, are used too. An incident is right
when the text reports one of that kind there. The fit is of two numbers, a stretch and a shift of the score, on one
half; the curve printed is of the other.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.incidents.confidence import WEIGHTS
from geo.reading import Reader, load_reader, read_article
from geo.records import Article, Incident

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
OPEN = ("tuned.jsonl", "opened.jsonl", "stories.jsonl", "news.jsonl")
"""The labelled articles that may be looked at."""

Pair = tuple[float, bool]
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def read(path: Path) -> list[dict[str, object]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def incidents_of(reader: Reader, row: dict[str, object]) -> list[Incident]:
    """The incidents of a row's text, in the order of the text."""
    day = row.get("published")
    article = Article(str(row["id"]), str(row["text"]), published=date.fromisoformat(str(day)) if day else None)
    found = read_article(reader, article).incidents
    return sorted(found, key=lambda incident: (incident.excerpts[0].start, -incident.confidence))


def pairs_of_reports(reader: Reader, folder: Path) -> Iterator[Pair]:
    """The first incident of each report: its confidence, and whether its kind is the labelled one."""
    for row, label in zip(read(folder / "articles.jsonl"), read(folder / "gold.jsonl"), strict=True):
        for incident in incidents_of(reader, row)[:1]:
            yield incident.confidence, incident.sub_event_type == label["sub_event_type"]


def pairs_of_articles(reader: Reader, path: Path) -> Iterator[Pair]:
    """Every incident that the project's own articles are read to report, and whether one is labelled there."""
    for row in read(path):
        labels = row["incidents"]
        assert isinstance(labels, list)
        for incident in incidents_of(reader, row):
            if incident.status in ("occurred", "ongoing", "planned"):
                yield incident.confidence, any(_meant(label, str(row["text"]), incident) for label in labels)


def _meant(label: dict[str, object], text: str, incident: Incident) -> bool:
    """Whether the label is of the incident's kind and quotes one of its passages."""
    kinds = [label["sub_event_type"], *(label.get("or_kinds") or [])]  # type: ignore[misc]
    if incident.sub_event_type not in kinds:
        return False
    for excerpt in label["excerpts"]:  # type: ignore[attr-defined]
        start = text.find(excerpt["quote"])
        end = start + len(excerpt["quote"])
        if any(start < passage.end and passage.start < end for passage in incident.excerpts):
            return True
    return False


def fit(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The stretch and the shift of the score that make the confidence most likely."""
    scores = np.array([_logit(confidence) for confidence, _ in pairs])
    x = np.column_stack([scores, np.ones(len(pairs))])
    y = np.array([right for _, right in pairs], dtype=float)
    weights = np.array([1.0, 0.0])
    prior = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + 2.0 * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 2.0 * np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def _logit(probability: float) -> float:
    kept = min(max(probability, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def curve(pairs: Sequence[Pair], stretch: float = 1.0, shift: float = 0.0) -> None:
    """Prints how many of the incidents in each band of confidence are right."""
    print("| confidence | incidents | mean confidence | right |\n|---|---|---|---|")
    moved = [(1 / (1 + math.exp(-(stretch * _logit(c) + shift))), right) for c, right in pairs]
    for low, high in zip(BANDS, BANDS[1:], strict=False):
        band = [(c, right) for c, right in moved if low <= c < high or c == high == 1.0]
        if band:
            mean, share = sum(c for c, _ in band) / len(band), sum(right for _, right in band) / len(band)
            print(f"| {low:.2f} to {high:.2f} | {len(band)} | {mean:.2f} | {share:.2f} |")


def write(stretch: float, shift: float) -> None:
    """Stretches and shifts the weights of confidence.csv."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write("\n".join(comments) + "\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight", "meaning"])
        for row in rows:
            weight = float(row["weight"]) * stretch + (shift if row["feature"] == "bias" else 0.0)
            table.writerow([row["feature"], round(weight, 3), row["meaning"]])


def main() -> None:
    """Prints the curves before and after, and writes the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=Path, nargs="*", default=[GOLD / name for name in OPEN])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    reader = load_reader()
    pairs = list(pairs_of_reports(reader, arguments.folder))
    for path in arguments.articles:
        pairs += pairs_of_articles(reader, path)
    stretch, shift = fit(pairs[::2])
    print(f"{len(pairs)} incidents, {sum(right for _, right in pairs)} right; stretch {stretch:.2f}, shift {shift:.2f}")
    print("\nBefore:\n")
    curve(pairs[1::2])
    print("\nAfter, on the half that was not fitted to:\n")
    curve(pairs[1::2], stretch, shift)
    if arguments.write:
        write(*fit(pairs))


if __name__ == "__main__":
    main()
