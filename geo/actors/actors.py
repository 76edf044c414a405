"""Actor mentions in a text, each under its canonical name: "Washington", "US" and "the Pentagon" are one.

Names come from the table (data/actors), persons from their titles and the language model, and what has
no name keeps its description: "pro-Iran mob", "gunmen", "Iraqi police".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.actors.actor_names import (
    Hit,
    Spot,
    find_names,
    is_group_not_place,
    is_tail_of_name,
    owns_a_deed,
    sentence_begins,
)
from geo.actors.actor_table import ActorTable, ActorTableError, Word, load_actors, split_words
from geo.actors.described import find_described, first_modifier, with_their_state
from geo.actors.explained import find_explained
from geo.actors.organisations import find_bodies, find_organisations, with_short_forms
from geo.actors.persons import Person, find_persons, introduction
from geo.places.makes import is_make
from geo.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["ActorTable", "ActorTableError", "find_actors", "load_actors"]


BESIDE = 6
"""Words beside one in capitals that tell whether the whole text is."""


def find_actors(article_id: str, doc: Doc, places: Sequence[Mention], table: ActorTable) -> list[Mention]:
    """The actor mentions of ``doc``, in the order of the text; none overlaps another.

    ``places`` tell a capital from its government: a place whose role is "literal" is no actor.
    """
    text: str = doc.text
    words = split_words(text)
    spots = [
        Spot(p.start, p.end, p.role, p.place.country_code if p.place else "", p.place.precision if p.place else "")
        for p in places
    ]
    hits = list(find_names(text, words, table, spots))
    states = {
        index: hit.alias.actor
        for hit in hits
        if hit.alias.sort not in ("name", "bare")
        for index in range(hit.first, hit.after)
    }
    known = {hit.first: (hit.after, hit.alias.actor) for hit in hits if hit.alias.actor.type == "individual"}
    covers = sorted((spot.start, spot.end) for spot in spots)
    literal = _words_of([spot for spot in spots if spot.role == "literal"], words)
    anywhere = _words_of(spots, words)
    entities = [ent for ent in doc.ents if not is_make(ent.text.removesuffix("s")) and not is_one_of_many(ent)]
    persons_of_model = [
        (ent.start_char, ent.end_char)
        for ent in entities
        if ent.label_ == "PERSON" and not _is_inside(ent.start_char, ent.end_char, covers) and not is_acronym(ent)
    ]
    organisations = [(ent.start_char, ent.end_char) for ent in entities if ent.label_ == "ORG" or is_acronym(ent)]
    named = {index: hit.alias.actor for hit in hits for index in range(hit.first, hit.after)}
    explained = [
        (first, after, actor, reason)
        for first, after, actor, reason in find_explained(text, words, table, named)
        if not anywhere.issuperset(range(first, after))
    ]
    told = {index for first, after, _, _ in explained for index in range(first, after)}
    persons = find_persons(text, words, table, persons_of_model, states, known, {*named, *told})
    persons = [person for person in persons if words[person.first].key not in table.grammar["storms"]]
    persons = [person for person in persons if not told.intersection(range(person.first, person.after))]
    found: dict[tuple[int, int], tuple[Actor, str]] = {
        (first, after): (actor, reason) for first, after, actor, reason in explained
    }
    for person in persons:
        found[person.first, person.after] = (person.actor, person.reason)
    taken = {index for first, after in found for index in range(first, after)}
    described = list(find_described(text, words, table, hits, persons, taken))
    for first, after, actor, reason in with_their_state(text, words, described, spots, states):
        found[first, after] = (actor, reason)
        taken.update(range(first, after))
    leading = _leading_to_persons(text, words, table, states, persons)
    hits_at = {index for hit in hits for index in range(hit.first, hit.after)}
    bodies = find_bodies(text, words, table)
    for hit in hits:
        span = range(hit.first, hit.after)
        if hit.alias.sort in ("adjective", "country") and bodies.issuperset(span):
            continue  # "Indian" of "the Indian Secular Front"
        if is_tail_of_name(text, words, hit, table, taken, hits_at):
            continue
        acting = owns_a_deed(text, words, hit, table) or is_group_not_place(words, hit)
        somewhere = literal.intersection(span) and not acting
        if not leading.issuperset(span) and not taken.intersection(span) and not somewhere:
            quote, actor = _quote(text, words, span), hit.alias.actor
            people = hit.alias.sort == "people" and (hit.first == 0 or words[hit.first - 1].key != "the")
            if people or is_one_of_a_people(text, words, hit, table):
                first = first_modifier(text, words, hit.first, table, {}, taken)
                span = range(first, hit.after)
                found[first, hit.after] = _people(_quote(text, words, span), actor.country_code)
            else:
                found[hit.first, hit.after] = (actor, f"'{quote}' is {actor.name}")
            taken.update(span)
    for first, after, actor, reason in find_organisations(text, words, table, organisations, taken):
        opens = sentence_begins(text, words, first) and not (len(words[first].text) > 2 and words[first].text.isupper())
        plain = after - first == 1 and (opens or words[first].key in table.grammar["not_names"])
        if not literal.intersection(range(first, after)) and not plain and not anywhere.issuperset(range(first, after)):
            found[first, after] = (actor, reason)
            taken.update(range(first, after))
    mentions = [
        Mention(
            article_id, "actor", words[first].start, words[after - 1].end,
            text[words[first].start : words[after - 1].end], actor.name,
            role="described" if reason.startswith("described") else "named", actor=actor, reasons=(reason,),
        )
        for (first, after), (actor, reason) in sorted(found.items())
    ]  # fmt: skip
    return with_short_forms(article_id, text, words, mentions)


def is_acronym(name: Span) -> bool:
    """Whether what the model takes for a person is one word in capitals among others that are not: "CONAIE"."""
    alone = len(name) == 1 and len(name.text) > 2 and name.text.isupper() and name.label_ in ("PERSON", "ORG")
    return alone and not name.doc[max(0, name.start - BESIDE) : name.end + BESIDE].text.isupper()


def is_one_of_many(name: Span) -> bool:
    """Whether "a" stands before a single name that is then no person's: "a grey Bora"."""
    if name.label_ != "PERSON" or len(name) > 1:
        return False
    before = [token.lower_ for token in name.doc[max(name.sent.start, name.start - 2) : name.start]]
    described = (
        len(before) == 2 and before[0] in ("a", "an") and before[1].isalpha() and name.doc[name.start - 1].is_lower
    )
    return before[-1:] in (["a"], ["an"]) or described


