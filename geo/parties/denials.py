"""Whether a sentence denies what somebody is said to have done, or has charges that go both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.parties.voices import attribution_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

HABITS = frozenset(
    ["repeatedly", "always", "consistently", "previously", "long", "past", "routinely", "often", "regularly"]
)
"""Words before a denial that is not one of what was just told."""

NAMING = frozenset(
    [
        "called", "calls", "calling", "termed", "terms", "terming", "branded", "brands", "branding", "labelled",
        "labeled", "labels", "described", "describes", "describing", "dismissed", "dismisses", "dismissing", "deemed",
    ]
)  # fmt: skip
"""Verbs by which somebody calls a charge a falsehood, and how many words behind them the falsehood stands."""

NAMED = 7

ACCUSATIONS = frozenset(
    [
        "claim", "claims", "charge", "charges", "accusation", "accusations", "allegation", "allegations", "report",
        "reports", "account", "story", "tale", "rumour", "rumours", "rumor", "rumors", "it", "this", "that", "video",
    ]
)  # fmt: skip
"""What is a falsehood in "said the claim was a fabrication"."""

DISMISSING = frozenset(
    ["laughed", "brushed", "scoffed", "shrugged", "waved", "ridiculed", "mocked", "rebuffed", "derided"]
)
"""Verbs by which somebody makes light of a charge: "laughed off the accusation"."""


def _is_habit(denial: Token) -> bool:
    """Whether the word denies nothing of today: "the disputed region", "has repeatedly denied"."""
    if denial.has_dep() and denial.dep_ in ("amod", "compound"):
        return True
    before = [token.lower_ for token in denial.doc[max(denial.sent.start, denial.i - 4) : denial.i]]
    return bool(HABITS.intersection(before))


def is_habitually_denied(word: Token) -> bool:
    """Whether what the word tells is only denied in general: "it has repeatedly denied targeting civilians"."""
    denials = attribution_words()["denials"]
    before = word.doc[max(word.sent.start, word.i - 6) : word.i]
    return any(token.lower_ in denials and _is_habit(token) and token.dep_ != "amod" for token in before)


def denied_in(sentence: Span) -> str:
    """The words of a denial or of charges that go both ways; "" when the sentence has none."""
    words = attribution_words()
    text = " ".join(token.lower_ for token in sentence)
    mutual = next((cue for cue in (*words["mutual"], *words["disavowals"]) if cue in text), "")
    if mutual:
        return mutual
    accused = False
    for token in sentence:
        following = [one.lower_ for one in sentence.doc[token.i + 1 : min(sentence.end, token.i + 1 + NAMED)]]
        if following[:2] == ["that", "there"]:
            continue  # "denied that there is a famine"
        if token.lower_ in words["denials"] and words["deeds"].intersection(following[:4]) and not _is_habit(token):
            return str(token.text)
        if token.lower_ in DISMISSING and ACCUSATIONS.intersection(following[:5]):
            return str(token.text)
        if token.lower_ in NAMING and words["falsehoods"].intersection(following):
            return str(token.text)
        if token.lower_ in ("was", "were", "is", "are") and accused and words["falsehoods"].intersection(following[:4]):
            return str(token.text)
        accused = accused or token.lower_ in ACCUSATIONS
    return ""
