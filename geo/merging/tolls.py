"""Deaths and injuries told in sentences that report no incident of their own: "Fifty-seven people died." """

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.casualties.casualties import Casualties, find_casualties, total
from geo.casualties.harm import add
from geo.language.syntax import bounds, text_of
from geo.merging.joining import trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import AREAS, REAL, compatible_places
from geo.merging.telling import OTHER_TIMES
from geo.parties.parties import find_victims
from geo.records import Excerpt, Incident, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

NEAR = 350
"""Characters from the incident's sentence to the end of the one that tells its toll."""

ILLNESS = re.compile(
    r"\b(?:died|dying|deaths?) (?:of|from|in) (?:\w+ ){0,3}(?:natural causes|(?:medical )?emergenc|heart|strokes?|"
    r"cancer|illness|old age|exhaustion|cardiac|disease)",
    re.IGNORECASE,
)
"""Deaths that nobody and no mishap brought about."""

ELSEWHERE = re.compile(
    r"\b(?:hit|struck|fired|strike|hitting|striking|firing) back\b|\bin turn\b|\b(?:separately|elsewhere|meanwhile)\b"
    r"|\b(?:retaliat|reveng|reprisal|aveng)\w*",
    re.IGNORECASE,
)
"""Words of a sentence that turns to another incident."""

_WITHIN = re.compile(r"\b(?:in|at|near|outside|around|inside)\s+(?:the\s+)?(?:[a-z][\w'’-]*\s+(?:of\s+)?){0,2}$")
_NURSED = re.compile(
    r"\b(?:hospitals?|clinics?|morgue|ambulance|treated|taken|flown|rushed|evacuated|funeral|buried)\b", re.IGNORECASE
)
_OPENING = re.compile(r"^\W*(?:In|At|Near|Around|Outside|Along|Across)\s+([^,;.]{2,70}),")
_SPOKEN = re.compile(r"\b(?:said|says|told|reported|according|confirmed|announced|counts?|counted)\b")
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_NO_PLACE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December"
)
LONG_BEFORE = timedelta(21)
"""How much earlier than the news a day is that is not one of the news."""

LOOK_BACK = 12
"""Passages before a sentence among which its incident is looked for."""


def add_tolls(
    article_id: str,
    doc: Doc,
    incidents: Sequence[Incident],
    actors: Sequence[Mention] = (),
    told: Sequence[Mention] = (),
) -> list[Incident]:
    """The incidents, each with the tolls of the sentences right after it that report nothing else.

    Such a sentence becomes an excerpt of the incident. One that speaks of other times, or by the places and days
    ``told`` in the article of another place or an earlier day, is left out.
    """
    found = list(incidents)
    passages = sorted((e.start, e.end, index) for index, one in enumerate(incidents) for e in one.excerpts)
    for sentence in doc.sents:
        before = bisect_left(passages, (sentence.end_char, 0, 0))
        near = passages[max(0, before - LOOK_BACK) : before]
        if any(end > sentence.start_char for _, end, _ in near):
            continue
        home = _home(sentence, near, found)
        if home is None or OTHER_TIMES.search(sentence.text) or ILLNESS.search(sentence.text):
            continue
        counts = [one for one in find_casualties(doc, sentence) if one.people or one.whole]
        toll, sums_up = total(counts), any(one.whole for one in counts)
        if toll is not None and (sums_up or not _is_elsewhere(sentence, found[home], told)):
            whole = _with_toll(article_id, doc, sentence, found[home], toll)
            found[home] = _with_victims(whole, find_victims(doc, toll.people, actors))
    return found


