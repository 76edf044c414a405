"""Who does it and to whom it is done in passives, also where the parse has them wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.casualties.headcounts import casualty_words, is_person
from geo.language.syntax import agents, is_passive, objects, obliques, preposition, relation, subjects
from geo.parties.blame import TIMES

if TYPE_CHECKING:
    from spacy.tokens import Token

PEOPLE = frozenset({"men", "women", "policemen", "guardsmen", "fishermen", "gunmen", "servicemen"})

PLACES = frozenset({"GPE", "LOC", "FAC"})
DEEDS = frozenset(
    [
        "attack", "strike", "airstrike", "raid", "ambush", "shelling", "bombardment", "bombing", "operation",
        "offensive", "assault", "fire", "encounter", "gunfight", "firefight", "gunbattle", "battle", "clash", "fight",
        "fighting", "skirmish", "shootout", "shooting", "crossfire", "exchange", "incursion", "blast", "explosion",
        "barrage", "massacre", "confrontation", "engagement", "hit", "salvo", "bombardment", "brawl", "shoot-out",
        "attempt", "sweep", "crackdown", "rampage", "pogrom", "reprisal", "robbery", "hold-up", "heist", "stampede",
    ]
)  # fmt: skip
"""Nouns of what people are killed in, before which or behind which stands who did it."""

PROJECTILES = frozenset(
    [
        "rocket", "missile", "shell", "mortar", "bullet", "shot", "round", "grenade", "bomb", "projectile", "drone",
        "arrow", "torpedo", "salvo", "volley", "barrage", "shrapnel", "gun", "weapon", "flare", "canister", "bolt",
        "munition", "artillery", "katyusha", "warhead", "charge", "stone", "petrol", "one", "two", "three", "dozen",
    ]
)  # fmt: skip
"""Nouns of what is fired, not of who fires."""

FAR = 25
"""Words behind a passive verb within which "by" still tells who did it."""


def is_undergone(word: Token) -> bool:
    """Whether the verb's subject is the one to whom it is done."""
    if word.lemma_ == "fire" and relation(word) == "acl" and not agents(word) and _fires(word.head):
        return False  # "when a helicopter fired on a hillside"
    return is_passive(word) or _is_shared_passive(word) or _is_reduced_passive(word) or _has_been(word)


def _has_been(word: Token) -> bool:
    """Whether "was" stands before a participle that the parse takes for a past: "was beaten to death"."""
    before = {child.lower_ for child in word.children if child.i < word.i and child.pos_ in ("AUX", "VERB")}
    return word.tag_ in ("VBD", "VBN") and bool(before & {"was", "were", "been", "got"}) and not objects(word)


def _fires(noun: Token) -> bool:
    """Whether the noun before "fired on" means who fires, not what is fired."""
    held = preposition(noun) not in ("", "of") and not means_people(noun)
    return noun.lemma_.lower() not in PROJECTILES and noun.pos_ in ("NOUN", "PROPN") and not held


def done_by(word: Token) -> list[Token]:
    """Who does what a passive verb says."""
    return agents(word) or _shared_agents(word) or _after_by(word)


def done_to(word: Token) -> list[Token]:
    """To whom a passive verb says that it is done."""
    before = word.nbor(-1) if word.i > word.sent.start else word
    if before.like_num and not any(relation(child).startswith("nsubj") for child in word.children):
        return []  # "nine dead and 214 injured"
    return [people_of(_named_by_who(subject)) for subject in subjects(word)]


def fought_in(word: Token) -> list[Token]:
    """Whose deed people were killed in: "in an Israeli strike", "in a gunfight with border guards"."""
    deeds = [noun for noun in nouns_after(word, "in", "during") if noun.lemma_ in DEEDS]
    with_whom = [one for deed in deeds for one in nouns_after(deed, "with", "by")]
    far = [] if with_whom or not deeds else [noun for noun in nouns_after(word, "with") if means_people(noun)]
    return [*deeds, *with_whom, *far]


