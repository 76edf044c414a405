"""Every data file obeys its format's rules, and read back gives the same incidents."""

import csv
import io
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from fastkml import KML
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from geo.export.columns import ACLED_COLUMNS, COLUMNS, as_written, harmless
from geo.export.export import WRITERS, write_data
from geo.export.restore import RestoreError, is_export, read_exported, read_incidents, to_reading
from geo.records import (
    ATTRIBUTIONS,
    DATE_PRECISIONS,
    EVENT_TYPE_OF,
    PLACE_PRECISIONS,
    STATUSES,
    Actor,
    Article,
    Excerpt,
    Incident,
    Place,
    Reading,
)  # fmt: skip
from geo.store.store import open_store
from geo.view.generate import generate

ENDINGS = {form: "csv" if form == "acled" else form for form in WRITERS}
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20).map(str.strip)
NAMES = WORDS.filter(bool)
COUNTS = st.none() | st.integers(0, 10**6)


def numbers(least: float, most: float) -> st.SearchStrategy[float]:
    """Numbers to six decimals, a tenth of a metre: a workbook keeps no more than 15 digits."""
    return st.floats(least, most).map(lambda number: round(number, 6))


@st.composite
def places(draw: st.DrawFn) -> Place:
    return Place(
        draw(NAMES),
        draw(numbers(-90, 90)),
        draw(numbers(-180, 180)),
        draw(numbers(0, 5000)),
        draw(st.sampled_from(PLACE_PRECISIONS)),
        draw(st.sampled_from(["", "IQ", "FJ"])),
        draw(WORDS),
        draw(st.none() | st.integers(1, 2**40)),
        draw(st.sampled_from(["", "near", "north of"])),
        draw(st.sampled_from(["", "city"])),
    )


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    start, end = draw(st.sampled_from([(first, last), (first, first), (None, last), (None, None)]))
    kind = draw(st.sampled_from(sorted(EVENT_TYPE_OF)))
    words = draw(WORDS)
    return Incident(
        id=draw(st.uuids()).hex,
        event_type=EVENT_TYPE_OF[kind],
        sub_event_type=kind,
        status=draw(st.sampled_from(STATUSES)),
        attribution=draw(st.sampled_from(ATTRIBUTIONS)),
        date_start=start,
        date_end=end,
        date_precision=draw(st.sampled_from(DATE_PRECISIONS)),
        place=draw(st.none() | places()),
        actors=tuple(draw(st.lists(st.builds(Actor, NAMES, WORDS, st.just("IQ"), st.just("target")), max_size=2))),
        fatalities_low=draw(COUNTS),
        fatalities_best=draw(COUNTS),
        fatalities_high=draw(COUNTS),
        injured=draw(COUNTS),
        excerpts=(Excerpt("a1", 0, len(words), words, (0, 1), None, (2, 3), ((0, 1),), "denied", date_start=start),),
        confidence=draw(numbers(0, 1)),
        reasons=(draw(WORDS),),
        alternatives=tuple(draw(st.lists(places(), max_size=1))),
        source=draw(st.sampled_from(["", "UCDP GED"])),
    )


def written(found: list[Incident], form: str, folder: Path) -> Path:
    path = folder / f"incidents.{ENDINGS[form]}"
    write_data(found, form, path, {"a1": Article("a1", "", source="Example", url="https://news.example/1")})
    return path


@pytest.mark.parametrize("form", [form for form in WRITERS if form != "acled"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(incidents(), max_size=4))
def test_what_is_exported_reads_back_the_same(form: str, tmp_path: Path, found: list[Incident]) -> None:
    assert read_incidents(written(found, form, tmp_path)) == found


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(incidents(), max_size=4))
def test_acled_columns_read_back_with_kind_place_and_days(tmp_path: Path, found: list[Incident]) -> None:
    def kept(one: Incident) -> tuple[object, ...]:
        where = one.place and (one.place.latitude, one.place.longitude, one.place.radius_km, one.place.precision)
        return (
            one.id, one.event_type, one.sub_event_type, one.status, one.attribution, where,
            one.date_start, one.date_end, one.date_precision, one.fatalities_best, one.injured,
        )  # fmt: skip

    assert [kept(one) for one in read_incidents(written(found, "acled", tmp_path))] == [kept(one) for one in found]


@pytest.fixture
def made() -> list[Incident]:
    return [one for reading in generate(60, seed=5) for one in reading.incidents]


def test_geojson_keeps_the_rules_of_rfc_7946(made: list[Incident], tmp_path: Path) -> None:
    whole = json.loads(written(made, "geojson", tmp_path).read_text(encoding="utf-8"))
    assert whole["type"] == "FeatureCollection"
    assert "crs" not in whole
    assert len(whole["features"]) == len(made)
    for feature, one in zip(whole["features"], made, strict=True):
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert not {"coordinates", "features", "type"} & set(feature["properties"])
        if one.place is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
            assert (latitude, longitude) == (one.place.latitude, one.place.longitude)


