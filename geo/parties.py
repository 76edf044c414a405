"""Who acted and who suffered: the actors of a sentence in their roles in one incident, from the parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.kinds import parties
from geo.records import Mention
from geo.standing import places_in, tokens_of
from geo.status import speaker_of
from geo.syntax import (
    agents,
    compounds,
    conjuncts,
    is_passive,
    objects,
    obliques,
    possessors,
    preposition,
    relation,
    subjects,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geo.triggers import Trigger

HARM = frozenset({"kill", "die", "wound", "shoot", "abduct", "rape", "arrest"})
"""Triggers that people suffer: the one it is done to is a victim, not only a target."""

TOGETHER = frozenset({"protest", "agreement", "movement", "base"})
"""Families whose actors take part rather than act upon one another."""

AT_WHOM = ("on", "at", "against", "into", "upon")
TO_WHOM = {"territory": ("from",), "seizure": ("from",)}
"""Prepositions before the one who suffers: "fired at", but "retook the town from"."""

USED = frozenset({"lay", "plant", "fire", "launch", "throw", "hurl", "drop", "detonate", "carry", "stage", "lob"})
"""Verbs of using a weapon, whose agent did it: "a mine laid by rebels"."""

CROWDS = frozenset({"protest", "mob"})
"""Families whose nouns may name the people themselves: "protesters", "a mob"."""

VICTIMLESS = frozenset({"die"})


def find_roles(doc: Doc, trigger: Trigger, actors: Sequence[Mention]) -> tuple[tuple[Mention, str], ...]:
    """The actors of the trigger's sentence that act or suffer in its incident, each with its role."""
    inside = [mention for mention in places_in(actors, doc[trigger.head].sent) if not _is_media(mention)]
    found: dict[int, tuple[Mention, str]] = {}
    for words, role in [*_blamed(doc, trigger), *_role_words(doc, trigger), *_announced(doc, trigger)]:
        for mention in inside:
            start, end = tokens_of(doc, mention)
            if mention.start not in found and any(start <= word.i < end for word in words):
                found[mention.start] = (mention, role)
    themselves = [m for m in inside if tokens_of(doc, m)[0] <= trigger.head < tokens_of(doc, m)[1]]
    if trigger.rule.family in CROWDS and trigger.part == "noun" and themselves:
        crowd = "perpetrator" if trigger.rule.family == "mob" else "participant"
        return ((themselves[0], crowd),)
    if not found and doc[trigger.head].pos_ != "VERB" and trigger.part != "noun":
        found = dict(_by_order(doc, trigger, inside))
    return tuple(found[key] for key in sorted(found) if found[key][1])


def _blamed(doc: Doc, trigger: Trigger) -> list[tuple[set[Token], str]]:
    """Who did it by the words of a claim or a charge: "X claimed responsibility", "Y accused X of shelling"."""
    word = doc[trigger.head]
    if not word.has_dep() or trigger.rule.family in TOGETHER:
        return []
    for verb in word.sent:
        if verb.pos_ != "VERB" or not 0 <= abs(verb.i - word.i) < 14:
            continue
        lemma = verb.lemma_
        if lemma in USED and trigger.rule.family in ("violence", "bombing") and agents(verb):
            return [(_named(agents(verb)), "perpetrator")]
        if lemma in ("claim", "take", "deny", "accept") and any(o.lower_ == "responsibility" for o in objects(verb)):
            return [(_named(subjects(verb)), "perpetrator")]
        if lemma in ("accuse", "blame", "suspect") and verb.i < word.i:
            charged = subjects(verb) if is_passive(verb) else objects(verb)
            return [(_named(charged), "perpetrator"), (_named(agents(verb) or subjects(verb)), "")]
    return []


def _announced(doc: Doc, trigger: Trigger) -> list[tuple[set[Token], str]]:
    """Who says that troops move takes part in it: "the Pentagon said that troops would be sent"."""
    if trigger.rule.family not in ("movement", "base") or not doc[trigger.head].has_dep():
        return []
    speaker = speaker_of(doc[trigger.head])
    return [(set(speaker), "participant")] if speaker is not None else []


