"""The persons of a text under their full names: later surnames and titles are folded into the first full name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.actors.actor_table import ActorTable, Word
from geo.records import Actor

LONGEST_NAME = 6
_ARTICLES = frozenset({"al", "el"})
_JOINS = frozenset({" ", "-", "‑", "'", "’", ". ", "\u00a0"})
_NEW_SENTENCE = re.compile(r"[.!?;:\n\"“”()]")


@dataclass(frozen=True, slots=True)
class Person:
    """One place where a person is named; ``name`` is the full name, ``reason`` what told it."""

    first: int
    after: int
    name: str
    actor: Actor
    reason: str
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Named:
    first: int
    after: int
    reason: str


def find_persons(
    text: str,
    words: list[Word],
    table: ActorTable,
    entities: Iterable[tuple[int, int]],
    states: Mapping[int, Actor],
    known: Mapping[int, tuple[int, Actor]],
    taken: Iterable[int] = (),
) -> list[Person]:
    """Where persons are named, in the order of the text, each under the fullest name that fits.

    ``entities`` are the language model's persons as character offsets, ``states`` the words that name
    a state or its people, ``known`` the persons of the table by their first word: (word after, actor);
    the words in ``taken`` are known to be no person's name.
    """
    named = _named_persons(text, words, table, entities, {*states, *taken, *_covered(known)})
    full = _full_names(words, table, named)
    country: dict[str, Counter[str]] = {}
    called: dict[str, set[str]] = {}
    for person in named:
        name = full.get(_keys(words, person.first, person.after))
        if name:
            indexes, nouns = introduction(text, words, table, states, person.first)
            codes = [states[index].country_code for index in indexes if states[index].country_code]
            country.setdefault(name, Counter()).update(codes)
            called.setdefault(name, set()).update(nouns)
    actors = {actor.name: actor for _, actor in known.values()}
    found: list[Person] = []
    reasons = {(person.first, person.after): person.reason for person in named}
    for first, after, name in _occurrences(text, words, table, full, named, known, states):
        most = country.get(name, Counter()).most_common(1)
        actor = actors.get(name) or Actor(name, "individual", most[0][0] if most else "")
        written = text[words[first].start : words[after - 1].end]
        why = reasons.get((first, after), "part of the full name" if written != name else "the same name again")
        if first in known:
            why = "in the table of actors"
        found.append(Person(first, after, name, actor, f"person: '{written}' ({why})", frozenset(called.get(name, ()))))
    return found


def _covered(known: Mapping[int, tuple[int, Actor]]) -> set[int]:
    return {index for first, (after, _) in known.items() for index in range(first, after)}


def _keys(words: list[Word], first: int, after: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[first:after])


def _is_capital(word: Word) -> bool:
    return word.text[0].isupper() and (len(word.text) < 3 or not word.text.isupper())


def _joined(text: str, words: list[Word], index: int) -> bool:
    """Whether word ``index`` follows the one before it within one name."""
    gap = text[words[index - 1].end : words[index].start]
    return gap in _JOINS and (gap != ". " or len(words[index - 1].text) <= 2)


def _run(text: str, words: list[Word], table: ActorTable, first: int, taken: set[int]) -> int:
    """The word after the run of name words that begins at ``first``; ``first`` itself when there is none."""
    index = first
    while index < len(words) and index - first < LONGEST_NAME:
        word = words[index]
        if index > first and not _joined(text, words, index):
            break
        if index > first and text[words[index - 1].end : word.start] in "'’" and len(word.text) == 1:
            break
        if (
            index in taken
            or word.key in table.grammar["not_names"]
            or not (_is_capital(word) or word.key in table.grammar["particles"])
        ):
            break
        index += 1
    while index > first and (words[index - 1].key in table.grammar["particles"] and not _is_capital(words[index - 1])):
        index -= 1
    return index


def _title_before(words: list[Word], text: str, index: int, table: ActorTable) -> int:
    """How many words right before ``index`` are a title."""
    for length in (3, 2, 1):
        first = index - length
        if first >= 0 and _keys(words, first, index) in table.titles:
            gap = text[words[index - 1].end : words[index].start]
            if gap in (" ", ". ", "\u00a0"):
                return length
    return 0


def _named_persons(
    text: str, words: list[Word], table: ActorTable, entities: Iterable[tuple[int, int]], taken: set[int]
) -> list[_Named]:
    """Persons that the text or the language model shows to be ones, by the words they are called with."""
    at_start = {word.start: index for index, word in enumerate(words)}
    at_end = {word.end: index + 1 for index, word in enumerate(words)}
    found: dict[int, _Named] = {}
    for index in range(1, len(words)):
        word = words[index]
        if not (_is_capital(word) or word.key in table.grammar["particles"]) or index in taken:
            continue
        length = _title_before(words, text, index, table)
        after = _run(text, words, table, index, taken) if length else index
        while after > index and _keys(words, index, index + 1) in table.titles:
            index += 1
        if after <= index:
            continue
        title = words[index - 1].text
        enough = after - index >= 2 or (title[0].isupper() and len(words[index].text) > 2)
        if enough and not any(words[i].key in table.organisation_words for i in range(index, after)):
            found[index] = _Named(index, after, f"called '{title}'")
    used = {index for named in found.values() for index in range(named.first, named.after)}
    for start, end in entities:
        if start not in at_start or end not in at_end:
            continue
        first, after = at_start[start], at_end[end]
        while first < after - 1 and _keys(words, first, first + 1) in table.titles:
            first += 1
        if after - first > 1 and words[after - 1].key == "s" and text[words[after - 1].start - 1] in "'’":
            after -= 1
        if after - first == 1 and (
            words[first].key in table.grammar["not_names"] or _begins_sentence(text, words, first)
        ):
            continue  # a lone word that has its capital from the sentence, unless another place shows it to be a name
        free = not any(i in taken or i in used for i in range(first, after))
        if free and after - first <= LONGEST_NAME:
            used.update(range(first, after))
            found[first] = _Named(first, after, "the language model takes it for a person")
    for index in range(len(words)):
        if index in found or index in taken or not _is_capital(words[index]):
            continue
        if index and _is_capital(words[index - 1]) and _joined(text, words, index):
            continue
        after = _run(text, words, table, index, taken)
        if after - index < 2 or any(words[i].key in table.organisation_words for i in range(index, after)):
            continue
        tail = text[words[after - 1].end : words[after - 1].end + 12]
        if re.match(r", (?:aged )?[1-9]\d?,", tail):
            found[index] = _Named(index, after, "an age follows")
        elif after < len(words) and words[after].key in table.grammar["speech"] and tail.startswith(" "):
            found[index] = _Named(index, after, f"'{words[after].text}' follows")
    return sorted(found.values(), key=lambda named: named.first)


def _full_names(words: list[Word], table: ActorTable, named: list[_Named]) -> dict[tuple[str, ...], str]:
    """Every way that a person of this text may be written, with the full name; ways that two share are left out."""
    full: dict[tuple[str, ...], str] = {}
    for person in named:
        keys = _keys(words, person.first, person.after)
        if len(keys) >= 2 and keys not in full:
            full[keys] = _written(words, person.first, person.after)
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for keys in full:
        by_last.setdefault(keys[-1], []).append(keys)
    ways: dict[tuple[str, ...], set[str]] = {}
    for keys, name in full.items():
        longer = [other for other in by_last[keys[-1]] if len(other) > len(keys) and _within(keys, other)]
        target = full[longer[0]] if len(longer) == 1 else name
        ways.setdefault(keys, set()).add(target)
        for length in range(1, len(keys)):
            tail = keys[-length:]
            if tail[0] in _ARTICLES or len(tail[-1]) > 2:
                ways.setdefault(tail, set()).add(target)
        if len(keys[0]) > 2 and keys[0] not in table.grammar["particles"]:
            ways.setdefault(keys[:1], set()).add(f"{target}\0first")
    result: dict[tuple[str, ...], str] = {}
    for keys, targets in ways.items():
        exact = {target for target in targets if not target.endswith("\0first")} or targets
        if len(exact) == 1:
            result[keys] = next(iter(exact)).removesuffix("\0first")
    for person in named:
        keys = _keys(words, person.first, person.after)
        result.setdefault(keys, _written(words, person.first, person.after))
    return result


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the shorter name is the longer without its middle or first names."""
    return short[-1] == long[-1] and (short == long[-len(short) :] or short[0] == long[0])


