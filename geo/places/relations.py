"""Places told by another place: "north of X", "30 km from X", "near X", "X's airport", "the X-Y border"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Mention, Place

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

KM_PER_DEGREE = 111.2
_BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
_COMPASS = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_TAIL = r"(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village|capital|port|province|district)\s*(?:of|,)?\s+)?(?:the\s+)?$"
_NUMBER = r"(?P<number>\d+(?:[.,]\d+)?|a|several|a few|some)\s*-?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b"
_OFFSET = re.compile(
    rf"(?:{_NUMBER}[^.;,]{{0,20}}?\s*)?(?:\([^)]{{1,24}}\)\s*)?(?:(?:to the|just|due|further|far)\s+)*"
    rf"(?:(?P<bearing>{_COMPASS})\s+)?(?P<word>of|from)\s+{_TAIL}",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?P<word>near|close to|outside(?: of)?|(?:on|in) the outskirts of|around|not far from|in the vicinity of)\s+"
    rf"{_TAIL}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<part>(?:north|south)-?(?:eastern|western)|northern|southern|eastern|western|central|north|south|east|west)\s+$",
    re.I,
)
_BETWEEN = re.compile(
    r"\b(?:road|highway|route|railway|line|area|halfway|midway|somewhere)\s+(?:\w+\s+){0,2}between\s+$", re.I
)
_OFF = re.compile(rf"\b(?P<word>off(?: the coast of)?|off the (?:\w+\s+)?coast of)\s+{_TAIL}", re.IGNORECASE)
_AIRFIELDS = r"(?P<kind>(?:international\s+)?airport|airfield|air\s*base)"
_AIRPORT = re.compile(rf"^(?:['’]s)?\s+(?:main\s+)?{_AIRFIELDS}\b", re.IGNORECASE)
_AIRPORT_IN = re.compile(rf"\b{_AIRFIELDS}\s+(?:in|of|at)\s+{_TAIL}", re.IGNORECASE)
_SITE_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?P<site>(?:(?!(?:an?|the|its|their|this|that|and|or|one|two|some|no)\s)[a-z]+\s+)?"
    r"(?:police station|hospital|prison|jail|university|market|mosque|church|"
    r"cathedral|railway station|train station|bus station|port|harbou?r|courthouse|refinery|power plant|stadium))\b"
)
_SITE_IN = re.compile(
    r"\b(?P<site>(?:[A-Z][\w.]+\s+)?(?:embassy|consulate|mosque|church|cathedral|hospital|prison|police station|market|"
    rf"university|refinery|mission|headquarters|checkpoint|military base|army base|barracks|stadium|hotel|port))"
    rf"\s+in\s+{_TAIL}"
)
_BORDER_BEFORE = re.compile(r"\bborders?\s+between\s+(?:the\s+)?$", re.IGNORECASE)
_BORDER_WITH = re.compile(r"\b(?:border|frontier)\s+with\s+(?:the\s+)?$", re.IGNORECASE)
_BORDER_AFTER = re.compile(r"^\s+(?:border|frontier)\b", re.IGNORECASE)
_CAPITAL_AFTER = re.compile(
    r"^(?:['’]s)?\s+capital(?:\s+city)?(?!,?\s+(?:of\s+)?[A-Z]|\w|\s+(?:flows?|controls?|gains?|markets?|punishment|"
    r"investments?|spending|account|stock|letters?|offen[cs]es?|crimes?|cases?|charges?|murder))"
)
_CAPITAL_BEFORE = re.compile(r"(?<![,-])\s(?:the|its)\s+capital(?:\s+city)?\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_DEFAULT_KM = 15.0


def at_capital(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """The mention at the country's capital where the text means that: "in the Somali capital"; else the same."""
    place = mention.place
    if place is None or place.level != "country" or mention.role == "associative":
        return mention
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 40]
    if not (_CAPITAL_AFTER.match(after) or _CAPITAL_BEFORE.search(before)):
        return mention
    entry = gazetteer.capital(place.country_code)
    return _with(mention, gazetteer.to_place(entry), "capital") if entry is not None else mention


