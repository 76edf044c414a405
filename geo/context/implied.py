"""Actors that the kind of an incident implies where the text names none: protesters protest, police arrest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.context.one_army import without_retold_actors
from geo.parties.unnamed import PROPERTY
from geo.records import Actor, Incident, Mention

PROTESTERS = Actor("protesters", "protesters", "", "participant")
POLICE = Actor("police", "state forces", "", "perpetrator")
IMPLIED: dict[str, tuple[Actor, ...]] = {
    "Peaceful protest": (PROTESTERS,),
    "Protest with intervention": (PROTESTERS, POLICE),
    "Excessive force against protesters": (PROTESTERS, POLICE),
    "Violent demonstration": (Actor("rioters", "rioters", "", "perpetrator"),),
    "Mob violence": (Actor("mob", "rioters", "", "perpetrator"),),
    "Arrests": (POLICE,),
    "Disrupted weapons use": (Actor("security forces", "state forces", "", "perpetrator"),),
}
"""Who does it, by ACLED's definitions of the sub-event types."""

CIVILIANS = Actor("civilians", "civilians", "", "victim")
PEOPLE = Actor("people", "civilians", "", "victim")
SUFFERING = frozenset({"victim", "target"})
AGAINST_CIVILIANS = frozenset({"Violence against civilians"})
HARMFUL = frozenset({"Explosions/Remote violence", "Other incident"})
"""Event types in which somebody who is not named may have been hurt."""

STATE = frozenset({"state forces", "government"})
ARMLESS = frozenset({"PS"})
"""Where troops of whom nothing is said are another country's."""

ACTING = frozenset({"perpetrator", "participant"})
CROWDS = frozenset({"protesters", "rioters", "civilians", ""})
WARRING = frozenset({"Battles", "Explosions/Remote violence"})
"""Event types that tell which states are at war."""

AIR_WAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})
"""Kinds that few sides of a story can do: a strike of which nothing is said is by whoever struck before."""

WEAPONS: dict[str, tuple[str, ...]] = {
    "air": ("drone", "quadcopter", "air", "jet", "plane", "aircraft", "helicopter", "warplane", "bomb"),
    "missile": ("missile", "rocket", "projectile", "salvo", "barrage", "ballistic", "cruise", "katyusha", "grad"),
    "gun": ("mortar", "shell", "artillery", "howitzer", "gun", "cannon"),
}
"""Words that tell with what somebody strikes."""

AIRCRAFT = frozenset(
    [
        "aircraft", "jets", "jet", "drones", "drone", "warplanes", "warplane", "planes", "plane", "helicopters",
        "helicopter", "bombers", "gunships", "fighters",
    ]
)  # fmt: skip
"""Words for what flies, behind the name of whose it is."""

NOBODYS = frozenset({"Accident", "Natural disaster", "Disease outbreak"})
"""Kinds that no organisation or thing does on purpose."""

NEAR = 900
"""Characters between two such strikes."""


def with_implied_actors(incidents: Sequence[Incident], actors: Sequence[Mention] = ()) -> list[Incident]:
    """The incidents of one article, in the order of the text, each with the actors that its kind implies.

    ``actors`` are the mentions of the whole text, which may speak of one state's aircraft.
    """
    struck = [_with_foes(one, incidents, actors) for one in _with_striker(incidents, _fliers(actors))]
    told = [_with_home(without_retold_actors(_with_victims(_with_kind(_fitting(one))))) for one in struck]
    return [without_retold_actors(incident) for incident in told]


def _fitting(incident: Incident) -> Incident:
    """The incident whose crowd acts in a riot, and in which nothing without a will acts in an accident."""
    actors = incident.actors
    if incident.sub_event_type == "Violent demonstration" and not any(a.role == "perpetrator" for a in actors):
        crowd = [replace(a, role="perpetrator") if a.role == "participant" and a.type in CROWDS else a for a in actors]
        actors = tuple(crowd)
    if incident.sub_event_type == "Statement or diplomacy":
        actors = tuple(replace(a, role="participant") if a.role in SUFFERING | ACTING else a for a in actors)
    if incident.sub_event_type in NOBODYS:
        actors = tuple(a for a in actors if a.role not in ACTING or a.type not in ("", PROPERTY))
    return incident if actors == incident.actors else replace(incident, actors=actors)


