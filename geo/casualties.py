"""Deaths and injuries that a sentence reports, each tied to the verb or noun that says so and to its people.

Works on the tokens alone; where the sentence is parsed, the parse says who the verb's people are.
Troop counts, ages, distances and unit numbers have no such verb and are never read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.numbers import Quantity, read_quantity
from geo.syntax import objects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

WINDOW = 60
"""Words to the left of a verb or noun within which its people are looked for."""

_BE = frozenset(["was", "were", "been", "being", "be", "are", "is", "got", "get"])
_HAVE = frozenset(["has", "have", "had", "having"])
_MODAL = frozenset(["will", "would", "could", "might", "may", "can", "should", "must"])
_DETERMINERS = frozenset(
    ["a", "an", "the", "his", "her", "their", "its", "our", "my", "this", "that", "another", "every"]
)
_JOINS = frozenset({"and", "&", "as", "well", "plus", ",", "or"})
_PREPOSITIONS = frozenset(
    [
        "of",
        "from",
        "in",
        "at",
        "on",
        "by",
        "with",
        "for",
        "to",
        "near",
        "into",
        "during",
        "against",
        "under",
        "over",
        "through",
        "across",
        "outside",
        "inside",
        "between",
    ]
)
_FUNCTION = (
    _BE | _HAVE | _MODAL | _JOINS | _PREPOSITIONS | frozenset(["who", "when", "while", "as", "after", "before", "died"])
)
_REACHING = frozenset(
    ["rose", "risen", "rises", "climbed", "reached", "stood", "stands", "passed", "surpassed", "jumped"]
)
_PRONOUNS = {"him": 1, "her": 1, "he": 1, "she": 1, "himself": 1, "herself": 1, "me": 1, "i": 1}


@dataclass(frozen=True, slots=True)
class Casualties:
    """What one verb or noun says: numbers of None are not told, 0 is "told that none".

    ``token`` is the index in the Doc of the word that says it; ``start`` and ``end`` are the offsets of
    all its words; ``people`` the offsets of those who died or were hurt; a ``whole``
    is a toll, in which all others are counted.
    """

    start: int
    end: int
    token: int
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    injured: int | None = None
    people: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """People with their number: words ``first`` to ``after``, the noun at ``head`` (-1 when left out)."""

    first: int
    after: int
    head: int
    quantity: Quantity
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as the rules see it: lower-case words and the index of its first token in the Doc."""

    doc: Doc
    first: int
    words: tuple[str, ...]


@cache
def casualty_words() -> dict[str, frozenset[str]]:
    """The word lists of data/casualties.toml."""
    path = Path(__file__).parent.parent / "data" / "casualties.toml"
    with path.open("rb") as file:
        table = tomllib.load(file)
    return {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str)}


def find_casualties(doc: Doc, sentence: Span) -> list[Casualties]:
    """The deaths and injuries that ``sentence`` reports, in the order of its verbs."""
    words = tuple(token.lower_ for token in sentence)
    table = casualty_words()
    if not (_telling_words() & set(words)):
        return []
    view = _Sentence(doc, sentence.start, words)
    found: list[Casualties] = []
    for index, word in enumerate(words):
        one = (
            _of_verb(view, index, word, table)
            or _of_state(view, index, word, table)
            or _of_noun(view, index, word, table)
        )
        if one:
            found.append(one)
    return found


