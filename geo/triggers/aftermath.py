"""Triggers that only go on with what was told before: finds after a fight, arrests at a protest, ruins of a quake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    governor,
    is_passive,
    objects,
    obliques,
    preposition,
    relation,
    subjects,
    text_of,
)
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

FOUGHT = frozenset({"violence", "fighting", "arrest", "raid", "bombing"})
"""Families of triggers after which weapons are found."""

SPOILS = frozenset({"seize weapons", "find weapons", "make weapons harmless", "bomb", "grenade"})
WEAPONS = frozenset({"bomb", "grenade"})
SPOIL_REACH = 70
GATHERED = frozenset({"recover", "retrieve"})
"""Triggers that tell what was found, those whose verbs tell of none, verbs that say so of what a fight
left, and the words up to that fight."""

LEFT = frozenset({"withdraw"})
STRUCK = frozenset({"violence", "bombing", "fighting", "raid", "abduction", "mob", "property"})
RETREAT_REACH = 45
"""Triggers that tell that armed men left, families of those that tell what they did, and how many words before."""

UNTIL = frozenset({"when", "until", "till", "before", "once"})
"""Words that open a clause which only says when something else began or ended."""

NAMING = frozenset(
    {"call", "describe", "term", "label", "brand", "dub", "deem", "consider", "regard", "see", "denounce"}
)
"""Verbs that say what somebody takes an incident for."""

FELL = frozenset({"accident", "goes wrong", "fire"})
"""Triggers that tell what fell down or burned; after a quake, a flood or a bomb that is what it did."""

MOVING = frozenset({"vehicle", "vessel", "aircraft", "manned_aircraft"})
"""What crashes by itself, whatever was bombed before."""

HEADING = 7
"""The most words of a heading between paragraphs."""


def goes_on(doc: Doc, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether another of the triggers tells the incident, so that this one puts none of its own on the map."""
    if _is_heading(doc, trigger):
        return True
    return any(
        told(doc, trigger, triggers)
        for told in (
            _is_spoil,
            _is_find,
            _ends_protest,
            _is_purpose,
            _is_retreat,
            _is_arrival,
            _is_naming,
            _is_ruin,
            _is_manner,
        )  # fmt: skip
    )


def _is_heading(doc: Doc, trigger: Trigger) -> bool:
    """Whether it stands in a heading between paragraphs, whose story the text below tells."""
    text = text_of(doc)
    sentence = doc[trigger.head].sent
    start = text.rfind("\n", 0, sentence.start_char + 1) + 1 if sentence.start else 0
    end = text.find("\n", max(sentence.start_char + 1, sentence.end_char - 1))
    line = text[start : end if end >= 0 else len(text)].strip()
    return start > 0 and end >= 0 and len(line.split()) <= HEADING and line[-1:] not in '.!?:;"”…)'


