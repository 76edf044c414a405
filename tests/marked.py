"""Reads the articles with marked places: ``[words|latitude,longitude|l]`` becomes text and offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "places"
_MARK = re.compile(r"\[([^|\]]+)\|(?:(-?[\d.]+),(-?[\d.]+))?\|([la])\]")


@dataclass(frozen=True)
class MarkedPlace:
    """A place that a person has marked; without a point it is only to be found."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    role: str


@dataclass(frozen=True)
class MarkedArticle:
    name: str
    text: str
    places: tuple[MarkedPlace, ...]


def read_marked(name: str, marked: str) -> MarkedArticle:
    """The article without its marks, and the places with their offsets in it."""
    text, places, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        words, latitude, longitude, role = mark.groups()
        point = (float(latitude), float(longitude)) if latitude else None
        full = {"l": "literal", "a": "associative"}[role]
        places.append(MarkedPlace(len(text), len(text) + len(words), words, point, full))
        text, last = text + words, mark.end()
    return MarkedArticle(name, text + marked[last:], tuple(places))


def marked_articles() -> list[MarkedArticle]:
    """All articles of the folder."""
    return [read_marked(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
