"""Where an incident happened when its own words leave that open: another place of the sentence, or the story's scene.

The excerpt's own place stays as the passage has it; only the incident is placed, with the reason and less
confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.articles.dateline import datelines
from geo.articles.parts import part_of
from geo.context.pointers import Capital, is_quoted, place_meant
from geo.context.tellers import place_of_tellers
from geo.context.vicinity import place_among
from geo.context.whereabouts import (
    COARSE,
    finest_of,
    follows_preposition,
    heads_paragraph,
    is_topic,
    one_scene,
    tells_where,
)
from geo.language.syntax import text_of
from geo.merging.other_clauses import end_of_clause
from geo.records import Excerpt, Incident, Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

REAL = frozenset({"occurred", "ongoing"})
"""Only what happened is placed by its surroundings; a plan or a threat stays where its own words put it."""

NOT_PLACED = frozenset({"Statement or diplomacy", "Agreement", "Change to group/activity"})
"""Kinds that often have no one place, so that silence on it is not an omission."""

NEXT = 420
"""Characters within which a sentence goes on with the scene of the one before."""

PLACED_BY_TOPIC = frozenset({"occurred", "ongoing", "planned", "attempted"})
SURE = 0.62
"""An incident that is less likely than this to be one at all is not placed by guessing."""

SURE_ENOUGH = 0.5
"""The same for one whose own sentence begins with a place: "At X, the army said, troops engaged a gang"."""

SURE_BESIDE = 0.56
"""The same for one whose own sentence names a place."""

PLAINLY = {"Arrests": 0.5}
"""The same for kinds whose words have few other senses."""

DOUBT = 0.75
"""What is left of the confidence in a place that the surroundings give."""


def place_by_story(
    doc: Doc,
    places: Sequence[Mention],
    incidents: Sequence[Incident],
    capital_of: Capital = lambda _: None,
    openings: Sequence[Mention] = (),
) -> list[Incident]:
    """The incidents, those without a place put where the sentence or the story plays, if either tells.

    ``openings`` are the places of datelines, which are not among ``places``.
    """
    known = place_among(doc, places, incidents, openings)
    pointed = [_by_pointer(doc, places, incident, capital_of, openings) for incident in known]
    first = [_by_topic(doc, places, _by_sentence(doc, places, incident)) for incident in pointed]
    first = [_by_paragraph(doc, places, incident) for incident in first]
    told = sorted((incident for incident in first if incident.place), key=_start)
    scenes = [_by_scene(text_of(doc), incident, told, _named_beside(places, incident)) for incident in first]
    return [_by_tellers(doc, places, incident) for incident in scenes]


def _start(incident: Incident) -> int:
    return min(excerpt.start for excerpt in incident.excerpts)


def _may_be_placed(incident: Incident, sure: float = SURE) -> bool:
    return (
        incident.place is None
        and incident.status in REAL
        and incident.sub_event_type not in NOT_PLACED
        and is_sure(incident, sure)
        and not names_its_place(incident)
    )


def is_sure(incident: Incident, sure: float = SURE) -> bool:
    """Whether it is likely enough to be an incident at all."""
    return incident.confidence >= PLAINLY.get(incident.sub_event_type, sure)


def names_its_place(incident: Incident) -> bool:
    """Whether its words name a place, though nobody knows where that is."""
    return any(excerpt.place for excerpt in incident.excerpts)


def _by_pointer(
    doc: Doc, places: Sequence[Mention], incident: Incident, capital_of: Capital, openings: Sequence[Mention]
) -> Incident:
    """The incident at the place that "there" or "the town" in a sentence means that names none itself."""
    if incident.place is not None or incident.sub_event_type == "Statement or diplomacy":
        return incident
    for excerpt in sorted(incident.excerpts, key=lambda one: one.start):
        meant = place_meant(doc, excerpt, places, capital_of, openings) if excerpt.place is None else None
        if meant is not None:
            return _placed(incident, meant[0], f"place: {meant[1]}", ())
    return incident


def _by_sentence(doc: Doc, places: Sequence[Mention], incident: Incident) -> Incident:
    """The incident at the literal place that stands nearest to one of its triggers in the same sentence.

    A country gives way to a place in it, "in the Iranian city of Kerman", whatever the status.
    """
    country = incident.place.country_code if incident.place and incident.place.precision in COARSE else ""
    if not country and not _may_be_placed(incident, SURE_BESIDE):
        return incident
    found: list[tuple[int, Mention]] = []
    for excerpt in incident.excerpts:
        if excerpt.trigger is None:
            continue
        end = end_of_clause(excerpt)
        inside = [place for place in places if excerpt.start <= place.start < end and tells_where(doc, place)]
        found += [(abs(place.start - excerpt.trigger[0]), place) for place in inside]
    finest = [pair for pair in found if pair[1].place and pair[1].place.precision not in COARSE]
    if country:
        finest = [pair for pair in finest if pair[1].place and pair[1].place.country_code == country]
    else:
        finest = finest or found
    if not finest or not one_scene(place.place for _, place in finest if place.place):
        return incident
    mention = min(finest, key=lambda pair: pair[0])[1]
    why = "is the finer place of the same sentence" if country else "stands in the same sentence"
    return _placed(incident, mention.place, f"place: '{mention.text}' {why}", mention.alternatives)


def _by_topic(doc: Doc, places: Sequence[Mention], incident: Incident) -> Incident:
    """The incident at the place that its paragraph is about: "In Hinche it was another story. A crowd stoned ..."."""
    if not (
        incident.place is None
        and incident.status in PLACED_BY_TOPIC
        and incident.sub_event_type != "Statement or diplomacy"
        and incident.confidence >= SURE_ENOUGH
    ):
        return incident
    excerpt = min(incident.excerpts, key=lambda one: one.start)
    told = excerpt.trigger[0] if excerpt.trigger else excerpt.start
    opening = text_of(doc).rfind("\n", 0, excerpt.start) + 1
    before = [
        place
        for place in places
        if opening <= place.start < told and place.place and (place.role == "literal" or place.start == opening)
    ]
    topics = [place for place in before if is_topic(doc, place) or heads_paragraph(text_of(doc), place)]
    if not topics:
        return incident
    topic = topics[-1]
    if not is_sure(incident) and topic.start < excerpt.start:
        return incident
    later = [place.place for place in before if place.start > topic.start and follows_preposition(doc, place)]
    finest = finest_of(topic, [place for place in before if place.start > topic.end])
    if finest.place is None or not one_scene([finest.place, *(place for place in later if place)]):
        return incident
    return _placed(incident, finest.place, f"place: the paragraph is about '{topic.text}'", topic.alternatives)


def _by_paragraph(doc: Doc, places: Sequence[Mention], incident: Incident) -> Incident:
    """The incident where the sentences before it in its paragraph play, if they name one place and its own none."""
    if not _may_be_placed(incident) or _is_only_quoted(text_of(doc), incident):
        return incident
    excerpt = min(incident.excerpts, key=lambda one: one.start)
    if any(excerpt.start <= place.start < excerpt.end and place.role == "literal" for place in places):
        return incident
    opening = text_of(doc).rfind("\n", 0, excerpt.start) + 1
    before = [place for place in places if opening <= place.start < excerpt.start and tells_where(doc, place)]
    fine = [place for place in before if place.place and place.place.precision not in COARSE | {"admin1"}]
    if not fine or not one_scene(place.place for place in before if place.place):
        return incident
    mention = fine[-1]
    return _placed(
        incident, mention.place, f"place: no words of its own; what stands before it plays in {mention.text}", ()
    )


def _is_only_quoted(text: str, incident: Incident) -> bool:
    """Whether all that tells of the incident stands in quotations."""
    told = [excerpt for excerpt in incident.excerpts if excerpt.trigger]
    return bool(told) and all(is_quoted(text, one.start, one.trigger[0]) for one in told if one.trigger)


def _named_beside(places: Sequence[Mention], incident: Incident) -> list[Place]:
    """The finer places that stand as such in the incident's own sentences, whatever they mean there."""
    return [
        place.place
        for place in places
        if place.role == "literal"
        and place.place
        and place.place.precision not in COARSE
        and any(excerpt.start <= place.start < excerpt.end for excerpt in incident.excerpts)
    ]


