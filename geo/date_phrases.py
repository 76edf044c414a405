"""What each kind of date phrase means, seen from the day of publication.

One function for each phrase of calendar_words. A phrase relative to the publication day has no days
when that day is not known; one relative to an incident ("a day after") has none until it is tied to
that incident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.calendar_words import Calendar, Holiday
from geo.days import (
    at_day,
    day_or_none,
    days_before,
    month_end,
    months_after,
    named_day_in,
    part_of_month,
    span_of,
    week_of,
    years_span,
)
from geo.records import DateSpan, Span

UNKNOWN = DateSpan(None, None, "unknown")
CONTEXT = 160  # characters on either side in which the words that place a day are looked for
_POSSESSIVE = re.compile(r"['’]s?\b")
_WORD = re.compile(r"[\w'’]+")
_MODAL = re.compile(r"\s(?:will|would|is to|are to|is due|are due)\b", re.IGNORECASE)
_CLAUSE_OPENS = re.compile(r"(?:[,;:]|\b(?:and|but|while|as))\s+(?:on\s+)?$|^\s*(?:on\s+)?$", re.IGNORECASE)
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652, "century": 36524}


@dataclass(frozen=True, slots=True)
class Seen:
    """A phrase in its text, with what is needed to read it."""

    text: str
    start: int
    end: int
    sentence: Span
    groups: dict[str, str | None]
    published: date | None
    calendar: Calendar
    day_first: bool | None

    def group(self, *names: str) -> str:
        """Return the first named part that is in the phrase, in lower case with single spaces, else ""."""
        words = next((words for name in names if (words := self.groups.get(name))), "")
        return " ".join(words.lower().split())

    def before(self, length: int = CONTEXT) -> str:
        """Return what stands before the phrase in its sentence."""
        return self.text[max(self.sentence[0], self.start - length) : self.start]

    def after(self, length: int = CONTEXT) -> str:
        """Return what stands after the phrase in its sentence."""
        return self.text[self.end : min(self.sentence[1], self.end + length)]


# ---------------------------------------------------------------------------- one day


def _iso(seen: Seen) -> DateSpan | None:
    return at_day(day_or_none(int(seen.group("year")), int(seen.group("month")), int(seen.group("day"))))


def _numeric(seen: Seen) -> DateSpan | None:
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
    return at_day(min(days, key=lambda day: abs((day - _known(seen)).days)))


def _day_month(seen: Seen) -> DateSpan | None:
    word = seen.group("day")
    number = re.match(r"\d+", word)
    day = int(number.group()) if number else seen.calendar.ordinals.get(word, 0)
    month_word = seen.group("month")
    if not 1 <= day <= 31 or (month_word in seen.calendar.month_also_words and not _capital(seen, "month")):
        return None
    month, year, which = seen.calendar.months[month_word], seen.group("year"), seen.group("which")
    if year:
        return at_day(day_or_none(int(year), month, day))
    if seen.published is None:
        return _unresolved("published") if day_or_none(2000, month, day) else None
    if which:
        return at_day(day_or_none(seen.published.year + {"last": -1, "this": 0, "next": 1}[which], month, day))
    weekday = seen.calendar.weekdays.get(seen.group("weekday"))
    return at_day(_nearest_year(seen, month, day, weekday))


def _attacks_of_2001(seen: Seen) -> DateSpan | None:
    return at_day(date(2001, 9, 11))


def _holiday(seen: Seen) -> DateSpan | None:
    return _named_day(seen, seen.calendar.holidays[seen.group("name").replace("  ", " ")])


def _independence(seen: Seen) -> DateSpan | None:
    holiday = seen.calendar.independence.get(seen.group("whose"))
    return _named_day(seen, holiday) if holiday else UNKNOWN


def _named_day(seen: Seen, holiday: Holiday) -> DateSpan | None:
    year, which, published = seen.group("year"), seen.group("which"), seen.published
    if year:
        first = named_day_in(holiday, int(year))
    elif published is None:
        return _unresolved("published")
    elif which:
        first = named_day_in(holiday, published.year + {"last": -1, "this": 0, "next": 1}[which])
    else:
        days = [named_day_in(holiday, published.year + step) for step in (-1, 0, 1)]
        if re.search(r"\blast\s$", seen.before(), re.IGNORECASE):
            days = [day for day in days if day < published]
        first = _likeliest(seen, days) or days[0]
    return span_of(first, first + timedelta(holiday.days - 1))


def _weekday(seen: Seen) -> DateSpan | None:
    if seen.calendar.not_before_weekday.search(seen.before(20)) or seen.calendar.not_after_weekday.match(
        seen.text[seen.end : seen.end + 24]
    ):
        return None
    word = seen.group("weekday", "weekday_last", "weekday_ago")
    if len(word) <= 5 and not _capital(seen, "weekday", "weekday_last", "weekday_ago"):
        return None
    if word in ("sun", "sat", "mon", "wed") and seen.text[seen.end : seen.end + 1] != ".":
        return None
    if seen.published is None:
        return _unresolved("published")
    return replace(
        at_day(_weekday_on(seen, seen.calendar.weekdays[word], seen.published)) or UNKNOWN, anchor="published"
    )


def _weekday_on(seen: Seen, weekday: int, published: date) -> date:
    back = (published.weekday() - weekday) % 7
    last, monday = published - timedelta(back), published - timedelta(published.weekday())
    which, week = seen.group("which"), seen.group("week", "week_first")
    if week:
        return monday + timedelta(weekday + {"last": -7, "this": 0, "next": 7}[week])
    if seen.group("ago"):
        return last - timedelta(7) if seen.group("ago") == "ago" else last + timedelta(14 if back else 7)
    if which in ("last", "this past", "the previous"):
        return last - timedelta(0 if back else 7)
    if which in ("next", "this coming", "the following"):
        return last + timedelta(7)
    if which == "this":
        return monday + timedelta(weekday)
    if back == 0:
        return last
    return last + timedelta(7) if _lies_ahead(seen) else last


def _near_day(seen: Seen) -> DateSpan | None:
    if seen.published is None:
        return _unresolved("published")
    word = seen.group("beyond", "word", "tonight")
    if word == "overnight":
        return DateSpan(seen.published - timedelta(1), seen.published, "few_days", "published")
    step = {
        "before yesterday": -2, "last night": -1, "last evening": -1, "yesterday": -1,
        "tomorrow": 1, "after tomorrow": 2,
    }.get(word, 0)  # fmt: skip
    return _anchored(at_day(seen.published + timedelta(step)), "published")


def _ago(seen: Seen) -> DateSpan | None:
    if seen.published is None:
        return _unresolved("published")
    least, most = _number(seen, seen.group("number")) if seen.group("number") else (2, 99)
    unit = _unit(seen.group("unit"))
    if unit in ("minute", "hour"):
        days = -(-most // 24) if unit == "hour" and seen.group("number") else 0
        return span_of(days_before(seen.published, days), seen.published, "published")
    if unit == "day" and least == most:
        return _anchored(at_day(days_before(seen.published, least)), "published")
    if not seen.group("number") or most >= 99:
        return DateSpan(None, days_before(seen.published, 2 * _DAYS_OF[unit]), "on_or_before", "published")
    if unit == "day":
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


# ---------------------------------------------------------------------------- several days


def _days_of_month(seen: Seen) -> DateSpan | None:
    month, month_two = seen.group("month"), seen.group("month_two") or seen.group("month")
    if not _capital(seen, "month") and month in seen.calendar.month_also_words:
        return None
    numbers, months = seen.calendar.months, (month, month_two)
    one, two = int(seen.group("one")), int(seen.group("two"))
    if not day_or_none(2000, numbers[month], one) or not day_or_none(2000, numbers[month_two], two):
        return None
    if seen.group("year"):
        last = day_or_none(int(seen.group("year")), numbers[months[1]], two)
    elif seen.published is None:
        return _unresolved("published")
    else:
        last = _nearest_year(seen, numbers[months[1]], two, None)
    first = last and day_or_none(last.year, numbers[month], one)
    if first and last and first > last:
        first = day_or_none(last.year - 1, numbers[month], one)
    return span_of(first, last) if first and last and first <= last else None


def _weekdays(seen: Seen) -> DateSpan | None:
    if seen.published is None:
        return _unresolved("published")
    first = seen.calendar.weekdays[seen.group("one", "first")]
    last = seen.calendar.weekdays[seen.group("two", "second")]
    days = (last - first) % 7
    end = _weekday_on(seen, last, seen.published)
    if end < seen.published and seen.published - timedelta(6) <= end - timedelta(days) and _lies_ahead(seen):
        end += timedelta(7)
    return span_of(end - timedelta(days), end, "published")


def _window(seen: Seen) -> DateSpan | None:
    if seen.published is None:
        return _unresolved("published")
    unit = _unit(seen.group("unit", "recent", "unit_one"))
    most = _number(seen, seen.group("number"))[1] if seen.group("number") else 1 if seen.group("unit_one") else 5
    days = -(-most // 24) if unit == "hour" else most * _DAYS_OF[unit]
    ahead = seen.group("which", "which_one") in ("next", "coming", "following")
    far = days_before(seen.published, -days if ahead else days)
    first, last = (seen.published, far) if ahead else (far, seen.published)
    return span_of(first, last, "published")


def _period(seen: Seen) -> DateSpan | None:
    if seen.published is None:
        return _unresolved("published")
    unit = seen.group("unit", "unit_two", "unit_end") or "weekend"
    which = seen.group("which", "which_end")
    if which in ("that", "previous", "following"):
        return DateSpan(
            None, None, "unknown", "event", {"that": 0, "previous": -1, "following": 1}[which] * _DAYS_OF.get(unit, 7)
        )
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    part = seen.group("part", "part_two", "end")
    if unit == "weekend":
        saturday = week_of(seen.published)[0] + timedelta(5 + 7 * step)
        if saturday > seen.published and (step < 0 or (not step and which != "this" and not _lies_ahead(seen))):
            saturday -= timedelta(0 if step < 0 else 7)
        return DateSpan(saturday, saturday + timedelta(1), "few_days", "published")
    if unit == "week":
        first, last = week_of(seen.published + timedelta(7 * step))
    elif unit == "month":
        first = months_after(seen.published, step)
        last = month_end(first)
    else:
        years = _DAYS_OF[unit] // 365
        if which == "past":
            return DateSpan(days_before(seen.published, 365 * years), seen.published, "year", "published")
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


def _month(seen: Seen) -> DateSpan | None:
    word, year, which = seen.group("month"), seen.group("year"), seen.group("which")
    also_word = word in seen.calendar.month_also_words
    if len(word) <= 4 and word not in ("june", "july", "may") and not year:
        return None
    if also_word and (not _capital(seen, "month") or seen.text[seen.start : seen.end].isupper()) and not year:
        return None
    placed = year or which or seen.group("part") or seen.group("year_which")
    if also_word and not placed and not seen.calendar.before_month.search(seen.before(20)):
        return None
    month = seen.calendar.months[word]
    if year:
        first = day_or_none(int(year), month, 1)
    elif seen.published is None:
        return _unresolved("published")
    else:
        first = _month_near(seen, month, seen.published, which)
    if first is None:
        return None
    start, end = part_of_month(first, month_end(first), seen.group("part"))
    return DateSpan(start, end, "month", "" if year else "published")


def _month_near(seen: Seen, month: int, published: date, which: str) -> date | None:
    if seen.group("year_which"):
        return day_or_none(published.year + {"last": -1, "this": 0, "next": 1}[seen.group("year_which")], month, 1)
    past = date(published.year - (month > published.month), month, 1)
    if which in ("last", "this past"):
        return past if past.month != published.month else day_or_none(past.year - 1, month, 1)
    if which in ("next", "this coming") or (past.month != published.month and _lies_ahead(seen)):
        return day_or_none(past.year + 1, month, 1)
    return past


def _decade(seen: Seen) -> DateSpan | None:
    year = seen.group("year") or seen.group("short")
    first = int(year) if year else seen.calendar.decades[seen.group("word")]
    first += 1900 if first < 100 else 0
    return years_span(first, first + 9)


def _year(seen: Seen) -> DateSpan | None:
    before, after = seen.before(24), seen.text[seen.end : seen.end + 3]
    if not (
        seen.group("part")
        or seen.calendar.before_year.search(before)
        or re.search(r"[(,]\s?$", before)
        or re.match(r"['’]s\b", after)
    ):
        return None
    return years_span(int(seen.group("year")), int(seen.group("year")))


# ---------------------------------------------------------------------------- relative to an incident


def _from_event(seen: Seen) -> DateSpan | None:
    way, unit = seen.group("way"), _unit(seen.group("unit"))
    if not seen.group("number") and unit not in ("minute", "hour", "day", "week", "month", "year"):
        return None
    least, most = (
        _number(seen, seen.group("number")) if seen.group("number") else (0 if unit in ("minute", "hour") else 2,) * 2
    )
    sign = -1 if way in ("earlier", "before", "prior", "previously") else 1
    if not seen.group("number") and unit not in ("minute", "hour"):
        return DateSpan(None, None, "unknown", "event", None)
    days = least * _DAYS_OF.get(unit, 0) if unit != "hour" else (least + 12) // 24
    vague = least != most or unit not in ("minute", "hour", "day")
    return DateSpan(None, None, "unknown" if vague else "day", "event", sign * days)


def _next_day(seen: Seen) -> DateSpan | None:
    which, unit = seen.group("which"), seen.group("unit", "unit_two")
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which, 0)
    step = {"after": 1, "before": -1}.get(seen.group("way"), step)
    days = step * _DAYS_OF.get(unit, 1)
    return DateSpan(None, None, "unknown" if unit in ("week", "month", "year") else "day", "event", days)


def _anniversary(seen: Seen) -> DateSpan | None:
    count = seen.group("count")
    years = (
        int(count)
        if count
        else seen.calendar.ordinals.get(seen.group("ordinal")) or _number(seen, seen.group("number"))[0]
    )
    if seen.published is None or not 0 < years < seen.published.year:
        return _unresolved("anniversary")
    return replace(
        years_span(seen.published.year - years, seen.published.year - years) or UNKNOWN, anchor="anniversary"
    )


def _time_of_day(seen: Seen) -> DateSpan | None:
    return DateSpan(None, None, "unknown", "event", 0)


READERS: dict[str, Callable[[Seen], DateSpan | None]] = {
    "iso": _iso, "numeric": _numeric, "attacks_of_2001": _attacks_of_2001, "holiday": _holiday,
    "independence": _independence, "days_of_month": _days_of_month, "month_days": _days_of_month,
    "day_to_day": _days_of_month, "day_month": _day_month, "month_day": _day_month, "weekdays": _weekdays,
    "weekday": _weekday, "month": _month, "near_day": _near_day, "window": _window, "ago": _ago,
    "from_event": _from_event, "next_day": _next_day, "anniversary": _anniversary, "period": _period,
    "decade": _decade, "year": _year, "time_of_day": _time_of_day,
}  # fmt: skip
SAID = frozenset({"near_day", "window", "ago", "period"})


def _lies_ahead(seen: Seen) -> bool:
    """Return whether the words around a day say that it had not come when the text was written.

    The verb nearest before the day decides; the first one after it where the day opens its clause.
    """
    before, after, calendar = seen.before(), seen.after(), seen.calendar
    if _POSSESSIVE.match(after):
        return calendar.ahead_of_possessive.search(before) is not None
    if calendar.speech_before.search(seen.before(50)):
        return False
    if calendar.ahead_before.search(before) or _MODAL.match(after):
        return True
    nearest = None if _CLAUSE_OPENS.search(before) else _cue(before, calendar.cues, backwards=True)
    return (_cue(after, calendar.cues) if nearest is None else nearest) or False


def _cue(
    words_around: str, cues: Mapping[str, list[tuple[list[str], bool]]], *, backwards: bool = False
) -> bool | None:
    """Return what the first cue says, or the last one: True for ahead, False for behind, None without any."""
    words = _WORD.findall(words_around.lower())
    for index in range(len(words) - 1, -1, -1) if backwards else range(len(words)):
        word = words[index]
        for phrase, ahead in cues.get(word, ()):
            if words[index : index + len(phrase)] == phrase:
                return ahead
        if word.endswith("ed") and len(word) > 3:
            return False
        if word.endswith(("'ll", "’ll")):
            return True
    return None


def _nearest_year(seen: Seen, month: int, day: int, weekday: int | None) -> date | None:
    year = _known(seen).year
    days = [found for step in (-1, 0, 1) if (found := day_or_none(year + step, month, day))]
    return _likeliest(seen, [found for found in days if weekday is None or found.weekday() == weekday] or days)


def _likeliest(seen: Seen, days: list[date]) -> date | None:
    """Return the day that the words mean, of the same day in several years: near ones, then past ones."""
    published = _known(seen)
    behind, ahead = [day for day in days if day <= published], [day for day in days if day > published]
    if not behind or not ahead:
        return behind[-1] if behind else ahead[0] if ahead else None
    wait = (ahead[0] - published).days
    if (published - behind[-1]).days <= 7:
        return behind[-1]
    return ahead[0] if wait <= 60 or (wait < 300 and _lies_ahead(seen)) else behind[-1]


def _unresolved(anchor: str) -> DateSpan:
    return DateSpan(None, None, "unknown", anchor)


def _anchored(span: DateSpan | None, anchor: str) -> DateSpan:
    return replace(span, anchor=anchor) if span else _unresolved(anchor)


def _capital(seen: Seen, *names: str) -> bool:
    return any((seen.groups.get(name) or "")[:1].isupper() for name in names)


def _known(seen: Seen) -> date:
    assert seen.published is not None
    return seen.published


def _number(seen: Seen, word: str) -> tuple[int, int]:
    return (int(word), int(word)) if word.isdigit() else seen.calendar.numbers[word]


def _unit(word: str) -> str:
    return "century" if word.startswith("centur") else word.removesuffix("s")
