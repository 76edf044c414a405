"""How the places of a sentence stand to a trigger: prepositions, the words between, the path in the parse."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.folders import DATA
from geo.language.syntax import clause_head, governor, is_passive, relation
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from geo.triggers.triggers import Trigger

WORDS = DATA / "triggers" / "links.toml"

PREPOSITIONS = {
    "in": "in", "inside": "in", "within": "in", "throughout": "in", "across": "in", "over": "in",
    "at": "at", "near": "near", "outside": "near", "around": "near", "along": "near", "off": "near", "beside": "near",
    "on": "on", "onto": "on", "through": "through", "to": "to", "into": "to", "towards": "to", "toward": "to",
    "from": "from", "of": "of", "for": "for", "against": "against", "by": "by", "with": "with", "between": "with",
    "about": "about", "under": "in", "via": "through",
}  # fmt: skip
APART = frozenset({"protest", "movement", "agreement", "base", "arrest", "other", "weapons"})
"""Families whose incidents are not where the violence of the same sentence is."""

LOCATED = frozenset({"in", "at", "near", "on", "of_area", "through"})


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The lists of links.toml."""

    sides: frozenset[str]
    areas: frozenset[str]
    people: frozenset[str]
    saying: frozenset[str]
    fleeing: frozenset[str]
    locals: frozenset[str]
    informants: frozenset[str]
    groups: frozenset[str]
    never: frozenset[str]
    sites: frozenset[str]
    compass: frozenset[str]


@cache
def link_words() -> LinkWords:
    """The words around names that tell how they stand to an incident; read once."""
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return LinkWords(**{name: frozenset(words) for name, words in tables.items()})


def places_in(mentions: Sequence[Mention], sentence: Span) -> list[Mention]:
    """The mentions that stand in the sentence."""
    return [m for m in mentions if sentence.start_char <= m.start and m.end <= sentence.end_char]


def tokens_of(doc: Doc, mention: Mention) -> tuple[int, int]:
    """The first token of the mention and the one after its last."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a sentence: its tokens, preposition, path to the root, clause, and the kind of word it hangs on."""

    mention: Mention
    start: int
    end: int
    preposition: str
    at: int
    path: tuple[int, ...]
    relations: tuple[str, ...]
    clause: int
    host: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its places and its triggers, as the features ask for them."""

    doc: Doc
    sentence: Span
    spots: tuple[Spot, ...]
    trigger_of: dict[int, Trigger]


def scene_of(doc: Doc, sentence: Span, places: Sequence[Mention], triggers: Sequence[Trigger]) -> Scene:
    """The sentence as the features of its places and triggers ask for it."""
    trigger_of = {i: trigger for trigger in triggers for i in range(trigger.start, trigger.end)}
    parsed = len(sentence) > 0 and bool(sentence[0].has_dep())
    spots = []
    for mention in places_in(places, sentence):
        start, end = tokens_of(doc, mention)
        preposition, at = preposition_before(doc, start, sentence.start)
        path, relations, clause, host = _to_root(doc[start:end].root, trigger_of) if parsed else ((), (), -1, "")
        spots.append(Spot(mention, start, end, preposition, at, path, relations, clause, host))
    return Scene(doc, sentence, tuple(spots), trigger_of)


def _to_root(head: Token, trigger_of: dict[int, Trigger]) -> tuple[tuple[int, ...], tuple[str, ...], int, str]:
    """The path from a token to the root, its relations, the head of its clause, and what kind of word it hangs on."""
    path, relations = [head.i], []
    token, above = head, governor(head)
    host = ""
    while above is not None and above.i not in path and len(path) < 24:
        kind = relation(token).split(":")[0]
        relations.append(kind)
        if not host and kind not in ("compound", "flat", "appos", "conj", "nummod", "goeswith"):
            host = _host(above, trigger_of)
            if host == "area" and kind in ("nmod", "obl"):
                host = ""
        path.append(above.i)
        token, above = above, governor(above)
    return tuple(path), tuple(relations), clause_head(head).i, host or "root"


def belongs_elsewhere(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether the place hangs on another trigger of another sort: "a vigil for the victims of the attack on X"."""
    other = next((scene.trigger_of[i] for i in spot.path[1:3] if i in scene.trigger_of), None)
    if other is None or other is trigger or not {trigger.rule.family, other.rule.family} & APART:
        return False
    return other.rule.family != trigger.rule.family and trigger.head not in spot.path[1:2]


