"""All incidents in memory as columns of numbers, and which of them a person's filters let through.

Every word from a short list is a code: a filter looks for the word among the few hundred names and
then compares whole columns of small numbers, which takes milliseconds with a million incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.gazetteer.names import name_key
from geo.view.basemap import project
from geo.view.filters import ACTOR_PARTS, Filters
from geo.view.symbols import AREA_PRECISIONS, SYMBOLS

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]

NO_DAY = np.int32(np.iinfo(np.int32).min)
EPOCH = date(1970, 1, 1).toordinal()

FIELDS = ("actors", "kinds", "countries", "statuses", "attributions", "sources", "dates", "within_km", "words", "area")
"""What can narrow a view; each gives one mask."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: ``codes`` are positions in ``names``."""

    names: tuple[str, ...]
    codes: NDArray[Any]

    def code_of(self, wanted: Iterable[str]) -> NDArray[np.intp]:
        """The codes of some names; names that do not occur have none."""
        known = {name: code for code, name in enumerate(self.names)}
        return np.array([known[name] for name in wanted if name in known], dtype=np.intp)

    def among(self, wanted: Iterable[str]) -> Mask:
        """Which rows have one of the names."""
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[self.code_of(wanted)] = True
        return chosen[self.codes] if len(self.names) else np.zeros(len(self.codes), dtype=bool)

    def at(self, row: int) -> str:
        """The name in one row."""
        return self.names[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class Incidents:
    """All incidents as columns; row numbers are the same in each.

    Days count from 1970-01-01, ``NO_DAY`` where none is known; latitude and longitude are NaN
    without a place, and ``x`` and ``y`` are the same on the web map, 0 to 1 over the world. The
    ``actor_`` columns have one row for each part that an actor has in an incident, the ``excerpt_``
    columns one for each passage. ``reports`` counts the articles that report an incident, ``is_area``
    marks places known as an area only, ``kind`` is the position of the event type in ``SYMBOLS``.
    """

    ids: NDArray[Any]
    event_types: Words
    sub_event_types: Words
    statuses: Words
    attributions: Words
    date_precisions: Words
    places: Words
    place_precisions: Words
    countries: Words
    admin1: Words
    relations: Words
    sources: Words
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    is_area: Mask
    placed: Mask
    dated: Mask
    kind: NDArray[np.uint8]
    radius_km: NDArray[np.float64]
    first_day: Numbers
    last_day: Numbers
    deaths: NDArray[np.float64]
    confidence: NDArray[np.float64]
    reports: NDArray[np.int64]
    actor_incident: Numbers
    actors: Words
    actor_roles: Words
    actor_types: Words
    actor_again: Mask
    excerpt_incident: Numbers
    excerpt_article: Numbers
    excerpt_text: pa.Array
    excerpt_sources: Words
    revision: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    def row_of(self, incident_id: str) -> int | None:
        """The row of one incident, None when there is none of this id."""
        rows = np.flatnonzero(self.ids == incident_id)
        return int(rows[0]) if len(rows) else None


def to_incidents(tables: Any) -> Incidents:
    """The store's tables (see ``geo.store.store.Tables``) as columns of numbers."""
    rows, actors, excerpts, articles = tables.incidents, tables.actors, tables.excerpts, tables.articles
    first, last = _days(rows["date_start"]), _days(rows["date_end"])
    outlets = _words(articles["source"])
    report = excerpts["article_id"].cat.codes.to_numpy(np.int32)
    outlet_of = np.append(outlets.codes, len(outlets.names)).astype(np.int32)  # the last is for an article not stored
    latitude = rows["latitude"].to_numpy(np.float64, na_value=np.nan)
    longitude = rows["longitude"].to_numpy(np.float64, na_value=np.nan)
    on_map = project(latitude, longitude)
    types, place_precisions = _words(rows["event_type"]), _words(rows["place_precision"])
    known = list(SYMBOLS)
    return Incidents(
        ids=rows["id"].to_numpy(dtype=object),
        event_types=types,
        sub_event_types=_words(rows["sub_event_type"]),
        statuses=_words(rows["status"]),
        attributions=_words(rows["attribution"]),
        date_precisions=_words(rows["date_precision"]),
        places=_words(rows["place_name"]),
        place_precisions=place_precisions,
        countries=_words(rows["country_code"]),
        admin1=_words(rows["admin1"]),
        relations=_words(rows["relation"]),
        sources=_words(rows["source"]),
        latitude=latitude,
        longitude=longitude,
        x=on_map[:, 0].copy(),
        y=on_map[:, 1].copy(),
        is_area=place_precisions.among(AREA_PRECISIONS),
        placed=~np.isnan(latitude),
        dated=(first != NO_DAY) | (last != NO_DAY),
        kind=np.array([*(known.index(name) if name in known else len(known) - 1 for name in types.names), 0], np.uint8)[
            types.codes
        ],
        radius_km=rows["radius_km"].to_numpy(np.float64, na_value=np.nan),
        first_day=np.where(first == NO_DAY, last, first),
        last_day=np.where(last == NO_DAY, first, last),
        deaths=rows["fatalities_best"].to_numpy(np.float64, na_value=np.nan),
        confidence=rows["confidence"].to_numpy(np.float64),
        reports=_reports(rows["reports"].to_numpy(np.int64), excerpts["incident"].to_numpy(np.int64), report),
        actor_incident=actors["incident"].to_numpy(np.int32),
        actors=_words(actors["name"]),
        actor_roles=_words(actors["role"]),
        actor_types=_words(actors["type"]),
        actor_again=actors.duplicated(["incident", "name"]).to_numpy(),
        excerpt_incident=excerpts["incident"].to_numpy(np.int32),
        excerpt_article=report,
        excerpt_text=pa.array(excerpts["text"], pa.large_string()),
        excerpt_sources=Words((*outlets.names, ""), outlet_of[report]),
        revision=tables.revision,
    )


def _reports(passages: NDArray[np.int64], incident: NDArray[np.int64], article: Numbers) -> NDArray[np.int64]:
    """How many articles report each incident, from how many passages do: an article counts once."""
    several = passages[incident] > 1
    articles = int(article.max(initial=0)) + 2
    told = np.unique(incident[several] * articles + article[several] + 1) // articles
    return np.where(passages > 1, np.bincount(told, minlength=len(passages)), passages)


def _words(column: pd.Series[Any]) -> Words:
    """A column of categories, or of texts, as codes; what is missing is ""."""
    categories = column.astype("category").cat
    names = [str(name) for name in categories.categories]
    codes = categories.codes.to_numpy()
    if (codes < 0).any():
        names.append("")
        codes = np.where(codes < 0, len(names) - 1, codes)
    small = np.int16 if len(names) < 32_000 else np.int32
    return Words(tuple(names), codes.astype(small))


def _days(column: pd.Series[Any]) -> Numbers:
    """Days since 1970-01-01, ``NO_DAY`` for none."""
    days = column.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def to_day(number: int) -> date:
    """The calendar day of a day number."""
    return date.fromordinal(int(number) + EPOCH)


def from_day(day: date) -> int:
    """The day number of a calendar day."""
    return day.toordinal() - EPOCH


@dataclass(frozen=True, slots=True)
class Selection:
    """What the filters let through: ``shown`` marks the rows; ``but`` has, for each field, the rows let
    through by all the other filters, for the counts beside its choices."""

    shown: Mask
    but: dict[str, Mask]

    @property
    def rows(self) -> NDArray[np.intp]:
        """The row numbers let through, in the order of the table."""
        return np.flatnonzero(self.shown)


def select(incidents: Incidents, filters: Filters) -> Selection:
    """Which incidents pass all the filters, and which all but one."""
    masks = {field: mask for field in FIELDS if (mask := _mask(incidents, filters, field)) is not None}
    everything = np.ones(len(incidents), dtype=bool)
    if not masks:
        return Selection(everything, {})
    failed = np.zeros(len(incidents), dtype=np.uint8)
    for mask in masks.values():
        failed += ~mask
    but = {field: (failed == 0) | ((failed == 1) & ~mask) for field, mask in masks.items()}
    return Selection(failed == 0, but)


def _mask(incidents: Incidents, filters: Filters, field: str) -> Mask | None:
    """The rows that one field of the filters lets through; None when it asks for nothing."""
    if field == "dates":
        return _dates_mask(incidents, filters.date_from, filters.date_to)
    wanted = getattr(filters, field)
    if not wanted and wanted != 0:
        return None
    if field == "actors":
        return _actors_mask(incidents, filters)
    if field == "kinds":
        return incidents.event_types.among(wanted) | incidents.sub_event_types.among(wanted)
    if field == "sources":
        rows = incidents.excerpt_incident[incidents.excerpt_sources.among(wanted)]
        return incidents.sources.among(wanted) | _marked(len(incidents), rows)
    if field == "within_km":
        return np.asarray(incidents.radius_km <= wanted)
    if field == "words":
        return _words_mask(incidents, wanted)
    if field == "area":
        return inside(incidents.latitude, incidents.longitude, wanted)
    column: Words = getattr(incidents, field)
    return column.among(wanted)


def _marked(size: int, rows: NDArray[Any]) -> Mask:
    """A mask with some rows marked."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask


def _dates_mask(incidents: Incidents, first: date | None, last: date | None) -> Mask | None:
    """Incidents whose days may lie in a span; those without a day do not."""
    if first is None and last is None:
        return None
    mask = incidents.dated.copy()
    if first is not None:
        mask &= incidents.last_day >= from_day(first)
    if last is not None:
        mask &= incidents.first_day <= from_day(last)
    return mask


def _actors_mask(incidents: Incidents, filters: Filters) -> Mask:
    """Incidents in which one of the actors has the chosen part."""
    rows = incidents.actors.among(filters.actors)
    if filters.part != "either":
        rows &= incidents.actor_roles.among(ACTOR_PARTS[filters.part])
    return _marked(len(incidents), incidents.actor_incident[rows])


def _words_mask(incidents: Incidents, words: str) -> Mask:
    """Incidents of which one excerpt has all the words, in any order and case; "in quotes" is one phrase."""
    found = np.ones(len(incidents.excerpt_text), dtype=bool)
    for phrase in phrases(words):
        matches = pc.match_substring(incidents.excerpt_text, phrase, ignore_case=True)
        found &= matches.to_numpy(zero_copy_only=False).astype(bool)
    return _marked(len(incidents), incidents.excerpt_incident[found])


def phrases(words: str) -> list[str]:
    """What a person typed, as words and quoted phrases."""
    parts = words.split('"')
    return [p for i, part in enumerate(parts) for p in ([part.strip()] if i % 2 else part.split()) if p]


def inside(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], corners: Sequence[tuple[float, float]]
) -> Mask:
    """Which points lie inside an outline, by the even-odd rule on the plate carrée.

    An outline that leaves the map across the date line has longitudes beyond 180: points are looked
    for on both sides.
    """
    ys = np.array([corner[0] for corner in corners])
    xs = np.array([corner[1] for corner in corners])
    within = np.zeros(len(latitude), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        moved = longitude + turn
        box = (moved >= xs.min()) & (moved <= xs.max()) & (latitude >= ys.min()) & (latitude <= ys.max())
        rows = np.flatnonzero(box)
        if not len(rows):
            continue
        y, x = latitude[rows], moved[rows]
        odd = np.zeros(len(rows), dtype=bool)
        for y0, x0, y1, x1 in zip(ys, xs, np.roll(ys, -1), np.roll(xs, -1), strict=True):
            crosses = (y0 > y) != (y1 > y)
            if y0 != y1:
                odd ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        within[rows[odd]] = True
    return within


def in_bounds(incidents: Incidents, south: float, west: float, north: float, east: float) -> Mask:
    """Which incidents lie on the part of the map in view; ``west`` and ``east`` may lie beyond 180."""
    latitude, longitude = incidents.latitude, incidents.longitude
    mask = (latitude >= south) & (latitude <= north)
    if east - west < 360:
        mask &= (longitude - west) % 360 <= east - west
    return np.asarray(mask)


def counts(column: Words, shown: Mask) -> dict[str, int]:
    """How many of the marked incidents have each word that occurs among them, most first."""
    return _most_first(column.names, np.bincount(column.codes[shown], minlength=len(column.names)))


def _most_first(names: Sequence[str], found: NDArray[np.intp]) -> dict[str, int]:
    """The names that were found, with how often."""
    order = np.argsort(-found, kind="stable")[: np.count_nonzero(found)]
    return dict(zip([names[code] for code in order.tolist()], found[order].tolist(), strict=True))


def actor_counts(incidents: Incidents, shown: Mask, part: str = "either") -> dict[str, int]:
    """In how many of the marked incidents each actor has a part, most first."""
    rows = shown[incidents.actor_incident]
    if part != "either":
        rows &= incidents.actor_roles.among(ACTOR_PARTS[part])
    else:
        rows &= ~incidents.actor_again
    names = incidents.actors.names
    return _most_first(names, np.bincount(incidents.actors.codes[rows], minlength=len(names)))


def names_with(names: Iterable[str], words: str) -> list[str]:
    """The names that hold all the words, however spelled (see ``name_key``); only the same name where there is one."""
    wanted = name_key(words)
    found = [(name, name_key(name)) for name in names if name]
    same = [name for name, key in found if key == wanted]
    return same or [name for name, key in found if wanted and all(word in key for word in wanted.split())]


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers above the map."""

    shown: int
    total: int
    reports: int
    unplaced: int
    undated: int

    def sentence(self) -> str:
        """As "12 of 31 incidents, from 14 reports; 2 without a place"."""
        text = f"{self.shown:,} of {self.total:,} incident{'s' * (self.total != 1)}"
        text += f", from {self.reports:,} report{'s' * (self.reports != 1)}"
        missing = [f"{self.unplaced:,} without a place"] * bool(self.unplaced)
        missing += [f"{self.undated:,} without a date"] * bool(self.undated)
        return "; ".join([text, ", ".join(missing)]) if missing else text


def count(incidents: Incidents, shown: Mask) -> Count:
    """How many incidents are shown of how many, from how many articles, and how many lack a place or a day."""
    reported = np.zeros(int(incidents.excerpt_article.max(initial=-1)) + 2, dtype=bool)
    reported[incidents.excerpt_article[shown[incidents.excerpt_incident]]] = True  # -1, not stored, marks the last
    return Count(
        shown=int(shown.sum()),
        total=len(incidents),
        reports=int(reported[:-1].sum()),
        unplaced=int((shown & ~incidents.placed).sum()),
        undated=int((shown & ~incidents.dated).sum()),
    )


def pairs(incidents: Incidents, shown: Mask, most: int = 60) -> list[tuple[str, str, int]]:
    """Who acted against whom in the marked incidents: (who, whom, in how many), most first."""
    did = incidents.actor_roles.among(ACTOR_PARTS["did"])
    suffered = incidents.actor_roles.among(ACTOR_PARTS["suffered"])
    alive = shown[incidents.actor_incident]
    acts = pd.DataFrame({"incident": incidents.actor_incident[did & alive], "who": incidents.actors.codes[did & alive]})
    harm = pd.DataFrame(
        {"incident": incidents.actor_incident[suffered & alive], "whom": incidents.actors.codes[suffered & alive]}
    )
    both = acts.merge(harm, on="incident").drop_duplicates()
    found = both.groupby(["who", "whom"]).size().reset_index(name="incidents")
    found = found.sort_values("incidents", ascending=False, kind="stable").head(most)
    names = incidents.actors.names
    columns = (found[name].to_list() for name in ("who", "whom", "incidents"))
    return [(names[who], names[whom], int(number)) for who, whom, number in zip(*columns, strict=True)]
