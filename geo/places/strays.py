"""Names that were taken for a small place far from all else in the text, which nothing in it speaks for.

"The hamlet of El Guayabo" in a story on Michoacan is not the one 1,000 km away that the gazetteer happens to
have, and "the Shevchenkivskyi district" in one on Zaporizhzhia is not Kyiv's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.places.meanings import Name, is_named, kilometres
from geo.places.support import is_supported
from geo.records import Mention

Point = tuple[float, float, float]

AROUND = 100
"""Names of a long document on either side of one that are looked at."""

FAR_KM = {"village": 300.0, "quarter": 100.0, "foreign": 300.0}
"""How far from every other place of the text the place that a name was taken for is doubtful.

By how it is told: it is called a village or a quarter, or lies in a country that nothing else in the text lies in.
"""

LARGEST = {"village": 60_000, "quarter": 1_000_000, "foreign": 20_000}
"""People of a place that needs no introduction."""

FEWEST = {"village": 2, "quarter": 1, "foreign": 3}
"""Other places that the text must name for that."""

_WORDS = {
    "village": r"villages?|hamlets?|settlements?|communit(?:y|ies)|localit(?:y|ies)|barangays?|communes?",
    "quarter": r"neighbou?rhoods?|suburbs?|quarters?|wards?|districts?|boroughs?",
}
_BEFORE = {kind: re.compile(rf"\b(?:{words}) of\s+(?:the\s+)?$", re.IGNORECASE) for kind, words in _WORDS.items()}
_AFTER = {
    kind: re.compile(rf"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}|\s+)(?:{words})\b") for kind, words in _WORDS.items()
}
_LEVELS = frozenset({"city", "district"})
_POINTS = frozenset({"city", "district", "admin2", "airport", "base", "site"})
_SURE = 0.3
_HELD = ("container_agrees", "within_agrees", "holds_the_name_before")


def find_strays(text: str, mentions: Sequence[Mention], names: Sequence[Name]) -> set[int]:
    """The numbers of the names whose likeliest place is a stray."""
    introduced = {number: kind for number, name in enumerate(names) if (kind := _introduced(text, mentions, name))}
    told = {names[number].spelling for number in introduced}
    known = [[] if name.spelling in told else _points(name) for name in names]
    return {
        number
        for number, kind in introduced.items()
        if _is_far(names[number], known[max(0, number - AROUND) : number + AROUND], kind)
    }


def _introduced(text: str, mentions: Sequence[Mention], name: Name) -> str:
    """As what the words beside one of its mentions introduce the name; "" where none does."""
    for mention in (mentions[index] for index in name.members):
        before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 40]
        for kind in _WORDS:
            told = _BEFORE[kind].search(before)
            if (told and not is_named(before[: told.start()])) or _AFTER[kind].match(after):
                return kind
    best = max(range(len(name.options)), key=name.chances.__getitem__, default=0)
    return "foreign" if name.options and name.features and not is_supported(name, best) else ""


def _is_far(name: Name, known: Sequence[Sequence[Point]], kind: str) -> bool:
    """Whether the likeliest place of the name is small, held by nothing, and far from the points that are known."""
    if not name.options:
        return False
    best = max(range(len(name.options)), key=name.chances.__getitem__)
    option = name.options[best]
    if option.entry.level not in _LEVELS or option.entry.population > LARGEST[kind]:
        return False
    if any(sign in name.features[best] for sign in _HELD):
        return False
    far = [kilometres(option.point, point) > FAR_KM[kind] for points in known for point in points]
    return len(far) >= FEWEST[kind] and all(far)


def _points(name: Name) -> list[Point]:
    """Where the name's likely meanings lie that are points, not areas."""
    return [
        option.point
        for option, chance in zip(name.options, name.chances, strict=True)
        if chance > _SURE and option.entry.level in _POINTS
    ]