def _is_media(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.type == "media"


def _role_words(doc: Doc, trigger: Trigger) -> list[tuple[set[Token], str]]:
    """Groups of words with the role of whoever they name, by the parse; [] where there is none."""
    word = doc[trigger.head]
    if not word.has_dep():
        return []
    suffers = "victim" if trigger.rule.id in HARM else "target"
    if trigger.rule.family in TOGETHER:
        return [(_named(_actors_of(word, trigger)), "participant")]
    if trigger.part == "noun":
        return _noun_roles(word, trigger, suffers)
    if trigger.rule.id in VICTIMLESS:
        return [(_named(subjects(word)), "victim"), (_named(_obliques(word, "at", "by")), "perpetrator")]
    if trigger.rule.id in ("clash", "fight"):
        return [(_named([*subjects(word), *_obliques(word, "with", "against"), *objects(word)]), "participant")]
    if is_passive(word):
        return [
            (_named(agents(word)), "perpetrator"),
            (_named(subjects(word)), suffers),
            (_named(_obliques(word, "in")), "perpetrator"),
        ]
    return [
        (_named(subjects(word)), "perpetrator"),
        (_named([*objects(word), *_obliques(word, *TO_WHOM.get(trigger.rule.family, AT_WHOM))]), suffers),
    ]


def _noun_roles(word: Token, trigger: Trigger, suffers: str) -> list[tuple[set[Token], str]]:
    """Roles at a noun: "an attack by X on Y", "X's attack", "the killing of Y", "a US drone strike hit Y"."""
    verb = word.head if relation(word).split(":")[0] in ("obj", "nsubj", "obl") and word.head.pos_ == "VERB" else None
    planted = [agent for child in word.children if relation(child).startswith("acl") for agent in agents(child)]
    doers: list[Token] = [*_obliques(word, "by", "from"), *_modifiers(word), *planted]
    sufferers = [*_obliques(word, "on", "against", "at")]
    owned = [*possessors(word), *_obliques(word, "of")]
    if trigger.rule.id in ("kill", "abduct", "wound", "arrest", "rape", "take territory", "capture"):
        sufferers += owned
    else:
        doers += owned
    if trigger.rule.id == "die":
        return [(_named(owned), "victim")]
    if verb is not None:
        kind = relation(word).split(":")[0]
        if kind == "obj":
            doers += subjects(verb) if not is_passive(verb) and _is_light(verb, trigger) else []
            sufferers += _obliques(verb, "on", "against", "at")
        elif kind == "nsubj":
            sufferers += objects(verb)
            doers += agents(verb)
        elif is_passive(verb):
            doers += agents(verb)
            sufferers += subjects(verb)
    if trigger.rule.id in ("clash", "fight"):
        between = _obliques(word, "between", "with", "among", "against")
        return [(_named([*between, *doers]), "participant")]
    return [(_named(doers), "perpetrator"), (_named(sufferers), suffers)]


def _is_light(verb: Token, trigger: Trigger) -> bool:
    """Whether the verb only says that what the noun names was done: it is part of the trigger."""
    return trigger.start <= verb.i < trigger.end


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
    return [noun for preposition, noun in obliques(word) if preposition in wanted]


def _modifiers(word: Token) -> list[Token]:
    """The words before a noun that may name whose it is: "US drone strike", "Israeli raid"."""
    return [*compounds(word), *(child for child in word.children if relation(child) == "amod")]


def _named(heads: Iterable[Token]) -> set[Token]:
    """The heads, what is coordinated with them, and the names and nouns that stand to them as one phrase."""
    words: set[Token] = set()
    for head in heads:
        for one in (head, *conjuncts(head)):
            words.add(one)
            _add_phrase(words, one, 0)
    return words


def _add_phrase(words: set[Token], head: Token, depth: int) -> None:
    """Adds the words that name or own what the head names: "a convoy belonging to X", "members of X"."""
    for child in head.children:
        kind = relation(child).split(":")[0]
        owned = kind == "nmod" and preposition(child) in ("of", "from", "") and relation(child) != "nmod:poss"
        if kind in ("compound", "flat", "appos", "amod") or owned:
            words.add(child)
            if depth < 2:
                _add_phrase(words, child, depth + 1)
        elif kind == "acl" and child.lower_ in ("belonging", "loyal", "affiliated", "linked"):
            words.update(noun for _, noun in obliques(child))


def _by_order(doc: Doc, trigger: Trigger, actors: Sequence[Mention]) -> list[tuple[int, tuple[Mention, str]]]:
    """Roles by the order of words, where the parse gives none."""
    agent, patient = parties(doc, trigger)
    together = trigger.rule.family in TOGETHER or trigger.rule.id in ("clash", "fight")
    suffers = "victim" if trigger.rule.id in HARM else "target"
    found = []
    for mention in actors:
        start, end = tokens_of(doc, mention)
        if agent[0] <= start and end <= agent[1]:
            found.append((mention.start, (mention, "participant" if together else "perpetrator")))
        elif patient[0] <= start and end <= patient[1]:
            found.append((mention.start, (mention, "participant" if together else suffers)))
    return found