def test_kml_is_read_by_a_parser_that_checks_its_structure(made: list[Incident], tmp_path: Path) -> None:
    path = written(made, "kml", tmp_path)
    (document,) = KML.parse(path, strict=True).features
    assert len(document.features) == len(made)
    for placemark, one in zip(document.features, made, strict=True):
        assert (placemark.geometry is None) == (one.place is None)
        if one.place:
            assert placemark.geometry.coords[0] == (one.place.longitude, one.place.latitude)
        begin = placemark.times.begin.dt if placemark.times else None
        assert begin == one.date_start


def test_gpkg_opens_as_one_layer_of_points_in_wgs_84(made: list[Incident], tmp_path: Path) -> None:
    path = written(made, "gpkg", tmp_path)
    about = pyogrio.read_info(path, layer="incidents")
    assert (about["features"], about["geometry_type"], about["crs"]) == (60, "Point", "EPSG:4326")
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA user_version").fetchone() == (10200,)
        days = [row[0] for row in database.execute("SELECT date_start FROM incidents ORDER BY number")]
    database.close()
    assert days == [one.date_start.isoformat() if one.date_start else None for one in made]


def test_xlsx_opens_with_days_as_days_and_numbers_as_numbers(made: list[Incident], tmp_path: Path) -> None:
    book = load_workbook(written(made, "xlsx", tmp_path))
    lines = list(book["Incidents"].iter_rows(values_only=True))
    assert lines[0] == COLUMNS
    day, latitude = COLUMNS.index("date_start"), COLUMNS.index("latitude")
    for line, one in zip(lines[1:], made, strict=True):
        assert (line[day].date() if line[day] else None) == one.date_start  # type: ignore[union-attr]
        assert line[latitude] == (one.place.latitude if one.place else None)


def test_csv_opens_in_pandas(made: list[Incident], tmp_path: Path) -> None:
    table = pd.read_csv(written(made, "csv", tmp_path), keep_default_na=False)
    assert list(table.columns) == list(COLUMNS)
    assert list(table["id"]) == [one.id for one in made]
    assert set(table["sources"]) == {one.excerpts[0].article_id for one in made}


def test_acled_csv_has_the_columns_of_acled_in_their_order(made: list[Incident], tmp_path: Path) -> None:
    table = pd.read_csv(written(made, "acled", tmp_path), keep_default_na=False)
    assert tuple(table.columns) == ACLED_COLUMNS
    assert list(table["event_date"]) == [one.date_start.isoformat() if one.date_start else "" for one in made]
    assert set(table["disorder_type"]) <= {"Political violence", "Demonstrations", "Strategic developments", ""}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("IQ", ["368", "Middle East", "Iraq"]),
        ("CD", ["180", "Middle Africa", "Democratic Republic of the Congo"]),
        ("XK", ["", "Europe", "Kosovo"]),
        ("", ["", "", ""]),
    ],
)
def test_acled_csv_has_the_number_of_iso_and_the_region_of_acled(
    code: str, expected: list[str], tmp_path: Path, made: list[Incident]
) -> None:
    placed = replace(made[0], place=Place("X", 1.0, 2.0, 3.0, "city", code))
    table = pd.read_csv(written([placed], "acled", tmp_path), keep_default_na=False, dtype=str)
    assert list(table.loc[0, ["iso", "region", "country"]]) == expected


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_cell_is_only_text(text: str, made: list[Incident], tmp_path: Path) -> None:
    place = Place(text, 1.0, 2.0, 3.0, "exact")
    hostile = replace(made[0], id=text, place=place, source=text, actors=(Actor(text),))
    for form in ("csv", "acled"):
        with written([hostile], form, tmp_path).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    book = load_workbook(written([hostile], "xlsx", tmp_path))
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(("=", "+", "-", "@"))


@given(st.text(st.sampled_from("'=+-@\t\rab"), max_size=8))
def test_harmless_text_turns_back_into_what_was_written(text: str) -> None:
    assert as_written(harmless(text)) == text


def test_a_text_too_long_for_a_cell_is_continued_and_put_together_again(made: list[Incident], tmp_path: Path) -> None:
    long = replace(made[0], excerpts=(Excerpt("a1", 0, 100_000, "=long " * 20_000),))
    path = written([long, made[1]], "xlsx", tmp_path)
    assert read_incidents(path) == [long, made[1]]
    sheet = load_workbook(path)["Incidents"]
    assert max(len(str(cell)) for line in sheet.iter_rows(values_only=True) for cell in line) <= 32_767


@pytest.mark.parametrize("form", WRITERS)
def test_no_incidents_make_an_empty_file_that_opens(form: str, tmp_path: Path) -> None:
    assert read_incidents(written([], form, tmp_path)) == []


