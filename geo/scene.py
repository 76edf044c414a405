"""Where an incident happened when its own words leave that open: another place of the sentence, or the story's scene.

The excerpt's own place stays as the passage has it; only the incident is placed, with the reason and less
confidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.geocode import distance_km
from geo.other_clauses import end_of_clause
from geo.pointers import Capital, is_quoted, place_meant
from geo.records import Incident, Mention, Place
from geo.standing import hangs_on_telling, link_words
from geo.syntax import governor, relation, text_of
from geo.vicinity import place_among

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REAL = frozenset({"occurred", "ongoing"})
"""Only what happened is placed by its surroundings; a plan or a threat stays where its own words put it."""

NOT_PLACED = frozenset({"Statement or diplomacy", "Agreement", "Change to group/activity"})
"""Kinds that often have no one place, so that silence on it is not an omission."""

LOCATING = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "off", "within", "into", "across", "throughout", "between"]
)
LEAD = frozenset(
    {
        "meanwhile",
        "and",
        "but",
        "also",
        "elsewhere",
        "further",
        "farther",
        "away",
        "up",
        "down",
        "over",
        "back",
        "later",
    }
    | {"earlier", "then", "only", "just", "north", "south", "east", "west", "kilometres", "kilometers", "km", "miles"}
    | {"hours", ",", "-"}
)
"""Words that may stand before the place that a paragraph is about: "Sixty kilometres away, in X, ..."."""

MEASURES = frozenset(["streets", "blocks", "metres", "meters", "yards", "miles", "kilometres", "kilometers", "km"])
"""How far from a place: "two streets from the square of X"."""

MOST_BETWEEN = 6
"""Words between the preposition and the name: "in the northern garrison town of X"."""

NEXT = 420
"""Characters within which a sentence goes on with the scene of the one before."""

ONE_SCENE_KM = 60.0
COARSE = frozenset({"country", "region"})
PLACED_BY_TOPIC = frozenset({"occurred", "ongoing", "planned", "attempted"})
SURE = 0.62
"""An incident that is less likely than this to be one at all is not placed by guessing."""

SURE_ENOUGH = 0.5
"""The same for one whose own sentence begins with a place: "At X, the army said, troops engaged a gang"."""

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
    return [_by_scene(text_of(doc), incident, told, _named_beside(places, incident)) for incident in first]


def _start(incident: Incident) -> int:
    return min(excerpt.start for excerpt in incident.excerpts)


def _may_be_placed(incident: Incident) -> bool:
    return (
        incident.place is None
        and incident.status in REAL
        and incident.sub_event_type not in NOT_PLACED
        and is_sure(incident)
        and not names_its_place(incident)
    )


def is_sure(incident: Incident) -> bool:
    """Whether it is likely enough to be an incident at all."""
    return incident.confidence >= PLAINLY.get(incident.sub_event_type, SURE)


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
    if not country and not _may_be_placed(incident):
        return incident
    found: list[tuple[int, Mention]] = []
    for excerpt in incident.excerpts:
        if excerpt.trigger is None:
            continue
        end = end_of_clause(excerpt)
        inside = [place for place in places if excerpt.start <= place.start < end and _tells_where(doc, place)]
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
    before = [place for place in places if opening <= place.start < told and place.role == "literal" and place.place]
    topics = [place for place in before if _is_topic(doc, place)]
    if not topics:
        return incident
    topic = topics[-1]
    if not is_sure(incident) and topic.start < excerpt.start:
        return incident
    later = [place.place for place in before if place.start > topic.start and _follows_preposition(doc, place)]
    finest = _finest_of(topic, [place for place in before if place.start > topic.end])
    if finest.place is None or not _one_scene([finest.place, *(place for place in later if place)]):
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
    before = [place for place in places if opening <= place.start < excerpt.start and _tells_where(doc, place)]
    fine = [place for place in before if place.place and place.place.precision not in COARSE | {"admin1"}]
    if not fine or not _one_scene(place.place for place in before if place.place):
        return incident
    mention = fine[-1]
    return _placed(
        incident, mention.place, f"place: no words of its own; what stands before it plays in {mention.text}", ()
    )


def _is_topic(doc: Doc, mention: Mention) -> bool:
    """Whether a sentence begins with a preposition of place and the mention; asks no parse, most such have none."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    lead = span.sent.start
    while lead < span.start and (doc[lead].lower_ in LEAD or doc[lead].like_num):
        lead += 1
    if doc[lead].lower_ not in LOCATING or not 0 < span.start - lead <= MOST_BETWEEN:
        return False
    between = doc[lead + 1 : span.start]
    areas = link_words().areas
    of = [word for word in between if word.lower_ == "of"]
    plain = all(word.is_lower or word.is_title for word in between) and not any(word.is_punct for word in between)
    return plain and (len(between) <= 1 or bool(of) or any(word.lower_ in areas for word in between))


