"""Which nouns of a parsed sentence act and suffer in a trigger's incident: subjects, objects, "by" and "on" phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    compounds,
    governor,
    is_passive,
    objects,
    possessors,
    preposition,
    relation,
    subjects,
)
from geo.parties.blame import TOGETHER, USED
from geo.parties.passives import (
    behind,
    behind_far,
    done_by,
    done_to,
    fought_in,
    is_undergone,
    means_people,
    nouns_after,
    people_of,
)
from geo.parties.role_words import (
    ALONE,
    AT_WHOM,
    CALLING,
    DOING,
    EXPELLING,
    FOUND,
    FREEING,
    HARM,
    HARMING,
    HOLDING,
    LOADED,
    MUTUAL,
    PITTING,
    REACTING,
    STEERING,
    SUFFERED,
    TAKING,
    THROWING,
    TO_WHOM,
    VICTIMLESS,
    WRECKING,
)
from geo.parties.voices import around, attribution_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.triggers.triggers import Trigger


def is_harm(trigger: Trigger) -> bool:
    """Whether people suffer it: they are killed, hurt, taken or held."""
    return trigger.rule.id in HARM or trigger.rule.family in HARMING


def is_freeing(word: Token) -> bool:
    """Whether the verb tells that captives are freed."""
    return word.lemma_ in FREEING or word.lower_ in ("freed", "frees", "freeing")


def find_role_heads(word: Token, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Groups of nouns with the role of whoever they name, by the parse; [] where there is none."""
    if not word.has_dep():
        return []
    suffers = "victim" if is_harm(trigger) and trigger.rule.family != "arrest" else "target"
    if trigger.rule.id in FOUND:
        return [([noun for thing in [word, *objects(word)] for noun in nouns_after(thing, "of")], "victim")]
    if trigger.rule.family == "other":
        if trigger.part == "noun" and (verb := _verb_behind(word)) is not None:
            return [(_aboard([*nouns_after(word, "of"), *compounds(word)]), "victim"), (objects(verb), "victim")]
        wreck = subjects(word) if trigger.part != "noun" else [*nouns_after(word, "of"), *compounds(word)]
        hit = [*nouns_after(word, "into"), *(noun for thing in objects(word) for noun in nouns_after(thing, "into"))]
        hurt = [noun for noun in [*objects(word), *hit] if noun.pos_ == "NOUN" or noun.ent_type_ == "PERSON"]
        hurt = [noun for noun in hurt if means_people(noun)]
        suffers_itself = is_undergone(word) or not (objects(word) or hurt)
        acting = (subjects(word), "victim" if suffers_itself else "perpetrator")
        return [(_aboard(wreck), "victim"), acting, (done_by(word), "perpetrator"), (hurt, "victim")]
    if trigger.rule.family in TOGETHER and trigger.rule.id not in ALONE:
        pelted = [
            *nouns_after(word, "at"),
            *(noun for thing in objects(word) for noun in nouns_after(thing, "at")),
        ]
        thrown = trigger.rule.family == "protest" and trigger.part != "noun"
        wrecked = [*objects(word), *_after_trigger(trigger, word)] if trigger.rule.id in WRECKING else []
        return [(_actors_of(word, trigger), "participant"), ([*pelted, *wrecked] if thrown else [], "target")]
    if trigger.rule.family == "abduction" and is_freeing(word):
        freed = done_to(word) if is_undergone(word) else objects(word)
        return [(freed, suffers), (nouns_after(word, "from"), "perpetrator")]
    if trigger.part == "phrase" and any(one.lower_ == "under" for one in word.doc[trigger.start : trigger.end]):
        return [(subjects(word), suffers), (nouns_after(word, "from", "by"), "perpetrator")]
    if trigger.part == "noun":
        return _noun_roles(word, trigger, suffers)
    if trigger.rule.family == "arrest" and trigger.part == "phrase" and word.pos_ == "ADP":
        return [(subjects(word.head) or _holders(word.head), suffers)]  # "a man is in custody", "behind bars"
    if trigger.rule.id in VICTIMLESS:
        hands = [noun for noun in nouns_after(word, "at") if noun.lower_ == "hands"]
        return [(subjects(word), "victim"), ([*hands, *nouns_after(word, "by"), *fought_in(word)], "perpetrator")]
    if trigger.rule.id in MUTUAL:
        return [([*subjects(word), *nouns_after(word, "with", "against"), *objects(word)], "participant")]
    if word.lemma_ in SUFFERED and not objects(word):
        return [(subjects(word), "victim")]
    if is_undergone(word):
        return [
            (done_by(word), "perpetrator"),
            ([*done_to(word), *_thrown_at(word)], suffers),
            (fought_in(word), "perpetrator"),
        ]
    return [
        (_expelled(word) if trigger.rule.family in ("territory", "seizure") else [], "target"),
        (_doers(word), "perpetrator"),
        (
            [
                *_objects(word),
                *(noun for noun in nouns_after(word, *TO_WHOM.get(trigger.rule.family, AT_WHOM)) if noun.i > word.i),
                *_after_trigger(trigger, word),
            ],
            suffers,
        ),
    ]


