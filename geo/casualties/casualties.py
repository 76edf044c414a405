"""Deaths and injuries that a sentence reports, each tied to the verb or noun that says so and to its people.

Works on the tokens alone; where the sentence is parsed, the parse says who the verb's people are.
Troop counts, ages, distances and unit numbers have no such verb and are never read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.casualties.harm import Casualties, from_groups, make, total
from geo.casualties.headcounts import BE, JOINS, MODAL, Group, Words, casualty_words, group_at, is_people_at
from geo.casualties.hurt_people import companions, groups_after, groups_before, groups_of
from geo.casualties.toll_nouns import REACHING, is_shot_dead, of_noun, of_state
from geo.language.syntax import objects, relation
from geo.numbers import read_quantity

_TELLER = re.compile(r"\b(?:said|says|told|counted|counts|put|reported|claimed|claims|confirmed|spoke|according)\b")
_TURN = re.compile(r";|\b(?:but|while|whereas|though|although)\b")
"""Where a sentence turns from one teller to another."""

REACH_OF_OBJECT = 6
"""Words behind a verb among which its object stands."""

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Casualties", "casualty_words", "find_casualties", "total"]


def find_casualties(doc: Doc, sentence: Span) -> list[Casualties]:
    """The deaths and injuries that ``sentence`` reports, in the order of its verbs."""
    words = tuple(token.lower_ for token in sentence)
    table = casualty_words()
    if not (_telling_words() & set(words)) or words[:2] in (("of", "them"), ("of", "these"), ("of", "those")):
        return []  # "Of them, 57 were killed in the south" counts a part of what was told before
    view = Words(doc, sentence.start, words)
    found: list[Casualties] = []
    for index, word in enumerate(words):
        one = (
            _of_verb(view, index, word, table)
            or of_state(view, index, word, table)
            or of_noun(view, index, word, table)
        )
        if one:
            found.append(one)
    return _without_rivals(doc, found)


def _without_rivals(doc: Doc, found: list[Casualties]) -> list[Casualties]:
    """Without the lower of two counts by two tellers: "the army said six had died; medics counted nine bodies"."""
    deaths = [one for one in found if one.deaths_best is not None]
    for first, second in zip(deaths, deaths[1:], strict=False):
        sentence = doc[first.token].sent
        before = doc[sentence.start : first.token].text
        between = doc[first.token + 1 : second.token].text
        turn = _TURN.search(between)
        if turn and _TELLER.search(before) and _TELLER.search(between, turn.end()):
            lower = min(first, second, key=lambda one: one.deaths_best or 0)
            return [one for one in found if one is not lower]
    return found


@cache
def _telling_words() -> frozenset[str]:
    table = casualty_words()
    names = ("kill", "die", "injure", "dead", "deaths", "bodies", "injuries", "victims", "killing")
    return frozenset().union(*(table[name] for name in (*names, "hospitals", "wounds", "told_by")))


def _of_verb(view: Words, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """Deaths or injuries told by a verb: its object when active, its subject when passive or dying."""
    words = view.words
    if word in table["killing"] and words[index + 1 : index + 2] == ("of",) and not _is_passive(words, index):
        return from_groups(view, index, groups_of(view, index, table), hurts=False)
    if kills_or_wounds(words, index, table):
        return None
    if index and words[index - 1] in {"the", "'s", "’s"} and word.endswith("ing"):
        return None  # a noun without its people: "the killing"
    dies = word in table["die"]
    kills = word in table["kill"] or is_shot_dead(words, index)
    if (
        word in table["killing"]
        and word not in ("killing", "death")
        and not groups_after(view, index, index + 1, table)
    ):
        return None  # a noun: "charged with murder"
    hurts = word in table["injure"]
    if hurts and words[index - 1 : index] in (("the",), ("those",)) and is_people_at(words, index + 1, table):
        return None  # told before: "one of the wounded officers"
    if hurts and _describes(view, index):
        return None  # "visited wounded soldiers"
    if word == "treated" and not _is_passive(words, index):
        return None
    if not (dies or kills or hurts) or _is_unreal(words, index, table):
        return None
    if (
        hurts
        and index
        and words[index - 1] in {"dead", "killed", *JOINS}
        and "dead" in words[max(0, index - 2) : index]
    ):
        return None  # "dead and wounded" is told at "dead"
    after = index + 2 if is_shot_dead(words, index) else index + 1
    if "number" in words[max(0, index - 4) : index] and set(words[index:]) & REACHING:
        return None  # told at "number of people killed"
    nobody = _nobody(view, index, table)
    if nobody:
        return make(view, index, [], hurts, 0, 0, 0, "nobody")
    passive = _is_passive(words, index)
    if kills and index == 0 and words[1:2] and words[1] in BE:
        return from_groups(view, index, groups_after(view, index, 2, table), hurts=False)  # "Killed were a judge and"
    groups = [] if dies or passive else groups_after(view, index, after, table)
    if word.startswith("drown") and not passive:
        groups = [group for group in groups_after(view, index, after, table) if not group.named]
    whom = max((at for at in range(max(0, index - 9), index) if words[at] == "whom"), default=0)
    if not groups and kills and not passive and whom and words[whom - 1] != "of":
        groups = groups_before(view, whom, table)[-1:]
    if not groups:
        if not dies and not passive and _befalls_something(view, index, after):
            return None
        groups = groups_before(view, index, table)
        groups = [*groups, *_left_out(view, index, table)] if dies and groups else groups
        groups = [*groups, *companions(view, after, table)] if groups and (dies or passive) else groups
    if not groups and passive:
        one = any(auxiliary in ("was", "is") for auxiliary in words[max(0, index - 4) : index])
        return make(view, index, [], hurts, 1 if one else 2, 1 if one else None, 1 if one else None, "no number told")
    return from_groups(view, index, groups, hurts)


def _describes(view: Words, index: int) -> bool:
    """Whether the participle only says of whom somebody speaks, and gives no number of them."""
    token = view.doc[view.first + index]
    if relation(token) != "amod" or token.head.i <= token.i:
        return False
    return index == 0 or read_quantity(view.words[:index], max(0, index - 1)) is None


def _befalls_something(view: Words, index: int, after: int) -> bool:
    """Whether the verb has an object, which is no people: "killed three generations", "wounded the pride"."""
    known = {token.i - view.first for token in objects(view.doc[view.first + index])}
    return any(after <= at < after + REACH_OF_OBJECT for at in known)


def kills_or_wounds(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether the word is one of "killed or wounded": nobody knows how many of them died."""
    around = [words[index - 2 : index], words[index + 1 : index + 3]] if index > 1 else [words[index + 1 : index + 3]]
    other = table["injure"] if words[index] in table["kill"] | {"dead"} else table["kill"] | {"dead"}
    return any("or" in pair and set(pair) & other for pair in around)


