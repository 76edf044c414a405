"""Whether a place's name means somewhere (literal) or a government, a people, an organisation (associative).

A linear model over the words around the name (role.csv, fitted by fit_weights.py); the strongest of them
is the reason.
"""

from __future__ import annotations

from functools import cache

from geo.linear import LinearModel, load_linear_model
from geo.places.cues import FOLDER, Cues, load_cues
from geo.places.words import Words

_DASHES = "-–—‐‑"
_AFTER_SMALL = frozenset({"the", "a", "an", "and", "or", "by", "with", "for", "between", "against", "that", "on", "as"})
_SPLIT_BEFORE = frozenset({"after_in_at", "after_the", "opening", "after_direction", "after_between", "between_and"})
_SPLIT_AFTER = frozenset(
    {
        "before_noun",
        "before_capital",
        "before_follower",
        "before_land",
        "before_possessive",
        "before_stop",
        "before_government_verb",
    }
)
_MODIFIED = frozenset({"before_noun", "before_follower", "before_capital", "before_organisations_capital"})


@cache
def role_model() -> LinearModel:
    """The fitted model; a positive score is associative."""
    return load_linear_model(FOLDER / "role.csv")


def role_of(words: Words, start: int, end: int, kind: str) -> tuple[str, str]:
    """The role of the name [start:end] and the reason, which is the feature that speaks most for it.

    ``kind`` is "demonym", "form" (a street, a county, a river by its form), "country", "capital" or "name".
    """
    features = role_features(words, start, end, kind)
    model = role_model()
    score = model.score(features)
    role, sign = ("associative", 1.0) if score > 0 else ("literal", -1.0)
    reasons = model.reasons(features, sign, 1)
    return role, reasons[0] if reasons else ("no sign of a place" if score > 0 else "nothing speaks against a place")


def role_features(words: Words, start: int, end: int, kind: str) -> dict[str, float]:
    """What stands before and after the name, as named numbers."""
    cues = load_cues()
    features: dict[str, float] = {"bias": 1.0, f"is_{kind}": 1.0}
    if kind == "demonym" and words.lower[end - 1].endswith("s") and not words.lower[end - 1].endswith("ss"):
        features["demonym_plural"] = 1.0
    if words.shape[start]:
        features["headline"] = 1.0
    before = _before(words, cues, start)
    after = _after(words, cues, end)
    for sign in before | after:
        features[sign] = 1.0
        if sign in _SPLIT_BEFORE or sign in _SPLIT_AFTER:
            features[f"{kind}_{sign}"] = 1.0
    if before & {"after_in_at", "after_in_the"} and after & _MODIFIED:
        features["after_in_at_as_modifier"] = 1.0
    head = _organisation_head(words, cues, start, end)
    if head:
        features["in_facility" if head in cues.sites else "in_organisation"] = 1.0
    return features


def _organisation_head(words: Words, cues: Cues, start: int, end: int) -> str:
    """The head of the organisation's name among the capitalised words that the name stands in, "" for none."""
    for step, first in ((-1, start - 1), (1, end)):
        k = first
        while 0 <= k < len(words) and abs(k - first) < 4:
            if not (words.capital[k] or words.lower[k] in ("of", "the", "and", "for")):
                break
            if words.opening[k if step > 0 else k + 1]:
                break
            if words.capital[k] and words.lower[k] in cues.organisations:
                return words.lower[k]
            k += step
    return ""


def _before(words: Words, cues: Cues, i: int) -> set[str]:
    """Signs in the words before word i."""
    if i == 0:
        return {"first_of_text"}
    signs = {"opening"} if words.opening[i] else set()
    before, lower = words.words[i - 1], words.lower[i - 1].rstrip(".") or "."
    earlier = words.lower[i - 2] if i > 1 else ""
    if before in _DASHES and words.starts[i] == words.ends[i - 1]:
        signs.add("after_prefix" if earlier in cues.prefixes else "after_hyphen")
    elif lower in cues.motion and (words.opening[i - 1] or not words.capital[i - 1]):
        signs.add("after_in_at")
    elif words.capital[i - 1] and not words.opening[i] and before[0].isalpha() and lower not in cues.function_words:
        signs.add(_after_capital(cues, lower))
    elif lower == "the" and earlier in cues.motion:
        signs.add("after_in_the")
    elif lower in ("a", "an") and earlier in cues.motion:
        signs.add("after_in_a")
    elif lower in cues.directions:
        signs.add("after_direction")
    elif lower == "of":
        signs.add(_after_of(cues, earlier.rstrip(".")))
    elif lower == "and" and "between" in words.lower[max(0, i - 5) : i - 1]:
        signs.add("between_and")
    elif lower in ("and", "or", ",") and _is_listed_somewhere(words, cues, i - 1):
        signs.add("listed_after_in_at")
    elif lower in cues.movement:
        signs.add("after_movement")
    elif lower == "with" and earlier in ("border", "borders", "frontier"):
        signs.add("after_border_with")
    elif lower in _AFTER_SMALL:
        signs.add(f"after_{lower}")
    elif before == ",":
        signs.add("after_comma_name" if i > 1 and words.capital[i - 2] else "after_comma")
    elif before == "(":
        signs.add("after_bracket")
    elif lower in cues.family or lower in cues.titles:
        signs.add("after_title")
    elif lower in cues.function_words:
        signs.add("after_function_word")
    elif lower[0].isalpha():
        signs.add("after_word")
    return signs


