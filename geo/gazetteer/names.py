"""How place names are compared: one key for all spellings that differ only in accents, dots and hyphens.

Romanisations of one name ("al-Raqqah", "Ar Raqqa") differ by more; ``variants`` lists the keys that a
name may also be known under.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ŋ": "ng",
        "ħ": "h",
        **dict.fromkeys("'’‘ʼʻʽʿʾ`´′ʹ“”\".·", ""),
        **dict.fromkeys("-‐‑‒–—−_/,;:()[]", " "),
        "&": " and ",
    }
)  # fmt: skip
_MARKS = re.compile(r"[^a-z0-9 ]")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_SHORT_WORDS = re.compile(r"\b(?:saint|sainte|mount|fort)\b")

ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "ad", "adh", "an", "at", "ath", "az"])
"""The Arabic article as it is written before the letters that it takes the sound of."""

_ENDINGS = (
    ("iyyah", "iya"), ("iyya", "iya"), ("iyah", "iya"), ("iyeh", "iya"), ("ieh", "iya"), ("ah", "a"), ("eh", "a"),
    ("yy", "y"), ("iy", "y"), ("yi", "y"), ("ij", "y"), ("skii", "sky"), ("skiy", "sky"), ("ski", "sky"),
)  # fmt: skip
_SOUNDS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ay"), ("ai", "ay"), ("aw", "o"), ("au", "o"), ("q", "k"),
    ("gh", "g"), ("dh", "d"), ("ph", "f"), ("tch", "ch"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("ts", "z"),
    ("cz", "ch"), ("w", "v"),
)  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_MOST = 12


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The text in lower case without diacritics, apostrophes, dots and hyphens, one space between words.

    >>> name_key("Sant Julià-de Lòria"), name_key("St. Mary's"), name_key("Saint Mary’s")
    ('sant julia de loria', 'st marys', 'st marys')
    """
    key = text.casefold()
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c)).translate(_LETTERS)
    elif _MARKS.search(key):
        key = key.translate(_LETTERS)
    key = " ".join(key.split())
    if "t" in key and ("saint" in key or "mount" in key or "fort" in key):
        key = _SHORT_WORDS.sub(lambda word: _SHORT[word[0]], key)
    return key


def without_article(key: str) -> str:
    """The key without a leading Arabic article; the same key when it has none.

    >>> without_article("ar raqqah"), without_article("almaty")
    ('raqqah', 'almaty')
    """
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES and len(rest) > 2 else key


def variants(name: str) -> tuple[str, ...]:
    """Other keys that the same name may be known under, the likeliest first, at most twelve.

    >>> variants("al-Raqqah")[:3]
    ('raqqah', 'el raqqah', 'ar raqqah')
    """
    key = name_key(name)
    bare = without_article(key)
    found: dict[str, None] = {}
    if bare != key:
        own = f"a{bare[0]}" if bare[0] in "rsndtz" else "al"
        found |= dict.fromkeys((bare, f"al {bare}", f"el {bare}", f"{own} {bare}"))
    for stem in (bare, key):
        ended = _swap_ending(stem)
        sounded = _swap_sounds(ended)
        single = _DOUBLED.sub(r"\1", sounded)
        found |= dict.fromkeys((ended, _swap_sounds(stem), sounded, single, _DOUBLED.sub(r"\1", stem)))
        if " " in stem:
            found[stem.replace(" ", "")] = None
    if bare == key and len(key) > 3:
        found |= dict.fromkeys((f"al {key}", f"el {key}"))
    found.pop(key, None)
    return tuple(found)[:_MOST]


def _swap_ending(key: str) -> str:
    for ending, plain in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            return key[: -len(ending)] + plain
    return f"{key}h" if key.endswith("a") and len(key) > 3 else key


def _swap_sounds(key: str) -> str:
    for sound, plain in _SOUNDS:
        key = key.replace(sound, plain)
    return key


def sound_key(key: str) -> str:
    """One key for romanisations of about the same sound, marked with "~" so that it is never a name.

    >>> sound_key("al raqqah") == sound_key("ar rakka"), sound_key("mosul") == sound_key("basra")
    (True, False)
    """
    folded = _swap_sounds(without_article(key))
    for ending in ("h", "a", "e"):
        folded = folded.removesuffix(ending) if len(folded) > 4 else folded
    return "~" + _DOUBLED.sub(
        r"\1", folded.replace("iy", "i").replace("e", "i").replace("y", "i").replace("o", "u").replace(" ", "")
    )


def abbreviation_key(text: str) -> str:
    """The key of an abbreviation: capitals count, and dots unless all letters are capitals.

    >>> abbreviation_key("U.S."), abbreviation_key("US"), abbreviation_key("Calif."), abbreviation_key("us")
    ('=US', '=US', '=Calif.', '=us')
    """
    bare = text.replace(".", "").replace(" ", "")
    return f"={bare}" if bare.isupper() else f"={text.replace(' ', '')}"
