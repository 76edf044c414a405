"""Arithmetic on days: weeks, months, years, named days, and the spans that they make."""

from __future__ import annotations

from calendar import Calendar, monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from geo.dates.calendar_words import Holiday
from geo.records import DateSpan


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def at_day(day: date | None) -> DateSpan | None:
    """Return the span that is this one day; None stays None."""
    return DateSpan(day, day, "day") if day else None


def span_of(first: date, last: date, anchor: str = "") -> DateSpan:
    """Return the span with the precision that its length gives."""
    days = (last - first).days
    precision = "day" if days == 0 else "few_days" if days < 14 else "month" if days <= 62 else "year"
    return DateSpan(first, last, precision, anchor)


def years_span(first: int, last: int) -> DateSpan | None:
    """Return the span of whole years, None outside the calendar."""
    if not MINYEAR <= first <= last <= MAXYEAR:
        return None
    return DateSpan(date(first, 1, 1), date(last, 12, 31), "year")


def days_before(day: date, days: int) -> date:
    """Return the day so many days earlier (later when negative), at most the calendar's ends."""
    try:
        return day - timedelta(days)
    except OverflowError:
        return date.min if days > 0 else date.max


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the day's ISO week."""
    monday = days_before(day, day.weekday())
    return monday, days_before(monday, -6)


def months_after(day: date, step: int) -> date:
    """Return the first of the month that is so many months away."""
    count = day.year * 12 + day.month - 1 + step
    return day_or_none(count // 12, count % 12 + 1, 1) or date.min


def month_end(first: date) -> date:
    """Return the last day of the month of a day."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def part_of_month(first: date, last: date, part: str) -> tuple[date, date]:
    """Return the days that "early", "mid" or "the end of" leaves of a month."""
    word = part.split(" ")[0]
    if word in ("early", "beginning", "start"):
        return first, first.replace(day=10)
    if word in ("mid", "middle"):
        return first.replace(day=10), first.replace(day=20)
    if word in ("late", "end"):
        return first.replace(day=20), last
    return first, last


def named_day_in(holiday: Holiday, year: int) -> date:
    """Return the (first) day of a holiday in a year."""
    if holiday.fixed:
        return date(year, *holiday.fixed)
    if holiday.nth:
        month, weekday, which = holiday.nth
        days = [
            day for day in Calendar().itermonthdates(year, month) if day.month == month and day.weekday() == weekday
        ]
        return days[which - 1 if which > 0 else which]
    sunday: date = easter(year, EASTER_ORTHODOX if holiday.orthodox else EASTER_WESTERN)
    return sunday + timedelta(holiday.easter or 0)
