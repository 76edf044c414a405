"""Which nouns of a parsed sentence act and suffer in a trigger's incident: subjects, objects, "by" and "on" phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.blame import TIMES, TOGETHER
from geo.headcounts import casualty_words, is_person
from geo.syntax import (
    agents,
    compounds,
    governor,
    is_passive,
    objects,
    obliques,
    possessors,
    preposition,
    relation,
    subjects,
)
from geo.voices import around, attribution_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.triggers import Trigger

HARM = frozenset(
    [
        "kill", "die", "wound", "hurt", "shoot", "kill by hand", "harm somebody", "surely put to death",
        "put an end to people", "neutralise people", "bodies", "body found",
    ]
)  # fmt: skip
"""Triggers of violence that people suffer: the one it is done to is a victim, not only a target."""

HARMING = frozenset({"abduction", "sexual", "arrest"})
"""The same of whole families."""

FOUND = frozenset({"bodies", "body found"})
"""Triggers whose subject only finds the dead."""

VICTIMLESS = frozenset({"die"})

SUFFERED = frozenset({"drown", "suffocate", "starve", "perish", "choke", "asphyxiate"})
"""Verbs that without an object tell what befell their subject: "four people drowned"."""

LOADED = frozenset(
    {"carry", "pack", "transport", "ferry", "cram", "crowd", "load", "fill", "overload", "bring", "take"}
)
"""Verbs whose participle tells who is on board."""

PEOPLE = frozenset({"men", "women", "policemen", "guardsmen", "fishermen", "gunmen", "servicemen"})

PLACES = frozenset({"GPE", "LOC", "FAC"})

AT_WHOM = ("on", "at", "against", "into", "upon")

TO_WHOM = {"territory": ("from",), "seizure": ("from",)}
"""Prepositions before the one who suffers: "fired at", but "retook the town from"."""

DOING = frozenset(
    [
        "carry", "launch", "stage", "mount", "conduct", "commit", "perpetrate", "make", "open", "lead", "execute",
        "order", "unleash", "wage", "resume", "begin", "start", "direct", "undertake",
    ]
)  # fmt: skip
"""Verbs that say no more than that what the noun names was done."""

REACTING = frozenset(
    [
        "condemn", "denounce", "deplore", "decry", "mourn", "regret", "welcome", "praise", "probe", "investigate",
        "report", "confirm", "deny", "describe", "call", "discuss", "protest", "avenge", "survive", "witness", "film",
    ]
)  # fmt: skip
"""Verbs of those who only speak of a deed."""

HOLDING = frozenset({"hold", "control", "occupy", "seize", "capture", "overrun", "take"})
"""Verbs of those who had before what somebody takes."""

TAKING = frozenset({"take", "capture", "seize", "retake", "recapture", "wrest", "regain", "snatch", "liberate"})
"""Verbs after which "from" tells who lost it."""

EXPELLING = frozenset({"drive", "push", "expel", "oust", "dislodge", "chase", "rout", "evict", "repel", "flush"})
"""Verbs whose object loses the ground that somebody takes."""


def is_harm(trigger: Trigger) -> bool:
    """Whether people suffer it: they are killed, hurt, taken or held."""
    return trigger.rule.id in HARM or trigger.rule.family in HARMING


def find_role_heads(word: Token, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Groups of nouns with the role of whoever they name, by the parse; [] where there is none."""
    if not word.has_dep():
        return []
    suffers = "victim" if is_harm(trigger) else "target"
    if trigger.rule.id in FOUND:
        return [([noun for thing in [word, *objects(word)] for noun in _obliques(thing, "of")], "victim")]
    if trigger.rule.family == "other":
        wreck = subjects(word) if trigger.part != "noun" else [*_obliques(word, "of"), *compounds(word)]
        return [(_aboard(wreck), "victim"), (subjects(word), "perpetrator"), (objects(word), "victim")]
    if trigger.rule.family in TOGETHER:
        pelted = [*_obliques(word, "at"), *(noun for thing in objects(word) for noun in _obliques(thing, "at"))]
        thrown = trigger.rule.family == "protest" and trigger.part != "noun"
        return [(_actors_of(word, trigger), "participant"), (pelted if thrown else [], "target")]
    if trigger.part == "noun":
        return _noun_roles(word, trigger, suffers)
    if trigger.rule.family == "arrest" and trigger.part == "phrase" and word.pos_ == "ADP":
        return [(subjects(word.head) or _holders(word.head), suffers)]  # "a man is in custody", "behind bars"
    if trigger.rule.id in VICTIMLESS:
        return [(subjects(word), "victim"), (_obliques(word, "at", "by"), "perpetrator")]
    if trigger.rule.id in ("clash", "fight"):
        return [([*subjects(word), *_obliques(word, "with", "against"), *objects(word)], "participant")]
    if word.lemma_ in SUFFERED and not objects(word):
        return [(subjects(word), "victim")]
    if is_passive(word) or _is_shared_passive(word) or _is_reduced_passive(word):
        return [
            (agents(word) or _shared_agents(word) or _after_by(word), "perpetrator"),
            ([_people_of(_named_by_who(subject)) for subject in subjects(word)], suffers),
            (_obliques(word, "in"), "perpetrator"),
        ]
    return [
        (_expelled(word) if trigger.rule.family in ("territory", "seizure") else [], "target"),
        (_doers(word), "perpetrator"),
        (
            [
                *_objects(word),
                *(noun for noun in _obliques(word, *TO_WHOM.get(trigger.rule.family, AT_WHOM)) if noun.i > word.i),
                *_after_trigger(trigger, word),
            ],
            suffers,
        ),
    ]