def _follows_preposition(doc: Doc, mention: Mention) -> bool:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.start > span.sent.start and doc[span.start - 1].lower_ in LOCATING


def _finest_of(topic: Mention, later: Sequence[Mention]) -> Mention:
    """The topic itself, or where it is a country or a region the first finer place after it."""
    if topic.place is None or topic.place.precision not in COARSE:
        return topic
    finer = [one for one in later if one.place and one.place.precision not in COARSE]
    inside = [one for one in finer if one.place and one.place.country_code == topic.place.country_code]
    return inside[0] if inside else topic


def _tells_where(doc: Doc, mention: Mention) -> bool:
    """Whether the mention stands behind a preposition of place and not with somebody's words or journey."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if mention.place is None or mention.role != "literal" or span is None:
        return False
    areas = link_words().areas
    first = span.start
    while first > span.sent.start and _carries(doc[first - 1], areas):
        first -= 2 if doc[first - 1].lower_ == "of" and doc[first - 2].pos_ == "NOUN" else 1
    measured = mention.place.relation not in ("", "in", "at")  # "40 km north of X"
    measured = measured or (
        first - 2 > span.sent.start and doc[first - 1].lower_ == "from" and doc[first - 2].lower_ in MEASURES
    )
    if not measured and (first <= span.sent.start or doc[first - 1].lower_ not in LOCATING):
        return False
    root = span.root
    if relation(root) == "compound" and span.end < len(doc) and doc[span.end].lower_ in areas:  # "the Nawa district"
        root = doc[span.end]
    elif relation(root).split(":")[0] in ("compound", "amod") or relation(root) == "nmod:poss":
        return False
    return not hangs_on_telling(root)


def _carries(word: Token, areas: Collection[str]) -> bool:
    """Whether a word may stand between the preposition and the name: "in the southern garrison town of Djibo"."""
    if word.pos_ in ("ADJ", "DET") or word.lower_ in areas or word.lower_ == "of":
        return True
    if word.pos_ == "PROPN" and word.doc[word.i + 1].lower_ in areas:  # "the Angolan capital"
        return True
    return word.pos_ == "NOUN" and relation(word) == "compound" and governor_is(word, areas)


def governor_is(word: Token, among: Collection[str]) -> bool:
    """Whether the word that this one hangs on is one of these."""
    above = governor(word)
    return above is not None and above.lower_ in among


def _one_scene(places: Iterable[Place]) -> bool:
    """Whether the places lie together, so that the nearest of them is no guess among several."""
    known = list(places)
    return all(
        distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
        <= max(ONE_SCENE_KM, one.radius_km, other.radius_km)
        for one in known
        for other in known
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
    start = _start(incident)
    real = [other for other in told if other.status in REAL and other.place and _same_days(incident, other)]
    near = [other for other in real if 0 <= start - max(excerpt.end for excerpt in other.excerpts) <= NEXT]
    near += [other for other in real if any(0 <= start - excerpt.end <= NEXT for excerpt in other.excerpts)]
    if not near and not incident.fatalities_low:
        return incident
    scenes = near[-1:] or real
    places = [other.place for other in scenes if other.place and other.place.precision not in COARSE]
    if not places or not _one_scene([*places, *beside]):
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
