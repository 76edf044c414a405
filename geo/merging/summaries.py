"""Leads that sum up several incidents which the story then tells one by one: they are no mark of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.articles.parts import part_of
from geo.merging.sameness import AREAS, REAL, compatible_kinds, compatible_places, days_overlap
from geo.merging.telling import first_offset
from geo.records import Incident

LEAST_DETAILS = 2
"""Incidents that a story must tell one by one for its lead to be their sum."""

_SEVERAL = re.compile(
    r"\b(?:several|multiple|various|numerous|separate|scattered|simultaneous|coordinated|two|three|four|five|six|seven|"
    r"a (?:series|string|spate|wave|number|succession|rash|pair) of|\d+) (?:[\w-]+ ){0,3}"
    r"(?:attacks|incidents|strikes|blasts|bombings|shootings|clashes|raids|assaults|explosions|ambushes|killings|protests)\b",
    re.IGNORECASE,
)


def without_summaries(incidents: Sequence[Incident], parts: Sequence[int]) -> list[Incident]:
    """The incidents, those without a place that only sum up others: "nine people died in several attacks"."""
    return [_unplaced(one) if _sums_up(one, incidents, parts) else one for one in incidents]


def _sums_up(incident: Incident, others: Sequence[Incident], parts: Sequence[int]) -> bool:
    if incident.place is None or incident.place.precision not in AREAS or incident.status not in REAL:
        return False
    if len({excerpt.start for excerpt in incident.excerpts}) > 1:
        return False
    if not any(_SEVERAL.search(excerpt.text) for excerpt in incident.excerpts):
        return False
    return sum(_is_detail(other, incident, parts) for other in others) >= LEAST_DETAILS


def _is_detail(other: Incident, lead: Incident, parts: Sequence[int]) -> bool:
    """Whether the incident is told after the lead, in its part, at one place of its area and in its days."""
    if other is lead or other.place is None or other.place.precision in AREAS or other.status not in REAL:
        return False
    after = first_offset(other) > first_offset(lead)
    together = part_of(first_offset(other), parts) == part_of(first_offset(lead), parts)
    alike = compatible_kinds(other.sub_event_type, lead.sub_event_type)
    return after and together and alike and days_overlap(other, lead) and compatible_places(other.place, lead.place)


def _unplaced(incident: Incident) -> Incident:
    reason = "place: none, for it sums up what is told one by one"
    return replace(incident, place=None, alternatives=(), reasons=(*incident.reasons, reason))