def _written(words: list[Word], first: int, after: int) -> str:
    parts = [words[first].text]
    for index in range(first + 1, after):
        glued = words[index].start - words[index - 1].end == 1
        hyphen = glued and words[index - 1].key in _ARTICLES
        parts.append(("-" if hyphen else " ") + words[index].text)
    name = "".join(parts)
    return name.title() if name.isupper() and len(name) > 4 else name


def introduction(
    text: str, words: list[Word], table: ActorTable, states: Mapping[int, Actor], first: int
) -> tuple[list[int], list[str]]:
    """The words that name a state, and the nouns, in what leads to a name: "Iranian", "commander"."""
    countries: list[int] = []
    nouns: list[str] = []
    index = first - 1
    while index >= 0 and first - index <= 8:
        gap = text[words[index].end : words[index + 1].start]
        word = words[index]
        if _NEW_SENTENCE.search(gap.replace(". ", " ") if len(word.text) <= 4 else gap) or "," in gap:
            break
        if index in states:
            countries.append(index)
        elif (word.key,) in table.titles or (word.key,) in table.descriptions:
            nouns.append(word.key)
        elif word.key in table.grammar["not_names"] or (
            word.text.islower() and word.key != "s" and word.key not in table.modifiers
        ):
            break
        index -= 1
    return countries, nouns


