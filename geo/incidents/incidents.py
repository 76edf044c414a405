"""The incidents that one article reports: one for each group of triggers of a sentence that tell the same thing.

They are not merged across sentences here (see merge).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from geo.articles.dateline import datelines
from geo.casualties.casualties import Casualties, find_casualties
from geo.incidents.confidence import confidence_of
from geo.incidents.grouping import AFTERMATH, MISHAPS, Report, group_reports, is_cause
from geo.incidents.sharing import share_tolls
from geo.language.syntax import bounds, relation, subtree_span, text_of
from geo.links.guesses import unknown_places
from geo.links.links import THRESHOLD, PlaceLink, rank_places
from geo.links.standing import Scene, places_in, scene_of
from geo.links.timing import DateLink, carried_date, in_tense, lies_beyond, link_date
from geo.parties.attribution import attribution_of, is_nameless
from geo.parties.denials import is_habitually_denied
from geo.parties.parties import find_roles, find_victims
from geo.parties.status import status_of
from geo.parties.unnamed import is_site
from geo.places.facilities import at_facilities
from geo.records import EVENT_TYPE_OF, Actor, Article, Day, Excerpt, Incident, Mention, Place
from geo.triggers.figures import without_figures
from geo.triggers.kinds import kind_of
from geo.triggers.triggers import ARMED_MEN, Hit, Trigger, TriggerTable, load_triggers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

DOERS = frozenset({"perpetrator", "participant"})
"""Roles of those who did it."""

UNNAMED = frozenset({"protesters", "rioters", "civilians", "individual", ""})
"""Types of actors whose mentions are descriptions, and may be triggers: "demonstrators"."""

STATES = frozenset({"movement", "base"})
"""Families of triggers whose bare participle tells a state."""

CAPTIVITY = frozenset({"arrest", "abduction"})
"""Families of triggers whose participle before a noun tells a state: "their detained sons"."""

SPEECH = "Statement or diplomacy"
"""Who condemns a bombing is no party to it."""

FOUGHT_OUT = frozenset({"clash", "fight", "trade fire", "engage", "encounter"})
"""Triggers of fighting, which say more on the kind than what it led to."""

SHARED = 0.5
"""How likely a place of the group must be for one of its triggers to be marked with it."""

AROUND = 0.12
"""A located place that is at least this likely stands in for a name that nobody knows."""

CLOSE = 60
"""How many words behind a sentence the words stand that still say of which kind its incident is."""

STATUS_ORDER = ("occurred", "ongoing", "historical", "denied", "attempted", "planned", "threatened", "hypothetical")


def find_incidents(
    article: Article,
    doc: Doc,
    places: Sequence[Mention],
    dates: Sequence[Mention],
    actors: Sequence[Mention],
    triggers: Sequence[Trigger],
    table: TriggerTable | None = None,
) -> list[Incident]:
    """The incidents in the order of the text, before they are merged; each has at least one excerpt."""
    table = table or load_triggers()
    openings = datelines(article.text)
    bases = [mention for mention in places if any(start <= mention.start < end for start, end in openings)]
    places = [mention for mention in places if not any(start <= mention.start < end for start, end in openings)]
    places = at_facilities(article.text, places)
    if is_fiction(triggers):
        return []
    triggers = [trigger for trigger in triggers if not is_in_name(doc, trigger, places, actors)]
    triggers = without_figures(doc, triggers)
    sentences = list(_by_sentence(doc, triggers))
    incidents: list[Incident] = []
    for number, (sentence, inside) in enumerate(sentences):
        near = _concepts_after(sentence, sentences[number + 1 : number + 3])
        known = [places_in(mentions, sentence) for mentions in (places, dates, actors)]
        everything = [*known[0], *known[1], *known[2]]
        here = [*known[0], *unknown_places(article.id, doc, sentence, everything, inside)]
        inside = [one for one in inside if not is_state(doc, one) and not is_habitually_denied(doc[one.head])]
        if not inside:
            continue
        scene = scene_of(doc, sentence, here, inside)
        base = next(
            (one.place.country_code for one in reversed(bases) if one.place and one.start < sentence.end_char), ""
        )
        reports = [_report(article, scene, trigger, known[1], actors, table, near, dates, base) for trigger in inside]
        groups = group_reports(doc, reports)
        tolls = share_tolls(doc, groups, find_casualties(doc, sentence))
        for group, toll in zip(groups, tolls, strict=True):
            hurt = find_victims(doc, toll.people, actors) if toll else []
            incidents.append(_incident(article, doc, sentence, group, toll, hurt))
    return incidents


def _by_sentence(doc: Doc, triggers: Sequence[Trigger]) -> Iterator[tuple[Span, list[Trigger]]]:
    for _, inside in groupby(triggers, key=lambda trigger: doc[trigger.head].sent.start):
        found = list(inside)
        yield doc[found[0].head].sent, found


def _concepts_after(sentence: Span, following: Sequence[tuple[Span, list[Trigger]]]) -> list[Hit]:
    """The groups of words of the next sentences of the paragraph; a trigger's own words tell an incident of its own."""
    close = [
        (later, triggers)
        for later, triggers in following
        if later.start - sentence.end < CLOSE
        and "\n" not in text_of(sentence.doc)[max(sentence.start_char, sentence.end_char - 1) : later.start_char]
    ]
    return [
        hit
        for _, triggers in close
        for hit in triggers[0].concepts
        if not any(trigger.start <= hit.start < trigger.end for trigger in triggers)
    ]


