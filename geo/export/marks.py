"""The marks of a picture: which incidents one mark stands for, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, pi

import numpy as np
from numpy.typing import NDArray

from geo.export.sheet import Item, Label, Shape, disc
from geo.view.symbols import AREA_PRECISIONS, STATUS_STYLES, SYMBOLS, Symbol
from geo.view.view import Incidents

CELL = 34
SYMBOL_RADIUS = 7.5
AREA_RADIUS = 9.0
PAPER, INK, DIM = "#ffffff", "#1c2530", "#586473"

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``kinds`` has one count for each of ``SYMBOLS``, ``row`` is one of its incidents.

    ``one_place`` says that all its incidents have the same position; ``area`` that they are known as an area only.
    """

    x: float
    y: float
    size: int
    kinds: tuple[int, ...]
    row: int
    area: bool
    one_place: bool
    radius_km: float

    @property
    def radius(self) -> float:
        """How far the mark reaches, in pixels."""
        if self.size == 1 and not self.area:
            return SYMBOL_RADIUS
        return mark_radius(self.size, self.area)


def mark_radius(size: int, area: bool) -> float:
    """The radius of a mark that stands for several incidents, or for an area."""
    return max(AREA_RADIUS if area else 0.0, min(19.0, 9.5 + 1.3 * log2(max(size, 1))))


def find_marks(incidents: Incidents, rows: Rows, points: Numbers) -> list[Mark]:
    """The marks for some incidents at their pixels: areas first, the largest first among each."""
    is_area = incidents.place_precisions.among(AREA_PRECISIONS)[rows]
    found = []
    for area in (True, False):
        part = is_area == area
        if part.any():
            found += _grouped(incidents, rows[part], points[part], area)
    return found


