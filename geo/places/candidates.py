"""Everything in a text that may be a place: names that the gazetteer knows, forms of names, the model's entities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.articles.dateline import dateline_span
from geo.places.cues import Cues, load_cues
from geo.places.people import People, find_people
from geo.places.words import Words

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

LONGEST_NAME = 8
_VAGUE = frozenset(
    {"area", "district", "community", "ward", "commune", "camp", "quarter", "section", "junction", "island"}
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_INSIDE_NAMES = frozenset({"del", "des", "du", "do", "dos", "das", "da", "della"})
_ENGLISH_LINKS = frozenset({"of", "the", "and", "under", "upon"})


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What the gazetteer knows of a name, over all the places that bear it."""

    how: str
    level: str
    levels: frozenset[str]
    population: int
    divisions: frozenset[str]
    countries: frozenset[str]
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [start:end] that may be a place; ``kind`` is "name", "street", "division", "nature" or "entity"."""

    start: int
    end: int
    kind: str
    facts: NameFacts | None
    label: str = ""
    inside: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole document says: used for every one of its candidates.

    ``dateline`` are the words of the dateline's place, (0, 0) where there is none.
    """

    words: Words
    cues: Cues
    people: People
    has_model: bool
    small: frozenset[str]
    dateline: tuple[int, int] = (0, 0)


def read_scene(words: Words, entities: Sequence[tuple[int, int, str]], has_model: bool, gazetteer: Gazetteer) -> Scene:
    """The document's people and its words in small letters."""
    cues = load_cues()

    def is_place(name: str) -> bool:
        facts = name_facts(gazetteer, name)
        return facts is not None and facts.how in ("name", "ascii", "abbreviation")

    small = frozenset(lower for lower, word in zip(words.lower, words.words, strict=True) if word == lower)
    people = find_people(words, cues, is_place, entities)
    return Scene(words, cues, people, has_model, small, _dateline_words(words))


def _dateline_words(words: Words) -> tuple[int, int]:
    """The words of the dateline, (0, 0) when the text has none."""
    span = dateline_span(words.text)
    return (bisect_left(words.starts, span[0]), bisect_left(words.starts, span[1])) if span else (0, 0)


@lru_cache(maxsize=65536)
def name_facts(gazetteer: Gazetteer, name: str) -> NameFacts | None:
    """What the gazetteer knows of the name; None when it does not know it."""
    if not gazetteer.knows(name):
        joined = _in_one_word(name)
        if joined and gazetteer.knows(joined) and gazetteer.candidates(name):
            return name_facts(gazetteer, joined)
        plural = name[:-1] if len(name) > 4 and name[-1] in "sS" else ""
        singular = name_facts(gazetteer, plural) if plural else None
        return singular if singular is not None and singular.how == "demonym" else None
    matches = gazetteer.candidates(name)
    if not matches:
        return None
    hows = [match.how for match in matches]
    best = hows[0]
    if "abbreviation" in hows and (name.isupper() or "." in name):
        best = "abbreviation"
    elif "demonym" in hows:
        best = "demonym"
    same = [match.entry for match in matches if match.how == best]
    largest = max(same, key=lambda entry: (entry.level == "country", entry.level == "admin1", entry.population))
    return NameFacts(
        how=best,
        level=largest.level,
        levels=frozenset(match.entry.level for match in matches),
        population=max(entry.population for entry in same),
        divisions=frozenset(f"{m.entry.country_code}.{m.entry.admin1_code}" for m in matches if m.entry.admin1_code),
        countries=frozenset(match.entry.country_code for match in matches),
        is_capital=any(entry.is_capital for entry in same),
    )


def _in_one_word(name: str) -> str:
    """A name of two words that are none of English written as one, Batangtoru for "Batang Toru"; "" for any other."""
    parts = name.casefold().split(" ")
    cues = load_cues()
    english = (cues.common_words, cues.directions, cues.first_names, cues.kinds, cues.titles)
    if len(parts) != 2 or any(part in words for part in parts for words in english):
        return ""
    return name.replace(" ", "")


def find_candidates(scene: Scene, entities: Sequence[tuple[int, int, str]], gazetteer: Gazetteer) -> list[Candidate]:
    """Everything that may be a place, in order and without overlaps; longer names win."""
    words = scene.words
    label_at: dict[int, tuple[int, int, str]] = {k: e for e in entities for k in range(e[0], e[1])}
    found: list[Candidate] = []
    articles, count = scene.cues.articles, len(words)
    i = 0
    while i < count:
        if not (words.capital[i] or words.words[i][0].isdigit() or words.lower[i] in articles):
            i += 1
            continue
        candidate = _best_at(scene, i, gazetteer, found[-1] if found else None)
        if candidate is None:
            candidate = _entity_at(scene, i, label_at.get(i), gazetteer)
        if candidate is None:
            i += 1
            continue
        found.append(_with_label(candidate, label_at))
        i = candidate.end
    return found


