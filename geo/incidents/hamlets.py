"""Where an incident happened whose place the text names and the gazetteer lacks, or was not sure to be one.

A village that no list of places has lies in or near the town that the text names with it: "Mbau, south of
Mocimboa da Praia". A name that was no place by itself is one when the gazetteer has it close to the story's other
places. Where none is named beside it see vicinity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.gazetteer.geocode import distance_km
from geo.language.syntax import text_of
from geo.links.standing import PREPOSITIONS, link_words, tokens_of
from geo.records import Incident, Mention, Place
from geo.records import Span as Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

LookUp = Callable[[str], Sequence[Place]]
"""The places of a name."""

CLOSE_KM = 150.0
"""How far a place of the name may lie from another place of the story."""

MOST_HOLDERS = 3
"""Names behind a village among which its holder is looked for: "Fambita, a quarter of Kokorou, near Tillabery"."""

BETWEEN, BETWEEN_HOLDERS = 9, 3
"""Words that may stand between a village and what holds it, and from there to the next."""

JOINING = frozenset({",", "(", "in", "near", "at", "of", "on", "outside"})
POINTS = frozenset({"city", "exact", "near", "admin2", "admin1"})
AROUND_KM = 25.0
"""How far off a village may be from the town that holds it."""


def place_hamlets(
    doc: Doc, places: Sequence[Mention], incidents: Sequence[Incident], look_up: LookUp
) -> list[Incident]:
    """The incidents, those at a place without coordinates put where the gazetteer or the words beside it say."""
    known = {(mention.start, mention.end) for mention in places if mention.place is not None}
    return [_settled(doc, places, incident, known, look_up) for incident in incidents]


def _settled(doc: Doc, places: Sequence[Mention], incident: Incident, known: set[Offsets], look_up: LookUp) -> Incident:
    named = next((excerpt.place for excerpt in incident.excerpts if excerpt.place), None)
    if named is None or named in known:
        return incident
    name = text_of(doc)[named[0] : named[1]]
    holder = _holder_told(doc, named, places)
    literal = [mention.place for mention in places if mention.place is not None and mention.role == "literal"]
    anchors = [holder] if holder else [place for place in literal if place.precision in POINTS]
    place = nearest(look_up(name), anchors)
    if place is not None:
        return at_place(
            incident, named, place, f"place: '{name}', as the gazetteer has one near the story's other places"
        )
    if holder is None or holder.precision == "country":
        return incident
    around = within(holder, name, AROUND_KM)
    return at_place(incident, named, around, f"place: '{name}', which the text puts in or near {holder.name}")


def _holder_told(doc: Doc, named: Offsets, places: Sequence[Mention]) -> Place | None:
    """What a village lies in or near as the text says beside its name, here or wherever else it names it."""
    name, text = text_of(doc)[named[0] : named[1]], text_of(doc)
    elsewhere = [(match.start(), match.end()) for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    beside = holder_of(doc, named, places)
    held = (holder_of(doc, one, places) for one in elsewhere)
    return beside or next((holder for holder in held if holder is not None and holder.precision in POINTS), None)


def holder_of(doc: Doc, named: Offsets, places: Sequence[Mention]) -> Place | None:
    """The place that the text names right after a village as what it lies in or near; None when it names none."""
    span = doc.char_span(*named, alignment_mode="expand")
    if span is None:
        return None
    end = _end_of_list(doc, span, {mention.start for mention in places if mention.place is not None})
    span = doc[span.start : end]
    for following in [mention for mention in places if mention.start >= span.end_char][:MOST_HOLDERS]:
        start, after = tokens_of(doc, following)
        farthest = BETWEEN if end == span.end else BETWEEN_HOLDERS
        if start >= span.sent.end or start - end > farthest:
            return None
        if not (_holds(doc[end:start]) or (following.place and _measures(doc[end:start], following.place))):
            return None
        if following.place is not None:
            return following.place
        end = after
    return None


def _end_of_list(doc: Doc, span: Span, known: set[int]) -> int:
    """The word after the last unknown name that is listed with a village: "Hnila and Whykong" in "... in Teknaf"."""
    end = span.end
    while end + 1 < span.sent.end and doc[end].lower_ in ("and", ",") and doc[end + 1].text[:1].isupper():
        if doc[end + 1].idx in known or doc[end].lower_ == ",":
            break
        end += 2
        while end < span.sent.end and doc[end].text[:1].isupper() and doc[end].idx not in known:
            end += 1
    return end


def _holds(gap: Span) -> bool:
    """Whether the words between two places say that the second holds the first."""
    if not len(gap) or gap[0].lower_ not in JOINING | link_words().areas:
        return False
    words = [word.lower_ for word in gap]
    if any(word.pos_ in ("VERB", "AUX") for word in gap) or {"and", "or", "."} & set(words):
        return False
    away = any(PREPOSITIONS.get(word) in ("to", "from", "by", "with") for word in words)
    return not away and any(word in JOINING for word in words)


def _measures(gap: Span, place: Place) -> bool:
    """Whether the words between two places tell how far the first is from the second: "Adi, some 20 km from Bar"."""
    told = place.relation not in ("", "in", "at") or "from" in {word.lower_ for word in gap[1:]}
    return told and len(gap) > 1 and gap[0].text in (",", "(") and not any(word.pos_ in ("VERB", "AUX") for word in gap)


def nearest(candidates: Sequence[Place], anchors: Sequence[Place]) -> Place | None:
    """The candidate that lies closest to one of the anchors; None when none lies close."""
    best = min(
        (
            (distance_km(one.latitude, one.longitude, a.latitude, a.longitude), n)
            for n, one in enumerate(candidates)
            for a in anchors
        ),
        default=None,
    )
    return candidates[best[1]] if best and best[0] <= CLOSE_KM else None


def within(holder: Place, name: str, far: float) -> Place:
    """A place of the name that lies somewhere in the holder or at most that many kilometres from its middle."""
    precision = "near" if holder.precision in ("city", "exact") else holder.precision
    radius = max(holder.radius_km, far)
    return replace(holder, name=name, relation="in", precision=precision, radius_km=radius, geonameid=None)


def at_place(incident: Incident, named: Offsets, place: Place, reason: str) -> Incident:
    """The incident at the place, and its reports that name it."""
    excerpts = tuple(
        replace(excerpt, place_name=place.name) if excerpt.place == named else excerpt for excerpt in incident.excerpts
    )
    reasons = (*(one for one in incident.reasons if not one.startswith("place")), reason)
    return replace(incident, place=place, excerpts=excerpts, reasons=reasons, alternatives=())
