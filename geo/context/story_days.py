"""The day of an incident whose own words name none: that of the story told right before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.links.timing import carried_date
from geo.records import Day, Excerpt, Incident, Mention

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
    hours = [excerpt for excerpt in incident.excerpts if excerpt.relative_days == 0 and excerpt.date]
    if hours and incident.date_start is None:
        return _on_day_of(incident, hours[0], told)
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


def _on_day_of(incident: Incident, hours: Excerpt, told: Sequence[Excerpt]) -> Incident:
    """The incident on the day of the one that its "hours after" counts from: of its sentence, else told last before."""
    same = [excerpt for excerpt in told if excerpt.start == hours.start and excerpt.date_start]
    before = [excerpt for excerpt in told if excerpt.start < hours.start and excerpt.date_start]
    other = same[0] if same else max(before, key=lambda excerpt: excerpt.start, default=None)
    if other is None or other.date_start != other.date_end or hours.date is None:
        return incident
    phrase = hours.text[hours.date[0] - hours.start : hours.date[1] - hours.start]
    return replace(
        incident,
        date_start=other.date_start,
        date_end=other.date_end,
        date_precision="day",
        reasons=(*incident.reasons, f"day: '{phrase}' counts from the other incident, {other.date_start}"),
    )


def _names_day(dates: Sequence[Mention], start: int, end: int) -> bool:
    """Whether the passage has a date phrase of its own."""
    return any(start <= mention.start < end for mention in dates)
