"""The tables of data/triggers: words that report an incident, groups of words, and rules that tell its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from geo.folders import DATA
from geo.records import EVENT_TYPE_OF

FOLDER = DATA / "triggers"
TRIGGER_FILES = ("battles", "explosions", "civilians", "protests", "strategic", "other")
VOWELS = "aeiou"
GAP = 5
"""The most words that "..." in a phrase stands for."""

FUNCTION_WORDS = frozenset(
    {
        "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "from", "with", "into", "upon", "out", "up",
        "off", "back", "down", "over", "as", "and", "or", "his", "her", "their", "its",
    }
)  # fmt: skip
"""Words that carry no meaning of their own at the end of an entry of a table."""

SOMEBODY = "somebody"
"""Among the groups of a rule: a person by name, or a pronoun for one."""

SOMEWHERE = "somewhere"
"""Among the groups of a rule: a name that the language model takes for a place."""

Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Words that report an incident, what it is when nothing else is said, and where they report none."""

    id: str
    kind: str
    family: str
    strength: float
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    not_next: tuple[Pattern, ...] = ()
    not_prev: frozenset[str] = frozenset()
    not_in: tuple[Pattern, ...] = ()
    takes: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    patient: frozenset[str] = frozenset()
    gainer: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    names: bool = False
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindRule:
    """Words around a trigger that speak for a kind, and how many points they are worth."""

    kind: str
    points: float
    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    patient: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Words [start, end) of the text that stand in a table under ``name``; ``part`` is verb, noun or phrase."""

    start: int
    end: int
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns of words by their first word, each with the names it stands for."""

    by_first: dict[str, list[tuple[Pattern, tuple[tuple[str, str], ...]]]]

    def scan(self, words: Sequence[str], start: int, end: int) -> Iterator[Hit]:
        """Every pattern found in words[start:end]; patterns do not cross its end."""
        for i in range(start, end):
            for pattern, names in self.by_first.get(words[i], ()):
                stop = _match(pattern, words, i, end) if len(pattern) > 1 else i + 1
                if stop:
                    for name, part in names:
                        yield Hit(i, stop, name, part)


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """The tables of data/triggers, ready for use."""

    rules: dict[str, TriggerRule]
    kinds: tuple[KindRule, ...]
    families: dict[str, tuple[str, ...]]
    triggers: Lexicon
    concepts: Lexicon
    light: Lexicon
    acronyms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens [start, end) of a Doc that report an incident; ``head`` is the token that carries the meaning."""

    start: int
    end: int
    head: int
    rule: TriggerRule
    part: str
    concepts: tuple[Hit, ...] = field(default=(), repr=False)

    @property
    def sub_event_type(self) -> str:
        """The kind that the words stand for when nothing around them says more."""
        return self.rule.kind

    @property
    def weight(self) -> float:
        """How often these words report an incident, from 0 to 1."""
        return self.rule.strength


# ------------------------------------------------------------------ loading


def load_triggers(folder: Path | None = None) -> TriggerTable:
    """The tables of triggers, concepts and kinds in the folder; raises ValueError that names the faulty entry."""
    folder = folder or FOLDER
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    irregular = tables["irregular"]
    rules = [
        _trigger_rule(entry, name)
        for name, table in tables.items()
        if isinstance(table.get("trigger"), list)
        for entry in table["trigger"]
    ]
    concepts = tables["concepts"]
    kinds = tuple(_kind_rule(entry, concepts) for entry in tables["kinds"]["rule"])
    families = {name: tuple(entry["kinds"]) for name, entry in tables["families"].items()}
    for rule in rules:
        if rule.kind not in EVENT_TYPE_OF or rule.family not in families:
            raise ValueError(f'trigger "{rule.id}": kind "{rule.kind}" or family "{rule.family}" is unknown')
        for name in (rule.needs | rule.not_with | rule.agent | rule.patient) - {SOMEBODY, SOMEWHERE}:
            if name not in concepts:
                raise ValueError(f'trigger "{rule.id}": there is no group "{name}" in concepts.toml')
    light = [(name, tuple(verbs), (), ()) for name, verbs in tables["light"].items()]
    return TriggerTable(
        rules={rule.id: rule for rule in rules},
        kinds=kinds,
        families=families,
        triggers=_lexicon(((r.id, r.verbs, r.nouns, r.phrases) for r in rules), irregular),
        concepts=_lexicon(((name, *_word_lists(entry)) for name, entry in concepts.items()), irregular),
        light=_lexicon(light, irregular),
        acronyms=frozenset(
            text.lower() for entry in concepts.values() for text in entry.get("phrases", ()) if text.isupper()
        ),
    )


def _trigger_rule(entry: dict[str, Any], file: str) -> TriggerRule:
    """One entry of a table of triggers."""
    lists = {name: tuple(entry.get(name, ())) for name in ("verbs", "nouns", "phrases", "matches", "rejects")}
    try:
        return TriggerRule(
            id=entry["id"],
            kind=entry["kind"],
            family=entry["family"],
            strength=float(entry["strength"]),
            needs=frozenset(entry.get("needs", ())),
            not_with=frozenset(entry.get("not_with", ())),
            not_next=tuple(_words(text) for text in entry.get("not_next", ())),
            takes=frozenset(entry.get("takes", ())),
            agent=frozenset(entry.get("agent", ())),
            patient=frozenset(entry.get("patient", ())),
            gainer=frozenset(entry.get("gainer", ())),
            alone=frozenset(entry.get("alone", ())),
            names=bool(entry.get("names", False)),
            not_in=tuple(_words(text) for text in entry.get("not_in", ())),
            not_prev=frozenset(text.lower() for text in entry.get("not_prev", ())),
            **lists,
        )
    except KeyError as missing:
        raise ValueError(f"{file}.toml: a trigger has no {missing}: {entry}") from missing


def _kind_rule(entry: dict[str, Any], concepts: dict[str, Any]) -> KindRule:
    """One entry of kinds.toml."""
    groups = {name: frozenset(entry.get(name, ())) for name in ("any", "all", "none", "agent", "patient")}
    for name in frozenset().union(*groups.values()):
        if name not in concepts:
            raise ValueError(f'kinds.toml: a rule for "{entry["kind"]}" asks for "{name}", which concepts.toml lacks')
    if entry["kind"] not in EVENT_TYPE_OF:
        raise ValueError(f'kinds.toml: "{entry["kind"]}" is not a kind')
    return KindRule(
        kind=entry["kind"],
        points=float(entry["points"]),
        trigger=frozenset(entry.get("trigger", ())),
        family=frozenset(entry.get("family", ())),
        matches=tuple(entry.get("matches", ())),
        rejects=tuple(entry.get("rejects", ())),
        **groups,
    )


def _word_lists(entry: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The verbs, nouns and phrases of a concept."""
    between = (f"{first} ... {last}" for first, last in product(entry.get("first", ()), entry.get("last", ())))
    return tuple(entry.get("verbs", ())), tuple(entry.get("nouns", ())), (*entry.get("phrases", ()), *between)


