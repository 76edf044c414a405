"""Where the sentences of a news text start: character offsets, from the text alone.

Written for wire copy: abbreviations, initials, datelines, quotations, headlines without a full stop
on a line of their own, and text that was wrapped at a fixed width.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise

from geo.folders import DATA

_WORDS_FILE = DATA / "language" / "sentences.toml"

_LONGEST_DATELINE = 18
_DASHES = frozenset(("--", "—", "–", "-"))
_SMALL_WORDS = frozenset(("of", "the", "al", "de", "and", "by"))
_STOP = re.compile(r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>["'”’»)\]}]*+)\s++(?=\S)""")
_GLUED = re.compile(r"""(?<=[a-z]{2}[.!?])(?=["“]?[A-Z][a-z]*\s)|(?<=[a-z]{2}[.!?]["”])(?=[A-Z][a-z]*\s)""")
_NEWLINE = re.compile(r"[^\S\n]*+\n\s*+(?=\S)")
_NEXT = re.compile(r"""[-–—\s"'“‘«(\[{`•*]*+(?P<word>[\w'’.-]*)""")
_ARTICLE_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|de|bin|ibn|van|von|e|i)-?\s?[A-Z]")
_ORDINAL_LINE = re.compile(r"(?:^|\n)\s*[\dA-Za-z]{1,3}$")


def sentence_starts(text: str) -> list[int]:
    """The offset of the first character of every sentence, in order; [] for a text of nothing but space."""
    first = len(text) - len(text.lstrip())
    if first == len(text):
        return []
    starts = {first}
    starts.update(match.end() for match in _STOP.finditer(text) if _ends_sentence(text, match))
    starts.update(match.end() for match in _GLUED.finditer(text))
    starts.update(_line_starts(text))
    return sorted(starts)


def dateline_length(words: list[str]) -> int:
    """How many of a sentence's first words are a dateline with its dash ("BAGHDAD, Jan. 4 (Agency) -"); 0 for none."""
    for index, word in enumerate(words[:_LONGEST_DATELINE]):
        if word in _DASHES and index:
            place_in_capitals = len(words[0]) > 2 and words[0].isupper()
            return index + 1 if index + 1 < len(words) and (place_in_capitals or words[index - 1] == ")") else 0
        if word[0].islower() and word not in _SMALL_WORDS and index and words[index - 1] != "-":
            return 0
    return 0


def bracketed(words: list[str]) -> set[int]:
    """Which words are a short form or a number in brackets, with the brackets: "(ELN)", "(7)"."""
    found: set[int] = set()
    for opening, word in enumerate(words):
        if word != "(" or not opening:
            continue
        closing = next((at for at in range(opening + 2, min(len(words), opening + 5)) if words[at] == ")"), None)
        inside = words[opening + 1 : closing] if closing else []
        if closing and all(inner.isupper() or inner.isdigit() or inner == "-" for inner in inside):
            found.update(range(opening, closing + 1))
    return found


def _line_starts(text: str) -> list[int]:
    """Lines that open a sentence: after a blank line, or after a line break that is not mere wrapping."""
    breaks = [(match.start(), match.end(), match.group().count("\n")) for match in _NEWLINE.finditer(text)]
    width = _wrap_width(text, breaks)
    starts, line = [], 0
    for end, start, newlines in breaks:
        if newlines > 1 or not _continues(text, line, end, start, width):
            starts.append(start)
        line = start
    return starts


def _continues(text: str, line: int, end: int, start: int, width: int) -> bool:
    """Whether the line [line:end] runs on in the line that begins at start."""
    if text[end - 1 : end] in (".", "!", "?", "…", '"', "”"):
        return False
    if width and end - line > 0.7 * width:
        return True
    return text[start].islower()


def _wrap_width(text: str, breaks: list[tuple[int, int, int]]) -> int:
    """The width at which the text was wrapped; 0 when each line is a paragraph."""
    single = [
        (a_start, b_end) for (_, a_start, _), (b_end, _, newlines) in pairwise([(0, 0, 2), *breaks]) if newlines == 1
    ]
    running_on = [text[start].islower() for _, start, newlines in breaks if newlines == 1]
    if len(single) < 3 or sum(running_on) < 0.25 * len(running_on):
        return 0
    width = max(end - start for start, end in single)
    return width if width <= 120 else 0


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether the stop found ends a sentence, by the word before it and the word after it."""
    following = _NEXT.match(text, match.end())
    word = following["word"] if following else ""
    if not word or not (word[0].isupper() or word[0].isdigit() or not word[0].islower()):
        return bool(word) and bool(_ARTICLE_NAME.match(word)) and not match["close"]
    if match["stop"] != "." or match["close"]:
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    last = before.split()[-1] if before.strip() and not before[-1].isspace() else ""
    last = last.lstrip("\"'“‘«([{`-–—")
    return _word_ends(last, word, before)


def _word_ends(last: str, word: str, before: str) -> bool:
    """Whether ``last`` with a full stop ends its sentence before ``word``."""
    lists = _word_lists()
    opener = re.split(r"['’.]", word.lower())[0] in lists["openers"]
    if last in ("No", "Nos", "no", "nos"):
        return not word[0].isdigit()
    if last in lists["calendar"]:
        return opener and not word[0].isdigit()
    if last in lists["before_names"]:
        return False
    if (len(last) == 1 and last.isupper()) or "." in last or last in lists["before_openers"]:
        return opener
    return not (len(last) < 4 and last.isdigit() and _ORDINAL_LINE.search(before))


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    """The lists of the data file, each word also in capitals."""
    lists = tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))
    return {key: frozenset(words.split()) | frozenset(words.upper().split()) for key, words in lists.items()}
