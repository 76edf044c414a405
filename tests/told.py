"""Incidents with one excerpt, made by hand for the tests of merging."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.records import EVENT_TYPE_OF, Actor, Excerpt, Incident, Place

MONDAY, TUESDAY = date(2024, 5, 6), date(2024, 5, 7)
LAGO = Place("Lago", 10.0, 20.0, 8.0, "city", "ML", "Mopti", 1)
AIRPORT = Place("Lago Airport", 10.1, 20.1, 2.0, "exact", "ML", "Mopti", 2)
BANDE = Place("Bande", 10.3, 20.0, 8.0, "city", "ML", "Mopti", 3)
MALI = Place("Mali", 17.0, -4.0, 900.0, "country", "ML", "", 4)
KEITA = Actor("Oumar Keita", "individual", "ML", "victim")
JNIM = Actor("JNIM", "rebel group", "ML", "perpetrator")


def told(
    text: str,
    trigger: str,
    kind: str = "Air/drone strike",
    day: date | None = None,
    place: Place | None = None,
    actors: tuple[Actor, ...] = (),
    deaths: int | None = None,
    status: str = "occurred",
    article: str = "a",
    offset: int = 0,
    relative: tuple[str, int] | None = None,
) -> Incident:
    """An incident with one excerpt, whose words begin at ``offset`` of the article."""
    start = offset + text.index(trigger)
    when = (offset + text.index(relative[0]), offset + text.index(relative[0]) + len(relative[0])) if relative else None
    excerpt = Excerpt(
        article, offset, offset + len(text), text, (start, start + len(trigger)), date=when, date_start=day,
        date_end=day, fatalities=deaths, status=status, relative_days=relative[1] if relative else None,
    )  # fmt: skip
    if place:
        excerpt = replace(excerpt, place=excerpt.trigger)
    return Incident(
        f"{article}{start}", EVENT_TYPE_OF[kind], kind, status, "unknown", day, day or TUESDAY,
        "day" if day else "on_or_before", place, actors, deaths, deaths, deaths, None, (excerpt,), 0.7,
    )  # fmt: skip


FIRST = told(
    "A drone strike killed Oumar Keita in Lago on Monday.", "drone strike", day=MONDAY, place=LAGO, actors=(KEITA,)
)
