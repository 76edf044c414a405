"""Where the parts of a text begin: stories that stand one after the other, and what a heading opens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.articles.dateline import datelines

LEAST_LETTERS = 6
"""Capitals that a heading has at least."""

_RULE = re.compile(r"^[ \t]*(?:[-–—_=*#~•·][ \t]*){3,}$", re.MULTILINE)
_MEANWHILE = re.compile(r"^Meanwhile,", re.MULTILINE)
_HEADING = re.compile(r"^[^\na-zß-ÿ]{5,70}$", re.MULTILINE)


def part_starts(text: str) -> list[int]:
    """Where each part of the text begins, 0 first: at a dateline or "Meanwhile,", below a rule or a heading."""
    below = [*_RULE.finditer(text), *(match for match in _HEADING.finditer(text) if _is_heading(match.group()))]
    starts = {_next_line(text, match.end()) for match in below if match.start() > 0}
    starts |= {start for start, _ in datelines(text)} | {match.start() for match in _MEANWHILE.finditer(text)}
    return sorted({0, *(start for start in starts if 0 < start < len(text))})


def part_of(offset: int, starts: Sequence[int]) -> int:
    """Where the part begins in which the offset lies."""
    return max((start for start in starts if start <= offset), default=0)


def _is_heading(line: str) -> bool:
    return sum(letter.isupper() for letter in line) >= LEAST_LETTERS


def _next_line(text: str, end: int) -> int:
    return end + len(text[end:]) - len(text[end:].lstrip())
