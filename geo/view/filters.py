"""What a person asked to see, and the same as an address and as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geo.records import ACTOR_ROLES, STATUSES

Query = Mapping[str, str | Sequence[str]]
Corner = tuple[float, float]

SHOWN_STATUSES = ("occurred", "ongoing", "planned")
"""What the map shows until a person asks for more."""

ACTOR_PARTS: dict[str, tuple[str, ...]] = {
    "either": ACTOR_ROLES,
    "did": ("perpetrator",),
    "suffered": ("target", "victim"),
}
"""The part that the chosen actors played, to the roles that count as it."""

LISTS = ("actors", "kinds", "countries", "statuses", "attributions", "sources")


@dataclass(frozen=True, slots=True)
class Filters:
    """All that narrows a view. An empty tuple, None or "" asks for nothing in particular.

    ``kinds`` holds event types and sub-event types. ``area`` is the outline that a person drew, corners
    as latitude and longitude.
    """

    actors: tuple[str, ...] = ()
    part: str = "either"
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = SHOWN_STATUSES
    attributions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    within_km: float | None = None
    words: str = ""
    area: tuple[Corner, ...] = ()

    def to_query(self) -> dict[str, list[str]]:
        """The address that shows this view; what is as by default is left out."""
        query: dict[str, list[str]] = {}
        for name in LISTS:
            values = getattr(self, name)
            if values != getattr(_DEFAULT, name):
                query[name] = list(values) or ["any"]
        for name in ("date_from", "date_to"):
            day = getattr(self, name)
            if day:
                query[name] = [day.isoformat()]
        if self.part != _DEFAULT.part:
            query["part"] = [self.part]
        if self.within_km is not None:
            query["within_km"] = [f"{self.within_km:g}"]
        if self.words:
            query["words"] = [self.words]
        if self.area:
            query["area"] = [" ".join(f"{latitude:.4f},{longitude:.4f}" for latitude, longitude in self.area)]
        return query

    @classmethod
    def from_query(cls, query: Query) -> Filters:
        """The view that an address asks for. What an address says wrongly counts as not said."""
        many = {name: _many(query, name) for name in LISTS if name in query}
        lists = {name: () if values == ("any",) else values for name, values in many.items()}
        if "statuses" in lists:
            lists["statuses"] = tuple(value for value in lists["statuses"] if value in STATUSES)
        part = _one(query, "part")
        return cls(
            **lists,
            part=part if part in ACTOR_PARTS else _DEFAULT.part,
            date_from=_day(_one(query, "date_from")),
            date_to=_day(_one(query, "date_to")),
            within_km=_number(_one(query, "within_km")),
            words=_one(query, "words"),
            area=_corners(_one(query, "area")),
        )

    def active(self) -> list[tuple[str, str, str]]:
        """What narrows this view, as (field, value, words for a person), one for each thing to take away."""
        found = []
        parts = {"either": "Actor", "did": "Done by", "suffered": "Done to"}
        labels = {
            "actors": parts[self.part],
            "kinds": "Kind",
            "countries": "Country",
            "attributions": "Who did it",
            "sources": "Source",
        }
        for name, label in labels.items():
            found += [(name, value, f"{label}: {value}") for value in getattr(self, name)]
        if self.statuses != _DEFAULT.statuses:
            found.append(("statuses", "", "Status: " + (", ".join(self.statuses) or "any")))
        if self.date_from:
            found.append(("date_from", "", f"From {self.date_from.isoformat()}"))
        if self.date_to:
            found.append(("date_to", "", f"To {self.date_to.isoformat()}"))
        if self.within_km is not None:
            found.append(("within_km", "", f"Known to within {self.within_km:g} km"))
        if self.words:
            found.append(("words", "", f"Words: {self.words}"))
        if self.area:
            found.append(("area", "", "Inside the outline on the map"))
        return found

    def without(self, field: str, value: str = "") -> Filters:
        """The same view with one thing taken away, as ``active`` names it."""
        if value:
            return self.with_value(field, tuple(other for other in getattr(self, field) if other != value))
        return self.with_value(field, getattr(_DEFAULT, field))

    def with_value(self, field: str, value: Any) -> Filters:
        """The same view with one field set."""
        return replace(self, **{field: value})

    def in_words(self, country_name: Mapping[str, str] | None = None) -> str:
        """The view in one line for a title or a caption; "" when nothing narrows it."""
        names = country_name or {}
        said = []
        for field, value, words in self.active():
            said.append(f"Country: {names.get(value, value)}" if field == "countries" else words)
        return " · ".join(said)


_DEFAULT = Filters()


def _many(query: Query, name: str) -> tuple[str, ...]:
    """All values of one name of an address, each once."""
    values = query.get(name, ())
    listed: Iterable[str] = [values] if isinstance(values, str) else values
    return tuple(dict.fromkeys(value for value in listed if value))


def _one(query: Query, name: str) -> str:
    """The last value of one name of an address, "" without one."""
    values = _many(query, name)
    return values[-1] if values else ""


def _day(text: str) -> date | None:
    """An ISO day, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    """A number that is not negative, None for anything else."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _corners(text: str) -> tuple[Corner, ...]:
    """The corners of an outline, () unless there are three or more good ones."""
    corners = []
    for pair in text.split():
        latitude, _, longitude = pair.partition(",")
        try:
            corners.append((float(latitude), float(longitude)))
        except ValueError:
            return ()
    good = len(corners) >= 3 and all(abs(y) <= 90 and abs(x) <= 540 for y, x in corners)
    return tuple(corners) if good else ()