def _by_scene(text: str, incident: Incident, told: Sequence[Incident], beside: Sequence[Place]) -> Incident:
    """The incident where the one told just before it took place, or where all of the story does.

    One whose own words name another place, "it had taken off from Tehran", is left open.
    """
    if not _may_be_placed(incident) or _is_only_quoted(text, incident):
        return incident
    start, stories = _start(incident), [0, *(opening for opening, _ in datelines(text))]
    real = [other for other in told if other.status in REAL and other.place and _same_days(incident, other)]
    real = [other for other in real if part_of(_start(other), stories) == part_of(start, stories)]
    near = [other for other in real if 0 <= start - max(excerpt.end for excerpt in other.excerpts) <= NEXT]
    near += [other for other in real if any(0 <= start - excerpt.end <= NEXT for excerpt in other.excerpts)]
    if not near and not incident.fatalities_low:
        return incident
    scenes = near[-1:] or real
    places = [other.place for other in scenes if other.place and other.place.precision not in COARSE]
    if not places or not one_scene([*places, *beside]):
        return incident
    place = max(places, key=lambda one: (one.precision == "city", -one.radius_km))
    place = replace(place, relation="", precision="city" if place.precision == "exact" else place.precision,
                    radius_km=max(place.radius_km, 10.0))  # fmt: skip
    why = "the passage before it" if near else "the rest of the story"
    return _placed(incident, place, f"place: no words of its own; {why} plays in {place.name}", ())


def _by_tellers(doc: Doc, places: Sequence[Mention], incident: Incident) -> Incident:
    """The incident where the people of the place that tell of it are, if its own words name no other."""
    open_still = incident.place is None and incident.status in REAL and not names_its_place(incident)
    if not open_still or incident.sub_event_type in NOT_PLACED or incident.confidence < SURE_ENOUGH:
        return incident
    for excerpt in incident.excerpts:
        mention = place_of_tellers(doc, excerpt, places)
        beside = [one.place for one in places if one.role == "literal" and one.place and _is_in(one, excerpt)]
        fine = [place for place in beside if place.precision not in COARSE]
        if mention is not None and fine and one_scene(fine):
            reason = f"place: those who tell of it are of '{mention.text}'"
            return _placed(incident, mention.place, reason, mention.alternatives)
    return incident


def _is_in(mention: Mention, excerpt: Excerpt) -> bool:
    return excerpt.start <= mention.start < excerpt.end


def _same_days(one: Incident, other: Incident) -> bool:
    """Whether the two may have happened on the same days."""
    if one.date_precision in ("unknown", "on_or_before") or other.date_precision in ("unknown", "on_or_before"):
        return True
    return bool(
        one.date_start
        and other.date_start
        and one.date_start <= (other.date_end or other.date_start)
        and other.date_start <= (one.date_end or one.date_start)
    )


def _placed(incident: Incident, place: Place | None, reason: str, alternatives: tuple[Place, ...]) -> Incident:
    return replace(
        incident,
        place=place,
        alternatives=alternatives,
        reasons=(*incident.reasons, reason),
        confidence=round(incident.confidence * DOUBT, 3),
    )
