"""Which place the text attaches to a trigger, with how likely it is and why.

Each place of the sentence is judged by how it stands to the trigger (see attachment), against the others and
against "none of them". The weights are in data/triggers/links.csv, fitted by data/triggers/fit_links.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.folders import DATA
from geo.gazetteer.geocode import distance_km
from geo.language.syntax import governor, relation
from geo.linear import Features, LinearModel, load_linear_model
from geo.links.attachment import link_features
from geo.links.standing import (
    LOCATED,
    Scene,
    Spot,
    ancestors,
    belongs_elsewhere,
    hangs_on_telling,
    is_governed,
    names_somebody,
)
from geo.records import Mention, Place

if TYPE_CHECKING:
    from geo.triggers.triggers import Trigger

WEIGHTS = DATA / "triggers" / "links.csv"
THRESHOLD = 0.57
"""A place that is less likely than this to be the incident's is none."""

ELSEWHERE = 0.5
"""What is left of the chance of a place that hangs on a trigger of another sort, or names a government or a people."""

ORIGIN = 0.3
"""What is left of the chance of a place that rockets were fired from, or of a hospital."""

SENT = frozenset({"fired", "launched", "lobbed", "sent", "firing", "launching", "coming", "came", "shot"})
CARED_FOR = frozenset(
    ["die", "succumb", "treat", "take", "admit", "rush", "transfer", "evacuate", "bring", "hospitalize"]
)
HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "infirmary"})

GOVERNED = 0.8
"""How likely a place is that stands in the words which the trigger takes by its table: "dispatched to Kuwait"."""


WHERE = 0.85
"""The same for one whose "where" clause tells it: "in X, where gunmen killed two men"."""

BEHIND = 0.6
"""The same for the one place right behind the verb of a relative clause: "whom rebels killed in X"."""

MOST_STEPS = 3
"""From a trigger up to the verb of its "where" clause."""

TOWARDS = 0.9
"""The same for where it goes to: "In X, the minister ordered 300 soldiers to Y"."""

AREAS = frozenset({"country", "admin1", "region"})
FINER = 0.3
"""How likely a finer place inside the likeliest one must be to stand before it."""

FINER_THAN_SEA = 0.02
"""The same for "25 miles from X" where the likeliest is a sea or a continent, which tell next to nothing."""

SHARED_CHANCE = 0.4
"""How much of the chances of the other places counts for the likeliest: the text says where, and only not which."""

TELLING = (
    "preposition_", "right_after_trigger", "same_clause", "only_", "first_located_place", "below_trigger", "governed",
    "opens_sentence", "held_by_place", "joined_to_", "then_area", "after_area",
)  # fmt: skip
"""How the features begin that a reader can check in the sentence."""


@cache
def link_model() -> LinearModel:
    """The weights of links.csv; read once."""
    return load_linear_model(WEIGHTS)


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place with how likely it is that the trigger's incident happened there, and why.

    ``governed``: it belongs to the trigger's own words, not only to its sentence.
    """

    mention: Mention
    probability: float
    reasons: tuple[str, ...]
    governed: bool = False


def place_chances(scores: Sequence[float]) -> list[float]:
    """How likely each place is the one, by a log-linear choice among the places and "none", whose score is 0.

    For the likeliest, a share of the chances of the others counts too.
    """
    odds = [math.exp(max(-30.0, min(30.0, score))) for score in scores]
    whole = 1.0 + sum(odds)
    chances = [one / whole for one in odds]
    if chances:
        best = chances.index(max(chances))
        chances[best] += SHARED_CHANCE * (sum(chances) - chances[best])
    return chances


def _reasons(model: LinearModel, features: Features) -> tuple[str, ...]:
    """What speaks most for the place, of what a reader can check."""
    return model.reasons({name: value for name, value in features.items() if name.startswith(TELLING)})


def rank_places(scene: Scene, trigger: Trigger, model: LinearModel | None = None) -> list[PlaceLink]:
    """The places of the trigger's sentence, the likeliest first."""
    model = model or link_model()
    links: list[PlaceLink] = []
    described = [link_features(scene, trigger, spot) for spot in scene.spots]
    chances = place_chances([model.score(features) for features in described])
    for spot, features, probability in zip(scene.spots, described, chances, strict=True):
        reasons = _reasons(model, features)
        governed = is_governed(scene, trigger, spot)
        strayed = trigger.part == "noun" and spot.preposition == "verb" and not governed
        if governed and spot.preposition in trigger.rule.takes:
            surest = TOWARDS if spot.preposition == "to" else GOVERNED
            probability, reasons = max(probability, surest), ("it is what the trigger takes", *reasons)
        elif stands_behind(scene, trigger, spot):
            probability = max(probability, BEHIND)
        elif told_where(scene, trigger, spot):
            probability, reasons = max(probability, WHERE), ("the clause behind it tells what happened there", *reasons)
        elif happened_elsewhere(scene, trigger, spot):
            probability *= ORIGIN
        elif belongs_elsewhere(scene, trigger, spot) or names_somebody(scene, spot) or strayed:
            probability *= ELSEWHERE
        elif hangs_on_telling(scene.doc[spot.start : spot.end].root, trigger):
            probability, reasons = probability * ELSEWHERE, ("it is where somebody told it or fled to", *reasons)
        links.append(PlaceLink(spot.mention, probability, reasons, governed))
    return _finest_first(sorted(links, key=lambda link: -link.probability))