def _report(
    article: Article,
    scene: Scene,
    trigger: Trigger,
    dates: Sequence[Mention],
    actors: Sequence[Mention],
    table: TriggerTable,
    near: Sequence[Hit],
    all_dates: Sequence[Mention],
    base: str,
) -> Report:
    """All that the sentence says of the trigger's incident."""
    doc = scene.doc
    token = doc[trigger.head]
    ranked = rank_places(scene, trigger)
    if is_cause(token):
        own = subtree_span(token)
        trigger = replace(trigger, concepts=tuple(hit for hit in trigger.concepts if own.start <= hit.start < own.end))
        dates = [one for one in dates if own.start_char <= one.start < own.end_char]
        ranked = [link for link in ranked if own.start_char <= link.mention.start < own.end_char]
    date = link_date(scene, trigger, dates)
    when = date.mention.date if date and not date.said else None
    status, words = status_of(token, trigger.rule.family, when, article.published)
    date = _still_to_come(doc, trigger, dates, article.published, date) if status == "planned" else date
    if status == "occurred" and lies_beyond(date, article.published):
        status, words = "planned", date.mention.text if date else ""
    date = in_tense(date, status, article.published)
    if date is None and status == "occurred" and not dates and not is_cause(token):
        date = carried_date(doc, token, all_dates, article.published)
    roles = find_roles(doc, trigger, actors)
    return Report(
        trigger=trigger,
        kind=kind_of(doc, trigger, table, near),
        status=status,
        status_words=words,
        places=tuple(ranked),
        place=ranked[0] if ranked and ranked[0].probability >= THRESHOLD else None,
        around=next((r.mention.place for r in ranked if r.probability >= AROUND and is_literal(r.mention)), None),
        date=date,
        actors=roles,
        attribution=attribution_of(
            doc, token, trigger.rule.family, roles, actors, (_country(ranked), base), article.source
        ),
    )


def _still_to_come(
    doc: Doc, trigger: Trigger, dates: Sequence[Mention], published: Day | None, date: DateLink | None
) -> DateLink | None:
    """The date of what is planned: one after the day of publication, where the sentence has one."""
    told = date.mention.date if date else None
    if published is None or (told and told.start and told.start > published):
        return date
    at = doc[trigger.head].idx
    ahead = [one for one in dates if one.date and one.date.start and one.date.start > published]
    nearest = min(ahead, key=lambda one: abs(one.start - at), default=None)
    return DateLink(nearest, False) if nearest else date


def _country(ranked: Sequence[PlaceLink]) -> str:
    """The country of the likeliest place; "" when none is known."""
    return next((link.mention.place.country_code for link in ranked if link.mention.place), "")


def is_literal(mention: Mention) -> bool:
    """Whether the place is known and stands for a place."""
    return mention.place is not None and mention.role == "literal"


def is_fiction(triggers: Sequence[Trigger]) -> bool:
    """Whether the article is about films, books or games: half of the sentences with triggers speak of them."""
    sentences = {trigger.concepts[0].start if trigger.concepts else -1: trigger for trigger in triggers}
    named = [{hit.name for hit in trigger.concepts} for trigger in sentences.values()]
    made_up = [names for names in named if "fiction" in names and not names & ARMED_MEN]
    return 2 * len(made_up) >= len(sentences) > 0 and bool(made_up)


