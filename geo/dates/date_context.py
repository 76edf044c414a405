"""A date phrase in its text, and what the words around it say: whether a day lies ahead, and of which year it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.dates.calendar_words import Calendar
from geo.dates.days import day_or_none
from geo.records import DateSpan, Span

UNKNOWN = DateSpan(None, None, "unknown")
CONTEXT = 160  # characters on either side in which the words that place a day are looked for
_POSSESSIVE = re.compile(r"['’]s?\b")
_WORD = re.compile(r"[\w'’]+")
_MODAL = re.compile(r"\s(?:will|would|is to|are to|is due|are due)\b", re.IGNORECASE)
_CLAUSE_OPENS = re.compile(r"(?:[,;:]|\b(?:and|but|while|as))\s+(?:on\s+)?$|^\s*(?:on\s+)?$", re.IGNORECASE)


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


def lies_ahead(seen: Seen) -> bool:
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
        if backwards and index and words[index - 1] == "be":
            continue  # "will be held on": the verb before tells when
        for phrase, ahead in cues.get(word, ()):
            if words[index : index + len(phrase)] == phrase:
                return ahead
        if word.endswith("ed") and len(word) > 3:
            return False
        if word.endswith(("'ll", "’ll")):
            return True
    return None


def nearest_year(seen: Seen, month: int, day: int, weekday: int | None) -> date | None:
    """Return the month's day in the year that the words mean; a named weekday must fit it."""
    year = known_day(seen).year
    days = [found for step in (-1, 0, 1) if (found := day_or_none(year + step, month, day))]
    return likeliest(seen, [found for found in days if weekday is None or found.weekday() == weekday] or days)


def likeliest(seen: Seen, days: list[date]) -> date | None:
    """Return the day that the words mean, of the same day in several years: near ones, then past ones."""
    published = known_day(seen)
    behind, ahead = [day for day in days if day <= published], [day for day in days if day > published]
    if not behind or not ahead:
        return behind[-1] if behind else ahead[0] if ahead else None
    wait = (ahead[0] - published).days
    if (published - behind[-1]).days <= 7:
        return behind[-1]
    return ahead[0] if wait <= 60 or (wait < 300 and lies_ahead(seen)) else behind[-1]


def unresolved(anchor: str) -> DateSpan:
    """Return the span of a phrase whose days are not known, with what it counts from."""
    return DateSpan(None, None, "unknown", anchor)


def anchored(span: DateSpan | None, anchor: str) -> DateSpan:
    """Return the span with what it counts from; None becomes an unknown one."""
    return replace(span, anchor=anchor) if span else unresolved(anchor)


def has_capital(seen: Seen, *names: str) -> bool:
    """Return whether one of the named parts begins with a capital letter."""
    return any((seen.groups.get(name) or "")[:1].isupper() for name in names)


def known_day(seen: Seen) -> date:
    """Return the publication day where it has been seen to be there."""
    assert seen.published is not None
    return seen.published


def number_of(seen: Seen, word: str) -> tuple[int, int]:
    """Return the least and the most that a number word can mean."""
    return (int(word), int(word)) if word.isdigit() else seen.calendar.numbers[word]


def unit_of(word: str) -> str:
    """Return the unit of time in the singular."""
    return "century" if word.startswith("centur") else word.removesuffix("s")


def weekday_on(seen: Seen, weekday: int, published: date) -> date:
    """Return the day that a weekday with the words around it means."""
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
    return last + timedelta(7) if lies_ahead(seen) else last


def month_near(seen: Seen, month: int, published: date, which: str) -> date | None:
    """Return the first of the month that its name means, the last such month unless the words say another."""
    if seen.group("year_which"):
        return day_or_none(published.year + {"last": -1, "this": 0, "next": 1}[seen.group("year_which")], month, 1)
    past = date(published.year - (month > published.month), month, 1)
    if which in ("last", "this past"):
        return past if past.month != published.month else day_or_none(past.year - 1, month, 1)
    if which in ("next", "this coming") or (past.month != published.month and lies_ahead(seen)):
        return day_or_none(past.year + 1, month, 1)
    return past


def first_of_month(seen: Seen) -> date | None:
    """Return the first of the phrase's month, None when neither its year nor the publication day is known."""
    month, year = seen.calendar.months[seen.group("month")], seen.group("year")
    if year:
        return day_or_none(int(year), month, 1)
    return month_near(seen, month, seen.published, "") if seen.published else None
