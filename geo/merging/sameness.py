"""Evidence that two reports tell one incident, and what forbids it: kinds, days, places and people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.gazetteer.geocode import distance_km
from geo.gazetteer.names import name_key
from geo.merging.merge_words import merge_words
from geo.records import Actor, Day, Excerpt, Incident, Place

REAL = frozenset({"occurred", "ongoing"})
FAR_PAST = Day.min
FAR_FUTURE = Day.max
NEWS_DAYS = 62
"""How long ago an incident may be that is told without a day and not as history."""

REACH_OF_ANSWER = 4
"""Words before an incident among which "retaliation" or "answer" stands."""

LEAST_RADIUS_KM = 5.0
SAME_TOWN_KM = 3.0
VAGUE_REGION = 1.6
"""How far beyond its radius a region of a country may reach, whose bounds are nowhere laid down."""

AREAS = ("country", "region", "admin1", "admin2")
_SUFFERING = frozenset({"target", "victim"})
_CROWDS = frozenset({"civilians", "protesters", "rioters"})
_MANY = _CROWDS | {"state forces", "government"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points for sameness with their reasons.

    ``agreeing`` leaves out kind, day and place; ``people`` are the points for persons who suffered,
    how many, and at which site.
    """

    points: float
    agreeing: float
    people: float
    reasons: tuple[str, ...]


def compatible_kinds(one: str, other: str) -> bool:
    """Whether one incident may be told as both kinds."""
    return one == other or any(one in group and other in group for group in merge_words().alike)


def is_answered(one: Excerpt, other: Excerpt) -> bool:
    """Whether a sentence tells one as an answer to the other: "in retaliation for the killing"."""
    if one.trigger is None or other.trigger is None:
        return False
    first, second = sorted([one.trigger, other.trigger])
    between = one.text[first[1] - one.start : second[0] - one.start].lower()
    return bool(set(re.findall("[a-z]+", between)) & merge_words().lists["answering"])


def is_only_answered(incident: Incident) -> bool:
    """Whether the text only names the incident as what another answered, and goes on with the other."""
    first = incident.excerpts[0]
    if first.trigger is None:
        return False
    words = re.findall("[a-z]+", first.text[: first.trigger[0] - first.start].lower())
    return bool(set(words[-REACH_OF_ANSWER:]) & merge_words().lists["answering"])


def days_overlap(one: Incident, other: Incident) -> bool:
    """Whether both may have been on one day; an unknown day may be any, but what is told as news is not long past."""
    first = max(_first_day(one), _first_day(other))
    last = min(one.date_end or FAR_FUTURE, other.date_end or FAR_FUTURE)
    return first <= last


def _first_day(incident: Incident) -> Day:
    if incident.date_start is None and incident.date_end is not None and incident.status in REAL:
        return Day.fromordinal(max(incident.date_end.toordinal() - NEWS_DAYS, 1))
    return incident.date_start or FAR_PAST


def same_day(one: Incident, other: Incident) -> bool:
    """Whether both are known to have been on one and the same day."""
    return (
        one.date_precision == other.date_precision == "day"
        and one.date_start is not None
        and one.date_start == other.date_start
    )


def compatible_places(one: Place | None, other: Place | None) -> bool:
    """Whether both places may be where one incident was: one in the other, or the same within their radius."""
    if one is None or other is None:
        return True
    if one.country_code and other.country_code and one.country_code != other.country_code:
        return False
    if "country" in (one.precision, other.precision):
        return not (one.precision == other.precision == "country") or _one_country(one, other)
    if same_place(one, other):
        return True
    apart = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    if one.precision == other.precision == "city":
        quarter = {one.level, other.level} == {"district", "city"}
        return apart <= (max(one.radius_km, other.radius_km) if quarter else SAME_TOWN_KM)
    if one.precision == other.precision == "exact":
        return apart <= SAME_TOWN_KM or (one.radius_km + other.radius_km >= apart and one.radius_km != other.radius_km)
    if "admin1" in (one.precision, other.precision) and one.admin1 and name_key(one.admin1) == name_key(other.admin1):
        return True
    wider = max(one.radius_km, other.radius_km, LEAST_RADIUS_KM)
    if "region" in (one.precision, other.precision) and one.country_code == other.country_code != "":
        wider *= VAGUE_REGION
    if "city" in (one.precision, other.precision) and {one.precision, other.precision} <= {"city", "exact", "near"}:
        wider = max(wider, 25.0)
    return apart <= wider


def _one_country(one: Place, other: Place) -> bool:
    """Whether both are one country or one of them is all of the other's; names that nobody knows differ."""
    known = one.geonameid is not None or other.geonameid is not None
    return name_key(one.name) == name_key(other.name) or (known and one.country_code == other.country_code != "")


def same_place(one: Place | None, other: Place | None) -> bool:
    """Whether both are one place, told in the same way."""
    if one is None or other is None or one.precision != other.precision:
        return False
    if one.geonameid and one.geonameid == other.geonameid:
        return one.relation == other.relation or one.precision != "near"
    return name_key(one.name) == name_key(other.name) and one.country_code == other.country_code


def suffering(incident: Incident) -> dict[str, Actor]:
    """The targets and victims that have a name of their own, by name."""
    return {actor.name: actor for actor in incident.actors if actor.role in _SUFFERING and is_named(actor)}


def _described(incident: Incident) -> set[str]:
    """The single people who suffered and are only described: "mayor"."""
    people = {actor.name for actor in incident.actors if actor.role in _SUFFERING and not is_named(actor)}
    return {name for name in people if not name.endswith("s") and name not in merge_words().lists["crowds"]}