def is_in_name(doc: Doc, trigger: Trigger, places: Sequence[Mention], actors: Sequence[Mention]) -> bool:
    """Whether the trigger is part of a name: "Army of National Liberation", "Battle Creek"."""
    if trigger.part == "verb":
        return False
    token = doc[trigger.head]
    end = doc[trigger.end - 1].idx if trigger.part == "phrase" else token.idx
    opening = token.sent.start_char
    named = [m for m in actors if m.actor and m.actor.type not in UNNAMED and _has_capital(m, opening)]
    return any(
        mention.start <= token.idx <= end < mention.end and len(mention.text) > len(token)
        for mention in (*places, *named)
    )


def _has_capital(mention: Mention, opening: int) -> bool:
    """Whether a capital that does not merely open the sentence tells that the words are a name."""
    return any(word[:1].isupper() for word in mention.text.split()[int(mention.start == opening) :])


def is_state(doc: Doc, trigger: Trigger) -> bool:
    """Whether the words tell how things stand and not what happened: "the troops deployed across the country"."""
    word = doc[trigger.head]
    if trigger.rule.family in CAPTIVITY and word.has_dep() and word.tag_ in ("VBN", "JJ") and relation(word) == "amod":
        return True
    if trigger.rule.family not in STATES or trigger.rule.id == "patrol":
        return False
    if not word.has_dep() or word.tag_ not in ("VBN", "VBD", "JJ"):
        return False
    auxiliaries = [child.lower_ for child in word.children if relation(child).startswith("aux")]
    there = any(token.dep_ == "expl" and token.head in (word, *word.ancestors) for token in word.sent)
    if auxiliaries and not there:
        return auxiliaries in (["are"], ["is"]) and word.tag_ == "VBN"
    if there:
        return True
    bare = not any(relation(child).startswith("nsubj") for child in word.children)
    return bare and relation(word).split(":")[0] in ("acl", "amod")


# ------------------------------------------------------------------ one incident


def _incident(
    article: Article,
    doc: Doc,
    sentence: Span,
    group: Sequence[Report],
    toll: Casualties | None,
    hurt: Sequence[tuple[Mention, str]],
) -> Incident:
    """The incident that the reports of one sentence tell together."""
    best = _telling(group)
    status = min((report.status for report in group), key=STATUS_ORDER.index)
    link = max((report.place for report in group if report.place), key=lambda link: link.probability, default=None)
    told_first = sorted(group, key=lambda report: report.trigger.rule.id == "die")
    date = next((report.date for report in told_first if report.date and not report.date.said), None)
    date = date or next((report.date for report in group if report.date), None)
    start, end, precision = days_of(date, status, article.published)
    level, _, attribution_words = _attribution(best, group)
    kind = best.kind
    place = link.mention.place if link else None
    if link and place is None:
        place = next((report.around for report in group if report.around), None)
    alike = [report for report in group if (report.kind.name == SPEECH) == (kind.name == SPEECH)]
    named = [one for report in alike for one in report.actors]
    told_of = [*(one for one in named if not (hurt and is_site(one[0]))), *hurt]
    actors = tuple(dict.fromkeys(replace(m.actor, role=role) for m, role in told_of if m.actor))
    reasons = [f"kind: {', '.join(repr(word) for word in kind.words[:3])}"]
    if link:
        reasons.append(f"place: '{link.mention.text}'" + (f", {'; '.join(link.reasons[:2])}" if link.reasons else ""))
    if date:
        reasons.append(
            f"day: '{date.mention.text}'"
            + (" is when it was told" if date.said else " of the sentence before" if date.carried else "")
        )
    told = next((report.status_words for report in group if report.status == status and report.status_words), "")
    if told:
        reasons.append(f"status: {told!r}")
    if toll:
        reasons.append(f"deaths and injuries: {toll.reason}")
    if attribution_words:
        reasons.append(f"attribution: {attribution_words!r}")
    return Incident(
        id=_id(article.id, best.trigger, doc),
        event_type=EVENT_TYPE_OF[kind.name],
        sub_event_type=kind.name,
        status=status,
        attribution=level,
        date_start=start,
        date_end=end,
        date_precision=precision,
        place=place,
        actors=_without_doubles(actors),
        fatalities_low=toll.deaths_low if toll else None,
        fatalities_best=toll.deaths_best if toll else None,
        fatalities_high=toll.deaths_high if toll else None,
        injured=toll.injured if toll else None,
        excerpts=tuple(_excerpt(article, doc, sentence, report, link, date, place, toll) for report in group),
        confidence=confidence_of(best.trigger, kind, status, link, bool(date and not date.said)),
        reasons=tuple(reasons),
        alternatives=link.mention.alternatives if link else (),
    )


