"""Where those live or were who tell of an incident whose own words name no place: "Fishermen from Ibo say that ..."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.links.standing import link_words
from geo.records import Excerpt, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

BEHIND = frozenset({"from", "in", "at", "near", "outside", "of", "inside", "on"})
"""Prepositions between those who tell and their place."""

LONGEST_LEAD = 6
"""Words from the start of the sentence to the place: "A commander outside Bhamo"."""

REACH = 14
"""Words from the place to the verb of telling."""


def place_of_tellers(doc: Doc, excerpt: Excerpt, places: Sequence[Mention]) -> Mention | None:
    """The first of the passage's literal places, if people of that place tell what follows; None otherwise."""
    inside = [place for place in places if excerpt.start <= place.start < excerpt.end and place.role == "literal"]
    if excerpt.trigger is None or not inside or inside[0].place is None or inside[0].start > excerpt.trigger[0]:
        return None
    span = doc.char_span(inside[0].start, inside[0].end, alignment_mode="expand")
    if span is None:
        return None
    words = link_words()
    lead = doc[span.sent.start : span.start]
    before = [word.lower_ for word in lead][-2:]
    if not 1 < len(lead) <= LONGEST_LEAD or not any(word.lower_ in words.informants for word in lead):
        return None
    if not (before[-1] in BEHIND or (before[-1] in words.areas | {"the"} and before[0] in BEHIND)):
        return None
    told = next((word for word in doc[span.end : span.end + REACH] if word.lower_ in words.saying), None)
    return inside[0] if told is not None and told.idx < excerpt.trigger[0] else None
