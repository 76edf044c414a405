"""Incidents made by hand for the tests of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.records import Actor, Article, Excerpt, Incident, Place, Reading
from geo.store.store import Store, open_store
from geo.view.view import Incidents, to_incidents

BAGHDAD = Place("Baghdad", 33.3406, 44.4009, 8, "city", "IQ", "Baghdad", 98182)
NAJAF = Place("Najaf", 31.9960, 44.3140, 8, "city", "IQ", "Najaf", 98860)
IRAN = Place("Iran", 32.0, 53.0, 700, "country", "IR")
SUVA = Place("Suva", -18.1416, 178.4415, 5, "city", "FJ")
APIA = Place("Apia", -13.8333, -171.7667, 5, "city", "WS")


def article(number: int, text: str, source: str = "Example Agency", title: str = "", url: str = "") -> Article:
    """An article published on 4 January 2020."""
    return Article(f"a{number}", text, title or f"Title {number}", date(2020, 1, 4), source, url)


def incident(number: int, text: str = "Rockets fell near the town.", place: Place | None = BAGHDAD) -> Incident:
    """A shelling on 3 January 2020, reported by one excerpt that is the whole text of its article."""
    return Incident(
        id=f"i{number}",
        event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack",
        status="occurred",
        attribution="claimed",
        date_start=date(2020, 1, 3),
        date_end=date(2020, 1, 3),
        date_precision="day",
        place=place,
        actors=(
            Actor("United States", "state forces", "US", "perpetrator"),
            Actor("Hashd al-Shaabi", "militia", "IQ", "target"),
        ),
        fatalities_low=2,
        fatalities_best=3,
        fatalities_high=5,
        injured=None,
        excerpts=(Excerpt(f"a{number}", 0, len(text), text, trigger=(0, min(7, len(text)))),),
        confidence=0.9,
        reasons=("kind: 'rockets'",),
    )


def several() -> list[Incident]:
    """Seven incidents that differ in what the filters ask for."""
    first = incident(1)
    protest = replace(
        incident(2, "Crowds marched in Najaf.", NAJAF),
        event_type="Protests",
        sub_event_type="Peaceful protest",
        actors=(Actor("Crowds", "protesters", "IQ", "participant"),),
        fatalities_low=None,
        fatalities_best=None,
        fatalities_high=None,
    )
    planned = replace(incident(3, "Talks are planned in Baghdad."), status="planned", date_end=date(2020, 1, 9))
    threat = replace(incident(4, "Iran threatened a strike.", IRAN), status="threatened")
    whole = replace(incident(5, "Iran was shaken.", IRAN), date_precision="unknown", date_start=None, date_end=None)
    nowhere = replace(incident(6, "A bomb went off.", None), date_start=date(2020, 1, 1), date_end=date(2020, 1, 5))
    reverse = replace(
        incident(7, "Militia fired at a base in Baghdad.", replace(BAGHDAD, latitude=33.3450)),
        actors=(
            Actor("Hashd al-Shaabi", "militia", "IQ", "perpetrator"),
            Actor("United States", "state forces", "US", "target"),
        ),
    )
    return [first, protest, planned, threat, whole, nowhere, reverse]


def never_the_same(incident: Incident, neighbours: Sequence[Incident]) -> Incident | None:
    """Keeps incidents apart that are made to look alike."""
    return None


def stored(folder: Path, incidents: list[Incident], **about: str) -> Store:
    """A store with each incident reported by an article of its own."""
    store = open_store(str(folder / "incidents.db"), find_same=never_the_same)
    for number, one in enumerate(incidents, 1):
        store.load(Reading(article(number, one.excerpts[0].text, **about), (), (one,)))
    return store


def in_memory(folder: Path, incidents: list[Incident]) -> Incidents:
    """The same as columns."""
    store = stored(folder, incidents)
    columns = to_incidents(store.frame())
    store.close()
    return columns
