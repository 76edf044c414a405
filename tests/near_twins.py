"""Made-up incidents that look alike: many in the same three cities and the same week, some of them reported twice.

A second report tells the same incident with a later toll, and now and then without its site, its day or who did it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.records import EVENT_TYPE_OF, Actor, Excerpt, Incident, Place

MONDAY = date(2024, 3, 4)
CITIES = (
    Place("Karun", 32.0, 48.0, 12.0, "city", "IR", "Khorzan", 11),
    Place("Basmat", 30.5, 47.8, 10.0, "city", "IR", "Khorzan", 12),
    Place("Dehral", 29.0, 66.0, 15.0, "city", "PK", "Balur", 13),
)
DISTRICTS = (
    "Adhar", "Bahrin", "Chamsar", "Dorvish", "Elgan", "Farouz", "Gulistan", "Hamrin", "Istalif", "Jalduz",
    "Karsaz", "Lashkor", "Mirdan", "Nasrabad", "Ormara", "Pishkan", "Qarabad", "Ravand", "Saddar", "Tangir",
)  # fmt: skip
SITES = (
    "a market", "a police station", "a checkpoint", "a mosque", "a school", "a bus", "a hotel", "a hospital",
    "a bakery", "an army base", "a bridge", "a court", "a train", "a convoy", "a refinery", "a church",
    "a prison", "a wedding", "a farm", "a stadium",
)  # fmt: skip
KINDS = {
    "Remote explosive/landmine/IED": ("A bomb went off at {site}", "bomb"),
    "Suicide bomb": ("A suicide bomber struck {site}", "suicide bomber"),
    "Attack": ("Gunmen attacked {site}", "attacked"),
    "Armed clash": ("Fighting broke out at {site}", "Fighting"),
    "Air/drone strike": ("A drone strike hit {site}", "drone strike"),
    "Shelling/artillery/missile attack": ("Rockets landed on {site}", "Rockets"),
    "Abduction/forced disappearance": ("Gunmen abducted {count} people at {site}", "abducted"),
    "Peaceful protest": ("Hundreds of people marched to {site}", "marched"),
    "Arrests": ("Police arrested {count} men in a raid on {site}", "arrested"),
}
BLOODLESS = frozenset({"Abduction/forced disappearance", "Peaceful protest", "Arrests"})
GROUPS = ("Karun Liberation Front", "Army of the South", "Sons of Dehral", "Islamic State", "Border Guards")
PEOPLE = ("people", "shoppers", "soldiers", "policemen", "worshippers", "civilians", "students", "labourers")


@dataclass(frozen=True)
class Fact:
    """What happened, whoever reports it."""

    number: int
    kind: str
    city: Place
    district: str
    site: str
    day: date
    deaths: int | None
    injured: int | None
    count: int
    people: str
    doer: str


def facts(amount: int, seed: int) -> Iterator[Fact]:
    """Different incidents: no two share kind, city, day and site."""
    chance = random.Random(seed)
    seen: set[tuple[str, str, date, str]] = set()
    while len(seen) < amount:
        kind = chance.choice(list(KINDS))
        city, day, site = chance.choice(CITIES), MONDAY + timedelta(chance.randrange(7)), chance.choice(SITES)
        if (kind, city.name, day, site) in seen:
            continue
        seen.add((kind, city.name, day, site))
        deaths = None if kind in BLOODLESS or chance.random() < 0.25 else min(int(chance.lognormvariate(1.2, 1.1)), 200)
        yield Fact(
            len(seen), kind, city, chance.choice(DISTRICTS), site, day, deaths,
            chance.randrange(2, 60) if deaths and chance.random() < 0.5 else None,
            chance.randrange(2, 60), chance.choice(PEOPLE), chance.choice(GROUPS) if chance.random() < 0.5 else "",
        )  # fmt: skip


def first_report(fact: Fact) -> Incident:
    """What the first article says of a fact."""
    return _report(fact, f"a{fact.number}", fact.site, fact.district, fact.day, fact.deaths, fact.doer)


def second_report(fact: Fact, chance: random.Random) -> Incident:
    """What a later article says of the same fact, less exact in one thing or another."""
    deaths = fact.deaths
    if deaths and chance.random() < 0.6:
        deaths += chance.randrange(0, 1 + max(1, deaths // 3))
    report = _report(
        fact,
        f"b{fact.number}",
        fact.site if chance.random() < 0.8 else "a building",
        fact.district if chance.random() < 0.6 else "",
        fact.day if chance.random() < 0.8 else None,
        deaths,
        fact.doer if chance.random() < 0.8 else "",
    )
    if chance.random() < 0.15:
        province = replace(fact.city, name=fact.city.admin1, precision="admin1", radius_km=120.0, geonameid=90)
        report = replace(report, place=province)
    return report


def _report(
    fact: Fact, article: str, site: str, district: str, day: date | None, deaths: int | None, doer: str
) -> Incident:
    pattern, trigger = KINDS[fact.kind]
    text = pattern.format(site=site, count=fact.count)
    text += f" in the {district} district of {fact.city.name}" if district else f" in {fact.city.name}"
    text += f" on {day:%A}" if day else ""
    text += f", killing {deaths} {fact.people}" if deaths else ""
    text += f" and wounding {fact.injured}" if deaths and fact.injured else ""
    text += f". It was blamed on the {doer}." if doer else "."
    at = text.index(trigger)
    excerpt = Excerpt(
        article,
        0,
        len(text),
        text,
        (at, at + len(trigger)),
        status="occurred",
        date_start=day,
        date_end=day,
        fatalities=deaths,
    )
    actors = [Actor(doer, "rebel group", fact.city.country_code, "perpetrator")] if doer else []
    if deaths:
        actors.append(Actor(fact.people, "civilians", "", "victim"))
    told = fact.day + timedelta(1)
    return Incident(
        article, EVENT_TYPE_OF[fact.kind], fact.kind, "occurred", "fact", day, day or told,
        "day" if day else "on_or_before", fact.city, tuple(actors), deaths, deaths, deaths,
        fact.injured if deaths else None, (excerpt,), 0.8,
    )  # fmt: skip