def _entity_at(scene: Scene, i: int, entity: tuple[int, int, str] | None, gazetteer: Gazetteer) -> Candidate | None:
    """The language model's place that begins at word i and holds no name that the gazetteer knows."""
    words = scene.words
    if entity is None or entity[2] not in _PLACE_LABELS or not words.capital[i] or words.lower[i] == "the":
        return None
    start, end, _ = entity
    if i > start and words.lower[i - 1] != "the" or end - i > 5:
        return None
    if end - i == 1 and words.lower[i] in scene.cues.directions:
        return None
    if any(_name_at(scene, k, gazetteer) for k in range(i + 1, end)):
        return None
    return Candidate(i, end, "entity", None)


def _told_at(scene: Scene, i: int, last: Candidate | None) -> Candidate | None:
    """A name that only the words beside it tell to be a place: "the village of X", "X district", "in X"."""
    words, cues = scene.words, scene.cues
    if i < 1 or words.shape[i] or words.lower[i] in cues.calendar:
        return None
    end = _run_end(words, cues, i)
    single = end - i == 1
    if end == i or (single and len(words.words[i]) < 4) or words.lower[end - 1] in cues.organisations:
        return None
    before, earlier = words.lower[i - 1], words.lower[i - 2] if i > 1 else ""
    after = words.lower[end] if end < len(words) else ""
    listed = last is not None and last.kind == "told" and last.end == i - 1 and before in (",", "and", "or")
    if (before == "of" and earlier in cues.told) or after in cues.told or listed:
        how = "listed" if listed else "of" if before == "of" else "weak" if after in _VAGUE else "after"
        return Candidate(i, end, "told", None, told=how)
    if before in ("in", "at", "near", "into", "around", "outside") or before in cues.movement:
        return Candidate(i, end, "preposed", None)
    return None


def _run_end(words: Words, cues: Cues, i: int) -> int:
    """The word after a run of at most three capitalised words that begins at word i; i when there is none."""
    if words.opening[i] or not (words.capital[i] or words.lower[i] in cues.articles):
        return i
    end, count, k = i, 0, i
    while k < min(i + LONGEST_NAME, len(words)) and not words.opening[k]:
        if words.capital[k] and words.words[k][0].isalpha():
            count, end = count + 1, k + 1
        elif not (
            words.words[k] in "-‘’'ʿ"
            or (words.lower[k] in cues.articles and k + 1 < len(words) and words.words[k + 1] == "-")
        ):
            break
        k += 1
    return end if count <= 3 else i


def _best_at(scene: Scene, i: int, gazetteer: Gazetteer, last: Candidate | None) -> Candidate | None:
    """The candidate that begins at word i: by its form, by the gazetteer, or as the words beside it tell."""
    formed = _form_at(scene, i, gazetteer)
    if formed is not None:
        return formed
    named, told = _name_at(scene, i, gazetteer), _told_at(scene, i, last)
    part = i + 1 < len(scene.words) and scene.words.lower[i] in scene.cues.directions
    if named is None and part and _name_at(scene, i + 1, gazetteer):
        return None  # the part of a place: "West Wales"
    if named is None or (told is not None and told.end > named.end and _is_part_of(scene.words, named, told)):
        return told
    return named


def _is_part_of(words: Words, named: Candidate, told: Candidate) -> bool:
    """Whether a known name is only part of a longer one: "the village of Pont Rouvel", "in Pont-Rouvel"."""
    return told.told not in ("", "weak") or words.words[named.end] in "-‐‑"


def _with_label(candidate: Candidate, label_at: dict[int, tuple[int, int, str]]) -> Candidate:
    """The candidate with the language model's label of its words, and how they lie in the entity."""
    entity = label_at.get(candidate.start) or label_at.get(candidate.end - 1)
    if entity is None:
        return candidate
    start, end, label = entity
    if start >= candidate.start and end <= candidate.end:
        return replace(candidate, label=label, inside="whole")
    inside = "first" if start == candidate.start else "last" if end == candidate.end else "part"
    return replace(candidate, label=label, inside=inside)


