"""Data files of incidents for other programs: GeoJSON, CSV, KML, GeoPackage, Excel, and ACLED's columns."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyogrio
from lxml import etree
from lxml.builder import E
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from geo.articles.tables import acled_countries
from geo.contract import incident_to_json
from geo.export.columns import (
    ACLED_COLUMNS,
    COLUMNS,
    DAYS,
    NUMBERS,
    WHOLE_NUMBERS,
    Articles,
    Row,
    harmless,
    to_acled,
    to_row,
)
from geo.records import Incident

GEOPACKAGE_VERSION = "1.2"
"""Everything here is in it, and QGIS 3.22 and its time warn of anything later than 1.3."""
LONGEST_CELL = 32_000
"""Characters of one cell in a workbook; Excel's limit is 32,767."""

FIRST_EXCEL_YEAR = 1901
"""Excel counts days from 1900 and believes that year to be a leap year: earlier days are written as text."""

Recipe = Mapping[str, Any]


def write_data(
    incidents: Sequence[Incident],
    form: str,
    out: Path | BinaryIO,
    articles: Articles | None = None,
    recipe: Recipe | None = None,
) -> None:
    """Write the incidents as "geojson", "csv", "kml", "gpkg", "xlsx", "acled" or "jsonl".

    ``articles`` by id give the sources their names and addresses; ``recipe`` says what was asked
    for, and is kept inside where the format has a place for it. Raises ``ValueError`` for a form that is
    not among these.
    """
    data = write_bytes(incidents, form, articles, recipe)
    if isinstance(out, Path):
        out.write_bytes(data)
    else:
        out.write(data)


def write_bytes(
    incidents: Sequence[Incident], form: str, articles: Articles | None = None, recipe: Recipe | None = None
) -> bytes:
    """The same as ``write_data``, kept in memory."""
    if form not in WRITERS:
        raise ValueError(f"{form!r} is no data format; choose one of {', '.join(WRITERS)}")
    return WRITERS[form](incidents, articles or {}, recipe or {})


def _rounding(recipe: Recipe) -> str:
    return str(recipe.get("rounding", "exact"))


def features_of(incidents: Sequence[Incident], articles: Articles, rounding: str = "exact") -> list[dict[str, Any]]:
    """One GeoJSON Feature an incident, its geometry null when it has no place."""
    features = []
    for incident in incidents:
        place, row = incident.place, to_row(incident, articles, rounding)
        details = incident_to_json(incident)
        properties = {name: row[name] for name in COLUMNS if name not in ("latitude", "longitude", "details", *DAYS)}
        properties |= {name: details[name] for name in (*DAYS, "actors", "excerpts", "reasons", "alternatives")}
        features.append(
            {
                "type": "Feature",
                "id": incident.id,
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place else None,
                "properties": properties,
            }
        )
    return features


