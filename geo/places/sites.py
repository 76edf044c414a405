"""Streets, buildings and other names that no gazetteer knows, placed where the text puts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geo.gazetteer.geocode import distance_km
from geo.places.cues import load_cues
from geo.records import Mention

_STREET = re.compile(
    r"(?:\b(?:streets?|st|roads?|rd|avenues?|ave|drive|dr|boulevard|blvd|lane|parkway|highway|hwy|freeway|route|"
    r"interstate|trail|way|pike|terrace|crescent|bypass|motorway)\.?(?: \d+)?|\b(?:I-|U\.?S\.? |Highway )\d+)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r",?\s+\(?(?:(?:village|town|district|area|neighbou?rhood|suburb|hilltop|camp),?\s+)?(?:(?:in|of)\s+)?(?:the\s+)?"
    r"(?:(?:\w+ern|central|nearby|rural)\s+)?"
)
_OWNS = re.compile(r"['’]s\s+(?:(?:\w+ern|central|upper|lower|old)\s+)?")
_THE_CITYS = re.compile(r"\b(?:the|that)\s+(?:city|town|capital)['’]s\s+(?:\w+\s+){0,2}$")
_QUARTER = re.compile(r"\s+(?:(?:\w+\s+)?(?:districts?|neighbou?rhoods?|quarters?|suburbs?|wards?|boroughs?|areas?))\b")
_SITE_OF = re.compile(
    r"\s+(?:garden|park|square|plaza|market|bazaar|theatre|theater|district|neighbou?rhood|quarter|suburb|ward|street|"
    r"barracks|station|bridge)\s+(?:of|in)\s+(?:the\s+(?:city|town)\s+of\s+)?"
)
_TOWN_SITES = frozenset({"dam", "airport", "airfield", "airbase", "base", "refinery", "crossing", "checkpoint", "port"})
_AREAS = frozenset({"country", "admin1", "admin2"})
SENTENCE = 150
"""Characters within which a town and a site may stand in one sentence."""

QUARTER_KM = 60.0
"""How far a quarter may lie from the middle of its city."""

STREET_KM, NATURE_KM = 10.0, 50.0


def is_street(name: str) -> bool:
    """Whether the name is a street's or a road's by its form."""
    first, _, rest = name.partition(" ")
    return bool(_STREET.search(name)) or (bool(rest) and first.casefold() in load_cues().street_heads)


def is_site_of_town(name: str) -> bool:
    """Whether the name may be a town's with what stands there: "Tabaqa Dam", "Deir Ezzor Airport"."""
    return " " in name and name.casefold().split()[-1] in _TOWN_SITES


def place_by_town(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, where a street, building or park without a place of its own lies in the town named with it.

    Other unknown names are placed only in what contains them beside it ("Tawila, North Darfur").
    """
    towns = [m for m in mentions if m.place is not None and m.place.precision in ("city", "admin2")]
    counts: Counter[str] = Counter()
    for town in towns:
        counts[town.name] += 2 if town.role == "literal" else 1
    placed = []
    for number, mention in enumerate(mentions):
        city = _city_meant(text, mention, towns) or _city_behind(text, mention, mentions[number + 1 : number + 2])
        if city is not None:
            mention = _inside(mention, city, STREET_KM)
        elif mention.place is None:
            before = mentions[number - 1] if number else None
            if before is not None and before.place and _OWNS.fullmatch(text, before.end, mention.start):
                mention = _inside(mention, before, 0.0)
            else:
                mention = _placed(text, mention, mentions[number + 1 : number + 3], towns, counts)
        placed.append(mention)
    return placed


def _holder(text: str, mention: Mention, following: Sequence[Mention]) -> Mention | None:
    """The area or town that the text names right behind the name, or the division that it owns.

    "Afghanistan's Paktika province" is the province; None where nothing holds the name.
    """
    if not following or not _BESIDE.fullmatch(text, mention.end, following[0].start):
        return None
    owner, owned = following[0], following[-1]
    if owned.place and owned.place.precision in _AREAS and _OWNS.fullmatch(text, owner.end, owned.start):
        return owned
    return owner if owner.place and owner.place.precision in _AREAS | {"city"} else None


def _city_meant(text: str, mention: Mention, towns: Sequence[Mention]) -> Mention | None:
    """The town named last before "the city's X district", or that heads the paragraph on the X district.

    None where nothing says so or X lies in or near it.
    """
    if not _QUARTER.match(text, mention.end):
        return None
    earlier = [one for one in towns if one.end < mention.start and one.role == "literal"]
    if not _THE_CITYS.search(text, max(0, mention.start - 40), mention.start):
        paragraph = text.rfind("\n", 0, mention.start) + 1
        earlier = [one for one in earlier if one.start == paragraph and text[one.end : one.end + 1] == "."]
    city = earlier[-1] if earlier else None
    if city is None or city.place is None or mention.place is None:
        return city
    far = distance_km(city.place.latitude, city.place.longitude, mention.place.latitude, mention.place.longitude)
    return city if far > QUARTER_KM else None


def _city_behind(text: str, mention: Mention, following: Sequence[Mention]) -> Mention | None:
    """The town behind "the X garden of Y"; None where the text names none so, or X lies in or near it."""
    city = following[0] if following else None
    if city is None or city.place is None or mention.place is None or city.place.precision != "city":
        return None
    if not _SITE_OF.fullmatch(text, mention.end, city.start):
        return None
    far = distance_km(city.place.latitude, city.place.longitude, mention.place.latitude, mention.place.longitude)
    return city if far > QUARTER_KM else None


def _placed(
    text: str, mention: Mention, following: Sequence[Mention], towns: Sequence[Mention], counts: Counter[str]
) -> Mention:
    """The mention in its container or in its town; the same mention where neither is told."""
    holder = _holder(text, mention, following)
    if holder is not None:
        return _inside(mention, holder, 0.0)
    reach = _reach(mention.text)
    if reach is None or not towns:
        return mention
    return _inside(mention, min(towns, key=lambda town: _town_distance(text, town, mention, counts[town.name])), reach)


def _reach(name: str) -> float | None:
    """How far, in km, a site of this form may lie from its town; None for what is no site by its form."""
    last = name.casefold().split()[-1].rstrip(".")
    cues = load_cues()
    if is_street(name) or last in cues.sites:
        return STREET_KM
    nature = last in cues.waters or last in cues.heights or name.casefold().split()[0] in cues.heads
    return NATURE_KM if " " in name and nature else None


def _inside(mention: Mention, holder: Mention, reach: float) -> Mention:
    """The mention somewhere in the holder's place."""
    assert holder.place is not None
    place = replace(
        holder.place,
        name=mention.text,
        relation="in",
        geonameid=None,
        radius_km=max(holder.place.radius_km, reach),
    )
    return replace(
        mention,
        name=mention.text,
        place=place,
        confidence=round(0.5 * mention.confidence, 3),
        reasons=(*mention.reasons, f"where: in {holder.place.name}, which the text names with it"),
    )


def _town_distance(text: str, town: Mention, site: Mention, count: int) -> float:
    """How far a town's mention is from a site's, less what its weight in the document and the sentence make up for."""
    directly_after = 0 < town.start - site.end < 4
    between = text[min(town.end, site.end) : max(town.start, site.start)]
    beside = len(between) < SENTENCE and not any(stop in between for stop in (". ", "\n", "; "))
    return abs(town.start - site.end) / 40 - 3 * count - 5 * directly_after - 10 * beside
