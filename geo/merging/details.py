"""Whether a passage tells more of an incident: the day, the town or the street of what was told more coarsely."""

from __future__ import annotations

from geo.merging.joining import toll_verbs, trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import AREAS, REAL, same_day, same_place, toll
from geo.merging.shared_words import other_name
from geo.merging.telling import first_offset, offset
from geo.records import Excerpt, Incident

LEAD = 400
"""Characters of the opening of a story or of one of its parts, which may leave the place to what follows."""

LEAD_SENTENCE, DETAILS = 80, 1100
"""Between these characters of a story stands what tells more of its first sentence."""

_MANY_A_DAY = frozenset(
    {"Arrests", "Change to group/activity", "Looting/property destruction", "Statement or diplomacy"}
)
"""Kinds of which there are several on one day."""

RECOUNT = 1.25
"""How many times as many dead another count of one incident may give."""

GOES_ON = 300
"""Characters between a passage and the one that it goes on with."""

BOMBINGS = frozenset({"Suicide bomb", "Remote explosive/landmine/IED"})
"""Kinds that a lead and its details may tell of the same blasts: "suicide bombers attacked", "bombs went off"."""


def in_lead(incident: Incident, told: Incident, opening: int) -> bool:
    """Whether what was told is the lead of the part that begins at ``opening``, and the passage follows it there."""
    leads = any(0 <= offset(excerpt)[0] - opening <= LEAD for excerpt in told.excerpts)
    return leads and LEAD_SENTENCE < first_offset(incident) - opening < DETAILS


def details_of_lead(incident: Incident, told: Incident, opening: int) -> bool:
    """Whether the passage gives the day or the place of what the first sentence of the part only announced.

    "Gunmen killed 34 people in the province, the government said. Sixty men stormed the village of X on Monday."
    """
    if not in_lead(incident, told, opening):
        return False
    excerpt = incident.excerpts[0]
    kinds = {incident.sub_event_type, told.sub_event_type}
    unrest = kinds & merge_words().kinds["unrest"] and not kinds <= merge_words().kinds["unrest"]
    weapons = len(kinds & merge_words().kinds["explosions"] - merge_words().plain) > 1 and kinds != BOMBINGS
    confused = not unrest and not weapons and any(kinds <= group for group in merge_words().confused)
    alike = len(kinds) == 1 or confused
    tolls = {count for count in (toll(incident), toll(told)) if count is not None}
    coarse = told.place is None or told.place.precision in AREAS
    day = excerpt.date is not None and told.date_precision != "day"
    plain = len(kinds) > 1 or kinds & merge_words().plain
    finer = not plain and not same_place(incident.place, told.place)
    place = excerpt.place is not None and (coarse or finer) and (told.date_precision != "day" or excerpt.date is None)
    there = excerpt.place is not None and excerpt.date is None and not coarse and not kinds & merge_words().plain
    again = there and same_place(incident.place, told.place)
    real = {incident.status, told.status} <= REAL
    counts = sorted(tolls, key=int)
    near = len(counts) < 2 or (same_place(incident.place, told.place) and counts[1] <= RECOUNT * counts[0])
    aside = any(one.relative_days is not None and not _only_dies(one) for one in (excerpt, told.excerpts[0]))
    return real and alike and (day or place or again) and near and not aside


def _only_dies(excerpt: Excerpt) -> bool:
    """Whether "two days after" is when somebody died, not when it happened."""
    return trigger_words(excerpt) <= toll_verbs()


def recalled(incident: Incident, told: Incident, opening: int) -> bool:
    """Whether the lead of a later part sums up what an earlier part told: one kind, place and time, no fewer dead."""
    sums_up = opening > 0 and 0 <= first_offset(incident) - opening <= LEAD and first_offset(told) < opening
    if not sums_up or incident.sub_event_type != told.sub_event_type or not same_place(incident.place, told.place):
        return False
    tolls = toll(told), toll(incident)
    fewer = tolls[0] is not None and tolls[1] is not None and tolls[1] < tolls[0]
    return not fewer and {incident.status, told.status} <= REAL


def site_in_town(incident: Incident, told: Incident) -> bool:
    """Whether the passage only adds the square or the street: "people gathered in the main square", in that town."""
    kinds = {incident.sub_event_type, told.sub_event_type}
    alike = len(kinds) == 1 or any(kinds <= group for group in merge_words().confused)
    if not alike or kinds & merge_words().plain or incident.place is None or told.place is None:
        return False
    inside = (incident.place.precision, told.place.precision) == ("exact", "city")
    undated = not any(excerpt.date for excerpt in incident.excerpts)
    tolls = {toll(incident), toll(told)} - {None}
    return inside and undated and len(tolls) < 2 and {incident.status, told.status} <= REAL


def closer_look(incident: Incident, told: Incident) -> bool:
    """Whether the passage names, for one kind that says something and no day, a place where only an area was told."""
    many = merge_words().plain | _MANY_A_DAY
    if incident.sub_event_type != told.sub_event_type or incident.sub_event_type in many:
        return False
    lead = told.place is None and first_offset(told) < LEAD
    coarse = lead or (told.place is not None and told.place.precision in AREAS)
    inside = coarse and incident.place and incident.place.precision not in AREAS
    undated = not any(excerpt.date for excerpt in incident.excerpts)
    return bool(inside) and undated and {incident.status, told.status} <= REAL


def alone_of_its_day(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind on one day with nothing that tells them apart."""
    tolls = {toll(incident), toll(told)} - {None}
    alike = incident.sub_event_type == told.sub_event_type and not other_name(incident, told)
    somewhere = incident.place is not None and told.place is not None
    if incident.sub_event_type in merge_words().plain | _MANY_A_DAY and not (somewhere or is_near(incident, told)):
        return False
    return alike and same_day(incident, told) and len(tolls) < 2


def alone_in_its_town(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind that says something in one town, one of them without a day of its own."""
    if incident.sub_event_type != told.sub_event_type or incident.sub_event_type in merge_words().plain:
        return False
    tolls = {toll(incident), toll(told)} - {None}
    here = same_place(incident.place, told.place) and incident.place and incident.place.precision not in AREAS
    undated = (
        "day" not in (incident.date_precision, told.date_precision) or incident.date_precision != told.date_precision
    )
    return bool(here) and undated and {incident.status, told.status} <= REAL and len(tolls) < 2


def is_near(incident: Incident, told: Incident) -> bool:
    """Whether the passage stands close after what was told."""
    return incident.excerpts[0].start - max(excerpt.end for excerpt in told.excerpts) < GOES_ON
