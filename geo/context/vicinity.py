"""In which parts a village lies that the gazetteer lacks and that nothing beside it holds.

It lies where the sentence, the paragraph or all of the story plays, as far as the text before it tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.articles.parts import part_of, part_starts
from geo.context.pointers import FAR_BACK, is_quoted
from geo.gazetteer.geocode import distance_km
from geo.incidents.hamlets import CLOSE_KM, POINTS, at_place, within
from geo.language.syntax import text_of
from geo.links.standing import LOCATED, preposition_before, tokens_of
from geo.places.sites import is_street
from geo.records import Incident, Mention, Place
from geo.records import Span as Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

IN_SENTENCE_KM, IN_PARAGRAPH_KM, IN_STORY_KM = 40.0, 60.0, 80.0
"""How far off it may be from a town that the sentence, the paragraph or the story names before it."""

IN_TOWN_KM = 15.0
"""The same for a quarter of the town of the dateline."""

QUARTER = re.compile(r"\s+(?:neighbou?rhood|quarter|suburb|ward|borough|arrondissement)\b")
BESIDE = 40
"""Characters between a town and the area that it lies in: "in Dumaguete City, in neighbouring Negros Oriental"."""

WIDEST_KM = 150.0
"""The radius of the largest area that tells anything of where a village lies."""

STANDING = LOCATED | {"to", "of", "and", "comma", "first", "of_area"}
"""Behind which words the places stand that a passage plays in; not "from X"."""

SURE = 0.5
"""An incident that is less likely than this to be one at all is not placed by what stands around it."""

SURER = 0.62
"""The same for one of which the text only tells the province or the country."""


def place_among(
    doc: Doc, places: Sequence[Mention], incidents: Sequence[Incident], openings: Sequence[Mention] = ()
) -> list[Incident]:
    """The incidents, those at a village that no list has put in the parts that the text speaks of.

    ``openings`` are the places of datelines, which are not among ``places``.
    """
    return [_among(doc, places, incident, openings) for incident in incidents]


def _among(doc: Doc, places: Sequence[Mention], incident: Incident, openings: Sequence[Mention]) -> Incident:
    named = next((excerpt.place for excerpt in incident.excerpts if excerpt.place), None)
    if incident.place is not None or named is None or incident.confidence < SURE:
        return incident
    if is_quoted(text_of(doc), text_of(doc).rfind("\n", 0, named[0]) + 1, named[0]):
        return incident
    found = (
        parts_around(doc, named, places)
        or _city_of_dateline(text_of(doc), named, openings)
        or (_area_around(doc, named, places) if incident.confidence >= SURER else None)
    )
    if found is None:
        return incident
    place, far, why = found
    name = text_of(doc)[named[0] : named[1]]
    return at_place(
        incident, named, within(place, name, far), f"place: '{name}', which no list has; {why} {place.name}"
    )


def parts_around(doc: Doc, named: Offsets, places: Sequence[Mention]) -> tuple[Place, float, str] | None:
    """The town or district in whose parts a village lies by the text before it, how far off it may be, and why.

    That is the last one of the sentence, else of the paragraph, else of a story that plays in one area, at least
    as far as it is told before; None where the text leaves it open.
    """
    fine = [one for one in places if _tells_parts(doc, one)]
    span = doc.char_span(*named, alignment_mode="expand")
    if span is None or not fine:
        return None
    countries = _countries_named(doc, span.sent, places)
    fine = [one for one in fine if one.place and (not countries or one.place.country_code in countries)]
    before = [one for one in fine if one.end <= named[0]]
    paragraph = text_of(doc).rfind("\n", 0, named[0]) + 1
    passages = (
        (span.sent.start_char, IN_SENTENCE_KM, "the sentence names"),
        (paragraph, IN_PARAGRAPH_KM, "the paragraph plays in"),
    )
    for opening, far, why in passages:
        inside = [one for one in before if one.start >= opening]
        if inside:
            together = [one.place for one in inside if inside[-1].start - one.end < BESIDE and one.place is not None]
            return min(together, key=lambda place: place.radius_km), far, why
    part = part_of(named[0], part_starts(text_of(doc)))
    known = [one.place for one in fine if one.place is not None]
    earlier = [one.place for one in before if one.place is not None and one.start >= part]
    for scene, last in ((known, len(before) - 1 if before else 0), (earlier, -1)):
        if scene and _is_one_area(scene):
            return scene[last], IN_STORY_KM, "all of the story plays around"
    return None


def _countries_named(doc: Doc, sentence: Span, places: Sequence[Mention]) -> set[str]:
    """The countries that the sentence speaks of as such: what it tells does not lie in a third one."""
    inside = [one for one in places if sentence.start_char <= one.start < sentence.end_char and one.role == "literal"]
    whole = [one for one in inside if one.place is not None and one.place.level == "country"]
    return {one.place.country_code for one in whole if one.place and _stands_as_scene(doc, one)} - {""}


def _is_one_area(places: Sequence[Place]) -> bool:
    """Whether no two of the places lie far apart."""
    return all(
        distance_km(one.latitude, one.longitude, other.latitude, other.longitude) <= CLOSE_KM
        for one in places
        for other in places
    )


def _area_around(doc: Doc, named: Offsets, places: Sequence[Mention]) -> tuple[Place, float, str] | None:
    """The province that the paragraph names last before a village, else the one country in which its part plays."""
    text = text_of(doc)
    part, paragraph = part_of(named[0], part_starts(text)), text.rfind("\n", 0, named[0]) + 1
    inside = [one for one in places if part <= one.start < named[0] and one.place is not None]
    areas = [
        one.place
        for one in inside
        if one.start >= paragraph and one.place and _is_province(one.place) and _stands_as_scene(doc, one)
    ]
    if areas:
        return areas[-1], 0.0, "the paragraph is on"
    whole = [one.place for one in inside if one.place and one.place.precision == "country"]
    for scene in (inside, [one for one in inside if one.start >= named[0] - FAR_BACK]):
        countries = {one.place.country_code for one in scene if one.place and one.role == "literal"} - {""}
        if len(countries) == 1:
            whole = [place for place in whole if countries == {place.country_code}]
            break
    else:
        return None
    return (whole[-1], 0.0, "the story plays in") if whole else None


def _is_province(place: Place) -> bool:
    """Whether the place is a division of a country, or a region of one."""
    return place.precision in ("admin1", "region") and bool(place.country_code)


def _city_of_dateline(text: str, named: Offsets, openings: Sequence[Mention]) -> tuple[Place, float, str] | None:
    """The town of the story's dateline, for a quarter or a street whose own town the story need not name."""
    if not (QUARTER.match(text, named[1]) or is_street(text[named[0] : named[1]])):
        return None
    towns = [one.place for one in openings if one.start < named[0] and one.place and one.place.precision == "city"]
    return (towns[-1], IN_TOWN_KM, "the story is from") if towns else None


def _tells_parts(doc: Doc, mention: Mention) -> bool:
    """Whether the mention is a town or a small area that stands where the scene of a passage stands."""
    place = mention.place
    if place is None or mention.role != "literal" or place.radius_km > WIDEST_KM or not place.country_code:
        return False
    if not (place.precision in POINTS or (place.precision == "region" and place.radius_km <= IN_STORY_KM)):
        return False
    return _stands_as_scene(doc, mention)


def _stands_as_scene(doc: Doc, mention: Mention) -> bool:
    """Whether the mention stands behind such words as what a passage plays in; not "from X"."""
    start, end = tokens_of(doc, mention)
    return end > start and preposition_before(doc, start, doc[start].sent.start)[0] in STANDING
