"""Which of the incidents of a sentence the dead and the wounded are of that it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.casualties.casualties import Casualties, total
from geo.incidents.grouping import Report
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

HURTS = frozenset(
    {
        "violence",
        "bombing",
        "fighting",
        "mob",
        "raid",
        "property",
        "abduction",
        "intervention",
        "protest",
        "sexual",
        "other",
    }
)
"""Families of triggers that people may die or be hurt in."""

TO_COME = frozenset({"planned", "threatened", "hypothetical"})
"""Statuses of incidents in which nobody has died yet."""

FAR = 1000
"""Words by which a toll that cannot be an incident's counts as further away."""

_ANSWER = re.compile(
    r"\b(?:reprisals?|revenge|retaliat\w+|aveng\w+) (?:for|against)\b|\bin (?:response|answer|reaction) to\b"
    r"|\b(?:in memory of|to (?:mark|commemorate|mourn|remember|honou?r|condemn|protest))\b",
    re.IGNORECASE,
)
"""Between a toll and what it is not of: "eleven dead, a reprisal for an ambush"."""

_TURNS = re.compile(r";|\b(?:while|whereas|meanwhile|elsewhere|separately)\b", re.IGNORECASE)
A_CLAUSE = 12
"""Words by which a toll on the other side of "while" counts as further away."""


def share_tolls(
    doc: Doc, groups: Sequence[Sequence[Report]], casualties: Sequence[Casualties]
) -> list[Casualties | None]:
    """The deaths and injuries of each group: those of its own verbs, else of the nearest group that can hurt.

    What is still to come has hurt nobody, and what another incident answers is not what its toll is of.
    """
    mine: list[list[Casualties]] = [[] for _ in groups]
    hurting = [n for n, group in enumerate(groups) if any(report.trigger.rule.family in HURTS for report in group)]
    for one in casualties:
        far = {n: min(_distance(doc, report, one) for report in groups[n]) for n in hurting}
        near = min(far, key=lambda n: far[n], default=None)
        if near is not None and far[near] < FAR:
            mine[near].append(one)
    return [total(found) if found else None for found in mine]


def _distance(doc: Doc, report: Report, toll: Casualties) -> int:
    """How many words the toll is from the trigger, and more where the sentence turns to another incident between."""
    trigger = report.trigger
    gap = _gap(trigger, toll.token)
    if gap == 0:
        return 0
    first, last = sorted([(trigger.start, trigger.end), (toll.token, toll.token + 1)])
    between = doc[first[1] : last[0]].text
    if report.status in TO_COME or _ANSWER.search(between):
        return gap + FAR
    return gap + A_CLAUSE * len(_TURNS.findall(between))


def _gap(trigger: Trigger, token: int) -> int:
    """How many words the token is from the trigger."""
    return 0 if trigger.start <= token < trigger.end else min(abs(trigger.start - token), abs(trigger.end - 1 - token))
