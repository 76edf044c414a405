"""What forces did to a crowd that was told of right before: their shots are part of the protest."""

from __future__ import annotations

from dataclasses import replace

from geo.merging.details import is_near
from geo.merging.merge_words import merge_words
from geo.merging.sameness import REAL
from geo.records import EVENT_TYPE_OF, Actor, Incident

SHOT, HELD = "Excessive force against protesters", "Protest with intervention"
_SHOOTING = frozenset({"Attack", "Armed clash"})
_CROWDED = frozenset({"Arrests"})
_HOLDING = frozenset({"Arrests", "Abduction/forced disappearance"})


def met_with_force(incident: Incident, last: Incident | None) -> Incident:
    """ "A crowd gathered at the gate. Guards opened fire": the incident told as force against the protest told last."""
    if (
        last is None
        or last.sub_event_type not in _CROWDED | merge_words().kinds["unrest"]
        or not is_near(incident, last)
    ):
        return incident
    if (
        any(excerpt.place or excerpt.date for excerpt in incident.excerpts)
        or not {incident.status, last.status} <= REAL
    ):
        return incident
    doing = [actor for actor in incident.actors if actor.role == "perpetrator"]
    if last.sub_event_type in _CROWDED:
        return (
            _as_kind(incident, last.sub_event_type) if incident.sub_event_type in _HOLDING and not doing else incident
        )
    if incident.sub_event_type in _SHOOTING and any(map(_keeps_order, doing)):
        return _as_kind(incident, SHOT)
    if incident.sub_event_type in _HOLDING and all(map(_keeps_order, doing)):
        return _as_kind(incident, HELD)
    return incident


def _keeps_order(actor: Actor) -> bool:
    words = {word.removesuffix("s") for word in actor.name.lower().split()}
    return actor.type == "state forces" or bool(words & merge_words().lists["forces"])


def _as_kind(incident: Incident, kind: str) -> Incident:
    return replace(incident, event_type=EVENT_TYPE_OF[kind], sub_event_type=kind)
