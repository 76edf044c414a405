"""Who acted and who suffered: the actors of a sentence in their roles in one incident, from the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.blame import TOGETHER, find_blamed, named_by
from geo.coreference import OWN, antecedent, standing_for, sufferer
from geo.headcounts import casualty_words, is_person
from geo.kinds import parties
from geo.records import Mention
from geo.standing import tokens_of
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
from geo.unnamed import AMOUNTS, acting_name, suffering_people, unit_of_state
from geo.voices import attribution_words, speaker_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from geo.triggers import Trigger

HARM = frozenset({"kill", "die", "wound", "shoot", "abduct", "rape", "arrest"})
"""Triggers that people suffer: the one it is done to is a victim, not only a target."""

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

EXPELLING = frozenset({"drive", "push", "expel", "oust", "dislodge", "chase", "rout", "evict", "repel", "flush"})
"""Verbs whose object loses the ground that somebody takes."""

CROWDS = frozenset({"protest", "mob"})
"""Families whose nouns may name the people themselves: "protesters", "a mob"."""

VICTIMLESS = frozenset({"die"})
SUFFERING = frozenset({"victim", "target"})
DOERS = frozenset({"perpetrator", "participant"})

CULPRITS = frozenset(["kidnappers", "killers", "abductors", "captors", "murderers", "assassins", "killer", "hijackers"])
"""Words for those who did it, wherever in the sentence they stand."""

WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
CLAUSE_BREAKS = frozenset({"after", "when", "while", "but", "before", "that", "who", "which", "as", "because", "where"})
"""Words that part a verb from the actors of another clause before it."""


def find_roles(doc: Doc, trigger: Trigger, actors: Sequence[Mention]) -> tuple[tuple[Mention, str], ...]:
    """The actors that act or suffer in the trigger's incident, each with its role.

    ``actors`` are those of the whole text: "it" and "the rebels" mean one that was named before.
    """
    inside = [mention for mention in _inside(actors, doc[trigger.head].sent) if not _is_media(mention)]
    found: dict[int, tuple[Mention, str]] = {}
    spans = [(*tokens_of(doc, mention), mention) for mention in inside]
    for heads, role in [*find_blamed(doc, trigger), *_role_heads(doc, trigger), *_announced(doc, trigger)]:
        words = named_by(heads)
        for start, end, mention in spans:
            if mention.start not in found and any(start <= word.i < end for word in words):
                found[mention.start] = (standing_for(doc, mention, actors), role)
        for word in words:
            if word.idx not in found and not any(start <= word.i < end for start, end, _ in spans):
                doers = [one for one, its in found.values() if its in DOERS]
                meant = (
                    sufferer(doc, word, actors, doers)
                    if role in SUFFERING
                    else antecedent(doc, word, actors) or _owner(doc, word, actors)
                )
                if meant is not None:
                    found[word.idx] = (meant, role)
        for head in {one for first in heads for one in (first, *conjuncts(first))}:
            inner = named_by([head]) if head.lower_ in AMOUNTS else {head}
            if any(start <= word.i < end for word in inner for start, end, _ in spans) or head.idx in found:
                continue
            meant = _unnamed(trigger, head, role)
            if meant is not None:
                found[meant.start] = (meant, role)
    if trigger.part != "noun" and not any(role in DOERS for _, role in found.values()):
        found |= _doers_by_order(doc, trigger, spans, found)
    if trigger.rule.id in HARM and not any(role in DOERS for _, role in found.values()):
        found |= {m.start: (m, "perpetrator") for m in inside if m.text.lower().split()[-1] in CULPRITS}
    if trigger.rule.family == "agreement" and len(found) < 2:
        found |= {m.start: (m, "participant") for m in inside if m.start not in found and _may_agree(m)}
    themselves = [mention for start, end, mention in spans if start <= trigger.head < end]
    if trigger.rule.family in CROWDS and trigger.part == "noun" and themselves:
        crowd = "perpetrator" if trigger.rule.family == "mob" else "participant"
        return ((themselves[0], crowd),)
    if not found and doc[trigger.head].pos_ != "VERB" and trigger.part != "noun":
        found = dict(_by_order(doc, trigger, inside))
    return tuple(found[key] for key in sorted(found) if found[key][1])


def _doers_by_order(
    doc: Doc, trigger: Trigger, spans: Sequence[tuple[int, int, Mention]], found: dict[int, tuple[Mention, str]]
) -> dict[int, tuple[Mention, str]]:
    """The actor that opens the trigger's clause, where the parse sees no subject; all that open it for a clash."""
    word = doc[trigger.head]
    if not word.has_dep() or is_passive(word) or trigger.rule.id in VICTIMLESS or word.tag_ in ("VB", "VBN", "JJ"):
        return {}
    if any(subject.lower_ not in WEEKDAYS for subject in subjects(word)) or relation(word) in ("amod", "nmod", "acl"):
        return {}
    start = word.sent.start
    for token in reversed(list(doc[start : trigger.start])):
        if token.lower_ in CLAUSE_BREAKS or token.text in ";:":
            start = token.i + 1
            break
    together = trigger.rule.family in TOGETHER or trigger.rule.id in ("clash", "fight")
    opening: dict[int, tuple[Mention, str]] = {}
    for first, after, mention in spans:
        before = doc[first - 1 - (doc[first - 1].pos_ in ("DET", "NUM", "ADJ"))] if first > start else None
        held = before is not None and before.pos_ == "ADP" and before.lower_ != "of"
        stands = start <= first and after <= trigger.start and not held and mention.start not in found
        if stands and (together or not opening):
            opening[mention.start] = (mention, "participant" if together else "perpetrator")
    return opening


