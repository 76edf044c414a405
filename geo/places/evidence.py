"""What speaks for and against a candidate's being a place: named numbers for the linear model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.gazetteer.names import name_key
from geo.linear import LinearModel
from geo.places.candidates import Candidate, Scene
from geo.places.cues import Cues
from geo.places.words import Words

_POPULATIONS = (
    (5e6, "population_5m"),
    (5e5, "population_500k"),
    (1e5, "population_100k"),
    (2e4, "population_20k"),
    (4e3, "population_4k"),
)
_PREPOSED = frozenset(
    {"after_in", "after_at", "after_from", "after_near", "after_locative", "after_locative_the", "after_kind_of"}
)
_LISTING = frozenset({",", "and", "or", "&"})
_TELL_WHERE = frozenset(
    {"in", "near", "north", "south", "east", "west", "outside", "northeast", "northwest", "southeast"}
)
_DOUBTS = frozenset(
    {
        "common_word",
        "common_word_known",
        "given_name",
        "surname",
        "before_person_verb",
        "before_person_verb_of_large_place",
        "before_initial",
        "before_capital",
        "small_in_document",
        "model_person_whole",
        "model_none",
        "person_given_name",
        "line_title",
        "line_capitals",
        "level_site",
    }
)


def document_features(scene: Scene, candidates: Sequence[Candidate], model: LinearModel) -> list[dict[str, float]]:
    """The features of each candidate, with what the first look at all of them told."""
    first = [local_features(scene, candidate) for candidate in candidates]
    chances = [model.probability(features) for features in first]
    names = [scene.words.slice(c.start, c.end).casefold() for c in candidates]
    sure: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    totals: Counter[str] = Counter(names)
    sums: Counter[str] = Counter()
    for candidate, chance, name in zip(candidates, chances, names, strict=True):
        sums[name] += chance  # type: ignore[assignment]
        if chance > 0.7 and candidate.facts is not None:
            if name not in sure and len(candidate.facts.divisions) <= 12:
                divisions.update(candidate.facts.divisions)
            if name not in sure and len(candidate.facts.countries) <= 3:
                countries.update(candidate.facts.countries)
            sure[name] += 1
    _mark_containers(scene, candidates, first)
    _mark_neighbours(scene, candidates, first, chances)
    for candidate, features, chance, name in zip(candidates, first, chances, names, strict=True):
        others = totals[name] - 1
        if others:
            mean = (sums[name] - chance) / others
            features["elsewhere_a_place"] = mean
            features["elsewhere_no_place"] = 1 - mean
        if candidate.facts is not None:
            own = sure[name] > 0
            shared = max((divisions[d] - own for d in candidate.facts.divisions), default=0)
            if shared > 0:
                features["division_of_document"] = min(shared, 4) / 4
            elif candidate.facts.level == "city":
                features["division_not_of_document"] = 1.0
            if max((countries[c] - own for c in candidate.facts.countries), default=0) > 0:
                features["country_of_document"] = 1.0
    return first


def _mark_containers(scene: Scene, candidates: Sequence[Candidate], rows: Sequence[dict[str, float]]) -> None:
    """Notes where a name's possible division or country follows it: "Jackson, Miss."."""
    for k in range(len(candidates) - 1):
        inner, outer = candidates[k], candidates[k + 1]
        if inner.facts is None or outer.facts is None or outer.start != inner.end + 1:
            continue
        if scene.words.words[inner.end] not in ",(" or outer.facts.level not in ("admin1", "country"):
            continue
        same_country = bool(inner.facts.countries & outer.facts.countries)
        if inner.facts.divisions & outer.facts.divisions or (outer.facts.level == "country" and same_country):
            rows[k]["followed_by_its_division"] = rows[k + 1]["after_a_place_in_it"] = 1.0


def _mark_neighbours(
    scene: Scene, candidates: Sequence[Candidate], rows: Sequence[dict[str, float]], chances: Sequence[float]
) -> None:
    """Notes which names stand in a list with places, and which are part of a longer name that nobody knows."""
    words = scene.words
    starts, ends = {c.start for c in candidates}, {c.end for c in candidates}
    for k in range(len(candidates) - 1):
        one, other = candidates[k], candidates[k + 1]
        if other.start == one.end + 1 and words.lower[one.end] in _LISTING:
            for row, chance in ((rows[k], chances[k + 1]), (rows[k + 1], chances[k])):
                row["listed_with_place"] = max(chance, row.get("listed_with_place", 0.0))
    for candidate, row in zip(candidates, rows, strict=True):
        i, k = candidate.start, candidate.end
        if i > 1 and _is_joined(words, i - 1) and words.capital[i - 2] and i - 1 not in ends:
            row["hyphen_to_unknown"] = 1.0
        if k + 1 < len(words) and _is_joined(words, k) and words.capital[k + 1] and k + 1 not in starts:
            row["hyphen_to_unknown"] = 1.0
        if "after_capital" in row and i not in ends:
            row["after_unknown_capital"] = row.pop("after_capital")


