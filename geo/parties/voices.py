"""Who tells what a trigger reports: the speaker over its clause, and whether it is an authority."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from geo.folders import DATA
from geo.language.syntax import appositions, compounds, governor, obliques, relation, subjects

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

TABLE = DATA / "triggers" / "attribution.toml"

TOLD = frozenset({"ccomp", "xcomp", "parataxis", "dep", "obj"})
"""How what is told hangs on the verb that tells it."""

SOURCES = frozenset({"according to", "by"})
LONG = 120
"""Words before and behind a trigger within which a very long sentence is read for it."""

INTRODUCED = 6
"""Words beside a person's name, where the text first names him, that tell his office."""

REMEMBERED = 700
"""Words back to which the place is looked for where a person was first named."""


@cache
def attribution_words() -> dict[str, frozenset[str]]:
    """The word lists of data/triggers/attribution.toml, read once."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in tables["words"].items()}


def around(word: Token) -> Span:
    """The word's sentence, of a very long one only the part near the word."""
    sentence = word.sent
    return word.doc[max(sentence.start, word.i - LONG) : min(sentence.end, word.i + LONG)]


def speaker_of(trigger: Token) -> Span | None:
    """Who tells it, when the sentence says so: the words of the subject of the verb of saying over the trigger."""
    head = speaker_head(trigger)
    return None if head is None else phrase_of(head)


def speaker_head(trigger: Token) -> Token | None:
    """The noun of the speaker over the trigger: "police" of "..., police said", "army" of "according to the army"."""
    if not trigger.has_dep():
        return None
    says = attribution_words()["says"]
    sayings = [t for t in around(trigger) if t.pos_ == "VERB" and (t.lemma_ or t.lower_) in says and t.i != trigger.i]
    for verb in sorted(sayings, key=lambda t: abs(t.i - trigger.i)):
        if not _covers(verb, trigger):
            continue
        who = [subject for subject in reversed(subjects(verb)) if subject.i != trigger.i and subject.pos_ != "ADV"]
        beside = verb.nbor(-1) if verb.i > verb.sent.start else verb
        if len([child for child in verb.children if relation(child) == "nsubj"]) > 1 and beside.pos_ == "NOUN":
            who = [beside]
        if who and who[0].pos_ in ("NOUN", "PROPN", "ADJ", "PRON"):
            return who[0]
        if verb.tag_ == "VBN" and verb.i and verb.nbor(-1).pos_ in ("NOUN", "PROPN"):
            return verb.nbor(-1)
        own = any(relation(child).startswith("nsubj") for child in verb.children)
        if not own and (told := _after_comma(verb)) is not None:
            return told
    return _source(trigger)


def _after_comma(verb: Token) -> Token | None:
    """Who tells it at the end, where the parse sees no subject: "a doctor" of "..., a doctor there told the paper"."""
    before = list(verb.doc[max(verb.sent.start, verb.i - 7) : verb.i])
    comma = next((at for at in range(len(before) - 1, -1, -1) if before[at].text == ","), None)
    if comma is None:
        return None
    nouns = [token for token in before[comma + 1 :] if token.pos_ in ("NOUN", "PROPN")]
    heads = [noun for noun in nouns if relation(noun) not in ("compound", "nmod")]
    return heads[0] if heads else None


def _covers(verb: Token, trigger: Token) -> bool:
    """Whether what the verb tells holds the trigger."""
    word: Token | None = trigger
    for _ in range(12):
        if word is None:
            break
        above = governor(word)
        if above is not None and above.i == verb.i:
            kind = relation(word).split(":")[0]
            if kind == "obl" and verb.i < trigger.i:
                break  # "said in a bulletin that": the clause hangs on the bulletin
            return kind in TOLD or (kind in ("nsubj", "advcl", "conj") and word.i < verb.i and _trails(verb))
        word = above
    if verb.i < trigger.i:
        return _leads_to(verb, trigger)
    return _trails(verb) and not _broken(trigger, verb) and not _is_aside(verb, trigger)


