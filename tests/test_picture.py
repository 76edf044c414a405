"""A picture shows what it should: marks where the places are, counts, legend, names and its recipe."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from geo.export.labels import place_names
from geo.export.marks import find_marks
from geo.export.picture import SIZES, compose, to_picture
from geo.export.projection import EARTH_KM, Frame, Projection, circle, fit
from geo.export.recipe import Recipe, changes, data_hash, find_recipe, from_text
from geo.export.sheet import Label, Layer, Shape, Sheet, wrapped
from geo.records import Place, Reading
from geo.store.store import open_store
from geo.view.filters import Filters
from geo.view.generate import generate
from geo.view.symbols import SYMBOLS
from geo.view.view import Incidents, count, to_incidents

FRAME = Frame(0, 0, 900, 600)
FORMS = ("png", "svg", "pdf")


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[list[Reading]], Incidents]:
    def load(readings: list[Reading]) -> Incidents:
        store = open_store(str(tmp_path / f"{len(list(tmp_path.iterdir()))}.db"))
        store.load_bulk(readings)
        tables = store.frame()
        store.close()
        return to_incidents(tables)

    return load


def at(number: int, latitude: float, longitude: float, name: str = "Somewhere", **changes: object) -> Reading:
    """A made-up incident moved to a place."""
    made = list(generate(number + 1, seed=11))[number]
    place = Place(name, latitude, longitude, 1.0, "exact", "IQ")
    moved = replace(made.incidents[0], place=place, status="occurred")
    return replace(made, incidents=(replace(moved, **changes),))  # type: ignore[arg-type]


def recipe_of(incidents: Incidents, **changes: object) -> Recipe:
    shown = np.ones(len(incidents), dtype=bool)
    found = count(incidents, shown)
    recipe = Recipe(
        filters=Filters(countries=("IQ",), date_from=date(2021, 1, 1)).to_query(),
        title="A title",
        exported="2026-11-22",
        shown=found.shown,
        total=found.total + 5,
        reports=found.reports,
        unplaced=found.unplaced,
        data=data_hash(incidents, shown),
    )
    return replace(recipe, **changes)  # type: ignore[arg-type]


def drawn(incidents: Incidents, form: str, **changes: object) -> bytes:
    shown = np.ones(len(incidents), dtype=bool)
    return to_picture(incidents, shown, recipe_of(incidents, **changes), form)


def sheet_of(incidents: Incidents, **changes: object) -> Sheet:
    return compose(incidents, np.ones(len(incidents), dtype=bool), recipe_of(incidents, **changes))


def layer(sheet: Sheet, name: str) -> Layer:
    return next(layer for layer in sheet.layers if layer.name == name)


def texts(sheet: Sheet, name: str = "") -> list[str]:
    items = [item for layer in sheet.layers for item in layer.items]
    return [item.text for item in items if isinstance(item, Label) and (not name or item.name == name)]


FAR_APART = [(33.3, 44.4), (36.3, 43.1), (30.5, 47.8), (31.9, 35.9), (35.7, 51.4)]


def test_each_mark_is_drawn_at_the_pixels_of_its_place(stored: Callable[[list[Reading]], Incidents]) -> None:
    incidents = stored([at(number, *place, name=f"Town {number}") for number, place in enumerate(FAR_APART)])
    sheet = sheet_of(incidents)
    frame = layer(sheet, "ground").frame
    assert frame
    projection = fit(incidents.latitude, incidents.longitude, incidents.radius_km, frame)
    expected = projection.to_pixels(incidents.latitude, incidents.longitude)
    named = [item for item in layer(sheet, "marks").items if isinstance(item, Shape) and "Town" in item.name]
    assert len(named) == len(FAR_APART)
    for item in named:
        row = int(item.name[-1])
        event_type = incidents.event_types.at(row)
        offsets = np.array(SYMBOLS[event_type].points).mean(axis=0) * 7.5
        assert np.allclose(item.rings[0].mean(axis=0) - offsets, expected[row], atol=0.1)
        assert item.fill == SYMBOLS[event_type].fill


def test_the_marks_and_the_unplaced_add_up_to_all_incidents(stored: Callable[[list[Reading]], Incidents]) -> None:
    incidents = stored(list(generate(500, seed=2)))
    rows = np.flatnonzero(incidents.placed)
    marks = find_marks(incidents, rows, np.random.default_rng(0).uniform(0, 600, (len(rows), 2)))
    assert sum(mark.size for mark in marks) == len(rows)
    assert all(sum(mark.kinds) == mark.size for mark in marks)
    for area in (True, False):
        for one, other in combinations([mark for mark in marks if mark.area == area], 2):
            assert np.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 8


def test_title_filters_counts_and_legend_stand_in_the_text_of_the_svg(
    stored: Callable[[list[Reading]], Incidents],
) -> None:
    incidents = stored([at(number, *place) for number, place in enumerate(FAR_APART)])
    root = ElementTree.fromstring(drawn(incidents, "svg"))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "A title" in words
    assert "Country: Iraq · From 2021-01-01" in words
    assert "5 of 10 incidents, from 5 reports" in words
    for name in set(incidents.event_types.names):
        assert name in words
    assert sum(int(word) for word in texts(sheet_of(incidents), "legend-count")) == 5
    assert any(word and word.endswith(" km") for word in words)
    assert any(word and "Natural Earth" in word for word in words)
    assert any(word and "2026-11-22" in word for word in words)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_and_recipe_give_the_same_bytes(form: str, stored: Callable[[list[Reading]], Incidents]) -> None:
    incidents = stored([at(number, *place) for number, place in enumerate(FAR_APART)])
    assert drawn(incidents, form) == drawn(incidents, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_carries_its_recipe(form: str, stored: Callable[[list[Reading]], Incidents]) -> None:
    incidents = stored([at(0, 33.3, 44.4)])
    wanted = recipe_of(incidents, title='"Quoted" & <hostile> \\ title — ünïcode', box=(20.0, 170.0, 40.0, -170.0))
    found = find_recipe(to_picture(incidents, np.ones(1, dtype=bool), wanted, form))
    assert found == wanted
    assert found and found.view() == Filters(countries=("IQ",), date_from=date(2021, 1, 1))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\x89PNG broken", b"<svg", b"<!doctype html><p>", b"hello"])
def test_a_file_without_a_recipe_has_none(data: bytes) -> None:
    assert find_recipe(data) is None


@pytest.mark.parametrize(
    "text",
    [
        "[]", "{}", "1", "null", "[" * 100_000, '{"filters": [], "data": ""}', '{"filters": {"kinds": 1}, "data": ""}',
        '{"filters": {"kinds": [1]}, "data": ""}', '{"filters": {}, "data": 1}',
        '{"filters": {}, "data": "", "shown": "x"}',
        '{"filters": {}, "data": "", "box": [1, 2]}', '{"filters": {}, "data": "", "box": [0, 0, 999, 0]}',
        '{"filters": {}, "data": "", "box": "x"}',
    ],
)  # fmt: skip
def test_a_recipe_that_somebody_tampered_with_is_none(text: str) -> None:
    page = f'<!doctype html><script type="application/json" id="dateline-recipe">{text}</script>'
    assert find_recipe(page.encode()) is None


def test_what_changed_since_a_snapshot_is_said_in_sentences(stored: Callable[[list[Reading]], Incidents]) -> None:
    old = recipe_of(stored([at(0, 33.3, 44.4)]))
    assert changes(old, old) == []
    more = recipe_of(stored([at(0, 33.3, 44.4), at(1, 30.5, 47.8)]))
    assert changes(old, more) == [
        "The incidents have changed since 2026-11-22: 2 now, 1 more than the 1 then.",
        "The store has 7 incidents; it had 6.",
    ]
    other = recipe_of(stored([at(0, 33.4, 44.4)]))
    assert changes(old, other) == ["The incidents have changed since 2026-11-22: as many as then, but not the same."]
    assert from_text(old.to_text()) == old


def test_the_hash_of_the_data_does_not_depend_on_its_order(stored: Callable[[list[Reading]], Incidents]) -> None:
    readings = list(generate(20, seed=3))
    one, other = stored(readings), stored(readings[::-1])
    everything = np.ones(20, dtype=bool)
    assert data_hash(one, everything) == data_hash(other, everything)
    assert data_hash(one, everything) != data_hash(one, np.arange(20) < 19)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_the_size_that_was_asked_for(
    form: str, size: str, stored: Callable[[list[Reading]], Incidents]
) -> None:
    data = drawn(stored([at(0, 33.3, 44.4)]), form, size=size)
    wanted = SIZES[size]
    if form == "png":
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (round(wanted.width * wanted.scale), round(wanted.height * wanted.scale))
            assert image.info["dpi"][0] == pytest.approx(wanted.dpi, abs=0.1)
            assert image.convert("L").getextrema()[0] < 80
    elif form == "svg":
        assert ElementTree.fromstring(data).get("viewBox") == f"0 0 {wanted.width} {wanted.height}"
    else:
        box = PdfReader(io.BytesIO(data)).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx((wanted.width * 0.75, wanted.height * 0.75))


@pytest.mark.parametrize(
    ("places", "note"),
    [([], "No incidents match these filters."), ([None], "The incident has no place."),
     ([None, None], "None of the 2 incidents has a place.")],
)  # fmt: skip
def test_a_view_without_marks_says_so(
    places: list[None], note: str, stored: Callable[[list[Reading]], Incidents]
) -> None:
    incidents = stored([at(number, 0, 0, place=None) for number, _ in enumerate(places)])
    assert texts(sheet_of(incidents), "note") == [note]
    assert drawn(incidents, "svg")


NAMES = ["بغداد", "北京市", "Київ", "תל אביב", "서울", "𠮷野家"]
NAMES += ["\u202eevil", "a\x00b\x1f", "<script>${1}</script>", "\ud800"]


@pytest.mark.parametrize("form", FORMS)
def test_names_of_any_script_and_any_kind_are_drawn(form: str, stored: Callable[[list[Reading]], Incidents]) -> None:
    readings = [at(number, 20 + 3.0 * number, 40 + 4.0 * (number % 3), name) for number, name in enumerate(NAMES)]
    data = drawn(stored(readings), form, title=" ".join(NAMES))
    if form == "svg":
        words = "".join(ElementTree.fromstring(data).itertext())
        assert "بغداد" in words and "北京市" in words
        assert b"<script" not in data


def test_arabic_letters_join(stored: Callable[[list[Reading]], Incidents]) -> None:
    from geo.export.fonts import runs, text_width

    assert text_width("بغداد", 20) < sum(text_width(letter, 20) for letter in "بغداد") * 0.95
    assert [run.text for run in runs("مطار Baghdad")] == ["Baghdad", "مطار "]


def test_labels_lie_neither_on_each_other_nor_beyond_the_frame(
    stored: Callable[[list[Reading]], Incidents],
) -> None:
    incidents = stored(list(generate(800, seed=6)))
    sheet = sheet_of(incidents)
    frame = layer(sheet, "names").frame
    assert frame
    boxes = []
    for item in layer(sheet, "names").items:
        if isinstance(item, Label):
            right = 2 * item.x - item.left if item.anchor == "middle" else item.left
            boxes.append((item.left, item.y - item.size * 0.7, max(right, item.left + item.size), item.y))
    assert boxes
    for left, top, right, bottom in boxes:
        assert (
            left >= frame.x and top >= frame.y and bottom <= frame.y + frame.height and right <= frame.x + frame.width
        )
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_only_places_are_named_beside_marks_of_one_place(stored: Callable[[list[Reading]], Incidents]) -> None:
    incidents = stored([at(0, 33.3, 44.4, "Here"), at(1, 33.3, 44.4, "Here"), at(2, 36.0, 44.0, "There")])
    points = np.array([[100.0, 100.0], [100.0, 100.0], [400.0, 300.0]])
    names = place_names(incidents, find_marks(incidents, np.arange(3), points), [], FRAME)
    assert sorted(item.text for item in names if isinstance(item, Label)) == ["Here", "There"]


# Projection


@pytest.mark.parametrize(
    "places",
    [
        [(-18.1, 178.4), (-13.8, -171.8)],
        [(78.2, 15.6), (82.5, -62.3), (71.3, -156.8), (71.6, 128.9)],
        [(-89.0, 0.0), (-85.0, 180.0)],
        [(33.3, 44.4)],
        [(51.5, 0.0), (40.7, -74.0), (35.7, 139.7), (-33.9, 151.2)],
    ],
    ids=["date line", "north pole", "south pole", "one place", "world"],
)
def test_every_place_lies_in_the_frame(places: list[tuple[float, float]]) -> None:
    latitude, longitude = np.array(places).T
    points = fit(latitude, longitude, np.ones(len(places)), FRAME).to_pixels(latitude, longitude)
    assert (points >= 0).all() and (points <= [900, 600]).all()


def test_islands_on_both_sides_of_the_date_line_are_drawn_side_by_side() -> None:
    latitude, longitude = np.array([-16.8, -16.8]), np.array([179.9, -179.9])
    projection = fit(latitude, longitude, np.ones(2), FRAME)
    assert not projection.world
    apart = np.diff(projection.to_pixels(latitude, longitude), axis=0)[0]
    assert apart[0] / projection.pixels_per_km == pytest.approx(21.3, abs=0.5)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 500))
def test_a_circle_on_the_earth_is_as_large_as_its_radius(latitude: float, longitude: float, radius: float) -> None:
    up, along = circle(latitude, longitude, radius)
    far = Projection(False, latitude, longitude).distance(up, along)
    assert np.allclose(np.radians(far) * EARTH_KM, radius, rtol=1e-3, atol=0.02)


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_the_azimuthal_projection_keeps_areas(latitude: float, longitude: float) -> None:
    step = 0.01
    corners = np.array([[0, 0], [0, step], [step, step], [step, 0]]) + [latitude, longitude]
    projection = Projection(False, 10.0, 20.0)
    if projection.distance(corners[:, 0], corners[:, 1]).max() > 120:
        return
    x, y = projection.to_pixels(corners[:, 0], corners[:, 1]).T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    middle = np.radians(latitude + step / 2)
    assert area == pytest.approx(np.radians(step) ** 2 * np.cos(middle), rel=2e-3)


def test_a_box_fills_the_frame() -> None:
    projection = fit(np.array([]), np.array([]), np.array([]), FRAME, (30.0, 40.0, 36.0, 50.0))
    corners = projection.to_pixels(np.array([30.0, 36.0, 33.0]), np.array([40.0, 50.0, 45.0]))
    assert (corners >= -1).all() and (corners <= [901, 601]).all()
    assert np.ptp(corners[:2], axis=0).max() > 500


@given(st.text(max_size=80), st.floats(60, 400))
def test_wrapped_text_never_exceeds_its_lines(text: str, width: float) -> None:
    lines = wrapped(text, 12, width, most=2)
    assert len(lines) <= 2
    assert re.sub(r"\s|…", "", "".join(lines)) in re.sub(r"\s|…", "", text)


def test_an_empty_picture_of_a_country_shows_that_country(stored: Callable[[list[Reading]], Incidents]) -> None:
    sheet = compose(stored([]), np.zeros(0, dtype=bool), recipe_of(stored([])))
    assert "No incidents match these filters." in texts(sheet, "note")
    frame = layer(sheet, "ground").frame
    assert frame
    assert "IRAQ" in {text.upper() for text in texts(sheet)}
    assert "BRAZIL" not in {text.upper() for text in texts(sheet)}


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ((33.2, 44.2, 33.5, 44.6), "Area: 33.20° N to 33.50° N, 44.20° E to 44.60° E"),
        ((-20.0, 175.0, -10.0, 185.0), "Area: 20.0° S to 10.0° S, 175.0° E to 175.0° W"),
        ((-40.0, -80.0, 10.0, -30.0), "Area: 40° S to 10° N, 80° W to 30° W"),
    ],
)
def test_the_area_shown_is_said_in_words(
    box: tuple[float, float, float, float], said: str, stored: Callable[[list[Reading]], Incidents]
) -> None:
    assert any(said in text for text in texts(sheet_of(stored([at(0, 33.3, 44.4)]), box=box), "caption"))
