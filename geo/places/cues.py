"""The word lists by which the rules on names tell places, people and organisations apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.folders import DATA

FOLDER = DATA / "places"


@dataclass(frozen=True, slots=True)
class Cues:
    """Sets of lower-case words by what they tell; ``abbreviations`` keep their capitals and full stops."""

    titles: frozenset[str]
    person_verbs: frozenset[str]
    family: frozenset[str]
    organisations: frozenset[str]
    teams: frozenset[str]
    sites: frozenset[str]
    facilities: frozenset[str]
    streets: frozenset[str]
    divisions: frozenset[str]
    waters: frozenset[str]
    heights: frozenset[str]
    heads: frozenset[str]
    street_heads: frozenset[str]
    street_plurals: frozenset[str]
    kinds: frozenset[str]
    told: frozenset[str]
    site_heads: frozenset[str]
    place_openings: frozenset[str]
    place_endings: frozenset[str]
    locative: frozenset[str]
    directions: frozenset[str]
    governments: frozenset[str]
    relations: frozenset[str]
    followers: frozenset[str]
    lands: frozenset[str]
    languages: frozenset[str]
    backed: frozenset[str]
    based: frozenset[str]
    movement: frozenset[str]
    prefixes: frozenset[str]
    calendar: frozenset[str]
    regions: frozenset[str]
    abbreviations: frozenset[str]
    connectors: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]
    road_owners: frozenset[str]
    motion: frozenset[str]
    parts: frozenset[str]
    inhabitants: frozenset[str]
    press: frozenset[str]
    sold_domains: frozenset[str]
    ships: frozenset[str]
    seats: frozenset[str]
    function_words: frozenset[str]
    first_names: frozenset[str]
    common_words: frozenset[str]


@cache
def load_cues(folder: Path = FOLDER) -> Cues:
    """The lists of cues.toml, first_names.txt and common_words.txt in the folder."""
    with (folder / "cues.toml").open("rb") as file:
        lists = {name: frozenset(words.split()) for name, words in tomllib.load(file).items()}
    return Cues(
        **lists,
        first_names=_read_words(folder / "first_names.txt"),
        common_words=_read_words(folder / "common_words.txt"),
    )


def _read_words(path: Path) -> frozenset[str]:
    """The words of a text file; lines that begin with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