def _name_at(scene: Scene, i: int, gazetteer: Gazetteer) -> Candidate | None:
    """The longest name of the gazetteer that begins at word i."""
    words, cues = scene.words, scene.cues
    if not words.capital[i]:
        if words.lower[i] not in cues.articles or i + 2 >= len(words) or not words.capital[i + 2]:
            return None
        if words.words[i + 1] not in "-‐‑–":
            return None
    article = words.lower[i] in cues.articles and i + 1 < len(words) and words.words[i + 1] in "-‐‑–"
    if i > 2 and _is_article(words, cues, i - 2) and words.capital[i - 3]:
        return None
    if i > 2 and words.lower[i - 1] in _INSIDE_NAMES and words.capital[i - 2] and not words.capital[i - 1]:
        return None  # "Mall del Sol"
    for end in reversed(list(_name_ends(words, cues, i))):
        if article and end == i + 1:
            return None
        if end + 2 < len(words) and _is_article(words, cues, end) and words.capital[end + 2]:
            continue
        if _is_bound_on(words, cues, end) or _goes_on_romance(words, end):
            continue
        facts = name_facts(gazetteer, words.slice(i, end))
        if facts is not None and not _is_plain_word(scene, i, end, facts):
            return Candidate(i, end, "name", facts)
    return None


def _goes_on_romance(words: Words, k: int) -> bool:
    """Whether a name goes on with "del" or the like after the word before k: "Mall del Sol"."""
    return k + 1 < len(words) and words.words[k] in _INSIDE_NAMES and words.capital[k + 1]


def _is_bound_on(words: Words, cues: Cues, k: int) -> bool:
    """Whether a name goes on over hyphens after the word before k: "Croix-des-Bouquets"."""
    if k + 2 >= len(words) or words.words[k] not in "-‐‑" or words.lower[k + 1] not in cues.connectors:
        return False
    return words.starts[k] == words.ends[k - 1] and words.words[k + 2] in "-‐‑"


def _is_article(words: Words, cues: Cues, k: int) -> bool:
    """Whether an Arabic article stands at k, bound to the name that it belongs to: "Tal al-Sultan"."""
    return (
        words.lower[k] == words.words[k]
        and words.lower[k] in cues.articles
        and words.words[k + 1] in "-‐‑–"
        and words.starts[k + 1] == words.ends[k]
    )


def _name_ends(words: Words, cues: Cues, i: int) -> Iterator[int]:
    """Where a name that begins at word i may end: after each capitalised word of the run."""
    for k in range(i, min(i + LONGEST_NAME, len(words))):
        if k > i and words.opening[k] and "\n" in words.text[words.ends[k - 1] : words.starts[k]]:
            return
        if words.capital[k]:
            if k > i and words.opening[k]:
                return
            yield k + 1
        elif k > i and words.words[k] in ("'s", "’s"):
            if k > i + 1:
                yield k + 1
        elif not _may_link(words, cues, k, first=k == i):
            return


def _may_link(words: Words, cues: Cues, k: int, first: bool) -> bool:
    """Whether the small word or mark at k may stand inside a name."""
    word = words.words[k]
    if word == ".":
        return len(words.words[k - 1]) < 3
    return first or words.lower[k] in cues.connectors or word in "-‐‑–'’"


def _is_plain_word(scene: Scene, i: int, end: int, facts: NameFacts) -> bool:
    """Whether a name that the gazetteer knows is here a word of the calendar, or an abbreviation's plain twin."""
    words, cues = scene.words, scene.cues
    if end - i > 1:
        return False
    word, lower = words.words[i], words.lower[i]
    following = words.lower[end] if end < len(words) else ""
    if following == "of" and (lower in cues.kinds or lower in cues.organisations or lower in cues.titles):
        return True
    bound = following == "," or (words.lower[i - 1] in cues.motion and not (end < len(words) and words.capital[end]))
    if lower in cues.directions and not bound:
        return True
    if lower in cues.calendar or (len(word) == 1 and "." not in word):
        return True
    if facts.how == "abbreviation":
        return not (word.isupper() or "." in word)
    if "." in word[:-1] and word.isupper():  # "U.N." is no town called Un
        return True
    return word in ("I", "A") or lower in ("the", "he", "she", "it", "we", "they", "mr", "mrs", "ms", "dr", "no", "not")


