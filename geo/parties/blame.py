"""Who did it by the words of a claim or a charge: "X claimed responsibility", "Y accused X of shelling"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    conjuncts,
    is_passive,
    objects,
    obliques,
    preposition,
    relation,
    subjects,
)
from geo.parties.voices import around, attribution_words, speaker_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geo.triggers.triggers import Trigger

TOGETHER = frozenset({"protest", "agreement", "movement", "base"})
"""Families whose actors take part rather than act upon one another."""

USED = frozenset(
    [
        "lay", "plant", "fire", "launch", "throw", "hurl", "drop", "detonate", "carry", "stage", "lob", "set",
        "explode", "do", "commit", "perpetrate", "conduct", "mount", "orchestrate", "order", "direct", "plan",
        "execute",
    ]
)  # fmt: skip
"""Verbs of using a weapon or doing a deed, whose agent did it: "a mine laid by rebels", "carried out by"."""

PLANTED = frozenset(
    {"laid", "planted", "buried", "hidden", "thrown", "hurled", "launched", "dropped", "detonated", "left"}
)
"""The same as participles, also where the parser takes them for adjectives."""

ARMED_FAMILIES = frozenset({"violence", "bombing", "fighting", "raid"})

WORKS = frozenset({"work", "handiwork", "deed", "doing", "hands", "act"})
"""Nouns whose "of" names who did it: "the work of rebels", "died at the hands of"."""

KIN = frozenset(
    [
        "relatives", "relative", "family", "families", "mother", "father", "parents", "mothers", "fathers", "wife",
        "wives", "husband", "widow", "widows", "son", "sons", "daughter", "daughters", "brother", "brothers", "sister",
        "sisters", "friends", "friend", "neighbours", "neighbors", "colleagues", "lawyer", "lawyers", "survivors",
    ]
)  # fmt: skip
"""Nouns before "of" and the name of another person: "relatives of a student marched"."""

OFFICES = frozenset(
    [
        "president",
        "leader",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "speaker",
        "commander",
        "chief",
        "head",
        "secretary",
        "chairman",
        "council",
    ]
)
"""Nouns before which a name in the genitive is that of whom they act for: "the union's president"."""

BELONGING = frozenset(
    [
        "belonging", "loyal", "affiliated", "linked", "used", "run", "operated", "owned", "held", "manned", "guarded",
        "controlled", "occupied", "escorted",
    ]
)  # fmt: skip
"""Participles that tell whose a thing is: "a base used by X"."""

CAPTIVES = frozenset(
    [
        "hostage", "hostages", "captive", "captives", "prisoner", "prisoners", "people", "men", "women", "children",
        "students", "pupils", "workers", "sailors", "soldiers", "engineers", "fishermen", "villagers", "passengers",
    ]
)  # fmt: skip
"""Nouns of people who are held, not owned."""

CARRYING = frozenset({"housing", "hosting", "carrying", "transporting", "sheltering", "ferrying"})
"""Participles that tell who is in it, and suffers what befalls it: "a bus carrying Y"."""

CALLED = frozenset({"called", "named", "dubbed", "calling", "styled", "known"})
"""Participles before a name: "a group called X", "an outfit calling itself Y"."""

TIMES = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "afternoon",
        "evening", "night", "day", "eve", "anniversary", "weekend",
    ]
)  # fmt: skip
"""Nouns after "on" that are no doers: "blamed the rebels on Monday"."""

PUTTING = frozenset({"place", "put", "lay", "pin", "heap", "cast", "pile", "point", "fix", "apportion"})
GUILT = frozenset({"blame", "finger", "fingers", "guilt", "responsibility", "suspicion", "suspicions"})
"""With such a verb, the nouns of a charge: "put the blame on", "pointed a finger at"."""

HOLDING = frozenset({"hold", "call", "deem", "consider", "find"})
ANSWERABLE = frozenset({"responsible", "accountable", "liable", "answerable"})
"""With such a verb, the adjectives of a charge: "held the army responsible"."""

CHARGING = frozenset({"charge", "indict", "convict", "prosecute", "arraign"})
"""Verbs of courts, whose object is held to have done what stands behind "with", "for", "of" or "over"."""

BLAMING = frozenset({"blame", "accuse", "attribute", "ascribe", "place", "put", "pin", "hold"})
"""Verbs that speak of the whole sentence before them: "..., said a group, which blamed the rebels"."""

FAR_REACH = 40
REACH = 14
"""Words from the trigger within which a verb of charging speaks of it."""


def find_blamed(doc: Doc, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Groups of nouns with the role "perpetrator", or with "" for the one who only says so."""
    word = doc[trigger.head]
    if not word.has_dep() or trigger.rule.family in TOGETHER:
        return []
    if trigger.rule.family == "arrest" and is_passive(word):
        return []  # who is "suspected of the killing" was arrested
    words = attribution_words()
    for token in around(word):
        far = abs(token.i - word.i) >= (REACH if token.lemma_ not in BLAMING or token.i < word.i else FAR_REACH)
        if far and token.i not in (one.i for one in word.ancestors):
            continue
        if token.lower_ == "behind" and token.i and token.nbor(-1).lemma_ == "be":
            return [(_behind(token), "perpetrator")]
        if token.lower_ in WORKS and obliques(token) and token.i != word.i:
            return [([noun for of, noun in obliques(token) if of == "of"], "perpetrator")]
        by = [noun for preposition, noun in obliques(token) if preposition == "by"] if token.lower_ in PLANTED else []
        if by and trigger.rule.family in ARMED_FAMILIES:
            return [(by, "perpetrator")]
        if token.pos_ == "VERB":
            found = _of_verb(token, word, trigger.rule.family, words)
            if found:
                return found
    return []


