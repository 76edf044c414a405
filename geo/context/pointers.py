"""Which place "there", "the town" and "the same village" mean: one that the text named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geo.articles.parts import part_of, part_starts
from geo.language.syntax import text_of
from geo.links.standing import LOCATED, preposition_before, tokens_of
from geo.records import Excerpt, Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Capital = Callable[[str], Place | None]
"""The capital of the country of a code."""

TOWNS = frozenset(
    {"town", "village", "city", "hamlet", "settlement", "suburb", "neighbourhood", "neighborhood", "quarter"}
)
AREAS = frozenset({"district", "island", "area"})
SITES = frozenset(
    ["square", "market", "camp", "bridge", "mosque", "church", "cathedral", "temple", "stadium", "hospital", "prison",
     "jail", "checkpoint", "university", "campus", "park", "station", "airport", "base", "port", "embassy", "hotel",
     "mall"]
)  # fmt: skip
"""Words that point to the last place whose name has them: "the square" is Tahrir Square."""

FINE = frozenset({"city", "exact", "near", "admin2"})
EXISTENTIAL = frozenset(
    ["is", "was", "were", "are", "has", "have", "had", "will", "would", "may", "might", "could", "can", "should", "be",
     "been", "'s", "’s", "came", "seems", "seemed", "remains", "remained"]
)  # fmt: skip
"""Verbs after which, or before which, "there" points to nothing: "there were"."""

NOT_NAMES = frozenset({"of", "called", "named", "where", "that", "which", "nearest", "next"})
UNKNOWN = frozenset({"GPE", "LOC"})
"""What the language model calls a name that is a place."""

NEAR = 130
"""Characters within which a pointing word stands from the trigger."""

LEAD = 2
"""How many times as often as any other a country must be named to be the story's."""

FAR_BACK = 1500
"""Characters back to which the country is looked for whose capital is meant."""

BACK = 700
"""Characters back to which the place is looked for."""


def place_meant(
    doc: Doc, excerpt: Excerpt, places: Sequence[Mention], capital_of: Capital, openings: Sequence[Mention] = ()
) -> tuple[Place, str] | None:
    """The place that a word of the excerpt's sentence points to, with the reason; None where nothing points.

    ``openings`` are the places of the text's datelines: they tell which country is the story's where it is open.
    """
    if excerpt.trigger is None:
        return None
    span = doc.char_span(excerpt.start, excerpt.end, alignment_mode="expand")
    if span is None:
        return None
    pointers = [(abs(word.idx - excerpt.trigger[0]), word) for word in span if points(word)]
    pointers = [
        (far, word) for far, word in pointers if far <= NEAR and not is_quoted(text_of(doc), excerpt.start, word.idx)
    ]
    for _, word in sorted(pointers, key=lambda pair: pair[0]):
        if word.lower_ == "capital":
            place = capital_of(_country_meant(word, places, openings))
            if place is not None:
                return place, f"'the capital' is {place.name}"
            continue
        meant = _named_before(doc, word, places)
        if meant is not None and meant.place is not None:
            said = word.text if word.lower_ == "there" else f"the {word.text}"
            return meant.place, f"'{said}' is '{meant.text}'"
    return None


def _country_meant(word: Token, places: Sequence[Mention], openings: Sequence[Mention]) -> str:
    """The story's country, or of the two that share it the one of the sentence or of the dateline; "" where open."""
    part = part_of(word.idx, part_starts(text_of(word.doc)))
    own = [mention for mention in places if max(part, word.idx - FAR_BACK) <= mention.start < word.idx]
    counts = Counter(mention.place.country_code for mention in own if mention.place and mention.place.country_code)
    most = counts.most_common(2)
    if len(most) < 2 or most[0][1] >= LEAD * most[1][1]:
        return most[0][0] if most else ""
    start = word.sent.start_char
    named = [one.place.country_code for one in openings if one.start < word.idx and one.place is not None]
    named += [one.place.country_code for one in places if start <= one.start < word.idx and one.place is not None]
    return next((code for code in reversed(named) if code in (most[0][0], most[1][0])), "")


def is_quoted(text: str, start: int, at: int) -> bool:
    """Whether a place in the text stands in a quotation that begins after ``start``."""
    before = text[start:at]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def points(word: Token) -> bool:
    """Whether the word points to a place: "there", or a bare "the town"."""
    doc = word.doc
    after = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
    if word.lower_ == "there" and word.i and doc[word.i - 1].pos_ in ("NOUN", "PROPN"):  # "a doctor there told us"
        return True
    if word.lower_ == "there":
        return word.dep_ != "expl" and after not in EXISTENTIAL
    if word.lower_ not in TOWNS | AREAS | SITES | {"capital"} or word.i == 0 or after in NOT_NAMES:
        return False
    if word.i + 1 < len(doc) and (doc[word.i + 1].pos_ in ("NOUN", "PROPN") or after in ("'s", "’s", "-")):
        return False
    before = doc[word.i - 1].lower_
    if before == "same":
        return True
    return before in ("the", "that") and doc[word.i - 1].is_lower


def _named_before(doc: Doc, word: Token, places: Sequence[Mention]) -> Mention | None:
    """The last literal place before the word that is of the kind that the word says."""
    before = [
        mention for mention in places if word.idx - BACK <= mention.start < word.idx and mention.place is not None
    ]
    fitting = [mention for mention in before if _fits(word.lower_, mention)]
    if _opens_after(doc, word, fitting):
        return fitting[-1]
    literal = [mention for mention in fitting if mention.role == "literal" and _stands_somewhere(doc, mention)]
    if not literal and len({mention.name for mention in fitting}) == 1:  # "the people of Maru ... stormed the town"
        return fitting[-1]
    fitting = literal
    if not fitting:
        return None
    held = [one for one in fitting if one.end < fitting[-1].start and text_of(doc)[one.end : fitting[-1].start] == ", "]
    meant = held[-1] if held else fitting[-1]
    return None if _names_unknown(doc, fitting[-1], word, places) else meant


def _opens_after(doc: Doc, word: Token, fitting: Sequence[Mention]) -> bool:
    """Whether the word opens a sentence and the one before ends with a place: "... spoke of Mangu. There, ..."."""
    if word.i != word.sent.start or not fitting:
        return False
    return not text_of(doc)[fitting[-1].end : word.idx].strip(' ."”’')


def _names_unknown(doc: Doc, meant: Mention, word: Token, places: Sequence[Mention]) -> bool:
    """Whether a later sentence, or the word's own, names a place that nobody knows: it is as likely meant."""
    known = {mention.start for mention in places if mention.place is not None}
    last = doc.char_span(meant.start, meant.end, alignment_mode="expand")
    if last is None:
        return False
    between = [one for one in doc.ents if one.start >= last.sent.end and one.end <= word.i and one.label_ in UNKNOWN]
    return any(one.start_char not in known for one in between)


def _fits(word: str, mention: Mention) -> bool:
    precision = mention.place.precision if mention.place else ""
    if word in SITES and mention.place is not None:
        return word in mention.text.lower().split() or word in mention.place.name.partition(",")[0].lower().split()
    return precision in (("city", "exact", "admin2") if word in TOWNS else FINE)


def _stands_somewhere(doc: Doc, mention: Mention) -> bool:
    """Whether something happened at the mention, by its preposition."""
    start, end = tokens_of(doc, mention)
    if end <= start:
        return False
    preposition, _ = preposition_before(doc, start, doc[start].sent.start)
    return preposition in LOCATED | {"to", "and", "first", "verb", "comma"}
