"""The words of a text as the rules on names see them: offsets, capitals, line shapes, sentence starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.places.cues import load_cues

_ENDS = ".!?:;|•…"
_MARKS = '“"‘—–:;'


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists over the words and marks of ``text``.

    ``capital[i]`` is whether the word begins with a capital; ``shape[i]`` is "C" in a line of capitals,
    "T" in a line whose words nearly all have capitals, "" in running text.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    opening: list[bool]
    shape: list[str]

    def __len__(self) -> int:
        """The number of words and marks."""
        return len(self.words)

    def slice(self, start: int, end: int) -> str:
        """The quoted text of the words [start:end]."""
        return self.text[self.starts[start] : self.ends[end - 1]]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Words keep inner apostrophes, known abbreviations their full stop; all else is one mark each."""
    known = sorted(load_cues().abbreviations, key=len, reverse=True)
    abbreviations = "|".join(re.escape(word) for word in known)
    return re.compile(
        rf"(?:\b(?:W\. ?Va\.|N\. ?[CDHJMY]\.|S\. ?[CD]\.|D\. ?C\.|(?:[A-Z]\.){{2,}}|{abbreviations}))"
        r"|['’]s\b|[^\W_]+(?:['’`ʻʼ](?!s\b)[^\W\d_]+)*|[^\w\s]|_"
    )


def read_words(text: str) -> Words:
    """The words of the text, in order."""
    spans = [match.span() for match in _word_pattern().finditer(text)]
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    words = [text[start:end] for start, end in spans]
    lower = [word.lower() for word in words]
    capital = [word[0].isupper() for word in words]
    opening = _openings(text, words, starts, ends)
    return Words(text, words, lower, starts, ends, capital, opening, _shapes(words, capital, opening))


def _openings(text: str, words: list[str], starts: list[int], ends: list[int]) -> list[bool]:
    """Whether each word opens a sentence, a line or a quotation."""
    opening, ended = [], True
    previous_end = 0
    for word, start, end in zip(words, starts, ends, strict=True):
        if "\n" in text[previous_end:start]:
            ended = True
        if word[0].isalnum():
            opening.append(ended)
            ended = False
        else:
            opening.append(ended)
            if word in _ENDS or word in '“"‘—–':
                ended = True
        previous_end = end
    return opening


def _shapes(words: list[str], capital: list[bool], opening: list[bool]) -> list[str]:
    """The shape of the sentence that each word stands in."""
    shapes: list[str] = []
    start = 0
    bounds = [i for i, begins in enumerate(opening) if begins and i and words[i - 1] not in _MARKS] + [len(words)]
    for end in bounds:
        letters = [i for i in range(start, end) if words[i][0].isalpha() and len(words[i]) > 1]
        long = [i for i in letters if len(words[i]) > 3]
        shape = ""
        if len(letters) > 2 and sum(words[i].isupper() for i in letters) > 0.8 * len(letters):
            shape = "C"
        elif len(long) > 3 and sum(capital[i] for i in long) > 0.85 * len(long):
            shape = "T"
        shapes += [shape] * (end - start)
        start = end
    return shapes
