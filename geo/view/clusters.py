"""The incidents in view as the few groups that a map can show, computed anew for every view.

Points are gathered in a grid of pixels and groups that would overlap are joined, so that what goes to
the browser depends on the size of the map and not on the number of incidents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.view.basemap import from_mercator, to_mercator
from geo.view.symbols import SYMBOLS
from geo.view.view import Incidents, Mask

TILE = 256
CELL_PIXELS = 60
APART_PIXELS = 46
MARGIN_PIXELS = 36
MIN_ZOOM = 0
HALF = 0.5
HEAT_CELLS = 128
MOST_CELLS = 4_000_000

Rows = NDArray[np.intp]
Labels = NDArray[np.int32]
Pixels = NDArray[np.float64]


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


def extent(incidents: Incidents, shown: Mask) -> tuple[float, float, float, float] | None:
    """South, west, north, east of the marked incidents; across the date line only where that is much closer."""
    rows = np.flatnonzero(shown & incidents.placed)
    if not len(rows):
        return None
    xs, ys = np.sort(incidents.x[rows]), incidents.y[rows]
    gaps = xs[1:] - xs[:-1]
    widest = int(np.argmax(gaps)) if len(gaps) else 0
    first, last = float(xs[0]), float(xs[-1])
    if len(gaps) and gaps[widest] > HALF:  # what is left without the widest gap is the shortest span
        first, last = float(xs[widest + 1]), float(xs[widest]) + 1
    north, west = from_mercator(first, float(ys.min()))
    south, east = from_mercator(last, float(ys.max()))
    return south, west, north, east


def fit(incidents: Incidents, shown: Mask, width: int = 640, height: int = 560) -> Viewport:
    """The view that shows all marked incidents, the world when none has a place."""
    box = extent(incidents, shown)
    if box is None:
        return WORLD
    left, top = to_mercator(box[2], box[1])
    right, bottom = to_mercator(box[0], box[3])
    room_x, room_y = (max(side - 2 * MARGIN_PIXELS, side / 2) / TILE for side in (width, height))
    share = min(room_x / max(right - left, 1e-9), room_y / max(bottom - top, 1e-9))
    zoom = max(1, min(9, int(np.floor(np.log2(share)))))
    return centred((top + bottom) / 2, (left + right) / 2, zoom, width, height)


def fit_box(box: tuple[float, float, float, float], width: int = 640, height: int = 560) -> Viewport:
    """The closest view that shows a box of south, west, north, east."""
    south, west, north, east = box
    left, top = to_mercator(north, west)
    right, bottom = to_mercator(south, east if east >= west else east + 360)
    share = min(width / max(right - left, 1e-9), height / max(bottom - top, 1e-9))
    zoom = max(2, min(14, int(np.floor(np.log2(share / TILE) + 1e-6))))
    return centred((top + bottom) / 2, (left + right) / 2, zoom, width, height)


def centred(y: float, x: float, zoom: int, width: int = 640, height: int = 560) -> Viewport:
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
    """The groups to draw: areas before points so that points lie on top, the largest of each first."""
    rows, x, y = _in_view(incidents, shown, view)
    if not len(rows):
        return []
    label, area = _cells(x, y, incidents.is_area[rows])
    sizes, sum_x, sum_y = np.bincount(label), np.bincount(label, x), np.bincount(label, y)
    group_of = np.arange(len(sizes))
    while True:  # marks that were joined have a new middle, which may be too near to another
        heads, into = np.unique(_joins(sizes, sum_x / sizes, sum_y / sizes, area), return_inverse=True)
        number = len(heads)
        if number == len(sizes):
            break
        group_of, area = into[group_of], area[heads]
        sizes = np.bincount(into, sizes, number).astype(np.int64)
        sum_x, sum_y = np.bincount(into, sum_x, number), np.bincount(into, sum_y, number)
    label = group_of.astype(np.int32)[label]
    mean_x, mean_y = sum_x / sizes, sum_y / sizes
    kinds = np.bincount(label * len(SYMBOLS) + incidents.kind[rows], minlength=number * len(SYMBOLS))
    kinds = kinds.reshape(number, len(SYMBOLS))
    order = np.argsort(label.astype(np.int16) if number < 32_000 else label, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ordered_x, ordered_y = x[order], y[order]
    west_of, east_of = np.minimum.reduceat(ordered_x, starts), np.maximum.reduceat(ordered_x, starts)
    north_of, south_of = np.minimum.reduceat(ordered_y, starts), np.maximum.reduceat(ordered_y, starts)
    first = rows[order[starts]]
    of_selected = set(label[rows == selected].tolist()) if selected is not None else set()

    size = TILE * 2.0**view.zoom
    groups = []
    for i in np.lexsort((-sizes, ~area)).tolist():
        north, west = from_mercator(float(west_of[i]) / size, float(north_of[i]) / size)
        south, east = from_mercator(float(east_of[i]) / size, float(south_of[i]) / size)
        latitude, longitude = from_mercator(float(mean_x[i]) / size, float(mean_y[i]) / size)
        groups.append(
            Group(
                latitude=latitude,
                longitude=longitude,
                size=int(sizes[i]),
                kinds=tuple(kinds[i].tolist()),
                row=int(first[i]) if sizes[i] == 1 else -1,
                area=bool(area[i]),
                box=(south, west, north, east),
                radius_km=float(np.nan_to_num(incidents.radius_km[first[i]])),
                any_row=int(first[i]),
                selected=i in of_selected,
            )
        )
    return groups


def _in_view(incidents: Incidents, shown: Mask, view: Viewport) -> tuple[Rows, Pixels, Pixels]:
    """The rows in view or just outside, and where they are on the map, in pixels of the zoom."""
    size = TILE * 2.0**view.zoom
    west, north = to_mercator(view.north, view.west)
    east, south = to_mercator(view.south, view.east)
    edge = CELL_PIXELS / size
    mask = shown & incidents.placed
    if north > edge or south < 1 - edge:
        mask &= (incidents.y >= north - edge) & (incidents.y <= south + edge)
    first = west - edge if east - west < 1 else (west + east) / 2 - 0.5
    turns = np.floor(first)
    first -= turns  # the world once around from here on, a point before it counts on the next turn
    width = east - west + 2 * edge
    if width < 1:
        past = incidents.x >= first
        mask &= (
            past & (incidents.x <= first + width) if first + width < 1 else past | (incidents.x <= first + width - 1)
        )
    rows = np.flatnonzero(mask)
    xs = incidents.x[rows]
    if first > 0:
        xs = xs + (xs < first)
    return rows, (xs + turns) * size, incidents.y[rows] * size


def _cells(x: Pixels, y: Pixels, area: Mask) -> tuple[Labels, Mask]:
    """The number of each point's cell of the grid, those that occur counted from 0, and which are cells of areas."""
    column = np.floor(x * (1 / CELL_PIXELS)).astype(np.int32)
    line = np.floor(y * (1 / CELL_PIXELS)).astype(np.int32)
    column -= column.min()
    line -= line.min()
    cell = (line * (int(column.max()) + 1) + column) * 2 + area
    if int(cell.max()) > MOST_CELLS:
        occurs, label = np.unique(cell, return_inverse=True)
        return label.astype(np.int32), occurs % 2 == 1
    occurs = np.flatnonzero(np.bincount(cell))
    number = np.zeros(int(cell.max()) + 1, dtype=np.int32)
    number[occurs] = np.arange(len(occurs))
    return number[cell], occurs % 2 == 1