def _is_listed_somewhere(words: Words, cues: Cues, k: int) -> bool:
    """Whether the list of names that ends at k begins after "in", "from" or the like: "in Iraq and Syria"."""
    names = 0
    while k > 0 and names < 8:
        if words.capital[k] and not words.opening[k]:
            names += 1
        elif words.lower[k] not in (",", "and", "or", "the", "-", "of"):
            return names > 0 and words.lower[k] in cues.motion
        k -= 1
    return names > 0 and words.lower[k] in cues.motion


def _after_capital(cues: Cues, lower: str) -> str:
    """The sign of a capitalised word before the name."""
    if lower in cues.titles:
        return "after_title"
    return "after_direction" if lower in cues.directions else "after_capital"


def _after_of(cues: Cues, earlier: str) -> str:
    """The sign of "of" before the name, by the word before it."""
    if earlier in cues.kinds or earlier in cues.directions or earlier in cues.parts:
        return "after_kind_of"
    if earlier in cues.inhabitants:
        return "after_people_of"
    if earlier in cues.titles or earlier in cues.followers:
        return "after_title_of"
    return "after_organisation_of" if earlier in cues.organisations else "after_of"


def _after(words: Words, cues: Cues, k: int) -> set[str]:
    """Signs in the words from word k on."""
    if k >= len(words):
        return {"before_stop"}
    after, lower = words.words[k], words.lower[k].rstrip(".") or "."
    following = words.lower[k + 1] if k + 1 < len(words) else ""
    if after in _DASHES:
        if words.starts[k] != words.ends[k - 1]:
            return {"before_dash"}
        return {_before_hyphen(cues, following)}
    if after in ("'s", "’s"):
        if _organisation_head(words, cues, k + 1, k + 1):
            return {"before_possessive", "before_possessive_follower"}
        return {"before_possessive"} | _after_possessive(cues, following)
    if words.capital[k] and not words.opening[k]:
        if lower == "city" and not (k + 1 < len(words) and words.capital[k + 1]):  # "in Himamaylan City, ..."
            return _after(words, cues, k + 1)
        return {_before_capital(cues, lower)}
    if lower == "and" and k + 2 < len(words) and words.capital[k + 1] and words.lower[k + 2] in cues.governments:
        return {"before_and_government_verb"}
    if after == "," and following == "where":
        return {"before_comma_where"}
    if after == ",":
        return {"before_comma_name" if following and words.capital[k + 1] else "before_comma"}
    if after == "(":
        return {"before_bracket"}
    if after in ").;:!?":
        return {"before_stop"}
    return _before_small(cues, lower)


def _before_hyphen(cues: Cues, following: str) -> str:
    """The sign of a hyphen after the name, by the word behind it."""
    if following in cues.backed:
        return "before_backed"
    return "before_based" if following in cues.based else "before_hyphen"


def _after_possessive(cues: Cues, following: str) -> set[str]:
    """The sign of the word after "'s"."""
    if following in cues.lands or following in cues.kinds or following in cues.sites:
        return {"before_possessive_land"}
    acts = following in cues.followers or following in cues.governments
    return {"before_possessive_follower"} if acts else set()


def _before_capital(cues: Cues, lower: str) -> str:
    """The sign of a capitalised word after the name."""
    for name in ("organisations", "teams", "titles", "sites", "divisions", "followers"):
        if lower in getattr(cues, name):
            return f"before_{name}_capital"
    return "before_capital"


def _before_small(cues: Cues, lower: str) -> set[str]:
    """The sign of a word in small letters after the name."""
    if lower in ("is", "has"):
        return {"before_is_or_has"}
    if lower in cues.governments:
        return {"before_government_verb"}
    if lower in cues.languages:
        return {"before_language"}
    if lower in cues.lands or lower in cues.sites:
        return {"before_land"}
    if lower in cues.directions:
        return {"before_direction"}
    if lower in cues.followers or lower in cues.organisations or lower in cues.titles:
        return {"before_follower"}
    if lower in cues.function_words:
        return {"before_and" if lower in ("and", "or") else "before_function_word"}
    if lower[:1].isalpha():
        return {"before_verb" if lower.endswith("ed") else "before_noun"}
    return set()
