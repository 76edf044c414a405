"""Incident tables of others, in the columns of ACLED, UCDP GED and GDELT, as readings for the store.

Each row becomes an article with the row's own words and one incident that keeps its source. How exactly
day and place are known is taken over from the table's own codes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import BinaryIO

from geo.articles.articles import Problem
from geo.dates.days import month_end
from geo.folders import DATA
from geo.records import EVENT_TYPE_OF, Actor, Article, Excerpt, Incident, Place, Reading

TABLES = DATA / "imports"

Row = Mapping[str, str]


@dataclass(frozen=True)
class AcledCountry:
    """A country as ACLED's columns name it: ISO's number (0: it has none), ACLED's region, the name."""

    iso: int
    region: str
    name: str


_SIGNS = {
    "ACLED": {"event_id_cnty", "event_date", "sub_event_type", "actor1"},
    "UCDP GED": {"type_of_violence", "side_a", "side_b", "date_start", "where_prec"},
    "GDELT": {"globaleventid", "sqldate", "eventcode", "actiongeo_lat"},
}
_GDELT_NAMES = """
globaleventid sqldate monthyear year fractiondate actor1code actor1name actor1countrycode actor1knowngroupcode
actor1ethniccode actor1religion1code actor1religion2code actor1type1code actor1type2code actor1type3code actor2code
actor2name actor2countrycode actor2knowngroupcode actor2ethniccode actor2religion1code actor2religion2code
actor2type1code actor2type2code actor2type3code isrootevent eventcode eventbasecode eventrootcode quadclass
goldsteinscale nummentions numsources numarticles avgtone actor1geo_type actor1geo_fullname actor1geo_countrycode
actor1geo_adm1code actor1geo_lat actor1geo_long actor1geo_featureid actor2geo_type actor2geo_fullname
actor2geo_countrycode actor2geo_adm1code actor2geo_lat actor2geo_long actor2geo_featureid actiongeo_type
actiongeo_fullname actiongeo_countrycode actiongeo_adm1code actiongeo_lat actiongeo_long actiongeo_featureid
dateadded sourceurl
"""
_GDELT_OLD = _GDELT_NAMES.split()
_GDELT_NEW = [
    name
    for column in _GDELT_OLD
    for name in ((column, column.replace("adm1code", "adm2code")) if column.endswith("adm1code") else (column,))
]
"""GDELT's files have no header: 58 columns in version 1, 61 in version 2."""

