"""Which triggers of a sentence tell the same incident: "killed in a drone strike" is one, not two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.language.syntax import governor, relation
from geo.links.links import PlaceLink
from geo.links.timing import DateLink
from geo.records import Mention, Place
from geo.triggers.kinds import LED_TO, Kind
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EFFECTS = frozenset(
    {
        "kill", "die", "wound", "burn and loot", "take territory", "capture", "kill by hand", "harm somebody",
        "wreck goods", "strip goods",
    }
)  # fmt: skip
"""Triggers that may tell what another trigger of the sentence did: "a blast killed", "died in the shelling"."""

APART_IN_TIME = frozenset({"day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years"})
"""Before "after" or "before" they tell of two incidents: "hours after nine people were shot"."""

CAME = frozenset({"came", "comes", "come", "followed", "follows"})
"""Verbs with which one incident is said to come after another."""

TAKEN = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
"""Kinds in which a side takes a place by fighting."""

PARTED = LED_TO | {
    "while", "meanwhile", "separately", "elsewhere", ";", "another", "second", "later", "earlier", "following",
}  # fmt: skip
"""Words between two triggers after which another incident is told."""

ALIKE = (
    frozenset({"violence", "bombing", "fighting", "raid"}),
    frozenset({"protest", "intervention", "mob"}),
)
"""Families whose triggers in one sentence tell one incident: what police do to a protest is part of it."""

ANSWERING = frozenset(
    {
        "answer", "avenge", "retaliate", "respond", "reply", "react", "recall", "echo", "resemble", "remember", "mourn",
        "commemorate", "condemn", "denounce", "response", "retaliation", "revenge", "reprisal", "vengeance", "reaction",
    }
)  # fmt: skip
"""On these hangs an incident that is older than the one that the sentence tells: "in retaliation for the attack"."""

HELD_AGAINST = frozenset(
    {"accuse", "anger", "blame", "condemn", "criticise", "criticize", "fury", "outrage", "punish", "sanction"}
)
"""With "for" or "over" before an incident, they tell of one that the sentence need not have told."""

MOST_STEPS = 4
"""How far up the parse a relative clause's noun is looked for."""

MISHAPS = frozenset({"Natural disaster", "Accident", "Disease outbreak"})
"""Kinds that nobody does: who dies in them was not attacked."""

AFTERMATH = EFFECTS | {
    "strike verb",
    "accident",
    "natural disaster",
    "nature strikes",
    "goes wrong",
    "fire",
    "die by mishap",
}
"""Triggers that may tell what a disaster did."""


@dataclass(frozen=True, slots=True)
class Report:
    """One trigger with all that its sentence says of the incident."""

    trigger: Trigger
    kind: Kind
    status: str
    status_words: str
    places: tuple[PlaceLink, ...]
    place: PlaceLink | None
    around: Place | None
    date: DateLink | None
    actors: tuple[tuple[Mention, str], ...]
    attribution: tuple[str, str, str]


def group_reports(doc: Doc, reports: Sequence[Report]) -> list[list[Report]]:
    """The reports of a sentence, those that tell one incident together."""
    groups: list[list[Report]] = []
    for report in reports:
        told = next((group for group in reversed(groups) if _is_outcome(doc, group, report)), None)
        home = told or next((group for group in reversed(groups) if _same(doc, group, report)), None)
        if home is None:
            groups.append([report])
        elif told and any(one.place for one in told):
            home.append(replace(report, place=None, date=None))
        else:
            home.append(report)
    return groups


def _is_outcome(doc: Doc, group: Sequence[Report], report: Report) -> bool:
    """Whether it is a participle that tells what a verb of the group led to: "struck villages, killing four"."""
    word = doc[report.trigger.head]
    if report.trigger.rule.id not in EFFECTS or not word.has_dep() or word.tag_ != "VBG":
        return False
    above = governor(word)
    return relation(word) == "advcl" and any(doc[one.trigger.head] == above and _effect(one, report) for one in group)


