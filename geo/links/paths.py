"""The path in the parse from a place to a trigger, as named features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.language.syntax import clause_head, relation
from geo.links.standing import Scene, Spot, ancestors

if TYPE_CHECKING:
    from geo.triggers.triggers import Trigger

CLAUSAL = frozenset({"acl", "ccomp", "advcl", "parataxis"})
LONGEST = 3
"""Steps of a path that are told one by one; what is beyond them is "and so on"."""


def path_features(scene: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """Where the ways of the place and of the trigger to the root of the sentence meet, and over which relations.

    ``path_nmod<obj^`` is a place that stands as "nmod" below the trigger's object; what follows "^" leads
    from the meeting point down to the trigger.
    """
    word = scene.doc[trigger.head]
    above = ancestors(word)
    features = {f"hangs_on_{spot.host}": 1.0}
    if len(spot.path) > 1 and spot.path[1] != trigger.head:
        features[f"hangs_on_word_{scene.doc[spot.path[1]].lemma_.lower()}"] = 1.0
    up = next((n for n, i in enumerate(spot.path) if i in above), None)
    if up is None:
        return {**features, "no_path": 1.0}
    common = above.index(spot.path[up])
    chain = spot.relations[:up]
    down = [relation(scene.doc[i]).split(":")[0] for i in above[:common]]
    whole = f"{_told(chain, '<')}^{_told(down, '>')}"
    features |= {f"path_{whole}": 1.0, f"path_{whole}_{spot.preposition}": 1.0}
    features |= _below(spot, chain, up) if common == 0 else _beside(scene, spot, chain, down, up)
    place = f"below_{chain[-1] if chain else 'self'}" if common == 0 else "beside"
    features[f"verb_{word.lemma_.lower()}_{place}"] = 1.0
    features[f"trigger_{_rule(trigger)}_{place}" + (f"_{down[-1]}" if down else "")] = 1.0
    if any(i in scene.trigger_of and i not in above for i in spot.path[1 : up + 1]):
        features["at_trigger_beside"] = 1.0
    if spot.clause == clause_head(word).i:
        features["same_clause"] = 1.0
    return features


def _told(steps: tuple[str, ...] | list[str], between: str) -> str:
    return between.join(steps[:LONGEST]) + ("…" if len(steps) > LONGEST else "")


def _rule(trigger: Trigger) -> str:
    return trigger.rule.id.replace(" ", "_")


def _below(spot: Spot, chain: tuple[str, ...], up: int) -> dict[str, float]:
    """The place hangs on the trigger or on something that does."""
    features = {
        "below_trigger": 1.0,
        f"below_trigger_as_{chain[-1] if chain else 'self'}": 1.0,
        f"below_trigger_by_{min(up, 4)}": 1.0,
        f"below_trigger_on_{spot.host}": 1.0,
    }
    if CLAUSAL & set(chain):
        features["below_trigger_in_clause"] = 1.0
    return features


def _beside(scene: Scene, spot: Spot, chain: tuple[str, ...], down: list[str], up: int) -> dict[str, float]:
    """The two ways meet above the trigger."""
    last, link = chain[-1] if chain else "self", down[-1]
    features = {
        f"above_trigger_by_{min(len(down), 4)}": 1.0,
        f"beside_trigger_as_{last}": 1.0,
        f"beside_trigger_on_{spot.host}": 1.0,
        f"trigger_under_{link}": 1.0,
    }
    if chain:
        features[f"trigger_{link}_place_{last}"] = 1.0
    if CLAUSAL & set(chain):
        features["beside_trigger_in_clause"] = 1.0
    if spot.path[up] in scene.trigger_of:
        features["at_trigger_above"] = 1.0
    return features
