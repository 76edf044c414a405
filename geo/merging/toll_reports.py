"""Reports that only count who was hurt in another incident: "ten were wounded", "no casualties"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.casualties.casualties import casualty_words
from geo.merging.joining import CAUSES, is_next_of, join, toll_verbs, trigger_words
from geo.merging.merge_words import merge_words
from geo.merging.sameness import REAL, compatible_places, is_answered
from geo.merging.telling import OTHER_TIMES, first_offset, offset
from geo.numbers import read_number
from geo.records import Actor, Excerpt, Incident

_DYING = re.compile(
    r"\b(?:died|dies|dead)\b.*\b(?:in (?:a |the )?hospital|the last of"
    r"|(?:of|from) (?:\w+ ){0,2}(?:wounds?|injur(?:y|ies)|burns))\b"
    r"|\b(?:succumbed|succumbs)\b"
)
_BEFORE_DEATH = re.compile(r"\bdied\b[^;]*\bafter (?:he|she|they) (?:was|were|had been)\b|\bdied\b[^;]*\bafter being\b")
_WHEN = re.compile(r"\bwhen\b|\bafter (?:he|she|they|being)\b", re.IGNORECASE)
"""Between a toll and what hurt them, whatever it was."""

LONG = timedelta(days=60)
_YEARS = re.compile(
    r"\b(?:years?|decades?|months|centuries) (?:to the day )?(?:after|before|since|earlier|ago)\b", re.IGNORECASE
)
"""What happened so long before is no part of the same incident, nor what words between the two put so far back."""

_BODIES = re.compile(r"\b(?:bodies|dead|corpses|remains|survivors)\b")
_BY = re.compile(r"\b(?:by|as of|until|till) (?:late |early )?$")
_FOUND = re.compile(
    r"(?:(?:bodies|been|were|out) )*(?:recovered|retrieved|counted|pulled|dug|brought)(?: (?:were|out|up))*"
)
_UP_FROM = re.compile(
    r"\b(?:up|risen|rose|raised|revised|increased|climbed|down) (?:\w+ ){0,3}?from (?:an? )?"
    r"(?:earlier |initial |previous )?(?:count |toll |figure |tally )?(?:of )?(\w[\w-]*)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:when|after|as|in|by|from)\b")
_PARTED = re.compile(r"\b(?:while|whereas|separately|elsewhere|another|other)\b|;", re.IGNORECASE)
"""What stands between a toll and an incident of the same sentence that is not what hurt them."""

_HOSPITAL = re.compile(r"\b(?:hospitals?|clinics?|morgue|mortuary|infirmary|intensive care|sickbed)\b", re.IGNORECASE)
_NURSED = re.compile(r"\b(?:in|to) (?:hospital|intensive care)\b", re.IGNORECASE)
_MEDICS = re.compile(
    r"\b(?:medics?|doctors?|nurses?|staff|sources?|officials?|director|spokes\w+)\b (?:at|of|from|in) [^.,;]{0,40}"
    r"\b(?:hospital|clinic|morgue)s?\b",
    re.IGNORECASE,
)
_LYING = frozenset({"lay", "lies", "lying", "treated", "taken", "rushed", "operated", "admitted", "recovering"})
_OPENS = re.compile(r"^\W*(?:In|At|Near|Around|Outside|On|Across)\b[^,]*$")
"""Before a place that opens its sentence."""

_NO_TOLL = frozenset({"casualties", "injuries"})


def is_only_toll(incident: Incident) -> bool:
    """Whether the passage says no more than how many died or were hurt: "More than 40 people were wounded." """
    if incident.place is not None or incident.fatalities_low is None and incident.injured is None:
        return False
    if any(OTHER_TIMES.search(_UP_FROM.sub("", excerpt.text)) for excerpt in incident.excerpts):
        return False
    verbs = toll_verbs()
    if incident.fatalities_best == 0 or incident.injured == 0:
        return all(
            excerpt.date is None and trigger_words(excerpt) & (verbs | _NO_TOLL) for excerpt in incident.excerpts
        )
    return all(
        excerpt.date is None and (trigger_words(excerpt) <= verbs or _finds_bodies(excerpt))
        for excerpt in incident.excerpts
    )


def _finds_bodies(excerpt: Excerpt) -> bool:
    """Whether the passage only tells how many bodies were found: "eleven bodies were recovered"."""
    found = _FOUND.fullmatch(" ".join(sorted(trigger_words(excerpt)))) is not None
    return found and re.search(r"\b(?:bodies|corpses|remains)\b", excerpt.text) is not None


def counts_on(incident: Incident, told: Incident) -> bool:
    """Whether the passage raises the toll of what was told: "the death toll stood at 14, up from eight"."""
    if told.fatalities_best is None or incident.fatalities_best in (None, told.fatalities_best):
        return False
    if is_next_of(incident, told.fatalities_best):
        return True
    found = [match.group(1).lower() for excerpt in incident.excerpts for match in _UP_FROM.finditer(excerpt.text)]
    numbers = [read_number(re.findall(r"\w+|-", words), 0) for words in found]
    return any(number is not None and number[0] == told.fatalities_best for number in numbers)


def with_tolls_of_their_sentence(incidents: Sequence[Incident]) -> list[Incident]:
    """ "killing three and wounding five", "15 drowned when a ferry sank": a toll belongs to what its sentence tells."""
    sentences: dict[int, list[Incident]] = {}
    for incident in incidents:
        sentences.setdefault(incident.excerpts[0].start, []).append(incident)
    return [one for together in sentences.values() for one in _with_tolls(together)]


def _with_tolls(incidents: list[Incident]) -> list[Incident]:
    """The incidents of one sentence, without those that only count the hurt of another."""
    found = {incident.id: incident for incident in incidents}
    for incident in incidents:
        others = [
            one
            for name, one in found.items()
            if name != incident.id and _is_its_toll(incident, one) and not _long_ago(incident, one)
        ]
        if incident.id not in found or not others:
            continue
        hurting = [one for one in others if one.sub_event_type in merge_words().hurting]
        home = min(hurting or others, key=lambda other: abs(first_offset(other) - first_offset(incident)))
        status = incident.status if home.status == "attempted" else home.status
        bare = replace(incident, place=home.place or incident.place, status=status, actors=_suffering_only(incident))
        whole = join(home, bare, (), revised=False)
        if first_offset(incident) < first_offset(home):
            whole = replace(whole, excerpts=tuple(sorted(whole.excerpts, key=offset)))
        found[home.id] = whole
        del found[incident.id]
    return sorted(found.values(), key=first_offset)


def _long_ago(incident: Incident, other: Incident) -> bool:
    """Whether one of the two was long before the other: "killed as they remembered who fell two years ago"."""
    spans = sorted(excerpt.trigger for excerpt in (incident.excerpts[0], other.excerpts[0]) if excerpt.trigger)
    passage = incident.excerpts[0]
    if len(spans) == 2 and _YEARS.search(passage.text[spans[0][1] - passage.start : spans[1][0] - passage.start]):
        return True
    if "historical" not in (incident.status, other.status) or incident.status == other.status:
        return False
    first, second = sorted([incident, other], key=lambda one: one.date_end or one.date_start or date.max)
    return bool(first.date_end and second.date_start and second.date_start - first.date_end > LONG)


def without_day_of_dying(incident: Incident) -> Incident:
    """ "Eight died, the last of them in hospital on Sunday", "eleven bodies had been found by Thursday": the day is not
    that of what killed them.
    """
    if not all(_dies_later(excerpt) or _found_by_then(excerpt) for excerpt in incident.excerpts):
        return incident
    excerpts = tuple(replace(excerpt, date=None, date_start=None, date_end=None) for excerpt in incident.excerpts)
    return replace(incident, date_start=None, date_end=None, date_precision="unknown", excerpts=excerpts)


def _dies_later(excerpt: Excerpt) -> bool:
    return trigger_words(excerpt) <= toll_verbs() and _DYING.search(excerpt.text) is not None


def _found_by_then(excerpt: Excerpt) -> bool:
    """Whether it counts the bodies that had been found "by Thursday"."""
    if excerpt.date is None or not _BODIES.search(excerpt.text):
        return False
    return _BY.search(excerpt.text[: excerpt.date[0] - excerpt.start]) is not None


def without_hospital(incident: Incident) -> Incident:
    """ "He died at the city's hospital", "she lay in the clinic": that is not where it happened."""
    words = toll_verbs() - casualty_words()["kill"] | _LYING
    placed = [(e.text, e.place[0] - e.start, e.place[1] - e.start) for e in incident.excerpts if e.place]
    if not placed or not all(_HOSPITAL.search(text[max(0, start - 25) : end + 12]) for text, start, end in placed):
        return incident
    nursed = all(_NURSED.search(text) or _MEDICS.search(text) for text, _, _ in placed)
    if not any(trigger_words(excerpt) <= (toll_verbs() if nursed else words) for excerpt in incident.excerpts):
        return incident
    excerpts = tuple(replace(excerpt, place=None) for excerpt in incident.excerpts)
    return replace(incident, place=None, alternatives=(), excerpts=excerpts)


def of_the_last(incident: Incident, last: Incident | None) -> Incident:
    """ "A sixth died on Wednesday in the capital", "a monitor based in London said ten were killed": the incident
    without the day and place that are not those of what was told last, whose dead it counts.
    """
    if last is None or last.status not in REAL or last.sub_event_type not in merge_words().hurting:
        return incident
    if is_next_of(incident, last.fatalities_best):
        excerpts = tuple(
            replace(one, place=None, date=None, date_start=None, date_end=None) for one in incident.excerpts
        )
        bare = replace(incident, place=None, alternatives=(), excerpts=excerpts)
        return replace(bare, date_start=None, date_precision="on_or_before" if incident.date_end else "unknown")
    if compatible_places(incident.place, last.place) or not all(map(_tellers_place, incident.excerpts)):
        return incident
    excerpts = tuple(replace(one, place=None) for one in incident.excerpts)
    return replace(incident, place=None, alternatives=(), excerpts=excerpts)


def _tellers_place(excerpt: Excerpt) -> bool:
    """Whether a toll's place stands with whoever tells it, before "said"."""
    if excerpt.place is None or excerpt.trigger is None or not trigger_words(excerpt) <= toll_verbs():
        return False
    before, after = excerpt.text[: excerpt.place[0] - excerpt.start], excerpt.place[1] - excerpt.start
    between = excerpt.text[after : max(after, excerpt.trigger[0] - excerpt.start)]
    said = "|".join(sorted(merge_words().lists["said"]))
    return re.search(rf"\b(?:{said})\b", between) is not None and not _OPENS.match(before)


