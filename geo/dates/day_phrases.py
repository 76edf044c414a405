"""What the phrases that name one day mean, seen from the day of publication.

One function for each phrase of calendar_words. A phrase relative to the publication day has no days
when that day is not known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from geo.dates.calendar_words import Holiday
from geo.dates.date_context import (
    UNKNOWN,
    Seen,
    anchored,
    first_of_month,
    has_capital,
    known_day,
    lies_ahead,
    likeliest,
    nearest_year,
    unresolved,
    weekday_on,
)
from geo.dates.days import at_day, day_or_none, month_end, months_after, named_day_in, span_of
from geo.records import DateSpan

_BEFORE_BARE = re.compile(
    r"\b(?:on|since|until|till|by|night of|evening of|morning of|hours of|eve of)\s+$", re.IGNORECASE
)


def read_iso(seen: Seen) -> DateSpan | None:
    """Read 2020-01-04."""
    return at_day(day_or_none(int(seen.group("year")), int(seen.group("month")), int(seen.group("day"))))


def read_numeric(seen: Seen) -> DateSpan | None:
    """Read 4/1/2020 and 4.1.2020: the order that the text shows, else the one nearest to the publication day."""
    one, two, year_text, mark = int(seen.group("one")), int(seen.group("two")), seen.group("year"), seen.group("mark")
    if len(year_text) == 2 and mark != "/":
        return None
    years = [int(year_text)] if len(year_text) == 4 else [1900 + int(year_text), 2000 + int(year_text)]
    reading = seen.day_first if seen.day_first is not None else (True if mark == "." else None)
    days = [day for year in years if reading is not True and (day := day_or_none(year, one, two))]
    days += [day for year in years if reading is not False and (day := day_or_none(year, two, one))]
    if not days:
        return None
    if len(set(days)) == 1:
        return at_day(days[0])
    if seen.published is None:
        return UNKNOWN
    return at_day(min(days, key=lambda day: abs((day - known_day(seen)).days)))


def read_day_month(seen: Seen) -> DateSpan | None:
    """Read "4 January 2020", "Jan. 4", "Friday, Jan. 3", "the fifth of May last year"."""
    word = seen.group("day")
    number = re.match(r"\d+", word)
    day = int(number.group()) if number else seen.calendar.ordinals.get(word, 0)
    month_word = seen.group("month")
    if not 1 <= day <= 31 or (month_word in seen.calendar.month_also_words and not has_capital(seen, "month")):
        return None
    month, year, which = seen.calendar.months[month_word], seen.group("year"), seen.group("which")
    if year:
        return at_day(day_or_none(int(year), month, day))
    if seen.published is None:
        return unresolved("published") if day_or_none(2000, month, day) else None
    if which:
        return at_day(day_or_none(seen.published.year + {"last": -1, "this": 0, "next": 1}[which], month, day))
    weekday = seen.calendar.weekdays.get(seen.group("weekday"))
    return at_day(nearest_year(seen, month, day, weekday))


def read_attacks_of_2001(seen: Seen) -> DateSpan | None:
    """Read "the Sept. 11 attacks" and "the 9/11 attacks"."""
    return at_day(date(2001, 9, 11))


def read_holiday(seen: Seen) -> DateSpan | None:
    """Read "Christmas Day", "Easter Sunday 2019"."""
    return _named_day(seen, seen.calendar.holidays[seen.group("name").replace("  ", " ")])


def read_independence(seen: Seen) -> DateSpan | None:
    """Read "Ukrainian Independence Day"; without a country it is not known."""
    holiday = seen.calendar.independence.get(seen.group("whose"))
    return _named_day(seen, holiday) if holiday else UNKNOWN


def _named_day(seen: Seen, holiday: Holiday) -> DateSpan | None:
    year, which, published = seen.group("year"), seen.group("which"), seen.published
    if year:
        first = named_day_in(holiday, int(year))
    elif published is None:
        return unresolved("published")
    elif which:
        first = named_day_in(holiday, published.year + {"last": -1, "this": 0, "next": 1}[which])
    else:
        days = [named_day_in(holiday, published.year + step) for step in (-1, 0, 1)]
        if re.search(r"\blast\s$", seen.before(), re.IGNORECASE):
            days = [day for day in days if day < published]
        first = likeliest(seen, days) or days[0]
    return span_of(first, first + timedelta(holiday.days - 1))


def read_weekday(seen: Seen) -> DateSpan | None:
    """Read "Friday", "early Saturday", "last Monday", "Friday last week"; None for names such as "Black Friday"."""
    if seen.calendar.not_before_weekday.search(seen.before(20)) or seen.calendar.not_after_weekday.match(
        seen.text[seen.end : seen.end + 24]
    ):
        return None
    word = seen.group("weekday", "weekday_last", "weekday_ago")
    if len(word) <= 5 and not has_capital(seen, "weekday", "weekday_last", "weekday_ago"):
        return None
    if word in ("sun", "sat", "mon", "wed") and seen.text[seen.end : seen.end + 1] != ".":
        return None
    if seen.published is None:
        return unresolved("published")
    return replace(
        at_day(weekday_on(seen, seen.calendar.weekdays[word], seen.published)) or UNKNOWN, anchor="published"
    )


def read_near_day(seen: Seen) -> DateSpan | None:
    """Read "yesterday", "last night", "overnight", "this morning"."""
    if seen.published is None:
        return unresolved("published")
    word = seen.group("beyond", "word", "tonight")
    if word == "overnight":
        return DateSpan(seen.published - timedelta(1), seen.published, "few_days", "published")
    step = {
        "before yesterday": -2, "last night": -1, "last evening": -1, "yesterday": -1,
        "tomorrow": 1, "after tomorrow": 2,
    }.get(word, 0)  # fmt: skip
    return anchored(at_day(seen.published + timedelta(step)), "published")


def read_weekday_of_month(seen: Seen) -> DateSpan | None:
    """Read "the last Friday in May"."""
    first = first_of_month(seen)
    if first is None:
        return unresolved("published")
    weekday = seen.calendar.weekdays[seen.group("weekday")]
    days = [day for day in range(1, month_end(first).day + 1) if first.replace(day=day).weekday() == weekday]
    number = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(seen.group("which"), -1)
    return at_day(first.replace(day=days[number]))


def read_day_of_month(seen: Seen) -> DateSpan | None:
    """Read "the 3rd of last month"."""
    if seen.published is None:
        return unresolved("published")
    first = months_after(seen.published, {"last": -1, "next": 1}.get(seen.group("which"), 0))
    return at_day(day_or_none(first.year, first.month, int(seen.group("day"))))


def read_bare_day(seen: Seen) -> DateSpan | None:
    """Read "on the 14th" as the last such day, or the next one where the words say so; None for a 14th anything."""
    day = int(seen.group("day"))
    if not 1 <= day <= 31 or not _BEFORE_BARE.search(seen.before(24)):
        return None
    if seen.published is None:
        return unresolved("published")
    months = [months_after(seen.published, step) for step in (1, 0, -1, -2)]
    known = [one for first in months if (one := day_or_none(first.year, first.month, day))]
    behind, ahead = [one for one in known if one <= seen.published], [one for one in known if one > seen.published]
    found = ahead[-1] if ahead and lies_ahead(seen) else behind[0] if behind else None
    return anchored(at_day(found), "published") if found else None
