"""Reports without the days and places that stand in another clause of their sentence, and are those of its incident."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.records import Excerpt, Incident, Span

_CAME = re.compile(r"\b(?:came|comes|come|coming|followed|follows)$", re.IGNORECASE)
_COMES = re.compile(r"\s*(?:came|comes|come|follows|followed)\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:after|before|since|as|amid|following|while|when|ahead of)\b", re.IGNORECASE)
"""Where "the clash came two days after" turns to the other incident."""

_HOURS_AFTER = re.compile(
    r"\b(?:(?:hours?|minutes|moments|days?|weeks?|shortly|soon|immediately) (?:after|before)"
    r"|after (?:[\w-]+ ){0,3}(?:nights?|days?|weeks?|months?|hours?) of)\b[^,;:.]{0,80}$",
    re.IGNORECASE,
)
"""Before a trigger that the main clause came hours after, perhaps on the next day."""


def without_other_clauses(incident: Incident) -> Incident:
    """ "The clash came after two men were taken in Lago", "troops left on Monday, hours after shells fell": the place
    is not that of the clash, and the day need not be that of the shells.
    """
    excerpts = tuple(_without_main_clause(_without_what_it_followed(excerpt)) for excerpt in incident.excerpts)
    if excerpts == incident.excerpts:
        return incident
    if not any(excerpt.place for excerpt in excerpts):
        incident = replace(incident, place=None, alternatives=())
    if not any(excerpt.date for excerpt in excerpts):
        precision = "on_or_before" if incident.date_end else "unknown"
        incident = replace(incident, date_start=None, date_precision=precision)
    return replace(incident, excerpts=excerpts)


def end_of_clause(excerpt: Excerpt) -> int:
    """Where the passage turns from its incident to another, "the clash came | after …"; its end where it does not."""
    if excerpt.trigger is None:
        return excerpt.end
    first, after = excerpt.trigger[0] - excerpt.start, excerpt.trigger[1] - excerpt.start
    opening = _HOURS_AFTER.search(excerpt.text[:first])
    comma = excerpt.text.find(",", after) if opening and opening.start() == 0 else -1
    if comma >= 0:
        return excerpt.start + comma
    comes = _CAME.search(excerpt.text[first:after]) or _COMES.match(excerpt.text[after:])
    turn = _TURN.search(excerpt.text, after) if comes else None
    return excerpt.start + turn.end() if turn else excerpt.end


def _without_what_it_followed(excerpt: Excerpt) -> Excerpt:
    """The passage without what stands behind "came after"."""
    beyond = end_of_clause(excerpt)
    place = None if _stands_behind(excerpt.place, beyond) else excerpt.place
    if _stands_behind(excerpt.date, beyond):
        excerpt = replace(excerpt, date=None, date_start=None, date_end=None)
    return replace(excerpt, place=place)


def _without_main_clause(excerpt: Excerpt) -> Excerpt:
    """The passage without day and place of the main clause, where the trigger stands behind "hours after"."""
    if excerpt.trigger is None:
        return excerpt
    turn = _HOURS_AFTER.search(excerpt.text[: excerpt.trigger[0] - excerpt.start])
    if turn is None:
        return excerpt
    if excerpt.date is None or excerpt.relative_days is not None or excerpt.date[0] >= excerpt.start + turn.start():
        return excerpt
    return replace(excerpt, date=None, date_start=None, date_end=None)


def _stands_behind(span: Span | None, offset: int) -> bool:
    return span is not None and span[0] >= offset
