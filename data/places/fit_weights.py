"""Fits the weights of the place rules on labelled articles and writes the tables of weights.

    python data/places/fit_weights.py FOLDER [recognise] [role] [rank] [support]

FOLDER holds one folder for each labelled set, named places-*, with articles.jsonl (id, text) and gold.jsonl
(id, places: start, end, text, lat, lon, geonameid, role). Only every second article is used, those on even lines
(counted from 0), so that the others can tell what the weights are worth.

recognise.csv   logistic regression: does a candidate overlap a labelled place?
role.csv        logistic regression on the places whose role is labelled: associative or literal
rank.csv        conditional logit: of a name's candidates, one within 161 km of the labelled point is right
support.csv     logistic regression: is the likeliest candidate within 161 km of the labelled point?

All by Newton's or gradient steps in numpy, with an L2 penalty on the distance from priors.csv (0 for what it lacks).
What the document tells (what else in it was taken
for a place, where its other places are) comes from the weights of the round before; three rounds settle it.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from geo import linear  # noqa: E402
from geo.gazetteer.gazetteer import open_gazetteer  # noqa: E402
from geo.language.language import load_language, read_text  # noqa: E402
from geo.places import candidates as candidates_of  # noqa: E402
from geo.places import evidence, meanings, resolve, roles, support, toponyms  # noqa: E402
from geo.places.words import read_words  # noqa: E402

ROUNDS = 3
RIGHT_KM = 161.0
TOO_RARE = 4

Row = dict[str, float]
Priors = dict[str, tuple[float, float]]


def read_halves(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(text, gold) of every article on an even line of every set."""
    for part in sorted(folder.glob("places-*")):
        with (
            (part / "articles.jsonl").open(encoding="utf-8") as articles,
            (part / "gold.jsonl").open(encoding="utf-8") as gold,
        ):
            for number, (article, labels) in enumerate(zip(articles, gold, strict=True)):
                if number % 2 == 0:
                    yield json.loads(article)["text"], json.loads(labels)


def overlapping(gold: dict[str, Any], start: int, end: int) -> dict[str, Any] | None:
    """The labelled place that overlaps the span most."""
    hits = [t for t in gold["places"] if t["start"] < end and start < t["end"]]
    return max(hits, key=lambda t: min(end, t["end"]) - max(start, t["start"]), default=None)


