"""The tables under data/gazetteer as rows of an index: countries, divisions, regions, sites, airports, aliases."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.folders import DATA
from geo.gazetteer.names import abbreviation_key, name_key
from geo.gazetteer.placeindex import NameRow, PlaceRow
from geo.gazetteer.placenames import PlaceNames, bare_division, prominence

DATA = DATA
TABLES = DATA / "gazetteer"
COMMON_WORDS = DATA / "places" / "common_words.txt"
FIRST_NAMES = DATA / "places" / "first_names.txt"
TABLE_FILES = (
    "countries.csv", "divisions1.csv", "divisions2.csv", "division_names.csv", "town_divisions.csv.gz", "airports.csv",
    "sites.csv", "nature.csv", "aliases.csv", "junk.csv", "features.csv",
)  # fmt: skip
_FIRST = {kind: (20 + n) * 10**9 for n, kind in enumerate(("country", "admin1", "admin2", "airport", "site"))}
"""The first number of each table's places: far above those of GeoNames, which are the numbers of its places."""

Special = tuple[PlaceRow, tuple[str, ...]]
"""A place with its other names."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables hold.

    ``alternates`` are other names of first-level divisions, by code ("IQ.07"); ``features`` are the level and
    the usual radius of GeoNames' feature classes and codes.
    """

    countries: tuple[PlaceRow, ...]
    divisions1: tuple[PlaceRow, ...]
    divisions2: tuple[PlaceRow, ...]
    alternates: dict[str, tuple[str, ...]]
    capitals: dict[str, str]
    special: tuple[Special, ...]
    airports: tuple[Special, ...]
    aliases: tuple[tuple[str, str, str], ...]
    town_divisions: dict[int, str]
    junk: frozenset[tuple[str, str]]
    common: frozenset[str]
    first_names: frozenset[str]
    features: dict[str, tuple[str, float]]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table; FileNotFoundError says what to do when it is not there."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: the gazetteer's tables are part of the program, install it again")
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def capital_names(folder: Path = TABLES) -> dict[str, str]:
    """The name of each country's capital, by the country's code."""
    return {row["country_code"]: row["capital"] for row in read_rows(folder / "countries.csv") if row["capital"]}


