"""Whether a passage of an article tells an incident again that was told before in it.

It may point back to it ("the strike"), go on with it, stand in one sentence with it, or share what it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from geo.actors.actor_table import word_key
from geo.merging.antecedents import may_mean
from geo.merging.details import (
    LEAD,
    alone_in_its_town,
    alone_of_its_day,
    closer_look,
    details_of_lead,
    in_lead,
    is_near,
    recalled,
    site_in_town,
)
from geo.merging.joining import trigger_words
from geo.merging.merge_words import kinds_of_noun, merge_words
from geo.merging.one_sentence import is_part, one_sentence
from geo.merging.pointing import as_told, on_its_weekday
from geo.merging.sameness import (
    REAL,
    agreement,
    compatible_kinds,
    dies_once,
    doing,
    forbidden,
    is_answered,
    is_named,
    is_only_answered,
    same_day,
    same_place,
    suffering,
)
from geo.merging.shared_words import other_name, stem, words_told
from geo.merging.telling import Wording, first_offset
from geo.merging.toll_reports import counts_on, is_only_toll
from geo.records import Excerpt, Incident

WITHIN_ARTICLE = 2.0
"""Points of evidence that two passages of one article need to tell one incident."""


_TAKING = frozenset({"Abduction/forced disappearance", "Arrests", "Disrupted weapons use"})

FAR_BACK = 1500
"""Characters behind an incident from which "the attack" means it only if it opened the story, or on more evidence."""

WITHIN_REACH = 1100
"""Characters within which "the van" means the van that was told of."""


@dataclass(frozen=True, slots=True)
class Story:
    """An incident as told so far in an article: where it was last told, and whether as fresh or as another."""

    incident: Incident
    last: int
    fresh: bool
    other: bool = False


def points_for(
    incident: Incident, wording: Wording, story: Story, latest: bool, opening: int = 0
) -> tuple[float, float] | None:
    """The evidence that the incident is the story's, and what of it is people and words; None when it is not enough.

    ``opening`` is where the part of the article begins in which the passage stands.
    """
    told = story.incident
    if wording.definite and not may_mean(incident, wording, told, _is_out_of_reach(incident, story, opening)):
        wording = replace(wording, definite=False)
    incident = on_its_weekday(as_told(incident, wording, told), wording, told)
    if _can_not_be(incident, wording, story, latest):
        return None
    evidence = agreement(incident, told)
    extra = _told_again(incident, wording, story, latest, opening)
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
    return points, evidence.people + 0.5 * sum(map(bool, pointed)) + 0.25 * _says_alike(wording.noun, told)


def _is_out_of_reach(incident: Incident, story: Story, opening: int) -> bool:
    """Whether the story was told only in an earlier part, or long ago and not as what the part is about."""
    if story.last < opening:
        return True
    leads = any(0 <= excerpt.start - opening <= LEAD for excerpt in story.incident.excerpts)
    return not leads and first_offset(incident) - story.last > FAR_BACK


def _can_not_be(incident: Incident, wording: Wording, story: Story, latest: bool) -> bool:
    """Whether the passage must tell another incident than the story's, whatever they share."""
    told, statuses = story.incident, {incident.status, story.incident.status}
    first = incident.excerpts[0]
    if any(is_answered(first, excerpt) for excerpt in told.excerpts if excerpt.start == first.start):
        return True
    if is_only_answered(told) and not suffering(incident).keys() & suffering(told).keys():
        return True
    if one_sentence(incident, told) and is_part(incident, told):
        return False
    kinds = kinds_of_noun(wording.noun) if wording.definite else None
    if kinds and any(trigger_words(excerpt) & merge_words().siblings[wording.noun] for excerpt in told.excerpts):
        kinds |= {told.sub_event_type}
    if latest and is_only_toll(incident):
        kinds = merge_words().hurting
    dated = any(excerpt.date for excerpt in incident.excerpts) or incident.date_precision != "on_or_before"
    if wording.definite and not dated:
        incident = replace(incident, date_start=None, date_end=None)  # "the massacre", however long ago
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
    if (unknown or unlike) and other_name(incident, told) and not one_sentence(incident, told):
        return True
    if len(statuses) == 1:
        return False
    if "planned" in statuses and not (same_day(incident, told) or one_sentence(incident, told)):
        return True
    return "denied" in statuses and not _denies(incident, wording, told, latest)


