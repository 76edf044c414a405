"""The same incident told twice in an article becomes one.

Reports are merged on evidence that agrees (victims, tolls, actors, "the strike" that points back), never on
nearness alone; "fresh", "another", "hours later" forbid it. Every report stays as an excerpt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.articles.parts import part_of, part_starts
from geo.merging.crowd_control import met_with_force
from geo.merging.day_counts import counts_back, with_day_of_earlier, with_days_of_their_sentence
from geo.merging.joining import join
from geo.merging.one_sentence import with_what_took_place
from geo.merging.other_clauses import without_other_clauses
from geo.merging.pointing import as_told, loosened, on_its_weekday
from geo.merging.retold import Story, may_go_on, names_victim, points_for
from geo.merging.sameness import agreement
from geo.merging.telling import Wording, first_offset, last_offset, wording_of, wording_of_incident
from geo.merging.toll_reports import (
    nobody_hurt,
    of_the_last,
    with_tolls_of_their_sentence,
    without_day_of_dying,
    without_hospital,
)
from geo.records import Incident

LONG_PARAGRAPH = 230
"""Characters of the paragraphs of a story, at the mean, above which a new one often turns to something else."""

HEADING = 60
"""Characters of a line that is no paragraph but stands between them."""

MOST_STORIES = 60
"""Incidents of one article that a later passage may mean; the ones told longest ago are let go first."""


def merge_incidents(incidents: Sequence[Incident], text: str = "") -> list[Incident]:
    """The incidents of one article, each once, in the order in which they are first told.

    Days that count from another incident ("a day after") are found on the way. ``text`` is the article's: where its
    paragraphs are long, a new one seldom goes on with what the one before told.
    """
    breaks, parts = _breaks(text), part_starts(text)
    scenes = {incident.id: incident for incident in incidents if not _has_own_place(incident)}
    bare = [replace(one, place=None, alternatives=()) if one.id in scenes else one for one in incidents]
    own = map(without_other_clauses, bare)
    ordered = with_days_of_their_sentence(sorted(map(without_hospital, own), key=first_offset))
    ordered = with_what_took_place([without_day_of_dying(one) for one in ordered])
    ordered = with_tolls_of_their_sentence(ordered)
    done: list[Story] = []
    stories: list[Story] = []
    for incident in ordered:
        wording = wording_of_incident(incident)
        told = [story.incident for story in sorted(stories, key=lambda story: -story.last)]
        incident = of_the_last(incident, told[0] if told else None)
        index = _same_story(incident, wording, stories, breaks, parts) if counts_back(incident) else None
        if index is None:
            if not wording.definite:
                incident = with_day_of_earlier(incident, told)
            incident = met_with_force(nobody_hurt(incident, told[0] if told else None), told[0] if told else None)
            index = _same_story(incident, wording, stories, breaks, parts)
        if index is None and (loose := loosened(incident, wording)) != incident:
            index = _same_story(loose, wording, stories, breaks, parts)
            incident = loose if index is not None else incident
        if index is None:
            stories.append(Story(incident, last_offset(incident), wording.topic, wording.other))
        else:
            story = stories[index]
            incident = on_its_weekday(as_told(incident, wording, story.incident), wording, story.incident)
            reasons = _why(incident, story.incident, wording)
            whole = join(story.incident, incident, reasons, _is_revised(incident))
            fresh, other = story.fresh or wording.topic, story.other or wording.other
            stories[index] = Story(whole, last_offset(incident), fresh, other)
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


def _breaks(text: str) -> list[int]:
    """Where the paragraphs of an article begin that has long ones; [] where nearly every sentence is one."""
    starts = [match.end() for match in re.finditer(r"\n\s*\n|\n(?=\S)", text)]
    lengths = [end - start for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    long = [length for length in lengths if length > HEADING]
    return starts if long and sum(long) / len(long) > LONG_PARAGRAPH else []


def _same_story(
    incident: Incident, wording: Wording, stories: Sequence[Story], breaks: Sequence[int], parts: Sequence[int]
) -> int | None:
    """Which of the incidents told so far this one is; None when it is none of them."""
    best: tuple[float, float, int] | None = None
    opening = part_of(first_offset(incident), parts)
    latest = max((story.last for story in stories if may_go_on(incident, story.incident)), default=None)
    if latest is not None and not (wording.agent or wording.witness):
        start = first_offset(incident)
        latest = None if bisect_right(breaks, start) > bisect_right(breaks, latest) else latest
    for index, story in enumerate(stories):
        found = points_for(incident, wording, story, story.last == latest, opening)
        if found is None:
            continue
        points, people = found
        back = wording.definite or wording.pronoun
        points -= {incident.status, story.incident.status} == {"planned", "occurred"}
        people += 2.0 * names_victim(incident, story.incident)
        points += 2.0 * names_victim(incident, story.incident)
        people += 1.0 * (back and any(one.start == incident.excerpts[0].start for one in story.incident.excerpts))
        rank = (people, float(story.last), index) if back else (points, float(-index), index)
        best = rank if best is None else max(best, rank)
    return best[2] if best else None


def _why(incident: Incident, told: Incident, wording: Wording) -> tuple[str, ...]:
    trigger = incident.excerpts[0].trigger
    quoted = ""
    if trigger:
        start = incident.excerpts[0].start
        quoted = incident.excerpts[0].text[trigger[0] - start : trigger[1] - start]
    if wording.definite:
        return (f"told again: '{quoted}' points back to it",)
    return tuple(f"told again: {reason}" for reason in agreement(incident, told).reasons[:2])