def displaced(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """The mention with its place moved or enlarged as the words around it say; the same mention otherwise."""
    place = mention.place
    if place is None or mention.role == "associative" or place.relation:
        return _at_site(text, mention, gazetteer) if place is not None and not place.relation else mention
    before = text[max(0, mention.start - 90) : mention.start]
    if place.precision in ("city", "exact", "admin2"):
        moved = _at_site(text, mention, gazetteer)
        if moved is not mention:
            return moved
    offset = _OFFSET.search(before)
    if offset and (offset["bearing"] or offset["number"]):
        return _moved(mention, place, offset)
    part = _PART.search(before)
    if part and place.precision in ("country", "admin1"):
        return _in_part(mention, place, part)
    near = _OFF.search(before) or (_NEAR.search(before) if place.precision != "country" else None)
    if near:
        word = "off" if near["word"].lower().startswith("off") else "near"
        radius = max(10.0, place.radius_km * 1.5) if word == "near" else max(40.0, place.radius_km * 1.2)
        return _with(mention, replace(place, relation=word, precision=_enlarged(place), radius_km=radius), near["word"])
    return mention


def _moved(mention: Mention, place: Place, offset: re.Match[str]) -> Mention:
    """The mention at a distance, in a direction, or both, of the place that it names."""
    kilometres = _kilometres(offset)
    bearing = offset["bearing"]
    relation = f"{bearing.lower()} of" if bearing else "near"
    within = place.precision in ("country", "admin1", "region")
    distance = kilometres if kilometres is not None else 0.6 * place.radius_km if within else _DEFAULT_KM
    radius = max(5.0, 0.35 * distance, 0 if kilometres is None else 0.2 * distance)
    if bearing is None:
        return _with(
            mention,
            replace(place, relation=relation, precision="near", radius_km=place.radius_km + distance),
            offset[0],
        )
    key = re.sub(r"[- ]", "", bearing.lower())
    latitude, longitude = move(place.latitude, place.longitude, distance, _BEARINGS[key])
    if within and kilometres is None:
        radius = place.radius_km
    moved = replace(
        place,
        latitude=latitude,
        longitude=longitude,
        relation=relation,
        precision="near",
        radius_km=round(max(radius, 10.0), 1),
    )
    return _with(mention, moved, offset[0])


def _in_part(mention: Mention, place: Place, part: re.Match[str]) -> Mention:
    """The mention in the part of a country that the word before it tells: "northern Iraq", "West Wales"."""
    bearing = part["part"].lower().removesuffix("ern").replace("-", "")
    latitude, longitude = place.latitude, place.longitude
    if bearing in _BEARINGS:
        latitude, longitude = move(latitude, longitude, 0.5 * place.radius_km, _BEARINGS[bearing])
    area = replace(
        place,
        latitude=latitude,
        longitude=longitude,
        radius_km=round(0.6 * place.radius_km, 1),
        precision="region",
        relation=part["part"].lower(),
    )
    return _with(mention, area, part["part"])


def _kilometres(offset: re.Match[str]) -> float | None:
    """The distance that the words give; None when they give none in figures."""
    if offset["number"] is None or not offset["number"][0].isdigit():
        return None
    value = float(offset["number"].replace(",", "."))
    return value * 1.609 if offset["unit"].lower().startswith("mi") else value


def move(latitude: float, longitude: float, kilometres: float, bearing: float) -> tuple[float, float]:
    """The point at that distance in that direction, in degrees clockwise from north."""
    angle = math.radians(bearing)
    north = latitude + kilometres * math.cos(angle) / KM_PER_DEGREE
    north = max(-89.9, min(89.9, north))
    east = longitude + kilometres * math.sin(angle) / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(latitude))))
    return round(north, 4), round((east + 180) % 360 - 180, 4)


