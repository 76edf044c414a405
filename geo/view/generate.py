"""Made-up but realistic incidents from a seed, for tests and benchmarks of any size."""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from geo.folders import DATA
from geo.records import EVENT_TYPE_OF, Actor, Article, Excerpt, Incident, Place, Reading
from geo.view.basemap import country_names

DATA = DATA / "generated"

LAST_DAY = date(2025, 12, 31)
DAYS = 5 * 365
SOURCES = ("Example News", "Daily Example", "Example Agency", "The Example Post", "Radio Example")
STATUSES = (("occurred", 88), ("ongoing", 4), ("planned", 2), ("threatened", 2), ("attempted", 2), ("denied", 2))
ATTRIBUTIONS = (("fact", 60), ("claimed", 12), ("accused_by_authorities", 10), ("accused", 8), ("possible", 10))
DATE_SPANS = (("day", 1, 88), ("few_days", 3, 4), ("week", 7, 3), ("month", 30, 2), ("unknown", 0, 3))
PLACE_RADII = (("exact", 1.0, 18), ("city", 8.0, 55), ("near", 20.0, 14), ("admin1", 90.0, 7), ("country", 400.0, 3))
NO_PLACE = 3


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    latitude: float
    longitude: float
    country_code: str
    admin1: str
    geonameid: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    towns: tuple[_Town, ...]
    town_weights: tuple[float, ...]
    kinds: tuple[str, ...]
    kind_weights: tuple[int, ...]
    tables: dict[str, dict[str, Any]]
    groups: dict[str, list[str]]


def generate(count: int, seed: int = 0, incidents_per_article: int = 1) -> Iterator[Reading]:
    """Readings with ``count`` incidents in all; the same seed gives the same ones.

    About three in a hundred have no place and three no day; towns are drawn by the square root of
    their population, days more often from the last of five years.
    """
    patterns = _patterns()
    chance = random.Random(seed)
    for number in range(0, count, incidents_per_article):
        yield _reading(patterns, chance, seed, number, min(incidents_per_article, count - number))


@cache
def _patterns() -> _Patterns:
    with (DATA / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (DATA / "patterns.toml").open("rb") as file:
        tables = tomllib.load(file)
    towns = tuple(
        _Town(
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            row["country_code"],
            row["admin1"],
            int(row["geonameid"]),
        )
        for row in rows
    )
    kinds = tables["kinds"]
    return _Patterns(
        towns=towns,
        town_weights=tuple(accumulate(int(row["population"]) ** 0.5 for row in rows)),
        kinds=tuple(kinds),
        kind_weights=tuple(accumulate(table["weight"] for table in kinds.values())),
        tables=kinds,
        groups=tables["actors"],
    )


def _reading(patterns: _Patterns, chance: random.Random, seed: int, number: int, size: int) -> Reading:
    article_id = f"generated-{seed}-{number}"
    published = LAST_DAY - timedelta(int(DAYS * chance.random() ** 2))
    text, incidents = "", []
    for position in range(size):
        incident = _incident(patterns, chance, f"{article_id}-{position}", article_id, published, len(text))
        text += incident.excerpts[0].text + "\n"
        incidents.append(incident)
    article = Article(
        article_id,
        text,
        title=incidents[0].excerpts[0].text.rstrip("."),
        published=published,
        source=chance.choice(SOURCES),
        url=f"https://news.example/{article_id}",
    )
    return Reading(article, (), tuple(incidents))


def _incident(
    patterns: _Patterns, chance: random.Random, incident_id: str, article_id: str, published: date, offset: int
) -> Incident:
    town = chance.choices(patterns.towns, cum_weights=patterns.town_weights)[0]
    kind = chance.choices(patterns.kinds, cum_weights=patterns.kind_weights)[0]
    table = patterns.tables[kind]
    place = _place(chance, town)
    first, last, precision = _days(chance, published)
    acting, suffering = _sides(patterns, chance, town.country_code, kind)
    deaths = min(int(chance.lognormvariate(1.0, 1.0)), 900) if chance.random() < table["deadly"] else None
    where = place.name if place else "the area"
    text = chance.choice(table["sentences"]).format(
        first=acting.name,
        second=suffering.name,
        place=where,
        day=f"on {first:%A}" if first and first == last else "in recent days",
        toll=f", killing {deaths} people" if deaths else "",
    )
    at = text.find(where)
    excerpt = Excerpt(
        article_id,
        offset,
        offset + len(text),
        text,
        place=(offset + at, offset + at + len(where)) if place and at >= 0 else None,
        status="occurred",
        date_start=first,
        date_end=last,
        place_name=where if place else "",
        fatalities=deaths,
    )
    return Incident(
        id=incident_id,
        event_type=EVENT_TYPE_OF[kind],
        sub_event_type=kind,
        status=_weighted(chance, STATUSES),
        attribution=_weighted(chance, ATTRIBUTIONS),
        date_start=first,
        date_end=last,
        date_precision=precision,
        place=place,
        actors=(acting, suffering),
        fatalities_low=deaths,
        fatalities_best=deaths,
        fatalities_high=deaths + chance.randrange(4) if deaths else deaths,
        injured=chance.randrange(40) if deaths and chance.random() < 0.5 else None,
        excerpts=(excerpt,),
        confidence=round(chance.uniform(0.4, 1.0), 2),
        reasons=(f"kind: {kind!r}", f"place: {where!r}"),
    )


def _weighted(chance: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def _place(chance: random.Random, town: _Town) -> Place | None:
    if chance.random() * 100 < NO_PLACE:
        return None
    precision, radius_km, _ = chance.choices(PLACE_RADII, [weight for *_, weight in PLACE_RADII])[0]
    spread = {"exact": 0.05, "near": 0.2}.get(precision, 0.0)
    return Place(
        town.admin1 if precision == "admin1" and town.admin1 else town.name,
        round(max(-89.9, min(89.9, town.latitude + chance.gauss(0, spread))), 4),
        round((town.longitude + chance.gauss(0, spread) + 180) % 360 - 180, 4),
        radius_km,
        precision,
        town.country_code,
        town.admin1,
        town.geonameid if precision == "city" else None,
        "near" if precision == "near" else "",
    )


def _days(chance: random.Random, published: date) -> tuple[date | None, date | None, str]:
    precision, length, _ = chance.choices(DATE_SPANS, [weight for *_, weight in DATE_SPANS])[0]
    if not length:
        return None, None, precision
    last = published - timedelta(chance.randrange(4))
    return last - timedelta(length - 1), last, precision


def _sides(patterns: _Patterns, chance: random.Random, country: str, kind: str) -> tuple[Actor, Actor]:
    groups = patterns.groups.get(country, [])
    name = country_names().get(country, country)
    state = Actor(f"Military Forces of {name}", "state forces", country, "perpetrator")
    if kind in ("Peaceful protest", "Protest with intervention", "Violent demonstration", "Arrests"):
        police = Actor(f"Police Forces of {name}", "state forces", country, "participant")
        return police, Actor(f"Protesters ({name})", "protesters", country, "participant")
    if not groups or chance.random() < 0.3:
        return state, Actor(f"Civilians ({name})", "civilians", country, "victim")
    group = chance.choice(groups)
    if chance.random() < 0.5:
        return state, Actor(group, "rebel group", country, "target")
    return Actor(group, "rebel group", country, "perpetrator"), Actor(state.name, state.type, country, "target")
