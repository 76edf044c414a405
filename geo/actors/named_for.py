"""Place names that are only a part of an actor's name: "Haram" in "Boko Haram", "Gaza" in "Bank of Gaza"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.actors.actor_table import ActorTable, Word, split_words
from geo.places.cues import load_cues
from geo.records import Mention

LONGEST = 6
"""Words of an actor's name that may stand before the place in it."""


def with_names_of_actors(text: str, places: Iterable[Mention], table: ActorTable) -> list[Mention]:
    """The places; those inside the name of an actor of the table are associative, and say of whom."""
    words = split_words(text)
    starts = [word.start for word in words]
    return [_marked(place, words, bisect_left(starts, place.start), table) for place in places]


def _marked(place: Mention, words: Sequence[Word], at: int, table: ActorTable) -> Mention:
    if place.role != "literal":
        return place
    for first in range(max(0, at - LONGEST), min(at + 1, len(words))):
        for alias in table.aliases.get(words[first].key, ()):
            name = words[first : first + len(alias.words)]
            if (
                alias.sort == "name"
                and len(alias.words) > 1
                and tuple(word.key for word in name) == alias.words
                and (name[0].text[0].isupper() or name[0].key in load_cues().articles)
                and name[0].start <= place.start
                and place.end <= name[-1].end
                and (name[0].start, name[-1].end) != (place.start, place.end)
            ):
                reason = f"associative: part of the name of {alias.actor.name}"
                return replace(place, role="associative", reasons=(*place.reasons, reason))
    return place