def _is_the_other(wording: Wording, story: Story) -> bool:
    """Whether "the second strike" is the story that began as "a second strike"."""
    return wording.other and wording.ordinal and story.other


def _told_again(incident: Incident, wording: Wording, story: Story, latest: bool, opening: int) -> float:
    """Points for words that point back to the story, or go on with it."""
    told = story.incident
    points = 0.0
    if "denied" in {incident.status, told.status} and incident.status != told.status:
        points += 2.0 + _accused_here(incident, told)
    if (wording.topic and story.fresh) or _is_the_other(wording, story):
        points += 1.5
    if wording.definite and _may_be_told_again(incident, told):
        points += 2.0
    one_victim = told.fatalities_best == 1 and (latest or in_lead(incident, told, opening))
    if wording.pronoun and (one_victim or any(actor.type == "individual" for actor in suffering(told).values())):
        points += 1.0 + (one_victim and incident.fatalities_best == 1)
    if one_sentence(incident, told) or details_of_lead(incident, told, opening):
        points += 2.0
    elif site_in_town(incident, told) or recalled(incident, told, opening):
        points += 1.5
    elif alone_of_its_day(incident, told) or alone_in_its_town(incident, told) or closer_look(incident, told):
        points += 1.0
    mine, theirs = words_told(incident), words_told(told)
    close = incident.excerpts[0].start - max(excerpt.end for excerpt in told.excerpts) < WITHIN_REACH
    points += 2.0 * (close and bool(wording.things & theirs.things))
    points += 2.0 if names_victim(incident, told) else 0.5 * bool(mine.names & theirs.names)
    near = (wording.agent or wording.witness) and is_near(incident, told)
    if latest and not wording.topic and (near or _goes_on(incident, told)):
        points += 2.0
    return points + 2.0 * dies_once(incident, told) + 2.0 * counts_on(incident, told)


def names_victim(incident: Incident, told: Incident) -> bool:
    """Whether the passage has the name of whom the incident befell: "Keita's car was hit"."""
    victims = {word_key(word) for name in suffering(told) for word in name.split()}
    return bool(words_told(incident).names & victims)


def _may_be_told_again(incident: Incident, told: Incident) -> bool:
    """Whether "the strike" may mean the incident told: one that happened, or one of the same status."""
    return incident.status == told.status or told.status in REAL


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
    taken = len(kinds) > 1 and incident.sub_event_type in _TAKING
    if taken and named[0] and not named[0] & {actor.name for actor in told.actors}:
        return False  # "police arrested two men" is not the attack told before
    return is_near(incident, told) and told.status in REAL and (not all(named) or bool(named[0] & named[1]))


def _says(noun: str, excerpt: Excerpt) -> bool:
    """Whether the noun or its verb was a trigger of the passage: "strikes", "shooting" for an "airstrike", "shot"."""
    words = trigger_words(excerpt)
    alike = any(word.removesuffix("s").endswith(noun.removesuffix("s")) for word in words)
    return alike or any(stem(word) == stem(noun) for word in words)


def _says_alike(noun: str, told: Incident) -> bool:
    """Whether a noun of the same row told of it: "the clash" where it told of "encounters"."""
    alike = merge_words().siblings.get(noun, frozenset())
    return any({word, word.removesuffix("s")} & alike for one in told.excerpts for word in trigger_words(one))


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
    return {word for text in {excerpt.text for excerpt in incident.excerpts} for word in _words_of(text)}


@lru_cache(maxsize=512)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"\w+", text))
