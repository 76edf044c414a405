"""Whether who acts and who suffers are of the groups of words that a trigger asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    appositions,
    compounds,
    conjuncts,
    is_passive,
    objects,
    obliques,
    possessors,
    relation,
    subjects,
)  # fmt: skip
from geo.triggers.trigger_table import SOMEBODY, SOMEWHERE, TriggerRule

if TYPE_CHECKING:
    from spacy.tokens import Token

Groups = Mapping[int, set[str]]
"""The groups of the words of a sentence by the index of their tokens."""

PRONOUNS = frozenset(
    {
        "he", "she", "him", "her", "them", "they", "who", "whom", "himself", "herself", "themselves", "another",
        "others", "third", "fourth", "fifth", "sixth",
    }
)  # fmt: skip
COUNTS = "counts"
"""The group of nouns whose meaning stands behind their "of": "a column of rebels", "40 barrels of chlorine"."""

MEN = frozenset({"men", "man", "members", "elements", "units", "personnel", "boys", "women", "people", "leaders"})
"""Nouns that only the noun before them says more of: "Fano men"."""

HOLDING = frozenset(
    {"bear", "carry", "conceal", "contain", "cram", "fill", "hide", "hold", "load", "pack", "rig", "stuff", "transport"}
)
"""Verbs of a participle that tells what a vehicle or a house holds: "a van packed with explosives"."""


def has_parties(word: Token, last: str, rule: TriggerRule, named: Groups) -> bool:
    """Whether the verb's parties are of the rule's groups; ``last`` is the trigger's last word, a preposition maybe."""
    if rule.alone and word.has_dep() and word.lemma_ in rule.alone and objects(word):
        return False
    if not (rule.agent or rule.patient) or not word.has_dep():
        return True
    passive = is_passive(word)
    after = [noun for preposition, noun in obliques(word) if preposition.split(" ")[-1] in rule.gainer]
    acting = after if rule.gainer else agents(word) if passive else subjects(word)
    if passive and not acting and not rule.patient and relation(word) == "acl":
        acting = subjects(word)
    suffering = subjects(word) if passive or rule.gainer else objects(word)
    suffering = [*suffering, *(noun for preposition, noun in obliques(word) if preposition.split(" ")[-1] == last)]
    before = {name for i, names in named.items() if i < word.i for name in names}
    if any(_is_somebodys(noun) for noun in acting) and rule.agent & before:
        acting = []
    elif rule.agent and not any(_is_of(noun, rule.agent, named) for noun in acting):
        return False
    return not rule.patient or any(_is_of(noun, rule.patient, named) for noun in suffering)


def _is_somebodys(noun: Token) -> bool:
    """Whether only the words before tell who it is: "said it had seized", "said its men had seized"."""
    return noun.lower_ in ("it", "they", "he", "she") or any(word.pos_ == "PRON" for word in possessors(noun))


def _is_of(noun: Token, groups: frozenset[str], named: Groups) -> bool:
    """Whether the noun, or the noun that it counts ("a group of rebels"), is of one of the groups."""
    counts = COUNTS in named.get(noun.i, set())
    counted = [inner for one, inner in obliques(noun) if one == "of" and not inner.ent_type_] if counts else []
    if groups & named.get(noun.i, set()) and not any(named.get(inner.i) for inner in counted):
        return True
    if SOMEWHERE in groups and noun.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    if SOMEBODY in groups and (noun.ent_type_ == "PERSON" or noun.lower_ in PRONOUNS or noun.pos_ == "NUM"):
        return True
    titles = compounds(noun) if noun.pos_ == "PROPN" or counts or noun.lower_ in MEN else []
    counted = counted or ([inner for one, inner in obliques(noun) if one == "of"] if counts else [])
    beside = [*titles, *counted, *appositions(noun), *_contents(noun)]
    return any(groups & named.get(inner.i, set()) for inner in (*beside, *conjuncts(noun)))


def _contents(noun: Token) -> list[Token]:
    """What the noun is said to hold: the explosives of "a van packed with explosives"."""
    holding = [child for child in noun.children if relation(child).startswith("acl") and child.lemma_ in HOLDING]
    held = [
        inner
        for word in holding
        for inner in (*objects(word), *(one for preposition, one in obliques(word) if preposition == "with"))
    ]
    return [*held, *(inner for one in held for preposition, inner in obliques(one) if preposition == "of")]
