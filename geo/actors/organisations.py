"""Organisations that the table of actors lacks: named by the language model, or by what their last word is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from geo.actors.actor_table import ActorTable, Word
from geo.numbers import UNITS
from geo.records import Actor, Mention

_ALSO = re.compile(
    r",? (?:or|known as|also known as|better known as|locally known as|popularly known as) (?:the )?"
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?=[,.;)])"
)
"""Another name behind a first one: "the Special Deterrence Force, or Rada,"."""

_NUMBERED = re.compile(r"(?:[1-9]\d*(?:st|nd|rd|th)?|[IVX]+|First|Second|Third|Fourth|Fifth|Sixth|Seventh) ")
"""How the name of a numbered unit begins."""

_SHORT = re.compile(r"\s?\(([A-Z][A-Za-z-]{1,9})\)")
GROUPS = frozenset({"rebel group", "political militia", "identity militia", "state forces", "party", ""})
_OPENERS = frozenset({"the", "in", "at", "on", "by", "from", "of", "and", "a", "an", "to", "with"})


def find_organisations(
    text: str, words: list[Word], table: ActorTable, entities: list[tuple[int, int]], taken: set[int]
) -> Iterator[tuple[int, int, Actor, str]]:
    """Organisations that the table lacks: named by the language model, or by what their last word is."""
    at_start = {word.start: index for index, word in enumerate(words)}
    at_end = {word.end: index + 1 for index, word in enumerate(words)}
    runs = [(first, after, False) for first, after in _capital_runs(text, words, table)]
    spans = [(at_start[s], at_end[e], True) for s, e in entities if s in at_start and e in at_end]
    spans = sorted([*spans, *runs], key=lambda span: (span[0] - span[1], span[0]))
    used: set[int] = set(taken)
    for first, after, by_model in spans:
        while first < after and (words[first].key in _OPENERS or words[first].key in UNITS):
            first += 1
        if first == after or used.intersection(range(first, after)):
            continue
        kinds = [
            table.organisation_words[word.key] for word in words[first:after] if word.key in table.organisation_words
        ]
        if not kinds and not by_model:
            continue
        name = text[words[first].start : words[after - 1].end]
        somewhere = first and words[first - 1].key in ("in", "at", "near", "from", "to", "outside", "around")
        if len(name) < 2 or "\n" in name or (somewhere and not kinds and not name.isupper()):
            continue
        used.update(range(first, after))
        why = (
            "the language model takes it for an organisation"
            if by_model
            else f"its name ends in '{words[after - 1].text}'"
        )
        kind = "state forces" if kinds and _is_numbered(name) else _kind(kinds)
        yield first, after, Actor(name, kind), f"organisation: '{name}' ({why})"


def find_bodies(text: str, words: list[Word], table: ActorTable) -> set[int]:
    """The words of names that end in a word such as "Front" or "Party", which no state bears."""
    runs = [run for run in _capital_runs(text, words, table) if run[1] - run[0] > 2]
    return {
        index
        for first, after in runs
        if table.organisation_words.get(words[after - 1].key)
        in ("rebel group", "party", "international organisation", "company")
        for index in range(first, after)
    }


def _capital_runs(text: str, words: list[Word], table: ActorTable) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that end in a word such as "Front", with the unit that it owns after it."""
    for index, word in enumerate(words):
        if word.key not in table.organisation_words or not word.text[0].isupper() or word.text.isupper():
            continue
        first = index
        while first and text[words[first - 1].end : words[first].start] in (" ", "-"):
            before = words[first - 1].text
            if not (before[0].isupper() or (before[0].isdigit() and before[-2:].lower() in ("st", "nd", "rd", "th"))):
                break
            first -= 1
        after = _with_of(text, words, index)
        if (first == index and after == index + 1) or index - first > 6:
            continue
        if after > index + 1:
            yield first, after
            continue
        if (
            after < len(words)
            and words[after].key in table.organisation_words
            and text[word.end : words[after].start] == " "
            and words[after].text[0].isupper()
        ):
            continue
        if text[word.end : word.end + 3] in ("'s ", "’s "):
            rest = after + 1
            while (
                rest < len(words)
                and words[rest].text[0].isupper()
                and text[words[rest - 1].end : words[rest].start] == " "
            ):
                rest += 1
            if rest > after + 2 and words[rest - 1].key in table.organisation_words:
                after = rest
        yield first, after


def _with_of(text: str, words: list[Word], index: int) -> int:
    """The word after a name that goes on with "of": "Alliance of Sahel States", "Front for the Liberation of X"."""
    after = index + 1
    if (
        after >= len(words)
        or words[after].key not in ("of", "for")
        or text[words[index].end : words[after].start] != " "
    ):
        return index + 1
    inner = after + 1
    while inner < len(words) and inner - after < 8 and text[words[inner - 1].end : words[inner].start] in (" ", "-"):
        if not words[inner].text[0].isupper() and words[inner].key not in ("the", "of", "and", "for"):
            break
        inner += 1
    while inner > after and not words[inner - 1].text[0].isupper():
        inner -= 1
    capitals = sum(word.text[0].isupper() for word in words[after:inner])
    return inner if capitals > 1 else index + 1


def with_short_forms(article_id: str, text: str, words: list[Word], mentions: list[Mention]) -> list[Mention]:
    """The mentions, where short forms that the article explains mean whom it says: "X (RSF)", later "the RSF"."""
    meant = {
        match.group(1): mention.actor
        for mention in mentions
        if mention.role == "named" and mention.actor and (match := _SHORT.match(text, mention.end))
        if sum(map(str.isupper, match.group(1))) > 1 and match.group(1) not in mention.text
    }
    meant |= {
        match.group(1): mention.actor
        for mention in mentions
        if mention.role == "named" and mention.actor and mention.actor.type in GROUPS
        if (match := _ALSO.match(text, mention.end)) and " " not in match.group(1)
    }
    if not meant:
        return mentions
    kept = [mention for mention in mentions if mention.text not in meant]
    added = []
    for word in words:
        actor = meant.get(word.text)
        if actor is not None and not _is_covered(word, kept):
            reason = f"'{word.text}' is short for {actor.name} here"
            added.append(
                Mention(
                    article_id, "actor", word.start, word.end, word.text, actor.name,
                    role="named", actor=actor, reasons=(reason,),
                )
            )  # fmt: skip
    return sorted([*kept, *added], key=lambda mention: mention.start)


def _is_covered(word: Word, mentions: list[Mention]) -> bool:
    """Whether the word is part of one of the mentions, which are in the order of the text."""
    before = bisect_right(mentions, word.start, key=lambda mention: mention.start)
    return before > 0 and mentions[before - 1].end > word.start


def _kind(kinds: list[str]) -> str:
    """What the words of a name say it is: "Liberation Army" is a rebel group's, whatever the last word."""
    if "rebel group" in kinds:
        return "rebel group"
    return kinds[-1] if kinds else ""


def _is_numbered(name: str) -> bool:
    """Whether a unit has a number, as those of states have: "the 601st Brigade"."""
    return bool(_NUMBERED.match(name))
