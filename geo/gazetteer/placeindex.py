"""The files of a place index: written once, as a whole, then only read.

An index is a folder. ``places.sqlite`` holds the places and their names; ``names.keys`` holds a 64-bit
number for each name, sorted, and ``starts.keys`` one for each run of words that begins a longer name.
These two are mapped into memory, so that looking whether a word is a name costs about a microsecond
and processes share one copy.
"""

from __future__ import annotations

import json
import mmap
import shutil
import sqlite3
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

SCHEMA_VERSION = 2
CURRENT = "full-geonames"
LEVELS = (
    "country", "admin1", "admin2", "city", "district", "region", "site", "airport", "base", "river", "sea", "strait",
    "lake", "mountains", "island", "continent",
)  # fmt: skip
HOWS = ("name", "ascii", "alternate", "abbreviation", "demonym", "former", "sound")
_HOW_NUMBER = {how: number for number, how in enumerate(HOWS)}
_LEVEL_NUMBER = {level: number for number, level in enumerate(LEVELS)}

_TABLES = """
create table if not exists places (
  id integer primary key, name text not null, latitude real not null, longitude real not null,
  population integer not null, level integer not null, country_code text not null, admin1_code text not null,
  admin2_code text not null, radius_km real not null, geonameid integer, capital integer not null,
  source text not null);
create table if not exists divisions (code text primary key, name text not null) without rowid;
create table if not exists staging.names (hash integer, rank integer, place integer, how integer, matched text);
create table if not exists staging.progress (state text);
"""
_NAMES = """
drop table if exists main.names;
create table main.names (hash integer, rank integer, place integer, how integer, matched text,
  primary key (hash, rank, place, how)) without rowid;
insert or ignore into main.names select * from staging.names order by hash, rank, place, how;
"""


class PlaceRow(NamedTuple):
    """A place as it is stored; the names of its divisions are in their own table."""

    id: int
    name: str
    latitude: float
    longitude: float
    population: int
    level: str
    country_code: str = ""
    admin1_code: str = ""
    admin2_code: str = ""
    radius_km: float = 1.0
    geonameid: int | None = None
    capital: bool = False
    source: str = "GeoNames"


class NameRow(NamedTuple):
    """One key of a place; ``rank`` orders the places of one name, the highest first."""

    key: str
    place: int
    how: str
    rank: int
    matched: str = ""


def hash_of(key: str) -> int:
    """The 64-bit number that stands for a key in the files."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class KeyFile:
    """A sorted file of 64-bit numbers, mapped into memory."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            mapped = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._numbers = memoryview(mapped).cast("Q")

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, number: int) -> bool:
        numbers = self._numbers
        at = bisect_left(numbers, number)
        return at < len(numbers) and numbers[at] == number


