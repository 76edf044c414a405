"""What a party tells of its own deed, and who "the killers" were, in a sentence after the one that tells the deed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import obliques, relation, subjects
from geo.merging.answer_words import Answer, by_its_speaker, meant
from geo.parties.denials import denied_in
from geo.parties.voices import attribution_words
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ARMED = frozenset({"rebel group", "political militia", "identity militia"})
OPEN = frozenset({"not", "n't", "n’t", "whether", "if", "no"})
"""Words of a sentence that leaves it open."""

OURS = frozenset({"its", "their", "it", "they", "our", "we"})
HIT = frozenset({"target", "targets", "hideouts", "positions", "cell", "depot", "launchers", "enemy", "commander"})
"""What those have hit who own a strike, beside their foes."""

BEATEN = frozenset(
    [
        "neutralise", "neutralize", "eliminate", "kill", "hit", "strike", "destroy", "target", "deal", "repel",
        "engage", "liquidate", "annihilate", "attack", "bomb", "shoot",
    ]
)  # fmt: skip
"""Verbs by which they own it."""


def owned_by(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """Who owns the deed by what he tells of it, or who the killers were; None when the sentence says neither.

    "The ministry says five militants were eliminated": only the doer of an incident told before owns it so.
    """
    if denied_in(sentence) or any(token.lower_ in OPEN for token in sentence):
        return None
    return _told(doc, sentence, actors) or _shown(doc, sentence, actors) or _were(doc, sentence, actors)


def _told(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """A party that says whom its people hit."""
    words = attribution_words()
    for verb in sentence:
        if verb.pos_ != "VERB" or _lemma(verb) not in words["says"]:
            continue
        told = verb.doc[verb.i + 1 : sentence.end]
        beaten = any(_lemma(token) in BEATEN for token in told)
        whom = {token.lower_ for token in told} & (words["foes"] | HIT | OURS)
        doers = meant(doc, subjects(verb), actors, speaking=True) if beaten and whom else ()
        if doers:
            return Answer("owned", doers, doers[0].text, verb)
    return None


def _shown(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """An armed group that posts pictures of it, or brags."""
    words = attribution_words()
    for verb in sentence:
        if verb.pos_ != "VERB":
            continue
        after = {token.lower_ for token in doc[verb.i + 1 : min(sentence.end, verb.i + 6)]}
        if _lemma(verb) in words["bragging"] or (_lemma(verb) in words["showing"] and after & words["shown"]):
            doers = meant(doc, _heads(verb), actors, speaking=True)
            if any(mention.actor and mention.actor.type in ARMED for mention in doers):
                return Answer("owned", doers, doers[0].text, verb)
    return None


def _were(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """Who the killers were: "said the attackers were members of X", "the bombers belonged to Y"."""
    for noun in sentence:
        if noun.lower_ not in attribution_words()["killers"] or not relation(noun).startswith("nsubj"):
            continue
        verb = noun.head
        copula = any(relation(child) == "cop" for child in verb.children)
        heads = [verb] if copula else [to for of, to in obliques(verb) if of == "to" and _lemma(verb) == "belong"]
        doers = meant(doc, heads, actors)
        if doers:
            return by_its_speaker(doc, verb, doers, actors)
    return None


def _heads(verb: Token) -> list[Token]:
    """The subjects of the verb, or of the one that it is joined to."""
    return subjects(verb) or (subjects(verb.head) if relation(verb) == "conj" else [])


def _lemma(token: Token) -> str:
    return token.lemma_ or token.lower_