def _noun_roles(word: Token, trigger: Trigger, suffers: str) -> list[tuple[Sequence[Token], str]]:
    """Roles at a noun: "an attack by X on Y", "X's attack", "the killing of Y", "a US drone strike hit Y"."""
    verb = word.head if relation(word).split(":")[0] in ("obj", "nsubj", "obl") and word.head.pos_ == "VERB" else None
    told = [child for child in word.children if relation(child).startswith("acl")]
    planted = [agent for child in told for agent in agents(child)]
    doers: list[Token] = [*nouns_after(word, "by", "from"), *_modifiers(word), *planted]
    sufferers = [*nouns_after(word, "on", "against", "at"), *behind(word, "against")]
    sufferers += [noun for child in told for noun in _thrown_at(child)]
    owned = [*possessors(word), *nouns_after(word, "of")]
    if not nouns_after(word, "by"):
        doers += [noun for one in nouns_after(word, "of") for noun in nouns_after(one, "by")]
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
            sufferers += nouns_after(verb, "on", "against", "at")
            if verb.lemma_ == "survive":
                sufferers += subjects(verb)
        elif verb.lemma_ in REACTING:
            pass  # "explosions were reported by residents"
        elif kind == "nsubj":
            sufferers += objects(verb)
            doers += agents(verb) if verb.lemma_ in DOING | USED or verb.i < trigger.end <= verb.i + 2 else []
        elif preposition(word) == "under":
            doers += nouns_after(verb, "from", "by")
            sufferers += subjects(verb)
        elif is_passive(verb):
            doers += agents(verb)
            sufferers += subjects(verb)
    if trigger.rule.id in MUTUAL:
        between = nouns_after(word, "between", "with", "among", "against")
        if verb is not None and verb.lemma_ in PITTING:
            between += [*objects(verb), *nouns_after(verb, "against"), *behind_far(verb, "against")]
        if verb is not None and verb.lemma_ in REACTING:
            between += [one for one in subjects(verb) if one.lower_ in ("sides", "armies", "camps")]
        return [([*between, *doers], "participant")]
    return [(doers, "perpetrator"), (sufferers, suffers)]


def _verb_behind(noun: Token) -> Token | None:
    """The verb that tells what a disaster did, its subject by the parse or not: "a landslide buried a family"."""
    if noun.head.pos_ == "VERB" and relation(noun) == "nsubj":
        return noun.head
    for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 8)]:
        if token.tag_ in ("VBD", "VBZ") and not any(relation(child) == "nsubj" for child in token.children):
            return token
        if token.pos_ in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return None
    return None


def _thrown_at(word: Token) -> list[Token]:
    """At whom a passive of throwing says that it was thrown: "rockets were aimed at the embassy"."""
    if word.lemma_ not in THROWING or any(means_people(one) and one.pos_ != "PROPN" for one in subjects(word)):
        return []
    return nouns_after(word, "at", "on", "into", "onto", "towards", "toward", "against")


def _holders(word: Token) -> list[Token]:
    """Who is in what a noun under a verb names: "a man" of "a man remains in custody"."""
    above = governor(word)
    return subjects(above) if above is not None and above.pos_ == "VERB" else []


