"""Names that were taken for a small place far from all else in the text, which nothing in it speaks for.

"The hamlet of El Guayabo" in a story on Michoacan is not the one 1,000 km away that the gazetteer happens to
have, and "the Shevchenkivskyi district" in one on Zaporizhzhia is not Kyiv's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from geo.places.longer import whole_end
from geo.places.meanings import Name, Option, is_named, kilometres
from geo.places.support import is_supported
from geo.records import Mention

_ENDS = re.compile(r"[.!?]\s|\n")

Point = tuple[float, float, float]

FAR = "far from all else that the text names"
ELSEWHERE = "in another country than the one that the text puts it in"

AROUND = 100
"""Names of a long document on either side of one that are looked at."""

FAR_KM = {"village": 300.0, "quarter": 100.0, "foreign": 300.0, "longer": 200.0, "other name": 100.0}
"""How far from every other place of the text the place that a name was taken for is doubtful.

By how it is told: it is called a village or a quarter, lies in a country that nothing else in the text lies in, or its
name goes on with words that the gazetteer does not know.
"""

LARGEST = {"village": 60_000, "quarter": 1_000_000, "foreign": 20_000, "longer": 5_000_000, "other name": 1_000_000}
"""People of a place that needs no introduction."""

FEWEST = {"village": 2, "quarter": 1, "foreign": 3, "longer": 1, "other name": 4}
"""Other places that the text must name for that."""

ELSEWHERE_KM = {False: 1000.0, True: 100.0}
"""How far from the middle of the country that the text says a place of another country must lie, whether it bears the
name as another than its own or not: whose a town near a border is may be disputed.
"""

LITTLE = 0.2
"""The share of the names of a text that lie in a country which it hardly speaks of."""

_WORDS = {
    "village": r"villages?|hamlets?|settlements?|communit(?:y|ies)|localit(?:y|ies)|barangays?|communes?",
    "quarter": r"neighbou?rhoods?|suburbs?|quarters?|wards?|districts?|boroughs?",
}
_BEFORE = {kind: re.compile(rf"\b(?:{words}) of\s+(?:the\s+)?$", re.IGNORECASE) for kind, words in _WORDS.items()}
_AFTER = {
    kind: re.compile(rf"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}|\s+)(?:{words})\b") for kind, words in _WORDS.items()
}
_HOLDS = re.compile(
    r",?\s+in\s+(?:the\s+)?(?:(?:far\s+)?(?:north|south|east|west|central)[a-z-]*\s+(?:part\s+of\s+)?)?", re.IGNORECASE
)
_AT = re.compile(
    r"\b(?:at|around|in|inside|into|near|outside|(?:town|village|city|hamlet|port|settlement) of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEVELS = frozenset({"city", "district"})
_POINTS = frozenset({"city", "district", "admin2", "airport", "base", "site"})
_SURE = 0.3
_HELD = ("container_agrees", "within_agrees", "holds_the_name_before")


def find_strays(text: str, mentions: Sequence[Mention], names: Sequence[Name]) -> dict[int, str]:
    """The numbers of the names whose likeliest place is a stray, and why it is one."""
    introduced = {number: kind for number, name in enumerate(names) if (kind := _introduced(text, mentions, name))}
    beside = _countries_beside(text, mentions, names)
    introduced = {
        number: kind
        for number, kind in introduced.items()
        if kind != "other name" or _likeliest(names[number]).entry.country_code not in beside[number]
    }
    told = {names[number].spelling for number in introduced}
    known = [[] if name.spelling in told else _points(name) for name in names]
    far = [
        number
        for number, kind in introduced.items()
        if _is_far(names[number], known[max(0, number - AROUND) : number + AROUND], kind)
    ]
    return dict.fromkeys(far, FAR) | dict.fromkeys(_held_elsewhere(text, mentions, names), ELSEWHERE)


def _held_elsewhere(text: str, mentions: Sequence[Mention], names: Sequence[Name]) -> set[int]:
    """The names whose likeliest place lies in another country than the text says: "outside Beit Jinn, in Syria"."""
    number_at = {index: number for number, name in enumerate(names) for index in name.members if name.options}
    elsewhere: set[int] = set()
    for index, number in number_at.items():
        holder = number_at.get(index + 1)
        if holder is None or not _is_told_in(text, mentions[index], mentions[index + 1]):
            continue
        inner, outer = _likeliest(names[number]), _likeliest(names[holder])
        if outer.entry.level != "country" or inner.entry.level not in _POINTS:
            continue
        least = ELSEWHERE_KM[inner.match.how in ("alternate", "former", "sound")]
        if inner.entry.country_code != outer.entry.country_code and kilometres(inner.point, outer.point) > least:
            elsewhere.add(number)
    return elsewhere


def _is_told_in(text: str, mention: Mention, following: Mention) -> bool:
    """Whether the name stands behind a word of place, and "in" the next name."""
    between = text[mention.end : following.start]
    return bool(_HOLDS.fullmatch(between) and _AT.search(text[max(0, mention.start - 20) : mention.start]))


def _likeliest(name: Name) -> Option:
    return name.options[max(range(len(name.options)), key=name.chances.__getitem__)]


def _countries_beside(text: str, mentions: Sequence[Mention], names: Sequence[Name]) -> dict[int, set[str]]:
    """The countries of the other names in the sentences of each name."""
    number_at = {index: number for number, name in enumerate(names) for index in name.members}
    sentences: list[list[int]] = []
    for index in sorted(number_at):
        last = sentences[-1][-1] if sentences else None
        if last is None or _ENDS.search(text, mentions[last].end, mentions[index].start):
            sentences.append([])
        sentences[-1].append(index)
    beside: dict[int, set[str]] = defaultdict(set)
    for inside in ({number_at[index] for index in sentence} for sentence in sentences):
        for number in inside:
            beside[number] |= {code for other in inside - {number} for code in _countries(names[other])}
    return beside


def _countries(name: Name) -> set[str]:
    return {_likeliest(name).entry.country_code} if name.options else set()


def _introduced(text: str, mentions: Sequence[Mention], name: Name) -> str:
    """As what the words beside one of its mentions introduce the name; "" where none does."""
    for mention in (mentions[index] for index in name.members):
        before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 40]
        for kind in _WORDS:
            told = _BEFORE[kind].search(before)
            if (told and not is_named(before[: told.start()])) or _AFTER[kind].match(after):
                return kind
    starts = {mention.start for mention in mentions}
    if all(whole_end(text, mentions[index], starts) > mentions[index].end for index in name.members):
        return "longer"
    best = max(range(len(name.options)), key=name.chances.__getitem__, default=0)
    if name.options and name.features and _is_other_name(name, best):
        return "other name"
    return "foreign" if name.options and name.features and not is_supported(name, best) else ""


def _is_other_name(name: Name, number: int) -> bool:
    """Whether the option bears the name only as another than its own, in a country that the text hardly speaks of."""
    ranked, match = name.features[number], name.options[number].match
    loose = match.how in ("alternate", "former", "sound") or "spelling_differs" in ranked
    return loose and ranked.get("country_share", 0.0) < LITTLE and ranked.get("home_country", 0.0) <= 0.5


def _is_far(name: Name, known: Sequence[Sequence[Point]], kind: str) -> bool:
    """Whether the likeliest place of the name is small, held by nothing, and far from the points that are known."""
    if not name.options:
        return False
    best = max(range(len(name.options)), key=name.chances.__getitem__)
    option = name.options[best]
    if (
        option.entry.level not in (_LEVELS if kind != "longer" else _POINTS | {"admin1"})
        or option.entry.population > LARGEST[kind]
    ):
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
