"""The same incident reported by two articles: which of the stored incidents a new one is.

Kind, day and place only allow it. What decides is what else the two share: who suffered or did it, how many, the
names and things in their words; the less exactly day and place agree, the more of that is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from geo.actors.actor_table import word_key
from geo.gazetteer.geocode import distance_km
from geo.merging.joining import join
from geo.merging.merge_words import merge_words
from geo.merging.sameness import (
    AREAS,
    REAL,
    SAME_TOWN_KM,
    Evidence,
    agreement,
    dies_once,
    doing,
    forbidden,
    is_named,
    same_day,
    same_place,
    suffering,
    toll,
)
from geo.merging.shared_words import shared_names, words_told
from geo.merging.telling import wording_of_incident
from geo.records import Incident, Place

ENOUGH = 3.5
"""Points that two articles need, among them those for kind, day and place."""

MOST_DEATHS_GROW, MOST_INJURED_GROW, MOST_COUNTS_GROW = 2.0, 3.0, 1.25
"""How many times as many a later report may count; half as much more where there are few."""

SMALL_TOWN_KM = 2.5
"""Radius of a town in which two incidents of one kind on one day are rare."""

FEW = 5
"""Below this two different incidents often have almost the same number of dead."""

MANY = 10
"""A number that two reports hardly share by chance."""

HUGE = 100
"""Deaths of which there are hardly two such incidents of one kind on one day in one place."""

LATER = timedelta(6)
"""How long after an incident a report that gives no day of it may appear."""

COMPARED = REAL | {"planned", "denied", "historical"}
"""Statuses of reports that may be of an incident told elsewhere; threats and suppositions are not compared."""


_ANYWHERE = frozenset({"ambulance", "government", "funeral"})
"""Things that the reports of any incident name."""

_ANYBODY = frozenset(
    {"people", "persons", "civilians", "men", "women", "residents", "victims", "soldiers", "troops", "police", "forces",
     "policemen", "officers", "others", "protesters", "militants", "rebels", "fighters", "members", "terrorists"}
)  # fmt: skip
"""Words for those whom many incidents befall."""

_GROUPS = frozenset({"rebel group", "political militia", "identity militia", "party"})


@dataclass(frozen=True, slots=True)
class _Nearness:
    """How exactly day and place agree: ``needed`` is what else must be shared, in points."""

    needed: float
    points: float


def find_same(incident: Incident, neighbours: Sequence[Incident]) -> Incident | None:
    """The one of the stored neighbours that is this incident; None when none is."""
    best: tuple[float, Incident] | None = None
    for neighbour in neighbours:
        evidence = _across(incident, neighbour)
        if evidence and (best is None or evidence.points > best[0]):
            best = evidence.points, neighbour
    return best[1] if best else None


def merge_two(first: Incident, second: Incident) -> Incident:
    """Both reports as one incident, under the id of the first."""
    shared = _shared_words(first, second)
    return join(first, second, (*agreement(first, second).reasons, *shared.reasons), revised=False)


def _across(incident: Incident, told: Incident) -> Evidence | None:
    """The evidence that a report of another article is the same incident; None when it does not suffice."""
    statuses = {incident.status, told.status}
    if not statuses <= COMPARED or forbidden(incident, told) or _one_is_new(incident, told):
        return None
    evidence = agreement(incident, told)
    if _same_words(incident, told):
        return replace(evidence, points=evidence.points + 4, reasons=("the same words",))
    nearness = _nearness(incident, told)
    if nearness is None:
        return None
    more = _shared_words(incident, told).agreeing + _similar_numbers(incident, told) + _same_sides(incident, told)
    more += 1.0 * (statuses == {"planned", "occurred"}) + 1.0 * _denies(incident, told)
    agreeing, points = evidence.agreeing + more, evidence.points + more + nearness.points
    if agreeing < nearness.needed or points < ENOUGH:
        return None
    return replace(evidence, points=points, agreeing=agreeing)


def _nearness(incident: Incident, told: Incident) -> _Nearness | None:
    """How exactly day and place agree; None where they can't be compared."""
    needed, points = 1.0, 0.0
    people = dies_once(incident, told) or bool(suffering(incident).keys() & suffering(told).keys())
    if incident.place is None or told.place is None:
        needed += 0.5 if _names_its_place(incident, told) else 1.5
        if incident.sub_event_type != told.sub_event_type and not people:
            return None
    elif not same_place(incident.place, told.place) and _one_town(incident.place, told.place):
        points += 0.5
    elif not same_place(incident.place, told.place):
        needed += 0.5 if _in_a_town(incident.place) and _in_a_town(told.place) else 1.0
    elif incident.place.precision in AREAS:
        needed += 1.0
    else:
        part = bool(words_told(incident).parts & words_told(told).parts)
        points += float(incident.place.precision == "exact" or part)
        small = incident.place.radius_km <= SMALL_TOWN_KM
        needed -= 0.5 * ((part or small) and incident.sub_event_type == told.sub_event_type)
    if same_day(incident, told):
        kinds = {incident.sub_event_type, told.sub_event_type}
        points += 0.5 * (len(kinds) == 2)
    else:
        if not _on_near_days(incident, told):
            return None
        needed += 1.0
    if {incident.sub_event_type, told.sub_event_type} <= merge_words().rare:
        needed, points = needed - 0.5, points + 1.0
    return _Nearness(needed, points)