def _is_its_toll(incident: Incident, told: Incident) -> bool:
    """Whether the incident only counts who was hurt in ``told``, which stands in the same sentence."""
    first, toll_words = told.excerpts[0], incident.excerpts[0]
    if toll_words.start != first.start or first.trigger is None or toll_words.trigger is None:
        return False
    if told.status not in (incident.status, "historical", "attempted") or not _may_hurt(told):
        return False
    if is_answered(first, toll_words):
        return False
    verbs = toll_verbs()
    if (incident.fatalities_low is None and incident.injured is None) or not all(
        trigger_words(excerpt) <= verbs for excerpt in incident.excerpts
    ):
        return False
    if toll_words.trigger < first.trigger:
        return _leads_back(toll_words, first, told)
    if _at_another_time(toll_words, first):
        return False
    if _PARTED.search(toll_words.text[first.trigger[1] - first.start : toll_words.trigger[0] - toll_words.start]):
        return False
    own_place = any(e.place and e.place[0] > first.trigger[0] and e.place != first.place for e in incident.excerpts)
    return not own_place or compatible_places(incident.place, told.place)


def _leads_back(toll_words: Excerpt, first: Excerpt, told: Incident) -> bool:
    """Whether the sentence goes from the toll to what caused it: "two were killed when the rebels stormed a post"."""
    if toll_words.trigger is None or first.trigger is None:
        return False
    between = toll_words.text[toll_words.trigger[1] - toll_words.start : first.trigger[0] - first.start]
    if _PARTED.search(between) or any(word.endswith("ing") for word in trigger_words(toll_words)):
        return False
    dying = _DYING.search(toll_words.text) or _BEFORE_DEATH.search(toll_words.text)
    if _WHEN.search(between):
        return True
    if not dying and (told.sub_event_type not in CAUSES or _at_another_time(toll_words, first)):
        return False
    return _FROM.search(between) is not None


