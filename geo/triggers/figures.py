"""Triggers that are figures of speech: told by the words that they govern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.casualties.casualties import find_casualties
from geo.language.syntax import (
    agents,
    governor,
    is_passive,
    objects,
    obliques,
    preposition,
    relation,
    subjects,
)  # fmt: skip
from geo.triggers.aftermath import goes_on
from geo.triggers.figure_table import Figure, load_figures
from geo.triggers.general_talk import hurts_nobody, is_always, is_total, only_counts
from geo.triggers.genres import GENRE_FAMILIES, genres_of_text, is_armed, of_genre
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

AGAINST = frozenset({"against"})
UPON = frozenset({"on", "against", "over", "of", "in", "for"})
"""Before what a verb or a noun of violence is aimed at."""

PARTS = frozenset(
    {"fifth", "fourth", "half", "lot", "majority", "part", "percent", "quarter", "share", "slice", "third"}
)
"""Nouns that stand for the noun behind their "of"."""

REASON_REACH = 6
"""How many words behind "came under fire" what it was for may stand."""

FOUND = frozenset({"collect", "confiscate", "defuse", "discover", "find", "leave", "recover", "retrieve", "seize"})
"""What is done with the weapons that were left behind where a fight was."""

LEVELS = 6
"""How far above a trigger the word that makes it a figure may stand."""

NEAR = 3
"""How many words before a trigger such a word may stand, whatever the parse says."""

PLACE_LABELS = frozenset({"GPE", "LOC"})


@dataclass(frozen=True)
class Around:
    """The words around a trigger as base forms, each looked up when a figure first asks for it."""

    doc: Doc
    trigger: Trigger

    @property
    def word(self) -> Token:
        """The token that carries the trigger's meaning."""
        return self.doc[self.trigger.head]

    @cached_property
    def above(self) -> set[str]:
        """What the trigger hangs on, and the few words before it."""
        word = self.word
        before = self.doc[max(word.sent.start, word.i - NEAR) : word.i]
        return {_lemma(other) for other in (*_above(word), *before)}

    @cached_property
    def patients(self) -> set[str]:
        """What it is aimed at, apart from the trigger's own words: "opened fire"."""
        inside = range(self.trigger.start, self.trigger.end)
        return _lemmas(noun for noun in _patients(self.word) if noun.i not in inside and noun.pos_ != "VERB")

    @cached_property
    def actors(self) -> set[str]:
        """Who does it, with the adjectives that describe them."""
        return _lemmas(_described(_actors(self.word)))


def without_figures(doc: Doc, triggers: Iterable[Trigger]) -> list[Trigger]:
    """The triggers that are meant as said."""
    triggers = list(triggers)
    figures = _spread(doc, {trigger: figure_of(doc, trigger) for trigger in triggers})
    unreal = {_sentence(doc, trigger).start: figure for trigger, figure in figures.items() if figure}
    genres = genres_of_text(doc) if triggers else frozenset()
    return [
        trigger
        for trigger in triggers
        if not figures[trigger]
        and not goes_on(doc, trigger, triggers)
        and not _beside(doc, trigger, unreal.get(_sentence(doc, trigger).start))
        and not of_genre(doc, trigger, genres)
    ]


def _beside(doc: Doc, trigger: Trigger, figure: Figure | None) -> bool:
    """Whether the trigger goes with a figure of its sentence: "clashed heads and were hurt", all that is rehearsed."""
    if figure is None:
        return False
    if figure.whole_sentence:
        return trigger.rule.family in figure.families
    if trigger.rule.family not in GENRE_FAMILIES - {"bombing", "weapons"} or is_armed(doc, trigger):
        return False
    return not _counts_dead(doc, trigger)


def _counts_dead(doc: Doc, trigger: Trigger) -> bool:
    """Whether the trigger's sentence counts people who died."""
    return any(one.deaths_best for one in find_casualties(doc, _sentence(doc, trigger)))