def _lexicon(
    entries: Iterable[tuple[str, Sequence[str], Sequence[str], Sequence[str]]] | Iterable[Any],
    irregular: dict[str, list[str]],
) -> Lexicon:
    """The lexicon of every form of every word."""
    names: dict[Pattern, set[tuple[str, str]]] = {}
    for name, verbs, nouns, phrases in entries:
        for text in verbs:
            first, *rest = _words(text)
            # "sexually assault": the verb is the last word after an adverb
            if first.endswith("ly") and rest:
                for form in verb_forms(rest[0], irregular):
                    names.setdefault((first, form, *rest[1:]), set()).add((name, "verb"))
                    names.setdefault((form, first, *rest[1:]), set()).add((name, "verb"))
                continue
            for form in verb_forms(first, irregular):
                for tail in _tails(rest):
                    names.setdefault((form, *tail), set()).add((name, "verb"))
        for text in nouns:
            *rest, last = _words(text)
            for form in noun_forms(last):
                names.setdefault((*rest, form), set()).add((name, "noun"))
        for text in phrases:
            names.setdefault(_words(text), set()).add((name, "phrase"))
            if any(part.isdigit() for part in _words(text)):  # "B-2" and "F-16" are one word of a text
                names.setdefault(tuple(text.lower().split()), set()).add((name, "phrase"))
    by_first: dict[str, list[tuple[Pattern, tuple[tuple[str, str], ...]]]] = {}
    for pattern in sorted(names, key=len, reverse=True):
        by_first.setdefault(pattern[0], []).append((pattern, tuple(sorted(names[pattern]))))
    return Lexicon(by_first)


def _tails(rest: list[str]) -> list[list[str]]:
    """The words after a verb, with their noun in the singular and in the plural."""
    if rest and rest[-1] not in FUNCTION_WORDS and rest[-1].isalpha() and len(rest[-1]) > 3:
        return [[*rest[:-1], form] for form in noun_forms(rest[-1])]
    return [rest]


def _words(text: str) -> Pattern:
    """The words of an entry of a table as they are compared: lower case, hyphens as spaces."""
    return tuple(text.lower().replace("'s", " 's").replace("-", " ").split())


def verb_forms(verb: str, irregular: dict[str, list[str]]) -> set[str]:
    """All forms of a verb; a form that no one uses does no harm."""
    if verb in irregular:
        return {verb, *irregular[verb]}
    forms = {verb}
    if verb.endswith("e"):
        forms |= {verb + "s", verb + "d", verb[:-1] + "ing"}
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        forms |= {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    else:
        forms |= {verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing"}
        if len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
            forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return forms


def noun_forms(noun: str) -> set[str]:
    """Singular and plural of a noun."""
    if noun.endswith(("man", "men")):
        return {noun[:-2] + "an", noun[:-2] + "en"}
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in VOWELS:
        return {noun, noun[:-1] + "ies"}
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return {noun, noun + "es"}
    irregular = {"child": "children", "knife": "knives", "wife": "wives", "hero": "heroes", "person": "persons"}
    return {noun, irregular.get(noun, noun + "s")}


def _match(pattern: Pattern, words: Sequence[str], start: int, end: int) -> int:
    """Where the pattern that begins at start ends; 0 when it is not there."""
    i = start
    for position, part in enumerate(pattern):
        if part == "...":
            rest = pattern[position + 1 :]
            for skip in range(0, GAP + 1):
                stop = _match(rest, words, i + skip, end)
                if stop:
                    return stop
            return 0
        if i >= end or (part != "_" and words[i] != part):
            return 0
        i += 1
    return i