def _form_at(scene: Scene, i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A street, division, water or height told by its form alone, that begins at word i."""
    words, cues = scene.words, scene.cues
    if words.shape[i] == "C" or not (words.capital[i] or words.words[i][0].isdigit()):
        return None
    road = _numbered_road(words, cues, i) or _headed_street(words, cues, i) or _streets_at(words, cues, i)
    if road:
        return Candidate(i, road, "street", None)
    if not words.capital[i]:
        return None
    return _headed_form(scene, i, gazetteer) or _ending_form(scene, i, gazetteer)


def _streets_at(words: Words, cues: Cues, i: int) -> int | None:
    """The word after "Maple Street", "North 5th St.", "Hampden and Center streets"; None when there is none."""
    if not (words.capital[i] or words.lower[i][-2:] in ("st", "nd", "rd", "th")) or words.lower[i] in cues.calendar:
        return None
    joined = False
    for k in range(i + 1, min(i + 6, len(words))):
        lower = words.lower[k].rstrip(".")
        if words.opening[k]:
            return None
        if lower in cues.street_plurals and (joined or words.capital[k - 1]):
            return k + 1
        if lower in cues.streets and (words.capital[k] or lower == "street"):
            if _goes_on(words, cues, k + 1) or (
                lower in ("st", "dr", "highway", "trail") and _before_name(words, k + 1)
            ):
                return None
            titled = any(word in cues.titles and word != "general" for word in words.lower[i:k])
            return None if titled or joined else k + 1
        joined = joined or lower == "and"
        if not (words.capital[k] or lower == "and" or words.words[k] in "'’"):
            return None
    return None


def _headed_street(words: Words, cues: Cues, i: int) -> int | None:
    """The word after "Rua do Imperador", "Avenue des Martyrs", "Plaza de Mayo"; None when there is none."""
    if words.lower[i] not in cues.street_heads or not words.capital[i]:
        return None
    end = k = i + 1
    while k < min(i + LONGEST_NAME, len(words)) and not words.opening[k]:
        if words.capital[k]:
            end = k + 1
        elif words.lower[k] not in cues.connectors or words.lower[k] in _ENGLISH_LINKS:
            break
        k += 1
    return end if end > i + 1 else None


def _headed_form(scene: Scene, i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A water, height or site named from its head: "River Lune", "Mount Hood", "Camp Murray"."""
    words, cues = scene.words, scene.cues
    if words.lower[i] not in cues.heads or i + 1 >= len(words):
        return None
    end = i + 1
    while end < min(i + 4, len(words)) and words.capital[end] and not words.opening[end]:
        end += 1
    if end == i + 1 and words.lower[end] in cues.connectors - _ENGLISH_LINKS and _before_name(words, end + 1):
        return Candidate(i, end + 2, "nature", name_facts(gazetteer, words.slice(i, end + 2)))
    if end == i + 1 or words.lower[end - 1] in cues.organisations or words.lower[i + 1] in cues.organisations:
        return None
    for last in range(end, i + 1, -1):
        facts = name_facts(gazetteer, words.slice(i, last))
        if facts is not None:
            return Candidate(i, last, "name", facts)
    return Candidate(i, end, "nature", None) if end == i + 2 and not _goes_on(words, cues, end) else None


def _ending_form(scene: Scene, i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A division, water, height or park told by its last word: "Butler County", "Neches River"."""
    words, cues = scene.words, scene.cues
    for k in range(i + 1, min(i + 5, len(words))):
        if words.opening[k] or not (words.capital[k] or words.words[k] in "'’"):
            return None
        lower = words.lower[k]
        if lower in cues.divisions and k - i < 4:
            facts = name_facts(gazetteer, words.slice(i, k + 1)) or name_facts(gazetteer, words.slice(i, k))
            vague = lower in ("state", "department", "borough", "district", "region", "republic", "territory")
            return None if facts is None or vague else Candidate(i, k + 1, "division", facts)
        if lower in cues.site_heads and not _goes_on(words, cues, k + 1):
            facts = name_facts(gazetteer, words.slice(i, k + 1))
            return Candidate(i, k + 1, "name" if facts else "site", facts)
        if lower in cues.waters or lower in cues.heights:
            if _goes_on(words, cues, k + 1):
                return None
            if k + 1 < len(words) and words.capital[k + 1] and words.lower[k + 1] in (cues.waters | cues.heights):
                continue
            return Candidate(i, k + 1, "nature", name_facts(gazetteer, words.slice(i, k + 1)))
    return None


def _goes_on(words: Words, cues: Cues, k: int) -> bool:
    """Whether the name goes on after the word before k, as an organisation's or another's name."""
    if k >= len(words) or not words.capital[k]:
        return False
    lower = words.lower[k]
    return any(lower in group for group in (cues.organisations, cues.streets, cues.divisions))


def _before_name(words: Words, k: int) -> bool:
    """Whether a capitalised word follows: "St. Louis", "Dr. Hale"."""
    return k < len(words) and words.capital[k] and words.starts[k] - words.ends[k - 1] == 1


def _numbered_road(words: Words, cues: Cues, i: int) -> int | None:
    """The word after "Highway 19", "U.S. 50", "Interstate 45", "County Road 225", "I-75"; None when there is none."""
    for k in range(i, min(i + 3, len(words) - 1)):
        lower = words.lower[k].rstrip(".")
        if not words.capital[k]:
            return None
        if lower in ("highway", "interstate", "route", "hwy", "road", "rt") and words.words[k + 1][0].isdigit():
            return k + 2 if k == i or words.lower[k - 1] in cues.road_owners else None
        if lower == "i" and k + 2 < len(words) and words.words[k + 1] == "-" and words.words[k + 2].isdigit():
            return k + 3 if k == i else None
        if lower not in cues.road_owners:
            return None
    return None
