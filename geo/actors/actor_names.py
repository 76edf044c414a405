"""Where a text writes the actors of the table: "Washington", "the Pentagon", "JNIM"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geo.actors.actor_table import ActorTable, Alias, Word

_GAPS = frozenset({" ", "-", "‑", "‐", "–", "'", "’", ".", ". ", "\n", "\u00a0", " - ", "/", ", ", "' ", "’ ", " ("})
ARMED = frozenset({"rebel group", "political militia", "identity militia", "state forces"})


_LOCATIVE = frozenset({"in", "at", "near", "outside", "around", "to", "into", "towards"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name an actor of the table."""

    first: int
    after: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention: where it stands, and what and how fine the place is."""

    start: int
    end: int
    role: str
    country_code: str
    precision: str


def find_names(text: str, words: list[Word], table: ActorTable, spots: list[Spot]) -> Iterator[Hit]:
    """Names of the table, longest first; a capital only where the place mentions say that it acts."""
    by_start = {spot.start: spot for spot in spots}
    countries = Counter(spot.country_code for spot in spots if spot.country_code)
    shouting = _is_shouting(text)
    aliases = table.aliases
    index, count = 0, len(words)
    while index < count:
        group = aliases.get(words[index].key)
        hit: Alias | None = None
        if group:
            fits: list[Alias] = []
            for alias in group:
                if fits and len(alias.words) < len(fits[0].words):
                    break
                if _fits(text, words, table, index, alias, shouting) and _acts(
                    words[index], alias, by_start, countries
                ):
                    fits.append(alias)
            if fits:
                hit = max(fits, key=lambda alias: (alias.sort != "capital", countries[alias.actor.country_code]))
        if hit:
            yield Hit(index, index + len(hit.words), hit)
            index += len(hit.words)
        else:
            index += 1


def _is_shouting(text: str) -> bool:
    """Whether the text is written in capitals, as old wires are."""
    sample = text[:2000]
    upper, letters = sum(map(str.isupper, sample)), sum(map(str.isalpha, sample))
    return upper > 0.6 * letters


def _fits(text: str, words: list[Word], table: ActorTable, index: int, alias: Alias, shouting: bool) -> bool:
    length = len(alias.words)
    if index + length > len(words):
        return False
    for offset in range(length):
        word, written = words[index + offset], alias.written[offset]
        if word.key != alias.words[offset]:
            return False
        if offset and text[words[index + offset - 1].end : word.start] not in _GAPS:
            return False
        if (
            written[0].isupper()
            and not word.text[0].isupper()
            and (not offset or word.key not in table.grammar["small"])
        ):
            return False
        if written.isupper() and len(written.replace(".", "")) > 1 and not word.text.isupper() and not shouting:
            return False
    if length > 1 or not shouting:
        return True
    return not (
        alias.written[0].isupper() and alias.words[0] in table.grammar["spells_a_word"] and "." not in words[index].text
    )


def _acts(word: Word, alias: Alias, places: dict[int, Spot], countries: Counter[str]) -> bool:
    """Whether a name that is also a place's may be an actor here."""
    spot = places.get(word.start)
    if alias.sort == "bare":
        return countries[alias.actor.country_code] > 0
    if alias.sort == "capital":
        return spot is not None and spot.role == "associative" and spot.precision not in ("exact", "near")
    if alias.sort in ("country", "adjective"):
        if spot is None or not spot.country_code or not alias.actor.country_code:
            return True
        return spot.country_code == alias.actor.country_code
    return True


def is_tail_of_name(text: str, words: list[Word], hit: Hit, table: ActorTable, taken: set[int], hits: set[int]) -> bool:
    """Whether a longer, unknown name ends in that of a group: "Saraya Ansar al-Sunna" is another group."""
    if hit.alias.sort != "name" or hit.alias.actor.type not in ARMED or hit.first < 1:
        return False
    before = words[hit.first - 1]
    if text[before.end : words[hit.first].start] != " " or not before.text[0].isupper() or before.text.isupper():
        return False
    known = before.key in table.modifiers or (before.key,) in table.titles or before.key in table.grammar["not_names"]
    other = (
        hit.first - 1 in taken | hits or (before.key,) in table.descriptions or before.key in table.description_words
    )
    return not known and not other and not sentence_begins(text, words, hit.first - 1)


def is_group_not_place(words: list[Word], hit: Hit) -> bool:
    """Whether the name of an armed group, taken for a place, stands where no place would: "against al-Shabab"."""
    group = hit.alias.sort == "name" and hit.alias.actor.type in ARMED - {"state forces"}
    return group and (hit.first == 0 or words[hit.first - 1].key not in _LOCATIVE)


def owns_a_deed(text: str, words: list[Word], hit: Hit, table: ActorTable) -> bool:
    """Whether a country's name stands for its state by what follows: "Russia's shelling of", "Mali's new rulers"."""
    after = hit.after
    if hit.alias.sort != "country" or after >= len(words) or words[after].key != "s":
        return False
    if text[words[after].start - 1] not in "'’":
        return False
    return any(word.key in table.grammar["deeds"] for word in words[after + 1 : after + 4])


def sentence_begins(text: str, words: list[Word], index: int) -> bool:
    """Whether a sentence begins with the word."""
    if index == 0:
        return True
    gap = text[words[index - 1].end : words[index].start]
    return any(mark in gap for mark in '.!?:;\n"“—') or (len(gap) > 2 and gap.strip(" )") in ("-", "–", "--"))
