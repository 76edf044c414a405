"""Names that stand where a place stands and that no gazetteer knows: villages, streets, schools, dams.

They have no coordinates. The incident is then known to be there, and not at another place of the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.articles.dateline import dateline_span
from geo.language.syntax import text_of
from geo.links.standing import link_words, tokens_of
from geo.places.facilities import facility_named
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from geo.triggers.triggers import Trigger

SURE, LIKELY, DOUBTFUL = 0.5, 0.3, 0.2
"""How sure it is that such a name is a place: it is called one, it stands as one, it might be somebody's too."""

DATELINE = 200
"""Characters from the start of a text within which a sentence may begin with its dateline."""

ENTITIES = frozenset({"GPE", "LOC", "FAC"})
"""What the language model calls a name that is a place."""

PLACED_BY = frozenset({"territory", "seizure", "raid", "movement", "offensive"})
"""Families whose object is a place when it is a bare name: "captured Grahovo"."""

LOCATIVES = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout", "off"})
NEARBY = frozenset(
    {
        "nearby",
        "neighbouring",
        "neighboring",
        "downtown",
        "rural",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
    }
)
ARTICLES = frozenset(
    {
        "al",
        "el",
        "as",
        "ash",
        "at",
        "an",
        "ar",
        "de",
        "du",
        "del",
        "la",
        "los",
        "las",
        "da",
        "do",
        "dos",
        "en",
        "ed",
        "er",
    }
)
BEFALLING = frozenset({"abduction", "arrest", "sexual"})
KILLING = frozenset({"die", "kill", "kill by hand"})
"""Families and rules whose nouns have somebody behind their "of": "the killing of", "the arrest of"."""

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
    nouns = {trigger.end for trigger in triggers if trigger.part == "noun" and not _befalls_people(trigger)}
    around = Around(doc, sentence, places, taken, firm, objects, nouns)
    found: list[Mention] = []
    i = sentence.start
    opening = dateline_span(doc.text) if sentence.start_char < DATELINE else None
    while opening and i < sentence.end and doc[i].idx < opening[1]:
        i += 1
    while i < sentence.end:
        end = _name_end(doc, i, sentence.end)
        sureness = _sureness(around, i, end) if end > i else 0.0
        if sureness:
            words = doc[i:end]
            why = ("it stands where a place stands",)
            at = (words.start_char, words.end_char)
            found.append(Mention(article_id, "place", *at, words.text, words.text, "literal", sureness, reasons=why))
            places.update(range(i, end))
        i = max(i + 1, end)
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """A sentence with what its words are known to be: places, mentions of any kind, sure ones; what triggers govern."""

    doc: Doc
    sentence: Span
    places: set[int]
    taken: set[int]
    firm: set[int]
    objects: set[int]
    nouns: set[int]


def _is_doubtful(mention: Mention) -> bool:
    """Whether the mention is an actor of no table: a person by the look of the name, an unknown organisation."""
    return mention.kind == "actor" and mention.actor is not None and mention.actor.type in ("individual", "")


def _befalls_people(trigger: Trigger) -> bool:
    """Whether the name behind the noun is somebody's: "the killing of", "the arrest of"."""
    return trigger.rule.family in BEFALLING or trigger.rule.id in KILLING


def _takes_places(trigger: Trigger) -> bool:
    """Whether a bare name behind the trigger is a place: "captured Grahovo"."""
    return trigger.part == "verb" and (trigger.rule.family in PLACED_BY or trigger.rule.id in ("bomb", "shell"))


def _sureness(around: Around, start: int, end: int) -> float:
    """How sure it is that the name is a place; 0 where nothing says so."""
    doc, sentence = around.doc, around.sentence
    span = set(range(start, end))
    if around.firm & span or around.places & span:
        return 0.0
    if _is_surely_place(doc, start, end, sentence):
        return SURE
    stands = _may_be_place(doc, start, end, sentence, around.objects)
    stands = stands or _joined_to(doc, start, sentence.start, around.places)
    stands = stands or _is_attacked(around, start, end)
    if around.taken & span:
        return DOUBTFUL if stands and not _is_somebody(doc, start, end, sentence) else 0.0
    if stands:
        return LIKELY
    called = all(doc[i].ent_type_ in ENTITIES for i in span) and doc[start].lower_ not in link_words().never
    return LIKELY if called and not _is_modifier(doc, end, sentence) else 0.0


def _is_somebody(doc: Doc, start: int, end: int, sentence: Span) -> bool:
    """Whether a title, an age or a verb of speech beside the name says that it is a person."""
    before = doc[start - 1] if start > sentence.start else None
    after = doc[end].lower_ if end < sentence.end else ""
    if before is not None and before.pos_ in ("NOUN", "PROPN") and before.lower_ not in link_words().areas:
        return True
    return after in ("'s", "’s", "who", "whose") or after in link_words().saying


def _is_modifier(doc: Doc, end: int, sentence: Span) -> bool:
    """Whether a noun for people follows the name."""
    return end < sentence.end and doc[end].lower_ in link_words().people


def _is_attacked(around: Around, start: int, end: int) -> bool:
    """Whether the name stands behind "attack on", "advance towards" or the like."""
    doc = around.doc
    i = start - 1
    while i > around.sentence.start and (doc[i].lower_ == "the" or doc[i].lower_ in link_words().compass):
        i -= 1
    return i in around.nouns and doc[i].lower_ in ("on", "toward", "towards", "into", "of")


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
    if before[-1:] == ["the"] and not PEOPLES.search(doc[end - 1].lower_):  # "the Fataki reference hospital"
        return bool(facility_named(text_of(doc), doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
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
    first = start
    while first > sentence.start and (doc[first - 1].lower_ in words.compass or doc[first - 1].lower_ in NEARBY):
        first -= 1
    before = [doc[i].lower_ for i in range(max(sentence.start, first - 2), first)]
    if not before:
        return False
    return before[-1] in LOCATIVES or before[-1] in words.areas or (before[-1] == "the" and before[0] in LOCATIVES)
