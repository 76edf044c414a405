"""What the words of two reports have in common: rare names, things and people that were hit, how many people.

A name is rare that is no state's, known actor's, weekday's or title's, and that nobody speaks under.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from geo.actors.actor_table import load_actors, word_key
from geo.merging.merge_words import merge_words
from geo.numbers import read_number
from geo.records import Incident, Place

LEAST_LETTERS = 4
LEAST_STEM = 3
_STRONG = {
    "shot": "shoot", "slain": "slay", "slew": "slay", "struck": "strike", "blew": "blow", "blown": "blow",
    "stabbing": "stab", "stabbed": "stab", "rammed": "ram", "ramming": "ram", "burnt": "burn", "stolen": "theft",
    "abducted": "abduct", "killer": "kill", "exploded": "explos", "blast": "explos", "fought": "fight", "fell": "fall",
}  # fmt: skip
MOST_WORDS_BETWEEN = 3
_NAME = re.compile(r"(?<![\w'’])[A-Z][\w'’-]*(?:[ ][A-Z][\w'’-]*){0,4}")
_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+|-")
_DATELINE = re.compile(r"^[^.\n]{0,90}? [-–—] (?=\S)|^[A-Z][A-Z ]+: ")
_TREATED = re.compile(
    r"\b(?:treated|taken|brought|admitted|rushed|nurses?|doctors?|medics?|medical|died (?:in|at)|wounds|morgue)\b",
    re.IGNORECASE,
)
"""With these a hospital is where the wounded went."""

_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“”]\s*)$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report's words name: ``names`` and ``things`` as compared, ``counts`` of people, ``parts`` of a town."""

    names: frozenset[str]
    things: frozenset[str]
    counts: frozenset[int]
    parts: frozenset[str]

    @property
    def sites(self) -> frozenset[str]:
        """The things that stand in one place."""
        return self.things & merge_words().sites


def words_told(incident: Incident) -> Told:
    """What the passages of an incident name, without the name of the place where it is."""
    passages = [_passage(excerpt.text) for excerpt in incident.excerpts]
    own = place_words(incident.place)
    return Told(
        names=frozenset().union(*(passage.names for passage in passages)) - own,
        things=frozenset().union(*(passage.things for passage in passages)),
        counts=frozenset().union(*(passage.counts for passage in passages)),
        parts=frozenset().union(*(passage.parts for passage in passages)) - own,
    )


def stem(word: str) -> str:
    """What a verb has in common with its noun: "shoot" of "shot", "shooting" and "shootings"."""
    word = word.removesuffix("s")
    word = _STRONG.get(word, word)
    for ending in ("ation", "ion", "ing", "ed", "er", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending)
    return word


def shared_names(one: Incident, other: Incident) -> frozenset[str]:
    """The rare names that both tell, without that of a place where both are; a suburb of the one may be the other's."""
    found = [frozenset().union(*(_passage(e.text).names for e in incident.excerpts)) for incident in (one, other)]
    places = place_words(one.place) & place_words(other.place)
    divisions = {word_key(word) for i in (one, other) if i.place for word in _WORD.findall(i.place.admin1)}
    return (found[0] & found[1]) - places - divisions


def place_words(place: Place | None) -> set[str]:
    """The words of a place's and its division's names, as compared."""
    return {word_key(word) for name in (place.name, place.admin1) for word in _WORD.findall(name)} if place else set()


@lru_cache(maxsize=4096)
def _passage(text: str) -> Told:
    """What one passage names."""
    opening = _DATELINE.match(text)
    start = opening.end() if opening else 0
    words = [word_key(word) for word in _WORD.findall(text[start:])]
    lists = merge_words()
    things = {lists.things[form] for word in words for form in (word, word.removesuffix("s")) if form in lists.things}
    if _TREATED.search(text):
        things.discard("hospital")
    names = set()
    for match in _NAME.finditer(text, start):
        before, after = text[start : match.start()], text[match.end() :]
        found = [word_key(word) for word in _WORD.findall(match.group())]
        if _SENTENCE_START.search(before) and not re.search(r"['’]s$", match.group()):
            found = found[1:] if len(found) > 1 else []
        if not _speaks(before, after):
            names |= {word for word in found if len(word) >= LEAST_LETTERS and word not in _common()}
    return Told(frozenset(names), frozenset(things), frozenset(_counts(text[start:])), frozenset(_parts(text[start:])))


def other_name(one: Incident, other: Incident) -> bool:
    """Whether the passages name two places, although both stand at one point: where nobody knows one of the names."""
    names = [_place_names(incident) for incident in (one, other)]
    return bool(names[0] and names[1] and not names[0] & names[1]) and not _part_of_town(one, other)


def _part_of_town(one: Incident, other: Incident) -> bool:
    """Whether one of the two only names a part of a town, "the Redmanville area", where the other has the town."""
    inside = [
        _place_names(incident) <= set().union(*(_parts(e.text, "town_parts") for e in incident.excerpts))
        for incident in (one, other)
    ]
    towns = [incident.place is not None and incident.place.precision == "city" for incident in (one, other)]
    return inside != [True, True] and any(part and town for part, town in zip(inside, reversed(towns), strict=True))


def _place_names(incident: Incident) -> set[str]:
    """The names in the words for the place: "khamenlok" of "Khamenlok village"."""
    spans = [(e.text, e.place[0] - e.start, e.place[1] - e.start) for e in incident.excerpts if e.place]
    said = [text[start:end] for text, start, end in spans if not _speaks(text[:start], text[end:])]
    written = {word for text in said for word in _WORD.findall(text) if word[0].isupper()}
    return {word_key(word) for word in written} - _common()


def _speaks(before: str, after: str) -> bool:
    """Whether whoever is named only tells of it: "spokesman Avi Dagan said"."""
    lists = merge_words().lists
    said = "|".join(sorted(lists["said"]))
    return bool(re.match(rf"(?:,[^,.]{{0,60}},)?\s+(?:\w+ )?(?:{said})\b", after)) or bool(
        re.search(rf"\b(?:{said}|{'|'.join(sorted(lists['speakers']))})\s+(?:[A-Z]\w+\s+)?$", before)
    )


def _counts(text: str) -> set[int]:
    """The numbers of people in a text, of two and more: "19 passengers", "thirty armed men"."""
    words = [word.lower() for word in _COUNTED.findall(text)]
    people = merge_words().lists["counted"]
    found = set()
    index = 0
    while index < len(words):
        number = read_number(words, index)
        if number is None:
            index += 1
            continue
        value, index = number
        if value > 1 and any(word in people for word in words[index : index + MOST_WORDS_BETWEEN]):
            found.add(value)
    return found


def _parts(text: str, words: str = "parts") -> set[str]:
    """The parts of a town that are named: "the Karsaz district", "the village of Ravand"."""
    return {word_key(name) for match in _named_part(words).finditer(text) for name in match.groups() if name}


@cache
def _named_part(name: str) -> re.Pattern[str]:
    words = "|".join(sorted(merge_words().lists[name]))
    return re.compile(rf"\b([A-Z][\w'’-]+) (?:{words})s?\b|\b(?:{words}) of ([A-Z][\w'’-]+)")


@cache
def _common() -> frozenset[str]:
    """The words that many reports of one country name: states, known actors, titles, weekdays, "street"."""
    table = load_actors()
    known = {word for aliases in table.aliases.values() for alias in aliases for word in alias.words}
    known |= {word for title in table.titles for word in title} | table.description_words
    known |= {word_key(word) for word in table.organisation_words}
    return frozenset(known | merge_words().lists["common"] | merge_words().things.keys())
