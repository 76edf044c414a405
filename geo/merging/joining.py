"""Two reports of one incident as one: the finer place, the better day, all actors, numbers and excerpts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.casualties.casualties import casualty_words
from geo.casualties.harm import add
from geo.gazetteer.names import name_key
from geo.merging.merge_words import merge_words
from geo.merging.sameness import days_overlap, toll
from geo.merging.telling import wording_of
from geo.parties.attribution import is_faceless
from geo.records import PLACE_PRECISIONS, Actor, Day, Excerpt, Incident, Place

MOST_REASONS = 9
ALSO = re.compile(r"\balso\s+(?:\w+\s+)?$")
"""Before a verb: those of whom it tells were not counted yet: "a bodyguard also died"."""

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
)  # fmt: skip
_NEXT = re.compile(rf"\b[Aa]n? (?:\w+ )?({'|'.join(_ORDINALS[1:])})\b")
CAUSES = frozenset({"Accident", "Natural disaster", "Disease outbreak"})
_STATUS_ORDER = ("occurred", "ongoing", "attempted", "historical", "planned", "threatened", "denied", "hypothetical")
_ATTRIBUTION_ORDER = ("fact", "claimed", "disputed", "accused_by_authorities", "accused", "possible", "unknown")
_DATE_ORDER = ("day", "few_days", "week", "month", "year", "on_or_before", "unknown")


def join(first: Incident, second: Incident, reasons: Iterable[str], revised: bool) -> Incident:
    """One incident out of two reports: the finer place, the better day, all actors, excerpts and numbers."""
    status = min(first.status, second.status, key=_STATUS_ORDER.index)
    start, end, precision = _dates(first, second)
    low, best, high = _tolls(first, second, revised)
    place, alternatives = _finer(first, second)
    specific = merge_words().order
    kind = min(
        first,
        second,
        key=lambda one: (
            one.sub_event_type == "Attack" and _counts_only(one),
            _is_repeated(one),
            specific.index(one.sub_event_type),
        ),
    )
    found = [one for one in (first, second) if one.sub_event_type == "Disrupted weapons use" and not _is_repeated(one)]
    kind = found[0] if found else kind
    cause = next((one for one in (first, second) if one.sub_event_type in CAUSES), None)
    if cause and kind.sub_event_type == "Attack" and _counts_only(kind):
        kind = cause
    excerpts = {(e.article_id, e.start, e.end, e.trigger): e for e in (*first.excerpts, *second.excerpts)}
    known = {*first.reasons}
    added = [reason for reason in (*reasons, *second.reasons) if reason not in known]
    if status != first.status or status != second.status:
        added.insert(0, f"status: {second.status} here, {first.status} there")
    return replace(
        first,
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        status=status,
        attribution=_attribution(first, second),
        date_start=start,
        date_end=end,
        date_precision=precision,
        place=place,
        actors=_all_actors(first.actors, second.actors),
        fatalities_low=low,
        fatalities_best=best,
        fatalities_high=high,
        injured=second.injured if revised and second.injured is not None else _most(first.injured, second.injured),
        excerpts=tuple(excerpts.values()),
        confidence=max(first.confidence, second.confidence),
        reasons=tuple(dict.fromkeys((*first.reasons, *added)))[:MOST_REASONS],
        alternatives=alternatives,
    )


def _attribution(first: Incident, second: Incident) -> str:
    """The first told that says anything; what a later one claims, contests or says with more authority goes before."""
    statuses = {first.status, second.status}
    told = {first.attribution, second.attribution}
    if "claimed" in told:
        return "claimed"
    if "disputed" in told or ("denied" in statuses and len(statuses) > 1):
        return "disputed"
    if first.attribution == "unknown":
        return second.attribution
    for nameless, named in ((first, second), (second, first)):
        if _has_doers(nameless, faceless=True) and _has_doers(named) and nameless.attribution in ("fact", "unknown"):
            return named.attribution
    charged = min(told, key=_ATTRIBUTION_ORDER.index)
    return charged if first.attribution in ("accused", "possible") and charged != "fact" else first.attribution


def _has_doers(incident: Incident, faceless: bool = False) -> bool:
    """Whether its doers are named, or only described as ones who attack, of whom another report may tell more."""
    doers = [actor for actor in incident.actors if actor.role == "perpetrator"]
    return bool(doers) and all(map(is_faceless, doers)) == faceless


def _counts_only(incident: Incident) -> bool:
    """Whether the incident's words only count the hurt: "drowned", "were killed"."""
    return all(trigger_words(excerpt) <= toll_verbs() for excerpt in incident.excerpts)


def _is_repeated(incident: Incident) -> bool:
    """Whether the incident is only referred to: "the attack" says less of its kind than what it points to."""
    return all(wording_of(excerpt).definite for excerpt in incident.excerpts)


def _dates(first: Incident, second: Incident) -> tuple[Day | None, Day | None, str]:
    """The days of the report that knows them better."""
    if not days_overlap(first, second):
        return first.date_start, first.date_end, first.date_precision
    better = min(first, second, key=lambda one: _DATE_ORDER.index(one.date_precision))
    if better.date_precision == "on_or_before":
        ends = [one.date_end for one in (first, second) if one.date_end and one.date_precision == "on_or_before"]
        return None, min(ends, default=better.date_end), better.date_precision
    return better.date_start, better.date_end, better.date_precision


