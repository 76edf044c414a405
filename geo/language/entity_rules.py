"""What rules add to the entity net: buildings, events, and which places are governed."""

from __future__ import annotations

import tomllib
from functools import cache

from geo.folders import DATA
from geo.language.known_names import COUNTRY, FIRST, INNER, SITE, known_names, name_codes, plain

RULES_FILE = DATA / "language" / "rules.toml"
GOVERNED = frozenset("CDBTV")
"""The classes of known names that are countries, divisions, cities and towns."""

Entity = tuple[int, int, str]
"""First token, token after the last, label."""

_NOT_IN_NAMES = frozenset(
    (
        "the",
        "a",
        "an",
        "this",
        "that",
        "in",
        "at",
        "near",
        "on",
        "and",
        "of",
        "to",
        "from",
        "its",
        "his",
        "our",
        "another",
    )
)


def ruled_entities(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The net's entities with FAC, EVENT and GPE in their place, and those that the net left out.

    A building or an event takes in the entities that its name contains. The words are those of a whole document:
    who has been named in full is known by the surname from there on.
    """
    names = [_trimmed(words, entity) for entity in entities]
    people = _surnames(words, _titled(words, _cities(words, _bodies(words, names))))
    found = [_relabelled(words, entity) for entity in _numbered(words, people)]
    found = sorted([*found, *_known_places(words, found)])
    added = [*_facilities(words, found), *_events(words), *_natural(words, found)]
    if not added:
        return found
    kept = [one for one in found if all(one[1] <= other[0] or one[0] >= other[1] for other in added)]
    return sorted([*kept, *_longest_first(added)])


def _trimmed(words: list[str], entity: Entity) -> Entity:
    """A place without the small words around it: "lowland Europe" is Europe."""
    start, end, label = entity
    if label == "LOC":
        while start + 1 < end and len(words[start]) > 3 and words[start].islower():
            start += 1
        while start + 1 < end and words[end - 1] in _rules()["place_followers"]:
            end -= 1
    return start, end, label


def _bodies(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The entities, with bodies known by their letters as organisations wherever they stand alone."""
    bodies = _rules()["bodies"]
    covered = {index for start, end, _ in entities for index in range(start, end)}
    found = [
        (start, end, "ORG" if end - start == 1 and words[start] in bodies else label) for start, end, label in entities
    ]
    found += [(i, i + 1, "ORG") for i, word in enumerate(words) if word in bodies and i not in covered]
    return sorted(found)


def _cities(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The entities, a lone "person" that bears the name of a country, a capital or a division's seat as a place.

    A name that someone in the text bears beside another, or that is known as a given name or surname, stays a person's.
    """
    borne = {words[end - 1] for start, end, label in entities if label == "PERSON" and end - start > 1}
    found = []
    for start, end, label in entities:
        if label == "PERSON" and end - start == 1 and words[start] not in borne:
            classes = set(known_names().get(plain(words[start]), ""))
            if ("C" in classes or {"B", "D"} <= classes) and classes.isdisjoint("GSN"):
                label = "LOC"
        found.append((start, end, label))
    return found


def _titled(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The entities, with the capitalised words after "Mr" and the like as people."""
    titles, weak = _rules()["person_titles"], _rules()["person_titles_of_unknowns"]
    at = {entity[0]: entity for entity in entities}
    covered = {index: entity for entity in entities for index in range(entity[0], entity[1])}
    people: list[Entity] = []
    entities = [_without_title(words, entity, titles | weak) for entity in entities]
    for index, word in enumerate(words[:-1]):
        strong, start, inside = word.rstrip(".") in titles, index + 1, covered.get(index + 1)
        unknown = word in weak and inside is None and index not in covered
        if not (strong or unknown) or not words[start][:1].isupper() or words[start].lower() in _NOT_IN_NAMES:
            continue
        if start in at:
            people.append((start, at[start][1], "PERSON"))
        elif inside is not None and inside[0] == index:
            people.append((start, inside[1], "PERSON"))
        elif inside is None and words[start].rstrip(".") not in titles | weak:
            end = start + 1
            while end < len(words) and end - start < 3 and words[end][:1].isupper() and end not in covered:
                end += 1
            people.append((start, end, "PERSON"))
    taken = {index for start, end, _ in people for index in range(start, end)}
    return sorted([*people, *(e for e in entities if taken.isdisjoint(range(e[0], e[1])))])


def _without_title(words: list[str], entity: Entity, titles: frozenset[str]) -> Entity:
    """The entity without the titles that begin it, if it is a person and more than titles."""
    start, end, label = entity
    while (
        label == "PERSON" and start + 1 < end and words[start].rstrip(".") in titles and words[start + 1][0].isupper()
    ):
        start += 1
    return start, end, label


def _numbered(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The entities, people with the number or the "Jr." that follows their name."""
    numbers, younger = _rules()["person_numbers"], _rules()["person_endings"]
    taken = {entity[0] for entity in entities}
    found = []
    for start, end, label in entities:
        if label == "PERSON":
            following = words[end : end + 2]
            if following and following[0] in numbers | younger and end not in taken:
                end += 1
            elif len(following) == 2 and following[0] == "," and following[1] in younger and end + 1 not in taken:
                end += 2
        found.append((start, end, label))
    return found


def _surnames(words: list[str], entities: list[Entity]) -> list[Entity]:
    """The entities, with the surname of whoever was named in full as a person wherever it stands alone."""
    first: dict[str, int] = {}
    for start, end, label in entities:
        if label == "PERSON" and end - start > 1 and len(words[end - 1]) > 3 and words[end - 1][0].isupper():
            first.setdefault(words[end - 1], end)
    surnames = {name for name in first if not {"C", "N"} & set(known_names().get(plain(name), ""))}
    if not surnames:
        return entities
    found = []
    covered: set[int] = set()
    for start, end, label in entities:
        covered.update(range(start, end))
        named = end - start == 1 and words[start] in surnames and start >= first[words[start]]
        found.append((start, end, "PERSON" if named and label in ("LOC", "ORG") else label))
    for index, word in enumerate(words):
        if word in surnames and index not in covered and index >= first[word]:
            found.append((index, index + 1, "PERSON"))
    return sorted(found)


def _longest_first(entities: list[Entity]) -> list[Entity]:
    """The entities that no longer one overlaps."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: (entity[0] - entity[1], entity)):
        if all(entity[1] <= other[0] or entity[0] >= other[1] for other in kept):
            kept.append(entity)
    return kept


def _relabelled(words: list[str], entity: Entity) -> Entity:
    """The entity as a building if its last word says so, and a LOC as GPE if it is a known governed place."""
    start, end, label = entity
    if label in ("LOC", "ORG") and end - start > 1 and _is_facility(words, end - 1, label):
        return start, end, "FAC"
    if label == "LOC":
        name = " ".join(plain(word) for word in words[start:end] if word not in ("the", "The"))
        classes = set(known_names().get(name, ""))
        if classes & GOVERNED and not ("L" in classes and classes.isdisjoint("CDB")):
            return start, end, "GPE"
    return entity


def _known_places(words: list[str], entities: list[Entity]) -> list[Entity]:
    """Countries and well-known regions of the lists that the net left out."""
    covered = {index for start, end, _ in entities for index in range(start, end)}
    codes = name_codes(words)
    found = []
    for index, code in enumerate(codes):
        if code % 64 // 4 not in (COUNTRY, SITE) or code % 4 == INNER or len(words[index]) < 4:
            continue
        end = index + 1
        while code % 4 == FIRST and end < len(words) and codes[end] % 4 == INNER:
            end += 1
        if covered.isdisjoint(range(index, end)):
            found.append((index, end, "GPE" if code % 64 // 4 == COUNTRY else "LOC"))
    return found


def _natural(words: list[str], entities: list[Entity]) -> list[Entity]:
    """Seas, rivers and the like by their first or last word."""
    lists = _rules()
    labels = {index: (start, end, label) for start, end, label in entities for index in range(start, end)}
    found = []
    for index, word in enumerate(words):
        inside = labels.get(index)
        if word in lists["natural_endings"]:
            start = _name_start(words, index)
            if inside is None and start < index and labels.get(start, ("", "", ""))[2] != "PERSON":
                found.append((start, index + 1, "LOC"))
        elif inside is None and index + 2 < len(words) and f"{word} {words[index + 1]}" in lists["natural_openings"]:
            end = index + 2
            while end < len(words) and end - index < 4 and words[end][:1].isupper():
                end += 1
            if end > index + 2:
                found.append((index, end, "LOC"))
    return found


def _is_facility(words: list[str], last: int, label: str) -> bool:
    """Whether the word at ``last`` ends the name of a building."""
    lists = _rules()
    word = words[last]
    if word in lists["facility"] or (label != "ORG" and word in lists["facility_or_body"]):
        return True
    return last > 0 and f"{words[last - 1]} {word}" in lists["facility_pairs"]


def _facilities(words: list[str], entities: list[Entity]) -> list[Entity]:
    """Buildings that the net left out or knew only in part: capitalised words up to a building's word."""
    lists = _rules()
    labels = {index: label for start, end, label in entities for index in range(start, end)}
    found = []
    for index, word in enumerate(words):
        if word in lists["facility"] or word in lists["pair_ends"] or word in lists["facility_or_body"]:
            label = labels.get(index, "")
            pair = word in lists["pair_ends"] and f"{words[index - 1]} {word}" in lists["facility_pairs"]
            if label not in ("FAC", "ORG", "PERSON") and (pair or word not in lists["pair_ends"]):
                start = _name_start(words, index)
                if index - start >= (2 if pair else 1):
                    found.append((start, index + 1, "FAC"))
    return found


def _name_start(words: list[str], last: int) -> int:
    """The first of the capitalised words, up to four, that run up to ``last``."""
    start = last
    while start > 0 and last - start < 4:
        word = words[start - 1]
        joined = word in ("-", "al", "el") and start > 1 and words[start - 2][:1].isupper()
        if not joined and (not word[:1].isupper() or word.lower() in _NOT_IN_NAMES):
            break
        start -= 1
    while start < last and not words[start][:1].isupper():
        start += 1
    return start


def _events(words: list[str]) -> list[Entity]:
    """Events by their opening or ending word: "Battle of Marawi", "Gulf War", "World War II"."""
    lists = _rules()
    found = []
    for index, word in enumerate(words):
        if word in lists["event_endings"]:
            start = _name_start(words, index)
            if start < index:
                more = index + 1 < len(words) and words[index + 1] in lists["event_numbers"]
                found.append((start, index + 1 + more, "EVENT"))
        elif word in lists["event_openings"] and words[index + 1 : index + 2] == ["of"]:
            end = index + 2 + (words[index + 2 : index + 3] == ["the"])
            first = end
            while end < len(words) and end - first < 4 and words[end][:1].isupper():
                end += 1
            if end > first:
                found.append((index, end, "EVENT"))
    return found


@cache
def _rules() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    sets = {key: frozenset(words.split() if isinstance(words, str) else words) for key, words in lists.items()}
    return sets | {"pair_ends": frozenset(pair.split()[1] for pair in sets["facility_pairs"])}
