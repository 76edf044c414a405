"""The dateline of a news story: its place, and its day where the text shows the year.

A dateline stands at the beginning of a line near the top: "BAGHDAD, Jan. 4 (Agency) -", "KYIV, Ukraine
(AP) —", "Nairobi, 3 May 2019 -". A day without a year is not given the year of today: it is resolved only
when full dates elsewhere in the text agree on one.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from geo.dates.calendar_words import any_of, load_calendar
from geo.dates.dates import find_dates
from geo.dates.days import day_or_none
from geo.records import Span

_TOP = 1500  # characters in which a dateline is looked for
_NEAR = 45  # days within which a full date in the text tells a dateline's year


def find_dateline(text: str) -> tuple[Span | None, date | None]:
    """Return the span of the dateline's place and its day; None for what the text doesn't give."""
    match = _match(text)
    if match is None:
        return None, None
    return match.span("place"), _day(text, match) if match["day"] else None


def dateline_span(text: str) -> Span | None:
    """Return the bounds of the whole dateline, from its place to its dash."""
    match = _match(text)
    return match.span() if match else None


def datelines(text: str) -> list[Span]:
    """Return the bounds of every dateline: where several stories stand in one text, each begins with one."""
    first = dateline_span(text)
    later = [match.span() for match in _dateline().finditer(text, first[1] if first else 0) if _is_sure(match)]
    return [first, *later] if first else later


def _match(text: str) -> re.Match[str] | None:
    for match in _dateline().finditer(text[:_TOP]):
        if match["day"] or match["agency"] or (match["place"].isupper() and len(match["place"]) > 2):
            return match
    return None


def _is_sure(match: re.Match[str]) -> bool:
    """Whether a line amid a text begins as only datelines do: with an agency, or a day and a place in capitals."""
    capitals = match["place"].isupper() and len(match["place"]) > 2
    return bool(match["agency"] or (match["day"] and capitals)) or (capitals and match.group()[-1] != ":")


def _day(text: str, match: re.Match[str]) -> date | None:
    words = load_calendar()
    month = words.months[(match["month"] or match["month_first"]).lower().rstrip(".")]
    number = int(match["number"] or match["number_last"])
    if match["year"]:
        year = int(match["year"])
        return day_or_none(year if year > 99 else year + (1900 if year >= 50 else 2000), month, number)
    weekday = words.weekdays[match["weekday"].lower().rstrip(".")] if match["weekday"] else None
    full = [
        mention.date.start
        for mention in find_dates("", text, None)
        if mention.date and mention.date.start and mention.date.precision == "day"
    ]
    years = {near.year + step for near in full for step in (-1, 0, 1)}
    days = {
        day
        for year in years
        if (day := day_or_none(year, month, number))
        and (weekday is None or day.weekday() == weekday)
        and any(abs((day - near).days) <= _NEAR for near in full)
    }
    return days.pop() if len(days) == 1 else None


@cache
def _dateline() -> re.Pattern[str]:
    words = load_calendar()
    months, weekdays = any_of(words.months), any_of(words.weekdays)
    name = r"[A-Z][\w.'’]{0,30}(?:[ -][A-Z(][\w.'’]{0,30}|[ -](?:al|de|da|du|el|la|of|and|on|am|sur)){0,4}"
    day = (
        rf"(?:(?P<weekday>(?i:{weekdays}))\.?,?[ ])?"
        rf"(?:(?P<month>(?i:{months}))\.?[ ](?P<number>\d{{1,2}})"
        rf"|(?P<number_last>\d{{1,2}})[ ](?P<month_first>(?i:{months}))\.?)"
        r"(?:,?[ ](?P<year>(?:19|20)?\d\d))?"
    )
    return re.compile(
        rf"^[ \t]{{0,8}}(?P<place>{name})(?:/{name})?(?:,[ ]{name}){{0,2}}?(?:,?[ ](?P<day>{day}))?,?"
        r"(?:[ ]?(?P<agency>\([A-Z][^()\n]{0,40}\)|/[A-Z][A-Za-z ]{1,30}/))?[ ]?(?:--|[—–_-]|:(?=[ ]))(?=[ \n\"“])",
        re.MULTILINE,
    )