def doing(incident: Incident) -> dict[str, Actor]:
    """The perpetrators and participants, by name."""
    return {actor.name: actor for actor in incident.actors if actor.role in ("perpetrator", "participant")}


def is_named(actor: Actor) -> bool:
    """Whether the actor has a name, not only a description such as "two soldiers"."""
    return any(word[0].isupper() for word in actor.name.split()) and not actor.name[-1:].isdigit()


def toll(incident: Incident) -> int | None:
    """The number of deaths that tells incidents apart: one that is told and more than one."""
    best = incident.fatalities_best
    return best if best is not None and best > 1 else None


def dies_once(one: Incident, other: Incident) -> bool:
    """Whether one and the same person is killed in both."""
    if not (one.fatalities_low and other.fatalities_low) and not (one.fatalities_best and other.fatalities_best):
        return False
    shared = suffering(one).keys() & suffering(other).keys()
    return any(suffering(one)[name].type == "individual" for name in shared)


def forbidden(
    one: Incident, other: Incident, kinds: frozenset[str] | None = None, *, more_victims: bool = False
) -> bool:
    """Whether the two can't be one incident, whatever they share.

    ``kinds`` are those that a noun in ``one`` may point back to, where it is not the kind itself that tells;
    ``more_victims`` says that ``one`` may name victims whom ``other`` does not: "she also died in the blast".
    """
    if not (other.sub_event_type in kinds if kinds else compatible_kinds(one.sub_event_type, other.sub_event_type)):
        return True
    if not days_overlap(one, other) and not _denied_soon_after(one, other):
        return not (dies_once(one, other) and abs((_middle(one) - _middle(other)).days) <= 7)
    if not compatible_places(one.place, other.place) or not _compatible_statuses(one.status, other.status):
        return True
    people = [{a.name for a in suffering(i).values() if a.type == "individual"} for i in (one, other)]
    if people[0] and people[1] and not people[0] & people[1] and not (more_victims or _one_blow(one, other)):
        return toll(one) is None or toll(other) is None or toll(one) != toll(other)
    return False


def _one_blow(one: Incident, other: Incident) -> bool:
    """Whether both are an explosion or a strike of one day or place, in which several died of whom each names one."""
    kinds = {one.sub_event_type, other.sub_event_type}
    explosions = kinds <= merge_words().kinds["explosions"] - merge_words().plain
    here = one.place is None or other.place is None or same_place(one.place, other.place)
    return explosions and (here or (len(kinds) == 1 and same_day(one, other)))


def _denied_soon_after(one: Incident, other: Incident) -> bool:
    """Whether one only denies the other within days: the day may be that of the denial."""
    denial = next((incident for incident in (one, other) if incident.status == "denied"), None)
    return denial is not None and abs((_middle(one) - _middle(other)).days) <= 3


def _middle(incident: Incident) -> Day:
    return incident.date_start or incident.date_end or FAR_PAST


def _compatible_statuses(one: str, other: str) -> bool:
    if one == other or {one, other} <= REAL or (REAL & {one, other} and "denied" in (one, other)):
        return True
    return {one, other} & REAL != set() and {one, other} & {"planned", "attempted", "historical"} != set()


def agreement(one: Incident, other: Incident) -> Evidence:
    """What the two share: people, toll, place, day, kind."""
    points = agreeing = people = 0.0
    reasons: list[str] = []
    shared = suffering(one).keys() & suffering(other).keys()
    if shared:
        types = {suffering(one)[name].type for name in shared}
        people += 2.0 if "individual" in types else 0.0
        agreeing += 0.0 if "individual" in types else 0.5 if types <= _CROWDS else 1.0 if types <= _MANY else 2.0
        reasons.append(f"the same {'victim' if len(shared) == 1 else 'victims'} {', '.join(sorted(shared))}")
    alike = _described(one) & _described(other)
    if alike and not shared:
        agreeing += 1.5
        reasons.append(f"the same {', '.join(sorted(alike))}")
    actors = doing(one).keys() & doing(other).keys()
    if actors:
        agreeing += 1.0 if any(is_named(doing(one)[name]) for name in actors) else 0.5
        reasons.append(f"by {', '.join(sorted(actors))} in both")
    told = toll(one), toll(other)
    if told[0] is not None and told[0] == told[1]:
        people += 1.0 if told[0] < 4 else 2.0
        reasons.append(f"{told[0]} dead in both")
    elif told[0] is not None and told[1] is not None:
        points -= 1.0 if max(told[0], told[1]) > 2 * min(told[0], told[1]) else 0.5
    if one.injured and one.injured == other.injured:
        people += 0.5 if one.injured < 4 else 1.0
        reasons.append(f"{one.injured} injured in both")
    if one.sub_event_type == other.sub_event_type:
        points += 1.0
    if same_day(one, other):
        points += 1.0
        reasons.append("the same day")
    if same_place(one.place, other.place) and one.place and one.place.precision not in AREAS:
        points += 1.0
        reasons.append(f"the same place {one.place.name}")
    elif one.place and other.place:
        points += 0.5
    if {one.status, other.status} == {"planned", "occurred"} and same_day(one, other):
        agreeing += 1.0
        reasons.append("planned, and then it happened")
    site = same_place(one.place, other.place) and one.place is not None and one.place.precision == "exact"
    return Evidence(points + agreeing + people, agreeing + people, people + site, tuple(reasons))
