"""The incidents in view as the few groups that a map can show, computed anew for every view.

Points are gathered in a grid of pixels and groups that would overlap are joined, so that what goes to
the browser depends on the size of the map and not on the number of incidents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.basemap import from_mercator, to_mercator
from geo.symbols import AREA_PRECISIONS, SYMBOLS
from geo.view import Incidents, Mask

TILE = 256
CELL_PIXELS = 60
APART_PIXELS = 46
HEAT_CELLS = 128

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Viewport:
    """The part of the map in view; ``west`` and ``east`` may lie beyond 180 when a person panned that far."""

    south: float
    west: float
    north: float
    east: float
    zoom: int

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of the picture."""
        west, north = to_mercator(self.north, self.west)
        east, south = to_mercator(self.south, self.east)
        return from_mercator((west + east) / 2, (north + south) / 2)


WORLD = Viewport(-60, -180, 78, 180, 2)


@dataclass(frozen=True, slots=True)
class Group:
    """Incidents that one mark stands for.

    ``kinds`` has one count for each of ``SYMBOLS``. ``row`` is the incident of a group of one, else -1.
    ``area`` groups stand for places known as an area only. The box is that of the incidents' places;
    without an extent they all lie at one place, which has ``radius_km``.
    """

    latitude: float
    longitude: float
    size: int
    kinds: tuple[int, ...]
    row: int
    area: bool
    box: tuple[float, float, float, float]
    radius_km: float
    any_row: int
    selected: bool = False

    @property
    def at_one_place(self) -> bool:
        """Whether zooming in would not take the group apart."""
        south, west, north, east = self.box
        return north - south < 1e-4 and east - west < 1e-4


def fit(incidents: Incidents, shown: Mask, width: int = 900, height: int = 560) -> Viewport:
    """The view that shows all marked incidents, the world when none has a place."""
    rows = np.flatnonzero(shown & incidents.placed)
    if not len(rows):
        return WORLD
    xs, ys = np.sort(incidents.mercator[rows, 0]), incidents.mercator[rows, 1]
    gaps = np.append(xs[1:] - xs[:-1], xs[0] + 1 - xs[-1])
    widest = int(np.argmax(gaps))  # the span that leaves out the widest gap may cross the date line
    west, span = xs[(widest + 1) % len(xs)], 1 - gaps[widest]
    y_span = max(ys.max() - ys.min(), 1e-9)
    zoom = int(np.floor(np.log2(min(0.8 * width / max(span, 1e-9), 0.8 * height / y_span) / TILE)))
    zoom = max(2, min(9, zoom))
    return centred((ys.max() + ys.min()) / 2, west + span / 2, zoom, width, height)


def centred(y: float, x: float, zoom: int, width: int = 900, height: int = 560) -> Viewport:
    """The view around a point of Web Mercator on a map of some size in pixels."""
    half_x, half_y = width / 2 / (TILE * 2**zoom), height / 2 / (TILE * 2**zoom)
    north, west = from_mercator(x - half_x, max(0.0, y - half_y))
    south, east = from_mercator(x + half_x, min(1.0, y + half_y))
    return Viewport(south, west, north, east, zoom)


def around(latitude: float, longitude: float, zoom: int) -> Viewport:
    """The view around a place."""
    x, y = to_mercator(latitude, longitude)
    return centred(y, x, zoom)


def find_groups(incidents: Incidents, shown: Mask, view: Viewport, selected: int | None = None) -> list[Group]:
    """The groups to draw: largest first, areas before points so that points lie on top."""
    rows, position = _in_view(incidents, shown, view)
    chosen = np.zeros(len(incidents.place_precisions.names), dtype=bool)
    chosen[incidents.place_precisions.code_of(AREA_PRECISIONS)] = True
    is_area = chosen[incidents.place_precisions.codes[rows]]
    groups = []
    for area in (True, False):
        part = is_area == area
        groups += _grouped(incidents, rows[part], position[part], view.zoom, area, selected)
    return groups


def _in_view(incidents: Incidents, shown: Mask, view: Viewport) -> tuple[Rows, NDArray[np.float64]]:
    """The rows in view or just outside, and where they are on the map, in pixels of the zoom."""
    size = TILE * 2.0**view.zoom
    west, north = to_mercator(view.north, view.west)
    east, south = to_mercator(view.south, view.east)
    edge = CELL_PIXELS / size
    ys = incidents.mercator[:, 1]
    rows = np.flatnonzero(shown & (ys >= north - edge) & (ys <= south + edge))
    xs = incidents.mercator[rows, 0]
    xs = xs - np.round(xs - (west + east) / 2)
    if east - west < 1:
        near = (xs >= west - edge) & (xs <= east + edge)
        rows, xs = rows[near], xs[near]
    return rows, np.stack([xs, ys[rows]], axis=-1) * size