def _is_joined(words: Words, k: int) -> bool:
    """Whether the hyphen at k stands directly between two words."""
    return words.words[k] in "-‐‑" and words.starts[k] == words.ends[k - 1] and words.starts[k + 1] == words.ends[k]


def local_features(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """What stands in the candidate and around it, as named numbers."""
    features: dict[str, float] = {"bias": 1.0, f"kind_{candidate.kind}": 1.0}
    if scene.dateline[0] <= candidate.start < scene.dateline[1]:
        features["dateline"] = 1.0
    _name_features(scene, candidate, features)
    _people_features(scene, candidate, features)
    _before_features(scene, candidate, features)
    _after_features(scene, candidate, features)
    if scene.has_model:
        features["model_" + (f"{candidate.label.lower()}_{candidate.inside}" if candidate.label else "none")] = 1.0
    if _PREPOSED & features.keys():
        for name in sorted(_DOUBTS & features.keys()):
            features[f"{name}_after_preposition"] = features.pop(name)
    return features


def _name_features(scene: Scene, candidate: Candidate, features: dict[str, float]) -> None:
    """The name itself: what the gazetteer knows, how common and how long it is."""
    words, cues, facts = scene.words, scene.cues, candidate.facts
    single = candidate.end - candidate.start == 1
    if candidate.told:
        features[f"told_{candidate.told}"] = 1.0
    if facts is None and candidate.kind != "street":
        first, last = words.lower[candidate.start], words.lower[candidate.end - 1]
        if not single and first in cues.place_openings:
            features["opens_like_a_village"] = 1.0
        if any(last.endswith(ending) and len(last) > len(ending) + 2 for ending in cues.place_endings):
            features["ends_like_a_village"] = 1.0
    if facts is not None and candidate.kind == "name":
        features[f"how_{facts.how}"] = 1.0
        features[_level_feature(scene, candidate, facts.level)] = 1.0
        for least, name in _POPULATIONS:
            if facts.population >= least:
                features[f"alternate_{name}" if facts.how == "alternate" else name] = 1.0
                break
    elif facts is not None:
        features["form_known"] = 1.0
    if not single:
        features["several_words"] = 1.0
        return
    word, lower = words.words[candidate.start], words.lower[candidate.start]
    known_well = facts is not None and (facts.level in ("country", "admin1", "continent") or facts.population > 500_000)
    if lower in cues.common_words and not (facts is not None and (facts.how == "demonym" or facts.level == "country")):
        features["common_word_known" if known_well else "common_word"] = 1.0
    if lower in scene.small:
        features["small_in_document"] = 1.0
    if lower in cues.first_names:
        features["given_name_known" if known_well else "given_name"] = 1.0
    if lower in cues.directions or lower in cues.kinds:
        features["direction_or_kind"] = 1.0
    if lower in cues.organisations or lower in cues.sites or lower in cues.titles:
        features["organisation_word"] = 1.0
    if len(lower) < 4 and facts is not None and facts.how not in ("abbreviation", "demonym"):
        features["short"] = 1.0
    if len(word) > 1 and word.isupper() and words.shape[candidate.start] != "C":
        features["capitals"] = 1.0
    if "." in word:
        features["full_stop"] = 1.0
    following = words.lower[candidate.end] if candidate.end < len(words) else ""
    if following == "of" and (lower in cues.kinds or lower in cues.organisations or lower in cues.sites):
        features["kind_word_of"] = 1.0


def _level_feature(scene: Scene, candidate: Candidate, level: str) -> str:
    """The feature that tells what kind of place the name is; seats of power are no sites like others."""
    if level != "site":
        return f"level_{level}"
    words, cues = scene.words, scene.cues
    if words.lower[candidate.end - 1] in cues.site_heads:
        return "site_by_its_head"
    name = name_key(words.slice(candidate.start, candidate.end)).removeprefix("the ").replace(" ", "_")
    return "seat_of_power" if name in cues.seats else "level_site"


def _people_features(scene: Scene, candidate: Candidate, features: dict[str, float]) -> None:
    """Whether the words are a person's name, here or elsewhere in the document."""
    named = scene.people.named
    whole = [named.get(k) for k in range(candidate.start, candidate.end)]
    why = next((reason for reason in whole if reason), None)
    well = candidate.facts is not None and candidate.facts.population >= 200_000
    if why:
        features[f"person_{why.replace(' ', '_')}{'_of_large_place' if well else ''}"] = 1.0
    elif candidate.end - candidate.start == 1:
        count = scene.people.surnames.get(scene.words.lower[candidate.start], 0)
        if count:
            features["surname_of_large_place" if well else "surname"] = 1.0


def _before_features(scene: Scene, candidate: Candidate, features: dict[str, float]) -> None:
    """The words before the candidate."""
    words, cues, i = scene.words, scene.cues, candidate.start
    shape = words.shape[i]
    if shape:
        features[f"line_{'capitals' if shape == 'C' else 'title'}"] = 1.0
    if words.opening[i]:
        single = candidate.end - i == 1
        plain = "common_word" in features
        features["opening_common_word" if plain else "opening_single" if single else "opening"] = 1.0
    if i == 0:
        return
    before, lower = words.words[i - 1], words.lower[i - 1]
    glued = words.starts[i] == words.ends[i - 1]
    earlier = words.lower[i - 2] if i > 1 else ""
    if before in "-–" and glued:
        features["after_hyphen_prefix" if earlier in cues.prefixes else "after_hyphen"] = 1.0
    elif lower in cues.locative and (words.opening[i - 1] or not words.capital[i - 1]):
        features[f"after_{lower}" if lower in ("in", "at", "from", "to", "near") else "after_locative"] = 1.0
    elif lower == "of":
        features["after_kind_of" if earlier in cues.kinds or earlier in cues.directions else "after_of"] = 1.0
        if earlier in cues.told:
            features["told_of"] = 1.0
        if earlier.rstrip(".") in cues.organisations:
            features["after_organisation_of"] = 1.0
        elif earlier in cues.titles:
            features["after_title_of"] = 1.0
    elif lower in cues.directions:
        features["after_direction"] = 1.0
    elif lower in ("the", "a", "an", "and", "by", "for", "or", "with"):
        features[f"after_{lower}"] = 1.0
        if lower == "the" and earlier in cues.locative:
            features["after_locative_the"] = 1.0
    elif before == ",":
        features["after_comma_name" if i > 1 and words.capital[i - 2] else "after_comma"] = 1.0
    elif before == "(":
        features["after_bracket"] = 1.0
    elif lower.rstrip(".") in cues.titles:
        features["after_title"] = 1.0
    elif lower in cues.family:
        features["after_family"] = 1.0
    elif lower in cues.ships:
        features["after_ship"] = 1.0
    elif words.capital[i - 1] and not words.opening[i] and before[0].isalpha():
        initial = len(before) < 3 and before[-1] in "." + before[0]
        part = lower in cues.sites or lower in cues.organisations or lower in cues.kinds
        features["after_initial" if initial else "after_organisation_word" if part else "after_capital"] = 1.0
    elif before.isdigit():
        features["after_number"] = 1.0
    elif lower[0].isalpha():
        features["after_small_word"] = 1.0


def _is_kind_after(words: Words, cues: Cues, k: int) -> bool:
    """Whether the words at k call what stands before them a kind of place: "a farming town"."""
    if k + 3 >= len(words) or words.lower[k] not in ("a", "an", "the"):
        return False
    return any(word in cues.told or word in cues.kinds for word in words.lower[k + 1 : k + 4])


def _after_features(scene: Scene, candidate: Candidate, features: dict[str, float]) -> None:
    """The words after the candidate."""
    words, cues, k = scene.words, scene.cues, candidate.end
    if k >= len(words):
        features["before_end"] = 1.0
        return
    after, lower = words.words[k], words.lower[k].rstrip(".") or "."
    glued = words.starts[k] == words.ends[k - 1]
    following = words.words[k + 1] if k + 1 < len(words) else ""
    if words.capital[k] and not words.opening[k]:
        kind = (
            "organisation" if lower in cues.organisations
            else "team" if lower in cues.teams
            else "street" if lower in cues.streets
            else "division" if lower in cues.divisions
            else "site" if lower in cues.sites
            else "nature" if lower in cues.waters or lower in cues.heights
            else "title" if lower in cues.titles
            else "common_capital" if lower in cues.common_words
            else "initial" if len(after) == 1
            else "surname_capital" if lower in scene.people.surnames
            else "capital"
        )  # fmt: skip
        features[f"before_{kind}"] = 1.0
    elif after in ("'s", "’s"):
        features["before_possessive"] = 1.0
    elif after in "-–" and glued:
        features["before_hyphen_backed" if following.lower() in cues.backed else "before_hyphen"] = 1.0
    elif after == ",":
        age = following.isdigit() and len(following) < 3
        if following.lower() in _TELL_WHERE or _is_kind_after(words, cues, k + 1):
            features["before_comma_where"] = 1.0
        features["before_age" if age else "before_comma_name" if following[:1].isupper() else "before_comma"] = 1.0
    elif after == ")":
        features["before_bracket"] = 1.0
    elif lower in cues.person_verbs:
        facts = candidate.facts
        well = facts is not None and (facts.level in ("country", "admin1") or facts.population > 500_000)
        features["before_person_verb_of_large_place" if well else "before_person_verb"] = 1.0
    elif lower in cues.followers:
        features["before_follower"] = 1.0
    elif lower in cues.lands or lower in cues.sites:
        features["before_land"] = 1.0
    elif lower in cues.organisations:
        features["before_organisation_word"] = 1.0
    elif after in ".!?;:":
        features["before_stop"] = 1.0
    elif lower in ("and", "or", "where", "when", "who", "which", "on", "with", "to", "in", "for", "at", "by"):
        features[f"before_{lower}"] = 1.0
