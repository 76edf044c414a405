"""Names that the text itself explains: "Coopérative pour le développement (CODEV)", "the Bani Khaled tribe"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from geo.actors.actor_table import ActorTable, Word, word_key
from geo.records import Actor

Named = tuple[int, int, Actor, str]
"""The first word of a name, the word behind it, whose it is, and why."""

_SHORT = re.compile(r" \(([A-Z][A-Za-zÀ-ÿ.-]{1,11})\)")
_WITHIN = frozenset({" ", "-", "‑", "'", "’", "\u00a0", ' "', '" '})
_LONGEST = 14
_RUN = 4
_KINDS = {"tribes": "identity militia", "bands": "political militia", "firms": "company"}
"""What the nouns behind a name say of it, by their list in grammar.toml."""


def find_explained(text: str, words: list[Word], table: ActorTable, known: Mapping[int, Actor]) -> list[Named]:
    """Names that a short form in brackets or a noun right behind them explains.

    ``known`` are the words that already name an actor of the table.
    """
    found = [*_long_forms(text, words, table, known), *_with_noun(text, words, table, known)]
    used: set[int] = set()
    kept: list[Named] = []
    for named in found:
        if not used.intersection(range(named[0], named[1])):
            used.update(range(named[0], named[1]))
            kept.append(named)
    return kept


def _long_forms(text: str, words: list[Word], table: ActorTable, known: Mapping[int, Actor]) -> Iterator[Named]:
    """What stands in full before a short form in brackets, small words of other languages included."""
    ends = {word.end: index for index, word in enumerate(words)}
    for match in _SHORT.finditer(text):
        last = ends.get(match.start())
        short = match.group(1)
        if last is None or sum(map(str.isupper, short)) < 2:
            continue
        first = _first_word(text, words, table, last, word_key(short.replace("-", "")))
        if first is None or last - first < 2 or (first in known and last in known):
            continue
        inner = [word for word in words[first : last + 1] if word.key in table.grammar["linking"]]
        if not any(word.text[0].islower() for word in inner):
            continue  # a plain name in capitals, which others know
        name = text[words[first].start : words[last].end]
        actor = _known(short, table) or Actor(name, _kind(words[first : last + 1], table))
        yield first, last + 1, actor, f"'{name}' is {short} in full"


def _first_word(text: str, words: list[Word], table: ActorTable, last: int, short: str) -> int | None:
    """The word with which the long form begins, whose letters the short form keeps in their order."""
    index = last
    while last - index < _LONGEST and index > 0 and text[words[index - 1].end : words[index].start] in _WITHIN:
        index -= 1
    for first in range(last - 1, index - 1, -1):
        word = words[first]
        if not word.text[0].isupper() or word.key[0] != short[0] or word.key in table.grammar["linking"]:
            continue
        letters = iter("".join(one.key for one in words[first : last + 1]))
        if all(letter in letters for letter in short):
            return first
    return None


def _known(short: str, table: ActorTable) -> Actor | None:
    """The actor of the table whose short form it is."""
    aliases = table.aliases.get(word_key(short), ())
    return next((alias.actor for alias in aliases if len(alias.words) == 1 and alias.sort in ("name", "bare")), None)


def _kind(words: list[Word], table: ActorTable) -> str:
    """What the words of a name say it is."""
    kinds = [table.organisation_words[word.key] for word in words if word.key in table.organisation_words]
    return "rebel group" if "rebel group" in kinds else kinds[0] if kinds else ""


def _with_noun(text: str, words: list[Word], table: ActorTable, known: Mapping[int, Actor]) -> Iterator[Named]:
    """Names before "tribe", "gang" or "company", and those that begin with "Los" or "Les"."""
    nouns = {noun: kind for group, kind in _KINDS.items() for noun in table.grammar[group]}
    for index, word in enumerate(words):
        if word.key in nouns and word.text[0].islower():
            first = _run_before(text, words, table, index, known)
            if first < index:
                name = text[words[first].start : word.end]
                yield first, index + 1, Actor(name, nouns[word.key]), f"'{name}' ends in '{word.text}'"
        elif word.key in table.grammar["articles"] and word.text[0].isupper() and index not in known:
            after = _run_behind(text, words, table, index, known)
            if after > index + 1:
                name = text[word.start : words[after - 1].end]
                kind = "political militia" if word.key in ("los", "las") else ""
                yield index, after, Actor(name, kind), f"organisation: '{name}' begins with '{word.text}'"


def _run_before(text: str, words: list[Word], table: ActorTable, index: int, known: Mapping[int, Actor]) -> int:
    """The first of the capitalised words right before a noun."""
    first = index
    while first and index - first < _RUN and text[words[first - 1].end : words[first].start] in (" ", "-"):
        before = words[first - 1]
        plain = before.key in table.grammar["not_names"] or before.key in table.modifiers or before.text.isupper()
        if not before.text[0].isupper() or first - 1 in known or plain:
            break
        first -= 1
    opens = first == 0 or text[words[first - 1].end : words[first].start].strip() in (".", "!", "?", '"', "”")
    return index if opens and index - first == 1 else first


def _run_behind(text: str, words: list[Word], table: ActorTable, index: int, known: Mapping[int, Actor]) -> int:
    """The word behind a name that begins with an article of another language."""
    after = last = index + 1
    for before, word in pairwise(words[index : index + 7]):
        if text[before.end : word.start] != " " or after in known:
            break
        if not word.text[0].isupper() and word.key not in table.grammar["linking"]:
            break
        if word.text[0].isupper() and word.key in table.grammar["not_names"]:
            break
        after += 1
        last = after if word.text[0].isupper() else last
    return last