def _names_its_place(incident: Incident, told: Incident) -> bool:
    """Whether the one without a place names the town or site of the other all the same: "the Mastung bombing"."""
    placed, other = (incident, told) if incident.place else (told, incident)
    if placed.place is None or placed.place.precision in AREAS:
        return False
    return bool({word_key(word) for word in placed.place.name.split()} & words_told(other).names)


def _denies(incident: Incident, told: Incident) -> bool:
    """Whether one of the two is a denial by whom the other accuses."""
    return len({incident.status, told.status} & {"denied", "occurred"}) == 2 and bool(
        doing(incident).keys() & doing(told)
    )


def _same_sides(incident: Incident, told: Incident) -> float:
    """Points for who did it and who suffered it beyond those of ``agreement``."""
    return (
        1.5 * dies_once(incident, told)
        + 1.0 * _in_other_roles(incident, told)
        + 0.5 * _same_people(incident, told)
        - 0.5 * _only_a_state(incident, told)
        - 0.5 * _done_by_others(incident, told)
    )


def _same_people(incident: Incident, told: Incident) -> bool:
    """Whether both befell people who are described by the same word that says something: "girls", "labourers"."""
    described = [
        {actor.name.split()[-1].lower() for actor in one.actors if actor.role in ("victim", "target")} - _ANYBODY
        for one in (incident, told)
    ]
    return any(word.endswith("s") or word == "children" for word in described[0] & described[1])


def _in_other_roles(incident: Incident, told: Incident) -> bool:
    """Whether a group that did it in one report suffered it in the other, as both sides of a fight do."""
    groups = [
        {actor.name: actor.role in ("victim", "target") for actor in one.actors if actor.type in _GROUPS}
        for one in (incident, told)
    ]
    return any(groups[0][name] != groups[1][name] for name in groups[0].keys() & groups[1].keys())


def _only_a_state(incident: Incident, told: Incident) -> bool:
    """Whether all that the two have in common of who did it is an army or a police: they do much in one week."""
    shared = doing(incident).keys() & doing(told).keys()
    return bool(shared) and all(doing(told)[name].type == "state forces" for name in shared)


def _done_by_others(incident: Incident, told: Incident) -> bool:
    """Whether both name who did it, and not the same: it may still be one incident that is blamed on two."""
    named = [{name for name, actor in doing(one).items() if is_named(actor)} for one in (incident, told)]
    return all(named) and not named[0] & named[1]


def _one_town(one: Place, other: Place) -> bool:
    """Whether both lie where one town lies: a street of it has its coordinates."""
    near = distance_km(one.latitude, one.longitude, other.latitude, other.longitude) <= SAME_TOWN_KM
    return near and _in_a_town(one) and _in_a_town(other)


def _in_a_town(place: Place) -> bool:
    return place.precision not in AREAS


