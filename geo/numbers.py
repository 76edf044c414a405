"""Quantities in words or figures, as low, best and high: "at least 12", "two dozen", "between 5 and 7"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNITS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        + ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "score": 20}
VAGUE = {
    "dozens": (24, 24, 99),
    "scores": (40, 40, 199),
    "hundreds": (200, 200, 999),
    "thousands": (2000, 2000, 9999),
    "several": (3, 3, 9),
    "many": (3, None, None),
    "numerous": (3, None, None),
    "both": (2, 2, 2),
    "tens": (20, None, 99),
}
"""What a vague word stands for at least, at best and at most; "dozens" are 24 to 99."""

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_AT_LEAST = (
    ("at", "least"), ("more", "than"), ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than"),
    ("upwards", "of"), ("over",), ("in", "excess", "of"), ("a", "minimum", "of"), ("above",),
)  # fmt: skip
_AT_MOST = (
    ("up", "to"),
    ("as", "many", "as"),
    ("at", "most"),
    ("a", "maximum", "of"),
    ("fewer", "than"),
    ("less", "than"),
)
_ABOUT = tuple(
    tuple(phrase.split())
    for phrase in [
        "a total of", "about", "around", "nearly", "almost", "some", "approximately", "roughly", "an estimated",
        "estimated", "exactly", "only", "just", "another", "a further", "further", "the other", "other", "all", "the",
        "these", "those", "a reported", "another estimated", "other estimated", "as few as", "additional",
        "an additional", "a combined",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as low, best and high (None is "not known"), and the token after its words."""

    low: int
    best: int | None
    high: int | None
    after: int


def read_number(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """The plain number that begins at ``index`` and the token after it; None when there is none.

    ``words`` are in lower case. Hyphens between number words are tokens of their own: "twenty", "-", "two".
    """
    word = words[index]
    if _FIGURE.fullmatch(word):
        value, index = int(word.replace(",", "")), index + 1
        if index < len(words) and words[index] in ("million", "thousand", "hundred", "dozen"):
            return value * SCALES[words[index]], index + 1
        return value, index
    if word in ("a", "an", "half"):
        return _read_article(words, index)
    if word not in UNITS and word not in TENS:
        return None
    total, part = 0, 0
    while index < len(words):
        word = words[index]
        if word in UNITS:
            part += UNITS[word]
        elif word in TENS:
            part += TENS[word]
        elif word in SCALES and word != "score":
            part = max(part, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, part = total + part, 0
        elif not (word in ("-", "and") and index + 1 < len(words) and _continues(words, index)):
            break
        index += 1
    return total + part, index


def _continues(words: Sequence[str], index: int) -> bool:
    """Whether "-" or "and" at ``index`` stands within one number: "twenty-two", "a hundred and five"."""
    before, after = words[index - 1], words[index + 1]
    if words[index] == "-":
        return before in TENS and after in UNITS
    return before in ("hundred", "thousand") and (after in UNITS or after in TENS)


def _read_article(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """ "a dozen", "half a dozen", "a hundred", "a couple"."""
    half = words[index] == "half"
    index += 1
    if half and index < len(words) and words[index] in ("a", "-"):
        index += 1
    if index >= len(words):
        return None
    if words[index] in ("dozen", "hundred", "thousand", "million"):
        value = SCALES[words[index]]
        if index + 2 < len(words) and words[index + 1] == "and" and _continues(words, index + 1):
            rest = read_number(words, index + 2)
            if rest:
                return value + rest[0], rest[1]
        return (value // 2 if half else value), index + 1
    if words[index] == "couple" and not half:
        return 2, index + 1
    return None


def read_quantity(words: Sequence[str], index: int, depth: int = 3) -> Quantity | None:
    """The quantity that begins at ``index`` with its "at least", "up to" and the like; None when there is none.

    At most ``depth`` such phrases may stand before one number.
    """
    for phrases, bound in ((_AT_LEAST, "least"), (_AT_MOST, "most"), (_ABOUT, "about")):
        for phrase in phrases:
            if depth and tuple(words[index : index + len(phrase)]) == phrase and index + len(phrase) < len(words):
                inner = read_quantity(words, index + len(phrase), depth - 1)
                if inner is None:
                    continue
                if bound == "least":
                    return Quantity(inner.low, inner.best, None, inner.after)
                if bound == "most":
                    most = inner.high or inner.best
                    return Quantity(min(1, inner.low), most, most, inner.after)
                return inner
    if words[index] == "between":
        return _read_range(words, index + 1, ("and",))
    vague = _read_vague(words, index)
    if vague:
        return vague
    return _read_range(words, index, ("to", "-", "–", "or")) or _read_plain(words, index)


def _read_plain(words: Sequence[str], index: int) -> Quantity | None:
    number = read_number(words, index)
    if number is None:
        return None
    value, after = number
    if after + 1 < len(words) and words[after] == "or" and words[after + 1] == "more":
        return Quantity(value, value, None, after + 2)
    return Quantity(value, value, value, after)


def _read_range(words: Sequence[str], index: int, joints: tuple[str, ...]) -> Quantity | None:
    if index >= len(words):
        return None
    first = read_number(words, index)
    if first is None or first[1] + 1 >= len(words) or words[first[1]] not in joints:
        return None
    second = read_number(words, first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return Quantity(first[0], (first[0] + second[0]) // 2, second[0], second[1])


def _read_vague(words: Sequence[str], index: int) -> Quantity | None:
    word = words[index]
    if word in VAGUE:
        low, best, high = VAGUE[word]
        after = index + 1
        if word == "tens" and words[after : after + 2] == ["of", "thousands"]:
            return Quantity(20_000, 20_000, 99_999, after + 2)
        if word == "hundreds" and words[after : after + 2] == ["of", "thousands"]:
            return Quantity(200_000, 200_000, 999_999, after + 2)
        return Quantity(low, best, high, after)
    if word == "a" and words[index + 1 : index + 2] == ["few"]:
        return Quantity(3, 3, 9, index + 2)
    if word == "a" and words[index + 1 : index + 3] == ["number", "of"]:
        return Quantity(2, None, None, index + 2)
    return None
