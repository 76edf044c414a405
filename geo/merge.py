"""The same incident told twice becomes one: within an article, and between a new report and stored ones.

Reports are merged on evidence that agrees (victims, tolls, actors, "the strike" that points back), never on
nearness alone; "fresh", "another", "hours later" forbid it. Every report stays as an excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from geo.joining import CAUSES, join, toll_verbs, trigger_words
from geo.records import Actor, Day, Excerpt, Incident
from geo.sameness import (
    OTHER_TIMES,
    REAL,
    Evidence,
    Wording,
    agreement,
    compatible_kinds,
    compatible_places,
    dies_once,
    forbidden,
    is_named,
    kinds_of_noun,
    merge_words,
    same_day,
    same_place,
    suffering,
    toll,
    wording_of,
)

WITHIN_ARTICLE = 2.0
"""Points of evidence that two passages of one article need to tell one incident."""

ACROSS_ARTICLES = 3.5
"""The same for two articles, of which at least one point must be for people or tolls."""

ACROSS_DAYS = 3.0
"""The same where one report tells no day, or another within the other's span; it then needs people or tolls."""

MOST_STORIES = 60
"""Incidents of one article that a later passage may mean; the ones told longest ago are let go first."""

GOES_ON = 300
"""Characters between a passage and the one that it goes on with."""

_LEADING = ("after", "before", "following", "since")
_DYING = re.compile(
    r"\b(?:died|succumbed|dead)\b.*\b(?:in (?:a |the )?hospital|the last of|of (?:his|her|their) (?:wounds|injuries))\b"
)
_NO_TOLL = frozenset({"casualties", "injuries"})


@dataclass(frozen=True, slots=True)
class _Story:
    """An incident as told so far in an article: where it was last told, and whether as something fresh."""

    incident: Incident
    last: int
    fresh: bool


