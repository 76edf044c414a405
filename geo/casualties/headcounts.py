"""People with their number in a sentence: "at least 12 soldiers", "a judge", "Ricardo Flores"."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geo.folders import DATA
from geo.numbers import Quantity, read_quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc


BE = frozenset(["was", "were", "been", "being", "be", "are", "is", "got", "get"])
HAVE = frozenset(["has", "have", "had", "having"])
MODAL = frozenset(["will", "would", "could", "might", "may", "can", "should", "must"])
_DETERMINERS = frozenset(
    ["a", "an", "the", "his", "her", "their", "its", "our", "my", "this", "that", "another", "every"]
)
_POSSESSIVES = frozenset(["his", "her", "their", "its", "our", "my"])
_QUOTES = (('"',), ("“",), ("'",), ("‘",), ("''",), ("``",))
JOINS = frozenset({"and", "&", "as", "well", "plus", ",", "or"})
PREPOSITIONS = frozenset(
    ["of", "from", "in", "at", "on", "by", "with", "for", "to", "near", "into", "during", "against", "under", "over",
     "through", "across", "outside", "inside", "between"]
)  # fmt: skip
_FUNCTION = BE | HAVE | MODAL | JOINS | PREPOSITIONS | {"who", "when", "while", "as", "after", "before", "died"}


VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands"})
"""Amounts of which nobody knows the best figure."""


_STRUCK = frozenset({"shot", "stabbed", "hit", "struck", "beaten", "burned", "burnt", "aged", "who", "whose"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})


@dataclass(frozen=True, slots=True)
class Group:
    """People with their number: words ``first`` to ``after``, the noun at ``head`` (-1 when left out)."""

    first: int
    after: int
    head: int
    quantity: Quantity
    named: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the rules see it: lower-case words and the index of its first token in the Doc."""

    doc: Doc
    first: int
    words: tuple[str, ...]


@cache
def casualty_words() -> dict[str, frozenset[str]]:
    """The word lists of data/casualties.toml."""
    path = DATA / "casualties.toml"
    with path.open("rb") as file:
        table = tomllib.load(file)
    return {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str)}


