"""Which place each toponym of a document means: a linear ranker over the gazetteer's candidates.

A name means one place throughout a document, unless the text says otherwise beside it ("Paris, Texas").
Each name's candidates are scored by the table rank.csv (fitted by fit_weights.py) in rounds: the first
knows the names alone, the next ones what the document's other names were taken for. What speaks most for
the winner is kept as the reason, the next best as alternatives. A winner that too little supports is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.linear import LinearModel, load_linear_model
from geo.places.cues import FOLDER
from geo.places.home import Home
from geo.places.longer import lengthened
from geo.places.meanings import Name, document_features, kilometres, read_home, read_names
from geo.places.relations import at_capital, between_places, displaced
from geo.places.sites import is_site_of_town, place_by_town
from geo.places.strays import find_strays
from geo.places.support import LEAST, SECOND_LEAST, is_supported, support_features, support_model, why_unlikely
from geo.records import Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.gazetteer.gazetteer import Gazetteer

Weights = LinearModel

ROUNDS = 2
REACH = 60
SAME_PLACE_KM = 40.0
RUNNERS_UP = 3


def load_weights(path: Path | None = None) -> Weights:
    """The ranker's weights; by default those that come with the project."""
    return load_linear_model(path or FOLDER / "rank.csv")


def resolve_toponyms(
    doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer, weights: Weights, home: Home | None = None
) -> list[Mention]:
    """The mentions with place, confidence, reasons and runners-up; ``place`` None where nothing is likely.

    ``home`` is where the publisher is at home, where that is known.
    """
    text = doc.text
    names = read_names(text, mentions, gazetteer)
    rank(names, weights, home.country_code if home else "", read_home(home, gazetteer) if home else None)
    resolved = list(mentions)
    strays = find_strays(text, mentions, names)
    for number, name in enumerate(names):
        answers = _answers(
            [mentions[index] for index in name.members], name, gazetteer, weights, strays.get(number, "")
        )
        for index, answer in zip(name.members, answers, strict=True):
            resolved[index] = answer
    starts = {mention.start for mention in mentions}
    resolved = [one if one.place or one.role != "literal" else lengthened(text, one, starts) for one in resolved]
    resolved = place_by_town(text, [at_capital(text, mention, gazetteer) for mention in resolved])
    resolved = [displaced(text, mention, gazetteer) if mention.place else mention for mention in resolved]
    return between_places(text, resolved)


def rank(names: list[Name], weights: Weights, country: str = "", home: Name | None = None) -> None:
    """Sets each name's chances and the features that they follow from, in rounds.

    The publisher's town ``home``, whose name may have several meanings too, is ranked with them.
    """
    every = names if home is None else [*names, home]
    for name in every:
        name.chances = _softmax([weights.score(option.own) for option in name.options])
    for _ in range(ROUNDS):
        rows = [document_features(name, names, _around(names, k), country, home) for k, name in enumerate(names)]
        if home is not None:
            rows.append(document_features(home, names, names[:REACH]))
        for name, features in zip(every, rows, strict=True):
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


def likeliest(name: Name, among: Sequence[int] | None = None) -> tuple[int, float]:
    """The number of the likeliest of the name's options, and its share with those of about the same point.

    ``among`` are the options that come into question; all of them when it is None.
    """
    numbers = range(len(name.options)) if among is None else among
    best = max(numbers, key=name.chances.__getitem__)
    point = name.options[best].point
    near = sum(name.chances[k] for k in numbers if kilometres(point, name.options[k].point) < SAME_PLACE_KM)
    return best, near / max(1e-9, sum(name.chances[k] for k in numbers))


def _answers(
    mentions: Sequence[Mention], name: Name, gazetteer: Gazetteer, weights: Weights, stray: str = ""
) -> list[Mention]:
    """The name's mentions with the likeliest of its places; without a place where that is not likely enough.

    A stray has none; ``stray`` says why it is one (see strays). A place that the rest of the text supports may take
    the place of a more prominent one that is not likely.
    """
    if not name.options:
        return list(mentions)
    recognised = sum(mention.confidence for mention in mentions) / len(mentions)
    number, share = _best_supported(name)
    first, together = number, share
    evidence = support_features(name, number, share, recognised)
    unlikely = bool(stray) or support_model().probability(evidence) < LEAST
    if unlikely and not stray:
        others = [k for k in range(len(name.options)) if _apart(name, first, k) and is_supported(name, k)]
        if others:
            number, share = likeliest(name, others)
            other = support_features(name, number, share, recognised)
            unlikely = support_model().probability(other) < SECOND_LEAST
            together = share * sum(name.chances[k] for k in others)
    if unlikely:
        number = first
    far = sorted((k for k in range(len(name.options)) if _apart(name, number, k)), key=lambda k: -name.chances[k])
    alternatives = tuple(gazetteer.to_place(name.options[k].entry) for k in far[:RUNNERS_UP])
    place = gazetteer.to_place(name.options[number].entry)
    if unlikely:
        alternatives = (place, *alternatives)[:RUNNERS_UP]
        why = f"where: unknown, for {_words(place)} is unlikely: {stray or why_unlikely(evidence)}"
        return [replace(m, alternatives=alternatives, reasons=(*m.reasons, why)) for m in mentions]
    reasons = tuple(f"where: {reason}" for reason in weights.reasons(name.features[number]))
    return [_placed(mention, place, together, alternatives, reasons) for mention in mentions]


def _best_supported(name: Name) -> tuple[int, float]:
    """The likeliest option with its share; not one in a country that nothing speaks for, if others weigh more."""
    number, share = likeliest(name)
    if not name.options[number].entry.country_code:  # a sea or a continent
        return number, share
    backed = [k for k in range(len(name.options)) if is_supported(name, k)]
    if number in backed or sum(name.chances[k] for k in backed) <= share:
        return number, share
    number, part = likeliest(name, backed)
    return number, part * sum(name.chances[k] for k in backed)


def _apart(name: Name, one: int, other: int) -> bool:
    """Whether two options of the name are different places, rather than two entries for one."""
    return kilometres(name.options[one].point, name.options[other].point) >= SAME_PLACE_KM


def _words(place: Place) -> str:
    """The place with its division and country, as a person reads it."""
    return ", ".join(part for part in (place.name, place.admin1, place.country_code) if part)


def _placed(
    mention: Mention, place: Place, share: float, alternatives: tuple[Place, ...], reasons: tuple[str, ...]
) -> Mention:
    """The mention at the place; a site that bears the name of its town lies at the town."""
    if place.precision == "city" and is_site_of_town(mention.text):
        place = replace(place, name=mention.text, relation="at", geonameid=None, radius_km=max(15.0, place.radius_km))
    return replace(
        mention,
        name=place.name,
        place=place,
        confidence=round(share * mention.confidence, 3),
        alternatives=alternatives,
        reasons=(*mention.reasons, *reasons),
    )