def _at_site(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """The mention at the town's airport, or at a building that the text names in the town."""
    place = mention.place
    if place is None or place.precision not in ("city", "admin2"):
        return mention
    before, after = text[max(0, mention.start - 60) : mention.start], text[mention.end : mention.end + 40]
    airport = _AIRPORT.search(after) or _AIRPORT_IN.search(before)
    if airport:
        known = _airport_of(place, airport["kind"], gazetteer)
        if known is not None:
            return replace(_with(mention, replace(known, relation="at"), airport["kind"]), role="literal")
        place = replace(
            place,
            name=f"{place.name} {airport['kind'].lower()}",
            relation="at",
            geonameid=None,
            radius_km=max(place.radius_km, 15.0),
        )
        return replace(_with(mention, place, airport["kind"]), role="literal")
    if mention.role == "associative":
        return mention
    site = _SITE_AFTER.search(after) or _SITE_IN.search(before)
    if site:
        name = f"{' '.join(site['site'].split())}, {place.name}"
        return _with(mention, replace(place, name=name, relation="at", geonameid=None), site["site"])
    return mention


def _airport_of(place: Place, kind: str, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's airport or air base of the town, None when it has none within 80 km."""
    base = "base" in kind.lower()
    forms = ("{} Air Base", "{} Airbase") if base else ("{} International Airport", "{} Airport", "{}")
    for form in forms:
        for match in gazetteer.candidates(form.format(place.name)):
            entry = match.entry
            if entry.level in ("airport", "base") and _roughly_km(place, entry.latitude, entry.longitude) < 80:
                return gazetteer.to_place(entry)
    return None


def _roughly_km(place: Place, latitude: float, longitude: float) -> float:
    """Kilometres on a flat map, good for short distances."""
    east = (longitude - place.longitude) * math.cos(math.radians(place.latitude))
    return KM_PER_DEGREE * math.hypot(latitude - place.latitude, east)


def between_places(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, where "the X-Y border" and "the road between X and Y" are meant at a point between the two."""
    found = [_at_border_with(text, mentions, number) for number in range(len(mentions))]
    for number, (first, second) in enumerate(zip(mentions, mentions[1:], strict=False)):
        if first.place is None or second.place is None or second.start - first.end > 9:
            continue
        between, after = text[first.end : second.start], text[second.end : second.end + 12]
        before = text[max(0, first.start - 30) : first.start]
        joined = between in ("-", "–", "—", "/") and _BORDER_AFTER.match(after)
        middle, word = None, "border"
        if first.place.precision in ("country", "admin1"):
            if joined or (between.split() in (["and"], ["and", "the"]) and _BORDER_BEFORE.search(before)):
                middle = _border(first.place, second.place)
        elif between == " and " and _BETWEEN.search(before):
            middle, word = _midway(first.place, second.place), "between"
        if middle is not None:
            for k, mention, end in ((number, first, first.place), (number + 1, second, second.place)):
                place = replace(middle, geonameid=end.geonameid, country_code=end.country_code)
                found[k] = replace(_with(mention, place, word), role="literal")
    return found


def _at_border_with(text: str, mentions: Sequence[Mention], number: int) -> Mention:
    """The mention at the border with it, where it is a country: "a truck hit a mine near the border with Somalia"."""
    mention = mentions[number]
    before = text[max(0, mention.start - 24) : mention.start]
    if mention.place is None or mention.place.level != "country" or not _BORDER_WITH.search(before):
        return mention
    others = [one.place for one in reversed(mentions[:number]) if one.place and one.place.level == "country"]
    other = next((place for place in others if place.country_code != mention.place.country_code), None)
    if other is None:
        return mention
    middle = replace(_border(other, mention.place), geonameid=mention.place.geonameid)
    return replace(_with(mention, middle, "border with"), role="literal")


def _border(one: Place, other: Place) -> Place:
    """A stretch of the border between two areas: the point that parts the way between them by their sizes."""
    share = one.radius_km / max(1.0, one.radius_km + other.radius_km)
    turn = (other.longitude - one.longitude + 540) % 360 - 180
    return Place(
        name=f"{one.name}-{other.name} border",
        latitude=round(one.latitude + share * (other.latitude - one.latitude), 4),
        longitude=round((one.longitude + share * turn + 180) % 360 - 180, 4),
        radius_km=round(max(30.0, 0.6 * min(one.radius_km, other.radius_km)), 1),
        precision="near",
        relation="border",
        level=one.level,
    )


def _midway(one: Place, other: Place) -> Place | None:
    """Half way between two towns; None when they are too far apart for that to say where."""
    apart = _roughly_km(one, other.latitude, other.longitude)
    if apart > 300:
        return None
    latitude, longitude = (one.latitude + other.latitude) / 2, (one.longitude + other.longitude) / 2
    return replace(
        one,
        name=f"between {one.name} and {other.name}",
        latitude=round(latitude, 4),
        longitude=round(longitude, 4),
        radius_km=round(max(5.0, apart / 2), 1),
        precision="near",
        relation="between",
    )


def _enlarged(place: Place) -> str:
    """The precision of what is near the place."""
    return "near" if place.precision in ("city", "exact", "near") else place.precision


def _with(mention: Mention, place: Place, words: str) -> Mention:
    """The mention at that place, with the words that say so among its reasons."""
    said = " ".join(words.split())
    return replace(mention, place=place, name=place.name, reasons=(*mention.reasons, f'where: the text says "{said}"'))