def total(casualties: Iterable[Casualties]) -> Casualties | None:
    """All casualties of one incident taken together: distinct people are added, repetitions are not."""
    deaths: list[Casualties] = []
    injuries: list[Casualties] = []
    for one in casualties:
        for kind, group in (("deaths_low", deaths), ("injured", injuries)):
            if getattr(one, kind) is not None and not any(_same_people(one, other) for other in group):
                group.append(one)
    if not deaths and not injuries:
        return None
    deaths = [one for one in deaths if one.whole] or deaths
    injuries = [one for one in injuries if one.whole] or injuries
    known = [one for one in deaths if one.deaths_low]
    first = min([*deaths, *injuries], key=lambda one: one.start)
    return Casualties(
        start=first.start,
        end=max(one.end for one in [*deaths, *injuries]),
        token=first.token,
        deaths_low=sum(one.deaths_low or 0 for one in deaths) if deaths else None,
        deaths_best=_sum([one.deaths_best for one in (known or deaths)]) if deaths else None,
        deaths_high=_sum([one.deaths_high for one in (known or deaths)]) if deaths else None,
        injured=sum(one.injured or 0 for one in injuries) if injuries else None,
        people=tuple(span for one in [*deaths, *injuries] for span in one.people),
        reason="; ".join(one.reason for one in sorted({*deaths, *injuries}, key=lambda one: one.start)),
    )


def _same_people(one: Casualties, other: Casualties) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one.people for b in other.people)


def _sum(numbers: Sequence[int | None]) -> int | None:
    return None if any(number is None for number in numbers) else sum(number or 0 for number in numbers)


@cache
def _telling_words() -> frozenset[str]:
    table = casualty_words()
    names = ("kill", "die", "injure", "dead", "deaths", "bodies", "injuries", "victims", "killing")
    return frozenset().union(*(table[name] for name in names), ("toll", "lives", "casualties", "dead"))


