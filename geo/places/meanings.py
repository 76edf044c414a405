"""What each name of a document may mean, and what in the document speaks for each meaning."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.gazetteer.names import name_key, without_article
from geo.gazetteer.placenames import bare_division
from geo.places.cues import load_cues
from geo.places.home import Home
from geo.places.sites import is_site_of_town, is_street
from geo.records import Mention

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Entry, Gazetteer, Match

MOST_CANDIDATES = 40
EARTH_KM = 6371.0
HOME_KM = 60.0
BESIDE_KM = 150.0
LONGEST_LINK = 60

_DIVISION = "province|governorate|oblast|county|district|township|state|region|prefecture|department|parish|"
_DIVISION += "river|lake|islands?"
_FORM_AFTER = re.compile(
    rf"\s+({_DIVISION}|(?:State|Province|Region|District|County|Oblast|Governorate)\b(?!\s+[A-Z]))\b"
)
_FORM_BEFORE = re.compile(rf"\b({_DIVISION}|city|town|village|capital) of\s+(?:the\s+)?$", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he\s+$")
_NO_NOUN = re.compile(
    r"\s*(?:$|[,.;:)]|\s(?:and|or|in|on|off|near|at|to|from|is|was|were|has|had|about|some|between|by|for|with|that|which|"
    r"as|after|before)\b)"
)
_WITH_ARTICLE = frozenset({"sea", "strait", "river", "lake", "mountains", "region", "country", "island"})
_NAMED_FORM = re.compile(r"(?!(?:The|In|At|On|Near|A|An|From|To)\b)\b[A-ZÀ-Þ][\w’'‘-]*\s+$")
_VILLAGE_BEFORE = re.compile(r"\b(?:villages?|hamlets?) of\s+$", re.IGNORECASE)
_VILLAGE_AFTER = re.compile(r"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2})?\s*(?:village|hamlet)\b")
_LOCAL = (
    "towns?|villages?|hamlets?|(?:sub-?)?districts?|townships?|neighbou?rhoods?|communes?|settlements?|camps?|quarters?|"
    "communit(?:y|ies)|localit(?:y|ies)|wards?|barangays?|sub-?count(?:y|ies)"
)
_LOCAL_BEFORE = re.compile(rf"\b(?:{_LOCAL}|suburbs?|areas?) of\s+(?:the\s+)?$", re.IGNORECASE)
_LOCAL_AFTER = re.compile(rf"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}|\s+)(?:{_LOCAL})\b", re.IGNORECASE)
_SIDE = r"(?:(?:far|deep|(?:north|south|east|west)[\w-]*|central|coastal|restive|remote|rural|upper|lower)\s+)"
_KIND = (
    r"(?:(?:capital|port|border|mining|market|tourist)\s+)?(?:capital|city|town|village|province|region|state|district|"
    r"department|governorate|county|island|port|oblast|township|commune|camp|community|locality|settlement|suburb|quarter|"
    r"neighbou?rhood|ward|barangay|hamlet|municipality|area)"
)
_IN = re.compile(
    rf"(?:\s+{_KIND}\b|,\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}{_KIND}\b)?,?\s+in\s+(?:the\s+)?{_SIDE}*"
    rf"(?:{_KIND}\s+of\s+)?(?:the\s+)?"
)
_OWN_KIND = re.compile(rf"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}|\s+){_KIND}\b")
_BESIDE = re.compile(
    r",?\s+(?:about\s+|some\s+|just\s+)?(?:\d[\d.,]*\s*(?:km|kms|kilomet(?:er|re)s?|miles?)\s+)?(?:to\s+the\s+)?"
    r"(?:(?:(?:north|south)[- ]?(?:east|west)?|east|west)\s+of|near|close\s+to|not\s+far\s+from|outside|from)\s+"
    rf"(?:the\s+)?(?:(?:\w+\s+)?{_KIND}\s+of\s+)?"
)
_ITS = re.compile(rf"(?:['’]s?\s+{_SIDE}*(?:{_KIND},?\s+(?:of\s+)?)?|\s+{_SIDE}*{_KIND}(?:,|\s+of)\s+)(?:the\s+)?")
LARGEST_VILLAGE = 60_000
LARGEST_OF_CITIES = 5_000_000
_DISTRICTS = frozenset({"admin2", "district", "region"})
_LARGEST_DISTRICT = 1_500_000
_DIVIDED = frozenset({"admin1", "admin2", "city", "district"})
_IN_FULL = (["de"], ["del"], ["da"], ["do"], ["dos"], ["di"], ["du"], ["sur"], ["en"], ["am"], ["an"])
_NATURE = frozenset({"island", "river", "lake"})
_HOLDERS = frozenset({"country", "admin1", "admin2", "region", "island"})
_LARGE = frozenset({"country", "admin1", "continent", "region"})
_FORMS = {
    "county": "admin2", "parish": "admin2", "province": "admin1", "governorate": "admin1", "oblast": "admin1",
    "river": "river", "lake": "lake", "sea": "sea", "strait": "strait", "mountains": "mountains", "island": "island",
    "islands": "island", "prefecture": "admin1", "region": "admin1", "department": "admin1", "town": "city",
    "village": "city", "capital": "city", "airport": "airport", "city": "city", "state": "admin1",
    "district": "district", "township": "district",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One place that a name may mean, with its point on the unit sphere and what does not depend on the rest."""

    match: Match
    point: tuple[float, float, float]
    own: Mapping[str, float]

    @property
    def entry(self) -> Entry:
        """The place."""
        return self.match.entry


