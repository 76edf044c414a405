"""Triggers of texts about sport, business, art or food, which borrow the words of violence."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.casualties.casualties import find_casualties
from geo.folders import DATA
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

TABLE = DATA / "triggers" / "figures.toml"

ARMED = frozenset(
    {"soldiers", "police", "rebels", "gunmen", "guns", "ied_sure", "suicide", "air_strike", "grenade", "artillery"}
)
"""Groups of words beside which violence is meant as said."""

MEANT = ARMED - {"soldiers", "police"}
"""Of these, the groups that a coach or an actor does not speak of."""

GENRE_FAMILIES = frozenset({"violence", "bombing", "fighting", "territory", "seizure", "raid", "property", "weapons"})
GENRE_RULES = frozenset({"crime"})
"""Families and single triggers that sport and business borrow from violence."""

SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
"""A result of a match."""

SHORTEST = 4
"""A text of fewer sentences tells too little of what it is about."""

SENTENCE_POINTS = 3
STRONG_SHARE = 0.5
STRONG_KINDS = 3
"""Points of a genre that decide for a sentence, strong words a sentence that decide for a text, and how many
different ones where weak words help."""


@dataclass(frozen=True, slots=True)
class Genre:
    """Words of a kind of text that borrows the words of violence; ``telling`` are the strong ones without an s."""

    id: str
    strong: frozenset[str]
    weak: frozenset[str]
    families: frozenset[str]
    telling: frozenset[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def load_genres(path: Path = TABLE) -> tuple[Genre, ...]:
    """The genres of the table; read once."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["genre"]
    return tuple(
        Genre(
            id=name,
            strong=frozenset(table["strong"]),
            weak=frozenset(table["weak"]),
            families=frozenset(table.get("families", ())),
            telling=frozenset(form for word in table["strong"] for form in (word, word.removesuffix("s"))),
            matches=tuple(table["matches"]),
            rejects=tuple(table["rejects"]),
        )
        for name, table in tables.items()
    )


def is_armed(doc: Doc, trigger: Trigger, groups: frozenset[str] = ARMED) -> bool:
    """Whether armed men, police or weapons stand in the sentence, other than in the trigger itself."""
    return any(
        hit.name in groups and not (hit.start < trigger.end and trigger.start < hit.end) for hit in trigger.concepts
    )


def of_genre(doc: Doc, trigger: Trigger, genres: frozenset[str] = frozenset()) -> bool:
    """Whether the trigger's sentence, or its text, is about sport or business, with neither arms nor deaths in it."""
    for genre in load_genres():
        borrowed = genre.families | GENRE_FAMILIES if genre.families else genre.families
        if genre.id in genres and trigger.rule.family in borrowed and not is_armed(doc, trigger, MEANT):
            return True
    if trigger.rule.family not in GENRE_FAMILIES and trigger.rule.id not in GENRE_RULES:
        return False
    sentence = doc[trigger.head].sent
    words = {token.lower_ for token in sentence} | {(token.lemma_ or token.lower_).lower() for token in sentence}
    scored = 2 * bool(SCORE.fullmatch("".join(token.text for token in doc[trigger.end : trigger.end + 3])))
    scored = scored or 2 * any(SCORE.fullmatch(token.text) for token in doc[trigger.end : trigger.end + 2])
    about = any(
        genre.id in genres
        or 2 * len(words & genre.strong) + len(words & genre.weak) + (scored if genre.id == "sport" else 0)
        >= SENTENCE_POINTS
        for genre in load_genres()
    )
    if not about or is_armed(doc, trigger):
        return False
    return not any(one.deaths_best for one in find_casualties(doc, sentence))


def genres_of_text(doc: Doc) -> frozenset[str]:
    """The genres whose words fill the text; a text of one or two sentences tells too little.

    A strong word in every second sentence is enough, or fewer with three weak ones for each that lacks.
    """
    sentences = sum(1 for _ in doc.sents)
    if sentences < SHORTEST:
        return frozenset()
    words = Counter(token.lower_.removesuffix("s") for token in doc)
    return frozenset(genre.id for genre in load_genres() if _fills(words, genre, sentences))


def _fills(words: Counter[str], genre: Genre, sentences: int) -> bool:
    told = [words[word] for word in genre.telling if word in words]
    if sum(told) >= STRONG_SHARE * sentences:
        return True
    weak = sum(words[word] for word in genre.weak)
    return len(told) >= STRONG_KINDS and sum(told) + weak / 3 >= STRONG_SHARE * sentences