def _with_home(incident: Incident) -> Incident:
    """The incident with the country of its place for police and troops of whom the text names none."""
    code = incident.place.country_code if incident.place else ""
    if not code:
        return incident
    actors = [
        replace(actor, country_code=code)
        if actor.type in STATE and not actor.country_code and (code not in ARMLESS or "police" in actor.name)
        else actor
        for actor in incident.actors
    ]
    return replace(incident, actors=tuple(actors))


def _with_victims(incident: Incident) -> Incident:
    """The incident with those who were hurt, where the text counts them and never says who they were."""
    hurt = bool(incident.fatalities_low or incident.injured)
    civilians = incident.event_type in AGAINST_CIVILIANS and incident.sub_event_type != "Sexual violence"
    if any(actor.role in SUFFERING and actor.type != PROPERTY for actor in incident.actors) or not hurt:
        return incident
    if not civilians and incident.event_type not in HARMFUL:
        return incident
    added = CIVILIANS if civilians else PEOPLE
    reason = f"actors: {added.name}, who were hurt and are not named"
    return replace(incident, actors=(*incident.actors, added), reasons=(*incident.reasons, reason))


def _with_kind(incident: Incident) -> Incident:
    """The incident with those who its kind says take part, where nobody does."""
    added = [actor for actor in IMPLIED.get(incident.sub_event_type, ()) if not _is_there(actor, incident)]
    shot_down = incident.sub_event_type == "Disrupted weapons use" and any(
        actor.role in SUFFERING and actor.type in STATE for actor in incident.actors
    )
    if not added or incident.status == "denied" or shot_down:
        return incident
    country = incident.place.country_code if incident.place else ""
    names = ", ".join(actor.name for actor in added)
    first = not any(actor.role in ACTING for actor in incident.actors)
    return replace(
        incident,
        actors=(*incident.actors, *(replace(actor, country_code=country) for actor in added)),
        attribution="fact" if first and incident.attribution == "unknown" else incident.attribution,
        reasons=(*incident.reasons, f"actors: {names}, by the kind of incident"),
    )


def _is_there(implied: Actor, incident: Incident) -> bool:
    """Whether the incident has somebody who does what the implied actor would."""
    for actor in incident.actors:
        if implied.type == "protesters":
            crowd = actor.type in CROWDS and actor.role in ("participant", "victim", "target")
            if crowd or (actor.type in CROWDS | {"party", "identity militia"} and actor.role == "perpetrator"):
                return True
            if incident.sub_event_type == "Peaceful protest" and actor.role in ACTING:
                return True
            continue
        taking_part = implied.type == "rioters" or actor.type not in CROWDS | {"party"}
        if actor.role == "perpetrator" or (actor.role == "participant" and taking_part):
            return True
    return False


def _fliers(actors: Sequence[Mention]) -> list[Actor]:
    """The states whose aircraft, drones or missiles the text speaks of."""
    flying = [m for m in actors if m.actor and m.actor.type == "state forces" and m.actor.country_code]
    named = {m.actor.name: m.actor for m in flying if m.actor and AIRCRAFT.intersection(m.text.lower().split())}
    return [replace(actor, role="perpetrator") for actor in named.values()]


def _with_striker(incidents: Sequence[Incident], fliers: Sequence[Actor] = ()) -> list[Incident]:
    """The incidents, where an air strike of nobody is by the only one who struck in the passages before it.

    Where nobody did, it is by the only state of whose aircraft the text speaks.
    """
    found: list[Incident] = []
    for incident in incidents:
        strikers = {
            actor: earlier.attribution
            for earlier in found
            if earlier.sub_event_type in AIR_WAR and _is_near(earlier, incident) and _alike(earlier, incident)
            for actor in earlier.actors
            if actor.role == "perpetrator"
        }
        strikers = strikers or _enemies(incident, incidents)
        here = incident.place.country_code if incident.place else ""
        if not strikers and len(fliers) == 1 and here not in ("", fliers[0].country_code):
            flown = incident.sub_event_type == "Air/drone strike" and "air" in _weapons(incident)
            strikers = {fliers[0]: "fact"} if flown else {}
        struck = {actor.country_code for actor in incident.actors if actor.role in SUFFERING and actor.type in STATE}
        struck |= _struck_there(incident, incidents)
        if any(actor.role in SUFFERING and actor.type == "external forces" for actor in incident.actors):
            strikers = {}
        strikers = {actor: how for actor, how in strikers.items() if actor.country_code not in struck - {""}}
        unsaid = not any(actor.role in ACTING for actor in incident.actors)
        if incident.sub_event_type in AIR_WAR and unsaid and len(strikers) == 1:
            (actor, attribution), *_ = strikers.items()
            incident = replace(
                incident,
                actors=(actor, *incident.actors),
                attribution=attribution if incident.attribution == "unknown" else incident.attribution,
                reasons=(*incident.reasons, f"actors: {actor.name}, the only one who strikes in the passages before"),
            )
        found.append(incident)
    return found