def _leads_to(verb: Token, trigger: Token) -> bool:
    """Whether "that", "it" or "its" behind the verb begins what it tells: "said in a bulletin that it had killed"."""
    between = verb.doc[verb.i + 1 : trigger.i]
    if any(token.text in (";", ".") or token.lower_ in ("while", "but", "after", "when") for token in between):
        return False
    return any(token.lower_ == "that" and token.tag_ == "IN" for token in between) or (
        len(between) > 0 and between[0].lower_ in ("it", "its", "they", "their")
    )


def _is_aside(verb: Token, trigger: Token) -> bool:
    """Whether the saying only belongs to a relative clause that the trigger is no part of."""
    word: Token | None = verb
    for _ in range(8):
        if word is None:
            return False
        if relation(word).startswith("acl") and word.i != trigger.i and not word.is_ancestor(trigger):
            return True
        word = governor(word)
    return False


def _trails(verb: Token) -> bool:
    """Whether the verb of saying ends what it tells: "..., police said", "..., said the mayor"."""
    before = verb.doc[max(verb.sent.start, verb.i - 12) : verb.i]
    clause = any(child.i > verb.i and relation(child) in ("ccomp", "xcomp") for child in verb.children)
    return not clause and any(token.text in (",", '"', "”", "''") for token in before)


def _broken(trigger: Token, verb: Token) -> bool:
    """Whether a clause of its own stands between: "..., while", ";"."""
    return any(token.text == ";" or token.lower_ in ("while", "but") for token in verb.doc[trigger.i : verb.i])


def _source(trigger: Token) -> Token | None:
    """Whom a sentence names as its source: "according to residents"."""
    for token in around(trigger):
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            for noun in token.doc[token.i + 2 : min(token.sent.end, token.i + 12)]:
                if noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.head.i != noun.i + 1:
                    return noun
    return None


def phrase_of(head: Token) -> Span:
    """The noun with the words before it and the rest of its name: "hospital officials", "the mayor"."""
    kinds = ("compound", "amod", "flat", "nmod", "det", "poss")
    inner = [child.i for child in head.children if relation(child).split(":")[0] in kinds]
    left = min([i for i in inner if i < head.i], default=head.i)
    right = max([child.i for child in head.children if relation(child) == "flat" and child.i > head.i], default=head.i)
    return head.doc[left : right + 1]


def is_authority(head: Token) -> bool:
    """Whether the speaker is the police, the army, a government or one of their people; not of a hospital or a party.

    A person is one when the text introduces him as one: "police chief X", "X, the governor".
    """
    words = attribution_words()
    around = describing(head)
    if around & words["others"] and not around & words["strong"]:
        return False
    if around & words["authorities"]:
        return True
    return head.pos_ == "PROPN" and _is_introduced_as_one(head)


def describing(head: Token) -> set[str]:
    """The words, in small letters, of all that tells who the speaker is."""
    found = {token.lower_ for token in phrase_of(head)}
    for one in (head, *appositions(head)):
        found.add(one.lower_)
        found.update(token.lower_ for token in compounds(one))
        found.update(noun.lower_ for preposition, noun in obliques(one) if preposition in ("of", "for", "from"))
        found.update(child.lower_ for child in one.children if relation(child) in ("amod", "nmod:poss"))
    return found


def _is_introduced_as_one(head: Token) -> bool:
    """Whether an office stands beside the name where the text first gives it: "police chief X", "X, the governor"."""
    doc: Doc = head.doc
    if head.ent_type_ not in ("PERSON", ""):
        return False
    surname = phrase_of(head)[-1].text
    earlier = doc[max(0, head.i - REMEMBERED) : head.i + 1]
    first = next((token.i for token in earlier if token.text == surname), head.i)
    near: set[str] = set()
    for token in reversed(list(doc[max(doc[first].sent.start, first - INTRODUCED) : first])):
        if token.is_punct or token.pos_ in ("VERB", "ADP"):
            break
        near.add(token.lower_)
    if first + 1 < len(doc) and doc[first + 1].text == ",":
        near.update(token.lower_ for token in doc[first + 2 : min(doc[first].sent.end, first + 2 + INTRODUCED)])
    words = attribution_words()
    return bool(near & words["authorities"]) and not near & words["others"]