def clusters(view: Words, start: int, end: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """All groups of people between two words, from left to right."""
    groups: list[Group] = []
    position = start
    while position < end:
        group = group_at(view, position, table, end)
        if group:
            groups.append(group)
            position = group.after
        else:
            position += 1
    return groups


def group_at(view: Words, index: int, table: dict[str, frozenset[str]], limit: int | None = None) -> Group | None:
    """The group of people that begins right at ``index``; None when there is none."""
    words = view.words[:limit] if limit is not None else view.words
    if index < len(words) and words[index] == "them":
        return None
    glued = index > 0 and not view.doc[view.first + index - 1].whitespace_
    if index >= len(words) or (glued and words[index - 1] in ("$", "£", "€", "#", "-", "–")):
        return None
    quantity = read_quantity(words, index)
    if quantity:
        if aged := _aged(view, words, index, table):
            return aged
        figure = tuple(words[quantity.after : quantity.after + 3])
        if len(figure) == 3 and figure[0] == "(" and figure[1].isdigit() and figure[2] == ")":
            quantity = replace(quantity, after=quantity.after + 3)  # "seven (7) members"
        return _counted(words, index, quantity, table)
    if words[index] in _DETERMINERS:
        band = _band(words, index, table) or _their_number(words, index, table)
        return band or _one_more(view.words, index, table) or _singular(view, words, index, table)
    named = _named(view, words, index)
    if named:
        return named
    if titled := _titled(view, words, index, table):
        return titled
    head = noun_end(words, index, table)
    if (
        head is not None
        and words[head] in table["collective"]
        and all(w not in table["people"] for w in words[index:head])
    ):
        return Group(index, head + 1, head, Quantity(2, None, None, head + 1))
    return None


def _band(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "a family of four", "a group of 12 miners"."""
    for at in range(index + 1, min(index + 4, len(words) - 2)):
        if words[at] in table["bands"] and words[at + 1] == "of":
            quantity = read_quantity(words, at + 2)
            counted = _counted(words, at + 2, quantity, table) if quantity else None
            return replace(counted, first=index) if counted else None
    return None


def _their_number(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "her two daughters"."""
    quantity = read_quantity(words, index + 1) if words[index] in _POSSESSIVES and index + 1 < len(words) else None
    counted = _counted(words, index + 1, quantity, table) if quantity else None
    return replace(counted, first=index) if counted and counted.head >= 0 else None


def _counted(words: Sequence[str], index: int, quantity: Quantity, table: dict[str, frozenset[str]]) -> Group | None:
    if VAGUE.intersection(words[index : quantity.after]) and quantity.best == quantity.low:
        quantity = replace(quantity, best=None)
    after = quantity.after
    if after < len(words) and counts_no_people(words, after, table):
        return None
    after += words[after : after + 1] in _QUOTES
    if after == index + 1 and words[index].isdigit() and 1900 <= int(words[index]) <= 2100 and "," not in words[index]:
        following = words[after] if after < len(words) else ""
        if following not in table["people"] and following not in table["collective"]:
            return None
    if after < len(words) and words[after] == "of":
        inner = after + 1
        while inner < len(words) and (words[inner] in _DETERMINERS or read_quantity(words, inner)):
            found = read_quantity(words, inner)
            inner = found.after if found else inner + 1
        if inner < len(words) and words[inner] in table["injure"] | table["dead"] | {"missing"}:
            return Group(index, inner + 1, -1, quantity)  # "four of the nine wounded"
        head = noun_end(words, inner, table) if inner < len(words) else None
        if head is None or words[head] in table["not_people"]:
            return None
        return Group(index, head + 1, head, quantity)
    head = noun_end(words, after, table)
    if head == after and words[head].endswith("ed"):
        head = None  # "a family of four shocked the village"
    if head is None:
        label = index > 0 and words[index].isdigit() and words[index - 1] in table["numbered"]
        return None if label else Group(index, after, -1, quantity)
    one = quantity.low == quantity.best == 1 and is_person(words[head], table)
    if words[head] in table["not_people"] or not (one or is_people(words[head], table)):
        return None
    return Group(index, head + 1, head, quantity)


def counts_no_people(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether a number before the word counts things: "per cent", "houses"."""
    if index >= len(words):
        return False
    return words[index] in table["not_people"] or words[index] in ("-", "st", "nd", "rd", "th", "/")


def is_person(word: str, table: dict[str, frozenset[str]]) -> bool:
    """Whether a noun means one person, by the table or by its ending: "porter"."""
    if word in table["people"] or word in table["nationals"]:
        return True
    return len(word) > 4 and word.endswith(tuple(table["person_endings"])) and word not in table["no_persons"]


def is_people(word: str, table: dict[str, frozenset[str]]) -> bool:
    """Whether a noun after a number may mean people."""
    counted = (
        table["people"] | table["collective"] | table["deaths"] | table["bodies"] | table["injuries"] | table["victims"]
    )
    return (
        word in counted
        or word in table["nationals"]
        or (word.endswith("s") and word not in table["not_people"] and len(word) > 3)
        or (word.endswith(("men", "women", "folk")) and len(word) > 5)
        or word == "lives"
    )


def noun_end(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> int | None:
    """The last word of the noun phrase whose words begin at ``index``; None when a phrase cannot begin there."""
    position = index
    last: int | None = None
    while position < len(words) and position - index < 7:
        word = words[position]
        if word in ("-", "'s", "’s", ")") and position > index:
            position += 1
            continue
        if word == "(" and position > index and tuple(words[position + 2 : position + 3]) == (")",):
            position += 3
            continue
        if (
            word in PREPOSITIONS | BE | HAVE | MODAL | JOINS | table["ends"] | table["parts"] | _DETERMINERS
            or word in table["die"]
            or (word in table["kill"] | table["dead"] and position + 1 <= len(words))
            or (word in table["injure"] and (position > index or not is_people_at(words, position + 1, table)))
            or word
            in ("who", "which", "there", "later", "when", "down", "not", "also", "late", "early", "yesterday", "today")
            or not any(letter.isalnum() for letter in word)
            or (position > index and read_quantity(words, position))
            or (word.endswith(("ed", "ing")) and last is not None and is_people(words[last], table))
            or word in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "reportedly")
        ):
            break
        last = position
        if word == "others" or (word in table["collective"] and not is_people_at(words, position + 1, table)):
            break
        position += 1
    return last


def is_people_at(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether the word at ``index`` means people."""
    return index < len(words) and (words[index] in table["people"] or words[index] in table["collective"])


def _one_more(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "another" and "a third" before a verb of dying: one who is not called anything."""
    after = index + 1
    if words[index] in ("a", "the") and words[after : after + 1] and words[after] in ORDINALS:
        after += 1
    elif words[index] != "another":
        return None
    verbs = BE | HAVE | table["die"] | frozenset({"gave"})
    aside = words[after : after + 1] == (",",) and set(words[after + 1 : after + 2]) & (_STRUCK | table["injure"])
    dies = aside or set(words[after : after + 1]) & verbs
    return Group(index, after, -1, Quantity(1, 1, 1, after)) if dies else None


def _singular(view: Words, words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "a soldier", "his wife", "the top Malian commander": one; "the soldiers": some."""
    head = noun_end(words, index + 1, table)
    aged = tuple(words[index + 2 : index + 6]) == ("-", "year", "-", "old") and words[index + 1].isdigit()
    if aged and (head is None or head <= index + 5):
        return Group(index, index + 6, index + 5, Quantity(1, 1, 1, index + 6))
    if head is None:
        return None
    inside = range(index + 1, head + 1)
    persons = table["people"] | table["nationals"]
    noun = next((position for position in reversed(inside) if words[position] in persons), None)
    if noun is None and words[head] not in table["collective"] and is_person(words[head], table):
        noun = head
    if (
        noun is not None
        and words[noun] not in table["collective"]
        and words[noun] not in ("others", "more", "other", "crew")
    ):
        number = 2 if words[noun] == "couple" else 1
        return Group(index, head + 1, noun, Quantity(number, number, number, head + 1))
    if noun is not None or words[head] in table["collective"]:
        return Group(index, head + 1, head, Quantity(2, None, None, head + 1))
    return None


def _named(view: Words, words: Sequence[str], index: int) -> Group | None:
    """A person's name: an entity of the model, or capitalised words that no table of places is asked about."""
    token = view.doc[view.first + index]
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
        after = index + 1
        while after < len(words) and view.doc[view.first + after].ent_iob_ == "I":
            after += 1
        if not _may_follow_a_name(words, after):
            return None
        return Group(index, after, after - 1, Quantity(1, 1, None, after), named=True)
    others = words[index + 1 : index + 4] in (("and", "the", "other"), ("and", "his", "other"))
    if (
        (token.ent_type_ and not others)
        or not token.text[:1].isupper()
        or (token.text.isupper() and len(token.text) > 1)
        or index == 0
    ):
        return None
    after = index
    while (
        after < len(words)
        and view.doc[view.first + after].text[:1].isupper()
        or (after > index and after + 1 < len(words) and words[after] in ("al", "-", "bin", "ibn", "de", "la"))
    ):
        after += 1
    if after - index < 2 and not token.text[1:].islower():
        return None
    if not _may_follow_a_name(words, after):
        return None
    return Group(index, after, after - 1, Quantity(1, 1, None, after), named=True)


def _titled(view: Words, words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "opposition lawmaker Ana Flores", where no article opens it."""
    for at in range(index, min(index + 4, len(words) - 1)):
        lower = view.doc[view.first + at].text.islower() or at == index
        if not lower or not words[at].isalpha() or words[at] in _FUNCTION:
            return None
        if at == index and at and not view.doc[view.first + at - 1].text.islower():
            return None
        named = _named(view, words, at + 1) if is_person(words[at], table) else None
        if named and words[at] not in table["collective"]:
            return Group(index, named.after, at, Quantity(1, 1, 1, named.after))
    return None


def _aged(view: Words, words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> Group | None:
    """ "10-year-old Hanan" and, in a headline, "12-year-old boy"."""
    after = index + 5
    if tuple(words[index + 1 : after]) != ("-", "year", "-", "old") or after >= len(words):
        return None
    named = _named(view, words, after)
    if named:
        return replace(named, first=index)
    head = noun_end(words, after, table)
    person = head is not None and is_person(words[head], table) and words[head] not in table["collective"]
    return Group(index, head + 1, head, Quantity(1, 1, 1, head + 1)) if person and head is not None else None


def _may_follow_a_name(words: Sequence[str], after: int) -> bool:
    """Whether the word after a name leaves it a person's: not "Somali police"."""
    following = words[after] if after < len(words) else ""
    return not following.isalpha() or following in _FUNCTION or following.endswith(("ed", "ly"))
