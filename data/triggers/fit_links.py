"""Fits the weights of links.csv: how a place stands to a trigger, and what that is worth.

    python data/triggers/fit_links.py FOLDER [--write]

FOLDER holds articles.jsonl and gold.jsonl, sentences with one trigger and the places where it happened, in the
manner of A. Halterman, "Geolocating Political Events in Text" (2019), https://github.com/ahalterman/event_location.
The model chooses among the places of a sentence and "none of them" (log-linear, with a quadratic penalty; features of
small weight are left out). The figures printed are of the fifths of the sentences that were not fitted to, where
sentences that are nearly the same stand in the same fifth; the table is fitted to all. Nothing of a sentence is kept:
the weights are of prepositions, distances and paths, not of names.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.actors.actors import find_actors, load_actors
from geo.dates.dates import find_dates
from geo.gazetteer.gazetteer import open_gazetteer
from geo.language.language import load_language, parse, read_text
from geo.links.attachment import link_features
from geo.links.guesses import unknown_places
from geo.links.links import WEIGHTS, place_chances
from geo.links.standing import places_in, scene_of
from geo.places.resolve import load_weights, resolve_toponyms
from geo.places.toponyms import find_toponyms
from geo.triggers.triggers import find_triggers, load_triggers, sentences_with_triggers

PENALTY, SHARED_PENALTY = 8.0, 0.5
"""The second is of features that all places of a sentence share: they say whether it has a place, not which."""

RAREST = 12
"""A feature of fewer places than this is left out."""

SMALLEST = (0.05, 0.1)
"""Features of smaller weights are left out, and the others fitted anew, one time for each."""

FOLDS = 5
ALIKE = 0.7
"""Sentences that share more of their longer words than this are nearly the same."""

MEANINGS = {
    "bias": "before anything is known of the place",
    "right_after_trigger": "it follows the trigger",
    "same_clause": "it stands in the clause of the trigger",
    "only_place": "the sentence's one place",
    "only_literal_place": "the sentence's one place",
    "only_located_place": "the one place behind a preposition of place",
    "first_located_place": "the first place behind a preposition of place",
    "below_trigger": "it belongs to the trigger",
    "governed": "it belongs to the trigger's own words",
    "opens_sentence": "the sentence begins with it",
    "opens_sentence_with_preposition": "the sentence begins with it",
    "held_by_place_after": "the finer of two places",
    "held_by_place_before": "the finer of two places",
    "joined_to_next_by_comma": "the finer of two places",
    "joined_to_next_by_in": "the finer of two places",
    "then_area": "it is called an area",
    "after_area": "it is called an area",
    "literal": "it means somewhere",
    "associative": "it means a government, a people or an organisation",
    "sureness": "how sure it is that the name is a place",
}
SAID = (
    (r"preposition_word_(\S+)", 'it stands behind "{}"'),
    (r"preposition_(in|at|on|near|through|to|from|of|for|against|by|with|about)", 'it stands behind "{}"'),
    (r"word_before_(\S+)", 'it stands behind the word "{}"'),
    (r"next_word_(\S+)", 'the word "{}" follows'),
    (r"hangs_on_word_(\S+)", 'it hangs on the word "{}"'),
    (r"below_trigger_as_(\w+)", 'it belongs to the trigger as "{}"'),
    (r"is_(exact|city|near|admin1|admin2|region|country)", "the place is told to: {}"),
)
"""Meanings of features that carry a word."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence: the features of each place of it, which of them are right, and whether it has a place at all."""

    text: str
    features: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    placed: bool


def read_choices(folder: Path) -> list[Choice]:
    """The sentences of the set as the program reads them."""
    language, gazetteer, weights, table = load_language(), open_gazetteer(), load_weights(), load_triggers()
    actor_table = load_actors(WEIGHTS.parents[1] / "actors")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    choices: list[Choice] = []
    for number, (text, answer) in enumerate(zip(texts, gold, strict=True)):
        doc = read_text(language, text)
        found = find_toponyms(str(number), doc, gazetteer)
        places = resolve_toponyms(doc, found, gazetteer, weights)
        others = [*find_dates(str(number), text, None), *find_actors(str(number), doc, places, actor_table)]
        doc = parse(language, doc, sentences_with_triggers(doc, table))
        every = find_triggers(doc, table)
        trigger = next(
            (
                one
                for one in every
                if overlap(doc[one.start].idx, doc[one.end - 1].idx + len(doc[one.end - 1]), answer["trigger"])
            ),
            None,
        )
        if trigger is None:
            choices.append(Choice(text, (), (), bool(answer["places"])))
            continue
        sentence = doc[trigger.head].sent
        known = places_in(places, sentence)
        guessed = unknown_places(str(number), doc, sentence, [*known, *places_in(others, sentence)], every)
        beside = [one for one in every if sentence.start <= one.head < sentence.end]
        scene = scene_of(doc, sentence, [*known, *guessed], beside)
        choices.append(
            Choice(
                text,
                tuple(link_features(scene, trigger, spot) for spot in scene.spots),
                tuple(
                    any(overlap(spot.mention.start, spot.mention.end, span) for span in answer["places"])
                    for spot in scene.spots
                ),
                bool(answer["places"]),
            )
        )
    return choices


