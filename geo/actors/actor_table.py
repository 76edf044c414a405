"""The table of actors: who they are, under which names they are written, and how descriptions are built."""

from __future__ import annotations

import csv
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.folders import DATA
from geo.records import Actor

ACTOR_TYPES = (
    "state forces", "rebel group", "political militia", "identity militia", "rioters", "protesters", "civilians",
    "external forces", "individual", "government", "party", "international organisation", "media", "company",
    "property",
)  # fmt: skip
"""ACLED's actor types (codebook 2024: "Other Forces" are external forces), and what else the news names."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_HEADER = ["name", "type", "country_code", "aliases", "source"]


class ActorTableError(ValueError):
    """A table of actors that can't be read; the message names the file, the line and the cure."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its place, how it is compared and how it is written."""

    start: int
    end: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write an actor; ``sort`` is name, country, adjective, people, capital or bare.

    A bare name is one that several actors share ("Labour Party"): it counts where the country is named.
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    actor: Actor
    sort: str


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that describes actors: "gunmen".

    With a nationality before it, a noun ``as_state`` names the state ("Iraqi troops"); one that
    ``needs_owner`` is no actor without a name beside it ("warplanes", "members"); ``capital``: it is written
    with one anywhere in a sentence ("Palestinians").
    """

    type: str
    as_state: bool
    needs_owner: bool
    capital: bool = False


@dataclass(frozen=True, slots=True)
class ActorTable:
    """All tables, indexed by the first word of a name."""

    actors: tuple[Actor, ...]
    aliases: Mapping[str, tuple[Alias, ...]]
    descriptions: Mapping[tuple[str, ...], Description]
    description_words: frozenset[str]
    modifiers: frozenset[str]
    titles: frozenset[tuple[str, ...]]
    organisation_words: Mapping[str, str]
    grammar: Mapping[str, frozenset[str]]


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """How two spellings of one word are compared: no case, no accents, no dots."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        word = word.replace("ı", "i").replace("ø", "o").replace("ł", "l")
    return word.replace(".", "").casefold()


def split_words(text: str) -> list[Word]:
    """The words of a text with their places; hyphens, apostrophes and spaces divide words."""
    return [Word(m.start(), m.end(), word_key(m.group()), m.group()) for m in _WORD.finditer(text)]


def load_actors(folder: Path | None = None, extra: Path | None = None) -> ActorTable:
    """The table of the CSV files in ``folder``; files in ``extra`` (or DATELINE_ACTORS) are added to it.

    A file with the columns name, type, country_code, aliases, source adds actors, whatever it is
    called. Several aliases are divided by "|". Raises ActorTableError with the file and the line.
    """
    folder = folder or DATA / "actors"
    named = os.environ.get("DATELINE_ACTORS")
    extra = extra or (Path(named) if named else None)
    aliases: dict[str, list[Alias]] = {}
    actors: dict[str, Actor] = {}
    rows: list[tuple[Actor, Iterable[tuple[str, str]]]] = list(_state_rows(folder / "states.csv"))
    for path in [*_own_tables(folder), *([*_own_tables(extra)] if extra else [])]:
        rows.extend(_actor_rows(path))
    for actor, written in rows:
        actors.setdefault(actor.name, actor)
        for text, sort in written:
            words = split_words(text)
            if words:
                alias = Alias(tuple(w.key for w in words), tuple(w.text for w in words), actor, sort)
                aliases.setdefault(alias.words[0], []).append(alias)
    descriptions = {
        tuple(word.key for word in split_words(row["head"])): Description(
            row["type"], row["as_state"] in ("yes", "only"), row["as_state"] == "only", row["head"][:1].isupper()
        )
        for row in _rows(folder / "descriptions.csv", ["head", "type", "as_state"])
    }
    return ActorTable(
        actors=tuple(actors.values()),
        aliases={first: tuple(sorted(group, key=lambda alias: -len(alias.words))) for first, group in aliases.items()},
        descriptions=descriptions,
        description_words=frozenset(words[0] for words in descriptions),
        modifiers=frozenset(
            word.key for row in _rows(folder / "modifiers.csv", ["word"]) for word in split_words(row["word"])
        ),
        titles=frozenset(
            tuple(word.key for word in split_words(row["title"])) for row in _rows(folder / "titles.csv", ["title"])
        ),
        organisation_words={
            word_key(row["word"]): row["type"] for row in _rows(folder / "organisation_words.csv", ["word", "type"])
        },
        grammar={name: frozenset(words.split()) for name, words in _toml(folder / "grammar.toml").items()},
    )


def _own_tables(folder: Path) -> list[Path]:
    """The files of a folder that list actors: those with the five columns."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            if next(csv.reader(file), []) == _HEADER:
                found.append(path)
    return found


def _actor_rows(path: Path) -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    for line, row in enumerate(_rows(path, _HEADER), start=2):
        if row["type"] not in ACTOR_TYPES:
            raise ActorTableError(f'{path.name}, line {line}: "{row["type"]}" is no type; use {", ".join(ACTOR_TYPES)}')
        if not row["name"]:
            raise ActorTableError(f"{path.name}, line {line}: no name; write the name that the actor is filed under")
        actor = Actor(row["name"], row["type"], row["country_code"])
        bare = row["name"].partition(" (")[0]
        written = [
            (text.removesuffix("*"), "bare" if text.endswith("*") else "name")
            for text in (row["name"], *_several(row["aliases"]))
        ]
        yield actor, [*written, (bare, "bare")] if bare != row["name"] else written


def _state_rows(path: Path) -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    """Each state: its government, its forces and its people's name are written in many ways."""
    for row in _rows(path, ["name", "country_code", "adjectives", "people", "capitals", "also", "forces", "source"]):
        actor = Actor(row["name"], "state forces", row["country_code"])
        yield (
            actor,
            [
                *((text, "country") for text in (row["name"], *_several(row["also"]))),
                *(
                    (text.removesuffix("*"), "bare" if text.endswith("*") else "name")
                    for text in _several(row["forces"])
                ),
                *((text, "adjective") for text in _several(row["adjectives"])),
                *((text, "people") for text in _several(row["people"])),
                *((text, "capital") for text in _several(row["capitals"])),
            ],
        )


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames is None or list(reader.fieldnames) != columns:
            raise ActorTableError(f"{path.name}, line 1: the columns must be {','.join(columns)}")
        for line, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise ActorTableError(f"{path.name}, line {line}: not {len(columns)} columns; quote commas")
            yield {name: value.strip() for name, value in row.items()}


def _toml(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _several(cell: str) -> list[str]:
    return [text.strip() for text in cell.split("|") if text.strip()]
