"""Fits the weights of links.csv: how a place stands to a trigger, and what that is worth.

    python data/triggers/fit_links.py FOLDER

FOLDER holds articles.jsonl and gold.jsonl, sentences with one trigger and the places where it happened, in the
manner of A. Halterman, "Geolocating Political Events in Text" (2019), https://github.com/ahalterman/event_location.
The figures printed are of the half of the sentences that was not fitted to; the table is fitted to all. Nothing of a
sentence is kept: the weights are of prepositions, distances and paths, not of names.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.actors import find_actors, load_actors
from geo.dates import find_dates
from geo.gazetteer import open_gazetteer
from geo.guesses import unknown_places
from geo.language import load_language, parse, read_text
from geo.links import WEIGHTS
from geo.resolve import load_weights, resolve_toponyms
from geo.standing import link_features, places_in, scene_of
from geo.toponyms import find_toponyms
from geo.triggers import find_triggers, load_triggers, sentences_with_triggers

PENALTY = 8.0
RAREST = 12
"""A feature of fewer pairs than this is left out."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One trigger and one place of a sentence: its features, and whether it happened there."""

    sentence: int
    features: dict[str, float]
    right: bool


def read_pairs(folder: Path) -> tuple[list[Pair], dict[int, bool]]:
    """Every pair of the set, and of every sentence whether it has a place at all."""
    language, gazetteer, weights, table = load_language(), open_gazetteer(), load_weights(), load_triggers()
    actor_table = load_actors(WEIGHTS.parents[1] / "actors")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs: list[Pair] = []
    has_place: dict[int, bool] = {}
    for number, (text, answer) in enumerate(zip(texts, gold, strict=True)):
        has_place[number] = bool(answer["places"])
        doc = read_text(language, text)
        found = find_toponyms(str(number), doc, gazetteer)
        places = resolve_toponyms(doc, found, gazetteer, weights)
        others = [*find_dates(str(number), text, None), *find_actors(str(number), doc, places, actor_table)]
        doc = parse(language, doc, sentences_with_triggers(doc, table))
        every = find_triggers(doc, table)
        triggers = [
            trigger
            for trigger in every
            if overlap(
                doc[trigger.start : trigger.end].start_char,
                doc[trigger.start : trigger.end].end_char,
                answer["trigger"],
            )
        ]
        for trigger in triggers[:1]:
            sentence = doc[trigger.head].sent
            known = places_in(places, sentence)
            inside = [
                *known,
                *unknown_places(str(number), doc, sentence, [*known, *places_in(others, sentence)], every),
            ]
            beside = [one for one in every if sentence.start <= one.head < sentence.end]
            scene = scene_of(doc, sentence, inside, beside)
            for spot in scene.spots:
                right = any(overlap(spot.mention.start, spot.mention.end, span) for span in answer["places"])
                pairs.append(Pair(number, link_features(scene, trigger, spot), right))
    return pairs, has_place


def overlap(start: int, end: int, span: list[int]) -> bool:
    """Whether the two spans share a character."""
    return start < span[1] and span[0] < end


def fit(pairs: list[Pair], names: list[str]) -> NDArray[np.float64]:
    """Weights by logistic regression with a quadratic penalty, by Newton's method."""
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(pairs), len(names)))
    for row, pair in enumerate(pairs):
        for name, value in pair.features.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([pair.right for pair in pairs], dtype=float)
    penalty = np.full(len(names), PENALTY)
    penalty[column["bias"]] = 0.01
    weights = np.zeros(len(names))
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def measure(
    pairs: list[Pair], has_place: dict[int, bool], weights: dict[str, float], threshold: float
) -> dict[str, float]:
    """Precision, recall, F1 of the place given, and how often one is given where there is none."""
    best: dict[int, tuple[float, bool]] = {}
    for pair in pairs:
        score = 1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in pair.features.items())))
        if pair.sentence not in best or score > best[pair.sentence][0]:
            best[pair.sentence] = (float(score), pair.right)
    given = {number: right for number, (score, right) in best.items() if score >= threshold}
    placed = sum(has_place.values())
    right = sum(given.values())
    wrong_none = sum(1 for number in given if not has_place[number])
    precision, recall = right / max(1, len(given)), right / max(1, placed)
    reachable = len({pair.sentence for pair in pairs if pair.right}) / max(1, placed)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "given_where_none": round(wrong_none / max(1, len(has_place) - placed), 4),
        "place_found_at_all": round(reachable, 4),
    }


def halves(pairs: list[Pair], has_place: dict[int, bool]) -> Iterator[tuple[list[Pair], dict[int, bool]]]:
    """The sentences with even numbers, then the others."""
    for half in (0, 1):
        yield [p for p in pairs if p.sentence % 2 == half], {n: v for n, v in has_place.items() if n % 2 == half}


def main(folder: Path) -> None:
    """Fits on each half and measures on the other, then fits on both and writes the table."""
    pairs, has_place = read_pairs(folder)
    parts = list(halves(pairs, has_place))
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        for fitted, other in ((0, 1), (1, 0)):
            figures = measure(*parts[other], fitted_weights(parts[fitted][0]), threshold)
            print(f"threshold {threshold}, fitted to the other half:", figures)
    write(fitted_weights(pairs))


def fitted_weights(pairs: list[Pair]) -> dict[str, float]:
    """The weights by feature, fitted to the pairs."""
    counts = Counter(name for pair in pairs for name in pair.features)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    return dict(zip(names, (float(weight) for weight in fit(pairs, names)), strict=True))


def write(weights: dict[str, float]) -> None:
    """Writes links.csv, keeping the meanings that it has."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        lines = file.read().splitlines()
    comments = [line for line in lines if line.startswith("#")]
    meanings = {
        row["feature"]: row["meaning"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    }
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write("\n".join(comments) + "\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight", "meaning"])
        for name in sorted(weights, key=lambda name: (name != "bias", -abs(weights[name]))):
            table.writerow([name, round(weights[name], 3), meanings.get(name, "")])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
