"""How English uses a word: the words that it keeps company with, how often it has a capital, how rare it is.

The entity net sees this of words that its own small corpora seldom or never show. The table comes from counts over far
more text than they hold (see data/language/make_word_uses.py).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from geo.folders import DATA
from geo.language.known_names import model_lines

USES_FILE = DATA / "language" / "model" / "word_uses.tsv.gz"
CLUSTERS = 1002
CAPITALS = 15
RARITIES = 14
"""The numbers of rows that the three tables of the net need."""


class WordUse(NamedTuple):
    """Rows of a word: its Brown cluster (1 none), how much oftener it has a capital than not (1 never to 13 always, 14
    unknown) and how often it is seen (1 hardly to 12 everywhere, 13 unknown).
    """

    cluster: int
    capital: int
    rarity: int


UNSEEN = WordUse(1, CAPITALS - 1, RARITIES - 1)


@cache
def known_uses() -> dict[str, str]:
    """The rest of each word's line in the table, by the word in lower case."""
    return dict(line.split("\t", 1) for line in model_lines(USES_FILE, ", or run data/language/make_word_uses.py"))


def word_use(word: str) -> WordUse:
    """The use of a word as it is written; of its other spellings where that one has no cluster."""
    line = known_uses().get(word.lower().replace("’", "'"))
    if line is None:
        return UNSEEN
    capital, rarity, lower, title, upper = map(int, line.split("\t"))
    if word.islower():
        cluster = lower
    elif word.isupper() and len(word) > 1:
        cluster = upper or title or lower
    else:
        cluster = title or lower or upper
    return WordUse(cluster or 1, capital, rarity)
