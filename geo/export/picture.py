"""A picture of the incidents in a view, drawn from the vector map: PNG, SVG or PDF, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.export import legend
from geo.export.draw_pdf import to_pdf
from geo.export.draw_png import to_png
from geo.export.draw_svg import to_svg
from geo.export.fonts import text_width
from geo.export.ground import BORDER, Ground, find_ground
from geo.export.labels import Place, around, box_of, names_of_ground, place_names
from geo.export.marks import DIM, INK, SYMBOL_RADIUS, Mark, draw_pie, draw_symbol, find_marks
from geo.export.projection import EARTH_KM, Frame, Projection, circle, fit
from geo.export.recipe import KEY, Recipe
from geo.export.sheet import Item, Label, Layer, Shape, Sheet, wrapped
from geo.view.basemap import ATTRIBUTION, outline
from geo.view.symbols import SYMBOLS
from geo.view.view import Incidents, Mask
from geo.view.wording import title_words

MARGIN = 26.0


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


DRAWERS: dict[str, Callable[[Sheet], bytes]] = {"png": to_png, "svg": to_svg, "pdf": to_pdf}
"""Format to the function that draws it."""


def to_picture(incidents: Incidents, shown: Mask, recipe: Recipe, form: str) -> bytes:
    """The marked incidents as a picture: "png", "svg" or "pdf"."""
    return DRAWERS[form](compose(incidents, shown, recipe))


def compose(incidents: Incidents, shown: Mask, recipe: Recipe) -> Sheet:
    """The picture as shapes and words: head, map, legend and foot."""
    size = SIZES[recipe.size]
    head, bottom = _head(recipe, size)
    frame = Frame(MARGIN, bottom, size.width - 2 * MARGIN - legend.WIDTH - 18, size.height - bottom - 34)
    rows = np.flatnonzero(shown & incidents.placed)
    latitude, longitude = incidents.latitude[rows], incidents.longitude[rows]
    radius = incidents.radius_km[rows]
    if len(rows):
        projection = fit(latitude, longitude, radius, frame, recipe.box)
    else:
        edge = outline(recipe.view().countries)
        projection = fit(edge[:, 0], edge[:, 1], np.zeros(1), frame, recipe.box)
    points = projection.to_pixels(latitude, longitude)
    inside = (points >= [frame.x, frame.y]).all(axis=1)
    inside &= (points <= [frame.x + frame.width, frame.y + frame.height]).all(axis=1)
    marks = find_marks(incidents, rows[inside], points[inside])
    here = {incidents.countries.names[code] for code in np.unique(incidents.countries.codes[rows])} - {""}
    ground = find_ground(projection, frame, here)
    taken = [around(mark.x, mark.y, mark.radius + 2) for mark in marks]
    bar, bar_box = _scale_bar(projection, frame)
    names = place_names(incidents, marks, [*taken, bar_box], frame)
    names += names_of_ground(ground, projection, frame, [*taken, bar_box, *map(box_of, names)], names, marks)
    layers = [
        Layer(ground.items, "ground", frame),
        Layer(draw_areas(incidents, marks, projection, ground), "areas", frame),
        Layer(names, "names", frame),
        Layer(draw_marks(incidents, marks), "marks", None if projection.world else frame),
        Layer([*bar, *_edge(frame, projection), *_empty_note(recipe, len(rows), frame)], "frame"),
        Layer(head, "head"),
        Layer(legend.legend(incidents, shown, marks, frame), "legend"),
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