def _spread(doc: Doc, figures: dict[Trigger, Figure | None]) -> dict[Trigger, Figure | None]:
    """The figures, with those of a verb for its subject and object, and of its object for a verb: "fight a battle"."""
    heads = {trigger.head: figure for trigger, figure in figures.items() if figure}
    spread: dict[Trigger, Figure | None] = {}
    for trigger, figure in figures.items():
        word = doc[trigger.head]
        above = governor(word) if word.has_dep() else None
        beside = [above] if above is not None and relation(word) in ("nsubj", "obj") else []
        beside += objects(word) if word.has_dep() else []
        spread[trigger] = figure or next((heads[other.i] for other in beside if other.i in heads), None)
    return spread


def _sentence(doc: Doc, trigger: Trigger) -> Span:
    return doc[trigger.head].sent


# ------------------------------------------------------------------ figures of speech


def figure_of(doc: Doc, trigger: Trigger) -> Figure | None:
    """The figure of speech that the trigger is; None when it is meant as said."""
    around = Around(doc, trigger)
    return next((figure for figure in load_figures() if _concerns(figure, trigger) and _is(around, figure)), None)


def _concerns(figure: Figure, trigger: Trigger) -> bool:
    return trigger.rule.family in figure.families or trigger.rule.id in figure.triggers


def _is(around: Around, figure: Figure) -> bool:
    """Whether the words around the trigger make it that figure."""
    doc, trigger, word = around.doc, around.trigger, around.word
    if figure.follows and _follows(doc, trigger, figure):
        return True
    if figure.modifier and trigger.part != "verb" and _modified(doc, trigger, figure):
        return True
    if not word.has_dep():
        return False
    if figure.above and _is_below(around, figure):
        return True
    if figure.adverb and any(child.lower_ in figure.adverb for child in word.children):
        return True
    if figure.many_above and _are_many(around, figure):
        return True
    if figure.spell and _lasts(word, figure):
        return True
    if figure.images and any(_is_image(noun, figure) for noun in (word, *_actors(word))):
        return True
    if figure.verbs and _lemma(word) not in figure.verbs:
        return False
    if figure.agent_groups and not objects(word):
        named = {hit.start: hit.name for hit in trigger.concepts if hit.name in figure.agent_groups}
        return any(noun.i in named for noun in _actors(word)) and not is_armed(doc, trigger)
    if figure.places and trigger.part == "verb" and any(noun.ent_type_ in PLACE_LABELS for noun in _actors(word)):
        return True
    if figure.nth and only_counts(word):
        return True
    if figure.nobody and hurts_nobody(word):
        return True
    if figure.total and is_total(word) and not any(hit.name in ("disease", "disaster") for hit in trigger.concepts):
        return True
    if figure.present and is_always(doc, trigger):
        return True
    if figure.since and word.pos_ == "NOUN" and preposition(word) in figure.before:
        return True
    if figure.left_behind and _is_left_behind(word, figure):
        return True
    if figure.reason and not figure.since and _has_reason(word, trigger, figure):
        return not is_armed(doc, trigger)
    patient = figure.patient and around.patients & figure.patient
    agent = figure.agent and around.actors & figure.agent
    if not (patient and agent if figure.both else patient or agent):
        return False
    if figure.harmless and _counts_dead(doc, trigger):
        return False
    return figure.armed or not is_armed(doc, trigger)


def _follows(doc: Doc, trigger: Trigger, figure: Figure) -> bool:
    words = tuple(token.lower_ for token in doc[trigger.end : trigger.end + 5])
    return any(words[: len(pattern)] == pattern for pattern in figure.follows)


def _modified(doc: Doc, trigger: Trigger, figure: Figure) -> bool:
    sentence = _sentence(doc, trigger)
    before = doc[max(sentence.start, trigger.head - 2) : trigger.head]
    return any(token.lower_ in figure.modifier for token in before)


def _has_reason(word: Token, trigger: Trigger, figure: Figure) -> bool:
    """Whether the trigger stands behind such a word, and what it is for is told: "under attack for the cost"."""
    if any(token.lower_ in figure.reason for token in _words_behind(word, trigger)):
        return True
    above = governor(word)
    if word.i == word.sent.start or word.nbor(-1).lower_ not in figure.before or above is None:
        return False
    return any(preposition in figure.reason for preposition, _ in (*obliques(word), *obliques(above)))


