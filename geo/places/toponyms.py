"""Place mentions in a text, each literal or associative: the gazetteer, the language model and the document together.

Every run of capitalised words that the gazetteer knows, every street, division, water or height by its
form, and every place entity of the language model is a candidate. A linear model over what stands in
and around it (recognise.csv, fitted by fit_weights.py) says whether it is a place; it is asked twice, the
second time knowing what the rest of the document was taken for.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from geo.linear import LinearModel, load_linear_model
from geo.places.candidates import Candidate, find_candidates, read_scene
from geo.places.cues import FOLDER
from geo.places.evidence import document_features
from geo.places.roles import role_of
from geo.places.words import Words, read_words
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.gazetteer.gazetteer import Gazetteer

THRESHOLD = 0.42


def find_toponyms(article_id: str, doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """The text's place mentions with role and reasons, in order; where they are is for ``resolve_toponyms``."""
    words = read_words(doc.text)
    entities = read_entities(doc, words)
    scene = read_scene(words, entities, bool(len(doc.ents)), gazetteer)
    candidates = find_candidates(scene, entities, gazetteer)
    model = recogniser()
    mentions = []
    for candidate, features in zip(candidates, document_features(scene, candidates, model), strict=True):
        probability = model.probability(features)
        if probability < THRESHOLD:
            continue
        role, why = role_of(words, candidate.start, candidate.end, kind_of_name(candidate))
        mentions.append(
            Mention(
                article_id=article_id,
                kind="place",
                start=words.starts[candidate.start],
                end=words.ends[candidate.end - 1],
                text=words.slice(candidate.start, candidate.end),
                role=role,
                confidence=round(probability, 3),
                reasons=(*(f"place: {reason}" for reason in model.reasons(features)), f"{role}: {why}"),
            )
        )
    return mentions


def kind_of_name(candidate: Candidate) -> str:
    """What the candidate is for the question of its role."""
    if candidate.kind not in ("name", "entity", "told", "preposed"):
        return "form"
    if candidate.facts is None:
        return "name"
    if candidate.facts.how == "demonym":
        return "demonym"
    if candidate.facts.level in ("site", "airport", "base", "sea", "river", "mountains", "lake"):
        return "form"
    if candidate.facts.level in ("country", "continent"):
        return "country"
    return "capital" if candidate.facts.is_capital else "name"


@cache
def recogniser() -> LinearModel:
    """The fitted model of what makes a name a place."""
    return load_linear_model(FOLDER / "recognise.csv")


def read_entities(doc: Doc, words: Words) -> list[tuple[int, int, str]]:
    """The language model's entities as (first word, word after, label)."""
    found = []
    for entity in doc.ents:
        first = bisect_left(words.ends, entity.start_char + 1)
        after = bisect_left(words.starts, entity.end_char)
        if first < after:
            found.append((first, after, entity.label_))
    return found
