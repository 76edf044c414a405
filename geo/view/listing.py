"""The incidents of a view as the rows of a table: sorted, a page at a time, in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.view.basemap import country_names
from geo.view.filters import ACTOR_PARTS
from geo.view.view import NO_DAY, Incidents, Words
from geo.view.wording import STATUS_WORDS, day_words

PAGE = 100
Rows = NDArray[np.intp]

_LAST = np.iinfo(np.int32).max


def _newest(incidents: Incidents) -> Rows:
    return np.argsort(-incidents.last_day.astype(np.int64), kind="stable")


def _oldest(incidents: Incidents) -> Rows:
    return np.argsort(np.where(incidents.first_day == NO_DAY, _LAST, incidents.first_day), kind="stable")


def _deadliest(incidents: Incidents) -> Rows:
    return np.argsort(-np.nan_to_num(incidents.deaths, nan=-1.0), kind="stable")


def _most_reported(incidents: Incidents) -> Rows:
    return np.argsort(-incidents.reports, kind="stable")


def _by_name(column: Words) -> Rows:
    order = sorted(range(len(column.names)), key=lambda code: column.names[code].casefold() or "\uffff")
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order))
    return np.argsort(rank[column.codes], kind="stable")


ORDERS: dict[str, Callable[[Incidents], Rows]] = {
    "Newest first": _newest,
    "Oldest first": _oldest,
    "Most deaths": _deadliest,
    "Most reports": _most_reported,
    "Place": lambda incidents: _by_name(incidents.places),
    "Kind": lambda incidents: _by_name(incidents.sub_event_types),
}
"""What a table can be sorted by; each gives all row numbers in that order, the unknown last."""


def actors_of(incidents: Incidents, row: int, part: str) -> list[str]:
    """Names of the actors of one incident that had a part ("did" or "suffered")."""
    bounds = np.array([row, row + 1], dtype=incidents.actor_incident.dtype)  # another type would copy the column
    first, last = np.searchsorted(incidents.actor_incident, bounds)
    roles = ACTOR_PARTS[part]
    places = range(int(first), int(last))
    return [incidents.actors.at(position) for position in places if incidents.actor_roles.at(position) in roles]


def table(incidents: Incidents, rows: Rows) -> pd.DataFrame:
    """Some rows in words, in the order given."""
    names = country_names()
    deaths = [None if np.isnan(incidents.deaths[row]) else int(incidents.deaths[row]) for row in rows]
    return pd.DataFrame(
        {
            "When": [day_words(incidents, row) for row in rows],
            "What": [incidents.sub_event_types.at(row) for row in rows],
            "Where": [incidents.places.at(row) or "no place" for row in rows],
            "Country": [names.get(incidents.countries.at(row), incidents.countries.at(row)) for row in rows],
            "Who did it": [", ".join(actors_of(incidents, row, "did")) for row in rows],
            "To whom": [", ".join(actors_of(incidents, row, "suffered")) for row in rows],
            "Deaths": pd.array(deaths, dtype="Int64"),
            "Status": [STATUS_WORDS.get(incidents.statuses.at(row), incidents.statuses.at(row)) for row in rows],
            "Reports": [int(incidents.reports[row]) for row in rows],
        }
    )