def _of_verb(
    verb: Token, word: Token, family: str, words: dict[str, frozenset[str]]
) -> list[tuple[Sequence[Token], str]]:
    """Who did it by one verb of using, claiming or charging; [] when it names nobody."""
    lemma = verb.lemma_
    done = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and not objects(verb))
    by = agents(verb) or [noun for of, noun in obliques(verb) if of == "by" and done and noun.lower_ not in TIMES]
    if lemma in USED and verb.i != word.i and family in ARMED_FAMILIES and by:
        return [(by, "perpetrator")]
    said = {one.lower_ for one in objects(verb)}
    if lemma in words["claims"] | {"deny", "reject"} and said & words["responsibility"]:
        return [(subjects(verb), "perpetrator")]
    if lemma in words["confesses"] and word.head.i == verb.i and word.i > verb.i:
        return [(subjects(verb), "perpetrator")]
    if lemma == "claim" and (agents(verb) or any(one.i == word.i for one in objects(verb))):
        return [(agents(verb) or subjects(verb), "perpetrator")]
    if lemma == "lay" and (accused := at_the_door_of(verb)):
        return [(accused, "perpetrator"), (subjects(verb), "")]
    if lemma in PUTTING and said & GUILT:
        held = [*obliques(verb), *(pair for thing in objects(verb) for pair in obliques(thing))]
        accused = [noun for to, noun in held if to in ("on", "at", "upon", "with") and noun.lower_ not in TIMES]
        return [(accused, "perpetrator"), (subjects(verb), "")]
    if lemma in CHARGING and verb.i < word.i:
        charges = [noun for to, noun in obliques(verb) if to in ("with", "for", "of", "over", "in")]
        charged = subjects(verb) if is_passive(verb) else objects(verb)
        if any(noun.i == word.i or noun.is_ancestor(word) for noun in charges):
            return [(charged, "perpetrator"), (agents(verb) if is_passive(verb) else subjects(verb), "")]
    if lemma in HOLDING and any(one.lower_ in ANSWERABLE for one in verb.doc[verb.i + 1 : verb.sent.end]):
        answerable = subjects(verb) if is_passive(verb) else objects(verb)
        return [(answerable, "perpetrator"), (agents(verb) if is_passive(verb) else subjects(verb), "")]
    told = subjects(verb) if is_passive(verb) else objects(verb)
    tellers = agents(verb) if is_passive(verb) else subjects(verb)
    if lemma in ("blame", "pin") and (blamed := blamed_on(verb)):
        return [(blamed, "perpetrator"), (tellers, "")]
    if lemma in words["ascribes"] and (lemma not in words["charges"] or any(o.lower_ in words["deeds"] for o in told)):
        return [
            (blamed_on(verb), "perpetrator"),
            (tellers, ""),
        ]
    if lemma in words["charges"] and (verb.i < word.i or lemma != "accuse") and all(o.i != word.i for o in told):
        return [(told, "perpetrator"), (tellers, "")]
    return []


