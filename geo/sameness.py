"""Evidence that two reports tell one incident, and what forbids it: kinds, days, places, people and wording."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from geo.geocode import distance_km
from geo.names import name_key
from geo.records import Actor, Day, Excerpt, Incident, Place

REAL = frozenset({"occurred", "ongoing"})
OTHER_TIMES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:last|this|previous|every) (?:year|month|decade|season|century)\b|\bsince\b|\bso far\b"
    r"|\b(?:years?|months|decades?|weeks) (?:ago|earlier|before)\b|\b(?:previous|earlier|similar|past|recent)\b",
    re.IGNORECASE,
)
"""Words of a passage that tells of other times than its story."""

FAR_PAST = Day.min
FAR_FUTURE = Day.max
LEAST_RADIUS_KM = 5.0
SAME_TOWN_KM = 3.0
_WORD = re.compile(r"[^\W_]+")
_LATER = re.compile(r"\b(?:hours?|days?|minutes?|weeks?|moments) (?:later|earlier)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he \d+-year-old)\b")
_GOING_BACK = ("the", "this", "that", "these", "those")
_NOUN_KINDS = (
    ("explosion", ("explosions",)),
    ("mob", ("violence", "mobs")),
    ("violence", ("violence",)),
    ("march", ("marches",)),
    ("riot", ("unrest", "mobs")),
)
_AREAS = ("country", "region", "admin1", "admin2")
_SUFFERING = frozenset({"target", "victim"})


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of data/merge.toml."""

    kinds: dict[str, frozenset[str]]
    alike: tuple[frozenset[str], ...]
    hurting: frozenset[str]
    plain: frozenset[str]
    rare: frozenset[str]
    order: tuple[str, ...]
    lists: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a passage speaks of its incident.

    ``definite``: "the strike", told before. ``topic``: "a fresh strike", the news of the day.
    ``other``: "another strike", none of those told before. ``pronoun``: whom it befell is only "he".
    ``apart``: "separately", "hours later". ``aside``: "meanwhile". ``agent``: "the attackers" do it.
    ``noun``: the word that points back, ``lead`` the words before it: "the checkpoint attack".
    """

    definite: bool = False
    topic: bool = False
    other: bool = False
    apart: bool = False
    aside: bool = False
    pronoun: bool = False
    agent: bool = False
    revised: bool = False
    noun: str = ""
    lead: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points for sameness with their reasons.

    ``agreeing`` leaves out kind, day and place; ``people`` are the points for persons who suffered,
    how many, and at which site.
    """

    points: float
    agreeing: float
    people: float
    reasons: tuple[str, ...]


@cache
def merge_words() -> Words:
    """The tables of data/merge.toml."""
    with (Path(__file__).parent.parent / "data" / "merge.toml").open("rb") as file:
        table = tomllib.load(file)
    lists = {name: frozenset(words.split()) for name, words in table["words"].items()}
    lists["nouns"] |= lists["violence"] | lists["march"] | lists["riot"]
    return Words(
        kinds={group["name"]: frozenset(group["types"]) for group in table["kinds"]},
        alike=tuple(frozenset(group["types"]) for group in table["kinds"] if not group.get("only_by_noun")),
        hurting=frozenset(table["specific"]["hurting"]),
        rare=frozenset(table["specific"]["rare"]),
        plain=frozenset(table["specific"]["plain"]),
        order=tuple(table["specific"]["order"]),
        lists=lists,
    )


# ------------------------------------------------------------------ wording