def _is_spoil(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it tells what was found after the fight or the arrest told just before: "a rifle was recovered"."""
    word = doc[trigger.head]
    if trigger.rule.id not in SPOILS or not word.has_dep() or (trigger.part == "verb" and trigger.rule.id in WEAPONS):
        return False
    sentence = word.sent
    verb = word if word.pos_ in ("VERB", "AUX") else governor(word)
    told = [
        other
        for other in triggers
        if other.rule.family in FOUGHT and other.rule.id not in SPOILS and other.head < word.i
    ]
    if any(other.head >= sentence.start for other in told):
        return verb is not None and relation(verb) == "conj" and not _names_place(doc, word.i, sentence.end)
    if verb is None or _names_place(doc, sentence.start, sentence.end):
        return False
    if not (is_passive(verb) and not agents(verb)) and verb.lemma_ not in GATHERED:
        return False
    return any(sentence.start - SPOIL_REACH < other.head for other in told)


def _ends_protest(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it tells how many were held at the protest that its paragraph has told: "six miners were arrested"."""
    word = doc[trigger.head]
    if trigger.rule.family != "arrest" or not word.has_dep() or not is_passive(word) or agents(word):
        return False
    sentence = word.sent
    if _names_place(doc, sentence.start, sentence.end):
        return False
    return any(
        other.rule.family in ("protest", "intervention")
        and other.head < sentence.start
        and "\n" not in text_of(doc)[doc[other.head].idx : word.idx]
        for other in triggers
    )


def _is_retreat(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it only says that those who struck were gone again: "the gunmen withdrew before the army arrived"."""
    word = doc[trigger.head]
    if trigger.rule.id not in LEFT or not word.has_dep() or _names_place(doc, word.i, word.sent.end):
        return False
    if any(preposition == "from" for preposition, _ in obliques(word)):
        return False
    gone = [noun for noun in subjects(word) if noun.lower_ == "they" or any(t.lower_ == "the" for t in noun.children)]
    return bool(gone) and any(
        other.rule.family in STRUCK
        and word.sent.start - RETREAT_REACH < other.head < word.sent.start
        and "\n" not in text_of(doc)[doc[other.head].idx : word.idx]
        for other in triggers
    )


def _is_arrival(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it only says until when something went on: "they were gone when peacekeepers arrived"."""
    word = doc[trigger.head]
    if trigger.rule.family != "movement" or not word.has_dep() or not relation(word).startswith("advcl"):
        return False
    return any(child.lower_ in UNTIL and child.i < word.i for child in word.children)


def _names_place(doc: Doc, start: int, end: int) -> bool:
    """Whether the words name a place or a day of their own."""
    return any(token.ent_type_ in ("GPE", "DATE") for token in doc[start:end])


def _is_purpose(doc: Doc, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether it is only what forces were sent for: "sent soldiers to fight the rebels"."""
    word = doc[trigger.head]
    if not word.has_dep() or word.tag_ != "VB" or not any(child.lower_ == "to" for child in word.children):
        return False
    above = governor(word)
    sent = {other.head for other in triggers if other.rule.family in ("movement", "base")}
    return above is not None and (above.i in sent or any(noun.i in sent for noun in objects(above)))


def _is_find(doc: Doc, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether the weapon is what another trigger says was found or seized: "nine bombs were unearthed"."""
    word = doc[trigger.head]
    if trigger.part != "noun" or trigger.rule.family != "bombing" or not word.has_dep():
        return False
    finds = {other.head for other in triggers if other.rule.family == "weapons"}
    above = governor(word)
    kind = relation(word)
    while above is not None and above.i not in finds and kind.split(":")[0] in ("conj", "nmod", "appos"):
        kind, above = relation(above), governor(above)
    return above is not None and above.i in finds and kind.split(":")[0] in ("obj", "nsubj", "conj", "nmod", "appos")


def _is_naming(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it is only what somebody takes the incident told before for: "called it an accident"."""
    word = doc[trigger.head]
    above = governor(word) if trigger.part == "noun" and word.has_dep() else None
    if (
        above is None
        or above.lemma_ not in NAMING
        or preposition(word) == "for"
        or not any(child.lower_ in ("a", "an") for child in word.children)
    ):
        return False
    complement = relation(word).split(":")[0] in ("xcomp", "oprd", "obl", "nmod", "pobj", "ccomp")
    return (complement or len(objects(above)) > 1) and any(other.head < word.i for other in triggers)


def _is_ruin(doc: Doc, trigger: Trigger, triggers: Iterable[Trigger]) -> bool:
    """Whether it only tells what the disaster or bomb that its paragraph told brought down: "Houses collapsed"."""
    word = doc[trigger.head]
    if trigger.rule.id not in FELL or trigger.part != "verb":
        return False
    vehicles = [hit for hit in trigger.concepts if hit.name in MOVING]
    moves = any(hit.start <= noun.i < hit.end for noun in subjects(word) for hit in vehicles)
    bombed = not moves and not _names_place(doc, word.sent.start, word.sent.end)
    return any(
        (other.sub_event_type == "Natural disaster" or (bombed and other.rule.family == "bombing"))
        and word.i - SPOIL_REACH < other.head < word.i
        and "\n" not in text_of(doc)[doc[other.head].idx : word.idx]
        for other in triggers
    )


def _is_manner(doc: Doc, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether a participle only tells how another trigger was done: "thousands walked to the port singing"."""
    word = doc[trigger.head]
    if trigger.rule.family != "protest" or word.tag_ != "VBG" or relation(word).split(":")[0] not in ("advcl", "acl"):
        return False
    above = governor(word)
    gathered = {other.head for other in triggers if other.rule.family == "protest" and other is not trigger}
    return above is not None and (above.i in gathered or any(noun.i in gathered for noun in subjects(above)))