def hangs_on_telling(word: Token, trigger: Trigger | None = None) -> bool:
    """Whether a place belongs to a verb of telling or of flight: "told reporters in X", "fled to X"."""
    words = link_words()
    above = governor(word) if word.has_dep() else None
    for _ in range(3):
        if above is None or (trigger and trigger.start <= above.i < trigger.end):
            return False
        if above.lower_ in words.locals:
            return False
        if above.lower_ in words.saying or above.lemma_ in words.fleeing:
            return not (trigger and trigger.head < word.i < above.i)
        if above.pos_ == "VERB":
            return False
        above = governor(above)
    return False


def names_somebody(scene: Scene, spot: Spot) -> bool:
    """Whether the name stands for a government or a people, and nothing around it says that something was there."""
    if spot.mention.role != "associative" or spot.mention.place is None:
        return False
    return spot.preposition not in LOCATED or modifies(scene, spot)


def modifies(scene: Scene, spot: Spot) -> bool:
    """Whether the name stands before a noun that is no area: "a US drone strike"."""
    following = scene.doc[spot.end] if spot.end < scene.sentence.end else None
    return following is not None and following.pos_ in ("NOUN", "PROPN") and following.lower_ not in link_words().areas


def is_governed(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether the place belongs to the trigger itself: it hangs on it in the parse, or follows it at once."""
    if modifies(scene, spot):
        return False
    if attached(trigger, spot.start, spot.at):
        return True
    return len(spot.path) > 1 and any(trigger.start <= i < trigger.end for i in spot.path[1:3])


def _host(word: Token, trigger_of: dict[int, Trigger]) -> str:
    """What kind of word a place hangs on."""
    words = link_words()
    lower = word.lower_
    if word.i in trigger_of:
        return "trigger"
    if lower in words.saying:
        return "saying"
    if lower in words.areas:
        return "area"
    if lower in words.sites:
        return "site"
    if lower in words.people or word.ent_type_ in ("PERSON", "ORG", "NORP"):
        return "people"
    return "verb" if word.pos_ in ("VERB", "AUX") else "noun"


def preposition_before(doc: Doc, start: int, first: int) -> tuple[str, int]:
    """The class of the preposition that the place's noun phrase stands behind, and its token; "none" without one."""
    i = start - 1
    seen = 0
    while i >= first and seen < 7:
        word = doc[i].lower_
        if word in PREPOSITIONS:
            kind = PREPOSITIONS[word]
            if kind == "of" and i > first:
                return _before_of(doc, i, first)
            if word == "to" and i > first and doc[i - 1].lower_ in ("close", "next", "near"):
                return "near", i - 1
            return kind, i
        if word == "," and i > first and doc[i - 1].lower_ in link_words().areas:
            i -= 1
            continue
        if doc[i].is_punct and word not in ("-", "–", "'", "’", '"', "“", "`", "``"):
            return ("comma" if word == "," else "none"), i
        if word in ("and", "or"):
            return "and", i
        if word in ("that", "which", "who", "where", "when", "while", "as", "but", "after", "before", "because"):
            return "none", i
        if doc[i].has_dep() and doc[i].pos_ in ("VERB", "AUX") and doc[i].tag_ not in ("VBN", "VBG", "JJ"):
            return "verb", i
        i -= 1
        seen += 1
    return ("first" if i < first else "none"), i


def _before_of(doc: Doc, of: int, first: int) -> tuple[str, int]:
    """ "in the city of X" counts as "in", "north of X" as near, "the people of X" as of."""
    word = doc[of - 1].lower_
    if word in link_words().sides:
        return "near", of - 1
    if word in link_words().areas or (of >= 2 and doc[of - 2].lower_ in link_words().areas):
        preposition, at = preposition_before(doc, of - 1, first)
        return (preposition if preposition not in ("none", "first") else "of_area"), at
    if word in ("outside", "front", "inside"):
        return "near", of - 1
    return "of", of


def attached(trigger: Trigger, start: int, at: int) -> bool:
    """Whether nothing but a preposition and plain words stand between the trigger and the place."""
    return trigger.end <= start and (at <= trigger.end or start - trigger.end <= 3)


def voice(doc: Doc, trigger: Trigger) -> str:
    """Whether the trigger is a noun, an active or a passive verb."""
    if trigger.part == "noun":
        return "noun"
    return "passive" if doc[trigger.head].has_dep() and is_passive(doc[trigger.head]) else "active"


def ancestors(token: Token) -> list[int]:
    """The token and those above it, as indices."""
    found = [token.i]
    above = governor(token)
    while above is not None and above.i not in found and len(found) < 24:
        found.append(above.i)
        above = governor(above)
    return found