@dataclass(slots=True)
class Name:
    """A name of the document: where it stands, what it may mean, and how likely each is thought to be.

    ``container`` is the name that directly follows it ("Paris, Texas"), ``within`` the names that the text puts
    it in otherwise ("the town of Palma in northern Mozambique", "Iraq's Nineveh"), ``beside`` those that it puts it
    near ("Hays, south of Hodeida"), ``company`` how much the
    document's other names weigh, about one each, ``countries`` where those of them lie that are sure.
    """

    key: str
    spelling: str
    members: list[int]
    options: list[Option]
    container: int | None
    chances: list[float]
    features: list[dict[str, float]] = field(default_factory=list)
    divisions: frozenset[tuple[str, str]] = frozenset()
    counties: frozenset[tuple[str, str, str]] = frozenset()
    company: float = 0.0
    within: dict[int, bool] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)
    countries: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Notes in which divisions and counties the name may lie at all."""
        entries = [option.entry for option in self.options]
        self.divisions = frozenset((e.country_code, e.admin1_code) for e in entries if e.admin1_code)
        self.counties = frozenset((e.country_code, e.admin1_code, e.admin2) for e in entries if e.admin2)


def read_names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Name]:
    """The document's distinct names; mentions with a container beside them ("Paris, Texas") stand apart."""
    containers = _containers(text, mentions)
    keys: dict[str, Name] = {}
    order: list[str] = []
    by_text: dict[str, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        plain = " ".join(f"{mention.text} {_form_of(text, mention)}".casefold().split())
        container = containers.get(index)
        key = f"{plain}|{mentions[container].text.casefold()}" if container is not None else plain
        by_text[plain].add(key)
        if key not in keys:
            keys[key] = Name(key, mention.text.casefold(), [], _options(text, mention, gazetteer), container, [])
            order.append(key)
        keys[key].members.append(index)
    for plain, variants in by_text.items():
        if len(variants) == 2 and plain in variants:
            contained = next(key for key in variants if key != plain)
            keys[contained].members += keys.pop(plain).members
            order.remove(plain)
    names = [keys[key] for key in order]
    number_of = {index: number for number, name in enumerate(names) for index in name.members}
    for name in names:
        if name.container is not None:
            name.container = number_of[name.container]
    for inner, outer, firm in _put_within(text, mentions):
        if number_of[inner] != number_of[outer]:
            names[number_of[inner]].within[number_of[outer]] = firm
    for index, (mention, following) in enumerate(zip(mentions, mentions[1:], strict=False)):
        if _is_beside(text[mention.end : following.start]) and number_of[index] != number_of[index + 1]:
            names[number_of[index]].beside.add(number_of[index + 1])
    return names


def _is_beside(between: str) -> bool:
    """Whether the words between two names put the first near the second: "the Hays district, south of Hodeida"."""
    if not 4 <= len(between) <= LONGEST_LINK or " from " in between and not any(sign.isdigit() for sign in between):
        return False
    own = _OWN_KIND.match(between)
    return bool(_BESIDE.fullmatch(between, own.end() if own else 0))


def _put_within(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, bool]]:
    """Pairs of mentions of which the text puts the first in the second, and whether that is firm.

    "Palma in northern Mozambique" is; "the Turkmen town of Taza" may tell who lives there.
    """
    for index, (mention, following) in enumerate(zip(mentions, mentions[1:], strict=False)):
        if not 2 <= following.start - mention.end <= LONGEST_LINK:
            continue
        between = text[mention.end : following.start]
        if _IN.fullmatch(between):
            yield index, index + 1, True
        elif _ITS.fullmatch(between):
            yield index + 1, index, False


