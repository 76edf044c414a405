"""What points back, read by what it points to: without the days, places and moods of other clauses."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.merging.joining import toll_verbs, trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import REAL
from geo.merging.telling import Wording, wording_of
from geo.records import Excerpt, Incident, Span

BESIDE = 25
"""Characters from a noun within which a day or a place belongs to it."""

_FROM_ELSEWHERE = re.compile(r"\b(?:drew|draws|drawn|sparked|prompted|brought|condemn\w+|criticis\w+|reached) ")
"""Between a noun and the place of those who speak of it: "the shooting drew condemnation from Bern"."""

_OF_WHOM = re.compile(r"\s+of (?:an?\b|the\b|two|three|four|five|\d|[A-Z])")


def as_told(incident: Incident, wording: Wording, told: Incident) -> Incident:
    """The incident with the status of what it points back to: "those behind the attack would be caught", "nobody
    claimed the bombing". What is denied stays so.
    """
    if not wording.definite or told.status not in REAL or incident.status in REAL | {"attempted", "historical"}:
        return incident
    if incident.status == "denied" and wording.denying:
        return incident
    if any(excerpt.date for excerpt in incident.excerpts):
        return incident
    excerpts = tuple(replace(excerpt, status=told.status) for excerpt in incident.excerpts)
    return replace(
        incident, status=told.status, date_start=None, date_end=None, date_precision="unknown", excerpts=excerpts
    )


def on_its_weekday(incident: Incident, wording: Wording, told: Incident) -> Incident:
    """The incident on the day of what was told, where "Friday's march" may mean that Friday and not the last one."""
    day = told.date_start if told.date_precision == "day" else None
    if day is None or wording.weekday != day.weekday() or incident.date_end is None:
        return incident
    if abs((incident.date_end - day).days) > 31 or not wording.definite:
        return incident
    return replace(incident, date_start=day, date_end=day, date_precision="day")


def loosened(incident: Incident, wording: Wording) -> Incident:
    """What points back without the day and the place that stand far from its noun: they may be of something else.

    "The killing drew crowds into the streets of Lago, where he was buried on Tuesday" tells no day and place of it.
    What goes on with "the attackers" or "the 23-year-old" may be in a part of the town that has another's name.
    """
    goes_on = wording.pronoun or (wording.agent and incident.sub_event_type not in merge_words().plain)
    if not (goes_on or wording.definite) or incident.status not in REAL or _says_whose(incident):
        return incident
    spoken = bool(set(re.findall(r"[a-z]+", incident.excerpts[0].text.lower())) & merge_words().lists["telling"])
    loose_day = wording.definite and wording.weekday is None
    if loose_day and all(spoken or not _beside(excerpt, excerpt.date) for excerpt in incident.excerpts):
        undated = tuple(replace(one, date=None, date_start=None, date_end=None) for one in incident.excerpts)
        incident = replace(incident, date_start=None, date_end=None, date_precision="unknown", excerpts=undated)
    if goes_on or all(not _beside(excerpt, excerpt.place) for excerpt in incident.excerpts):
        bare = tuple(replace(one, place=None) for one in incident.excerpts)
        incident = replace(incident, place=None, alternatives=(), excerpts=bare)
    return incident


def _says_whose(incident: Incident) -> bool:
    """Whether a noun says of whom it is, "the killing of a headman", or another verb tells something of its own."""
    for excerpt in incident.excerpts:
        if excerpt.trigger and _OF_WHOM.match(excerpt.text[excerpt.trigger[1] - excerpt.start :]):
            return True
    own = [wording_of(one).definite or wording_of(one).agent or wording_of(one).pronoun for one in incident.excerpts]
    return not all(own[n] or trigger_words(one) <= toll_verbs() for n, one in enumerate(incident.excerpts))


def _beside(excerpt: Excerpt, span: Span | None) -> bool:
    """Whether the day or the place stands right beside the trigger."""
    if span is None or excerpt.trigger is None:
        return False
    between = excerpt.text[excerpt.trigger[1] - excerpt.start : max(span[0], excerpt.trigger[1]) - excerpt.start]
    if _FROM_ELSEWHERE.search(between):
        return False
    return excerpt.trigger[0] - BESIDE <= span[0] <= excerpt.trigger[1] + BESIDE