def _with_foes(incident: Incident, incidents: Sequence[Incident], actors: Sequence[Mention]) -> Incident:
    """The incident, where fighting of nobody is between the state of its place and the one state that invades it."""
    here = incident.place.country_code if incident.place else ""
    if incident.sub_event_type != "Armed clash" or any(actor.role in ACTING | SUFFERING for actor in incident.actors):
        return incident
    enemies = list(_enemies(incident, incidents))
    known = [m.actor for m in actors if m.role == "named" and m.actor and m.actor.type == "state forces"]
    home = next((actor for actor in known if actor.country_code == here), None)
    if len(enemies) != 1 or home is None:
        return incident
    sides = tuple(replace(actor, role="participant") for actor in (home, enemies[0]))
    reason = f"actors: {sides[0].name}, {sides[1].name}, who fight there"
    level = "fact" if incident.attribution == "unknown" else incident.attribution
    return replace(incident, actors=(*incident.actors, *sides), attribution=level, reasons=(*incident.reasons, reason))


def _struck_there(incident: Incident, incidents: Sequence[Incident]) -> set[str]:
    """The countries that somebody who is no state strikes in the country of the incident."""
    here = incident.place.country_code if incident.place else ""
    return {
        actor.country_code
        for other in incidents
        if here and other.place is not None and other.place.country_code == here and other.sub_event_type in AIR_WAR
        if not any(one.role == "perpetrator" and one.type in STATE for one in other.actors)
        for actor in other.actors
        if actor.role in SUFFERING and actor.type in STATE and actor.country_code != here
    }


def _weapons(incident: Incident) -> set[str]:
    """With what the passages say that somebody strikes."""
    words = {word.strip(".,;:'\"").lower() for excerpt in incident.excerpts for word in excerpt.text.split()}
    return {name for name, cues in WEAPONS.items() if any(word.startswith(cues) for word in words)}


def _alike(earlier: Incident, later: Incident) -> bool:
    """Whether both strikes may be of the same sort: a mortar's shells are not from whoever sends drones."""
    one, other = _weapons(earlier), _weapons(later)
    return not one or not other or bool(one & other)


def _enemies(incident: Incident, incidents: Sequence[Incident]) -> dict[Actor, str]:
    """The foreign states that are said to fight in the country of a strike, with how sure that is."""
    country = incident.place.country_code if incident.place else ""
    found: dict[Actor, str] = {}
    for other in incidents:
        here = other.place is not None and other.place.country_code == country
        if not country or not here or other.event_type not in WARRING or other.status not in ("occurred", "ongoing"):
            continue
        if other.sub_event_type in AIR_WAR and _weapons(incident) == {"gun"} and not _alike(other, incident):
            continue
        for actor in other.actors:
            foreign = actor.type == "state forces" and actor.country_code not in ("", country)
            if foreign and actor.role in ACTING:
                found.setdefault(replace(actor, role="perpetrator"), other.attribution)
    return found


def _is_near(earlier: Incident, later: Incident) -> bool:
    """Whether both are told in one article, the one soon after the other, in one country."""
    ends = [excerpt.end for excerpt in earlier.excerpts]
    start = later.excerpts[0].start
    places = [one.place.country_code for one in (earlier, later) if one.place]
    return any(0 <= start - end < NEAR for end in ends) and len(set(places)) < 2
