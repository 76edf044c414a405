"""Days that count from another incident: "a day after", "two days later"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geo.merging.sameness import REAL
from geo.merging.telling import first_offset
from geo.records import Day, Excerpt, Incident

_LEADING = ("after", "before", "following", "since")


def _relative(incident: Incident) -> tuple[Excerpt, int] | None:
    for excerpt in incident.excerpts:
        if excerpt.relative_days is not None and excerpt.date and excerpt.trigger:
            return excerpt, excerpt.relative_days
    return None


def _day_of(incident: Incident) -> Day | None:
    if incident.date_precision == "day" and incident.date_start == incident.date_end:
        return incident.date_start
    return None


def _on(incident: Incident, day: Day, words: str) -> Incident:
    excerpts = tuple(
        replace(excerpt, date_start=day, date_end=day) if excerpt.relative_days is not None else excerpt
        for excerpt in incident.excerpts
    )
    reason = f"day: '{words}' counts from the other incident, {day.isoformat()}"
    return replace(
        incident,
        date_start=day,
        date_end=day,
        date_precision="day",
        excerpts=excerpts,
        reasons=(*incident.reasons, reason),
    )


def _shift(day: Day, days: int) -> Day | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def with_days_of_their_sentence(incidents: Sequence[Incident]) -> list[Incident]:
    """ "X hit the town on Saturday, a day after Y killed Z": Y was on Friday, whichever of the two has the phrase.

    "Hours after Y" leaves open whether Y was on the same day.
    """
    found = list(incidents)
    sentences: dict[int, list[int]] = {}
    for index, incident in enumerate(incidents):
        sentences.setdefault(incident.excerpts[0].start, []).append(index)
    for index, incident in enumerate(incidents):
        relative = _relative(incident)
        if relative is None:
            continue
        excerpt, days = relative
        assert excerpt.date is not None
        words = excerpt.text[excerpt.date[0] - excerpt.start : excerpt.date[1] - excerpt.start]
        if not words.lower().rstrip().endswith(_LEADING):
            continue
        if days == 0 and _is_inner(excerpt, words):
            continue
        same_sentence = [other for other in sentences[incident.excerpts[0].start] if other != index]
        inner = _is_inner(excerpt, words)
        for other in same_sentence:
            other_inner = first_offset(incidents[other]) >= excerpt.date[1]
            if inner == other_inner:
                continue
            main, told = (other, index) if inner else (index, other)
            day = _day_of(found[main]) if main != index else None
            if day and (shifted := _shift(day, -days)):
                found[told] = _on(found[told], shifted, words)
            elif (day := _day_of(found[told])) and (shifted := _shift(day, days)):
                found[main] = _on(found[main], shifted, words)
            break
    return found


def _is_inner(excerpt: Excerpt, words: str) -> bool:
    """Whether the trigger stands in what "four days after" leads to, not in what happened four days after."""
    leads = words.lower().rstrip().endswith(_LEADING)
    return leads and excerpt.trigger is not None and excerpt.date is not None and excerpt.trigger[0] >= excerpt.date[1]


def counts_back(incident: Incident) -> bool:
    """Whether its day is "the day before": it may be that of an incident told already."""
    relative = _relative(incident)
    return relative is not None and relative[1] < 0 and _day_of(incident) is None


def with_day_of_earlier(incident: Incident, told: Sequence[Incident]) -> Incident:
    """ "Two days later, ..." counts from the first of the incidents ``told``, the latest first, that has a day."""
    relative = _relative(incident)
    if relative is None or _day_of(incident):
        return incident
    excerpt, days = relative
    assert excerpt.date is not None
    words = excerpt.text[excerpt.date[0] - excerpt.start : excerpt.date[1] - excerpt.start]
    if _is_inner(excerpt, words):
        if days == 0:
            return incident
        days = -days
    for other in told:
        day = _day_of(other)
        if day and other.status in REAL and (shifted := _shift(day, days)):
            return _on(incident, shifted, words)
    return incident