def _grouped(
    incidents: Incidents, rows: Rows, position: NDArray[np.float64], zoom: int, area: bool, selected: int | None
) -> list[Group]:
    """Groups of one sort, largest first."""
    if not len(rows):
        return []
    cells = np.floor(position / CELL_PIXELS).astype(np.int64)
    cells -= cells.min(axis=0)
    label = cells[:, 0] * (cells[:, 1].max() + 1) + cells[:, 1]
    found, label = np.unique(label, return_inverse=True)
    label = _joined(label, position, len(found))
    number = int(label.max()) + 1

    sizes = np.bincount(label, minlength=number)
    x = np.bincount(label, position[:, 0], number) / sizes
    y = np.bincount(label, position[:, 1], number) / sizes
    kind = _kinds(incidents)[rows]
    kinds = np.bincount(label * len(SYMBOLS) + kind, minlength=number * len(SYMBOLS)).reshape(number, -1)
    order = np.argsort(label.astype(np.int16) if number < 32_000 else label, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ordered = position[order]
    low, high = np.minimum.reduceat(ordered, starts), np.maximum.reduceat(ordered, starts)
    radius = np.fmax.reduceat(incidents.radius_km[rows][order], starts)
    first = rows[order[starts]]
    of_selected = set(label[rows == selected].tolist()) if selected is not None else set()

    size = TILE * 2.0**zoom
    groups = []
    for i in np.argsort(-sizes, kind="stable").tolist():
        north, west = from_mercator(low[i, 0] / size, low[i, 1] / size)
        south, east = from_mercator(high[i, 0] / size, high[i, 1] / size)
        latitude, longitude = from_mercator(x[i] / size, y[i] / size)
        groups.append(
            Group(
                latitude=latitude,
                longitude=longitude,
                size=int(sizes[i]),
                kinds=tuple(kinds[i].tolist()),
                row=int(first[i]) if sizes[i] == 1 else -1,
                area=area,
                box=(south, west, north, east),
                radius_km=float(np.nan_to_num(radius[i])),
                any_row=int(first[i]),
                selected=i in of_selected,
            )
        )
    return groups


def _joined(label: Rows, position: NDArray[np.float64], number: int) -> Rows:
    """The labels after joining groups whose marks would overlap; the larger takes the smaller in."""
    sizes = np.bincount(label, minlength=number)
    middle = np.stack([np.bincount(label, position[:, axis], number) / sizes for axis in (0, 1)], axis=-1)
    joins = np.full(number, -1)
    for i in np.argsort(-sizes, kind="stable"):
        if joins[i] >= 0:
            continue
        free = joins < 0
        near = free & (np.square(middle - middle[i]).sum(axis=1) < APART_PIXELS**2)
        joins[near] = i
    _, joined = np.unique(joins, return_inverse=True)
    return np.asarray(joined[label])


def _kinds(incidents: Incidents) -> NDArray[np.int64]:
    """The position of each incident's event type in ``SYMBOLS``, the last one for a type not among them."""
    known = list(SYMBOLS)
    codes = [known.index(name) if name in SYMBOLS else len(known) - 1 for name in incidents.event_types.names]
    return np.asarray(np.array(codes or [0], dtype=np.int64)[incidents.event_types.codes])


def in_box(incidents: Incidents, shown: Mask, box: tuple[float, float, float, float], area: bool) -> Rows:
    """The marked incidents at the places of one group."""
    south, west, north, east = box
    slack = 1e-5
    mask = shown & (incidents.latitude >= south - slack) & (incidents.latitude <= north + slack)
    mask &= (incidents.longitude - west + slack) % 360 <= east - west + 2 * slack
    mask &= incidents.place_precisions.among(AREA_PRECISIONS) == area
    return np.flatnonzero(mask)


@dataclass(frozen=True, slots=True)
class Heat:
    """How dense incidents lie: ``cells`` from 0 to 255, rows from north to south, and what is left out."""

    cells: NDArray[np.uint8]
    view: Viewport
    counted: int
    left_out: int


def find_heat(incidents: Incidents, shown: Mask, view: Viewport) -> Heat:
    """The density of the places known to a town or better; wider ones would make a false peak, and are left out."""
    rows, position = _in_view(incidents, shown, view)
    exact = ~incidents.place_precisions.among(AREA_PRECISIONS)[rows]
    size = TILE * 2.0**view.zoom
    west, north = to_mercator(view.north, view.west)
    east, south = to_mercator(view.south, view.east)
    columns = HEAT_CELLS
    lines = max(8, min(4 * columns, round(columns * (south - north) / max(east - west, 1e-12))))
    x = (position[exact, 0] / size - west) / (east - west) * columns
    y = (position[exact, 1] / size - north) / (south - north) * lines
    grid, _, _ = np.histogram2d(y, x, bins=(lines, columns), range=((0, lines), (0, columns)))
    kernel = np.exp(-(np.linspace(-2.5, 2.5, 11) ** 2) / 2)
    for axis in (0, 1):
        grid = np.apply_along_axis(np.convolve, axis, grid, kernel / kernel.sum(), mode="same")
    peak = grid.max()
    cells = np.round(255 * np.sqrt(grid / peak)) if peak > 0 else grid
    return Heat(cells.astype(np.uint8), view, int(exact.sum()), int((~exact).sum()))
