"""Snapshots of a view: the one function that decides what is in, and the formats by ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.export.export import WRITERS, write_bytes
from geo.export.onepage import to_page
from geo.export.picture import SIZES, to_picture
from geo.export.projection import degrees_across
from geo.export.recipe import Box, Recipe, data_hash
from geo.export.rounding import ROUNDINGS, coarse, coarse_columns
from geo.records import Article, Incident
from geo.view.filters import Filters
from geo.view.view import Incidents, Mask, count, select, to_incidents

if TYPE_CHECKING:
    from geo.store.store import Store

PICTURES = ("png", "svg", "pdf")
FORMS = (*PICTURES, "html", *WRITERS)
MOST: dict[str, int] = {"html": 50_000, "xlsx": 1_000_000}
"""Incidents that a one-file map opens within seconds, and that a sheet of a workbook has rows for."""

TITLE = "Incidents reported in the news"


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for. ``exported`` is the day that the snapshot says it is from."""

    filters: Filters = field(default_factory=Filters)
    box: Box | None = None
    title: str = ""
    size: str = "slide"
    rounding: str = "exact"
    exported: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where incidents come from: all in memory, and how to look up whole records and articles by id."""

    incidents: Incidents
    records: Callable[[Iterable[str]], Iterable[Incident]]
    articles: Callable[[Iterable[str]], Iterable[Article]]


def source_of(store: Store, incidents: Incidents | None = None) -> Source:
    """Everything in a store; ``incidents`` when they are in memory already."""
    return Source(incidents or to_incidents(store.frame()), store.incidents, store.articles)


def chosen(incidents: Incidents, filters: Filters, box: Box | None = None) -> Mask:
    """Which incidents a snapshot shows: those the filters let through, and with a box those in it.

    An incident without a place is in no box, but is kept without one.
    """
    shown = select(incidents, filters).shown
    if box is None:
        return shown
    south, west, north, east = box
    inside = (incidents.latitude >= south) & (incidents.latitude <= north)
    inside &= (incidents.longitude - west) % 360 <= degrees_across(west, east)
    return np.asarray(shown & inside)


def make_recipe(incidents: Incidents, shown: Mask, order: Order) -> Recipe:
    """The recipe of a snapshot of the marked incidents."""
    found = count(incidents, shown)
    return Recipe(
        filters=order.filters.to_query(),
        box=order.box,
        title=order.title or TITLE,
        size=order.size,
        rounding=order.rounding,
        exported=order.exported.isoformat() if order.exported else "",
        shown=found.shown,
        total=found.total,
        reports=found.reports,
        unplaced=found.unplaced,
        undated=found.undated,
        data=data_hash(incidents, shown),
    )


def form_of(path: Path) -> str:
    """The format that a file's ending asks for; ``.acled.csv`` is ACLED's columns.

    Raises ``ValueError`` for another ending.
    """
    if path.name.lower().endswith(".acled.csv"):
        return "acled"
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        endings = ", ".join(f".{known}" for known in FORMS if known != "acled")
        raise ValueError(f"{path.name}: no snapshot has this ending; choose one of {endings}, .acled.csv")
    return form


Progress = Callable[[float], object]
"""Is told how much is done, from 0 to 1; what it raises ends the work."""
PROGRESS_STEP = 500


class Watched(Sequence[Incident]):
    """Incidents that tell how far someone has read through them, as the second half of the work."""

    def __init__(self, records: Sequence[Incident], progress: Progress) -> None:
        self._records, self._progress = records, progress

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, key: Any) -> Any:
        return self._records[key]

    def __iter__(self) -> Iterator[Incident]:
        for number, record in enumerate(self._records):
            if number % PROGRESS_STEP == 0:
                self._progress(0.5 + 0.5 * number / len(self._records))
            yield record


def too_many(form: str, number: int) -> str:
    """Why a format can't hold so many incidents, and the cure; "" when it can."""
    if number <= MOST.get(form, number):
        return ""
    return (
        f"{number:,} incidents are too many for .{form}, which holds {MOST[form]:,}: "
        "narrow the filters, or choose a picture or .csv"
    )


def snapshot(source: Source, form: str, order: Order, progress: Progress | None = None) -> bytes:
    """A snapshot in one of the ``FORMS``. The same incidents and the same order give the same bytes.

    Raises ``ValueError`` for an unknown form, size or rounding, and for more incidents than the form holds.
    """
    for value, known in ((form, FORMS), (order.size, SIZES), (order.rounding, ROUNDINGS)):
        if value not in known:
            raise ValueError(f"{value!r} is not known; choose one of {', '.join(known)}")
    shown = chosen(source.incidents, order.filters, order.box)
    problem = too_many(form, int(shown.sum()))
    if problem:
        raise ValueError(problem)
    incidents = coarse_columns(source.incidents, order.rounding)
    recipe = make_recipe(incidents, shown, order)
    if form in PICTURES:
        return to_picture(incidents, shown, recipe, form)
    records: Sequence[Incident] = _read(source, incidents, shown, order.rounding, progress)
    wanted = dict.fromkeys(excerpt.article_id for one in records for excerpt in one.excerpts)
    articles = {article.id: article for article in source.articles(wanted)}
    if progress:
        records = Watched(records, progress)
    if form == "html":
        return to_page(records, articles, recipe)
    return write_bytes(records, form, articles, recipe.to_json())


def _read(
    source: Source, incidents: Incidents, shown: Mask, rounding: str, progress: Progress | None
) -> list[Incident]:
    """The marked incidents as whole records, the first half of the work."""
    keys = [str(key) for key in incidents.ids[np.flatnonzero(shown)]]
    records: list[Incident] = []
    for record in source.records(keys):
        if progress and len(records) % PROGRESS_STEP == 0:
            progress(0.5 * len(records) / len(keys))
        records.append(coarse(record, rounding))
    return records


def refreshed(incidents: Incidents, recipe: Recipe) -> Recipe:
    """The recipe as it would be now, for telling what has changed since a snapshot was made."""
    shown = chosen(incidents, recipe.view(), recipe.box)
    order = Order(recipe.view(), recipe.box, recipe.title, recipe.size, recipe.rounding)
    return replace(make_recipe(coarse_columns(incidents, recipe.rounding), shown, order), exported=recipe.exported)
