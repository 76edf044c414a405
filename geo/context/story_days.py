"""The day of an incident whose own words name none: that of the story told right before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.articles.parts import part_of, part_starts
from geo.language.syntax import governor, relation, text_of
from geo.links.timing import OF_THE_TELLER, OPENING, TIME, carried_date, is_told
from geo.parties.background import BACKGROUND
from geo.parties.voices import speaker_head
from geo.records import DateSpan, Day, Excerpt, Incident, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEWS = timedelta(days=10)
"""How long before the day of publication a story may play whose later sentences name no day."""

CLIMB = 6
"""Words up in the parse from a trigger to the verb that tells it."""

LEAD = 700
"""Characters from the head of a part within which its lead names the day."""

ALSO = frozenset({"also", "similar", "similarly", "likewise"})
ALSO_WORDS = 6
ALSO_BACK = 1200
"""Words that go on with the incident told before, among the first of a sentence, and how far back that is."""

CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:[:.]\d\d)? ?(?:a\.m\.|p\.m\.|am\b|pm\b)|(?:at|around|about|after|before) (?:noon|midday|midnight|"
    r"dawn|dusk|breakfast|lunchtime|first light|noon prayers)\b"
    r"|within (?:hours|minutes|the hour)\b)",
    re.IGNORECASE,
)
"""Hours that a sentence names."""

QUOTES = ('"', "“", "'", "‘")
NOW = frozenset({"has", "have", "'ve", "’ve", "is", "are", "will", "would", "may", "might", "could", "can"})
THEN = frozenset({"was", "were"})
DONE_BY_NOW = frozenset(
    {"Arrests", "Change to group/activity", "Headquarters or base established", "Agreement", "Statement or diplomacy"}
)
"""What those who speak say had been done by then, on whatever day."""


def with_days_of_story(
    doc: Doc, dates: Sequence[Mention], incidents: Sequence[Incident], published: Day | None
) -> list[Incident]:
    """The incidents; those told in the simple past without any day have that of the incident told right before."""
    passages = [excerpt for incident in incidents for excerpt in incident.excerpts if excerpt.date_start]
    told = [one for one in passages if one.date_start == one.date_end and one.status == "occurred"]
    found = []
    for incident in incidents:
        dated = _dated(doc, dates, told, incident, published)
        if dated is not incident and dated.date_precision == "day" and dated.date_start == dated.date_end:
            first = dated.excerpts[0]
            told.append(replace(first, date_start=dated.date_start, date_end=dated.date_end))
        found.append(_as_background(dated, published))
    return found


def _as_background(incident: Incident, published: Day | None) -> Incident:
    """The incident, historical where the day that it counts from another's is long past: "a year after ..."."""
    if incident.status != "occurred" or published is None or incident.date_end is None:
        return incident
    counted = any(excerpt.relative_days is not None for excerpt in incident.excerpts)
    long_past = counted and incident.date_end < published - BACKGROUND
    return replace(incident, status="historical") if long_past else incident


def _dated(
    doc: Doc, dates: Sequence[Mention], told: Sequence[Excerpt], incident: Incident, published: Day | None
) -> Incident:
    first = incident.excerpts[0]
    hours = [excerpt for excerpt in incident.excerpts if excerpt.relative_days == 0 and excerpt.date]
    if hours and incident.date_start is None:
        return _on_day_of(incident, hours[0], told)
    if incident.date_precision != "on_or_before" or incident.status != "occurred" or first.trigger is None:
        return incident
    if any(_names_day(dates, excerpt, published) for excerpt in incident.excerpts):
        return incident
    words = doc.char_span(*first.trigger, alignment_mode="expand")
    if words is None:
        return incident
    link = carried_date(doc, words.root, dates, published, story=True)
    if link is not None and any(excerpt.start <= link.mention.start < excerpt.end for excerpt in told):
        return _on(incident, link.mention.date, f"day: '{link.mention.text}' of the incident told before")
    if not goes_on(words.root, incident.sub_event_type) or published is None:
        return incident
    day = _day_of_paragraph(doc, dates, told, first, published)
    day = day or _day_of_part(doc, dates, told, first, published)
    return incident if day is None else _on(incident, day, "day: that of the story")


def _on(incident: Incident, day: DateSpan | None, reason: str) -> Incident:
    if day is None:
        return incident
    return replace(
        incident,
        date_start=day.start,
        date_end=day.end,
        date_precision=day.precision,
        reasons=(*incident.reasons, reason),
    )


def goes_on(word: Token, kind: str) -> bool:
    """Whether the word is told in the past tense of a story, not as what has been done by now."""
    if not word.has_dep() or word.sent.text.lstrip()[:1] in QUOTES:
        return False
    verb: Token | None = word
    for _ in range(CLIMB):
        if verb is None:
            return False
        beside = {child.lower_ for child in verb.children if relation(child).split(":")[0] in ("aux", "cop")}
        if beside & NOW or verb.tag_ in ("VBZ", "VBP"):
            return False
        if "had" in beside:
            return kind not in DONE_BY_NOW and (speaker_head(word) is not None or _is_timed(word.sent.text))
        if verb.tag_ == "VBD" or beside & THEN:
            return True
        verb = governor(verb)
    return False


