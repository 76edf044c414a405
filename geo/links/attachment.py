"""All that speaks for and against a trigger's incident having happened at a place, as named features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.language.syntax import relation
from geo.links.paths import path_features
from geo.links.rivals import rival_features
from geo.links.standing import (
    Scene,
    Spot,
    attached,
    belongs_elsewhere,
    hangs_on_telling,
    is_governed,
    names_somebody,
    voice,
)
from geo.links.surroundings import words_around, words_between
from geo.records import Mention

if TYPE_CHECKING:
    from geo.triggers.triggers import Trigger

BY_PREPOSITION = frozenset({"territory", "seizure", "bombing", "movement", "protest"})
"""Families that take their places behind prepositions of their own."""

BY_VOICE = frozenset({"kill", "capture", "wound"})


def link_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """How the place stands to the trigger."""
    features = {
        "bias": 1.0,
        **_mention_features(spot),
        **words_around(scene, spot),
        **words_between(scene, trigger, spot),
    }
    features |= rival_features(scene, trigger, spot)
    features |= _preposition_features(scene, trigger, spot)
    features |= _trigger_features(scene, trigger, spot)
    features |= _rule_features(scene, trigger, spot)
    if spot.path and scene.doc[trigger.head].has_dep():
        features |= path_features(scene, trigger, spot)
    return features


def _mention_features(spot: Spot) -> dict[str, float]:
    """What kind of place the name means, and how sure that is."""
    mention: Mention = spot.mention
    features = {mention.role: 1.0, "sureness": mention.confidence, f"{mention.role}_{spot.preposition}": 1.0}
    place = mention.place
    if place is None:
        return features | {
            "is_unresolved": 1.0,
            f"{mention.role}_unresolved": 1.0,
            "unresolved_sureness": mention.confidence,
        }
    features |= {f"is_{place.precision}": 1.0, f"{mention.role}_{place.precision}": 1.0, f"level_{place.level}": 1.0}
    if place.relation:
        features[f"told_{place.relation.replace(' ', '_')}"] = 1.0
    if place.relation not in ("", "in"):
        features["with_relation"] = 1.0
    return features


def _preposition_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """The preposition before the place, as a class and as a word, and whether it follows the trigger."""
    doc, preposition = scene.doc, spot.preposition
    features = {f"preposition_{preposition}": 1.0}
    if preposition not in ("first", "none", "comma", "verb", "and") and scene.sentence.start <= spot.at:
        features[f"preposition_word_{doc[spot.at].lower_}"] = 1.0
    if attached(trigger, spot.start, spot.at):
        features["right_after_trigger"] = 1.0
        features[f"{voice(doc, trigger)}_then_{preposition}"] = 1.0
    family = trigger.rule.family
    if family in BY_PREPOSITION:
        features[f"{family}_{preposition}"] = 1.0
    features[f"verb_{doc[trigger.head].lemma_.lower()}_{preposition}"] = 1.0
    return features


def _trigger_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """Which trigger it is, alone and together with the kind of place and of word that the place hangs on."""
    doc, head = scene.doc, scene.doc[trigger.head]
    rule = trigger.rule.id.replace(" ", "_")
    place = spot.mention.place
    features = {
        f"trigger_{rule}": 1.0,
        f"trigger_{rule}_{'unresolved' if place is None else place.precision}": 1.0,
        f"verb_{head.lemma_.lower()}": 1.0,
        f"trigger_is_{relation(head).split(':')[0]}": 1.0,
        f"sentence_of_{min(5, len(scene.sentence) // 10)}0_words": 1.0,
        f"triggers_in_sentence_{min(4, len({one.head for one in scene.trigger_of.values()}))}": 1.0,
    }
    if spot.host:
        features[f"trigger_{rule}_on_{spot.host}"] = 1.0
    if trigger.rule.id in BY_VOICE:
        features[f"{voice(doc, trigger)}_{trigger.rule.id}"] = 1.0
    return features


def _rule_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """What the rules on places of other triggers, on governments and on telling say."""
    features: dict[str, float] = {}
    if belongs_elsewhere(scene, trigger, spot):
        features["belongs_elsewhere"] = 1.0
    if names_somebody(scene, spot):
        features["names_somebody"] = 1.0
    if hangs_on_telling(scene.doc[spot.start : spot.end].root, trigger):
        features["hangs_on_telling"] = 1.0
    if is_governed(scene, trigger, spot):
        features |= {"governed": 1.0, f"governed_{spot.preposition}": 1.0}
    return features
