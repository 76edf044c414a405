"""Incidents read back from the data files that the program writes, and from ACLED's own tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pyogrio
from lxml import etree
from openpyxl import load_workbook
from pyogrio.errors import DataSourceError

from geo.basemap import country_names
from geo.columns import DAYS, as_written, from_acled, from_row
from geo.contract import incident_from_json
from geo.records import Incident

Row = Mapping[str, Any]


class RestoreError(ValueError):
    """A file that can't be read as incidents, in one sentence that names the file and the row."""


def read_incidents(path: Path) -> list[Incident]:
    """The incidents of a .geojson, .csv, .kml, .gpkg, .xlsx or .jsonl file, or of a CSV in ACLED's columns.

    Raises ``RestoreError`` when the file is none of these or a row can't be read.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise RestoreError(f"{path.name}: not a table of incidents; these are read: {', '.join(READERS)}")
    try:
        return list(_numbered(path, reader(path)))
    except (OSError, ValueError, KeyError, TypeError, BadZipFile, etree.LxmlError, DataSourceError) as error:
        if isinstance(error, RestoreError):
            raise
        raise RestoreError(f"{path.name}: can't be read as {path.suffix[1:]} ({error})") from error


def _numbered(path: Path, rows: Iterable[tuple[Callable[[Row], Incident], Row]]) -> Iterator[Incident]:
    for number, (read, row) in enumerate(rows, 1):
        try:
            yield read(row)
        except (ValueError, KeyError, TypeError) as error:
            raise RestoreError(f"{path.name}, incident {number}: {error}") from error


Rows = Iterator[tuple[Callable[[Row], Incident], Row]]


def _read_csv(path: Path) -> Rows:
    text = path.read_text(encoding="utf-8-sig")
    csv.field_size_limit(2**31 - 1)
    for row in csv.DictReader(io.StringIO(text, newline="")):
        clean = {name: as_written(value) for name, value in row.items() if name and isinstance(value, str)}
        yield (_acled if "event_id_cnty" in clean else from_row), clean


def _acled(row: Row) -> Incident:
    return from_acled(row, {name: code for code, name in country_names().items()})


def _read_jsonl(path: Path) -> Rows:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield incident_from_json, json.loads(line)


def _read_geojson(path: Path) -> Rows:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield _feature, feature


def _feature(feature: Row) -> Incident:
    properties, geometry = dict(feature["properties"]), feature["geometry"]
    details = {name: properties.pop(name) for name in ("actors", "excerpts", "reasons", "alternatives")}
    longitude, latitude = geometry["coordinates"][:2] if geometry else (None, None)
    row = {**properties, "id": feature["id"], "latitude": latitude, "longitude": longitude}
    return from_row({**row, "details": json.dumps(details)})


def _read_kml(path: Path) -> Rows:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(path.read_bytes(), parser)
    kml = {"k": "http://www.opengis.net/kml/2.2"}
    for placemark in root.iterfind(".//k:Placemark", kml):
        data = {one.get("name"): one.findtext("k:value", "", kml) for one in placemark.iterfind(".//k:Data", kml)}
        yield from_row, data


def _read_gpkg(path: Path) -> Rows:
    _, table = pyogrio.read_arrow(path, layer="incidents", read_geometry=False)
    for row in table.to_pylist():
        yield from_row, row


def _read_xlsx(path: Path) -> Rows:
    book = load_workbook(path, read_only=True)
    try:
        rest: dict[tuple[str, str], str] = {}
        if "Continued" in book.sheetnames:
            for key, column, _, text in book["Continued"].iter_rows(min_row=2, values_only=True):
                rest[str(key), str(column)] = rest.get((str(key), str(column)), "") + str(text)
        lines = book.worksheets[0].iter_rows(values_only=True)
        names = [str(name) for name in next(lines)]
        for line in lines:
            row = dict(zip(names, line, strict=False))
            key = str(row.get("id"))
            whole = {
                name: as_written(value + rest.get((key, name), "")) if isinstance(value, str) else value
                for name, value in row.items()
            }
            yield from_row, {name: _day(value) if name in DAYS else value for name, value in whole.items()}
    finally:
        book.close()


def _day(value: object) -> object:
    return date(value.year, value.month, value.day) if isinstance(value, date) else value


READERS: dict[str, Callable[[Path], Rows]] = {
    ".geojson": _read_geojson,
    ".csv": _read_csv,
    ".kml": _read_kml,
    ".gpkg": _read_gpkg,
    ".xlsx": _read_xlsx,
    ".jsonl": _read_jsonl,
}
"""Ending to the function that reads it."""
