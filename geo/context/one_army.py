"""Actors of one incident that are one and the same: "the military" beside the country's army, a side told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.records import Actor, Incident

FORCES = frozenset(
    [
        "soldier", "soldiers", "troop", "troops", "army", "military", "forces", "armed", "government", "infantry",
        "personnel", "patrol", "patrols", "servicemen", "serviceman", "defence", "defense", "federal", "regular",
        "national", "unit", "units", "the", "convoy", "men", "elite", "two", "three", "local",
    ]
)  # fmt: skip
"""Words that say no more of somebody than that he is of the army."""


def without_retold_actors(incident: Incident) -> Incident:
    """The incident with each side once: the army under its name, and nobody who acts also as one who takes part."""
    actors = tuple(actor for actor in incident.actors if not _is_retold(actor, incident.actors))
    return incident if actors == incident.actors else replace(incident, actors=actors)


def _is_retold(actor: Actor, actors: Sequence[Actor]) -> bool:
    """Whether another of the actors is the same, better told."""
    if actor.role == "participant" and any(a.name == actor.name and a.role == "perpetrator" for a in actors):
        return True
    if actor.type != "state forces" or not _is_plain(actor):
        return False
    same = [one for one in actors if one.role == actor.role and one.type == "state forces" and one is not actor]
    same = [one for one in same if one.country_code in ("", actor.country_code) or not actor.country_code]
    if any(_is_named_army(one) for one in same):
        return True
    plain = [one for one in same if _is_plain(one)]
    return any(actors.index(one) < actors.index(actor) for one in plain)


def _is_plain(actor: Actor) -> bool:
    """Whether the name only says that it is somebody of the army."""
    return all(word in FORCES for word in actor.name.lower().split())


def _is_named_army(actor: Actor) -> bool:
    """Whether the actor is a state or a unit under its own name; not the police, who are others."""
    others = {"police", "gendarmerie", "guard", "guards"}.intersection(actor.name.lower().split())
    return (actor.name[:1].isupper() or actor.name[:1].isdigit()) and not others and not _is_plain(actor)
