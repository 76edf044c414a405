"""Incidents read back from the data files that the program writes, and from ACLED's own tables."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pyogrio
from lxml import etree
from openpyxl import load_workbook
from pyogrio.errors import DataSourceError

from geo.articles.articles import Problem
from geo.articles.tables import country_codes
from geo.contract import incident_from_json
from geo.export.columns import DAYS, as_written, from_acled, from_row
from geo.records import Article, Incident, Reading, Span

Row = Mapping[str, Any]


class RestoreError(ValueError):
    """A file that can't be read as incidents, in one sentence that names the file and the row."""


class Known(Problem):
    """Incidents of a file that need not be read, since the store has them."""


def is_export(name: str, head: bytes) -> bool:
    """Whether a file is one that this program exports, by its name and how it begins."""
    ending = Path(name).suffix.lower()
    if ending == ".csv":
        return head.removeprefix(b"\xef\xbb\xbf").startswith(b"id,event_type,sub_event_type,")
    if ending == ".jsonl":
        return head.lstrip().startswith(b'{"id":') and b'"event_type":' in head.split(b"\n", 1)[0][:400]
    return ending in READERS


def read_exported(
    name: str, data: bytes, known: Callable[[Iterable[str]], Iterable[Incident]] | None = None
) -> Iterator[Reading | Problem]:
    """The incidents of an exported file as readings for a store; a Problem says what could not be read.

    Each becomes an article of its own with the words that the file has of it, and keeps where it came
    from. ``known`` looks up stored incidents by id: what the store already has is counted and left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        try:
            incidents = read_incidents(path)
        except RestoreError as error:
            yield Problem(name, str(error).partition(": ")[2] or str(error), "export it again, or mend it")
            return
    stored = {one.id: one for one in known([one.id for one in incidents])} if known else {}
    fresh = [one for one in incidents if one.id not in stored or not _says_no_more(one, stored[one.id])]
    if len(fresh) < len(incidents):
        same = f"{len(incidents) - len(fresh):,} of its {len(incidents):,}"
        yield Known(name, f"{same} incidents are stored already", "there is nothing to do for these")
    for incident in fresh:
        yield to_reading(incident, name)


def _says_no_more(incident: Incident, stored: Incident) -> bool:
    """Whether all that is said of an incident is stored already."""
    told = {excerpt.text for excerpt in stored.excerpts}
    return all(excerpt.text in told for excerpt in incident.excerpts)


def to_reading(incident: Incident, name: str) -> Reading:
    """The incident as the reading of an article that consists of its excerpts."""
    article_id = f"import:{incident.id}"
    text, excerpts = "", []
    for excerpt in incident.excerpts:
        step = len(text) - excerpt.start
        excerpts.append(
            replace(
                excerpt,
                article_id=article_id,
                start=excerpt.start + step,
                end=len(text) + len(excerpt.text),
                trigger=_moved(excerpt.trigger, step),
                place=_moved(excerpt.place, step),
                date=_moved(excerpt.date, step),
                actors=tuple((start + step, end + step) for start, end in excerpt.actors),
            )
        )
        text += excerpt.text + "\n\n"
    source = incident.source or name
    article = Article(article_id, text, title=incident.sub_event_type, source=source)
    return Reading(article, (), (replace(incident, excerpts=tuple(excerpts), source=source),))


def _moved(span: Span | None, step: int) -> Span | None:
    return (span[0] + step, span[1] + step) if span else None


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
    return from_acled(row, country_codes())


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