def read_home(home: Home, gazetteer: Gazetteer) -> Name:
    """The publisher's town as a name that stands nowhere in the text; its options lie in the country that is told."""
    told: list[Match] = []
    if home.town:
        area = home.division or home.country_code
        matches = gazetteer.candidates(home.town)
        told = [m for m in matches if f"{m.entry.country_code}.{m.entry.admin1_code}".startswith(area)]
    options = [
        Option(match, _point(match.entry), _own_features(match, home.town, frozenset(), "", len(told) == 1, k, set()))
        for k, match in enumerate(told[:MOST_CANDIDATES])
    ]
    return Name(f"published in {home.town}", "", [], options, None, [])


def _containers(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """The mention that directly follows after a comma or a bracket: "Paris, Texas", "Paris (Texas)"."""
    found = {}
    for index, (mention, following) in enumerate(zip(mentions, mentions[1:], strict=False)):
        between = text[mention.end : following.start]
        if len(between) < 4 and re.fullmatch(r"\s*[,(]\s*", between):
            found[index] = index + 1
    return found


def _options(text: str, mention: Mention, gazetteer: Gazetteer) -> list[Option]:
    """The places that the mention's words may mean."""
    name = mention.text
    if is_street(name):
        return []
    matches = gazetteer.candidates(name)
    if not matches and name[-1:] in "sS":
        matches = [match for match in gazetteer.candidates(name[:-1]) if match.how == "demonym"]
    if not matches and name.casefold().split()[-1] in load_cues().divisions:
        matches = [m for m in gazetteer.candidates(name.rsplit(maxsplit=1)[0]) if m.entry.level in _DIVIDED]
    if not matches and is_site_of_town(name):
        matches = [m for m in gazetteer.candidates(name.rsplit(maxsplit=1)[0]) if m.entry.level in ("city", "district")]
    if _takes_article(text, mention) and any(match.entry.level in _WITH_ARTICLE for match in matches):
        matches = [match for match in matches if match.entry.level not in ("city", "district")]
    form = _form_of(text, mention)
    unmet = form in _NATURE and not any(match.entry.level == form for match in matches)
    told = {"told_local": 1.0} if unmet or _is_introduced(text, mention) else {}
    village = _is_called_village(text, mention)
    if not any(_has_form(match.entry, form) for match in matches):
        form = ""
    single, spellings = len(matches) == 1, _spellings(name)
    towns = {
        (match.entry.country_code, match.entry.admin1_code)
        for match in matches
        if match.entry.level == "city" and _bears_its_name(match.entry)
    }
    return [
        Option(
            match,
            _point(match.entry),
            _own_features(match, name, spellings, form, single, number, towns)
            | told
            | ({"village_of_many": 1.0} if village and match.entry.population > LARGEST_VILLAGE else {}),
        )
        for number, match in enumerate(matches[:MOST_CANDIDATES])
    ]


def _bears_its_name(town: Entry) -> bool:
    """Whether a town goes by the name alone: "Kharkiv" and "New York" do, "Oklahoma City" does not."""
    return town.population > (LARGEST_OF_CITIES if town.name.endswith(" City") else 5_000)


def _takes_article(text: str, mention: Mention) -> bool:
    """Whether "the" stands before the name and no noun after it, as no town's name has it: "under the Pacific"."""
    return bool(_THE.search(text, max(0, mention.start - 5), mention.start) and _NO_NOUN.match(text, mention.end))


def _is_called_village(text: str, mention: Mention) -> bool:
    """Whether the words beside the mention call it a village: "the village of X", "X, a village near"."""
    before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 40]
    return bool(_VILLAGE_BEFORE.search(before) or _VILLAGE_AFTER.match(after))


