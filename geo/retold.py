"""Whether a passage of an article tells an incident again that was told before in it.

It may point back to it ("the strike"), go on with it, stand in one sentence with it, or share what it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from geo.actor_table import word_key
from geo.joining import toll_verbs, trigger_words
from geo.records import Excerpt, Incident, Span
from geo.sameness import (
    AREAS,
    REAL,
    agreement,
    compatible_kinds,
    compatible_places,
    dies_once,
    doing,
    forbidden,
    is_named,
    same_day,
    same_place,
    suffering,
    toll,
)
from geo.shared_words import other_name, words_told
from geo.telling import Wording, first_offset, kinds_of_noun, merge_words, wording_of
from geo.toll_reports import is_only_toll

WITHIN_ARTICLE = 2.0
"""Points of evidence that two passages of one article need to tell one incident."""

LEAD = 400
"""Characters of the story's opening, which may leave the place to what follows."""

LEAD_SENTENCE, DETAILS = 80, 1100
"""Between these characters of a story stands what tells more of its first sentence."""

BESIDE = 25
"""Characters from a noun within which a day or a place belongs to it."""

GOES_ON = 300
"""Characters between a passage and the one that it goes on with."""

_BY_THE_CLOCK = re.compile(
    r"\b(?:after|before|since|until) (?:\d|midnight|midday|noon|dawn|dusk|dark|darkness|sunset|"
    r"sunrise|nightfall|daybreak|"
    r"(?:the )?(?:early|morning|evening|afternoon|noon|dawn|friday|night) prayers?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"\b(?:after|following) (?:[\w-]+ ){0,4}(?:minutes|hours?|days?|weeks?|months?|years?) of\b",
    re.IGNORECASE,
)
"""What says at what hour it was, not that something else came before."""