def _noun_roles(word: Token, trigger: Trigger, suffers: str) -> list[tuple[Sequence[Token], str]]:
    """Roles at a noun: "an attack by X on Y", "X's attack", "the killing of Y", "a US drone strike hit Y"."""
    verb = word.head if relation(word).split(":")[0] in ("obj", "nsubj", "obl") and word.head.pos_ == "VERB" else None
    planted = [agent for child in word.children if relation(child).startswith("acl") for agent in agents(child)]
    doers: list[Token] = [*_obliques(word, "by", "from"), *_modifiers(word), *planted]
    sufferers = [*_obliques(word, "on", "against", "at"), *_behind(word, "against")]
    owned = [*possessors(word), *_obliques(word, "of")]
    owns = trigger.rule.id in ("shoot", "put behind bars")
    if (is_harm(trigger) and not owns) or trigger.rule.id in ("take territory", "capture"):
        sufferers += owned
    else:
        doers += owned
    if trigger.rule.id == "die":
        return [(owned, "victim")]
    if verb is not None:
        kind = relation(word).split(":")[0]
        if kind == "obj":
            used = _is_light(verb, trigger) or trigger.rule.family == "intervention"
            doers += subjects(verb) if not is_passive(verb) and used else []
            sufferers += _obliques(verb, "on", "against", "at")
            if verb.lemma_ == "survive":
                sufferers += subjects(verb)
        elif verb.lemma_ in REACTING:
            pass  # "explosions were reported by residents"
        elif kind == "nsubj":
            sufferers += objects(verb)
            doers += agents(verb)
        elif preposition(word) == "under":
            doers += _obliques(verb, "from", "by")
            sufferers += subjects(verb)
        elif is_passive(verb):
            doers += agents(verb)
            sufferers += subjects(verb)
    if trigger.rule.id in ("clash", "fight"):
        between = _obliques(word, "between", "with", "among", "against")
        return [([*between, *doers], "participant")]
    return [(doers, "perpetrator"), (sufferers, suffers)]


def _named_by_who(subject: Token) -> Token:
    """The noun before a "who" whose clause the parse hangs elsewhere: "12 girls aged 15 who were seized"."""
    relative = subject.lower_ in ("who", "that") and subject.pos_ in ("PRON", "SCONJ")
    aged = subject.pos_ == "NUM" and any(relation(child) == "acl:relcl" for child in subject.children)
    if not relative and not aged:
        return subject
    before = reversed(list(subject.doc[subject.sent.start : subject.i]))
    return next((token for token in before if token.pos_ == "NOUN" and _is_person(token)), subject)


def _people_of(noun: Token) -> Token:
    """The people, where a relative clause hangs on what they belong to: "employees of a charity who were seized"."""
    above = noun.head
    people = relation(noun) == "nmod" and preposition(noun) in ("of", "from", "with") and above.pos_ == "NOUN"
    relative = any(relation(child) == "acl:relcl" for child in noun.children)
    return above if people and relative and _is_person(above) and not _is_person(noun) else noun


def _holders(word: Token) -> list[Token]:
    """Who is in what a noun under a verb names: "a man" of "a man remains in custody"."""
    above = governor(word)
    return subjects(above) if above is not None and above.pos_ == "VERB" else []


def _doers(word: Token) -> list[Token]:
    """Who does what an active verb says; behind ", the army said," the one of the clause before that."""
    above = word.head
    own = any(relation(child).startswith("nsubj") for child in word.children)
    if relation(word) == "acl" and word.nbor(-1).text == "," and relation(above) == "nsubj":
        above = above.head  # "..., said its mayor, driving out the army"
    if relation(word) in ("conj", "advcl", "acl") and not own and above.lemma_ in attribution_words()["says"]:
        told = [child for child in above.children if relation(child) in ("ccomp", "parataxis") and child.i < above.i]
        if told:
            return subjects(told[0])
    return [subject for subject in subjects(word) if not _is_speaking(subject)]


