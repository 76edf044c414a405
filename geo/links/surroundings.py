"""The words around a place, and those between it and a trigger, as named features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.links.standing import LOCATED, PREPOSITIONS, Scene, Spot, link_words

if TYPE_CHECKING:
    from geo.triggers.triggers import Trigger

PASSED: dict[str, frozenset[str]] = {
    "break": frozenset({",", ";", ":", "—", "–", "(", ")"}),
    "quote": frozenset({'"', "“", "”", "''", "``"}),
    "contrast": frozenset({";", "but", "while", "whereas", "although"}),
    "relative": frozenset({"who", "which", "where", "that", "whose"}),
    "time_clause": frozenset({"when", "after", "before", "as", "since", "until"}),
}
NEAREST = (1, 2, 3, 5, 8, 12, 20)
OPENERS = frozenset({"in", "at", "near", "on", "outside", "across"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def words_around(scene: Scene, spot: Spot) -> dict[str, float]:
    """What stands right before and right after the place, and whether it opens the sentence."""
    doc, sentence, start, end = scene.doc, scene.sentence, spot.start, spot.end
    lists = link_words()
    features: dict[str, float] = {}
    after = doc[end].lower_ if end < sentence.end else ""
    before = doc[start - 1].lower_ if start > sentence.start else ""
    if after:
        features[f"next_word_{after}"] = 1.0
        features[f"next_is_{doc[end].pos_}"] = 1.0
    if before:
        features[f"word_before_{before}"] = 1.0
    features[f"words_in_name_{min(3, end - start)}"] = 1.0
    if after in POSSESSIVES:
        features["possessive"] = 1.0
        owned = (doc[i].lower_ for i in range(end + 1, min(end + 4, sentence.end)))
        known = next((word for word in owned if word in lists.areas | lists.people), "")
        kind = "area" if known in lists.areas else "people" if known in lists.people else "other"
        features[f"possessive_of_{kind}"] = 1.0
    elif after in ("-", "–") and end + 1 < sentence.end and not doc[end].whitespace_:
        features["before_hyphen"] = 1.0
    elif after in lists.areas:
        features["then_area"] = 1.0
    elif after in lists.people:
        features["then_people"] = 1.0
    elif after.isalpha() and after not in PREPOSITIONS and doc[end].pos_ in ("NOUN", "PROPN"):
        features["then_noun"] = 1.0
    elif after in (",", "."):
        features["then_stop"] = 1.0
    if before in lists.areas:
        features["after_area"] = 1.0
    if any(word.lower_ in lists.saying for word in doc[max(sentence.start, start - 4) : start]):
        features["after_saying"] = 1.0
    if start - sentence.start <= 1:
        features["opens_sentence"] = 1.0
    elif start - sentence.start <= 5 and doc[sentence.start].lower_ in OPENERS:
        features["opens_sentence_with_preposition"] = 1.0
    return features


def words_between(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """How far the place is from the trigger, and over what the way leads."""
    doc, start, end = scene.doc, spot.start, spot.end
    after = start >= trigger.end
    inside = trigger.start <= start < trigger.end
    left, right = (trigger.end, start) if after else (end, trigger.start)
    between = list(doc[left:right]) if left < right else []
    side = "after" if after else "before"
    far = "near" if len(between) <= 5 else "far" if len(between) > 12 else "mid"
    features = {
        "inside_trigger" if inside else f"{side}_trigger": 1.0,
        f"{side}_{far}_{spot.preposition}": 1.0,
        **{f"{side}_{limit}_words": 1.0 for limit in NEAREST if len(between) >= limit},
    }
    seen = {token.lower_ for token in between}
    verbs = sum(1 for token in between if token.pos_ == "VERB")
    others = [other for other in scene.spots if min(trigger.head, start) < other.start < max(trigger.head, start)]
    passed = {
        "verb": verbs > 0,
        "verbs": verbs > 1,
        **{name: bool(seen & group) for name, group in PASSED.items()},
        "saying": bool(seen & link_words().saying),
        "trigger": any(token.i in scene.trigger_of for token in between),
        "place": len(others) > 0,
        "places": len(others) > 1,
        "located": any(other.preposition in LOCATED for other in others),
    }
    features.update({f"{side}_past_{name}": 1.0 for name, is_so in passed.items() if is_so})
    return features