def stands_behind(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether the place follows the verb of a relative clause and hangs on it, and no other of the sentence could.

    One that hangs on the verb of another clause could not: "marched in X to mourn the man whom rebels killed in Y".
    """
    if trigger.part != "verb" or spot.preposition not in ("in", "at") or spot.at != trigger.end:
        return False
    if not relation(scene.doc[trigger.head]).startswith("acl"):
        return False
    if spot.mention.place is None or spot.mention.role != "literal" or spot.path[1:2] != (trigger.head,):
        return False
    others = [one for one in scene.spots if one is not spot and one.mention.role == "literal"]
    return all(_hangs_on_another_verb(scene, trigger, one) for one in others)


def _hangs_on_another_verb(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether the place is in the clause of a verb above or before the trigger: "marched in X to mourn"."""
    verb = spot.path[1] if len(spot.path) > 1 and spot.preposition in LOCATED else trigger.head
    return verb < trigger.head and scene.doc[verb].pos_ == "VERB"


def told_where(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether "where" follows the place, and the trigger in that clause: "in X, where crowds marched"."""
    doc, start = scene.doc, spot.end
    if start < trigger.start and doc[start].text == ",":
        start += 1
    if start >= trigger.start or doc[start].lower_ != "where" or spot.mention.role != "literal":
        return False
    others = [one for one in scene.spots if start < one.start and one.preposition in LOCATED]
    verb = governor(doc[start]) if doc[start].has_dep() else None
    return not others and verb is not None and verb.i > start and verb.i in ancestors(doc[trigger.head])[:MOST_STEPS]


def happened_elsewhere(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether what hits comes from the place, "rockets fired from X", or who was hurt died in hospital there."""
    if trigger.rule.family == "bombing" and spot.preposition == "from":
        low, high = sorted((trigger.start, spot.start))
        return any(token.lower_ in SENT for token in scene.doc[low:high])
    around = scene.doc[max(scene.sentence.start, spot.start - 4) : min(spot.end + 2, scene.sentence.end)]
    if not any(token.lower_ in HOSPITALS for token in around):
        return False
    return any(scene.doc[i].lemma_ in CARED_FOR for i in spot.path[1:4])


def _finest_first(links: list[PlaceLink]) -> list[PlaceLink]:
    """The links, where the first is an area with the likeliest finer place inside it before it."""
    area = links[0].mention.place if links else None
    if area is None or area.precision not in AREAS:
        return links
    inside = next((link for link in links[1:] if _lies_in(link, area)), None)
    if inside is None:
        return links
    first = PlaceLink(inside.mention, links[0].probability, inside.reasons, inside.governed)
    return [first, *(link for link in links if link is not inside)]


def _lies_in(link: PlaceLink, area: Place) -> bool:
    """Whether the place is a likely one, finer than the area and inside it."""
    place = link.mention.place
    if place is None or link.mention.role != "literal" or place.precision in AREAS:
        return False
    if not area.country_code:
        return bool(place.relation) and link.probability >= FINER_THAN_SEA
    if link.probability < FINER:
        return False
    far = distance_km(place.latitude, place.longitude, area.latitude, area.longitude)
    return far <= area.radius_km and place.country_code == area.country_code
