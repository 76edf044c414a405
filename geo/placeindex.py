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
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np

SCHEMA_VERSION = 1
LEVELS = (
    "country", "admin1", "admin2", "city", "district", "region", "site", "airport", "base", "river", "sea", "strait",
    "lake", "mountains", "island", "continent",
)  # fmt: skip
HOWS = ("name", "ascii", "alternate", "abbreviation", "demonym", "former", "sound")
_HOW_NUMBER = {how: number for number, how in enumerate(HOWS)}

_TABLES = """
create table places (
  id integer primary key, name text not null, latitude real not null, longitude real not null,
  population integer not null, level integer not null, country_code text not null, admin1_code text not null,
  admin2_code text not null, radius_km real not null, geonameid integer, capital integer not null,
  source text not null);
create table divisions (code text primary key, name text not null) without rowid;
create table staged (hash integer, rank integer, place integer, how integer, matched text);
"""
_NAMES = """
create table names (hash integer, rank integer, place integer, how integer, matched text,
  primary key (hash, rank, place, how)) without rowid;
insert or ignore into names select * from staged order by hash, rank, place, how;
drop table staged;
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
    what was there before as it was.
    """

    def __init__(self, folder: Path, manifest: dict[str, object] | None = None) -> None:
        self.folder = folder
        self.manifest = {"schema": SCHEMA_VERSION, **(manifest or {})}

    def __enter__(self) -> IndexWriter:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent))
        self._database = sqlite3.connect(self._work / "places.sqlite")
        self._database.executescript(f"pragma journal_mode=off; pragma synchronous=off; {_TABLES}")
        self._database.executescript("pragma cache_size=-65536; pragma temp_store=file")
        self._names: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
        self._starts: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
        return self

    def add(self, places: Iterable[PlaceRow], names: Iterable[NameRow]) -> None:
        """Adds a batch of places and of names."""
        levels = {level: number for number, level in enumerate(LEVELS)}
        self._database.executemany(
            "insert into places values (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            ((*p[:5], levels[p.level], *p[6:]) for p in places),
        )
        hashes: list[int] = []
        starts: list[int] = []

        def rows() -> Iterator[tuple[int, int, int, int, str]]:
            for key, place, how, rank, matched in names:
                number = hash_of(key)
                hashes.append(number)
                if " " in key:
                    words = key.split(" ")
                    starts.extend(hash_of(" ".join(words[:end])) for end in range(1, len(words)))
                yield number - (1 << 63), -rank, place, _HOW_NUMBER[how], matched

        self._database.executemany("insert into staged values (?,?,?,?,?)", rows())
        self._names.append(np.unique(np.array(hashes, np.uint64)))
        self._starts.append(np.unique(np.array(starts, np.uint64)))

    def add_divisions(self, divisions: Iterable[tuple[str, str]]) -> None:
        """Adds names of divisions by code: ("IQ.07", "Baghdad"), ("US.NY.061", "New York County")."""
        self._database.executemany("insert or replace into divisions values (?,?)", divisions)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._database.close()
            shutil.rmtree(self._work, ignore_errors=True)

    def _finish(self) -> None:
        self._database.executescript(_NAMES)
        self._database.commit()
        self.manifest["places"] = self._database.execute("select count(*) from places").fetchone()[0]
        self.manifest["names"] = self._database.execute("select count(*) from names").fetchone()[0]
        self._database.close()
        for name, parts in (("names.keys", self._names), ("starts.keys", self._starts)):
            numbers = np.unique(np.concatenate(parts)) if parts else np.array([], np.uint64)
            numbers.astype("<u8").tofile(self._work / name)
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


def exclusive(path: Path) -> closing[sqlite3.Connection]:
    """A lock that other processes wait for, and that the system lets go of when its owner dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(path, timeout=3600, isolation_level=None)
    lock.execute("begin exclusive")
    return closing(lock)


def open_database(folder: Path) -> sqlite3.Connection:
    """The index's database, for reading."""
    address = (folder / "places.sqlite").resolve().as_uri()
    return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, check_same_thread=False)
