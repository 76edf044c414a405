"""Whether words that point back, "the strike", may mean an incident that was told before."""

from __future__ import annotations

import re

from geo.merging.joining import toll_verbs, trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import agreement, same_place, suffering
from geo.merging.shared_words import place_words, stem, words_told
from geo.merging.telling import Wording
from geo.records import Incident

_KILLING = re.compile(r"kill|shot|shoot|stab|behead|massacr|gunn|hack|slay|slain|execut|lynch|murder|assassin|slaught")
"""Parts of triggers of what people die in."""


def may_mean(incident: Incident, wording: Wording, told: Incident, out_of_reach: bool) -> bool:
    """Whether the noun with which the passage points back may mean the incident told.

    ``out_of_reach`` says that it was told so long before that a noun alone seldom means it.
    """
    shares = _shares(incident, told)
    if (wording.described or out_of_reach) and not shares:
        return False
    if wording.noun in merge_words().lists["of_deaths"] and not _deadly(told):
        return False
    if wording.weekday is not None and not _on_weekday(told, wording.weekday) and not _says(wording.noun, told):
        return False
    return not wording.at or told.place is not None or wording.at in words_told(told).names


def _shares(incident: Incident, told: Incident) -> bool:
    """Whether the two share a place, people or a name besides the noun."""
    if same_place(incident.place, told.place) or agreement(incident, told).agreeing > 0:
        return True
    if told.place is not None and place_words(told.place) & words_told(incident).names:
        return True
    return bool(words_told(incident).names & words_told(told).names)


def _deadly(told: Incident) -> bool:
    """Whether somebody died in the incident, as far as its words tell."""
    if told.fatalities_low or any(actor.type == "individual" for actor in suffering(told).values()):
        return True
    words = {word for excerpt in told.excerpts for word in trigger_words(excerpt)}
    return bool(words & toll_verbs()) or any(_KILLING.search(word) for word in words)


def _on_weekday(told: Incident, weekday: int) -> bool:
    day = told.date_start
    return told.date_precision == "day" and day is not None and day.weekday() == weekday


def _says(noun: str, told: Incident) -> bool:
    """Whether the noun, or one of its row, was a trigger of what was told."""
    row = frozenset() if noun in merge_words().lists["general"] else merge_words().siblings.get(noun, frozenset())
    alike = {stem(word) for word in row | {noun}} - {""}
    return any(stem(word) in alike for one in told.excerpts for word in trigger_words(one))
