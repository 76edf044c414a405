"""Incidents as flat rows for tables and files of other programs, and back.

Every scalar has a column of its own that a person can read and change. The column ``details`` has
as JSON what does not fit into one cell: actors, excerpts, reasons and other places.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from geo.articles.tables import AcledCountry
from geo.contract import day_to_json, incident_from_json, incident_to_json, place_to_json
from geo.records import EVENT_TYPE_OF, Actor, Article, Excerpt, Incident, Place

Row = dict[str, Any]
Articles = Mapping[str, Article]

COLUMNS = (
    *("id", "event_type", "sub_event_type", "status", "attribution", "date_start", "date_end", "date_precision"),
    *("place", "relation", "latitude", "longitude", "radius_km", "place_precision", "country_code", "admin1"),
    *("geonameid", "level", "actors", "fatalities_low", "fatalities_best", "fatalities_high", "injured"),
    *("confidence", "reports", "sources", "excerpts", "imported_from", "positions", "details"),
)
TEXTS = ("event_type", "sub_event_type", "status", "attribution", "date_precision")
COUNTS = ("fatalities_low", "fatalities_best", "fatalities_high", "injured")
WHOLE_NUMBERS = ("geonameid", *COUNTS, "reports")
NUMBERS = ("latitude", "longitude", "radius_km", "confidence")
DAYS = ("date_start", "date_end")

_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_SAFE_FORMULA = re.compile(r"^'+[=+\-@\t\r]")


def harmless(text: str) -> str:
    """The text so that a spreadsheet reads it as text: an apostrophe before what could start a formula."""
    return "'" + text if _FORMULA.match(text) else text


def as_written(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if _SAFE_FORMULA.match(text) else text


def to_row(incident: Incident, articles: Articles | None = None, rounding: str = "exact") -> Row:
    """The incident under ``COLUMNS``: numbers and days as such, None where nothing is known.

    ``rounding`` is how the positions were made coarser, for the column "positions".
    """
    place = incident.place
    details = incident_to_json(incident)
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "status": incident.status,
        "attribution": incident.attribution,
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "date_precision": incident.date_precision,
        "place": place.name if place else "",
        "relation": place.relation if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "place_precision": place.precision if place else "",
        "country_code": place.country_code if place else "",
        "admin1": place.admin1 if place else "",
        "geonameid": place.geonameid if place else None,
        "level": place.level if place else "",
        "actors": "; ".join(_actor_words(actor) for actor in incident.actors),
        "fatalities_low": incident.fatalities_low,
        "fatalities_best": incident.fatalities_best,
        "fatalities_high": incident.fatalities_high,
        "injured": incident.injured,
        "confidence": incident.confidence,
        "reports": len(incident.excerpts),
        "sources": "; ".join(sources_of(incident, articles or {})),
        "excerpts": "\n\n".join(excerpt.text for excerpt in incident.excerpts),
        "imported_from": incident.source,
        "positions": rounding if rounding == "exact" else f"rounded: {rounding}",
        "details": json.dumps({name: details[name] for name in ("actors", "excerpts", "reasons", "alternatives")}),
    }


def from_row(row: Mapping[str, Any]) -> Incident:
    """The incident of a row that ``to_row`` made, in which texts, numbers or days may have been changed.

    Raises ``ValueError`` that names the column when a value can't be read.
    """
    try:
        details = json.loads(row.get("details") or "{}")
    except json.JSONDecodeError as error:
        raise ValueError(f"details: not JSON ({error})") from error
    if not row.get("id"):
        raise ValueError("id: missing")
    place = place_from_row(row)
    return incident_from_json(
        {name: str(row.get(name) or "") for name in TEXTS}
        | {name: day_to_json(to_day(name, row.get(name))) for name in DAYS}
        | {name: to_count(name, row.get(name)) for name in COUNTS}
        | details
        | {
            "id": str(row["id"]),
            "place": place_to_json(place) if place else None,
            "confidence": to_number("confidence", row.get("confidence")) or 0.0,
            "source": str(row.get("imported_from") or ""),
        }
    )


def place_from_row(row: Mapping[str, Any]) -> Place | None:
    """The place of a row, None when it has no coordinates."""
    latitude, longitude = (to_number(name, row.get(name)) for name in ("latitude", "longitude"))
    if latitude is None or longitude is None:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"latitude, longitude: {latitude}, {longitude} is not a place on earth")
    return Place(
        str(row.get("place") or ""),
        latitude,
        longitude,
        to_number("radius_km", row.get("radius_km")) or 0.0,
        str(row.get("place_precision") or "exact"),
        str(row.get("country_code") or ""),
        str(row.get("admin1") or ""),
        to_count("geonameid", row.get("geonameid")),
        str(row.get("relation") or ""),
        str(row.get("level") or ""),
    )


def sources_of(incident: Incident, articles: Articles) -> list[str]:
    """Who reported the incident, each once: the article's source, its address or its id."""
    found = []
    for excerpt in incident.excerpts:
        article = articles.get(excerpt.article_id)
        words = [article.source, article.url] if article else []
        found.append(" ".join(word for word in words if word) or excerpt.article_id)
    return list(dict.fromkeys(found)) or ([incident.source] if incident.source else [])


