"""What the text said last of what kills: the flood of which the next sentence only counts the dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.language.syntax import agents, text_of
from geo.triggers.trigger_table import Hit, Trigger, TriggerTable
from geo.triggers.triggers import concepts_by_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

TOLLS = frozenset({"kill", "die", "wound", "hurt", "bodies", "body found"})
"""Triggers that count the victims and may leave out what killed them."""

CAUSES = {
    "disaster": frozenset({"disaster", "nature_moves"}),
    "air_strike": frozenset({"air_strike", "drones"}),
    "artillery": frozenset({"artillery"}),
    "armed": frozenset(
        {"gunmen", "rebels", "guns", "suicide", "ied", "ied_sure", "mob_sure", "crowd_words", "fighting"}
    ),
    "mishap": frozenset({"hurt_by_chance", "gas_blast", "disease", "illness"}),
}
"""What kills, by the groups of words that tell of it."""

CARRIED = frozenset({"disaster", "air_strike", "artillery"})
NATURAL = frozenset({"disaster"})
"""Those of which the next sentence goes on counting the victims, and those of which later ones do as well."""

REACH = 70
"""How many words before a sentence its cause may have been told."""


def told_cause(doc: Doc, trigger: Trigger, table: TriggerTable) -> str:
    """The group of words of what killed the victims that the trigger only counts; "" where its own sentence says it."""
    word = doc[trigger.head]
    if trigger.rule.id not in TOLLS or not word.has_dep() or agents(word):
        return ""
    if _causes(trigger.concepts):
        return ""
    before = [(at, concepts) for at, concepts in concepts_by_sentence(doc, table) if at.start < word.sent.start]
    for steps, (sentence, concepts) in enumerate(reversed(before)):
        if word.sent.start - sentence.end > REACH:
            return ""
        found = _causes(concepts)
        next_door = not steps and "\n" not in text_of(doc)[sentence[-1].idx : word.sent[0].idx]
        if found:
            carried = CARRIED if next_door else CARRIED & NATURAL
            return next(iter(found)) if len(found) == 1 and found <= carried else ""
    return ""


def _causes(concepts: tuple[Hit, ...] | list[Hit]) -> set[str]:
    names = {hit.name for hit in concepts}
    return {cause for cause, groups in CAUSES.items() if groups & names}
