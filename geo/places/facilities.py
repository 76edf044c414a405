"""Names of towns that tell which facility something happened at: "the prison of Machala", "the Saratov oil refinery".

By its role such a name is often no more than part of the facility's: there something happened all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from geo.places.cues import load_cues
from geo.records import Mention

POINTS = frozenset({"city", "admin2", "near", "exact"})

BETWEEN = 3
"""Words in small letters between the town and the kind of facility: "the Fataki general reference hospital"."""

_SPOKEN = r"(?!\s+(?:said|says|told|added|spokes|official|director|chief|authorit|administration|staff))"


def at_facilities(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; a town that names a facility is somewhere, and its place is the facility there."""
    return [_at_facility(text, mention) for mention in mentions]


def _at_facility(text: str, mention: Mention) -> Mention:
    place = mention.place
    if mention.role != "associative" or place is None or place.precision not in POINTS or place.relation:
        return mention
    facility = facility_named(text, mention.start, mention.end)
    if not facility:
        return mention
    place = replace(place, name=f"{facility}, {place.name}", relation="at", geonameid=None)
    return replace(mention, role="literal", place=place)


def facility_named(text: str, start: int, end: int) -> str:
    """The facility that the town at the offsets names, in the words of the text; "" when it names none."""
    after, before = _patterns()
    behind = after.match(text, end)
    if behind:
        return " ".join(behind["facility"].split())
    ahead = before.search(text[max(0, start - 60) : start])
    return " ".join(ahead["facility"].split()) if ahead else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a facility behind a name and one before it look like."""
    kinds = "|".join(sorted(word.replace("_", r"\s") for word in load_cues().facilities))
    small = "|".join(sorted(load_cues().function_words))
    between = rf"(?:(?!(?:{small})\b)[a-z][a-z-]+\s){{0,{BETWEEN}}}?"
    after = rf"(?:['’]s)?\s(?P<facility>{between}(?:{kinds})s?)\b{_SPOKEN}"
    before = rf"\b(?P<facility>(?:(?!(?:{small})\b)[a-z]+\s)?(?:{kinds}))\s(?:of|at)\s(?:the\s)?$"
    return re.compile(after), re.compile(before)