def is_one_of_a_people(text: str, words: list[Word], hit: Hit, table: ActorTable) -> bool:
    """Whether an adjective names a person of the country: "a 25-year-old Iraqi was killed"."""
    if hit.alias.sort != "adjective" or hit.first == 0 or words[hit.first - 1].key not in table.grammar["single"]:
        return False
    if hit.after >= len(words) or text[words[hit.after - 1].end : words[hit.after].start] != " ":
        return True
    return words[hit.after].key in table.grammar["after_noun"] and words[hit.after].key != "s"


def _people(quote: str, country_code: str) -> tuple[Actor, str]:
    """ "Iraqis", "armed Serbs": people of a country, not their state."""
    kind = "political militia" if "armed" in quote.lower() or "masked" in quote.lower() else "civilians"
    return Actor(quote, kind, country_code), f"described as '{quote}'"


def _leading_to_persons(
    text: str, words: list[Word], table: ActorTable, states: dict[int, Actor], persons: list[Person]
) -> set[int]:
    """The words that only say where a person is from: "US" in "US President Donald Trump" does not act."""
    leading: set[int] = set()
    for person in persons:
        indexes, nouns = introduction(text, words, table, states, person.first)
        if nouns:
            leading.update(indexes)
    return leading


def _quote(text: str, words: list[Word], span: range) -> str:
    return text[words[span.start].start : words[span.stop - 1].end]


def _is_inside(start: int, end: int, covers: list[tuple[int, int]]) -> bool:
    """Whether one of the sorted spans holds the whole of another."""
    index = bisect_right(covers, (start, end))
    return any(first <= start and end <= after for first, after in covers[max(0, index - 2) : index + 1])


def _words_of(spots: Iterable[Spot], words: list[Word]) -> set[int]:
    """The words that the places are named with."""
    starts = [word.start for word in words]
    found: set[int] = set()
    for spot in spots:
        found.update(range(bisect_left(starts, spot.start), bisect_left(starts, spot.end)))
    return found
