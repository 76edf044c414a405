"""Names on a picture: of the places of its marks, of countries and of towns, none on top of another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.export.fonts import text_width
from geo.export.ground import Ground
from geo.export.marks import INK, SYMBOL_RADIUS, Mark
from geo.export.projection import Frame, Projection
from geo.export.sheet import Item, Label, Shape, disc
from geo.view.basemap import Country, towns
from geo.view.view import Incidents

Numbers = NDArray[np.float64]
Place = tuple[float, float, float, float]

NAME, TOWN, HALO = "#7a8592", "#4a5561", "#f8f7f3"
MOST_TOWNS, MOST_PLACES = 28, 45


def around(x: float, y: float, radius: float) -> Place:
    """The box around a point: left, top, right, bottom."""
    return x - radius, y - radius, x + radius, y + radius


def box_of(item: Item) -> Place:
    """The box that an item takes."""
    if not isinstance(item, Label):
        points = np.concatenate([*item.rings])
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)
    width = text_width(item.text, item.size, item.bold, item.spacing)
    return item.left - 2, item.y - item.size, item.left + width + 2, item.y + item.size * 0.3


def _free(box: Place, taken: Sequence[Place], frame: Frame) -> bool:
    left, top, right, bottom = box
    if left < frame.x + 2 or top < frame.y + 2 or right > frame.x + frame.width - 2:
        return False
    if bottom > frame.y + frame.height - 2:
        return False
    return not any(left < r and right > l and top < b and bottom > t for l, t, r, b in taken)  # noqa: E741


def _beside(x: float, y: float, away: float, text: str, size: float, colour: str, bold: bool) -> list[Label]:
    """The words to the right of a point, to the left, above and below."""
    drop = size * 0.36
    places = [
        (x + away, y + drop, "start"), (x - away, y + drop, "end"),
        (x, y - away - 1, "middle"), (x, y + away + size * 0.8, "middle"),
    ]  # fmt: skip
    return [Label(a, b, text, size, colour, anchor, bold, HALO) for a, b, anchor in places]


def place_names(incidents: Incidents, marks: Sequence[Mark], taken: list[Place], frame: Frame) -> list[Item]:
    """The names of the places of marks that stand for one place, where there is room."""
    found: list[Item] = []
    boxes = list(taken)
    for mark in sorted(marks, key=lambda mark: -mark.size):
        text = incidents.places.at(mark.row)
        if not mark.one_place or not text or incidents.place_precisions.at(mark.row) == "country":
            continue
        if incidents.relations.at(mark.row) not in ("", "in", "at"):
            text = f"{incidents.relations.at(mark.row)} {text}"
        for label in _beside(mark.x, mark.y, mark.radius + 4, text, 12, INK, True):
            if _free(box_of(label), boxes, frame):
                found.append(label)
                boxes.append(box_of(label))
                break
        if len(found) >= MOST_PLACES:
            break
    return found


def names_of_ground(
    ground: Ground,
    projection: Projection,
    frame: Frame,
    taken: list[Place],
    said: Sequence[Item],
    marks: Sequence[Mark],
) -> list[Item]:
    """The names of countries, then of the largest towns in the frame."""
    found: list[Item] = []
    for country, rings in sorted(ground.countries, key=lambda pair: -pair[0].size):
        label = _country_label(country, rings, projection, frame, taken)
        if label:
            found.append(label)
            taken.append(box_of(label))
    known = {item.text for item in said if isinstance(item, Label)}
    return found if projection.world else found + _town_labels(projection, frame, taken, known, marks)


def _country_label(
    country: Country, rings: list[Numbers], projection: Projection, frame: Frame, taken: Sequence[Place]
) -> Label | None:
    """The country's name where most of its land in the frame is free; None where there is no room."""
    text = country.name.upper()
    size, spacing = (9.0, 0.6) if projection.world else (11.5, 1.6)
    width = text_width(text, size, True, spacing)
    low = np.min([ring.min(axis=0) for ring in rings], axis=0)
    high = np.max([ring.max(axis=0) for ring in rings], axis=0)
    low = np.maximum(low, [frame.x, frame.y])
    high = np.minimum(high, [frame.x + frame.width, frame.y + frame.height])
    if (high - low)[0] < width * 0.7 or (high - low)[1] < 10:
        return None
    at = np.stack(np.meshgrid(np.linspace(low[0], high[0], 27)[1:-1], np.linspace(low[1], high[1], 19)[1:-1]), axis=-1)
    grid = at.reshape(-1, 2)
    within = _inside(grid, rings)
    if not within.any():
        return None
    outside = np.concatenate([grid[~within], *(ring[::6] for ring in rings)])
    land = grid[within]
    room = np.min(
        np.hypot((land[:, None, 0] - outside[None, :, 0]) / 2.5, land[:, None, 1] - outside[None, :, 1]), axis=1
    )
    for i in np.argsort(-room, kind="stable")[:12]:
        x, y = land[i]
        label = Label(float(x), float(y), text, size, NAME, "middle", True, HALO, spacing)
        if room[i] > width / 9 and _free(box_of(label), taken, frame):
            return label
    return None


