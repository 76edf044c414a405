"""Date mentions in a text and the days that they mean, seen from the day of publication.

A phrase is found by one compiled scan (calendar_words) and read by its function in READERS. A
phrase relative to the publication day has no days when that day is not known; one relative to an
incident ("a day after") has none until it is tied to that incident. Nothing is relative to today.

A day without its year is the one nearest to the publication day that agrees with the words around it;
a weekday is the last such day, the publication day included, unless the words say that it lies ahead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from geo.dates import day_phrases, span_phrases
from geo.dates.calendar_words import Calendar, load_calendar
from geo.dates.date_context import CONTEXT, Seen
from geo.dates.days import days_before
from geo.records import DateSpan, Mention, Span

READERS: dict[str, Callable[[Seen], DateSpan | None]] = {
    "iso": day_phrases.read_iso,
    "numeric": day_phrases.read_numeric,
    "attacks_of_2001": day_phrases.read_attacks_of_2001,
    "holiday": day_phrases.read_holiday,
    "independence": day_phrases.read_independence,
    "days_of_month": span_phrases.read_days_of_month,
    "month_days": span_phrases.read_days_of_month,
    "day_to_day": span_phrases.read_days_of_month,
    "day_month": day_phrases.read_day_month,
    "month_day": day_phrases.read_day_month,
    "weekdays": span_phrases.read_weekdays,
    "part_of_month": span_phrases.read_part_of_month,
    "weekday_of_month": day_phrases.read_weekday_of_month,
    "day_of_month": day_phrases.read_day_of_month,
    "bare_day": day_phrases.read_bare_day,
    "weekday": day_phrases.read_weekday,
    "month": span_phrases.read_month,
    "near_day": day_phrases.read_near_day,
    "window": span_phrases.read_window,
    "ago": span_phrases.read_ago,
    "from_event": span_phrases.read_from_event,
    "next_day": span_phrases.read_next_day,
    "anniversary": span_phrases.read_anniversary,
    "period": span_phrases.read_period,
    "decade": span_phrases.read_decade,
    "year": span_phrases.read_year,
    "time_of_day": span_phrases.read_time_of_day,
}
"""What reads each phrase of calendar_words."""
SAID = frozenset({"near_day", "window", "ago", "period"})  # relative to when it is said
_QUOTED = re.compile(r"[“\"](?:[^“”\"\n]|\n(?!\s*\n)){1,1500}[”\"]|``(?:[^`'\n]|'(?!')|\n(?!\s*\n)){1,1500}''")
_SENTENCE_END = re.compile(r"[.!?][\"”')\]]{0,3}\s+(?=[\"“(A-Z0-9])|\n\s*\n")


def find_dates(
    article_id: str,
    text: str,
    published: date | None,
    sentences: Sequence[Span] | None = None,
    calendar: Calendar | None = None,
) -> list[Mention]:
    """Return the date mentions of a text, in its order, each with the days that it means.

    ``sentences`` are the bounds in which the words around a phrase are looked at; without them a plain
    rule on full stops does.
    """
    calendar = calendar or load_calendar()
    quotations = [match.span() for match in _QUOTED.finditer(text)]
    day_first = _day_first(text, calendar)
    mentions: list[Mention] = []
    for found in calendar.scan.finditer(text):
        name = found.lastgroup or ""
        match = calendar.phrases[name].match(text, found.start())
        if match is None:
            continue
        sentence = _sentence_of(text, match.start(), match.end(), sentences)
        seen = Seen(text, match.start(), match.end(), sentence, match.groupdict(), published, calendar, day_first)
        span = READERS[name](seen)
        if span is None:
            continue
        if name in SAID and _within(quotations, match.start()):
            span = replace(span, anchor="quotation")
        mentions.append(
            Mention(article_id, "date", match.start(), match.end(), match.group(), date=span, reasons=(name,))
        )
    return _anchor_quotations(mentions, text, published, calendar)


# ---------------------------------------------------------------------------- quotations


def _anchor_quotations(mentions: list[Mention], text: str, published: date | None, calendar: Calendar) -> list[Mention]:
    """Return the mentions with those inside a quotation counted from when it was said.

    The day named with the speech verb near by ("he said on Friday") is the one that counts. Without it,
    the words were said on the publication day or the day before: "last night" then covers both nights.
    """
    quoted = [mention for mention in mentions if mention.date and mention.date.anchor == "quotation"]
    if published is None or not quoted:
        return mentions
    spoken = [
        (mention.start, mention.date.start)
        for mention in mentions
        if mention.date
        and mention.date.start
        and mention.date.precision == "day"
        and mention.date.anchor == "published"
        and calendar.speech_before.search(text[max(0, mention.start - 50) : mention.start])
    ]
    return [
        replace(mention, date=_said_on(mention, text, published, spoken)) if mention in quoted else mention
        for mention in mentions
    ]


def _said_on(mention: Mention, text: str, published: date, spoken: list[tuple[int, date]]) -> DateSpan | None:
    span = mention.date
    if span is None or span.start is None or span.end is None:
        return span
    near = [
        (abs(place - mention.start), day)
        for place, day in spoken
        if abs(place - mention.start) < 400
        and not re.search(r"\n\s*\n", text[min(place, mention.start) : max(place, mention.start)])
    ]
    if near and span.precision == "day":
        shift = min(near)[1] - published
        return replace(span, start=span.start + shift, end=span.end + shift)
    if mention.text.lower().endswith("night") and not near:
        return replace(span, start=days_before(span.start, 1), end=days_before(span.end, -1), precision="few_days")
    return span


def _sentence_of(text: str, start: int, end: int, sentences: Sequence[Span] | None) -> Span:
    if sentences:
        index = bisect_right(sentences, start, key=lambda span: span[0]) - 1
        if index >= 0 and sentences[index][1] >= end:
            return sentences[index]
    first = max(0, start - CONTEXT)
    for stop in _SENTENCE_END.finditer(text, first, start):
        first = stop.end()
    following = _SENTENCE_END.search(text, end, min(len(text), end + CONTEXT))
    return first, following.start() if following else min(len(text), end + CONTEXT)


def _within(spans: list[Span], position: int) -> bool:
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][1] > position


def _day_first(text: str, calendar: Calendar) -> bool | None:
    """Return whether the text writes 31/12/2020 (True) or 12/31/2020 (False); None when it does not show."""
    for match in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])", text):
        if int(match.group(1)) > 12 >= int(match.group(2)):
            return True
        if int(match.group(2)) > 12 >= int(match.group(1)):
            return False
    return None
