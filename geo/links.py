"""Which place, day and deaths the text attaches to a trigger.

Each place of the sentence is judged by how it stands to the trigger: its preposition, the words
between, and the path between them in the parse. The weights are in data/triggers/links.csv, fitted by
data/triggers/fit_links.py on half of Halterman's sentences (2019).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.linear import LinearModel, load_linear_model
from geo.records import Mention
from geo.syntax import clause_head, governor, is_passive, relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from geo.triggers import Trigger

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "triggers" / "links.csv"
WORDS = WEIGHTS.with_suffix(".toml")
THRESHOLD = 0.5
"""A place that is less likely than this to be the incident's is none."""

PREPOSITIONS = {
    "in": "in", "inside": "in", "within": "in", "throughout": "in", "across": "in", "over": "in",
    "at": "at", "near": "near", "outside": "near", "around": "near", "along": "near", "off": "near", "beside": "near",
    "on": "on", "onto": "on", "through": "through", "to": "to", "into": "to", "towards": "to", "toward": "to",
    "from": "from", "of": "of", "for": "for", "against": "against", "by": "by", "with": "with", "between": "with",
    "about": "about", "under": "in", "via": "through",
}  # fmt: skip
Add = Callable[..., None]
BREAKS = frozenset([",", ";", ":", "—", "–", "(", ")"])
QUOTES = frozenset(['"', "“", "”", "''", "``"])
NEAREST = (1, 2, 3, 5, 8, 12, 20)


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The lists of links.toml."""

    sides: frozenset[str]
    areas: frozenset[str]
    people: frozenset[str]
    saying: frozenset[str]
    groups: frozenset[str]


@cache
def link_words() -> LinkWords:
    """The words around names that tell how they stand to an incident; read once."""
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return LinkWords(**{name: frozenset(words) for name, words in tables.items()})


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place with how likely it is that the trigger's incident happened there, and why."""

    mention: Mention
    probability: float
    reasons: tuple[str, ...]


@cache
def link_model() -> LinearModel:
    """The weights of links.csv; read once."""
    return load_linear_model(WEIGHTS)


def rank_places(
    doc: Doc, trigger: Trigger, places: Sequence[Mention], model: LinearModel | None = None
) -> list[PlaceLink]:
    """The places of the trigger's sentence, the likeliest first."""
    model = model or link_model()
    sentence = doc[trigger.head].sent
    inside = places_in(places, sentence)
    links = []
    for mention in inside:
        features = link_features(doc, trigger, mention, inside)
        links.append(PlaceLink(mention, model.probability(features), model.reasons(features)))
    return sorted(links, key=lambda link: -link.probability)


def places_in(mentions: Sequence[Mention], sentence: Span) -> list[Mention]:
    """The mentions that stand in the sentence."""
    return [m for m in mentions if sentence.start_char <= m.start and m.end <= sentence.end_char]


