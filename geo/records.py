"""The plain records that the modules pass on: Article, Mention, Place, Excerpt, Incident.

All offsets are Python string indices into ``Article.text``, end exclusive, so that
``article.text[start:end]`` is always the quoted words. Latitude always comes before longitude,
in degrees, WGS 84. Days are ``datetime.date``; ``None`` is "not known".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]
Day = date
Progress = Callable[[str, float], object]
"""Called with what is being done and the share done, from 0 to 1."""


class PlainError(Exception):
    """Something that can't be done, in one sentence for a person that names the thing and the cure."""


EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Protests": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
    "Other incident": (
        "Natural disaster",
        "Accident",
        "Disease outbreak",
        "Crime",
        "Statement or diplomacy",
    ),
}
"""ACLED's event types with their sub-event types, and what ACLED does not cover.

Source: ACLED codebook, 2024 edition. Where several fit, the order within a type is not a ranking.
"""

EVENT_TYPE_OF: dict[str, str] = {
    sub_event_type: event_type
    for event_type, sub_event_types in EVENT_TYPES.items()
    for sub_event_type in sub_event_types
}

STATUSES = (
    "occurred", "ongoing", "planned", "threatened", "attempted", "hypothetical", "denied", "historical",
)  # fmt: skip
ATTRIBUTIONS = (
    "fact", "claimed", "accused_by_authorities", "accused", "possible", "disputed", "unknown",
)  # fmt: skip
DATE_PRECISIONS = ("day", "few_days", "week", "month", "year", "on_or_before", "unknown")
PLACE_PRECISIONS = ("exact", "city", "near", "admin2", "admin1", "region", "country")
ACTOR_ROLES = ("perpetrator", "target", "victim", "participant", "mediator")


@dataclass(frozen=True, slots=True)
class Article:
    """One text with the day it was published; only ``text`` is needed."""

    id: str
    text: str
    title: str = ""
    published: Day | None = None
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A point or an area; ``radius_km`` says how far off the point may be."""

    name: str
    latitude: float
    longitude: float
    radius_km: float
    precision: str
    country_code: str = ""
    admin1: str = ""
    geonameid: int | None = None
    relation: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """First and last possible day; ``relative_days`` counts from the incident that a phrase refers to.

    "A day after" has no days of its own: ``start`` and ``end`` are None, ``anchor`` is "event" and
    ``relative_days`` 1 until it is tied to an incident.
    """

    start: Day | None
    end: Day | None
    precision: str
    anchor: str = ""
    relative_days: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or suffers, by the canonical name; ``role`` only within an incident."""

    name: str
    type: str = ""
    country_code: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in an article that name a place, an actor or a date, or that trigger an incident.

    ``kind`` is "place", "actor", "date" or "trigger". A place has ``role`` "literal" or
    "associative"; one that is found but not resolved has ``place`` None. ``name`` is the canonical
    name of a place or an actor, the sub-event type of a trigger.
    """

    article_id: str
    kind: str
    start: int
    end: int
    text: str
    name: str = ""
    role: str = ""
    confidence: float = 1.0
    place: Place | None = None
    date: DateSpan | None = None
    actor: Actor | None = None
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The verbatim passage of one article that reports one incident, and what that passage says.

    The fields after the spans are this report's own words on the incident, kept so that reports
    that differ can be shown side by side.
    ``relative_days`` is set when ``date`` is a phrase that counts from another incident ("a day
    after", 1): the day itself is found when the incidents of the article are merged.
    """

    article_id: str
    start: int
    end: int
    text: str
    trigger: Span | None = None
    place: Span | None = None
    date: Span | None = None
    actors: tuple[Span, ...] = ()
    status: str = ""
    attribution: str = ""
    attributed_to: str = ""
    date_start: Day | None = None
    date_end: Day | None = None
    place_name: str = ""
    fatalities: int | None = None
    injured: int | None = None
    relative_days: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that happened, was planned, threatened or denied, with all its excerpts."""

    id: str
    event_type: str
    sub_event_type: str
    status: str
    attribution: str
    date_start: Day | None
    date_end: Day | None
    date_precision: str
    place: Place | None
    actors: tuple[Actor, ...]
    fatalities_low: int | None
    fatalities_best: int | None
    fatalities_high: int | None
    injured: int | None
    excerpts: tuple[Excerpt, ...]
    confidence: float
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Place, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with everything that was understood of it."""

    article: Article
    mentions: tuple[Mention, ...]
    incidents: tuple[Incident, ...]
