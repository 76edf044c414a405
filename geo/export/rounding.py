"""Positions made coarser on purpose, so that a map that is passed on does not give a spot away."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.folders import DATA
from geo.records import Incident, Place
from geo.view.view import Incidents

FOLDER = DATA / "gazetteer"

ROUNDINGS: dict[str, str] = {
    "exact": "",
    "1 km": "Positions rounded to 1 km",
    "10 km": "Positions rounded to 10 km",
    "division": "Positions given as the first-level division only",
}
"""How positions can be rounded, and what the export says of it."""

KM_OF_DEGREE = 111.195
STEPS_KM = {"1 km": 1.0, "10 km": 10.0}

Numbers = NDArray[np.float64]


@lru_cache(maxsize=1)
def divisions() -> dict[tuple[str, str], tuple[float, float, float]]:
    """Country code and name of a first-level division, or "" for the whole country, to its middle and radius in km."""
    found = {}
    for name, key in (("countries.csv", ""), ("divisions1.csv", "name")):
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                middle = float(row["latitude"]), float(row["longitude"]), float(row["radius_km"])
                found[row["country_code"], row[key] if key else ""] = middle
    return found


def to_grid(latitude: Numbers, longitude: Numbers, step_km: float) -> tuple[Numbers, Numbers]:
    """The nearest points of a grid whose lines lie ``step_km`` apart, everywhere on earth."""
    step = step_km / KM_OF_DEGREE
    rows: Numbers = np.clip(np.round(latitude / step) * step, -90, 90)
    shrink = np.maximum(np.cos(np.radians(rows)), 1e-3)
    columns: Numbers = np.clip(np.round(longitude / (step / shrink)) * (step / shrink), -180, 180)
    return rows.round(5), columns.round(5)


def coarse_place(place: Place, rounding: str) -> Place | None:
    """The place as it may be shown; None when only its division may be shown and nobody knows where that is."""
    if rounding == "exact":
        return place
    if rounding == "division":
        return _division(place)
    step = STEPS_KM[rounding]
    latitude, longitude = to_grid(np.array([place.latitude]), np.array([place.longitude]), step)
    return replace(
        place,
        latitude=float(latitude[0]),
        longitude=float(longitude[0]),
        radius_km=max(place.radius_km, step),
        geonameid=None,
    )


def _division(place: Place) -> Place | None:
    named = divisions().get((place.country_code, place.admin1)) if place.admin1 else None
    middle = named or divisions().get((place.country_code, ""))
    if middle is None:
        return None
    name = place.admin1 if named else place.country_code
    return Place(name, *middle, "admin1" if named else "country", place.country_code, place.admin1 if named else "")


def coarse(incident: Incident, rounding: str) -> Incident:
    """The incident with its place as it may be shown; the runners-up and the reasons would give it away."""
    if rounding == "exact":
        return incident
    place = coarse_place(incident.place, rounding) if incident.place else None
    return replace(incident, place=place, alternatives=(), reasons=())


def coarse_columns(incidents: Incidents, rounding: str) -> Incidents:
    """All incidents in memory with their places as they may be shown."""
    if rounding == "exact":
        return incidents
    if rounding == "division":
        latitude, longitude, radius = _division_columns(incidents)
    else:
        step = STEPS_KM[rounding]
        latitude, longitude = to_grid(incidents.latitude, incidents.longitude, step)
        radius = np.maximum(incidents.radius_km, step)
    return replace(incidents, latitude=latitude, longitude=longitude, radius_km=radius)


def _division_columns(incidents: Incidents) -> tuple[Numbers, Numbers, Numbers]:
    """The middle and the radius of each incident's division, NaN where there is none."""
    table = np.full((len(incidents.countries.names), len(incidents.admin1.names), 3), np.nan)
    known = divisions()
    for i, country in enumerate(incidents.countries.names):
        for j, admin1 in enumerate(incidents.admin1.names):
            middle = (known.get((country, admin1)) if admin1 else None) or known.get((country, ""))
            if middle:
                table[i, j] = middle
    found = table[incidents.countries.codes, incidents.admin1.codes]
    found[~incidents.placed] = np.nan
    return found[:, 0], found[:, 1], found[:, 2]