def tokens_of(doc: Doc, mention: Mention) -> tuple[int, int]:
    """The first token of the mention and the one after its last."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


def link_features(doc: Doc, trigger: Trigger, mention: Mention, places: Sequence[Mention]) -> dict[str, float]:
    """How the place stands to the trigger, as named features."""
    start, end = tokens_of(doc, mention)
    sentence = doc[trigger.head].sent
    features: dict[str, float] = {"bias": 1.0}

    def add(name: str, value: float = 1.0) -> None:
        features[name] = value

    preposition, at = preposition_before(doc, start, sentence.start)
    attached = _attached(doc, trigger, start, at)
    add(f"preposition_{preposition}")
    if attached:
        add("right_after_trigger")
        add(f"{_voice(doc, trigger)}_then_{preposition}")
    _add_words_around(add, doc, start, end, sentence)
    _add_between(add, doc, trigger, start, end, places)
    _add_other_places(add, doc, mention, places, start, end)
    _add_mention(add, mention)
    if doc[trigger.head].has_dep():
        _add_parse(add, doc, trigger, start, end)
    family = trigger.rule.family
    if family in ("territory", "seizure", "bombing", "movement", "protest"):
        add(f"{family}_{preposition}")
    return features


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


def _attached(doc: Doc, trigger: Trigger, start: int, at: int) -> bool:
    """Whether nothing but a preposition and plain words stand between the trigger and the place."""
    return trigger.end <= start and (at <= trigger.end or start - trigger.end <= 3)


def _voice(doc: Doc, trigger: Trigger) -> str:
    if trigger.part == "noun":
        return "noun"
    return "passive" if doc[trigger.head].has_dep() and is_passive(doc[trigger.head]) else "active"


def _add_words_around(add: Add, doc: Doc, start: int, end: int, sentence: Span) -> None:
    after = doc[end].lower_ if end < sentence.end else ""
    before = doc[start - 1].lower_ if start > sentence.start else ""
    hyphen = after in ("-", "–") and end + 1 < sentence.end and not doc[end].whitespace_
    if after in ("'s", "’s", "'", "’"):
        add("possessive")
        following = next(
            (
                doc[i].lower_
                for i in range(end + 1, min(end + 4, sentence.end))
                if doc[i].lower_ in link_words().areas | link_words().people
            ),
            "",
        )
        add(
            "possessive_of_area"
            if following in link_words().areas
            else "possessive_of_people"
            if following in link_words().people
            else "possessive_of_other"
        )
    elif hyphen:
        add("before_hyphen")
    elif after in link_words().areas:
        add("then_area")
    elif after in link_words().people:
        add("then_people")
    elif after.isalpha() and after not in PREPOSITIONS and end < sentence.end and doc[end].pos_ in ("NOUN", "PROPN"):
        add("then_noun")
    elif after == "," or after == ".":
        add("then_stop")
    if before in link_words().areas:
        add("after_area")
    if any(word.lower_ in link_words().saying for word in doc[max(sentence.start, start - 4) : start]):
        add("after_saying")
    if start - sentence.start <= 1:
        add("opens_sentence")
    elif start - sentence.start <= 5 and doc[sentence.start].lower_ in ("in", "at", "near", "on", "outside", "across"):
        add("opens_sentence_with_preposition")


def _add_between(add: Add, doc: Doc, trigger: Trigger, start: int, end: int, places: Sequence[Mention]) -> None:
    after = start >= trigger.end
    inside = trigger.start <= start < trigger.end
    left, right = (trigger.end, start) if after else (end, trigger.start)
    between = doc[left:right] if left < right else doc[left:left]
    add("inside_trigger" if inside else "after_trigger" if after else "before_trigger")
    side = "after" if after else "before"
    for limit in NEAREST:
        if len(between) >= limit:
            add(f"{side}_{limit}_words")
    verbs = sum(1 for token in between if token.pos_ == "VERB") if doc[trigger.head].has_dep() else 0
    if verbs:
        add(f"{side}_past_verb")
        if verbs > 1:
            add(f"{side}_past_verbs")
    if any(token.lower_ in BREAKS for token in between):
        add(f"{side}_past_break")
    if any(token.lower_ in QUOTES for token in between):
        add("past_quote")
    if any(token.lower_ in (";", "but", "while", "whereas", "although") for token in between):
        add("past_contrast")
    if any(token.lower_ in ("who", "which", "where", "that", "whose") for token in between):
        add(f"{side}_past_relative")
    if any(token.lower_ in ("when", "after", "before", "as", "since", "until") for token in between):
        add(f"{side}_past_time_clause")
    if any(token.lower_ in link_words().saying for token in between):
        add(f"{side}_past_saying")
    low, high = sorted((trigger.head, start))
    others = sum(1 for place in places if low < tokens_of(doc, place)[0] < high)
    if others:
        add(f"{side}_past_place")
        if others > 1:
            add(f"{side}_past_places")


def _add_other_places(add: Add, doc: Doc, mention: Mention, places: Sequence[Mention], start: int, end: int) -> None:
    if len(places) == 1:
        add("only_place")
    for other in places:
        if other is mention:
            continue
        first, last = tokens_of(doc, other)
        gap = [token.lower_ for token in doc[last:start]] if last <= start else []
        if (
            last <= start
            and len(gap) <= 4
            and gap
            and (gap[0] in (",", "in", "of") or gap in (["'s"], ["’s"]))
            and len(gap) <= 3
        ):
            add("holds_place_before" if gap[0] in (",", "in", "of") else "held_by_place_before")
        gap = [token.lower_ for token in doc[end:first]] if end <= first else []
        if (
            end <= first
            and gap
            and len(gap) <= 4
            and gap[0]
            in (",", "in", "of", "'s", "’s", "district", "neighborhood", "neighbourhood", "area", "village", "town")
        ):
            add("holds_place_after" if gap[0] in ("'s", "’s") else "held_by_place_after")
        if end <= first and gap in (["and"], [","], [",", "and"]):
            add("listed_with_next")
        if last <= start and [token.lower_ for token in doc[last:start]] in (["and"], [","], [",", "and"]):
            add("listed_with_last")
    located = [place for place in places if place.role == "literal"]
    if mention.role == "literal" and len(located) == 1:
        add("only_literal_place")


def _add_mention(add: Add, mention: Mention) -> None:
    add("literal" if mention.role == "literal" else "associative")
    add(f"is_{mention.place.precision}" if mention.place else "is_unresolved")
    if mention.place and mention.place.relation not in ("", "in"):
        add("with_relation")
    add("sureness", mention.confidence)


def _add_parse(add: Add, doc: Doc, trigger: Trigger, start: int, end: int) -> None:
    head = doc[start:end].root
    word = doc[trigger.head]
    path = _ancestors(word)
    up, common = 0, -1
    chain: list[str] = []
    token: Token | None = head
    while token is not None and up < 12:
        if token.i in path:
            common = path.index(token.i)
            break
        chain.append(relation(token).split(":")[0])
        token = governor(token)
        up += 1
    if common < 0:
        add("no_path")
        return
    if common == 0:
        add("below_trigger")
        add(f"below_trigger_as_{chain[-1] if chain else 'self'}")
        add(f"below_trigger_by_{min(up, 4)}")
        if any(part in ("acl", "ccomp", "advcl", "parataxis") for part in chain):
            add("below_trigger_in_clause")
    else:
        add(f"above_trigger_by_{min(common, 4)}")
        last = chain[-1] if chain else "self"
        add(f"beside_trigger_as_{last}")
        link = relation(doc[path[common - 1]]).split(":")[0]
        add(f"trigger_under_{link}")
        if chain:
            add(f"trigger_{link}_place_{last}")
        if any(part in ("acl", "ccomp", "advcl", "parataxis") for part in chain):
            add("beside_trigger_in_clause")
    if clause_head(head).i == clause_head(word).i:
        add("same_clause")


def _ancestors(token: Token) -> list[int]:
    """The token and those above it, as indices."""
    found = [token.i]
    above = governor(token)
    while above is not None and above.i not in found and len(found) < 30:
        found.append(above.i)
        above = governor(above)
    return found
