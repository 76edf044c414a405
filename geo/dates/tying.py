"""Days of the phrases that count from something else, as a reader of the whole text would tie them.

"The next day" counts from the day that was told last, "two days after the Friday raid" from the one that
follows, a bare "10.35 a.m." stands on that day. The incidents tie such phrases to what they report on their
own; this is for the list of an article's mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.dates.calendar_words import load_calendar
from geo.dates.days import days_before
from geo.records import DateSpan, Mention

_CLOCK = re.compile(
    r"(?<![\w$€£.,:/-])(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\w:]|\.\d)"
    r"(?:\s(?:GMT|UTC|local\stime|hours)\b)?|(?:12\s)?(?:noon|midnight)\b)",
    re.IGNORECASE,
)
_REACH = 1200  # characters back to the day that was told last
_BESIDE = 12  # characters ahead to the day of a clock time: "10 p.m. on Friday"
_FOLLOWING = 60  # characters ahead to the day of what a phrase counts from
_LEADING = ("after", "before", "of")  # "the day after" counts from what follows
_SPOKEN = 50  # characters before a day in which a verb of saying stands


def find_times(article_id: str, text: str, dates: Sequence[Mention]) -> list[Mention]:
    """Return the clock times of a text that no date phrase holds, each on a day yet to be tied."""
    taken = sorted((mention.start, mention.end) for mention in dates)
    times = []
    for match in _CLOCK.finditer(text):
        index = bisect_left(taken, (match.end(), 0))
        if index == 0 or taken[index - 1][1] <= match.start():
            span = DateSpan(None, None, "unknown", "clock", 0)
            times.append(Mention(article_id, "date", match.start(), match.end(), match.group(), date=span))
    return times


def tie_to_told(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the date mentions in the order of the text, "the same night" and "the next day" with their days.

    They count from the one day that was told last, of those that only say when somebody spoke only where there is
    no other near.
    """
    speech = load_calendar().speech_before
    found: list[Mention] = []
    told: list[tuple[int, date, bool]] = []
    for mention in sorted(mentions, key=lambda one: one.start):
        span = mention.date
        if span and span.anchor == "event" and mention.reasons == ("next_day",) and span.relative_days is not None:
            near = [one for one in told if mention.start - one[0] <= _REACH]
            base = next((one for one in reversed(near) if not one[2]), near[-1] if near else None)
            if base and span.precision == "day" and not mention.text.lower().endswith(_LEADING):
                day = days_before(base[1], -span.relative_days)
                mention = replace(mention, date=replace(span, start=day, end=day, relative_days=None))
        span = mention.date
        if span and span.start and span.start == span.end and span.precision == "day" and span.anchor != "quotation":
            spoken = speech.search(text[max(0, mention.start - _SPOKEN) : mention.start]) is not None
            told.append((mention.end, span.start, spoken))
        found.append(mention)
    return found


def tie_days(mentions: Sequence[Mention], published: date | None) -> list[Mention]:
    """Return the date mentions in the order of the text, with the days of those that count from another.

    Without a day told before or right after it, a clock time is that of the publication day; any other
    such phrase stays as it is.
    """
    told = sorted(
        (mention.start, mention.end, span.start)
        for mention in mentions
        if (span := mention.date)
        and span.start
        and span.start == span.end
        and span.precision == "day"
        and span.anchor != "quotation"
    )
    return [_tied(mention, told, published) for mention in sorted(mentions, key=lambda mention: mention.start)]


def _tied(mention: Mention, told: list[tuple[int, int, date]], published: date | None) -> Mention:
    span = mention.date
    if span is None or span.anchor not in ("event", "clock") or span.relative_days is None:
        return mention
    if span.anchor == "event" and (span.precision != "day" or abs(span.relative_days) > 31):
        return mention
    index = bisect_left(told, (mention.end, 0, date.min))
    after = told[index] if index < len(told) and told[index][0] - mention.end <= _FOLLOWING else None
    before = told[index - 1] if index and mention.start - told[index - 1][1] <= _REACH else None
    if span.anchor == "clock":
        close = after if after and after[0] - mention.end <= _BESIDE else None
        day = close[2] if close else before[2] if before else published
    elif after and mention.text.lower().endswith(("after", "before", "following")):
        day = after[2]
    else:
        day = before[2] if before else None
    if day is None:
        return mention
    day = days_before(day, -span.relative_days)
    return replace(mention, date=replace(span, start=day, end=day, precision="day"))