def merge_incidents(incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents of one article, each once, in the order in which they are first told.

    Days that count from another incident ("a day after") are found on the way.
    """
    scenes = {incident.id: incident for incident in incidents if not _has_own_place(incident)}
    bare = [replace(one, place=None, alternatives=()) if one.id in scenes else one for one in incidents]
    ordered = sorted(bare, key=_first_offset)
    ordered = _with_tolls_of_their_sentence(
        [_without_day_of_dying(one) for one in _with_days_of_their_sentence(ordered)]
    )
    done: list[_Story] = []
    stories: list[_Story] = []
    for incident in ordered:
        wording = _wording(incident)
        if not wording.definite:
            incident = _with_day_of_earlier(incident, stories)
        incident = _nobody_hurt(incident, stories)
        index = _same_story(incident, wording, stories)
        if index is None:
            stories.append(_Story(incident, _last_offset(incident), wording.topic))
        else:
            story, reasons = stories[index], _why(incident, stories[index].incident, wording)
            whole = join(story.incident, incident, reasons, _is_revised(incident))
            stories[index] = _Story(whole, _last_offset(incident), story.fresh or wording.topic)
        if len(stories) > MOST_STORIES:
            done.append(stories.pop(min(range(len(stories)), key=lambda number: stories[number].last)))
    told = sorted((story.incident for story in [*done, *stories]), key=_first_offset)
    return [_with_scene(incident, scenes) for incident in told]


def find_same(incident: Incident, neighbours: Sequence[Incident]) -> Incident | None:
    """The one of the stored neighbours that is this incident; None when none is."""
    best: tuple[float, Incident] | None = None
    for neighbour in neighbours:
        evidence = _across(incident, neighbour)
        if evidence and (best is None or evidence.points > best[0]):
            best = evidence.points, neighbour
    return best[1] if best else None


def merge_two(first: Incident, second: Incident) -> Incident:
    """Both reports as one incident, under the id of the first."""
    return join(first, second, agreement(first, second).reasons, revised=False)


# ------------------------------------------------------------------ within an article


def _first_offset(incident: Incident) -> int:
    return min((excerpt.trigger or (excerpt.start, 0))[0] for excerpt in incident.excerpts)


def _offset(excerpt: Excerpt) -> tuple[int, int]:
    return excerpt.trigger or (excerpt.start, 0)


def _has_own_place(incident: Incident) -> bool:
    """Whether a passage names the place; otherwise it is the story's scene, which parts no two reports."""
    return any(excerpt.place for excerpt in incident.excerpts)


def _with_scene(incident: Incident, scenes: Mapping[str, Incident]) -> Incident:
    """The incident at the story's scene, where none of its passages names a place."""
    if incident.place is not None or incident.id not in scenes:
        return incident
    return replace(incident, place=scenes[incident.id].place, alternatives=scenes[incident.id].alternatives)


def _last_offset(incident: Incident) -> int:
    return max((excerpt.trigger or (excerpt.start, 0))[0] for excerpt in incident.excerpts)


def _wording(incident: Incident) -> Wording:
    """How the incident's own, first passage speaks of it."""
    told = [wording_of(excerpt) for excerpt in incident.excerpts if excerpt.start == incident.excerpts[0].start]
    return Wording(
        definite=any(wording.definite for wording in told),
        topic=any(wording.topic for wording in told),
        other=any(wording.other for wording in told) and not any(wording.topic for wording in told),
        apart=any(wording.apart for wording in told) and not any(wording.topic for wording in told),
        aside=any(wording.aside for wording in told),
        pronoun=any(wording.pronoun for wording in told),
        agent=any(wording.agent for wording in told),
        revised=any(wording.revised for wording in told),
        noun=next((wording.noun for wording in told if wording.definite), ""),
        lead=next((wording.lead for wording in told if wording.definite), frozenset()),
    )


def _is_revised(incident: Incident) -> bool:
    return any(wording_of(excerpt).revised for excerpt in incident.excerpts)


def _same_story(incident: Incident, wording: Wording, stories: Sequence[_Story]) -> int | None:
    """Which of the incidents told so far this one is; None when it is none of them."""
    best: tuple[float, float, int] | None = None
    latest = max((story.last for story in stories if _may_go_on(incident, story.incident)), default=None)
    for index, story in enumerate(stories):
        found = _points(incident, wording, story, story.last == latest)
        if found is None:
            continue
        points, people = found
        back = wording.definite or wording.pronoun
        points -= {incident.status, story.incident.status} == {"planned", "occurred"}
        if back and wording.lead & _words_told(story.incident):
            people += 0.5
        rank = (people, float(story.last), index) if back else (points, float(-index), index)
        best = rank if best is None else max(best, rank)
    return best[2] if best else None


def _may_go_on(incident: Incident, told: Incident) -> bool:
    """Whether the passage may speak of what was told, as far as kinds go."""
    if told.status not in REAL:
        return False
    if _is_only_toll(incident):
        return told.sub_event_type in merge_words().hurting
    return compatible_kinds(incident.sub_event_type, told.sub_event_type)


def _words_told(incident: Incident) -> set[str]:
    return {word.lower() for excerpt in incident.excerpts for word in re.findall(r"\w+", excerpt.text)}


def _points(incident: Incident, wording: Wording, story: _Story, latest: bool) -> tuple[float, float] | None:
    """The evidence that the incident is the story's, and what of it is people and words."""
    told = story.incident
    kinds = kinds_of_noun(wording.noun) if wording.definite else None
    if latest and _is_only_toll(incident):
        kinds = merge_words().hurting
    if forbidden(incident, told, kinds) or wording.other or (wording.topic and not story.fresh):
        return None
    if wording.apart and all(excerpt.start != incident.excerpts[0].start for excerpt in told.excerpts):
        return None
    statuses = {incident.status, told.status}
    if "planned" in statuses and len(statuses) > 1 and not (wording.definite or same_day(incident, told)):
        return None
    evidence = agreement(incident, told)
    points, agreeing = evidence.points - wording.aside, evidence.agreeing
    extra = 0.0
    if wording.topic and story.fresh:
        extra += 1.5
    if wording.definite and _may_be_told_again(incident, told):
        extra += 2.0
    if wording.pronoun and any(actor.type == "individual" for actor in suffering(told).values()):
        extra += 1.0
    if _one_sentence(incident, told):
        extra += 2.0
    elif _alone_of_its_day(incident, told):
        extra += 1.0
    if latest and not wording.topic and (_goes_on(incident, told) or (wording.agent and _is_near(incident, told))):
        extra += 2.0
    if dies_once(incident, told):
        extra += 2.0
    same_kind = told.sub_event_type == incident.sub_event_type
    if points + extra < WITHIN_ARTICLE or agreeing + extra < (1.0 if same_kind else 1.5):
        return None
    return points + extra, evidence.people


def _may_be_told_again(incident: Incident, told: Incident) -> bool:
    """Whether "the strike" may mean the incident told: one that happened, or one of the same status."""
    return incident.status == told.status or told.status in REAL


def _one_sentence(incident: Incident, told: Incident) -> bool:
    """Whether both stand in one sentence, at one place and time, with nothing between them that parts the two."""
    first = incident.excerpts[0]
    same = [excerpt for excerpt in told.excerpts if excerpt.start == first.start]
    if not same or not compatible_kinds(incident.sub_event_type, told.sub_event_type):
        return False
    statuses = {incident.status, told.status}
    if len(statuses) > 1 and statuses != {"occurred", "attempted"}:
        return False
    places = {excerpt.place for excerpt in (*incident.excerpts, *same) if excerpt.place}
    same_days = (incident.date_start, incident.date_end) == (told.date_start, told.date_end)
    dateless = not all(any(excerpt.date for excerpt in one.excerpts) for one in (incident, told))
    both = any(excerpt.place for excerpt in incident.excerpts) and any(excerpt.place for excerpt in same)
    return len(places) < 2 and (same_days or dateless) and (both or not _parted(first, same[-1]))


def _parted(one: Excerpt, other: Excerpt) -> bool:
    """Whether "after", "while" or the like stands between two triggers of a sentence."""
    if one.trigger is None or other.trigger is None:
        return True
    first, second = sorted([one.trigger, other.trigger])
    between = one.text[first[1] - one.start : second[0] - one.start]
    return bool(set(re.findall(r"[a-z]+", between.lower())) & merge_words().lists["parting"])


def _is_only_toll(incident: Incident) -> bool:
    """Whether the passage says no more than how many died or were hurt: "More than 40 people were wounded." """
    if incident.place is not None or incident.fatalities_low is None and incident.injured is None:
        return False
    if any(OTHER_TIMES.search(excerpt.text) for excerpt in incident.excerpts):
        return False
    verbs = toll_verbs()
    if incident.fatalities_best == 0 or incident.injured == 0:
        return all(
            excerpt.date is None and trigger_words(excerpt) & (verbs | _NO_TOLL) for excerpt in incident.excerpts
        )
    return all(excerpt.date is None and trigger_words(excerpt) <= verbs for excerpt in incident.excerpts)


def _with_tolls_of_their_sentence(incidents: Sequence[Incident]) -> list[Incident]:
    """ "killing three and wounding five", "15 drowned when a ferry sank": a toll belongs to what its sentence tells."""
    sentences: dict[int, list[Incident]] = {}
    for incident in incidents:
        sentences.setdefault(incident.excerpts[0].start, []).append(incident)
    return [one for together in sentences.values() for one in _with_tolls(together)]


def _with_tolls(incidents: list[Incident]) -> list[Incident]:
    """The incidents of one sentence, without those that only count the hurt of another."""
    found = {incident.id: incident for incident in incidents}
    for incident in incidents:
        others = [one for name, one in found.items() if name != incident.id and _is_its_toll(incident, one)]
        if incident.id not in found or not others:
            continue
        home = min(others, key=lambda other: abs(_first_offset(other) - _first_offset(incident)))
        bare = replace(incident, place=home.place, status=home.status, actors=_suffering_only(incident))
        whole = join(home, bare, (), revised=False)
        if _first_offset(incident) < _first_offset(home):
            whole = replace(whole, excerpts=tuple(sorted(whole.excerpts, key=_offset)))
        found[home.id] = whole
        del found[incident.id]
    return sorted(found.values(), key=_first_offset)


def _without_day_of_dying(incident: Incident) -> Incident:
    """ "Eight died, the last of them in hospital on Sunday": the day is not that of what killed them."""
    verbs = toll_verbs()
    if not all(trigger_words(excerpt) <= verbs and _DYING.search(excerpt.text) for excerpt in incident.excerpts):
        return incident
    excerpts = tuple(replace(excerpt, date=None, date_start=None, date_end=None) for excerpt in incident.excerpts)
    return replace(incident, date_start=None, date_end=None, date_precision="unknown", excerpts=excerpts)


def _is_its_toll(incident: Incident, told: Incident) -> bool:
    """Whether the incident only counts who was hurt in ``told``, which stands in the same sentence."""
    first, toll_words = told.excerpts[0], incident.excerpts[0]
    if toll_words.start != first.start or first.trigger is None or toll_words.trigger is None:
        return False
    if told.status not in (incident.status, "historical") or told.sub_event_type not in merge_words().hurting:
        return False
    verbs = toll_verbs()
    if (incident.fatalities_low is None and incident.injured is None) or not all(
        trigger_words(excerpt) <= verbs for excerpt in incident.excerpts
    ):
        return False
    if toll_words.trigger < first.trigger:
        if any(word.endswith("ing") for word in trigger_words(toll_words)):
            return False
        between = toll_words.text[toll_words.trigger[1] - toll_words.start : first.trigger[0] - first.start]
        return told.sub_event_type in CAUSES and bool(re.search(r"\b(when|after|as|in|by|from)\b", between))
    own_place = any(e.place and e.place[0] > first.trigger[0] and e.place != first.place for e in incident.excerpts)
    return not own_place or compatible_places(incident.place, told.place)


def _suffering_only(incident: Incident) -> tuple[Actor, ...]:
    return tuple(actor for actor in incident.actors if actor.role in ("victim", "target"))


def _nobody_hurt(incident: Incident, stories: Sequence[_Story]) -> Incident:
    """ "No casualties were reported" denies no incident: it counts the hurt of the one told last."""
    numbers = (incident.fatalities_best, incident.injured)
    if not stories or not any(number == 0 for number in numbers) or any(numbers) or incident.place is not None:
        return incident
    last = max(stories, key=lambda story: story.last).incident
    if last.status not in REAL or last.sub_event_type not in merge_words().hurting:
        return incident
    words = set().union(*(trigger_words(excerpt) for excerpt in incident.excerpts))
    return replace(incident, status=last.status) if words & (toll_verbs() | _NO_TOLL) else incident


def _goes_on(incident: Incident, told: Incident) -> bool:
    """Whether a passage without a place and a day of its own goes on with what was told right before it."""
    if incident.place is not None or incident.status not in REAL or any(e.date for e in incident.excerpts):
        return False
    kinds = {incident.sub_event_type, told.sub_event_type}
    if len(kinds) > 1 and not kinds & merge_words().plain and not _is_only_toll(incident):
        return False
    named = [{a.name for a in i.actors if a.role == "perpetrator" and is_named(a)} for i in (incident, told)]
    return _is_near(incident, told) and told.status in REAL and (not all(named) or bool(named[0] & named[1]))


def _is_near(incident: Incident, told: Incident) -> bool:
    return incident.excerpts[0].start - max(excerpt.end for excerpt in told.excerpts) < GOES_ON


def _alone_of_its_day(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind on one day with nothing that tells them apart."""
    tolls = {toll(incident), toll(told)} - {None}
    return same_day(incident, told) and incident.sub_event_type == told.sub_event_type and len(tolls) < 2


def _why(incident: Incident, told: Incident, wording: Wording) -> tuple[str, ...]:
    trigger = incident.excerpts[0].trigger
    quoted = ""
    if trigger:
        start = incident.excerpts[0].start
        quoted = incident.excerpts[0].text[trigger[0] - start : trigger[1] - start]
    if wording.definite:
        return (f"told again: '{quoted}' points back to it",)
    return tuple(f"told again: {reason}" for reason in agreement(incident, told).reasons[:2])


# ------------------------------------------------------------------ days that count from another incident


def _relative(incident: Incident) -> tuple[Excerpt, int] | None:
    for excerpt in incident.excerpts:
        if excerpt.relative_days is not None and excerpt.date and excerpt.trigger:
            return excerpt, excerpt.relative_days
    return None


def _day_of(incident: Incident) -> Day | None:
    if incident.date_precision == "day" and incident.date_start == incident.date_end:
        return incident.date_start
    return None


def _on(incident: Incident, day: Day, words: str) -> Incident:
    excerpts = tuple(
        replace(excerpt, date_start=day, date_end=day) if excerpt.relative_days is not None else excerpt
        for excerpt in incident.excerpts
    )
    reason = f"day: '{words}' counts from the other incident, {day.isoformat()}"
    return replace(
        incident,
        date_start=day,
        date_end=day,
        date_precision="day",
        excerpts=excerpts,
        reasons=(*incident.reasons, reason),
    )


def _shift(day: Day, days: int) -> Day | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _with_days_of_their_sentence(incidents: Sequence[Incident]) -> list[Incident]:
    """ "X hit the town on Saturday, a day after Y killed Z": Y was on Friday, whichever of the two has the phrase."""
    found = list(incidents)
    sentences: dict[int, list[int]] = {}
    for index, incident in enumerate(incidents):
        sentences.setdefault(incident.excerpts[0].start, []).append(index)
    for index, incident in enumerate(incidents):
        relative = _relative(incident)
        if relative is None:
            continue
        excerpt, days = relative
        assert excerpt.date is not None
        words = excerpt.text[excerpt.date[0] - excerpt.start : excerpt.date[1] - excerpt.start]
        if not words.lower().rstrip().endswith(_LEADING):
            continue
        same_sentence = [other for other in sentences[incident.excerpts[0].start] if other != index]
        inner = _is_inner(excerpt, words)
        for other in same_sentence:
            other_inner = _first_offset(incidents[other]) >= excerpt.date[1]
            if inner == other_inner:
                continue
            main, told = (other, index) if inner else (index, other)
            day = _day_of(found[main]) if main != index else None
            if day and (shifted := _shift(day, -days)):
                found[told] = _on(found[told], shifted, words)
            elif (day := _day_of(found[told])) and (shifted := _shift(day, days)):
                found[main] = _on(found[main], shifted, words)
            break
    return found


def _is_inner(excerpt: Excerpt, words: str) -> bool:
    """Whether the trigger stands in what "four days after" leads to, not in what happened four days after."""
    leads = words.lower().rstrip().endswith(_LEADING)
    return leads and excerpt.trigger is not None and excerpt.date is not None and excerpt.trigger[0] >= excerpt.date[1]


def _with_day_of_earlier(incident: Incident, stories: Sequence[_Story]) -> Incident:
    """ "Two days later, ..." counts from the incident told last that has a day."""
    relative = _relative(incident)
    if relative is None or _day_of(incident):
        return incident
    excerpt, days = relative
    assert excerpt.date is not None
    words = excerpt.text[excerpt.date[0] - excerpt.start : excerpt.date[1] - excerpt.start]
    if _is_inner(excerpt, words):
        days = -days
    for story in sorted(stories, key=lambda story: -story.last):
        day = _day_of(story.incident)
        if day and story.incident.status in REAL and (shifted := _shift(day, days)):
            return _on(incident, shifted, words)
    return incident


# ------------------------------------------------------------------ across articles


def _across(incident: Incident, told: Incident) -> Evidence | None:
    """The evidence that a report of another article is the same incident; None when it does not suffice."""
    if forbidden(incident, told) or incident.status not in REAL | {"planned"}:
        return None
    evidence = agreement(incident, told)
    if _same_words(incident, told):
        return replace(evidence, points=evidence.points + 4, reasons=("the same words",))
    people = bool(suffering(incident).keys() & suffering(told).keys())
    site, tolls = _same_site(incident, told), _similar_tolls(incident, told)
    town = tolls == 1 and same_place(incident.place, told.place)
    day = same_day(incident, told)
    strong = people or tolls == 2 or (day and (site or town))
    fresh = [_wording(one).topic or _wording(one).other for one in (incident, told)]
    if not strong and (incident.sub_event_type != told.sub_event_type or fresh[0] != fresh[1]):
        return None
    if not dies_once(incident, told) and not (incident.place and told.place):
        return None
    if not _on_near_days(incident, told, strong):
        return None
    extra = 0.0
    if day:
        rare = {incident.sub_event_type, told.sub_event_type} <= merge_words().rare
        extra = float(site) + (tolls == 1) + (1.5 if rare else 0.0)
        if (site or town) and incident.sub_event_type != told.sub_event_type:
            extra += 0.5
    if evidence.agreeing + extra < 1.0 or evidence.points + extra < (ACROSS_ARTICLES if day else ACROSS_DAYS):
        return None
    return replace(evidence, points=evidence.points + extra)


def _on_near_days(incident: Incident, told: Incident, strong: bool) -> bool:
    """Whether both have days, or one with more evidence has at least a last possible day soon after the other."""
    dated = [one for one in (incident, told) if _dated(one)]
    if len(dated) == 2:
        return True
    last = [one.date_end for one in (incident, told) if not _dated(one)]
    if not strong or not dated or last[0] is None or dated[0].date_end is None:
        return False
    return timedelta(0) <= last[0] - dated[0].date_end <= timedelta(3)


def _same_site(incident: Incident, told: Incident) -> bool:
    """Whether both were at one named site: an airport, not only a town."""
    return same_place(incident.place, told.place) and incident.place is not None and incident.place.precision == "exact"


def _similar_tolls(incident: Incident, told: Incident) -> int:
    """2 for the same toll, 1 for two that one count may grow from to the other, else 0."""
    one, other = toll(incident), toll(told)
    if one is None or other is None:
        return 0
    if one == other:
        return 2
    grown = max(one, other) / min(one, other)
    return int(max(one, other) >= 3 and (abs(one - other) <= 3 or grown <= (1.5 if min(one, other) < 20 else 2.0)))


def _dated(incident: Incident) -> bool:
    return incident.date_start is not None and incident.date_precision in ("day", "few_days", "week")


def _same_words(one: Incident, other: Incident) -> bool:
    """Whether a passage was reprinted."""
    texts = {" ".join(excerpt.text.split()).lower() for excerpt in one.excerpts}
    return any(len(text) > 60 and text in texts for text in (" ".join(e.text.split()).lower() for e in other.excerpts))
