"""Which place each toponym of a document means: a linear ranker over the gazetteer's candidates.

A name means one place throughout a document, unless the text says otherwise beside it ("Paris, Texas").
Each name's candidates are scored by the table rank.csv (fitted by fit_weights.py) in rounds: the first
knows the names alone, the next ones what the document's other names were taken for. What speaks most for
the winner is kept as the reason, the next best as alternatives, and a weak winner is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.cues import FOLDER
from geo.linear import LinearModel, load_linear_model
from geo.meanings import Name, document_features, kilometres, read_names
from geo.records import Mention
from geo.relations import between_places, displaced
from geo.sites import is_site_of_town, place_by_town

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.gazetteer import Gazetteer

Weights = LinearModel

ROUNDS = 2
REACH = 60
WEAKEST_ANSWER = 0.2
SAME_PLACE_KM = 40.0
RUNNERS_UP = 3


def load_weights(path: Path | None = None) -> Weights:
    """The ranker's weights; by default those that come with the project."""
    return load_linear_model(path or FOLDER / "rank.csv")


def resolve_toponyms(doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer, weights: Weights) -> list[Mention]:
    """The mentions with place, confidence, reasons and runners-up; ``place`` None where nothing is likely."""
    text = doc.text
    names = read_names(text, mentions, gazetteer)
    rank(names, weights)
    resolved = list(mentions)
    for name in names:
        for index in name.members:
            resolved[index] = _answer(mentions[index], name, gazetteer, weights)
    resolved = place_by_town(text, resolved)
    resolved = [displaced(text, mention, gazetteer) if mention.place else mention for mention in resolved]
    return between_places(text, resolved)


def rank(names: list[Name], weights: Weights) -> None:
    """Sets each name's chances and the features that they follow from, in rounds."""
    for name in names:
        name.chances = _softmax([weights.score(option.own) for option in name.options])
    for _ in range(ROUNDS):
        rows = [document_features(name, names, _around(names, number)) for number, name in enumerate(names)]
        for name, features in zip(names, rows, strict=True):
            name.features = features
            name.chances = _softmax([weights.score(row) for row in features])


def _around(names: list[Name], number: int) -> list[Name]:
    """The names that stand near a name in a document of very many; all of them in any other."""
    return names if len(names) <= 2 * REACH else names[max(0, number - REACH) : number + REACH]


def _softmax(scores: list[float]) -> list[float]:
    """Scores as shares of one."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _answer(mention: Mention, name: Name, gazetteer: Gazetteer, weights: Weights) -> Mention:
    """The mention with the likeliest of its name's places."""
    if not name.options:
        return mention
    order = sorted(range(len(name.options)), key=lambda k: -name.chances[k])
    best = name.options[order[0]]
    together = sum(
        name.chances[k] for k in order if k == order[0] or kilometres(best.point, name.options[k].point) < SAME_PLACE_KM
    )
    others = [k for k in order[1:] if kilometres(best.point, name.options[k].point) >= SAME_PLACE_KM][:RUNNERS_UP]
    alternatives = tuple(gazetteer.to_place(name.options[k].entry) for k in others)
    if together < WEAKEST_ANSWER:
        alternatives = (gazetteer.to_place(best.entry), *alternatives)[:RUNNERS_UP]
        reasons = (*mention.reasons, "where: too many places bear this name")
        return replace(mention, alternatives=alternatives, reasons=reasons)
    place = gazetteer.to_place(best.entry)
    if place.precision == "city" and is_site_of_town(mention.text):
        place = replace(place, name=mention.text, relation="at", geonameid=None, radius_km=max(15.0, place.radius_km))
    why = tuple(f"where: {reason}" for reason in weights.reasons(name.features[order[0]]))
    return replace(
        mention,
        name=place.name,
        place=place,
        confidence=round(together * mention.confidence, 3),
        alternatives=alternatives,
        reasons=(*mention.reasons, *why),
    )
