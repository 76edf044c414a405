"""Names that stand where a place stands and that no gazetteer knows: villages, streets, schools, dams.

They have no coordinates. The incident is then known to be there, and not at another place of the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.records import Mention
from geo.standing import link_words, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from geo.triggers import Trigger

SURENESS = 0.3
"""How sure it is that such a name is a place."""

PLACED_BY = frozenset({"territory", "seizure", "raid", "movement"})
"""Families whose object is a place when it is a bare name: "captured Grahovo"."""

LOCATIVES = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout"})
ARTICLES = frozenset(
    {"al", "el", "as", "ash", "at", "an", "ar", "de", "du", "del", "la", "los", "las", "da", "do", "dos"}
)
MARKS = frozenset({"-", "–", "‘", "’", "'"})
NAME = re.compile(r"[A-ZÀ-ÞŠŽĀ-Ž][\w’'‘`]+$")
PEOPLES = re.compile(r"(?:ish|ian|ean|ese|ites?|i|ic|man|men|nese)s?$")


def unknown_places(
    article_id: str, doc: Doc, sentence: Span, known: Sequence[Mention], triggers: Sequence[Trigger]
) -> list[Mention]:
    """The unknown names of the sentence that stand as places; ``known`` are the mentions of any kind there.

    A name that was taken for a person or an unknown organisation is a place all the same where the words
    around it are sure: "the village of Kabani".
    """
    if sentence.text.isupper():
        return []
    places = {i for mention in known if mention.kind == "place" for i in range(*tokens_of(doc, mention))}
    taken = {i for mention in known for i in range(*tokens_of(doc, mention))}
    firm = {i for mention in known if not _is_doubtful(mention) for i in range(*tokens_of(doc, mention))}
    objects = {trigger.end for trigger in triggers if _takes_places(trigger)}
    found: list[Mention] = []
    i = sentence.start
    while i < sentence.end:
        end = _name_end(doc, i, sentence.end)
        if end > i and _is_unknown_place(doc, i, end, sentence, objects, places, taken, firm):
            words = doc[i:end]
            found.append(
                Mention(
                    article_id,
                    "place",
                    words.start_char,
                    words.end_char,
                    words.text,
                    words.text,
                    "literal",
                    SURENESS,
                    reasons=("it stands where a place stands",),
                )  # fmt: skip
            )
            places.update(range(i, end))
        i = max(i + 1, end)
    return found


def _is_doubtful(mention: Mention) -> bool:
    """Whether the mention is an actor of no table: a person by the look of the name, an unknown organisation."""
    return mention.kind == "actor" and mention.actor is not None and mention.actor.type in ("individual", "")


def _takes_places(trigger: Trigger) -> bool:
    """Whether a bare name behind the trigger is a place: "captured Grahovo"."""
    return trigger.part == "verb" and (trigger.rule.family in PLACED_BY or trigger.rule.id in ("bomb", "shell"))


def _is_unknown_place(
    doc: Doc, start: int, end: int, sentence: Span, objects: set[int], places: set[int], taken: set[int], firm: set[int]
) -> bool:
    span = set(range(start, end))
    if firm & span or places & span:
        return False
    if _is_surely_place(doc, start, end, sentence):
        return True
    if taken & span:
        return False
    return _joined_to(doc, start, sentence.start, places) or _may_be_place(doc, start, end, sentence, objects)


def _name_end(doc: Doc, start: int, end: int) -> int:
    """Where the run of capitalised words that begins at start ends; start itself when there is none."""
    i = start
    if doc[i].lower_ in ARTICLES and i + 2 < end and doc[i + 1].text == "-" and _is_name(doc, i + 2):
        i += 2
    while i < end and (_is_name(doc, i) or (i > start and _joins(doc, i, end))):
        i += 1
    return i if any(_is_name(doc, j) for j in range(start, i)) else start


def _joins(doc: Doc, i: int, end: int) -> bool:
    """Whether a mark or an article stands inside a name: "Ard al-Wata"."""
    if doc[i].text not in MARKS and doc[i].lower_ not in ARTICLES:
        return False
    following = i + 1
    if following < end and doc[following].text in MARKS:
        following += 1
    return following < end and _is_name(doc, following) and (doc[i].text not in MARKS or not doc[i - 1].whitespace_)


def _is_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    return bool(NAME.match(token.text)) and token.lower_ not in link_words().never


def _joined_to(doc: Doc, start: int, first: int, places: set[int]) -> bool:
    """Whether the name is the next of a list of places: "Qoryoley and Bula Marer"."""
    i = start - 1
    if i >= first and doc[i].lower_ == "and":
        i -= 1
        if i >= first and doc[i].text == ",":
            i -= 1
        return i in places
    return False


def _is_surely_place(doc: Doc, start: int, end: int, sentence: Span) -> bool:
    """Whether a noun beside the name says that it is a place: "the village of X", "X district", "Tishreen Dam"."""
    words = link_words()
    after = doc[end].lower_ if end < sentence.end else ""
    if after in words.people:
        return False
    if after in words.areas:
        return end - start > 1 or not PEOPLES.search(doc[start].lower_)
    before = [doc[i].lower_ for i in range(max(sentence.start, start - 2), start)]
    if end - start > 1 and doc[end - 1].lower_ in words.sites:
        return True
    if len(before) == 2 and before[1] == "of" and before[0] in words.areas | words.sides:
        return True
    return end - start > 1 and doc[start].lower_ in words.compass


def _may_be_place(doc: Doc, start: int, end: int, sentence: Span, objects: set[int]) -> bool:
    """Whether the name stands behind a preposition of place, or behind a verb that takes places."""
    words = link_words()
    after = doc[end].lower_ if end < sentence.end else ""
    if after in words.people:
        return False
    if after in ("'s", "’s"):
        return end + 1 < sentence.end and doc[end + 1].lower_ in words.areas
    if start in objects or (start - 1 in objects and doc[start - 1].lower_ == "the"):
        return (
            not doc[end].is_alpha or doc[end].pos_ not in ("NOUN", "PROPN") or after in words.never if after else True
        )
    before = [doc[i].lower_ for i in range(max(sentence.start, start - 2), start)]
    if not before:
        return False
    return before[-1] in LOCATIVES or before[-1] in words.areas or (before[-1] == "the" and before[0] in LOCATIVES)