def blamed_on(verb: Token) -> list[Token]:
    """To whom it is ascribed, also where the parse hangs him on what is: "blamed that attack on the rebels"."""
    wanted = ("on",) if verb.lemma_ in ("blame", "pin") else ("to", "on")
    held = [*obliques(verb), *(pair for thing in objects(verb) for pair in obliques(thing))]
    return [noun for to, noun in held if to in wanted and noun.i > verb.i and noun.lower_ not in TIMES]


def at_the_door_of(verb: Token) -> list[Token]:
    """At whose door it is laid."""
    doors = [token for token in verb.doc[verb.i : verb.sent.end] if token.lower_ in ("door", "doorstep", "feet")]
    return [noun for door in doors[:1] for of, noun in obliques(door) if of == "of"]


def _behind(token: Token) -> list[Token]:
    """Who was behind it: the subject of "was behind", the speaker where that is "it"."""
    found: list[Token] = []
    one: Token = token
    for _ in range(4):
        found = [child for child in one.children if relation(child) == "nsubj" and child.i < token.i]
        if found or one.head.i == one.i:
            break
        one = one.head
    if found and found[0].pos_ == "PRON":
        speaker = speaker_head(token)
        return [speaker] if speaker is not None else found
    return found


def named_by(heads: Iterable[Token], inside: bool = False) -> set[Token]:
    """The heads, what is coordinated with them, and the names and nouns that stand to them as one phrase.

    With ``inside`` also those who are in what the heads name, who suffer with it.
    """
    words: set[Token] = set()
    for head in heads:
        for one in (head, *conjuncts(head)):
            words.add(one)
            _add_phrase(words, one, 0)
            held = [child for child in one.children if relation(child) == "acl" and child.lower_ in CARRYING]
            words.update(noun for child in held for noun in objects(child) if inside)
            words.update(_called(one))
    return words


def _called(noun: Token) -> list[Token]:
    """The name of an otherwise nameless group: "a group called X", "an outfit calling itself the Y"."""
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 5)]
    if not after or after[0].lower_ not in CALLED:
        return []
    return [token for token in after if token.pos_ == "PROPN"][:1]


def _add_phrase(words: set[Token], head: Token, depth: int) -> None:
    """Adds the words that name or own what the head names: "a convoy belonging to X", "members of X"."""
    for child in head.children:
        kind = relation(child).split(":")[0]
        owned = kind == "nmod" and preposition(child) in ("of", "from", "") and relation(child) != "nmod:poss"
        owned = owned and head.lower_ not in KIN
        spoken_for = relation(child) == "nmod:poss" and head.lower_ in OFFICES
        if owned and child.lower_ in attribution_words()["deeds"]:
            continue  # "accused X of the killing of Y"
        if kind == "appos" and head.lower_ in attribution_words()["deeds"]:
            continue  # "a raid killed X, the group's leader"
        described = kind == "amod" and (not depth or child.text[:1].isupper())
        if kind in ("compound", "flat", "appos") or described or owned or spoken_for:
            words.add(child)
            if owned:
                words.update(conjuncts(child))
            if depth < 2 and not (kind == "appos" and head.pos_ == "PROPN"):
                _add_phrase(words, child, depth + 1)
        elif kind == "acl" and child.lower_ in BELONGING and not (child.lower_ == "held" and head.lower_ in CAPTIVES):
            words.update(noun for _, noun in obliques(child))
            words.update(objects(child))
