"""Who did it where the words at the trigger name nobody: who opens its clause, who attacked when people died."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import is_passive, relation, subjects
from geo.parties.blame import TOGETHER
from geo.parties.role_words import DOING, MUTUAL, VICTIMLESS
from geo.parties.voices import is_authority, speaker_head
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geo.triggers.triggers import Trigger

Roles = dict[int, tuple[Mention, str]]
"""The actors with their roles, by where they stand."""

Spans = Sequence[tuple[int, int, Mention]]
"""Actors with their first token and the one after their last."""

STATE = frozenset({"state forces", "government"})
ARMED = frozenset({"rebel group", "political militia", "identity militia", "external forces"})
CROWD = frozenset({"protesters", "rioters"})
CIVIL = frozenset({"civilians", "protesters", "rioters", "individual"})
SAPPERS = frozenset({"sappers", "sapper", "deminers", "disposal", "bomb-disposal", "technicians"})
"""Words for those who see to a bomb, wherever in the sentence they stand."""

HITTING_VERBS = frozenset(
    [
        "pelt", "stone", "attack", "stab", "ram", "hurl", "throw", "beat", "charge", "storm", "shoot", "fire", "bomb",
        "lob", "open", "ambush", "raid", "clash", "detonate", "torch", "assault", "spray",
    ]
)  # fmt: skip
"""Verbs whose subject did it even where he carries no arms: "hurt when youths pelted them"."""

DURING = frozenset({"when", "as", "after", "while"})

WORDS_BEFORE = 4
"""Words between one of these and the name of those who act: "when two suspected".."""

WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])

CLAUSE_BREAKS = frozenset({"after", "when", "while", "but", "before", "that", "who", "which", "as", "because", "where"})
"""Words that part a verb from the actors of another clause before it."""


def doers_by_order(doc: Doc, trigger: Trigger, spans: Spans, found: Roles) -> Roles:
    """The actor that opens the trigger's clause, where the parse sees no subject; all that open it for a clash."""
    word = doc[trigger.head]
    if not word.has_dep() or is_passive(word) or trigger.rule.id in VICTIMLESS or word.tag_ in ("VB", "JJ"):
        return {}
    if word.tag_ == "VBN" and not any(child.lemma_ == "have" for child in word.children):
        return {}
    told = [subject for subject in subjects(word) if not _is_astray(subject, trigger)]
    if any(subject.lower_ not in WEEKDAYS for subject in told) or relation(word) in ("amod", "nmod", "acl"):
        return {}
    start = word.sent.start
    for token in reversed(list(doc[start : trigger.start])):
        if token.lower_ in CLAUSE_BREAKS or token.text in ";:":
            start = token.i + 1
            break
    together = trigger.rule.family in TOGETHER or trigger.rule.id in MUTUAL
    opening: Roles = {}
    for first, after, mention in spans:
        before = doc[first - 1 - (doc[first - 1].pos_ in ("DET", "NUM", "ADJ"))] if first > start else None
        held = before is not None and before.pos_ == "ADP" and before.lower_ != "of"
        stands = start <= first and after <= trigger.start and not held and mention.start not in found
        if stands and (together or not opening):
            whose = _whose(doc, first, spans) or mention
            opening[mention.start] = (whose, "participant" if together else "perpetrator")
    return opening


def _whose(doc: Doc, first: int, spans: Spans) -> Mention | None:
    """Whose forces they are, where "its" stands before them: "Moscow said that its Vostok group of forces"."""
    if first == doc[first].sent.start:
        return None
    for token in reversed(list(doc[max(doc[first].sent.start, first - WORDS_BEFORE) : first])):
        if token.lower_ in ("its", "their"):
            before = [one for _, after, one in spans if after <= token.i and one.actor]
            armed = [one for one in before if one.actor and one.actor.type in STATE | ARMED]
            return armed[-1] if armed else None
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADP", "NUM"):
            return None
    return None


def organisers(doc: Doc, trigger: Trigger, spans: Spans) -> Roles:
    """Who opens the clause of what somebody holds, where the parse sees no subject: "X plans to hold a vigil"."""
    verb = doc[trigger.start]
    together = trigger.rule.family in TOGETHER
    held = trigger.part == "noun" and verb.pos_ == "VERB" and (together or verb.lemma_ in DOING)
    if not held or is_passive(verb) or verb.tag_ == "VBN":
        return {}
    before = [one for first, after, one in spans if after <= trigger.start and _opens(doc, first)]
    return {before[-1].start: (before[-1], "participant" if together else "perpetrator")} if before else {}


