"""What is planned by the words before a trigger, where the parse does not show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

TOGETHER = frozenset({"protest", "agreement"})
"""Families of what people take part in: who says that it will be held, or asks for it, plans it."""

REACH = 12
"""Words before a trigger among which its modal verb stands, or the verb that asks for it."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
TURNS = frozenset(
    [
        "after", "because", "before", "since", "as", "while", "when", "where", "who", "which", "whom", "whose", "if",
        "unless", "until", "though", "although", "over", "about", "against", "following", "despite", "amid", "during",
        "how", "why", "from", "into",
    ]
)  # fmt: skip
"""Words at which another clause, or what it is about, begins."""

KNOWN = frozenset({"the", "this", "that", "these", "those", "'s", "’s", "his", "her", "its"})
CONTRACTED = frozenset({"'d", "’d"})


def plan_of(trigger: Token, family: str, words: dict[str, frozenset[str]]) -> str:
    """The words that say that it is to come: "will take out a rally", "asked people to march"; "" when none do."""
    if family not in TOGETHER or trigger.tag_ in FINITE:
        return ""
    lemma = trigger.lemma_ or trigger.lower_
    if family == "protest" and trigger.tag_ in ("VBN", "VB") and lemma in words["planning"]:
        return trigger.text
    before = _words_before(trigger)
    if family == "protest" and (called := _called_for(before, words)):
        return called
    modal = _modal(before, trigger, words)
    return modal or (_asked(before, trigger, words) if family == "protest" else "")


def _words_before(trigger: Token) -> list[Token]:
    """The words of the trigger's own clause before it, nearest first."""
    found: list[Token] = []
    for token in reversed(list(trigger.doc[max(trigger.sent.start, trigger.i - REACH) : trigger.i])):
        if token.is_punct and token.text not in ("-", "'", "’") or token.lower_ in TURNS:
            break
        found.append(token)
    return found


def _modal(before: list[Token], trigger: Token, words: dict[str, frozenset[str]]) -> str:
    """The modal verb and the verb of holding, or the trigger itself, that it stands with."""
    for at, token in enumerate(before):
        ahead = token.lower_ in words["modal_planned"] or token.lower_ == "would" or token.lower_ in CONTRACTED
        if ahead and token.tag_ not in ("POS", "VBD"):
            between = [one for one in reversed(before[:at]) if one.tag_ not in ("RB", "PRP", "RP")]
            verb = between[0] if between else trigger
            if verb.i != trigger.i and verb.tag_ != "VB":
                return ""
            known = any(one.lower_ in KNOWN for one in between[1:])
            held = (
                verb.i == trigger.i
                or trigger.tag_ == "VB"
                or ((verb.lemma_ or verb.lower_) in words["holding"] and not known)
            )
            return f"{token.text} {verb.text}" if held else ""
        if token.tag_ in FINITE:
            return ""
    return ""


def _called_for(before: list[Token], words: dict[str, frozenset[str]]) -> str:
    """The verb by which it was called for or announced: "called for a blockade", "announced more strikes"."""
    for at, token in enumerate(before):
        lemma = token.lemma_ or token.lower_
        if lemma in words["called_for"] and any(one.lower_ == "for" for one in before[max(0, at - 2) : at]):
            return f"{token.text} for"
        if lemma == "announce" and not any(one.lower_ in KNOWN for one in before[:at]):
            return token.text
        if token.tag_ in FINITE:
            return ""
    return ""


def _asked(before: list[Token], trigger: Token, words: dict[str, frozenset[str]]) -> str:
    """The verb by which people are asked to do it: "has asked traders to down shutters"."""
    to = next((at for at, token in enumerate(before) if token.lower_ == "to"), None)
    if to is None or any(token.tag_ in FINITE for token in before[:to]):
        return ""
    for token in before[to + 1 :]:
        if token.pos_ == "VERB" or token.tag_.startswith("VB"):
            asking = (token.lemma_ or token.lower_) in words["asked"]
            return f"{token.text} … {trigger.text}" if asking else ""
    return ""
