"""Records as rows of a database, and back."""

from __future__ import annotations

import json
import math
from typing import Any

from geo.contract import (
    day_from_json,
    day_to_json,
    incident_from_json,
    incident_to_json,
    place_from_json,
    place_to_json,
)
from geo.records import Actor, Article, DateSpan, Incident, Mention, Place

Row = dict[str, Any]


def clean(text: str) -> str:
    """The text without what databases refuse (zero bytes, lone surrogates), of the same length."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_text(incident: Incident) -> str:
    """The incident as text from which ``from_text`` makes it again."""
    return json.dumps(incident_to_json(incident), separators=(",", ":"))


def from_text(record: str) -> Incident:
    """The incident that ``to_text`` wrote."""
    return incident_from_json(json.loads(record))


def article_row(article: Article, digest: str) -> Row:
    """The row of an article."""
    return {
        "id": article.id,
        "title": clean(article.title),
        "published": article.published,
        "source": clean(article.source),
        "url": clean(article.url),
        "digest": digest,
        "text": clean(article.text),
    }


def to_article(row: Any) -> Article:
    """The article of a row."""
    return Article(row.id, row.text, row.title, row.published, row.source, row.url)


def incident_row(incident: Incident) -> Row:
    """The columns of an incident by which it is filtered and found."""
    place = incident.place
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "status": incident.status,
        "attribution": incident.attribution,
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "date_precision": incident.date_precision,
        "cell": grid_cell(place.latitude, place.longitude) if place else None,
        "place_name": clean(place.name) if place else "",
        "relation": clean(place.relation) if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "place_precision": place.precision if place else "",
        "country_code": place.country_code if place else "",
        "admin1": clean(place.admin1) if place else "",
        "fatalities_low": incident.fatalities_low,
        "fatalities_best": incident.fatalities_best,
        "fatalities_high": incident.fatalities_high,
        "injured": incident.injured,
        "confidence": incident.confidence,
        "reports": len(incident.excerpts),
        "source": clean(incident.source),
    }


def actor_row(number: int, position: int, actor: Actor) -> Row:
    """The row of one of an incident's actors."""
    return {
        "incident": number,
        "position": position,
        "name": clean(actor.name),
        "role": actor.role,
        "type": clean(actor.type),
        "country_code": actor.country_code,
    }


def mention_row(article_id: str, position: int, mention: Mention) -> Row:
    """The row of a mention."""
    return {
        "article_id": article_id,
        "position": position,
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "name": clean(mention.name),
        "record": mention_to_text(mention),
    }


def mention_to_text(mention: Mention) -> str:
    """The mention as text from which ``to_mention`` makes it again."""
    span, actor = mention.date, mention.actor
    value = {
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "role": mention.role,
        "confidence": mention.confidence,
        "place": place_to_json(mention.place) if mention.place else None,
        "date": [day_to_json(span.start), day_to_json(span.end), span.precision, span.anchor, span.relative_days]
        if span
        else None,
        "actor": [actor.name, actor.type, actor.country_code, actor.role] if actor else None,
        "reasons": mention.reasons,
        "alternatives": [place_to_json(place) for place in mention.alternatives],
    }
    return json.dumps(value, separators=(",", ":"))


def to_mention(article_id: str, record: str) -> Mention:
    """The mention that ``mention_to_text`` wrote."""
    value = json.loads(record)
    place: Place | None = place_from_json(value["place"]) if value["place"] else None
    span = None
    if value["date"]:
        start, end, *rest = value["date"]
        span = DateSpan(day_from_json(start), day_from_json(end), *rest)
    return Mention(
        article_id=article_id,
        kind=value["kind"],
        start=value["start"],
        end=value["end"],
        text=value["text"],
        name=value["name"],
        role=value["role"],
        confidence=value["confidence"],
        place=place,
        date=span,
        actor=Actor(*value["actor"]) if value["actor"] else None,
        reasons=tuple(value["reasons"]),
        alternatives=tuple(place_from_json(other) for other in value["alternatives"]),
    )


def grid_cell(latitude: float, longitude: float) -> int:
    """The number of the one-degree cell that holds a point."""
    row = min(max(math.floor(latitude) + 90, 0), 179)
    return row * 360 + math.floor(longitude + 180) % 360


def cells_around(latitude: float, longitude: float) -> list[int]:
    """The cells within about a hundred kilometres of a point, over the date line and near the poles too."""
    row = min(max(math.floor(latitude) + 90, 0), 179)
    nearest_pole = min(90.0, max(abs(latitude) + 1, 0.0))
    width = 180 if nearest_pole >= 89 else min(180, math.ceil(1 / math.cos(math.radians(nearest_pole))))
    column = math.floor(longitude + 180)
    columns = {(column + step) % 360 for step in range(-width, width + 1)}
    return [near * 360 + one for near in range(max(row - 1, 0), min(row + 1, 179) + 1) for one in sorted(columns)]