def _coarseness(incident: Incident) -> tuple[int, float]:
    """How little the incident's place says, for comparison."""
    place = incident.place
    assert place is not None
    if place.precision in ("region", "country"):
        return PLACE_PRECISIONS.index("region"), place.radius_km
    return PLACE_PRECISIONS.index(place.precision), 0.0


def _finer(first: Incident, second: Incident) -> tuple[Place | None, tuple[Place, ...]]:
    """The finer of the two places; of equally fine ones the first; "north of" a town says more than the town.

    Of a country and a region the smaller is the finer: Kuwait, not the Persian Gulf.
    """
    located = [one for one in (first, second) if one.place]
    if not located:
        return None, first.alternatives or second.alternatives
    best = min(located, key=_coarseness)
    for one in located:
        if (
            one.place
            and best.place
            and one.place.relation
            and one.place.precision == "near"
            and best.place.precision == "city"
        ):
            best = one if name_key(best.place.name) in name_key(one.place.name) else best
    return best.place, best.alternatives


def _tolls(first: Incident, second: Incident, revised: bool) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of both: a revised number replaces, otherwise the greater is the fuller account."""
    if revised and second.fatalities_best is not None:
        return second.fatalities_low, second.fatalities_best, second.fatalities_high
    if "historical" in (first.status, second.status) and first.status != second.status:
        news = second if first.status == "historical" else first  # "64 have been killed this year"
        return news.fatalities_low, news.fatalities_best, news.fatalities_high
    if _is_more(first, second):
        numbers = ("fatalities_low", "fatalities_best", "fatalities_high")
        low, best, high = (add([getattr(one, number) for one in (first, second)]) for number in numbers)
        return low, best, high
    counted_best = _counted_by_others(first, second)
    if counted_best is not None:
        both = [number for number in (first.fatalities_best, second.fatalities_best) if number is not None]
        return min(both), counted_best, max(both)
    best = _most(first.fatalities_best, second.fatalities_best)
    same_article = {e.article_id for e in first.excerpts} & {e.article_id for e in second.excerpts}
    lows = [one for one in (first.fatalities_low, second.fatalities_low) if one is not None]
    counted = [one for one in (toll(first), toll(second)) if one is not None]
    low = min(counted) if len(counted) == 2 and not same_article else max(lows, default=None)
    high = _most(first.fatalities_high, second.fatalities_high)
    if best is not None and high is not None and high < best:
        high = best
    if low is not None and best is not None and low > best:
        best = None if best == 0 else low
    return low, best, high


def _is_more(first: Incident, second: Incident) -> bool:
    """Whether the second passage counts others than the first: "also died", or men of the other side."""
    if not (first.fatalities_best and second.fatalities_best) or len(second.excerpts) > 1:
        return False
    passage = second.excerpts[0]
    if passage.article_id not in {excerpt.article_id for excerpt in first.excerpts}:
        return False
    if is_next_of(second, first.fatalities_best):
        return True
    at = (passage.trigger or (passage.start, passage.end))[0] - passage.start
    if ALSO.search(passage.text[max(0, at - 12) : at]):
        return True
    sides = [{actor.type for actor in one.actors if actor.role == "victim"} for one in (first, second)]
    apart = sides[0] and sides[1] and not sides[0] & sides[1] and "civilians" not in sides[0] | sides[1]
    return bool(apart) and first.sub_event_type == second.sub_event_type == "Armed clash"


def is_next_of(incident: Incident, count: int | None) -> bool:
    """Whether one more died than were counted: "a sixth died" after five."""
    if count is None or incident.fatalities_best != 1:
        return False
    found = [match.group(1).lower() for excerpt in incident.excerpts for match in _NEXT.finditer(excerpt.text)]
    return any(_ORDINALS.index(word) == count for word in found)


def _counted_by_others(first: Incident, second: Incident) -> int | None:
    """The number of dead of the report that is not the claim of whoever did it, where one is and both count."""
    numbers = (first.fatalities_best, second.fatalities_best)
    claims = [incident.attribution == "claimed" for incident in (first, second)]
    if None in numbers or claims[0] == claims[1]:
        return None
    return numbers[1] if claims[0] else numbers[0]


def _most(one: int | None, other: int | None) -> int | None:
    return max((number for number in (one, other) if number is not None), default=None)


def _all_actors(first: Sequence[Actor], second: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors of both, each once; who suffers in one report does not also take part."""
    roles: dict[str, Actor] = {}
    for actor in (*first, *second):
        known = roles.get(actor.name)
        if known is None or (
            known.role in ("participant", "mediator") and actor.role not in ("participant", "mediator")
        ):
            roles[actor.name] = actor
    return tuple(roles.values())


def toll_verbs() -> frozenset[str]:
    """The words that only say that people died or were hurt."""
    words = casualty_words()
    return (
        words["felled"]
        | words["kill"]
        | words["die"]
        | words["injure"]
        | words["dead"]
        | words["deaths"]
        | words["injuries"]
    )


def trigger_words(excerpt: Excerpt) -> set[str]:
    """The words of the passage's trigger, in small letters."""
    if excerpt.trigger is None:
        return {""}
    return set(excerpt.text[excerpt.trigger[0] - excerpt.start : excerpt.trigger[1] - excerpt.start].lower().split())
