"""General talk: totals of a war, habits, counts of a kind, and sentences that say that nobody was hurt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.language.syntax import agents, governor, is_negated, is_passive, objects, relation, subjects
from geo.triggers.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOBODY = frozenset({"nobody", "none", "nothing"})
ANYBODY = frozenset({"one", "anyone", "anybody", "casualties", "casualty", "injuries"})
"""Words that stand for no victims by themselves, and those that do where the verb is negated: "hurt no one"."""

COUNTED = frozenset({"fewer", "less", "more", "."})
"""Words behind a "no" that denies nothing: "no fewer than 30", "No. 2"."""

TOTAL = re.compile(
    r"\bsince (?:(?:early|late|mid|mid-|the start of|the beginning of|the end of|at least|around) ?)?"
    r"(?:\d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|the (?:coup|war|conflict|insurgency|uprising|invasion|revolution|takeover|violence|crisis|fighting|unrest)"
    r"|last year|then|independence)|\b(?:so far )?this year\b|\b(?:till|to) date\b"
    r"|\bin (?:the past|the last|recent) (?:decade|year|years|two years|months)"
)
"""What a count of all that has happened begins with."""

DAY = re.compile(r"day\b|\b(?:overnight|tonight|today|yesterday|now)\b", re.IGNORECASE)
"""A day named in a sentence."""

QUANTITIES = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "least", "dozen"})
"""Words that count victims without a number."""

ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
"""An ordinal number in figures."""

OFTEN = frozenset(
    {"often", "frequently", "regularly", "routinely", "usually", "sometimes", "typically", "always", "traditionally"}
)
"""Adverbs of a habit."""

NTH = frozenset(
    {
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "latest", "worst", "deadliest", "biggest", "largest", "bloodiest",
    }
)  # fmt: skip
"""Words that count an incident among others of its kind."""


def only_counts(word: Token) -> bool:
    """Whether the noun is what a pronoun is said to be the nth of."""
    if word.pos_ != "NOUN" or not any(relation(child) == "cop" for child in word.children):
        return False
    counted = any(
        child.lower_ in NTH or child.lower_ == "such" or ORDINAL.match(child.lower_) for child in word.children
    )
    return counted and any(noun.lower_ in ("it", "this", "that") for noun in subjects(word))


def hurts_nobody(word: Token) -> bool:
    """Whether it tells that there were no victims: "no one was hurt", "without hurting anyone"."""
    if word.pos_ not in ("VERB", "AUX") or any(noun.pos_ != "NUM" for noun in agents(word)):
        return False
    told = [*subjects(word), *objects(word)]
    if not objects(word) and not is_passive(word) and not is_negated(word):
        return False
    if any(noun.lower_ in NOBODY or _has_no(noun) for noun in told):
        return True
    return is_negated(word) and any(noun.lower_ in ANYBODY for noun in told)


def _has_no(noun: Token) -> bool:
    """Whether the noun is denied, and not counted or numbered: "no villager", not "no fewer than 30", "No. 2"."""
    return any(child.lower_ == "no" and child.nbor().lower_ not in COUNTED for child in noun.children)


def is_total(word: Token) -> bool:
    """Whether a perfect counts what has happened since a month, a year or a turn of history."""
    if word.sent.text.lstrip().startswith(("Of them", "Of these", "Of those")):
        return True
    if not any(child.lower_ in ("have", "has", "'ve") for child in word.children):
        return False
    return bool(TOTAL.search(word.sent.text))


def is_always(doc: Doc, trigger: Trigger) -> bool:
    """Whether a simple present tells what is done as a rule: without a day, a count or a headline's shortness."""
    word = doc[trigger.head]
    sentence = word.sent
    if _is_wont(word):
        return True
    if trigger.part != "verb" or word.tag_ not in ("VBP", "VBZ") or sentence.start == 0:
        return False
    if any(t.pos_ == "NUM" or t.lower_ in QUANTITIES for t in sentence):
        return False
    if any(relation(child).startswith("aux") for child in word.children) or "." not in sentence.text.rstrip()[-2:]:
        return False
    return not DAY.search(sentence.text)


def _is_wont(word: Token) -> bool:
    """Whether it hangs on a simple present that tells a habit: "the group often hides abroad to plot attacks"."""
    above = governor(word)
    while above is not None and above.pos_ in ("VERB", "AUX", "NOUN"):
        habit = any(child.lower_ in OFTEN for child in above.children)
        if habit and above.tag_ in ("VBP", "VBZ") and not DAY.search(word.sent.text):
            return True
        above = governor(above)
    return False
