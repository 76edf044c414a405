"""Mentions and incidents as the JSON that leaves the program, and back.

The field names are a promise to everything that reads the output; fields may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geo.records import Actor, Excerpt, Incident, Mention, Place, Span

Json = dict[str, Any]


def day_to_json(day: date | None) -> str | None:
    """An ISO day, or None."""
    return day.isoformat() if day else None


def day_from_json(text: str | None) -> date | None:
    """The day of an ISO string, or None; raises ValueError when it is no day."""
    return date.fromisoformat(text) if text else None


def mention_to_json(mention: Mention) -> Json:
    """One mention as the contract has it, with the fields of its kind."""
    row: Json = {
        "article_id": mention.article_id,
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "confidence": round(mention.confidence, 3),
    }
    if mention.kind == "place":
        place = mention.place
        row |= {
            "role": mention.role,
            "name": place.name if place else mention.name or mention.text,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "country_code": place.country_code if place else None,
            "geonameid": place.geonameid if place else None,
            "precision": place.precision if place else None,
            "radius_km": place.radius_km if place else None,
            "alternatives": [place_to_json(other) for other in mention.alternatives],
        }
    elif mention.kind == "date":
        span = mention.date
        row |= {
            "date_start": day_to_json(span.start) if span else None,
            "date_end": day_to_json(span.end) if span else None,
            "precision": span.precision if span else "unknown",
        }
    elif mention.kind == "actor":
        actor = mention.actor
        row |= {
            "name": actor.name if actor else mention.name,
            "type": actor.type if actor else "",
            "country_code": actor.country_code if actor else "",
        }
    else:
        row["name"] = mention.name
    row["reasons"] = list(mention.reasons)
    return row


def place_to_json(place: Place) -> Json:
    """A place with latitude and longitude in degrees and its radius in kilometres."""
    return {
        "name": place.name,
        "relation": place.relation,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": place.radius_km,
        "precision": place.precision,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "level": place.level,
    }


def place_from_json(row: Mapping[str, Any]) -> Place:
    """The Place that ``place_to_json`` wrote."""
    return Place(
        name=row["name"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        radius_km=row["radius_km"],
        precision=row["precision"],
        country_code=row.get("country_code") or "",
        admin1=row.get("admin1") or "",
        geonameid=row.get("geonameid"),
        relation=row.get("relation") or "",
        level=row.get("level") or "",
    )


def excerpt_to_json(excerpt: Excerpt) -> Json:
    """An excerpt with its spans as [start, end] and this report's own words on the incident."""
    return {
        "article_id": excerpt.article_id,
        "start": excerpt.start,
        "end": excerpt.end,
        "text": excerpt.text,
        "trigger": list(excerpt.trigger) if excerpt.trigger else None,
        "place": list(excerpt.place) if excerpt.place else None,
        "date": list(excerpt.date) if excerpt.date else None,
        "actors": [list(span) for span in excerpt.actors],
        "status": excerpt.status,
        "attribution": excerpt.attribution,
        "attributed_to": excerpt.attributed_to,
        "date_start": day_to_json(excerpt.date_start),
        "date_end": day_to_json(excerpt.date_end),
        "place_name": excerpt.place_name,
        "fatalities": excerpt.fatalities,
        "injured": excerpt.injured,
        "relative_days": excerpt.relative_days,
    }


def _span(pair: list[int] | None) -> Span | None:
    return (pair[0], pair[1]) if pair else None


def excerpt_from_json(row: Mapping[str, Any]) -> Excerpt:
    """The Excerpt that ``excerpt_to_json`` wrote."""
    return Excerpt(
        article_id=row["article_id"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        trigger=_span(row.get("trigger")),
        place=_span(row.get("place")),
        date=_span(row.get("date")),
        actors=tuple((start, end) for start, end in row.get("actors") or ()),
        status=row.get("status") or "",
        attribution=row.get("attribution") or "",
        attributed_to=row.get("attributed_to") or "",
        date_start=day_from_json(row.get("date_start")),
        date_end=day_from_json(row.get("date_end")),
        place_name=row.get("place_name") or "",
        fatalities=row.get("fatalities"),
        injured=row.get("injured"),
        relative_days=row.get("relative_days"),
    )


def incident_to_json(incident: Incident) -> Json:
    """One incident as the contract has it."""
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "status": incident.status,
        "attribution": incident.attribution,
        "date_start": day_to_json(incident.date_start),
        "date_end": day_to_json(incident.date_end),
        "date_precision": incident.date_precision,
        "place": place_to_json(incident.place) if incident.place else None,
        "actors": [
            {"name": actor.name, "role": actor.role, "type": actor.type, "country_code": actor.country_code}
            for actor in incident.actors
        ],
        "fatalities_low": incident.fatalities_low,
        "fatalities_best": incident.fatalities_best,
        "fatalities_high": incident.fatalities_high,
        "injured": incident.injured,
        "excerpts": [excerpt_to_json(excerpt) for excerpt in incident.excerpts],
        "confidence": incident.confidence,
        "reasons": list(incident.reasons),
        "alternatives": [place_to_json(place) for place in incident.alternatives],
        "source": incident.source,
    }


def incident_from_json(row: Mapping[str, Any]) -> Incident:
    """The Incident that ``incident_to_json`` wrote."""
    return Incident(
        id=row["id"],
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        status=row["status"],
        attribution=row["attribution"],
        date_start=day_from_json(row.get("date_start")),
        date_end=day_from_json(row.get("date_end")),
        date_precision=row["date_precision"],
        place=place_from_json(row["place"]) if row.get("place") else None,
        actors=tuple(
            Actor(actor["name"], actor.get("type") or "", actor.get("country_code") or "", actor.get("role") or "")
            for actor in row.get("actors") or ()
        ),
        fatalities_low=row.get("fatalities_low"),
        fatalities_best=row.get("fatalities_best"),
        fatalities_high=row.get("fatalities_high"),
        injured=row.get("injured"),
        excerpts=tuple(excerpt_from_json(excerpt) for excerpt in row.get("excerpts") or ()),
        confidence=row["confidence"],
        reasons=tuple(row.get("reasons") or ()),
        alternatives=tuple(place_from_json(place) for place in row.get("alternatives") or ()),
        source=row.get("source") or "",
    )