def _of_verb(view: _Sentence, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """Deaths or injuries told by a verb: its object when active, its subject when passive or dying."""
    words = view.words
    if word in table["killing"] and words[index + 1 : index + 2] == ("of",) and not _is_passive(words, index):
        return _from_groups(view, index, _groups_after(view, index, index + 2, table), hurts=False)
    if index and words[index - 1] in {"the", "'s", "’s"} and word.endswith("ing"):
        return None  # a noun without its people: "the killing"
    dies = word in table["die"]
    kills = word in table["kill"] or _shot_dead(words, index)
    if (
        word in table["killing"]
        and word not in ("killing", "death")
        and not _groups_after(view, index, index + 1, table)
    ):
        return None  # a noun: "charged with murder"
    hurts = word in table["injure"]
    if word == "treated" and not _is_passive(words, index):
        return None
    if not (dies or kills or hurts) or _is_unreal(words, index, table):
        return None
    if (
        hurts
        and index
        and words[index - 1] in {"dead", "killed", *_JOINS}
        and "dead" in words[max(0, index - 2) : index]
    ):
        return None  # "dead and wounded" is told at "dead"
    after = index + 2 if _shot_dead(words, index) else index + 1
    if "number" in words[max(0, index - 4) : index] and set(words[index:]) & _REACHING:
        return None  # told at "number of people killed"
    nobody = _nobody(view, index, table)
    if nobody:
        return _make(view, index, [], hurts, 0, 0, 0, "nobody")
    passive = _is_passive(words, index)
    groups = [] if dies or passive else _groups_after(view, index, after, table)
    if not groups:
        groups = _groups_before(view, index, table)
    if not groups and passive:
        one = any(auxiliary in ("was", "is") for auxiliary in words[max(0, index - 4) : index])
        return _make(view, index, [], hurts, 1 if one else 2, 1 if one else None, 1 if one else None, "no number told")
    return _from_groups(view, index, groups, hurts)


def _shot_dead(words: tuple[str, ...], index: int) -> bool:
    """ "shot dead", "gunned down", "hacked to death" at ``index``."""
    following = words[index + 1 : index + 3]
    return (words[index] in ("shot", "shooting", "stabbed", "beaten") and following[:1] == ("dead",)) or (
        words[index] in ("gunned", "gunning", "mowed", "cut") and following[:1] == ("down",)
    )


def _is_unreal(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> bool:
    before = [word for word in words[max(0, index - 3) : index] if not word.endswith("ly")]
    while before and before[-1] in ("have", "be", "been"):
        before.pop()
        if before and before[-1] in _MODAL:
            return True
    return bool(before) and before[-1] in table["unreal"]


def _is_passive(words: tuple[str, ...], index: int) -> bool:
    before = [
        word for word in words[max(0, index - 4) : index] if not word.endswith("ly") and word not in ("not", "also")
    ]
    return bool(before) and (
        before[-1] in _BE or (before[-1] in ("or", "and") and len(before) > 1 and before[-2] in _BE)
    )


def _nobody(view: _Sentence, index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether "no one", "nobody", "none" is whom the verb speaks of."""
    before = view.words[max(0, index - 7) : index]
    if "but" in before:
        before = before[before.index("but") + 1 :]
    if any(word in ("nobody", "none", "neither") for word in before):
        return True
    people = table["people"] | table["collective"]
    return "no" in before and any(word in people or word == "one" for word in before[before.index("no") :])


def _of_state(view: _Sentence, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "left 14 people dead", "12 dead", "left dead and wounded", "found dead"."""
    words = view.words
    if word == "death" and index and words[index - 1] == "to":
        groups = _groups_before(view, index - 1, table)
        return _from_groups(view, index, groups, hurts=False)
    if word not in table["dead"] or (index and _shot_dead(words, index - 1)):
        return None
    wounded = any(later in table["injuries"] for later in words[index + 1 : index + 3]) and words[
        index + 1 : index + 2
    ] != (",",)
    groups = [group for group in _groups_before(view, index, table) if not group.named] or []
    adjacent = groups and groups[-1].after >= index - 1
    if adjacent or (groups and words[index - 1] in ("found", "left", "were", "was", "lay", "declared", "pronounced")):
        return _from_groups(view, index, groups, hurts=False)
    quoted = {"left", "leaving", "of"} & set(words[max(0, index - 4) : index])
    if wounded and quoted:
        return _make(view, index, [], False, 1, None, None, "dead and wounded, no number told")
    return None


def _of_noun(view: _Sentence, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """Tolls, "six fatalities", "no casualties", "the lives of 16 soldiers", "17 bodies", "nine victims"."""
    words = view.words
    if word == "toll" or (word == "number" and words[index + 1 : index + 2] == ("of",)):
        return _of_toll(view, index, table)
    if word == "lives":
        return _of_lives(view, index, table)
    if word == "casualties" or word in table["injuries"] | table["deaths"]:
        before = words[max(0, index - 3) : index]
        if "no" in before or "without" in before:
            injured = 0 if word == "casualties" or word in table["injuries"] else None
            deaths = 0 if word == "casualties" or word in table["deaths"] else None
            return _figures(view, index, index + 1, deaths, deaths, deaths, injured, (), f"no {word}")
    victims = word in table["victims"]
    if victims and words[index + 1 : index + 2] not in (("of",), ("in",)):
        return None
    counts = word in table["deaths"] | table["bodies"] | table["victims"]
    if not counts and not (word in table["injuries"] and word not in table["injure"]):
        return None
    groups = [group for group in _clusters(view, max(0, index - WINDOW), index + 1, table) if group.after == index + 1]
    if not groups:
        return None
    groups = _joined_before(view, groups[-1], table)
    if not victims:
        groups = [group for group in groups if not group.named]
    hurts = word in table["injuries"]
    return _from_groups(view, index, groups, hurts)


def _of_toll(view: _Sentence, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """The number after "toll" or "number of people killed": the last of "from 35 to 40", never what a "by" adds."""
    words = view.words
    far = 22 if words[index] == "number" else 14
    near = {*words[max(0, index - 2) : index], *words[index + 1 : index + 12]}
    hurt = bool(near & table["injuries"]) and not near & {"killed", "dead", "deaths", "death"}
    if (
        not near & {"death", "deaths", "fatalities", "killed", "dead", "died", *table["injuries"]}
        and "dead" not in words
        and not set(words[index + 1 : index + far]) & _REACHING
    ):
        return None
    if words[index] == "number" and not set(words[index + 2 : index + far]) & table["toll_verbs"] & _REACHING:
        return None
    leads = ("to", "at", "of", "reached", "hit", "passed", "surpassed", "is", "was")
    chosen: Quantity | None = None
    place = position = index + 1
    while position < min(len(words), index + far):
        if words[position] in leads and position + 1 < len(words):
            quantity = read_quantity(words, position + 1)
            if quantity and not _counts_no_people(words, quantity.after, table):
                chosen, place = quantity, position + 1
                if words[position] == "to":
                    break
                position = quantity.after
                continue
        position += 1
    if chosen is None:
        return None
    why = f"{words[index]} {' '.join(words[place : chosen.after])}"
    if hurt:
        return replace(
            _figures(view, index, chosen.after, None, None, None, chosen.best or chosen.low, (), why), whole=True
        )
    return replace(_figures(view, index, chosen.after, chosen.low, chosen.best, chosen.high, None, (), why), whole=True)


def _of_lives(view: _Sentence, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    words = view.words
    before = set(words[max(0, index - 4) : index])
    if not before & {
        "claimed",
        "claiming",
        "claims",
        "took",
        "taking",
        "cost",
        "lost",
        "lose",
        "costing",
        "loss",
        "taken",
    }:
        return None
    if words[index + 1 : index + 2] == ("of",):
        return _from_groups(view, index, _groups_after(view, index, index + 2, table), hurts=False)
    if words[index - 1] in ("their", "his", "her"):
        return _from_groups(view, index, _groups_before(view, index - 2, table), hurts=False)
    groups = [group for group in _clusters(view, max(0, index - WINDOW), index + 1, table) if group.after >= index]
    return _from_groups(view, index, groups[-1:], hurts=False)


def _counts_no_people(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> bool:
    if index >= len(words):
        return False
    return words[index] in table["not_people"] or words[index] in ("-", "st", "nd", "rd", "th", "/")


def _groups_after(view: _Sentence, index: int, after: int, table: dict[str, frozenset[str]]) -> list[_Group]:
    """The people right after a verb, with those joined to them."""
    words = view.words
    while after < len(words) and (
        words[after].endswith("ly")
        or words[after] in ("off", "as", "also", "and", "or")
        or (words[after] in table["injure"] and words[after - 1] in ("and", "or"))
    ):
        if words[after] == "as" and words[after + 1 : after + 2] == ("many",):
            break
        after += 1
    if after >= len(words):
        return []
    if words[after] in _PRONOUNS and not (words[after] == "her" and _group_at(view, after, table)):
        number = _PRONOUNS[words[after]]
        return [_Group(after, after + 1, after, Quantity(number, number, number, after + 1))]
    if words[after] == "them":
        return [_Group(after, after + 1, after, Quantity(2, None, None, after + 1))]
    group = _group_at(view, after, table)
    if group is None:
        return []
    known = {token.i - view.first for token in objects(view.doc[view.first + index])}
    if known and not any(group.first <= head < group.after for head in known) and group.named:
        return []
    return _joined_after(view, group, table)


def _joined_after(view: _Sentence, group: _Group, table: dict[str, frozenset[str]]) -> list[_Group]:
    groups = [group]
    while True:
        start = _past_joint(view.words, groups[-1].after, table)
        follower = _group_at(view, start, table) if start else None
        if follower is None or start is None or _is_clause(view, follower, table):
            return groups
        if _is_apposition(view.words, groups[-1], follower):
            groups[-1] = replace(groups[-1], after=follower.after)
        else:
            groups.append(follower)


def _is_apposition(words: tuple[str, ...], group: _Group, follower: _Group) -> bool:
    """Whether the second group only says again who the first is: "a judge, Juan Perez", "four men, police" (said)."""
    if words[follower.first - 1] != ",":
        return False
    if follower.named or group.named:
        return follower.named != group.named and group.quantity.low == follower.quantity.low == 1
    return follower.quantity.best is None


def _is_clause(view: _Sentence, group: _Group, table: dict[str, frozenset[str]]) -> bool:
    """Whether a joined group is the subject of a verb of its own: "and two soldiers were wounded"."""
    following = view.words[group.after : group.after + 2]
    return bool(following) and (
        following[0] in _BE | _HAVE | _MODAL | table["ends"]
        or following[0] in table["die"]
        or following[0] in table["injure"] | table["kill"]
    )


def _past_joint(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> int | None:
    """The word after "and", "," or ", and", past an "of the security forces" before it; None without a joint."""
    position = index
    if position < len(words) and words[position] in ("of", "from", "in", "belonging"):
        while position < len(words) and position - index < 7 and words[position] not in ("and", ","):
            if words[position] in _BE | _HAVE or words[position] in table["kill"] | table["die"] | table["injure"]:
                return None
            position += 1
    start = position
    while position < len(words) and words[position] in _JOINS:
        position += 1
    if position == start or position >= len(words):
        return None
    return position


def _groups_before(view: _Sentence, index: int, table: dict[str, frozenset[str]]) -> list[_Group]:
    """The people before a verb that are its subject, or the nearest ones with a number."""
    words = view.words
    start = index
    while start > 0 and index - start < WINDOW and words[start - 1] not in (";", ":", "."):
        if words[start - 1] in table["ends"] and start - 1 < index - 1:
            break
        if words[start - 1] in table["kill"] | table["die"] | table["injure"] and start - 1 < index - 1:
            break
        start -= 1
    clusters = [group for group in _clusters(view, start, index, table) if not _is_age(words, group)]
    parts = {
        position
        for opener in range(start, index)
        if words[opener] in table["parts"]
        for position in range(opener, _end_of_part(words, opener, index))
    }
    clusters = [group for group in clusters if group.first not in parts and (group.head < 0 or group.head not in parts)]
    if not clusters:
        return []
    known = {token.i - view.first for token in subjects(view.doc[view.first + index])}
    fitting = [group for group in clusters if any(group.first <= head < group.after for head in known)]
    anchor = fitting[-1] if fitting else clusters[-1]
    if (
        anchor.named
        and not fitting
        and any(not group.named for group in clusters)
        and words[anchor.first - 1 : anchor.first] in (("of",), ("in",), ("by",))
    ):
        anchor = [group for group in clusters if not group.named][-1]
    joined = _joined_before(view, anchor, table)
    following = [group for group in clusters if group.first >= anchor.after]
    for group in following:
        if _past_joint(words, joined[-1].after, table) != group.first:
            break
        joined.append(group)
    return joined


def _end_of_part(words: tuple[str, ...], opener: int, limit: int) -> int:
    for position in range(opener + 1, limit):
        if words[position] == "," and words[position + 1 : position + 2] != ("and",):
            return position
        if words[position] in _BE | _HAVE:
            return position
    return limit


def _joined_before(view: _Sentence, anchor: _Group, table: dict[str, frozenset[str]]) -> list[_Group]:
    """The anchor with the groups that are joined to its left, in the order of the text."""
    groups = [anchor]
    for candidate in reversed(_clusters(view, max(0, anchor.first - WINDOW), anchor.first, table)):
        if _is_apposition(view.words, candidate, groups[0]):
            continue
        if candidate.first and view.words[candidate.first - 1] in _PREPOSITIONS - {"of"}:
            break  # "at the demonstrators, and one man was shot"
        if _past_joint(view.words, candidate.after, table) == groups[0].first and not _is_age(view.words, candidate):
            groups.insert(0, candidate)
        elif candidate.after <= groups[0].first:
            break
    return groups


def _is_age(words: tuple[str, ...], group: _Group) -> bool:
    """ ", 34," after a name."""
    return (
        group.head < 0
        and group.first > 0
        and words[group.first - 1] in (",", "aged", "age", "(", "number", "no.")
        and (words[group.after : group.after + 1] in ((",",), (")",)) or words[group.first - 1] in ("aged", "age"))
        and group.after - group.first == 1
        and words[group.first].isdigit()
    )


def _clusters(view: _Sentence, start: int, end: int, table: dict[str, frozenset[str]]) -> list[_Group]:
    """All groups of people between two words, from left to right."""
    groups: list[_Group] = []
    position = start
    while position < end:
        group = _group_at(view, position, table, end)
        if group:
            groups.append(group)
            position = group.after
        else:
            position += 1
    return groups


def _group_at(view: _Sentence, index: int, table: dict[str, frozenset[str]], limit: int | None = None) -> _Group | None:
    """The group of people that begins right at ``index``; None when there is none."""
    words = view.words[:limit] if limit is not None else view.words
    glued = index > 0 and not view.doc[view.first + index - 1].whitespace_
    if index >= len(words) or (glued and words[index - 1] in ("$", "£", "€", "#", "-", "–")):
        return None
    quantity = read_quantity(words, index)
    if quantity:
        return _counted(words, index, quantity, table)
    if words[index] in _DETERMINERS:
        return _singular(view, words, index, table)
    named = _named(view, words, index)
    if named:
        return named
    head = _noun_end(words, index, table)
    if (
        head is not None
        and words[head] in table["collective"]
        and all(w not in table["people"] for w in words[index:head])
    ):
        return _Group(index, head + 1, head, Quantity(2, None, None, head + 1))
    return None


def _counted(words: Sequence[str], index: int, quantity: Quantity, table: dict[str, frozenset[str]]) -> _Group | None:
    after = quantity.after
    if after < len(words) and _counts_no_people(words, after, table):
        return None
    if after == index + 1 and words[index].isdigit() and 1900 <= int(words[index]) <= 2100 and "," not in words[index]:
        following = words[after] if after < len(words) else ""
        if following not in table["people"] and following not in table["collective"]:
            return None
    if after < len(words) and words[after] == "of":
        inner = after + 1
        while inner < len(words) and (words[inner] in _DETERMINERS or read_quantity(words, inner)):
            found = read_quantity(words, inner)
            inner = found.after if found else inner + 1
        head = _noun_end(words, inner, table) if inner < len(words) else None
        if head is None or words[head] in table["not_people"]:
            return None
        return _Group(index, head + 1, head, quantity)
    head = _noun_end(words, after, table)
    if head is None:
        return _Group(index, after, -1, quantity)
    if words[head] in table["not_people"] or not (_is_people(words[head], table)):
        return None
    return _Group(index, head + 1, head, quantity)


def _is_people(word: str, table: dict[str, frozenset[str]]) -> bool:
    counted = (
        table["people"] | table["collective"] | table["deaths"] | table["bodies"] | table["injuries"] | table["victims"]
    )
    return (
        word in counted or (word.endswith("s") and word not in table["not_people"] and len(word) > 3) or word == "lives"
    )


def _noun_end(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> int | None:
    """The last word of the noun phrase whose words begin at ``index``; None when a phrase cannot begin there."""
    position = index
    last: int | None = None
    while position < len(words) and position - index < 7:
        word = words[position]
        if word in ("-", "'s", "’s") and position > index:
            position += 1
            continue
        if (
            word in _PREPOSITIONS | _BE | _HAVE | _MODAL | _JOINS | table["ends"] | table["parts"] | _DETERMINERS
            or word in table["die"]
            or (word in table["kill"] | table["dead"] and position + 1 <= len(words))
            or (word in table["injure"] and (position > index or not _is_people_at(words, position + 1, table)))
            or word
            in ("who", "which", "there", "later", "when", "down", "not", "also", "late", "early", "yesterday", "today")
            or not any(letter.isalnum() for letter in word)
            or (position > index and read_quantity(words, position))
            or (word.endswith(("ed", "ing")) and last is not None and _is_people(words[last], table))
            or word in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "reportedly")
        ):
            break
        last = position
        if word == "others" or (word in table["collective"] and not _is_people_at(words, position + 1, table)):
            break
        position += 1
    return last


def _is_people_at(words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> bool:
    return index < len(words) and (words[index] in table["people"] or words[index] in table["collective"])


def _singular(view: _Sentence, words: Sequence[str], index: int, table: dict[str, frozenset[str]]) -> _Group | None:
    """ "a soldier", "his wife", "the top Malian commander": one; "the soldiers": some."""
    head = _noun_end(words, index + 1, table)
    if head is None:
        return None
    inside = range(index + 1, head + 1)
    noun = next((position for position in reversed(inside) if words[position] in table["people"]), None)
    if (
        noun is not None
        and words[noun] not in table["collective"]
        and words[noun] not in ("others", "more", "other", "crew")
    ):
        number = 2 if words[noun] == "couple" else 1
        return _Group(index, head + 1, noun, Quantity(number, number, number, head + 1))
    if noun is not None or words[head] in table["collective"]:
        return _Group(index, head + 1, head, Quantity(2, None, None, head + 1))
    return None


def _named(view: _Sentence, words: Sequence[str], index: int) -> _Group | None:
    """A person's name: an entity of the model, or capitalised words that no table of places is asked about."""
    token = view.doc[view.first + index]
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
        after = index + 1
        while after < len(words) and view.doc[view.first + after].ent_iob_ == "I":
            after += 1
        if not _may_follow_a_name(words, after):
            return None
        return _Group(index, after, after - 1, Quantity(1, 1, None, after), named=True)
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
    return _Group(index, after, after - 1, Quantity(1, 1, None, after), named=True)


def _may_follow_a_name(words: Sequence[str], after: int) -> bool:
    """Whether the word after a name leaves it a person's: not "Somali police"."""
    following = words[after] if after < len(words) else ""
    return not following.isalpha() or following in _FUNCTION or following.endswith(("ed", "ly"))


def _from_groups(view: _Sentence, index: int, groups: list[_Group], hurts: bool) -> Casualties | None:
    if not groups:
        return None
    quantities = [group.quantity for group in groups]
    low = sum(quantity.low for quantity in quantities)
    best = _sum([quantity.best for quantity in quantities])
    high = _sum([quantity.high for quantity in quantities])
    if high is not None and any(group.named for group in groups) and all(group.named for group in groups):
        high = None
    if any(group.named for group in groups) and not all(group.named for group in groups) and best is not None:
        high = best
    quoted = " ".join(view.doc[view.first + i].text for g in groups for i in range(g.first, g.after))
    return _make(view, index, groups, hurts, low, best, high, quoted)


def _make(
    view: _Sentence,
    index: int,
    groups: list[_Group],
    hurts: bool,
    low: int,
    best: int | None,
    high: int | None,
    why: str,
) -> Casualties:
    people = tuple(_offsets(view, group.first, group.after) for group in groups)
    verb = view.doc[view.first + index].text
    reason = f"{'injured' if hurts else 'deaths'}: '{why}' with '{verb}'"
    injured = (best if best is not None else low) if hurts else None
    ends = [index + 1, *(group.after for group in groups)]
    starts = [index, *(group.first for group in groups)]
    start, end = _offsets(view, min(starts), max(ends))
    if hurts:
        return Casualties(start, end, view.first + index, None, None, None, injured, people, reason)
    return Casualties(start, end, view.first + index, low, best, high, None, people, reason)


def _figures(
    view: _Sentence, index: int, after: int, low: int | None, best: int | None, high: int | None, injured: int | None,
    people: tuple[tuple[int, int], ...], why: str,
) -> Casualties:  # fmt: skip
    start, end = _offsets(view, index, max(after, index + 1))
    return Casualties(start, end, view.first + index, low, best, high, injured, people, f"casualties: '{why}'")


def _offsets(view: _Sentence, first: int, after: int) -> tuple[int, int]:
    begin, last = view.doc[view.first + first], view.doc[view.first + after - 1]
    return begin.idx, last.idx + len(last.text)