def test_sources_are_named_with_their_addresses(made: list[Incident], tmp_path: Path) -> None:
    one = replace(made[0], excerpts=(Excerpt("a1", 0, 1, "x"), Excerpt("a1", 5, 6, "y"), Excerpt("a2", 0, 1, "z")))
    table = pd.read_csv(written([one], "csv", tmp_path))
    assert table["sources"][0] == "Example https://news.example/1; a2"


def test_a_recipe_travels_in_the_file(made: list[Incident]) -> None:
    recipe = {"filters": {"kinds": ["Battles"]}, "version": "1"}
    for form in ("geojson", "xlsx", "gpkg"):
        out = io.BytesIO()
        write_data(made[:1], form, out, recipe=recipe)
        assert out.getvalue()
        if form == "geojson":
            assert json.loads(out.getvalue())["dateline"] == recipe


def test_rows_that_acled_itself_wrote_are_read(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,"
        "admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,tags\n"
        "YEM1,2021-03-04,2,Battles,Armed clash,Group A,Rebel group,Group B,State forces,Yemen,Marib,Marib,15.46,45.32,"
        '2,Example,"Near Marib, they fought.",7,\n'
    )
    (one,) = read_incidents(path)
    assert (one.date_start, one.date_precision) == (date(2021, 3, 4), "week")
    assert one.place == Place("Marib", 15.46, 45.32, 25.0, "near", "YE", "Marib")
    assert [actor.name for actor in one.actors] == ["Group A", "Group B"]
    assert (one.fatalities_best, one.source, one.excerpts[0].text) == (7, "Example", "Near Marib, they fought.")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("notes.txt", "x", "notes.txt: not a table of incidents"),
        ("bad.geojson", "{", "bad.geojson: can't be read as geojson"),
        ("bad.kml", "<kml", "bad.kml: can't be read as kml"),
        ("bad.gpkg", "x", "bad.gpkg: can't be read as gpkg"),
        ("bad.csv", "id,date_start\na,yesterday\n", "bad.csv, incident 1: date_start: 'yesterday' is not a day"),
        ("bad.csv", "id,latitude,longitude\na,95,0\n", "bad.csv, incident 1: latitude, longitude: 95.0, 0.0 is not"),
        ("bad.csv", "name\na\n", "bad.csv, incident 1: id: missing"),
        ("bad.xlsx", "x", "bad.xlsx: can't be read as xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_back_is_one_sentence(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(RestoreError) as caught:
        read_incidents(tmp_path / name)
    assert str(caught.value).startswith(said)


def test_an_unknown_format_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="'shp' is no data format; choose one of geojson"):
        write_data([], "shp", io.BytesIO())


def test_an_export_goes_into_another_store_and_into_its_own_only_once(made: list[Incident], tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "test.db"))
    for form in ("geojson", "csv", "kml", "gpkg", "xlsx", "jsonl"):
        path = written(made, form, tmp_path)
        assert is_export(path.name, path.read_bytes()[:2000])
        items = list(read_exported(path.name, path.read_bytes(), store.incidents))
        if form == "geojson":
            for item in items:
                assert isinstance(item, Reading)
                store.load(item)
                for excerpt in item.incidents[0].excerpts:
                    assert item.article.text[excerpt.start : excerpt.end] == excerpt.text
            assert store.count()["incidents"] == len(made)
        else:
            assert [str(item) for item in items if not isinstance(item, Reading)]
            assert len(items) == 1
    assert {(one.id, one.place, one.date_start, one.source) for one in store.incidents()} == {
        (one.id, one.place, one.date_start, "incidents.geojson") for one in made
    }
    store.close()


def test_an_imported_incident_keeps_its_marked_words() -> None:
    excerpt = Excerpt("a1", 200, 226, "A bomb exploded in Ramadi.", (207, 215), (219, 225), None, ((200, 206),))
    one = next(generate(1)).incidents[0]
    reading = to_reading(replace(one, excerpts=(excerpt, excerpt)), "file.csv")
    for kept in reading.incidents[0].excerpts:
        assert kept.trigger and kept.place
        assert reading.article.text[slice(*kept.trigger)] == "exploded"
        assert reading.article.text[slice(*kept.place)] == "Ramadi"
        assert reading.article.text[slice(*kept.actors[0])] == "A bomb"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.csv", b"id,title,text\n"),
        ("a.jsonl", b'{"id": "a", "text": "x"}'),
        ("a.txt", b"id,event_type,sub_event_type,"),
    ],
)
def test_articles_are_not_taken_for_exports(name: str, head: bytes) -> None:
    assert not is_export(name, head)


def test_an_export_that_cannot_be_read_is_a_problem_with_its_cure() -> None:
    (problem,) = read_exported("bad.geojson", b"{")
    assert str(problem).startswith("bad.geojson")