@lru_cache(maxsize=4096)
def wording_of(excerpt: Excerpt) -> Wording:
    """How the passage speaks of its incident, from the words around its trigger."""
    if excerpt.trigger is None:
        return Wording()
    words = merge_words().lists
    text = excerpt.text
    first, after = excerpt.trigger[0] - excerpt.start, excerpt.trigger[1] - excerpt.start
    before, trigger, behind = text[:first], text[first:after], text[after:]
    named = next((match for match in _WORD.finditer(trigger) if match.group().lower() in words["nouns"]), None)
    noun = named.group().lower() if named else ""
    if named:
        before = text[: first + named.start()]
    lead = _after_the(before, words["stops"]) or _leading(before, words["modifiers"] | words["nouns"]) if noun else ""
    rest = before[: len(before) - len(lead)]
    opener = _last_word(rest) if noun else ""
    definite = bool(noun) and (opener in _GOING_BACK or _possessive(rest) or _it_was(rest))
    said = {*_words(lead), opener}
    topic, other = bool(said & words["topic"]), bool(said & words["other"])
    for match in _new_ones().finditer(text):
        if match.start() < after and first - match.end() < 60:
            inside = {match.group(1).lower(), *_words(match.group(2))}
            topic = topic or bool(inside & words["topic"])
            other = other or bool(inside & words["other"])
    later = _LATER.search(before) is not None and not _of_speech(before)
    apart = (later or bool(set(_words(before)) & words["apart"])) and not topic and not definite
    pointed = "" if definite else _points_back(behind, words)
    return Wording(
        definite=(definite or bool(pointed)) and not other and not apart,
        topic=topic,
        other=other and not topic,
        apart=apart,
        aside=bool(set(_words(before)) & words["aside"]),
        pronoun=not noun and _PRONOUN.search(before) is not None,
        agent=_the_agents().search(before) is not None,
        revised=bool(set(_words(text)) & words["revised"]),
        noun=pointed or noun,
        lead=frozenset(_words(lead)) - words["topic"],
    )


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _after_the(before: str, stops: frozenset[str]) -> str:
    """The words between "the" and a noun: "checkpoint" in "the checkpoint attack"; "" where a clause begins there."""
    match = re.search(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose)\s+((?:[\w'’.-]+\s+){0,4})$", before)
    if match is None or any(word in stops or word.endswith("ed") for word in _words(match.group(1))):
        return ""
    return match.group(1)


def _leading(before: str, modifiers: frozenset[str]) -> str:
    """The modifiers that stand right before a trigger, as they are written."""
    match = re.search(r"(?:[\w.-]+[ ]+)*$", before)
    run = match.group() if match else ""
    lead = ""
    for piece in reversed(re.findall(r"[\w.-]+ +", run)):
        word = piece.strip()
        parts = _words(word)
        lists = merge_words().lists
        known = all(part in modifiers or part in lists["topic"] | lists["other"] or part.isdigit() for part in parts)
        if not (known or (word[0].isupper() and parts and parts[0] not in (*_GOING_BACK, "a", "an"))):
            break
        lead = piece + lead
    return lead


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1].lower() if found and text.rstrip()[-1:].isalnum() else ""


@cache
def _new_ones() -> re.Pattern[str]:
    """ "a fresh air strike", "in another attack"."""
    nouns = "|".join(sorted(merge_words().lists["nouns"]))
    return re.compile(rf"\b(an?|another|second|third)\s+((?:[\w'-]+\s+){{0,4}}?)(?:{nouns})\b", re.IGNORECASE)


@cache
def _the_agents() -> re.Pattern[str]:
    """ "The attackers rode in": the sentence goes on with those who were told of."""
    agents = "|".join(sorted(merge_words().lists["agents"]))
    return re.compile(rf"^\W*(?:The (?:\w+ )?(?:{agents})|They)\b")


@cache
def _in_the() -> re.Pattern[str]:
    """ "in the US drone strike", right after a verb and at most three words."""
    nouns = "|".join(sorted(merge_words().lists["nouns"]))
    opener = r"\W+(?:\w+\W+){0,3}?(?:in|during|by|from|after) (?:the|this|that) "
    return re.compile(rf"{opener}((?:[\w'-]+ ){{0,3}}?)({nouns})\b", re.IGNORECASE)


def _possessive(rest: str) -> bool:
    return bool(re.search(r"(?:['’]s|s['’]|\b(?:his|her|their|its))\s*$", rest))


def _of_speech(before: str) -> bool:
    """Whether "hours later" says when somebody spoke."""
    said = "|".join(sorted(merge_words().lists["said"]))
    return bool(
        re.search(rf"\b(?:{said})\b[^,;]{{0,12}}\b(?:hours?|days?|minutes?|weeks?) later|later (?:{said})\b", before)
    )


def _it_was(rest: str) -> bool:
    """ "it was a Russian air strike" speaks of what was told right before."""
    return bool(re.search(r"\b(?:[Ii]t|[Tt]his) (?:was|had been) (?:a|an|the)\s*$", rest))


def _points_back(behind: str, words: dict[str, frozenset[str]]) -> str:
    """The noun in "killed in the strike": a verb that tells part of what "the" names; "" when there is none."""
    match = _in_the().match(behind)
    if not match:
        return ""
    plain = all(word in words["modifiers"] or word[0].isupper() for word in _WORD.findall(match.group(1)))
    return match.group(2).lower() if plain else ""


# ------------------------------------------------------------------ kinds, days, places, people


def compatible_kinds(one: str, other: str) -> bool:
    """Whether one incident may be told as both kinds."""
    return one == other or any(one in group and other in group for group in merge_words().alike)


def days_overlap(one: Incident, other: Incident) -> bool:
    """Whether both may have been on one day; an unknown day may be any."""
    first = max(one.date_start or FAR_PAST, other.date_start or FAR_PAST)
    last = min(one.date_end or FAR_FUTURE, other.date_end or FAR_FUTURE)
    return first <= last


def same_day(one: Incident, other: Incident) -> bool:
    """Whether both are known to have been on one and the same day."""
    return (
        one.date_precision == other.date_precision == "day"
        and one.date_start is not None
        and one.date_start == other.date_start
    )


def compatible_places(one: Place | None, other: Place | None) -> bool:
    """Whether both places may be where one incident was: one in the other, or the same within their radius."""
    if one is None or other is None:
        return True
    if one.country_code and other.country_code and one.country_code != other.country_code:
        return False
    if "country" in (one.precision, other.precision):
        return not (one.precision == other.precision == "country") or name_key(one.name) == name_key(other.name)
    if same_place(one, other):
        return True
    apart = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    if one.precision == other.precision == "city":
        return apart <= SAME_TOWN_KM
    if one.precision == other.precision == "exact":
        return apart <= SAME_TOWN_KM or (one.radius_km + other.radius_km >= apart and one.radius_km != other.radius_km)
    if "admin1" in (one.precision, other.precision) and one.admin1 and name_key(one.admin1) == name_key(other.admin1):
        return True
    wider = max(one.radius_km, other.radius_km, LEAST_RADIUS_KM)
    if "city" in (one.precision, other.precision) and {one.precision, other.precision} <= {"city", "exact", "near"}:
        wider = max(wider, 25.0)
    return apart <= wider


def same_place(one: Place | None, other: Place | None) -> bool:
    """Whether both are one place, told in the same way."""
    if one is None or other is None or one.precision != other.precision:
        return False
    if one.geonameid and one.geonameid == other.geonameid:
        return one.relation == other.relation or one.precision != "near"
    return name_key(one.name) == name_key(other.name) and one.country_code == other.country_code


def suffering(incident: Incident) -> dict[str, Actor]:
    """The targets and victims that have a name of their own, by name."""
    return {actor.name: actor for actor in incident.actors if actor.role in _SUFFERING and is_named(actor)}


def _described(incident: Incident) -> set[str]:
    """The single people who suffered and are only described: "mayor"."""
    people = {actor.name for actor in incident.actors if actor.role in _SUFFERING and not is_named(actor)}
    return {name for name in people if not name.endswith("s") and name not in merge_words().lists["crowds"]}


def doing(incident: Incident) -> dict[str, Actor]:
    """The perpetrators and participants, by name."""
    return {actor.name: actor for actor in incident.actors if actor.role in ("perpetrator", "participant")}


def is_named(actor: Actor) -> bool:
    """Whether the actor has a name, not only a description such as "two soldiers"."""
    return any(word[0].isupper() for word in actor.name.split()) and not actor.name[-1:].isdigit()


def toll(incident: Incident) -> int | None:
    """The number of deaths that tells incidents apart: one that is told and more than one."""
    best = incident.fatalities_best
    return best if best is not None and best > 1 else None


def dies_once(one: Incident, other: Incident) -> bool:
    """Whether one and the same person is killed in both."""
    if not (one.fatalities_low and other.fatalities_low) and not (one.fatalities_best and other.fatalities_best):
        return False
    shared = suffering(one).keys() & suffering(other).keys()
    return any(suffering(one)[name].type == "individual" for name in shared)


def kinds_of_noun(noun: str) -> frozenset[str] | None:
    """The kinds of incident that a noun may point back to; None when it may be any of the trigger's own kind."""
    words = merge_words()
    for name, groups in _NOUN_KINDS:
        if noun in words.lists[name]:
            return frozenset().union(*(words.kinds[group] for group in groups))
    return None


# ------------------------------------------------------------------ all together


def forbidden(one: Incident, other: Incident, kinds: frozenset[str] | None = None) -> bool:
    """Whether the two can't be one incident, whatever they share.

    ``kinds`` are those that a noun in ``one`` may point back to, where it is not the kind itself that tells.
    """
    if not (other.sub_event_type in kinds if kinds else compatible_kinds(one.sub_event_type, other.sub_event_type)):
        return True
    if not days_overlap(one, other):
        return not (dies_once(one, other) and abs((_middle(one) - _middle(other)).days) <= 7)
    if not compatible_places(one.place, other.place) or not _compatible_statuses(one.status, other.status):
        return True
    people = [{a.name for a in suffering(i).values() if a.type == "individual"} for i in (one, other)]
    if people[0] and people[1] and not people[0] & people[1]:
        return toll(one) is None or toll(other) is None or toll(one) != toll(other)
    return False


def _middle(incident: Incident) -> Day:
    return incident.date_start or incident.date_end or FAR_PAST


def _compatible_statuses(one: str, other: str) -> bool:
    if one == other or {one, other} <= REAL:
        return True
    return {one, other} & REAL != set() and {one, other} & {"planned", "attempted", "historical"} != set()


def agreement(one: Incident, other: Incident) -> Evidence:
    """What the two share: people, toll, place, day, kind."""
    points = agreeing = people = 0.0
    reasons: list[str] = []
    shared = suffering(one).keys() & suffering(other).keys()
    if shared:
        types = {suffering(one)[name].type for name in shared}
        people += 2.0 if "individual" in types else 0.0
        agreeing += 0.0 if "individual" in types else 1.0 if types == {"state forces"} else 2.0
        reasons.append(f"the same {'victim' if len(shared) == 1 else 'victims'} {', '.join(sorted(shared))}")
    alike = _described(one) & _described(other)
    if alike and not shared:
        agreeing += 1.5
        reasons.append(f"the same {', '.join(sorted(alike))}")
    actors = doing(one).keys() & doing(other).keys()
    if actors:
        agreeing += 1.0 if any(is_named(doing(one)[name]) for name in actors) else 0.5
        reasons.append(f"by {', '.join(sorted(actors))} in both")
    told = toll(one), toll(other)
    if told[0] is not None and told[0] == told[1]:
        people += 1.0 if told[0] < 4 else 2.0
        reasons.append(f"{told[0]} dead in both")
    elif told[0] is not None and told[1] is not None:
        points -= 1.0 if max(told[0], told[1]) > 2 * min(told[0], told[1]) else 0.5
    if one.injured and one.injured == other.injured:
        people += 0.5 if one.injured < 4 else 1.0
        reasons.append(f"{one.injured} injured in both")
    if one.sub_event_type == other.sub_event_type:
        points += 1.0
    if same_day(one, other):
        points += 1.0
        reasons.append("the same day")
    if same_place(one.place, other.place) and one.place and one.place.precision not in _AREAS:
        points += 1.0
        reasons.append(f"the same place {one.place.name}")
    elif one.place and other.place:
        points += 0.5
    if {one.status, other.status} == {"planned", "occurred"} and same_day(one, other):
        agreeing += 1.0
        reasons.append("planned, and then it happened")
    site = same_place(one.place, other.place) and one.place is not None and one.place.precision == "exact"
    return Evidence(points + agreeing + people, agreeing + people, people + site, tuple(reasons))