def _left_out(view: Words, index: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """The people behind a verb of dying who share it: "six residents died and two of the assailants"."""
    if view.words[index + 1 : index + 2] != ("and",):
        return []
    group = group_at(view, index + 2, table)
    ends = group is not None and view.words[group.after : group.after + 1] in ((), (".",), (",",), (";",))
    return [group] if group is not None and ends and not group.named else []


def _is_unreal(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> bool:
    before = [word for word in words[max(0, index - 3) : index] if not word.endswith("ly")]
    if before[-3:-1] in (["had", "to"], ["has", "to"]):
        return False  # "had to be treated"
    if before[-2:] == ["to", "have"] or before[-3:] == ["to", "have", "been"]:
        return False  # "claimed to have killed"
    while before and before[-1] in ("have", "be", "been"):
        before.pop()
        if before and before[-1] in MODAL:
            return True
    return bool(before) and before[-1] in table["unreal"]


def _is_passive(words: tuple[str, ...], index: int) -> bool:
    before = [
        word for word in words[max(0, index - 4) : index] if not word.endswith("ly") and word not in ("not", "also")
    ]
    return bool(before) and (before[-1] in BE or (before[-1] in ("or", "and") and len(before) > 1 and before[-2] in BE))


def _nobody(view: Words, index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether "no one", "nobody", "none" is whom the verb speaks of."""
    before = view.words[max(0, index - 7) : index]
    if "but" in before:
        before = before[before.index("but") + 1 :]
    if any(word in ("nobody", "none", "neither") for word in before):
        return True
    people = table["people"] | table["collective"]
    return "no" in before and any(word in people or word == "one" for word in before[before.index("no") :])
