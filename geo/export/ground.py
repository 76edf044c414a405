"""The base map on the paper of a picture: water, land, borders, meridians and parallels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.export.projection import Frame, Projection
from geo.export.sheet import Item, Shape
from geo.view.basemap import Country, countries

Numbers = NDArray[np.float64]

WATER, LAND, AROUND, BORDER, GRATICULE = "#dbe5ec", "#faf9f5", "#eeece4", "#aab3bd", "#cfdae3"
LEAST_ISLAND = 1.0
"""Pixels below which an island is left out."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map on the paper: its shapes, and each country's rings in pixels."""

    items: list[Item]
    countries: list[tuple[Country, list[Numbers]]]


@lru_cache(maxsize=3)
def _dense(detail: str) -> tuple[tuple[Country, tuple[tuple[Numbers, Numbers], ...]], ...]:
    """All countries with points at least every degree along their rings, as latitudes and longitudes."""
    return tuple((country, tuple(map(_filled_in, country.rings))) for country in countries(detail))


def _filled_in(ring: Numbers) -> tuple[Numbers, Numbers]:
    steps = np.abs(np.diff(ring, axis=0)).max(axis=1)
    pieces = np.maximum(1, np.ceil(steps)).astype(int)
    if pieces.max(initial=1) == 1:
        return ring[:, 0], ring[:, 1]
    at = np.concatenate([[0.0], np.cumsum(np.repeat(1 / pieces, pieces))])
    along = np.arange(len(ring))
    return np.interp(at, along, ring[:, 0]), np.interp(at, along, ring[:, 1])


def detail_of(projection: Projection, frame: Frame) -> str:
    """Which scale of the base map suits the picture."""
    km = frame.width / projection.pixels_per_km
    return "50m" if projection.world or km > 2600 else "10m"


def find_ground(projection: Projection, frame: Frame, here: set[str]) -> Ground:
    """Water, land and borders in the frame; a lone country in ``here`` is lighter than those around it."""
    reach = np.degrees(np.hypot(frame.width, frame.height) / 2 / projection.scale) * 1.2 + 3
    inside, fills, lines = [], [], []
    for country, rings in _dense(detail_of(projection, frame)):
        own = []
        for latitude, longitude in rings:
            if not projection.world and projection.distance(latitude[::8], longitude[::8]).min() > min(reach + 6, 100):
                continue
            points = projection.to_pixels(latitude, longitude)
            low, high = points.min(axis=0), points.max(axis=0)
            if (high < [frame.x, frame.y]).any() or (low > [frame.x + frame.width, frame.y + frame.height]).any():
                continue
            kept = thinned(points)
            if len(kept) > 3 and (high - low).max() > LEAST_ISLAND:
                own.append(kept)
                lines += _borders(points, latitude, longitude)
        if own:
            inside.append((country, own))
            fills += own
    items: list[Item] = [_water(projection, frame), *_graticule(projection, frame)]
    lone = [rings for country, rings in inside if here == {country.code}]
    if fills:
        items.append(Shape(fills, fill=AROUND if lone else LAND))
        items += [Shape(rings, fill=LAND) for rings in lone]
        items.append(Shape(lines, stroke=BORDER, width=0.7, closed=False))
    return Ground(items, inside)


def thinned(points: Numbers, step: float = 0.8) -> Numbers:
    """The points without those that lie on the same spot of the paper as the one before."""
    cells = np.round(points / step)
    keep = np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])
    return np.asarray(points[keep])


def _borders(points: Numbers, latitude: Numbers, longitude: Numbers) -> list[Numbers]:
    """A ring's line without the seam where the map of the world is cut: the 180th meridian and the pole."""
    seam = (np.abs(longitude) > 179.98) | (latitude < -89.5)
    cut = np.flatnonzero(seam[1:] & seam[:-1]) + 1
    return [thinned(piece) for piece in np.split(points, cut) if len(piece) > 1]


def _water(projection: Projection, frame: Frame) -> Shape:
    if projection.world:
        up, across = np.linspace(-90, 90, 91), np.linspace(-180, 180, 91)
        latitude = np.concatenate([up, np.full(91, 90.0), up[::-1], np.full(91, -90.0)])
        longitude = np.concatenate([np.full(91, -180.0), across, np.full(91, 180.0), across[::-1]])
        return Shape([projection.to_pixels(latitude, longitude)], fill=WATER)
    x, y, right, bottom = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    return Shape([np.array([[x, y], [right, y], [right, bottom], [x, bottom]])], fill=WATER)


def _graticule(projection: Projection, frame: Frame) -> list[Item]:
    """Thin meridians and parallels, as many as help."""
    span = 180 if projection.world else np.degrees(frame.width / projection.scale)
    step = next((degrees for degrees in (30, 10, 5, 2, 1) if span / degrees >= 4), 1)
    lines = []
    for longitude in np.arange(-180, 180 + step * projection.world, step):
        up = np.linspace(-90 if projection.world else -85, 90 if projection.world else 85, 120)
        lines.append(projection.to_pixels(up, np.full(120, float(longitude))))
    for latitude in np.arange(-90 + step, 90, step):
        across = np.linspace(-180, 180, 241)
        lines.append(projection.to_pixels(np.full(241, float(latitude)), across))
    kept = []
    low, high = np.array([frame.x, frame.y]) - 40, np.array([frame.x + frame.width, frame.y + frame.height]) + 40
    for line in lines:
        near = ((line >= low) & (line <= high)).all(axis=1)
        kept += [piece for piece in np.split(line, np.flatnonzero(~near)) if len(piece) > 2]
    return [Shape(kept, stroke=GRATICULE, width=0.6, closed=False)] if kept else []
