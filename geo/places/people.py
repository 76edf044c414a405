"""Which words of a text are people's names: by given names, titles, ages and the language model's entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.places.cues import Cues
from geo.places.words import Words

LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class People:
    """``named`` holds the words inside people's names with what tells it; ``surnames`` how often each is one."""

    named: dict[int, str]
    surnames: Counter[str]


def find_people(
    words: Words, cues: Cues, is_place: Callable[[str], bool], entities: Iterable[tuple[int, int, str]] = ()
) -> People:
    """The people's names in the text.

    ``is_place`` answers whether a name of several words is a place ("Virginia Beach"); ``entities`` are
    the language model's (first word, word after, label).
    """
    named: dict[int, str] = {}
    surnames: Counter[str] = Counter()
    i, count = 0, len(words)
    while i < count:
        if not (words.capital[i] or words.lower[i] in cues.titles):
            i += 1
            continue
        found = _name_at(words, cues, i, is_place)
        if found is None:
            i += 1
            continue
        start, end, why = found
        for k in range(start, end):
            named[k] = why
        if end - start > 1 or why == "title":
            surnames[words.lower[end - 1]] += 1
        i = max(end, i + 1)
    for start, end, label in entities:
        if label == "PERSON":
            for k in range(start, end):
                named.setdefault(k, "model")
            if end - start > 1 and words.capital[end - 1]:
                surnames[words.lower[end - 1]] += 1
    return People(named, surnames)


def _name_at(words: Words, cues: Cues, i: int, is_place: Callable[[str], bool]) -> tuple[int, int, str] | None:
    """The person's name that begins at word i or after the title at i: (first word, word after, why)."""
    lower = words.lower[i].rstrip(".")
    if lower in cues.titles and words.shape[i] != "C":
        return _after_title(words, cues, i, is_place)
    if words.capital[i] and lower in cues.first_names:
        end = _run_end(words, cues, i + 1)
        if end > i + 1 and not _is_longer_place(words, i, end, is_place):
            return i, end, "given name"
    if words.capital[i] and not words.opening[i]:
        return _before_age(words, cues, i)
    return None


def _after_title(words: Words, cues: Cues, i: int, is_place: Callable[[str], bool]) -> tuple[int, int, str] | None:
    """The name after the titles that begin at word i."""
    start = i + 1
    while start < len(words) and (words.words[start] == "." or words.lower[start] in cues.titles):
        start += 1
    if start >= len(words) or not words.capital[start]:
        return None
    end = _run_end(words, cues, start)
    if end == start or is_place(words.slice(i, end)):
        return None
    if not words.capital[i] and end - start == 1 and words.lower[start] not in cues.first_names:
        return None
    return start, end, "title"


def _before_age(words: Words, cues: Cues, i: int) -> tuple[int, int, str] | None:
    """Two or three capitalised words before an age: "Davis Mills, 34,"."""
    end = _run_end(words, cues, i)
    if not 2 <= end - i <= LONGEST_NAME or end + 2 >= len(words) or words.words[end] != ",":
        return None
    age, after = words.words[end + 1], words.words[end + 2]
    if age.isdigit() and 1 < len(age) < 3 and after in ",.)":
        return i, end, "age"
    return None


def _run_end(words: Words, cues: Cues, start: int) -> int:
    """The word after the run of name words that begins at start."""
    end = k = start
    while k < len(words) and k - start < LONGEST_NAME:
        word, lower = words.words[k], words.lower[k]
        if k > start and words.starts[k] - words.ends[k - 1] > 1:
            break
        if words.capital[k]:
            if (
                words.opening[k]
                and k > start
                or lower in cues.organisations
                or lower in cues.streets
                or lower in cues.divisions
                or lower in cues.calendar
            ):
                break
            if len(word) > 1 or words.ends[k] - words.starts[k] == 1:
                k += 1
                if len(word) > 2 or word[-1] != "." or len(word) == 1:
                    end = k if len(word) > 1 else end
                continue
            break
        if word == "." and len(words.words[k - 1]) == 1 or lower in cues.particles or word == "-" or word in '"“”':
            k += 1
            continue
        break
    return end


def _is_longer_place(words: Words, start: int, end: int, is_place: Callable[[str], bool]) -> bool:
    """Whether the name's first two words, or all of it, are a place's name."""
    return is_place(words.slice(start, start + 2)) or (end - start > 2 and is_place(words.slice(start, end)))