def _joins(sizes: NDArray[np.intp], x: Pixels, y: Pixels, area: Mask) -> NDArray[np.intp]:
    """The group that takes each group in whose mark would overlap its own, the larger the smaller; else itself."""
    joins = np.full(len(sizes), -1)
    for i in np.argsort(-sizes, kind="stable"):
        if joins[i] >= 0:
            continue
        near = (np.square(x - x[i]) + np.square(y - y[i]) < APART_PIXELS**2) & (area == area[i])
        joins[near & (joins < 0)] = i
    return joins


def in_box(incidents: Incidents, shown: Mask, box: tuple[float, float, float, float], area: bool) -> Rows:
    """The marked incidents at the places of one group."""
    south, west, north, east = box
    slack = 1e-5
    mask = shown & (incidents.latitude >= south - slack) & (incidents.latitude <= north + slack)
    mask &= (incidents.longitude - west + slack) % 360 <= east - west + 2 * slack
    mask &= incidents.is_area == area
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
    rows, xs, ys = _in_view(incidents, shown, view)
    exact = ~incidents.is_area[rows]
    size = TILE * 2.0**view.zoom
    west, north = to_mercator(view.north, view.west)
    east, south = to_mercator(view.south, view.east)
    columns = HEAT_CELLS
    lines = max(8, min(4 * columns, round(columns * (south - north) / max(east - west, 1e-12))))
    x = ((xs[exact] / size - west) / (east - west) * columns).astype(np.int64)
    y = ((ys[exact] / size - north) / (south - north) * lines).astype(np.int64)
    within = (x >= 0) & (x < columns) & (y >= 0) & (y < lines)
    counted = np.bincount(y[within] * columns + x[within], minlength=lines * columns)
    grid = counted.reshape(lines, columns).astype(np.float64)
    kernel = np.exp(-(np.linspace(-2.5, 2.5, 11) ** 2) / 2)
    for axis in (0, 1):
        grid = np.apply_along_axis(np.convolve, axis, grid, kernel / kernel.sum(), mode="same")
    peak = grid.max()
    cells = np.round(255 * np.sqrt(grid / peak)) if peak > 0 else grid
    return Heat(cells.astype(np.uint8), view, int(exact.sum()), int((~exact).sum()))