def fit_logistic(rows: list[Row], labels: list[bool], priors: Priors, penalty: float = 1.0) -> dict[str, float]:
    """Weights of the features that occur often enough, drawn towards the priors."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted({name for name, count in counts.items() if count >= TOO_RARE} | set(priors))
    column = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    y, weights = np.array(labels, float), np.zeros(len(names))
    prior, strength = np.array([priors.get(name, (0.0, 1.0)) for name in names]).T
    ridge = penalty * strength
    ridge[column["bias"]] = 1e-3
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - chance) - ridge * (weights - prior)
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def fit_choice(choices: list[tuple[list[Row], list[bool]]], priors: Priors, penalty: float = 1.0) -> dict[str, float]:
    """Weights under which the right candidates together have the highest chance, drawn towards the priors."""
    names = sorted({name for rows, _ in choices for row in rows for name in row} | set(priors))
    column = {name: k for k, name in enumerate(names)}
    x = np.zeros((sum(len(rows) for rows, _ in choices), len(names)))
    right, group, i = [], [], 0
    for number, (rows, oks) in enumerate(choices):
        for row, ok in zip(rows, oks, strict=True):
            for name, value in row.items():
                x[i, column[name]] = value
            right.append(ok)
            group.append(number)
            i += 1
    ok, of = np.array(right, float), np.array(group)
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    prior, strength = np.array([priors.get(name, (0.0, 1.0)) for name in names]).T
    weights, mean, square = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, 801):
        score = x @ weights
        score -= np.maximum.reduceat(score, starts)[of]
        power = np.exp(score)
        every = power / np.add.reduceat(power, starts)[of]
        good = power * ok / np.maximum(np.add.reduceat(power * ok, starts), 1e-12)[of]
        gradient = (x.T @ (good - every) - penalty * strength * (weights - prior)) / len(choices)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def read_priors(table: str) -> Priors:
    """Weight and strength that a person has set where the labelled articles have too little to say.

    The strength multiplies the penalty on leaving the weight.
    """
    with (HERE / "priors.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == table]
    return {row["feature"]: (float(row["weight"]), float(row["strength"])) for row in rows}


def write(name: str, weights: dict[str, float], about: str) -> None:
    """Writes a table of weights with what each feature means."""
    with (HERE / "meanings.csv").open(encoding="utf-8", newline="") as file:
        meanings = {row["feature"]: row["meaning"] for row in csv.DictReader(file)}
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {about} Made by fit_weights.py.\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight", "meaning"])
        for feature, weight in sorted(weights.items(), key=lambda item: -abs(item[1])):
            table.writerow([feature, f"{weight:.3f}", meaning_of(feature, meanings)])


def meaning_of(feature: str, meanings: dict[str, str]) -> str:
    """What the feature means in words: from meanings.csv, or put together from its parts."""
    if feature in meanings:
        return meanings[feature]
    if feature.endswith("_after_preposition"):
        return meaning_of(feature.removesuffix("_after_preposition"), meanings) + ", after a preposition"
    if feature.startswith("alternate_"):
        return meaning_of(feature.removeprefix("alternate_"), meanings) + ", by another name"
    kind, _, rest = feature.partition("_")
    if kind in ("country", "capital", "name", "demonym", "form") and rest in meanings:
        return f"{meanings['is_' + kind]} {meanings[rest]}"
    if kind == "model":
        label, _, part = rest.partition("_")
        return f"{label.upper()} to the language model" + (f", {part} word of it" if part in ("first", "last") else "")
    if kind == "before":
        return f'before "{rest}"'
    return feature.replace("_", " ")


def model(weights: dict[str, float]) -> linear.LinearModel:
    """The weights as a model."""
    return linear.LinearModel(weights, {})


def fit_recognition(docs: list[tuple[Any, dict[str, Any]]], gazetteer: Any) -> None:
    """recognise.csv."""
    scenes = []
    for doc, gold in docs:
        words = read_words(doc.text)
        entities = toponyms.read_entities(doc, words)
        views = [entities, []] if entities else [[]]
        for view in views:
            scene = candidates_of.read_scene(words, view, bool(view), gazetteer)
            candidates = candidates_of.find_candidates(scene, view, gazetteer)
            labels = [overlapping(gold, words.starts[c.start], words.ends[c.end - 1]) is not None for c in candidates]
            scenes.append((scene, candidates, labels, gold))
    weights = {"bias": 0.0}
    for _ in range(ROUNDS):
        rows, labels = [], []
        for scene, candidates, oks, _ in scenes:
            rows += evidence.document_features(scene, candidates, model(weights))
            labels += oks
        weights = fit_logistic(rows, labels, read_priors("recognise"))
    about = f"{len(rows)} candidates, {sum(labels)} of them places."
    write("recognise", weights, about)
    chances = [model(weights).probability(row) for row in rows]
    total = sum(len(gold["places"]) for *_, gold in scenes)
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        taken = [label for chance, label in zip(chances, labels, strict=True) if chance >= threshold]
        precision, recall = sum(taken) / len(taken), sum(taken) / total
        f1 = 2 * precision * recall / (precision + recall)
        print(f"recognise {threshold}: precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}")
    print(about)


def fit_roles(docs: list[tuple[Any, dict[str, Any]]], gazetteer: Any) -> None:
    """role.csv."""
    rows, labels = [], []
    for doc, gold in docs:
        if not any(t["role"] for t in gold["places"]):
            continue
        words = read_words(doc.text)
        scene = candidates_of.read_scene(words, [], False, gazetteer)
        for c in candidates_of.find_candidates(scene, [], gazetteer):
            hit = overlapping(gold, words.starts[c.start], words.ends[c.end - 1])
            if hit and hit["role"]:
                rows.append(roles.role_features(words, c.start, c.end, toponyms.kind_of_name(c)))
                labels.append(hit["role"] == "associative")
    weights = fit_logistic(rows, labels, read_priors("role"), penalty=2.0)
    write("role", weights, f"{len(rows)} labelled roles; a positive weight speaks for associative.")
    right = sum((model(weights).score(row) > 0) == label for row, label in zip(rows, labels, strict=True))
    print(f"role: {right / len(rows):.3f} of {len(rows)}")


def fit_ranking(docs: list[tuple[Any, dict[str, Any]]], gazetteer: Any) -> None:
    """rank.csv."""
    scenes = []
    for doc, gold in docs:
        mentions = toponyms.find_toponyms("", doc, gazetteer)
        names = meanings.read_names(doc.text, mentions, gazetteer)
        answers = []
        for name in names:
            points = [
                t
                for k in name.members
                if (t := overlapping(gold, mentions[k].start, mentions[k].end)) and t["lat"] is not None
            ]
            answers.append(points)
        scenes.append((names, answers))
    weights = {"population": 6.0, "how_name": 1.0, "level_country": 2.0, "level_admin1": 1.0, "container_agrees": 3.0}
    for _ in range(ROUNDS):
        choices = []
        for names, answers in scenes:
            resolve.rank(names, model(weights))
            for name, points in zip(names, answers, strict=True):
                oks = [any(near(option.entry, t) for t in points) for option in name.options]
                if any(oks) and not all(oks):
                    choices.append((meanings.document_features(name, names), oks))
        weights = fit_choice(choices, read_priors("rank"))
    write("rank", weights, f"{len(choices)} names with more than one candidate.")
    right = sum(oks[int(np.argmax([model(weights).score(row) for row in rows]))] for rows, oks in choices)
    print(f"rank: {right / len(choices):.3f} of {len(choices)}")


def fit_support(docs: list[tuple[Any, dict[str, Any]]], gazetteer: Any) -> None:
    """support.csv."""
    rows, labels, weights = [], [], resolve.load_weights()
    for doc, gold in docs:
        mentions = toponyms.find_toponyms("", doc, gazetteer)
        names = meanings.read_names(doc.text, mentions, gazetteer)
        resolve.rank(names, weights)
        for name in names:
            points = [overlapping(gold, mentions[k].start, mentions[k].end) for k in name.members]
            known = [t for t in points if t is not None and t["lat"] is not None]
            if not name.options or not known:
                continue
            best, together = resolve.likeliest(name)
            recognised = sum(mentions[k].confidence for k in name.members) / len(name.members)
            row = support.support_features(name, best, together, recognised)
            for label in known:
                rows.append(row)
                labels.append(near(name.options[best].entry, label))
    weights_of = fit_logistic(rows, labels, read_priors("support"))
    write("support", weights_of, f"{len(rows)} located names, {sum(labels)} of them right.")
    chances = [model(weights_of).probability(row) for row in rows]
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        given = [label for chance, label in zip(chances, labels, strict=True) if chance >= least]
        print(f"support {least}: {sum(given)} right of {len(given)} given, {sum(labels) - sum(given)} right ones lost")


def near(entry: Any, label: dict[str, Any]) -> bool:
    """Whether the entry is the labelled place, or within 161 km of it."""
    if label["geonameid"] and entry.geonameid and int(label["geonameid"]) == entry.geonameid:
        return True
    p1, p2 = math.radians(entry.latitude), math.radians(label["lat"])
    h = math.sin((p2 - p1) / 2) ** 2
    h += math.cos(p1) * math.cos(p2) * math.sin(math.radians(label["lon"] - entry.longitude) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h))) <= RIGHT_KM


def main() -> None:
    """Reads the labelled halves and fits what is asked for, by default everything."""
    wanted = sys.argv[2:] or ["recognise", "role", "rank", "support"]
    nlp, gazetteer = load_language(), open_gazetteer()
    docs = [(read_text(nlp, text), gold) for text, gold in read_halves(Path(sys.argv[1]))]
    fits = {"recognise": fit_recognition, "role": fit_roles, "rank": fit_ranking, "support": fit_support}
    for name, fit in fits.items():
        if name in wanted:
            fit(docs, gazetteer)
            toponyms.recogniser.cache_clear()
            roles.role_model.cache_clear()


if __name__ == "__main__":
    main()