def _is_introduced(text: str, mention: Mention) -> bool:
    """Whether the words beside the mention introduce a place that readers do not know: "the town of X"."""
    before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 40]
    return bool(_LOCAL_BEFORE.search(before) or _LOCAL_AFTER.match(after))


def _form_of(text: str, mention: Mention) -> str:
    """The level that the name's last word or the word after it asks for; "" when neither does."""
    words = mention.text.casefold().split()
    if len(words) > 1 and words[-1] in _FORMS:
        return _FORMS[words[-1]]
    after = _FORM_AFTER.match(text, mention.end)
    lead = text[max(0, mention.start - 48) : mention.start]
    before = _FORM_BEFORE.search(lead)
    if before and is_named(lead[: before.start()]):
        before = None
    kind = after or before
    return _FORMS.get(kind[1].lower(), "") if kind else ""


def is_named(lead: str) -> bool:
    """Whether a name ends the words before "district of X", so that it is no form of X: "the Karrada district of"."""
    return bool(_NAMED_FORM.search(lead))


def _own_features(
    match: Match,
    name: str,
    spellings: frozenset[str],
    form: str,
    single: bool,
    number: int,
    towns: set[tuple[str, str]],
) -> dict[str, float]:
    """What speaks for the place whatever the rest of the document says."""
    entry = match.entry
    in_full = match.how == "alternate" and _is_in_full(entry.name, name)
    features = {
        "population": math.log10(entry.population + 1) / 7,
        f"level_{entry.level}": 1.0,
        f"how_{'name' if in_full else match.how}": 1.0,
    }
    for least in (1_000_000, 300_000, 50_000):
        if entry.population >= least and entry.level == "city":
            features[f"city_of_{least}"] = 1.0
    if entry.is_capital:
        features["capital"] = 1.0
    if single:
        features["only_candidate"] = 1.0
    if number == 0:
        features["first_candidate"] = 1.0
    if entry.name == name or in_full:
        features["same_spelling"] = 1.0
    if match.how not in ("abbreviation", "demonym") and _plain(match.matched) not in spellings:
        features["spelling_differs"] = 1.0
    if form:
        features["form_agrees" if _has_form(entry, form) else "form_differs"] = 1.0
    elif entry.level in ("admin1", "admin2") and (entry.country_code, entry.admin1_code) in towns:
        features["division_named_like_its_city"] = 1.0
    if entry.level == "city" and not entry.population:
        features["no_population"] = 1.0
    return features


def _is_in_full(official: str, name: str) -> bool:
    """Whether a name is what people call a place of a longer one: "Santa Cruz" is Santa Cruz de la Sierra."""
    rest = name_key(official).removeprefix(name_key(name))
    return rest.partition(" ")[0] == "" and rest.split()[:1] in _IN_FULL


def _spellings(name: str) -> frozenset[str]:
    """The keys under which a gazetteer's name is the text's own, not another romanisation of it."""
    words = (name, name.removeprefix("the ").removeprefix("The "), name.rsplit(maxsplit=1)[0], name.removesuffix("s"))
    return frozenset(_plain(word) for word in words)


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    """The key of a name without an article and the word for a kind of division."""
    return without_article(bare_division(name_key(name)))


def _has_form(entry: Entry, form: str) -> bool:
    """Whether the entry is of the level that the words ask for; one division may stand for another."""
    if form == "district":
        return entry.level in _DISTRICTS or (entry.level == "admin1" and entry.population < _LARGEST_DISTRICT)
    divisions = ("admin1", "admin2", "region")
    return entry.level == form or (form in divisions and entry.level in divisions)


def _point(entry: Entry) -> tuple[float, float, float]:
    """The entry's point on the unit sphere."""
    latitude, longitude = math.radians(entry.latitude), math.radians(entry.longitude)
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )


