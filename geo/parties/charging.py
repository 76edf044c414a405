"""Whom a phrase holds to have done it: "placed the blame on X", "put it down to Y", "held Z responsible"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.language.syntax import is_passive, objects, obliques, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

LAYING = frozenset({"place", "put", "lay", "heap", "cast", "shift", "fix"})
"""Verbs with "the blame on"."""

ANSWERABLE = frozenset({"responsible", "accountable", "liable", "guilty", "culpable"})
BLAME = frozenset({"blame", "responsibility", "guilt"})
NEAR = 8
"""Words behind "held" among which "responsible" stands."""


def held_by(verb: Token) -> list[Token]:
    """Whom the verb's phrase holds to have done it; [] where it is no such phrase."""
    lemma = verb.lemma_ or verb.lower_
    told = subjects(verb) if is_passive(verb) else objects(verb)
    after = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + NEAR)]
    if lemma in LAYING and any(token.lower_ in BLAME for token in after):
        on = next((token for token in after if token.lower_ in ("on", "upon")), None)
        return _behind(on) if on is not None else []
    if lemma == "put" and any(token.lower_ == "down" for token in after):
        to = next((token for token in after if token.lower_ == "to"), None)
        return _behind(to) if to is not None else []
    if lemma == "hold" and any(token.lower_ in ANSWERABLE for token in after):
        return [noun for noun in told if noun.lower_ not in ("it", "this", "that")] or _before(verb)
    return []


def _behind(word: Token) -> list[Token]:
    """The noun that the word leads to."""
    if word.head.i > word.i and word.head.pos_ in ("NOUN", "PROPN"):
        return [word.head]
    nouns = [noun for by, noun in obliques(word.head) if by == word.lower_ and noun.i > word.i]
    after = word.doc[word.i + 1 : min(word.sent.end, word.i + 1 + NEAR)]
    return nouns or [token for token in after if token.pos_ in ("NOUN", "PROPN")][:1]


def _before(verb: Token) -> list[Token]:
    """The noun between the verb and "responsible", where the parse sees no object."""
    following = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + NEAR)]
    between = []
    for token in following:
        if token.lower_ in ANSWERABLE:
            break
        between.append(token)
    return [token for token in between if token.pos_ in ("NOUN", "PROPN")][-1:]