def read_words(path: Path) -> frozenset[str]:
    """The words of a list as keys; lines that begin with # are remarks."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: it is part of the program, install it again")
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(name_key(word) for line in lines if not line.startswith("#") for word in line.split())


def read_tables(folder: Path = TABLES) -> Tables:
    """Reads all tables."""
    countries = read_rows(folder / "countries.csv")
    divisions1 = tuple(_divisions(read_rows(folder / "divisions1.csv"), "admin1"))
    codes = {(d.country_code, d.name): d.admin1_code for d in divisions1}
    return Tables(
        countries=tuple(_countries(countries)),
        divisions1=divisions1,
        divisions2=tuple(_divisions(read_rows(folder / "divisions2.csv"), "admin2")),
        alternates={
            f"{row['country_code']}.{row['admin1_code']}": _split(row["alternates"])
            for row in read_rows(folder / "division_names.csv")
        },
        capitals={row["country_code"]: row["capital"] for row in countries if row["capital"]},
        special=tuple(_sites(read_rows(folder / "sites.csv") + read_rows(folder / "nature.csv"), codes)),
        airports=tuple(_airports(read_rows(folder / "airports.csv"))),
        aliases=tuple((row["name"], row["target"], row["how"]) for row in read_rows(folder / "aliases.csv")),
        town_divisions=_town_divisions(read_rows(folder / "town_divisions.csv.gz")),
        junk=frozenset((name_key(row["name"]), row["geonameid"]) for row in read_rows(folder / "junk.csv")),
        common=read_words(COMMON_WORDS),
        first_names=read_words(FIRST_NAMES),
        features={
            row["feature"]: (row["level"], float(row["radius_km"] or 1)) for row in read_rows(folder / "features.csv")
        },
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("|") if name)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _countries(rows: Iterable[dict[str, str]]) -> Iterator[PlaceRow]:
    for number, row in enumerate(rows, start=_FIRST["country"]):
        yield PlaceRow(
            id=number,
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            level="country",
            country_code=row["country_code"],
            radius_km=float(row["radius_km"]),
            geonameid=int(row["geonameid"]),
            source="GeoNames, Natural Earth",
        )


def _divisions(rows: Iterable[dict[str, str]], level: str) -> Iterator[PlaceRow]:
    for number, row in enumerate(rows, start=1):
        yield PlaceRow(
            id=_FIRST[level] + number,
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            level=level,
            country_code=row["country_code"],
            admin1_code=row["admin1_code"],
            admin2_code=str(number) if level == "admin2" else "",
            radius_km=float(row["radius_km"]),
            geonameid=_number(row.get("geonameid", "")),
            source="GeoNames, Natural Earth",
        )


def _airports(rows: Iterable[dict[str, str]]) -> Iterator[Special]:
    for number, row in enumerate(rows, start=_FIRST["airport"]):
        name, city, level = row["name"], row["city"], row["level"]
        place = PlaceRow(
            id=number,
            name=name,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=2000 if "International" in name else 500,
            level=level,
            country_code=row["country_code"],
            radius_km=3.0,
            source="airportsdata",
        )
        yield place, (f"{city} International Airport", f"{city} Airport") if city and level == "airport" else ()


def _sites(rows: Iterable[dict[str, str]], codes: dict[tuple[str, str], str]) -> Iterator[Special]:
    for number, row in enumerate(rows, start=_FIRST["site"]):
        division = row["country_code"], row["admin1"]
        if row["admin1"] and division not in codes:
            raise ValueError(f'data/gazetteer: {row["name"]} lies in "{row["admin1"]}", which divisions1.csv lacks')
        place = PlaceRow(
            id=number,
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["weight"]),
            level=row["level"],
            country_code=row["country_code"],
            admin1_code=codes[division] if row["admin1"] else "",
            radius_km=float(row["radius_km"]),
            geonameid=_number(row["geonameid"]),
            source=row["source"],
        )
        yield place, _split(row["alternates"])


def _town_divisions(rows: Iterable[dict[str, str]]) -> dict[int, str]:
    geonameid, found = 0, {}
    for row in rows:
        geonameid += int(row["geonameid_step"])
        found[geonameid] = row["divisions2_row"]
    return found


def note_names(names: PlaceNames, tables: Tables) -> None:
    """Tells ``names`` of the countries, first-level divisions and special places, whose names are theirs."""
    for place in (*tables.countries, *tables.divisions1, *(place for place, _ in tables.special)):
        rank = prominence(place.level, place.population)
        names.note(place.name, rank)
        if place.level == "admin1":
            names.note(bare_division(name_key(place.name)), rank)


def area_names(names: PlaceNames, tables: Tables, areas: Iterable[PlaceRow]) -> Iterator[NameRow]:
    """The names of countries and divisions."""
    for place in areas:
        code = f"{place.country_code}.{place.admin1_code}"
        yield from names.rows(place, tables.alternates.get(code, ()) if place.level == "admin1" else (), trusted=True)


def alias_rows(tables: Tables, towns: dict[int, PlaceRow]) -> Iterator[NameRow]:
    """The names of aliases.csv: abbreviations, demonyms, former names, names that the sources lack.

    ``towns`` has the places that the table names by their GeoNames number. Raises ValueError for a
    target that there is not.
    """
    places = {place.name: place for place, _ in tables.special}
    places |= {f"{place.country_code}.{place.admin1_code}": place for place in tables.divisions1}
    places |= {place.country_code: place for place in tables.countries}
    places |= {str(geonameid): place for geonameid, place in towns.items()}
    for line, (name, target, how) in enumerate(tables.aliases, start=2):
        place = places.get(target)
        if place is None:
            raise ValueError(f'data/gazetteer/aliases.csv, line {line}: no place has the code or number "{target}"')
        rank = prominence(place.level, place.population, place.capital)
        key = abbreviation_key(name) if how == "abbreviation" else name_key(name)
        yield NameRow(key, place.id, how, rank // 2 if how == "former" else rank, name)


def alias_numbers(tables: Tables) -> frozenset[int]:
    """The GeoNames numbers of the towns that aliases.csv names."""
    return frozenset(int(target) for _, target, _ in tables.aliases if target.isdigit())