def to_day(name: str, value: Any) -> date | None:
    """A day of a cell: an ISO text, a date, or nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"{name}: {value!r} is not a day; write it as 2020-01-04") from None


def to_number(name: str, value: Any) -> float | None:
    """A number of a cell, None for an empty one."""
    if value is None or value == "" or value != value:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: {value!r} is not a number") from None
    if not math.isfinite(number):
        raise ValueError(f"{name}: {value!r} is not a number")
    return number


def to_count(name: str, value: Any) -> int | None:
    """A whole number of a cell, None for an empty one."""
    number = to_number(name, value)
    return None if number is None else int(number)


def _actor_words(actor: Actor) -> str:
    return f"{actor.name} ({actor.role})" if actor.role else actor.name


# ACLED's columns

ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
POLITICAL_VIOLENCE = ("Battles", "Explosions/Remote violence", "Violence against civilians")
SECOND_ROLES = ("target", "victim")
TAGGED = ("status", "attribution", "date_end", "date_precision", "radius_km", "place_precision", "relation", "injured")


def to_acled(
    incident: Incident, articles: Articles, countries: Mapping[str, AcledCountry], rounding: str = "exact"
) -> Row:
    """The incident in ACLED's columns; what they have no place for is in ``tags`` as ``name=value``.

    Source of the columns and of the precision codes: ACLED codebook, 2024 edition.
    """
    row = to_row(incident, articles, rounding)
    second = [actor for actor in incident.actors if actor.role in SECOND_ROLES]
    first = [actor for actor in incident.actors if actor.role not in SECOND_ROLES]
    sides = (first or second)[:1], (second if first else second[1:])[:1] or first[1:2]
    one, two = (side[0] if side else Actor("") for side in sides)
    rest_one = [actor.name for actor in first if actor not in (one, two)]
    rest_two = [actor.name for actor in second if actor not in (one, two)]
    interaction = "-".join(kind for kind in (one.type.capitalize(), two.type.capitalize()) if kind)
    place, day = incident.place, incident.date_start
    code = place.country_code if place else ""
    country = countries.get(code, AcledCountry(0, "", code))
    return dict.fromkeys(ACLED_COLUMNS, "") | {
        "event_id_cnty": incident.id,
        "event_date": day or "",
        "year": day.year if day else "",
        "time_precision": _time_precision(incident.date_precision),
        "disorder_type": _disorder_type(incident),
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "actor1": one.name,
        "assoc_actor_1": "; ".join(rest_one),
        "inter1": one.type.capitalize(),
        "actor2": two.name,
        "assoc_actor_2": "; ".join(rest_two),
        "inter2": two.type.capitalize(),
        "interaction": interaction,
        "civilian_targeting": "Civilian targeting" if two.type.startswith("civilian") else "",
        "iso": country.iso or "",
        "region": country.region,
        "country": country.name,
        "admin1": place.admin1 if place else "",
        "location": place.name if place else "",
        "latitude": place.latitude if place else "",
        "longitude": place.longitude if place else "",
        "geo_precision": _geo_precision(place.precision) if place else "",
        "source": row["sources"],
        "notes": row["excerpts"],
        "fatalities": "" if incident.fatalities_best is None else incident.fatalities_best,
        "tags": "; ".join(f"{name}={row[name]}" for name in (*TAGGED, "positions") if row[name] not in (None, "")),
    }


def from_acled(row: Mapping[str, Any], country_codes: Mapping[str, str] | None = None) -> Incident:
    """The incident of a row in ACLED's columns, ACLED's own or this program's.

    ACLED's own rows have no tags of ours: they happened, on that day or within that week or month.
    ``country_codes`` are two-letter codes by the country's name in lower case.
    """
    pairs = (pair.partition("=") for pair in str(row.get("tags") or "").split("; "))
    tags = {name: value for name, sign, value in pairs if sign and name in TAGGED}
    day = to_day("event_date", row.get("event_date"))
    precision = tags.get("date_precision") or {"1": "day", "2": "week", "3": "month"}.get(
        str(row.get("time_precision") or ""), "day" if day else "unknown"
    )
    place_precision = {"1": "city", "2": "near", "3": "admin1"}.get(str(row.get("geo_precision") or ""), "city")
    radius = {"1": 5.0, "2": 25.0, "3": 100.0}.get(str(row.get("geo_precision") or ""), 5.0)
    sub_event_type = str(row.get("sub_event_type") or "")
    country = str(row.get("country") or "")
    deaths = to_count("fatalities", row.get("fatalities"))
    identifier = str(row.get("event_id_cnty") or "")
    if not identifier:
        raise ValueError("event_id_cnty: missing")
    flat = {
        **row,
        "radius_km": radius,
        "place_precision": place_precision,
        **tags,
        "place": row.get("location"),
        "country_code": (country_codes or {}).get(country.lower(), country if len(country) == 2 else ""),
    }
    actors = [(row.get("actor1"), row.get("inter1"), "perpetrator"), (row.get("actor2"), row.get("inter2"), "target")]
    notes = str(row.get("notes") or "")
    excerpt = Excerpt(identifier, 0, len(notes), notes, fatalities=deaths)
    return Incident(
        id=identifier,
        event_type=EVENT_TYPE_OF.get(sub_event_type, str(row.get("event_type") or "Other incident")),
        sub_event_type=sub_event_type,
        status=tags.get("status", "occurred"),
        attribution=tags.get("attribution", "fact"),
        date_start=day,
        date_end=to_day("date_end", tags.get("date_end")) if tags else day,
        date_precision=precision,
        place=place_from_row(flat),
        actors=tuple(Actor(str(name), str(kind or "").lower(), "", role) for name, kind, role in actors if name),
        fatalities_low=deaths,
        fatalities_best=deaths,
        fatalities_high=deaths,
        injured=to_count("injured", tags.get("injured")),
        excerpts=(excerpt,) if notes else (),
        confidence=1.0,
        source=str(row.get("source") or "ACLED"),
    )


def _time_precision(precision: str) -> int:
    return {"day": 1, "few_days": 2, "week": 2}.get(precision, 3)


def _geo_precision(precision: str) -> int:
    return {"exact": 1, "city": 1, "near": 2, "admin2": 2}.get(precision, 3)


def _disorder_type(incident: Incident) -> str:
    if incident.event_type in POLITICAL_VIOLENCE or incident.sub_event_type == "Mob violence":
        return "Political violence"
    if incident.event_type in ("Protests", "Riots"):
        return "Demonstrations"
    return incident.event_type if incident.event_type == "Strategic developments" else ""