def _occurrences(
    text: str,
    words: list[Word],
    table: ActorTable,
    full: Mapping[tuple[str, ...], str],
    named: list[_Named],
    known: Mapping[int, tuple[int, Actor]],
    states: Mapping[int, Actor],
) -> Iterable[tuple[int, int, str]]:
    """All places where one of the names stands, the longest first at each word."""
    starts = {person.first: person for person in named}
    table_names = {tuple(part.casefold() for part in actor.name.split()): actor.name for _, actor in known.values()}
    heads = {keys[0] for keys in full}
    index = 0
    while index < len(words):
        if index in known:
            after, actor = known[index]
            yield index, after, actor.name
            index = after
            continue
        if index in starts:
            person = starts[index]
            keys = _keys(words, person.first, person.after)
            yield index, person.after, table_names.get(keys, full.get(keys, _written(words, index, person.after)))
            index = person.after
            continue
        after = index
        if words[index].key in heads and index not in states:
            for length in range(min(LONGEST_NAME, len(words) - index), 0, -1):
                keys = _keys(words, index, index + length)
                if keys in full and _stands_alone(text, words, table, index, index + length):
                    after = index + length
                    yield index, after, full[keys]
                    break
        index = max(after, index + 1)


def _stands_alone(text: str, words: list[Word], table: ActorTable, first: int, after: int) -> bool:
    """Whether words that are a known name are not a part of a longer, other name."""
    if not _is_capital(words[after - 1]) and not words[after - 1].text.isupper():
        return False
    if any(not _joined(text, words, index) for index in range(first + 1, after)):
        return False
    if after < len(words) and _is_capital(words[after]) and text[words[after - 1].end : words[after].start] == " ":
        return False
    if first and _is_capital(words[first - 1]) and text[words[first - 1].end : words[first].start] == " ":
        return words[first - 1].key in table.grammar["not_names"] or _begins_sentence(text, words, first - 1)
    return True


def _begins_sentence(text: str, words: list[Word], index: int) -> bool:
    if index == 0:
        return True
    return bool(_NEW_SENTENCE.search(text[words[index - 1].end : words[index].start]))
