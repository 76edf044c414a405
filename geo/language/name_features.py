"""What the entity net sees of each word: its form, its letters, the lists that know it, where it stands."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np

from geo.folders import DATA
from geo.language.known_names import known_names, list_codes, model_lines, plain
from geo.language.word_uses import CAPITALS, CLUSTERS, RARITIES, word_use

WORDS_FILE = DATA / "language" / "model" / "words.tsv.gz"
CORPORA = ("", "any", "uner-ewt", "wikigold", "re3d", "ud-gum", "crossner", "btc", "made", "trees")
"""Whose habits of labelling the net is to follow; the first is for the gaps between texts."""

UNKNOWN_WORD = 1
GRAMS = 14
GRAM_ROWS = 6000
SHAPES = 400
WORD_KINDS = "?NPVAORX0"
"""What a word mostly is in lower case: never seen so, noun, name, verb, adjective, adverb, function word, number."""

OF_THE_WORD = ("word", "shape", "kind", "list", "cluster", "capital", "rarity")
IN_THE_TEXT = ("place", "body", "position", "corpus")
COLUMNS = OF_THE_WORD + IN_THE_TEXT
SIZES = {
    "shape": SHAPES,
    "kind": 16,
    "list": 130,
    "cluster": CLUSTERS,
    "capital": CAPITALS,
    "rarity": RARITIES,
    "place": 32,
    "body": 5,
    "position": 6,
    "corpus": len(CORPORA),
}
GAP = 4
"""Rows between two texts in one array, so that neither sees the other."""


@cache
def known_words() -> dict[str, tuple[int, int]]:
    """The row of each word that the net has learned, by its lower-case form, and what it mostly is."""
    rows = (line.split("\t") for line in model_lines(WORDS_FILE))
    return {word: (row, WORD_KINDS.index(kind) + 1) for row, (word, kind) in enumerate(rows, start=UNKNOWN_WORD + 1)}


def norm(word: str) -> str:
    """The word in lower case with its digits alike and its quotes straight."""
    lower = word.lower().replace("’", "'").replace("“", '"').replace("”", '"').replace("‘", "'")
    return "".join("0" if letter.isdigit() else letter for letter in lower) if not lower.isalpha() else lower


def shape(word: str) -> str:
    """The word's letters as x, X or 0, runs of more than three cut short."""
    out: list[str] = []
    for letter in word[:40]:
        sign = "X" if letter.isupper() else "x" if letter.islower() else "0" if letter.isdigit() else letter
        if out[-3:] != [sign] * 3:
            out.append(sign)
    return "".join(out)


def _hashed(text: str, rows: int) -> int:
    return crc32(text.encode()) % (rows - 1) + 1


def _grams(key: str) -> list[int]:
    """The rows of the word's beginnings, endings and runs of three letters, filled up with 0."""
    grams = [f"<{key[:n]}" for n in (1, 2, 3, 4)] + [f"{key[-n:]}>" for n in (1, 2, 3, 4)]
    grams += [key[i : i + 3] for i in range(1, len(key) - 3)]
    rows = [_hashed(gram, GRAM_ROWS) for gram in grams[:GRAMS]]
    return rows + [0] * (GRAMS - len(rows))


def word_features(word: str) -> tuple[int, ...]:
    """What the net sees of a word by itself: its row, shape, kind, lists, use, and letters."""
    key = norm(word)
    row, kind = known_words().get(key, (UNKNOWN_WORD, 1))
    classes = known_names().get(plain(word), "") if word[:1].isupper() else ""
    places = next((index for index, one in enumerate("CLDBTV", start=1) if one in classes), 0)
    lists = 1 + places + 7 * ("G" in classes) + 14 * ("N" in classes) + 28 * ("S" in classes) + 56 * word[:1].isupper()
    return (row, _hashed(shape(word), SHAPES), kind, lists, *word_use(word), *_grams(plain(word)))


def text_rows(words: list[str], starts: list[bool], corpus: int, cache: dict[str, tuple[int, ...]]) -> Any:
    """The rows of a text, one for each word: COLUMNS, then the letters."""
    features = []
    for word in words:
        known = cache.get(word)
        if known is None:
            known = cache[word] = word_features(word)
        features.append(known)
    own, text = len(OF_THE_WORD), len(COLUMNS)
    table = np.array(features, dtype=np.int32).reshape(len(words), own + GRAMS)
    rows = np.empty((len(words), text + GRAMS), dtype=np.int32)
    rows[:, :own] = table[:, :own]
    places, bodies = list_codes(words)
    rows[:, own:text] = np.column_stack([places, bodies, _positions(words, starts), [corpus] * len(words)])
    rows[:, text:] = table[:, own:]
    return rows


def _positions(words: list[str], starts: list[bool]) -> list[int]:
    """1 within a sentence, 2 at its start, 3 and 4 in a sentence in capitals or in title case."""
    bounds = [*(index for index, start in enumerate(starts) if start or index == 0), len(words)]
    positions: list[int] = []
    for begin, end in pairwise(bounds):
        long = [word for word in words[begin:end] if len(word) > 3 and word.isalpha()]
        if len(long) > 1 and all(word.isupper() for word in long):
            positions += [3] * (end - begin)
        elif len(long) > 3 and all(word[0].isupper() for word in long):
            positions += [4] * (end - begin)
        else:
            positions += [2] + [1] * (end - begin - 1)
    return positions


def joined_rows(texts: list[Any]) -> tuple[Any, list[int]]:
    """The rows of several texts in one array with gaps between them, and where each begins."""
    gap = np.zeros((GAP, len(COLUMNS) + GRAMS), dtype=np.int32)
    begins, parts, size = [], [gap], GAP
    for rows in texts:
        begins.append(size)
        parts += [rows, gap]
        size += len(rows) + GAP
    return np.concatenate(parts), begins