def _may_agree(mention: Mention) -> bool:
    """Whether the actor is one that signs: a state, a group, a party, an organisation."""
    kinds = ("state forces", "government", "rebel group", "political militia", "party", "international organisation")
    return mention.actor is not None and mention.actor.type in kinds


def _unnamed(trigger: Trigger, head: Token, role: str) -> Mention | None:
    """Who is meant by a noun or a name that no table knows."""
    if role in SUFFERING and (unit := unit_of_state(head)) is not None:
        return unit
    if role in SUFFERING and trigger.rule.id in HARM | VICTIMLESS:
        return suffering_people(head) if not relation(head).startswith("obl") else None
    return acting_name(head) if role in ("perpetrator", "participant") else None


def find_victims(doc: Doc, people: Sequence[tuple[int, int]], actors: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """Who died or was hurt, given the offsets of the words that count them."""
    found: list[tuple[Mention, str]] = []
    for start, end in people:
        first = bisect_left(actors, start, key=lambda mention: mention.start)
        inside = list(actors[first : bisect_left(actors, end, lo=first, key=lambda mention: mention.start)])
        if not inside:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or not span.root.has_dep():
                continue
            head = next((token for token in span if token.pos_ == "PRON"), span.root)
            unnamed = suffering_people(head) or sufferer(doc, head, actors, ())
            inside = [unnamed] if unnamed is not None else []
        inside = inside[:1] if doc.text[start:end].count(",") else inside
        found += [(standing_for(doc, mention, actors), "victim") for mention in inside if not _is_media(mention)]
    return found


def _owner(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """Whose it is, where nobody is named: "its jets", not "their bodies"."""
    owners = (antecedent(doc, owner, actors) for owner in possessors(word) if word.lower_ in OWN)
    return next((owner for owner in owners if owner is not None and owner.role == "named"), None)


def _inside(actors: Sequence[Mention], sentence: Span) -> Sequence[Mention]:
    """The mentions that stand in the sentence; ``actors`` are in the order of the text."""
    first = bisect_left(actors, sentence.start_char, key=lambda mention: mention.start)
    after = bisect_left(actors, sentence.end_char, lo=first, key=lambda mention: mention.start)
    return actors[first:after]


def _announced(doc: Doc, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Who says that troops move takes part in it: "the Pentagon said that troops would be sent"."""
    if trigger.rule.family not in ("movement", "base") or not doc[trigger.head].has_dep():
        return []
    speaker = speaker_head(doc[trigger.head])
    return [([speaker], "participant")] if speaker is not None else []


def _is_media(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.type == "media"


def _role_heads(doc: Doc, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Groups of nouns with the role of whoever they name, by the parse; [] where there is none."""
    word = doc[trigger.head]
    if not word.has_dep():
        return []
    suffers = "victim" if trigger.rule.id in HARM else "target"
    if trigger.rule.family in TOGETHER:
        return [(_actors_of(word, trigger), "participant")]
    if trigger.part == "noun":
        return _noun_roles(word, trigger, suffers)
    if trigger.rule.id in VICTIMLESS:
        return [(subjects(word), "victim"), (_obliques(word, "at", "by"), "perpetrator")]
    if trigger.rule.id in ("clash", "fight"):
        return [([*subjects(word), *_obliques(word, "with", "against"), *objects(word)], "participant")]
    if is_passive(word):
        return [
            (agents(word) or _shared_agents(word), "perpetrator"),
            (subjects(word), suffers),
            (_obliques(word, "in"), "perpetrator"),
        ]
    return [
        (_expelled(word) if trigger.rule.family in ("territory", "seizure") else [], "target"),
        (_doers(word), "perpetrator"),
        (
            [*_objects(word), *_obliques(word, *TO_WHOM.get(trigger.rule.family, AT_WHOM))],
            suffers,
        ),
    ]


def _noun_roles(word: Token, trigger: Trigger, suffers: str) -> list[tuple[Sequence[Token], str]]:
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
        return [(owned, "victim")]
    if verb is not None:
        kind = relation(word).split(":")[0]
        if kind == "obj":
            used = _is_light(verb, trigger) or trigger.rule.family == "intervention"
            doers += subjects(verb) if not is_passive(verb) and used else []
            sufferers += _obliques(verb, "on", "against", "at")
            if verb.lemma_ == "survive":
                sufferers += subjects(verb)
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


def _doers(word: Token) -> list[Token]:
    """Who does what an active verb says; after ", the army said, and" the one of the clause before."""
    above = word.head
    own = any(relation(child).startswith("nsubj") for child in word.children)
    if relation(word) == "conj" and not own and above.lemma_ in attribution_words()["says"]:
        told = [child for child in above.children if relation(child) in ("ccomp", "parataxis") and child.i < above.i]
        if told:
            return subjects(told[0])
    return [subject for subject in subjects(word) if not _is_speaking(subject)]


def _objects(word: Token) -> list[Token]:
    """Whom a verb is done to, also where "dead" stands between: "shot dead a guard"."""
    held = [noun for thing in objects(word) for noun in _obliques(thing, "at", "into", "on") if not _is_person(thing)]
    return [*objects(word), *held, *(noun for dead in word.children if dead.lower_ == "dead" for noun in objects(dead))]


def _shared_agents(word: Token) -> list[Token]:
    """Who did what goes before in the same breath: "was stopped by masked men and five people were led off"."""
    above = word.head
    return agents(above) if relation(word) == "conj" and is_passive(above) else []


def _is_person(noun: Token) -> bool:
    """Whether the noun means people, whose "at" or "on" is only where they are."""
    table = casualty_words()
    return noun.pos_ == "PROPN" or is_person(noun.lower_, table) or noun.lower_ in table["collective"]


def _is_speaking(noun: Token) -> bool:
    """Whether the noun only tells it: "police" of "Rebels, police said, shot"."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return following.lemma_ in attribution_words()["says"] and following.i != noun.head.i


def _expelled(word: Token) -> list[Token]:
    """Who was driven from what was taken: "seized the town, driving out the army"."""
    verbs = [token for token in word.sent if token.lemma_ in EXPELLING and token.i > word.i]
    return [noun for verb in verbs for noun in objects(verb)]


def _is_light(verb: Token, trigger: Trigger) -> bool:
    """Whether the verb only says that what the noun names was done: "carried out an attack"."""
    return trigger.start <= verb.i < trigger.end or verb.lemma_ in DOING


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
