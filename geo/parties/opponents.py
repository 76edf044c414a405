"""Who fights whom where the sentence only says between whom: "shots were exchanged between X and Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.parties.nearby_doers import Roles, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geo.triggers.triggers import Trigger

FAMILIES = frozenset({"violence", "bombing", "fighting", "mob", "property", "raid"})
"""Families of triggers that may tell of a fight."""

FOUGHT = frozenset(
    [
        "fire", "gunfire", "crossfire", "shot", "shoot", "shooting", "shootout", "clash", "fight", "fighting", "battle",
        "gunbattle", "gunfight", "firefight", "skirmish", "quarrel", "feud", "dispute", "brawl", "exchange", "duel",
        "melee", "scuffle", "row", "hostility", "confrontation", "combat", "artillery", "shelling", "violence", "war",
        "strife", "encounter", "standoff", "punch-up", "conflict", "bloodshed", "shell", "mortar", "volley", "salvo",
        "argument", "altercation", "vendetta", "fray", "engagement", "attack", "rivalry", "bloodletting", "trade",
    ]
)  # fmt: skip
"""Lemmas of what is fought "between" two sides."""

SETTING = frozenset({"set", "pit", "turn", "drive"})
"""Verbs whose object and whose "against" are the two sides: "a quarrel that set farmers against herders"."""

WITHIN = 16
"""Words before "between" among which the fight is named."""

SPREAD = 22
"""Words behind it among which the two sides are named."""

FIGHTERS = frozenset(
    [
        "state forces", "rebel group", "political militia", "identity militia", "external forces", "rioters",
        "protesters", "civilians", "party", "",
    ]
)  # fmt: skip


def opponents(doc: Doc, trigger: Trigger, spans: Spans) -> Roles:
    """The two sides of the fight in which the trigger's incident happened, each as one who takes part."""
    word = doc[trigger.head]
    if trigger.rule.family not in FAMILIES or not word.has_dep():
        return {}
    found: Roles = {}
    for opening, end in _openings(word):
        sides = [
            mention
            for first, after, mention in spans
            if opening < first and after <= end and mention.actor is not None and mention.actor.type in FIGHTERS
            if not _is_held(doc, opening, first)
        ]
        found |= {mention.start: (mention, "participant") for mention in sides}
    return found


def _openings(word: Token) -> Iterator[tuple[int, int]]:
    """Where the sides begin to be named, and where they are all named."""
    doc, sentence = word.doc, word.sent
    for token in sentence:
        before = doc[max(sentence.start, token.i - WITHIN) : token.i]
        if not any(one.lemma_.lower() in FOUGHT or one.lower_ in FOUGHT for one in before):
            continue
        setting = next((one for one in before if one.lemma_ in SETTING), None)
        if token.lower_ == "between" and all(one.text != ";" for one in before):
            yield token.i, _end(token)
        elif token.lower_ == "against" and setting is not None and token.i - setting.i < WITHIN // 2:
            yield setting.i, _end(token)


def _end(opening: Token) -> int:
    """The word behind the last that may name a side: a finite verb, a full stop or a clause of its own ends them."""
    last = min(opening.sent.end, opening.i + SPREAD)
    for token in opening.doc[opening.i + 1 : last]:
        if token.text in (";", ":") or token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB", "VBG"):
            return int(token.i)
    return last


def _is_held(doc: Doc, opening: int, first: int) -> bool:
    """Whether another preposition holds the name: "accompanied by Russian instructors", "in Congo"."""
    for token in reversed(list(doc[opening + 1 : first])):
        if token.pos_ in ("DET", "ADJ", "NUM"):
            continue
        return token.pos_ == "ADP" and token.lower_ not in ("between", "against", "of", "from")
    return False