def _inside(points: Numbers, rings: Sequence[Numbers]) -> NDArray[np.bool_]:
    """Which points lie in the rings, by the even-odd rule."""
    within = np.zeros(len(points), dtype=bool)
    x, y = points[:, :1], points[:, 1:]
    for ring in rings:
        step = max(1, len(ring) // 250)
        a = ring[::step]
        b = np.roll(a, -1, axis=0)
        crosses = (a[:, 1] > y) != (b[:, 1] > y)
        slope = np.where(crosses, (b[:, 0] - a[:, 0]) / np.where(b[:, 1] == a[:, 1], 1, b[:, 1] - a[:, 1]), 0)
        within ^= ((crosses & (x < slope * (y - a[:, 1]) + a[:, 0])).sum(axis=1) % 2).astype(bool)
    return within


@lru_cache(maxsize=1)
def _town_columns() -> tuple[Numbers, Numbers]:
    return np.array([town.latitude for town in towns()]), np.array([town.longitude for town in towns()])


def _town_labels(
    projection: Projection, frame: Frame, taken: list[Place], known: set[str], marks: Sequence[Mark]
) -> list[Item]:
    """The largest towns; one that lies under a mark of several places is named beside that mark."""
    found: list[Item] = []
    several = [mark for mark in marks if not mark.one_place]
    latitude, longitude = _town_columns()
    points = projection.to_pixels(latitude, longitude)
    near = ((points > [frame.x, frame.y]) & (points < [frame.x + frame.width, frame.y + frame.height])).all(axis=1)
    near &= projection.distance(latitude, longitude) < 90
    number = 0
    for i in np.flatnonzero(near):
        town, x, y = towns()[i], float(points[i, 0]), float(points[i, 1])
        under = next((mark for mark in several if np.hypot(mark.x - x, mark.y - y) < mark.radius), None)
        if town.name in known or (not under and not _free(around(x, y, 2), taken, frame)):
            continue
        away = under.radius + 4 if under else 4.5
        middle = (under.x, under.y) if under else (x, y)
        for label in _beside(*middle, away, town.name, 10.5, TOWN, False)[: 4 if under else 2]:
            if _free(box_of(label), taken, frame):
                if under:
                    several.remove(under)
                    found.append(label)
                    taken.append(box_of(label))
                    number += 1
                    break
                dot = SYMBOL_RADIUS * (0.3 if town.capital else 0.22)
                found += [Shape([disc(x, y, dot + 1)], fill=HALO), Shape([disc(x, y, dot)], fill=TOWN), label]
                taken += [box_of(label), around(x, y, 3)]
                number += 1
                break
        if number >= MOST_TOWNS:
            break
    return found