def _is_elsewhere(sentence: Span, incident: Incident, told: Sequence[Mention]) -> bool:
    """Whether the sentence tells of another place than the incident's, of an earlier day, or of an answer to it."""
    if ELSEWHERE.search(sentence.text):
        return True
    inside = [one for one in told if sentence.start_char <= one.start < sentence.end_char]
    if any(_is_earlier(one, incident) for one in inside if one.kind == "date"):
        return True
    opening = _OPENING.match(sentence.text)
    names = _NAME.findall(opening.group(1)) if opening and not _NO_PLACE.search(opening.group(1)) else []
    own = any(_is_inside(one, incident) for one in told if one.kind == "place")
    small = own and (incident.place is None or incident.place.precision not in AREAS)
    if names and small and not any(name in excerpt.text for name in names for excerpt in incident.excerpts):
        return True
    places = [one for one in inside if one.kind == "place" and one.place is not None and one.role == "literal"]
    if any(one.place == incident.place or compatible_places(one.place, incident.place) for one in places):
        return False
    return any(_is_scene(sentence, one) for one in places)


def _is_inside(mention: Mention, incident: Incident) -> bool:
    return any(excerpt.start <= mention.start < excerpt.end for excerpt in incident.excerpts)


def _is_scene(sentence: Span, place: Mention) -> bool:
    """Whether the place is where they died, not where they were brought to or where somebody tells of them."""
    if not _WITHIN.search(sentence.text[: place.start - sentence.start_char]) or _NURSED.search(sentence.text):
        return False
    spoken = _SPOKEN.search(sentence.text, place.end - sentence.start_char)
    return spoken is None or _OPENING.match(sentence.text) is not None


def _is_earlier(mention: Mention, incident: Incident) -> bool:
    """Whether the day lies before the incident's, or long before the news where that is not known."""
    last = mention.date.end if mention.date else None
    if last is None:
        return False
    if incident.date_precision == "day" and incident.date_start:
        return last < incident.date_start
    return incident.date_end is not None and last < incident.date_end - LONG_BEFORE


def _home(sentence: Span, passages: Sequence[tuple[int, int, int]], incidents: Sequence[Incident]) -> int | None:
    """The incident told last in ``passages``, when it may have hurt people and is near enough."""
    for _, end, index in reversed(passages):
        if sentence.end_char - end > NEAR:
            break
        one = incidents[index]
        raid = any(word.startswith("raid") for excerpt in one.excerpts for word in trigger_words(excerpt))
        if (raid or one.sub_event_type in merge_words().hurting) and one.status in REAL:
            return index
    return None


def _with_victims(incident: Incident, victims: Sequence[tuple[Mention, str]]) -> Incident:
    """The incident with those who are counted in its toll, each once."""
    known = {actor.name for actor in incident.actors}
    told = [replace(one.actor, role=role) for one, role in victims if one.actor and one.actor.name not in known]
    return replace(incident, actors=(*incident.actors, *dict.fromkeys(told)))


def _with_toll(article_id: str, doc: Doc, sentence: Span, incident: Incident, toll: Casualties) -> Incident:
    """The incident with the sentence as an excerpt and its numbers; a number that was told before stays the least."""
    text = text_of(doc)
    start, end = bounds(sentence)
    token = doc[toll.token]
    excerpt = Excerpt(
        article_id,
        start,
        end,
        text[start:end],
        trigger=(token.idx, token.idx + len(token.text)),
        status=incident.status,
        fatalities=toll.deaths_best,
        injured=toll.injured,
    )
    before = [incident.fatalities_low, incident.fatalities_best, incident.fatalities_high]
    deaths = [toll.deaths_low, toll.deaths_best, toll.deaths_high]
    if toll.deaths_best and incident.fatalities_best and doc[toll.token - 1].lower_ == "also":
        deaths = [add(pair) for pair in zip(deaths, before, strict=True)]  # "a bodyguard also died"
    fuller = deaths[0] is not None and deaths[0] >= (incident.fatalities_low or 0)
    low, best, high = deaths if fuller else before
    return replace(
        incident,
        fatalities_low=low,
        fatalities_best=best,
        fatalities_high=high,
        injured=max((n for n in (incident.injured, toll.injured) if n is not None), default=None),
        excerpts=(*incident.excerpts, excerpt),
        reasons=(*incident.reasons, f"deaths and injuries: {toll.reason}"),
    )
