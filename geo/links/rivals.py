"""What the other places of a sentence say about one: which holds which, which is finer or closer, as features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.links.standing import LOCATED, PREPOSITIONS, Scene, Spot, attached, link_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.triggers.triggers import Trigger

JOINED = frozenset({("and",), (",",), (",", "and"), ("or",)})
HELD_BY = frozenset(
    [
        ",", "in", "of", "'s", "’s", "district", "neighborhood", "neighbourhood", "area", "village", "town", "city",
        "suburb",
    ]
)  # fmt: skip
FINENESS = {"exact": 0.0, "city": 1.0, "near": 1.0, "admin2": 2.0, "admin1": 3.0, "region": 4.0, "country": 5.0}
UNKNOWN_FINENESS, UNKNOWN_KM = 0.5, 1.0
BESIDE = frozenset({"in", "of", "at", "near", "on"})
PLAIN = frozenset(
    [
        "the", "a", "an", "ancient", "northern", "southern", "eastern", "western", "central", "northeastern",
        "northwestern", "southeastern", "southwestern", "restive", "rural", "nearby", "downtown", "of",
    ]
)  # fmt: skip
"""Words that stand before a name and say nothing of how it is joined to another."""


def rival_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """How the place stands to the other places of the sentence."""
    features = {f"places_in_sentence_{min(4, len(scene.spots))}": 1.0}
    literal = [other for other in scene.spots if other.mention.role == "literal"]
    if len(scene.spots) == 1:
        features["only_place"] = 1.0
    if spot.mention.role == "literal" and len(literal) == 1:
        features["only_literal_place"] = 1.0
    located = [other for other in scene.spots if other.preposition in LOCATED]
    if spot.preposition in LOCATED:
        nth = "only" if len(located) == 1 else "first" if located[0] is spot else "next"
        features[f"{nth}_located_place"] = 1.0
    elif located:
        features["another_is_located"] = 1.0
    return features | _neighbours(scene, spot) | _order(scene, trigger, spot) | _better(scene, trigger, spot)


def _order(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """The how manieth place it is, counted from the trigger."""
    if spot.start >= trigger.end:
        after = [other for other in scene.spots if other.start >= trigger.end]
        literal = [other for other in after if other.mention.role == "literal"]
        features = {f"place_after_{min(3, after.index(spot))}": 1.0}
        if spot in literal:
            features[f"literal_after_{min(3, literal.index(spot))}"] = 1.0
        return features
    if spot.start < trigger.start:
        before = [other for other in scene.spots if other.start < trigger.start]
        nth = min(3, len(before) - 1 - before.index(spot))
        return {f"{spot.mention.role}_before_{nth}": 1.0}
    return {}


def _better(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """Whether another place is finer, or closer to the trigger."""
    features: dict[str, float] = {}
    others = [other for other in scene.spots if other is not spot]
    mine = spot.host == "trigger" and spot.preposition in LOCATED
    if any(_is_on_trigger(other) for other in others):
        features["rival_on_trigger_too" if mine else "rival_on_trigger"] = 1.0
    elif mine and others:
        features["alone_on_trigger"] = 1.0
    if any(attached(trigger, other.start, other.at) for other in others):
        features["rival_right_after_trigger"] = 1.0
    finer = [o for o in others if o.mention.role == "literal" and _fineness(o) < _fineness(spot)]
    if finer:
        features["finer_in_sentence"] = 1.0
    if any(other.preposition in LOCATED for other in finer):
        features["finer_located"] = 1.0
    return features


def _is_on_trigger(spot: Spot) -> bool:
    return spot.host == "trigger" and spot.preposition in LOCATED and spot.mention.role == "literal"


def _fineness(spot: Spot) -> float:
    place = spot.mention.place
    return UNKNOWN_FINENESS if place is None else FINENESS.get(place.precision, 1.0)


def _neighbours(scene: Scene, spot: Spot) -> dict[str, float]:
    """How the place is joined to the place before it and to the one after it."""
    doc = scene.doc
    features: dict[str, float] = {}
    at = scene.spots.index(spot)
    for other in scene.spots[:at]:
        gap = tuple(token.lower_ for token in doc[other.end : spot.start]) if spot.start <= other.end + 4 else ()
        if gap and gap[0] in (",", "in", "of"):
            features["holds_place_before"] = 1.0
        elif gap in (("'s",), ("’s",)):
            features["held_by_place_before"] = 1.0
        elif gap in JOINED:
            features["listed_with_last"] = 1.0
    for other in scene.spots[at + 1 :]:
        gap = tuple(token.lower_ for token in doc[spot.end : other.start]) if other.start <= spot.end + 4 else ()
        if gap and gap[0] in ("'s", "’s"):
            features["holds_place_after"] = 1.0
        elif gap and gap[0] in HELD_BY:
            features["held_by_place_after"] = 1.0
        if gap in JOINED:
            features["listed_with_next"] = 1.0
    if at > 0:
        features |= _joining("last", _joint(doc, scene.spots[at - 1], spot), spot, scene.spots[at - 1])
    if at + 1 < len(scene.spots):
        features |= _joining("next", _joint(doc, spot, scene.spots[at + 1]), spot, scene.spots[at + 1])
    return features


def _joining(to: str, joints: list[str], spot: Spot, other: Spot) -> dict[str, float]:
    """How the place is joined to another, and which of the two is the smaller one."""
    mine, its = _size(spot), _size(other)
    size = "smaller" if mine < its else "larger" if mine > its else "alike"
    features = {f"joined_to_{to}_by_{joint}": 1.0 for joint in joints}
    return features | {f"{name}_and_{size}": 1.0 for name in features}


def _size(spot: Spot) -> float:
    place = spot.mention.place
    return UNKNOWN_KM if place is None else place.radius_km


def _joint(doc: Doc, first: Spot, second: Spot) -> list[str]:
    """How two neighbouring places are joined in one noun phrase: "of" for "X district of Y"; [] where they are not."""
    tokens = doc[first.end : second.start]
    if first.end > second.start or len(tokens) > 8 or any(token.pos_ in ("VERB", "AUX") for token in tokens):
        return []
    areas = link_words().areas
    words = [token.lower_ for token in tokens]
    if not words:
        return ["nothing"]
    if words[0] in ("'s", "’s"):
        return ["possession" if len(words) == 1 else "owned"] if len(words) <= 4 else []
    if words[-1] == "of" and "," not in words and words[0] not in PREPOSITIONS and areas & set(words[:-1]):
        return ["area_of"]
    while len(words) > 1 and words[-1] in areas | PLAIN:
        words.pop()
    while len(words) > 1 and words[0] in areas:
        words.pop(0)
    if len(words) == 1 and words[0] in BESIDE | {","}:
        return ["comma" if words[0] == "," else words[0]]
    if tuple(words) in JOINED:
        return ["list"]
    later = next((word for word in words if word in BESIDE), None)
    return [f"words_{later}"] if later else []
