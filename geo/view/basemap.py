"""The vector map below the marks: countries, borders and names, with nothing fetched from anywhere.

Natural Earth (public domain) at three scales and GeoNames' towns (CC BY 4.0); see data/basemap.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import atan, exp, log, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from geo.folders import DATA

FOLDER = DATA / "basemap"
DETAILS = ("110m", "50m", "10m")
ATTRIBUTION = "Natural Earth · GeoNames (CC BY 4.0)"
MERCATOR_LIMIT = 85.0511

Line = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Country:
    """One country: ``rings`` are arrays of latitude and longitude, the even-odd rule fills them.

    ``latitude`` and ``longitude`` are where the name is written; ``size`` is the side of a square, in
    degrees, as large as its largest part. ``code`` is "" for the few areas without an ISO code.
    """

    code: str
    name: str
    latitude: float
    longitude: float
    size: float
    rings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name and position."""

    name: str
    latitude: float
    longitude: float
    population: int
    capital: bool


def detail_for(zoom: float) -> str:
    """Which of the three scales to draw at a web map's zoom."""
    return "110m" if zoom < 3 else "50m" if zoom < 6 else "10m"


@lru_cache(maxsize=len(DETAILS))
def countries(detail: str = "110m") -> tuple[Country, ...]:
    """All countries at one of the ``DETAILS``."""
    topology = json.loads((FOLDER / f"countries-{detail}.json").read_text(encoding="utf-8"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        (np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale + translate)[:, ::-1] for arc in topology["arcs"]
    ]
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        about = geometry["properties"]
        rings = tuple(_ring(arcs, ring) for polygon in geometry["arcs"] for ring in polygon)
        latitude, longitude = about["label"]
        found.append(Country(about["code"], about["name"], latitude, longitude, about["size"], rings))
    return tuple(found)


def _ring(arcs: list[Line], indices: list[int]) -> Line:
    """One closed ring out of TopoJSON's arcs; a negative index is that arc backwards."""
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return np.concatenate([piece if i == 0 else piece[1:] for i, piece in enumerate(pieces)])


def outline(codes: Collection[str]) -> Line:
    """The edge of the largest part of each of these countries, latitude and longitude, shape (n, 2)."""
    rings = [max(country.rings, key=len) for country in countries("10m") if country.code in codes]
    return np.concatenate(rings) if rings else np.empty((0, 2))


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO two-letter code to the name on the map; codes of places too small to draw are missing."""
    return {country.code: country.name for country in countries("10m") if country.code}


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Towns from 15,000 inhabitants, largest first."""
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Town(
                row["name"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["population"]),
                row["capital"] == "1",
            )
            for row in csv.DictReader(rows)
        )


def to_mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """Web Mercator, x to the right and y downwards, 0 to 1 over the world."""
    latitude = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude))
    s = sin(radians(latitude))
    return longitude / 360 + 0.5, 0.5 - log((1 + s) / (1 - s)) / (4 * pi)


def from_mercator(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a point of Web Mercator."""
    return (2 * atan(exp((0.5 - y) * 2 * pi)) - pi / 2) * 180 / pi, (x - 0.5) * 360


def project(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Web Mercator of many points at once, shape (n, 2)."""
    s = np.sin(np.radians(np.clip(latitudes, -MERCATOR_LIMIT, MERCATOR_LIMIT)))
    return np.stack([longitudes / 360 + 0.5, 0.5 - np.log((1 + s) / (1 - s)) / (4 * np.pi)], axis=-1)
