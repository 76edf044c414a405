"""A picture of the incidents in a view, drawn from the vector map: PNG, SVG or PDF, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.basemap import ATTRIBUTION, Country, countries, towns
from geo.drawing import DRAWERS, Item, Label, Layer, Shape, Sheet
from geo.fonts import text_width
from geo.marks import INK, SYMBOL_RADIUS, Mark, draw_pie, draw_symbol, find_marks, kind_codes
from geo.projection import EARTH_KM, Frame, Projection, circle, fit
from geo.recipe import KEY, Recipe
from geo.records import STATUSES
from geo.symbols import SYMBOLS
from geo.view import Incidents, Mask
from geo.wording import STATUS_WORDS, title_words

Numbers = NDArray[np.float64]
Place = tuple[float, float, float, float]

WATER, LAND, AROUND, BORDER, GRATICULE = "#dbe5ec", "#faf9f5", "#eeece4", "#aab3bd", "#cfdae3"
DIM, NAME, TOWN, HALO = "#586473", "#7a8592", "#4a5561", "#f8f7f3"
MARGIN = 26.0
LEGEND_WIDTH = 214.0
MOST_TOWNS, MOST_PLACES = 28, 45
LEAST_ISLAND = 1.0
"""Pixels below which an island is left out."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of picture: pixels of the drawing, dots of a pixel in a PNG, and the dots of an inch that it states."""

    width: int
    height: int
    scale: float
    dpi: int
    words: str


SIZES: dict[str, Size] = {
    "slide": Size(1280, 720, 1.5, 144, "Slide, 1920 × 1080"),
    "print": Size(1123, 794, 3.125, 300, "A4 at 300 dpi, 3509 × 2481"),
    "social": Size(1200, 630, 1.0, 96, "Social card, 1200 × 630"),
}


def to_picture(incidents: Incidents, shown: Mask, recipe: Recipe, form: str) -> bytes:
    """The marked incidents as a picture: "png", "svg" or "pdf"."""
    return DRAWERS[form](compose(incidents, shown, recipe))


def compose(incidents: Incidents, shown: Mask, recipe: Recipe) -> Sheet:
    """The picture as shapes and words: head, map, legend and foot."""
    size = SIZES[recipe.size]
    head, bottom = _head(recipe, size)
    frame = Frame(MARGIN, bottom, size.width - 2 * MARGIN - LEGEND_WIDTH - 18, size.height - bottom - 34)
    rows = np.flatnonzero(shown & incidents.placed)
    latitude, longitude = incidents.latitude[rows], incidents.longitude[rows]
    radius = incidents.radius_km[rows]
    projection = fit(latitude, longitude, radius, frame, recipe.box)
    points = projection.to_pixels(latitude, longitude)
    inside = (points >= [frame.x, frame.y]).all(axis=1)
    inside &= (points <= [frame.x + frame.width, frame.y + frame.height]).all(axis=1)
    marks = find_marks(incidents, rows[inside], points[inside])
    here = {incidents.countries.names[code] for code in np.unique(incidents.countries.codes[rows])} - {""}
    ground = find_ground(projection, frame, here)
    taken = [_around(mark.x, mark.y, mark.radius + 2) for mark in marks]
    bar, bar_box = _scale_bar(projection, frame)
    names = place_names(incidents, marks, [*taken, bar_box], frame)
    names += _names_of_ground(ground, projection, frame, [*taken, bar_box, *map(_box_of, names)], names, marks)
    layers = [
        Layer(ground.items, "ground", frame),
        Layer(draw_areas(incidents, marks, projection, ground), "areas", frame),
        Layer(names, "names", frame),
        Layer(draw_marks(incidents, marks), "marks", None if projection.world else frame),
        Layer([*bar, *_edge(frame, projection), *_empty_note(recipe, len(rows), frame)], "frame"),
        Layer(head, "head"),
        Layer(legend(incidents, shown, marks, frame), "legend"),
        Layer(_foot(recipe, size), "foot"),
    ]
    return Sheet(
        size.width,
        size.height,
        layers,
        title=recipe.title,
        description=". ".join(recipe.lines()),
        scale=size.scale,
        dpi=size.dpi,
        recipe=recipe.to_text(),
        key=KEY,
    )


# Head, foot and frame


def _head(recipe: Recipe, size: Size) -> tuple[list[Item], float]:
    """The title, the filters and the counts, and where the map may begin."""
    width, y = size.width - 2 * MARGIN, 42.0
    items: list[Item] = []
    for line in wrapped(recipe.title, 24, width, bold=True, most=2):
        items.append(Label(MARGIN, y, line, 24, INK, bold=True, name="title"))
        y += 29
    y -= 7
    for number, text in enumerate(recipe.lines()):
        for line in wrapped(text, 13, width, most=2):
            items.append(Label(MARGIN, y, line, 13, INK if number == 0 else DIM, name="caption"))
            y += 18
    return items, y