class IndexWriter:
    """Collects places and names, and writes them as an index folder in one step.

    Used as a context: leaving it without an error puts the finished folder in its place, an error leaves
    what was there before as it was. With ``work`` an interrupted writing can be taken up again: what was
    added up to the last ``checkpoint`` is kept in that folder, and ``state`` is what that call was given.
    """

    def __init__(self, folder: Path, manifest: Mapping[str, object] | None = None, work: Path | None = None) -> None:
        self.folder = folder
        self.manifest: dict[str, object] = {"schema": SCHEMA_VERSION, **(manifest or {})}
        self.state: dict[str, Any] = {}
        self._work = work
        self._keep = work is not None

    def __enter__(self) -> IndexWriter:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if self._work is None:
            self._work = Path(tempfile.mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent))
        self._work.mkdir(exist_ok=True)
        self._database = sqlite3.connect(self._work / "places.sqlite")
        self._database.execute("attach ? as staging", (str(self._work / "staging.sqlite"),))
        for schema in ("main", "staging"):
            self._database.execute(f"pragma {schema}.journal_mode=truncate")
            self._database.execute(f"pragma {schema}.synchronous=off")
            self._database.execute(f"pragma {schema}.cache_size=-131072")
        self._database.executescript(_TABLES)
        self._numbers = {name: (self._work / f"{name}.part").open("ab") for name in ("names", "starts")}
        row = self._database.execute("select state from staging.progress").fetchone()
        if row:
            self.state = json.loads(row[0])
            for name, file in self._numbers.items():
                file.truncate(self.state[name])
        else:
            for file in self._numbers.values():
                file.truncate(0)
        return self

    def add(self, places: Iterable[PlaceRow], names: Iterable[NameRow]) -> None:
        """Adds a batch of places and of names."""
        self._database.executemany(
            "insert or ignore into places values (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            ((*p[:5], _LEVEL_NUMBER[p.level], *p[6:]) for p in places),
        )
        hashes: set[int] = set()
        starts: set[int] = set()

        def rows() -> Iterator[tuple[int, int, int, int, str]]:
            for key, place, how, rank, matched in names:
                number = hash_of(key)
                hashes.add(number)
                end = key.find(" ")
                while end >= 0:
                    starts.add(hash_of(key[:end]))
                    end = key.find(" ", end + 1)
                yield number - (1 << 63), -rank, place, _HOW_NUMBER[how], matched

        self._database.executemany("insert into staging.names values (?,?,?,?,?)", rows())
        self._numbers["names"].write(np.fromiter(hashes, "<u8", len(hashes)).tobytes())
        self._numbers["starts"].write(np.fromiter(starts, "<u8", len(starts)).tobytes())

    def add_divisions(self, divisions: Iterable[tuple[str, str]]) -> None:
        """Adds names of divisions by code: ("IQ.07", "Baghdad"), ("US.NY.061", "New York County")."""
        self._database.executemany("insert or ignore into divisions values (?,?)", divisions)

    def set_geonameid(self, place: int, geonameid: int) -> None:
        """Notes under which number GeoNames has a place."""
        self._database.execute("update places set geonameid = ? where id = ?", (geonameid, place))

    def known_places(self) -> Iterator[tuple[int, int, int, str, int]]:
        """GeoNames number, population, level's number, country and capital or not, of all places that have one."""
        query = "select geonameid, population, level, country_code, capital from places where geonameid is not null"
        return iter(self._database.execute(query))

    def own_places(self) -> Iterator[PlaceRow]:
        """The places whose number is not GeoNames' though GeoNames has them: those of the project's tables."""
        for row in self._database.execute("select * from places where geonameid is not null and id != geonameid"):
            yield PlaceRow._make((*row[:5], LEVELS[row[5]], *row[6:]))

    def checkpoint(self, **state: object) -> None:
        """Keeps what was added up to now, with what the caller needs to know to go on from here."""
        for name, file in self._numbers.items():
            file.flush()
            state[name] = file.tell()
        self.state = dict(state)
        self._database.execute("delete from staging.progress")
        self._database.execute("insert into staging.progress values (?)", (json.dumps(state),))
        self._database.commit()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._database.close()
            for file in self._numbers.values():
                file.close()
            if self._work and (kind is None or not self._keep):
                shutil.rmtree(self._work, ignore_errors=True)

    def _finish(self) -> None:
        assert self._work is not None
        self._database.commit()
        self._database.executescript(_NAMES)
        self._database.commit()
        self.manifest["places"] = self._database.execute("select count(*) from places").fetchone()[0]
        self.manifest["names"] = self._database.execute("select count(*) from names").fetchone()[0]
        self._database.close()
        for name, file in self._numbers.items():
            file.close()
            numbers = np.fromfile(self._work / f"{name}.part", "<u8")
            np.unique(numbers).tofile(self._work / f"{name}.keys")
            (self._work / f"{name}.part").unlink()
        (self._work / "staging.sqlite").unlink()
        (self._work / "manifest.json").write_text(json.dumps(self.manifest, indent=1), encoding="utf-8")
        replace_folder(self._work, self.folder)


def replace_folder(new: Path, old: Path) -> None:
    """Puts ``new`` where ``old`` is or is not."""
    aside = old.with_name(f".{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, object] | None:
    """What the writer noted on the index in the folder; None when there is no index of this version."""
    try:
        manifest: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if manifest.get("schema") == SCHEMA_VERSION else None


def current_full(home: Path) -> Path | None:
    """The folder of the full GeoNames index that is in use; None when there is none of this version."""
    try:
        folder = home / (home / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return folder if read_manifest(folder) else None


def use_full(home: Path, folder: Path) -> None:
    """Puts the full index in the folder into use in one step, and removes the one before."""
    before = current_full(home)
    new = home / f".{CURRENT}.new"
    new.write_text(folder.name, encoding="utf-8")
    new.replace(home / CURRENT)
    if before is not None and before != folder:
        shutil.rmtree(before, ignore_errors=True)


def exclusive(path: Path) -> closing[sqlite3.Connection]:
    """A lock that other processes wait for, and that the system lets go of when its owner dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(path, timeout=3600, isolation_level=None)
    lock.execute("begin exclusive")
    return closing(lock)


def open_database(folder: Path) -> sqlite3.Connection:
    """The index's database, for reading; what lies above its leaves stays in memory."""
    address = (folder / "places.sqlite").resolve().as_uri()
    database = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    database.execute("pragma cache_size=-32768")
    return database
