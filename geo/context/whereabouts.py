"""Which places of a passage tell where it plays, by the words before them, and whether they lie together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from geo.gazetteer.geocode import distance_km
from geo.language.syntax import governor, relation
from geo.links.standing import hangs_on_telling, link_words
from geo.records import Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LOCATING = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "off", "within", "into", "across", "throughout", "between"]
)

LEAD = frozenset(
    ["meanwhile", "and", "but", "also", "elsewhere", "further", "farther", "away", "up", "down", "over", "back",
     "later", "earlier", "then", "only", "just", "north", "south", "east", "west", "kilometres", "kilometers", "km",
     "miles", "hours", ",", "-"]
)  # fmt: skip
"""Words that may stand before the place that a paragraph is about: "Sixty kilometres away, in X, ..."."""

MEASURES = frozenset(["streets", "blocks", "metres", "meters", "yards", "miles", "kilometres", "kilometers", "km"])
"""How far from a place: "two streets from the square of X"."""

MOST_BETWEEN = 6
"""Words between the preposition and the name: "in the northern garrison town of X"."""

ONE_SCENE_KM = 60.0

_HEADS = re.compile(r"(?:\s+(?:[A-Z]+\s?){1,2})?\.\s+[A-Z]")

COARSE = frozenset({"country", "region"})


def is_topic(doc: Doc, mention: Mention) -> bool:
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


def heads_paragraph(text: str, mention: Mention) -> bool:
    """Whether the paragraph begins with the name, a full stop behind it: "KRYVYI RIH. A missile hit a plant"."""
    if mention.start and text[mention.start - 1] != "\n":
        return False
    return bool(_HEADS.match(text, mention.end)) and mention.text.isupper()


def follows_preposition(doc: Doc, mention: Mention) -> bool:
    """Whether a preposition of place stands right before the mention."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.start > span.sent.start and doc[span.start - 1].lower_ in LOCATING


def finest_of(topic: Mention, later: Sequence[Mention]) -> Mention:
    """The topic itself, or where it is a country or a region the first finer place after it."""
    if topic.place is None or topic.place.precision not in COARSE:
        return topic
    finer = [one for one in later if one.place and one.place.precision not in COARSE]
    inside = [one for one in finer if one.place and one.place.country_code == topic.place.country_code]
    return inside[0] if inside else topic


def tells_where(doc: Doc, mention: Mention) -> bool:
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


def one_scene(places: Iterable[Place]) -> bool:
    """Whether the places lie together, so that the nearest of them is no guess among several."""
    known = list(places)
    return all(
        distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
        <= max(ONE_SCENE_KM, one.radius_km, other.radius_km)
        for one in known
        for other in known
    )