def to_geojson(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """RFC 7946: a FeatureCollection with the recipe as a foreign member."""
    whole: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": features_of(incidents, articles, _rounding(recipe)),
    }
    if recipe:
        whole["dateline"] = dict(recipe)
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def to_csv(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """One line an incident under ``COLUMNS``, formulas made harmless."""
    return _csv(COLUMNS, (to_row(incident, articles, _rounding(recipe)) for incident in incidents))


def to_acled_csv(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """One line an incident in ACLED's columns, formulas made harmless."""
    countries = acled_countries()
    return _csv(ACLED_COLUMNS, (to_acled(incident, articles, countries, _rounding(recipe)) for incident in incidents))


def _csv(columns: Sequence[str], rows: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in map(row.get, columns)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def to_jsonl(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """The contract's JSON, one line an incident."""
    return "".join(json.dumps(incident_to_json(incident)) + "\n" for incident in incidents).encode()


def to_kml(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """KML 2.2: one Placemark an incident with its days as a TimeSpan and all columns as data."""
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: "http://www.opengis.net/kml/2.2"}), file.element("Document"):
            file.write(E.name("Incidents"))
            if recipe:
                file.write(E.description(_xml(json.dumps(dict(recipe), ensure_ascii=False))))
            for incident in incidents:
                file.write(_placemark(incident, to_row(incident, articles, _rounding(recipe))))
    return out.getvalue()


def _placemark(incident: Incident, row: Row) -> etree._Element:
    place, mark = incident.place, E.Placemark()
    mark.append(E.name(_xml(f"{incident.sub_event_type} · {place.name}" if place else incident.sub_event_type)))
    mark.append(E.description(_xml(row["excerpts"])))
    if incident.date_start or incident.date_end:
        ends = (("begin", incident.date_start), ("end", incident.date_end))
        mark.append(E.TimeSpan(*(E(name, day.isoformat()) for name, day in ends if day)))
    known = [name for name in COLUMNS if row[name] not in (None, "")]
    mark.append(E.ExtendedData(*(E.Data(E.value(_xml(_text(row[name]))), name=name) for name in known)))
    if place:
        mark.append(E.Point(E.coordinates(f"{place.longitude!r},{place.latitude!r}")))
    return mark


def _xml(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return "".join(
        char
        if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
        else " "
        for char in text
    )


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def to_gpkg(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """A GeoPackage with one layer "incidents" of points; those without a place have no geometry."""
    rows = [to_row(incident, articles, _rounding(recipe)) for incident in incidents]
    columns: dict[str, pa.Array] = {
        name: pa.array([row[name] for row in rows], _arrow_type(name)) for name in COLUMNS if name != "id"
    }
    columns = {"id": pa.array([row["id"] for row in rows], pa.string())} | columns
    columns["geometry"] = pa.array([_point(row["latitude"], row["longitude"]) for row in rows], pa.binary())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"})
        pyogrio.write_arrow(
            pa.table(columns),
            path,
            driver="GPKG",
            layer="incidents",
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
            dataset_options={"VERSION": GEOPACKAGE_VERSION},
            layer_options={"FID": "number"},
            layer_metadata={"recipe": json.dumps(dict(recipe))} if recipe else None,
        )
        return path.read_bytes()


def _arrow_type(name: str) -> pa.DataType:
    if name in DAYS:
        return pa.date32()
    if name in NUMBERS:
        return pa.float64()
    return pa.int64() if name in WHOLE_NUMBERS else pa.string()


def _point(latitude: float | None, longitude: float | None) -> bytes | None:
    """A point as well-known binary."""
    return None if latitude is None or longitude is None else struct.pack("<BIdd", 1, 1, longitude, latitude)


def to_xlsx(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """A workbook: the incidents, what is too long for a cell continued on a second sheet, and the recipe."""
    book = Workbook(write_only=True)
    book.properties.creator = "Dateline"
    sheet = book.create_sheet("Incidents")
    sheet.freeze_panes = "A2"
    rest: list[tuple[str, str, int, str]] = []
    sheet.append(list(COLUMNS))
    for incident in incidents:
        row = to_row(incident, articles, _rounding(recipe))
        cells = []
        for name in COLUMNS:
            value = row[name]
            if isinstance(value, date) and value.year < FIRST_EXCEL_YEAR:
                value = value.isoformat()
            if isinstance(value, str):
                text = harmless(_xml(value))
                parts = [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)] or [""]
                rest += [(incident.id, name, number, part) for number, part in enumerate(parts[1:], 1)]
                value = parts[0]
            cells.append(value)
        sheet.append([_cell(sheet, value) for value in cells])
    if rest:
        more = book.create_sheet("Continued")
        more.append(["id", "column", "part", "text"])
        for line in rest:
            more.append([_cell(more, value) for value in line])
    if recipe:
        about = book.create_sheet("About")
        for name, value in recipe.items():
            about.append([_cell(about, harmless(name)), _cell(about, harmless(json.dumps(value, ensure_ascii=False)))])
    out = io.BytesIO()
    book.save(out)
    return _without_times(out)


def _without_times(book: io.BytesIO) -> bytes:
    """The workbook without the time at which it was written, so that the same incidents give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _cell(sheet: Any, value: object) -> WriteOnlyCell | None:
    """A cell whose text is never a formula; nothing for what is not known."""
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd"
    return cell


WRITERS: dict[str, Callable[[Sequence[Incident], Articles, Recipe], bytes]] = {
    "geojson": to_geojson,
    "csv": to_csv,
    "kml": to_kml,
    "gpkg": to_gpkg,
    "xlsx": to_xlsx,
    "acled": to_acled_csv,
    "jsonl": to_jsonl,
}
"""Format to the function that writes it."""
