"""What tests ask of a text: its places, the status of one of its triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.language.language import load_language, parse, read_text
from geo.parties.status import status_of
from geo.places.resolve import load_weights, resolve_toponyms
from geo.places.toponyms import find_toponyms
from geo.triggers.triggers import find_triggers, load_triggers, sentences_with_triggers

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.records import Mention

TABLE = load_triggers()
NLP = load_language()


def read_places(text: str, gazetteer: Gazetteer) -> dict[str, Mention]:
    """The places of a text by their words."""
    doc = read_text(NLP, text)
    mentions = find_toponyms("a", doc, gazetteer)
    return {mention.text: mention for mention in resolve_toponyms(doc, mentions, gazetteer, load_weights())}


def status(text: str, word: str) -> str:
    """The status that the words around a trigger tell."""
    doc = read_text(NLP, text)
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    trigger = next(t for t in find_triggers(doc, TABLE) if word in doc[t.start : t.end].text)
    return status_of(doc[trigger.head], trigger.rule.family)[0]