def _doers(word: Token) -> list[Token]:
    """Who does what an active verb says; behind ", the army said," the one of the clause before that."""
    above = word.head
    if relation(word) == "advcl" and word.tag_ == "VBG" and _is_setting(above, word):
        return _doers(above.head) if above.head.pos_ == "VERB" and not is_passive(above.head) else []
    own = any(relation(child).startswith("nsubj") for child in word.children)
    if relation(word) == "acl" and word.nbor(-1).text == "," and relation(above) == "nsubj":
        above = above.head  # "..., said its mayor, driving out the army"
    if relation(word) in ("conj", "advcl", "acl") and not own and above.lemma_ in attribution_words()["says"]:
        told = [child for child in above.children if relation(child) in ("ccomp", "parataxis") and child.i < above.i]
        if told:
            return subjects(told[0])
    return [subject for subject in subjects(word) if not _is_speaking(subject)]


def _is_setting(clause: Token, word: Token) -> bool:
    """Whether the clause only tells what people did when it befell them: "while he was speaking, killing him"."""
    if relation(clause) != "advcl" or not any(child.lower_ in ("while", "as", "when") for child in clause.children):
        return False
    under_way = clause.tag_ == "VBG" and any(child.lower_ in ("was", "were") for child in clause.children)
    return under_way or any(one.lower_ in ("him", "her") for one in objects(word))


def _objects(word: Token) -> list[Token]:
    """Whom a verb is done to, also where "dead" stands between: "shot dead a guard"."""
    on_things = ("at", "into", "on", "from") if word.lemma_ in TAKING else ("at", "into", "on")
    held = [noun for thing in objects(word) for noun in nouns_after(thing, *on_things) if not means_people(thing)]
    robbed = word.lemma_ in TAKING | {"steal", "grab"} and not any(means_people(one) for one in objects(word))
    held += [noun for noun in nouns_after(word, "from") if robbed and means_people(noun)]
    steered = word.lemma_ in STEERING and nouns_after(word, "into", "through", "at")
    done_to_it = [] if steered else [people_of(thing) for thing in objects(word)]
    return [*done_to_it, *held, *(noun for dead in word.children if dead.lower_ == "dead" for noun in objects(dead))]


def _aboard(vehicles: Sequence[Token]) -> list[Token]:
    """Who is on what went wrong: "a boat with 70 migrants", "a bus carrying pilgrims", "a dinghy packed with men"."""
    found: list[Token] = []
    for vehicle in vehicles:
        found += [noun for noun in nouns_after(vehicle, "with", "of", "full of") if means_people(noun)]
        for child in vehicle.children:
            if relation(child).startswith("acl") and child.lemma_ in LOADED:
                found += [*objects(child), *nouns_after(child, "with", "by")]
    return found


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
        return [*subjects(word), *agents(word), *moved, *nouns_after(word, "with", "between")]
    verb = [word.head] if word.head.pos_ == "VERB" and not _is_only_when(word) else _callers(word)
    return [
        *nouns_after(word, "by", "of", "between", "with"),
        *_modifiers(word),
        *possessors(word),
        *(s for v in verb for s in [*subjects(v), *agents(v)]),
    ]


def _callers(word: Token) -> list[Token]:
    """The verb of calling over a noun that stands deeper: "called for a blockade of the motorway"."""
    above = [one for one in list(word.ancestors)[:3] if one.pos_ == "VERB"]
    return [one for one in above[:1] if one.lemma_ in CALLING and not is_passive(one)]


def _is_only_when(word: Token) -> bool:
    """Whether a noun only tells when or where something else was done: "recovered bodies after the riot"."""
    if not relation(word).startswith("obl"):
        return False
    return is_passive(word.head) or preposition(word) in ("after", "during", "before", "since", "amid", "over", "from")


def _modifiers(word: Token) -> list[Token]:
    """The words before a noun that may name whose it is: "US drone strike", "Israeli raid"."""
    return [*compounds(word), *(child for child in word.children if relation(child) == "amod")]
