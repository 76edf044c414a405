"""Where an incident happened when its own words leave that open: another place of the sentence, or the story's scene.

The excerpt's own place stays as the passage has it; only the incident is placed, with the reason and less
confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.geocode import distance_km
from geo.records import Incident, Mention, Place
from geo.standing import hangs_on_telling, link_words
from geo.syntax import relation

if TYPE_CHECKING:
    from spacy.tokens import Doc

REAL = frozenset({"occurred", "ongoing"})
"""Only what happened is placed by its surroundings; a plan or a threat stays where its own words put it."""

NOT_PLACED = frozenset({"Statement or diplomacy", "Agreement", "Change to group/activity"})
"""Kinds that often have no one place, so that silence on it is not an omission."""

LOCATING = frozenset(["in", "at", "near", "outside", "inside", "around", "off", "within"])
NEXT = 420
"""Characters within which a sentence goes on with the scene of the one before."""

ONE_SCENE_KM = 60.0
COARSE = frozenset({"country", "region"})
SURE = 0.62
"""An incident that is less likely than this to be one at all is not placed by guessing."""

DOUBT = 0.75
"""What is left of the confidence in a place that the surroundings give."""


def place_by_story(doc: Doc, places: Sequence[Mention], incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents, those without a place put where the sentence or the story plays, if either tells."""
    first = [_by_sentence(doc, places, incident) for incident in incidents]
    told = sorted((incident for incident in first if incident.place), key=_start)
    return [_by_scene(incident, told) for incident in first]


def _start(incident: Incident) -> int:
    return min(excerpt.start for excerpt in incident.excerpts)


def _may_be_placed(incident: Incident) -> bool:
    return (
        incident.place is None
        and incident.status in REAL
        and incident.sub_event_type not in NOT_PLACED
        and incident.confidence >= SURE
    )


def _by_sentence(doc: Doc, places: Sequence[Mention], incident: Incident) -> Incident:
    """The incident at the literal place that stands nearest to one of its triggers in the same sentence.

    A country gives way to a place in it, "in the Iranian city of Kerman", whatever the status.
    """
    country = incident.place.country_code if incident.place and incident.place.precision in COARSE else ""
    if not country and not _may_be_placed(incident):
        return incident
    found: list[tuple[int, Mention]] = []
    for excerpt in incident.excerpts:
        if excerpt.trigger is None:
            continue
        inside = [place for place in places if excerpt.start <= place.start < excerpt.end and _tells_where(doc, place)]
        found += [(abs(place.start - excerpt.trigger[0]), place) for place in inside]
    finest = [pair for pair in found if pair[1].place and pair[1].place.precision not in COARSE]
    if country:
        finest = [pair for pair in finest if pair[1].place and pair[1].place.country_code == country]
    else:
        finest = finest or found
    if not finest or not _one_scene(place.place for _, place in finest if place.place):
        return incident
    mention = min(finest, key=lambda pair: pair[0])[1]
    why = "is the finer place of the same sentence" if country else "stands in the same sentence"
    return _placed(incident, mention.place, f"place: '{mention.text}' {why}", mention.alternatives)


def _tells_where(doc: Doc, mention: Mention) -> bool:
    """Whether the mention stands behind a preposition of place and not with somebody's words or journey."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if mention.place is None or mention.role != "literal" or span is None:
        return False
    carriers = link_words().areas | {"of"}
    first = span.start
    while first > span.sent.start and (doc[first - 1].pos_ in ("ADJ", "DET") or doc[first - 1].lower_ in carriers):
        first -= 2 if doc[first - 1].lower_ == "of" and doc[first - 2].pos_ == "NOUN" else 1
    if first <= span.sent.start or doc[first - 1].lower_ not in LOCATING:
        return False
    if relation(span.root).split(":")[0] in ("compound", "amod") or relation(span.root) == "nmod:poss":
        return False
    return not hangs_on_telling(span.root)


def _one_scene(places: Iterable[Place]) -> bool:
    """Whether the places lie together, so that the nearest of them is no guess among several."""
    known = list(places)
    return all(
        distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
        <= max(ONE_SCENE_KM, one.radius_km, other.radius_km)
        for one in known
        for other in known
    )


def _by_scene(incident: Incident, told: Sequence[Incident]) -> Incident:
    """The incident where the one told just before it took place, or where all of the story does."""
    if not _may_be_placed(incident):
        return incident
    start = _start(incident)
    real = [other for other in told if other.status in REAL and other.place and _same_days(incident, other)]
    near = [other for other in real if 0 <= start - max(excerpt.end for excerpt in other.excerpts) <= NEXT]
    near += [other for other in real if any(0 <= start - excerpt.end <= NEXT for excerpt in other.excerpts)]
    if not near and not incident.fatalities_low:
        return incident
    scenes = near[-1:] or real
    places = [other.place for other in scenes if other.place and other.place.precision not in COARSE]
    if not places or not _one_scene(places):
        return incident
    place = max(places, key=lambda one: (one.precision == "city", -one.radius_km))
    place = replace(place, relation="", precision="city" if place.precision == "exact" else place.precision,
                    radius_km=max(place.radius_km, 10.0))  # fmt: skip
    why = "the passage before it" if near else "the rest of the story"
    return _placed(incident, place, f"place: no words of its own; {why} plays in {place.name}", ())


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
