"""The same incident told twice in an article becomes one.

Reports are merged on evidence that agrees (victims, tolls, actors, "the strike" that points back), never on
nearness alone; "fresh", "another", "hours later" forbid it. Every report stays as an excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.day_counts import with_day_of_earlier, with_days_of_their_sentence
from geo.joining import join
from geo.records import Excerpt, Incident
from geo.sameness import (
    AREAS,
    REAL,
    agreement,
    compatible_kinds,
    compatible_places,
    dies_once,
    doing,
    forbidden,
    is_named,
    same_day,
    same_place,
    suffering,
    toll,
)
from geo.shared_words import words_told
from geo.telling import (
    Wording,
    first_offset,
    kinds_of_noun,
    last_offset,
    merge_words,
    wording_of,
    wording_of_incident,
)
from geo.toll_reports import is_only_toll, nobody_hurt, with_tolls_of_their_sentence, without_day_of_dying

WITHIN_ARTICLE = 2.0
"""Points of evidence that two passages of one article need to tell one incident."""

MOST_STORIES = 60
"""Incidents of one article that a later passage may mean; the ones told longest ago are let go first."""

GOES_ON = 300
"""Characters between a passage and the one that it goes on with."""


@dataclass(frozen=True, slots=True)
class _Story:
    """An incident as told so far in an article: where it was last told, and whether as something fresh."""

    incident: Incident
    last: int
    fresh: bool


def merge_incidents(incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents of one article, each once, in the order in which they are first told.

    Days that count from another incident ("a day after") are found on the way.
    """
    scenes = {incident.id: incident for incident in incidents if not _has_own_place(incident)}
    bare = [replace(one, place=None, alternatives=()) if one.id in scenes else one for one in incidents]
    ordered = sorted(bare, key=first_offset)
    ordered = with_tolls_of_their_sentence([without_day_of_dying(one) for one in with_days_of_their_sentence(ordered)])
    done: list[_Story] = []
    stories: list[_Story] = []
    for incident in ordered:
        wording = wording_of_incident(incident)
        told = [story.incident for story in sorted(stories, key=lambda story: -story.last)]
        if not wording.definite:
            incident = with_day_of_earlier(incident, told)
        incident = nobody_hurt(incident, told[0] if told else None)
        index = _same_story(incident, wording, stories)
        if index is None:
            stories.append(_Story(incident, last_offset(incident), wording.topic))
        else:
            story = stories[index]
            incident = _as_told(incident, wording, story.incident)
            reasons = _why(incident, story.incident, wording)
            whole = join(story.incident, incident, reasons, _is_revised(incident))
            stories[index] = _Story(whole, last_offset(incident), story.fresh or wording.topic)
        if len(stories) > MOST_STORIES:
            done.append(stories.pop(min(range(len(stories)), key=lambda number: stories[number].last)))
    merged = sorted((story.incident for story in [*done, *stories]), key=first_offset)
    return [_with_scene(incident, scenes) for incident in merged]


def _has_own_place(incident: Incident) -> bool:
    """Whether a passage names the place; otherwise it is the story's scene, which parts no two reports."""
    return any(excerpt.place for excerpt in incident.excerpts)


def _with_scene(incident: Incident, scenes: Mapping[str, Incident]) -> Incident:
    """The incident at the story's scene, where none of its passages names a place."""
    if incident.place is not None or incident.id not in scenes:
        return incident
    return replace(incident, place=scenes[incident.id].place, alternatives=scenes[incident.id].alternatives)


def _is_revised(incident: Incident) -> bool:
    return any(wording_of(excerpt).revised for excerpt in incident.excerpts)


def _same_story(incident: Incident, wording: Wording, stories: Sequence[_Story]) -> int | None:
    """Which of the incidents told so far this one is; None when it is none of them."""
    best: tuple[float, float, int] | None = None
    latest = max((story.last for story in stories if _may_go_on(incident, story.incident)), default=None)
    for index, story in enumerate(stories):
        found = _points(incident, wording, story, story.last == latest)
        if found is None:
            continue
        points, people = found
        back = wording.definite or wording.pronoun
        points -= {incident.status, story.incident.status} == {"planned", "occurred"}
        if back and wording.lead & _words_told(story.incident):
            people += 0.5
        rank = (people, float(story.last), index) if back else (points, float(-index), index)
        best = rank if best is None else max(best, rank)
    return best[2] if best else None


def _may_go_on(incident: Incident, told: Incident) -> bool:
    """Whether the passage may speak of what was told, as far as kinds go."""
    if told.status not in REAL:
        return False
    if is_only_toll(incident):
        return told.sub_event_type in merge_words().hurting
    return compatible_kinds(incident.sub_event_type, told.sub_event_type)


def _words_told(incident: Incident) -> set[str]:
    return {word.lower() for excerpt in incident.excerpts for word in re.findall(r"\w+", excerpt.text)}