_OF_WHOM = re.compile(r"\s+of (?:an?\b|the\b|two|three|four|five|\d|[A-Z])")
_AGAIN = re.compile(r"\b(?:again|more|further|next)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Story:
    """An incident as told so far in an article: where it was last told, and whether as fresh or as another."""

    incident: Incident
    last: int
    fresh: bool
    other: bool = False


def points_for(incident: Incident, wording: Wording, story: Story, latest: bool) -> tuple[float, float] | None:
    """The evidence that the incident is the story's, and what of it is people and words; None when it is not enough."""
    told = story.incident
    incident = on_its_weekday(as_told(incident, wording, told), wording, told)
    if _can_not_be(incident, wording, story, latest):
        return None
    evidence = agreement(incident, told)
    extra = _told_again(incident, wording, story, latest)
    same_kind = told.sub_event_type == incident.sub_event_type
    points, agreeing = evidence.points - wording.aside + extra, evidence.agreeing + extra
    if points < WITHIN_ARTICLE or agreeing < (1.0 if same_kind else 1.5):
        return None
    near = told.place is not None and wording.lead & {word_key(word) for word in told.place.name.split()}
    one_victim = wording.noun in merge_words().lists["of_victims"] and any(
        actor.type == "individual" for actor in suffering(told).values()
    )
    pointed = (
        one_victim,
        same_place(incident.place, told.place),
        near,
        same_kind and told.sub_event_type not in merge_words().plain,
        wording.weekday is not None and same_day(incident, told),
        wording.noun and any(_says(wording.noun, excerpt) for excerpt in told.excerpts),
        wording.things & words_told(told).things,
        wording.lead & _words_told(told),
    )
    return points, evidence.people + 0.5 * sum(map(bool, pointed))


def _can_not_be(incident: Incident, wording: Wording, story: Story, latest: bool) -> bool:
    """Whether the passage must tell another incident than the story's, whatever they share."""
    told, statuses = story.incident, {incident.status, story.incident.status}
    if _one_sentence(incident, told) and _is_part(incident, told):
        return False
    kinds = kinds_of_noun(wording.noun) if wording.definite else None
    if kinds and any(trigger_words(excerpt) & merge_words().siblings[wording.noun] for excerpt in told.excerpts):
        kinds |= {told.sub_event_type}
    if latest and is_only_toll(incident):
        kinds = merge_words().hurting
    more_victims = wording.definite and wording.noun not in merge_words().lists["of_victims"]
    if forbidden(incident, told, kinds, more_victims=more_victims):
        return True
    if (wording.other and not _is_the_other(wording, story)) or (wording.topic and not story.fresh):
        return True
    if wording.apart and all(excerpt.start != incident.excerpts[0].start for excerpt in told.excerpts):
        return True
    if wording.definite:
        return False
    unknown = incident.place is None or told.place is None
    unlike = same_place(incident.place, told.place) and incident.sub_event_type != told.sub_event_type
    if (unknown or unlike) and other_name(incident, told) and not _one_sentence(incident, told):
        return True
    if len(statuses) == 1:
        return False
    if "planned" in statuses and not (same_day(incident, told) or _one_sentence(incident, told)):
        return True
    return "denied" in statuses and not _denies(incident, wording, told, latest)


def _is_the_other(wording: Wording, story: Story) -> bool:
    """Whether "the second strike" is the story that began as "a second strike"."""
    return wording.other and wording.ordinal and story.other


def _told_again(incident: Incident, wording: Wording, story: Story, latest: bool) -> float:
    """Points for words that point back to the story, or go on with it."""
    told = story.incident
    points = 0.0
    if "denied" in {incident.status, told.status} and incident.status != told.status:
        points += 2.0 + _accused_here(incident, told)
    if (wording.topic and story.fresh) or _is_the_other(wording, story):
        points += 1.5
    if wording.definite and _may_be_told_again(incident, told):
        points += 2.0
    one_victim = told.fatalities_best == 1 and latest
    if wording.pronoun and (one_victim or any(actor.type == "individual" for actor in suffering(told).values())):
        points += 1.0
    if _one_sentence(incident, told) or _details_of_lead(incident, told):
        points += 2.0
    elif _site_in_town(incident, told):
        points += 1.5
    elif _alone_of_its_day(incident, told) or _alone_in_its_town(incident, told) or _closer_look(incident, told):
        points += 1.0
    mine, theirs = words_told(incident), words_told(told)
    points += 2.0 * bool(wording.things & theirs.things)
    points += 2.0 if names_victim(incident, told) else 0.5 * bool(mine.names & theirs.names)
    near = (wording.agent or wording.witness) and _is_near(incident, told)
    if latest and not wording.topic and (near or _goes_on(incident, told)):
        points += 2.0
    return points + 2.0 * dies_once(incident, told)


def names_victim(incident: Incident, told: Incident) -> bool:
    """Whether the passage has the name of whom the incident befell: "Keita's car was hit"."""
    victims = {word_key(word) for name in suffering(told) for word in name.split()}
    return bool(words_told(incident).names & victims)


def _may_be_told_again(incident: Incident, told: Incident) -> bool:
    """Whether "the strike" may mean the incident told: one that happened, or one of the same status."""
    return incident.status == told.status or told.status in REAL


def _one_sentence(incident: Incident, told: Incident) -> bool:
    """Whether both stand in one sentence, at one place and time, with nothing between them that parts the two."""
    first = incident.excerpts[0]
    same = [excerpt for excerpt in told.excerpts if excerpt.start == first.start]
    alike = compatible_kinds(incident.sub_event_type, told.sub_event_type) or _is_part(incident, told)
    if not same or not alike:
        return False
    statuses = {incident.status, told.status}
    if len(statuses) > 1 and statuses != {"occurred", "attempted"} and not _carries_on(incident, told):
        return False
    places = {excerpt.place for excerpt in (*incident.excerpts, *same) if excerpt.place}
    same_days = (incident.date_start, incident.date_end) == (told.date_start, told.date_end)
    dateless = not all(any(excerpt.date for excerpt in one.excerpts) for one in (incident, told))
    both = any(excerpt.place for excerpt in incident.excerpts) and any(excerpt.place for excerpt in same)
    nested = compatible_places(incident.place, told.place)
    return (len(places) < 2 or nested) and (same_days or dateless) and (both or not _parted(first, same[-1]))


def _carries_on(incident: Incident, told: Incident) -> bool:
    """ "They arrived in the city and would reinforce the guards": the plan is part of what was done."""
    return (
        (told.status, incident.status) == ("occurred", "planned")
        and incident.sub_event_type == told.sub_event_type
        and not any(excerpt.date for excerpt in incident.excerpts)
        and not _AGAIN.search(incident.excerpts[0].text)
    )


def _parted(one: Excerpt, other: Excerpt) -> bool:
    """Whether "after", "while" or the like stands between two triggers of a sentence."""
    if one.trigger is None or other.trigger is None:
        return True
    first, second = sorted([one.trigger, other.trigger])
    if _after_it().search(one.text[: first[0] - one.start]):
        return True
    between = _BY_THE_CLOCK.sub("", one.text[first[1] - one.start : second[0] - one.start])
    lists = merge_words().lists
    return bool(set(re.findall(r"[a-z]+", between.lower())) & (lists["parting"] | lists["answering"]))


def _is_part(one: Incident, other: Incident) -> bool:
    """Whether one is the seizure of the arms that the other only names, or the damage that the other's explosion did.

    "Nine grenades were unearthed" is one incident, and so is "a grenade broke eleven windows".
    """
    kinds = {one.sub_event_type, other.sub_event_type}
    blast = next((i for i in (one, other) if i.sub_event_type in merge_words().kinds["explosions"]), None)
    if blast is None:
        return False
    arms = merge_words().lists["arms"]
    named = all(trigger_words(excerpt) <= arms for excerpt in blast.excerpts)
    return ("Disrupted weapons use" in kinds and named) or "Looting/property destruction" in kinds


@cache
def _after_it() -> re.Pattern[str]:
    """Words right before a trigger by which the sentence tells what came of it: "hours after", "in retaliation for"."""
    units, answers = "hours?|days?|weeks?|months?|years?|minutes?", "|".join(sorted(merge_words().lists["answering"]))
    return re.compile(rf"\b(?:(?:{units}) (?:after|before|following)|{answers})\W+(?:\w+\W+){{0,5}}$", re.IGNORECASE)


def may_go_on(incident: Incident, told: Incident) -> bool:
    """Whether the passage may speak of what was told, as far as kinds go."""
    if told.status not in REAL:
        return False
    if is_only_toll(incident):
        return told.sub_event_type in merge_words().hurting
    return compatible_kinds(incident.sub_event_type, told.sub_event_type)


def _goes_on(incident: Incident, told: Incident) -> bool:
    """Whether a passage without a place and a day of its own goes on with what was told right before it."""
    elsewhere = any(e.place for e in incident.excerpts) and not is_only_toll(incident)
    if incident.place is not None or incident.status not in REAL or elsewhere or any(e.date for e in incident.excerpts):
        return False
    if any(excerpt.start == incident.excerpts[0].start for excerpt in told.excerpts):
        return False
    kinds = {incident.sub_event_type, told.sub_event_type}
    confused = any(kinds <= group for group in merge_words().confused)
    if len(kinds) > 1 and not (confused or kinds & merge_words().plain or is_only_toll(incident)):
        return False
    named = [{a.name for a in i.actors if a.role == "perpetrator" and is_named(a)} for i in (incident, told)]
    return _is_near(incident, told) and told.status in REAL and (not all(named) or bool(named[0] & named[1]))


def _is_near(incident: Incident, told: Incident) -> bool:
    return incident.excerpts[0].start - max(excerpt.end for excerpt in told.excerpts) < GOES_ON


def _says(noun: str, excerpt: Excerpt) -> bool:
    """Whether the noun was a trigger of the passage: "strikes" where it told of an "airstrike"."""
    return any(word.removesuffix("s").endswith(noun.removesuffix("s")) for word in trigger_words(excerpt))


def _details_of_lead(incident: Incident, told: Incident) -> bool:
    """Whether the passage gives the day or the place of what the story's first sentence only announced.

    "Gunmen killed 34 people in the province, the government said. Sixty men stormed the village of X on Monday."
    """
    if first_offset(told) > LEAD or not LEAD_SENTENCE < first_offset(incident) < DETAILS:
        return False
    excerpt = incident.excerpts[0]
    kinds = {incident.sub_event_type, told.sub_event_type}
    alike = len(kinds) == 1 or any(kinds <= group for group in merge_words().confused)
    tolls = {toll(incident), toll(told)} - {None}
    coarse = told.place is None or told.place.precision in AREAS
    day = excerpt.date is not None and told.date_precision != "day"
    place = excerpt.place is not None and coarse and (told.date_precision != "day" or excerpt.date is None)
    real = {incident.status, told.status} <= REAL
    aside = any(one.relative_days is not None for one in (excerpt, told.excerpts[0]))
    return real and alike and (day or place) and len(tolls) < 2 and not aside


def _site_in_town(incident: Incident, told: Incident) -> bool:
    """Whether the passage only adds the square or the street: "people gathered in the main square", in that town."""
    kinds = {incident.sub_event_type, told.sub_event_type}
    alike = len(kinds) == 1 or any(kinds <= group for group in merge_words().confused)
    if not alike or kinds & merge_words().plain or incident.place is None or told.place is None:
        return False
    inside = (incident.place.precision, told.place.precision) == ("exact", "city")
    undated = not any(excerpt.date for excerpt in incident.excerpts)
    tolls = {toll(incident), toll(told)} - {None}
    return inside and undated and len(tolls) < 2 and {incident.status, told.status} <= REAL


def _closer_look(incident: Incident, told: Incident) -> bool:
    """Whether the passage names, for one kind that says something and no day, a place where only an area was told."""
    if incident.sub_event_type != told.sub_event_type or incident.sub_event_type in merge_words().plain:
        return False
    lead = told.place is None and first_offset(told) < LEAD
    coarse = lead or (told.place is not None and told.place.precision in AREAS)
    inside = coarse and incident.place and incident.place.precision not in AREAS
    undated = not any(excerpt.date for excerpt in incident.excerpts)
    return bool(inside) and undated and {incident.status, told.status} <= REAL


def _alone_of_its_day(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind on one day with nothing that tells them apart."""
    tolls = {toll(incident), toll(told)} - {None}
    alike = incident.sub_event_type == told.sub_event_type and not other_name(incident, told)
    somewhere = incident.place is not None and told.place is not None
    if incident.sub_event_type in merge_words().plain and not (somewhere or _is_near(incident, told)):
        return False
    return alike and same_day(incident, told) and len(tolls) < 2


def _alone_in_its_town(incident: Incident, told: Incident) -> bool:
    """Whether both are of one kind that says something in one town, one of them without a day of its own."""
    if incident.sub_event_type != told.sub_event_type or incident.sub_event_type in merge_words().plain:
        return False
    tolls = {toll(incident), toll(told)} - {None}
    here = same_place(incident.place, told.place) and incident.place and incident.place.precision not in AREAS
    undated = (
        "day" not in (incident.date_precision, told.date_precision) or incident.date_precision != told.date_precision
    )
    return bool(here) and undated and {incident.status, told.status} <= REAL and len(tolls) < 2


def as_told(incident: Incident, wording: Wording, told: Incident) -> Incident:
    """The incident with the status of what it points back to: "those behind the attack would be caught", "nobody
    claimed the bombing". What is denied stays so.
    """
    if not wording.definite or told.status not in REAL or incident.status in REAL | {"attempted", "historical"}:
        return incident
    if incident.status == "denied" and wording.denying:
        return incident
    if any(excerpt.date for excerpt in incident.excerpts):
        return incident
    excerpts = tuple(replace(excerpt, status=told.status) for excerpt in incident.excerpts)
    return replace(
        incident, status=told.status, date_start=None, date_end=None, date_precision="unknown", excerpts=excerpts
    )


def on_its_weekday(incident: Incident, wording: Wording, told: Incident) -> Incident:
    """The incident on the day of what was told, where "Friday's march" may mean that Friday and not the last one."""
    day = told.date_start if told.date_precision == "day" else None
    if day is None or wording.weekday != day.weekday() or incident.date_end is None:
        return incident
    if abs((incident.date_end - day).days) > 31 or not wording.definite:
        return incident
    return replace(incident, date_start=day, date_end=day, date_precision="day")


def loosened(incident: Incident, wording: Wording) -> Incident:
    """What points back without the day and the place that stand far from its noun: they may be of something else.

    "The killing drew crowds into the streets of Lago, where he was buried on Tuesday" tells no day and place of it.
    What goes on with "the attackers" or "the 23-year-old" may be in a part of the town that has another's name.
    """
    goes_on = wording.pronoun or (wording.agent and incident.sub_event_type not in merge_words().plain)
    if not (goes_on or wording.definite) or incident.status not in REAL or _says_whose(incident):
        return incident
    spoken = bool(set(re.findall(r"[a-z]+", incident.excerpts[0].text.lower())) & merge_words().lists["telling"])
    loose_day = wording.definite and wording.weekday is None
    if loose_day and all(spoken or not _beside(excerpt, excerpt.date) for excerpt in incident.excerpts):
        undated = tuple(replace(one, date=None, date_start=None, date_end=None) for one in incident.excerpts)
        incident = replace(incident, date_start=None, date_end=None, date_precision="unknown", excerpts=undated)
    if goes_on or all(not _beside(excerpt, excerpt.place) for excerpt in incident.excerpts):
        bare = tuple(replace(one, place=None) for one in incident.excerpts)
        incident = replace(incident, place=None, alternatives=(), excerpts=bare)
    return incident


def _says_whose(incident: Incident) -> bool:
    """Whether a noun says of whom it is, "the killing of a headman", or another verb tells something of its own."""
    for excerpt in incident.excerpts:
        if excerpt.trigger and _OF_WHOM.match(excerpt.text[excerpt.trigger[1] - excerpt.start :]):
            return True
    own = [wording_of(one).definite or wording_of(one).agent or wording_of(one).pronoun for one in incident.excerpts]
    return not all(own[n] or trigger_words(one) <= toll_verbs() for n, one in enumerate(incident.excerpts))


def _beside(excerpt: Excerpt, span: Span | None) -> bool:
    """Whether the day or the place stands right beside the trigger."""
    if span is None or excerpt.trigger is None:
        return False
    return excerpt.trigger[0] - BESIDE <= span[0] <= excerpt.trigger[1] + BESIDE


def _denies(incident: Incident, wording: Wording, told: Incident, latest: bool) -> bool:
    """Whether somebody denies just what was told: at the same place, by the same side, or told last."""
    if incident.status != "denied":
        return latest
    return wording.denying and (latest or _accused_here(incident, told) or same_place(incident.place, told.place))


def _accused_here(incident: Incident, told: Incident) -> bool:
    """Whether the passage names one of those who are said to have done what was told."""
    words = incident.excerpts[0].text
    return any(name in words for name, actor in doing(told).items() if is_named(actor))


def _words_told(incident: Incident) -> set[str]:
    return {word.lower() for excerpt in incident.excerpts for word in re.findall(r"\w+", excerpt.text)}