def _objects(word: Token) -> list[Token]:
    """Whom a verb is done to, also where "dead" stands between: "shot dead a guard"."""
    on_things = ("at", "into", "on", "from") if word.lemma_ in TAKING else ("at", "into", "on")
    held = [noun for thing in objects(word) for noun in _obliques(thing, *on_things) if not _is_person(thing)]
    return [*objects(word), *held, *(noun for dead in word.children if dead.lower_ == "dead" for noun in objects(dead))]


def _after_by(word: Token) -> list[Token]:
    """Who stands behind "by", where the parse hangs him elsewhere: "bundled into a pickup by masked men"."""
    near = _behind(word, "by")
    if near:
        return near
    for token in word.doc[word.i + 1 : min(word.sent.end, word.i + 14)]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ"):
            break
        held = token.pos_ in ("NOUN", "PROPN") and preposition(token) == "by" and token.ent_type_ not in PLACES
        if held and token.lower_ not in TIMES and _is_person(token):
            return [token]
    return []


def _behind(word: Token, preposition: str) -> list[Token]:
    """The noun behind a preposition that follows the word closely."""
    for token in word.doc[word.i + 1 : min(word.sent.end, word.i + 4)]:
        if token.lower_ == preposition:
            following = word.doc[token.i + 1 : min(word.sent.end, token.i + 4)]
            return [noun for noun in following if noun.pos_ in ("NOUN", "PROPN")][:1]
    return []


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
    by = _obliques(word, "by")
    return any(_is_person(noun.doc[noun.i]) and noun.ent_type_ not in PLACES for noun in by)


def _aboard(vehicles: Sequence[Token]) -> list[Token]:
    """Who is on what went wrong: "a boat with 70 migrants", "a bus carrying pilgrims", "a dinghy packed with men"."""
    found: list[Token] = []
    for vehicle in vehicles:
        found += [noun for noun in _obliques(vehicle, "with", "of", "full of") if _is_person(noun)]
        for child in vehicle.children:
            if relation(child).startswith("acl") and child.lemma_ in LOADED:
                found += [*objects(child), *_obliques(child, "with", "by")]
    return found


def _is_person(noun: Token) -> bool:
    """Whether the noun means people, whose "at" or "on" is only where they are."""
    table = casualty_words()
    one = noun.lower_.removesuffix("s")
    return (
        noun.pos_ == "PROPN"
        or is_person(noun.lower_, table)
        or is_person(one, table)
        or noun.lower_ in PEOPLE | table["collective"]
    )


def _is_speaking(noun: Token) -> bool:
    """Whether the noun only tells it: "police" of "Rebels, police said, shot"."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return following.lemma_ in attribution_words()["says"] and following.i != noun.head.i


def _expelled(word: Token) -> list[Token]:
    """Who was driven from what was taken: "seized the town, driving out the army", "which rebels had held"."""
    after = [token for token in around(word) if token.i > word.i]
    expelled = [noun for verb in after if verb.lemma_ in EXPELLING for noun in objects(verb)]
    holding = [verb for verb in after if verb.lemma_ in HOLDING and relation(verb) == "acl:relcl"]
    held = [child for verb in holding for child in verb.children if relation(child) == "nsubj"]
    return [*expelled, *(noun for noun in held if noun.pos_ != "PRON")]


def _after_trigger(trigger: Trigger, word: Token) -> list[Token]:
    """What stands behind a trigger that ends in a preposition: "the home" of "set fire to the home"."""
    doc = word.doc
    if trigger.end - trigger.start < 2 or doc[trigger.end - 1].pos_ not in ("ADP", "PART"):
        return []
    for token in doc[trigger.end : min(word.sent.end, trigger.end + 6)]:
        if token.pos_ in ("NOUN", "PROPN") and relation(token) not in ("compound", "nmod:poss"):
            return [token]
    return []


def _is_light(verb: Token, trigger: Trigger) -> bool:
    """Whether the verb only says that what the noun names was done: "carried out an attack"."""
    return (trigger.start <= verb.i < trigger.end and verb.lemma_ not in REACTING) or verb.lemma_ in DOING


def _actors_of(word: Token, trigger: Trigger) -> list[Token]:
    """Who takes part: the subject and the agent of a verb, what stands at a noun."""
    if trigger.part != "noun":
        moved = objects(word) if trigger.rule.family in ("movement", "agreement") else []
        return [*subjects(word), *agents(word), *moved, *_obliques(word, "with", "between")]
    verb = [word.head] if word.head.pos_ == "VERB" else []
    return [
        *_obliques(word, "by", "of", "between", "with"),
        *_modifiers(word),
        *possessors(word),
        *(s for v in verb for s in [*subjects(v), *agents(v)]),
    ]


def _obliques(word: Token, *wanted: str) -> list[Token]:
    return [noun for preposition, noun in obliques(word) if preposition in wanted and noun.lower_ not in TIMES]


def _modifiers(word: Token) -> list[Token]:
    """The words before a noun that may name whose it is: "US drone strike", "Israeli raid"."""
    return [*compounds(word), *(child for child in word.children if relation(child) == "amod")]
