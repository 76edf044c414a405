"""What weapons, aircraft and vehicles are called: names that are used and do nothing themselves."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from geo.folders import DATA

TABLE = DATA / "actors" / "makes.toml"

TYPE = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]?s?$")
"""What types of weapons and aircraft are called: "BM-21", "F-16", "Su-34s"."""


@cache
def make_words() -> dict[str, frozenset[str]]:
    """The word lists of data/actors/makes.toml, read once."""
    lists = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


def is_make(name: str) -> bool:
    """Whether the name is that of a make of weapon, aircraft or vehicle: "Iskander", "BM-21"."""
    return bool(TYPE.match(name)) or all(word in make_words()["makes"] for word in name.lower().split())


def is_made(noun: str) -> bool:
    """Whether a name before the noun is a make's: "missile" of "an Iskander missile"."""
    return noun.lower() in make_words()["made"]