def _same(doc: Doc, group: Sequence[Report], report: Report) -> bool:
    """Whether the report tells the group's incident: alike in kind, place and status, with nothing that parts them."""
    last = group[-1]
    if _is_older(doc, last) != _is_older(doc, report):
        return False
    between = [token.lower_ for token in doc[last.trigger.end : report.trigger.start]]
    if any(word in PARTED for word in between):
        return False
    if "after" in between or "before" in between or "since" in between or "amid" in between:
        ends = {between[i - 1] for i, word in enumerate(between) if i and word in ("after", "before")}
        said = {token.lower_ for token in doc[last.trigger.start : last.trigger.end]} | set(between[:2])
        if said & CAME:
            return False  # "the killings came after a girl had been abducted"
        return (_effect(last, report) or _gives_way(last, report)) and not APART_IN_TIME & ends and len(between) < 14
    statuses = {report.status, *(one.status for one in group)} - {"ongoing"}
    if len(statuses) > 1:
        return False
    places = {one.place.mention.start for one in (*group, report) if one.place}
    if len(places) > 1:
        return False
    return (
        _effect(last, report)
        or _gives_way(last, report)
        or _compatible(last, report)
        or any(_of_mishap(one, report) for one in group)
    )


def _is_older(doc: Doc, report: Report) -> bool:
    """Whether the trigger is a noun that something answers or comes hours after, or tells more of such a noun.

    "Hours after the explosion that killed ten, two men sprayed a police post": the explosion and the killing.
    """
    word: Token | None = doc[report.trigger.head]
    for _ in range(MOST_STEPS):
        if word is None or not word.has_dep():
            return False
        if word.pos_ in ("NOUN", "PROPN") and _is_answered(doc, word):
            return True
        word = governor(word) if relation(word).startswith(("acl", "nmod")) else None
    return False


def is_cause(word: Token) -> bool:
    """Whether the word is what the sentence answers or is about, so that its places and days are those of others.

    "In retaliation for the attack", "protesters who blame them for the explosion".
    """
    above = governor(word) if word.pos_ in ("NOUN", "PROPN") and word.has_dep() else None
    if above is None or relation(word) == "nsubj":
        return False
    if (above.lemma_ or above.lower_).lower() in ANSWERING:
        return True
    opening = next((child.lower_ for child in word.children if relation(child) == "case"), "")
    blaming = above if above.pos_ == "VERB" or relation(above) != "obj" else governor(above)
    return opening in ("for", "over") and blaming is not None and blaming.lemma_ in HELD_AGAINST


def _is_answered(doc: Doc, noun: Token) -> bool:
    """Whether the noun hangs on an answering word, or on "hours after"."""
    above = governor(noun)
    if above is not None and (above.lemma_ or above.lower_).lower() in ANSWERING and relation(noun) != "nsubj":
        return True
    opening = next((child for child in noun.children if relation(child) == "case"), None)
    if opening is None or opening.lower_ not in ("after", "before", "since", "following") or opening.i == 0:
        return False
    return doc[opening.i - 1].lower_ in APART_IN_TIME


def _of_mishap(one: Report, other: Report) -> bool:
    """Whether one is a disaster or an accident and the other only tells what it did: "the quake killed ten"."""
    return (one.kind.name in MISHAPS and other.trigger.rule.id in AFTERMATH) or (
        other.kind.name in MISHAPS and one.trigger.rule.id in AFTERMATH
    )


def _effect(one: Report, other: Report) -> bool:
    violent = {"violence", "bombing", "fighting", "mob", "raid", "property", "abduction", "intervention"}
    if not {one.trigger.rule.family, other.trigger.rule.family} <= violent | {"territory", "seizure"}:
        return False
    return one.trigger.rule.id in EFFECTS or other.trigger.rule.id in EFFECTS


def _gives_way(one: Report, other: Report) -> bool:
    """Whether one side took a place and the other only left it: "captured the town after the army withdrew"."""
    return one.kind.name in TAKEN and (
        other.kind.name == "Non-violent transfer of territory" or other.kind.name in TAKEN
    )


def _compatible(one: Report, other: Report) -> bool:
    families = {one.trigger.rule.family, other.trigger.rule.family}
    if one.trigger.rule.family == "protest" and other.trigger.rule.id == "step on a mine":
        return True
    if len(families) == 1 or one.kind.name == other.kind.name:
        return True
    return any(families <= group for group in ALIKE)