_ACLED_DAYS = {"1": "day", "2": "week", "3": "month"}
_ACLED_PLACES = {"1": ("city", 5.0), "2": ("near", 25.0), "3": ("admin1", 100.0)}
_ACLED_ACTORS = {
    "1": "state forces", "2": "rebel group", "3": "political militia", "4": "identity militia", "5": "rioters",
    "6": "protesters", "7": "civilians", "8": "external forces", "state forces": "state forces",
    "rebel groups": "rebel group", "rebel group": "rebel group", "political militias": "political militia",
    "political militia": "political militia", "identity militias": "identity militia",
    "identity militia": "identity militia", "rioters": "rioters", "protesters": "protesters",
    "civilians": "civilians", "external/other forces": "external forces",
}  # fmt: skip
_GED_DAYS = {"1": "day", "2": "few_days", "3": "week", "4": "month", "5": "year"}
_GED_PLACES = {
    "1": ("city", 5.0), "2": ("near", 25.0), "3": ("admin2", 50.0), "4": ("admin1", 150.0), "5": ("region", 100.0),
    "6": ("country", 400.0), "7": ("region", 300.0),
}  # fmt: skip
_GED_KINDS = {"1": "Armed clash", "2": "Armed clash", "3": "Attack"}
_GDELT_PLACES = {
    "1": ("country", 400.0), "2": ("admin1", 150.0), "3": ("city", 10.0), "4": ("city", 10.0), "5": ("admin1", 150.0),
}  # fmt: skip
_GDELT_ACTORS = {
    "GOV": "government", "MIL": "state forces", "COP": "state forces", "REB": "rebel group", "SEP": "rebel group",
    "INS": "rebel group", "OPP": "party", "CVL": "civilians", "REF": "civilians", "MED": "media",
    "IGO": "international organisation", "NGO": "international organisation", "BUS": "company",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cameo:
    sub_event_type: str
    status: str
    words: str


def table_kind(stream: BinaryIO) -> str | None:
    """Return whose columns an open file has: "ACLED", "UCDP GED" or "GDELT"; None for any other."""
    head = stream.read(65536)
    return _kind(head.decode("utf-8-sig", errors="replace").split("\n", 1)[0])[0]


def read_table(path: Path | str) -> Iterator[Reading | Problem]:
    """Return the incidents of a table file in turn, and a Problem in place of each row that can't be read."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            yield from read_table_stream(path.name, stream)
    except FileNotFoundError:
        yield Problem(path.name, "there is no such file", "check the name")
    except OSError as error:
        yield Problem(path.name, f"can't be opened ({error.strerror})", "check that you may read it")


def read_table_stream(name: str, stream: BinaryIO) -> Iterator[Reading | Problem]:
    """Return the incidents of an open table; rows are read one by one, so that any size will do."""
    csv.field_size_limit(2**31 - 1)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        first = lines.readline()
        kind, mark, columns = _kind(first)
        if kind is None:
            yield Problem(
                name, "has the columns of none of ACLED, UCDP GED and GDELT", "give a table of one of them", 1
            )
            return
        rows: Iterable[str] = lines if columns is None else _chained(first, lines)
        names = columns or [column.strip().lower() for column in next(csv.reader([first], delimiter=mark))]
        reader = csv.reader(rows, delimiter=mark, quoting=csv.QUOTE_NONE if columns else csv.QUOTE_MINIMAL)
        offset = 0 if columns else 1
        try:
            for values in reader:
                if values:
                    yield _reading(name, reader.line_num + offset, kind, dict(zip(names, values, strict=False)))
        except csv.Error as error:
            yield Problem(name, f"not a table ({error})", "check the quotation marks", reader.line_num + offset)
    finally:
        lines.detach()


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _kind(header: str) -> tuple[str | None, str, list[str] | None]:
    """Return the kind, the separator and, for GDELT's files without a header, the names of the columns."""
    mark = max(",;\t", key=header.count)
    cells = header.rstrip("\r\n").split(mark)
    names = {cell.strip().strip('"').lower() for cell in cells}
    for kind, signs in _SIGNS.items():
        if signs <= names:
            return kind, mark, None
    for columns in (_GDELT_OLD, _GDELT_NEW):
        if mark == "\t" and len(cells) == len(columns) and cells[0].isdigit() and len(cells[1]) == 8:
            return "GDELT", mark, columns
    return None, mark, None


def _reading(name: str, line: int, kind: str, row: Row) -> Reading | Problem:
    try:
        return _READERS[kind](row)
    except (KeyError, ValueError, OverflowError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        return Problem(name, f"not a row of {kind} ({what})", "mend or remove the row", line)


# ---------------------------------------------------------------------------- ACLED


def _acled(row: Row) -> Reading:
    sub_event_type = _sub_event_type(row["sub_event_type"])
    day, precision = _day(row["event_date"]), _ACLED_DAYS.get(row.get("time_precision", "1"), "day")
    start, end = _spread(day, precision)
    country = _country(row.get("iso", ""), row.get("country", ""))
    deaths = _count(row.get("fatalities", ""))
    place_precision, radius = _ACLED_PLACES.get(row.get("geo_precision", "1"), ("city", 5.0))
    actors = [
        Actor(row[f"actor{number}"], _ACLED_ACTORS.get(row.get(f"inter{number}", "").strip().lower(), ""))
        for number in (1, 2)
        if row.get(f"actor{number}", "").strip()
    ]
    words = row.get("notes", "").strip() or f"{sub_event_type} at {row.get('location', '')}, {row.get('country', '')}"
    return _made(
        key=f"acled-{row['event_id_cnty']}",
        source="ACLED",
        words=words,
        reported_by=row.get("source", ""),
        sub_event_type=sub_event_type,
        days=(start, end, precision),
        place=_place(row, row.get("location", ""), "latitude", "longitude", place_precision, radius, country),
        actors=_with_roles(sub_event_type, actors),
        deaths=(deaths, deaths, deaths),
    )


def _sub_event_type(words: str) -> str:
    known = {name.lower(): name for name in EVENT_TYPE_OF}
    name = known.get(words.strip().lower())
    if name is None:
        raise ValueError(f'no sub-event type "{words[:60]}"')
    return name


# ---------------------------------------------------------------------------- UCDP GED


def _ged(row: Row) -> Reading:
    one_sided = row["type_of_violence"].strip() == "3"
    precision = _GED_DAYS.get(row.get("date_prec", "1"), "day")
    start, end = _day(row["date_start"]), _day(row.get("date_end") or row["date_start"])
    if precision == "day" and start != end:
        precision = "few_days"
    country = _country("", row.get("country", ""))
    place_precision, radius = _GED_PLACES.get(row["where_prec"].strip(), ("region", 100.0))
    state = row["type_of_violence"].strip() == "1"
    side_a = Actor(
        row["side_a"], "state forces" if state or row["side_a"].startswith("Government of") else "rebel group"
    )
    side_b = Actor(row["side_b"], "civilians" if one_sided else "rebel group")
    roles = ("perpetrator", "victim") if one_sided else ("participant", "participant")
    where = row.get("where_description", "").strip() or row.get("where_coordinates", "")
    reports = row.get("source_article", "").strip()
    words = f"{row.get('dyad_name') or row['side_a'] + ' - ' + row['side_b']}, {where}. {reports}".strip()
    return _made(
        key=f"ucdp-{row['id']}",
        source="UCDP GED",
        words=words,
        title=row.get("source_headline", ""),
        reported_by=row.get("source_office", ""),
        sub_event_type=_GED_KINDS.get(row["type_of_violence"].strip(), "Armed clash"),
        days=(start, end, precision),
        place=_place(row, row.get("where_coordinates", ""), "latitude", "longitude", place_precision, radius, country),
        actors=(_in_role(side_a, roles[0]), _in_role(side_b, roles[1])),
        deaths=(_count(row.get("low", "")), _count(row.get("best", "")), _count(row.get("high", ""))),
    )


# ---------------------------------------------------------------------------- GDELT


def _gdelt(row: Row) -> Reading:
    code = row["eventcode"].strip()
    event = next((_cameo()[code[:length]] for length in (4, 3, 2) if code[:length] in _cameo()), None)
    if event is None:
        raise ValueError(f'no CAMEO event code "{code[:10]}"')
    day = _day(row["sqldate"])
    actors = tuple(
        Actor(
            name.title(),
            _GDELT_ACTORS.get(row.get(f"actor{number}type1code", ""), ""),
            country_codes().get(row.get(f"actor{number}countrycode", "").lower(), ""),
        )
        for number in (1, 2)
        if (name := row.get(f"actor{number}name", "").strip())
    )
    where = row.get("actiongeo_fullname", "").strip()
    level, radius = _GDELT_PLACES.get(row.get("actiongeo_type", "").strip(), ("region", 300.0))
    country = country_codes().get("fips " + row.get("actiongeo_countrycode", "").lower(), "")
    names = [actor.name for actor in actors] + ["somebody"] * (2 - len(actors))
    url = row.get("sourceurl", "").strip()
    return _made(
        key=f"gdelt-{row['globaleventid'].strip()}",
        source="GDELT",
        words=f"{names[0]} {event.words} {names[1]}" + (f", {where}." if where else "."),
        url=url,
        reported_by=url.split("/")[2] if url.count("/") >= 2 else "",
        sub_event_type=event.sub_event_type,
        status=event.status,
        days=(day, day, "day"),
        place=_place(row, where, "actiongeo_lat", "actiongeo_long", level, radius, country),
        actors=_with_roles(event.sub_event_type, list(actors)),
        attribution="unknown",
        confidence=0.5,
    )


@cache
def _cameo() -> dict[str, _Cameo]:
    with (TABLES / "cameo.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _Cameo(row["sub_event_type"], row["status"], row["words"]) for row in csv.DictReader(file)}


# ---------------------------------------------------------------------------- what they share


def _made(
    *,
    key: str,
    source: str,
    words: str,
    sub_event_type: str,
    days: tuple[date, date, str],
    place: Place | None,
    actors: tuple[Actor, ...],
    deaths: tuple[int | None, int | None, int | None] = (None, None, None),
    title: str = "",
    url: str = "",
    reported_by: str = "",
    status: str = "occurred",
    attribution: str = "fact",
    confidence: float = 1.0,
) -> Reading:
    start, end, precision = days
    article = Article(key, words, title, None, reported_by or source, url)
    excerpt = Excerpt(
        article_id=key,
        start=0,
        end=len(words),
        text=words,
        status=status,
        attribution=attribution,
        date_start=start,
        date_end=end,
        place_name=place.name if place else "",
        fatalities=deaths[1],
    )
    incident = Incident(
        id=key,
        event_type=EVENT_TYPE_OF[sub_event_type],
        sub_event_type=sub_event_type,
        status=status,
        attribution=attribution,
        date_start=start,
        date_end=end,
        date_precision=precision,
        place=place,
        actors=actors,
        fatalities_low=deaths[0],
        fatalities_best=deaths[1],
        fatalities_high=deaths[2],
        injured=None,
        excerpts=(excerpt,),
        confidence=confidence,
        reasons=(f"imported from {source}",),
        source=source,
    )
    return Reading(article, (), (incident,))


def _place(
    row: Row, name: str, latitude: str, longitude: str, precision: str, radius_km: float, country_code: str
) -> Place | None:
    """Return the place of a row, None where it has no coordinates. Raises ValueError outside the earth."""
    if not row.get(latitude, "").strip() or not row.get(longitude, "").strip():
        return None
    north, east = float(row[latitude]), float(row[longitude])
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"coordinates {north}, {east} are not on earth")
    admin1 = row.get("admin1") or row.get("adm_1") or ""
    return Place(name, north, east, radius_km, precision, country_code, admin1)


def _with_roles(sub_event_type: str, actors: list[Actor]) -> tuple[Actor, ...]:
    """Return ACLED's first and second actor with the roles that they have in such an event."""
    event_type = EVENT_TYPE_OF[sub_event_type]
    if event_type in ("Explosions/Remote violence", "Violence against civilians") or sub_event_type == "Arrests":
        roles = ("perpetrator", "target" if event_type == "Explosions/Remote violence" else "victim")
        return tuple(_in_role(actor, role) for actor, role in zip(actors, roles, strict=False))
    if sub_event_type == "Excessive force against protesters":
        return tuple(_in_role(actor, "victim" if actor.type == "protesters" else "perpetrator") for actor in actors)
    return tuple(_in_role(actor, "participant") for actor in actors)


def _in_role(actor: Actor, role: str) -> Actor:
    return Actor(actor.name, actor.type, actor.country_code, role)


def _day(words: str) -> date:
    """Return a day written as 2020-01-04 (with or without a time), 20200104 or 04 January 2020."""
    words = words.strip()
    for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%B-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(words[:10] if form == "%Y-%m-%d" else words, form).date()
        except ValueError:
            continue
    raise ValueError(f'"{words[:40]}" is not a day')


def _spread(day: date, precision: str) -> tuple[date, date]:
    """Return the first and the last possible day: ACLED gives a day in the middle of the week or of the month."""
    if precision == "week":
        return day - timedelta(3), day + timedelta(3)
    if precision == "month":
        return day.replace(day=1), month_end(day)
    return day, day


def _count(words: str) -> int | None:
    return int(float(words)) if words.strip() else None


def _country(number: str, name: str) -> str:
    return country_codes().get(number.strip().zfill(3), "") or country_codes().get(name.strip().lower(), "")


@cache
def country_codes() -> dict[str, str]:
    """Return the two-letter codes by numeric code, three-letter code, "fips xx" and the names in lower case."""
    codes: dict[str, str] = {}
    for row in _country_rows():
        names = [row["name"], row["iso3"], *row["also"].split("|")]
        keys = [row["iso_numeric"], *(name.lower() for name in names)]
        keys += [f"fips {code}" for code in row["fips"].lower().split("|") if code]
        codes |= {key: row["country_code"] for key in keys if key}
    return codes


@cache
def acled_countries() -> dict[str, AcledCountry]:
    """Return what ACLED's columns say of a country, by two-letter code."""
    return {
        row["country_code"]: AcledCountry(int(row["iso_numeric"] or 0), row["acled_region"], row["name"])
        for row in _country_rows()
    }


@cache
def _country_rows() -> tuple[Row, ...]:
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


_READERS: dict[str, Callable[[Row], Reading]] = {"ACLED": _acled, "UCDP GED": _ged, "GDELT": _gdelt}
