"""Which words of a text stand in the lists of known names: places, peoples, given names.

The entity net sees this beside each word's form. The lists ship with the model; without them the net
would guess, so their absence is an error.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache
from pathlib import Path

from geo.folders import DATA
from geo.records import PlainError

NAMES_FILE = DATA / "language" / "model" / "names.tsv.gz"
PLACE_CLASSES = "CDBTVL"
_WEIGHTIEST_FIRST = "CLDBTV"
COUNTRY, SITE = PLACE_CLASSES.index("C") + 1, PLACE_CLASSES.index("L") + 1
WHOLE, FIRST, INNER = 1, 2, 3
"""What ``code % 64 // 4`` and ``code % 4`` of a word's code say: the kind of place, the position in its name."""


class LanguageModelMissingError(PlainError):
    """The language model asked for, or a part of it, is not there; the message says how to get it."""


def plain(name: str) -> str:
    """The name in lower case without diacritics."""
    if name.isascii():
        return name.lower()
    letters = unicodedata.normalize(
        "NFKD", name.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    )
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


@cache
def known_names() -> dict[str, str]:
    """Every known name with the letters of its classes (see data/language/make_names.py)."""
    return dict(line.split("\t") for line in model_lines(NAMES_FILE, ", or run python data/language/make_names.py"))


def model_lines(path: Path, cure: str = "") -> list[str]:
    """The lines of a table of the language model; an error that names it and the cure when it is missing."""
    try:
        return gzip.decompress(path.read_bytes()).decode().splitlines()
    except OSError as error:
        raise LanguageModelMissingError(
            f'a part of the language model is missing: no readable "{path.name}" in data/language/model; '
            f"restore that folder from Dateline's repository{cure}"
        ) from error


@cache
def _longest() -> dict[str, int]:
    """The number of words of the longest known name, by its first word."""
    longest: dict[str, int] = {}
    for name in known_names():
        if " " in name:
            first, rest = name.split(" ", 1)
            longest[first] = max(longest.get(first, 1), rest.count(" ") + 2)
    return longest


def name_codes(words: list[str]) -> list[int]:
    """A number for each word: its class as a place and position in the place's name, and whether it is a given name
    or a people. 0 is a word in no list, or one that does not begin with a capital.
    """
    names, longest = known_names(), _longest()
    codes = [0] * len(words)
    keys = [plain(word) if word[:1].isupper() else "" for word in words]
    covered = 0
    for start, key in enumerate(keys):
        if not key:
            continue
        classes = names.get(key, "")
        code = 64 * ("G" in classes) + 128 * ("N" in classes)
        if start >= covered:
            for size in range(min(longest.get(key, 1), len(words) - start), 0, -1):
                found = (
                    classes
                    if size == 1
                    else names.get(" ".join([key, *map(plain, words[start + 1 : start + size])]), "")
                )
                place = next((PLACE_CLASSES.index(x) + 1 for x in _WEIGHTIEST_FIRST if x in found), 0)
                if place:
                    for index in range(start, start + size):
                        codes[index] = 4 * place + (WHOLE if size == 1 else FIRST if index == start else INNER)
                    covered = start + size
                    break
        codes[start] += code
    return codes


def list_codes(words: list[str]) -> tuple[list[int], list[int]]:
    """Two numbers for each word, from the longest listed names that it belongs to: its class as a place and position
    in the place's name (as ``name_codes``), and its position in a body's name. 0 is a word in no such name.
    """
    names, longest = known_names(), _longest()
    places, bodies = [0] * len(words), [0] * len(words)
    keys = [plain(word) if word[:1].isupper() else "" for word in words]
    place_end = body_end = 0
    for start, key in enumerate(keys):
        if not key:
            continue
        for size in range(min(longest.get(key, 1), len(words) - start), 0, -1):
            name = key if size == 1 else " ".join([key, *map(plain, words[start + 1 : start + size])])
            found = names.get(name, "")
            if not found:
                continue
            positions = [WHOLE] if size == 1 else [FIRST, *[INNER] * (size - 1)]
            if start >= body_end and "O" in found:
                bodies[start : start + size] = positions
                body_end = start + size
            place = next((PLACE_CLASSES.index(x) + 1 for x in _WEIGHTIEST_FIRST if x in found), 0)
            if start >= place_end and place:
                places[start : start + size] = [4 * place + position for position in positions]
                place_end = start + size
    return places, bodies