def kilometres(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    """Kilometres between two points on the unit sphere."""
    chord = math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
    return 2 * EARTH_KM * math.asin(min(1.0, chord / 2))


def document_features(
    name: Name,
    names: Sequence[Name],
    around: Sequence[Name] | None = None,
    country: str = "",
    home: Name | None = None,
) -> list[dict[str, float]]:
    """The features of each option of the name, with what the document's other names are thought to mean.

    ``around`` are the names to look at in a document of very many; all of them when it is None. ``country``
    is the publisher's country, ``home`` its town.
    """
    around = names if around is None else around
    countries, divisions, counties, named, points, total = _surroundings(name, around)
    name.company = total
    name.countries = frozenset(code for kind, code, *_ in named if kind in ("country", "sure"))
    holder = names[name.container] if name.container is not None else None
    inside = [other for other in around if other.container is not None and names[other.container] is name]
    outers = [names[number] for number, firm in name.within.items() if _may_hold(names[number], name, firm)]
    rows = []
    for option in name.options:
        entry = option.entry
        features = dict(option.own)
        division = (entry.country_code, entry.admin1_code)
        if total:
            features["country_share"] = countries.get(entry.country_code, 0.0) / total
            if entry.admin1_code and entry.level != "admin1":
                features["division_share"] = divisions.get(division, 0.0) / total
        if entry.level != "country" and ("country", entry.country_code) in named:
            features["country_named"] = 1.0
        if entry.admin1_code and entry.level != "admin1" and ("admin1", *division) in named:
            features["division_named"] = 1.0
        if entry.admin2 and entry.level != "admin2" and (*division, entry.admin2) in counties:
            features["county_named"] = 1.0
        if entry.level not in _LARGE:
            _distance_features(option, points, features)
            _possible_features(entry, name, around, features)
        if home is not None:
            _home_features(option, country, home, features)
        if holder is not None and holder.options:
            features["container_agrees" if _held(entry, holder) else "container_differs"] = 1.0
        for other in [names[number] for number in name.beside] if entry.level not in _LARGE else ():
            features["within_agrees" if _is_near(option, other) else "within_differs"] = 1.0
        for outer in outers if entry.level not in ("country", "continent") else ():
            features["within_agrees" if _held(entry, outer) else "within_differs"] = 1.0
        for other in inside:
            held = any(_contains(entry, inner.entry) for inner in other.options)
            features["holds_the_name_before" if held else "holds_not_the_name_before"] = 1.0
            if held:  # "Buffalo, New York" is in the state, whatever "New York" alone is
                features.pop("division_named_like_its_city", None)
        rows.append(features)
    return rows


def _is_near(option: Option, other: Name) -> bool:
    """Whether a likely meaning of the other name lies in reach of the option, or holds it."""
    likely = [one for one, chance in zip(other.options, other.chances, strict=True) if chance > 0.05]
    return any(kilometres(option.point, one.point) < max(BESIDE_KM, one.entry.radius_km) for one in likely)


def _may_hold(outer: Name, name: Name, firm: bool) -> bool:
    """Whether what the text puts around a name is an area; where that is not firm, one that holds a meaning of it."""
    levels = _HOLDERS | {"city"} if firm else _HOLDERS
    if not any(option.entry.level in levels for option in outer.options):
        return False
    return firm or any(_held(option.entry, outer) for option in name.options)


def _surroundings(name: Name, names: Sequence[Name]) -> tuple[
    dict[str, float], dict[tuple[str, str], float], set[tuple[str, str, str]], set[tuple[str, ...]],
    list[tuple[tuple[float, float, float], float]], float,
]:  # fmt: skip
    """What the other names are thought to mean: shares by country and division, named areas, likely points."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    counties: set[tuple[str, str, str]] = set()
    named: set[tuple[str, ...]] = set()
    points: list[tuple[tuple[float, float, float], float]] = []
    total = 0.0
    for other in names:
        if other is name or not other.options or other.spelling == name.spelling:
            continue
        weight = 1.0 + 0.5 * math.log(len(other.members))
        total += weight
        for option, chance in zip(other.options, other.chances, strict=True):
            if chance < 0.02:
                continue
            entry = option.entry
            countries[entry.country_code] += chance * weight
            if entry.admin1_code:
                divisions[entry.country_code, entry.admin1_code] += chance * weight
            if chance > 0.7:
                named.add(("sure", entry.country_code))
            if chance > 0.5 and entry.level == "country":
                named.add(("country", entry.country_code))
            if chance > 0.5 and entry.level == "admin1":
                named.add(("admin1", entry.country_code, entry.admin1_code))
            if chance > 0.4 and entry.level == "admin2":
                counties.add((entry.country_code, entry.admin1_code, entry.admin2 or entry.name))
            if entry.level not in _LARGE and chance > 0.1:
                points.append((option.point, chance))
    return countries, divisions, counties, named, points, total


def _distance_features(
    option: Option, points: Sequence[tuple[tuple[float, float, float], float]], features: dict[str, float]
) -> None:
    """How near the document's other places are."""
    nearest, near, weight = 0.0, 0.0, 0.0
    for point, chance in points:
        closeness = math.exp(-kilometres(option.point, point) / 60) * chance
        nearest = max(nearest, closeness)
        near += closeness
        weight += chance
    if weight:
        features["nearest"] = nearest
        features["nearness"] = near / weight


def _home_features(option: Option, country: str, home: Name, features: dict[str, float]) -> None:
    """How surely the publisher is at home in the place's country and division, and near it."""
    entry, likely = option.entry, list(zip(home.options, home.chances, strict=True))
    if entry.level in ("country", "continent"):
        return
    where = [(at.entry, chance, kilometres(at.point, option.point)) for at, chance in likely if chance > 0.02]
    same_country = sum(chance for at, chance, _ in where if at.country_code == entry.country_code)
    shares = {
        "home_country": max(same_country, float(bool(country) and entry.country_code == country)),
        "home_division": sum(
            chance
            for at, chance, _ in where
            if at.admin1_code and (at.country_code, at.admin1_code) == (entry.country_code, entry.admin1_code)
        ),
        "home_near": sum(chance * math.exp(-far / HOME_KM) for _, chance, far in where),
    }
    features |= {feature: share for feature, share in shares.items() if share > 0.02}
    if entry.country_code and shares["home_country"] < 0.2:
        features["home_elsewhere"] = 1.0


def _possible_features(entry: Entry, name: Name, names: Sequence[Name], features: dict[str, float]) -> None:
    """How many of the document's other names also have a meaning in the place's division and county.

    A name that has few meanings tells more than one that has many.
    """
    division = (entry.country_code, entry.admin1_code)
    county = (*division, entry.admin2)
    total = in_division = in_county = 0.0
    for other in names:
        if other is name or not other.divisions or other.spelling == name.spelling:
            continue
        weight = 1.0 / (1.0 + math.log(len(other.divisions)))
        total += weight
        in_division += weight * (division in other.divisions)
        in_county += weight * (bool(entry.admin2) and county in other.counties)
    if total:
        features["possible_division"] = in_division / total
        features["possible_county"] = in_county / total
        features["possible_county_names"] = math.log1p(in_county)


def _held(entry: Entry, holder: Name) -> bool:
    """Whether one of the holder's likely meanings contains the place."""
    return any(
        _contains(option.entry, entry)
        for option, chance in zip(holder.options, holder.chances, strict=True)
        if chance > 0.05 or option.entry.level in _LARGE
    )


def _contains(outer: Entry, inner: Entry) -> bool:
    """Whether the outer place is the country or division of the inner one."""
    if outer.level == "country":
        return inner.country_code == outer.country_code and inner.level != "country"
    if outer.level == "admin1":
        same = (inner.country_code, inner.admin1_code) == (outer.country_code, outer.admin1_code)
        return same and inner.level not in ("country", "admin1")
    if outer.level == "admin2":
        return inner.country_code == outer.country_code and inner.admin2 == (outer.admin2 or outer.name)
    if outer.level == "city" and inner.level in ("district", "city", "site", "airport"):
        return outer.id != inner.id and kilometres(_point(outer), _point(inner)) < 30
    return (
        outer.level in ("region", "continent", "island") and kilometres(_point(outer), _point(inner)) < outer.radius_km
    )