def _attribution(best: Report, group: Sequence[Report]) -> tuple[str, str, str]:
    """How sure it is who did it, from the report that names somebody; what is denied is disputed."""
    named = [report for report in group if any(role in DOERS for _, role in report.actors)]
    named.sort(key=lambda report: all(is_nameless(one) for one, role in report.actors if role in DOERS))
    level, speaker, words = (named or [best])[0].attribution
    denied = any(report.status == "denied" for report in group)
    return ("disputed" if denied and named else level), speaker, words


def _telling(group: Sequence[Report]) -> Report:
    """The report that says what kind it is: a disaster before what it did, else the one with most points."""
    mishaps = [report for report in group if report.kind.name in MISHAPS]
    if mishaps and all(report in mishaps or report.trigger.rule.id in AFTERMATH for report in group):
        return mishaps[0]
    protest = any(report.trigger.rule.family == "protest" for report in group)
    causes = [] if protest else [report for report in group if report.trigger.rule.family == "bombing"]
    causes = causes or [report for report in group if report.trigger.rule.id in FOUGHT_OUT]
    return max(causes or group, key=lambda report: report.kind.points)


def _without_doubles(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors, each once in a role; a target who was hurt is a victim."""
    seen: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        seen.setdefault((actor.name, actor.role), actor)
    victims = {name for name, role in seen if role == "victim"}
    acting = {name for name, role in seen if role in DOERS}
    return tuple(
        actor
        for (name, role), actor in seen.items()
        if not (role == "target" and name in victims) and not (role == "victim" and name in acting)
    )


def _excerpt(
    article: Article,
    doc: Doc,
    sentence: Span,
    report: Report,
    link: PlaceLink | None,
    date: DateLink | None,
    place: Place | None,
    toll: Casualties | None,
) -> Excerpt:
    """The passage of one trigger: the whole sentence, without the space around it."""
    text = article.text
    start, end = bounds(sentence)
    first, last = doc[report.trigger.start], doc[report.trigger.end - 1]
    own = report.place or _shared(report, link)
    when = report.date or date
    days = when.mention.date if when and not when.said else None
    return Excerpt(
        article_id=article.id,
        start=start,
        end=end,
        text=text[start:end],
        trigger=(first.idx, last.idx + len(last)),
        place=(own.mention.start, own.mention.end) if own else None,
        date=(when.mention.start, when.mention.end) if when and not when.carried else None,
        actors=tuple((mention.start, mention.end) for mention, _ in report.actors),
        status=report.status,
        attribution=report.attribution[0],
        attributed_to=report.attribution[1],
        date_start=days.start if days else None,
        date_end=days.end if days else None,
        place_name=place.name if place else "",
        fatalities=toll.deaths_best if toll else None,
        injured=toll.injured if toll else None,
        relative_days=days.relative_days if days else None,
    )


def _shared(report: Report, link: PlaceLink | None) -> PlaceLink | None:
    """The place of the whole group, where it is not unlikely that this trigger's words mean it too."""
    if link is None:
        return None
    return next((one for one in report.places if one.mention is link.mention and one.probability >= SHARED), None)


def days_of(date: DateLink | None, status: str, published: Day | None) -> tuple[Day | None, Day | None, str]:
    """First and last possible day with the precision; without a phrase it was on or before the day of publication."""
    span = date.mention.date if date else None
    if span and span.start is None and span.end is None:
        span = None
    if span and date and not date.said:
        return span.start, span.end, span.precision
    last = span.end if span else published
    if last is None:
        return None, None, "unknown"
    if status in ("occurred", "attempted", "denied", "historical"):
        return None, last, "on_or_before"
    if status == "ongoing":
        return None, last, "on_or_before"
    return last, None, "unknown"


def _id(article_id: str, trigger: Trigger, doc: Doc) -> str:
    """The same article gives the same ids every time."""
    return hashlib.sha1(f"{article_id}:{doc[trigger.head].idx}".encode(), usedforsecurity=False).hexdigest()[:16]