def _points(incident: Incident, wording: Wording, story: _Story, latest: bool) -> tuple[float, float] | None:
    """The evidence that the incident is the story's, and what of it is people and words."""
    told = story.incident
    incident = _as_told(incident, wording, told)
    kinds = kinds_of_noun(wording.noun) if wording.definite else None
    if latest and is_only_toll(incident):
        kinds = merge_words().hurting
    if forbidden(incident, told, kinds) or wording.other or (wording.topic and not story.fresh):
        return None
    if wording.apart and all(excerpt.start != incident.excerpts[0].start for excerpt in told.excerpts):
        return None
    statuses = {incident.status, told.status}
    if "planned" in statuses and len(statuses) > 1 and not (wording.definite or same_day(incident, told)):
        return None
    denial = "denied" in statuses and len(statuses) > 1
    if denial and not (wording.definite or _denies(incident, wording, told, latest)):
        return None
    evidence = agreement(incident, told)
    points, agreeing = evidence.points - wording.aside, evidence.agreeing
    extra = 2.0 + _accused_here(incident, told) if denial else 0.0
    if wording.topic and story.fresh:
        extra += 1.5
    if wording.definite and _may_be_told_again(incident, told):
        extra += 2.0
    if wording.pronoun and any(actor.type == "individual" for actor in suffering(told).values()):
        extra += 1.0
    if _one_sentence(incident, told):
        extra += 2.0
    elif _alone_of_its_day(incident, told) or _alone_in_its_town(incident, told):
        extra += 1.0
    if wording.things & words_told(told).things:
        extra += 1.0
    if latest and not wording.topic and (_goes_on(incident, told) or (wording.agent and _is_near(incident, told))):
        extra += 2.0
    if dies_once(incident, told):
        extra += 2.0
    same_kind = told.sub_event_type == incident.sub_event_type
    if points + extra < WITHIN_ARTICLE or agreeing + extra < (1.0 if same_kind else 1.5):
        return None
    return points + extra, evidence.people


def _may_be_told_again(incident: Incident, told: Incident) -> bool:
    """Whether "the strike" may mean the incident told: one that happened, or one of the same status."""
    return incident.status == told.status or told.status in REAL


def _one_sentence(incident: Incident, told: Incident) -> bool:
    """Whether both stand in one sentence, at one place and time, with nothing between them that parts the two."""
    first = incident.excerpts[0]
    same = [excerpt for excerpt in told.excerpts if excerpt.start == first.start]
    if not same or not compatible_kinds(incident.sub_event_type, told.sub_event_type):
        return False
    statuses = {incident.status, told.status}
    if len(statuses) > 1 and statuses != {"occurred", "attempted"}:
        return False
    places = {excerpt.place for excerpt in (*incident.excerpts, *same) if excerpt.place}
    same_days = (incident.date_start, incident.date_end) == (told.date_start, told.date_end)
    dateless = not all(any(excerpt.date for excerpt in one.excerpts) for one in (incident, told))
    both = any(excerpt.place for excerpt in incident.excerpts) and any(excerpt.place for excerpt in same)
    nested = incident.place is not None and told.place is not None and compatible_places(incident.place, told.place)
    return (len(places) < 2 or nested) and (same_days or dateless) and (both or not _parted(first, same[-1]))


def _parted(one: Excerpt, other: Excerpt) -> bool:
    """Whether "after", "while" or the like stands between two triggers of a sentence."""
    if one.trigger is None or other.trigger is None:
        return True
    first, second = sorted([one.trigger, other.trigger])
    between = one.text[first[1] - one.start : second[0] - one.start]
    return bool(set(re.findall(r"[a-z]+", between.lower())) & merge_words().lists["parting"])


def _goes_on(incident: Incident, told: Incident) -> bool:
    """Whether a passage without a place and a day of its own goes on with what was told right before it."""
    if incident.place is not None or incident.status not in REAL or any(e.date for e in incident.excerpts):
        return False
    kinds = {incident.sub_event_type, told.sub_event_type}
    if len(kinds) > 1 and not kinds & merge_words().plain and not is_only_toll(incident):
        return False
    named = [{a.name for a in i.actors if a.role == "perpetrator" and is_named(a)} for i in (incident, told)]
    return _is_near(incident, told) and told.status in REAL and (not all(named) or bool(named[0] & named[1]))


def _is_near(incident: Incident, told: Incident) -> bool:
    return incident.excerpts[0].start - max(excerpt.end for excerpt in told.excerpts) < GOES_ON


def _alone_of_its_day(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind on one day with nothing that tells them apart."""
    tolls = {toll(incident), toll(told)} - {None}
    return same_day(incident, told) and incident.sub_event_type == told.sub_event_type and len(tolls) < 2


def _alone_in_its_town(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind that says something in one town, one of them without a day of its own."""
    if incident.sub_event_type != told.sub_event_type or incident.sub_event_type in merge_words().plain:
        return False
    tolls = {toll(incident), toll(told)} - {None}
    here = same_place(incident.place, told.place) and incident.place and incident.place.precision not in AREAS
    undated = (
        "day" not in (incident.date_precision, told.date_precision) or incident.date_precision != told.date_precision
    )
    return bool(here) and undated and {incident.status, told.status} <= REAL and len(tolls) < 2


def _as_told(incident: Incident, wording: Wording, told: Incident) -> Incident:
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


def _denies(incident: Incident, wording: Wording, told: Incident, latest: bool) -> bool:
    """Whether somebody denies just what was told: at the same place, by the same side, or told last."""
    if incident.status != "denied":
        return latest
    return wording.denying and (latest or _accused_here(incident, told) or same_place(incident.place, told.place))


def _accused_here(incident: Incident, told: Incident) -> bool:
    """Whether the passage names one of those who are said to have done what was told."""
    words = incident.excerpts[0].text
    return any(name in words for name, actor in doing(told).items() if is_named(actor))


def _why(incident: Incident, told: Incident, wording: Wording) -> tuple[str, ...]:
    trigger = incident.excerpts[0].trigger
    quoted = ""
    if trigger:
        start = incident.excerpts[0].start
        quoted = incident.excerpts[0].text[trigger[0] - start : trigger[1] - start]
    if wording.definite:
        return (f"told again: '{quoted}' points back to it",)
    return tuple(f"told again: {reason}" for reason in agreement(incident, told).reasons[:2])
