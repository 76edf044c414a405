"""Which place the text attaches to a trigger, with how likely it is and why.

Each place of the sentence is judged by how it stands to the trigger (see standing). The weights are in
data/triggers/links.csv, fitted by data/triggers/fit_links.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.linear import LinearModel, load_linear_model
from geo.records import Mention
from geo.standing import Scene, belongs_elsewhere, hangs_on_telling, is_governed, link_features, names_somebody

if TYPE_CHECKING:
    from geo.triggers import Trigger

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "triggers" / "links.csv"
THRESHOLD = 0.42
"""A place that is less likely than this to be the incident's is none."""

ELSEWHERE = 0.3
"""What is left of the chance of a place that hangs on a trigger of another sort, or names a government or a people."""

GOVERNED = 0.8
"""How likely a place is that stands in the words which the trigger takes by its table: "dispatched to Kuwait"."""


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


def rank_places(scene: Scene, trigger: Trigger, model: LinearModel | None = None) -> list[PlaceLink]:
    """The places of the trigger's sentence, the likeliest first."""
    model = model or link_model()
    links: list[PlaceLink] = []
    for spot in scene.spots:
        features = link_features(scene, trigger, spot)
        probability, reasons = model.probability(features), model.reasons(features)
        governed = is_governed(scene, trigger, spot)
        strayed = trigger.part == "noun" and spot.preposition == "verb" and not governed
        if governed and spot.preposition in trigger.rule.takes:
            probability, reasons = max(probability, GOVERNED), ("it is what the trigger takes", *reasons)
        elif belongs_elsewhere(scene, trigger, spot) or names_somebody(scene, spot) or strayed:
            probability *= ELSEWHERE
        elif hangs_on_telling(scene.doc[spot.start : spot.end].root, trigger):
            probability, reasons = probability * ELSEWHERE, ("it is where somebody told it or fled to", *reasons)
        links.append(PlaceLink(spot.mention, probability, reasons, governed))
    return sorted(links, key=lambda link: -link.probability)
