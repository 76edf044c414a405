"""The day of an incident whose own words name none: that of the story told right before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Day, Excerpt, Incident, Mention
from geo.timing import carried_date

if TYPE_CHECKING:
    from spacy.tokens import Doc


def with_days_of_story(
    doc: Doc, dates: Sequence[Mention], incidents: Sequence[Incident], published: Day | None
) -> list[Incident]:
    """The incidents; those told in the simple past without any day have that of the incident told right before."""
    told = [
        excerpt
        for incident in incidents
        if incident.date_precision == "day" and incident.status == "occurred"
        for excerpt in incident.excerpts
    ]
    return [_dated(doc, dates, told, incident, published) for incident in incidents]


def _dated(
    doc: Doc, dates: Sequence[Mention], told: Sequence[Excerpt], incident: Incident, published: Day | None
) -> Incident:
    first = incident.excerpts[0]
    if incident.date_precision != "on_or_before" or incident.status != "occurred" or first.trigger is None:
        return incident
    if any(_names_day(dates, excerpt.start, excerpt.end) for excerpt in incident.excerpts):
        return incident
    words = doc.char_span(*first.trigger, alignment_mode="expand")
    link = carried_date(doc, words.root, dates, published, story=True) if words is not None else None
    if link is None or link.mention.date is None:
        return incident
    if not any(excerpt.start <= link.mention.start < excerpt.end for excerpt in told):
        return incident
    return replace(
        incident,
        date_start=link.mention.date.start,
        date_end=link.mention.date.end,
        date_precision=link.mention.date.precision,
        reasons=(*incident.reasons, f"day: '{link.mention.text}' of the incident told before"),
    )


def _names_day(dates: Sequence[Mention], start: int, end: int) -> bool:
    """Whether the passage has a date phrase of its own."""
    return any(start <= mention.start < end for mention in dates)