def wrapped(text: str, size: float, width: float, bold: bool = False, most: int = 2) -> list[str]:
    """The text in lines that fit; what does not fit into the last of them ends in an ellipsis."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    kept = lines[:most]
    if len(lines) > most or text_width(kept[-1], size, bold) > width:
        last = kept[-1]
        while last and text_width(last + "…", size, bold) > width:
            last = last[:-1]
        kept[-1] = last.rstrip() + "…"
    return [line for line in kept if line]


def _foot(recipe: Recipe, size: Size) -> list[Item]:
    made = f"{recipe.program}, exported {recipe.exported}" if recipe.exported else recipe.program
    y = size.height - 13
    return [
        Label(MARGIN, y, f"Map: {ATTRIBUTION}", 10.5, DIM, name="attribution"),
        Label(size.width - MARGIN, y, made, 10.5, DIM, "end", name="made"),
    ]


def _edge(frame: Frame, projection: Projection) -> list[Item]:
    x, y, right, bottom = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    outline = np.array([[x, y], [right, y], [right, bottom], [x, bottom]])
    return [] if projection.world else [Shape([outline], stroke=BORDER, width=1)]


def _empty_note(recipe: Recipe, placed: int, frame: Frame) -> list[Item]:
    """A sentence over the map when there is no mark on it."""
    if placed:
        return []
    text = "No incidents match these filters."
    if recipe.shown:
        text = (
            "The incident has no place."
            if recipe.shown == 1
            else f"None of the {recipe.shown:,} incidents has a place."
        )
    x, y = frame.x + frame.width / 2, frame.y + frame.height / 2
    half = text_width(text, 18, True) / 2 + 22
    board = np.array([[x - half, y - 32], [x + half, y - 32], [x + half, y + 22], [x - half, y + 22]])
    return [Shape([board], fill="#ffffff", stroke=BORDER), Label(x, y, text, 18, INK, "middle", bold=True, name="note")]


def _scale_bar(projection: Projection, frame: Frame) -> tuple[list[Item], Place]:
    """A bar of a round number of kilometres, and the box that it takes."""
    per_km = projection.pixels_per_km
    if projection.world:
        edge = projection.to_pixels(np.zeros(2), np.array([0.0, 1.0]))
        per_km = float(edge[1, 0] - edge[0, 0]) / (EARTH_KM * np.pi / 180)
    wanted = 130 / per_km
    power = 10 ** np.floor(np.log10(wanted))
    km = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    width = km * per_km
    x, y = frame.x + 14, frame.y + frame.height - 16
    text = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m"
    text += " at the equator" * projection.world
    ticks = np.array([[x, y - 5], [x, y], [x + width, y], [x + width, y - 5]])
    items: list[Item] = [
        Shape([ticks], stroke="#ffffff", width=4, closed=False),
        Shape([ticks], stroke=INK, width=1.4, closed=False),
        Label(x + 4, y - 5, text, 11, INK, halo="#ffffff", name="scale"),
    ]
    return items, (x - 4, y - 20, x + max(width, text_width(text, 11)) + 8, y + 6)


# Ground


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


# Names


def _around(x: float, y: float, radius: float) -> Place:
    return x - radius, y - radius, x + radius, y + radius


def _box_of(item: Item) -> Place:
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
            if _free(_box_of(label), boxes, frame):
                found.append(label)
                boxes.append(_box_of(label))
                break
        if len(found) >= MOST_PLACES:
            break
    return found


def _names_of_ground(
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
            taken.append(_box_of(label))
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
        if room[i] > width / 9 and _free(_box_of(label), taken, frame):
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
        if town.name in known or (not under and not _free(_around(x, y, 2), taken, frame)):
            continue
        away = under.radius + 4 if under else 4.5
        middle = (under.x, under.y) if under else (x, y)
        for label in _beside(*middle, away, town.name, 10.5, TOWN, False)[: 4 if under else 2]:
            if _free(_box_of(label), taken, frame):
                if under:
                    several.remove(under)
                    found.append(label)
                    taken.append(_box_of(label))
                    number += 1
                    break
                dot = SYMBOL_RADIUS * (0.3 if town.capital else 0.22)
                found += [Shape([_ring(x, y, dot + 1)], fill=HALO), Shape([_ring(x, y, dot)], fill=TOWN), label]
                taken += [_box_of(label), _around(x, y, 3)]
                number += 1
                break
        if number >= MOST_TOWNS:
            break
    return found


def _ring(x: float, y: float, radius: float) -> Numbers:
    turns = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    return np.stack([x + radius * np.cos(turns), y + radius * np.sin(turns)], axis=-1)


# Marks, areas and legend


def draw_areas(incidents: Incidents, marks: Sequence[Mark], projection: Projection, ground: Ground) -> list[Item]:
    """How far off each point may be: a country tinted, anything else as a circle; for marks of one place only."""
    items: list[Item] = []
    shapes = {country.code: rings for country, rings in ground.countries if country.code}
    for mark in marks:
        if not mark.one_place:
            continue
        colour = list(SYMBOLS.values())[int(np.argmax(mark.kinds))].fill
        code = incidents.countries.at(mark.row)
        if mark.area and incidents.place_precisions.at(mark.row) == "country" and code in shapes:
            items.append(Shape(shapes[code], fill=colour, opacity=0.16, stroke=colour, width=1.2, dash=(5.0, 4.0)))
        elif mark.radius_km * projection.pixels_per_km > mark.radius + 2:
            latitude, longitude = incidents.latitude[mark.row], incidents.longitude[mark.row]
            ring = projection.to_pixels(*circle(float(latitude), float(longitude), mark.radius_km))
            if np.abs(np.diff(ring, axis=0)).max() < 3 * mark.radius_km * projection.pixels_per_km:
                items.append(Shape([ring], fill=colour, opacity=0.12, stroke=colour, width=1.2, dash=(5.0, 4.0)))
    return items


def draw_marks(incidents: Incidents, marks: Sequence[Mark]) -> list[Item]:
    """The marks themselves; areas lie below points, small ones on top of large ones."""
    items: list[Item] = []
    for mark in marks:
        if mark.size == 1 and not mark.area:
            symbol = SYMBOLS.get(incidents.event_types.at(mark.row), SYMBOLS["Other incident"])
            name = title_words(incidents, mark.row)
            items += draw_symbol(symbol, incidents.statuses.at(mark.row), mark.x, mark.y, SYMBOL_RADIUS, name)
        else:
            name = title_words(incidents, mark.row) if mark.size == 1 else f"{mark.size:,} incidents"
            items += draw_pie(mark.kinds, mark.size, mark.area, mark.x, mark.y, mark.radius, name)
    return items


def legend(incidents: Incidents, shown: Mask, marks: Sequence[Mark], frame: Frame) -> list[Item]:
    """What the marks mean, for those that are there, with how many incidents there are of each kind."""
    x, y = frame.x + frame.width + 18, frame.y + 12
    items: list[Item] = []
    totals = np.bincount(kind_codes(incidents)[shown], minlength=len(SYMBOLS))

    def head(text: str) -> None:
        nonlocal y
        items.append(Label(x, y, text, 12, INK, bold=True, name="legend"))
        y += 22

    def entry(mark: list[Item], text: str, number: str = "") -> None:
        nonlocal y
        items.extend(mark)
        lines = wrapped(text, 11.5, LEGEND_WIDTH - 30 - (text_width(number, 11.5) + 6 if number else 0), most=3)
        for i, line in enumerate(lines):
            items.append(Label(x + 30, y + 4 + i * 14, line, 11.5, INK, name="legend"))
        if number:
            items.append(Label(x + LEGEND_WIDTH, y + 4, number, 11.5, DIM, "end", name="legend-count"))
        y += 23 + 14 * (len(lines) - 1)

    if totals.any():
        head("Kind")
    for (kind, symbol), total in zip(SYMBOLS.items(), totals.tolist(), strict=True):
        if total:
            entry(draw_symbol(symbol, "occurred", x + 11, y, SYMBOL_RADIUS), kind, f"{total:,}")
    present = {incidents.statuses.names[code] for code in np.unique(incidents.statuses.codes[shown])}
    others = [status for status in STATUSES if status in present and status != "occurred"]
    if others:
        y += 8
        head("Status, where it did not just happen")
    for status in others:
        entry(draw_symbol(SYMBOLS["Protests"], status, x + 11, y, 6.0), STATUS_WORDS[status])
    several = any(mark.size > 1 for mark in marks)
    area = any(mark.area for mark in marks)
    ring = any(mark.one_place and mark.radius_km > 0 for mark in marks)
    if several or area or ring:
        y += 8
        head("Marks")
    if several:
        entry(draw_pie((2, 1, 0, 1, 0, 0, 0), 4, False, x + 11, y, 11, ""), "several incidents near each other")
    if area:
        entry(draw_pie((0, 0, 1, 0, 0, 0, 0), 1, True, x + 11, y, 7, ""), "place known only as an area")
    if ring:
        tint = Shape([_ring(x + 11, y, 10)], fill="#8A8F98", opacity=0.15, stroke="#5B616B", width=1.1, dash=(4.0, 3.0))
        entry([tint], "how far off the point may be")
    return items
