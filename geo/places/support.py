"""How likely the place that a name was taken for is right: what supports it, and how loosely the name matched.

The ranker only compares the places that the gazetteer knows under a name. Whether the right one is among
them it can't say: "Taji" in a story on Iraq is not Taiji in Japan for want of a better one. This linear
model (support.csv, fitted by fit_weights.py) can, and where it finds the answer unlikely there is none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from geo.linear import LinearModel, load_linear_model
from geo.places.cues import FOLDER

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Entry
    from geo.places.meanings import Name

LEAST = 0.2
"""Answers that are less likely than this to be right are not given."""

SECOND_LEAST = 0.5
"""The same for a place that is not the likeliest of its name, where that one is unlikely."""

SUPPORTED_SHARE = 0.1
SMALL, LARGE = 100_000, 500_000
ENOUGH_COMPANY, ALONE = 2.0, 0.4
_TOWNS = frozenset({"city", "district", "admin2"})
_WORLDWIDE = frozenset({"country", "continent"})
_CARRIED = ("container_agrees", "container_differs", "nearest", "only_candidate", "division_share",
            "possible_division", "village_of_many", "within_agrees", "within_differs")  # fmt: skip
_AGAINST = frozenset(
    {
        "spelling_differs",
        "how_alternate",
        "unsupported_small",
        "unsupported_local",
        "unsupported_loose",
        "unsupported_alternate",
        "unsupported_small_not_its_name",
    }
)


@cache
def support_model() -> LinearModel:
    """The fitted model; a positive score is right."""
    return load_linear_model(FOLDER / "support.csv")


def support_features(name: Name, number: int, chance: float, recognised: float) -> dict[str, float]:
    """What speaks for and against the option with this number, the name's likeliest.

    ``chance`` is its share among the places of the name, ``recognised`` how likely the words are a place at all.
    """
    option, ranked = name.options[number], name.features[number]
    entry, chance = option.entry, min(max(chance, 0.03), 0.97)
    features = {
        "bias": 1.0,
        "margin": math.log(chance / (1 - chance)) / 4,
        "population": math.log10(entry.population + 1) / 7,
        "recognised": recognised,
    }
    features |= {feature: ranked[feature] for feature in _CARRIED if feature in ranked}
    loose, other_name = "spelling_differs" in ranked, option.match.how in ("alternate", "former")
    if loose:
        features["spelling_differs"] = 1.0
    elif other_name and entry.country_code:
        features["how_alternate"] = 1.0
    if entry.level in _WORLDWIDE or not entry.country_code:
        return features | {"level_country": 1.0}
    share = ranked.get("country_share", 0.0)
    if ranked.get("home_country", 0.0) > 0.5:
        features["at_home"] = 1.0
    if share >= SUPPORTED_SHARE or entry.country_code in name.countries:
        features["country_share"] = share
    elif "at_home" not in features:
        company = name.company + ("home_elsewhere" in ranked)
        signs = _unsupported(entry, loose, other_name, "told_local" in ranked)
        if not company:
            signs &= {"unsupported_loose", "unsupported_small_not_its_name"}
        features |= dict.fromkeys(signs, min(company or ALONE, ENOUGH_COMPANY) / ENOUGH_COMPANY)
    return features


def is_supported(name: Name, number: int) -> bool:
    """Whether the publisher, or something else in the text, lies in the country of the option."""
    ranked, country = name.features[number], name.options[number].entry.country_code
    shared = ranked.get("country_share", 0.0) >= SUPPORTED_SHARE or country in name.countries
    return shared or ranked.get("home_country", 0.0) > 0.5


def _unsupported(entry: Entry, loose: bool, other_name: bool, local: bool) -> set[str]:
    """What speaks against a place in a country that nothing else in the text supports."""
    signs = {"unsupported"}
    small = entry.population < SMALL and entry.level in _TOWNS
    if (entry.is_capital or entry.population >= LARGE) and not local:
        signs.add("unsupported_large")
    if small:
        signs.add("unsupported_small")
    if local:
        signs.add("unsupported_local")
    if loose or other_name:
        signs.add("unsupported_loose" if loose else "unsupported_alternate")
        if small:
            signs.add("unsupported_small_not_its_name")
    return signs


def why_unlikely(features: Mapping[str, float]) -> str:
    """What speaks against the place, in words."""
    against = {name: value for name, value in features.items() if name in _AGAINST}
    return (
        ", ".join(support_model().reasons(against, -1.0, 2))
        or "several places bear the name, and little tells them apart"
    )