def _may_hurt(told: Incident) -> bool:
    """Whether people may be hurt in what is told; armed men that "entered a village" may have killed there."""
    return told.sub_event_type in merge_words().hurting or told.sub_event_type == "Change to group/activity"


def _at_another_time(toll_words: Excerpt, first: Excerpt) -> bool:
    """Whether the toll has a day of its own: "a strike hit the town a day after another killed a general"."""
    own = toll_words.date is not None and toll_words.date != first.date
    return own and (toll_words.relative_days is not None or toll_words.date_start != first.date_start)


def _suffering_only(incident: Incident) -> tuple[Actor, ...]:
    return tuple(actor for actor in incident.actors if actor.role in ("victim", "target"))


def nobody_hurt(incident: Incident, last: Incident | None) -> Incident:
    """ "No casualties were reported" denies no incident: it counts the hurt of the one told last."""
    numbers = (incident.fatalities_best, incident.injured)
    if last is None or not any(number == 0 for number in numbers) or any(numbers) or incident.place is not None:
        return incident
    if last.status not in REAL or last.sub_event_type not in merge_words().hurting:
        return incident
    words = set().union(*(trigger_words(excerpt) for excerpt in incident.excerpts))
    return replace(incident, status=last.status) if words & (toll_verbs() | _NO_TOLL) else incident
