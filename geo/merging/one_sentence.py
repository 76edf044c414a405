"""Whether two reports of one sentence tell one incident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from geo.merging.joining import join, trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import compatible_kinds, compatible_places, is_answered
from geo.records import Excerpt, Incident

_BY_THE_CLOCK = re.compile(
    r"\b(?:after|before|since|until) (?:\d|midnight|midday|noon|dawn|dusk|dark|darkness|sunset|"
    r"sunrise|nightfall|daybreak|"
    r"(?:the )?(?:early|morning|evening|afternoon|noon|dawn|friday|night) prayers?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"\b(?:after|following) (?:[\w-]+ ){0,4}(?:minutes|hours?|days?|weeks?|months?|years?) of\b",
    re.IGNORECASE,
)
"""What says at what hour it was, not that something else came before."""

_TOOK_PLACE = re.compile(r"\b(?:place|occurred|happened|incidents?|events?)\b")
"""Words of a trigger that only says that something took place."""

_WHERE = re.compile(r"^[^.;]*\b(?:where|when|in which)\b", re.IGNORECASE)

_SETTING_OFF = re.compile(
    r"\b(?:(?:set|setting) off|spark\w*|trigger\w*|prompt\w*|provok\w*|unleash\w*|ignit\w*|led to|leading to|inflam\w*|"
    r"followed by|in protest (?:at|against|over)|over the|to protest|against the)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:again|more|further|next)\b", re.IGNORECASE)


def one_sentence(incident: Incident, told: Incident) -> bool:
    """Whether both stand in one sentence, at one place and time, with nothing between them that parts the two."""
    first = incident.excerpts[0]
    same = [excerpt for excerpt in told.excerpts if excerpt.start == first.start]
    alike = compatible_kinds(incident.sub_event_type, told.sub_event_type) or is_part(incident, told)
    if not same or not alike or _set_off(incident, told, same[-1]) or is_answered(first, same[-1]):
        return False
    statuses = {incident.status, told.status}
    if len(statuses) > 1 and statuses != {"occurred", "attempted"} and not _carries_on(incident, told):
        return False
    places = {excerpt.place for excerpt in (*incident.excerpts, *same) if excerpt.place}
    same_days = (incident.date_start, incident.date_end) == (told.date_start, told.date_end)
    dateless = not all(any(excerpt.date for excerpt in one.excerpts) for one in (incident, told))
    both = any(excerpt.place for excerpt in incident.excerpts) and any(excerpt.place for excerpt in same)
    nested = compatible_places(incident.place, told.place)
    return (len(places) < 2 or nested) and (same_days or dateless) and (both or not _parted(first, same[-1]))


def with_what_took_place(incidents: Sequence[Incident]) -> list[Incident]:
    """ "The incident took place in the municipality, where gunmen opened fire in a village": one, in the village."""
    found: list[Incident] = []
    for incident in incidents:
        told = found[-1] if found else None
        if told and _tells_what_took_place(incident, told):
            found[-1] = join(replace(told, place=None, alternatives=()), incident, (), revised=False)
        else:
            found.append(incident)
    return found


def _tells_what_took_place(incident: Incident, told: Incident) -> bool:
    """Whether the sentence only says of ``told`` that it took place, and then where or when the incident did."""
    first, second = told.excerpts[0], incident.excerpts[0]
    if first.start != second.start or not first.trigger or not second.trigger or incident.place is None:
        return False
    if not all(_TOOK_PLACE.search(" ".join(sorted(trigger_words(excerpt)))) for excerpt in told.excerpts):
        return False
    between = first.text[first.trigger[1] - first.start : second.trigger[0] - first.start]
    return incident.status == told.status and _WHERE.search(between) is not None and not _parted(first, second)


def _set_off(incident: Incident, told: Incident, last: Excerpt) -> bool:
    """Whether one of the two set off the unrest that the other is: "shot a man, sparking a night of protests"."""
    unrest = merge_words().kinds["unrest"]
    if (incident.sub_event_type in unrest) == (told.sub_event_type in unrest):
        return False
    spans = sorted(span for span in (incident.excerpts[0].trigger, last.trigger) if span)
    if len(spans) < 2:
        return False
    return _SETTING_OFF.search(last.text[spans[0][1] - last.start : spans[1][0] - last.start]) is not None


def _carries_on(incident: Incident, told: Incident) -> bool:
    """ "They arrived in the city and would reinforce the guards": the plan is part of what was done."""
    return (
        (told.status, incident.status) == ("occurred", "planned")
        and incident.sub_event_type == told.sub_event_type
        and not any(excerpt.date for excerpt in incident.excerpts)
        and not _AGAIN.search(incident.excerpts[0].text)
    )


def _parted(one: Excerpt, other: Excerpt) -> bool:
    """Whether "after", "while" or the like stands between two triggers of a sentence."""
    if one.trigger is None or other.trigger is None:
        return True
    first, second = sorted([one.trigger, other.trigger])
    if _after_it().search(one.text[: first[0] - one.start]):
        return True
    between = _BY_THE_CLOCK.sub("", one.text[first[1] - one.start : second[0] - one.start])
    lists = merge_words().lists
    return bool(set(re.findall(r"[a-z]+", between.lower())) & (lists["parting"] | lists["answering"]))


def is_part(one: Incident, other: Incident) -> bool:
    """Whether one is the seizure of the arms that the other only names, or the damage that the other's explosion did.

    "Nine grenades were unearthed" is one incident, and so is "a grenade broke eleven windows".
    """
    kinds = {one.sub_event_type, other.sub_event_type}
    blast = next((i for i in (one, other) if i.sub_event_type in merge_words().kinds["explosions"]), None)
    if blast is None:
        return False
    arms = merge_words().lists["arms"]
    named = all(trigger_words(excerpt) <= arms for excerpt in blast.excerpts)
    return ("Disrupted weapons use" in kinds and named) or "Looting/property destruction" in kinds


@cache
def _after_it() -> re.Pattern[str]:
    """Words right before a trigger by which the sentence tells what came of it: "hours after", "in retaliation for"."""
    units, answers = "hours?|days?|weeks?|months?|years?|minutes?", "|".join(sorted(merge_words().lists["answering"]))
    return re.compile(rf"\b(?:(?:{units}) (?:after|before|following)|{answers})\W+(?:\w+\W+){{0,5}}$", re.IGNORECASE)