def _words_behind(word: Token, trigger: Trigger) -> list[Token]:
    """The words behind a phrase that says that somebody is under fire; [] for other triggers."""
    inside = [token.lower_ for token in word.doc[trigger.start : trigger.end]]
    return list(word.doc[trigger.end : min(trigger.end + REASON_REACH, word.sent.end)]) if "under" in inside else []


def _is_below(around: Around, figure: Figure) -> bool:
    """Whether a word above the trigger, or the trigger's own clause, says that it is told or played."""
    if not around.above & figure.above or (figure.bare and not _is_bare(around.word)):
        return False
    return not figure.within or bool(figure.within & {token.lower_ for token in around.word.sent})


def _are_many(around: Around, figure: Figure) -> bool:
    """Whether it is a plural without a number that such a verb tells of: "attacks have increased"."""
    word, above = around.word, governor(around.word)
    if word.tag_ != "NNS" or above is None or relation(word).split(":")[0] != "nsubj":
        return False
    if around.trigger.start <= above.i < around.trigger.end:
        return False
    counted = any(relation(child) == "nummod" for child in word.children)
    return not counted and _lemma(above) in figure.many_above


def _is_image(noun: Token, figure: Figure) -> bool:
    """Whether the noun stands for very much of something: "a storm of criticism"."""
    if _lemma(noun) not in figure.images:
        return False
    of = [inner for one, inner in obliques(noun) if one == "of"]
    return any(inner.pos_ == "NOUN" and not inner.ent_type_ and _lemma(inner) not in figure.of_what for inner in of)


def _lasts(word: Token, figure: Figure) -> bool:
    """Whether it stands behind such a noun and "of": "decades of war"."""
    above = governor(word)
    if above is None or preposition(word) != "of":
        return False
    bare = above.tag_ == "NNS" and not any(relation(child) == "nummod" for child in above.children)
    return _lemma(above) in figure.spell or (bare and _lemma(above) in figure.bare_spell)


def _is_left_behind(word: Token, figure: Figure) -> bool:
    """Whether the weapons were found where the fight was, whose story the sentence goes on telling."""
    if word.sent[0].lower_ in ("recovered", "seized"):
        return True
    found = any(_lemma(one) in FOUND for one in (word, *_above(word)))
    return found and bool(figure.within & {token.lower_ for token in word.sent})


def _is_bare(word: Token) -> bool:
    """Whether the noun stands without an article and without a word on what or whom it was."""
    return word.pos_ == "NOUN" and not any(relation(child).split(":")[0] in ("det", "nmod") for child in word.children)


def _above(word: Token) -> Iterator[Token]:
    above = governor(word)
    for _ in range(LEVELS):
        if above is None:
            return
        yield above
        above = governor(above)


def _patients(word: Token) -> list[Token]:
    """The nouns that the trigger is aimed at."""
    if word.pos_ in ("VERB", "AUX") or objects(word):
        aimed = subjects(word) if is_passive(word) else objects(word)
        return [*aimed, *(noun for preposition, noun in obliques(word) if preposition in AGAINST)]
    above = governor(word)
    beside = obliques(above) if above is not None and above.pos_ == "VERB" else []
    return [
        *(noun for preposition, noun in obliques(word) if preposition in UPON),
        *(noun for preposition, noun in beside if preposition in AGAINST),
    ]


def _actors(word: Token) -> list[Token]:
    """The nouns that do it."""
    if word.pos_ in ("VERB", "AUX") and not is_passive(word):
        return subjects(word)
    return agents(word)


def _described(nouns: Iterable[Token]) -> list[Token]:
    """The nouns with their adjectives: "one of the wounded officers"."""
    nouns = [inner for noun in nouns for inner in (noun, *(one for of, one in obliques(noun) if of == "of"))]
    return [*nouns, *(child for noun in nouns for child in noun.children if relation(child) == "amod")]


def _lemmas(nouns: Iterable[Token]) -> set[str]:
    """The base forms of the nouns; of "a third of the market" that of the market."""
    found = set()
    for noun in nouns:
        lemma = _lemma(noun)
        whole = [inner for preposition, inner in obliques(noun) if preposition == "of"] if lemma in PARTS else []
        found |= {_lemma(inner) for inner in whole} or {lemma}
    return found


def _lemma(token: Token) -> str:
    return (token.lemma_ or token.lower_).lower()