def overlap(start: int, end: int, span: list[int]) -> bool:
    """Whether the two spans share a character."""
    return start < span[1] and span[0] < end


def table_of(choices: Sequence[Choice], names: Sequence[str]) -> csr_matrix:
    """The features of all places, a row for each place."""
    column = {name: i for i, name in enumerate(names)}
    rows, columns, values = [], [], []
    row = 0
    for choice in choices:
        for features in choice.features:
            for name, value in features.items():
                if name in column:
                    rows.append(row)
                    columns.append(column[name])
                    values.append(value)
            row += 1
    return csr_matrix((values, (rows, columns)), shape=(row, len(names)))


def fit(choices: Sequence[Choice], names: Sequence[str]) -> NDArray[np.float64]:
    """The weights under which the right places, or "none" where none is right, are likeliest."""
    x = table_of(choices, names)
    right = np.array([one for choice in choices for one in choice.right], dtype=float)
    owner = np.array([n for n, choice in enumerate(choices) for _ in choice.right])
    answered = np.bincount(owner, right, len(choices)) > 0
    alone = {
        name
        for choice in choices
        for features in choice.features
        for name in features
        if not all(name in other for other in choice.features)
    }
    penalty = np.where([name in alone for name in names], PENALTY, SHARED_PENALTY)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = np.exp(np.clip(x @ weights, -30, 30))
        whole = 1.0 + np.bincount(owner, odds, len(choices))
        good = np.where(answered, np.bincount(owner, odds * right, len(choices)), 1.0)
        slope = odds / whole[owner] - np.where(answered[owner], odds * right / good[owner], 0.0)
        value = float((np.log(whole) - np.log(good)).sum() + 0.5 * (penalty * weights * weights).sum())
        return value, np.asarray(x.T @ slope + penalty * weights)

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 800})
    return np.asarray(found.x)


def fitted_weights(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights by feature, of those that matter."""
    counts = Counter(name for choice in choices for features in choice.features for name in features)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    weights = fit(choices, names)
    for smallest in SMALLEST:
        names = [name for name, weight in zip(names, weights, strict=True) if abs(weight) > smallest or name == "bias"]
        weights = fit(choices, names)
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def likeliest(choice: Choice, weights: Mapping[str, float]) -> tuple[float, bool]:
    """The chance of the likeliest place, and whether it is right."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in choice.features]
    return max(zip(place_chances(scores), choice.right, strict=True), default=(0.0, False))


def measure(answers: Sequence[tuple[float, bool, bool]], threshold: float) -> dict[str, float]:
    """Precision, recall, F1 of the place given, and how often one is given where there is none.

    ``answers``: of each sentence the chance of the likeliest place, whether it is right, and whether there is one.
    """
    given = [(right, placed) for chance, right, placed in answers if chance >= threshold]
    placed = sum(placed for *_, placed in answers)
    right = sum(right for right, _ in given)
    wrong_none = sum(1 for _, placed in given if not placed)
    precision, recall = right / max(1, len(given)), right / max(1, placed)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "given_where_none": round(wrong_none / max(1, len(answers) - placed), 4),
    }


def folds_of(choices: Sequence[Choice]) -> list[int]:
    """Which fifth each sentence stands in; those that are nearly the same stand in one."""
    words = [frozenset(re.findall(r"[a-z]{4,}", choice.text.lower())) for choice in choices]
    having: dict[str, list[int]] = defaultdict(list)
    fold: list[int] = []
    for number, mine in enumerate(words):
        rare = sorted(mine, key=lambda word: len(having[word]))[:4]
        near = {other for word in rare for other in having[word][:40]}
        twin = next((o for o in near if len(mine & words[o]) >= ALIKE * max(1, len(mine | words[o]))), None)
        fold.append(number % FOLDS if twin is None else fold[twin])
        for word in mine:
            having[word].append(number)
    return fold


def meaning(name: str) -> str:
    """What a feature means in words; "" where its name says it."""
    if name in MEANINGS:
        return MEANINGS[name]
    return next((text.format(found[1]) for form, text in SAID if (found := re.fullmatch(form, name))), "")


def write(weights: Mapping[str, float]) -> None:
    """Writes links.csv, with the comments that it has."""
    comments = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        file.write("\n".join(comments) + "\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight", "meaning"])
        for name in sorted(weights, key=lambda name: (name != "bias", -abs(weights[name]))):
            table.writerow([name, round(weights[name], 3), meaning(name)])


def main() -> None:
    """Fits on four fifths and measures on the other, five times; then fits on all and writes the table where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    choices = read_choices(arguments.folder)
    fold = folds_of(choices)
    answers: list[tuple[float, bool, bool]] = []
    for part in range(FOLDS):
        weights = fitted_weights([choice for choice, mine in zip(choices, fold, strict=True) if mine != part])
        answers += [
            (*likeliest(choice, weights), choice.placed)
            for choice, mine in zip(choices, fold, strict=True)
            if mine == part
        ]
    for threshold in (0.44, 0.47, 0.5, 0.52, 0.54, 0.56, 0.6):
        print(f"threshold {threshold}, not fitted to:", measure(answers, threshold))
    if arguments.write:
        write(fitted_weights(choices))


if __name__ == "__main__":
    main()
