"""The same incident reported by two articles: which of the stored incidents a new one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geo.joining import join
from geo.records import Incident
from geo.sameness import (
    REAL,
    Evidence,
    agreement,
    dies_once,
    forbidden,
    same_day,
    same_place,
    suffering,
    toll,
)
from geo.telling import merge_words, wording_of_incident

ACROSS_ARTICLES = 3.5
"""The same for two articles, of which at least one point must be for people or tolls."""

ACROSS_DAYS = 3.0
"""The same where one report tells no day, or another within the other's span; it then needs people or tolls."""


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
    return join(first, second, agreement(first, second).reasons, revised=False)


def _across(incident: Incident, told: Incident) -> Evidence | None:
    """The evidence that a report of another article is the same incident; None when it does not suffice."""
    if forbidden(incident, told) or incident.status not in REAL | {"planned"}:
        return None
    evidence = agreement(incident, told)
    if _same_words(incident, told):
        return replace(evidence, points=evidence.points + 4, reasons=("the same words",))
    people = bool(suffering(incident).keys() & suffering(told).keys())
    site, tolls = _same_site(incident, told), _similar_tolls(incident, told)
    town = tolls == 1 and same_place(incident.place, told.place)
    day = same_day(incident, told)
    strong = people or tolls == 2 or (day and (site or town))
    fresh = [wording_of_incident(one).topic or wording_of_incident(one).other for one in (incident, told)]
    if not strong and (incident.sub_event_type != told.sub_event_type or fresh[0] != fresh[1]):
        return None
    if not dies_once(incident, told) and not (incident.place and told.place):
        return None
    if not _on_near_days(incident, told, strong):
        return None
    extra = 0.0
    if day:
        rare = {incident.sub_event_type, told.sub_event_type} <= merge_words().rare
        extra = float(site) + (tolls == 1) + (1.5 if rare else 0.0)
        if (site or town) and incident.sub_event_type != told.sub_event_type:
            extra += 0.5
    if evidence.agreeing + extra < 1.0 or evidence.points + extra < (ACROSS_ARTICLES if day else ACROSS_DAYS):
        return None
    return replace(evidence, points=evidence.points + extra)


def _on_near_days(incident: Incident, told: Incident, strong: bool) -> bool:
    """Whether both have days, or one with more evidence has at least a last possible day soon after the other."""
    dated = [one for one in (incident, told) if _dated(one)]
    if len(dated) == 2:
        return True
    last = [one.date_end for one in (incident, told) if not _dated(one)]
    if not strong or not dated or last[0] is None or dated[0].date_end is None:
        return False
    return timedelta(0) <= last[0] - dated[0].date_end <= timedelta(3)


def _same_site(incident: Incident, told: Incident) -> bool:
    """Whether both were at one named site: an airport, not only a town."""
    return same_place(incident.place, told.place) and incident.place is not None and incident.place.precision == "exact"


def _similar_tolls(incident: Incident, told: Incident) -> int:
    """2 for the same toll, 1 for two that one count may grow from to the other, else 0."""
    one, other = toll(incident), toll(told)
    if one is None or other is None:
        return 0
    if one == other:
        return 2
    grown = max(one, other) / min(one, other)
    return int(max(one, other) >= 3 and (abs(one - other) <= 3 or grown <= (1.5 if min(one, other) < 20 else 2.0)))


def _dated(incident: Incident) -> bool:
    return incident.date_start is not None and incident.date_precision in ("day", "few_days", "week")


def _same_words(one: Incident, other: Incident) -> bool:
    """Whether a passage was reprinted."""
    texts = {" ".join(excerpt.text.split()).lower() for excerpt in one.excerpts}
    return any(len(text) > 60 and text in texts for text in (" ".join(e.text.split()).lower() for e in other.excerpts))
