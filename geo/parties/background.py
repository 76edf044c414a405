"""Whether what a trigger reports is long past: background and not news."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.language.syntax import clause_head
from geo.records import DateSpan, Day

if TYPE_CHECKING:
    from spacy.tokens import Token

BACKGROUND = timedelta(days=62)
"""An incident that is older than this when the article appears is background (MUC-4's two months)."""

YEAR = re.compile(r"(?:1[0-9]\d\d|20[0-4]\d)(?:-\d\d)?s?$")
"""Four figures that may be a year."""

AGO = (" ago", "last year", "previous year")
"""Ends of cues of the past that tell of something else where the trigger has a day of its own."""


def long_past(trigger: Token, when: DateSpan | None, published: Day | None, words: dict[str, frozenset[str]]) -> str:
    """The words that put it into the past of more than two months; "" when it is news."""
    if when and when.precision == "year" and when.end and published and (when.end - published).days < 400:
        return f"a summary of {when.end.year}" if when.start else ""
    if when and when.end and published and when.end < published - BACKGROUND:
        return f"{when.end.isoformat()} is long before {published.isoformat()}"
    year = _old_year(trigger, when, published)
    if year:
        return year
    sentence = trigger.sent.text.lower()
    if not _old_cue(trigger, words):
        return ""
    dated = when is not None and when.precision == "day" and when.start is not None
    cues = (cue for cue in words["historical"] if not (dated and cue.endswith(AGO)))
    return next((cue for cue in cues if f" {cue}" in f" {sentence}"), "")


def _old_year(trigger: Token, when: DateSpan | None, published: Day | None) -> str:
    """The latest year beside the trigger where it is long past and no day is known: "in the winter of 1942"."""
    if published is None or (when and when.end):
        return ""
    parsed = trigger.has_dep()
    years = [
        int(token.text[:4])
        for token in trigger.sent
        if YEAR.match(token.text) and (not parsed or clause_head(token) in (clause_head(trigger), trigger))
    ]
    return str(max(years)) if years and max(years) < published.year - 1 else ""


def _old_cue(trigger: Token, words: dict[str, frozenset[str]]) -> bool:
    """Whether a cue of the past stands near the trigger, not merely somewhere in the sentence."""
    doc, sentence = trigger.doc, trigger.sent
    near = doc[max(sentence.start, trigger.i - 12) : min(sentence.end, trigger.i + 15)].text.lower()
    return any(cue in near for cue in words["historical"])