def _grouped(incidents: Incidents, rows: Rows, points: Numbers, area: bool) -> list[Mark]:
    cells = np.floor(points / CELL).astype(np.int64)
    cells -= cells.min(axis=0)
    _, label = np.unique(cells[:, 0] * (cells[:, 1].max() + 1) + cells[:, 1], return_inverse=True)
    label = _joined(label, points, area)
    number = int(label.max()) + 1
    sizes = np.bincount(label, minlength=number)
    kinds = np.bincount(label * len(SYMBOLS) + kind_codes(incidents)[rows], minlength=number * len(SYMBOLS))
    order = np.argsort(label, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    low, high = np.minimum.reduceat(points[order], starts), np.maximum.reduceat(points[order], starts)
    middle = np.stack([np.bincount(label, points[:, axis], number) / sizes for axis in (0, 1)], axis=-1)
    radius = np.fmax.reduceat(np.nan_to_num(incidents.radius_km[rows])[order], starts)
    together = (high - low).max(axis=1) < 0.3
    table = kinds.reshape(number, -1).tolist()
    return [
        Mark(
            float(middle[i, 0]),
            float(middle[i, 1]),
            int(sizes[i]),
            tuple(table[i]),
            int(rows[order[starts[i]]]),
            area,
            bool(together[i]),
            float(radius[i]),
        )
        for i in np.argsort(-sizes, kind="stable").tolist()
    ]


def _joined(label: Rows, points: Numbers, area: bool) -> Rows:
    """The labels after joining marks that would lie on each other: the larger takes the smaller in, till none does."""
    while True:
        number = int(label.max()) + 1
        sizes = np.bincount(label, minlength=number)
        middle = np.stack([np.bincount(label, points[:, axis], number) / sizes for axis in (0, 1)], axis=-1)
        reach = np.where(
            sizes == 1, AREA_RADIUS if area else SYMBOL_RADIUS, np.minimum(19.0, 9.5 + 1.3 * np.log2(sizes))
        )
        joins = np.full(number, -1)
        for i in np.argsort(-sizes, kind="stable"):
            if joins[i] < 0:
                near = np.hypot(*(middle - middle[i]).T) < reach + reach[i]
                joins[near & (joins < 0)] = i
        names, joined = np.unique(joins, return_inverse=True)
        label = joined[label]
        if len(names) == number:
            return np.asarray(label)


def kind_codes(incidents: Incidents) -> NDArray[np.int64]:
    """The position of each incident's event type in ``SYMBOLS``, the last for a type not among them."""
    known = list(SYMBOLS)
    codes = [known.index(name) if name in SYMBOLS else len(known) - 1 for name in incidents.event_types.names]
    return np.asarray(np.array(codes or [0], dtype=np.int64)[incidents.event_types.codes])


# Drawing


def draw_symbol(symbol: Symbol, status: str, x: float, y: float, radius: float, name: str = "") -> list[Item]:
    """The mark of one incident, by its kind and status."""
    fill, line = STATUS_STYLES.get(status, ("filled", "solid"))
    outline = np.array(symbol.points) * radius + [x, y]
    items: list[Item] = []
    if line == "ringed":
        ring = disc(x, y, radius * 1.5)
        items += [Shape([ring], stroke=PAPER, width=4), Shape([ring], stroke=symbol.fill, width=1.8)]
    if fill == "hollow":
        dash = {"dashed": (3.0, 2.0), "dotted": (1.2, 1.8)}.get(line)
        items.append(Shape([outline], fill=PAPER, stroke=INK, width=3.2, name=name))
        items.append(Shape([outline], fill=PAPER, stroke=symbol.fill, width=2.2, dash=dash))
        if line == "struck":
            stroke = np.array([[x - radius * 1.1, y + radius * 1.1], [x + radius * 1.1, y - radius * 1.1]])
            items.append(Shape([stroke], stroke=INK, width=1.8, closed=False))
        return items
    items.append(Shape([outline], fill=PAPER, stroke=PAPER, width=3.2))
    items.append(Shape([outline], fill=symbol.fill, opacity=0.45 if fill == "faint" else 1.0, name=name))
    if fill == "half":
        items.append(Shape([_right_half(outline, x)], fill=PAPER))
    items.append(Shape([outline], stroke=INK, width=0.8))
    return items


def _right_half(outline: Numbers, x: float) -> Numbers:
    """The part of an outline to the right of a vertical line, by Sutherland and Hodgman."""
    kept: list[Numbers] = []
    for a, b in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if a[0] >= x:
            kept.append(a)
        if (a[0] >= x) != (b[0] >= x):
            kept.append(a + (b - a) * (x - a[0]) / (b[0] - a[0]))
    return np.array(kept)


def draw_pie(kinds: tuple[int, ...], size: int, area: bool, x: float, y: float, radius: float, name: str) -> list[Item]:
    """The mark of several incidents, or of an area: a ring of the kinds' shares around the count."""
    items: list[Item] = []
    if area:
        items.append(Shape([disc(x, y, radius + 3.4)], stroke="#3f4a56", width=1.2, dash=(3.0, 2.4)))
    items.append(Shape([disc(x, y, radius + 1.3)], fill=PAPER, name=name))
    turn = 0.0
    for symbol, number in zip(SYMBOLS.values(), kinds, strict=True):
        if number:
            share = number / size
            items.append(Shape([_wedge(x, y, radius, turn, share)], fill=symbol.fill, stroke=PAPER, width=0.7))
            turn += share
    core = max(radius - 4.5, radius * 0.6)
    items.append(Shape([disc(x, y, core)], fill=PAPER))
    if size > 1 or not area:
        text = count_text(size)
        height = min(11.5, core * (1.35 if len(text) < 3 else 1.05 if len(text) < 4 else 0.86))
        items.append(Label(x, y + height * 0.36, text, height, INK, "middle", bold=True, name="count"))
    return items


def count_text(size: int) -> str:
    """A count as short as a mark has room for."""
    if size < 10_000:
        return str(size)
    return f"{size / 1000:.0f}k" if size < 1_000_000 else f"{size / 1e6:.1f}M"


def _wedge(x: float, y: float, radius: float, start: float, share: float) -> Numbers:
    if share > 0.999:
        return disc(x, y, radius)
    turns = 2 * pi * np.linspace(start, start + share, max(2, round(40 * share) + 1))
    arc = np.stack([x + radius * np.sin(turns), y - radius * np.cos(turns)], axis=-1)
    return np.concatenate([[[x, y]], arc])