def _one_is_new(incident: Incident, told: Incident) -> bool:
    """Whether just one of the two calls itself another or a fresh one, and the days don't say that they are one."""
    if same_day(incident, told):
        return False
    new = [wording.topic or wording.other for wording in map(wording_of_incident, (incident, told))]
    return new[0] != new[1]


def _on_near_days(incident: Incident, told: Incident) -> bool:
    """Whether both have days, or the one without could still be of those days: its last possible day is soon after."""
    dated = [one for one in (incident, told) if _dated(one)]
    if len(dated) == 2:
        return True
    last = [one.date_end for one in (incident, told) if not _dated(one)]
    if not dated or last[0] is None or dated[0].date_end is None:
        return False
    return timedelta(0) <= last[0] - dated[0].date_end <= LATER


def _dated(incident: Incident) -> bool:
    return incident.date_start is not None and incident.date_precision in ("day", "few_days", "week")


def _shared_words(incident: Incident, told: Incident) -> Evidence:
    """The rare names, the things and the numbers of people that both name; less where they name different sites."""
    one, other = words_told(incident), words_told(told)
    actors = {word_key(word) for actor in (*incident.actors, *told.actors) for word in actor.name.split()}
    names = sorted(shared_names(incident, told) - actors - one.parts - other.parts)
    things = sorted(one.things & other.things)
    counts = (one.counts & other.counts) - {toll(incident), toll(told), incident.injured, told.injured}
    points = 1.0 * min(len(names), 2) + 0.5 * min(len(things), 2)
    points += 0.0 if not counts else 0.5 if max(counts) < MANY else 1.0
    for less, mine, theirs in (
        (0.5, one.things - _ANYWHERE, other.things - _ANYWHERE),
        (0.5, one.sites - _ANYWHERE, other.sites - _ANYWHERE),
        (1.0, one.parts, other.parts),
    ):
        points -= less if mine and theirs and not mine & theirs else 0.0
    reasons = [f"both name {', '.join(word.capitalize() for word in names[:3])}"] if names else []
    if things:
        reasons.append(f"both tell of a {', a '.join(word.replace('_', ' ') for word in things[:2])}")
    if counts:
        reasons.append(f"both count {max(counts)}")
    return Evidence(points, points, 0.0, tuple(reasons))


def _similar_numbers(incident: Incident, told: Incident) -> float:
    """Points for deaths, injured or people counted of which one may be a later count of the other; less where not."""
    deaths = incident.fatalities_best, told.fatalities_best
    claimed = "claimed" in (incident.attribution, told.attribution)
    points = _later_count(*deaths, MOST_DEATHS_GROW, claimed)
    points += 0.5 * (points > 0 and all((count or 0) >= HUGE for count in deaths))
    points += 0.5 * _later_count(incident.injured, told.injured, MOST_INJURED_GROW, claimed)
    if not any(deaths):
        counts = words_told(incident).counts, words_told(told).counts
        points += 0.5 * any(_grew(one, other, MOST_COUNTS_GROW) for one in counts[0] for other in counts[1])
    return points


def _later_count(one: int | None, other: int | None, most: float, claimed: bool) -> float:
    """1 where one may be a later count of the other, half for small ones; as much less where not."""
    if one is None or other is None or one == other:
        return 0.0
    if _grew(one, other, most):
        return 0.5 if max(one, other) < FEW else 1.0
    return -0.5 if claimed or abs(one - other) <= 2 else -1.0


def _grew(one: int | None, other: int | None, most: float) -> bool:
    """Whether one number may be an earlier count of the other; the same number is evidence of another sort."""
    if not one or not other or one == other or max(one, other) < 3:
        return False
    limit = min(most, 1 + most / 4) if min(one, other) < 20 else most
    return abs(one - other) <= 3 or max(one, other) / min(one, other) <= limit


def _same_words(one: Incident, other: Incident) -> bool:
    """Whether a passage was reprinted."""
    texts = {" ".join(excerpt.text.split()).lower() for excerpt in one.excerpts}
    return any(len(text) > 60 and text in texts for text in (" ".join(e.text.split()).lower() for e in other.excerpts))