def nouns_after(word: Token, *wanted: str) -> list[Token]:
    """The nouns behind one of the prepositions, but not "on Monday"."""
    return [noun for preposition, noun in obliques(word) if preposition in wanted and noun.lower_ not in TIMES]


def _named_by_who(subject: Token) -> Token:
    """The noun before a "who" whose clause the parse hangs elsewhere: "12 girls aged 15 who were seized"."""
    relative = subject.lower_ in ("who", "that") and subject.pos_ in ("PRON", "SCONJ")
    aged = subject.pos_ == "NUM" and any(relation(child) == "acl:relcl" for child in subject.children)
    if not relative and not aged:
        return subject
    before = reversed(list(subject.doc[subject.sent.start : subject.i]))
    return next((token for token in before if token.pos_ == "NOUN" and means_people(token)), subject)


def people_of(noun: Token) -> Token:
    """The people, where a relative clause hangs on what they belong to: "employees of a charity who were seized"."""
    above = noun.head
    people = relation(noun) == "nmod" and preposition(noun) in ("of", "from", "with") and above.pos_ == "NOUN"
    relative = any(relation(child) == "acl:relcl" for child in noun.children)
    return above if people and relative and means_people(above) and not means_people(noun) else noun


def _after_by(word: Token) -> list[Token]:
    """Who stands behind "by", where the parse hangs him elsewhere: "bundled into a pickup by masked men"."""
    near = behind(word, "by")
    if near:
        return near
    for token in word.doc[word.i + 1 : min(word.sent.end, word.i + FAR)]:
        if token.text in (";", ":", "(") or token.pos_ in ("VERB", "AUX", "SCONJ"):
            break
        held = token.pos_ in ("NOUN", "PROPN") and preposition(token) == "by" and token.ent_type_ not in PLACES
        if held and token.lower_ not in TIMES and means_people(token):
            return [token]
    return []


def behind(word: Token, preposition: str) -> list[Token]:
    """The noun behind a preposition that follows the word closely."""
    for token in word.doc[word.i + 1 : min(word.sent.end, word.i + 4)]:
        if token.lower_ == preposition:
            following = word.doc[token.i + 1 : min(word.sent.end, token.i + 4)]
            return [noun for noun in following if noun.pos_ in ("NOUN", "PROPN")][:1]
    return []


def behind_far(word: Token, preposition: str) -> list[Token]:
    """The noun behind a preposition anywhere later in the sentence."""
    after = word.doc[word.i + 1 : word.sent.end]
    at = next((token for token in after if token.lower_ == preposition), None)
    if at is None:
        return []
    nouns = [noun for noun in word.doc[at.i + 1 : min(word.sent.end, at.i + 6)] if noun.pos_ in ("NOUN", "PROPN")]
    return [noun for noun in nouns if relation(noun) != "compound"][:1]


def _is_shared_passive(word: Token) -> bool:
    """Whether the verb shares "was" with the one before: "was killed and her brother wounded"."""
    above = word.head
    return relation(word) == "conj" and is_passive(above) and not objects(word) and above.tag_ == "VBN"


def _shared_agents(word: Token) -> list[Token]:
    """Who did what goes before in the same breath: "was stopped by masked men and five people were led off"."""
    above = word.head
    return agents(above) if relation(word) == "conj" and is_passive(above) else []


def _is_reduced_passive(word: Token) -> bool:
    """Whether "by" tells who did it, where the parser took a participle for a past: "girls abducted by gunmen"."""
    if word.tag_ not in ("VBD", "VBN") or any(noun.lower_ not in TIMES for noun in objects(word)):
        return False
    by = nouns_after(word, "by")
    if any(relation(noun) == "obl:agent" for noun in by):
        return True
    return any(means_people(noun.doc[noun.i]) and noun.ent_type_ not in PLACES for noun in by)


def means_people(noun: Token) -> bool:
    """Whether the noun means people, whose "at" or "on" is only where they are."""
    table = casualty_words()
    one = noun.lower_.removesuffix("s")
    return (
        noun.pos_ == "PROPN"
        or is_person(noun.lower_, table)
        or is_person(one, table)
        or noun.lower_ in PEOPLE | table["collective"]
    )
