"""The table of figures of speech: words beside a trigger that make it no incident."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geo.folders import DATA

TABLE = DATA / "triggers" / "figures.toml"


@dataclass(frozen=True, slots=True)
class Figure:
    """Words beside a trigger that make it a figure of speech."""

    id: str
    families: frozenset[str]
    triggers: frozenset[str]
    patient: frozenset[str]
    agent: frozenset[str]
    modifier: frozenset[str]
    above: frozenset[str]
    within: frozenset[str]
    follows: tuple[tuple[str, ...], ...]
    before: frozenset[str]
    reason: frozenset[str]
    adverb: frozenset[str]
    many_above: frozenset[str]
    spell: frozenset[str]
    bare_spell: frozenset[str]
    verbs: frozenset[str]
    agent_groups: frozenset[str]
    images: frozenset[str]
    of_what: frozenset[str]
    left_behind: bool
    since: bool
    present: bool
    total: bool
    nth: bool
    nobody: bool
    bare: bool
    armed: bool
    both: bool
    places: bool
    harmless: bool
    whole_sentence: bool
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def load_figures(path: Path = TABLE) -> tuple[Figure, ...]:
    """The figures of speech of the table; read once."""
    return tuple(_figure(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["figure"])


def _figure(entry: dict[str, Any]) -> Figure:
    names = ("families", "triggers", "patient", "agent", "modifier", "above")
    groups = {name: frozenset(entry.get(name, ())) for name in names}
    return Figure(
        id=entry["id"],
        within=frozenset(entry.get("with", ())),
        follows=tuple(tuple(words.split()) for words in entry.get("follows", ())),
        before=frozenset(entry.get("before", ())),
        reason=frozenset(entry.get("reason", ())),
        adverb=frozenset(entry.get("adverb", ())),
        many_above=frozenset(entry.get("many_above", ())),
        spell=frozenset(entry.get("spell", ())),
        bare_spell=frozenset(entry.get("bare_spell", ())),
        verbs=frozenset(entry.get("verbs", ())),
        agent_groups=frozenset(entry.get("agent_groups", ())),
        images=frozenset(entry.get("images", ())),
        of_what=frozenset(entry.get("of_what", ())),
        left_behind=entry.get("left_behind", False),
        since=entry.get("since", False),
        present=entry.get("present", False),
        total=entry.get("total", False),
        nth=entry.get("nth", False),
        nobody=entry.get("nobody", False),
        bare=entry.get("bare", False),
        armed=entry.get("armed", False),
        both=entry.get("both", False),
        places=entry.get("places", False),
        harmless=entry.get("harmless", False),
        whole_sentence=entry.get("whole_sentence", False),
        matches=tuple(entry["matches"]),
        rejects=tuple(entry["rejects"]),
        **groups,
    )
