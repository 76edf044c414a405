"""How sure an incident is: the chance that its kind, place and status are right, calibrated on labelled text."""

from __future__ import annotations

from functools import cache

from geo.folders import DATA
from geo.linear import LinearModel, load_linear_model
from geo.links.links import PlaceLink
from geo.triggers.kinds import Kind
from geo.triggers.triggers import Trigger

WEIGHTS = DATA / "triggers" / "confidence.csv"


@cache
def confidence_model() -> LinearModel:
    """The weights of confidence.csv; read once."""
    return load_linear_model(WEIGHTS)


def confidence_of(trigger: Trigger, kind: Kind, status: str, place: PlaceLink | None, dated: bool) -> float:
    """The chance that the incident is right, from 0 to 1."""
    return round(confidence_model().probability(confidence_features(trigger, kind, status, place, dated)), 3)


def confidence_features(
    trigger: Trigger, kind: Kind, status: str, place: PlaceLink | None, dated: bool
) -> dict[str, float]:
    """What speaks for an incident, as named features."""
    return {
        "bias": 1.0,
        "strength": trigger.weight,
        "points": min(kind.points, 8.0) / 8.0,
        "lead": min(kind.lead, 4.0) / 4.0,
        "placed": 1.0 if place else 0.0,
        "place_sureness": place.probability if place else 0.0,
        "dated": 1.0 if dated else 0.0,
        "happened": 1.0 if status in ("occurred", "ongoing") else 0.0,
        "noun": 1.0 if trigger.part == "noun" else 0.0,
    }