def _recent(told: Sequence[Excerpt], before: int, published: Day) -> list[Excerpt]:
    """The passages before, in their order, whose one day is of the last days."""
    last = published - NEWS
    found = [one for one in told if one.start < before and one.date_start and last <= one.date_start <= published]
    return sorted((one for one in found if one.date_start == one.date_end), key=lambda one: one.start)


def _day_of_paragraph(
    doc: Doc, dates: Sequence[Mention], told: Sequence[Excerpt], excerpt: Excerpt, published: Day
) -> DateSpan | None:
    """The day that the same paragraph named last, where it has told of an incident of some day.

    What happened "also" goes on with the paragraph before.
    """
    start = excerpt.start
    opens = text_of(doc).rfind("\n", 0, start)
    recent = _recent(told, start, published)
    known = [one for one in recent if one.start > opens]
    if not known:
        part = part_of(start, part_starts(text_of(doc)))
        near = [one for one in recent if one.start > max(part - 1, start - ALSO_BACK)]
        also = near and ALSO & set(excerpt.text.lower().split()[:ALSO_WORDS])
        return DateSpan(near[-1].date_start, near[-1].date_end, "day") if also else None
    named = [one for one in _single(dates, opens, start, published) if not is_told(doc, one)]
    return named[-1].date if named else DateSpan(known[-1].date_start, known[-1].date_end, "day")


def _day_of_part(
    doc: Doc, dates: Sequence[Mention], told: Sequence[Excerpt], excerpt: Excerpt, published: Day
) -> DateSpan | None:
    """The day of the article's, or its part's, lead: while no other day was told, or where a time of day names it."""
    text = text_of(doc)
    start = excerpt.start
    opens = part_of(start, part_starts(text))
    timed = _is_timed(excerpt.text)
    named = _single(dates, opens, start, published)
    recent = [
        one for one in _recent(told, start, published) if one.start >= opens and not _is_earlier(doc, one.trigger)
    ]
    days = [(one.start, one.date_start) for one in recent]
    if days or timed:
        own = [one for one in named if not is_told(doc, one) and not _is_earlier(doc, (one.start, one.end))]
        days += [(one.start, one.date.start) for one in own if one.date and one.date.start]
    if not days:
        return DateSpan(published, published, "day") if timed and not named and start - opens < LEAD else None
    first, day = min(days, key=lambda one: one[0])
    if first - opens > LEAD or not (timed or len({one for _, one in days}) == 1):
        return None
    return DateSpan(day, day, "day")


def _is_earlier(doc: Doc, words: tuple[int, int] | None) -> bool:
    """Whether the words stand in a clause that goes back before the story: "admitted that it had shot it down"."""
    span = doc.char_span(*words, alignment_mode="expand") if words else None
    word: Token | None = span.root if span is not None else None
    for _ in range(CLIMB):
        if word is None or word.tag_ in ("VBD", "VBZ", "VBP"):
            return False
        if any(child.lower_ == "had" for child in word.children):
            return True
        word = governor(word)
    return False


def _is_timed(sentence: str) -> bool:
    """Whether the sentence tells the hour: "from about 1 a.m.", "by nightfall"."""
    return TIME.search(sentence[:OPENING]) is not None or CLOCK.search(sentence) is not None


def _single(dates: Sequence[Mention], first: int, last: int, published: Day) -> list[Mention]:
    """The mentions of one day of the last days, between two offsets."""
    return [
        one
        for one in dates
        if first <= one.start < last
        and one.date
        and one.date.start
        and one.date.start == one.date.end
        and published - NEWS <= one.date.start <= published
        and one.text.lower() not in OF_THE_TELLER
    ]


def _on_day_of(incident: Incident, hours: Excerpt, told: Sequence[Excerpt]) -> Incident:
    """The incident on the day of the one that its "hours after" counts from: of its sentence, else told last before."""
    same = [excerpt for excerpt in told if excerpt.start == hours.start and excerpt.date_start]
    before = [excerpt for excerpt in told if excerpt.start < hours.start and excerpt.date_start]
    other = same[0] if same else max(before, key=lambda excerpt: excerpt.start, default=None)
    if other is None or other.date_start != other.date_end or hours.date is None:
        return incident
    phrase = hours.text[hours.date[0] - hours.start : hours.date[1] - hours.start]
    return replace(
        incident,
        date_start=other.date_start,
        date_end=other.date_end,
        date_precision="day",
        reasons=(*incident.reasons, f"day: '{phrase}' counts from the other incident, {other.date_start}"),
    )


def _names_day(dates: Sequence[Mention], excerpt: Excerpt, published: Day | None) -> bool:
    """Whether the passage has a date phrase that may be its own; "reached in May" behind the trigger is another's."""
    after = excerpt.trigger[1] if excerpt.trigger else excerpt.end
    for mention in dates:
        if excerpt.start <= mention.start < excerpt.end:
            last = mention.date.end if mention.date else None
            if mention.start < after or last is None or published is None or last > published - NEWS:
                return True
    return False
