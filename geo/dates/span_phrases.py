"""What the phrases that name several days mean, and those that count from an incident.

One function for each phrase of calendar_words. A phrase relative to the publication day has no days
when that day is not known; one relative to an incident ("a day after") has none until it is tied to
that incident.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from geo.dates.date_context import (
    UNKNOWN,
    Seen,
    anchored,
    first_of_month,
    has_capital,
    lies_ahead,
    month_near,
    nearest_year,
    number_of,
    unit_of,
    unresolved,
    weekday_on,
)
from geo.dates.days import (
    at_day,
    day_or_none,
    days_before,
    month_end,
    months_after,
    part_of_month,
    span_of,
    week_of,
    years_span,
)
from geo.records import DateSpan

_DAYS_OF = {
    "day": 1,
    "night": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3652,
    "century": 36524,
}


def read_days_of_month(seen: Seen) -> DateSpan | None:
    """Read "between 3 and 5 May", "May 3-5", "30 April to 2 May"."""
    month, month_two = seen.group("month"), seen.group("month_two") or seen.group("month")
    if not has_capital(seen, "month") and month in seen.calendar.month_also_words:
        return None
    numbers, months = seen.calendar.months, (month, month_two)
    one, two = int(seen.group("one")), int(seen.group("two"))
    if not day_or_none(2000, numbers[month], one) or not day_or_none(2000, numbers[month_two], two):
        return None
    if seen.group("year"):
        last = day_or_none(int(seen.group("year")), numbers[months[1]], two)
    elif seen.published is None:
        return unresolved("published")
    else:
        last = nearest_year(seen, numbers[months[1]], two, None)
    first = last and day_or_none(last.year, numbers[month], one)
    if first and last and first > last:
        first = day_or_none(last.year - 1, numbers[month], one)
    return span_of(first, last) if first and last and first <= last else None


def read_weekdays(seen: Seen) -> DateSpan | None:
    """Read "from Monday to Friday"."""
    if seen.published is None:
        return unresolved("published")
    first = seen.calendar.weekdays[seen.group("one", "first")]
    last = seen.calendar.weekdays[seen.group("two", "second")]
    days = (last - first) % 7
    end = weekday_on(seen, last, seen.published)
    if end < seen.published and seen.published - timedelta(6) <= end - timedelta(days) and lies_ahead(seen):
        end += timedelta(7)
    return span_of(end - timedelta(days), end, "published")


def read_window(seen: Seen) -> DateSpan | None:
    """Read "in the last 24 hours", "in recent days", "the next three weeks"."""
    if seen.published is None:
        return unresolved("published")
    unit = unit_of(seen.group("unit", "recent", "unit_one", "unit_last"))
    one = seen.group("unit_one", "unit_last")
    most = number_of(seen, seen.group("number"))[1] if seen.group("number") else 1 if one else 5
    days = -(-most // 24) if unit == "hour" else most * _DAYS_OF[unit]
    ahead = seen.group("which", "which_one") in ("next", "coming", "following")
    far = days_before(seen.published, -days if ahead else days)
    first, last = (seen.published, far) if ahead else (far, seen.published)
    return span_of(first, last, "published")


def read_period(seen: Seen) -> DateSpan | None:
    """Read "this week", "earlier this month", "last year", "over the weekend", "the end of the year"."""
    if seen.published is None:
        return unresolved("published")
    unit = seen.group("unit", "unit_two", "unit_end") or "weekend"
    which = seen.group("which", "which_end")
    if which in ("that", "previous", "following"):
        return DateSpan(
            None, None, "unknown", "event", {"that": 0, "previous": -1, "following": 1}[which] * _DAYS_OF.get(unit, 7)
        )
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    part = seen.group("part", "part_two", "end")
    if which == "past" and unit != "weekend":
        return span_of(days_before(seen.published, _DAYS_OF[unit]), seen.published, "published")
    if unit == "weekend":
        saturday = week_of(seen.published)[0] + timedelta(5 + 7 * step)
        if saturday > seen.published and (step < 0 or (not step and which != "this" and not lies_ahead(seen))):
            saturday -= timedelta(0 if step < 0 else 7)
        return DateSpan(saturday, saturday + timedelta(1), "few_days", "published")
    if unit == "week":
        first, last = week_of(seen.published + timedelta(7 * step))
    elif unit == "month":
        first = months_after(seen.published, step)
        last = month_end(first)
    else:
        years = _DAYS_OF[unit] // 365
        return years_span(
            seen.published.year + step * years, seen.published.year + step * years + (years - 1 if step > 0 else 0)
        )
    if part == "earlier" and not step:
        last = seen.published
    elif part == "later" and not step:
        first = seen.published
    elif unit == "month" and part:
        first, last = part_of_month(first, last, part)
    return DateSpan(first, last, unit, "published")


def read_ago(seen: Seen) -> DateSpan | None:
    """Read "two days ago", "several weeks ago", "many years ago"."""
    if seen.published is None:
        return unresolved("published")
    least, most = number_of(seen, seen.group("number")) if seen.group("number") else (2, 99)
    unit = unit_of(seen.group("unit"))
    if unit in ("minute", "hour"):
        days = -(-most // 24) if unit == "hour" and seen.group("number") else 0
        return span_of(days_before(seen.published, days), seen.published, "published")
    if unit in ("day", "night") and least == most:
        return anchored(at_day(days_before(seen.published, least)), "published")
    if not seen.group("number") or most >= 99:
        return DateSpan(None, days_before(seen.published, 2 * _DAYS_OF[unit]), "on_or_before", "published")
    if unit in ("day", "night"):
        return span_of(days_before(seen.published, most), days_before(seen.published, least), "published")
    if unit in ("week", "fortnight"):
        first, last = (
            days_before(seen.published, most * _DAYS_OF[unit]),
            days_before(seen.published, least * _DAYS_OF[unit]),
        )
        return DateSpan(week_of(first)[0], week_of(last)[1], "week", "published")
    if unit == "month":
        first, last = months_after(seen.published, -most), months_after(seen.published, -least)
        return DateSpan(first, month_end(last), "month", "published")
    years = _DAYS_OF[unit] // 365
    return years_span(seen.published.year - most * years, seen.published.year - least * years)


def read_month(seen: Seen) -> DateSpan | None:
    """Read "May 2014", "in August", "mid-June", "last July"; None for the word "may" and people called April."""
    word, year, which = seen.group("month"), seen.group("year"), seen.group("which")
    also_word = word in seen.calendar.month_also_words
    if len(word) <= 4 and word not in ("june", "july", "may") and not year:
        return None
    if also_word and (not has_capital(seen, "month") or seen.text[seen.start : seen.end].isupper()) and not year:
        return None
    placed = year or which or seen.group("part") or seen.group("year_which")
    if also_word and not placed and not seen.calendar.before_month.search(seen.before(20)):
        return None
    month = seen.calendar.months[word]
    if year:
        first = day_or_none(int(year), month, 1)
    elif seen.published is None:
        return unresolved("published")
    else:
        first = month_near(seen, month, seen.published, which)
    if first is None:
        return None
    start, end = part_of_month(first, month_end(first), seen.group("part"))
    return DateSpan(start, end, "month", "" if year else "published")


def read_part_of_month(seen: Seen) -> DateSpan | None:
    """Read "the last week of February", "the first half of 2014"."""
    which, unit = seen.group("which"), seen.group("unit")
    if seen.group("whole_year") or seen.group("whole_unit") == "year":
        return _part_of_year(seen, which, unit)
    if seen.group("month"):
        first = first_of_month(seen)
    else:
        step = {"last": -1, "next": 1}.get(seen.group("whole"), 0)
        first = months_after(seen.published, step) if seen.published else None
    if first is None:
        return unresolved("published")
    last = month_end(first)
    if unit == "half":
        middle = first.replace(day=15)
        return (
            DateSpan(first, middle, "month") if which == "first" else DateSpan(days_before(middle, -1), last, "month")
        )
    end = which in ("last", "final", "closing")
    number = {"second": 1, "third": 2, "fourth": 3}.get(which, 0)
    if unit == "weekend":
        saturdays = [day for day in range(1, last.day + 1) if first.replace(day=day).weekday() == 5]
        saturday = first.replace(day=saturdays[-1 if end else number])
        return DateSpan(saturday, days_before(saturday, -1), "few_days")
    days = {"week": 7, "days": 5}.get(unit, 14)
    start = days_before(last, days - 1) if end else days_before(first, -days * number)
    return DateSpan(start, days_before(start, 1 - days), "week" if unit == "week" else "few_days")


def _part_of_year(seen: Seen, which: str, unit: str) -> DateSpan | None:
    step = {"last": -1, "next": 1}.get(seen.group("whole"), 0)
    year = int(seen.group("whole_year") or 0) or (seen.published.year + step if seen.published else 0)
    if not year:
        return unresolved("published")
    if unit != "half":
        return years_span(year, year)
    return (
        DateSpan(date(year, 1, 1), date(year, 6, 30), "year")
        if which == "first"
        else DateSpan(date(year, 7, 1), date(year, 12, 31), "year")
    )


def read_decade(seen: Seen) -> DateSpan | None:
    """Read "the 1990s", "the nineties"."""
    year = seen.group("year") or seen.group("short")
    first = int(year) if year else seen.calendar.decades[seen.group("word")]
    first += 1900 if first < 100 else 0
    return years_span(first, first + 9)


def read_year(seen: Seen) -> DateSpan | None:
    """Read "in 2014"; None for a bare number."""
    before, after = seen.before(24), seen.text[seen.end : seen.end + 3]
    if not (
        seen.group("part")
        or seen.calendar.before_year.search(before)
        or re.search(r"[(,]\s?$", before)
        or re.match(r"['’]s\b", after)
    ):
        return None
    return years_span(int(seen.group("year")), int(seen.group("year")))


def read_anniversary(seen: Seen) -> DateSpan | None:
    """Read "the 10th anniversary" as the year of what is remembered."""
    count = seen.group("count")
    years = (
        int(count)
        if count
        else seen.calendar.ordinals.get(seen.group("ordinal")) or number_of(seen, seen.group("number"))[0]
    )
    if seen.published is None or not 0 < years < seen.published.year:
        return unresolved("anniversary")
    return replace(
        years_span(seen.published.year - years, seen.published.year - years) or UNKNOWN, anchor="anniversary"
    )


def read_from_event(seen: Seen) -> DateSpan | None:
    """Read "a day after", "24 hours later", "two weeks before"."""
    way, unit = seen.group("way"), unit_of(seen.group("unit"))
    if not seen.group("number") and unit not in ("minute", "hour", "day", "week", "month", "year"):
        return None
    least, most = (
        number_of(seen, seen.group("number")) if seen.group("number") else (0 if unit in ("minute", "hour") else 2,) * 2
    )
    sign = -1 if way in ("earlier", "before", "prior", "previously") else 1
    if not seen.group("number") and unit not in ("minute", "hour"):
        return DateSpan(None, None, "unknown", "event", None)
    days = least * _DAYS_OF.get(unit, 0) if unit != "hour" else (least + 12) // 24
    vague = least != most or unit not in ("minute", "hour", "day")
    return DateSpan(None, None, "unknown" if vague else "day", "event", sign * days)


def read_next_day(seen: Seen) -> DateSpan | None:
    """Read "the next day", "the same night", "the day before"."""
    which, unit = seen.group("which"), seen.group("unit", "unit_two", "unit_three")
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which, 0)
    step = {"after": 1, "before": -1}.get(seen.group("way"), step)
    days = step * _DAYS_OF.get(unit, 1)
    return DateSpan(None, None, "unknown" if unit in ("week", "month", "year") else "day", "event", days)


def read_time_of_day(seen: Seen) -> DateSpan | None:
    """Read "pre-dawn" and the like without a day: on the incident's own day."""
    return DateSpan(None, None, "unknown", "event", 0)