def finders(doc: Doc, trigger: Trigger, spans: Spans) -> Roles:
    """The forces that open a sentence on weapons found: "Marines acting on a tip dug up a cache"."""
    if trigger.rule.family != "weapons":
        return {}
    experts = next((one for _, _, one in spans if set(one.name.lower().split()) & SAPPERS), None)
    if experts is not None:
        return {experts.start: (experts, "perpetrator")}
    if trigger.part != "noun":
        return {}
    for first, after, mention in spans:
        if after <= trigger.start and _opens(doc, first) and mention.actor and mention.actor.type in STATE:
            return {mention.start: (mention, "perpetrator")}
    return {}


def _opens(doc: Doc, first: int) -> bool:
    """Whether an actor stands where a subject would: no preposition holds it."""
    before = doc[first - 1] if first > doc[first].sent.start else None
    while before is not None and before.pos_ in ("DET", "NUM", "ADJ") and before.i > before.sent.start:
        before = before.nbor(-1)
    return before is None or before.pos_ not in ("ADP", "ADJ", "NUM", "DET")


def _is_astray(subject: Token, trigger: Trigger) -> bool:
    """Whether the parser took no doer's word for the subject: an adverb, or what another noun is made of."""
    if subject.pos_ in ("VERB", "ADV") and subject.tag_ != "VBG":
        return True
    return trigger.part == "phrase" and relation(subject) in ("compound", "amod")


def attackers(doc: Doc, trigger: Trigger, spans: Spans, found: Roles) -> Roles:
    """The armed men whose deed the people died in: "two soldiers were killed when the rebels stormed the post"."""
    harmed = {mention.actor.type for mention, _ in found.values() if mention.actor}
    for token in doc[trigger.end : doc[trigger.head].sent.end]:
        if token.lower_ not in DURING:
            continue
        opening = next((span for span in spans if token.i < span[0] <= token.i + WORDS_BEFORE), None)
        if opening is None:
            continue
        _, after, one = opening
        verb = next((word for word in doc[after : min(token.sent.end, after + 6)] if word.tag_.startswith("V")), None)
        acts = verb is not None and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_ != "be"
        fit = (
            STATE | ARMED if verb is None or verb.lemma_ not in HITTING_VERBS else STATE | ARMED | {"civilians"} | CROWD
        )
        armed = one.actor is not None and one.actor.type in fit and one.actor.type not in harmed & STATE
        if acts and armed and one.start not in found:
            return {one.start: (one, "perpetrator")}
    return {}


def arresting(doc: Doc, trigger: Trigger, spans: Spans) -> Roles:
    """The authority that tells of an arrest that nobody is said to have made: "14 were held, the ministry said"."""
    speaker = speaker_head(doc[trigger.head])
    if speaker is None or not is_authority(speaker):
        return {}
    telling = [one for start, end, one in spans if start <= speaker.i < end and one.actor]
    return {one.start: (one, "perpetrator") for one in telling if one.actor and one.actor.type in STATE}


def by_the_police(found: Roles, spans: Spans, trigger: Trigger) -> Roles:
    """The roles in an arrest, where the parse has those who are taken away take the police who stand before them."""
    doers = [mention for mention, role in found.values() if role == "perpetrator"]
    if not doers or any(one.actor is None or one.actor.type not in CIVIL for one in doers):
        return found
    forces = [one for _, after, one in spans if after <= trigger.start and one.actor and one.actor.type in STATE]
    if not forces:
        return found
    taken = {key: (one, "target") for key, (one, role) in found.items() if one.name != forces[0].name}
    return taken | {forces[0].start: (forces[0], "perpetrator")}


def announced(doc: Doc, trigger: Trigger) -> list[tuple[Sequence[Token], str]]:
    """Who says that troops move takes part in it: "the Pentagon said that troops would be sent"."""
    if trigger.rule.family not in ("movement", "base") or not doc[trigger.head].has_dep():
        return []
    speaker = speaker_head(doc[trigger.head])
    return [([speaker], "participant")] if speaker is not None else []
