"""Names of which the gazetteer knows only a part: "San Juan de Lurigancho", "Bali Nyonga"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from geo.places.cues import load_cues
from geo.records import Mention

_GOES_ON = re.compile(
    r" (?:(?:de|del|da|do|dos|das|du|des|di|della|el|la|las|los|al|y|e)[ -]){0,2}(?:d['’]|l['’])?"
    r"(?P<word>[A-ZÀ-Þ][\w’'-]*[\wà-þ])(?!\.\w)"
)
_OPENING = re.compile(r"(?:^|[.!?:\n“\"(][\s“\"(]*)(?:In|At|Near|From|Around|Outside)\s+(?:the\s+)?$")


def whole_end(text: str, mention: Mention, known: Collection[int]) -> int:
    """Where the name ends that the mention only begins; its own end where it is whole.

    ``known`` are the starts of the other mentions. "In Lima Alan Reyes said" is no longer name.
    """
    if _OPENING.search(text[max(0, mention.start - 24) : mention.start]):
        return mention.end
    match = _GOES_ON.match(text, mention.end)
    if match is None or match.start("word") in known:
        return mention.end
    return mention.end if match["word"].casefold() in _plain_words() else match.end()


def lengthened(text: str, mention: Mention, known: Collection[int]) -> Mention:
    """The mention of an unknown place with all of its name."""
    end = whole_end(text, mention, known)
    if end == mention.end:
        return mention
    return replace(mention, end=end, text=text[mention.start : end], name=text[mention.start : end])


@cache
def _plain_words() -> frozenset[str]:
    """Words that go on no place's own name: "Bacolod City", "Nasarawa State", "Bangui University", "Ohio Senator"."""
    cues = load_cues()
    lists = (
        cues.organisations, cues.sites, cues.kinds, cues.divisions, cues.titles, cues.teams, cues.streets, cues.waters,
        cues.heights, cues.directions, cues.calendar, cues.press, cues.followers, cues.lands, cues.common_words,
        cues.first_names, cues.abbreviations,
    )  # fmt: skip
    return frozenset().union(*lists) | {"lga", "i"}
