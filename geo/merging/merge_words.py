"""The tables of data/merge.toml: by what two reports are one incident, and by which words they speak of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from geo.folders import DATA

MOST_SIBLINGS = 14
"""Words of a row of nouns above which they are too many to name one thing."""


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of data/merge.toml."""

    kinds: dict[str, frozenset[str]]
    alike: tuple[frozenset[str], ...]
    confused: tuple[frozenset[str], ...]
    hurting: frozenset[str]
    plain: frozenset[str]
    rare: frozenset[str]
    order: tuple[str, ...]
    lists: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    siblings: dict[str, frozenset[str]]
    things: dict[str, str]
    sites: frozenset[str]


@cache
def merge_words() -> Words:
    """The tables of data/merge.toml."""
    with (DATA / "merge.toml").open("rb") as file:
        table = tomllib.load(file)
    lists = {name: frozenset(words.split()) for name, words in table["words"].items()}
    kinds = {group["name"]: frozenset(group["types"]) for group in table["kinds"]}
    nouns: dict[str, frozenset[str]] = {}
    siblings: dict[str, frozenset[str]] = {}
    for row in table["nouns"]:
        may_be = frozenset().union(*(kinds[name] for name in row["kinds"]))
        words = row["words"].split()
        fits = len(words) <= MOST_SIBLINGS
        for noun in words:
            nouns[noun] = nouns.get(noun, frozenset()) | may_be
            siblings[noun] = siblings.get(noun, frozenset()) | frozenset(words[: MOST_SIBLINGS * fits])
    lists["nouns"] |= nouns.keys()
    rows = {**table["things"], **table["sites"]}
    things = {word: name for name, words in rows.items() for word in words.split()}
    return Words(
        kinds=kinds,
        alike=tuple(frozenset(group["types"]) for group in table["kinds"] if not group.get("only_by_noun")),
        confused=tuple(frozenset(group["types"]) for group in table["confused"]),
        hurting=frozenset(table["specific"]["hurting"]),
        rare=frozenset(table["specific"]["rare"]),
        plain=frozenset(table["specific"]["plain"]),
        order=tuple(table["specific"]["order"]),
        lists=lists,
        nouns=nouns,
        siblings=siblings,
        things=things,
        sites=frozenset(table["sites"]),
    )


def kinds_of_noun(noun: str) -> frozenset[str] | None:
    """The kinds of incident that a noun may point back to; None when it may be any of the trigger's own kind."""
    return merge_words().nouns.get(noun)
